"""What the calls of library functions change in the objects that they are handed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import ANY, APPENDED, ELEMENT, Event, FullPath, Marker, PathKey, narrowed
from genlint.model.frames import Frame, Link
from genlint.model.library import CallModel, Effect
from genlint.model.library_words import Arg, AtPath, Keywords, Merged
from genlint.model.memory import compare

if TYPE_CHECKING:
    from genlint.model.walk import Walker


class LibraryEffects:
    """The effects that library models tell of."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker

    def of(
        self, model: CallModel, event: Event, wanted: FullPath, frame: Frame | None, module: ir.Module
    ) -> tuple[list[Link], bool, FullPath]:
        """What a call puts at `wanted` of an object, whether what was there may be there still, and which
        part."""
        call = event.call
        assert call is not None
        links: list[Link] = []
        falls = True
        left = wanted
        if model.moves is not None and model.moves.how in ("append", "extend"):
            size = self.length(event) if wanted and isinstance(wanted[0], int) else None
            if size is not None and isinstance(wanted[0], int) and 0 <= wanted[0] < size:
                return links, True, left
        for effect in model.effects:
            if effect.target != event.role:
                continue
            at, exact = self._place_of(effect, event, frame, module)
            relation = compare(at, wanted)
            if relation == "no" or len(at) > len(wanted):
                continue
            if at and isinstance(wanted[0], Marker) and isinstance(effect.origin, Arg) and wanted[0].without:
                put = self.walker.arguments.argument(call, effect.origin.index, effect.origin.name)
                if put is not None and self.walker.memory.variable(put.value) in wanted[0].without:
                    continue
            if effect.fills and self._held_before(event, at, wanted, frame, module):
                continue
            overlays = not at and bool(wanted) and not effect.weak and not effect.fills
            given: bool | frozenset[str | int] = False
            if overlays and effect.origin is not None:
                given = self._displayed(effect.origin, call, wanted[0], frame, module)
                if isinstance(given, frozenset) and isinstance(wanted[0], Marker):
                    left = (wanted[0].excluding(given), *left[1:])
            if effect.origin is not None:
                for place in self.walker.library.origin_places(
                    effect.origin, call, wanted[len(at) :], frame, module
                ):
                    links.append((place, StepKind.ASSIGNED))
            if given is True:
                return links, False, left
            if exact and (at or effect.clears) and not effect.weak and not effect.fills:
                falls = falls and relation != "yes"
                if at and all(isinstance(key, str) for key in at):
                    left = narrowed(at, left)
        return links, falls, left

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

    def _held_before(
        self, event: Event, at: FullPath, wanted: FullPath, frame: Frame | None, module: ir.Module
    ) -> bool:
        """Was something surely there already, so that a call that only fills gaps does nothing?"""
        key = (at or wanted)[:1]
        if len(at) > 1 or not key or isinstance(key[0], Marker) or event.root is None or event.within:
            return False
        held = self.walker.order.surely_held
        return held(event.before, event.root, event.path, key[0], frame, module)

    def _place_of(
        self, effect: Effect, event: Event, frame: Frame | None, module: ir.Module
    ) -> tuple[FullPath, bool]:
        call = event.call
        assert call is not None
        keys: list[str | int | Marker] = []
        exact = True
        for key in effect.at:
            if isinstance(key, AtPath):
                parts = self.walker.library.derived.keys_of(call, key.keys)
                exact = exact and parts is not None
                keys.extend(parts if parts is not None else (ANY,))
                continue
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
        module = self.walker.index.module_of(event.root.function) if event.root is not None else None
        if module is None or event.looped:
            return None
        return self.walker.order.size(event.before, event.root, event.path, module)
