"""The calls that reach a function, found by asking every call of a module for its callee."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.env import FullPath
from genlint.model.frames import CONSTRUCTORS, Closure, Frame, Place
from genlint.model.library import Calls

if TYPE_CHECKING:
    from genlint.model.walk import Walker


CALLEE_BUDGET = 600
"""How many steps the question for one callee may take, when all of a module's are asked for."""


@dataclass(frozen=True, slots=True)
class CallSite:
    """One call that may enter a function: with the closure that it enters, and by which library call."""

    call: ir.Call
    module: ir.Module
    closure: Closure
    calls: Calls | None
    caller: Frame | None = None
    """The context of the call: one caller of the function in which it stands, where the callee is what
    that one hands in."""


@dataclass(slots=True)
class _Table:
    by_target: dict[ir.Node, list[CallSite]] = field(default_factory=dict)
    by_part: dict[tuple[object, FullPath], list[ir.Call]] = field(default_factory=dict)
    unresolved: list[ir.Call] = field(default_factory=list)
    complete: bool = False


class Callers:
    """The call graph against its direction. A module's part is made when it is first asked for."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._tables: dict[ir.Module, _Table] = {}
        self._memo: dict[tuple[ir.Node, bool], tuple[CallSite, ...]] = {}

    def of(self, target: ir.Function | ir.Class, module: ir.Module) -> tuple[CallSite, ...]:
        """The calls in sight that may enter `target`, which stands in `module`."""
        if isinstance(target, ir.Function) and target.cls is not None and self._constructs(target):
            return self._makers(target, target.cls, module)
        found = self._memo.get((target, self.walker.wide))
        if found is None:
            sites: list[CallSite] = []
            complete = True
            for each in self.modules(module):
                table = self._table(each)
                complete = complete and table.complete
                sites.extend(table.by_target.get(target, ()))
            found = tuple(sites)
            if complete:
                self._memo[target, self.walker.wide] = found
        return found

    @staticmethod
    def _constructs(function: ir.Function) -> bool:
        return function.name in CONSTRUCTORS

    def _makers(self, constructor: ir.Function, cls: ir.Class, module: ir.Module) -> tuple[CallSite, ...]:
        """The calls that make an instance with this constructor: of its class, or of one that inherits it,
        and the `super(...)` calls."""
        sites: list[CallSite] = []
        for each in self.modules(module):
            table = self._table(each)
            sites.extend(table.by_target.get(constructor, ()))
            for target, found in table.by_target.items():
                if not isinstance(target, ir.Class):
                    continue
                made = self.walker.classes.constructor(target)
                if made is not None and made[0] is constructor:
                    sites.extend(replace(s, closure=replace(s.closure, target=constructor)) for s in found)
        return tuple(sites)

    def of_part(self, node: object, path: FullPath, module: ir.Module) -> list[tuple[ir.Call, ir.Module]]:
        """The calls whose callee is the part at `path` of `node`: of `useState(…)[1]`, say."""
        return [
            (call, each)
            for each in self.modules(module)
            for call in self._table(each).by_part.get((node, path), ())
        ]

    def provided(
        self, call: ir.Call, index: int, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        """What is provided for a context object: the `value` of each `<Context.Provider value={…}>` (or
        `<Context value={…}>`), and the default that it was created with."""
        argument = self.walker.arguments.argument(call, index)
        if argument is None:
            return []
        places: list[Place] = []
        for birth in self.walker.births(Place(argument.value, (), frame, module)):
            node = birth.node
            if not isinstance(node, ir.Call):
                continue
            if node.arguments:
                places.append(Place(node.arguments[0].value, path, birth.frame, birth.module))
            for at in (("Provider",), ()):
                for site, site_module in self.of_part(node, at, birth.module):
                    if site.jsx and site.arguments:
                        places.append(Place(site.arguments[0].value, ("value", *path), None, site_module))
        return places

    def modules(self, module: ir.Module) -> list[ir.Module]:
        return [module, *self.walker.modules.importers(module)] if self.walker.wide else [module]

    def _table(self, module: ir.Module) -> _Table:
        table = self._tables.get(module)
        if table is not None:
            return table
        table = self._tables[module] = _Table()
        with self.walker.unhurried():
            self.walker.wide = False
            calls = [call for facts in self.walker.index.all_facts(module) for call in facts.calls]
            for call in calls:
                self.walker.budget = CALLEE_BUDGET
                self._enter(table, call, module)
            # callees that are parameters could not be known before the calls that fill those were
            self.walker.calls.forget()
            self._memo.clear()
            table.complete = True
            unresolved, table.unresolved = table.unresolved, []
            for call in unresolved:
                self.walker.budget = CALLEE_BUDGET
                self._enter(table, call, module)
            self._memo.clear()
        return table

    def _enter(self, table: _Table, call: ir.Call, module: ir.Module) -> None:
        if isinstance(call.callee, ir.Literal):
            return
        walker = self.walker
        closures, parts = walker.callees.callee(Place(call.callee, (), None, module), crossing=False)
        for closure in closures:
            _add(table.by_target, closure.target, CallSite(call, module, closure, None))
            inner = walker.callees.undecorated(closure)
            if inner is not None:
                # a decorator's wrapper hands on what it gets
                at = Closure(inner, walker.index.module_of(inner))
                _add(table.by_target, inner, CallSite(call, module, at, None))
        if table.complete:
            for context in walker.callees.contexts(call.callee, module):
                for closure in walker.calls.targets(call.callee, context, module):
                    _add(table.by_target, closure.target, CallSite(call, module, closure, None, context))
        for part in parts:
            sites = table.by_part.setdefault(part, [])
            if call not in sites:
                sites.append(call)
        if not closures:
            table.unresolved.append(call)
        model = walker.library.model_of(call, module)
        if model is None or closures:
            return
        for calls in model.calls:
            argument = walker.arguments.argument(call, calls.index, calls.name)
            if argument is None or isinstance(argument.value, ir.Literal):
                continue
            for closure in walker.calls.targets(argument.value, None, module):
                _add(table.by_target, closure.target, CallSite(call, module, closure, calls))


def _add(table: dict[ir.Node, list[CallSite]], target: ir.Node, site: CallSite) -> None:
    sites = table.setdefault(target, [])
    if site not in sites:
        sites.append(site)
