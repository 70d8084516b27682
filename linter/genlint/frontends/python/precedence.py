"""How tightly Python's expressions bind, and how tightly the place of one asks it to."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from genlint.writer import CannotWrite

if TYPE_CHECKING:
    import libcst as cst

LOOSE, CHOICE, OR, AND, NOT, COMPARISON, BIT_OR = range(7)
UNARY, POWER, AWAIT, ATOM = 11, 12, 13, 14

_LEVELS: dict[type[ast.expr], int] = {
    ast.NamedExpr: LOOSE,
    ast.Yield: LOOSE,
    ast.YieldFrom: LOOSE,
    ast.Starred: LOOSE,
    ast.Lambda: CHOICE,
    ast.IfExp: CHOICE,
    ast.Compare: COMPARISON,
    ast.BinOp: BIT_OR,
    ast.Await: AWAIT,
}

_OPEN = frozenset(
    {
        "Arg",
        "DictElement",
        "Element",
        "Assign",
        "AnnAssign",
        "AugAssign",
        "Return",
        "FormattedStringExpression",
        "Index",
        "If",
        "While",
        "Assert",
        "Raise",
        "Expr",
        "WithItem",
        "For",
        "Param",
        "Lambda",
        "DictComp",
    }
)
"""libcst's nodes in which any expression but a tuple or an assignment can stand."""


def parse_expression(text: str) -> ast.expr:
    """The tree of one expression. Raises `CannotWrite` for text that is none."""
    try:
        return ast.parse(f"({text}\n)", mode="eval").body
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise CannotWrite(f"not one expression: {text}") from error


def level_of(text: str) -> int:
    """How tightly the expression `text` binds."""
    node = parse_expression(text)
    if isinstance(node, ast.BoolOp):
        return OR if isinstance(node.op, ast.Or) else AND
    if isinstance(node, ast.UnaryOp):
        return NOT if isinstance(node.op, ast.Not) else UNARY
    if isinstance(node, (ast.Tuple, ast.GeneratorExp)):
        return ATOM if text.startswith("(") and text.endswith(")") else LOOSE
    return _LEVELS.get(type(node), ATOM)


def needed(node: cst.CSTNode, parent: cst.CSTNode) -> int:
    """The least level that can stand in the place of `node` below `parent` without parentheses."""
    import libcst as cst

    if isinstance(parent, cst.BooleanOperation):
        return AND if isinstance(parent.operator, cst.And) else OR
    if isinstance(parent, cst.UnaryOperation):
        return NOT if isinstance(parent.operator, cst.Not) else UNARY
    starred = (cst.StarredElement, cst.StarredDictElement)
    if isinstance(parent, (cst.Comparison, cst.ComparisonTarget, *starred)):
        return BIT_OR
    if isinstance(parent, cst.IfExp):
        return CHOICE if parent.orelse is node else OR
    if isinstance(parent, cst.Await):
        return ATOM
    if type(parent).__name__ in _OPEN:
        return CHOICE
    return ATOM
