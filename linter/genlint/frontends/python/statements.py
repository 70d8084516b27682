"""Assignments and control flow."""

from __future__ import annotations

import ast
from typing import Any

from genlint.frontends.python import classes, functions
from genlint.frontends.python.context import Lowering, compound, newer_nodes, simple
from genlint.frontends.python.modules import note_public
from genlint.frontends.python.operators import augmented
from genlint.frontends.python.scopes import handler_name_span
from genlint.frontends.python.targets import declare_target, store_target
from genlint.model import ir
from genlint.model.captures import called_name
from genlint.model.ir import Span, Statement, Value

SWALLOWING = ("suppress", "raises", "assertRaises", "assertRaisesRegex")
"""Managers that end an exception of the classes that they are given: `contextlib`'s, and those of tests."""
MANAGERS = 20
"""A `with` of more managers is not nested any further: Python itself allows no more blocks than that."""


@simple(ast.Expr)
def expression_statement(low: Lowering, node: ast.Expr, span: Span, out: list[Statement]) -> None:
    """An expression for its effects; docstrings and `...` have none."""
    if type(node.value) is not ast.Constant:
        out.append(ir.Evaluate(span, low.value(node.value)))
        if type(node.value) is ast.Call:
            note_public(low, node)


@simple(ast.Assign)
def assign(low: Lowering, node: ast.Assign, span: Span, out: list[Statement]) -> None:
    """`a = b, c = value`: each target gets the one shared value, from left to right."""
    value = low.value(node.value)
    count = len(out)
    for target in node.targets:
        if type(target) is ast.Name:
            name = low.value(target)
            out.append(ir.Evaluate(span, ir.Store((name.span[0], span[1]), name, value)))
        else:
            store_target(low, target, value, span, out)
    if len(out) == count:
        out.append(ir.Evaluate(span, value))
    note_public(low, node)


@simple(ast.AnnAssign)
def annotated(low: Lowering, node: ast.AnnAssign, span: Span, out: list[Statement]) -> None:
    """`target: type = value`. The annotation is no use of anything; without a value nothing happens."""
    if node.value is not None:
        store_target(low, node.target, low.value(node.value), span, out)
        note_public(low, node)
    elif type(node.target) is not ast.Name:
        out.append(ir.Evaluate(span, low.value(node.target)))


@simple(ast.AugAssign)
def augmented_assign(low: Lowering, node: ast.AugAssign, span: Span, out: list[Statement]) -> None:
    """`target op= value`: a read and a store of the same object."""
    target = low.value(node.target)
    read: Value
    match target:
        case ir.Attribute():
            read = ir.Attribute(target.span, target.object, target.key, target.key_span)
        case ir.Index():
            read = ir.Index(target.span, target.object, target.key)
        case ir.Name():
            read = ir.Name(target.span, target.text, target.scope)
        case _:
            read = target
    value = augmented(type(node.op), read, low.value(node.value), span)
    out.append(ir.Evaluate(span, ir.Store(span, target, value)))
    note_public(low, node)


@simple(ast.Delete)
def delete(low: Lowering, node: ast.Delete, span: Span, out: list[Statement]) -> None:
    """`del a, b[0], (c, d)`."""
    targets: list[Any] = list(reversed(node.targets))
    while targets:
        target = targets.pop()
        if isinstance(target, (ast.Tuple, ast.List)):
            targets.extend(reversed(target.elts))
        else:
            out.append(ir.Delete(span, low.value(target)))


@simple(ast.Return)
def return_(low: Lowering, node: ast.Return, span: Span, out: list[Statement]) -> None:
    """`return`, with a value or without."""
    out.append(ir.Return(span, low.value(node.value) if node.value is not None else None))


