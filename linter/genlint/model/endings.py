"""What surely never goes on, by syntax: calls of functions that always throw, loops over nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from genlint.model import ir
from genlint.model.traverse import children

_MAX_DEPTH = 4


def never_returns(value: ir.Value, constants: Mapping[ir.Binding, ir.Value], depth: int = 0) -> bool:
    """Is `value`, evaluated as a statement, a call behind which control never goes on?

    `constants` has the bindings that are given one value, once. What isn't sure counts as returning.
    """
    awaited = isinstance(value, ir.Await)
    if isinstance(value, ir.Await):
        value = value.value
    if not isinstance(value, ir.Call) or depth > _MAX_DEPTH:
        return False
    callee = value.callee
    function: ir.Value | None = callee
    if isinstance(callee, ir.Name):
        binding = callee.scope.lookup(callee.text)
        function = constants.get(binding) if binding is not None else None
    if not isinstance(function, ir.Function) or function.decorators or function.is_generator:
        return False
    if function.is_async and not awaited:
        return False
    return _ends(function.body, constants, depth + 1) and not _leaves(function.body)


def _ends(body: list[ir.Statement], constants: Mapping[ir.Binding, ir.Value], depth: int) -> bool:
    """Does control never come to the end of `body`?"""
    for statement in body:
        match statement:
            case ir.Throw():
                return not _placeholder(statement.value)
            case ir.Evaluate():
                if never_returns(statement.value, constants, depth):
                    return True
            case ir.Branch(falls_through=False):
                bodies = [case.body for case in statement.cases]
                if statement.cases[-1].test is None and all(_ends(b, constants, depth) for b in bodies):
                    return True
            case ir.Block(label=None):
                if _ends(statement.body, constants, depth):
                    return True
            case _:
                pass
    return False


def _leaves(body: Iterable[ir.Node]) -> bool:
    """Is there a `return` in `body`?"""
    return any(isinstance(node, ir.Return) for node in _statements(body))


def _statements(body: Iterable[ir.Node]) -> Iterator[ir.Node]:
    """The statements in `body`, those in functions aside."""
    pending = list(body)
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, (ir.Statement, ir.Case, ir.Handler)):
            pending.extend(children(node))


def swallows(value: ir.Value) -> bool:
    """May a context manager keep exceptions from going on, whose `__exit__`, or whose generator function
    with its `yield` in a `try`, `value` is?"""
    if not isinstance(value, ir.Function):
        return False
    for node in _statements(value.body):
        if value.is_generator:
            if isinstance(node, ir.Try) and any(_yields(each) for each in node.body):
                handlers = [handler.body for handler in node.handlers]
                if any(not (body and isinstance(body[-1], ir.Throw)) for body in handlers):
                    return True
        elif isinstance(node, ir.Return) and node.value is not None and not _is_false(node.value):
            return True
    return False


def _yields(statement: ir.Statement) -> bool:
    return any(isinstance(node, ir.Yield) for node in _statements([statement]) for node in children(node))


def _is_false(value: ir.Value) -> bool:
    return isinstance(value, ir.Literal) and not value.value


def _placeholder(value: ir.Value | None) -> bool:
    callee = value.callee if isinstance(value, ir.Call) else value
    if isinstance(callee, ir.Name) and callee.text == "NotImplementedError":
        return True
    arguments = value.arguments if isinstance(value, ir.Call) else []
    texts = [a.value.value for a in arguments if isinstance(a.value, ir.Literal)]
    return any(isinstance(text, str) and ("implement" in text.lower() or "stub" in text) for text in texts)


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
