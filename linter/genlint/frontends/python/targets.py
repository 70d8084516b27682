"""What assignments do to their targets: names, attributes, items, and tuples of these."""

from __future__ import annotations

import ast
from typing import Any

from genlint.frontends.python.context import Lowering
from genlint.model import ir
from genlint.model.ir import Span, Statement, Value


def store_target(low: Lowering, target: Any, value: Value, span: Span, out: list[Statement]) -> None:
    """Assign `value` to `target`, as `Evaluate(Store(…))`. `span` is the statement's."""
    for node, part in taken_apart(low, target, value):
        stored = low.value(node)
        out.append(
            ir.Evaluate(span, ir.Store((stored.span[0], max(value.span[1], stored.span[1])), stored, part))
        )


def declare_target(low: Lowering, target: Any, value: Value, out: list[Statement]) -> None:
    """The same for the targets of `for` and `with`: their names are `Declare`."""
    for node, part in taken_apart(low, target, value):
        if type(node) is ast.Name:
            span = low.span(node)
            out.append(ir.Declare(span, low.binding(node.id, span), part))
        else:
            stored = low.value(node)
            out.append(ir.Evaluate(stored.span, ir.Store(stored.span, stored, part)))


def taken_apart(low: Lowering, target: Any, value: Value) -> list[tuple[Any, Value]]:
    """The names, attributes and items in a target, each with what it gets of the one shared `value`."""
    found: list[tuple[Any, Value]] = []
    stack: list[tuple[Any, Value]] = [(target, value)]
    while stack:
        node, source = stack.pop()
        if type(node) is ast.Starred:
            node = node.value
        if type(node) is not ast.Tuple and type(node) is not ast.List:
            found.append((node, source))
            continue
        parts: list[tuple[Any, Value]] = []
        count = len(node.elts)
        starred: int | None = None
        for position, item in enumerate(node.elts):
            span = low.span(item)
            if type(item) is ast.Starred:
                starred = position
                parts.append((item, ir.Slice(span, source, position, None, position == count - 1)))
            else:
                index = position if starred is None else position - count
                parts.append((item, ir.Index(span, source, ir.Literal(span, index))))
        stack.extend(reversed(parts))
    return found
