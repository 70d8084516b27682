"""Variables: from the definitions that reach a read to the values that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import Def, Env, FullPath
from genlint.model.frames import CONSTRUCTORS, Frame, Link, Place

if TYPE_CHECKING:
    from genlint.model.callers import CallSite
    from genlint.model.walk import Walker


class Variables:
    """One step back from a variable's definition."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker

    def read(self, name: ir.Name, place: Place) -> list[Link] | None:
        """The definitions that reach a read; None where the name is unknown here."""
        facts = self.walker.index.facts_of_read(name)
        if facts is None:
            return None
        defs, env = facts.reads[name]
        if not defs:
            return []
        return self.held(defs, env, place.path, place.frame, place.module)

    def held(
        self, defs: tuple[Def, ...], env: Env, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Link]:
        """The part at `path` of what a variable with these definitions holds, seen from `env`."""
        links: list[Link] = []
        for definition in defs:
            if path and definition.kind != "touched":
                root = definition.holds()
                chain = env.get(root)
                part = self.walker.positions.from_the_front(chain, root, definition.prefix, path)
                found, falls = self.walker.memory.look(chain, definition.prefix + part, frame, module)
                links.extend(found)
                if not falls:
                    continue
                links.append((Place(definition, part, frame, module, env), StepKind.READ))
                continue
            links.append((Place(definition, path, frame, module, env), StepKind.READ))
        return links

    def born(self, definition: Def, place: Place) -> list[Link] | None:
        """Where a definition's own value comes from; None where that can't be known."""
        match definition.kind:
            case "value":
                if definition.value is None:
                    return []
                value = self.walker.callees.decorated(definition.value, place.frame, place.module)
                return [(Place(value, place.path, place.frame, place.module), StepKind.ASSIGNED)]
            case "undefined":
                return []
            case "parameter":
                return self._parameter(definition, place)
            case "receiver":
                return self._receiver(definition, place)
            case "entry":
                return self._outer(definition, place)
            case "touched":
                return self._touched(definition, place)

    # ------------------------------------------------------------------ parameters

    def _parameter(self, definition: Def, place: Place) -> list[Link] | None:
        parameter = definition.parameter
        assert parameter is not None
        frame = place.frame
        module = self.walker.index.module_of(definition.function)
        if frame is not None and frame.function is definition.function:
            places, may_default = self.walker.arguments.handed_in(frame, parameter, place.path)
            handed = StepKind.ARGUMENT if frame.crossed else StepKind.PASSED
            links = [(each, handed) for each in places]
            if may_default and parameter.default is not None:
                kind = StepKind.CHOICE if places else StepKind.PASSED
                links.append((Place(parameter.default, place.path, frame, module), kind))
            return links
        links = []
        sites = self.walker.callers.of(definition.function, module)
        omitted = not sites
        for entered in self._entries(sites):
            places, may_default = self.walker.arguments.handed_in(entered, parameter, place.path)
            omitted = omitted or may_default
            links.extend((each, StepKind.ARGUMENT) for each in places)
        if omitted and parameter.default is not None:
            kind = StepKind.CHOICE if links or not sites else StepKind.CARRIED
            links.append((Place(parameter.default, place.path, None, module), kind))
        return links or None

    def _entries(self, sites: tuple[CallSite, ...]) -> list[Frame]:
        """The frames by which callers in sight enter a function."""
        found = []
        for site in sites:
            entered = self.walker.calls.push(
                site.call, site.module, site.caller, site.closure, site.calls, crossed=True
            )
            if entered is not None:
                found.append(entered)
        return found

    def _receiver(self, definition: Def, place: Place) -> list[Link] | None:
        frame, path = place.frame, place.path
        function = definition.function
        module = self.walker.index.module_of(function)
        if frame is not None and frame.function is function:
            closure = frame.closure
            if closure.receiver is not None and not closure.skip:
                at = closure.receiver
                return [(Place(at.node, at.path + path, at.frame, at.module, at.env), StepKind.CARRIED)]
            site = frame.site
            if frame.calls is not None and frame.calls.receiver is not None and isinstance(site, ir.Call):
                origin = frame.calls.receiver
                given_by = self.walker.library.origin_places(origin, site, path, frame.caller, frame.module)
                return [(each, StepKind.CARRIED) for each in given_by] or None
            if isinstance(site, ir.Call):
                callee = site.callee
                if closure.bound is not None and closure.bound.arguments:
                    given = closure.bound.arguments[0].value
                    if isinstance(closure.bound.callee, ir.Attribute) and closure.bound.callee.key == "bind":
                        owner = closure.bound_module or frame.module
                        return [(Place(given, path, closure.bound_frame, owner), StepKind.CARRIED)]
                if (closure.skip or closure.spread) and not site.arguments:
                    return None
                if closure.skip or closure.spread:
                    return [
                        (Place(site.arguments[0].value, path, frame.caller, frame.module), StepKind.CARRIED)
                    ]
                if frame.calls is None and isinstance(callee, ir.Attribute):
                    target: ir.Value = callee.object
                    if isinstance(target, ir.Super):
                        target = target.receiver
                    return [(Place(target, path, frame.caller, frame.module), StepKind.CARRIED)]
                if frame.calls is None and isinstance(callee, ir.Super):
                    return [(Place(callee.receiver, path, frame.caller, frame.module), StepKind.CARRIED)]
        cls = function.cls
        if cls is not None and path and function.static:
            return self.walker.classes.static_part(cls, place)
        entered = frame is not None and frame.function is function
        if entered and function.name in CONSTRUCTORS and cls is not None and path:
            return self.walker.classes.member(cls, place, Place(definition, (), frame, module, place.env))
        if not entered and not self.walker.naming:
            called = self._called_on(definition, module, path)
            if called:
                return called
        if cls is not None and path:
            return self.walker.classes.any_instance(cls, place)
        site_facts = self.walker.index.site.get(function)
        record = site_facts.record_of.get(function) if site_facts is not None else None
        if record is not None:
            return [(Place(record, path, None, module), StepKind.READ)]
        return None

    def _called_on(self, definition: Def, module: ir.Module, path: FullPath) -> list[Link]:
        """The objects on which the calls in sight call a method."""
        function = definition.function
        if function.name in CONSTRUCTORS:
            return []
        links: list[Link] = []
        for entered in self._entries(self.walker.callers.of(function, module)):
            closure, site = entered.closure, entered.site
            given = bool(closure.skip or closure.spread or closure.bound)
            if entered.calls is not None and entered.calls.receiver is not None:
                given = True
            if not given and (entered.calls is not None or not isinstance(site, ir.Call)):
                continue
            if not given and not isinstance(site.callee, ir.Attribute):  # type: ignore[attr-defined]
                continue
            kind = StepKind.ARGUMENT if given else StepKind.SELF
            for link, _kind in self._receiver(definition, Place(definition, path, entered, module)) or ():
                links.append((link, kind))
        return links

    # ------------------------------------------------------------------ closures

    def _outer(self, definition: Def, place: Place) -> list[Link] | None:
        """What an outer variable holds when the function in `place.frame` runs."""
        binding = definition.binding
        owner = binding.scope.function
        assert owner is not None
        index = self.walker.index
        frame, path = place.frame, place.path
        function: ir.Function = definition.function
        current = frame
        while current is not None and current.function is function:
            site = current.site
            site_facts = index.site.get(site)
            if site_facts is None:
                break
            env = site_facts.call_env.get(site) if isinstance(site, ir.Call) else None
            if env is None:
                break
            defs = env.get(binding)
            if site_facts.function is owner:
                if not defs:
                    break
                return self.held(defs, env, path, current.caller, place.module)
            entry = site_facts.entries.get(binding)
            if defs is not None and defs != (entry,):
                return self.held(defs, env, path, current.caller, place.module)
            if entry is not None and path:
                found, falls = self.walker.memory.look(env.get(entry), path, current.caller, place.module)
                if found or not falls:
                    links = list(found)
                    if falls:
                        links.append((Place(entry, path, current.caller, place.module, env), StepKind.READ))
                    return links
            function = site_facts.function
            current = current.caller
        defining = (
            frame.closure.defining if frame is not None and frame.function is definition.function else None
        )
        while defining is not None and defining.function is not owner:
            defining = defining.closure.defining
        return self._any_time(binding, owner, definition.function, path, defining, place.module)

    def _any_time(
        self,
        binding: ir.Binding,
        owner: ir.Function,
        reader: ir.Function,
        path: FullPath,
        frame: Frame | None,
        module: ir.Module,
    ) -> list[Link] | None:
        """What a variable may hold whenever a closure happens to run: at its making, and at the end."""
        index = self.walker.index
        facts = index.facts(owner)
        links: list[Link] = []
        captures = index.captures(index.module_of(owner))
        envs = [env for env in (self._creation(reader, owner), facts.exit) if env is not None]
        known: list[Def] = []
        for env in envs:
            defs = env.get(binding) or ()
            fresh = defs if path else tuple(d for d in defs if d not in known)
            known.extend(fresh)
            links.extend(self.held(fresh, env, path, frame, module))
        for function in captures.written.get(binding, ()):
            other = index.facts(function)
            if other.exit is None:
                continue
            defs = tuple(d for d in other.exit.get(binding) or () if d.kind not in ("entry", "touched"))
            links.extend(self.held(defs, other.exit, path, None, module))
        if path:
            for function in captures.changed.get(binding, ()):
                other = index.facts(function)
                entry = other.entries.get(binding)
                if entry is None or other.exit is None:
                    continue
                found, _falls = self.walker.memory.look(other.exit.get(entry), path, None, module)
                links.extend(found)
        if not links and not known:
            return None
        return links

    def at_the_end(self, binding: ir.Binding, path: FullPath) -> list[Link]:
        """A part of what a variable holds when its owner has run."""
        owner = binding.scope.function
        if owner is None:
            return []
        facts = self.walker.index.facts(owner)
        if facts.exit is None:
            return []
        module = self.walker.index.module_of(owner)
        return self.held(facts.exit.get(binding) or (), facts.exit, path, None, module)

    def _creation(self, reader: ir.Function, owner: ir.Function) -> Env | None:
        """The owner's environment where the reader (or the closure around it) was made."""
        function: ir.Function | None = reader
        while function is not None and function.parent is not owner:
            function = function.parent
        if function is None:
            return None
        return self.walker.index.facts(owner).created.get(function)

    def _touched(self, definition: Def, place: Place) -> list[Link]:
        """A call that may have run a closure which assigns the variable."""
        call, binding = definition.call, definition.binding
        assert call is not None
        assert place.env is not None
        walker = self.walker
        links: list[Link] = []
        falls, ran = False, False
        for closure, certain, calls in walker.calls.run_by(call, place.frame, place.module):
            function = closure.target
            if not isinstance(function, ir.Function):
                continue
            ran = ran or certain
            facts = walker.index.facts(function)
            defs = facts.exit.get(binding) if facts.exit is not None else ()
            if defs is None:
                falls = True
                continue
            entered = walker.calls.push(call, place.module, place.frame, closure, calls)
            entry = facts.entries.get(binding)
            if entry in defs or not certain:
                falls = True
            written = tuple(d for d in defs if d is not entry)
            assert facts.exit is not None or not written
            if facts.exit is not None:
                links.extend(self.held(written, facts.exit, place.path, entered, closure.module))
        if falls or not ran:
            links.extend(self.held(definition.before, place.env, place.path, place.frame, place.module))
        return links
