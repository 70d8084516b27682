"""The end of a report for people: how many findings, and what became of every file."""

from __future__ import annotations

from collections import Counter

from genlint.findings import Applicability
from genlint.reporters.terminal import Style, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from genlint.result import Result

MAX_NAMED = 10
"""Skipped files that are named; the others are counted by reason."""


def lines(result: Result, style: Style) -> Iterator[str]:
    """The summary: findings, files, and the skipped ones by name and reason."""
    if result.findings:
        files = len({finding.location.path for finding in result.findings})
        count = len(result.findings)
        yield (
            style.strong(f"{_number(count, 'finding')} in {_number(files, 'file')}")
            + _by_confidence(result)
            + ".\n"
        )
    else:
        yield style.good("No findings.") + "\n"
    for line in fixable(result):
        yield line + "\n"
    yield style.faint(f"{account(result)}.") + "\n"
    for line in skipped(result):
        yield style.faint(f"  {line}") + "\n"


def fixable(result: Result) -> Iterator[str]:
    """How many findings have a fix that can be applied, and by which options; nothing where none has."""
    safe = suggested = 0
    for finding in result.findings:
        kinds = {fix.applicability for fix in finding.fixes if fix.edits}
        if Applicability.SAFE in kinds:
            safe += 1
        elif Applicability.SUGGESTED in kinds:
            suggested += 1
    if safe:
        yield f"{_number(safe, 'finding')} can be fixed with --fix."
    if suggested:
        more = "more " if safe else ""
        yield f"{_number(suggested, more + 'finding')} can be fixed with --fix --unsafe-fixes."


def account(result: Result) -> str:
    """Every file in one line: "12 files checked (2 parsed, 10 without a candidate), 1 skipped"."""
    parts = []
    if result.parsed:
        parts.append(f"{result.parsed:,} parsed")
    if result.screened:
        parts.append(f"{result.screened:,} without a candidate")
    inside = f" ({', '.join(parts)})" if parts else ""
    skipped = f", {len(result.skipped):,} skipped" if result.skipped else ""
    return f"{_number(result.checked, 'file')} checked{inside}{skipped}"


def skipped(result: Result) -> Iterator[str]:
    """A line for each skipped file, or for each reason where there are many."""
    if len(result.skipped) <= MAX_NAMED:
        for path, reason in result.skipped:
            yield f"skipped {printable(result.display(path))}: {printable(reason)}"
        return
    counts = Counter(reason for _, reason in result.skipped)
    for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"skipped {count:,}: {printable(reason)}"


def _by_confidence(result: Result) -> str:
    counts = Counter(str(finding.confidence) for finding in result.findings)
    if set(counts) <= {"high"}:
        return ""
    return (
        " ("
        + ", ".join(f"{counts[name]:,} {name}" for name in ("high", "medium", "low") if counts[name])
        + ")"
    )


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
