"""Unary and binary operators, and what `op=` stores."""

from __future__ import annotations

import ast
from typing import Any

from genlint.frontends.python import templates
from genlint.frontends.python.context import Lowering, expression
from genlint.model import ir
from genlint.model.ir import Span, Value

LABELS: dict[type, str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.MatMult: "@",
    ast.Div: "/",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.BitAnd: "&",
    ast.FloorDiv: "//",
}


@expression(ast.UnaryOp)
def unary(low: Lowering, node: ast.UnaryOp, span: Span) -> Value:
    """`not x`; signs are folded into numbers."""
    operand = low.value(node.operand)
    operator = type(node.op)
    if operator is ast.Not:
        return ir.Not(span, operand)
    if isinstance(operand, ir.Literal) and type(operand.value) in (int, float):
        number: Any = operand.value
        if operator is ast.USub:
            return ir.Literal(span, -number)
        if operator is ast.UAdd:
            return ir.Literal(span, number)
    label = "-" if operator is ast.USub else "+" if operator is ast.UAdd else "~"
    return ir.Opaque(span, [operand], label)


@expression(ast.BinOp)
def binary(low: Lowering, node: ast.BinOp, span: Span) -> Value:
    """A chain of binary operators, from its left end: no recursion follows from its length."""
    chain: list[ast.BinOp] = []
    inner: ast.expr = node
    while type(inner) is ast.BinOp:
        chain.append(inner)
        inner = inner.left
    chain.reverse()
    first = chain[0]
    result: Value | None = None
    if type(first.op) is ast.Mod and type(inner) is ast.Constant and type(inner.value) is str:
        result = templates.percent(low, inner, first.right, low.span(first))
        chain = chain[1:]
    else:
        result = low.value(inner)
    previous: type | None = None
    height = low.depth
    for link in chain:
        operator = type(link.op)
        right = low.value(link.right)
        place = low.span(link)
        if height >= ir.MAX_DEPTH:
            if isinstance(result, ir.Opaque) and previous is None:
                result.children.append(right)
                result.span = place
            else:
                low.too_deep(place)
                result = ir.Opaque(place, [result, right], "too deep")
                previous = None
        elif operator is previous and isinstance(result, ir.Template):
            result.parts.append(right)
            result.span = place
        elif previous is not None and isinstance(result, ir.Opaque) and _is_arithmetic(operator, result):
            result.children.append(right)
            result.label = LABELS[operator] if operator is not ast.Add else result.label
            result.span = place
        else:
            height += 1
            result = _combine(operator, result, right, place)
            previous = operator
    return result


def _combine(operator: type, left: Value, right: Value, span: Span) -> Value:
    if operator is ast.Add:
        return ir.Template(span, [left, right], True)
    if operator is ast.BitOr and (_is_mapping(left) or _is_mapping(right)):
        return merged(left, right, span)
    return ir.Opaque(span, [left, right], LABELS[operator])


def _is_arithmetic(operator: type, left: ir.Opaque) -> bool:
    """Whether an operator goes on with what `left` computes. Behind a difference `+` adds numbers."""
    return left.label == "-" if operator is ast.Add else operator is not ast.BitOr or left.label == "|"


def _is_mapping(value: Value) -> bool:
    """Whether a value is written as a dict: a display, or a call of `dict`."""
    if isinstance(value, ir.Call):
        return isinstance(value.callee, ir.Name) and value.callee.text == "dict"
    return isinstance(value, ir.Record)


def merged(left: Value, right: Value, span: Span) -> Value:
    """`{**left, **right}`, which is what `left | right` means for dicts."""
    return ir.Record(span, [ir.Entry(value.span, None, value, value.span) for value in (left, right)])


def augmented(operator: type, read: Value, value: Value, span: Span) -> Value:
    """What `target op= value` stores, given what `target` held."""
    if operator is ast.Add:
        return ir.Template(span, [read, value], True)
    if operator is ast.BitOr:
        return merged(read, value, span)
    return ir.Opaque(span, [read, value], LABELS[operator] + "=")
