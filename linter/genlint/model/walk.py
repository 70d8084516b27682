"""The backward walk: from a part of a value to the places where it can come from, a step at a time.

`Walker.expand` gives the places one step further back. It doesn't recurse on the program: callees and
memory are asked with bounds of their own, and what a bound cut short is said by `cut`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from genlint.model import ir
from genlint.model.aliases import Aliases
from genlint.model.answers import Loader, StepKind
from genlint.model.arguments import Arguments
from genlint.model.callees import Callees
from genlint.model.callers import Callers
from genlint.model.calls import CallGraph
from genlint.model.captures import called_name
from genlint.model.classes import Classes
from genlint.model.constants import ConstantFolder, intact
from genlint.model.deciding import Deciding
from genlint.model.dispatch import Dispatch
from genlint.model.displays import Displays
from genlint.model.env import ANY, ELEMENT, ITER, KEYS, Def, FullPath, Marker
from genlint.model.exceptions import Exceptions
from genlint.model.frames import CONSTRUCTORS, Closure, Holders, Link, Place, step
from genlint.model.generators import Generators
from genlint.model.implicit import Implicit
from genlint.model.index import Index
from genlint.model.library import Libraries, traits_of
from genlint.model.library_calls import LibraryCalls
from genlint.model.library_effects import LibraryEffects
from genlint.model.library_objects import LibraryObjects
from genlint.model.lineage import Lineages
from genlint.model.memory import Memory, compare
from genlint.model.modules import Modules
from genlint.model.naming import named
from genlint.model.operations import CONVERSIONS, CONVERTERS
from genlint.model.operators import Operators
from genlint.model.order import Earlier, Order
from genlint.model.prototypes import Prototypes
from genlint.model.variables import Variables
from genlint.records import replace

BUDGET = 20_000
"""How many steps one question may take."""
MAX_PATH = 12
"""How deep into an object a walk asks."""


class Walker:
    """The engine of the model's questions over one program."""

    def __init__(self, loader: Loader, libraries: Libraries) -> None:
        self.index = Index(
            frozenset(n for library in libraries.values() for n in library.changing()),
            {language: frozenset(library.ending()) for language, library in libraries.items()},
            traits_of(libraries),
        )
        self.memory = Memory(self)
        self.order = Order(self)
        self.library = LibraryCalls(self, libraries)
        self.objects = LibraryObjects(self)
        self.library_effects = LibraryEffects(self)
        self.arguments = Arguments(self)
        self.calls = CallGraph(self)
        self.callees = Callees(self)
        self.callers = Callers(self)
        self.variables = Variables(self)
        self.classes = Classes(self)
        self.lineages = Lineages(self)
        self.prototypes = Prototypes(self)
        self.displays = Displays(self)
        self.aliases = Aliases(self)
        self.implicit = Implicit(self)
        self.operators = Operators(self)
        self.dispatch = Dispatch(self)
        self.modules = Modules(self, loader)
        self.exceptions = Exceptions(self)
        self.generators = Generators(self)
        self.fold = ConstantFolder(self.single_value, self._intact)
        self.deciding = Deciding(self)
        self.budget = BUDGET
        self.cut = False
        self.naming = False
        """Whether the question is what a callee may be. Functions come into objects by stores, not by calls
        that change an object: these are then passed over."""
        self.wide = False
        """Whether the modules that import one are looked through for its callers: for values and conditions,
        not for what a callee may be."""
        self._born = 0
        self._argument_objects: dict[ir.Function, Def] = {}

    @staticmethod
    def compare(stored: FullPath, asked: FullPath) -> str:
        """See `memory.compare`."""
        return compare(stored, asked)

    # ------------------------------------------------------------------ bounds

    def begin(self, budget: int = BUDGET, *, wide: bool = False) -> None:
        """Start a question with a full budget. `wide`: callers in other modules are asked for, too."""
        self.budget = budget
        self.cut = False
        self.wide = wide

    def spend(self) -> bool:
        """Take one step; False where the budget is used up."""
        if self.budget <= 0:
            self.cut = True
            return False
        self.budget -= 1
        return True

    @contextmanager
    def unhurried(self) -> Iterator[None]:
        """Work that serves all questions has a budget of its own, renewed as it goes."""
        budget, cut, wide = self.budget, self.cut, self.wide
        self.budget = BUDGET
        try:
            yield
        finally:
            self.budget, self.cut, self.wide = budget, cut, wide

    # ------------------------------------------------------------------ small questions

    def single_value(self, name: ir.Name) -> ir.Value | None:
        """The one value that a variable holds where it is read, if there is but one."""
        facts = self.index.facts_of_read(name)
        if facts is None:
            return None
        defs, _env = facts.reads[name]
        if len(defs) != 1:
            return None
        definition = defs[0]
        if definition.kind == "value":
            return definition.value
        owner = definition.binding.scope.function
        if definition.kind == "entry" and owner is not None:
            return self.index.captures(self.index.module_of(owner)).constants.get(definition.binding)
        return None

    def _intact(self, name: ir.Name, key: str) -> bool:
        facts = self.index.facts_of_read(name)
        if facts is None:
            return False
        defs, env = facts.reads[name]
        return intact(defs, env, key, self.index.captures(facts.module))

    def births(self, start: Place, *, copies: bool = False) -> list[Place]:
        """The nodes at which the objects that a value may be are made, or where sight ends. `copies`: a
        copy is another object than what it was copied from."""
        if self._born >= 6:
            self.cut = True
            return [start]
        self._born += 1
        try:
            return self._births(start, copies)
        finally:
            self._born -= 1

    def _births(self, start: Place, copies: bool) -> list[Place]:
        found: list[Place] = []
        pending = [start]
        seen = {start}
        for place in pending:
            if not self.spend():
                break
            node = place.node
            copied = (
                copies and isinstance(node, ir.Call) and self.library.copies(node, place.path, place.module)
            )
            # a text that holds a value is another object
            links = [x for x in self.expand(place) or () if x[1] is not StepKind.TEXT] if not copied else None
            if not links:
                found.append(place)
                continue
            for link, _kind in links:
                if link not in seen:
                    seen.add(link)
                    pending.append(link)
        return found

    # ------------------------------------------------------------------ one step

    def expand(self, place: Place) -> list[Link] | None:
        """The places one step further back, with what happens on the step.

        Empty where the part is known to hold nothing; None where this is as far as one can see.
        """
        links = self._expand(place)
        if not links:
            return links
        if place.text is not None:
            links = [(replace(to, text=to.text or place.text), kind) for to, kind in links]
        elif not place.path and isinstance(place.node, (ir.Template, ir.Opaque, ir.Call)):
            links = self._texts(place.node, links, place.module.language)
        path = place.path
        if not path:
            return links
        holders = place.holders
        depth = len(path)
        if isinstance(place.node, _DISPLAYS) or self._collects(place):
            # what is asked further back is a part of another object
            holders = tuple(each for each in holders if each[0] < depth)
        elif not isinstance(place.node, Def) and (not holders or holders[-1][0] < depth):
            holders = (*holders, (depth, Place(place.node, (), place.frame, place.module)))
        if not holders:
            return links
        return [
            (Place(to.node, to.path, to.frame, to.module, to.env, kept, to.text), kind)
            if to.path and not to.holders and (kept := _kept(holders, path, to.path))
            else (to, kind)
            for to, kind in links
        ]

    def _collects(self, place: Place) -> bool:
        """Are elements asked for of what hands on those of another: a generator, an iterable, a collection
        that a library call made?"""
        node = place.node
        if not isinstance(node, ir.Call) or isinstance(place.path[0], str):
            return False
        targets = [closure.target for closure in self._targets(node, place)]
        return not targets or any(isinstance(each, ir.Class) or each.is_generator for each in targets)

    @staticmethod
    def _texts(node: ir.Value, links: list[Link], language: str) -> list[Link]:
        """The steps into what a text is made of: an object there says itself what its text is."""
        names: tuple[str, ...] = CONVERSIONS[language]
        converts = False
        if isinstance(node, ir.Call):
            converter = called_name(node.callee)
            converts = converter in CONVERTERS
            names = CONVERTERS.get(converter or "", names)
        return [
            (replace(to, text=(to, names)), kind) if converts or kind is StepKind.TEXT else (to, kind)
            for to, kind in links
        ]

    def _expand(self, place: Place) -> list[Link] | None:
        node, path = place.node, place.path
        if len(path) > MAX_PATH or not self.spend():
            self.cut = True
            return None
        if isinstance(node, Def):
            return self.variables.born(node, place)
        match node:
            case ir.Name():
                if node.text == "arguments" and node.scope.lookup("arguments") is None:
                    return self._arguments(node, place)
                if place.module.language == "python" and node.scope.lookup(node.text) is None:
                    return self.modules.starred(node.text, place)
                return self.variables.read(node, place)
            case ir.Attribute(key="__dict__"):
                return [step(node.object, path, place, StepKind.READ)]
            case ir.Opaque():
                answered = self.operators.operation(node, place)
                return self._operation(node, place) if answered is None else answered
            case ir.Attribute():
                return [step(node.object, (node.key, *path), place, StepKind.READ)]
            case ir.Index():
                keys = self.deciding.keys(node.key, place.frame, place.module)
                return [step(node.object, (key, *path), place, StepKind.READ) for key in keys]
            case ir.Call():
                return self._call(node, place)
            case ir.Record():
                if not path and place.text is not None:
                    return self.operators.text(place)
                return self.displays.record(node, place)
            case ir.Sequence():
                return self.displays.sequence(node, place)
            case ir.Logical():
                return self._logical(node, place)
            case ir.Choice():
                return self._choice(node, place)
            case ir.Default():
                return self._default(node, place)
            case ir.Template():
                answered = self.operators.operation(node, place) if node.plus else None
                if answered is not None:
                    return answered
                if path:
                    return self.displays.joined(node, place) if node.plus else []
                if node.plus and any(isinstance(p, ir.Literal) and _is_number(p.value) for p in node.parts):
                    return None
                return [
                    step(p, (), place, StepKind.TEXT) for p in node.parts if not isinstance(p, ir.Literal)
                ] or None
            case ir.Await() | ir.Store():
                return [step(node.value, path, place, StepKind.CARRIED)]
            case ir.Comma():
                return [step(node.values[-1], path, place, StepKind.CARRIED)]
            case ir.Yield():
                return self.generators.yielded(node, place)
            case ir.Enter():
                return self._entered(node, place)
            case ir.Slice():
                return self.displays.slice(node, place)
            case ir.Rest():
                if path and path[0] in node.taken:
                    return []
                if path and isinstance(path[0], Marker):
                    path = (path[0].excluding(frozenset(node.taken)), *path[1:])
                return [step(node.object, path, place, StepKind.CARRIED)] if path else None
            case ir.Element():
                marker = {"value": ELEMENT, "key": KEYS, "iter": ITER}[node.kind]
                return [step(node.iterable, (marker, *path), place, StepKind.READ)]
            case ir.Imported():
                return self.modules.imported(node, place)
            case ir.Caught():
                return self.exceptions.caught(node, place)
            case ir.Super():
                return self._super(node, place)
            case ir.Class():
                return self.classes.static_part(node, place) if path else None
            case ir.Literal():
                return None if not path else []
            case Earlier():
                return self.order.expand(node, place)
            case _:
                return None

    def _operation(self, node: ir.Opaque, place: Place) -> list[Link] | None:
        """Operators that build a text or a collection of their operands."""
        if node.label == "%" and not place.path and len(node.children) > 1:
            literal = self.fold.literal(node.children[0])
            if literal is not None and isinstance(literal.value, str):
                return [
                    step(child, path, place, StepKind.TEXT)
                    for child in node.children[1:]
                    for path in ((), (ANY,))
                ]
        text = node.label == "*" or (node.label == "/" and self._is_pathname(node))
        if text and place.module.language == "python" and not place.path:
            return [step(child, (), place, StepKind.TEXT) for child in node.children]
        if place.path and node.label in _SET_OPERATORS:
            path = (ANY, *place.path[1:]) if isinstance(place.path[0], int) else place.path
            return [step(child, path, place, StepKind.CARRIED) for child in node.children]
        return None

    def _is_pathname(self, node: ir.Opaque) -> bool:
        """Does `/` join the names of directories, rather than divide?"""
        first: ir.Value = node.children[0]
        while isinstance(first, ir.Opaque) and first.label == "/" and first.children:
            first = first.children[0]
        for _ in range(4):
            if isinstance(first, ir.Name):
                first = self.single_value(first) or ir.Literal(first.span, None)
            elif isinstance(first, ir.Attribute) and first.key in ("parent", "parents"):
                first = first.object
        called = named(first.callee, ()) if isinstance(first, ir.Call) else ()
        return bool(called) and self.index.tells("path", called[-1].removesuffix("()"))

    def _call(self, node: ir.Call, place: Place) -> list[Link] | None:
        path = place.path
        if node.jsx and path and path[0] in ("type", "props"):
            # an element tells what it was made of
            if path[0] == "type":
                return [step(node.callee, path[1:], place, StepKind.READ)]
            return [step(a.value, path[1:], place, StepKind.READ) for a in node.arguments]
        links = self.calls.results(node, place)
        if not links and path and isinstance(path[0], str) and not self._targets(node, place):
            for argument in node.arguments:
                if argument.name == path[0]:
                    return [step(argument.value, path[1:], place, StepKind.CARRIED)]
        if links is None:
            return self.aliases.stores_into(node, place) or None if path else None
        if path:
            links = links + self.aliases.stores_into(node, place)
        elif not links and any(isinstance(c.target, ir.Class) for c in self._targets(node, place)):
            return self.operators.text(place)
        elif not links and node.new and place.text is not None:
            return self.operators.text(place) or links
        return links

    def _targets(self, node: ir.Call, place: Place) -> tuple[Closure, ...]:
        return self.calls.targets(node.callee, place.frame, place.module)

    def _default(self, node: ir.Default, place: Place) -> list[Link]:
        value = step(node.value, place.path, place, StepKind.CHOICE)
        if self._taken("coalesce", node.value, place):
            return [value]  # it is known to be there
        return [value, step(node.default, place.path, place, StepKind.CHOICE)]

    def _logical(self, node: ir.Logical, place: Place) -> list[Link]:
        path = place.path
        if node.operator == "and":
            frame, module = place.frame, place.module
            if any(self.deciding.truth(operand, frame, module) is False for operand in node.operands[:-1]):
                return []
            return [step(node.operands[-1], path, place, StepKind.CARRIED)]
        links: list[Link] = []
        for operand in node.operands:
            literal = self.fold.literal(operand)
            falsy = literal is not None and not literal.value
            if node.operator == "or" and falsy and operand is not node.operands[-1]:
                continue
            links.append(step(operand, path, place, StepKind.CHOICE))
            if self._taken(node.operator, operand, place):
                break
        return links

    def _taken(self, operator: str, operand: ir.Value, place: Place) -> bool:
        """Is an operand of `or` (or of `??`) surely taken?"""
        if operator == "or":
            return self.deciding.truth(operand, place.frame, place.module) is True
        found = self.deciding.constants(operand, place.frame, place.module)
        return bool(found) and not any(isinstance(c, ir.Literal) and c.value is None for c in found or ())

    def _choice(self, node: ir.Choice, place: Place) -> list[Link]:
        truth = self.deciding.truth(node.test, place.frame, place.module)
        links = []
        if truth is not False:
            links.append(step(node.then, place.path, place, StepKind.CHOICE))
        if truth is not True:
            links.append(step(node.otherwise, place.path, place, StepKind.CHOICE))
        return links

    def _entered(self, node: ir.Enter, place: Place) -> list[Link]:
        for key in ("__aenter__",) if node.is_async else ("__enter__",):
            at = Place(node.manager, (key,), place.frame, place.module)
            links: list[Link] = []
            for closure in self.callees.closures(at):
                if not isinstance(closure.target, ir.Function):
                    continue
                receiver = Place(node.manager, (), place.frame, place.module)
                inner = replace(closure, receiver=receiver)
                entered = self.calls.push(node, place.module, place.frame, inner)
                if entered is not None:
                    links.extend((p, StepKind.RETURNED) for p in self.calls.returned(entered, place.path))
            if links:
                return links
        manager = node.manager
        if isinstance(manager, ir.Call):
            # a generator under `contextmanager` hands out what it yields
            for closure in self._targets(manager, place):
                target = closure.target
                if isinstance(target, ir.Function) and target.is_generator:
                    entered = self.calls.push(manager, place.module, place.frame, closure)
                    if entered is not None:
                        return [
                            (p, StepKind.RETURNED)
                            for p in self.calls.returned(entered, (ELEMENT, *place.path))
                        ]
        return [step(manager, place.path, place, StepKind.CARRIED)]

    def _arguments(self, node: ir.Name, place: Place) -> list[Link] | None:
        """JavaScript's `arguments`: as a rest parameter that begins with the first argument."""
        function = node.scope.function
        while function is not None and function.kind == "arrow":
            function = function.parent
        if function is None or function.kind == "module" or not place.path:
            return None
        definition = self._argument_objects.get(function)
        if definition is None:
            binding = ir.Binding("#arguments", function.scope, "parameter", function.span)
            parameter = ir.Parameter(function.span, binding, None, "rest")
            definition = Def("parameter", binding, function, None, parameter)
            self._argument_objects[function] = definition
        return [(Place(definition, place.path, place.frame, place.module), StepKind.READ)]

    def _super(self, node: ir.Super, place: Place) -> list[Link] | None:
        receiver = Place(node.receiver, (), place.frame, place.module)
        links: list[Link] = []
        for order in self.lineages.next_of(node, place.frame, place.module):
            if not place.path or place.path[0] in CONSTRUCTORS:
                made = self.classes.constructor(order[0], order)
                if made is not None:
                    links.append((Place(made[0], place.path[1:], None, made[1]), StepKind.CARRIED))
                continue
            found = self.classes.member(order[0], place, receiver, order)
            if found is None:
                found = self.classes.static_part(order[0], place, order)
            links.extend(link for link in found or () if link not in links)
        if links:
            return links
        return None


def _kept(holders: Holders, path: FullPath, further: FullPath) -> Holders:
    """The objects of which a step from the part at `path` to one at `further` leaves what was asked for."""
    if further == path or further[1:] == path:
        return holders
    common = 0
    for ours, theirs in zip(reversed(path), reversed(further), strict=False):
        if ours is not theirs and ours != theirs:
            break
        common += 1
    return tuple(each for each in holders if each[0] <= common)


_DISPLAYS = (ir.Record, ir.Sequence, ir.Slice, ir.Rest, ir.Template, ir.Opaque)
_SET_OPERATORS = frozenset({"|", "&", "*"})


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
