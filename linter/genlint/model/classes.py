"""Classes: members, instances, inheritance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.constants import is_enum
from genlint.model.env import ANY, ELEMENT, FullPath, Marker, PathKey, key_match
from genlint.model.frames import CONSTRUCTORS, ITERATORS, Closure, Frame, Link, Place, holding
from genlint.model.library_words import Arg, OwnMember
from genlint.model.naming import dotted
from genlint.records import replace

if TYPE_CHECKING:
    from genlint.model.walk import Walker


class Classes:
    """Where the parts of instances and classes come from."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._asked: dict[tuple[ir.Function, str | int], ir.Call] = {}
        self._reads: dict[tuple[ir.Member, ir.Value], ir.Call] = {}
        self._extending: dict[ir.Class, tuple[tuple[ir.Class, ir.Module], ...]] = {}

    def module_of(self, cls: ir.Class) -> ir.Module:
        """The module in which a class stands."""
        function = cls.scope.function
        assert function is not None
        return self.walker.index.module_of(function)

    def lineage(self, cls: ir.Class) -> Iterator[tuple[ir.Class, ir.Module]]:
        """The class and its bases in sight, in the order in which they are asked for a member."""
        for each in self.walker.lineages.of(cls):
            yield each, self.module_of(each)

    def members(self, cls: ir.Class, name: str) -> Iterator[tuple[ir.Member, ir.Class, ir.Module]]:
        """The members called `name` of a class and its bases, with where each stands, nearest first."""
        for each, module in self.lineage(cls):
            for member in reversed(each.members):
                if member.value is not None and self._called(member, name):
                    yield member, each, module

    def _called(self, member: ir.Member, key: PathKey) -> bool:
        if member.key is not None and member.name is None:
            return key is not ANY and self.walker.fold.key(member.key) == key
        return member.name == key

    def overrides(self, cls: ir.Class, name: str) -> bool:
        """Does a class that extends `cls` have a member of this name, too?"""
        return any(member.name == name for each, _module in self.extending(cls) for member in each.members)

    def accessors(self, member: ir.Member, module: ir.Module) -> list[Closure]:
        """The functions that a getter or setter is."""
        value = member.value
        if isinstance(value, ir.Function):
            return [Closure(value, module)]
        if value is None:
            return []
        found = self.walker.calls.targets(value, None, module)
        return [closure for closure in found if isinstance(closure.target, ir.Function)]

    def hook(self, member: ir.Member, module: ir.Module, name: str) -> list[Closure]:
        """The methods `name` of the object that a class attribute is, if it is a descriptor."""
        walker = self.walker
        assert member.value is not None
        value = walker.callees.decorated(member.value, None, module)
        if not isinstance(value, ir.Call):
            return []
        found = []
        for closure in walker.calls.targets(value.callee, None, module):
            if not isinstance(closure.target, ir.Class):
                continue
            for method, _cls, home in self.members(closure.target, name):
                if isinstance(method.value, ir.Function):
                    receiver = Place(value, (), None, module)
                    found.append(Closure(method.value, home, None, receiver))
                    break
        return found

    def constructor(
        self, cls: ir.Class, order: tuple[ir.Class, ...] | None = None
    ) -> tuple[ir.Function, ir.Module] | None:
        """The constructor that making an instance runs, looked up in `order` or along the lineage."""
        for each, module in self._in(cls, order):
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
        if made is not None and path:
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
        maker = self._maker(cls, call, place, stored=not path)
        if maker is not None:
            links.extend((p, StepKind.RETURNED) for p in walker.calls.returned(maker, path))
        if not path:
            return links
        at = Place(call, path, place.frame, place.module)
        receiver = holding(place)
        found = walker.prototypes.shared(call, replace(place, path=path)) or self.member(cls, at, receiver)
        if found is None and not links:
            found = self._special(cls, at, receiver)
        if found is None and made is None:
            found = self._by_keyword(cls, call, place)
        return links + (found or [])

    def _maker(self, cls: ir.Class, call: ir.Call, place: Place, stored: bool) -> Frame | None:
        """The entry into the `__new__` that gives an instance; `stored`: if that may be one that is kept."""
        if self.module_of(cls).language != "python":
            return None
        for member, _cls, module in self.members(cls, "__new__"):
            function = member.value
            if not isinstance(function, ir.Function):
                return None
            facts = self.walker.index.facts(function)
            if stored and not any(isinstance(r.value, (ir.Attribute, ir.Index)) for r in facts.returns):
                return None
            closure = Closure(function, module, None, Place(cls, (), None, module))
            return self.walker.calls.push(call, place.module, place.frame, closure)
        return None

    def _special(self, cls: ir.Class, place: Place, receiver: Place) -> list[Link] | None:
        """What methods answer that a language calls by itself: for iteration, indices, missing attributes."""
        key, rest = place.path[0], place.path[1:]
        if isinstance(key, int) or (isinstance(key, Marker) and key.base is not ANY):
            links: list[Link] = []
            for name in ITERATORS:
                links.extend(self._answers(cls, name, (ELEMENT, *rest), place, receiver, None))
            for name, part in (("__next__", ()), ("__anext__", ()), ("next", ("value",))):
                links.extend(self._answers(cls, name, (*part, *rest), place, receiver, None))
            if links:
                return links
        for name in ("__getitem__", "__missing__", "__getattr__"):
            if isinstance(key, str) or name != "__getattr__":
                found = self._answers(cls, name, rest, place, receiver, key)
                if found:
                    return found
        return None

    def _answers(
        self,
        cls: ir.Class,
        name: str,
        path: FullPath,
        place: Place,
        receiver: Place,
        key: PathKey | None,
    ) -> list[Link]:
        """What a method answers that is called with the `key` that is asked for, if one is."""
        links: list[Link] = []
        at = Place(place.node, (name,), place.frame, place.module)
        for method, _kind in self.member(cls, at, receiver) or ():
            if not isinstance(method.node, ir.Function):
                continue
            closure = Closure(method.node, method.module, None, receiver)
            site: ir.Node = method.node
            if isinstance(key, (str, int)):
                site = self._asked.setdefault((method.node, key), _with_key(method.node, key))
            entered = self.walker.calls.push(site, place.module, place.frame, closure)
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

    def _in(self, cls: ir.Class, order: tuple[ir.Class, ...] | None) -> Iterator[tuple[ir.Class, ir.Module]]:
        if order is None:
            yield from self.lineage(cls)
        else:
            for each in order:
                yield each, self.module_of(each)

    def member(
        self,
        cls: ir.Class,
        place: Place,
        receiver: Place | None,
        order: tuple[ir.Class, ...] | None = None,
    ) -> list[Link] | None:
        """A method, accessor or class attribute, looked up in `order` or along the lineage."""
        key = place.path[0]
        for each, module in self._in(cls, order):
            for member in reversed(each.members):
                if member.static and module.language == "typescript":
                    continue
                if member.value is None or member.name in CONSTRUCTORS or not self._called(member, key):
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
        if member.kind == "get":
            links: list[Link] = []
            for function in self.accessors(member, module):
                closure = replace(function, receiver=receiver)
                entered = walker.calls.push(member, place.module, place.frame, closure)
                if entered is not None:
                    links.extend((each, StepKind.RETURNED) for each in walker.calls.returned(entered, rest))
            return links
        if module.language == "python" and receiver is not None:
            described = self._described(member, place, module, receiver)
            if described is not None:
                return described
        if rest[:1] == ("value",) and member.kind == "field" and is_enum(cls):
            rest = rest[1:]
        return [(Place(walker.callees.decorated(value, None, module), rest, None, module), StepKind.READ)]

    def _described(
        self, member: ir.Member, place: Place, module: ir.Module, receiver: Place
    ) -> list[Link] | None:
        """What a descriptor's `__get__` answers; None where the class attribute is no descriptor."""
        if not isinstance(receiver.node, ir.Value) or receiver.path:
            return None
        walker = self.walker
        links: list[Link] = []
        hooks = self.hook(member, module, "__get__")
        for closure in hooks:
            assert closure.receiver is not None
            assert isinstance(closure.receiver.node, ir.Value)
            instance = ir.Argument(member.span, receiver.node)
            callee = ir.Attribute(member.span, closure.receiver.node, "__get__", member.span)
            call = self._reads.setdefault((member, receiver.node), ir.Call(member.span, callee, [instance]))
            entered = walker.calls.push(call, receiver.module, receiver.frame, closure)
            if entered is not None:
                links.extend((p, StepKind.RETURNED) for p in walker.calls.returned(entered, place.path[1:]))
        return links if hooks else None

    def static_part(
        self, cls: ir.Class, place: Place, order: tuple[ir.Class, ...] | None = None
    ) -> list[Link] | None:
        """A part of the class itself: a static member, or what was stored on it by name."""
        links: list[Link] = []
        for each, module in self._in(cls, order):
            for member in reversed(each.members):
                if member.value is None or member.kind == "set":
                    continue
                if self._called(member, place.path[0]):
                    read = self._read_member(member, each, place, module, Place(cls, (), None, module))
                    return links + read
        return links or None

    def any_instance(self, cls: ir.Class, place: Place) -> list[Link] | None:
        """The part at `place.path` of an instance of which nothing is known: whatever any method of the
        class, its bases or the classes that extend it puts there."""
        walker = self.walker
        # a method is what the class says, or one that extends it, whoever the instance is
        methods = list(self.member(cls, place, None) or ())
        if walker.naming or (methods and all(_is_method(link) for link in methods)):
            for extending, _module in self.extending(cls):
                found = self.member(extending, place, None) or ()
                methods.extend(link for link in found if link not in methods)
            if methods:
                return methods
        links: list[Link] = []
        seen: set[int] = set()
        for each, module in (*self.lineage(cls), *self.extending(cls)):
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
                chain = facts.exit.get(definition)
                if walker.memory.may_store(chain, place.path[0], module):
                    links.extend(walker.memory.own_stores(chain, place.path, module))
                for inner in walker.index.captures(module).changed.get(function.receiver, ()):
                    # an arrow function that was made in the method has the same receiver
                    within = walker.index.facts(inner)
                    held = within.entries.get(function.receiver)
                    if held is not None and within.exit is not None:
                        links.extend(walker.memory.own_stores(within.exit.get(held), place.path, module))
        found_member = self.member(cls, place, None)
        if found_member:
            links.extend(found_member)
        links.extend(self._from_outside(cls, place))
        links.extend(self._by_library(cls, place))
        return links or None

    def _by_library(self, cls: ir.Class, place: Place) -> list[Link]:
        """What a library's class, which this one extends, puts there."""
        walker = self.walker
        links: list[Link] = []
        for each, module in self.lineage(cls):
            for base in each.bases:
                model = walker.library.model_of_class(base, module)
                for gives in model.instance if model is not None else ():
                    if walker.compare(gives.at, place.path) != "yes" or len(gives.at) > len(place.path):
                        continue
                    rest = place.path[len(gives.at) :]
                    if isinstance(gives.origin, OwnMember):
                        links.extend(self._from_static(cls, gives.origin, rest))
                        continue
                    assert isinstance(gives.origin, Arg)
                    for site in walker.callers.of(cls, self.module_of(cls)):
                        handed = walker.library.argument_places(
                            gives.origin, site.calls, site.call, rest, site.caller, site.module
                        )
                        links.extend((found, StepKind.ARGUMENT) for found in handed)
        return links

    def _from_static(self, cls: ir.Class, origin: OwnMember, path: FullPath) -> list[Link]:
        """A part of an instance that a library takes from a static member of the class."""
        member = Place(cls, (origin.name,), None, self.module_of(cls))
        if origin.then == "provided":
            if not self.static_part(cls, member):
                return []
            provided = self.walker.callers.provided_for(member, path)
            return [(each, StepKind.CARRIED) for each in provided]
        if not origin.then:
            return self.static_part(cls, replace(member, path=(origin.name, *path))) or []
        return [
            (Place(statement.value, path, None, link.module), StepKind.RETURNED)
            for link, _kind in self.static_part(cls, member) or ()
            if isinstance(link.node, ir.Function)
            for statement in self.walker.index.facts(link.node).returns
            if statement.value is not None
        ]

    def _from_outside(self, cls: ir.Class, place: Place) -> list[Link]:
        """What the makers of instances store on them."""
        walker = self.walker
        links: list[Link] = []
        module = self.module_of(cls)
        if not walker.callers.may_store(place.path[0], module):
            return []
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

    def extending(self, cls: ir.Class) -> tuple[tuple[ir.Class, ir.Module], ...]:
        """The classes of its module that extend a class."""
        found = self._extending.get(cls)
        if found is None:
            walker, module = self.walker, self.module_of(cls)
            cut, walker.cut = walker.cut, False
            found = tuple(
                (other, module)
                for facts in walker.index.all_facts(module)
                for other in facts.classes
                if other is not cls and any(each is cls for each, _ in self.lineage(other))
            )
            if not walker.cut and not walker.calls.partial:
                self._extending[cls] = found
            walker.cut = walker.cut or cut
        return found


def _is_method(link: Link) -> bool:
    return isinstance(link[0].node, ir.Function) and not link[0].path


def _with_key(method: ir.Function, key: str | int) -> ir.Call:
    """The call of a method that is asked for a key."""
    return ir.Call(method.span, method, [ir.Argument(method.span, ir.Literal(method.span, key))])


_CONTAINERS = frozenset(
    {"dict", "OrderedDict", "UserDict", "list", "tuple", "deque", "UserList", "set", "Array"}
)


def _is_container(cls: ir.Class) -> bool:
    """Does it extend a container of the library, which takes its content from what it is made with?"""
    return any(dotted(base)[-1:] and dotted(base)[-1] in _CONTAINERS for base in cls.bases)
