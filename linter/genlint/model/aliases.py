"""Changes through another name: matched by the place where the object was made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.captures import base_name
from genlint.model.env import ANY, APPENDED, ELEMENT, RECEIVER, Def, Env, FullPath, Marker
from genlint.model.facts import Facts
from genlint.model.frames import Frame, Link, Place
from genlint.model.library import CallModel
from genlint.model.library_words import Arg, AtPath, EntryOf, ProxyOf, Receiver
from genlint.records import dataclass

if TYPE_CHECKING:
    from genlint.model.walk import Walker

MAX_IMPORTERS = 12
"""In how many modules that import one is looked for changes of the objects that it makes."""


@dataclass(eq=False, slots=True)
class _Change:
    """A store, or a call of a method that changes its object, at `at` of what `target` is."""

    node: ir.Store | ir.Call
    target: ir.Value
    module: ir.Module
    at: FullPath
    origin: Arg | ir.Value
    default: Def | None = None
    """The parameter that `target` is read from, if its default is an object that all calls share."""
    fresh: frozenset[ir.Value] = frozenset()
    """The calls that gave the object: what they made themselves is the business of its events."""
    births: frozenset[tuple[object, object]] | None = None


class Aliases:
    """The changes in a module that local variables and calls do not explain."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._changes: dict[ir.Module, list[_Change]] = {}
        self._asking = False

    def stores_into(self, birth: ir.Value, place: Place) -> list[Link]:
        """The values that such changes may have put at `place.path` of the object born at `birth`.

        They only add: when they happen isn't known.
        """
        if self._asking or not place.path:
            return []
        links: list[Link] = []
        for module in self._modules(birth, place.module):
            for each in self._of(module):
                path = place.path
                if len(each.at) > len(path) or self.walker.compare(each.at, path) == "no":
                    continue
                births = each.births
                if births is None:
                    births = self._births(each)
                    if not self.walker.calls.partial:
                        each.births = births
                site = place.frame.site if place.frame is not None else None
                if not any(b is birth and (s is None or site is None or s is site) for b, s in births):
                    continue
                rest = path[len(each.at) :]
                for frame in self._frames(each, birth):
                    links.extend((p, StepKind.ASSIGNED) for p in self._origins(each, rest, frame))
        return links

    def _modules(self, birth: ir.Value, module: ir.Module) -> list[ir.Module]:
        facts = self.walker.index.site.get(birth)
        if not self.walker.wide or facts is None or facts.function.kind != "module":
            return [module]
        return [module, *self.walker.modules.importers(module)[:MAX_IMPORTERS]]

    def _births(self, change: _Change) -> frozenset[tuple[object, object]]:
        self._asking = True
        try:
            found = self.walker.births(Place(change.target, (), None, change.module), copies=True)
        finally:
            self._asking = False
        sites = [(b.node, b.frame.site if b.frame is not None else None) for b in found if not b.path]
        return frozenset(pair for pair in sites if not change.fresh.intersection(pair))

    def _frames(self, change: _Change, birth: ir.Value) -> list[Frame | None]:
        """The contexts in which a change befalls the object: those calls that leave the argument out."""
        definition = change.default
        if definition is None or definition.parameter is None or definition.parameter.default is not birth:
            return [None]
        found: list[Frame | None] = []
        for entered in self.walker.variables.entries(definition.function):
            places, omitted = self.walker.arguments.handed_in(entered, definition.parameter, ())
            if omitted and not places:
                found.append(entered)
        return found

    def _origins(self, change: _Change, rest: FullPath, frame: Frame | None) -> list[Place]:
        if isinstance(change.origin, ir.Value):
            return [Place(change.origin, rest, frame, change.module)]
        assert isinstance(change.node, ir.Call)
        return self.walker.library.origin_places(change.origin, change.node, rest, frame, change.module)

    # ------------------------------------------------------------------ the changes of a module

    def _of(self, module: ir.Module) -> list[_Change]:
        found = self._changes.get(module)
        if found is None:
            found = self._changes[module] = []
            seen: set[int] = set()
            for facts in self.walker.index.all_facts(module):
                for store, env in facts.stores:
                    if id(store) not in seen:
                        seen.add(id(store))
                        found.extend(self._store(store, env, module))
                for call in facts.calls:
                    if isinstance(call.callee, ir.Attribute):
                        found.extend(self._call(call, call.callee.object, facts))
        return found

    def _store(self, store: ir.Store, env: Env, module: ir.Module) -> Iterator[_Change]:
        target = store.target
        assert isinstance(target, (ir.Attribute, ir.Index))
        change = _Change(store, target.object, module, (), store.value)
        if isinstance(target.object, ir.Name) and not self._unexplained(change, target.object, env):
            return
        key = target.key if isinstance(target, ir.Attribute) else self.walker.fold.key(target.key)
        change.at = (key,)
        yield change

    def _call(self, call: ir.Call, receiver: ir.Value, facts: Facts) -> Iterator[_Change]:
        model = self.walker.library.model_of(call, facts.module)
        if model is None or not any(effect.target == RECEIVER for effect in model.effects):
            return
        base = base_name(receiver)
        env = facts.call_env.get(call)
        if env is None:
            return
        probe = _Change(call, receiver, facts.module, (), receiver)
        if base is not None and not self._unexplained(probe, base, env):
            return
        if base is None and isinstance(receiver, ir.Call) and not self._hands_on(receiver, facts.module):
            return
        for effect in model.effects:
            if effect.target == RECEIVER and isinstance(effect.origin, Arg):
                at = tuple(self._key(key, call) for key in effect.at)
                yield _Change(call, receiver, facts.module, at, effect.origin, probe.default, probe.fresh)

    def _key(self, key: object, call: ir.Call) -> str | int | Marker:
        if isinstance(key, Arg):
            argument = self.walker.arguments.argument(call, key.index, key.name)
            return self.walker.fold.key(argument.value) if argument is not None else ANY
        if key is APPENDED:
            return ELEMENT
        if isinstance(key, AtPath):
            return ANY
        assert isinstance(key, (str, int, Marker))
        return key

    def _unexplained(self, change: _Change, name: ir.Name, env: Env) -> bool:
        """May the object be another than those whose events a walk meets anyhow: what is made here, or
        handed in by a call?"""
        binding = name.scope.lookup(name.text)
        defs: tuple[Def, ...] | None = env.get(binding) if binding is not None else None
        if defs is None:
            imported = binding is not None and binding.kind == "import"
            return imported or isinstance(change.node, ir.Store)
        unexplained = False
        for definition in defs:
            root = definition.holds()
            if root.kind == "parameter" and root.parameter is not None and not definition.prefix:
                if isinstance(root.parameter.default, (ir.Record, ir.Sequence, ir.Call)):
                    change.default, unexplained = root, True
                elif isinstance(change.node, ir.Store) and self._called_back(root.function, change.module):
                    unexplained = True
            elif root.kind in ("parameter", "receiver", "entry", "touched"):
                unexplained = unexplained or (root.kind == "entry" and root.binding.kind == "import")
            elif isinstance(root.value, ir.Call):
                module = change.module
                if definition.prefix:
                    unexplained = unexplained or isinstance(change.node, ir.Store)
                elif self._is_proxy(root.value, module):
                    unexplained = True  # its target is changed under its own name, too
                elif not root.value.new and self._keeps(root.value, module):
                    change.fresh |= {root.value}
                    unexplained = True
            elif not isinstance(root.value, (ir.Record, ir.Sequence)):
                unexplained = unexplained or isinstance(change.node, ir.Store) or self._outside(root)
        return unexplained

    def _keeps(self, call: ir.Call, module: ir.Module) -> bool:
        """May a call give an object that is kept elsewhere: an entry of a container, or by its function?"""
        model = self.walker.library.model_of(call, module)
        if model is None:
            return isinstance(call.callee, ir.Attribute)
        return _gives_entries(model)

    def _is_proxy(self, call: ir.Call, module: ir.Module) -> bool:
        model = self.walker.library.model_of(call, module)
        return model is not None and any(isinstance(gives.origin, ProxyOf) for gives in model.gives)

    def _hands_on(self, call: ir.Call, module: ir.Module) -> bool:
        """Is what a call gives the very object that stands before it, or one inside that; or a new one?"""
        model = self.walker.library.model_of(call, module)
        if model is None or model.effects or _gives_entries(model):
            return True
        same = (Arg, Receiver)
        return not any(not gives.at and isinstance(gives.origin, same) for gives in model.gives)

    def _called_back(self, function: ir.Function, module: ir.Module) -> bool:
        """Is a function handed, where it is made, to a library that calls it with what an object holds?"""
        call = self.walker.index.handed_to(function)
        return (
            call is not None
            and not function.parameters[1:]
            and bool((model := self.walker.library.model_of(call, module)) and model.calls)
            and not self.walker.calls.targets(call.callee, None, module)
        )

    @staticmethod
    def _outside(root: Def) -> bool:
        return isinstance(root.value, (ir.Imported, ir.Enter))


def _gives_entries(model: CallModel) -> bool:
    return any(
        not gives.at
        and (isinstance(gives.origin, EntryOf) or (isinstance(gives.origin, Receiver) and gives.origin.path))
        for gives in model.gives
    )
