"""Attributes, subscripts, calls, displays, conditions and the small rest of the expressions."""

from __future__ import annotations

import ast

from genlint.frontends.python import synthesis, templates
from genlint.frontends.python.context import Lowering, expression
from genlint.model import ir
from genlint.model.ir import Span, Value

COMPARISONS: dict[type, str] = {
    ast.Eq: "eq",
    ast.Is: "eq",
    ast.NotEq: "ne",
    ast.IsNot: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.In: "in",
    ast.NotIn: "not in",
}

_BLANKS = b" \t\f\r\n\\)"


@expression(ast.Attribute)
def attribute(low: Lowering, node: ast.Attribute, span: Span) -> Value:
    """`object.key`."""
    return ir.Attribute(span, low.value(node.value), node.attr, low.tail(span, node.attr))


@expression(ast.Subscript)
def subscript(low: Lowering, node: ast.Subscript, span: Span) -> Value:
    """`object[key]`, and slices."""
    if type(node.slice) is ast.Slice:
        return _slice(low, low.value(node.value), node.slice, span)
    return ir.Index(span, low.value(node.value), low.value(node.slice))


def _slice(low: Lowering, value: Value, node: ast.Slice, span: Span) -> Value:
    bounds = [low.value(part) if part is not None else None for part in (node.lower, node.upper, node.step)]
    lower, upper, step = bounds
    start = 0 if lower is None else _offset(lower)
    stop = None if upper is None else _offset(upper)
    exact = (upper is None or stop is not None) and (step is None or _offset(step) == 1)
    unread = [bound for bound in bounds if bound is not None and not isinstance(bound, ir.Literal)]
    return ir.Slice(span, value, start, stop, exact, unread)


def _offset(bound: Value) -> int | None:
    """A bound that counts from the front of the sequence, as far as it is a literal."""
    if isinstance(bound, ir.Literal) and isinstance(bound.value, int) and bound.value >= 0:
        return int(bound.value)
    return None


@expression(ast.Slice)
def slice_key(low: Lowering, node: ast.Slice, span: Span) -> Value:
    """A slice inside a tuple of keys: `a[1:2, 3]`."""
    parts = [part for part in (node.lower, node.upper, node.step) if part is not None]
    return ir.Opaque(span, [low.value(part) for part in parts], "slice")


@expression(ast.Starred)
def starred(low: Lowering, node: ast.Starred, span: Span) -> Value:
    """A star where no display or call takes it: `class C(*bases)`, `a[*keys]`."""
    return ir.Opaque(span, [low.value(node.value)], "*")


# -- calls


@expression(ast.Call)
def call(low: Lowering, node: ast.Call, span: Span) -> Value:
    """`callee(arguments)`; `super()`, text formatting and named tuples are what they mean."""
    func = node.func
    name = ""
    if type(func) is ast.Name:
        name = func.id
        if name == "super":
            parent = _super(low, node, span)
            if parent is not None:
                return parent
        callee: Value = ir.Name(low.span(func), name, low.scope)
    elif type(func) is ast.Attribute:
        name = func.attr
        if name == "format" and type(func.value) is ast.Constant and type(func.value.value) is str:
            text = templates.format_call(low, node, func.value.value, span)
            if text is not None:
                return text
        place = low.span(func)
        callee = ir.Attribute(place, low.value(func.value), name, low.tail(place, name))
    else:
        callee = low.value(func)
    result = ir.Call(span, callee, arguments(low, node), _arguments_span(low, callee.span[1], span))
    if name in synthesis.TUPLE_FACTORIES:
        return synthesis.tuple_class(low, node, result) or result
    return result


def arguments(low: Lowering, node: ast.Call) -> list[ir.Argument]:
    """The arguments of a call: positional ones first, as `ast` has them."""
    found = []
    for item in node.args:
        if type(item) is ast.Starred:
            found.append(ir.Argument(low.span(item), low.value(item.value), None, "items"))
        else:
            value = low.value(item)
            found.append(ir.Argument(value.span, value))
    for keyword in node.keywords:
        spread = "" if keyword.arg is not None else "entries"
        found.append(ir.Argument(low.span(keyword), low.value(keyword.value), keyword.arg, spread))  # type: ignore[arg-type]
    return found


