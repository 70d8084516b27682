"""Measure genlint beside other tools, and write `docs/benchmarks.md` and its plots.

    python -m benchmarks peers                       everything, which takes half an hour
    python -m benchmarks peers --only sizes          one part; the others stay as they were measured
    python -m benchmarks peers --only                no part: write page and plots again

Packages and tools are fetched by name into a folder outside of the repository, once. Nothing that was fetched
is imported or run but the tools, and no tool needs the network when it is measured.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks import baseline, chat_tree, trees
from benchmarks.measure import Command, measure, positive
from benchmarks.peers import report, sources, tools
from benchmarks.peers.report import Measured

SIZES = (100, 1_000, 10_000, 100_000)
CANDIDATES = (0, 1, 5, 10, 20, 50)
"""Percent of the files."""
CANDIDATE_FILES = 2_000
CHATS = 2_000
TREES = ("npm packages", "source distributions", "chat applications")
LIMIT = 120.0
"""Seconds after which a run is stopped."""
SERIES_LIMIT = 40.0
"""As `LIMIT`, for the trees that differ in one number only: how it goes on is plain by then."""
FAST = (tools.GENLINT, tools.RIPGREP, tools.AST_GREP, tools.OXLINT)


def main(arguments: Sequence[str]) -> int:
    """Run what the arguments ask for; returns the exit status. Raises `SystemExit` where a tool fails."""
    options = _options(arguments)
    if options.only:
        for program in ("git", "npm"):
            if shutil.which(program) is None:
                raise SystemExit(f"{program} is needed, and was not found")
    folder = (options.dir or _cache_folder()).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    measured = report.load(folder)
    if options.only:
        try:
            _measure_parts(folder, options, measured)
        except subprocess.CalledProcessError as error:
            raise SystemExit(str(error)) from error
    missing = report.missing(measured)
    if missing:
        print(f"the page stays as it is, until these are measured: {', '.join(missing)}")
    else:
        report.write(measured)
    return 0


def _measure_parts(folder: Path, options: argparse.Namespace, measured: Measured) -> None:
    """Measure the parts that are asked for, and keep each as soon as it is done."""
    versions = sources.versions()
    installed = tools.Tools(folder, versions.npm_tools, versions.pypi_tools)
    parts: dict[str, Callable[[], None]] = {
        "trees": lambda: _trees(folder, installed, versions, options, measured),
        "sizes": lambda: _sizes(folder, installed, options, measured),
        "candidates": lambda: _candidates(folder, installed, options, measured),
    }
    for part in options.only:
        parts[part]()
        report.save(folder, measured)


def _trees(
    folder: Path,
    installed: tools.Tools,
    versions: sources.Versions,
    options: argparse.Namespace,
    measured: Measured,
) -> None:
    """All tools on trees of the registries and on the monorepo."""
    place = folder / "trees"
    chats = _made(place / "chats", partial(chat_tree.make, files=CHATS))
    found = (
        (sources.typescript_tree(place, versions.npm_sources), True),
        (sources.python_tree(place, versions.pypi_sources, installed.python), False),
        (chats, True),
    )
    for name, (tree, typescript) in zip(TREES, found, strict=True):
        if options.tree not in (None, name):
            continue
        commands = installed.commands(tree, typescript=typescript)
        _measure(measured, f"trees/{name}", tree, commands, options.rounds, LIMIT)


def _sizes(folder: Path, installed: tools.Tools, options: argparse.Namespace, measured: Measured) -> None:
    """The tools that are fast enough, on ever more ordinary files."""
    for size in SIZES:
        tree = folder / "trees" / f"ordinary{size}"
        _made(tree, partial(trees.make, files=size, candidates=0))
        rounds = options.rounds if size < SIZES[-1] else min(2, options.rounds)
        _measure(measured, f"sizes/{size}", tree, _fast(installed, tree), rounds, SERIES_LIMIT)


def _candidates(
    folder: Path, installed: tools.Tools, options: argparse.Namespace, measured: Measured
) -> None:
    """The tools that are fast enough, on trees of which ever more files hold a finding."""
    for percent in CANDIDATES:
        tree = folder / "trees" / f"candidates{percent}"
        _made(tree, partial(trees.make, files=CANDIDATE_FILES, candidates=percent / 100))
        _measure(
            measured, f"candidates/{percent}", tree, _fast(installed, tree), options.rounds, SERIES_LIMIT
        )


def _fast(installed: tools.Tools, tree: Path) -> list[Command]:
    floor, *others = installed.commands(tree)
    return [floor, *(command for command in others if command.name in FAST)]


def _made(folder: Path, make: Callable[[Path], object]) -> Path:
    """A tree that a generator makes, anew: the generator may have changed."""
    shutil.rmtree(folder, ignore_errors=True)
    make(folder)
    return folder


def _measure(
    measured: Measured, name: str, tree: Path, commands: Sequence[Command], rounds: int, limit: float
) -> None:
    subprocess.run(["git", "init", "--quiet", str(tree)], check=True)  # a project, as real trees are
    files, size = baseline.size(str(tree))
    print(f"{name}: {files:,} files, {size / 1e6:.1f} MB", flush=True)
    rows = measure(commands, rounds, limit)
    for command in commands:
        row = rows.get(command.name)
        told = f"{row.least:8.2f} s {row.megabytes:6.0f} MB" if row else f"more than {limit:.0f} s"
        print(f"  {command.name:32}{told}", flush=True)
    kept = {command.name: report.kept(rows.get(command.name)) for command in commands}
    measured[name] = {"files": files, "bytes": size, "rounds": rounds, "rows": kept}


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "genlint-benchmarks"


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks peers", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--dir", type=Path, help="where to fetch to (default: in the user's cache folder)")
    parts = report.PARTS
    parser.add_argument("--only", nargs="*", choices=parts, default=list(parts), help="what to measure")
    parser.add_argument("--tree", choices=TREES, help="of the trees, only this one")
    parser.add_argument("--rounds", type=positive, default=3, help="runs of each command that are counted")
    return parser.parse_args(arguments)
