"""Declarations, assignments and destructuring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal as OneOf

from tree_sitter import Node

from genlint.frontends.typescript.context import Lowering, expression, statement
from genlint.frontends.typescript.grammar import TRIVIA, operand, unwrap
from genlint.frontends.typescript.literals import property_key
from genlint.model.ir import (
    MAX_DEPTH,
    Attribute,
    Binding,
    Comma,
    Declare,
    Default,
    Export,
    Index,
    Literal,
    Logical,
    Name,
    Opaque,
    Record,
    Rest,
    Scope,
    Slice,
    Statement,
    Store,
    Template,
    Value,
)

DECLARING = frozenset({"object_pattern", "array_pattern"})
"""Patterns that declare more than one name."""

_OBJECTS = frozenset({"object_pattern", "object"})
_ARRAYS = frozenset({"array_pattern", "array"})
_DEFAULTS = frozenset({"assignment_pattern", "object_assignment_pattern", "assignment_expression"})

Bind = Callable[[Node, Value], None]
"""What is done with each target of a pattern and the value that goes there."""


def take_apart(lowering: Lowering, node: Node, value: Value, scope: Scope, bind: Bind) -> None:
    """Call `bind` for each target in the pattern `node`, with its part of `value`, in order."""
    node = unwrap(node)
    if lowering.depth >= MAX_DEPTH:
        lowering.too_deep(node)
        return
    lowering.depth += 1
    kind = node.type
    if kind in _OBJECTS:
        _take_properties(lowering, node, value, scope, bind)
    elif kind in _ARRAYS:
        _take_items(lowering, node, value, scope, bind)
    elif kind in _DEFAULTS:
        left = node.child_by_field_name("left")
        default = lowering.expression(node.child_by_field_name("right"), scope)
        if left is not None:
            take_apart(lowering, left, Default(node.byte_range, value, default), scope, bind)
    else:
        bind(node, value)
    lowering.depth -= 1


def _take_properties(lowering: Lowering, node: Node, value: Value, scope: Scope, bind: Bind) -> None:
    taken: list[str] = []
    for child in node.children:
        kind = child.type
        span = child.byte_range
        if kind in ("pair_pattern", "pair"):
            key_node = child.child_by_field_name("key")
            target = child.child_by_field_name("value")
            if key_node is None or target is None:
                continue
            key = property_key(lowering, key_node, scope)
            key_span = key_node.byte_range
            part: Value
            if isinstance(key, Value):
                part = Index(key_span, value, key)
            elif key_node.type == "number":
                part = Index(key_span, value, lowering.expression(key_node, scope))
            else:
                taken.append(key)
                found = lowering.globals.member(value, key, key_span)
                part = found or Attribute(key_span, value, key, key_span)
            take_apart(lowering, target, part, scope, bind)
        elif kind in ("rest_pattern", "spread_element"):
            inside = operand(child)
            if inside is not None:
                take_apart(lowering, inside, Rest(span, value, tuple(taken)), scope, bind)
        elif child.is_named and kind not in TRIVIA:
            name = child.child_by_field_name("left") if kind in _DEFAULTS else child
            if name is None or name.child_count:
                continue
            taken.append(lowering.text(name))
            found = lowering.globals.member(value, taken[-1], name.byte_range)
            part = found or Attribute(name.byte_range, value, taken[-1], name.byte_range)
            take_apart(lowering, child, part, scope, bind)


def _take_items(lowering: Lowering, node: Node, value: Value, scope: Scope, bind: Bind) -> None:
    index = 0
    for child in node.children:
        kind = child.type
        if kind == ",":
            index += 1
        elif kind in ("rest_pattern", "spread_element"):
            inside = operand(child)
            if inside is not None:
                take_apart(lowering, inside, Slice(child.byte_range, value, index), scope, bind)
        elif child.is_named and kind not in TRIVIA:
            span = child.byte_range
            take_apart(lowering, child, Index(span, value, Literal(span, index)), scope, bind)


# --------------------------------------------------------------------------------------
# Declarations


def declare_pattern(
    lowering: Lowering,
    node: Node,
    value: Value,
    owner: Scope,
    kind: OneOf["variable", "constant"],
    out: list[Statement],
    reading: Scope | None = None,
) -> list[Binding]:
    """Declare the names of a pattern (or a plain name) in `owner`, onto `out`; returns their bindings.

    Defaults and computed keys are read in `reading`, where that is another scope.
    """
    bindings: list[Binding] = []

    def bind(target: Node, part: Value) -> None:
        if target.child_count or target.is_missing:
            lowering.salvage(target, owner, out)
            return
        binding = owner.declare(lowering.text(target), kind, target.byte_range)
        bindings.append(binding)
        out.append(Declare(target.byte_range, binding, part))

    take_apart(lowering, node, value, reading or owner, bind)
    return bindings


@statement("lexical_declaration", "variable_declaration")
def variable_declaration(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    lowering.header(node, node.end_byte)
    declare_variables(lowering, node, scope, out)


def declare_variables(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> list[Binding]:
    """Lower `const a = 1, {b} = c`, onto `out`; returns the bindings."""
    word = node.children[0].type
    owner = lowering.variable_scope(scope) if word == "var" else scope
    kind: OneOf["variable", "constant"] = "constant" if word == "const" else "variable"
    bindings: list[Binding] = []
    for child in node.children:
        if child.type != "variable_declarator":
            continue
        target = child.child_by_field_name("name")
        value_node = child.child_by_field_name("value")
        if target is None:
            continue
        if target.type in DECLARING:
            value = lowering.expression(value_node, scope)
            bindings += declare_pattern(lowering, target, value, owner, kind, out, scope)
            continue
        place = target.byte_range
        binding = owner.declare(lowering.text_at(place), kind, place)
        bindings.append(binding)
        if value_node is not None:
            out.append(Declare(child.byte_range, binding, lowering.expression(value_node, scope)))
        elif word != "var":
            out.append(Declare(child.byte_range, binding, None))
    return bindings


# --------------------------------------------------------------------------------------
# Assignments


def assign(lowering: Lowering, node: Node, value: Value, scope: Scope) -> list[Store]:
    """The stores that `pattern = value` makes, in order."""
    stores: list[Store] = []

    def bind(target: Node, part: Value) -> None:
        stored = lowering.expression(target, scope)
        lowering.globals.note(stored)
        stores.append(Store(target.byte_range, stored, part))

    take_apart(lowering, node, value, scope, bind)
    return stores


@expression("assignment_expression")
def assignment(lowering: Lowering, node: Node, scope: Scope) -> Value:
    """`target = value`. A pattern's value is evaluated, then its parts are stored, then it is the result."""
    left = node.child_by_field_name("left")
    left = None if left is None else unwrap(left)
    value = lowering.expression(node.child_by_field_name("right"), scope)
    if left is not None and (left.type in _OBJECTS or left.type in _ARRAYS):
        return Comma(node.byte_range, [value, *assign(lowering, left, value, scope), value])
    target = lowering.expression(left, scope)
    lowering.globals.note(target)
    if scope.function is not None and scope.function.kind == "module":
        _export_assignment(lowering, target, value)
    return Store(node.byte_range, target, value)


