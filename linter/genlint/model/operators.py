"""What a class makes of an operator, a conversion or a function of the language that asks it for a method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.facts import Facts
from genlint.model.frames import Link, Place
from genlint.model.operations import BUILTINS, Operator, leading, operands_of, operator_of, reflected
from genlint.records import replace

if TYPE_CHECKING:
    from genlint.model.walk import Walker

_IMPORTED = frozenset({"copy", "deepcopy"})


class Operators:
    """Where the results of such operations come from."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker

    def operation(self, node: ir.Value, place: Place) -> list[Link] | None:
        """The part at `place.path` of what a class makes of an operator; None where none answers it."""
        facts = self.walker.index.site.get(node)
        if facts is None or place.module.language != "python":
            return None
        in_place = node in facts.in_place
        operator = operator_of(node, in_place)
        if operator is None:
            return None
        path = place.path
        asked_by_name = bool(path) and isinstance(path[0], str)
        # texts, numbers and lists have no names; they are asked for where a class near by has the operator
        if not asked_by_name and self.walker.implicit.names(place.module).isdisjoint(
            (*operator[0], operator[1])
        ):
            return None
        made = self._answered(facts, node, operator, in_place, place)
        if made is None:
            return None
        self.walker.index.site[made] = facts
        return self.walker.calls.results(made, place)

    def builtin(self, call: ir.Call, place: Place) -> list[Link] | None:
        """The result of a function of the language that asks its argument's class for it (`reversed(x)`);
        None where the class doesn't say, or it is no such function."""
        callee = call.callee
        if not isinstance(callee, ir.Name) or place.module.language != "python" or not call.arguments:
            return None
        method = BUILTINS.get(callee.text)
        facts = self.walker.index.site.get(call)
        if method is None or facts is None or method not in self.walker.implicit.names(place.module):
            return None
        if callee.scope.lookup(callee.text) is not None and callee.text not in _IMPORTED:
            return None
        made = self.walker.implicit.call(call, facts, call.arguments[0].value, method)
        if not self.walker.calls.targets(made.callee, place.frame, place.module):
            return None
        return self.walker.calls.results(made, place)

    def _answered(
        self, facts: Facts, node: ir.Value, operator: Operator, in_place: bool, place: Place
    ) -> ir.Call | None:
        """The last call of a chain of operators, where a class in sight answers it."""
        operands = operands_of(node)
        last = [call for call in leading(facts, node, in_place) if _ends(call, operands)]
        for call in last:
            if self.walker.calls.targets(call.callee, place.frame, place.module):
                return call
        if len(operands) > 1 and operator[1]:
            call = reflected(facts, node, operator[1], len(operands) - 1)
            if self.walker.calls.targets(call.callee, place.frame, place.module):
                return call
        return None

    def text(self, place: Place) -> list[Link] | None:
        """Where the text comes from that the object at `place` becomes; None where its class doesn't say."""
        facts = self.walker.index.site.get(place.node) if isinstance(place.node, ir.Node) else None
        if place.text is None or facts is None or not isinstance(place.node, ir.Value):
            return None
        asked, names = place.text
        walker = self.walker
        for name in names:
            links: list[Link] = []
            for closure in walker.callees.closures(Place(place.node, (name,), place.frame, place.module)):
                if not isinstance(closure.target, ir.Function):
                    continue
                site = self.walker.implicit.call(place.node, facts, place.node, name)
                closure = replace(closure, receiver=asked)
                entered = walker.calls.push(site, place.module, place.frame, closure)
                if entered is not None:
                    links.extend((p, StepKind.RETURNED) for p in walker.calls.returned(entered, ()))
            if links:
                return links
        return None


def _ends(call: ir.Call, operands: list[ir.Value]) -> bool:
    """Is it the call for the last operand?"""
    return len(operands) == 1 or (bool(call.arguments) and call.arguments[0].value is operands[-1])
