"""Functions that are handed to library functions: what they return, and what they hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.captures import base_name
from genlint.model.env import FullPath
from genlint.model.facts import Facts
from genlint.model.frames import Frame, Link, Place
from genlint.model.library import CallModel, Calls
from genlint.model.library_words import Arg, HandedBack, Made, Origin, Receiver, Resolved, Returned
from genlint.model.traverse import walk

if TYPE_CHECKING:
    from genlint.model.walk import Walker

_TYPES = ("str", "list", "dict", "bytes", "String", "Array")
"""Types whose methods are handed over unbound: `map(str.strip, xs)`."""


class LibraryFunctions:
    """What the models of library functions say of the functions in their arguments."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._calls: dict[ir.Value, ir.Call] = {}

    def returned_by(
        self, origin: Returned, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        """The part at `path` of what the function that `origin` tells of returns."""
        objects = self.walker.objects
        index, of = origin.index, origin.of
        path = origin.path + path
        if origin.keyed:
            if not path:
                return []
            of, path = (*of, path[0]), path[1:]
        value = objects.function(call, index, of, origin.name)
        if value is None:
            argument = self.walker.arguments.argument(call, index, origin.name)
            return [Place(argument.value, path, frame, module)] if origin.or_value and argument else []
        models = objects.models(call, frame, module)
        entries = objects.entered(index, of, call, frame, module, models or (CallModel(""),))
        places = [place for entered in entries for place in self.walker.calls.returned(entered, path)]
        if entries or self.walker.calls.targets(value, frame, module):
            return places
        for member, made in objects.members(value, frame, module):
            # a function that a library made (`createSelector`), where its results do not depend on the call
            for gives in member.gives:
                if isinstance(gives.origin, Made):
                    places.append(Place(made.node, gives.origin.path + path, made.frame, made.module))
        if places or origin.or_value:
            return places or [Place(value, path, frame, module)]
        if isinstance(value, (ir.Attribute, ir.Index)) and value.span == value.object.span:
            return []  # a part that may not be there names no method of a library
        return self.handed_library(value, models, index, call, path, frame, module)

    def handed_library(
        self,
        value: ir.Value,
        models: list[CallModel],
        index: int,
        call: ir.Call,
        path: FullPath,
        frame: Frame | None,
        module: ir.Module,
    ) -> list[Place]:
        """What a library function returns that is itself handed in: `xs.map(String)`, `map(d.get, keys)`."""
        library = self.walker.library
        inner_call = self._calls.setdefault(value, ir.Call(value.span, value, []))
        inner = library.model_of(inner_call, module)
        if inner is None or inner.binds:
            return []
        places: list[Place] = []
        unbound = (
            isinstance(value, ir.Attribute)
            and isinstance(value.object, ir.Name)
            and value.object.text in _TYPES
            and value.object.scope.lookup(value.object.text) is None
        )
        first: Origin = Receiver() if unbound else Arg(0)
        bound = isinstance(value, ir.Attribute) and not unbound
        calls = [c for m in models for c in m.calls if c.index == index and not c.of and c.parameters]
        for gives in inner.gives:
            if gives.origin == first and not gives.at:
                for each in calls:
                    for origin in each.parameters[0]:
                        places.extend(library.origin_places(origin, call, path, frame, module))
            elif bound and not isinstance(gives.origin, Arg):
                places.append(Place(inner_call, path, frame, module))
                break
        return places

    def handed_back(self, model: CallModel, made: ir.Call, call: ir.Call, place: Place) -> list[Link]:
        """The result of `call`, whose callee `made` made of a function that answers by calling another."""
        links: list[Link] = []
        for gives in model.applied:
            if not isinstance(gives.origin, HandedBack):
                continue
            source = self.walker.arguments.argument(made, gives.origin.function)
            if source is None:
                continue
            for closure in self.walker.calls.targets(source.value, place.frame, place.module):
                function = closure.target
                if not isinstance(function, ir.Function) or not function.parameters:
                    continue
                entered = self.walker.calls.push(call, place.module, place.frame, closure)
                if entered is None:
                    continue
                last = function.parameters[-1].binding
                index = gives.origin.index
                for each in self._handed_to(function, last, index, place.path, entered, closure.module):
                    links.append((each, StepKind.RETURNED))
        return links

    @staticmethod
    def _handed_to(
        function: ir.Function,
        binding: ir.Binding,
        index: int,
        path: FullPath,
        entered: Frame | None,
        module: ir.Module,
    ) -> list[Place]:
        """What `function` hands, as argument `index`, to the function that its parameter `binding` holds."""
        places = []
        for node in walk(function):
            if not isinstance(node, ir.Call) or not isinstance(node.callee, ir.Name):
                continue
            if node.callee.scope.lookup(node.callee.text) is binding and len(node.arguments) > index:
                inside = node.callee.scope.function is function
                places.append(Place(node.arguments[index].value, path, entered if inside else None, module))
        return places

    def resolved(
        self, origin: Resolved, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        """What the function that `origin` tells of hands to its parameter that is a function."""
        argument = self.walker.arguments.argument(call, origin.index)
        if argument is None:
            return []
        places = []
        for closure in self.walker.calls.targets(argument.value, frame, module):
            function = closure.target
            if not isinstance(function, ir.Function) or len(function.parameters) <= origin.parameter:
                continue
            entered = self.walker.calls.push(call, module, frame, closure, Calls(origin.index))
            binding = function.parameters[origin.parameter].binding
            leaves = False
            called = [node.callee for node in walk(function) if isinstance(node, ir.Call)]
            for node in walk(function):
                if isinstance(node, ir.Name) and node not in called:
                    leaves = leaves or node.scope.lookup(node.text) is binding
                if (
                    isinstance(node, ir.Call)
                    and isinstance(node.callee, ir.Name)
                    and node.callee.scope.lookup(node.callee.text) is binding
                    and node.arguments
                ):
                    inside = node.callee.scope.function is function
                    places.append(
                        Place(node.arguments[0].value, path, entered if inside else None, closure.module)
                    )
                if isinstance(node, ir.Call):
                    places.extend(self._handed_on(binding, node, path, closure.module))
            if leaves:
                places.extend(self._resolved_outside(binding, function, path, frame, module))
        return places

    def _handed_on(
        self, binding: ir.Binding, call: ir.Call, path: FullPath, module: ir.Module
    ) -> list[Place]:
        """What a library call hands to the resolver that it is given (`setTimeout(resolve, 1, x)`)."""
        places: list[Place] = []
        for index, argument in enumerate(call.arguments):
            value = argument.value
            if not isinstance(value, ir.Name) or value.scope.lookup(value.text) is not binding:
                continue
            model = self.walker.library.model_of(call, module)
            for calls in model.calls if model is not None else ():
                if calls.index == index and calls.parameters:
                    for origin in calls.parameters[0]:
                        places.extend(self.walker.library.origin_places(origin, call, path, None, module))
        return places

    def _resolved_outside(
        self,
        binding: ir.Binding,
        executor: ir.Function,
        path: FullPath,
        frame: Frame | None,
        module: ir.Module,
    ) -> list[Place]:
        """What a resolver that its function has given away is called with, elsewhere. Where the promise was
        made in a call, objects that another call made are left out."""
        places: list[Place] = []
        for site, at in self.walker.callers.of_part(binding, (), module):
            facts = self.walker.index.site.get(site)
            if facts is None or facts.function is executor or not site.arguments:
                continue
            maker = _maker(site.callee, facts)
            if frame is not None and maker is not None and maker is not frame.site:
                continue
            places.append(Place(site.arguments[0].value, path, None, at))
        return places


def _maker(callee: ir.Value, facts: Facts) -> ir.Value | None:
    """The call that made the object of which `callee` is a part, where one variable holds it."""
    name = base_name(callee)
    if name is None or name not in facts.reads:
        return None
    defs, _env = facts.reads[name]
    value = defs[0].holds().value if len(defs) == 1 else None
    while isinstance(value, (ir.Attribute, ir.Index)):
        value = value.object
    return value if isinstance(value, ir.Call) else None
