"""Positions: how many elements a sequence has, where they stood before a call moved them, and whether an
object surely holds something under a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import ELEMENT, RECEIVER, Def, Event, FullPath, Marker
from genlint.model.facts import Facts
from genlint.model.frames import Frame, Link, Place
from genlint.model.library import Moves
from genlint.model.library_words import Listed, Section
from genlint.model.traverse import walk

if TYPE_CHECKING:
    from genlint.model.walk import Walker

MAX_EVENTS = 200
"""How many events of one object are gone through for the number of its elements."""


class Earlier(ir.Value):
    """The object that an event befell, as it was before it."""

    def __init__(self, event: Event, span: ir.Span) -> None:
        super().__init__(span)
        self.event = event


class Order:
    """Sequences as far as their order and length are known."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._advancing: dict[Facts, set[ir.Value]] = {}
        self._earlier: dict[Event, Earlier] = {}
        self._sizes: dict[tuple[Event, FullPath], int | None] = {}

    # ------------------------------------------------------------------ moved elements

    def moved(
        self, moves: Moves, event: Event, wanted: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Link] | None:
        """Where the element asked for stood before the event's call moved it; None where it didn't."""
        call = event.call
        assert call is not None
        if not wanted or not isinstance(wanted[0], int) or event.within or call.callee is None:
            return None
        if moves.how in ("append", "extend", "last") and wanted[0] >= 0:
            return None
        key, rest = wanted[0], wanted[1:]
        if moves.how == "remove" and call.arguments and self._number(call, 0) is None:
            literal = self.walker.fold.literal(call.arguments[0].value)
            if literal is not None:
                return None  # a mapping's entry
        size = self.size(event.before, event.root, event.path, module)
        if key < 0:
            after = self.size(event, event.root, event.path, module)
            if after is None or after + key < 0:
                return self._anywhere(moves, event, rest, frame, module)
            key += after
        if event.looped or any(argument.spread for argument in call.arguments):
            return self._anywhere(moves, event, rest, frame, module)
        given = [argument.value for argument in call.arguments]
        match moves.how:
            case "append" | "extend" | "last":
                return None
            case "first":
                return self._before(event, key + 1, rest, frame, module)
            case "front":
                if key < len(given):
                    return [(Place(given[key], rest, frame, module), StepKind.ASSIGNED)]
                return self._before(event, key - len(given), rest, frame, module)
            case "reverse":
                if size is None:
                    return self._before(event, ELEMENT, rest, frame, module)
                return self._before(event, size - 1 - key, rest, frame, module) if key < size else []
            case "remove":
                at = self._number(call, 0, size) if given else -1
                if at is None:
                    return self._anywhere(moves, event, rest, frame, module)
                if at < 0:
                    return None
                return self._before(event, key + 1 if key >= at else key, rest, frame, module)
            case "insert":
                at = self._number(call, 0, size)
                if at is None or len(given) < 2:
                    return self._anywhere(moves, event, rest, frame, module)
                if key == at:
                    return [(Place(given[1], rest, frame, module), StepKind.ASSIGNED)]
                return self._before(event, key if key < at else key - 1, rest, frame, module)
            case "splice":
                return self._spliced(moves, event, key, rest, size, frame, module)
            case _:
                return self._anywhere(moves, event, rest, frame, module)

    def closed_up(
        self, event: Event, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Link] | None:
        """Where the element at `path` stood before one in front of it was deleted (Python's `del xs[0]`)."""
        at = len(event.path) - 1
        if module.language != "python" or at < 0 or len(path) <= at or path[:at] != event.path[:at]:
            return None
        key, gone = path[at], event.path[at]
        if not isinstance(key, int) or not isinstance(gone, int) or not 0 <= gone <= key:
            return None
        if (
            event.root is None
            or event.target is None
            or not self._is_sequence(_part(event.root.value, path[:at]))
        ):
            return None
        node = self._earlier.setdefault(event, Earlier(event, event.target.span))
        moved: FullPath = (*path[:at], ELEMENT if event.looped else key + 1, *path[at + 1 :])
        return [(Place(node, moved, frame, module), StepKind.CARRIED)]

    def _is_sequence(self, value: ir.Value | None) -> bool:
        if isinstance(value, ir.Call):
            return isinstance(value.callee, ir.Name) and self.walker.index.tells(
                "sequence", value.callee.text
            )
        return isinstance(value, ir.Sequence)

    def _spliced(
        self,
        moves: Moves,
        event: Event,
        key: int,
        rest: FullPath,
        size: int | None,
        frame: Frame | None,
        module: ir.Module,
    ) -> list[Link]:
        call = event.call
        assert call is not None
        start, count = self._number(call, 0, size), self._number(call, 1)
        if len(call.arguments) == 1:
            count = 1 << 20
        if start is None or count is None:
            return self._anywhere(moves, event, rest, frame, module)
        items = [argument.value for argument in call.arguments[2:]]
        if key < start:
            return self._before(event, key, rest, frame, module)
        if key < start + len(items):
            return [(Place(items[key - start], rest, frame, module), StepKind.ASSIGNED)]
        return self._before(event, key - len(items) + count, rest, frame, module)

    def _before(
        self, event: Event, key: int | Marker, rest: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Link]:
        node = self._earlier.get(event)
        if node is None:
            told = event.call or event.target
            assert told is not None
            node = self._earlier[event] = Earlier(event, told.span)
        return [(Place(node, (*event.path, key, *rest), frame, module), StepKind.CARRIED)]

    def _anywhere(
        self, moves: Moves, event: Event, rest: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Link]:
        call = event.call
        assert call is not None
        first = {"append": 0, "front": 0, "insert": 1, "splice": 2}.get(moves.how, len(call.arguments))
        links = self._before(event, ELEMENT, rest, frame, module)
        for argument in call.arguments[first:]:
            path = (ELEMENT, *rest) if argument.spread else rest
            links.append((Place(argument.value, path, frame, module), StepKind.ASSIGNED))
        return links

    def expand(self, node: Earlier, place: Place) -> list[Link]:
        """One step back from the object before an event."""
        event, path = node.event, place.path
        links: list[Link] = []
        found, falls, path = self.walker.memory.trace(event.before, path, place.frame, place.module)
        links.extend(found)
        if falls and event.root is not None and event.root.kind != "touched":
            links.append((Place(event.root, path, place.frame, place.module), StepKind.READ))
        return links

    def _number(self, call: ir.Call, index: int, size: int | None = None) -> int | None:
        if index >= len(call.arguments):
            return None
        literal = self.walker.fold.literal(call.arguments[index].value)
        value = literal.value if literal is not None else None
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        if value < 0:
            return value + size if size is not None and value + size >= 0 else None
        return value

    def only_advanced(self, name: ir.Name) -> bool:
        """Is an iterator, read here, one that its function only advances by `next`, from its making on?"""
        facts = self.walker.index.facts_of_read(name)
        binding = name.scope.lookup(name.text)
        if facts is None or binding is None or binding.scope.function is not facts.function:
            return False
        defs, _env = facts.reads[name]
        if len(defs) != 1 or defs[0].kind != "value" or not isinstance(defs[0].value, ir.Call):
            return False
        advanced = self._advancing.get(facts)
        if advanced is None:
            advanced = self._advancing[facts] = set()
            for call in facts.calls:
                model = self.walker.library.model_of(call, facts.module)
                if model is None or model.moves is None or model.moves.how != "first":
                    continue
                if model.moves.target >= 0 and call.arguments:
                    advanced.add(call.arguments[0].value)
                elif model.moves.target < 0 and isinstance(call.callee, ir.Attribute):
                    advanced.add(call.callee.object)
        if name not in advanced:
            return False
        if any(each.scope.lookup(each.text) is binding and each not in advanced for each in facts.reads):
            return False
        others = self.walker.index.all_facts(facts.module) if facts.functions else ()
        return not any(binding in other.entries for other in others)

    def yielded(self, function: ir.Function, position: int) -> list[ir.Yield] | None:
        """The `yield` that comes at a position, where a generator yields in a straight line; None where
        that can't be told."""
        seen = 0
        for statement in function.body:
            inside = [node for node in walk(statement) if isinstance(node, ir.Yield)]
            if not inside:
                if isinstance(statement, (ir.Return, ir.Throw)):
                    return []
                continue
            plain = isinstance(statement, (ir.Evaluate, ir.Declare)) and len(inside) == 1
            if not plain or inside[0].delegate:
                return None
            if seen == position:
                return inside
            seen += 1
        return []

    # ------------------------------------------------------------------ lengths

    def size_of(self, value: ir.Value) -> int | None:
        """How many elements the sequence that `value` is has where it is read, if that is known."""
        if isinstance(value, ir.Name):
            facts = self.walker.index.facts_of_read(value)
            if facts is None:
                return None
            defs, env = facts.reads[value]
            if len(defs) != 1 or defs[0].prefix:
                return None
            root = defs[0].holds()
            return self.size(env.get(root), root, (), facts.module)
        if isinstance(value, (ir.Sequence, ir.Call, ir.Template)):
            owner = self.walker.index.site.get(value) if isinstance(value, ir.Call) else None
            return self._born(value, owner.module if owner is not None else None)
        return None

    def size(self, chain: Event | None, root: Def | None, path: FullPath, module: ir.Module) -> int | None:
        """How many elements the sequence at `path` of what `root` brought in has behind its events."""
        if root is None or chain is None:
            return self._born(_part(root.value, path), module) if root is not None else None
        key = (chain, path)
        if key not in self._sizes:
            self._sizes[key] = self._count(chain, root, path, module)
        return self._sizes[key]

    def from_the_front(self, chain: Event | None, root: Def, prefix: FullPath, path: FullPath) -> FullPath:
        """`path` with a position that counts from the end counted from the front, where that is known; any
        position where it isn't and something befell the object."""
        for index, key in enumerate(path):
            if not isinstance(key, int) or key >= 0:
                continue
            module = self.walker.index.module_of(root.function)
            size = self.size(chain, root, prefix + path[:index], module)
            if size is not None and size + key >= 0:
                return (*path[:index], size + key, *path[index + 1 :])
            return path if chain is None else (*path[:index], ELEMENT, *path[index + 1 :])
        return path

    def _count(self, chain: Event, root: Def, path: FullPath, module: ir.Module) -> int | None:
        events: list[Event] = []
        current: Event | None = chain
        count: int | None = None
        while current is not None:
            if current.kind == "join" or len(events) > MAX_EVENTS:
                return None
            if current.kind == "store" and current.path == path:
                count = self._born(current.value, module)
                break
            if current.kind == "store" and len(current.path) < len(path):
                if current.path == path[: len(current.path)]:
                    return None
            elif current.path[: len(path)] == path or (
                current.kind == "touch" and path[: len(current.path)] == current.path
            ):
                events.append(current)
            current = current.before
        else:
            count = self._born(_part(root.value, path), module)
        for event in reversed(events):
            if count is None:
                return None
            count = self._after(event, count, path, module)
        return count

    def _after(self, event: Event, count: int, path: FullPath, module: ir.Module) -> int | None:
        inner = event.path[len(path) :]
        if event.kind == "store":
            if inner == ("length",):
                literal = self.walker.fold.literal(event.value) if event.value is not None else None
                value = literal.value if literal is not None else None
                return value if isinstance(value, int) else None
            if len(inner) == 1 and isinstance(inner[0], int):
                return max(count, inner[0] + 1) if module.language == "typescript" else count
            return None if len(inner) == 1 and isinstance(inner[0], Marker) else count
        if event.kind == "delete":
            python = module.language == "python" and len(inner) == 1
            return count - 1 if python else count
        call = event.call
        if call is None or event.looped:
            return None
        if event.binding is not None:
            return None
        if inner or event.within:
            return count
        if len(event.path) < len(path):
            # what the list is in was handed to a call
            return None if self.walker.calls.targets(call.callee, None, module) else count
        model = self.walker.library.model_of(call, module)
        moves = model.moves if model is not None else None
        if moves is None or moves.target != event.role:
            if event.role == RECEIVER or model is not None:
                clears = model is not None and any(e.clears and not e.at for e in model.effects)
                return 0 if clears and event.role == RECEIVER else count
            return None if self.walker.calls.targets(call.callee, None, module) else count
        return self._resized(moves, call, count)

    def _resized(self, moves: Moves, call: ir.Call, count: int) -> int | None:
        given = len(call.arguments)
        if moves.how == "extend":
            more = self.size_of(call.arguments[0].value) if given == 1 else None
            return count + more if more is not None else None
        if any(argument.spread for argument in call.arguments):
            return None
        match moves.how:
            case "append" | "front":
                return count + given
            case "insert":
                return count + 1
            case "first" | "last":
                return max(0, count - 1)
            case "remove":
                if given and self._number(call, 0, count) is None:
                    return None
                return max(0, count - 1)
            case "reverse" | "shuffle":
                return count
            case "splice":
                start, gone = self._number(call, 0, count), self._number(call, 1)
                if start is None or (gone is None and given > 1):
                    return None
                gone = count if gone is None else gone
                return count - max(0, min(gone, count - start)) + max(0, given - 2)
            case _:
                return None

    def _born(self, value: ir.Value | None, module: ir.Module | None) -> int | None:
        if isinstance(value, ir.Sequence):
            plain = value.kind != "set" and not any(item.spread for item in value.items)
            return len(value.items) if plain else None
        if isinstance(value, ir.Template) and value.plus:
            sizes = [self.size_of(part) for part in value.parts]
            return None if None in sizes else sum(size for size in sizes if size is not None)
        if isinstance(value, ir.Call) and module is not None:
            if (
                isinstance(value.callee, ir.Name)
                and self.walker.index.tells("empty", value.callee.text)
                and not value.arguments
            ):
                return 0
            model = self.walker.library.model_of(value, module)
            if model is None or any(argument.name for argument in value.arguments) or not value.arguments:
                return None
            for gives in model.gives:
                if isinstance(gives.origin, Listed) and gives.origin.index == 0:
                    return self.size_of(value.arguments[0].value)
                if gives.origin == Section(0) and isinstance(value.callee, ir.Attribute):
                    size = self.size_of(value.callee.object)
                    start = self._number(value, 0, size)
                    known = size is not None and start is not None and len(value.arguments) == 1
                    return max(0, size - start) if known else None  # type: ignore[operator]
        return None

    # ------------------------------------------------------------------ presence

    def surely_holds(self, value: ir.Value, key: object, frame: Frame | None, module: ir.Module) -> bool:
        """Does the object that `value` is surely hold something under `key` where it is read?"""
        if isinstance(key, Marker):
            return False
        if not isinstance(value, ir.Name):
            return self.walker.displays.surely_has(value, key, frame, module)
        facts = self.walker.index.facts_of_read(value)
        if facts is None:
            return False
        defs, env = facts.reads[value]
        return bool(defs) and all(
            self.surely_held(env.get(d.holds()), d.holds(), d.prefix, key, frame, facts.module) for d in defs
        )

    def surely_held(
        self,
        chain: Event | None,
        root: Def,
        prefix: FullPath,
        key: object,
        frame: Frame | None,
        module: ir.Module,
    ) -> bool:
        """Does the object at `prefix` of what `root` brought in surely hold `key` behind its events, by
        whichever way control came?"""
        pending: list[Event | None] = [chain]
        seen: set[int] = set()
        while pending:
            event = pending.pop()
            if id(event) in seen:
                continue
            seen.add(id(event))
            if len(seen) > MAX_EVENTS:
                return False
            if event is None:
                value = _part(root.value, prefix)
                if value is None or not self.walker.displays.surely_has(value, key, frame, module):
                    return False
            elif event.kind == "join":
                pending.extend(event.sides)
            elif event.kind == "store" and event.strong and event.path == (*prefix, key):
                continue
            elif self._may_take_away(event, prefix, module):
                return False
            else:
                pending.append(event.before)
        return True

    def _may_take_away(self, event: Event, prefix: FullPath, module: ir.Module) -> bool:
        """May something be gone from the object at `prefix` behind an event?"""
        if event.kind == "delete" or (event.kind == "store" and event.path == prefix):
            return True
        call = event.call
        if event.kind != "touch" or call is None:
            return False
        model = self.walker.library.model_of(call, module)
        if event.binding is not None or (model is not None and any(e.clears for e in model.effects)):
            return True
        return model is None and bool(self.walker.calls.targets(call.callee, None, module))


def _part(value: ir.Value | None, path: FullPath) -> ir.Value | None:
    """The part at `path` of records written out inside one another."""
    for key in path:
        if not isinstance(value, ir.Record):
            return None
        found = None
        for entry in value.entries:
            if entry.key is None or isinstance(entry.key, ir.Value):
                found = None
            elif entry.key == key:
                found = entry.value
        value = found
    return value
