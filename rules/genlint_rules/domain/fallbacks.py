"""Fallbacks without the chat's ID."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from genlint.findings import Fix
from genlint.model.ir import Choice, Logical, Name, Node, Value
from genlint.model.traverse import walk
from genlint.writer import CannotWrite, Edits

from genlint_rules.domain.remedy import Bench, suggested, welcome
from genlint_rules.domain.removal import unused
from genlint_rules.domain.traces import Trace


def alternative(bench: Bench, title: str, trace: Trace, value: Value) -> Iterator[Fix]:
    """A fallback without the chat's ID: the generation's alone, or nothing where there is none."""
    if not trace.is_fallback:
        return
    on_way = {step.node for step in trace.steps}
    nothing = f"pass `{title}` no chat ID where there is no generation's"
    if isinstance(value, Name):
        binding = value.scope.lookup(value.text)
        made = bench.surroundings.plain_initialiser(binding) if binding is not None else None
        if binding is None or made is None or not _means_the_same(bench, value, made):
            return
        kept = kept_of(bench, made, on_way)
        if kept is not None:
            yield _alone(title, kept, partial(_with_variable, bench, value, kept))
        elif len(bench.surroundings.reads[binding]) == 1:
            yield suggested(nothing, lambda: _emptied(bench, made, on_way))
        return
    kept = kept_of(bench, value, on_way)
    if kept is not None:
        yield _alone(title, kept, partial(bench.writer.replace, value, kept))
    elif isinstance(value, (Choice, Logical)):
        yield suggested(nothing, lambda: _emptied(bench, value, on_way))


def _alone(title: str, kept: str, write: Callable[[], Edits]) -> Fix:
    return suggested(f"pass `{title}` the generation's ID `{kept}` alone", write)


def _with_variable(bench: Bench, value: Value, kept: str) -> Edits:
    """What is kept of a variable's initialiser in the place of the variable, which goes with its last use."""
    # Variables that the initialiser reads stay: what is kept may be one of them.
    return welcome(bench.writer.replace(value, kept), unused(bench, value, further=False))


def _means_the_same(bench: Bench, value: Value, made: Value) -> bool:
    """Whether the names of a variable's initialiser mean the same where the variable is read."""
    scope = bench.surroundings.scope(value)
    return all(
        scope.lookup(node.text) is node.scope.lookup(node.text)
        for node in walk(made)
        if isinstance(node, Name)
    ) and not bench.surroundings.does_something(made)


def kept_of(bench: Bench, value: Value, on_way: set[Node]) -> str | None:
    """The code of a fallback's alternatives without the chat's ID; None where it is no plain fallback."""
    if isinstance(value, Choice):
        then, otherwise = value.then, value.otherwise
        if otherwise in on_way and bench.writer.text_of(then) == bench.writer.text_of(value.test):
            return bench.writer.text_of(then)
        return None
    if not isinstance(value, Logical) or value.operator == "and":
        return None
    strays = [operand for operand in value.operands if operand in on_way]
    others = [operand for operand in value.operands if operand not in on_way]
    if len(strays) != 1 or isinstance(strays[0], (Logical, Choice)) or not others:
        return None
    join = bench.writer.fallback if value.operator == "coalesce" else bench.writer.either
    if any("\n" in bench.writer.text_of(operand) for operand in others):
        return None
    kept = bench.writer.text_of(others[0])
    for operand in others[1:]:
        kept = join(kept, bench.writer.text_of(operand))
    return kept


def _emptied(bench: Bench, value: Value, on_way: set[Node]) -> Edits:
    """A conditional whose alternative with the chat's ID gives nothing instead."""
    nothing = "None" if bench.reading.is_python else "undefined"
    for node in walk(value):
        if isinstance(node, Choice):
            for alternative in (node.then, node.otherwise):
                if alternative in on_way and not isinstance(alternative, (Logical, Choice)):
                    return bench.writer.replace(alternative, nothing)
    raise CannotWrite("the fallback is made elsewhere")
