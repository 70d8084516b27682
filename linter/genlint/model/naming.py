"""What the program calls a value: dotted names for the steps of a flow."""

from __future__ import annotations

from genlint.model import ir
from genlint.model.env import Def, FullPath, Marker

_LIMIT = 8
HIDDEN = "##"
"""How keys begin under which library models keep what a program has no name for."""


def dotted(node: object) -> tuple[str, ...]:
    """The dotted name under which `node` is written; empty for what has none."""
    parts: list[str] = []
    for _ in range(_LIMIT):
        if isinstance(node, ir.Attribute):
            parts.append(node.key)
            node = node.object
        elif isinstance(node, ir.Index):
            key = node.key
            parts.append(str(key.value) if isinstance(key, ir.Literal) else "[]")
            node = node.object
        elif isinstance(node, ir.Element):
            parts.append("[]")
            node = node.iterable
        elif isinstance(node, ir.Call):
            callee = dotted(node.callee)
            if callee:
                return (*callee[:-1], callee[-1] + "()", *reversed(parts))
            break
        elif isinstance(node, (ir.Await, ir.Enter)):
            node = node.value if isinstance(node, ir.Await) else node.manager
        elif isinstance(node, ir.Name):
            if not node.text.startswith("#"):
                parts.append(node.text)
            break
        elif isinstance(node, (ir.Slice, ir.Rest)):
            node = node.object
        elif isinstance(node, ir.Super):
            parts.append(node.receiver.text)
            break
        elif isinstance(node, ir.Imported):
            if node.name not in ("*", "default"):
                parts.append(node.name)
            break
        elif isinstance(node, ir.Parameter):
            node = node.binding
        elif isinstance(node, (ir.Binding, ir.Function, ir.Class)):
            if node.name and not node.name.startswith("#"):
                parts.append(node.name)
            break
        elif isinstance(node, Def):
            node = node.binding
        else:
            break
    return tuple(reversed(parts))


def named(node: object, path: FullPath) -> tuple[str, ...]:
    """The dotted name of the part at `path` of `node`."""
    keys = ("[]" if isinstance(key, Marker) else str(key) for key in path)
    return dotted(node) + tuple(key for key in keys if not key.startswith(HIDDEN))
