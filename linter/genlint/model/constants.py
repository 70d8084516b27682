"""Constant folding, as far as keys and tests need it."""

from __future__ import annotations

from collections.abc import Callable

from genlint.model import ir
from genlint.model.captures import Captures
from genlint.model.env import ANY, Def, Env, Event, PathKey, key_match
from genlint.model.naming import dotted

_LIMIT = 8
_TYPE_CHECKING = frozenset({("TYPE_CHECKING",), ("typing", "TYPE_CHECKING"), ("t", "TYPE_CHECKING")})
"""What only a type checker takes to be true."""


class ConstantFolder:
    """Folds literals, and variables that hold one.

    `definition` gives the one value that a variable holds at the point in question, or None; `intact` says
    whether a part of the object that it holds is surely as it was made.
    """

    def __init__(
        self,
        definition: Callable[[ir.Name], ir.Value | None],
        intact: Callable[[ir.Name, str], bool],
    ) -> None:
        self._definition = definition
        self._intact = intact

    def literal(self, node: ir.Value, depth: int = 0) -> ir.Literal | None:
        """The literal that `node` is."""
        if isinstance(node, ir.Literal):
            return node
        if depth > _LIMIT:
            return None
        if isinstance(node, (ir.Name, ir.Attribute)) and dotted(node) in _TYPE_CHECKING:
            return ir.Literal(node.span, False)
        if isinstance(node, ir.Name):
            value = self._definition(node)
            return self.literal(value, depth + 1) if value is not None else None
        if isinstance(node, ir.Attribute) and isinstance(node.object, ir.Name):
            if node.object.text == "Symbol" and node.object.scope.lookup("Symbol") is None:
                return ir.Literal(node.span, f"[Symbol.{node.key}]")
            value = self._definition(node.object)
            if isinstance(value, ir.Record) and self._intact(node.object, node.key):
                for entry in value.entries:
                    if entry.key == node.key:
                        return self.literal(entry.value, depth + 1)
            return None
        if isinstance(node, ir.Call) and isinstance(node.callee, ir.Name) and node.callee.text == "Symbol":
            return ir.Literal(node.span, f"@@{node.span[0]}")
        if isinstance(node, ir.Template):
            parts = [self.literal(part, depth + 1) for part in node.parts]
            values = [part.value for part in parts if part is not None]
            if len(values) == len(parts) and all(isinstance(value, str) for value in values):
                return ir.Literal(node.span, "".join(str(value) for value in values))
            if len(values) == len(parts) and all(type(value) is int for value in values):
                return ir.Literal(node.span, sum(value for value in values if isinstance(value, int)))
        return None

    def key(self, node: ir.Value) -> PathKey:
        """The property or position that `node` means as a key; `ANY` where it isn't constant."""
        literal = self.literal(node)
        if literal is not None:
            return as_key(literal)
        if isinstance(node, ir.Sequence) and node.kind == "tuple" and node.items:
            parts = [self.literal(item.value) if not item.spread else None for item in node.items]
            texts = [repr(part.value) for part in parts if part is not None]
            return f"({', '.join(texts)})" if len(texts) == len(parts) else ANY
        return ANY

    def truth(self, node: ir.Value, depth: int = 0) -> bool | None:
        """Whether `node` is always true, always false, or neither is known."""
        if depth > _LIMIT:
            return None
        match node:
            case ir.Not():
                truth = self.truth(node.operand, depth + 1)
                return None if truth is None else not truth
            case ir.Logical(operator="and" | "or" as operator):
                truths = [self.truth(operand, depth + 1) for operand in node.operands]
                deciding = operator == "or"
                if deciding in truths:
                    return deciding
                return None if None in truths else not deciding
            case ir.Compare():
                return self._compare(node)
            case _:
                literal = self.literal(node)
                return bool(literal.value) if literal is not None else None

    def _compare(self, node: ir.Compare) -> bool | None:
        left, right = self.literal(node.left), self.literal(node.right)
        if left is None or right is None:
            return None
        return compared(node.operator, left, right)


def intact(defs: tuple[Def, ...], env: Env, key: str, captures: Captures) -> bool:
    """Is the part at `key` of what a variable with these definitions holds surely as it was made?"""
    for definition in defs:
        binding = definition.binding
        if binding in captures.changed or (definition.kind == "entry" and binding in captures.stored):
            return False
        if definition.prefix:
            return False
        event: Event | None = env.get(definition.holds())
        for _ in range(_LIMIT):
            if event is None:
                break
            handed = event.kind == "touch" and event.path  # a constant that is handed over stays what it is
            if (
                event.kind == "join"
                or not event.path
                or (not handed and key_match(event.path[0], key) != "no")
            ):
                return False
            event = event.before
        else:
            return False
    return True


def as_key(literal: ir.Literal) -> PathKey:
    """The property or position that a literal means as a key."""
    value = literal.value
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return int(value) if value.isdecimal() and len(value) < 10 and str(int(value)) == value else value
    return str(value)


def compared(operator: str, left: ir.Value, right: ir.Value) -> bool | None:
    """What a comparison of two constants gives: literals, or objects that are made at these nodes."""
    if not (isinstance(left, ir.Literal) and isinstance(right, ir.Literal)):
        if operator not in ("eq", "ne") or not (
            isinstance(left, ir.Literal) or isinstance(right, ir.Literal)
        ):
            return None
        return operator == "ne"  # an object is no literal
    a, b = left.value, right.value
    if operator in ("eq", "ne"):
        return (a == b) == (operator == "eq")
    if not (isinstance(a, (int, float)) and isinstance(b, (int, float))):
        return None
    match operator:
        case "lt":
            return a < b
        case "le":
            return a <= b
        case "gt":
            return a > b
        case "ge":
            return a >= b
    return None


def is_enum(cls: ir.Class) -> bool:
    """Is it an enumeration, by its bases' names?"""
    return any(dotted(base)[-1:] and dotted(base)[-1].endswith(("Enum", "Flag")) for base in cls.bases)
