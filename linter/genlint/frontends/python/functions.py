"""Functions, lambdas and comprehensions."""

from __future__ import annotations

import ast
from typing import Any

from genlint.frontends.python.context import Lowering, expression
from genlint.frontends.python.scopes import declare_locals, name_span, target_names, walrus_names
from genlint.frontends.python.targets import declare_target
from genlint.model import ir
from genlint.model.ir import Span, Statement, Value

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

STATIC_RECEIVER = frozenset({"__new__", "__init_subclass__", "__class_getitem__"})
"""Methods that are handed the class without being marked as class methods."""


def function(
    low: Lowering, node: ast.FunctionDef | ast.AsyncFunctionDef, span: Span, cls: ir.Class | None
) -> ir.Function:
    """A `def`. `cls` is the class whose method it is."""
    decorators = [low.value(decorator) for decorator in node.decorator_list]
    low.statements.extend(decorator.span for decorator in decorators)
    scope = ir.Scope("function", low.scope)
    result = ir.Function(
        span,
        node.name,
        parameters(low, node.args, scope),
        [],
        scope,
        "function" if cls is None else "method",
        is_async=isinstance(node, ast.AsyncFunctionDef),
        decorators=decorators,
        cls=cls,
        parent=low.function,
        name_span=name_span(low, node),
    )
    scope.function = result
    if cls is not None:
        marks = {low.dotted(decorator) for decorator in node.decorator_list}
        is_static = "staticmethod" in marks
        result.static = is_static or "classmethod" in marks or node.name in STATIC_RECEIVER
        if not is_static and (node.args.posonlyargs or node.args.args):
            result.receiver = result.parameters[0].binding
    declare_locals(low, scope, node.body)
    outer_scope, outer_function = low.scope, low.function
    low.scope, low.function = scope, result
    result.body = low.block(node.body)
    low.scope, low.function = outer_scope, outer_function
    return result


def parameters(low: Lowering, node: ast.arguments, scope: ir.Scope) -> list[ir.Parameter]:
    """Declare the parameters in `scope`. Defaults are evaluated where the function is defined: here."""
    found: list[ir.Parameter] = []

    def add(argument: ast.arg, default: ast.expr | None, kind: Any = "plain") -> None:
        start, end = low.span(argument)
        name = (start, min(start + len(argument.arg.encode()), end))
        value = low.value(default) if default is not None else None
        binding = scope.declare(argument.arg, "parameter", name)
        found.append(ir.Parameter((start, value.span[1] if value is not None else end), binding, value, kind))

    positional = node.posonlyargs + node.args
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(node.defaults))
    for argument, default in zip(positional, defaults + list(node.defaults), strict=False):
        add(argument, default)
    if node.vararg is not None:
        add(node.vararg, None, "rest")
    for argument, default in zip(node.kwonlyargs, node.kw_defaults, strict=False):
        add(argument, default, "keyword")
    if node.kwarg is not None:
        add(node.kwarg, None, "entries")
    return found


@expression(ast.Lambda)
def lambda_(low: Lowering, node: ast.Lambda, span: Span) -> Value:
    """A lambda is an arrow with one `Return`."""
    scope = ir.Scope("function", low.scope)
    result = ir.Function(
        span, None, parameters(low, node.args, scope), [], scope, "arrow", parent=low.function
    )
    scope.function = result
    if low.may_bind(node):
        for name, how, place in walrus_names(low, [node.body]):
            scope.declare(name, how, place)
    outer_scope, outer_function = low.scope, low.function
    low.scope, low.function = scope, result
    value = low.value(node.body)
    low.scope, low.function = outer_scope, outer_function
    result.body.append(ir.Return(value.span, value))
    return result


@expression(ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
def comprehension(low: Lowering, node: Any, span: Span) -> Value:
    """A generator function, called at once. Its first iterable is evaluated outside of it."""
    iterable = low.value(node.generators[0].iter)
    scope = ir.Scope("function", low.scope)
    result = ir.Function(span, None, [], [], scope, "comprehension", is_generator=True, parent=low.function)
    scope.function = result
    for clause in node.generators:
        for name, how, place in target_names(low, clause.target):
            scope.declare(name, how, place)
    outer_scope, outer_function = low.scope, low.function
    low.scope, low.function = scope, result
    body = result.body
    for clause in node.generators:
        result.is_async = result.is_async or bool(clause.is_async)
        if clause is not node.generators[0]:
            iterable = low.value(clause.iter)
        head: list[Statement] = []
        place = low.span(clause.target)
        declare_target(low, clause.target, ir.Element(place, iterable, "iter"), head)
        inner: list[Statement] = []
        body.append(ir.Loop((place[0], span[1]), head, None, inner, iterates=True))
        body = inner
        for condition in clause.ifs:
            test = low.value(condition)
            inner = []
            body.append(ir.Branch(test.span, [ir.Case(test.span, test, inner)]))
            body = inner
    is_star = False
    if isinstance(node, ast.DictComp):
        pair = [low.value(node.key)]
        # Python 3.15 allows `{**d for d in ds}`, which has no value.
        if node.value is not None:
            pair.append(low.value(node.value))
        place = (pair[0].span[0], pair[-1].span[1])
        element: Value = ir.Sequence(place, [ir.Argument(item.span, item) for item in pair], "tuple")
    else:
        is_star = type(node.elt) is ast.Starred  # `[*xs for xs in xss]`, from Python 3.15 on
        element = low.value(node.elt.value if is_star else node.elt)
    body.append(ir.Evaluate(element.span, ir.Yield(element.span, element, is_star)))
    low.scope, low.function = outer_scope, outer_function
    called = ir.Call(span, result, [])
    if isinstance(node, ast.DictComp):
        return ir.Call(span, ir.Name(span, "dict", low.scope), [ir.Argument(span, called)])
    return called
