"""Calls of library functions: the model that fits a call, and the places that it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import ANY, ELEMENT, ITER, FullPath, Marker, PathKey, key_match
from genlint.model.frames import Closure, Frame, Link, Place
from genlint.model.library import (
    Arg,
    CalledWith,
    CallModel,
    Calls,
    Composed,
    EntryOf,
    Gives,
    HandedBack,
    Keywords,
    Libraries,
    Made,
    Merged,
    Origin,
    PairOf,
    Pieces,
    Provided,
    Receiver,
    Resolved,
    Returned,
    Unless,
)
from genlint.model.library_origins import LibraryOrigins

if TYPE_CHECKING:
    from genlint.model.walk import Walker


class LibraryCalls:
    """What the library models say about the calls of a program."""

    def __init__(self, walker: Walker, libraries: Libraries) -> None:
        self.walker = walker
        self.libraries = libraries
        self.origins = LibraryOrigins(walker)

    # ------------------------------------------------------------------ models

    def model_of(self, call: ir.Call, module: ir.Module) -> CallModel | None:
        """The library model that fits the called name, if any."""
        library = self.libraries.get(module.language)
        if library is None:
            return None
        callee = call.callee
        if isinstance(callee, ir.Attribute):
            owner = self._last_name(callee.object)
            certain = self._is_whole_module(callee.object)
            return library.find(callee.key, owner, True, certain or self._is_module(callee.object), certain)
        if isinstance(callee, ir.Name):
            name, owner = callee.text, None
            imported = self.imported_name(callee)
            if imported is not None:
                owner, name = imported
            return library.find(name, owner, owner is not None, True, True)
        return None

    def imported_name(self, name: ir.Name) -> tuple[str, str] | None:
        """The last part of the module, and the name in it, that a variable was imported as."""
        binding = name.scope.lookup(name.text)
        if binding is None or binding.kind != "import":
            return None
        value = self.walker.index.import_of(binding)
        if value is not None and value.name in ("*", "default"):
            # a package with a module for each of its functions: `lodash/get`
            package, _, inner = value.module.partition("/")
            return ("lodash", inner) if package in ("lodash", "lodash-es") and inner else None
        if value is None:
            return None
        last = value.module.rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        if "/" not in value.module:
            last = last.rsplit(".", 1)[-1]
        return last, value.name

    def _is_whole_module(self, value: ir.Value) -> bool:
        """Is it a module, or a module in a package: `os`, `os.path`?"""
        while isinstance(value, ir.Attribute):
            value = value.object
        if not isinstance(value, ir.Name):
            return False
        binding = value.scope.lookup(value.text)
        if binding is None or binding.kind != "import":
            return False
        imported = self.walker.index.import_of(binding)
        return imported is not None and imported.name == "*"

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
        for gives in all_gives:
            if ITER in gives.at and ANY in place.path:
                continue  # what iterating yields is no part under a key
            relation = self.walker.compare(gives.at, place.path)
            if relation == "no" or len(gives.at) > len(place.path):
                continue
            (sure if relation == "yes" else unsure).append((len(gives.at), gives))
        longest = max((length for length, _ in sure), default=-1)
        chosen = [gives for length, gives in sure if length == longest]
        chosen += [gives for length, gives in unsure if length > longest]
        if any(gives.origin == Keywords() for gives in chosen):
            # what a keyword says lies over what the other arguments have
            named = [g for g in chosen if g.origin == Keywords()]
            rest = place.path[len(named[0].at) :]
            if rest and any(argument.name == rest[0] for argument in call.arguments):
                chosen = named
        links: list[Link] = []
        for gives in chosen:
            rest = place.path[len(gives.at) :]
            if gives.text and rest:
                continue
            kind = StepKind.TEXT if gives.text or isinstance(gives.origin, Pieces) else StepKind.CARRIED
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
                path = (self.walker.fold.key(key), *place.path)
                return [(Place(call.arguments[0].value, path, place.frame, place.module), StepKind.CARRIED)]
        if any(isinstance(gives.origin, Made) for gives in model.applied):
            return [
                (origin, StepKind.CARRIED)
                for gives in model.applied
                if isinstance(gives.origin, Made)
                for origin in self.origin_places(
                    gives.origin.origin, made, place.path, place.frame, place.module
                )
            ]
        composed = next((g.origin for g in model.applied if isinstance(g.origin, Composed)), None)
        if composed is not None:
            value = self.origins.objects.composed(composed, made, call)
            return [(Place(value, place.path, place.frame, place.module), StepKind.RETURNED)]
        if any(isinstance(gives.origin, HandedBack) for gives in model.applied):
            return self.origins.handed_back(model, made, call, place)
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
                key_argument = self.walker.arguments.argument(call, origin.key)
                key: PathKey = ANY if origin.default is None or call.arguments else origin.default
                if key_argument is not None:
                    key = self.walker.fold.key(key_argument.value)
                if origin.target >= 0:
                    owner = self.walker.arguments.argument(call, origin.target)
                    return [Place(owner.value, (key, *path), frame, module)] if owner is not None else []
                if isinstance(call.callee, ir.Attribute):
                    return [Place(call.callee.object, (key, *path), frame, module)]
                return []
            case Keywords():
                found = []
                for each in call.arguments:
                    if each.spread == "entries":
                        part = (ANY, *path) if origin.each else path
                        found.append(Place(each.value, part, frame, module))
                    elif each.name is not None and origin.each:
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
                argument = self.walker.arguments.argument(call, origin.index, origin.name)
                return self._returned_by(
                    argument, origin.path + path, call, frame, module, origin.or_value, origin.of
                )
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
            case _:
                return self.origins.places(origin, call, path, frame, module)

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
            if (index < origin.index and argument.spread != "items") or argument.name is not None:
                continue
            prefix: FullPath = (ELEMENT,) if argument.spread == "items" else ()
            places.append(Place(argument.value, prefix + origin.path + path, frame, module))
        return places

    def _merged(
        self, origin: Merged, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        """The arguments laid over one another: a later one that surely has the key hides those before."""
        places = []
        layers = call.arguments[origin.start :]
        for argument in layers if origin.first_wins else reversed(layers):
            if argument.name is not None:
                continue
            at = Place(argument.value, ((ANY, *path) if argument.spread else path), frame, module)
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
                key = self.walker.fold.key(pair.items[0].value)
                if key == path[0] or isinstance(key, Marker):
                    places.append(Place(pair.items[1].value, path[1:], frame, module))
            else:
                return places
        return [Place(value, (ELEMENT, 1, *path[1:]), frame, module)]

    def _returned_by(
        self,
        argument: ir.Argument | None,
        path: FullPath,
        call: ir.Call,
        frame: Frame | None,
        module: ir.Module,
        or_value: bool,
        of: FullPath = (),
    ) -> list[Place]:
        if argument is None:
            return []
        places: list[Place] = []
        model = self.model_of(call, module)
        closures: tuple[Closure, ...] = ()
        if of:
            closures = tuple(self.walker.callees.closures(Place(argument.value, of, frame, module)))
        elif not isinstance(argument.value, ir.Literal):
            closures = self.walker.calls.targets(argument.value, frame, module)
        for closure in closures:
            if not isinstance(closure.target, ir.Function):
                continue
            calls = self.calls_of(model, call, argument)
            index = call.arguments.index(argument)
            entered = self.walker.calls.push(call, module, frame, closure, calls or Calls(index))
            if entered is not None:
                places.extend(self.walker.calls.returned(entered, path))
        if not closures and or_value:
            return [Place(argument.value, path, frame, module)]
        if not closures and model is not None:
            return self.origins.handed_library(argument, path, call, frame, module)
        return places

    def calls_of(self, model: CallModel | None, call: ir.Call, argument: ir.Argument) -> Calls | None:
        """With what a library calls the function that is `argument` of `call`."""
        if model is None:
            return None
        for calls in model.calls:
            if self.walker.arguments.argument(call, calls.index, calls.name) is argument:
                return calls
        return None

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
            places.extend(self.origins.handed_to(function, binding, 0, path, entered, closure.module))
        return places
