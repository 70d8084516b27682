"""A trace for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from genlint.findings import FlowStep, Location
from genlint.reporters import Options
from genlint.result import Result
from genlint.rule import Remark
from genlint.tracing.answers import Answer, Condition, Origin, Part, Trace

VERSION = 1


def render(trace: Trace, cwd: str, options: Options) -> Iterator[str]:
    """One JSON object, over several lines, ASCII only. `version` changes when it breaks."""
    result = Result(cwd)
    result.sources.update(trace.sources)
    report = {
        "version": VERSION,
        "notes": list(trace.notes),
        "expressions": [_answer(result, answer) for answer in trace.answers],
    }
    yield json.dumps(report, indent=2) + "\n"


def _answer(result: Result, answer: Answer) -> dict[str, object]:
    return {
        "code": answer.code,
        **_place(result, answer.location),
        "findings": [
            {
                "code": concern.finding.code,
                "message": concern.finding.message,
                **_place(result, concern.finding.location),
                "hidden": concern.hidden,
            }
            for concern in answer.concerns
        ],
        "remarks": [_remark(result, remark) for remark in answer.remarks],
        "origins": [_origin(result, origin) for origin in answer.origins],
        "condition": _condition(result, answer.condition) if answer.condition is not None else None,
    }


def _origin(result: Result, origin: Origin) -> dict[str, object]:
    return {
        "reading": origin.reading,
        "title": origin.title,
        "fallback": origin.fallback,
        "complete": origin.complete,
        "notes": list(origin.notes),
        "flow": [_step(result, step) for step in origin.steps],
    }


def _condition(result: Result, condition: Condition) -> dict[str, object]:
    return {
        "known": _parts(result, condition.known) if condition.known is not None else None,
        "judgements": [
            {
                "state": judgement.state,
                "implies": judgement.implies,
                "complete": judgement.complete,
                "because": [_remark(result, remark) for remark in judgement.because],
            }
            for judgement in condition.judgements
        ],
    }


def _parts(result: Result, parts: tuple[Part, ...]) -> list[dict[str, object]]:
    return [
        {
            "text": part.text,
            "state": part.state or None,
            "at": _at(result, part.location),
            "alternatives": [_parts(result, alternative) for alternative in part.alternatives],
        }
        for part in parts
    ]


def _remark(result: Result, remark: Remark) -> dict[str, object]:
    return {"text": remark.text, "at": _at(result, remark.location)}


def _at(result: Result, location: Location | None) -> dict[str, object] | None:
    return _place(result, location) if location is not None else None


def _step(result: Result, step: FlowStep) -> dict[str, object]:
    return {**_place(result, step.location), "message": step.message}


def _place(result: Result, location: Location) -> dict[str, object]:
    start, end = result.place(location)
    return {
        "path": result.display(location.path),
        "line": start[0],
        "column": start[1],
        "end_line": end[0],
        "end_column": end[1],
    }
