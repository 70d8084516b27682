"""Who is called with what: direct calls, and those by `call`, `apply`, `bind`, `partial` or a library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from genlint.model import ir
from genlint.model.env import Def, FullPath
from genlint.model.frames import Frame, Place
from genlint.model.library import Calls
from genlint.model.library_words import Keywords
from genlint.model.naming import named
from genlint.model.walk import Walker
from genlint.records import dataclass

_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Slot:
    """What an invocation hands over: the part at `path` of `value`, in a context."""

    value: ir.Value
    path: FullPath
    context: Frame | None


@dataclass(frozen=True, slots=True)
class Handed:
    """One argument of an invocation: its position, or its keyword."""

    index: int | None
    keyword: str | None
    slot: Slot
    spread: bool = False
    """The slot holds all arguments from `index` on."""


@dataclass(frozen=True, eq=False, slots=True)
class Invocation:
    """A function known by `names` is called at `call` with `arguments`."""

    call: ir.Call
    names: tuple[tuple[str, ...], ...]
    arguments: tuple[Handed, ...]
    context: Frame | None = None
    direct: bool = True
    """It is written as a plain call of the function."""

    def argument(self, index: int | None, keyword: str | None = None) -> Slot | None:
        """What is handed over at a position or under a keyword, if anything is seen to be."""
        for handed in self.arguments:
            if keyword is not None and handed.keyword == keyword:
                return handed.slot
        for handed in self.arguments:
            if handed.index is None:
                if handed.spread and keyword is not None:
                    return Slot(handed.slot.value, (*handed.slot.path, keyword), handed.slot.context)
                continue
            if index is None:
                continue
            if handed.spread and handed.index <= index:
                slot = handed.slot
                return Slot(slot.value, (*slot.path, index - handed.index), slot.context)
            if handed.index == index:
                return handed.slot
        return None


class Invocations:
    """Finds the invocations that a call stands for."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker

    def of(self, module: ir.Module, call: ir.Call) -> list[Invocation]:
        """The call itself first, as it stands and as each caller in sight means it; then what it makes a
        library call."""
        if isinstance(call.callee, ir.Literal):
            return []
        with self._naming():
            return self._of(module, call)

    def names(self, module: ir.Module, call: ir.Call) -> tuple[tuple[str, ...], ...]:
        """The names of a call's callee, as it stands."""
        if isinstance(call.callee, ir.Literal):
            return ()
        with self._naming():
            return self._names(call.callee, None, module)

    @contextmanager
    def _naming(self) -> Iterator[None]:
        self.walker.naming = True
        try:
            yield
        finally:
            self.walker.naming = False

    def _of(self, module: ir.Module, call: ir.Call) -> list[Invocation]:
        found: list[Invocation] = []
        known = self._names(call.callee, None, module)
        found.append(Invocation(call, known, self._plain(call, 0, None)))
        found.extend(self._indirect(module, call, None))
        facts = self.walker.index.site.get(call)
        guard = facts.guards.get(call) if facts is not None else None
        for context in self.walker.callees.contexts(call.callee, module):
            if self.walker.deciding.refuted(guard, context):
                continue
            names = tuple(name for name in self._names(call.callee, context, module) if name not in known)
            if names:
                found.append(Invocation(call, names, self._plain(call, 0, context), context))
        found.extend(self._by_library(module, call))
        return found

    def _names(
        self, callee: ir.Value, context: Frame | None, module: ir.Module
    ) -> tuple[tuple[str, ...], ...]:
        names: dict[tuple[str, ...], None] = {}
        pending = [Place(callee, (), context, module)]
        seen = set(pending)
        for place in pending:
            node = place.node
            name = named(node, place.path)
            if name:
                names[name] = None
            if len(pending) > _LIMIT or isinstance(node, (ir.Function, ir.Class)):
                continue
            if isinstance(node, Def) and node.kind == "parameter" and place.frame is None:
                continue
            for link, _kind in self.walker.expand(place) or ():
                if link not in seen:
                    seen.add(link)
                    pending.append(link)
        return tuple(names)

    @staticmethod
    def _plain(call: ir.Call, skip: int, context: Frame | None, first: int = 0) -> tuple[Handed, ...]:
        """The call's own arguments from `skip` on, counted from `first`."""
        handed: list[Handed] = []
        position = -skip + first
        for argument in call.arguments:
            slot = Slot(argument.value, (), context)
            if argument.name is not None:
                handed.append(Handed(None, argument.name, slot))
                continue
            if argument.spread == "entries":
                handed.append(Handed(None, None, slot, spread=True))
                continue
            if argument.spread == "items" and position >= first:
                handed.append(Handed(position, None, slot, spread=True))
                break
            if not argument.spread and position >= first:
                handed.append(Handed(position, None, slot))
            position += 1
        return tuple(handed)

    def _indirect(self, module: ir.Module, call: ir.Call, context: Frame | None) -> list[Invocation]:
        callee = call.callee
        if isinstance(callee, ir.Attribute) and callee.key in ("call", "apply") and call.arguments:
            names = self._names(callee.object, context, module)
            if callee.key == "call":
                return [Invocation(call, names, self._plain(call, 1, context), context, direct=False)]
            if len(call.arguments) > 1:
                slot = Slot(call.arguments[1].value, (), context)
                return [Invocation(call, names, (Handed(0, None, slot, True),), context, direct=False)]
            return []
        bound = self._bound(callee, module)
        if bound is None:
            return []
        made, target = bound
        given = self._plain(made, 1, context)
        rest = self._plain(call, 0, context, sum(1 for h in given if h.index is not None))
        return [Invocation(call, self._names(target, context, module), given + rest, context, direct=False)]

    def _bound(self, callee: ir.Value, module: ir.Module) -> tuple[ir.Call, ir.Value] | None:
        """A callee that `bind` or `partial` made: that call, and the function that it was made of."""
        made = self.walker.single_value(callee) if isinstance(callee, ir.Name) else callee
        if not isinstance(made, ir.Call):
            return None
        model = self.walker.library.model_of(made, module)
        if model is None or model.binds not in ("bind", "partial", "partialmethod"):
            return None
        if model.binds == "bind" and isinstance(made.callee, ir.Attribute):
            return made, made.callee.object
        if model.binds != "bind" and made.arguments:
            return made, made.arguments[0].value
        return None

    def _by_library(self, module: ir.Module, call: ir.Call) -> list[Invocation]:
        model = self.walker.library.model_of(call, module)
        if model is None or not model.calls or self.walker.calls.targets(call.callee, None, module):
            return []
        found = []
        for calls in model.calls:
            function = self.walker.objects.function(call, calls.index, calls.of, calls.name)
            if function is None or isinstance(function, ir.Function):
                continue
            names = self._names(function, None, module)
            handed = self._library_arguments(calls, call, module)
            if names and handed:
                found.append(Invocation(call, names, handed, direct=False))
        return found

    def _library_arguments(self, calls: Calls, call: ir.Call, module: ir.Module) -> tuple[Handed, ...]:
        handed = []
        for position, origins in enumerate(calls.parameters):
            for origin in origins:
                for place in self.walker.library.origin_places(origin, call, (), None, module):
                    if isinstance(place.node, ir.Value):
                        handed.append(Handed(position, None, Slot(place.node, place.path, None)))
        if isinstance(calls.keywords, Keywords):
            for each in call.arguments:
                if each.name is not None and each.name != calls.name:
                    handed.append(Handed(None, each.name, Slot(each.value, (), None)))
        elif calls.keywords is not None:
            for place in self.walker.library.origin_places(calls.keywords, call, (), None, module):
                if isinstance(place.node, ir.Value):
                    handed.append(Handed(None, None, Slot(place.node, place.path, None), spread=True))
        return tuple(handed)
