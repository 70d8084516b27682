"""Calls that are written in a roundabout way and mean a plain one: methods borrowed from a prototype, and
`Reflect.apply`, `Reflect.construct`."""

from __future__ import annotations

from genlint.model.ir import Argument, Attribute, Call, Literal, Name, Sequence, Value

_PROTOTYPES = frozenset({"Array", "String", "Object", "Map", "Set", "Number", "Promise"})
_OF_FUNCTIONS = frozenset({"call", "apply", "bind", "toString"})


def plainly(call: Call) -> Call:
    """The call that `call` means: `Array.prototype.push.apply(xs, ys)` is `xs.push(...ys)`."""
    callee = call.callee
    if not isinstance(callee, Attribute):
        return call
    found: Call | None = None
    if isinstance(callee.object, Name) and callee.object.text == "Reflect":
        found = _reflected(call, callee.key)
    elif callee.key in ("call", "apply") and isinstance(callee.object, Attribute):
        found = _borrowed(call, callee)
    return found if found is not None else call


def _reflected(call: Call, key: str) -> Call | None:
    given = call.arguments
    if any(argument.spread for argument in given) or len(given) < 2:
        return None
    function = given[0].value
    if key == "construct":
        return Call(call.span, function, _listed(given[1]), new=True)
    if key == "apply" and len(given) == 3:
        apply = Attribute(function.span, function, "apply", function.span)
        return Call(call.span, apply, given[1:])
    return None


def _borrowed(call: Call, callee: Attribute) -> Call | None:
    method = callee.object
    assert isinstance(method, Attribute)
    given = call.arguments
    if not given or given[0].spread or method.key in _OF_FUNCTIONS or not _is_prototype(method.object):
        return None
    rest = given[1:]
    if callee.key == "apply":
        if len(given) != 2:
            return None
        rest = _listed(given[1])
    receiver = given[0].value
    return Call(call.span, Attribute(receiver.span, receiver, method.key, method.span), rest)


def _listed(argument: Argument) -> list[Argument]:
    """The arguments that an array of arguments holds."""
    listed = argument.value
    if isinstance(listed, Sequence) and not any(item.spread for item in listed.items):
        return listed.items
    return [Argument(argument.span, listed, None, "items")]


def _is_prototype(value: Value) -> bool:
    """Is it `Array.prototype`, or an empty array or text that stands for it?"""
    if isinstance(value, Attribute):
        return (
            value.key == "prototype" and isinstance(value.object, Name) and value.object.text in _PROTOTYPES
        )
    if isinstance(value, Sequence):
        return not value.items
    return isinstance(value, Literal) and value.value == ""
