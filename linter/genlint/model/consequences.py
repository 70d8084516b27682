"""What is known where a condition holds: the facts that it is made of, for people to read.

`conditions` answers a question with yes or no, and walks on until it knows. This takes a condition apart
only as far as its definitions go.
"""

from __future__ import annotations

from genlint.model import ir
from genlint.model.answers import AnyOf, Fact, Judge, Known, StepKind
from genlint.model.frames import Place
from genlint.model.naming import dotted
from genlint.model.walk import Walker

MAX_DEPTH = 24
"""How many definitions and predicates deep a condition is taken apart."""
MAX_PARTS = 40
"""How many facts one condition gives; what is more is told as the condition that it is."""

_STRUCTURED = (ir.Not, ir.Logical, ir.Compare, ir.Choice, ir.Literal)
_PLAIN = (StepKind.READ, StepKind.ASSIGNED, StepKind.CARRIED, StepKind.RETURNED)
"""The steps that a definition goes by; what a caller hands in is its own business."""


class Consequences:
    """One run of the question."""

    def __init__(self, walker: Walker, judge: Judge) -> None:
        self.walker = walker
        self.judge = judge
        self._parts = 0

    def of(self, place: Place, truth: bool, depth: int = 0) -> Known | None:
        """What holds where `place` is true (or false); None where it never is."""
        node = place.node
        if depth > MAX_DEPTH or self._parts > MAX_PARTS or not self.walker.spend():
            self.walker.cut = True
            return self._fact(place, truth)
        depth += 1
        match node:
            case ir.Literal():
                return () if bool(node.value) == truth else None
            case ir.Not():
                return self.of(self._at(place, node.operand), not truth, depth)
            case ir.Logical():
                parts = [self._at(place, operand) for operand in node.operands]
                if (node.operator == "and") == truth:
                    return self._all(parts, truth, depth)
                return _one_of([self.of(part, truth, depth) for part in parts])
            case ir.Choice():
                test = self._at(place, node.test)
                arms = ((True, node.then), (False, node.otherwise))
                found = [
                    _both(self.of(test, side, depth), self.of(self._at(place, arm), truth, depth))
                    for side, arm in arms
                ]
                return _one_of(found)
            case ir.Compare(operator="eq" | "ne"):
                return self._compare(node, place, truth, depth)
            case ir.Await() | ir.Store():
                return self.of(self._at(place, node.value), truth, depth)
            case ir.Comma():
                return self.of(self._at(place, node.values[-1]), truth, depth)
            case ir.Call():
                return self._call(node, place, truth, depth)
            case _:
                return self._read(place, truth, depth)

    @staticmethod
    def _at(place: Place, node: ir.Value) -> Place:
        return Place(node, (), place.frame, place.module)

    def _fact(self, place: Place, truth: bool) -> Known:
        self._parts += 1
        assert isinstance(place.node, ir.Value)
        return (Fact(place.module, place.node, truth),)

    def _all(self, places: list[Place], truth: bool, depth: int) -> Known | None:
        known: Known | None = ()
        for place in places:
            known = _both(known, self.of(place, truth, depth))
        return known

    def _compare(self, node: ir.Compare, place: Place, truth: bool, depth: int) -> Known | None:
        """`x === true` and `x != null` say of `x` what `x` alone would; other comparisons are facts."""
        for left, right in ((node.left, node.right), (node.right, node.left)):
            literal = self.walker.fold.literal(right)
            if literal is not None and isinstance(literal.value, bool):
                wanted = literal.value == (node.operator == "eq")
                return self.of(self._at(place, left), wanted == truth, depth)
            if literal is not None and literal.value is None:
                return self._fact(self._at(place, left), (node.operator == "ne") == truth)
        return self._fact(place, truth)

    def _call(self, node: ir.Call, place: Place, truth: bool, depth: int) -> Known | None:
        """A predicate in sight says what it returns, `Boolean(x)` what `x` does."""
        closures = self.walker.calls.targets(node.callee, place.frame, place.module)
        if len(closures) == 1 and isinstance(closures[0].target, ir.Function):
            entered = self.walker.calls.push(node, place.module, place.frame, closures[0])
            returns = self.walker.index.facts(closures[0].target).returns
            if entered is not None and len(returns) == 1 and returns[0].value is not None:
                value = Place(returns[0].value, (), entered, closures[0].module)
                if isinstance(value.node, (*_STRUCTURED, ir.Call)):
                    return self.of(value, truth, depth)
            return self._fact(place, truth)
        model = self.walker.library.model_of(node, place.module)
        if not closures and model is not None and model.condition and node.arguments:
            return self.of(self._at(place, node.arguments[0].value), truth, depth)
        return self._read(place, truth, depth)

    def _read(self, place: Place, truth: bool, depth: int) -> Known | None:
        """What the one definition in sight says, where that is a condition itself; a name that says of the
        state by itself is a fact besides."""
        node = place.node
        bare = self._fact(place, truth)
        name = dotted(node)
        own = bare if name and self.judge.state(name) is truth else ()
        current = place
        for _ in range(MAX_DEPTH):
            links = self.walker.expand(current)
            if links is None or len(links) != 1 or links[0][1] not in _PLAIN:
                break
            current = links[0][0]
            node = current.node
            if not current.path and isinstance(node, (*_STRUCTURED, ir.Call)):
                if isinstance(node, ir.Literal):
                    break  # a variable that starts out so may hold another value by then
                found = self.of(current, truth, depth)
                if found is None or any(isinstance(each, AnyOf) or each.node is not node for each in found):
                    return _both(own, found)
                break
        return bare


def _both(one: Known | None, two: Known | None) -> Known | None:
    if one is None or two is None:
        return None
    return (*one, *(each for each in two if each not in one))


def _one_of(alternatives: list[Known | None]) -> Known | None:
    """What holds where at least one alternative does. One that never does is none."""
    possible = [each for each in alternatives if each is not None]
    if not possible:
        return None
    if len(possible) == 1:
        return possible[0]
    if not all(possible):
        return ()  # one alternative asks for nothing
    return (AnyOf(tuple(possible)),)
