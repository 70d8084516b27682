"""Which names of a module may stand for something that the vocabulary knows.

Asking the model for the names of every callee would cost more than all else. A call is only asked about
where its written name, or one that it hands on, is known or was made from what is: `const go =
hooks.useImageGeneration`, `import { useImageGeneration as useGen }`, `{ open: connectEvents }`. What is
handed in by a caller has any name, so a parameter's call is asked about wherever a known name is more than
called. All this is kept by families of lists: a name that is known for a connection makes no hook.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

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

from genlint_rules.families import Families
from genlint_rules.identity import Name as Dotted
from genlint_rules.words import split

_NOTHING: set[str] = set()


class Aliases:
    """The known names of one module, and those that were made from them."""

    def __init__(self, module: Module, families: Families) -> None:
        """`families` tells what a dotted name means by itself."""
        self.calls: list[Call] = []
        """All calls that the module has, in no order, whether or not control reaches them."""
        self.keys: set[str] = set()
        """The names of its parameters, keyword arguments, properties and entries."""
        self.imports: dict[Binding, Imported] = {}
        self._families = families
        self._names: dict[str, int] = defaultdict(int)
        self._made: list[tuple[str, Node]] = []
        self._values = 0
        self._renames = False
        self._imported: set[str] = set()
        self._aliases: dict[int, frozenset[str]] = {}
        self._collect(module)

    def _collect(self, module: Module) -> None:
        """Look at all nodes, once."""
        called: set[Node] = set()
        spelled: list[Name | Attribute] = []
        one = self._families.pair
        for node in walk(module.body):
            kind = type(node)
            if kind is Name or kind is Attribute:
                spelled.append(node)  # type: ignore[arg-type]
            elif isinstance(node, Literal):
                if isinstance(node.value, str) and node.value.isidentifier():
                    self._know(node.value, self._families.of((node.value,)))
            elif isinstance(node, Call):
                self.calls.append(node)
                called.add(node.callee)
            elif isinstance(node, Imported):
                for name in ((node.name,), (*split_module(node.module)[-1:], node.name)):
                    self._know(node.name, self._families.of(name), is_value=False)
            elif isinstance(node, Parameter):
                self.keys.add(node.binding.name)
            else:
                self._bind(node)
        imported = self._imported = {binding.name for binding in self.imports}
        for node in spelled:
            if isinstance(node, Name):
                last = root = node.text
                found = one("", last) if split(last) and not last.startswith("#") else 0
            else:
                last, owner = node.key, node.object
                root = owner.text if isinstance(owner, Name) else ""
                first = root or (owner.key if isinstance(owner, Attribute) else "")
                if split(first) and split(last) and not first.startswith("#"):
                    found = one(first, last)
                else:
                    found = self._families.of(dotted(node))
            if found:
                self._know(last, found, is_value=node not in called)
            if root in imported:
                for name in self.imported(node):
                    self._know(name[-1], self._families.of(name), is_value=node not in called)

    def _know(self, name: str, families: int, *, is_value: bool = True) -> None:
        if families:
            self._names[name] |= families
            if is_value:
                self._values |= families

    def _bind(self, node: Node) -> None:
        """Note what is made under a name."""
        if isinstance(node, Declare):
            if node.value is None:
                return
            name, value = node.binding.name, node.value
            if isinstance(value, Imported):
                self.imports[node.binding] = value
                self._renames = self._renames or name != value.name != "*"
        elif isinstance(node, Entry):
            if not isinstance(node.key, str):
                return
            name, value = node.key, node.value
            self._know(name, self._families.of((name,)))
        elif isinstance(node, (Argument, Member)):
            if node.name is None or node.value is None:
                return
            name, value = node.name, node.value
        elif isinstance(node, Store):
            target = dotted(node.target)
            if not target:
                return
            name, value = target[-1], node.value
        else:
            return
        self.keys.add(name)
        self._made.append((name, value))

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

    @cached_property
    def families(self) -> int:
        """The families of which the module has names at all, as bits."""
        found = 0
        for each in self._names.values():
            found |= each
        return found

    def are_values(self, families: int) -> bool:
        """Whether a known name of some families is more than called: handed on, stored, renamed."""
        return bool((self.families if self._renames else self._values) & families)

    def known(self, families: int) -> frozenset[str]:
        """The names that are known by themselves, and those that were made from them."""
        found = self._aliases.get(families)
        if found is None:
            names = {name for name, each in self._names.items() if each & families}
            if names:
                self._follow(names)
            found = self._aliases[families] = frozenset(names)
        return found

    def _follow(self, names: set[str]) -> None:
        pending = list(names)
        for each in pending:
            made = self._makes.get(each, _NOTHING) - names
            names |= made
            pending.extend(made)

    @cached_property
    def _makes(self) -> dict[str, set[str]]:
        """By a name, those that are made of something in which it is mentioned."""
        found: dict[str, set[str]] = {}
        for name, value in self._made:
            for mentioned in _mentioned(value):
                found.setdefault(mentioned, set()).add(name)
        return found

    def is_written(self, call: Call, families: int) -> bool:
        """Whether the callee is known, for some families, as it is written or by what it imports."""
        callee = call.callee
        if isinstance(callee, (Name, Attribute)):
            # All names have been asked for, so one that was not known needs no second question.
            last = callee.text if isinstance(callee, Name) else callee.key
            if not self._names.get(last, 0) & families and last not in self._imported:
                return False
        of = self._families.of
        return bool(of(dotted(callee)) & families) or any(of(n) & families for n in self.imported(callee))

    def concern(self, call: Call, families: int) -> bool:
        """Whether the callee may be known, for some families, under another name than the written one."""
        return bool(self.families & families) and self._may_be(call.callee, self.known(families), families)

    def are_handed(self, call: Call, families: int) -> bool:
        """Whether the call is handed what may be known for some families."""
        if not self.families & families:
            return False
        names = self.known(families)
        return any(_is_handed(each.value, names) for each in call.arguments)

    def _may_be(self, callee: Value, names: frozenset[str], families: int) -> bool:
        if isinstance(callee, (Call, Function)):
            return not names.isdisjoint(_mentioned(callee))
        if isinstance(callee, Name):
            binding = callee.scope.lookup(callee.text)
            if binding is not None and (binding.kind == "parameter" or binding.name.startswith("#")):
                return self.are_values(families)
            return callee.text in names
        if isinstance(callee, Index):
            return self.are_values(families) or self._is_imported(callee.object)
        return isinstance(callee, Attribute) and (
            callee.key in names
            or (callee.key in ("call", "apply") and self._may_be(callee.object, names, families))
        )

    def _is_imported(self, value: Value) -> bool:
        while isinstance(value, (Attribute, Index)):
            value = value.object
        return isinstance(value, Name) and value.scope.lookup(value.text) in self.imports


def _is_handed(value: Value, names: frozenset[str]) -> bool:
    if isinstance(value, Name):
        return value.text in names and not value.text.startswith("#")
    return isinstance(value, Attribute) and value.key in names


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
