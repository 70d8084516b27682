"""SARIF 2.1.0, for code scanning. What GitHub reads of it, and no more than it takes."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from genlint import __version__
from genlint.findings import Confidence
from genlint.reporters.repository_paths import RepositoryPaths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from genlint.findings import Edit, Finding, Fix, FlowStep, Location
    from genlint.reporters import Documented, Options
    from genlint.result import Result

    Object = dict[str, object]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MAX_RESULTS = 25_000
MAX_STEPS = 10_000
FINGERPRINT = "genlintFinding/v1"
"""The key of our fingerprint: code, file and text, never a line number, so that a finding stays itself
when lines move."""

_LEVEL = {Confidence.HIGH: "error", Confidence.MEDIUM: "warning", Confidence.LOW: "note"}


def render(result: Result, options: Options) -> Iterator[str]:
    """One SARIF log with one run."""
    report = _Report(result, options.catalogue())
    yield json.dumps(report.log(), indent=2) + "\n"


class _Report:
    def __init__(self, result: Result, catalogue: Sequence[Documented]) -> None:
        self._result = result
        self._paths = RepositoryPaths(result)
        self._catalogue = catalogue
        self._index = {documented.code: number for number, documented in enumerate(catalogue)}
        self._seen: Counter[str] = Counter()
        self._lines: dict[tuple[str, int], str] = {}

    def log(self) -> Object:
        """The whole log."""
        findings = self._result.findings
        notes = [
            self._notification(path, f"The file was not judged: {reason}")
            for path, reason in self._result.skipped
        ]
        if len(findings) > MAX_RESULTS:
            left_out = len(findings) - MAX_RESULTS
            notes.append(
                self._notification(None, f"{left_out} further findings were left out of this report")
            )
            worst = sorted(findings, key=lambda finding: (-finding.confidence, finding.sort_key()))
            findings = sorted(worst[:MAX_RESULTS], key=lambda finding: finding.sort_key())
        run: Object = {
            "tool": {
                "driver": {
                    "name": "genlint",
                    "version": __version__,
                    "semanticVersion": __version__,
                    "rules": [_rule(documented) for documented in self._catalogue],
                }
            },
            "columnKind": "unicodeCodePoints",
            "invocations": [
                {"executionSuccessful": not self._result.failed, "toolExecutionNotifications": notes}
            ],
            "results": [self._finding(finding) for finding in findings],
        }
        return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}

    def _finding(self, finding: Finding) -> Object:
        found: Object = {"ruleId": finding.code}
        if finding.code in self._index:
            found["ruleIndex"] = self._index[finding.code]
        found |= {
            "level": _LEVEL[finding.confidence],
            "message": {"text": f"{finding.message}\n{finding.help}"},
            "locations": [self._location(finding.location)],
            "partialFingerprints": {FINGERPRINT: self._fingerprint(finding)},
            "properties": {"confidence": str(finding.confidence)},
        }
        if finding.flow:
            steps = [
                {"location": self._location(step.location, step.message)} for step in _bounded(finding.flow)
            ]
            found["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
        fixes = [self._fix(fix) for fix in finding.fixes if fix.edits]
        if fixes:
            found["fixes"] = fixes
        return found

    def _location(self, location: Location, message: str | None = None) -> Object:
        made: Object = {
            "physicalLocation": {
                "artifactLocation": {"uri": self._paths.uri(location.path)},
                "region": self._region(location.path, location.start, location.end),
            }
        }
        if message is not None:
            made["message"] = {"text": message}
        return made

    def _region(self, path: str, start: int, end: int) -> Object:
        text = self._result.text(path)
        (line, column), (end_line, end_column) = text.position(start), text.position(end)
        return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}

    def _fix(self, fix: Fix) -> Object:
        by_path: dict[str, list[Edit]] = {}
        for edit in sorted(fix.edits):
            by_path.setdefault(edit.path, []).append(edit)
        changes = [
            {
                "artifactLocation": {"uri": self._paths.uri(path)},
                "replacements": [
                    {
                        "deletedRegion": self._region(path, edit.start, edit.end),
                        "insertedContent": {"text": edit.text},
                    }
                    for edit in edits
                ],
            }
            for path, edits in by_path.items()
        ]
        return {"description": {"text": fix.title}, "artifactChanges": changes}

    def _fingerprint(self, finding: Finding) -> str:
        """A hash of what the finding says and where it reads it; equal ones are counted apart."""
        parts = [finding.code, self._paths.uri(finding.location.path), finding.message]
        for place in (finding.location, *(step.location for step in finding.flow)):
            parts.append(self._line(place))
        digest = _digest("\0".join(parts))
        self._seen[digest] += 1
        return f"{digest}:{self._seen[digest]}"

    def _line(self, place: Location) -> str:
        """A hash of a place's source line, white space levelled, so that indentation changes nothing."""
        text = self._result.text(place.path)
        key = place.path, text.line_of(place.start)
        if key not in self._lines:
            self._lines[key] = _digest(" ".join(text.line_text(key[1]).split()))
        return self._lines[key]

    def _notification(self, path: str | None, message: str) -> Object:
        note: Object = {"level": "warning", "message": {"text": message}}
        if path is not None:
            note["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": self._paths.uri(path)}}}]
        return note


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _rule(documented: Documented) -> Object:
    summary = documented.summary[:1].upper() + documented.summary[1:] + "."
    text = documented.documentation.strip()
    return {
        "id": documented.code,
        "name": documented.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": text.split("\n\n")[0][:1024] or summary},
        "help": {"text": text or summary, "markdown": text or summary},
        "defaultConfiguration": {"level": "error"},
    }


def _bounded(flow: Sequence[FlowStep]) -> Sequence[FlowStep]:
    """The flow, its middle left out where it is longer than may be: both ends are what counts."""
    if len(flow) <= MAX_STEPS:
        return flow
    half = MAX_STEPS // 2
    return (*flow[:half], *flow[-half:])
