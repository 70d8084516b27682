"""Calls of library functions: the model that fits a call, and the places that it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import ANY, ELEMENT, ITER, FullPath, Marker, PathKey, key_match
from genlint.model.frames import Frame, Link, Place
from genlint.model.library import CallModel, Calls, Gives, Libraries
from genlint.model.library_derived import DerivedObjects
from genlint.model.library_functions import LibraryFunctions
from genlint.model.library_origins import LibraryOrigins
from genlint.model.library_words import (
    Arg,
    CalledWith,
    Composed,
    EntryOf,
    FromMaker,
    HandedBack,
    Keyed,
    Keywords,
    Left,
    Made,
    Merged,
    Origin,
    OwnMember,
    PairOf,
    Pieces,
    Provided,
    Receiver,
    Resolved,
    Result,
    Returned,
    Shared,
    Undefined,
    Under,
    Unless,
)

if TYPE_CHECKING:
    from genlint.model.walk import Walker


class LibraryCalls:
    """What the library models say about the calls of a program."""

    def __init__(self, walker: Walker, libraries: Libraries) -> None:
        self.walker = walker
        self.libraries = libraries
        self._models: dict[ir.Call, CallModel | None] = {}
        self.origins = LibraryOrigins(walker)
        self.functions = LibraryFunctions(walker)
        self.derived = DerivedObjects(walker)

    # ------------------------------------------------------------------ models

    def model_of(self, call: ir.Call, module: ir.Module) -> CallModel | None:
        """The library model that fits the called name, if any."""
        if call not in self._models:
            self._models[call] = self._model_of(call.callee, module)
        return self._models[call]

    def model_of_class(self, base: ir.Value, module: ir.Module) -> CallModel | None:
        """The library model that fits the name of a class, if it says anything of instances."""
        model = self._model_of(base, module)
        return model if model is not None and model.instance else None

    def _model_of(self, callee: ir.Value, module: ir.Module) -> CallModel | None:
        library = self.libraries.get(module.language)
        if library is None:
            return None
        if isinstance(callee, ir.Attribute):
            owner = self._last_name(callee.object)
            certain = self._is_whole_module(callee.object)
            return library.find(callee.key, owner, True, certain or self._is_module(callee.object), certain)
        if isinstance(callee, ir.Call) and not callee.arguments:
            made = self.model_of(callee, module)
            return made if made is not None and made.curried else None
        if not isinstance(callee, ir.Name):
            return None
        owner, name = self._origin_of(callee)
        found = library.find(name, owner, False, True, True)
        if found is None:
            # another name for it: `const useTyped = useSelector`
            value = self.walker.index.alias_of(callee)
            if isinstance(value, ir.Name):
                owner, name = self._origin_of(value)
                found = library.find(name, owner, False, True, True)
        return found

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

    def _origin_of(self, name: ir.Name) -> tuple[str | None, str]:
        """The last part of the module that a variable was imported from, if it was, and the name in it."""
        binding = name.scope.lookup(name.text)
        if binding is None or binding.kind != "import":
            return None, name.text
        value = self.walker.index.import_of(binding)
        if value is None:
            return None, name.text
        if value.name in ("*", "default"):
            # a package with a module for each of its functions: `lodash/get`
            package, _, inner = value.module.partition("/")
            if package in ("lodash", "lodash-es") and inner:
                return "lodash", inner
        if value.name == "*":
            return None, name.text
        last = value.module.rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        if "/" not in value.module:
            last = last.rsplit(".", 1)[-1]
        return last, name.text if value.name == "default" else value.name

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
        return binding is None or binding.kind in ("import", "global")

    @staticmethod
    def _last_name(value: ir.Value) -> str | None:
        if isinstance(value, ir.Name):
            return value.text
        if isinstance(value, ir.Attribute):
            return value.key
        return None

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
            if any(ours is ITER and _is_any(each) for ours, each in zip(gives.at, place.path, strict=False)):
                continue  # what iterating yields is no part under a key, known or not
            relation = self.walker.compare(gives.at, place.path)
            if relation == "no" or len(gives.at) > len(place.path):
                continue
            own = gives.origin.at if isinstance(gives.origin, CalledWith) else ()
            if own and place.path[: len(own)] == own:
                continue  # the function itself, not what it is handed
            if of_pairs and place.path and gives.origin == Arg(0) and not gives.at:
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
                path = (self.walker.deciding.key(key, place.frame, place.module), *place.path)
                return [(Place(call.arguments[0].value, path, place.frame, place.module), StepKind.CARRIED)]
        if any(isinstance(gives.origin, FromMaker) for gives in model.applied):
            return [
                (origin, StepKind.CARRIED)
                for gives in model.applied
                if isinstance(gives.origin, FromMaker)
                for origin in self.origin_places(
                    gives.origin.origin, made, place.path, place.frame, place.module
                )
            ]
        composed = next((g.origin for g in model.applied if isinstance(g.origin, Composed)), None)
        if composed is not None:
            value = self.derived.composed(composed, made, call)
            return [(Place(value, place.path, place.frame, place.module), StepKind.RETURNED)]
        if any(isinstance(gives.origin, HandedBack) for gives in model.applied):
            return self.functions.handed_back(model, made, call, place)
        return self.given(model.applied, model, call, place)

    # ------------------------------------------------------------------ origins

    def argument_places(
        self,
        argument: Arg,
        calls: Calls | None,
        call: ir.Call,
        path: FullPath,
        frame: Frame | None,
        module: ir.Module,
    ) -> list[Place]:
        """What `call` hands over as an argument; where it is a library that calls, by `calls`."""
        if calls is None:
            return self.origin_places(argument, call, path, frame, module)
        origins = calls.parameters[argument.index] if argument.index < len(calls.parameters) else ()
        return [place for each in origins for place in self.origin_places(each, call, path, frame, module)]

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
                missing = ANY if origin.default is None or call.arguments else origin.default
                keys: tuple[PathKey, ...] = (missing,)
                if given is not None:
                    keys = self.walker.deciding.keys(given.value, frame, module)
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
                value = self.walker.objects.function(call, origin.index, origin.of)
                is_given = self.walker.arguments.argument(call, origin.index) is not None
                if origin.of:
                    is_given = value is not None and bool(self.walker.calls.targets(value, frame, module))
                if is_given:
                    return []
                return self.origin_places(origin.origin, call, path, frame, module)
            case Merged():
                return self._merged(origin, call, path, frame, module)
            case Returned():
                return self.functions.returned_by(origin, call, path, frame, module)
            case Left():
                models = self.walker.objects.models(call, frame, module)
                entries = self.walker.objects.entered(origin.index, origin.of, call, frame, module, models)
                return [
                    place
                    for entered in entries
                    for place in self.walker.objects.left(entered, origin.parameter, path)
                ]
            case CalledWith():
                places = []
                given_as = Returned(origin.index, or_value=True)
                for site, site_module in self.walker.callers.of_part(call, origin.at, module):
                    places.extend(self.functions.returned_by(given_as, site, path, None, site_module))
                    if origin.changes:
                        left = Left(origin.index)
                        places.extend(self.origin_places(left, site, path, None, site_module))
                return places
            case Result():
                return [Place(call, origin.path + path, frame, module)]
            case Made():
                return [
                    Place(made.node, origin.path + path, made.frame, made.module)
                    for _member, made in self.walker.objects.members(call.callee, frame, module)
                ]
            case Under():
                if path[: len(origin.at)] != origin.at:
                    return []
                return self.origin_places(origin.origin, call, path[len(origin.at) :], frame, module)
            case Keyed():
                return self._keyed(origin, call, path, frame, module)
            case Shared():
                return self.walker.objects.shared(origin, path, module)
            case OwnMember() | Undefined():
                return []
            case Resolved():
                return self.functions.resolved(origin, call, path, frame, module)
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

    @staticmethod
    def _keyed_value(origin: Keyed, path: FullPath) -> FullPath | None:
        if not path or path[1 : 1 + len(origin.before)] != origin.before:
            return None
        return (*origin.of, path[0], *origin.after, *path[1 + len(origin.before) :])

    def _keyed(
        self, origin: Keyed, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        argument = self.walker.arguments.argument(call, origin.index)
        part = self._keyed_value(origin, path)
        if argument is None or part is None:
            return []
        return [Place(argument.value, part, frame, module)]

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

    def calls_of(self, model: CallModel | None, call: ir.Call, argument: ir.Argument) -> Calls | None:
        """With what a library calls the function that is `argument` of `call`."""
        if model is None:
            return None
        for calls in model.calls:
            if calls.of:
                continue
            index = calls.index if calls.index >= 0 else len(call.arguments) + calls.index
            if self.walker.arguments.argument(call, index, calls.name) is argument:
                return calls
        return None


def _has_pairs(value: ir.Value) -> bool:
    """Is it written as a list of pairs, or as what makes one?"""
    if isinstance(value, ir.Sequence):
        return True
    return isinstance(value, ir.Call) and isinstance(value.callee, ir.Function)


def _is_any(key: PathKey) -> bool:
    return isinstance(key, Marker) and key.base is ANY
