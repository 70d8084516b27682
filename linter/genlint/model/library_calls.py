"""Calls of library functions: the model that fits a call, and the places that it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import ANY, ELEMENT, ITER, FullPath, Marker, PathKey, key_match
from genlint.model.frames import Frame, Link, Place
from genlint.model.library import (
    Arg,
    CalledWith,
    CallModel,
    Calls,
    EntryOf,
    Gives,
    Keywords,
    Libraries,
    Merged,
    Origin,
    PairOf,
    Provided,
    Receiver,
    Resolved,
    Returned,
    Unless,
)
from genlint.model.traverse import walk

if TYPE_CHECKING:
    from genlint.model.walk import Walker


class LibraryCalls:
    """What the library models say about the calls of a program."""

    def __init__(self, walker: Walker, libraries: Libraries) -> None:
        self.walker = walker
        self.libraries = libraries

    # ------------------------------------------------------------------ models

    def model_of(self, call: ir.Call, module: ir.Module) -> CallModel | None:
        """The library model that fits the called name, if any."""
        library = self.libraries.get(module.language)
        if library is None:
            return None
        callee = call.callee
        if isinstance(callee, ir.Attribute):
            owner = self._last_name(callee.object)
            return library.find(callee.key, owner, True, self._is_module(callee.object))
        if isinstance(callee, ir.Name):
            name, owner = callee.text, None
            imported = self.imported_name(callee)
            if imported is not None:
                owner, name = imported
            return library.find(name, owner, owner is not None, True)
        return None

    def copies(self, call: ir.Call, path: FullPath, module: ir.Module) -> bool:
        """Is the part at `path` of what a library call gives an object of its own, though like another?"""
        library = self.libraries.get(module.language)
        callee = call.callee
        name = callee.key if isinstance(callee, ir.Attribute) else None
        if isinstance(callee, ir.Name):
            name = callee.text
        depth = library.copies.get(name, "") if library is not None and name is not None else ""
        if not depth or (depth == "shallow" and path):
            return False
        return not self.walker.calls.targets(callee, None, module)

    def imported_name(self, name: ir.Name) -> tuple[str, str] | None:
        """The last part of the module, and the name in it, that a variable was imported as."""
        binding = name.scope.lookup(name.text)
        if binding is None or binding.kind != "import":
            return None
        value = self.walker.index.import_of(binding)
        if value is None or value.name in ("*", "default"):
            return None
        return value.module.rsplit("/", 1)[-1], value.name

    @staticmethod
    def _is_module(value: ir.Value) -> bool:
        """Is it something imported or global, whose attributes are functions rather than methods?"""
        if not isinstance(value, ir.Name):
            return isinstance(value, ir.Imported)
        binding = value.scope.lookup(value.text)
        return binding is None or binding.kind == "import"

    @staticmethod
    def _last_name(value: ir.Value) -> str | None:
        if isinstance(value, ir.Name):
            return value.text
        if isinstance(value, ir.Attribute):
            return value.key
        return None

    def _function_model(self, value: ir.Value, module: ir.Module) -> CallModel | None:
        return self.model_of(ir.Call(value.span, value, []), module)

    # ------------------------------------------------------------------ results

    def given(
        self, all_gives: tuple[Gives, ...], model: CallModel, call: ir.Call, place: Place
    ) -> list[Link] | None:
        """The part at `place.path` of what `call` gives by the answers of its model: those that fit the path
        most closely. None where that is up to a function out of sight."""
        sure: list[tuple[int, Gives]] = []
        unsure: list[tuple[int, Gives]] = []
        mapping = any(isinstance(gives.origin, PairOf) for gives in all_gives)
        # what pairs are given for, it doesn't have their parts
        of_pairs = mapping and bool(call.arguments) and _has_pairs(call.arguments[0].value)
        for gives in all_gives:
            relation = self.walker.compare(gives.at, place.path)
            if relation == "no" or len(gives.at) > len(place.path):
                continue
            if of_pairs and place.path and gives.origin == Arg(0) and not gives.at:
                continue
            if mapping and gives.at == (ITER,) and _is_any(place.path[0]):
                continue  # under a key, known or not, stands a value
            (sure if relation == "yes" else unsure).append((len(gives.at), gives))
        longest = max((length for length, _ in sure), default=-1)
        chosen = [gives for length, gives in sure if length == longest]
        chosen += [gives for length, gives in unsure if length > longest]
        links: list[Link] = []
        for gives in chosen:
            rest = place.path[len(gives.at) :]
            if gives.text and rest:
                continue
            kind = StepKind.TEXT if gives.text else StepKind.CARRIED
            for origin in self.origin_places(gives.origin, call, rest, place.frame, place.module):
                links.append((origin, kind))
        if model.alternatives and len(links) > 1:
            return [(origin, StepKind.CHOICE) for origin, _kind in links]
        if not links and any(isinstance(gives.origin, Returned) for gives in chosen):
            return None
        return links

    def applied(self, call: ir.Call, place: Place) -> list[Link] | None:
        """The part at `place.path` of the result of calling what a library function made; None where the
        callee is no such thing."""
        callee = call.callee
        made = callee
        if isinstance(callee, ir.Name):
            made = self.walker.single_value(callee) or callee
        if not isinstance(made, ir.Call):
            return None
        model = self.model_of(made, place.module)
        if model is None or not model.applied:
            return None
        key = made.arguments[0].value if made.arguments else None
        for gives in model.applied:
            if gives.origin == EntryOf(0, target=0) and key is not None and call.arguments:
                path = (self.walker.deciding.key(key, place.frame, place.module), *place.path)
                return [(Place(call.arguments[0].value, path, place.frame, place.module), StepKind.CARRIED)]
        return self.given(model.applied, model, call, place)

    # ------------------------------------------------------------------ origins

    def origin_places(
        self, origin: Origin, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        """The places that a library model's origin means for one call."""
        match origin:
            case Arg():
                return self._argument_places(origin, call, path, frame, module)
            case Receiver():
                if isinstance(call.callee, ir.Attribute):
                    return [Place(call.callee.object, origin.path + path, frame, module)]
                return []
            case EntryOf():
                given = self.walker.arguments.argument(call, origin.key)
                keys = self.walker.deciding.keys(given.value, frame, module) if given is not None else (ANY,)
                if origin.target >= 0:
                    owner = self.walker.arguments.argument(call, origin.target)
                    held = owner.value if owner is not None else None
                else:
                    held = call.callee.object if isinstance(call.callee, ir.Attribute) else None
                return [Place(held, (key, *path), frame, module) for key in keys] if held is not None else []
            case Keywords():
                found = []
                for each in call.arguments:
                    if each.spread == "entries":
                        found.append(Place(each.value, path, frame, module))
                    elif each.name is not None and path and key_match(each.name, path[0]) != "no":
                        found.append(Place(each.value, path[1:], frame, module))
                return found
            case PairOf():
                return self._pairs(origin, call, path, frame, module)
            case Unless():
                if self.walker.arguments.argument(call, origin.index) is not None:
                    return []
                return self.origin_places(origin.origin, call, path, frame, module)
            case Merged():
                return self._merged(origin, call, path, frame, module)
            case Returned():
                argument = self.walker.arguments.argument(call, origin.index)
                return self._returned_by(argument, origin.path + path, call, frame, module, origin.or_value)
            case CalledWith():
                places = []
                for site, site_module in self.walker.callers.of_part(call, origin.at, module):
                    argument = self.walker.arguments.argument(site, origin.index)
                    places.extend(self._returned_by(argument, path, site, None, site_module, True))
                return places
            case Resolved():
                return self._resolved(origin, call, path, frame, module)
            case Provided():
                return self.walker.callers.provided(call, origin.index, path, frame, module)

    def _argument_places(
        self, origin: Arg, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        if not origin.rest:
            argument = self.walker.arguments.argument(call, origin.index, origin.name)
            if argument is None:
                return [
                    Place(
                        a.value,
                        (origin.index - i if i <= origin.index else ANY, *origin.path, *path),
                        frame,
                        module,
                    )
                    for i, a in enumerate(call.arguments)
                    if a.spread == "items"
                ]
            return [Place(argument.value, origin.path + path, frame, module)]
        places = []
        for index, argument in enumerate(call.arguments):
            if index < origin.index or argument.name is not None:
                continue
            prefix: FullPath = (ELEMENT,) if argument.spread == "items" else ()
            places.append(Place(argument.value, prefix + origin.path + path, frame, module))
        return places

    def _merged(
        self, origin: Merged, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        """The arguments laid over one another: a later one that surely has the key hides those before."""
        places = []
        for argument in reversed(call.arguments[origin.start :]):
            if argument.name is not None:
                continue
            at = Place(argument.value, path, frame, module)
            places.append(at)
            if path and self.walker.displays.surely_has(argument.value, path[0], frame, module):
                break
        return places

    def _pairs(
        self, origin: PairOf, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        """The value of the pair under a key, where the pairs are displayed; else that of any pair."""
        argument = self.walker.arguments.argument(call, origin.index)
        if argument is None or not path:
            return []
        value = argument.value
        if isinstance(value, ir.Sequence) and not isinstance(path[0], Marker):
            places = []
            for item in value.items:
                pair = item.value
                if item.spread or not isinstance(pair, ir.Sequence) or len(pair.items) != 2:
                    break
                key = self.walker.deciding.key(pair.items[0].value, frame, module)
                if key == path[0] or isinstance(key, Marker):
                    places.append(Place(pair.items[1].value, path[1:], frame, module))
            else:
                return places
        if isinstance(value, ir.Call) and not isinstance(path[0], Marker):
            source = self._same_pairs(value)
            if source is not None:
                return [Place(source, path, frame, module)]
        return [Place(value, (ELEMENT, 1, *path[1:]), frame, module)]

    def _same_pairs(self, made: ir.Call) -> ir.Value | None:
        """The mapping whose pairs a comprehension goes through and gives as they are:
        `{k: v for k, v in mapping.items() if …}`."""
        function = made.callee
        if not isinstance(function, ir.Function) or function.kind != "comprehension":
            return None
        yields = self.walker.index.facts(function).yields
        pair = yields[0].value if len(yields) == 1 else None
        if not isinstance(pair, ir.Sequence) or len(pair.items) != 2:
            return None
        source: ir.Value | None = None
        for position, item in enumerate(pair.items):
            part = self.walker.single_value(item.value) if isinstance(item.value, ir.Name) else None
            if not isinstance(part, ir.Index) or self.walker.fold.key(part.key) != position:
                return None
            if source is not None and part.object is not source:
                return None
            source = part.object
        items = source.iterable if isinstance(source, ir.Element) else None
        if not isinstance(items, ir.Call) or not isinstance(items.callee, ir.Attribute):
            return None
        return items.callee.object if items.callee.key == "items" and not items.arguments else None

    def _returned_by(
        self,
        argument: ir.Argument | None,
        path: FullPath,
        call: ir.Call,
        frame: Frame | None,
        module: ir.Module,
        or_value: bool,
    ) -> list[Place]:
        if argument is None:
            return []
        places: list[Place] = []
        model = self.model_of(call, module)
        closures = (
            ()
            if isinstance(argument.value, ir.Literal)
            else self.walker.calls.targets(argument.value, frame, module)
        )
        for closure in closures:
            if not isinstance(closure.target, ir.Function):
                continue
            index = call.arguments.index(argument)
            calls = next((c for c in model.calls if c.index == index), None) if model is not None else None
            entered = self.walker.calls.push(call, module, frame, closure, calls or Calls(index))
            if entered is not None:
                places.extend(self.walker.calls.returned(entered, path))
        if not closures and or_value:
            return [Place(argument.value, path, frame, module)]
        if not closures and model is not None:
            # a library function handed in, that gives its argument back (`xs.map(String)`)
            inner = self._function_model(argument.value, module)
            calls = next((c for c in model.calls if c.index == call.arguments.index(argument)), None)
            if inner is not None and calls is not None and calls.parameters:
                for gives in inner.gives:
                    if gives.origin == Arg(0) and not gives.at:
                        for each in calls.parameters[0]:
                            places.extend(self.origin_places(each, call, path, frame, module))
        return places

    def _resolved(
        self, origin: Resolved, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        argument = self.walker.arguments.argument(call, origin.index)
        if argument is None:
            return []
        places = []
        for closure in self.walker.calls.targets(argument.value, frame, module):
            function = closure.target
            if not isinstance(function, ir.Function) or len(function.parameters) <= origin.parameter:
                continue
            entered = self.walker.calls.push(call, module, frame, closure, Calls(origin.index))
            binding = function.parameters[origin.parameter].binding
            for node in walk(function):
                if (
                    isinstance(node, ir.Call)
                    and isinstance(node.callee, ir.Name)
                    and node.callee.scope.lookup(node.callee.text) is binding
                    and node.arguments
                ):
                    inside = node.callee.scope.function is function
                    places.append(
                        Place(node.arguments[0].value, path, entered if inside else None, closure.module)
                    )
        return places


def _has_pairs(value: ir.Value) -> bool:
    """Is it written as a list of pairs, or as what makes one?"""
    if isinstance(value, ir.Sequence):
        return True
    return isinstance(value, ir.Call) and isinstance(value.callee, ir.Function)


def _is_any(key: PathKey) -> bool:
    return isinstance(key, Marker) and key.base is ANY
