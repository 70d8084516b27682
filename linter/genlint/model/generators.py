"""The protocol of generators: what is sent in, thrown in, and returned at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import FullPath
from genlint.model.facts import Facts
from genlint.model.frames import Frame, Link, Place

if TYPE_CHECKING:
    from genlint.model.walk import Walker

RESULT = "#returned"
"""The part of a generator object that its function returns."""
SENDING = ("send", "asend", "next")
THROWING = ("throw", "athrow")
MAX_DELEGATES = 3
"""How many generators that hand on to one another are gone through for what is sent."""


class Generators:
    """What the users of a generator hand to it on the way."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker

    def yielded(self, node: ir.Yield, place: Place) -> list[Link] | None:
        """The result of a `yield`: what is sent in; of `yield*` and `yield from`, what that generator
        returns."""
        if node.delegate:
            if node.value is None:
                return None
            at = Place(node.value, (RESULT, *place.path), place.frame, place.module)
            return [(at, StepKind.RETURNED)]
        facts = self.walker.index.site.get(node)
        if facts is None:
            return None
        links: list[Link] = []
        for sites in self._used(facts, place.frame, SENDING):
            sites = self._at(node, facts, sites)
            links.extend((each, StepKind.ARGUMENT) for each in self._first(sites, place.path))
        return links or None

    def thrown_in(self, node: ir.Yield, path: FullPath, frame: Frame | None) -> list[Place]:
        """What the users of the generator throw in at a `yield`."""
        facts = self.walker.index.site.get(node)
        if facts is None:
            return []
        return [p for sites in self._used(facts, frame, THROWING) for p in self._first(sites, path)]

    def _first(self, sites: list[tuple[ir.Call, ir.Module]], path: FullPath) -> list[Place]:
        places = []
        for call, module in sites:
            argument = self.walker.arguments.argument(call, 0)
            if argument is not None:
                places.append(Place(argument.value, path, None, module))
        return places

    def _used(
        self, facts: Facts, frame: Frame | None, methods: tuple[str, ...]
    ) -> list[list[tuple[ir.Call, ir.Module]]]:
        """For each object that the generator function made: the calls of its `methods`."""
        walker = self.walker
        found = []
        if frame is not None and frame.function is facts.function:
            made = [(frame.site, frame.module)]
        else:
            made = [(s.call, s.module) for s in walker.callers.of(facts.function, facts.module)]
        for _round in range(MAX_DELEGATES):
            outer: list[tuple[ir.Node, ir.Module]] = []
            for site, module in made:
                sites = [each for key in methods for each in walker.callers.of_part(site, (key,), module)]
                if sites:
                    found.append(sites)
                around = walker.index.site.get(site)
                if around is not None and any(y.delegate and y.value is site for y in around.yields):
                    outer.extend(
                        (s.call, s.module) for s in walker.callers.of(around.function, around.module)
                    )
            if not outer:
                break
            made = outer
        return found

    def _at(
        self, node: ir.Yield, facts: Facts, sites: list[tuple[ir.Call, ir.Module]]
    ) -> list[tuple[ir.Call, ir.Module]]:
        """The calls that may answer one `yield`: the first `next` begins the generator, so that what it
        hands over is lost; where both sides go straight on, the n-th `yield` has what the next call hands."""
        sites = sorted(sites, key=lambda site: site[0].span)
        around = [self.walker.index.site.get(call) for call, _module in sites]
        first = around[0]
        if first is None or any(each is not first for each in around):
            return sites
        if any(call in first.repeated or first.guards.get(call) for call, _module in sites):
            return sites
        begins = _method(sites[0][0]) == "next"
        steps = sites[1:] if begins else sites
        straight = not any(y in facts.repeated or facts.guards.get(y) or y.delegate for y in facts.yields)
        if straight and node in facts.yields:
            # `send` can't begin a generator: another call has done that, seen or not
            position = facts.yields.index(node)
            return steps[position : position + 1] if begins else steps
        return steps


def _method(call: ir.Call) -> str:
    return call.callee.key if isinstance(call.callee, ir.Attribute) else ""
