"""Expressions: names, chains of members and calls, operators, objects, arrays."""

from __future__ import annotations

from typing import Literal as OneOf

from tree_sitter import Node

from genlint.frontends.typescript.borrowed import plainly
from genlint.frontends.typescript.context import Lowering, expression
from genlint.frontends.typescript.functions import lower_function
from genlint.frontends.typescript.grammar import TRIVIA, WRAPPERS, inner, operand, operands
from genlint.frontends.typescript.literals import property_key, string_value, template
from genlint.model.ir import (
    MAX_DEPTH,
    Argument,
    Attribute,
    Await,
    Call,
    Choice,
    Comma,
    Compare,
    Entry,
    Imported,
    Index,
    Literal,
    Logical,
    Name,
    Not,
    Opaque,
    Record,
    Scope,
    Sequence,
    Span,
    Super,
    Template,
    Value,
    Yield,
)

# --------------------------------------------------------------------------------------
# Chains: a.b[c](d)

_LINKS = frozenset({"call_expression", "member_expression", "subscript_expression"})


@expression("call_expression", "member_expression", "subscript_expression", "nested_identifier")
def chain(lowering: Lowering, node: Node, scope: Scope) -> Value:
    """A chain of members and calls, from its base outwards.

    A chain may be long (`schema.a().b()…`), so it is no recursion; two links count as one level.
    """
    links: list[Node] = []
    base: Node | None = node
    room = 2 * (MAX_DEPTH - lowering.depth) + 2
    while base is not None:
        kind = base.type
        if kind in _LINKS or kind == "nested_identifier":
            if len(links) >= room:
                break
            links.append(base)
            base = base.children[0]
        elif kind in WRAPPERS:
            base = inner(base)
        else:
            break
    outer_depth = lowering.depth
    lowering.depth += len(links) // 2
    value, index = _chain_base(lowering, base, links, scope)
    while index >= 0:
        link = links[index]
        lowering.depth = outer_depth + index // 2
        kind = link.type
        if kind == "call_expression":
            value = _call(lowering, link, value, scope)
        elif kind == "subscript_expression":
            value = _subscript(lowering, link, value, scope)
        else:
            value = _member(lowering, link, value)
        index -= 1
    lowering.depth = outer_depth
    return value


def _chain_base(lowering: Lowering, base: Node | None, links: list[Node], scope: Scope) -> tuple[Value, int]:
    """The value at the foot of a chain, and the index of the innermost link that it doesn't cover."""
    last = len(links) - 1
    if base is None:
        return Opaque(links[-1].byte_range, [], "missing"), last
    kind = base.type
    if kind == "super":
        span = base.byte_range
        return Super(span, Name(span, "this", scope), lowering.cls), last
    first = links[-1]
    if first.type == "call_expression":
        if kind == "import" or (kind == "identifier" and lowering.text(base) == "require"):
            module = _literal_argument(lowering, first)
            if module is not None:
                return Imported(first.byte_range, module, "*"), last - 1
        if kind == "import":
            return Opaque(base.byte_range, [], "import"), last
    return lowering.expression(base, scope), last


def _literal_argument(lowering: Lowering, call: Node) -> str | None:
    """The specifier of `import("m")` and `require("m")`, where it is plain text."""
    found = call.child_by_field_name("arguments")
    if found is None:
        return None
    arguments = operands(found)
    if not arguments:
        return None
    first = arguments[0]
    if first.type == "string":
        return string_value(lowering, first)
    if first.type == "template_string" and not any(c.type == "template_substitution" for c in first.children):
        start, end = first.byte_range
        return lowering.source[start + 1 : end - 1].decode("utf-8", "replace")
    return None


def _call(lowering: Lowering, node: Node, callee: Value, scope: Scope) -> Value:
    optional = False
    for child in node.children[1:]:
        kind = child.type
        if kind == "arguments":
            found = arguments(lowering, child, scope)
            span = child.byte_range
            made = Call(_up_to(node, callee, span), callee, found, span, optional=optional)
            return plainly(made) if isinstance(callee, Attribute) else made
        if kind == "template_string":
            whole = template(lowering, child, scope)
            gaps = [c.byte_range for c in child.children if c.type == "template_substitution"]
            holes = [
                Argument(part.span, part)
                for part in whole.parts
                if any(start <= part.span[0] and part.span[1] <= end for start, end in gaps)
            ]
            return Call(node.byte_range, callee, [Argument(child.byte_range, whole), *holes])
        if kind in ("?.", "optional_chain"):
            optional = True
    return Call(node.byte_range, callee, [])


def _up_to(node: Node, first: Value, last: Span) -> Span:
    """The span of `node`, which most likely runs from the start of `first` to the end of `last`: numbers that
    others have already are not made again."""
    start, end = node.byte_range
    return (first.span[0] if start == first.span[0] else start, last[1] if end == last[1] else end)


