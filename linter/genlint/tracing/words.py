"""Words for what the model answers: steps of a flow, its end, the facts of a condition. No domain in them."""

from __future__ import annotations

import re

from genlint.findings import FlowStep, Location
from genlint.model import ir
from genlint.model.program import Fact, Flow, Program, Step, StepKind, dotted

_LONGEST = 60
"""How many characters of code a sentence quotes."""
_QUESTION = re.compile(r"(?:is|has|have|was|are|can|should|will|did|does|needs)(?![a-z])")
"""How names begin that are true or false, and not merely there."""


def place(module: ir.Module, node: ir.Node) -> Location:
    """Where a node stands."""
    return Location(module.path, *node.span)


def code(module: ir.Module, node: ir.Node) -> str:
    """A node's source on one line, shortened where it is long."""
    text = " ".join(module.source[slice(*node.span)].decode("utf-8", "replace").split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def quoted(module: ir.Module, node: ir.Node) -> str:
    """Code for a sentence, in backticks."""
    return f"`{code(module, node)}`"


def named(step: Step) -> str:
    """What the program calls the value at a step, in backticks; its code where it has no name."""
    written = isinstance(step.node, (ir.Name, ir.Attribute, ir.Index)) and dotted(step.node) == step.name
    if written or not step.name:
        return quoted(step.module, step.node)
    return f"`{'.'.join(step.name)}`"


# -- steps


def steps_of(flow: Flow, first: str) -> tuple[FlowStep, ...]:
    """The steps of a flow, origin first. `first` says what the origin is."""
    steps = shown(flow)
    told: list[FlowStep] = []
    for index, step in enumerate(steps):
        if index == len(steps) - 1:
            text = "asked for here" if index else f"{first}, asked for here"
        elif index == 0:
            text = first
        else:
            text = _said(step, steps[index + 1])
        location = place(step.module, step.node)
        if told and told[-1].location == location:
            # Of several things that happen at one place, the first one says what comes.
            if index == len(steps) - 1:
                told[-1] = FlowStep(location, f"{told[-1].message}, {text}" if len(told) == 1 else text)
            continue
        told.append(FlowStep(location, text))
    return tuple(told)


def shown(flow: Flow) -> list[Step]:
    """The steps that are worth a line, origin first: not the object that is only read on the way to its
    property, nor the call whose result is only taken apart."""
    steps = flow.steps[: flow.steps.index(start_of(flow)) + 1][::-1]
    while len(steps) > 1 and steps[0].name == steps[1].name and _is_inside(steps[1], steps[0]):
        steps = steps[1:]  # the parameter that a pattern takes apart, and the pattern
    kept: list[Step] = []
    for index, step in enumerate(steps):
        following = steps[index + 1] if index + 1 < len(steps) else None
        if index and following is not None:
            if following.name == step.name and _is_inside(step, following):
                continue
            if isinstance(step.node, ir.Call) and kept and _is_inside(kept[-1], step):
                continue
        kept.append(step)
    return kept


def start_of(flow: Flow) -> Step:
    """Where a flow begins, for people: of a conjunction the whole, not the last condition in it."""
    at = len(flow.steps) - 1
    if isinstance(flow.steps[at].node, (ir.Not, ir.Compare)):
        while at and _is_inside(flow.steps[at], outer := flow.steps[at - 1]) and _joins(outer.node):
            at -= 1
    return flow.steps[at]


def _joins(node: ir.Node) -> bool:
    return isinstance(node, ir.Logical) and node.operator == "and"


def _is_inside(inner: Step, outer: Step) -> bool:
    return (
        inner.module is outer.module
        and inner.node is not outer.node
        and outer.node.span[0] <= inner.node.span[0]
        and inner.node.span[1] <= outer.node.span[1]
    )


def _said(step: Step, following: Step) -> str:
    """What happens to the value at a step, on its way to the following one."""
    match step.kind:
        case StepKind.CHOICE if step.whole is not None:
            return f"one alternative of {quoted(step.module, step.whole)}"
        case StepKind.ASSIGNED if following.name:
            return f"assigned to {named(following)}"
        case StepKind.TEXT:
            return "becomes a part of a text"
        case StepKind.RETURNED:
            return "returned"
        case StepKind.PARAMETER:
            return f"held by the parameter {named(step)}" if step.name else "held by a parameter"
        case StepKind.ARGUMENT | StepKind.PASSED:
            return f"handed in as {named(following)}" if following.name else "handed in"
        case _:
            return f"read as {named(step)}" if step.name else "goes on"


# -- where a walk ends


_MADE: tuple[tuple[type[ir.Node], str, str], ...] = (
    (ir.Function, "function", "a function"),
    (ir.Class, "class", "a class"),
    (ir.Record, "object", "an object"),
    (ir.Sequence, "list", "a list"),
    (ir.Template, "text", "a text"),
)
"""What is made where it stands, and has no name to be read: a word for it, and what a title calls it."""


def made(step: Step) -> tuple[str, str] | None:
    """What an origin is that has no name by its nature; None for others."""
    node = step.node
    if isinstance(node, (ir.Not, ir.Compare, ir.Logical)):
        return "condition", f"the condition {quoted(step.module, node)}"
    if isinstance(node, ir.Literal):
        return "literal", f"literal {quoted(step.module, node)}"
    if step.kind is StepKind.LITERAL:
        return "nothing", "nothing"
    return next(((word, title) for kind, word, title in _MADE if isinstance(node, kind)), None)


def is_literal(step: Step) -> bool:
    """Whether a flow begins at a constant, or at nothing."""
    return isinstance(step.node, ir.Literal) or step.kind is StepKind.LITERAL


def is_nothing(step: Step) -> bool:
    """Whether a flow begins where nothing is known to be."""
    return step.kind is StepKind.LITERAL and not isinstance(step.node, ir.Literal)


def end(program: Program, step: Step) -> str:
    """Where a walk ended, and why it goes no further."""
    node, module = step.node, step.module
    if is_nothing(step):
        return f"nothing comes from here: {named(step)} is known to hold no value"
    match node:
        case ir.Literal():
            return "ends here: a constant"
        case ir.Parameter():
            owner = node.binding.scope.function
            who = f"`{owner.name}`" if owner is not None and owner.name else "this function"
            return f"ends here: a parameter of {who}, which no call in sight hands in"
        case ir.Imported():
            return f"ends here: {_imported(program, module, node)}"
        case ir.Call():
            return f"ends here: {_called(program, module, node)}"
        case ir.Name():
            if node.scope.lookup(node.text) is None:
                return f"ends here: `{node.text}` is declared nowhere in sight"
            return f"ends here: what `{node.text}` holds can't be told"
        case ir.Function():
            return "ends here: a function"
        case ir.Class():
            return "ends here: a class"
        case ir.Record():
            return "ends here: an object that is made here"
        case ir.Sequence():
            return "ends here: a list that is made here"
        case ir.Not() | ir.Compare() | ir.Logical():
            return "ends here: true or false"
        case ir.Template():
            return "ends here: a text that is made here"
        case ir.Caught():
            return "ends here: an exception that nothing in sight throws"
        case ir.Opaque():
            return "ends here: an operation makes another value of its operands"
        case _:
            return f"ends here: {named(step)} can't be followed further"


def _imported(program: Program, module: ir.Module, node: ir.Imported) -> str:
    what = f'`{node.name}` of "{node.module}"' if node.name not in ("*", "default") else f'"{node.module}"'
    if program.source_of(module, node) is None:
        return f"{what} is imported, and not in the tree"
    return f"{what} is in the tree, but what it exports there can't be followed"


def _called(program: Program, module: ir.Module, node: ir.Call) -> str:
    callee = quoted(module, node.callee)
    if any(isinstance(each.target, ir.Class) for each in program.callees(module, node)):
        return f"an object of {callee} that is made here"
    root: ir.Value = node.callee
    while isinstance(root, (ir.Attribute, ir.Index, ir.Call, ir.Await)):
        match root:
            case ir.Attribute() | ir.Index():
                root = root.object
            case ir.Call():
                root = root.callee
            case _:
                root = root.value
    if isinstance(root, ir.Name):
        if root.scope.lookup(root.text) is None:
            return f"the result of {callee}, which is declared nowhere in sight"
        for flow in program.origins(module, root):
            origin = flow.origin.node
            if isinstance(origin, ir.Imported):
                return f"the result of {callee}; {_imported(program, flow.origin.module, origin)}"
    return f"the result of {callee}, whose function is out of sight"


# -- facts


def fact(known: Fact) -> str:
    """What is known, as a sentence: "`state.phase` is `"ready"`", "`projectId` is set"."""
    node, module, holds = known.node, known.module, known.holds
    if isinstance(node, ir.Compare):
        return _compared(node, module, holds)
    text = quoted(module, node)
    if isinstance(node, ir.Literal):
        return f"{text} is {'true' if holds else 'false'}"
    own = dotted(node)
    if isinstance(node, (ir.Call, ir.Opaque)) or (own and _QUESTION.match(own[-1])):
        return f"{text} is {'true' if holds else 'false'}"
    return f"{text} is {'set' if holds else 'not set'}"


def _compared(node: ir.Compare, module: ir.Module, holds: bool) -> str:
    left, right = quoted(module, node.left), quoted(module, node.right)
    if isinstance(node.left, ir.Literal) and not isinstance(node.right, ir.Literal):
        left, right = right, left
    match node.operator:
        case "eq" | "ne":
            return f"{left} is {right}" if (node.operator == "eq") == holds else f"{left} is not {right}"
        case "in" | "not in":
            return (
                f"{left} is in {right}" if (node.operator == "in") == holds else f"{left} is not in {right}"
            )
        case _:
            return f"{quoted(module, node)} is {'true' if holds else 'false'}"
