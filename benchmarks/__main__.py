"""Measure genlint beside a bare walk-read-search, and beside other tools where they are installed.

    python -m benchmarks                        a generated tree of 2,000 files
    python -m benchmarks --files 200 --check    the small version: fails when a ratio is past its bound
    python -m benchmarks FOLDER …               real trees
    python -m benchmarks --start-up             one file by name, `--help`, `--version`

Every command runs in its own process, all in turn, round after round. A row shows the median time, the least
work (seconds of all processors, which is what `--check` compares) and the most memory. Run it from the root
of a checkout.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks import baseline, trees

ROOT = Path(__file__).parents[1]
COLD = 10.0
"""Times the bare walk-read-search that a whole run may take, on a tree without candidates: what would be a
step back from today. The aim is 2.5; `docs/performance.md` tells what is in the way."""
START_UP = {"--version": 2.5, "--help": 2.5, "a clean file": 2.5, "a TypeScript candidate": 7.5}
"""Times `python -c pass` that a start may take."""

BARE = "bare walk-read-search"
GENLINT = "genlint"
ALONE = "genlint, one process"


class Command(NamedTuple):
    """What to run, under the name that the table shows."""

    name: str
    arguments: list[str]


class Row(NamedTuple):
    """What the runs of a command came to."""

    seconds: float
    work: float
    """Seconds of all processors together. What else the machine does changes it less."""
    megabytes: float
    """The most memory that a process held."""


def main() -> int:
    """Run what the command line asks for; 1 where `--check` finds a ratio past its bound."""
    options = _options()
    if options.start_up:
        return _start_up(options)
    failed = False
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(folder) for folder in options.folders]
        if not folders:
            folder = Path(place) / "generated"
            trees.make(folder, options.files, options.candidates / 100, domain=options.domain)
            folders = [folder]
        for folder in folders:
            files, size = _size(folder)
            print(f"\n{folder.name}: {files:,} files, {size / 1e6:.1f} MB")
            rows = measure(_commands(folder), options.rounds)
            _show(rows, BARE)
            if options.check and rows[ALONE].work > COLD * rows[BARE].work:
                print(f"genlint took more than {COLD} times the bare walk-read-search", file=sys.stderr)
                failed = True
    return int(failed)


def measure(commands: list[Command], rounds: int) -> dict[str, Row]:
    """Run all commands in turn, `rounds` times after one that is not counted."""
    taken: dict[str, list[Row]] = {command.name: [] for command in commands}
    for number in range(rounds + 1):
        for command in commands:
            row = _run(command.arguments)
            if number:
                taken[command.name].append(row)
    return {
        name: Row(
            statistics.median(row.seconds for row in rows),
            min(row.work for row in rows),
            max(row.megabytes for row in rows),
        )
        for name, rows in taken.items()
    }


def _run(arguments: list[str]) -> Row:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "linter"), str(ROOT / "rules")])}
    sink = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    begin = time.perf_counter()
    process = os.posix_spawnp(arguments[0], arguments, environment, file_actions=sink)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"failed: {' '.join(arguments)}")
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    return Row(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def _commands(folder: Path) -> list[Command]:
    path = str(folder)
    python = sys.executable
    commands = [
        Command(BARE, [python, str(ROOT / "benchmarks" / "baseline.py"), path]),
        Command(GENLINT, [python, "-m", "genlint", "--isolated", "--quiet", path]),
        Command(ALONE, [python, "-m", "genlint", "--isolated", "--quiet", "--jobs=1", path]),
    ]
    # The nearest that each can express: a literal; a call by its name, without flow; its default rules.
    peers = [
        Command("ripgrep, one literal", ["rg", "--count", "chatId", path]),
        Command("ast-grep, one call", ["ast-grep", "run", "--pattern", "useImageGeneration($$$)", path]),
        Command("oxlint, its default rules", ["oxlint", "--quiet", path]),
    ]
    return commands + [peer for peer in peers if shutil.which(peer.arguments[0])]


def _start_up(options: argparse.Namespace) -> int:
    python = sys.executable
    with tempfile.TemporaryDirectory() as place:
        clean, candidate = Path(place) / "clean.py", Path(place) / "candidate.ts"
        clean.write_text("def total(items):\n    return sum(item.price for item in items)\n")
        candidate.write_text("const generation = useImageGeneration(chatId);\n")
        genlint = [python, "-c", "from genlint.__main__ import script; script()"]
        rows = measure(
            [
                Command("python -c pass", [python, "-c", "pass"]),
                Command("--version", [*genlint, "--version"]),
                Command("--help", [*genlint, "--help"]),
                Command("a clean file", [*genlint, str(clean)]),
                Command("a TypeScript candidate", [*genlint, str(candidate)]),
            ],
            max(options.rounds, 15),
        )
    _show(rows, "python -c pass")
    floor = rows["python -c pass"].work
    slow = [name for name, bound in START_UP.items() if rows[name].work > bound * floor]
    for name in slow:
        print(f"{name} took more than {START_UP[name]} times `python -c pass`", file=sys.stderr)
    return int(options.check and bool(slow))


def _size(folder: Path) -> tuple[int, int]:
    """The number of files that both genlint and the baseline read, about, and of their bytes."""
    sizes = [
        os.path.getsize(os.path.join(base, name))
        for base, _, names in os.walk(folder)
        for name in names
        if name.endswith(baseline.SUFFIXES)
    ]
    return len(sizes), sum(sizes)


def _show(rows: dict[str, Row], floor: str) -> None:
    print(f"{'':28}{'seconds':>9}{'ratio':>8}{'work':>9}{'ratio':>8}{'MB':>7}")
    for name, row in rows.items():
        ratio, work_ratio = row.seconds / rows[floor].seconds, row.work / rows[floor].work
        print(f"{name:28}{row.seconds:9.3f}{ratio:8.2f}{row.work:9.3f}{work_ratio:8.2f}{row.megabytes:7.0f}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument(
        "folders", metavar="FOLDER", nargs="*", help="trees to measure on (default: one is made)"
    )
    parser.add_argument("--files", type=int, default=2000, help="files of the tree that is made")
    parser.add_argument("--candidates", type=float, default=0.0, help="percent of them that hold a finding")
    parser.add_argument("--domain", action="store_true", help="give the files words of the domain as well")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each command that are counted")
    parser.add_argument("--start-up", action="store_true", help="measure starts in place of trees")
    parser.add_argument("--check", action="store_true", help="fail when a ratio is past its bound")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
