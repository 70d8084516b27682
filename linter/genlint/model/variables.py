"""Variables: from the definitions that reach a read to the values that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.deferred import is_deferred, runs_at_the_end
from genlint.model.env import Def, Env, FullPath
from genlint.model.frames import CONSTRUCTORS, Frame, Link, Place
from genlint.model.library_words import CalledWith, Sent, Under

if TYPE_CHECKING:
    from genlint.model.callers import CallSite
    from genlint.model.walk import Walker


MAX_CHANGERS = 12
"""How many callers of a function that changes a captured object are told apart."""


class Variables:
    """One step back from a variable's definition."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self.crossed: dict[tuple[Place, Place], list[Frame]] = {}
        """For a step from a function to its callers: the frames by which they enter it."""

    def _cross(self, place: Place, link: Place, frame: Frame) -> None:
        frames = self.crossed.setdefault((place, link), [])
        if frame not in frames:
            frames.append(frame)

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
        if frame is not None and len(defs) > 1:
            refuted = self.walker.deciding.refuted
            defs = tuple(d for d in defs if d.kind != "value" or not refuted(d.guard, frame)) or defs
        for definition in defs:
            if path and definition.kind != "touched":
                root = definition.holds()
                chain = env.get(root)
                part = self.walker.order.from_the_front(chain, root, definition.prefix, path)
                at = definition.prefix + part
                found, falls, left = self.walker.memory.trace(chain, at, frame, module)
                links.extend(found)
                if not falls:
                    continue
                left = left[len(definition.prefix) :]
                links.append((Place(definition, left, frame, module, env), StepKind.READ))
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
            if place.path and is_deferred(frame, self.walker.index):
                for each in places:
                    if isinstance(each.node, ir.Name):
                        links.extend(self.walker.displays.later(each.node, each.path, each))
            if may_default and parameter.default is not None:
                kind = StepKind.CHOICE if places and frame.calls is None else StepKind.PASSED
                links.append((Place(parameter.default, place.path, frame, module), kind))
            # what a library hands to a function may be out of sight
            return links or ([] if frame.calls is None else None)
        links = []
        sites = self.walker.callers.of(definition.function, module)
        if frame is not None and _encloses(frame.function, definition.function):
            # of the closures that a function makes, the walk is in the one of that call
            sites = tuple(
                site
                for site in sites
                if site.closure.defining is None or site.closure.defining.site is frame.site
            )
        omitted = not sites
        for entered in self._entries(sites):
            places, may_default = self.walker.arguments.handed_in(entered, parameter, place.path)
            omitted = omitted or may_default
            kind = StepKind.ARGUMENT if self._hands_in(entered, parameter) else StepKind.CARRIED
            for each in places:
                links.append((each, kind))
                self._cross(place, each, entered)
            if place.path and is_deferred(entered, self.walker.index):
                for each in places:
                    if isinstance(each.node, ir.Name):
                        later = self.walker.displays.later(each.node, each.path, each)
                        links.extend((at, StepKind.ARGUMENT) for at, _kind in later)
        if omitted and parameter.default is not None:
            kind = StepKind.CHOICE if links or not sites else StepKind.CARRIED
            links.append((Place(parameter.default, place.path, None, module), kind))
        return links or None

    def _hands_in(self, entered: Frame, parameter: ir.Parameter) -> bool:
        """Is what the parameter gets handed in by the call, or does a library take it from elsewhere for a
        function that is written there (`ids.map((id) => …)`)?"""
        function, site = entered.function, entered.site
        inside = site.span[0] <= function.span[0] and function.span[1] <= site.span[1]
        if entered.calls is None or not inside or entered.module is not entered.closure.module:
            return True
        assert isinstance(function, ir.Function)
        parameters = self.walker.arguments.open_parameters(function)
        position = parameters.index(parameter) if parameter in parameters else -1
        origins = entered.calls.parameters[position : position + 1]
        return any(isinstance(each, (CalledWith, Sent, Under)) for each in origins[0]) if origins else False

    def entries(self, function: ir.Function) -> list[Frame]:
        """The frames by which callers in sight enter `function`."""
        return self._entries(self.walker.callers.of(function, self.walker.index.module_of(function)))

    def _entries(self, sites: tuple[CallSite, ...]) -> list[Frame]:
        """The frames by which callers in sight enter a function."""
        return self.walker.dispatch.entries(sites)

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
                    first = site.arguments[0]
                    part: FullPath = (0, *path) if first.spread == "items" else path
                    return [(Place(first.value, part, frame.caller, frame.module), StepKind.CARRIED)]
                by_key = isinstance(callee, ir.Index) and frame.module.language == "typescript"
                if frame.calls is None and (isinstance(callee, ir.Attribute) or by_key):
                    assert isinstance(callee, (ir.Attribute, ir.Index))
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
            made = self.walker.lineages.made_in(frame, cls)
            return self.walker.classes.member(made, place, Place(definition, (), frame, module, place.env))
        if not entered and not self.walker.naming:
            called = self._called_on(definition, module, place)
            if called:
                return called
        if cls is not None and path:
            return self.walker.classes.any_instance(cls, place)
        site_facts = self.walker.index.site.get(function)
        record = site_facts.record_of.get(function) if site_facts is not None else None
        if record is not None:
            return [(Place(record, path, None, module), StepKind.READ)]
        return None

    def _called_on(self, definition: Def, module: ir.Module, at: Place) -> list[Link]:
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
            for link, _kind in self._receiver(definition, Place(definition, at.path, entered, module)) or ():
                links.append((link, kind))
                self._cross(at, link, entered)
        return links

    # ------------------------------------------------------------------ closures

    def _outer(self, definition: Def, place: Place) -> list[Link] | None:
        """What an outer variable holds when the function in `place.frame` runs: what it was given outside,
        and for a function that a library calls again and again, what the round before has left."""
        links = self._outside(definition, place)
        frame = place.frame
        if frame is None or frame.calls is None or frame.function is not definition.function:
            return links
        facts = self.walker.index.facts(definition.function)
        if facts.exit is None or is_deferred(frame, self.walker.index):
            return links
        written = tuple(d for d in facts.exit.get(definition.binding) or () if d.kind == "value")
        left = self.held(written, facts.exit, place.path, frame, place.module)
        return [*(links or ()), *left] if left else links

    def _outside(self, definition: Def, place: Place) -> list[Link] | None:
        binding = definition.binding
        owner = binding.scope.function
        assert owner is not None
        index = self.walker.index
        frame, path = place.frame, place.path
        function: ir.Function = definition.function
        if (frame is None or frame.function is not function) and not self.walker.naming:
            links = self._at_calls(definition, place)
            if links is not None:
                return links
        current = frame
        while current is not None and current.function is function:
            site = current.site
            site_facts = index.site.get(site)
            if site_facts is None or is_deferred(current, index):
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
        defining = frame
        if frame is not None and frame.function is definition.function:
            defining = frame.closure.defining
        while defining is not None and defining.function is not owner:
            defining = defining.closure.defining
        return self._any_time(binding, owner, definition.function, path, defining, place.module)

    def _at_calls(self, definition: Def, place: Place) -> list[Link] | None:
        """What an outer variable holds where the function is called, if it runs at these calls alone."""
        index, binding = self.walker.index, definition.binding
        function = definition.function
        if not index.only_called(function):
            return None
        module = index.module_of(function)
        links: list[Link] = []
        for entered in self._entries(self.walker.callers.of(function, module)):
            site = entered.site
            facts = index.site.get(site)
            env = facts.call_env.get(site) if facts is not None and isinstance(site, ir.Call) else None
            if facts is None or env is None or entered.calls is not None:
                return None
            defs = env.get(binding)
            if defs is None:
                if facts.function is binding.scope.function:
                    continue
                defs = (facts.entries.setdefault(binding, Def("entry", binding, facts.function)),)
            for link, kind in self.held(defs, env, place.path, entered.caller, entered.module):
                links.append((link, kind))
                self._cross(place, link, entered)
        return links or None

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
        inner = self._inside(reader, owner)
        creation = facts.created.get(inner) if inner is not None else None
        envs = [env for env in (creation, facts.exit) if env is not None]
        if inner is not None and facts.exit is not None and runs_at_the_end(inner, index):
            envs = [facts.exit]
        known: list[Def] = []
        for env in envs:
            defs = env.get(binding) or ()
            fresh = defs if path else tuple(d for d in defs if d not in known)
            known.extend(fresh)
            links.extend(self.held(fresh, env, path, frame, module))
        links.extend(self.changed_inside(binding, path, module, frame))
        if not links and not known:
            return None
        return links

    def changed_inside(
        self,
        binding: ir.Binding | None,
        path: FullPath,
        module: ir.Module,
        frame: Frame | None = None,
    ) -> list[Link]:
        """What the functions inside a variable's owner put into it, or at `path` of what it holds."""
        owner = binding.scope.function if binding is not None else None
        if binding is None or owner is None:
            return []
        index = self.walker.index
        captures = index.captures(index.module_of(owner))
        links: list[Link] = []
        for function in captures.written.get(binding, ()):
            other = index.facts(function)
            if other.exit is None:
                continue
            defs = tuple(d for d in other.exit.get(binding) or () if d.kind not in ("entry", "touched"))
            for entered in self._writers(function, frame):
                links.extend(self.held(defs, other.exit, path, entered, module))
        if path:
            for function in captures.changed.get(binding, ()):
                other = index.facts(function)
                entry = other.entries.get(binding)
                if entry is None or other.exit is None:
                    continue
                for entered in self._changers(function):
                    found, _falls = self.walker.memory.look(other.exit.get(entry), path, entered, module)
                    links.extend(found)
        return links

    def _changers(self, function: ir.Function) -> list[Frame | None]:
        """The frames in which a closure changes an object: its callers know under which keys."""
        if self.walker.naming or not self.walker.wide or not function.parameters:
            return [None]
        sites = self.walker.callers.of(function, self.walker.index.module_of(function))
        return [*self._entries(sites[:MAX_CHANGERS])] if 0 < len(sites) <= MAX_CHANGERS else [None]

    def _writers(self, function: ir.Function, made: Frame | None) -> list[Frame | None]:
        """The frames in which a closure writes a variable that one call of its maker (`made`) brought in:
        calls of the closures that another call of the maker gave write another variable."""
        if made is None or self.walker.naming:
            return [None]
        frames: list[Frame | None] = []
        for entered in self._entries(self.walker.callers.of(function, self.walker.index.module_of(function))):
            defining = entered.closure.defining
            if defining is None or defining.function is not made.function:
                return [None]
            if defining.site is made.site:
                frames.append(entered)
        return frames or ([None] if not self.walker.index.site.get(function) else [])

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

    @staticmethod
    def _inside(reader: ir.Function, owner: ir.Function) -> ir.Function | None:
        """The function in which the reader stands (or itself) that the owner makes."""
        function: ir.Function | None = reader
        while function is not None and function.parent is not owner:
            function = function.parent
        return function

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
            entered = walker.calls.push(call, place.module, place.frame, closure, calls)
            entry = facts.entries.get(binding)
            before = [d for env in facts.begun(definition.phase) for d in env.get(binding) or ()]
            for env in facts.states(definition.phase):
                defs = env.get(binding)
                if defs is None or entry in defs or not certain or any(d in before for d in defs):
                    falls = True
                written = tuple(d for d in defs or () if d is not entry and d not in before)
                links.extend(self.held(written, env, place.path, entered, closure.module))
        if falls or not ran:
            links.extend(self.held(definition.before, place.env, place.path, place.frame, place.module))
        return links


def _encloses(outer: ir.Node, inner: ir.Function) -> bool:
    function = inner.parent
    while function is not None:
        if function is outer:
            return True
        function = function.parent
    return False
