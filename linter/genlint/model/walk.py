"""The backward walk: from a part of a value to the places where it can come from, a step at a time.

`Walker.expand` gives the places one step further back. It doesn't recurse on the program: callees and
memory are asked with bounds of their own, and what a bound cut short is said by `cut`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from genlint.model import ir
from genlint.model.aliases import Aliases
from genlint.model.answers import Loader, StepKind
from genlint.model.arguments import Arguments
from genlint.model.callees import Callees
from genlint.model.callers import Callers
from genlint.model.calls import CallGraph
from genlint.model.classes import Classes
from genlint.model.constants import ConstantFolder
from genlint.model.displays import Displays
from genlint.model.env import ANY, ELEMENT, ITER, KEYS, Def, FullPath
from genlint.model.frames import Closure, Frame, Link, Place, step
from genlint.model.index import Index
from genlint.model.library import Libraries
from genlint.model.library_calls import LibraryCalls
from genlint.model.memory import Memory, compare
from genlint.model.modules import Modules
from genlint.model.naming import named
from genlint.model.positions import Earlier, Positions
from genlint.model.variables import Variables

BUDGET = 20_000
"""How many steps one question may take."""
MAX_PATH = 12
"""How deep into an object a walk asks."""


class Walker:
    """The engine of the model's questions over one program."""

    def __init__(self, loader: Loader, libraries: Libraries) -> None:
        self.index = Index(frozenset(n for library in libraries.values() for n in library.changing()))
        self.memory = Memory(self)
        self.positions = Positions(self)
        self.library = LibraryCalls(self, libraries)
        self.arguments = Arguments(self)
        self.calls = CallGraph(self)
        self.callees = Callees(self)
        self.callers = Callers(self)
        self.variables = Variables(self)
        self.classes = Classes(self)
        self.displays = Displays(self)
        self.aliases = Aliases(self)
        self.modules = Modules(self, loader)
        self.fold = ConstantFolder(self.single_value)
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

    def births(self, start: Place) -> list[Place]:
        """The nodes at which the objects that a value may be are made, or where sight ends."""
        if self._born >= 6:
            self.cut = True
            return [start]
        self._born += 1
        try:
            return self._births(start)
        finally:
            self._born -= 1

    def _births(self, start: Place) -> list[Place]:
        found: list[Place] = []
        pending = [start]
        seen = {start}
        for place in pending:
            if not self.spend():
                break
            links = self.expand(place)
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
                return self._operation(node, place)
            case ir.Attribute():
                return [step(node.object, (node.key, *path), place, StepKind.READ)]
            case ir.Index():
                return [step(node.object, (self.fold.key(node.key), *path), place, StepKind.READ)]
            case ir.Call():
                return self._call(node, place)
            case ir.Record():
                return self.displays.record(node, place)
            case ir.Sequence():
                return self.displays.sequence(node, place)
            case ir.Logical():
                return self._logical(node, place)
            case ir.Choice():
                return self._choice(node, place)
            case ir.Default():
                return [
                    step(node.value, path, place, StepKind.CHOICE),
                    step(node.default, path, place, StepKind.CHOICE),
                ]
            case ir.Template():
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
            case ir.Yield(delegate=True):
                return self._delegated(node, place)
            case ir.Enter():
                return self._entered(node, place)
            case ir.Slice():
                return self.displays.slice(node, place)
            case ir.Rest():
                if path and path[0] in node.taken:
                    return []
                return [step(node.object, path, place, StepKind.CARRIED)] if path else None
            case ir.Element():
                marker = {"value": ELEMENT, "key": KEYS, "iter": ITER}[node.kind]
                return [step(node.iterable, (marker, *path), place, StepKind.READ)]
            case ir.Imported():
                return self.modules.imported(node, place)
            case ir.Caught():
                return self._caught(node, place)
            case ir.Super():
                return self._super(node, place)
            case ir.Class():
                return self.classes.static_part(node, place) if path else None
            case ir.Literal():
                return None if not path else []
            case Earlier():
                return self.positions.expand(node, place)
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
        return bool(called) and called[-1].removesuffix("()") in _PATHNAMES

    def _call(self, node: ir.Call, place: Place) -> list[Link] | None:
        links = self.calls.results(node, place)
        path = place.path
        if not links and path and isinstance(path[0], str) and not self._targets(node, place):
            for argument in node.arguments:
                if argument.name == path[0]:
                    return [step(argument.value, path[1:], place, StepKind.CARRIED)]
        if links is None:
            return self.aliases.stores_into(node, place) or None if path else None
        if path:
            links = links + self.aliases.stores_into(node, place)
        elif not links and any(isinstance(c.target, ir.Class) for c in self._targets(node, place)):
            return None
        return links

    def _targets(self, node: ir.Call, place: Place) -> tuple[Closure, ...]:
        return self.calls.targets(node.callee, place.frame, place.module)

    def _logical(self, node: ir.Logical, place: Place) -> list[Link]:
        path = place.path
        if node.operator == "and":
            if any(self.fold.truth(operand) is False for operand in node.operands[:-1]):
                return []
            return [step(node.operands[-1], path, place, StepKind.CARRIED)]
        links: list[Link] = []
        for operand in node.operands:
            literal = self.fold.literal(operand)
            if (
                node.operator == "or"
                and literal is not None
                and not literal.value
                and operand is not node.operands[-1]
            ):
                continue
            links.append(step(operand, path, place, StepKind.CHOICE))
            if literal is not None and (
                literal.value or (node.operator == "coalesce" and literal.value is not None)
            ):
                break
        return links

    def _choice(self, node: ir.Choice, place: Place) -> list[Link]:
        truth = self.fold.truth(node.test)
        links = []
        if truth is not False:
            links.append(step(node.then, place.path, place, StepKind.CHOICE))
        if truth is not True:
            links.append(step(node.otherwise, place.path, place, StepKind.CHOICE))
        return links

    def _delegated(self, node: ir.Yield, place: Place) -> list[Link] | None:
        """The result of `yield* g()`: what the generator returns."""
        if not isinstance(node.value, ir.Call):
            return None
        links: list[Link] = []
        for closure in self._targets(node.value, place):
            entered = self.calls.push(node.value, place.module, place.frame, closure)
            if entered is None or not isinstance(closure.target, ir.Function):
                continue
            for statement in self.index.facts(closure.target).returns:
                if statement.value is not None:
                    links.append(
                        (Place(statement.value, place.path, entered, closure.module), StepKind.RETURNED)
                    )
        return links or None

    def _entered(self, node: ir.Enter, place: Place) -> list[Link]:
        for key in ("__enter__", "__aenter__"):
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

    def _caught(self, node: ir.Caught, place: Place) -> list[Link] | None:
        facts = self.index.site_of_caught(node)
        if facts is None:
            return None
        thrown, calls = facts.tries[node]
        links = [step(value, place.path, place, StepKind.CARRIED) for value in thrown]
        seen: set[int] = set()
        pending: list[tuple[ir.Call, Frame | None, ir.Module]] = [
            (c, place.frame, place.module) for c in calls
        ]
        while pending and len(seen) < 40:
            call, frame, module = pending.pop()
            if id(call) in seen:
                continue
            seen.add(id(call))
            for closure, _certain, run in self.calls.run_by(call, frame, module):
                if not isinstance(closure.target, ir.Function):
                    continue
                entered = self.calls.push(call, module, frame, closure, run)
                if entered is None:
                    continue
                inner = self.index.facts(closure.target)
                for value in inner.throws:
                    links.append((Place(value, place.path, entered, closure.module), StepKind.CARRIED))
                pending.extend((c, entered, closure.module) for c in inner.calls)
        return links or None

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
        if node.cls is None:
            return None
        for base in node.cls.bases:
            for closure in self.calls.targets(base, None, place.module):
                target = closure.target
                if not isinstance(target, ir.Class):
                    continue
                if not place.path:
                    made = self.classes.constructor(target)
                    if made is not None:
                        return [(Place(made[0], (), None, made[1]), StepKind.CARRIED)]
                    continue
                if place.path[0] in ("__init__", "constructor"):
                    made = self.classes.constructor(target)
                    if made is not None:
                        return [(Place(made[0], place.path[1:], None, made[1]), StepKind.CARRIED)]
                found = self.classes.member(target, place, receiver)
                if found is None:
                    found = self.classes.static_part(target, place)
                if found is not None:
                    return found
        return None


_PATHNAMES = frozenset({"Path", "PurePath", "PosixPath", "PurePosixPath", "cwd", "home", "URL"})
_SET_OPERATORS = frozenset({"|", "&", "*"})


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
