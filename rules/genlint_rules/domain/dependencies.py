"""Memos, callbacks and effects: what they read of the component around them, and what their lists name.

A list names a value where it has the value itself, an object that holds it (`state` for `state.fileId`), or
what it is made of: `[isGenerating]` will do for a callback that reads `const on = isGenerating && isReady`,
if `isReady` never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from genlint.lazy import lazy_regex
from genlint.model.ir import (
    Attribute,
    Binding,
    Call,
    Compare,
    Function,
    Index,
    Literal,
    Logical,
    Module,
    Name,
    Node,
    Not,
    Sequence,
    Value,
)
from genlint.model.traverse import children, walk
from genlint.records import dataclass

from genlint_rules.domain.calls import is_hook_name
from genlint_rules.domain.reading import Reading
from genlint_rules.domain.traces import source_text
from genlint_rules.domain.usage import Path, Usage, belongs_to, path_of
from genlint_rules.words import split, word_set

_LIST_NAMES = (None, "dependencies", "deps")
_MAX_DEPTH = 40
"""How many definitions are gone through from a value to what it is made of."""

# Hooks whose result is one object that holds the latest value.
_LIVE = (("ref",), ("reactive",), ("signal",), ("latest",))

# Methods of data, and not of a service.
_COLLECTIVE = word_set("some every has get find includes filter at indexOf keys values items count index map")

_WRITTEN_PATH = lazy_regex(r"[\w$]+(?:\??\.[\w$]+|\[[^\[\]]*\]|!)*")

Item = tuple[Binding, Path]
"""A variable, and the properties of it that are meant."""


@dataclass(frozen=True, eq=False, slots=True)
class Reaction:
    """A memo, callback or effect: a function that runs again when one of its dependencies has changed."""

    call: Call
    callback: Function
    list: Sequence
    place: Value
    """What stands in the call for the list: itself, or the name of a constant."""
    title: str
    """The callee's own name: `useMemo`."""


@dataclass(frozen=True, eq=False, slots=True)
class Read:
    """One value of the component that a callback reads."""

    module: Module
    node: Value
    item: Item

    @property
    def name(self) -> str:
        """The value as it is to be written in a dependency list."""
        text = "".join(source_text(self.module, self.node).split())
        if _WRITTEN_PATH.fullmatch(text) and text.startswith(self.item[0].name):
            return text.replace("!", "")
        # What is taken apart stands nowhere under its whole name.
        return ".".join((self.item[0].name, *self.item[1]))


def reactions(reading: Reading) -> list[Reaction]:
    """The memos, callbacks and effects of a module whose dependency lists are in sight."""
    usage = Usage.of(reading)
    found: list[Reaction] = []
    for call in reading.callees.telling("dependency-calls"):
        name = reading.callees.matching("dependency-calls", call)
        if name is None:
            continue
        decorated = [node for node in usage.parents.get(call, []) if isinstance(node, Function)]
        arguments = call.arguments if decorated else call.arguments[1:]
        written = next((each.value for each in arguments if each.name in _LIST_NAMES), None)
        sequence = _written_out(usage, written)
        callbacks = decorated or list(_callbacks(usage, call))
        if written is not None and sequence is not None and len(callbacks) == 1:
            found.append(Reaction(call, callbacks[0], sequence, written, name[-1]))
    return found


def _callbacks(usage: Usage, call: Call) -> Iterator[Function]:
    if call.arguments and not call.arguments[0].spread:
        yield from usage.functions(call.arguments[0].value)


def _written_out(usage: Usage, value: Value | None) -> Sequence | None:
    """The list that is handed over, where all its items are in sight."""
    if isinstance(value, Name):
        binding = value.scope.lookup(value.text)
        given = usage.definitions.get(binding, []) if binding is not None else []
        value = given[0] if len(given) == 1 else None
    if isinstance(value, Sequence) and not any(item.spread for item in value.items):
        return value
    return None


