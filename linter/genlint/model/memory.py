"""What befell an object between its birth and a read: walking the chain of its events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.captures import called_name
from genlint.model.env import (
    ANY,
    ITER,
    KEYS,
    RECEIVER,
    Def,
    Event,
    FullPath,
    Marker,
    PathKey,
    Phase,
    key_match,
    narrowed,
)
from genlint.model.facts import Facts
from genlint.model.frames import BOUND, Closure, Frame, Link, Place
from genlint.model.library import Trait
from genlint.model.narrowing import stable

if TYPE_CHECKING:
    from genlint.model.implicit import Setter
    from genlint.model.walk import Walker

MAX_NESTING = 8
"""How deep the effects of calls inside calls are followed."""


def compare(stored: FullPath, asked: FullPath) -> str:
    """Whether the part at `stored` is, may be, or isn't (a container of) the part at `asked`."""
    result = "yes"
    for ours, theirs in zip(stored, asked, strict=False):
        match key_match(ours, theirs):
            case "no":
                return "no"
            case "maybe":
                result = "maybe"
    return result


class Memory:
    """Answers, for a chain of events and a path: which values were put there, and whether what was there
    at the object's birth may be there still."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self.nesting = 0
        self._known: dict[
            tuple[Event, FullPath, Frame | None, tuple[bool, bool], frozenset[Event]],
            tuple[list[Link], bool, FullPath],
        ] = {}
        self._keys: dict[Event, frozenset[PathKey]] = {}
        self._own: dict[tuple[Event, FullPath, tuple[bool, bool]], list[Link]] = {}

    def look(
        self,
        event: Event | None,
        path: FullPath,
        frame: Frame | None,
        module: ir.Module,
        until: frozenset[Event] = frozenset(),
    ) -> tuple[list[Link], bool]:
        """The values put at `path`, and whether the walk falls through to the birth, or to what stands
        in `until`."""
        return self.trace(event, path, frame, module, until)[:2]

    def trace(
        self,
        event: Event | None,
        path: FullPath,
        frame: Frame | None,
        module: ir.Module,
        until: frozenset[Event] = frozenset(),
    ) -> tuple[list[Link], bool, FullPath]:
        """As `look`, with the part that is still asked for at the birth: not keys that were overwritten."""
        if event is None:
            return [], True, path
        if self.nesting > MAX_NESTING:
            self.walker.cut = True
            return [], True, path
        key = (event, path, frame, (self.walker.wide, self.walker.naming), until)
        known = self._known.get(key)
        if known is not None:
            return known
        self.nesting += 1
        cut, self.walker.cut = self.walker.cut, False
        try:
            found = self._look(event, path, frame, module, follow=not self.walker.naming, until=until)
        finally:
            self.nesting -= 1
        if not self.walker.cut and not self.walker.calls.partial:
            self._known[key] = found
        self.walker.cut = self.walker.cut or cut
        return found

    def may_store(self, event: Event | None, key: PathKey, module: ir.Module) -> bool:
        """Whether one function itself puts something under `key`, as far as a look at its keys tells."""
        if event is None:
            return False
        keys = self._keys.get(event)
        if keys is None:
            keys = self._keys[event] = self._stored_keys(event, module)
        return isinstance(key, Marker) or key in keys or not {type(each) for each in keys} <= _PLAIN

    def _stored_keys(self, event: Event, module: ir.Module) -> frozenset[PathKey]:
        """The first keys of all stores in a chain; of one to the whole object, one that may be any."""
        found: set[PathKey] = set()
        pending: list[Event | None] = [event]
        seen: set[int] = set()
        while pending:
            current = pending.pop()
            if current is None or id(current) in seen:
                continue
            seen.add(id(current))
            if current.kind == "store":
                found.add(current.path[0] if current.path else ANY)
            elif current.kind == "touch" and current.call is not None:
                model = self.walker.library.model_of(current.call, module)
                if model is not None and model.effects:
                    found.add(ANY)
            pending += current.sides
            pending.append(current.before)
        return frozenset(found)

    def own_stores(self, event: Event | None, path: FullPath, module: ir.Module) -> list[Link]:
        """The values that one function itself puts at `path` of an object, whenever it runs."""
        if event is None:
            return []
        walker = self.walker
        key = (event, path, (walker.wide, walker.naming))
        known = self._own.get(key)
        if known is not None:
            return known
        cut, walker.cut = walker.cut, False
        found = self._look(event, path, None, module, follow=False, library=not walker.naming)[0]
        if not walker.cut and not walker.calls.partial:
            self._own[key] = found
        walker.cut = walker.cut or cut
        return found

    def _look(
        self,
        event: Event,
        path: FullPath,
        frame: Frame | None,
        module: ir.Module,
        *,
        follow: bool = True,
        library: bool = False,
        until: frozenset[Event] = frozenset(),
    ) -> tuple[list[Link], bool, FullPath]:
        """`follow`: into the calls that were handed the object; `library`: into those of libraries alone."""
        links: list[Link] = []
        fallen: dict[FullPath, None] = {}
        whole = path
        pending: list[tuple[Event | None, FullPath]] = [(event, path)]
        seen: set[tuple[int, FullPath]] = set()
        while pending:
            current, path = pending.pop()
            if current is None or current in until:
                fallen[path] = None
                continue
            if (id(current), path) in seen:
                continue
            seen.add((id(current), path))
            if not self.walker.spend():
                return links, True, whole
            goes_on = True
            if current.kind == "join":
                pending.extend((side, path) for side in reversed(current.sides))
                continue
            if frame is not None and self.walker.deciding.refuted(current.guard, frame):
                pending.append((current.before, path))
                continue
            if current.store is not None:
                setters, sure = self.walker.implicit.setters(current, frame, module)
                on = False
                for setter in setters:
                    found, falls_through = self._set(setter, current, path, module, frame)
                    links.extend(found)
                    on = on or falls_through
                if sure:
                    if on:
                        pending.append((current.before, path))
                    continue
            at, strong = self._keys_of(current, frame, module)
            links.extend(self._key_put(current, path, frame, module))
            relation = compare(at, path)
            covers = len(at) <= len(path)
            if current.kind == "delete":
                shifted = self.walker.order.closed_up(current, path, frame, module)
                if shifted is not None:
                    links.extend(shifted)
                    continue
            if current.kind == "store" and self._cuts_off(current, path):
                continue
            if relation != "no" and covers:
                if current.kind == "touch" and current.role == RECEIVER and self._is(current, "resizing"):
                    path = tuple(k.among_names() if isinstance(k, Marker) else k for k in path)
                if current.kind == "touch":
                    path = self._taken_out(current, at, path)
                rest = path[len(at) :]
                if current.kind == "store":
                    assert current.value is not None
                    links.append((Place(current.value, rest, frame, module), StepKind.ASSIGNED))
                    goes_on = relation == "maybe" or not strong
                    path = narrowed(at, path) if strong and goes_on else path
                elif current.kind == "delete":
                    goes_on = relation == "maybe" or not strong
                    path = narrowed(at, path) if strong and goes_on else path
                    if not goes_on and _inherits(current.root):
                        fallen[path] = None  # what the prototype has comes to light
                elif (follow or self._is(current, "shaping")) and (rest or current.binding is not None):
                    found, goes_on, left = self._touched(current, rest, frame, module)
                    links.extend(found)
                    if relation == "yes" and goes_on:
                        path = (*path[: len(path) - len(rest)], *left)
                    goes_on = goes_on or relation == "maybe"
                elif library and rest and current.binding is None:
                    links.extend(self._by_library(current, rest, frame, module))
            if goes_on:
                pending.append((current.before, path))
        return links, bool(fallen), next(iter(fallen)) if len(fallen) == 1 else whole

    def _is(self, event: Event, trait: Trait) -> bool:
        """Whether the name of the called function tells of a trait."""
        return event.call is not None and self.walker.index.tells(trait, called_name(event.call.callee))

    def _taken_out(self, event: Event, at: FullPath, path: FullPath) -> FullPath:
        """Asked for any element, behind `xs.remove(x)`: not for those that were written as `x`."""
        position = len(at)
        if event.role != RECEIVER or not self._is(event, "taking") or len(path) <= position or event.within:
            return path
        marker, call = path[position], event.call
        if not isinstance(marker, Marker) or call is None or len(call.arguments) != 1:
            return path
        value = self.variable(call.arguments[0].value)
        if value is None:
            return path
        return (*path[:position], marker.excluding(frozenset((value,))), *path[position + 1 :])

    def variable(self, value: ir.Value) -> tuple[object, ...] | None:
        """What makes two reads of one variable known to be of one value."""
        facts = self.walker.index.facts_of_read(value) if isinstance(value, ir.Name) else None
        if facts is None or not isinstance(value, ir.Name):
            return None
        defs, _env = facts.reads[value]
        return defs if stable(defs) else None

    @staticmethod
    def _key_put(event: Event, path: FullPath, frame: Frame | None, module: ir.Module) -> list[Link]:
        """Asked for the keys of an object: the value that a store used as one."""
        last = len(event.path) - 1
        if event.kind != "store" or not 0 <= last < len(path) or not isinstance(event.target, ir.Index):
            return []
        asked = path[last]
        if event.path[last] is not ANY or not isinstance(asked, Marker) or asked.base not in (KEYS, ITER):
            return []
        if compare(event.path[:last], path[:last]) == "no":
            return []
        return [(Place(event.target.key, path[last + 1 :], frame, module), StepKind.ASSIGNED)]

    def _keys_of(self, event: Event, frame: Frame | None, module: ir.Module) -> tuple[FullPath, bool]:
        """Where an event happens, and whether surely there: with the keys that are known in the frame."""
        if ANY not in event.path or event.target is None:
            return event.path, event.strong
        keys = list(event.path)
        target: ir.Value = event.target
        for position in range(len(keys) - 1, -1, -1):
            if not isinstance(target, (ir.Attribute, ir.Index)):
                break
            if keys[position] is ANY and isinstance(target, ir.Index):
                keys[position] = self.walker.deciding.key(target.key, frame, module)
            target = target.object
        return tuple(keys), event.strong or (event.sole and ANY not in keys)

    def _set(
        self, setter: Setter, event: Event, path: FullPath, module: ir.Module, frame: Frame | None
    ) -> tuple[list[Link], bool]:
        """What a store that runs a function puts at `path`, and whether the walk goes on before it."""
        owner = event.path[:-1]
        rest = path[len(owner) :]
        if not rest or compare(owner, path) != "yes" or (setter.plain and (len(rest) < 2 or ANY in rest)):
            return [], True
        links, falls, _left = self._effect_of(setter.closure, setter.touch, rest, frame, module)
        return links, falls

    @staticmethod
    def _cuts_off(event: Event, path: FullPath) -> bool:
        """Does a store empty the array of which an element is asked (`xs.length = 0`)?"""
        at = len(event.path) - 1
        return (
            at >= 0
            and event.path[at] == "length"
            and event.strong
            and isinstance(event.value, ir.Literal)
            and event.value.value == 0
            and len(path) > at
            and path[:at] == event.path[:at]
            and not isinstance(path[at], str)
        )

    # ------------------------------------------------------------------ calls that were handed it

    def _touched(
        self, event: Event, rest: FullPath, frame: Frame | None, module: ir.Module
    ) -> tuple[list[Link], bool, FullPath]:
        """The values that a call puts there, whether what was there may be there still, and which part."""
        call = event.call
        assert call is not None
        if event.binding is not None:
            return (*self._captured(event, rest, frame, module), rest)
        links: list[Link] = []
        falls = False
        wanted = event.within + rest
        closures = self.walker.calls.targets(call.callee, frame, module)
        functions = [c for c in closures if self._entered(c, event.role) is not None]
        left = wanted
        for closure in functions:
            found, on, left = self._effect_of(closure, event, wanted, frame, module)
            links.extend(found)
            falls = falls or on
        if functions:
            return links, falls, left[len(left) - len(rest) :] if len(functions) == 1 else rest
        if closures:
            return links, True, rest
        model = self.walker.library.model_of(call, module)
        if model is None:
            return links, True, rest
        if model.moves is not None and model.moves.target == event.role:
            moved = self.walker.order.moved(model.moves, event, wanted, frame, module)
            if moved is not None:
                if model.moves.how in ("unknown", "shuffle"):
                    moved = moved + self.walker.library_effects.of(model, event, wanted, frame, module)[0]
                return moved, False, rest
        if not model.effects:
            return links, True, rest
        links, falls, left = self.walker.library_effects.of(model, event, wanted, frame, module)
        return links, falls, left[len(event.within) :]

    @staticmethod
    def _entered(closure: Closure, role: int) -> ir.Function | None:
        target = closure.target
        if isinstance(target, ir.Function):
            return target
        return None

    def _effect_of(
        self, closure: Closure, event: Event, wanted: FullPath, frame: Frame | None, module: ir.Module
    ) -> tuple[list[Link], bool, FullPath]:
        function = closure.target
        assert isinstance(function, ir.Function)
        assert event.call is not None
        entered = self.walker.calls.push(event.call, module, frame, closure)
        if entered is None:
            return [], True, wanted
        facts = self.walker.index.facts(function)
        if event.role == RECEIVER and closure.skip == BOUND:
            first = self.walker.arguments.open_parameters(function)[:1]
            definition = facts.arguments.get(first[0].binding) if first else None
            path = (0, *wanted) if first and first[0].kind == "rest" else wanted
        elif event.role == RECEIVER or (closure.skip > 0 and event.role == 0):
            if function.receiver is None or (event.role == RECEIVER and (closure.skip or closure.spread)):
                return [], True, wanted
            definition, path = facts.arguments.get(function.receiver), wanted
        else:
            position = self.walker.arguments.parameter_at(closure, event.call, event.role)
            if position is None:
                return [], True, wanted
            parameter, prefix = position
            definition, path = facts.arguments.get(parameter.binding), prefix + wanted
        if definition is None:
            return [], True, wanted
        links, falls, left = self.after(facts, event.phase, definition, path, entered)
        partly = function.is_generator and not event.phase
        left = wanted if function.is_generator else left[len(left) - len(wanted) :]
        return links, falls or partly, left

    def after(
        self, facts: Facts, phase: Phase, definition: Def, path: FullPath, entered: Frame | None
    ) -> tuple[list[Link], bool, FullPath]:
        """What a call of a function leaves at `path` of the object that `definition` brings into it, as
        `trace` tells it."""
        until = frozenset(e for env in facts.begun(phase) if (e := env.get(definition)) is not None)
        links: list[Link] = []
        falls = False
        lefts: set[FullPath] = set()
        for env in facts.states(phase):
            found, on, left = self.trace(env.get(definition), path, entered, facts.module, until)
            links.extend(link for link in found if link not in links)
            falls = falls or on
            lefts.add(left)
        return links, falls, lefts.pop() if len(lefts) == 1 else path

    def _captured(
        self, event: Event, rest: FullPath, frame: Frame | None, module: ir.Module
    ) -> tuple[list[Link], bool]:
        """The call may run closures that change the object of a captured variable."""
        call, binding = event.call, event.binding
        assert call is not None
        assert binding is not None
        links: list[Link] = []
        falls = False
        ran = False
        for closure, certain, calls in self.walker.calls.run_by(call, frame, module):
            function = closure.target
            if not isinstance(function, ir.Function):
                continue
            ran = ran or certain
            facts = self.walker.index.facts(function)
            definition = facts.entries.get(binding)
            if definition is None:
                falls = falls or bool(facts.states(event.phase))
                continue
            entered = self.walker.calls.push(call, module, frame, closure, calls)
            if entered is None:
                falls = True
                continue
            found, on, _left = self.after(facts, event.phase, definition, rest, entered)
            links.extend(found)
            falls = falls or on or not certain
        return links, falls or not ran

    # ------------------------------------------------------------------ library calls

    def _by_library(self, event: Event, rest: FullPath, frame: Frame | None, module: ir.Module) -> list[Link]:
        """What a call puts into an object by the effects of a library method, if it is one."""
        call = event.call
        assert call is not None
        model = self.walker.library.model_of(call, module)
        if model is None or not any(effect.target == event.role for effect in model.effects):
            return []
        found, _falls, _left = self.walker.library_effects.of(
            model, event, event.within + rest, frame, module
        )
        return [] if found and self.walker.calls.targets(call.callee, frame, module) else found


_PLAIN = frozenset({str, int})
"""The types of keys that are known."""


def _inherits(root: Def | None) -> bool:
    value = root.value if root is not None else None
    return isinstance(value, ir.Call) and called_name(value.callee) == "create"


def _method(event: Event) -> str:
    callee = event.call.callee if event.call is not None else None
    return callee.key if isinstance(callee, ir.Attribute) else ""
