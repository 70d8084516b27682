"""`--fix` and `--diff`: the fixes of a run's findings, made file by file, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from genlint.engine import Engine
from genlint.findings import Finding
from genlint.fix import FixResult, Summary, WriteError, choose, fix_file, unified_diff, write_file
from genlint.records import dataclass, field
from genlint.result import Result
from genlint.source import SourceText

Take = Callable[[FixResult], None]
"""What is done with a file that its fixes change. May raise `WriteError`."""


@dataclass
class FixRun:
    """What the fixes of a run came to."""

    summary: Summary = field(default_factory=Summary)
    applied: list[tuple[str, int, Finding, str]] = field(default_factory=list)
    """Of each fix that was made: the absolute path, the line, the finding and the fix's title."""
    failures: list[str] = field(default_factory=list)
    """The files that could not be read or written, each with the reason."""


def fix_files(engine: Engine, result: Result, take: Take, unsafe: bool) -> FixRun:
    """Fix the files of a run's findings, one after the other, and hand each that changes to `take`.

    With `unsafe`, suggested fixes are made as well as safe ones. The engine must want fixes.
    """
    run = FixRun()
    by_path: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_path.setdefault(finding.location.path, []).append(finding)
    for path, findings in by_path.items():
        if not any(choose(finding, unsafe) for finding in findings):
            _count(run.summary, findings)
            continue
        try:
            with open(path, "rb") as file:
                source = file.read()
        except OSError as error:
            run.failures.append(f"{result.display(path)} can't be fixed: {error.strerror or error}")
            continue
        fix_text(engine, path, source, take, unsafe, run)
    engine.forget()
    return run


def fix_text(engine: Engine, path: str, source: bytes, take: Take, unsafe: bool, run: FixRun) -> FixResult:
    """Fix one text that stands for the file at the absolute `path`, and count what came of it in `run`."""

    def lint(text: bytes) -> Sequence[Finding]:
        engine.forget()  # other files' answers hold for the text that was there before
        return engine.check_source(path, text).findings

    fixed = fix_file(path, source, lint, unsafe)
    try:
        if fixed.changed:
            take(fixed)
    except WriteError as error:
        run.failures.append(str(error))
        return fixed
    run.summary.add(fixed)
    text = SourceText(source)
    for each in fixed.applied:
        line = text.position(min(each.finding.location.start, len(source)))[0]
        run.applied.append((path, line, each.finding, each.fix.title))
    return fixed


def write(fixed: FixResult) -> None:
    """Write a fixed file in its place. Raises `WriteError`."""
    write_file(fixed.path, fixed.after, expected=fixed.before)


def diff_of(result: Result, fixed: FixResult) -> str:
    """The unified diff of a fixed file, by the name that people see."""
    return unified_diff(result.display(fixed.path), fixed.before, fixed.after)


def _count(summary: Summary, findings: Sequence[Finding]) -> None:
    """Count the findings of a file for which there is nothing to apply."""
    for finding in findings:
        if choose(finding, unsafe=True) is not None:
            summary.held_back += 1
        elif finding.fixes:
            summary.display_only += 1


def lines(run: FixRun, result: Result, *, show: bool, written: bool) -> Iterator[str]:
    """What is said at the end, a line each; with `show` every fix that was made."""
    summary = run.summary
    if show:
        for path, line, finding, title in run.applied:
            yield f"{result.display(path)}:{line}: {finding.code} {title}"
    if summary.applied:
        verb = "Made" if written else "Would make"
        fixes, files = _number(summary.applied, "fix", "fixes"), _number(summary.files, "file", "files")
        yield f"{verb} {fixes} in {files}."
    if summary.held_back:
        fixes = _number(summary.held_back, "hidden fix", "hidden fixes")
        yield f"{fixes} can be enabled with --unsafe-fixes."
    if summary.conflicts:
        fixes = _number(summary.conflicts, "fix", "fixes")
        yield f"{fixes} could not be made beside the others."
    if summary.display_only:
        findings = _number(summary.display_only, "finding", "findings")
        yield f"{findings} must be mended by hand; --format full says how."
    for path, reason in summary.refused:
        yield f"{result.display(path)} was left as it is: {reason}"
    for failure in run.failures:
        yield f"error: {failure}"


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
