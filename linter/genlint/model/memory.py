"""What befell an object between its birth and a read: walking the chain of its events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.captures import called_name
from genlint.model.effects import SHAPING
from genlint.model.env import (
    ANY,
    APPENDED,
    ELEMENT,
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
from genlint.model.library import Arg, CallModel, Effect, Keywords, Merged
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
        return self._look(event, path, None, module, follow=False, library=not self.walker.naming)[0]

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
            if relation != "no" and covers:
                if current.kind == "touch" and current.role == RECEIVER and _method(current) in _RESIZES:
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
                elif (follow or _shapes(current)) and (rest or current.binding is not None):
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

    def _taken_out(self, event: Event, at: FullPath, path: FullPath) -> FullPath:
        """Asked for any element, behind `xs.remove(x)`: not for those that were written as `x`."""
        position = len(at)
        if event.role != RECEIVER or _method(event) not in _TAKES or len(path) <= position or event.within:
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
        if model is None or not model.effects:
            return links, True, rest
        links, falls, left = self._library(model, event, wanted, frame, module)
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
        found, _falls, _left = self._library(model, event, event.within + rest, frame, module)
        return [] if found and self.walker.calls.targets(call.callee, frame, module) else found

    def _library(
        self, model: CallModel, event: Event, wanted: FullPath, frame: Frame | None, module: ir.Module
    ) -> tuple[list[Link], bool, FullPath]:
        call = event.call
        assert call is not None
        links: list[Link] = []
        falls = True
        left = wanted
        for effect in model.effects:
            if effect.target != event.role:
                continue
            at, exact = self._place_of(effect, event, frame, module)
            relation = compare(at, wanted)
            if relation == "no" or len(at) > len(wanted):
                continue
            if at and isinstance(wanted[0], Marker) and isinstance(effect.origin, Arg) and wanted[0].without:
                put = self.walker.arguments.argument(call, effect.origin.index, effect.origin.name)
                if put is not None and self.variable(put.value) in wanted[0].without:
                    continue
            if effect.weak and exact and relation == "yes" and self._surely_has(event, at):
                continue
            if not at and wanted and not effect.weak and effect.origin is not None:
                given = self._displayed(effect.origin, call, wanted[0], frame, module)
                falls = falls and given is not True
                if isinstance(given, frozenset) and isinstance(wanted[0], Marker):
                    left = (wanted[0].excluding(given), *left[1:])
            if effect.origin is not None:
                for place in self.walker.library.origin_places(
                    effect.origin, call, wanted[len(at) :], frame, module
                ):
                    links.append((place, StepKind.ASSIGNED))
            if exact and (at or effect.clears) and not effect.weak:
                falls = falls and relation != "yes"
                if at and all(isinstance(key, str) for key in at):
                    left = narrowed(at, left)
        return links, falls, left

    def _surely_has(self, event: Event, at: FullPath) -> bool:
        """Is there surely something at `at` of the object just before `event`?"""
        wanted = event.path + at
        current = event.before
        while current is not None:
            if current.kind == "join":
                return False
            relation = compare(current.path, wanted)
            if current.kind == "store" and relation == "yes" and len(current.path) <= len(wanted):
                return current.strong and current.path == wanted
            if current.kind == "delete" and relation != "no":
                return False
            if current.kind == "touch" and relation != "no" and _method(current) not in _KEEPS:
                return False
            current = current.before
        root = event.root
        display = root.value if root is not None else None
        if root is None or not isinstance(display, ir.Record) or len(wanted) != 1:
            return False
        module = self.walker.index.module_of(root.function)
        entry_key = self.walker.displays.entry_key
        return any(e.key is not None and entry_key(e.key, None, module) == wanted[0] for e in display.entries)

    def _displayed(
        self, origin: object, call: ir.Call, key: PathKey, frame: Frame | None, module: ir.Module
    ) -> bool | frozenset[str | int]:
        """Does what is laid over an object surely have `key`? For a marker: the keys that it surely has."""
        laid: list[ir.Value] = []
        named: set[str] = set()
        if isinstance(origin, Keywords):
            named = {a.name for a in call.arguments if a.name is not None}
        elif isinstance(origin, Arg) and not origin.path:
            found = self.walker.arguments.argument(call, origin.index, origin.name)
            laid = [found.value] if found is not None else []
        elif isinstance(origin, Merged):
            laid = [a.value for a in call.arguments[origin.start :] if a.name is None and not a.spread]
        if not isinstance(key, Marker):
            return key in named or any(
                self.walker.displays.surely_has(value, key, frame, module) for value in laid
            )
        keys: set[str | int] = set(named)
        for value in laid:
            if isinstance(value, ir.Record):
                keys.update(entry.key for entry in value.entries if isinstance(entry.key, str))
        return frozenset(keys)

    def _place_of(
        self, effect: Effect, event: Event, frame: Frame | None, module: ir.Module
    ) -> tuple[FullPath, bool]:
        call = event.call
        assert call is not None
        keys: list[str | int | Marker] = []
        exact = True
        for key in effect.at:
            if isinstance(key, Arg):
                argument = self.walker.arguments.argument(call, key.index, key.name)
                deciding = self.walker.deciding
                key = deciding.key(argument.value, frame, module) if argument is not None else ANY
            elif key is APPENDED:
                length = self.length(event)
                key = ELEMENT if length is None else length
                exact = exact and length is not None
            assert isinstance(key, (str, int, Marker))
            exact = exact and not isinstance(key, Marker)
            keys.append(key)
        return tuple(keys), exact

    def length(self, event: Event) -> int | None:
        """How many elements the sequence had just before `event`, where that is known."""
        return self._count(event.before, event.path, event.root)

    def size(self, chain: Event | None, root: Def) -> int | None:
        """How many elements the sequence that `root` brought in has behind its events."""
        return self._count(chain, (), root)

    @staticmethod
    def _count(chain: Event | None, path: FullPath, root: Def | None) -> int | None:
        added = 0
        current = chain
        while current is not None:
            if current.kind == "join":
                return None
            if current.kind == "touch" and current.path == path and current.role == RECEIVER:
                call = current.call
                assert call is not None
                method = call.callee.key if isinstance(call.callee, ir.Attribute) else ""
                if method in _GROWS:
                    if any(argument.spread for argument in call.arguments):
                        return None
                    added += len(call.arguments)
                elif method in _RESIZES:
                    return None
            elif current.kind == "store" and current.path == path:
                return _display_length(current.value, added)
            current = current.before
        if root is None or path:
            return None
        return _display_length(root.value, added)


_PLAIN = frozenset({str, int})
"""The types of keys that are known."""


def _shapes(event: Event) -> bool:
    return event.call is not None and called_name(event.call.callee) in SHAPING


def _inherits(root: Def | None) -> bool:
    value = root.value if root is not None else None
    return isinstance(value, ir.Call) and called_name(value.callee) == "create"


def _method(event: Event) -> str:
    callee = event.call.callee if event.call is not None else None
    return callee.key if isinstance(callee, ir.Attribute) else ""


_KEEPS = frozenset(
    {"get", "has", "keys", "values", "items", "entries", "copy", "setdefault", "update", "set"}
)
"""Methods that take no key away."""
_TAKES = frozenset({"remove", "discard", "delete"})
"""Methods that take an element out, by its value."""
_GROWS = frozenset({"push", "append"})
_RESIZES = frozenset(
    {"pop", "shift", "unshift", "splice", "insert", "extend", "remove", "clear", "sort", "reverse"}
)


def _display_length(value: ir.Value | None, added: int) -> int | None:
    if isinstance(value, ir.Sequence) and not any(item.spread for item in value.items):
        return len(value.items) + added
    return None