class Dependencies:
    """What one reaction's list names."""

    def __init__(self, reading: Reading, reaction: Reaction) -> None:
        self.reading = reading
        self.usage = Usage.of(reading)
        self.callback = reaction.callback
        self.component = reaction.callback.parent
        self._kept: set[Item] = set()
        self._asked: set[Item] = set()
        self._answers: dict[tuple[Item, bool], bool] = {}
        for item in reaction.list.items:
            self._name(item.value, keeps=True, depth=0)

    def _name(self, value: Value, *, keeps: bool, depth: int) -> None:
        """Learn what an item names. What only a condition asks of it, the item doesn't keep."""
        if depth > _MAX_DEPTH:
            return
        for read in self._paths(value):
            keeping = keeps and _keeps(value)
            if read.item in self._kept or (not keeping and read.item in self._asked):
                continue
            (self._kept if keeping else self._asked).add(read.item)
            definition = self._definition(read.item)
            if definition is not None and not read.item[1]:
                self._name(definition, keeps=keeping, depth=depth + 1)

    # -- What is read ---------------------------------------------------------------------------------

    def reads(self, values: Iterable[Value]) -> list[Read]:
        """What these values, which stand in the callback, are made of that the component may change."""
        found: dict[Item, Read] = {}
        seen: set[Binding] = set()
        pending = list(values)
        while pending:
            for read in self._paths(pending.pop(0)):
                binding = read.item[0]
                if not belongs_to(binding, self.callback):
                    found.setdefault(read.item, read)
                elif binding not in seen:
                    seen.add(binding)
                    pending.extend(self.usage.definitions.get(binding, []))
        return [read for read in found.values() if self._may_change(read.item)]

    def _paths(self, value: Node) -> Iterator[Read]:
        """The variables in a value, each with the properties that are read from it."""
        pending: list[Node] = [value]
        while pending:
            node = pending.pop(0)
            if isinstance(node, Call) and isinstance(node.callee, (Attribute, Index, Name)):
                pending[:0] = [*self._called(node.callee), *node.arguments]
                continue
            if isinstance(node, (Name, Attribute, Index)):
                found = path_of(node)
                if found is not None:
                    name, keys = found
                    binding = name.scope.lookup(name.text)
                    if binding is not None:
                        yield Read(self.usage.module, node, (binding, keys))
                    continue
            pending[:0] = list(children(node))

    def _called(self, callee: Attribute | Index | Name) -> Iterator[Value]:
        """What a call reads by its callee: `jobs` of `jobs.some(…)`, and what a function of the component
        itself reads; but not a function, or an object with functions, that a hook or a caller gives."""
        if isinstance(callee, Name):
            if any(True for _ in self.usage.functions(callee)):
                yield callee
        elif isinstance(callee.object, Name) and isinstance(callee, Attribute):
            binding = callee.object.scope.lookup(callee.object.text)
            given = self.usage.definitions.get(binding, []) if binding is not None else []
            made = any(isinstance(each, Call) and self._is_hook(each) for each in given)
            if not made or callee.key in _COLLECTIVE:
                yield callee.object
        else:
            yield callee.object

    def _may_change(self, item: Item) -> bool:
        """Whether a value may differ from one run of the component to the next, and the list is to say so."""
        binding, keys = item
        if binding.scope.function is not self.component or "current" in keys:
            return False
        if self.component is None or self.component.kind == "module" or binding.kind == "import":
            return False
        if self.component.receiver is binding:
            return False
        return not any(self._is_steady(value) for value in self.usage.definitions.get(binding, []))

    def _is_steady(self, value: Value) -> bool:
        """Whether a hook gives the same thing every time: a ref, a setter, a dispatch function."""
        part = value.key.value if isinstance(value, Index) and isinstance(value.key, Literal) else None
        made = value.object if part is not None and isinstance(value, Index) else value
        if not isinstance(made, Call):
            return False
        for name in self.reading.callees.names(made):
            words = split(name[-1])
            if words[-1:] in _LIVE or (part == 1 and words[-1:] in (("state",), ("reducer",))):
                return True
        return False

    # -- What is named --------------------------------------------------------------------------------

    def lacks(self, read: Read, *, asked: bool) -> bool:
        """Whether nothing in the list stands for a value; `asked`: only a condition depends on it."""
        return not self._is_named(read.item, asked, 0)

    def covers(self, values: Iterable[Value]) -> bool:
        """Whether the list names all that the values, which stand in the component, are made of."""
        return all(
            not self._may_change(read.item) or self._is_named(read.item, False, 0)
            for value in values
            for read in self._paths(value)
        )

    def _is_named(self, item: Item, asked: bool, depth: int) -> bool:
        if (item, asked) not in self._answers:
            # What is made of itself is named if the rest is.
            self._answers[item, asked] = True
            self._answers[item, asked] = self._is_found(item, asked, depth)
        return self._answers[item, asked]

    def _is_found(self, item: Item, asked: bool, depth: int) -> bool:
        named = self._kept | self._asked if asked else self._kept
        binding, keys = item
        if any((binding, keys[:count]) in named for count in range(len(keys) + 1)):
            return True
        if not keys and any(other[0] is binding for other in named):
            # `isActive(state)` may read no more of it than the list names.
            return True
        definition = self._definition(item)
        if definition is None or depth > _MAX_DEPTH:
            return False
        if isinstance(definition, (Name, Attribute, Index)):
            found = path_of(definition)
            root = found[0].scope.lookup(found[0].text) if found is not None else None
            if found is not None and root is not None:
                return self._is_settled((root, (*found[1], *keys)), asked, depth)
        return all(self._is_settled(read.item, asked, depth) for read in self._paths(definition))

    def _is_settled(self, item: Item, asked: bool, depth: int) -> bool:
        return not self._may_change(item) or self._is_named(item, asked, depth + 1)

    def _definition(self, item: Item) -> Value | None:
        """What a constant of the component is made of; None where it changes by itself: a hook's result."""
        binding = item[0]
        given = self.usage.definitions.get(binding, [])
        if len(given) != 1 or binding.kind == "parameter" or binding.scope.function is not self.component:
            return None
        definition = given[0]
        if any(isinstance(node, Call) and self._is_hook(node) for node in walk(definition)):
            return None
        found = path_of(definition)
        if found is not None and found[0].text.startswith("#"):
            # A prop that is taken apart in the head of the function has only this name.
            return None
        return definition

    def _is_hook(self, call: Call) -> bool:
        return any(is_hook_name(name) for name in self.reading.callees.names(call)) and not (
            self.reading.callees.matching("dependency-calls", call)
        )


def _keeps(value: Value) -> bool:
    """Whether a value that is made of others differs wherever they do; a condition doesn't."""
    if isinstance(value, (Not, Compare)) or (isinstance(value, Logical) and value.operator == "and"):
        return False
    if isinstance(value, Call) and isinstance(value.callee, Name):
        return value.callee.text not in ("Boolean", "bool")
    return True
