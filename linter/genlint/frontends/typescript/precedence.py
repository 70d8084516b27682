"""How tightly TypeScript's expressions bind, and how tightly the place of one asks it to."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from genlint.frontends.typescript.grammar import inner, parse
from genlint.writer import CannotWrite

SEQUENCE, ASSIGNMENT, CHOICE, COALESCE, OR, AND, BIT_OR = range(7)
EQUALITY, ASSERTION, RELATION, UNARY, MEMBER, PRIMARY = 9, 10, 11, 15, 17, 18

_BINARY = {
    "??": COALESCE,
    "||": OR,
    "&&": AND,
    "|": BIT_OR,
    "^": 7,
    "&": 8,
    **dict.fromkeys(("==", "!=", "===", "!=="), EQUALITY),
    **dict.fromkeys(("<", "<=", ">", ">=", "in", "instanceof"), RELATION),
    **dict.fromkeys(("<<", ">>", ">>>"), 12),
    **dict.fromkeys(("+", "-"), 13),
    **dict.fromkeys(("*", "/", "%"), 14),
    "**": 14,
}

_LEVELS = {
    "sequence_expression": SEQUENCE,
    "assignment_expression": ASSIGNMENT,
    "augmented_assignment_expression": ASSIGNMENT,
    "arrow_function": ASSIGNMENT,
    "yield_expression": ASSIGNMENT,
    "ternary_expression": CHOICE,
    "as_expression": ASSERTION,
    "satisfies_expression": ASSERTION,
    "unary_expression": UNARY,
    "await_expression": UNARY,
    "type_assertion": UNARY,
    "update_expression": UNARY,
    "call_expression": MEMBER,
    "member_expression": MEMBER,
    "subscript_expression": MEMBER,
    "non_null_expression": MEMBER,
    "new_expression": MEMBER,
    "instantiation_expression": MEMBER,
}

_OPEN = frozenset(
    {
        "arguments",
        "array",
        "return_statement",
        "throw_statement",
        "template_substitution",
        "jsx_expression",
        "parenthesized_expression",
        "spread_element",
        "computed_property_name",
        "expression_statement",
        "sequence_expression",
        "yield_expression",
        "for_statement",
    }
)
"""Nodes in which any expression but a sequence can stand."""

_OPEN_FIELDS = {
    "pair": "value",
    "export_statement": "value",
    "variable_declarator": "value",
    "required_parameter": "value",
    "optional_parameter": "value",
    "public_field_definition": "value",
    "enum_assignment": "value",
    "switch_case": "value",
    "arrow_function": "body",
    "assignment_expression": "right",
    "augmented_assignment_expression": "right",
    "assignment_pattern": "right",
    "object_assignment_pattern": "right",
    "for_in_statement": "right",
}
"""Nodes in which it can stand in one place; the others declare something, or are written to."""

_TAGS = frozenset({"jsx_opening_element", "jsx_closing_element", "jsx_self_closing_element"})


def level_of(node: Node) -> int:
    """How tightly the expression `node` binds."""
    if node.type == "binary_expression":
        return _BINARY.get(operator_of(node), BIT_OR)
    return _LEVELS.get(node.type, PRIMARY)


def operator_of(node: Node) -> str:
    """The operator of a binary or unary expression."""
    token = node.child_by_field_name("operator")
    return "" if token is None else token.type


def parse_expression(text: str, path: str) -> Node:
    """The tree of one expression. Raises `CannotWrite` for text that is none."""
    parsed = parse(path, f"({text}\n)".encode())
    statement = parsed.root.children[0] if parsed.root.child_count == 1 else None
    if parsed.errors is None and statement is not None and statement.type == "expression_statement":
        group = statement.children[0]
        found = inner(group) if group.type == "parenthesized_expression" else None
        if found is not None and group.end_byte == len(text.encode()) + 3:
            return found
    raise CannotWrite(f"not one expression: {text}")


def acceptance(node: Node) -> Callable[[int], bool]:
    """Which levels can stand in the place of `node` without parentheses.

    Raises `CannotWrite` for a place in which no value is read.
    """
    parent = node.parent
    kind = "" if parent is None else parent.type
    if parent is None or (kind in _OPEN_FIELDS and parent.child_by_field_name(_OPEN_FIELDS[kind]) != node):
        raise CannotWrite("it is no value that is read there")
    if kind in _OPEN or kind in _OPEN_FIELDS:
        return _at_least(ASSIGNMENT)
    if kind == "ternary_expression":
        return _at_least(COALESCE if parent.child_by_field_name("condition") == node else ASSIGNMENT)
    if kind == "binary_expression":
        return _operand(parent, node)
    if kind in ("as_expression", "satisfies_expression"):
        return _at_least(ASSERTION)
    if kind in ("unary_expression", "await_expression", "type_assertion"):
        return _at_least(UNARY)
    if kind == "subscript_expression" and parent.child_by_field_name("index") == node:
        return _at_least(ASSIGNMENT)
    if kind in ("member_expression", "subscript_expression", "call_expression", "non_null_expression"):
        _require_free_chain(parent)
        return _at_least(MEMBER)
    if kind in ("new_expression", "instantiation_expression", "extends_clause", "class_heritage"):
        return _at_least(PRIMARY)
    raise CannotWrite("it is no value that is read there")


def _require_free_chain(node: Node) -> None:
    """Refuse a chain in which only names can stand: a tag's, or a decorator's."""
    above: Node | None = node
    while above is not None and above.type in ("member_expression", "call_expression"):
        above = above.parent
    if above is not None and (above.type == "decorator" or above.type in _TAGS):
        raise CannotWrite("it is no value that is read there")


def _operand(parent: Node, node: Node) -> Callable[[int], bool]:
    operator = operator_of(parent)
    level = _BINARY.get(operator, PRIMARY)
    if operator == "??":  # may not be mixed with `||` and `&&`
        return lambda found: found == COALESCE or found >= BIT_OR
    if operator == "**":
        return _at_least(MEMBER)
    is_right = parent.child_by_field_name("right") == node
    # `a < b < c` may be read as a call with types, by people and by parsers
    apart = level == RELATION or (is_right and operator not in ("||", "&&"))
    least = level + 1 if apart else level
    if BIT_OR <= level < EQUALITY:  # `a as T | b` would be a union of types
        return lambda found: found >= least and found != ASSERTION
    return _at_least(least)


def _at_least(level: int) -> Callable[[int], bool]:
    return lambda found: found >= level
