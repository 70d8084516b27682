"""What was measured: kept between runs, and written as tables and plots."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypedDict

from benchmarks.measure import BARE, ROOT, Row
from benchmarks.peers import page, plots, sources, tools

PARTS = ("trees", "sizes", "candidates")
DOCS = ROOT / "docs"
_FILE = "measured.json"


class Times(TypedDict):
    """A row of `benchmarks.measure`."""

    seconds: float
    least: float
    work: float
    megabytes: float


class Tree(TypedDict):
    """What the tools took on one tree; `None` for one that was stopped."""

    files: int
    bytes: int
    rounds: int
    rows: dict[str, Times | None]


Measured = dict[str, Tree]
"""Trees by their names: the part of the benchmark, a slash, and which one of it."""


def kept(row: Row | None) -> Times | None:
    """A row as it is kept."""
    if row is None:
        return None
    return {"seconds": row.seconds, "least": row.least, "work": row.work, "megabytes": row.megabytes}


def load(folder: Path) -> Measured:
    """What earlier runs measured."""
    path = folder / _FILE
    if not path.exists():
        return {}
    measured: Measured = json.loads(path.read_text(encoding="utf-8"))
    return measured


def save(folder: Path, measured: Measured) -> None:
    """Keep what was measured for `load`."""
    (folder / _FILE).write_text(json.dumps(measured, indent=2), encoding="utf-8")


def missing(measured: Measured) -> list[str]:
    """The parts that were never measured, without which `write` has nothing to say."""
    return [part for part in PARTS if not _part(measured, part)]


def write(measured: Measured) -> None:
    """Write the tables into `docs/benchmarks.md`, and the plots beside it."""
    path = DOCS / "benchmarks.md"
    text = page.replaced(path.read_text(encoding="utf-8"), blocks(measured))
    path.write_text(text, encoding="utf-8")
    for name, image in images(measured).items():
        (DOCS / f"benchmarks-{name}.svg").write_text(image, encoding="utf-8")


def blocks(measured: Measured) -> dict[str, str]:
    """The tables, by the names of their places on the page."""
    candidates = _series(_part(measured, "candidates"), "percent")
    return {
        "with": _with(),
        "trees": _side_by_side(_part(measured, "trees"), "seconds", "least"),
        "work": _side_by_side(_part(measured, "trees"), "seconds of all processors", "work"),
        "ratios": _ratios(_part(measured, "trees")),
        "sizes": _series(_part(measured, "sizes"), "files"),
        "candidates": f"{candidates}\n\n![Time by number of candidates](benchmarks-candidates.svg)",
        "memory of trees": _side_by_side(_part(measured, "trees"), "MB", "megabytes", page.megabytes),
        "memory": _memory(_part(measured, "sizes")),
    }


def images(measured: Measured) -> dict[str, str]:
    """The plots, by the last word of their files' names."""
    found = _part(measured, "trees")
    by_tool = {
        f"{name}: {tree['files']:,} files": {
            tool: row["least"] for tool, row in tree["rows"].items() if row is not None
        }
        for name, tree in found.items()
    }
    sizes = {float(name): tree for name, tree in _part(measured, "sizes").items()}
    some = _part(measured, "candidates")
    candidates = {float(name) / 100 * tree["files"]: tree for name, tree in some.items()}
    memory = {"genlint": [(size, _of(tree, tools.GENLINT, "megabytes")) for size, tree in sizes.items()]}
    return {
        "tools": plots.bars("Time by tool, whole process (logarithmic)", by_tool, "s"),
        "sizes": plots.lines("Time by tree size, no candidates", "files", "seconds", _lines(sizes)),
        "candidates": plots.lines(
            f"Time by candidates, of {max(tree['files'] for tree in some.values()):,} files",
            "candidates (a tree without any is left out)",
            "seconds",
            _lines(candidates),
        ),
        "memory": plots.lines("Memory of genlint by tree size", "files", "MB", memory),
    }


def _part(measured: Measured, part: str) -> Measured:
    return {name.partition("/")[2]: tree for name, tree in measured.items() if name.startswith(f"{part}/")}


def _of(tree: Tree, tool: str, what: str) -> float:
    """One figure of a tool, 0 where there is none."""
    row: Mapping[str, object] = tree["rows"].get(tool) or {}
    value = row.get(what, 0.0)
    assert isinstance(value, float)
    return value


def _least(tree: Tree, tool: str) -> float | None:
    return _of(tree, tool, "least") or None


def _tools(measured: Measured) -> list[str]:
    return list(dict.fromkeys(tool for tree in measured.values() for tool in tree["rows"]))


def _lines(trees: Mapping[float, Tree]) -> dict[str, list[tuple[float, float]]]:
    names = dict.fromkeys(tool for tree in trees.values() for tool in tree["rows"])
    return {name: [(size, _of(tree, name, "least")) for size, tree in trees.items()] for name in names}


def _side_by_side(
    trees: Measured, head: str, what: str, write: Callable[[float | None], str] = page.seconds
) -> str:
    sizes = [f"{name}, {tree['files']:,} files, {tree['bytes'] / 1e6:.1f} MB" for name, tree in trees.items()]
    heads = [head, *sizes]
    rows = []
    for tool in _tools(trees):
        rows.append([tool, *(write(_of(tree, tool, what) or None) for tree in trees.values())])
    return page.table(heads, rows)


def _ratios(trees: Measured) -> str:
    """genlint's time for one second of each other tool."""
    rows = []
    for tool in _tools(trees):
        if tool != tools.GENLINT:
            cells = [_ratio(_least(tree, tools.GENLINT), _least(tree, tool)) for tree in trees.values()]
            rows.append([tool, *cells])
    return page.table(["genlint's time, times that of", *trees], rows)


def _ratio(value: float | None, floor: float | None) -> str:
    return page.times(value, floor) if floor else "–"


def _series(trees: Measured, unit: str) -> str:
    rows = []
    for name, tree in trees.items():
        cells = [page.seconds(_least(tree, tool)) for tool in _tools(trees)]
        rows.append([_label(name, unit), *cells, _against_bare(tree)])
    return page.table([unit, *_tools(trees), "genlint / bare"], rows)


def _label(name: str, unit: str) -> str:
    return f"{int(name):,}" if unit == "files" else f"{name} %"


def _against_bare(tree: Tree) -> str:
    return _ratio(_least(tree, tools.GENLINT), _least(tree, BARE))


def _memory(sizes: Measured) -> str:
    rows = []
    for name, tree in sizes.items():
        held = [_of(tree, tool, "megabytes") for tool in (tools.GENLINT, BARE)]
        rows.append([_label(name, "files"), *map(page.megabytes, held)])
    return page.table(["files", "genlint, MB", "bare, MB"], rows)


def _with() -> str:
    pins = sources.versions()
    python = f"Python {platform.python_version()}"
    used = ", ".join([*pins.npm_tools, *pins.pypi_tools])
    return f"{os.cpu_count()} processors, {python}; {used}."