def _member(lowering: Lowering, node: Node, value: Value) -> Value:
    children = node.children
    key = children[-1]
    if not key.is_named or key.is_missing or key.type in TRIVIA:
        found = node.child_by_field_name("property")
        if found is None or found.is_missing:
            return Opaque(node.byte_range, [value], "missing")
        key = found
    optional = children[1].type == "optional_chain" or (
        len(children) > 3 and node.child_by_field_name("optional_chain") is not None
    )
    key_span = key.byte_range
    name = lowering.text_at(key_span)
    span = _up_to(node, value, key_span)
    return lowering.globals.member(value, name, span) or Attribute(span, value, name, key_span, optional)


def _subscript(lowering: Lowering, node: Node, value: Value, scope: Scope) -> Value:
    key = lowering.expression(node.child_by_field_name("index"), scope)
    optional = node.child_by_field_name("optional_chain") is not None
    found = None
    if isinstance(key, Literal) and isinstance(key.value, str):
        found = lowering.globals.member(value, key.value, node.byte_range)
    return found or Index(node.byte_range, value, key, optional)


def arguments(lowering: Lowering, node: Node, scope: Scope) -> list[Argument]:
    """What stands in the parentheses of a call, or the brackets of an array without holes."""
    found = []
    for child in node.named_children:
        kind = child.type
        if kind == "spread_element":
            found.append(_spread(lowering, child, scope))
        elif kind in WRAPPERS:
            found.append(Argument(child.byte_range, lowering.expression(child, scope)))
        elif kind not in TRIVIA:
            value = lowering.expression(child, scope)
            found.append(Argument(value.span, value))
    return found


def _spread(lowering: Lowering, node: Node, scope: Scope) -> Argument:
    value = lowering.expression(operand(node), scope)
    return Argument(node.byte_range, value, spread="items")


@expression("new_expression")
def new(lowering: Lowering, node: Node, scope: Scope) -> Value:
    callee = lowering.expression(node.child_by_field_name("constructor"), scope)
    given = node.child_by_field_name("arguments")
    if given is None:
        return Call(node.byte_range, callee, [], new=True)
    return Call(node.byte_range, callee, arguments(lowering, given, scope), given.byte_range, new=True)


@expression("meta_property", "import")
def meta_property(lowering: Lowering, node: Node, scope: Scope) -> Value:
    return Opaque(node.byte_range, [], lowering.text(node))


@expression("super")
def super_(lowering: Lowering, node: Node, scope: Scope) -> Value:
    span = node.byte_range
    return Super(span, Name(span, "this", scope), lowering.cls)


# --------------------------------------------------------------------------------------
# Operators

_LOGICAL: dict[str, OneOf["or", "and", "coalesce"]] = {"||": "or", "&&": "and", "??": "coalesce"}
_COMPARE: dict[str, OneOf["eq", "ne", "lt", "le", "gt", "ge", "in", "instanceof"]] = {
    "==": "eq",
    "===": "eq",
    "!=": "ne",
    "!==": "ne",
    "<": "lt",
    "<=": "le",
    ">": "gt",
    ">=": "ge",
    "in": "in",
    "instanceof": "instanceof",
}


@expression("binary_expression")
def binary(lowering: Lowering, node: Node, scope: Scope) -> Value:
    """A left-nested chain of binary operators, from its leftmost operand outwards, equal ones in one node."""
    spine: list[Node] = []
    leftmost: Node | None = node
    while leftmost is not None:
        if leftmost.type == "binary_expression":
            spine.append(leftmost)
            leftmost = leftmost.children[0]
        elif leftmost.type in WRAPPERS:
            leftmost = inner(leftmost)
        else:
            break
    value = lowering.expression(leftmost, scope)
    growing = ""  # the operator of `value`, where `value` may take another operand
    nested = 0
    for link in reversed(spine):
        children = link.children
        if len(children) == 3:
            operator, right_node = children[1].type, children[2]
        else:
            token = link.child_by_field_name("operator")
            found = link.child_by_field_name("right")
            operator = token.type if token is not None else "?"
            right_node = found if found is not None else children[-1]
        right = lowering.expression(right_node, scope)
        if nested + lowering.depth > MAX_DEPTH and not _grows(growing, operator):
            operator = "…"  # too many different operators inside each other: no longer told apart
            lowering.too_deep(link)
        if _grows(growing, operator):
            _operands(value).append(right)
            value.span = link.byte_range
        else:
            value = _combine(link.byte_range, operator, value, right)
            growing = "" if operator in _COMPARE else operator
            nested += 1
    return value


def _grows(growing: str, operator: str) -> bool:
    """Whether an operand joined by `operator` goes into the node that `growing` made."""
    if growing == operator:
        return True
    plain = growing and growing not in _LOGICAL and growing != "+"
    return bool(plain) and operator not in _LOGICAL and operator != "+" and operator not in _COMPARE