@expression("augmented_assignment_expression")
def augmented_assignment(lowering: Lowering, node: Node, scope: Scope) -> Value:
    target = lowering.expression(node.child_by_field_name("left"), scope)
    lowering.globals.note(target)
    right = lowering.expression(node.child_by_field_name("right"), scope)
    token = node.child_by_field_name("operator")
    operator = "?" if token is None else token.type
    span = node.byte_range
    value: Value
    match operator:
        case "||=":
            value = Logical(span, "or", [target, right])
        case "&&=":
            value = Logical(span, "and", [target, right])
        case "??=":
            value = Logical(span, "coalesce", [target, right])
        case "+=":
            value = Template(span, [target, right], plus=True)
        case _:
            value = Opaque(span, [target, right], operator[:-1])
    return Store(span, target, value)


@expression("update_expression")
def update(lowering: Lowering, node: Node, scope: Scope) -> Value:
    target = lowering.expression(node.child_by_field_name("argument"), scope)
    lowering.globals.note(target)
    token = node.child_by_field_name("operator")
    span = node.byte_range
    return Store(span, target, Opaque(span, [target], "++" if token is None else token.type))


def _export_assignment(lowering: Lowering, target: Value, value: Value) -> None:
    """Note what `module.exports = v`, `module.exports.a = v` and `exports.a = v` hand out."""
    if not isinstance(target, Attribute):
        return
    while isinstance(value, Store):
        value = value.value
    if _is_free(target.object, "module") and target.key == "exports":
        export_default(lowering, target, value)
    elif _is_free(target.object, "exports") or (
        isinstance(target.object, Attribute)
        and target.object.key == "exports"
        and _is_free(target.object.object, "module")
    ):
        lowering.exports.append(Export(target.span, target.key, value))


def _is_free(value: Value, name: str) -> bool:
    """Whether `value` reads the CommonJS variable `name`, which nothing here declares."""
    return isinstance(value, Name) and value.text == name and value.scope.lookup(name) is None


def export_default(lowering: Lowering, node: Value, value: Value) -> None:
    """A whole module is `value`: as "default", and each of a record's own keys."""
    lowering.exports.append(Export(node.span, "default", value))
    if isinstance(value, Record):
        for entry in value.entries:
            if isinstance(entry.key, str) and entry.key != "default" and entry.kind == "value":
                lowering.exports.append(Export(entry.span, entry.key, entry.value))
