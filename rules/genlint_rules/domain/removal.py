"""Edits that take an argument away, and the variables that only served it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genlint.model.ir import (
    Argument,
    Attribute,
    Binding,
    Call,
    Class,
    Entry,
    Function,
    Name,
    Node,
    Record,
    Value,
)
from genlint.model.traverse import walk
from genlint.writer import CannotWrite, Edits

from genlint_rules.domain.annotations import is_optional, is_untyped
from genlint_rules.domain.inputs import parameters_of
from genlint_rules.domain.remedy import Bench

_INDIRECT = ("call", "apply", "bind")


def without(bench: Bench, value: Value) -> Edits:
    """The call without the argument, or the entry of its options, that `value` is."""
    parent = bench.surroundings.parents.get(value)
    outer = bench.surroundings.parents.get(parent) if parent is not None else None
    if isinstance(parent, Entry) and isinstance(outer, Record) and isinstance(parent.key, str):
        call = bench.surroundings.call_of(outer)
        if call is not None and len(outer.entries) == 1 and not call[0].jsx:
            return without(bench, outer)
        return bench.writer.drop_entry(outer, parent)
    if not isinstance(parent, Argument) or not isinstance(outer, Call) or parent.spread:
        raise CannotWrite("it is passed from elsewhere")
    if isinstance(outer.callee, Attribute) and outer.callee.key in _INDIRECT:
        raise CannotWrite(f"it is passed by `{outer.callee.key}`")
    index = outer.arguments.index(parent)
    _require_optional(bench, outer, index, is_hook=bench.reading.callees.is_hook(outer))
    return bench.writer.drop_argument(outer, index)


def _require_optional(bench: Bench, call: Call, index: int, *, is_hook: bool) -> None:
    """Raise `CannotWrite` where a callee needs an argument: by its definition, or if none is in sight,
    unless it is a hook, which is documented to need none."""
    argument = call.arguments[index]
    callees = bench.reading.program.callees(bench.module, call)
    if not callees and not is_hook:
        raise CannotWrite("what it is passed to may need it")
    for callee in callees:
        parameters = parameters_of(callee.target)
        if argument.name is not None:
            parameters = [each for each in parameters if each.binding.name == argument.name]
        else:
            parameters = parameters[index : index + 1]
        for each in parameters:
            may_lack = is_optional(callee.module, each.binding) or (is_hook and is_untyped(callee.module))
            if each.default is None and each.kind in ("plain", "keyword") and not may_lack:
                raise CannotWrite(f"`{callee.target.name or 'the function'}` needs the argument")


def unused(bench: Bench, value: Value, *, further: bool = True) -> Iterator[Edits]:
    """The removal of the variables that only served `value`, which goes; with `further`, of those that only
    served these in turn."""
    surroundings = bench.surroundings
    gone: set[Node] = set(walk(value))
    pending = [node for node in gone if isinstance(node, Name)]
    done: set[Binding] = set()
    while pending:
        name = pending.pop()
        binding = name.scope.lookup(name.text)
        if binding is None or binding in done or not set(surroundings.reads[binding]) <= gone:
            continue
        initialiser = surroundings.initialiser(binding)
        statement = surroundings.declared[binding][0] if initialiser is not None else None
        if initialiser is None or statement is None or surroundings.does_something(initialiser):
            continue
        if isinstance(initialiser, (Function, Class)) or _is_mentioned(bench, binding):
            continue
        if any(isinstance(node, Name) and node.text.startswith("#") for node in walk(initialiser)):
            continue  # a parameter is taken apart there, which tells what the function takes
        try:
            edits = bench.writer.remove_declaration(statement)
        except CannotWrite:
            continue
        done.add(binding)
        gone.update(walk(initialiser))
        if further:
            pending.extend(node for node in walk(initialiser) if isinstance(node, Name))
        yield edits


def _is_mentioned(bench: Bench, binding: Binding) -> bool:
    """Whether something that the flow model has no word for may need a variable: a type, an export."""
    name = re.escape(binding.name.encode())
    if re.search(rb"\b(typeof|__all__)\b[^\n]*\b" + name + rb"\b", bench.module.source):
        return True
    return binding.scope.kind == "module"
