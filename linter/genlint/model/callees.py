"""Callees: which functions and classes a value may be, and as whose callers a call may stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.env import Def
from genlint.model.frames import Closure, Frame, Place
from genlint.records import replace

if TYPE_CHECKING:
    from genlint.model.walk import Walker

MAX_CONTEXT_PLACES = 60
"""How many places are looked at to find the callers who hand in a callee."""


class Callees:
    """What may be called by a value; and decorators, which make one function of another."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._decorated: dict[ir.Function, ir.Value] = {}
        self._decorations: set[ir.Node] = set()
        self.stopped = False
        """Whether the last question that was not to cross into callers came to a parameter."""

    def closures(self, place: Place) -> list[Closure]:
        """The functions and classes that a value may be."""
        return self.callee(place)[0]

    def callee(self, start: Place, crossing: bool = True) -> tuple[list[Closure], list[Place]]:
        """The functions and classes that a called value may be; else the parts of out-of-sight results
        (`useState(…)` at 1) that it may be."""
        closures: dict[Closure, None] = {}
        parts: dict[Place, None] = {}
        stopped = False
        pending = [start]
        seen = {start}
        holders: dict[Place, Place] = {}
        position = 0
        while position < len(pending):
            place = pending[position]
            position += 1
            if not self.walker.spend():
                break
            node, path = place.node, place.path
            if isinstance(node, ir.Attribute) and not path and place is not start:
                holders[place] = Place(node.object, (), place.frame, place.module)
            if isinstance(node, ir.Function) and (not path or path in (("call",), ("apply",))):
                holder = holders.get(place)
                if isinstance(start.node, ir.Attribute) and start.module.language == "typescript":
                    holder = None  # the object that it is called on is
                closures[self._closure(node, place, holder)] = None
                continue
            if isinstance(node, ir.Class) and not path:
                closures[Closure(node, self.walker.classes.module_of(node), place.frame)] = None
                continue
            if isinstance(node, ir.Index) and not path and place.module.language == "python":
                generic = [
                    each
                    for each in self.walker.calls.targets(node.object, place.frame, place.module)
                    if isinstance(each.target, ir.Class)
                    and not any(self.walker.classes.members(each.target, "__class_getitem__"))
                ]
                if generic:
                    closures.update(dict.fromkeys(generic))
                    continue
            if isinstance(node, ir.Call) and not path and self._from_call(node, place, closures, pending):
                continue
            if not crossing and isinstance(node, Def) and node.kind == "parameter" and place.frame is None:
                stopped = True
                continue
            links = self.walker.expand(place)
            if isinstance(node, ir.Call) and (not links or path):
                parts[place] = None
            elif isinstance(node, Def) and node.kind == "parameter" and not links:
                parts[Place(node.binding, path, place.frame, place.module)] = None
            for link, _kind in links or ():
                if link not in seen:
                    seen.add(link)
                    pending.append(link)
                    if place in holders:
                        holders.setdefault(link, holders[place])
        self.stopped = stopped
        return list(closures), list(parts)

    def _closure(self, node: ir.Function, place: Place, holder: Place | None) -> Closure:
        module = self.walker.index.module_of(node)
        if holder is not None and node.receiver is not None and not node.static and not place.path:
            return Closure(node, module, place.frame, holder)
        if place.path == ("call",):
            return Closure(node, module, place.frame, skip=1)
        if place.path == ("apply",):
            return Closure(node, module, place.frame, skip=1, spread=True)
        return Closure(node, module, place.frame)

    def _from_call(
        self, node: ir.Call, place: Place, closures: dict[Closure, None], pending: list[Place]
    ) -> bool:
        """A called value that is itself a call's result, where that result is known to be a function."""
        model = self.walker.library.model_of(node, place.module)
        targets = self.walker.calls.targets(node.callee, place.frame, place.module)
        for closure in targets:
            if isinstance(closure.target, ir.Class):
                at = Place(node, ("__call__",), place.frame, place.module)
                receiver = Place(node, (), place.frame, place.module)
                for method in self.closures(at):
                    closures[replace(method, receiver=receiver)] = None
        if model is None and not targets and isinstance(node.callee, ir.Call):
            # what a library's function made of a function (`connect(…)(Component)`)
            members = self.walker.objects.members(node.callee, place.frame, place.module)
            model = next((member for member, _made in members if member.callable), None)
        if targets or model is None:
            return False
        if model.binds == "bind" and isinstance(node.callee, ir.Attribute):
            source: ir.Value = node.callee.object
        elif (model.binds in ("partial", "partialmethod") or model.callable) and node.arguments:
            source = node.arguments[0].value
        else:
            return False
        if model.callable:
            pending.append(Place(source, (), place.frame, place.module))
            return True
        bound: Iterable[Closure] = self.walker.calls.targets(source, place.frame, place.module)
        if model.binds == "partialmethod":
            # called on an object, as the method itself would be
            bound = self.closures(Place(source, (), place.frame, place.module))
        for closure in bound:
            closures[replace(closure, bound=node, bound_frame=place.frame, bound_module=place.module)] = None
        return True

    def contexts(self, callee: ir.Value, module: ir.Module) -> list[Frame]:
        """The callers in sight of the function around a call, where `callee` is what they hand in."""
        found: dict[Frame, None] = {}
        pending = [Place(callee, (), None, module)]
        seen = set(pending)
        for place in pending:
            if len(pending) > MAX_CONTEXT_PLACES:
                break
            node = place.node
            if isinstance(node, Def) and node.kind == "parameter" and place.frame is None:
                owner = self.walker.index.module_of(node.function)
                for site in self.walker.callers.of(node.function, owner):
                    entered = self.walker.calls.push(
                        site.call, site.module, site.caller, site.closure, site.calls, crossed=True
                    )
                    if entered is not None:
                        found[entered] = None
                continue
            if isinstance(node, (ir.Function, ir.Class, ir.Call)) and not place.path:
                continue
            for link, _kind in self.walker.expand(place) or ():
                if link not in seen:
                    seen.add(link)
                    pending.append(link)
        return list(found)

    def decorated(self, value: ir.Value, frame: Frame | None, module: ir.Module) -> ir.Value:
        """A declared function, or the call of its decorators on it, where one of these is known."""
        if not isinstance(value, ir.Function) or not value.decorators:
            return value
        made = self._decorated.get(value)
        if made is None:
            made = value
            for decorator in reversed(value.decorators):
                call = ir.Call(decorator.span, decorator, [ir.Argument(value.span, made)])
                model = self.walker.library.model_of(call, module)
                known = model is not None and (model.gives or model.callable)
                if self._only_looks(decorator, frame, module):
                    continue
                if known or self.walker.calls.targets(decorator, frame, module):
                    made = call
                    self._decorations.add(call)
            self._decorated[value] = made
        return made

    def _only_looks(self, decorator: ir.Value, frame: Frame | None, module: ir.Module) -> bool:
        """Does a decorator give nothing, so that what it decorates stays (in JavaScript)?"""
        if module.language != "typescript":
            return False
        targets = self.walker.calls.targets(decorator, frame, module)
        return bool(targets) and all(
            isinstance(each.target, ir.Function)
            and not each.target.is_generator
            and all(r.value is None for r in self.walker.index.facts(each.target).returns)
            for each in targets
        )

    def undecorated(self, closure: Closure) -> ir.Function | None:
        """The function for which a decorator made `closure`, if one did."""
        frame = closure.defining
        if frame is None or frame.site not in self._decorations:
            return None
        value = frame.site
        while isinstance(value, ir.Call):
            value = value.arguments[0].value
        return value if isinstance(value, ir.Function) else None
