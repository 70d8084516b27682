"""Global variables that a file makes: by a store on the global object, or on a name declared nowhere.

They are bindings of a scope around the module's. `window.x` is lowered to the name `x` in that scope
where the file stores into it; other properties of the global object stay what they are.
"""

from __future__ import annotations

from genlint.lazy import lazy_regex
from genlint.model.captures import base_name
from genlint.model.ir import Binding, Declare, Module, Name, Opaque, Scope, Span, Value

_OBJECTS = ("window", "globalThis", "global", "self")
_NAMES = tuple(name.encode() for name in _OBJECTS)
_STORED = lazy_regex(
    rb"\b(?:window|globalThis|global|self)\b(?:\s+as\s+[\w.]+)?\s*\)?\s*"
    rb"(?:\.\s*([A-Za-z_$][\w$]*)|\[\s*['\"]([A-Za-z_$][\w$]*)['\"]\s*\])"
    rb"[\w$.\[\]'\"]*\s*(?:=(?![=>])|\|\|=|&&=|\?\?=|\+=)"
)
_STORES = ("localStorage", "sessionStorage")
"""Objects of the browser that keep what they are given."""
_NO_GLOBALS = frozenset({"require", "this", "arguments", "undefined"})


class Globals:
    """The global variables of one file."""

    def __init__(self, module: Module) -> None:
        self._module = module
        body = module.body
        self.scope = Scope("module", None, body)
        self._stored = frozenset(_STORES)
        if any(name in module.source for name in _NAMES):
            self._stored |= {
                (dotted or indexed).decode("ascii") for dotted, indexed in _STORED.findall(module.source)
            }
        self._reading: dict[int, Scope] = {}
        self._targets: list[Name] = []
        self._roots: list[Name] = []

    def member(self, value: Value, key: str, span: Span) -> Name | None:
        """`value.key` as a variable, where `value` is the global object and the file stores at `key`."""
        if key not in self._stored or not isinstance(value, Name) or value.text not in _OBJECTS:
            return None
        scope = value.scope
        if scope.lookup(value.text) is not None:
            return None
        reading = self._reading.get(id(scope.function))
        if reading is None:
            reading = self._reading[id(scope.function)] = Scope("block", self.scope, scope.function)
        return Name(span, key, reading)

    def note(self, target: Value) -> None:
        """Something is stored into `target`."""
        if isinstance(target, Name):
            self._targets.append(target)
            return
        root = base_name(target)
        if root is not None:
            self._roots.append(root)

    def declare(self) -> None:
        """All of the file is lowered: declare what it turned out to make."""
        body = self._module.body
        for name in (*self._targets, *self._roots):
            if name.text in _NO_GLOBALS or name.text in _OBJECTS or name.scope.lookup(name.text) is not None:
                continue
            outer = body.scope.bindings.get(name.text)
            if outer is not None and outer.kind in ("variable", "function") and not self._module.exports:
                # a script's own `var` is a property of the global object
                self.scope.bindings[name.text] = outer
            else:
                self.scope.declare(name.text, "global", name.span)
        given = {name.text for name in self._targets}
        made = [b for b in self.scope.bindings.values() if b.kind == "global" and b.name not in given]
        source = self._module.source
        made += [self.scope.declare(name, "global", (0, 0)) for name in _STORES if name.encode() in source]
        self._module.existing.extend(_existing(binding) for binding in made)
        if self.scope.bindings:
            body.scope.parent = self.scope


def _existing(binding: Binding) -> Declare:
    """An object that is there before the program begins."""
    return Declare((0, 0), binding, Opaque((0, 0), [], "global"))
