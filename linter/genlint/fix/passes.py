"""Passes of fixes over one file: until nothing is left to fix, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from genlint import frontends
from genlint.findings import Applicability, Edit, Finding, Fix
from genlint.fix.edits import Origins, Pass, apply_edits
from genlint.fix.encoding import Encoded, decode
from genlint.records import dataclass, field

Lint = Callable[[bytes], Sequence[Finding]]
"""From a file's bytes, as they would stand on the disk, to its findings."""

MIN_PASSES = 20
PASSES_PER_FINDING = 2
"""A file has converged after this many passes, or is taken for one that never does."""


@dataclass(frozen=True)
class Applied:
    """A fix that was made, and the finding that it mends; offsets are those of the pass that made it."""

    finding: Finding
    fix: Fix


@dataclass
class FixResult:
    """What the fixes of one file came to. `after` equals `before` where none was made."""

    path: str
    before: bytes
    after: bytes
    applied: list[Applied] = field(default_factory=list)
    held_back: list[Finding] = field(default_factory=list)
    """Findings of `after` whose fix is only suggested, and was not asked for."""
    conflicts: list[Finding] = field(default_factory=list)
    """Findings of `after` whose fix could not be made beside the others, in any pass."""
    display_only: list[Finding] = field(default_factory=list)
    """Findings of `after` whose fix is for a person to write."""
    remaining: list[Finding] = field(default_factory=list)
    """All findings of `after`."""
    refused: str | None = None
    """Why the file stays as it is although there were fixes for it."""
    passes: int = 0

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return self.after != self.before


@dataclass
class Summary:
    """The counts of a run over many files."""

    files: int = 0
    """Files that change."""
    applied: int = 0
    held_back: int = 0
    conflicts: int = 0
    display_only: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Path and reason of every file that was refused."""

    def add(self, result: FixResult) -> None:
        """Count the result of one more file."""
        self.files += result.changed
        self.applied += len(result.applied)
        self.held_back += len(result.held_back)
        self.conflicts += len(result.conflicts)
        self.display_only += len(result.display_only)
        if result.refused is not None:
            self.refused.append((result.path, result.refused))


def choose(finding: Finding, unsafe: bool) -> Fix | None:
    """The fix that would be applied: the first that may be, and has edits of the finding's file alone."""
    allowed = (Applicability.SAFE, Applicability.SUGGESTED) if unsafe else (Applicability.SAFE,)
    for fix in finding.fixes:
        is_local = all(edit.path == finding.location.path for edit in fix.edits)
        if fix.applicability in allowed and fix.edits and is_local:
            return fix
    return None


def fix_file(path: str, source: bytes, lint: Lint, unsafe: bool = False) -> FixResult:
    """What the fixes of a file's findings make of it. Nothing is written.

    `source` is the file's bytes; `lint` is asked for the findings of them, and of every later state.
    With `unsafe`, suggested fixes are made as well as safe ones. The result has fewer findings than the
    source, none that is new and no new syntax error, and would not change if it were fixed again;
    where that can't be had, `refused` says why and nothing changes.

    Raises whatever `lint` raises.
    """
    findings = list(lint(source))
    result = FixResult(path, source, source)
    try:
        if any(choose(finding, unsafe) for finding in findings):
            _run(result, decode(path, source), findings, lint, unsafe)
        else:
            result.remaining = findings
    except _Refusal as refusal:
        result.refused = str(refusal)
    except UnicodeError as error:
        result.refused = f"it can't be written in its encoding: {error}"
    if result.refused is not None:
        result.after, result.applied, result.remaining = source, [], findings
    _sort_out(result, unsafe)
    return result


class _Refusal(Exception):
    """Why a file is left alone."""


def _run(result: FixResult, encoded: Encoded, findings: list[Finding], lint: Lint, unsafe: bool) -> None:
    """Make passes until one finds nothing to do, then judge what came of it."""
    first = findings
    text = encoded.text
    history: list[Origins] = []
    bound = max(MIN_PASSES, PASSES_PER_FINDING * len(first))
    while True:
        step, taken = _choose_pass(text, findings, unsafe)
        new = apply_edits(text, step)
        if new == text:
            break
        if result.passes == bound:
            raise _Refusal(f"its fixes do not come to an end within {bound} passes")
        result.passes += 1
        text = new
        history.append(Origins(step))
        result.applied += taken
        result.after = encoded.encode(text)
        findings = list(lint(result.after))
    result.remaining = findings
    _judge(result, first, history)


def _choose_pass(text: bytes, findings: Iterable[Finding], unsafe: bool) -> tuple[list[Edit], list[Applied]]:
    """The edits of the next pass. What was said first is mended first: codes in their order, then places."""
    step = Pass()
    taken: list[Applied] = []
    for finding in sorted(findings, key=lambda each: (each.code, each.sort_key())):
        fix = choose(finding, unsafe)
        if fix is None or not all(0 <= edit.start <= edit.end <= len(text) for edit in fix.edits):
            continue
        if step.add(fix.edits):
            taken.append(Applied(finding, fix))
    return step.edits, taken


def _judge(result: FixResult, before: Sequence[Finding], history: Sequence[Origins]) -> None:
    """Raise `_Refusal` unless the result is better than the source in every respect."""
    if not result.changed:
        result.applied = []
        return
    for message in _problems(result.path, result.after) - _problems(result.path, result.before):
        raise _Refusal(f"the fixed file would not parse: {message}")
    for finding in result.remaining:
        if not any(_is_same(finding, other, history) for other in before):
            raise _Refusal(f"the fixed file would have a new finding: {finding.code} {finding.message}")
    if len(result.remaining) >= len(before):
        raise _Refusal("the fixed file would not have fewer findings")


def _problems(path: str, data: bytes) -> Counter[str]:
    return Counter(problem.message for problem in frontends.lower(path, data).problems)


def _is_same(after: Finding, before: Finding, history: Sequence[Origins]) -> bool:
    """Whether a finding of the result stood in the source already."""
    if after.code != before.code:
        return False
    start, end = after.location.start, after.location.end
    for origins in reversed(history):
        start, end = origins.before(start)[0], max(origins.before(end))
    return start <= before.location.end and before.location.start <= end


def _sort_out(result: FixResult, unsafe: bool) -> None:
    """Say of the findings that remain why they do."""
    for finding in result.remaining:
        if choose(finding, unsafe) is not None:
            if result.refused is None:
                result.conflicts.append(finding)
        elif choose(finding, True) is not None:
            result.held_back.append(finding)
        elif finding.fixes:
            result.display_only.append(finding)