def _operands(value: Value) -> list[Value]:
    if isinstance(value, Logical):
        return value.operands
    if isinstance(value, Template):
        return value.parts
    assert isinstance(value, Opaque)
    return value.children


def _combine(span: Span, operator: str, left: Value, right: Value) -> Value:
    logical = _LOGICAL.get(operator)
    if logical is not None:
        return Logical(span, logical, [left, right])
    if operator == "+":
        return Template(span, [left, right], plus=True)
    compare = _COMPARE.get(operator)
    if compare is not None:
        return Compare(span, compare, left, right)
    return Opaque(span, [left, right], operator)


@expression("unary_expression")
def unary(lowering: Lowering, node: Node, scope: Scope) -> Value:
    operator = node.children[0].type
    operand = lowering.expression(node.child_by_field_name("argument"), scope)
    if operator == "!":
        return Not(node.byte_range, operand)
    if operator == "-" and isinstance(operand, Literal) and isinstance(operand.value, int | float):
        return Literal(node.byte_range, -operand.value)
    return Opaque(node.byte_range, [operand], operator)


@expression("ternary_expression")
def ternary(lowering: Lowering, node: Node, scope: Scope) -> Value:
    children = node.children
    if len(children) == 5:
        test, _, then, _, otherwise = children
        return Choice(
            node.byte_range,
            lowering.expression(test, scope),
            lowering.expression(then, scope),
            lowering.expression(otherwise, scope),
        )
    return Choice(
        node.byte_range,
        lowering.expression(node.child_by_field_name("condition"), scope),
        lowering.expression(node.child_by_field_name("consequence"), scope),
        lowering.expression(node.child_by_field_name("alternative"), scope),
    )


@expression("sequence_expression")
def sequence(lowering: Lowering, node: Node, scope: Scope) -> Value:
    return Comma(node.byte_range, [lowering.expression(child, scope) for child in operands(node)])


@expression("await_expression")
def await_(lowering: Lowering, node: Node, scope: Scope) -> Value:
    return Await(node.byte_range, lowering.expression(operand(node), scope))


@expression("yield_expression")
def yield_(lowering: Lowering, node: Node, scope: Scope) -> Value:
    inside = operand(node)
    value = lowering.expression(inside, scope) if inside is not None else None
    return Yield(node.byte_range, value, any(child.type == "*" for child in node.children))


# --------------------------------------------------------------------------------------
# Objects and arrays


@expression("array", "array_pattern")
def array(lowering: Lowering, node: Node, scope: Scope) -> Value:
    items: list[Argument] = []
    hole = True
    for child in node.children:
        kind = child.type
        if kind == ",":
            if hole:
                items.append(Argument(child.byte_range, Literal((child.start_byte, child.start_byte), None)))
            hole = True
        elif child.is_named and kind not in TRIVIA:
            if kind == "spread_element":
                items.append(_spread(lowering, child, scope))
            else:
                items.append(Argument(child.byte_range, lowering.expression(child, scope)))
            hole = False
    return Sequence(node.byte_range, items)


@expression("object", "object_pattern")
def object_(lowering: Lowering, node: Node, scope: Scope) -> Value:
    entries: list[Entry] = []
    for child in node.named_children:
        kind = child.type
        span = child.byte_range
        if kind == "pair":
            key = child.child_by_field_name("key")
            value = lowering.expression(child.child_by_field_name("value"), scope)
            if key is not None:
                entries.append(Entry(span, property_key(lowering, key, scope), value, key.byte_range))
        elif kind in ("shorthand_property_identifier", "shorthand_property_identifier_pattern"):
            entries.append(Entry(span, lowering.text(child), lowering.name(child, scope), span))
        elif kind in ("spread_element", "rest_pattern"):
            value = lowering.expression(operand(child), scope)
            entries.append(Entry(span, None, value, span))
        elif kind == "method_definition":
            entries.append(_method(lowering, child, scope))
        elif kind not in TRIVIA:
            entries.append(Entry(span, None, lowering.unknown(child, scope), span))
    return Record(node.byte_range, entries)


def _method(lowering: Lowering, node: Node, scope: Scope) -> Entry:
    key_node = node.child_by_field_name("name")
    key: str | Value = "" if key_node is None else property_key(lowering, key_node, scope)
    outer, lowering.cls = lowering.cls, None
    name = key if isinstance(key, str) else None
    function = lower_function(lowering, node, scope, "method", name, key_node)
    lowering.cls = outer
    accessor = node.children[0].type
    kind: OneOf["value", "get", "set"] = (
        "get" if accessor == "get" else "set" if accessor == "set" else "value"
    )
    key_span = node.byte_range if key_node is None else key_node.byte_range
    return Entry(node.byte_range, key, function, key_span, kind)
