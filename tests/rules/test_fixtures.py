"""Runs the rules over `fixtures/` and compares with the marks in the files.

A mark is a comment at the end of a line: `// expect: GEN102`, `# expect: GEN103, GEN201 from chat_id`,
`{/* expect: GEN101 */}`. Every line without one is asserted silent, and every expected finding must vanish
when a suppression is written beside it. What is known to be wrong is marked too, and must stay so until
somebody mends it: `missed: GEN101` is a finding that should be there, `false: GEN101` one that shouldn't.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from genlint import frontends
from genlint.findings import Finding
from genlint.source import SourceText
from genlint.suppress import Suppressions
from running import findings, line_of

ROOT = Path(__file__).parents[2] / "fixtures"
SUFFIXES = {".ts", ".tsx", ".js", ".jsx", ".py"}
FOLDERS = sorted(path for path in ROOT.iterdir() if re.match(r"gen\d|precision$|flow$", path.name))
"""What one file is enough for. What is followed from file to file is tested with the engine."""

FILES = sorted(path for folder in FOLDERS for path in folder.rglob("*") if path.suffix in SUFFIXES)
MARK = re.compile(r"(?://|#|/\*)\s*(?:expect|false):\s*(GEN\d+(?:\s*,\s*GEN\d+)*)(?:\s+from\s+(\S+))?")
IS_TEST = re.compile(r"(^|/)(test_[^/]*|[^/]*_test|[^/]*\.(test|spec))\.\w+$")

Expected = dict[tuple[int, str], str | None]
"""From a line and a code to the name at which the flow begins, where the mark tells it."""


def expected_in(source: str) -> Expected:
    """The marks of a file."""
    marks: Expected = {}
    for number, line in enumerate(source.split("\n"), 1):
        found = MARK.search(line)
        if found is not None:
            for code in re.split(r"\s*,\s*", found[1]):
                marks[number, code] = found[2]
    return marks


@cache
def judged(path: Path) -> tuple[str, tuple[Finding, ...]]:
    """A fixture's text, and what the rules say of it."""
    source = path.read_text()
    return source, tuple(findings(path, source, is_test_file=IS_TEST.search(path.as_posix()) is not None))


def _id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_marks(path: Path) -> None:
    source, found = judged(path)
    marks = expected_in(source)
    lines = source.split("\n")
    said = {(line_of(source, finding), finding.code): finding for finding in found}
    missed = [
        f"{line}: {code} missing: {lines[line - 1].strip()}"
        for line, code in marks
        if (line, code) not in said
    ]
    false = [f"{line}: {f.code} {f.message}" for (line, code), f in said.items() if (line, code) not in marks]
    assert not missed + false, "\n".join([*missed, *false])


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_sources(path: Path) -> None:
    source, found = judged(path)
    marks = expected_in(source)
    for finding in found:
        name = marks.get((line_of(source, finding), finding.code))
        if name is not None and finding.code.startswith("GEN1"):
            first = finding.flow[0]
            text = source.encode()[first.location.start : first.location.end].decode()
            assert name in text or f"`{name}`" in first.message, f"{finding.message}: flow begins at {text!r}"


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_suppressed(path: Path) -> None:
    source, found = judged(path)
    if not found:
        return
    is_python = path.suffix == ".py"
    lines = source.split("\n")
    for finding in found:
        number = line_of(source, finding) - 1
        bare = MARK.split(lines[number])[0].rstrip()
        inside = lines[number].rstrip().endswith("*/}")
        bare = bare.removesuffix("{").rstrip() if inside else bare
        comment = f"  # noqa: {finding.code}" if is_python else f" // genlint: ignore[{finding.code}]"
        comment = f" {{/* genlint: ignore[{finding.code}] */}}" if inside else comment
        text = "\n".join([*lines[:number], bare + comment, *lines[number + 1 :]])
        module = frontends.lower(str(path), text.encode())
        suppressions = Suppressions(module, SourceText(module.source), lambda code: code.startswith("GEN"))
        again = [each for each in findings(path, text) if line_of(text, each) == number + 1]
        left = [each for each in again if each.code == finding.code and not suppressions.suppresses(each)]
        assert not left, f"line {number + 1}: {left[0].message}"


def test_fixtures_are_there() -> None:
    for language in ({".py"}, {".ts", ".tsx", ".js", ".jsx"}):
        marked = sum(len(expected_in(path.read_text())) for path in FILES if path.suffix in language)
        assert marked >= 100
