"""The report for programs. `docs/findings.schema.json` describes it; `version` changes when it breaks."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from genlint.findings import Edit, Finding, Fix, FlowStep
    from genlint.reporters import Options
    from genlint.result import Result

VERSION = 1


def render(result: Result, options: Options) -> Iterator[str]:
    """One JSON object, over several lines, ASCII only."""
    report = {
        "version": VERSION,
        "findings": [_finding(result, finding) for finding in result.findings],
        "files": {
            "checked": result.checked,
            "skipped": [{"path": result.display(path), "reason": reason} for path, reason in result.skipped],
        },
    }
    yield json.dumps(report, indent=2) + "\n"


def _finding(result: Result, finding: Finding) -> dict[str, object]:
    start, end = result.place(finding.location)
    return {
        "code": finding.code,
        "name": finding.name,
        "message": finding.message,
        "help": finding.help,
        "confidence": str(finding.confidence),
        "path": result.display(finding.location.path),
        "start": {"line": start[0], "column": start[1]},
        "end": {"line": end[0], "column": end[1]},
        "flow": [_step(result, step) for step in finding.flow],
        "fixes": [_fix(result, fix) for fix in finding.fixes],
    }


def _step(result: Result, step: FlowStep) -> dict[str, object]:
    start, end = result.place(step.location)
    return {
        "path": result.display(step.location.path),
        "line": start[0],
        "column": start[1],
        "end_line": end[0],
        "end_column": end[1],
        "message": step.message,
    }


def _fix(result: Result, fix: Fix) -> dict[str, object]:
    return {
        "title": fix.title,
        "applicability": fix.applicability.value,
        "edits": [_edit(result, edit) for edit in fix.edits],
    }


def _edit(result: Result, edit: Edit) -> dict[str, object]:
    def point(offset: int) -> dict[str, int]:
        line, column = result.text(edit.path).position(offset)
        return {"offset": offset, "line": line, "column": column}

    return {
        "path": result.display(edit.path),
        "start": point(edit.start),
        "end": point(edit.end),
        "text": edit.text,
    }
