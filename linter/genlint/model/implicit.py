"""Calls that nobody writes: accessors, operators and conversions that a language answers by a method.

Each such operation has a call made for it, once, that stands where the operation does, so that frames,
arguments and callers treat it as any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.callers import CallSite
from genlint.model.env import ANY, RECEIVER, Def, Event, FullPath
from genlint.model.frames import CONSTRUCTORS, Closure, Frame, Place
from genlint.model.operations import (
    candidates,
    implied,
)
from genlint.records import dataclass, replace

if TYPE_CHECKING:
    from genlint.model.facts import Facts
    from genlint.model.walk import Walker

MAX_DELEGATION = 3
"""How many methods deep it is looked for a store under a key that was handed in."""
_MANAGING = frozenset({"__enter__", "__aenter__", "__exit__", "__aexit__"})
_STORING = frozenset({"__setitem__", "__setattr__", "setattr", "__set__"})


@dataclass(frozen=True, slots=True)
class Setter:
    """A function that a store runs: `touch` is the event that the store is, `plain` whether what was stored
    can be read back under the same key (the function keeps it under the key that it was handed)."""

    closure: Closure
    touch: Event
    plain: bool


class Implicit:
    """Which functions in sight stores run."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._setters: dict[tuple[ir.Store, Frame | None], tuple[tuple[Setter, ...], bool]] = {}
        self._plain: dict[ir.Function, bool] = {}
        self._names: dict[ir.Module, frozenset[str]] = {}
        self._asking: set[ir.Store] = set()

    # ------------------------------------------------------------------ calls

    def call(
        self, site: ir.Node, facts: Facts, receiver: ir.Value, method: str, *arguments: ir.Value
    ) -> ir.Call:
        """The call of `method` that the operation `site` is."""
        made = implied(facts, site, method, receiver, method, *arguments)
        self.walker.index.site[made] = facts
        return made

    # ------------------------------------------------------------------ stores

    def setters(
        self, event: Event, frame: Frame | None, module: ir.Module
    ) -> tuple[tuple[Setter, ...], bool]:
        """The functions that a store into an object runs, and whether it surely runs one of them, so that
        it is no store of its own."""
        store, root = event.store, event.root
        if store is None or root is None or store in self._asking:
            return (), False
        known = self._setters.get((store, frame))
        if known is None:
            facts = self.walker.index.facts(root.function)
            self._asking.add(store)
            try:
                owners = list(self._owners(store, event, frame, module))
                known = self._among(owners, store, facts, event.path[:-1], frame, module)
            finally:
                self._asking.discard(store)
            if not self.walker.calls.partial:
                self._setters[store, frame] = known
        return known

    def _among(
        self,
        owners: list[ir.Class | ir.Record | Place],
        store: ir.Store,
        facts: Facts,
        path: FullPath,
        frame: Frame | None,
        module: ir.Module,
    ) -> tuple[tuple[Setter, ...], bool]:
        found: list[Setter] = []
        sure = bool(owners)
        target = store.target
        assert isinstance(target, (ir.Attribute, ir.Index))
        for owner in owners:
            if isinstance(owner, Place):
                sure = False
                continue
            made = self._setter(owner, store, facts, path, frame, module)
            if made is None:
                sure = False
            elif all(made.closure != each.closure for each in found):
                found.append(made)
                sure = sure and not made.plain
        return tuple(found), sure and bool(found)

    def _setter(
        self,
        owner: ir.Class | ir.Record,
        store: ir.Store,
        facts: Facts,
        path: FullPath,
        frame: Frame | None,
        module: ir.Module,
    ) -> Setter | None:
        walker = self.walker
        target = store.target
        assert isinstance(target, (ir.Attribute, ir.Index))
        holder = target.object.receiver if isinstance(target.object, ir.Super) else target.object
        receiver = Place(holder, (), frame, module)
        key = target.key if isinstance(target, ir.Attribute) else walker.fold.key(target.key)
        if isinstance(owner, ir.Record):
            for entry in reversed(owner.entries):
                if entry.key == key and entry.kind == "set" and isinstance(entry.value, ir.Function):
                    call = self.call(store, facts, target.object, str(key), store.value)
                    site = walker.index.site.get(entry.value)
                    within = walker.index.module_of(site.function) if site is not None else module
                    closure = Closure(entry.value, within, frame, receiver)
                    return Setter(closure, Event("touch", path, call=call, role=RECEIVER), False)
                if entry.key == key and entry.kind != "get":
                    return None
            return None
        if isinstance(target, ir.Index) and module.language == "python":
            return self._by_method(owner, "__setitem__", store, facts, path, receiver, target.key)
        for member, _cls, home in walker.classes.members(owner, str(key)):
            if member.kind == "set":
                call = self.call(store, facts, target.object, str(key), store.value)
                for function in walker.classes.accessors(member, home):
                    closure = Closure(function.target, function.module, function.defining, receiver)
                    return Setter(closure, Event("touch", path, call=call, role=RECEIVER), False)
            if member.kind == "field" and member.value is not None and module.language == "python":
                for closure in walker.classes.hook(member, home, "__set__"):
                    call = self.call(store, facts, member.value, "__set__", target.object, store.value)
                    plain = self._keeps(closure.target)
                    return Setter(closure, Event("touch", path, call=call, role=0), plain)
            if member.kind in ("field", "method"):
                break
        return None

    def _by_method(
        self,
        owner: ir.Class,
        method: str,
        store: ir.Store,
        facts: Facts,
        path: FullPath,
        receiver: Place,
        key: ir.Value,
    ) -> Setter | None:
        assert isinstance(receiver.node, ir.Value)
        for member, _cls, home in self.walker.classes.members(owner, method):
            if isinstance(member.value, ir.Function):
                call = self.call(store, facts, receiver.node, method, key, store.value)
                closure = Closure(member.value, home, None, receiver)
                touch = Event("touch", path, call=call, role=RECEIVER)
                return Setter(closure, touch, self._keeps(member.value))
        return None

    def _keeps(self, target: ir.Node, depth: int = 0) -> bool:
        """Does a function store under a key that isn't fixed: one that it was handed, or made of it?"""
        if not isinstance(target, ir.Function) or depth > MAX_DELEGATION:
            return False
        known = self._plain.get(target)
        if known is not None:
            return known
        self._plain[target] = False
        facts = self.walker.index.facts(target)
        found = any(
            event.kind == "store" and ANY in event.path
            for events in facts.events.values()
            for event in events
        )
        for call in facts.calls:
            callee = call.callee
            name = callee.text if isinstance(callee, ir.Name) else getattr(callee, "key", "")
            if found or name in _STORING:
                found = True
                break
            if (
                isinstance(callee, ir.Attribute)
                and isinstance(callee.object, ir.Name)
                and target.cls is not None
            ):
                for member, _cls, _home in self.walker.classes.members(target.cls, name):
                    found = found or (member.value is not None and self._keeps(member.value, depth + 1))
        self._plain[target] = found
        return found

    # ------------------------------------------------------------------ owners

    def _owners(
        self, store: ir.Store, event: Event, frame: Frame | None, module: ir.Module
    ) -> Iterator[ir.Class | ir.Record | Place]:
        """The classes and displays of the objects into which `store` puts something; a `Place` where an
        object is nothing of both. None at all where no class or display that has to do with it is near."""
        target, root = store.target, event.root
        assert isinstance(target, (ir.Attribute, ir.Index))
        assert root is not None
        key = target.key if isinstance(target, ir.Attribute) else "__setitem__"
        if not isinstance(key, str) or not event.path:
            return
        if isinstance(target.object, ir.Super):
            for order in self.walker.lineages.next_of(target.object, frame, module):
                yield order[0]
            return
        if root.kind == "receiver" and len(event.path) == 1:
            yield from self._receivers(root, frame)
            return
        local = key in self.names(module) or (
            isinstance(target, ir.Index) and self.walker.fold.key(target.key) in self.names(module)
        )
        if not local:
            # a class from elsewhere: where the object is seen to be made of one
            if len(event.path) > 1 or root.kind not in ("value", "entry"):
                return
            value = root.value
            if root.kind == "entry":
                captures = self.walker.index.captures(module)
                value = captures.constants.get(root.binding)
            if not isinstance(value, ir.Call):
                return
            for closure in self.walker.calls.targets(value.callee, frame, module):
                if isinstance(closure.target, ir.Class):
                    yield closure.target
            return
        for birth in self.walker.births(Place(target.object, (), frame, module)):
            yield from self._made(birth)

    def _made(self, birth: Place) -> Iterator[ir.Class | ir.Record | Place]:
        node = birth.node
        if isinstance(node, (ir.Record, ir.Class)) and not birth.path:
            yield node
        elif isinstance(node, Def) and node.kind == "receiver" and not birth.path:
            yield from self._receivers(node, birth.frame)
        elif isinstance(node, ir.Call) and not birth.path:
            known = False
            for closure in self.walker.calls.targets(node.callee, birth.frame, birth.module):
                if isinstance(closure.target, ir.Class):
                    known = True
                    yield closure.target
            if not known:
                yield birth
        else:
            yield birth

    def _receivers(self, root: Def, frame: Frame | None) -> Iterator[ir.Class | ir.Record | Place]:
        function = root.function
        entered = frame is not None and frame.function is function
        if function.cls is not None and entered and function.name in CONSTRUCTORS:
            yield self.walker.lineages.made_in(frame, function.cls)
            return
        if function.cls is not None:
            yield function.cls
            return
        facts = self.walker.index.site.get(function)
        record = facts.record_of.get(function) if facts is not None else None
        if record is not None:
            yield record

    def names(self, module: ir.Module) -> frozenset[str]:
        """The names under which the classes and displays of a module have methods and accessors that stores
        and operators run."""
        found = self._names.get(module)
        if found is None:
            found = self._names[module] = frozenset(self.walker.index.captures(module).implicit)
        return found

    # ------------------------------------------------------------------ callers

    def sites(self, target: ir.Node, home: ir.Module, module: ir.Module) -> Iterator[CallSite]:
        """The operations of `module` that run `target`, a function in `home`, though nobody calls it."""
        if not isinstance(target, ir.Function) or target.name is None or target.name not in self.names(home):
            return
        for facts in self.walker.index.all_facts(module):
            for made in self._operators(target, facts):
                self.walker.index.site[made] = facts
                for closure in self.walker.calls.targets(made.callee, None, module):
                    if closure.target is target:
                        yield CallSite(made, module, closure, None)
            for store, _env in facts.stores:
                aimed = store.target
                if isinstance(aimed, ir.Attribute):
                    fits = aimed.key == target.name or target.name in ("__set__", "__setattr__")
                else:
                    fits = isinstance(aimed, ir.Index) and (
                        target.name == "__setitem__" or self.walker.fold.key(aimed.key) == target.name
                    )
                if not fits:
                    continue
                assert isinstance(aimed, (ir.Attribute, ir.Index))
                for setter in self._run(store, target, facts, module):
                    call = setter.touch.call
                    assert call is not None
                    yield CallSite(call, module, setter.closure, None)

    @staticmethod
    def _operators(target: ir.Function, facts: Facts) -> Iterator[ir.Call]:
        """The operators and `with` statements of a function that may run a method of this name."""
        name = target.name
        assert name is not None
        if not (name.startswith("__") and name.endswith("__")):
            return
        for node in facts.operations:
            yield from candidates(facts, node, name, node in facts.in_place)
        if name in _MANAGING:
            for _manager, alias in facts.entered:
                made = facts.implied.get((alias, name))
                if made is not None:
                    yield made

    def _run(self, store: ir.Store, target: ir.Function, facts: Facts, module: ir.Module) -> Iterator[Setter]:
        aimed = store.target
        assert isinstance(aimed, (ir.Attribute, ir.Index))
        if isinstance(aimed.object, ir.Super):
            for order in self.walker.lineages.next_of(aimed.object, None, module):
                made = self._setter(order[0], store, facts, (), None, module)
                if made is not None and made.closure.target is target:
                    yield made
            return
        for birth in self.walker.births(Place(aimed.object, (), None, module)):
            for owner in self._made(birth):
                if isinstance(owner, Place):
                    continue
                if target.name == "__setattr__" and isinstance(owner, ir.Class):
                    key = ir.Literal(aimed.span, aimed.key if isinstance(aimed, ir.Attribute) else "")
                    receiver = Place(aimed.object, (), None, module)
                    made = self._by_method(owner, "__setattr__", store, facts, (), receiver, key)
                else:
                    made = self._setter(owner, store, facts, (), None, module)
                if made is not None and made.closure.target is target:
                    yield replace(made, closure=replace(made.closure, defining=None))
                    return
