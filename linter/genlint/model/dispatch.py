"""Which callers of a method reach which override: the object on which they call it decides.

`self.step(x)` in a base class enters the `step` of whatever class the object is of, and
`self.strategy.run(x)` that of the object that was put in. A call site of one override is therefore looked
at with the callers of the method in which it stands, and goes with those whose object has that override.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.callers import CallSite
from genlint.model.captures import base_name
from genlint.model.frames import Frame

if TYPE_CHECKING:
    from genlint.model.walk import Walker

MAX_OUTER = 16
"""How many callers of the method around a call are told apart."""
MAX_DEPTH = 3
"""How many methods that call each other on one object are gone through."""


class Dispatch:
    """The frames by which call sites enter a function."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._known: dict[tuple[ir.Call, ir.Node, bool], tuple[Frame, ...] | None] = {}
        self._asking: list[ir.Function] = []

    def entries(self, sites: tuple[CallSite, ...]) -> list[Frame]:
        """The frames by which callers in sight enter a function."""
        found: dict[Frame, None] = {}
        for site in sites:
            frames = self._by_object(site)
            if frames is None:
                entered = self.walker.calls.push(
                    site.call, site.module, site.caller, site.closure, site.calls, crossed=True
                )
                if entered is not None:
                    found[entered] = None
            else:
                found.update(dict.fromkeys(frames))
        return list(found)

    def _by_object(self, site: CallSite) -> tuple[Frame, ...] | None:
        """The frames of those callers whose object has the function that `site` enters; None where the
        object doesn't matter, or isn't known."""
        if site.caller is not None or site.calls is not None:
            return None
        around = self._around(site)
        if around is None or around in self._asking or len(self._asking) >= MAX_DEPTH:
            return None
        key = (site.call, site.closure.target, self.walker.wide)
        if key not in self._known:
            self._asking.append(around)
            try:
                found = self._frames(site, around)
            finally:
                self._asking.remove(around)
            if self.walker.cut or self.walker.calls.partial:
                return found
            self._known[key] = found
        return self._known[key]

    def _around(self, site: CallSite) -> ir.Function | None:
        """The method around a call of a method of its own object, or of one that this holds, where there may
        be more than one such method."""
        callee, target = site.call.callee, site.closure.target
        if not isinstance(callee, ir.Attribute) or not isinstance(target, ir.Function) or target.cls is None:
            return None
        facts = self.walker.index.site.get(site.call)
        function = facts.function if facts is not None else None
        if function is None or function.cls is None or function.receiver is None or function.static:
            return None
        name = base_name(callee.object)
        if name is None or name.scope.lookup(name.text) is not function.receiver:
            return None
        if callee.object is not name or target.cls is not function.cls:
            return function
        overridden = self.walker.classes.overrides(function.cls, callee.key)
        return function if overridden else None

    def _frames(self, site: CallSite, around: ir.Function) -> tuple[Frame, ...] | None:
        walker = self.walker
        outer = walker.callers.of(around, walker.index.module_of(around))
        if not outer or len(outer) > MAX_OUTER:
            return None
        found: list[Frame] = []
        for frame in self.entries(outer):
            targets = walker.calls.targets(site.call.callee, frame, site.module)
            if not targets:
                return None
            for closure in targets:
                if closure.target is site.closure.target:
                    entered = walker.calls.push(site.call, site.module, frame, closure, crossed=True)
                    if entered is not None:
                        found.append(entered)
        return tuple(found)
