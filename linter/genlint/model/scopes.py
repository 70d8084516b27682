"""Scopes of the flow model, and the names that they declare. Users take both from `ir`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Literal as OneOf

from genlint.records import dataclass, field

if TYPE_CHECKING:
    from genlint.model.ir import Function, Span

BindingKind = OneOf["variable", "constant", "parameter", "function", "class", "import", "global"]


@dataclass(eq=False, slots=True, repr=False)
class Binding:
    """A name that a scope declares. `kind` says how it came to be; a "global" one, by a store alone."""

    name: str
    scope: Scope
    kind: BindingKind
    span: Span

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name}@{self.span[0]}>"


@dataclass(eq=False, slots=True, repr=False)
class Scope:
    """A region in which names are declared. The front end decides which scope owns a name."""

    kind: OneOf["module", "function", "block", "class"]
    parent: Scope | None
    function: Function | None = None
    """The function (or module body) whose invocation creates this scope's variables."""
    bindings: dict[str, Binding] = field(default_factory=dict)
    globals: frozenset[str] = frozenset()
    """Names that this function scope declares as the module's own (Python's `global`)."""

    def declare(
        self,
        name: str,
        kind: BindingKind,
        span: Span,
    ) -> Binding:
        """Declare `name` here, or return the binding that stands here already."""
        found = self.bindings.get(name)
        if found is None:
            found = self.bindings[name] = Binding(name, self, kind, span)
        return found

    def lookup(self, name: str) -> Binding | None:
        """The binding that `name` means when it is read here; None for a global or unknown name.

        A class scope is visible to code that stands directly in it, never to functions below.
        """
        scope: Scope | None = self
        seek_module = False
        while scope is not None:
            if name in scope.globals:
                seek_module = True
            visible = scope.kind == "module" if seek_module else scope.kind != "class" or scope is self
            if visible and name in scope.bindings:
                return scope.bindings[name]
            scope = scope.parent
        return None
