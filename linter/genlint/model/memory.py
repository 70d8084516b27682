"""What befell an object between its birth and a read: walking the chain of its events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import ANY, APPENDED, ELEMENT, RECEIVER, Event, FullPath, Marker, key_match
from genlint.model.frames import Closure, Frame, Link, Place
from genlint.model.library import Arg, AtPath, CallModel, Effect, Keywords, Merged

if TYPE_CHECKING:
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
            tuple[Event, FullPath, Frame | None, tuple[bool, bool]], tuple[list[Link], bool]
        ] = {}

    def look(
        self, event: Event | None, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> tuple[list[Link], bool]:
        """The values put at `path`, and whether the walk falls through to the birth."""
        if event is None:
            return [], True
        if self.nesting > MAX_NESTING:
            self.walker.cut = True
            return [], True
        key = (event, path, frame, (self.walker.wide, self.walker.naming))
        known = self._known.get(key)
        if known is not None:
            return known
        self.nesting += 1
        cut, self.walker.cut = self.walker.cut, False
        try:
            found = self._look(event, path, frame, module, follow=not self.walker.naming)
        finally:
            self.nesting -= 1
        if not self.walker.cut and not self.walker.calls.partial:
            self._known[key] = found
        self.walker.cut = self.walker.cut or cut
        return found

    def forget(self) -> None:
        """Drop what was found while the call graph was incomplete."""
        self._known.clear()

    def own_stores(self, event: Event | None, path: FullPath, module: ir.Module) -> list[Link]:
        """The values that one function itself puts at `path` of an object, whenever it runs."""
        if event is None:
            return []
        return self._look(event, path, None, module, follow=False)[0]

    def _look(
        self, event: Event, path: FullPath, frame: Frame | None, module: ir.Module, *, follow: bool = True
    ) -> tuple[list[Link], bool]:
        links: list[Link] = []
        falls = False
        pending: list[Event | None] = [event]
        seen: set[int] = set()
        while pending:
            current = pending.pop()
            if current is None:
                falls = True
                continue
            if id(current) in seen:
                continue
            seen.add(id(current))
            if not self.walker.spend():
                return links, True
            goes_on = True
            if current.kind == "join":
                pending.extend(reversed(current.sides))
                continue
            relation = compare(current.path, path)
            covers = len(current.path) <= len(path)
            if current.kind == "delete":
                shifted = self.walker.positions.closed_up(current, path, frame, module)
                if shifted is not None:
                    links.extend(shifted)
                    continue
            if current.kind == "store" and self._cuts_off(current, path):
                continue
            if relation != "no" and covers:
                rest = path[len(current.path) :]
                if current.kind == "store":
                    assert current.value is not None
                    links.append((Place(current.value, rest, frame, module), StepKind.ASSIGNED))
                    goes_on = relation == "maybe" or not current.strong
                elif current.kind == "delete":
                    goes_on = relation == "maybe" or not current.strong
                elif follow and (rest or current.binding is not None):
                    found, goes_on = self._touched(current, rest, frame, module)
                    links.extend(found)
                    goes_on = goes_on or relation == "maybe"
            if goes_on:
                pending.append(current.before)
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
    ) -> tuple[list[Link], bool]:
        call = event.call
        assert call is not None
        if event.binding is not None:
            return self._captured(event, rest, frame, module)
        links: list[Link] = []
        falls = False
        wanted = event.within + rest
        closures = self.walker.calls.targets(call.callee, frame, module)
        functions = [c for c in closures if self._entered(c, event.role) is not None]
        for closure in functions:
            found, on = self._effect_of(closure, event, wanted, frame, module)
            links.extend(found)
            falls = falls or on
        if functions:
            return links, falls
        if closures:
            return links, True
        model = self.walker.library.model_of(call, module)
        if model is None:
            return links, True
        if model.moves is not None and model.moves.target == event.role:
            moved = self.walker.positions.moved(model.moves, event, wanted, frame, module)
            if moved is not None:
                if model.moves.how in ("unknown", "shuffle"):
                    moved = moved + self._library(model, event, wanted, frame, module)[0]
                return moved, False
        if not model.effects:
            return links, True
        return self._library(model, event, wanted, frame, module)

    @staticmethod
    def _entered(closure: Closure, role: int) -> ir.Function | None:
        target = closure.target
        if isinstance(target, ir.Function):
            return target
        return None

    def _effect_of(
        self, closure: Closure, event: Event, wanted: FullPath, frame: Frame | None, module: ir.Module
    ) -> tuple[list[Link], bool]:
        function = closure.target
        assert isinstance(function, ir.Function)
        assert event.call is not None
        entered = self.walker.calls.push(event.call, module, frame, closure)
        if entered is None:
            return [], True
        facts = self.walker.index.facts(function)
        if event.role == RECEIVER or (closure.skip and event.role == 0):
            if function.receiver is None or (event.role == RECEIVER and (closure.skip or closure.spread)):
                return [], True
            definition, path = facts.arguments.get(function.receiver), wanted
        else:
            position = self.walker.arguments.parameter_at(closure, event.call, event.role)
            if position is None:
                return [], True
            parameter, prefix = position
            definition, path = facts.arguments.get(parameter.binding), prefix + wanted
        if definition is None:
            return [], True
        if facts.exit is None:
            return [], False
        links, falls = self.look(facts.exit.get(definition), path, entered, closure.module)
        return links, falls or function.is_generator

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
            if definition is None or facts.exit is None:
                falls = falls or facts.exit is not None
                continue
            entered = self.walker.calls.push(call, module, frame, closure, calls)
            if entered is None:
                falls = True
                continue
            found, on = self.look(facts.exit.get(definition), rest, entered, closure.module)
            links.extend(found)
            falls = falls or on or not certain
        return links, falls or not ran

    # ------------------------------------------------------------------ library calls

    def _library(
        self, model: CallModel, event: Event, wanted: FullPath, frame: Frame | None, module: ir.Module
    ) -> tuple[list[Link], bool]:
        call = event.call
        assert call is not None
        links: list[Link] = []
        falls = True
        if model.moves is not None and model.moves.how in ("append", "extend"):
            size = self.length(event) if wanted and isinstance(wanted[0], int) else None
            if size is not None and isinstance(wanted[0], int) and 0 <= wanted[0] < size:
                return links, True
        for effect in model.effects:
            if effect.target != event.role:
                continue
            at, exact = self._place_of(effect, event, frame, module)
            relation = compare(at, wanted)
            if relation == "no" or len(at) > len(wanted):
                continue
            if effect.fills and self._held_before(event, at, wanted, frame, module):
                continue
            if effect.origin is not None:
                for place in self.walker.library.origin_places(
                    effect.origin, call, wanted[len(at) :], frame, module
                ):
                    links.append((place, StepKind.ASSIGNED))
            if effect.weak or effect.fills:
                continue
            if exact and relation == "yes" and (at or effect.clears):
                falls = False
            elif not at and wanted and self._overlays(effect, call, wanted[0], frame, module):
                return links, False
        return links, falls

    def _held_before(
        self, event: Event, at: FullPath, wanted: FullPath, frame: Frame | None, module: ir.Module
    ) -> bool:
        """Was something surely there already, so that a call that only fills gaps does nothing?"""
        key = (at or wanted)[:1]
        if len(at) > 1 or not key or isinstance(key[0], Marker) or event.root is None or event.within:
            return False
        held = self.walker.positions.surely_held
        return held(event.before, event.root, event.path, key[0], frame, module)

    def _overlays(
        self, effect: Effect, call: ir.Call, key: object, frame: Frame | None, module: ir.Module
    ) -> bool:
        """Does a call that lays a record over an object surely have `key` in it?"""
        has = self.walker.displays.surely_has
        match effect.origin:
            case Keywords():
                return any(argument.name == key for argument in call.arguments)
            case Arg(path=()):
                argument = self.walker.arguments.argument(call, effect.origin.index)
                return argument is not None and has(argument.value, key, frame, module)
            case Merged():
                layers = call.arguments[effect.origin.start :]
                return any(not a.spread and has(a.value, key, frame, module) for a in layers)
        return False

    def _place_of(
        self, effect: Effect, event: Event, frame: Frame | None, module: ir.Module
    ) -> tuple[FullPath, bool]:
        call = event.call
        assert call is not None
        keys: list[str | int | Marker] = []
        exact = True
        for key in effect.at:
            if isinstance(key, AtPath):
                parts = self.walker.library.origins.objects.keys_of(call, key.keys)
                exact = exact and parts is not None
                keys.extend(parts if parts is not None else (ANY,))
                continue
            if isinstance(key, Arg):
                argument = self.walker.arguments.argument(call, key.index, key.name)
                key = self.walker.fold.key(argument.value) if argument is not None else ANY
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
        module = self.walker.index.module_of(event.root.function) if event.root is not None else None
        if module is None or event.looped:
            return None
        return self.walker.positions.size(event.before, event.root, event.path, module)
