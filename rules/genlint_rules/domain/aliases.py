"""Which names of a module may stand for something that the vocabulary knows.

Asking the model for the names of every callee would cost more than all else. A call is only asked about
where its written name, or one that it hands on, is known or was made from what is: `const go =
hooks.useImageGeneration`, `import { useImageGeneration as useGen }`, `{ open: connectEvents }`. What is
handed in by a caller has any name, so a parameter's call is asked about wherever a known name is more than
called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from genlint.model.ir import (
    Argument,
    Attribute,
    Binding,
    Call,
    Class,
    Declare,
    Entry,
    Function,
    Imported,
    Index,
    Literal,
    Member,
    Module,
    Name,
    Node,
    Parameter,
    Return,
    Store,
    Value,
)
from genlint.model.program import dotted
from genlint.model.traverse import children, walk

from genlint_rules.identity import Name as Dotted


class Aliases:
    """The known names of one module, and those that were made from them."""

    def __init__(self, module: Module, is_known: Callable[[Dotted], bool]) -> None:
        """`is_known` tells whether a dotted name means something by itself."""
        self.calls: list[Call] = []
        """All calls that the module has, in no order, whether or not control reaches them."""
        self.keys: set[str] = set()
        """The names of its parameters, keyword arguments, properties and entries."""
        self.imports: dict[Binding, Imported] = {}
        self._names: set[str] = set()
        self.are_values = False
        """Whether a known name is more than called: handed on, stored, renamed."""
        made: list[tuple[str, frozenset[str]]] = []
        called: set[Node] = set()
        nodes = list(walk(module.body))
        for node in nodes:
            if isinstance(node, Declare) and isinstance(node.value, Imported):
                self.imports[node.binding] = node.value
                self.are_values = self.are_values or node.binding.name != node.value.name != "*"
            elif isinstance(node, Call):
                self.calls.append(node)
                called.add(node.callee)
        for node in nodes:
            for name in self._spelled(node):
                if is_known(name):
                    self._names.add(name[-1])
                    if node not in called and not isinstance(node, Imported):
                        self.are_values = True
            bound = _bound(node)
            if bound is not None:
                self.keys.add(bound[0])
                made.append((bound[0], frozenset(_mentioned(bound[1]))))
            elif isinstance(node, Parameter):
                self.keys.add(node.binding.name)
        self._follow(made)

    def _spelled(self, node: Node) -> Iterator[Dotted]:
        """The names by which a node may be known."""
        if isinstance(node, (Name, Attribute)):
            name = dotted(node)
            if name:
                yield name
                if len(name) > 1:
                    yield name[-1:]
                yield from self.imported(node)
        elif isinstance(node, Imported):
            yield (node.name,)
            yield (*split_module(node.module)[-1:], node.name)
        elif isinstance(node, Entry) and isinstance(node.key, str):
            yield (node.key,)
        elif isinstance(node, Literal) and isinstance(node.value, str) and node.value.isidentifier():
            yield (node.value,)

    def imported(self, callee: Value) -> Iterator[Dotted]:
        """Names with the module that they come from: `connect` of `websockets` is `websockets.connect`."""
        parts: list[str] = []
        while isinstance(callee, Attribute):
            parts.append(callee.key)
            callee = callee.object
        if not isinstance(callee, Name):
            return
        binding = callee.scope.lookup(callee.text)
        source = self.imports.get(binding) if binding is not None else None
        if source is None:
            return
        if source.name not in ("*", "default"):
            parts.append(source.name)
        if parts:
            yield (*split_module(source.module)[-1:], *reversed(parts))

    def _follow(self, made: list[tuple[str, frozenset[str]]]) -> None:
        grown = True
        while grown:
            grown = False
            for name, mentioned in made:
                if name not in self._names and not self._names.isdisjoint(mentioned):
                    self._names.add(name)
                    grown = True

    def concern(self, call: Call) -> bool:
        """Whether what the call invokes may be known under another name than the written one."""
        return self._may_be(call.callee) or any(self._is_handed(each.value) for each in call.arguments)

    def _may_be(self, callee: Value) -> bool:
        if isinstance(callee, (Call, Function)):
            return not self._names.isdisjoint(_mentioned(callee))
        if isinstance(callee, Name):
            binding = callee.scope.lookup(callee.text)
            if binding is not None and (binding.kind == "parameter" or binding.name.startswith("#")):
                return self.are_values
            return callee.text in self._names
        if isinstance(callee, Index):
            return self.are_values or self._is_imported(callee.object)
        return isinstance(callee, Attribute) and (
            callee.key in self._names or (callee.key in ("call", "apply") and self._may_be(callee.object))
        )

    def _is_imported(self, value: Value) -> bool:
        while isinstance(value, (Attribute, Index)):
            value = value.object
        return isinstance(value, Name) and value.scope.lookup(value.text) in self.imports

    def _is_handed(self, value: Value) -> bool:
        return (
            isinstance(value, (Name, Attribute))
            and dotted(value)[-1:] != ()
            and (dotted(value)[-1] in self._names)
        )


def _bound(node: Node) -> tuple[str, Node] | None:
    """A name, and what it is made from."""
    match node:
        case Declare() if node.value is not None:
            return node.binding.name, node.value
        case Store():
            name = dotted(node.target)
            return (name[-1], node.value) if name else None
        case Entry() if isinstance(node.key, str):
            return node.key, node.value
        case Argument() if node.name is not None:
            return node.name, node.value
        case Member() if node.name is not None and node.value is not None:
            return node.name, node.value
        case _:
            return None


def _mentioned(value: Node) -> Iterator[str]:
    """The names in an expression; of a function in it, those that it returns."""
    pending: list[Node] = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, Name):
            yield node.text
        elif isinstance(node, Attribute):
            yield node.key
            pending.append(node.object)
        elif isinstance(node, Imported):
            yield node.name
        elif isinstance(node, Class):
            yield from (name for base in node.bases for name in dotted(base)[-1:])
        elif isinstance(node, Function):
            pending.extend(_returned(node))
        else:
            pending.extend(children(node))


def _returned(function: Function) -> Iterator[Node]:
    pending: list[Node] = list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, Return):
            if node.value is not None:
                yield node.value
        elif not isinstance(node, (Function, Class)):
            pending.extend(child for child in children(node) if not isinstance(child, Value))


def split_module(specifier: str) -> list[str]:
    """The parts of a module's name, in either language: `websockets.sync.client`, `@acme/lib/sse`."""
    separator = "/" if "/" in specifier else "."
    return [part for part in specifier.split(separator) if part and part not in (".", "..")]
