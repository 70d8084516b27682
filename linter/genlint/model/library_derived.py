"""What library calls derive from whole objects: entries picked, parts at paths in texts, proxies, composed
functions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.env import FullPath, Marker, PathKey
from genlint.model.frames import Frame, Place
from genlint.model.library import Calls
from genlint.model.library_words import Arg, AtPath, Composed, Origin, Picked, ProxyOf

if TYPE_CHECKING:
    from genlint.model.walk import Walker

_PATH_PART = re.compile(r"[^.\[\]]+")


class DerivedObjects:
    """The places that such a word means."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._composed: dict[tuple[ir.Call, ir.Call], ir.Value] = {}

    def places(
        self, origin: Origin, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        """The places that `origin` means for the part at `path` of what `call` gives."""
        match origin:
            case AtPath():
                argument = self.walker.arguments.argument(call, origin.index)
                keys = self.keys_of(call, origin.keys)
                if argument is None or keys is None:
                    return []
                return [Place(argument.value, (*origin.inside, *keys, *path), frame, module)]
            case Picked():
                return self._picked(origin, call, path, frame, module)
            case ProxyOf():
                return self._proxied(call, path, frame, module)
            case _:
                return []

    def keys_of(self, call: ir.Call, index: int) -> tuple[PathKey, ...] | None:
        """The keys that argument `index` names one inside the other; None where it isn't constant."""
        argument = self.walker.arguments.argument(call, index)
        if argument is None:
            return None
        value = argument.value
        if isinstance(value, ir.Name):
            value = self.walker.single_value(value) or value
        if isinstance(value, ir.Sequence):
            keys = tuple(self.walker.fold.key(item.value) for item in value.items)
            return None if any(item.spread for item in value.items) else keys
        literal = self.walker.fold.literal(value)
        if literal is None or isinstance(literal.value, bool) or literal.value is None:
            return None
        parts = _PATH_PART.findall(str(literal.value))
        return tuple(int(p) if p.isdecimal() and len(p) < 10 else p.strip("\"'") for p in parts)

    def _picked(
        self, origin: Picked, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        argument = self.walker.arguments.argument(call, origin.index)
        if argument is None or not path:
            return []
        named: set[object] = set()
        certain = True
        for each in call.arguments[origin.start :]:
            value = each.value
            if isinstance(value, ir.Name):
                value = self.walker.single_value(value) or value
            items = [i.value for i in value.items] if isinstance(value, ir.Sequence) else [value]
            for item in items:
                key = self.walker.fold.key(item)
                certain = certain and not isinstance(key, Marker)
                named.add(key)
        whole = [Place(argument.value, path, frame, module)]
        if isinstance(path[0], Marker):
            if origin.omits or not certain:
                return whole
            keys = sorted((k for k in named if isinstance(k, str)), key=str)
            return [Place(argument.value, (key, *path[1:]), frame, module) for key in keys]
        if origin.omits:
            return [] if path[0] in named else whole
        return whole if path[0] in named or not certain else []

    def _proxied(self, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module) -> list[Place]:
        if len(call.arguments) < 2:
            return []
        target, handler = call.arguments[0], call.arguments[1]
        traps: list[Place] = []
        open_handler = False
        for birth in self.walker.births(Place(handler.value, (), frame, module)):
            if isinstance(birth.node, ir.Record) and not birth.path:
                has = any(entry.key in ("get", None) for entry in birth.node.entries)
                calls_trap = any(entry.key in ("apply", "construct") for entry in birth.node.entries)
                open_handler = open_handler or not (has or (calls_trap and not path))
            else:
                open_handler = True
        if path:
            calls = Calls(1, ((Arg(0),), (), ()))
            for closure in self.walker.callees.closures(Place(handler.value, ("get",), frame, module)):
                if not isinstance(closure.target, ir.Function):
                    continue
                entered = self.walker.calls.push(call, module, frame, closure, calls)
                if entered is not None:
                    traps.extend(self.walker.calls.returned(entered, path[1:]))
        if open_handler:
            traps.append(Place(target.value, path, frame, module))
        return traps

    def composed(self, origin: Composed, made: ir.Call, call: ir.Call) -> ir.Value:
        """The calls, one inside the other, that calling a composed function means."""
        known = self._composed.get((made, call))
        if known is not None:
            return known
        functions = [argument.value for argument in made.arguments]
        if len(functions) == 1 and isinstance(functions[0], ir.Sequence):
            functions = [item.value for item in functions[0].items]
        if origin.backwards:
            functions.reverse()
        arguments = call.arguments
        value: ir.Value = ir.Literal(call.span, None)
        for function in functions:
            value = ir.Call(call.span, function, arguments)
            arguments = [ir.Argument(call.span, value)]
        self._composed[made, call] = value
        return value
