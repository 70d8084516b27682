"""Classes: members, instances, inheritance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import ANY, ELEMENT, FullPath, Marker, key_match
from genlint.model.frames import CONSTRUCTORS, ITERATORS, Closure, Link, Place
from genlint.model.naming import dotted

if TYPE_CHECKING:
    from genlint.model.walk import Walker


class Classes:
    """Where the parts of instances and classes come from."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker

    def module_of(self, cls: ir.Class) -> ir.Module:
        """The module in which a class stands."""
        function = cls.scope.function
        assert function is not None
        return self.walker.index.module_of(function)

    def lineage(self, cls: ir.Class) -> Iterator[tuple[ir.Class, ir.Module]]:
        """The class and its bases in sight, nearest first."""
        pending = [cls]
        seen: set[int] = set()
        while pending:
            current = pending.pop(0)
            if id(current) in seen:
                continue
            seen.add(id(current))
            module = self.module_of(current)
            yield current, module
            for base in current.bases:
                for closure in self.walker.calls.targets(base, None, module):
                    if isinstance(closure.target, ir.Class):
                        pending.append(closure.target)

    def constructor(self, cls: ir.Class) -> tuple[ir.Function, ir.Module] | None:
        """The constructor that making an instance runs."""
        for each, module in self.lineage(cls):
            for member in each.members:
                if member.name in CONSTRUCTORS and isinstance(member.value, ir.Function):
                    return member.value, module
        return None

    def instance(self, closure: Closure, call: ir.Call, place: Place) -> list[Link]:
        """The part at `place.path` of the instance that `call` makes of the class in `closure`."""
        cls = closure.target
        assert isinstance(cls, ir.Class)
        path = place.path
        walker = self.walker
        if path and isinstance(path[0], int) and cls.fields and -len(cls.fields) <= path[0] < len(cls.fields):
            path = (cls.fields[path[0]], *path[1:])
        links: list[Link] = []
        made = self.constructor(cls)
        if made is not None:
            function, module = made
            inner = Closure(function, module, closure.defining)
            entered = walker.calls.push(call, place.module, place.frame, inner)
            facts = walker.index.facts(function)
            definition = facts.arguments.get(function.receiver) if function.receiver is not None else None
            if entered is not None and definition is not None:
                chain = facts.exit.get(definition) if facts.exit is not None else None
                links, falls = walker.memory.look(chain, path, entered, module)
                if not falls:
                    return links
        at = Place(call, path, place.frame, place.module)
        receiver = Place(call, (), place.frame, place.module)
        found = self.member(cls, at, receiver)
        if found is None and not links:
            found = self._special(cls, at, receiver)
        if found is None and made is None:
            found = self._by_keyword(cls, call, place)
        return links + (found or [])

    def constructed(self, closure: Closure, call: ir.Call, place: Place) -> list[Link]:
        """The part at `place.path` of what `new f(…)` makes of a plain function."""
        function = closure.target
        assert isinstance(function, ir.Function)
        walker = self.walker
        entered = walker.calls.push(call, place.module, place.frame, closure)
        if entered is None or not place.path:
            return []
        facts = walker.index.facts(function)
        links = [(p, StepKind.RETURNED) for p in walker.calls.returned(entered, place.path)]
        if links:
            return links
        definition = facts.arguments.get(function.receiver) if function.receiver is not None else None
        chain = facts.exit.get(definition) if facts.exit is not None and definition is not None else None
        found, falls = walker.memory.look(chain, place.path, entered, closure.module)
        links.extend(found)
        if falls and function.name is not None and function.scope.parent is not None:
            binding = function.scope.parent.lookup(function.name)
            if binding is not None:
                links.extend(walker.variables.at_the_end(binding, ("prototype", *place.path)))
        return links

    def _special(self, cls: ir.Class, place: Place, receiver: Place) -> list[Link] | None:
        """What methods answer that a language calls by itself: for iteration, indices, missing attributes."""
        key, rest = place.path[0], place.path[1:]
        if isinstance(key, int) or (isinstance(key, Marker) and key is not ANY):
            links: list[Link] = []
            for name in ITERATORS:
                links.extend(self._answers(cls, name, (ELEMENT, *rest), place, receiver))
            for name, part in (("__next__", ()), ("__anext__", ()), ("next", ("value",))):
                links.extend(self._answers(cls, name, (*part, *rest), place, receiver))
            if links:
                return links
        for name in ("__getitem__", "__getattr__"):
            if isinstance(key, str) or name == "__getitem__":
                found = self._answers(cls, name, rest, place, receiver)
                if found:
                    return found
        return None

    def _answers(self, cls: ir.Class, name: str, path: FullPath, place: Place, receiver: Place) -> list[Link]:
        links: list[Link] = []
        at = Place(place.node, (name,), place.frame, place.module)
        for method, _kind in self.member(cls, at, receiver) or ():
            if not isinstance(method.node, ir.Function):
                continue
            closure = Closure(method.node, method.module, None, receiver)
            entered = self.walker.calls.push(method.node, place.module, place.frame, closure)
            if entered is not None:
                links.extend((p, StepKind.RETURNED) for p in self.walker.calls.returned(entered, path))
        return links

    @staticmethod
    def _by_keyword(cls: ir.Class, call: ir.Call, place: Place) -> list[Link] | None:
        """An instance whose constructor its library writes: the keywords are its attributes."""
        links: list[Link] = []
        for argument in call.arguments:
            if argument.name is not None and key_match(argument.name, place.path[0]) == "yes":
                at = Place(argument.value, place.path[1:], place.frame, place.module)
                return [(at, StepKind.CARRIED)]
            if argument.name is not None and place.path[0] is ANY:
                at = Place(argument.value, place.path[1:], place.frame, place.module)
                links.append((at, StepKind.CARRIED))
            if argument.spread == "entries" or (argument.name is None and _is_container(cls)):
                at = Place(argument.value, place.path, place.frame, place.module)
                links.append((at, StepKind.CARRIED))
        return links or None

    def member(self, cls: ir.Class, place: Place, receiver: Place | None) -> list[Link] | None:
        """A method, accessor or class attribute, looked up along the lineage."""
        key = place.path[0]
        for each, module in self.lineage(cls):
            for member in reversed(each.members):
                if member.static and module.language == "typescript":
                    continue
                if member.name != key or member.value is None or member.name in CONSTRUCTORS:
                    continue
                if member.kind == "set":
                    continue
                return self._read_member(member, each, place, module, receiver)
            binding = each.scope.bindings.get(key) if isinstance(key, str) else None
            if binding is not None:
                # declared under a condition in the class body
                found = self.walker.variables.at_the_end(binding, place.path[1:])
                if found:
                    return found
        return None

    def _read_member(
        self, member: ir.Member, cls: ir.Class, place: Place, module: ir.Module, receiver: Place | None
    ) -> list[Link]:
        walker = self.walker
        value = member.value
        assert value is not None
        rest = place.path[1:]
        if member.kind == "get" and isinstance(value, ir.Function):
            closure = Closure(value, module, None, receiver)
            entered = walker.calls.push(member, place.module, place.frame, closure)
            if entered is None:
                return []
            return [(each, StepKind.RETURNED) for each in walker.calls.returned(entered, rest)]
        if rest[:1] == ("value",) and member.kind == "field" and _is_enum(cls):
            rest = rest[1:]
        return [(Place(walker.callees.decorated(value, None, module), rest, None, module), StepKind.READ)]

    def static_part(self, cls: ir.Class, place: Place) -> list[Link] | None:
        """A part of the class itself: a static member, or what was stored on it by name."""
        links: list[Link] = []
        for each, module in self.lineage(cls):
            for member in reversed(each.members):
                if member.name == place.path[0] and member.value is not None and member.kind != "set":
                    read = self._read_member(member, each, place, module, Place(cls, (), None, module))
                    return links + read
        return links or None

    def any_instance(self, cls: ir.Class, place: Place) -> list[Link] | None:
        """The part at `place.path` of an instance of which nothing is known: whatever any method of the
        class, its bases or the classes that extend it puts there."""
        walker = self.walker
        if walker.naming:
            # a method is what the class says, or one that extends it, whoever the instance is
            methods = list(self.member(cls, place, None) or ())
            for extending, _module in self._extending(cls):
                found = self.member(extending, place, None) or ()
                methods.extend(link for link in found if link not in methods)
            if methods:
                return methods
        links: list[Link] = []
        seen: set[int] = set()
        for each, module in (*self.lineage(cls), *self._extending(cls)):
            if id(each) in seen:
                continue
            seen.add(id(each))
            for member in each.members:
                function = member.value
                if not isinstance(function, ir.Function) or function.receiver is None or function.static:
                    continue
                facts = walker.index.facts(function)
                definition = facts.arguments.get(function.receiver)
                if definition is None or facts.exit is None:
                    continue
                links.extend(walker.memory.own_stores(facts.exit.get(definition), place.path, module))
        found_member = self.member(cls, place, None)
        if found_member:
            links.extend(found_member)
        links.extend(self._from_outside(cls, place))
        return links or None

    def _from_outside(self, cls: ir.Class, place: Place) -> list[Link]:
        """What the makers of instances store on them."""
        walker = self.walker
        links: list[Link] = []
        module = self.module_of(cls)
        for site in walker.callers.of(cls, module):
            facts = walker.index.site.get(site.call)
            if facts is None or facts.exit is None:
                continue
            for definition, events in facts.events.items():
                if definition.value is not site.call:
                    continue
                for event in events:
                    if (
                        event.kind == "store"
                        and walker.compare(event.path, place.path) != "no"
                        and len(event.path) <= len(place.path)
                        and event.value is not None
                    ):
                        rest = place.path[len(event.path) :]
                        links.append((Place(event.value, rest, None, site.module), StepKind.ASSIGNED))
        return links

    def _extending(self, cls: ir.Class) -> Iterator[tuple[ir.Class, ir.Module]]:
        module = self.module_of(cls)
        for facts in self.walker.index.all_facts(module):
            for other in facts.classes:
                if other is not cls and any(each is cls for each, _ in self.lineage(other)):
                    yield other, module


_CONTAINERS = frozenset(
    {"dict", "OrderedDict", "UserDict", "list", "tuple", "deque", "UserList", "set", "Array"}
)


def _is_container(cls: ir.Class) -> bool:
    """Does it extend a container of the library, which takes its content from what it is made with?"""
    return any(dotted(base)[-1:] and dotted(base)[-1] in _CONTAINERS for base in cls.bases)


def _is_enum(cls: ir.Class) -> bool:
    return any(dotted(base)[-1:] and dotted(base)[-1].endswith(("Enum", "Flag")) for base in cls.bases)
