"""A program under lint, and the questions that can be asked of it.

`Program` and the answers are the model's whole public face: rules use them and `genlint.model.ir`,
nothing beneath.
"""

from __future__ import annotations

from genlint.model import ir
from genlint.model.answers import (
    AnyOf,
    Atom,
    Callee,
    Fact,
    Flow,
    Guard,
    Judge,
    Key,
    Known,
    Loader,
    Path,
    Shape,
    Step,
    StepKind,
    Target,
    Verdict,
)
from genlint.model.arguments import Arguments
from genlint.model.conditions import Conditions
from genlint.model.env import Def, FullPath
from genlint.model.frames import CONSTRUCTORS, Frame, Place
from genlint.model.invocations import Invocation, Invocations
from genlint.model.library import Libraries
from genlint.model.naming import dotted, named
from genlint.model.objects import Objects
from genlint.model.trails import Trail, Trails, is_open
from genlint.model.walk import Walker
from genlint.records import replace

NAMING_BUDGET = 3_000
"""How many steps the question for the names of one callee may take."""
MAX_FLOWS = 200
"""How many flows one question answers with."""


class Program:
    """The modules in sight, and the answers that were worked out for them."""

    def __init__(self, loader: Loader, libraries: Libraries) -> None:
        self.walker = Walker(loader, libraries)
        self._objects = Objects(self.walker)
        self._trails = Trails(self.walker)
        self._invocations = Invocations(self.walker)
        self._names: dict[ir.Call, tuple[tuple[str, ...], ...]] = {}
        self._invoked: dict[ir.Call, tuple[Invocation, ...]] = {}
        self._flows: dict[tuple[ir.Value, FullPath, Frame | None], tuple[Flow, ...]] = {}

    def enter(self, module: ir.Module) -> None:
        """Make a module known before it is asked about."""
        self.walker.modules.enter(module)

    def related(self, module: ir.Module) -> tuple[ir.Module, ...]:
        """The modules that `module` reaches by its imports, in which what it hands on may arrive."""
        self.enter(module)
        return tuple(self.walker.modules.related(module))

    # ------------------------------------------------------------------ what is there

    def calls(self, module: ir.Module) -> tuple[ir.Call, ...]:
        """Every call that can be reached in `module`, in source order."""
        self.enter(module)
        found = [call for facts in self.walker.index.all_facts(module) for call in facts.calls]
        return tuple(sorted(found, key=lambda call: call.span))

    def records(self, module: ir.Module) -> tuple[ir.Record, ...]:
        """Every record display that can be reached in `module`, in source order."""
        self.enter(module)
        found = [record for facts in self.walker.index.all_facts(module) for record in facts.records]
        return tuple(sorted(found, key=lambda record: record.span))

    def function_of(self, module: ir.Module, node: ir.Node) -> ir.Function:
        """The function in whose body a call, record, function or class stands."""
        self.enter(module)
        facts = self.walker.index.site.get(node)
        if facts is None:
            self.walker.index.all_facts(module)
            facts = self.walker.index.site.get(node)
        return facts.function if facts is not None else module.body

    @staticmethod
    def argument(call: ir.Call, index: int, keyword: str | None = None) -> ir.Argument | None:
        """The argument at `index`, or with the keyword; None where there is none or a spread hides it."""
        return Arguments.argument(call, index, keyword)

    # ------------------------------------------------------------------ callees

    def callee_names(self, module: ir.Module, call: ir.Call) -> tuple[tuple[str, ...], ...]:
        """The dotted names by which the callee may be known: as written, then through aliases and imports."""
        found = self._names.get(call)
        if found is None:
            self.enter(module)
            self.walker.begin(NAMING_BUDGET)
            found = self._names[call] = self._invocations.names(module, call)
        return found

    def invocations(self, module: ir.Module, call: ir.Call) -> tuple[Invocation, ...]:
        """The functions that a call invokes, by their names, and what each is handed: the call as it stands
        first; then by `call`, `apply`, `bind` and `partial`; as each caller in sight means it, where the
        callee is what that one hands in; and by a library that calls a function handed to it."""
        found = self._invoked.get(call)
        if found is None:
            self.enter(module)
            self.walker.begin(NAMING_BUDGET)
            found = self._invoked[call] = tuple(self._invocations.of(module, call))
        return found

    def callees(self, module: ir.Module, call: ir.Call) -> tuple[Callee, ...]:
        """The functions and classes in sight that a call may reach."""
        self.enter(module)
        self.walker.begin()
        closures = self.walker.calls.targets(call.callee, None, module)
        found = {closure.target: Callee(closure.module, closure.target) for closure in closures}
        return tuple(found.values())

    # ------------------------------------------------------------------ where values come from

    def origins(
        self, module: ir.Module, value: ir.Value, path: FullPath = (), context: Frame | None = None
    ) -> tuple[Flow, ...]:
        """The ways by which the part at `path` of `value` can come to be, in a fixed order.

        `context` is that of an invocation's slot.
        """
        known = self._flows.get((value, path, context))
        if known is not None:
            return known
        self.enter(module)
        self.walker.begin(wide=True)
        start = Place(value, path, context, module)
        trails = self._trails.of(start)
        flows = tuple(self._flow(trail) for trail in trails[:MAX_FLOWS])
        self._flows[value, path, context] = flows
        return flows

    def _flow(self, trail: Trail) -> Flow:
        last = trail[-1][0]
        empty = not is_open(last) and self.walker.expand(last) == []
        kinds = _crossings(trail)
        steps: list[Step] = []
        for index, (at, parent) in enumerate(trail):
            step = self._step(at, parent, kinds[index], index == len(trail) - 1)
            if step is not None:
                steps.append(step)
        if empty and len(steps) > 1:
            steps[-1] = replace(steps[-1], kind=StepKind.LITERAL)  # it is known to hold nothing
        return Flow(tuple(steps), complete=not self.walker.cut)

    @staticmethod
    def _step(place: Place, parent: tuple[Place, StepKind] | None, kind: StepKind, last: bool) -> Step | None:
        node, name = place.node, named(place.node, place.path)
        if isinstance(node, Def):
            if node.kind != "parameter" or node.parameter is None:
                return None
            return Step(place.module, node.parameter, StepKind.PARAMETER, name)
        assert isinstance(node, ir.Node)
        whole: ir.Node | None = None
        if kind is StepKind.CHOICE and parent is not None:
            origin = parent[0].node
            if isinstance(origin, Def):
                whole = origin.parameter
            elif isinstance(origin, ir.Node):
                whole = origin
        elif last and parent is not None and kind in (StepKind.READ, StepKind.ASSIGNED):
            if isinstance(node, ir.Literal):
                kind = StepKind.LITERAL
            elif isinstance(node, ir.Call):
                kind = StepKind.RESULT
        return Step(place.module, node, kind, name, whole)

    def texts(self, module: ir.Module, value: ir.Value) -> tuple[tuple[str | ir.Value, ...], ...]:
        """The texts that a value may be: fixed pieces and holes, in order."""
        self.enter(module)
        self.walker.begin()
        return self._objects.texts(Place(value, (), None, module))

    # ------------------------------------------------------------------ objects

    def shapes(self, module: ir.Module, value: ir.Value) -> tuple[Shape, ...]:
        """The records and constructed objects that a value may be."""
        self.enter(module)
        self.walker.begin()
        return self._objects.shapes(Place(value, (), None, module))

    def reaches(self, module: ir.Module, node: ir.Record | ir.Call) -> tuple[Target, ...]:
        """The calls in sight to which a record, or what a call made, is handed."""
        self.enter(module)
        return self._objects.reaches(module, node)

    # ------------------------------------------------------------------ conditions

    def implies(self, module: ir.Module, condition: ir.Value, judge: Judge, holds: bool = True) -> Verdict:
        """Does `condition`, being true (or false), imply the state that `judge` knows?"""
        self.enter(module)
        self.walker.begin(wide=True)
        conditions = Conditions(self.walker, judge)
        truth, atoms = conditions.implies(Place(condition, (), None, module), holds)
        return Verdict(truth, atoms, complete=not self.walker.cut)

    def known(self, module: ir.Module, condition: ir.Value, judge: Judge, holds: bool = True) -> Known | None:
        """What is known where `condition` is true (or false): its facts, as far as definitions in sight take
        them apart. Names that `judge` knows are facts by themselves. None where it never is so."""
        from genlint.model.consequences import Consequences

        self.enter(module)
        self.walker.begin()
        return Consequences(self.walker, judge).of(Place(condition, (), None, module), holds)

    def source_of(self, module: ir.Module, imported: ir.Imported) -> ir.Module | None:
        """The module that an import means; None where it is out of sight."""
        self.enter(module)
        return self.walker.modules.source_of(module, imported.module)

    def module_at(self, path: str) -> ir.Module | None:
        """The module at an absolute path; None where it can't be had."""
        return self.walker.modules.load(path)

    def guards(self, module: ir.Module, node: ir.Node) -> tuple[Guard, ...]:
        """The conditions that hold wherever control reaches a call, record or function, nearest first:
        those around it, and those around the making of the closures in which it stands."""
        self.enter(module)
        found: list[Guard] = []
        for link, _function in self._trails.links(module, node):
            while link is not None:
                found.append(Guard(module, link.condition, link.holds))
                link = link.outer
        return tuple(found)

    def guarded(self, module: ir.Module, node: ir.Node, judge: Judge) -> Verdict:
        """Is a call or record reached only when the state holds: by the conditions around it, around the
        closures in which it stands, or around every call in sight of its function?"""
        self.enter(module)
        self.walker.begin(wide=True)
        conditions = Conditions(self.walker, judge)
        holds, atoms = self._guarded(module, node, conditions, frozenset())
        return Verdict(holds, atoms, complete=not self.walker.cut)

    def _guarded(
        self, module: ir.Module, node: ir.Node, conditions: Conditions, seen: frozenset[ir.Node]
    ) -> tuple[bool, tuple[Atom, ...]]:
        links = self._trails.links(module, node)
        for link, _function in links:
            holds, atoms = conditions.guarded(link, None, module)
            if holds:
                return True, atoms
        if len(seen) > 4:
            return False, ()
        for _link, function in links:
            if function in seen or function.kind == "module":
                continue
            sites = self.walker.callers.of(function, module)
            if not sites:
                continue
            met: tuple[Atom, ...] = ()
            for site in sites:
                holds, atoms = self._guarded(site.module, site.call, conditions, seen | {function})
                if not holds:
                    break
                met += atoms
            else:
                return True, met
        return False, ()


def _crossings(trail: Trail) -> list[StepKind]:
    """The kinds of the steps. Once the walk has come to a caller by the object on which that one calls the
    method, what the caller passes in making or changing the object is handed in by it."""
    kinds = [parent[1] if parent is not None else StepKind.USE for _place, parent in trail]
    for index, kind in enumerate(kinds):
        if kind is not StepKind.SELF:
            continue
        kinds[index] = StepKind.CARRIED
        for later in range(index + 1, len(kinds)):
            back = trail[later][0].frame is trail[index][0].frame
            if kinds[later] is StepKind.PASSED and (back or _constructs(trail[later - 1][0])):
                kinds[later] = StepKind.ARGUMENT
    return kinds


def _constructs(place: Place) -> bool:
    """Is it a constructor's parameter?"""
    return isinstance(place.node, Def) and place.node.function.name in CONSTRUCTORS


__all__ = [
    "AnyOf",
    "Atom",
    "Callee",
    "Fact",
    "Flow",
    "Frame",
    "FullPath",
    "Guard",
    "Invocation",
    "Judge",
    "Key",
    "Known",
    "Loader",
    "Path",
    "Program",
    "Shape",
    "Step",
    "StepKind",
    "Target",
    "Verdict",
    "dotted",
]
