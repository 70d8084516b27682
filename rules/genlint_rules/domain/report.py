"""From what a rule knows to what a user reads: places, steps and sentences."""

from __future__ import annotations

from genlint.findings import FlowStep, Location
from genlint.model.ir import Call, Module, Node, Record
from genlint.model.program import Step, StepKind

from genlint_rules.domain.traces import Trace, source_text, spelled
from genlint_rules.lexicon import Lexicon

_LONGEST = 60
"""How many characters of code a sentence quotes."""


def place(module: Module, node: Node) -> Location:
    """Where a node stands."""
    return Location(module.path, *node.span)


def head(module: Module, node: Call | Record) -> Location:
    """Where a call's callee, or a record, begins and ends: a mark of one line where possible."""
    if isinstance(node, Call) and node.arguments_span is not None:
        return Location(module.path, node.span[0], node.arguments_span[0])
    return place(module, node)


def flow_of(trace: Trace, sink: str, lexicon: Lexicon) -> tuple[FlowStep, ...]:
    """The steps of a trace for the user, source first; the last one says what `sink` the ID ends in."""
    steps = _shown(trace.steps)
    last = len(steps) - 1
    shown: list[FlowStep] = []
    for index, step in enumerate(steps):
        if index == 0 and index == last:
            text = f"{lexicon.policy.intruder_noun} `{spelled(step)}` is passed to {sink}"
        elif index == 0:
            text = f"{lexicon.policy.intruder_noun} `{spelled(step)}` enters"
        elif index == last:
            text = f"passed to {sink}"
        else:
            text = _said(step, steps[index + 1])
        location = place(step.module, step.node)
        if shown and shown[-1].location == location:
            # Of several things that happen at one place, the first and the last tell the most.
            if index == last:
                first = f"{shown[-1].message}, " if len(shown) == 1 else ""
                shown[-1] = FlowStep(location, first + text)
            continue
        shown.append(FlowStep(location, text))
    return tuple(shown)


def _shown(steps: tuple[Step, ...]) -> list[Step]:
    """The steps that are worth a line: not the object that is only read on the way to its property, nor
    the call whose result is only taken apart."""
    kept: list[Step] = []
    for index, step in enumerate(steps):
        following = steps[index + 1] if index + 1 < len(steps) else None
        if index > 0 and following is not None:
            if following.name == step.name and _is_inside(step, following):
                continue
            if isinstance(step.node, Call) and kept and _is_inside(kept[-1], step):
                continue
        kept.append(step)
    return kept


def _is_inside(inner: Step, outer: Step) -> bool:
    return (
        inner.module is outer.module
        and inner.node is not outer.node
        and outer.node.span[0] <= inner.node.span[0]
        and inner.node.span[1] <= outer.node.span[1]
    )


def _said(step: Step, following: Step) -> str:
    """What happens to the ID at a step, on its way to the following one."""
    match step.kind:
        case StepKind.CHOICE if step.whole is not None:
            return f"one alternative of {quoted(step.module, step.whole)}"
        case StepKind.ASSIGNED if following.name:
            return f"assigned to `{spelled(following)}`"
        case StepKind.TEXT:
            return "becomes a part of a text"
        case StepKind.RETURNED:
            return "returned"
        case StepKind.PARAMETER:
            return f"held by the parameter `{spelled(step)}`" if step.name else "held by a parameter"
        case StepKind.ARGUMENT:
            return f"handed in as `{spelled(following)}`" if following.name else "handed in"
        case _:
            return f"read as `{spelled(step)}`" if step.name else "goes on"


def quoted(module: Module, node: Node) -> str:
    """Code for a sentence: in backticks, on one line, shortened where it is long."""
    text = " ".join(source_text(module, node).split())
    return f"`{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}`"


def through(names: list[str]) -> str:
    """The words for the names that something went through; empty for none."""
    return f" through {', '.join(f'`{name}`' for name in names)}" if names else ""