def _arguments_span(low: Lowering, after: int, span: Span) -> Span:
    """From the opening parenthesis, which may stand behind other parentheses and comments."""
    source = low.source
    end = span[1]
    while after < end and source[after] != 0x28:
        if source[after] == 0x23:  # a comment
            breaks = [at for at in (source.find(b"\n", after), source.find(b"\r", after)) if at >= 0]
            after = min(breaks, default=end)
        elif source[after] not in _BLANKS:
            break
        after += 1
    return (min(after, end), end)


def _super(low: Lowering, node: ast.Call, span: Span) -> Value | None:
    """`super()`, `super(C, self)`; None outside of a method."""
    method: ir.Function | None = low.function
    while method is not None and method.receiver is None:
        method = method.parent
    if method is None or method.receiver is None or node.keywords or len(node.args) not in (0, 2):
        return None
    receiver = method.receiver.name
    if node.args:
        if type(node.args[0]) is not ast.Name or type(node.args[1]) is not ast.Name:
            return None
        receiver = node.args[1].id
    return ir.Super(span, ir.Name(span, receiver, low.scope), method.cls)


# -- displays


@expression(ast.Tuple, ast.List, ast.Set)
def sequence(low: Lowering, node: ast.Tuple | ast.List | ast.Set, span: Span) -> Value:
    """Tuple, list and set displays."""
    items = []
    for item in node.elts:
        if type(item) is ast.Starred:
            items.append(ir.Argument(low.span(item), low.value(item.value), None, "items"))
        else:
            value = low.value(item)
            items.append(ir.Argument(value.span, value))
    kind = type(node)
    return ir.Sequence(span, items, "tuple" if kind is ast.Tuple else "array" if kind is ast.List else "set")


@expression(ast.Dict)
def record(low: Lowering, node: ast.Dict, span: Span) -> Value:
    """Dict displays."""
    entries = []
    for key, item in zip(node.keys, node.values, strict=False):
        if key is None:
            value = low.value(item)
            # The two stars stand somewhere before the value.
            start = max(low.source.rfind(b"**", span[0], value.span[0]), span[0])
            entries.append(ir.Entry((start, value.span[1]), None, value, value.span))
            continue
        place = low.span(key)
        is_text = type(key) is ast.Constant and type(key.value) is str
        name: str | Value = key.value if is_text else low.value(key)  # type: ignore[attr-defined]
        value = low.value(item)
        entries.append(ir.Entry((place[0], value.span[1]), name, value, place))
    return ir.Record(span, entries)


# -- conditions


@expression(ast.BoolOp)
def logical(low: Lowering, node: ast.BoolOp, span: Span) -> Value:
    """`a or b or c`; parentheses around the left part change nothing."""
    operands: list[ast.expr] = list(node.values)
    operator = type(node.op)
    first = operands[0]
    while type(first) is ast.BoolOp and type(first.op) is operator:
        operands[:1] = first.values
        first = operands[0]
    values = [low.value(operand) for operand in operands]
    return ir.Logical(span, "or" if operator is ast.Or else "and", values)


@expression(ast.Compare)
def compare(low: Lowering, node: ast.Compare, span: Span) -> Value:
    """One comparison, or a chain, whose inner operands are shared."""
    left = low.value(node.left)
    links: list[Value] = []
    for operator, operand in zip(node.ops, node.comparators, strict=False):
        right = low.value(operand)
        place = (left.span[0], right.span[1]) if len(node.ops) > 1 else span
        links.append(ir.Compare(place, COMPARISONS[type(operator)], left, right))  # type: ignore[arg-type]
        left = right
    return links[0] if len(links) == 1 else ir.Logical(span, "and", links)


@expression(ast.IfExp)
def choice(low: Lowering, node: ast.IfExp, span: Span) -> Value:
    """`then if test else otherwise`."""
    test = low.value(node.test)
    return ir.Choice(span, test, low.value(node.body), low.value(node.orelse))


# -- the rest


@expression(ast.NamedExpr)
def walrus(low: Lowering, node: ast.NamedExpr, span: Span) -> Value:
    """`name := value`."""
    value = low.value(node.value)
    return ir.Store(span, low.value(node.target), value)


@expression(ast.Await)
def awaited(low: Lowering, node: ast.Await, span: Span) -> Value:
    """`await x`."""
    return ir.Await(span, low.value(node.value))


@expression(ast.Yield, ast.YieldFrom)
def yielded(low: Lowering, node: ast.Yield | ast.YieldFrom, span: Span) -> Value:
    """`yield`, `yield x`, `yield from xs`."""
    low.function.is_generator = True
    value = low.value(node.value) if node.value is not None else None
    return ir.Yield(span, value, isinstance(node, ast.YieldFrom))