@simple(ast.Raise)
def raise_(low: Lowering, node: ast.Raise, span: Span, out: list[Statement]) -> None:
    """`raise`; the cause behind `from` becomes the exception's `__cause__`."""
    if node.exc is None:
        out.append(ir.Throw(span, ir.Caught(span)))
        return
    value = low.value(node.exc)
    if node.cause is not None and not isinstance(node.cause, ast.Constant):
        cause = low.value(node.cause)
        target = ir.Attribute(value.span, value, "__cause__", value.span)
        out.append(ir.Evaluate(span, ir.Store(span, target, cause)))
    out.append(ir.Throw(span, value))


@simple(ast.Assert)
def assert_(low: Lowering, node: ast.Assert, span: Span, out: list[Statement]) -> None:
    """`assert test, message` throws where the test fails."""
    test = low.value(node.test)
    message = low.value(node.msg) if node.msg is not None else None
    case = ir.Case(span, ir.Not(test.span, test), [ir.Throw(span, message)])
    out.append(ir.Branch(span, [case]))


@simple(ast.Break)
def break_(low: Lowering, node: ast.Break, span: Span, out: list[Statement]) -> None:
    """`break`."""
    out.append(ir.Break(span))


@simple(ast.Continue)
def continue_(low: Lowering, node: ast.Continue, span: Span, out: list[Statement]) -> None:
    """`continue`."""
    out.append(ir.Continue(span))


@simple(ast.Pass, ast.Global, ast.Nonlocal, *newer_nodes("TypeAlias"))
def nothing(low: Lowering, node: ast.stmt, span: Span, out: list[Statement]) -> None:
    """What says something of names or types, and does nothing."""


@compound(ast.FunctionDef, ast.AsyncFunctionDef)
def function_definition(low: Lowering, node: Any, span: Span, out: list[Statement]) -> None:
    """A `def` comes to be where it stands; under a condition in a class it is a method all the same."""
    cls = low.cls if low.cls is not None and low.scope is low.cls.scope else None
    function = functions.function(low, node, span, cls)
    name = function.name_span or span
    out.append(ir.Declare(span, low.binding(node.name, name), function))


@compound(ast.ClassDef)
def class_definition(low: Lowering, node: ast.ClassDef, span: Span, out: list[Statement]) -> None:
    """A class comes to be where it stands."""
    cls = classes.class_(low, node, span)
    out.append(ir.Declare(span, low.binding(node.name, cls.name_span or span), cls))


@compound(ast.If)
def if_(low: Lowering, node: ast.If, span: Span, out: list[Statement]) -> None:
    """`if`/`elif`/`else`, flat."""
    cases = []
    while True:
        test = low.value(node.test)
        place = (low.start(node), low.span(node.body[-1])[1])
        cases.append(ir.Case(place, test, low.block(node.body)))
        below = node.orelse
        if len(below) != 1 or type(below[0]) is not ast.If:
            break
        node = below[0]
        low.statements.append(low.header(low.start(node), low.body_start(node.body)))
    if below:
        place = (low.body_start(below), low.span(below[-1])[1])
        cases.append(ir.Case(place, None, low.block(below)))
    out.append(ir.Branch(span, cases))


@compound(ast.While)
def while_(low: Lowering, node: ast.While, span: Span, out: list[Statement]) -> None:
    """`while`, with its `else`."""
    test = low.value(node.test)
    body = low.block(node.body)
    out.append(ir.Loop(span, [], test, body, otherwise=low.block(node.orelse)))


@compound(ast.For, ast.AsyncFor)
def for_(low: Lowering, node: ast.For | ast.AsyncFor, span: Span, out: list[Statement]) -> None:
    """`for` and `async for`, with their `else`."""
    head: list[Statement] = []
    iterable = low.value(node.iter)
    place = low.span(node.target)
    element = ir.Element(place, iterable, "iter")
    declare_target(low, node.target, element, head)
    if not head:
        head.append(ir.Evaluate(place, element))
    body = low.block(node.body)
    out.append(ir.Loop(span, head, None, body, otherwise=low.block(node.orelse), iterates=True))


