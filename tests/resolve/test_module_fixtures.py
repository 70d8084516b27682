"""Runs the rules over `fixtures/modules/`: a folder an application, whose values cross its files.

A mark is a comment at the end of a line: `// expect: GEN101`. Every line without one is asserted silent.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from genlint.discover import SUFFIXES
from genlint.engine import Engine

ROOT = Path(__file__).parents[2] / "fixtures" / "modules"
CASES = sorted(path for path in ROOT.iterdir() if path.is_dir())
MARK = re.compile(r"(?://|#|/\*)\s*expect:\s*(GEN\d+)")

Found = dict[str, list[tuple[int, str]]]
"""From a file's path to the lines and codes of its findings."""


def files_of(case: Path) -> list[str]:
    return sorted(path.as_posix() for path in case.rglob("*") if path.suffix in SUFFIXES)


@cache
def marks_of(case: Path) -> Found:
    marks: Found = {}
    for path in files_of(case):
        for number, line in enumerate(Path(path).read_text().splitlines(), 1):
            found = MARK.search(line)
            if found is not None:
                marks.setdefault(path, []).append((number, found[1]))
    return marks


def check(paths: list[str]) -> Found:
    """The findings of one run over `paths`, in the order of the report."""
    result = Engine(isolated=True, cwd=ROOT.as_posix()).check_paths(paths, jobs=1)
    found: Found = {}
    for finding in result.findings:
        source = result.sources[finding.location.path]
        line = source[: finding.location.start].count(b"\n") + 1
        found.setdefault(finding.location.path, []).append((line, finding.code))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_marks(case: Path) -> None:
    assert check([case.as_posix()]) == marks_of(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_file_alone(case: Path) -> None:
    """A file's findings are the same when no other file is named."""
    marks = marks_of(case)
    for path in files_of(case):
        assert check([path]) == {name: found for name, found in marks.items() if name == path}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_in_any_order(case: Path) -> None:
    """One engine that is asked file after file says the same in both orders."""
    forwards, backwards = Engine(isolated=True), Engine(isolated=True)
    files = files_of(case)
    said = {path: forwards.check_paths([path], jobs=1).findings for path in files}
    assert {path: backwards.check_paths([path], jobs=1).findings for path in reversed(files)} == said


def test_every_case_has_flows() -> None:
    assert [case.name for case in CASES if not marks_of(case)] == []
