"""What a finding costs whose flow goes over many files, and what the rest of the application adds to it.

    python -m benchmarks flow            1,000 modules, 0 to 200 findings; 250 to 4,000 modules, 50 findings
    python -m benchmarks flow --small    a tenth of it, for `--check` in continuous integration

`flow_tree.py` tells what the application is like. All runs are of one process. The figures are seconds of all
processors, the least of the rounds, and times the bare walk-read-search of the same files in the same run.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import flow_tree
from benchmarks.measure import BARE, Command, Row, bare, environment, genlint, measure, positive

MORE_FINDINGS = 2.0
"""Times what the first findings cost, each, that later ones may cost."""
MORE_MODULES = 25.0
"""Times what further modules cost the bare search that they may cost genlint."""


class Series(NamedTuple):
    """Applications that are made and measured: one for each number of findings, and of modules."""

    modules: int
    findings: Sequence[int]
    sizes: Sequence[int]
    fixed: int
    """The findings in the applications of different sizes."""
    bound: float
    """Times the bare search that the application with the most findings may take."""


FULL = Series(1000, (0, 10, 50, 100, 200), (250, 500, 1000, 2000, 4000), 50, 250.0)
SMALL = Series(150, (0, 10, 30, 60), (150, 2000), 20, 120.0)


class Point(NamedTuple):
    """What one application took, in seconds of all processors."""

    modules: int
    findings: int
    genlint: float
    bare: float


def main(arguments: Sequence[str]) -> int:
    """Run what the arguments ask for; 1 where `--check` finds a ratio past its bound."""
    options = _options(arguments)
    series = SMALL if options.small else FULL
    slow: list[str] = []
    for language in flow_tree.LANGUAGES:
        print(f"\n{language}: {series.modules:,} modules, wrappers {flow_tree.DEPTH} deep")
        by_findings = _measure(
            language, [(series.modules, count) for count in series.findings], max(series.findings), options
        )
        print(_table(by_findings))
        print(f"\n{language}: {series.fixed} findings")
        by_size = _measure(language, [(size, series.fixed) for size in series.sizes], series.fixed, options)
        print(_table(by_size))
        slow += [f"{language}: {problem}" for problem in problems(by_findings, by_size, series.bound)]
    for problem in slow:
        print(problem, file=sys.stderr)
    return int(options.check and bool(slow))


def problems(by_findings: Sequence[Point], by_size: Sequence[Point], bound: float) -> list[str]:
    """What is past its bound: in points of one size with ever more findings, and the other way round.

    The first of `by_findings` has no findings; the second bears what any of them needs once.
    """
    found = []
    first, middle, last = by_findings[1], by_findings[-2], by_findings[-1]
    early = (middle.genlint - first.genlint) / (middle.findings - first.findings)
    late = (last.genlint - middle.genlint) / (last.findings - middle.findings)
    if late > MORE_FINDINGS * early:
        found.append(f"a finding more costs {late / early:.1f} times the first ones, above {MORE_FINDINGS}")
    if last.genlint > bound * last.bare:
        found.append(f"{last.findings} findings took more than {bound} times the bare search")
    small, large = by_size[0], by_size[-1]
    ratio = (large.genlint - small.genlint) / (large.bare - small.bare)
    if ratio > MORE_MODULES:
        found.append(f"a module more costs {ratio:.1f} times the bare search of it, above {MORE_MODULES}")
    return found


def _measure(
    language: str, applications: Sequence[tuple[int, int]], room: int, options: argparse.Namespace
) -> list[Point]:
    """Measure applications of so many modules and findings, all with chains for `room` findings."""
    chains = -(-room // flow_tree.PAGES)
    with tempfile.TemporaryDirectory() as place:
        commands = []
        for number, (modules, findings) in enumerate(applications):
            folder = Path(place) / str(number)
            flow_tree.make(folder, language, modules, chains, findings)
            run = genlint(f"{number}", "--jobs=1", "--quiet", str(folder))
            expect(run, findings)
            commands += [run, bare(folder)._replace(name=f"{number} {BARE}")]
        rows = measure(commands, options.rounds)
    return [_point(rows, number, *application) for number, application in enumerate(applications)]


def expect(run: Command, findings: int) -> None:
    """Raise `SystemExit` where a run doesn't find just what there is: it would measure something else."""
    arguments = [*run.arguments, "--count", "-qq"]
    told = subprocess.run(arguments, env=environment(), capture_output=True, text=True, check=False).stdout
    if told.split() != [str(findings)]:
        raise SystemExit(f"expected {findings} findings of {run.arguments[-1]}, not {told.strip()}")


def _point(rows: dict[str, Row], number: int, modules: int, findings: int) -> Point:
    return Point(modules, findings, rows[f"{number}"].work, rows[f"{number} {BARE}"].work)


def _table(points: Sequence[Point]) -> str:
    lines = [f"{'modules':>8}{'findings':>10}{'genlint':>9}{'bare':>8}{'ratio':>8}  {'each more':>14}"]
    for before, point in zip([None, *points], points, strict=False):
        line = f"{point.modules:8,}{point.findings:10}{point.genlint:9.3f}{point.bare:8.3f}"
        lines.append(f"{line}{point.genlint / point.bare:8.1f}  {_each_more(before, point):>14}")
    return "\n".join(lines)


def _each_more(before: Point | None, point: Point) -> str:
    """What a finding more, or a module more, added to the application before."""
    if before is None:
        return ""
    more, unit = point.findings - before.findings, "finding"
    if not more:
        more, unit = point.modules - before.modules, "module"
    return f"{(point.genlint - before.genlint) / more * 1000:.2f} ms/{unit}"


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks flow", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--small", action="store_true", help="measure small applications")
    parser.add_argument(
        "--rounds", type=positive, default=5, help="runs of each application that are counted"
    )
    parser.add_argument("--check", action="store_true", help="fail when a ratio is past its bound")
    return parser.parse_args(arguments)
