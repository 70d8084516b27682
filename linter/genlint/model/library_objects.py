"""Objects that library calls make, and the functions that library calls are handed.

A store, a query, an atom is made by one call; its functions (`store.setState`, `query.mutate`) are called
wherever the object gets to. A function handed to a library may be an argument, or a part of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.env import FullPath, Marker, PathKey
from genlint.model.frames import Closure, Frame, Place
from genlint.model.library import EACH, CallModel, Calls
from genlint.model.library_words import Shared

if TYPE_CHECKING:
    from genlint.model.walk import Walker

MAX_SHARING = 40
"""How many modules, besides the one that asks, are looked through for the objects that a program shares."""


class LibraryObjects:
    """What library models say of the objects that calls make, and of functions inside arguments."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._parts: dict[tuple[ir.Value, PathKey], ir.Value] = {}
        self._nearest: dict[tuple[ir.Module, str], list[ir.Module]] = {}
        self._pooled: dict[ir.Module, tuple[tuple[ir.Call, CallModel], ...]] = {}

    # ------------------------------------------------------------------ functions of objects

    def members(
        self, callee: ir.Value, frame: Frame | None, module: ir.Module
    ) -> list[tuple[CallModel, Place]]:
        """What the functions of library objects that `callee` may be do, each with its object."""
        return self.of_parts(self.walker.calls.parts(callee, frame, module))

    def of_parts(self, parts: Iterable[Place]) -> list[tuple[CallModel, Place]]:
        """As `members`, of parts of what calls made."""
        found: list[tuple[CallModel, Place]] = []
        for part in parts:
            made = part.node
            if not isinstance(made, ir.Call):
                continue
            model = self.walker.library.model_of(made, part.module)
            if model is None or not model.members or (model.curried and not made.arguments):
                continue
            if self.walker.calls.targets(made.callee, part.frame, part.module):
                continue  # a function of the program's own, that goes by a library's name
            for at, member in model.members:
                if len(at) == len(part.path) and self.walker.compare(at, part.path) != "no":
                    if EACH in at:
                        member = member.at(part.path[at.index(EACH)])
                    found.append((member, Place(made, (), part.frame, part.module)))
        return found

    def models(self, call: ir.Call, frame: Frame | None, module: ir.Module) -> list[CallModel]:
        """The library models that fit a call, by the object whose function it calls or by name."""
        found = [member for member, _object in self.members(call.callee, frame, module)]
        if found:
            return found
        model = self.walker.library.model_of(call, module)
        return [model] if model is not None else []

    # ------------------------------------------------------------------ functions in arguments

    def function(
        self, call: ir.Call, index: int, of: FullPath = (), name: str | None = None
    ) -> ir.Value | None:
        """What stands at `of` of an argument, from the end where `index` is negative."""
        value: ir.Value
        if index < 0:
            if len(call.arguments) < -index or call.arguments[index].spread:
                return None
            value = call.arguments[index].value
        else:
            argument = self.walker.arguments.argument(call, index, name)
            if argument is None:
                return None
            value = argument.value
        for key in of:
            value = self.part(value, key)
        return None if isinstance(value, ir.Literal) else value

    def context(self, call: ir.Call, index: int) -> ir.Value | None:
        """An argument, or the receiver where `index` is negative."""
        if index >= 0:
            argument = self.walker.arguments.argument(call, index)
            return argument.value if argument is not None else None
        return call.callee.object if isinstance(call.callee, ir.Attribute) else None

    def part(self, value: ir.Value, key: PathKey) -> ir.Value:
        """A read of `key` from `value`, as if it were written."""
        if isinstance(value, ir.Record) and isinstance(key, str):
            for entry in reversed(value.entries):
                if entry.key == key and entry.kind == "value":
                    return entry.value
                if not isinstance(entry.key, str):
                    break
        found = self._parts.get((value, key))
        if found is None:
            if isinstance(key, str):
                found = ir.Attribute(value.span, value, key, value.span)
            elif isinstance(key, Marker):
                found = ir.Index(value.span, value, ir.Opaque(value.span, []))
            else:
                found = ir.Index(value.span, value, ir.Literal(value.span, key))
            self._parts[value, key] = found
        return found

    def handed(
        self, calls: Calls, call: ir.Call, frame: Frame | None, module: ir.Module
    ) -> list[tuple[Closure, Calls]]:
        """The functions in sight that `call` is handed and calls so, each with what it is called with."""
        if EACH in calls.of:
            return self._each(calls, call, frame, module)
        value = self.function(call, calls.index, calls.of, calls.name)
        if value is None:
            return []
        return [(closure, calls) for closure in self.walker.calls.targets(value, frame, module)]

    def _each(
        self, calls: Calls, call: ir.Call, frame: Frame | None, module: ir.Module
    ) -> list[tuple[Closure, Calls]]:
        position = calls.of.index(EACH)
        value = self.function(call, calls.index, calls.of[:position])
        if value is None:
            return []
        found = []
        for birth in self.walker.births(Place(value, (), frame, module)):
            if not isinstance(birth.node, ir.Record):
                continue
            for entry in birth.node.entries:
                if not isinstance(entry.key, str) or entry.kind != "value":
                    continue
                function = entry.value
                for key in calls.of[position + 1 :]:
                    function = self.part(function, key)
                if isinstance(function, ir.Literal):
                    continue
                keyed = calls.at(entry.key)
                for closure in self.walker.calls.targets(function, birth.frame, birth.module):
                    found.append((closure, keyed))
        return found

    def entered(
        self,
        index: int,
        of: FullPath,
        call: ir.Call,
        frame: Frame | None,
        module: ir.Module,
        models: Sequence[CallModel],
    ) -> list[Frame]:
        """The entries into the functions that stand at `of` of an argument, by which `call` calls them."""
        frames = []
        for model in models:
            calls = next((c for c in model.calls if c.index == index and _fits(c.of, of)), None)
            if calls is None:
                calls = Calls(index, of=of)
            elif calls.of != of:
                calls = calls.at(of[calls.of.index(EACH)])
            for closure, keyed in self.handed(calls, call, frame, module):
                if isinstance(closure.target, ir.Function):
                    entered = self.walker.calls.push(call, module, frame, closure, keyed)
                    if entered is not None:
                        frames.append(entered)
        return frames

    def left(self, entered: Frame, parameter: int, path: FullPath) -> list[Place]:
        """What the function that `entered` entered leaves at `path` of a parameter."""
        function = entered.function
        assert isinstance(function, ir.Function)
        parameters = self.walker.arguments.open_parameters(function)
        if len(parameters) <= parameter or not path:
            return []
        facts = self.walker.index.facts(function)
        definition = facts.arguments.get(parameters[parameter].binding)
        if definition is None or facts.exit is None:
            return []
        links, _falls = self.walker.memory.look(
            facts.exit.get(definition), path, entered, entered.closure.module
        )
        return [place for place, _kind in links]

    # ------------------------------------------------------------------ what a program has one of

    def shared(self, origin: Shared, path: FullPath, module: ir.Module) -> list[Place]:
        """The part of what the program shares under a name: of the objects that calls in this module, and in
        those that it reaches by its imports, made for it."""
        places: list[Place] = []
        for each in self._near(module, origin.pool):
            for call, model in self._makers(each):
                assert model.pool is not None
                pool, keyed = model.pool
                if pool != origin.pool:
                    continue
                if keyed is None:
                    places.append(Place(call, origin.path + path, None, each))
                    continue
                value = self.walker.arguments.argument(call, keyed.index)
                name = value.value if value is not None else None
                for key in keyed.path:
                    name = self.part(name, key) if name is not None else None
                literal = self.walker.fold.literal(name) if name is not None else None
                if literal is not None and path and literal.value == path[0]:
                    places.append(Place(call, origin.path + path[1:], None, each))
        return places

    def _near(self, module: ir.Module, pool: str) -> list[ir.Module]:
        """The modules in which something may be made for a pool: this one, and those that it reaches."""
        found = self._nearest.get((module, pool))
        if found is None:
            makers = self.walker.library.libraries[module.language].makers(pool)
            reached = self.walker.modules.mentioning(module, makers)
            found = self._nearest[module, pool] = [module, *islice(reached, MAX_SHARING)]
        return found

    def _makers(self, module: ir.Module) -> tuple[tuple[ir.Call, CallModel], ...]:
        found = self._pooled.get(module)
        if found is None:
            made = []
            for facts in self.walker.index.all_facts(module):
                for call in facts.calls:
                    model = self.walker.library.model_of(call, module)
                    if model is not None and model.pool is not None:
                        made.append((call, model))
            found = self._pooled[module] = tuple(made)
        return found


def _fits(pattern: FullPath, of: FullPath) -> bool:
    return len(pattern) == len(of) and all(
        ours is EACH or ours == theirs for ours, theirs in zip(pattern, of, strict=True)
    )
