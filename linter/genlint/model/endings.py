"""What surely never goes on, by syntax: functions that never return, loops over nothing."""

from __future__ import annotations

from genlint.model import ir
from genlint.model.traverse import children

_MAX_NODES = 200


def never_returns(function: ir.Function) -> bool:
    """Does a function throw whatever it is called with? One that says only that it isn't written yet is a
    placeholder for another."""
    if function.is_async or function.is_generator or function.decorators or function.kind == "method":
        return False
    return _throws(function.body) and not _may_return(function)


def _throws(body: list[ir.Statement]) -> bool:
    for statement in body:
        if isinstance(statement, ir.Throw):
            return not _placeholder(statement.value)
        if isinstance(statement, ir.Block) and statement.label is None and _throws(statement.body):
            return True
        if isinstance(statement, ir.Branch) and not statement.falls_through:
            cases = statement.cases
            if cases and cases[-1].test is None and all(_throws(case.body) for case in cases):
                return True
        elif isinstance(statement, (ir.Loop, ir.Try, ir.With)):
            return False
    return False


def _placeholder(value: ir.Value | None) -> bool:
    callee = value.callee if isinstance(value, ir.Call) else value
    if isinstance(callee, ir.Name) and callee.text == "NotImplementedError":
        return True
    arguments = value.arguments if isinstance(value, ir.Call) else []
    texts = [a.value.value for a in arguments if isinstance(a.value, ir.Literal)]
    return any(isinstance(text, str) and ("implement" in text.lower() or "stub" in text) for text in texts)


def _may_return(function: ir.Function) -> bool:
    pending: list[ir.Node] = [*function.body]
    seen = 0
    while pending:
        node = pending.pop()
        seen += 1
        if isinstance(node, ir.Return) or seen > _MAX_NODES:
            return True
        if not isinstance(node, (ir.Function, ir.Class)):
            pending.extend(children(node))
    return False


def iterates_nothing(node: ir.Loop) -> bool:
    """Is it a loop over a display without items?"""
    for statement in node.head:
        value: ir.Value | None = None
        if isinstance(statement, ir.Declare):
            value = statement.value
        elif isinstance(statement, ir.Evaluate) and isinstance(statement.value, ir.Store):
            value = statement.value.value
        if isinstance(value, ir.Element):
            iterable = value.iterable
            if isinstance(iterable, ir.Sequence):
                return not iterable.items
            return isinstance(iterable, ir.Record) and not iterable.entries
    return False
