"""Which names of a module may stand for something that the vocabulary knows.

Asking the model for the names of every callee would cost more than all else. A call is only asked about
where its written name, or one that it hands on, is known or was made from what is: `const go =
hooks.useImageGeneration`, `import { useImageGeneration as useGen }`, `{ open: connectEvents }`. What is
handed in by a caller has any name, so a parameter's call is always asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from genlint.model.ir import (
    Argument,
    Attribute,
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
    Return,
    Store,
    Value,
)
from genlint.model.program import dotted
from genlint.model.traverse import children, walk


class Aliases:
    """The known names of one module, and those that were made from them."""

    def __init__(self, module: Module, is_known: Callable[[tuple[str, ...]], bool]) -> None:
        """`is_known` tells whether a dotted name means something by itself."""
        self._names: set[str] = set()
        made: list[tuple[str, frozenset[str]]] = []
        seen: dict[str, bool] = {}
        for node in walk(module.body):
            for name in _spelled(node):
                last = name[-1]
                if last not in self._names:
                    key = ".".join(name)
                    if key not in seen:
                        seen[key] = is_known(name)
                    if seen[key]:
                        self._names.add(last)
            bound = _bound(node)
            if bound is not None:
                made.append((bound[0], frozenset(_mentioned(bound[1]))))
        self._follow(made)

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
                return True
            return callee.text in self._names
        if isinstance(callee, Index):
            return True
        return isinstance(callee, Attribute) and (
            callee.key in self._names or (callee.key in ("call", "apply") and self._may_be(callee.object))
        )

    def _is_handed(self, value: Value) -> bool:
        return (
            isinstance(value, (Name, Attribute))
            and dotted(value)[-1:] != ()
            and (dotted(value)[-1] in self._names)
        )


def _spelled(node: Node) -> Iterator[tuple[str, ...]]:
    if isinstance(node, (Name, Attribute)):
        name = dotted(node)
        if name:
            yield name
            if len(name) > 1:
                yield name[-1:]
    elif isinstance(node, Imported):
        yield (node.name,)
        yield (*node.module.replace("/", ".").rsplit(".", 1)[-1:], node.name)
    elif isinstance(node, Entry) and isinstance(node.key, str):
        yield (node.key,)
    elif isinstance(node, Literal) and isinstance(node.value, str) and node.value.isidentifier():
        yield (node.value,)


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
