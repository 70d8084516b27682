"""The call graph: which functions calls reach, how they are entered, where results come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import ELEMENT, FullPath
from genlint.model.exceptions import REJECTED
from genlint.model.frames import BOUND, MAX_FRAMES, Closure, Frame, Link, Place
from genlint.model.generators import RESULT
from genlint.model.library import Calls
from genlint.records import replace

if TYPE_CHECKING:
    from genlint.model.walk import Walker

MAX_CALLEE_NESTING = 7
"""How many questions for a callee may stand inside one another."""


class CallGraph:
    """Everything about calls, on demand and remembered."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._targets: dict[tuple[ir.Value, Frame | None], tuple[Closure, ...]] = {}
        self._asking: set[tuple[ir.Value, Frame | None]] = set()
        self._tentative: dict[tuple[ir.Value, Frame | None], tuple[Closure, ...]] = {}
        self._parts: dict[tuple[ir.Value, Frame | None], tuple[Place, ...]] = {}
        self._ran: dict[tuple[ir.Call, Frame | None], list[tuple[Closure, bool, Calls | None]]] = {}
        self.partial = False
        self._nesting = 0
        self._frames: dict[tuple[object, ...], Frame | None] = {}

    # ------------------------------------------------------------------ callees

    def targets(self, callee: ir.Value, frame: Frame | None, module: ir.Module) -> tuple[Closure, ...]:
        """The functions and classes in sight that `callee` may be, in a fixed order."""
        key = (callee, frame)
        found = self._targets.get(key)
        if found is not None:
            return found
        if key in self._tentative:
            self.partial = True
            return self._tentative[key]
        if key in self._asking or self._nesting > MAX_CALLEE_NESTING:
            if self._nesting > MAX_CALLEE_NESTING:
                self.walker.cut = True
            self.partial = True
            return ()
        outer_partial, self.partial = self.partial, False
        wide, self.walker.wide = self.walker.wide, False
        naming, self.walker.naming = self.walker.naming, True
        self._asking.add(key)
        self._nesting += 1
        try:
            closures, parts = self.walker.callees.callee(Place(callee, (), frame, module))
            found = tuple(closures)
            if parts and not closures:
                self._parts[key] = tuple(parts)
        finally:
            self._nesting -= 1
            self._asking.discard(key)
            self.walker.wide, self.walker.naming = wide, naming
        if module.language == "python":
            found = tuple(self.unbound(closure, callee, frame, module) for closure in found)
        if not self.partial or not self.asking:
            self._targets[key] = found
        else:
            # what a question that is still open cut short holds only as long as that is open
            self._tentative[key] = found
        if not self.asking:
            for passed in self._tentative:
                if passed not in self._targets:
                    self._parts.pop(passed, None)
            self._tentative.clear()
            self.walker.callers.settle()
        self.partial = self.asking and (self.partial or outer_partial)
        return found

    @property
    def asking(self) -> bool:
        """Whether a question for callees or callers is open."""
        return bool(self._asking) or self.walker.callers.busy

    def parts(self, callee: ir.Value, frame: Frame | None, module: ir.Module) -> tuple[Place, ...]:
        """The parts of what calls out of sight made that `callee` may be, where no function in sight is."""
        return () if self.targets(callee, frame, module) else self._parts.get((callee, frame), ())

    def unbound(self, closure: Closure, callee: ir.Value, frame: Frame | None, module: ir.Module) -> Closure:
        """Where a Python method is called as the plain function that it is, its receiver is the first
        argument: `Class.method(instance, x)`, or a decorator's `function(instance, x)`."""
        target = closure.target
        if not isinstance(target, ir.Function) or target.static or closure.skip:
            return closure
        if target.cls is None:
            return self._bound(closure, callee, frame, module)
        if closure.module.language != "python" or not isinstance(callee, (ir.Attribute, ir.Name)):
            return closure
        if target.receiver is None or target.kind != "method":
            return closure
        at = closure.receiver
        if at is not None:
            if isinstance(at.node, ir.Value) and self._is_class(at.node, at.frame, at.module):
                return replace(closure, skip=1, receiver=None)
            return closure
        if isinstance(callee, ir.Name) or self._is_class(callee.object, frame, module):
            return replace(closure, skip=1)
        if callee.key != target.name and all(member.name != callee.key for member in target.cls.members):
            return replace(closure, skip=1)
        return closure

    def _bound(self, closure: Closure, callee: ir.Value, frame: Frame | None, module: ir.Module) -> Closure:
        """What a decorator made of a method is a method, too: its first parameter is the object."""
        inner = self.walker.callees.undecorated(closure)
        if inner is None or inner.receiver is None or inner.kind != "method" or inner.cls is None:
            return closure
        if inner.static or not isinstance(callee, ir.Attribute) or closure.module.language != "python":
            return closure
        if self._is_class(callee.object, frame, module):
            return closure
        return replace(closure, skip=BOUND)

    def _is_class(self, value: ir.Value, frame: Frame | None, module: ir.Module) -> bool:
        return any(isinstance(c.target, ir.Class) for c in self.targets(value, frame, module))

    def push(
        self,
        site: ir.Node,
        module: ir.Module,
        caller: Frame | None,
        closure: Closure,
        calls: Calls | None = None,
        crossed: bool = False,
    ) -> Frame | None:
        """Enter `closure` from `site`; None where that is a recursion gone round, or too deep."""
        key = (site, caller, closure, calls, crossed)
        if key in self._frames:
            return self._frames[key]
        depth, rounds = 0, 0
        frame = caller
        while frame is not None:
            depth += 1
            if frame.site is site and frame.closure.target is closure.target:
                rounds += 1
            frame = frame.caller
        if rounds >= 2:
            made = None
        elif depth >= MAX_FRAMES:
            self.walker.cut = True
            made = None
        else:
            made = Frame(site, module, caller, closure, calls, depth + 1, crossed)
        self._frames[key] = made
        return made

    def run_by(
        self, call: ir.Call, frame: Frame | None, module: ir.Module
    ) -> list[tuple[Closure, bool, Calls | None]]:
        """The functions in sight that run during `call` (its callees; functions handed in), each with whether
        it surely runs, and with what a library calls it."""
        known = self._ran.get((call, frame))
        if known is not None:
            return known
        ran: list[tuple[Closure, bool, Calls | None]] = []
        for closure in self.targets(call.callee, frame, module):
            if isinstance(closure.target, ir.Class):
                made = self.walker.classes.constructor(closure.target)
                if made is not None:
                    closure = Closure(made[0], made[1], closure.defining)
            ran.append((closure, True, None))
        model = self.walker.library.model_of(call, module)
        for index, argument in enumerate(call.arguments):
            if isinstance(argument.value, (ir.Function, ir.Name, ir.Attribute)):
                calls = self.walker.library.calls_of(model, call, argument)
                for closure in self.targets(argument.value, frame, module):
                    if isinstance(closure.target, ir.Function):
                        ran.append((closure, False, calls or Calls(index)))
        if not self.asking:
            self._ran[call, frame] = ran
        return ran

    # ------------------------------------------------------------------ results

    def results(self, call: ir.Call, place: Place) -> list[Link] | None:
        """Where the result of `call` comes from; None where nothing in sight says so."""
        path, frame, module = place.path, place.frame, place.module
        closures = self.targets(call.callee, frame, module)
        model = self.walker.library.model_of(call, module)
        if model is not None and model.binds and model.binds in ("call", "apply"):
            closures = tuple(c for c in closures if isinstance(c.target, ir.Function))
        links: list[Link] = []
        for closure in closures:
            if isinstance(closure.target, ir.Function) and call.new:
                links.extend(self.walker.prototypes.constructed(closure, call, place))
            elif isinstance(closure.target, ir.Function):
                entered = self.push(call, module, frame, closure)
                if entered is not None:
                    links.extend((p, StepKind.RETURNED) for p in self.returned(entered, path))
            else:
                links.extend(self.walker.classes.instance(closure, call, place))
                if not links:
                    links.extend(self.walker.exceptions.instance(closure, call, place))
        if closures:
            return links or self.walker.library.applied(call, place) or []
        members = self.walker.objects.members(call.callee, frame, module)
        if members:
            for member, _made in members:
                links.extend(self.walker.library.given(member.gives, member, call, place) or ())
            return links or None
        asked = self.walker.operators.builtin(call, place)
        if asked is not None:
            return asked
        if model is not None and model.gives:
            return self.walker.library.given(model.gives, model, call, place)
        return self.walker.library.applied(call, place)

    def returned(self, frame: Frame, path: FullPath) -> list[Place]:
        """What the function that `frame` entered returns (or, asked for elements, yields)."""
        function = frame.function
        assert isinstance(function, ir.Function)
        module = frame.closure.module
        facts = self.walker.index.facts(function)
        places: list[Place] = []
        if path[:1] == (REJECTED,) and (function.is_async or frame.calls is not None):
            places.extend(self.walker.exceptions.leaving(frame, path[1:]))
        if function.is_generator and path[:1] == (RESULT,):
            path = path[1:]
        elif function.is_generator:
            if path and not isinstance(path[0], str):
                yields = facts.yields
                if isinstance(path[0], int) and path[0] >= 0:
                    known = self.walker.order.yielded(function, path[0])
                    yields = yields if known is None else known
                for node in yields:
                    if self.walker.deciding.refuted(facts.guards.get(node), frame):
                        continue
                    if node.value is not None:
                        part = path[1:]
                        if node.delegate:
                            # how many came before those that it hands on isn't known
                            part = (ELEMENT, *part) if isinstance(path[0], int) else path
                        places.append(Place(node.value, part, frame, module))
            return places
        for statement in facts.returns:
            if statement.value is not None and not (
                self.walker.deciding.refuted(facts.guards.get(statement), frame)
            ):
                places.append(Place(statement.value, path, frame, module))
        return places
