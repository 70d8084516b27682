"""Operators, comparisons and statements that Python answers by a method of a class: which calls they are.

Each operation has its calls made once, so that they can be asked for their callee as any call that is
written. In a chain (`a + b + c`) the second one is called on what the first gives.
"""

from __future__ import annotations

from genlint.model import ir
from genlint.model.facts import Facts

MAX_OPERANDS = 6
"""How many operands of one chain are told apart."""

_BINARY = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "@": "matmul",
    "/": "truediv",
    "%": "mod",
    "**": "pow",
    "<<": "lshift",
    ">>": "rshift",
    "|": "or",
    "^": "xor",
    "&": "and",
    "//": "floordiv",
}
_UNARY = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}
_COMPARED = {
    "eq": ("__eq__", "__eq__"),
    "ne": ("__ne__", "__ne__"),
    "lt": ("__lt__", "__gt__"),
    "le": ("__le__", "__ge__"),
    "gt": ("__gt__", "__lt__"),
    "ge": ("__ge__", "__le__"),
    "in": ("", "__contains__"),
    "not in": ("", "__contains__"),
}

CONVERSIONS: dict[str, tuple[str, ...]] = {
    "python": ("__format__", "__str__", "__repr__"),
    "typescript": ("[Symbol.toPrimitive]", "toString", "valueOf"),
}
"""The methods by which an object says what text it becomes, in the order in which they are asked for."""
CONVERTERS: dict[str, tuple[str, ...]] = {
    "str": ("__str__", "__repr__"),
    "repr": ("__repr__",),
    "format": CONVERSIONS["python"],
    "fspath": ("__fspath__",),
    "String": CONVERSIONS["typescript"],
    "stringify": ("toJSON",),
}
"""Functions whose result is the text of their argument."""

BUILTINS = {
    "reversed": "__reversed__",
    "iter": "__iter__",
    "next": "__next__",
    "aiter": "__aiter__",
    "anext": "__anext__",
    "abs": "__abs__",
    "round": "__round__",
    "int": "__int__",
    "len": "__len__",
    "bytes": "__bytes__",
    "dir": "__dir__",
    "copy": "__copy__",
    "deepcopy": "__deepcopy__",
}
"""Functions that give what a method of their argument gives, where its class has that."""

Operator = tuple[tuple[str, ...], str]
"""The methods that the left operand is asked for, in order, and the one that the right one is."""


def implied(
    facts: Facts, site: ir.Node, key: str, receiver: ir.Value, method: str, *arguments: ir.Value
) -> ir.Call:
    """The call of `receiver.method(…)` that is made at `site`; `key` tells the calls of one site apart."""
    known = facts.implied.get((site, key))
    if known is None:
        callee = ir.Attribute(site.span, receiver, method, receiver.span)
        given = [ir.Argument(each.span, each) for each in arguments]
        known = facts.implied[site, key] = ir.Call(site.span, callee, given)
        facts.guards[known] = facts.guards.get(site)
    env = facts.operation_env.get(site)
    if env is not None and known not in facts.call_env:
        facts.call_env[known] = env
    return known


def operator_of(node: ir.Value, in_place: bool = False) -> Operator | None:
    """What methods an operation asks its operands for; None where it is none."""
    if isinstance(node, ir.Template):
        word = "add" if node.plus else None
    elif isinstance(node, ir.Opaque):
        in_place = in_place or (len(node.label) > 1 and node.label[-1] == "=")
        label = node.label.removesuffix("=")
        if len(node.children) == 1:
            return ((_UNARY[label],), "") if label in _UNARY else None
        word = _BINARY.get(label)
    elif isinstance(node, ir.Compare):
        pair = _COMPARED.get(node.operator)
        return ((pair[0],) if pair[0] else (), pair[1]) if pair is not None else None
    elif isinstance(node, ir.Index):
        return ("__getitem__",), ""
    else:
        return None
    if word is None:
        return None
    forward = (f"__i{word}__", f"__{word}__") if in_place else (f"__{word}__",)
    return forward, f"__r{word}__"


def operands_of(node: ir.Value) -> list[ir.Value]:
    """The operands, from the left."""
    match node:
        case ir.Template():
            return node.parts
        case ir.Opaque():
            return node.children
        case ir.Compare():
            return [node.left, node.right]
        case ir.Index():
            return [node.object, node.key]
    return []


def leading(facts: Facts, node: ir.Value, in_place: bool) -> list[ir.Call]:
    """The calls of a chain if its leftmost operand, and what its methods give, answer all of it."""
    operator = operator_of(node, in_place)
    operands = operands_of(node)
    if operator is None or len(operands) > MAX_OPERANDS:
        return []
    calls: list[ir.Call] = []
    for method in operator[0]:
        left = operands[0]
        if len(operands) == 1:
            calls.append(implied(facts, node, method, left, method))
        for position, operand in enumerate(operands[1:]):
            left = implied(facts, node, f"{method}{position}", left, method, operand)
            calls.append(left)
    return calls


def candidates(facts: Facts, node: ir.Value, method: str, in_place: bool) -> list[ir.Call]:
    """The calls of `method` that an operation may be, whichever operand answers."""
    operator = operator_of(node, in_place)
    operands = operands_of(node)
    if operator is None or len(operands) > MAX_OPERANDS:
        return []
    found: list[ir.Call] = []
    if method in operator[0]:
        found += [call for call in leading(facts, node, in_place) if called(call) == method]
    if method == operator[1] and len(operands) > 1:
        for position in range(1, len(operands)):
            found.append(reflected(facts, node, method, position))
    return found


def reflected(facts: Facts, node: ir.Value, method: str, position: int) -> ir.Call:
    """The call by which the operand at `position` answers what stands left of it."""
    operands = operands_of(node)
    left = operands[0] if position == 1 else ir.Opaque(node.span, operands[:position])
    return implied(facts, node, f"{method}:{position}", operands[position], method, left)


def called(call: ir.Call) -> str:
    """The method that an implied call calls."""
    return call.callee.key if isinstance(call.callee, ir.Attribute) else ""
