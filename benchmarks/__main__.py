"""Measure genlint beside a bare walk-read-search, which is the floor for a linter in Python.

    python -m benchmarks                        a generated tree of 2,000 files
    python -m benchmarks --files 200 --check    the small version: fails when a ratio is past its bound
    python -m benchmarks FOLDER …               real trees
    python -m benchmarks --start-up             one file by name, `--help`, `--version`
    python -m benchmarks flow --help            flows over many files
    python -m benchmarks peers --help           real trees from the registries, beside other tools

Every command runs in its own process, all in turn, round after round. A row shows the median time, the least
work (seconds of all processors, which is what `--check` compares) and the most memory. Run it from the root
of a checkout.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import baseline, flow, trees
from benchmarks.measure import BARE, Command, bare, genlint, measure, positive, show
from benchmarks.peers import command as peers

COLD = 7.0
"""Times the bare walk-read-search that a whole run may take, on a tree without candidates: what would be a
step back from today. The aim is 2.5, and is met by large trees; in small ones the start is in the way."""
START_UP = {"--version": 2.5, "--help": 2.5, "a clean file": 3.0, "a TypeScript candidate": 7.5}
"""Times `python -c pass` that a start may take."""

GENLINT = "genlint"
ALONE = "genlint, one process"


def main() -> int:
    """Run what the command line asks for; 1 where `--check` finds a ratio past its bound."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["flow"]:
        return flow.main(arguments[1:])
    if arguments[:1] == ["peers"]:
        return peers.main(arguments[1:])
    options = _options(arguments)
    if options.start_up:
        return _start_up(options)
    failed = False
    with tempfile.TemporaryDirectory() as place:
        folders = options.folders
        if not folders:
            folder = Path(place) / "generated"
            trees.make(folder, options.files, options.candidates / 100, domain=options.domain)
            folders = [folder]
        for folder in folders:
            files, size = baseline.size(str(folder))
            print(f"\n{folder.name}: {files:,} files, {size / 1e6:.1f} MB")
            rows = measure(_commands(folder), options.rounds)
            show(rows, BARE)
            if options.check and rows[ALONE].work > COLD * rows[BARE].work:
                print(f"genlint took more than {COLD} times the bare walk-read-search", file=sys.stderr)
                failed = True
    return int(failed)


def _commands(folder: Path) -> list[Command]:
    path = str(folder)
    return [bare(folder), genlint(GENLINT, "--quiet", path), genlint(ALONE, "--quiet", "--jobs=1", path)]


def _start_up(options: argparse.Namespace) -> int:
    python = sys.executable
    with tempfile.TemporaryDirectory() as place:
        clean, candidate = Path(place) / "clean.py", Path(place) / "candidate.ts"
        clean.write_text("def total(items):\n    return sum(item.price for item in items)\n")
        candidate.write_text("const generation = useImageGeneration(chatId);\n")
        start = [python, "-c", "from genlint.__main__ import script; script()"]
        rows = measure(
            [
                Command("python -c pass", [python, "-c", "pass"]),
                Command("--version", [*start, "--version"]),
                Command("--help", [*start, "--help"]),
                Command("a clean file", [*start, str(clean)]),
                # In the checkout, whose folder has a cache, it would be remembered from round to round.
                Command("a TypeScript candidate", [*start, str(candidate)], Path(place)),
            ],
            max(options.rounds, 15),
        )
    show(rows, "python -c pass")
    floor = rows["python -c pass"].work
    slow = [name for name, bound in START_UP.items() if rows[name].work > bound * floor]
    for name in slow:
        print(f"{name} took more than {START_UP[name]} times `python -c pass`", file=sys.stderr)
    return int(options.check and bool(slow))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "folders", metavar="FOLDER", nargs="*", type=Path, help="trees to measure on (default: one is made)"
    )
    parser.add_argument("--files", type=positive, default=2000, help="files of the tree that is made")
    parser.add_argument("--candidates", type=float, default=0.0, help="percent of them that hold a finding")
    parser.add_argument("--domain", action="store_true", help="give the files words of the domain as well")
    parser.add_argument("--rounds", type=positive, default=5, help="runs of each command that are counted")
    parser.add_argument("--start-up", action="store_true", help="measure starts in place of trees")
    parser.add_argument("--check", action="store_true", help="fail when a ratio is past its bound")
    options = parser.parse_args(arguments)
    for folder in options.folders:
        if not folder.is_dir():
            parser.error(f"{folder} is no folder")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
