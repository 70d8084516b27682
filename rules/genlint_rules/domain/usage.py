"""Who uses a variable and what stands around a node: the cross-references of one module."""

from __future__ import annotations

from collections.abc import Iterator

from genlint.model.ir import (
    Attribute,
    Binding,
    Call,
    Class,
    Declare,
    Function,
    Index,
    Literal,
    Name,
    Node,
    Record,
    Store,
    Value,
)
from genlint.model.traverse import children, walk

from genlint_rules.domain.reading import Reading

Path = tuple[str, ...]
"""The properties that are read from a variable: `("fileId",)` of `state.fileId`."""


class Usage:
    """The cross-references of one module; made when a rule first asks for them."""

    def __init__(self, reading: Reading) -> None:
        self.module = reading.module
        self.parents: dict[Node, list[Node]] = {}
        """What a node stands in directly. What is taken apart stands in several."""
        self.reads: dict[Binding, list[Name]] = {}
        """The places at which a variable stands, but for those where it is written."""
        self.definitions: dict[Binding, list[Value]] = {}
        """What a variable is given by declarations and plain assignments."""
        self.attributes: dict[str, list[Attribute]] = {}
        """The places at which a property stands, by its name."""
        self.members: dict[str, list[Function]] = {}
        """The methods of all classes, by their names."""
        written: set[Node] = set()
        names: list[Name] = []
        for node in walk(self.module.body):
            for child in children(node):
                self.parents.setdefault(child, []).append(node)
            if isinstance(node, Declare) and node.value is not None:
                self.definitions.setdefault(node.binding, []).append(node.value)
            elif isinstance(node, Store) and isinstance(node.target, Name):
                written.add(node.target)
                binding = node.target.scope.lookup(node.target.text)
                if binding is not None:
                    self.definitions.setdefault(binding, []).append(node.value)
            elif isinstance(node, Attribute):
                self.attributes.setdefault(node.key, []).append(node)
            elif isinstance(node, Class):
                for member in node.members:
                    if member.name and isinstance(member.value, Function):
                        self.members.setdefault(member.name, []).append(member.value)
            elif isinstance(node, Name):
                names.append(node)
        for name in names:
            binding = name.scope.lookup(name.text)
            if binding is not None and name not in written:
                self.reads.setdefault(binding, []).append(name)

    @classmethod
    def of(cls, reading: Reading) -> Usage:
        """The cross-references of the module that is read."""
        key = (cls, reading.module)
        found = reading.context.shared.get(key)
        if not isinstance(found, cls):
            found = reading.context.shared[key] = cls(reading)
        return found

    def functions(self, value: Value | None) -> Iterator[Function]:
        """The functions in this module that a value is by its name: a variable's, a method, a wrapped one."""
        match value:
            case Function():
                yield value
            case Name():
                binding = value.scope.lookup(value.text)
                for given in self.definitions.get(binding, []) if binding is not None else []:
                    if isinstance(given, Function):
                        yield given
                    elif isinstance(given, Call) and given.arguments:
                        first = given.arguments[0].value
                        if isinstance(first, Function):
                            yield first
            case Attribute():
                if is_receiver(value.object):
                    yield from self.members.get(value.key, [])
            case Record():
                for entry in value.entries:
                    yield from self.functions(entry.value)


def is_receiver(value: Value) -> bool:
    """Whether a value is the object that the method around it belongs to: `this`, `self`."""
    if not isinstance(value, Name):
        return False
    binding = value.scope.lookup(value.text)
    if binding is None:
        return value.text == "this"
    function = binding.scope.function
    return function is not None and function.receiver is binding


def class_of(value: Value) -> Class | None:
    """The class that a receiver is an object of."""
    if not isinstance(value, Name):
        return None
    binding = value.scope.lookup(value.text)
    function = binding.scope.function if binding is not None else None
    return function.cls if function is not None else None


def path_of(value: Node) -> tuple[Name, Path] | None:
    """A variable and the properties that are read from it, as far as their names are written."""
    keys: list[str] = []
    while True:
        if isinstance(value, Attribute):
            keys.append(value.key)
            value = value.object
        elif isinstance(value, Index) and isinstance(value.key, Literal):
            keys.append(str(value.key.value))
            value = value.object
        else:
            break
    return (value, tuple(reversed(keys))) if isinstance(value, Name) else None


def is_inside(node: Node, outer: Node) -> bool:
    """Whether a node's code stands within that of another one of the same module."""
    return outer.span[0] <= node.span[0] and node.span[1] <= outer.span[1]


def belongs_to(binding: Binding, function: Function) -> bool:
    """Whether a variable is declared in a function, or in one within it."""
    owner = binding.scope.function
    while owner is not None:
        if owner is function:
            return True
        owner = owner.parent
    return False