@compound(ast.Try, *newer_nodes("TryStar"))
def try_(low: Lowering, node: Any, span: Span, out: list[Statement]) -> None:
    """`try` with `except` or `except*`."""
    body = low.block(node.body)
    handlers = []
    group = not isinstance(node, ast.Try)
    for item in node.handlers:
        place = low.span(item)
        low.statements.append(low.header(place[0], low.body_start(item.body)))
        inside: list[Statement] = []
        accepts: tuple[Value, ...] = ()
        if item.type is not None:
            kind = low.value(item.type)
            if any(isinstance(part, ast.Call) for part in ast.walk(item.type)):
                inside.append(ir.Evaluate(kind.span, kind))
            elif not group:
                accepts = _classes(kind)
        if item.name:
            name = handler_name_span(low, item)
            caught: Value = ir.Caught(name)
            if group:
                caught = _group(name)
            inside.append(ir.Declare(name, low.binding(item.name, name), caught))
        inside.extend(low.block(item.body))
        handlers.append(ir.Handler(place, inside, accepts))
    otherwise = low.block(node.orelse)
    out.append(ir.Try(span, body, handlers, otherwise, low.block(node.finalbody)))


def _classes(kind: Value) -> tuple[Value, ...]:
    """The classes that a handler names, one or several; none where one of them takes everything."""
    classes = [item.value for item in kind.items] if isinstance(kind, ir.Sequence) else [kind]
    if any(isinstance(each, ir.Name) and each.text == "BaseException" for each in classes):
        return ()
    return tuple(classes)


def _called(manager: Value, method: str, *arguments: Value) -> ir.Call:
    """The call of a manager's method that a `with` makes."""
    span = manager.span
    callee = ir.Attribute(span, manager, method, span)
    return ir.Call(span, callee, [ir.Argument(span, each) for each in arguments])


def _group(span: Span) -> Value:
    """What `except*` binds: the group that was raised, or one made of a single exception."""
    single = ir.Sequence(span, [ir.Argument(span, ir.Caught(span))])
    made = ir.Record(span, [ir.Entry(span, "exceptions", single, span)])
    return ir.Logical(span, "or", [ir.Caught(span), made])


def _swallows(manager: Value) -> list[ir.Handler]:
    """What a manager that is known by its name keeps from going on."""
    if not isinstance(manager, ir.Call) or called_name(manager.callee) not in SWALLOWING:
        return []
    accepts = tuple(
        kind for argument in manager.arguments for kind in _classes(argument.value) if not argument.name
    )
    return [ir.Handler(manager.span, [], accepts)]


@compound(ast.With, ast.AsyncWith)
def with_(low: Lowering, node: ast.With | ast.AsyncWith, span: Span, out: list[Statement]) -> None:
    """`with` and `async with`.

    A manager may read what an earlier one of the same statement has given: it is then nested, as the
    language defines it.
    """
    is_async = isinstance(node, ast.AsyncWith)
    inner = out
    last = len(node.items) - 1
    current: ir.With | None = None
    for position, item in enumerate(node.items):
        manager = low.value(item.context_expr)
        if current is None:
            current = ir.With(span, [], [], is_async)
            inner.append(current)
        current.managers.append(manager)
        current.swallows.extend(_swallows(manager))
        enter, leave = ("__aenter__", "__aexit__") if is_async else ("__enter__", "__exit__")
        current.enters.append(_called(manager, enter))
        error: list[Value] = [
            ir.Opaque(manager.span, []),
            ir.Caught(manager.span),
            ir.Opaque(manager.span, []),
        ]
        current.leaves.append(_called(manager, leave, *error))
        if item.optional_vars is not None:
            place = low.span(item.optional_vars)
            declare_target(low, item.optional_vars, ir.Enter(place, manager, is_async), current.body)
            if position < min(last, MANAGERS):
                inner = current.body
                current = None
    body = low.block(node.body)
    if current is not None:
        current.body.extend(body)
    else:
        inner.extend(body)
