"""Run commands in turn, round after round, each in a process of its own, and keep what they took."""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
BARE = "bare walk-read-search"


class Command(NamedTuple):
    """What to run, under the name that the table shows, and in which folder (default: the current one)."""

    name: str
    arguments: Sequence[str]
    folder: Path | None = None


class Row(NamedTuple):
    """What the runs of a command came to. Times are in seconds."""

    seconds: float
    """The median of the runs, by the clock."""
    least: float
    """The shortest of the runs, by the clock."""
    work: float
    """The least time of all processors together. What else the machine does changes it less."""
    megabytes: float
    """The most memory that one process held."""


def positive(text: str) -> int:
    """A number of at least 1, from a command line."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return int(text)


def bare(folder: Path) -> Command:
    """The floor that others are compared with. See `baseline.py`."""
    return Command(BARE, [sys.executable, str(ROOT / "benchmarks" / "baseline.py"), str(folder)])


def genlint(name: str, *arguments: str) -> Command:
    """A run of this checkout's genlint, without anybody's configuration or cache."""
    return Command(name, [sys.executable, "-m", "genlint", "--isolated", "--no-cache", *arguments])


def measure(commands: Sequence[Command], rounds: int, limit: float | None = None) -> dict[str, Row]:
    """Run all commands in turn, `rounds` times after one that is not counted.

    A command that takes more than `limit` seconds is stopped, not run again, and has no row. Raises
    `SystemExit` where a command fails: no figure is better than one of a run that did nothing.
    """
    taken: dict[str, list[Row]] = {command.name: [] for command in commands}
    slow: set[str] = set()
    for number in range(rounds + 1):
        for command in commands:
            if command.name in slow:
                continue
            row = _run(command, limit)
            if row is None:
                slow.add(command.name)
            elif number:
                taken[command.name].append(row)
    return {name: _sum_up(rows) for name, rows in taken.items() if name not in slow}


def _sum_up(rows: list[Row]) -> Row:
    return Row(
        statistics.median(row.seconds for row in rows),
        min(row.least for row in rows),
        min(row.work for row in rows),
        max(row.megabytes for row in rows),
    )


def _run(command: Command, limit: float | None) -> Row | None:
    begin = time.perf_counter()
    try:
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise SystemExit(f"{command.name} can't be run: {error}") from error
    stopped = threading.Event()

    def stop() -> None:
        stopped.set()
        os.killpg(process.pid, signal.SIGKILL)

    timer = threading.Timer(limit or 0, stop)
    if limit:
        timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if stopped.is_set():
        return None
    if process.returncode not in (0, 1):
        raise SystemExit(f"failed with {process.returncode}: {' '.join(command.arguments)}")
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    return Row(seconds, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def environment() -> dict[str, str]:
    """What the commands run with: this checkout's packages come first."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "linter"), str(ROOT / "rules")])}


def show(rows: dict[str, Row], floor: str) -> None:
    """Print the rows, and each beside the row called `floor`."""
    print(f"{'':28}{'seconds':>9}{'ratio':>8}{'work':>9}{'ratio':>8}{'MB':>7}")
    for name, row in rows.items():
        ratio, work_ratio = row.seconds / rows[floor].seconds, row.work / rows[floor].work
        print(f"{name:28}{row.seconds:9.3f}{ratio:8.2f}{row.work:9.3f}{work_ratio:8.2f}{row.megabytes:7.0f}")
