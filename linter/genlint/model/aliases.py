"""Stores through another name: matched by the place where the object was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.captures import base_name
from genlint.model.env import Def, PathKey, key_match
from genlint.model.frames import Link, Place
from genlint.model.library import ProxyOf

if TYPE_CHECKING:
    from genlint.model.walk import Walker


@dataclass(eq=False, slots=True)
class _Store:
    store: ir.Store
    module: ir.Module
    key: PathKey
    births: frozenset[object] | None = None


class Aliases:
    """The stores of a module that local variables and calls do not explain."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._stores: dict[ir.Module, list[_Store]] = {}
        self._asking = False

    def stores_into(self, birth: ir.Value, place: Place) -> list[Link]:
        """The values that such stores may have put at `place.path` of the object born at `birth`.

        They only add: when they happen isn't known.
        """
        if self._asking or not place.path:
            return []
        links: list[Link] = []
        for each in self._of(place.module):
            if key_match(each.key, place.path[0]) == "no":
                continue
            if each.births is None:
                self._asking = True
                try:
                    target = each.store.target
                    assert isinstance(target, (ir.Attribute, ir.Index))
                    found = self.walker.births(Place(target.object, (), None, each.module))
                finally:
                    self._asking = False
                each.births = frozenset(b.node for b in found)
            if birth in each.births:
                links.append((Place(each.store.value, place.path[1:], None, each.module), StepKind.ASSIGNED))
        return links

    def _of(self, module: ir.Module) -> list[_Store]:
        found = self._stores.get(module)
        if found is None:
            found = self._stores[module] = []
            seen: set[int] = set()
            for facts in self.walker.index.all_facts(module):
                for store, env in facts.stores:
                    target = store.target
                    assert isinstance(target, (ir.Attribute, ir.Index))
                    if id(store) in seen:
                        continue
                    seen.add(id(store))
                    name = base_name(target)
                    if name is not None and isinstance(target.object, ir.Name):
                        binding = name.scope.lookup(name.text)
                        defs = env.get(binding) if binding is not None else None
                        if defs is None or all(self._explained(d, module) for d in defs):
                            continue
                    key = target.key if isinstance(target, ir.Attribute) else self.walker.fold.key(target.key)
                    found.append(_Store(store, module, key))
        return found

    def _explained(self, definition: Def, module: ir.Module) -> bool:
        """Is the object one whose events a walk meets anyhow: made here, or handed in by a call?"""
        root = definition.holds()
        if root.kind in ("parameter", "receiver", "entry", "touched"):
            return True
        if isinstance(root.value, ir.Call) and not definition.prefix:
            # a proxy's target is changed under its own name, too
            model = self.walker.library.model_of(root.value, module)
            return model is None or not any(isinstance(g.origin, ProxyOf) for g in model.gives)
        return isinstance(root.value, (ir.Record, ir.Sequence))
