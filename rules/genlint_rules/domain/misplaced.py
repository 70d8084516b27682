"""What the rules on wrong IDs share: from a slot and its traces to a finding's parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from genlint.findings import Confidence
from genlint.model.program import StepKind
from genlint.rule import Context

from genlint_rules.domain.connections import Connection, Slot
from genlint_rules.domain.reading import Reading, Use
from genlint_rules.domain.traces import Trace
from genlint_rules.words import split

T = TypeVar("T", Use, Connection)


def misplaced(
    reading: Reading, takers: Callable[[Reading], Iterable[T]]
) -> Iterator[tuple[Reading, T, Slot, Trace]]:
    """The slots that a chat ID comes into, each with what takes it, and its way; those that are reported
    in the module that is read, wherever the slot stands. A place is reported once."""
    seen = set()
    for each in reading.sources():
        for taker in takers(each):
            for slot in taker.slots:
                for trace in each.tracer.traces(slot):
                    if trace.module is reading.module and trace.node not in seen:
                        seen.add(trace.node)
                        yield each, taker, slot, trace


def reported(context: Context) -> frozenset[str]:
    """The paths of the modules in which that is reported what comes into slots of the context's module."""
    reading = Reading.of(context)
    takers: list[Use | Connection] = [*reading.hooks, *reading.trackings, *reading.connections]
    return frozenset(
        trace.module.path for taker in takers for slot in taker.slots for trace in reading.tracer.traces(slot)
    )


def confidence(reading: Reading, trace: Trace, use: Use | None = None) -> Confidence:
    """High where the ID is seen to enter under its name; lower where a call's name or a bound stands between.

    Low where the hook is in sight, opens nothing, and does something else with the ID.
    """
    if use is not None and reading.serves_another_purpose(use):
        return Confidence.LOW
    source = trace.source
    if source.kind is StepKind.RESULT or source.name[-1].endswith("()") or not trace.complete:
        return Confidence.MEDIUM
    return Confidence.HIGH


def rightful_name(reading: Reading, slot: Slot, trace: Trace) -> str:
    """What the user calls the ID that belongs into the slot."""
    if trace.rightful is not None and reading.lexicon.is_named_identity(trace.rightful.name[-1]):
        return trace.rightful.name[-1]
    if slot.title is not None and reading.lexicon.is_named_identity(slot.title):
        return slot.title
    return "project_id" if reading.is_python else "projectId"


def tracking(reading: Reading, use: Use, project: str) -> str:
    """The call that begins tracking, as the user would write it: `imageGeneration.startTracking(…)`."""
    variable = reading.variable_of(use.call)
    method = "start_tracking" if reading.is_python else "startTracking"
    request = "request_id" if reading.is_python else "requestId"
    if variable is None or variable == project:
        words = split(use.title)
        words = words[1:] if words[:1] == ("use",) else words
        snake = "_".join(words)
        camel = "".join([*words[:1], *(word.capitalize() for word in words[1:])])
        variable = snake if reading.is_python else camel
    return f"{variable}.{method}({project}, {request})"
