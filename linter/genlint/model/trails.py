"""The ways by which a value can come to be: the search over the walker's steps, from a use to its origins.

Where a way leaves a function for its callers, it was at some use in that function: the argument that was
asked about, or a call on the way. A caller counts if that use can be reached when *it* calls: the
conditions around the use must not be refuted by what the caller hands in, and a method that was called there
must be one of the object that the caller handed in.
"""

from __future__ import annotations

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import Def
from genlint.model.facts import GuardLink
from genlint.model.frames import Frame, Link, Place
from genlint.model.walk import Walker
from genlint.records import dataclass

Trail = list[tuple[Place, tuple[Place, StepKind] | None]]
"""Places from the use on, each with the one before and what happens on the step."""
_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Use:
    """A call at which a way stands; `target` is the function that it was followed out of, if it was."""

    site: ir.Node
    module: ir.Module
    target: ir.Node | None = None


State = tuple[Place, Use | None]


class Trails:
    """Finds trails. Each place is left once for each use by which it is come to."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._sites: dict[ir.Module, dict[int, ir.Call]] = {}
        self._feasible: dict[tuple[Use, Frame], bool] = {}

    def of(self, start: Place) -> list[Trail]:
        """The trails from `start`, nearest ends first. Where a way comes to a place that was left before, it
        goes on as the first did."""
        node = start.node
        site = self._site(start.module, node) if isinstance(node, ir.Value) else None
        first: State = (start, Use(site, start.module) if site is not None else None)
        parents: dict[State, tuple[State, StepKind] | None] = {first: None}
        onward: dict[State, list[tuple[State, StepKind]]] = {}
        expanded: dict[Place, list[Link]] = {}
        pending = [first]
        ends: list[State] = []
        for state in pending:
            place, use = state
            links = expanded.get(place)
            if links is None:
                links = expanded[place] = (self.walker.expand(place) if self.walker.spend() else None) or []
            following = onward[state] = []
            fresh = False
            for link, kind in links:
                for each in self._uses(place, link, use):
                    other = (link, each)
                    following.append((other, kind))
                    if other not in parents:
                        parents[other] = (state, kind)
                        pending.append(other)
                        fresh = True
            # a parameter may always be filled by callers out of sight, unless the walk came by a call
            if not fresh or is_open(place):
                ends.append(state)
        trails: list[Trail] = []
        for end in ends:
            states: list[tuple[State, tuple[State, StepKind] | None]] = []
            at: State | None = end
            while at is not None:
                parent = parents[at]
                states.append((at, parent))
                at = parent[0] if parent is not None else None
            states.reverse()
            if is_open(end[0]) or _go_on(states, onward):
                trails.append(
                    [(s[0], (p[0][0], p[1]) if p is not None else None) for s, p in states],
                )
        return trails or [[(start, None)]]

    def links(self, module: ir.Module, node: ir.Node) -> list[tuple[GuardLink | None, ir.Function]]:
        """The conditions around a node, and around the makings of the closures in which it stands, each with
        the function in which they are."""
        index = self.walker.index
        index.all_facts(module)
        links: list[tuple[GuardLink | None, ir.Function]] = []
        current: ir.Node | None = node
        while current is not None:
            facts = index.site.get(current)
            if facts is None:
                break
            links.append((facts.guards.get(current), facts.function))
            current = facts.function
        return links

    # ------------------------------------------------------------------ from a function to its callers

    def _uses(self, place: Place, link: Place, use: Use | None) -> list[Use | None]:
        """The uses with which a step is taken; none where it leads to callers for whom it can't be."""
        frames = self.walker.variables.crossed.get((place, link))
        if frames is None:
            return [use]
        found: dict[Use | None, None] = {}
        for frame in frames:
            if use is None or self._may_be(use, frame):
                found[Use(frame.site, frame.module, frame.function)] = None
        return list(found)

    def _may_be(self, use: Use, frame: Frame) -> bool:
        known = self._feasible.get((use, frame))
        if known is None:
            known = self._feasible[use, frame] = self._ask(use, frame)
        return known

    def _ask(self, use: Use, frame: Frame) -> bool:
        deciding = self.walker.deciding
        for link, function in self.links(use.module, use.site):
            if function is frame.function and deciding.refuted(link, frame):
                return False
        if frame.caller is not None:
            for link, function in self.links(frame.module, frame.site):
                if function is frame.caller.function and deciding.refuted(link, frame.caller):
                    return False
        return not (use.target is not None and self._other(use, use.target, frame))

    def _other(self, use: Use, target: ir.Node, frame: Frame) -> bool:
        """Does the call reach other functions than `target` where the function around it is entered so?"""
        site, walker = use.site, self.walker
        if not isinstance(site, ir.Call) or not isinstance(site.callee, (ir.Attribute, ir.Index)):
            return False
        facts = walker.index.site.get(site)
        if facts is None or facts.function is not frame.function:
            return False
        if not any(c.target is target for c in walker.calls.targets(site.callee, None, use.module)):
            return False
        cut, walker.cut = walker.cut, False
        try:
            found = walker.calls.targets(site.callee, frame, use.module)
            sure = not walker.cut and not walker.calls.partial
        finally:
            walker.cut = cut
        return sure and bool(found) and not any(closure.target is target for closure in found)

    def _site(self, module: ir.Module, value: ir.Value) -> ir.Call | None:
        """The call in whose arguments a value is written."""
        sites = self._sites.get(module)
        if sites is None:
            sites = self._sites[module] = {}
            for facts in self.walker.index.all_facts(module):
                for call in facts.calls:
                    for argument in call.arguments:
                        _note(sites, argument.value, call, 0)
        return sites.get(id(value))


def _note(sites: dict[int, ir.Call], value: ir.Value, call: ir.Call, depth: int) -> None:
    sites.setdefault(id(value), call)
    if depth >= _DEPTH:
        return
    if isinstance(value, ir.Record):
        for entry in value.entries:
            _note(sites, entry.value, call, depth + 1)
    elif isinstance(value, ir.Sequence):
        for item in value.items:
            _note(sites, item.value, call, depth + 1)


def is_open(place: Place) -> bool:
    """Is it a parameter that callers out of sight may fill?"""
    node = place.node
    return isinstance(node, Def) and node.kind == "parameter" and place.frame is None


def _go_on(
    trail: list[tuple[State, tuple[State, StepKind] | None]],
    onward: dict[State, list[tuple[State, StepKind]]],
) -> bool:
    """Lengthen a trail to an end; False where it only leads back to itself."""
    seen = {state for state, _parent in trail}
    while True:
        state = trail[-1][0]
        links = onward.get(state, [])
        if not links:
            return True
        link = next((link for link in links if link[0] not in seen), None)
        if link is None:
            return False
        seen.add(link[0])
        trail.append((link[0], (state, link[1])))
