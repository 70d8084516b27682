"""Arguments and parameters: which argument fills which parameter, and what a parameter gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.env import ANY, FullPath, Marker, key_match
from genlint.model.frames import BOUND, Closure, Frame, Place
from genlint.model.library_words import Undefined

if TYPE_CHECKING:
    from genlint.model.walk import Walker


class Arguments:
    """What calls hand to the functions that they enter."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker

    @staticmethod
    def argument(call: ir.Call, index: int, name: str | None = None) -> ir.Argument | None:
        """The argument at `index` or with the keyword `name`, unless a spread hides it."""
        position = 0
        for argument in call.arguments:
            if argument.name is not None:
                if argument.name == name:
                    return argument
                continue
            if argument.spread:
                if argument.spread == "items":
                    position = 1 << 20
                continue
            if position == index:
                return argument
            position += 1
        return None

    def parameter_at(
        self, closure: Closure, call: ir.Call, index: int
    ) -> tuple[ir.Parameter, FullPath] | None:
        """The parameter that the `index`-th argument of `call` fills, and where in it."""
        function = closure.target
        assert isinstance(function, ir.Function)
        argument = call.arguments[index]
        parameters = self.open_parameters(function)
        if argument.name is not None:
            for parameter in parameters:
                if parameter.binding.name == argument.name and parameter.kind in ("plain", "keyword"):
                    return parameter, ()
            for parameter in parameters:
                if parameter.kind == "entries":
                    return parameter, (argument.name,)
            return None
        if argument.spread or closure.spread:
            return None
        position = sum(1 for a in call.arguments[:index] if a.name is None) - closure.skip
        if closure.bound is not None:
            position += max(0, len(closure.bound.arguments) - 1)
        if position < 0:
            return None
        plain = [p for p in parameters if p.kind in ("plain", "rest")]
        for place, parameter in enumerate(plain):
            if parameter.kind == "rest":
                return parameter, (position - place,)
            if place == position:
                return parameter, ()
        return None

    @staticmethod
    def open_parameters(function: ir.Function) -> list[ir.Parameter]:
        """The parameters that a caller fills: all but Python's receiver."""
        receiver = function.receiver
        return [p for p in function.parameters if receiver is None or p.binding is not receiver]

    def handed_in(self, frame: Frame, parameter: ir.Parameter, path: FullPath) -> tuple[list[Place], bool]:
        """What `parameter` gets in `frame`, and whether its default may hold instead."""
        function = frame.function
        assert isinstance(function, ir.Function)
        parameters = self.open_parameters(function)
        if parameter not in parameters:
            parameters = [parameter]  # the `arguments` object
        plain = [p for p in parameters if p.kind in ("plain", "rest")]
        position = plain.index(parameter) if parameter in plain else -1
        if frame.calls is not None:
            return self._from_library(frame, parameter, position, path)
        if not isinstance(frame.site, ir.Call):
            return [], True
        call, closure = frame.site, frame.closure
        places: list[Place] = []
        if closure.bound is not None:
            bound = [a for a in closure.bound.arguments[1:] if a.name is None]
            for argument in closure.bound.arguments[1:]:
                given = any(a.name == argument.name for a in call.arguments)
                if argument.name == parameter.binding.name and not given:
                    return [
                        Place(argument.value, path, closure.bound_frame, closure.bound_module or frame.module)
                    ], False
            if 0 <= position < len(bound):
                inner = bound[position].value
                return [Place(inner, path, closure.bound_frame, closure.bound_module or frame.module)], False
            position -= len(bound) if position >= 0 else 0
        if closure.spread:
            argument_list = call.arguments[closure.skip] if len(call.arguments) > closure.skip else None
            if argument_list is not None and position >= 0:
                key: FullPath = (position,) if parameter.kind != "rest" else ()
                places.append(Place(argument_list.value, key + path, frame.caller, frame.module))
            return places, not places
        return self._from_arguments(frame, call, parameter, position, path)

    def _from_arguments(
        self, frame: Frame, call: ir.Call, parameter: ir.Parameter, position: int, path: FullPath
    ) -> tuple[list[Place], bool]:
        function = frame.function
        assert isinstance(function, ir.Function)
        places: list[Place] = []
        skip = frame.closure.skip
        if skip > 0 and any(a.spread == "items" for a in call.arguments[:skip]):
            position, skip = position + skip if position >= 0 else position, 0
        positional = [a for a in call.arguments[max(skip, 0) :] if a.name is None and a.spread != "entries"]
        if skip == BOUND and isinstance(call.callee, ir.Attribute):
            positional.insert(0, ir.Argument(call.callee.span, call.callee.object))
        name = parameter.binding.name

        def add(value: ir.Value, part: FullPath) -> None:
            places.append(Place(value, part, frame.caller, frame.module))

        if parameter.kind == "entries":
            taken = {p.binding.name for p in function.parameters if p is not parameter}
            for argument in call.arguments:
                if argument.spread == "entries":
                    rest = path
                    if path and isinstance(path[0], Marker):
                        rest = (path[0].excluding(frozenset(taken)), *path[1:])
                    if not path or path[0] not in taken:
                        add(argument.value, rest)
                elif (
                    argument.name is not None
                    and argument.name not in taken
                    and path
                    and key_match(argument.name, path[0]) != "no"
                ):
                    add(argument.value, path[1:])
            return places, False
        for argument in call.arguments:
            if argument.name is not None and argument.name == name:
                add(argument.value, path)
                return places, False
        if parameter.kind == "rest":
            return self._rest(positional, position, path, add, places)
        certain = False
        if position >= 0:
            for index, argument in enumerate(positional):
                if argument.spread == "items":
                    if index <= position:
                        add(argument.value, (position - index, *path))
                    break
                if index == position:
                    add(argument.value, path)
                    certain = not (isinstance(argument.value, ir.Literal) and argument.value.undefined)
                    break
        for argument in call.arguments:
            if argument.spread == "entries" and not certain:
                add(argument.value, (name, *path))
        return places, not certain

    @staticmethod
    def _rest(
        positional: list[ir.Argument],
        position: int,
        path: FullPath,
        add: Callable[[ir.Value, FullPath], None],
        places: list[Place],
    ) -> tuple[list[Place], bool]:
        if not path:
            return places, False
        for index, argument in enumerate(positional):
            if argument.spread == "items":
                offset = max(0, position - index)
                key = path[0] + offset if isinstance(path[0], int) and index <= position else ANY
                if isinstance(path[0], int) and index > position:
                    key = path[0] - (index - position)
                    if key < 0:
                        continue
                add(argument.value, (path[0] if isinstance(path[0], Marker) else key, *path[1:]))
            elif index >= position and (isinstance(path[0], Marker) or path[0] == index - position):
                add(argument.value, path[1:])
        return places, False

    def _from_library(
        self, frame: Frame, parameter: ir.Parameter, position: int, path: FullPath
    ) -> tuple[list[Place], bool]:
        calls, call = frame.calls, frame.site
        assert calls is not None
        assert isinstance(call, ir.Call)
        places: list[Place] = []
        if parameter.kind == "rest" and path and isinstance(path[0], int):
            position, path = position + path[0], path[1:]
        if 0 <= position < len(calls.parameters):
            for origin in calls.parameters[position]:
                places.extend(
                    self.walker.library.origin_places(origin, call, path, frame.caller, frame.module)
                )
        if calls.keywords is not None:
            part = path if parameter.kind == "entries" else (parameter.binding.name, *path)
            places.extend(
                self.walker.library.origin_places(calls.keywords, call, part, frame.caller, frame.module)
            )
        if 0 <= position < len(calls.parameters):
            given = calls.parameters[position]
            return places, Undefined() in given or (not places and bool(given))
        return places, not places and (position >= 0 or calls.keywords is not None)
