"""Displays: the parts of records and sequences that are written out, joined or sliced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import ANY, ELEMENT, ITER, KEYS, FullPath, Marker, key_match
from genlint.model.frames import ITERATORS, Closure, Frame, Link, Place, holding, step

if TYPE_CHECKING:
    from genlint.model.walk import Walker

MAX_ASKING = 3
"""How many questions whether a display surely has a key may stand inside one another."""


class Displays:
    """Where the parts of displays come from."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._asking = 0

    def surely_has(self, value: ir.Value, key: object, frame: Frame | None, module: ir.Module) -> bool:
        """Is `value` a record display that has `key` (whatever is done to it later)?"""
        if self._asking >= MAX_ASKING:
            return False
        self._asking += 1
        try:
            births = self.walker.births(Place(value, (), frame, module))
        finally:
            self._asking -= 1
        return bool(births) and all(
            isinstance(birth.node, ir.Record)
            and any(
                isinstance(e.key, (str, ir.Value)) and self.entry_key(e.key, birth.frame, birth.module) == key
                for e in birth.node.entries
            )
            for birth in births
        )

    def record(self, node: ir.Record, place: Place) -> list[Link] | None:
        """The part at `place.path` of a record display; None for the display as a whole."""
        path = place.path
        if not path:
            return None
        key, rest = path[0], path[1:]
        links = self.walker.aliases.stores_into(node, place)
        kind = key.base if isinstance(key, Marker) else key
        if kind is KEYS or kind is ITER:
            for entry in node.entries:
                if isinstance(entry.key, ir.Value):
                    links.append(step(entry.key, rest, place, StepKind.READ))
                elif entry.key is None:
                    links.append(step(entry.value, path, place, StepKind.CARRIED))
            return links
        if kind is ELEMENT or isinstance(kind, int):
            for entry in node.entries:
                if (
                    isinstance(entry.key, ir.Value)
                    and self.entry_key(entry.key, place.frame, place.module) in ITERATORS
                ):
                    links.extend(self._iterated(entry, node, (kind, *rest), place))
                elif entry.key == "next":
                    links.extend(self._iterated(entry, node, ("value", *rest), place))
        if isinstance(key, int) and place.module.language == "python" and self._counts(node, key, place):
            # what iterating a mapping yields: `(first,) = {…}`
            return [*links, (step(node.entries[key].key, rest, place, StepKind.READ))]  # type: ignore[arg-type]
        for entry in reversed(node.entries):
            if entry.key is None:
                links.append(step(entry.value, (key, *rest), place, StepKind.CARRIED))
                if self.surely_has(entry.value, key, place.frame, place.module):
                    break
                continue
            known = self.entry_key(entry.key, place.frame, place.module)
            relation = key_match(known, key)
            if relation == "no" or entry.kind == "set":
                continue
            if entry.kind == "get" and isinstance(entry.value, ir.Function):
                receiver = holding(place)
                closure = Closure(entry.value, place.module, place.frame, receiver)
                entered = self.walker.calls.push(entry, place.module, place.frame, closure)
                if entered is not None:
                    links.extend((p, StepKind.RETURNED) for p in self.walker.calls.returned(entered, rest))
            else:
                links.append(step(entry.value, rest, place, StepKind.READ))
                links.extend(self.later(entry.value, rest, place))
            if relation == "yes":
                break
            if isinstance(key, Marker) and isinstance(known, str):
                key = key.excluding(frozenset((known,)))  # it hides what comes before it
        return links

    def _counts(self, node: ir.Record, key: int, place: Place) -> bool:
        """Is a number a position in the order of a mapping, none of whose keys are numbers?"""
        if not 0 <= key < len(node.entries) or not isinstance(node.entries[key].key, ir.Value):
            return False
        keys = [self.entry_key(e.key, place.frame, place.module) for e in node.entries if e.key is not None]
        return len(keys) == len(node.entries) and not any(
            isinstance(k, int) or isinstance(e.key, ir.Literal)
            for k, e in zip(keys, node.entries, strict=True)
        )

    def _iterated(self, entry: ir.Entry, node: ir.Record, path: FullPath, place: Place) -> list[Link]:
        if not isinstance(entry.value, ir.Function):
            return []
        receiver = holding(place)
        closure = Closure(entry.value, place.module, place.frame, receiver)
        entered = self.walker.calls.push(entry, place.module, place.frame, closure)
        if entered is None:
            return []
        return [(p, StepKind.RETURNED) for p in self.walker.calls.returned(entered, path)]

    def later(self, value: ir.Value, path: FullPath, place: Place) -> list[Link]:
        """What befalls an object after it was put into a display or handed on, by the name that it has."""
        if not path or not isinstance(value, ir.Name):
            return []
        facts = self.walker.index.facts_of_read(value)
        if facts is None or facts.exit is None:
            return []
        defs, env = facts.reads[value]
        links: list[Link] = []
        for definition in defs:
            root = definition.holds()
            chain = facts.exit.get(root)
            if definition.kind == "value" and chain is not None and chain is not env.get(root):
                found, _falls = self.walker.memory.look(
                    chain, definition.prefix + path, place.frame, place.module
                )
                links.extend(found)
        return links

    def entry_key(self, key: str | ir.Value, frame: Frame | None, module: ir.Module) -> str | int | Marker:
        """The key under which an entry of a display stands."""
        if isinstance(key, ir.Value):
            return self.walker.deciding.key(key, frame, module)
        return int(key) if key.isdecimal() and str(int(key)) == key else key

    def sequence(self, node: ir.Sequence, place: Place) -> list[Link] | None:
        """The part at `place.path` of a sequence display; None for the display as a whole."""
        path = place.path
        if not path:
            return None
        key, rest = path[0], path[1:]
        links = self.walker.aliases.stores_into(node, place)
        if isinstance(key, str) or (isinstance(key, Marker) and key.base is KEYS):
            return links
        spread = any(item.spread for item in node.items)
        if isinstance(key, int) and node.kind == "set":
            key = ANY
        if isinstance(key, int) and key < 0 and not spread:
            key += len(node.items)
        for index, item in enumerate(node.items):
            if item.spread:
                inner = key - index if isinstance(key, int) and key >= index else ANY
                inner = key.base if isinstance(key, Marker) else inner
                links.append(step(item.value, (inner, *rest), place, StepKind.CARRIED))
                if isinstance(key, Marker):
                    key = key.base
                if isinstance(key, int) and key >= 0:
                    key = ANY  # what stands behind a spread has no known position
            elif isinstance(key, Marker) and self._left_out(key, index, item.value):
                continue
            elif isinstance(key, Marker) or key == index or (key < 0 and spread):
                links.append(step(item.value, rest, place, StepKind.READ))
                links.extend(self.later(item.value, rest, place))
                if key == index:
                    break
        return links

    def _left_out(self, key: Marker, index: int, value: ir.Value) -> bool:
        without = key.without
        return bool(without) and (index in without or self.walker.memory.variable(value) in without)

    def joined(self, node: ir.Template, place: Place) -> list[Link]:
        """The part at `place.path`, which isn't empty, of sequences joined by `+`."""
        key, rest = place.path[0], place.path[1:]
        if isinstance(key, str):
            return []
        key = key.base if isinstance(key, Marker) else key
        links: list[Link] = []
        for part in node.parts:
            links.append(step(part, (key, *rest), place, StepKind.CARRIED))
            if isinstance(key, int):
                size = self.walker.order.size_of(part)
                if size is not None and key >= 0:
                    if key < size:
                        break
                    links.pop()
                    key -= size
                else:
                    key = ANY
        return links

    def slice(self, node: ir.Slice, place: Place) -> list[Link] | None:
        """The part at `place.path` of a slice, as part of what was sliced; None for the slice as a whole."""
        path = place.path
        if not path:
            return None
        key = path[0].base if isinstance(path[0], Marker) else path[0]
        if isinstance(key, int):
            if key < 0 or node.start is None or not node.exact or node.start < 0:
                key = ANY
            else:
                key += node.start
                if node.stop is not None and 0 <= node.stop <= key:
                    return []
        elif node.exact and node.start is not None and node.start >= 0:
            links = []
            for birth in self.walker.births(Place(node.object, (), place.frame, place.module)):
                if not isinstance(birth.node, ir.Sequence) or any(i.spread for i in birth.node.items):
                    break
                stop = len(birth.node.items) if node.stop is None else node.stop
                for position in range(node.start, min(stop, len(birth.node.items))):
                    links.append(step(node.object, (position, *path[1:]), place, StepKind.CARRIED))
            else:
                return links
        return [step(node.object, (key, *path[1:]), place, StepKind.CARRIED)]
