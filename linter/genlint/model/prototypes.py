"""What objects find where they have nothing of their own: on the prototype of the function that made them,
and on their class as it is by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.captures import base_name
from genlint.model.frames import Closure, Link, Place, holding
from genlint.records import replace

if TYPE_CHECKING:
    from genlint.model.walk import Walker


class Prototypes:
    """Parts of objects that several objects share."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker

    def constructed(self, closure: Closure, call: ir.Call, place: Place) -> list[Link]:
        """The part at `place.path` of what `new f(…)` makes of a plain function."""
        function = closure.target
        assert isinstance(function, ir.Function)
        walker = self.walker
        entered = walker.calls.push(call, place.module, place.frame, closure)
        if entered is None or not place.path:
            return []
        facts = walker.index.facts(function)
        links = [(p, StepKind.RETURNED) for p in walker.calls.returned(entered, place.path)]
        if links and isinstance(function.body[-1], ir.Return):
            return links
        definition = facts.arguments.get(function.receiver) if function.receiver is not None else None
        chain = facts.exit.get(definition) if facts.exit is not None and definition is not None else None
        found, falls = walker.memory.look(chain, place.path, entered, closure.module)
        links.extend(found)
        if falls:
            links.extend(self._of_prototype(function, call, place))
        return links

    def _of_prototype(self, function: ir.Function, call: ir.Call, place: Place) -> list[Link]:
        """A part that an object finds on the prototype of the function that made it: as that is where the
        part is asked for, or else when all has run."""
        walker = self.walker
        links: list[Link] = []
        inside = replace(place, path=("prototype", *place.path))
        links.extend(self.shared(call, inside, holding(place)) or ())
        if function.name is not None and function.scope.parent is not None:
            binding = function.scope.parent.lookup(function.name)
            if binding is not None:
                found = walker.variables.at_the_end(binding, inside.path)
                links.extend(link for link in found if link not in links)
        return links

    def shared(self, call: ir.Call, place: Place, holder: Place | None = None) -> list[Link] | None:
        """A part that instances find on their class, as that has it where the part is asked for: what was
        stored on the class by its name included."""
        callee = call.callee
        index = self.walker.index
        facts = index.facts_of_read(callee) if isinstance(callee, ir.Name) else None
        if facts is None:
            return None
        assert isinstance(callee, ir.Name)
        binding = callee.scope.lookup(callee.text)
        defs, env = facts.reads[callee]
        asked = (holder or holding(place)).node
        name = base_name(asked) if isinstance(asked, ir.Value) else None
        if name is not None and index.facts_of_read(name) is facts:
            env = facts.reads[name][1]
            defs = env.get(binding) or defs
        stored: list[Link] = []
        for definition in defs:
            chain = env.get(definition.holds())
            found, falls = self.walker.memory.look(
                chain, definition.prefix + place.path, place.frame, place.module
            )
            stored.extend(found)
            if falls and found:
                stored.append((Place(definition, place.path, place.frame, place.module, env), StepKind.READ))
        return stored or None
