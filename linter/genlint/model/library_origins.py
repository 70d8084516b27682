"""What the less common words of the library tables mean for one call: orders of elements, pieces of text,
values that other calls on the same object hand over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.env import ANY, ELEMENT, ITER, FullPath, Marker
from genlint.model.frames import Frame, Place
from genlint.model.library_words import (
    Concatenated,
    Entered,
    Listed,
    Next,
    OfExpression,
    Origin,
    Pieces,
    Reversed,
    Section,
    Sent,
    UnlessHeld,
)

if TYPE_CHECKING:
    from genlint.model.walk import Walker

MAX_TEXT_PLACES = 30
"""How many places are looked at to find the templates that a text may be."""


class LibraryOrigins:
    """The places that such a word means."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._made: dict[tuple[ir.Node, Origin | None], ir.Value] = {}
        self._methods: dict[ir.Module, dict[str, list[ir.Call]]] = {}
        self._objects: dict[ir.Call, frozenset[object]] = {}

    def places(
        self, origin: Origin, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        """The places that `origin` means for the part at `path` of what `call` gives."""
        match origin:
            case Section():
                made = self._section(origin, call)
                return [Place(made, path, frame, module)] if made is not None else []
            case Listed():
                return self._listed(origin, call, path, frame, module)
            case Reversed():
                return self._reversed(origin, call, path, frame, module)
            case Concatenated():
                return self._concatenated(call, path, frame, module)
            case Pieces():
                return self._pieces(origin, call, path, frame, module)
            case Sent():
                return self._sent(origin, call, path, frame, module)
            case Next():
                return self._next(origin, call, path, frame, module)
            case Entered():
                argument = self.walker.arguments.argument(call, origin.index)
                if argument is None:
                    return []
                entered = self._make(call, origin, ir.Enter(argument.span, argument.value))
                return [Place(entered, path, frame, module)]
            case OfExpression():
                if not self._is_expression(self._source(-1, call)):
                    return []
                return self.walker.library.origin_places(origin.origin, call, path, frame, module)
            case UnlessHeld():
                key = self.walker.arguments.argument(call, origin.key)
                if key is not None and isinstance(call.callee, ir.Attribute):
                    folded = self.walker.fold.key(key.value)
                    if self.walker.order.surely_holds(call.callee.object, folded, frame, module):
                        return []
                return self.walker.library.origin_places(origin.origin, call, path, frame, module)
            case _:
                return self.walker.library.derived.places(origin, call, path, frame, module)

    def _make(self, call: ir.Node, origin: Origin | None, value: ir.Value) -> ir.Value:
        """The one value that stands for a word at a call: a walk knows places by their nodes."""
        return self._made.setdefault((call, origin), value)

    def _source(self, index: int, call: ir.Call) -> ir.Value | None:
        if index < 0:
            return call.callee.object if isinstance(call.callee, ir.Attribute) else None
        argument = self.walker.arguments.argument(call, index)
        return argument.value if argument is not None else None

    # ------------------------------------------------------------------ orders

    def _section(self, origin: Section, call: ir.Call) -> ir.Value | None:
        source = self._source(origin.source, call)
        if source is None:
            return None
        bounds = [self.walker.arguments.argument(call, origin.bounds + i) for i in range(2)]
        numbers = [self._number(bound) for bound in bounds]
        exact = all(n is not None for n, bound in zip(numbers, bounds, strict=True) if bound is not None)
        exact = exact and not any(argument.spread for argument in call.arguments)
        start, stop = (0 if bounds[0] is None else numbers[0]), numbers[1]
        if origin.stop_first and bounds[1] is None:
            start, stop = 0, numbers[0]
        return self._make(call, origin, ir.Slice(call.span, source, start, stop, exact))

    def _number(self, argument: ir.Argument | None) -> int | None:
        literal = self.walker.fold.literal(argument.value) if argument is not None else None
        value = literal.value if literal is not None else None
        return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None

    def _listed(
        self, origin: Listed, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        source = self._source(origin.index, call)
        if source is None or not path:
            return []
        if isinstance(path[0], int):
            births = self.walker.births(Place(source, (), frame, module))
            if births and all(self._ordered(birth) for birth in births):
                return [Place(source, path, frame, module)]
            path = (ELEMENT, *path[1:])
        if path[0] is ELEMENT or path[0] is ITER or path[0] is ANY:
            path = (ITER if module.language == "python" else ELEMENT, *path[1:])
        return [Place(source, path, frame, module)]

    def _next(
        self, origin: Next, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        source = self._source(origin.index, call)
        if source is None:
            return []
        known = isinstance(source, ir.Call)
        if isinstance(source, ir.Name):
            known = self.walker.order.only_advanced(source)
        return [Place(source, (0 if known else ELEMENT, *path), frame, module)]

    def _ordered(self, birth: Place) -> bool:
        """Is it a sequence, whose positions are those of what iterating it yields?"""
        if birth.path:
            return False
        node = birth.node
        if isinstance(node, ir.Sequence):
            return node.kind != "set"
        if isinstance(node, ir.Call):
            for closure in self.walker.calls.targets(node.callee, birth.frame, birth.module):
                if isinstance(closure.target, ir.Function) and closure.target.is_generator:
                    return True
            model = self.walker.library.model_of(node, birth.module)
            return model is not None and any(isinstance(g.origin, (Section, Listed)) for g in model.gives)
        return isinstance(node, ir.Slice)

    def _reversed(
        self, origin: Reversed, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        source = self._source(origin.source, call)
        if source is None or not path:
            return []
        if isinstance(path[0], int):
            size = self.walker.order.size_of(source)
            at = size - 1 - path[0] if size is not None and path[0] >= 0 else ELEMENT
            if path[0] < 0:
                at = -1 - path[0]
            if isinstance(at, int) and at < 0:
                return []
            return [Place(source, (at, *path[1:]), frame, module)]
        marker = ITER if module.language == "python" and path and path[0] is ELEMENT else None
        return [Place(source, (marker, *path[1:]) if marker is not None else path, frame, module)]

    def _concatenated(
        self, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        source = self._source(-1, call)
        if source is None or not path or isinstance(path[0], str):
            return []
        key, rest = path[0], path[1:]
        places = []
        for value in (source, *(argument.value for argument in call.arguments)):
            births = self.walker.births(Place(value, (), frame, module))
            single = value is not source and self._single(births)
            size = 1 if single else self.walker.order.size_of(value)
            if isinstance(key, int) and key >= 0 and size is not None:
                if key < size:
                    places.append(Place(value, rest if single else (key, *rest), frame, module))
                    break
                key -= size
                continue
            if value is not source and (single or not self._sequences(births)):
                places.append(Place(value, rest, frame, module))
            if not single:
                places.append(Place(value, (key, *rest), frame, module))
            if isinstance(key, int):
                key = ELEMENT  # how long what stands before is isn't known
        return places

    @staticmethod
    def _single(births: list[Place]) -> bool:
        """No sequence: it is put in as it is."""
        kinds = (ir.Record, ir.Literal, ir.Template, ir.Function, ir.Class)
        return bool(births) and all(not b.path and isinstance(b.node, kinds) for b in births)

    @staticmethod
    def _sequences(births: list[Place]) -> bool:
        return bool(births) and all(not b.path and isinstance(b.node, ir.Sequence) for b in births)

    # ------------------------------------------------------------------ texts

    def _pieces(
        self, origin: Pieces, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        """The parts of a text that lie in the piece asked for; all of it where the pieces aren't known."""
        source = self._source(-1, call)
        if source is None or not path or isinstance(path[0], str):
            return []
        separator = self.walker.arguments.argument(call, origin.index)
        literal = self.walker.fold.literal(separator.value) if separator is not None else None
        if not isinstance(path[0], int) or literal is None or not isinstance(literal.value, str):
            return [Place(source, (), frame, module)]
        places: list[Place] = []
        for birth in self._texts(Place(source, (), frame, module)):
            node = birth.node
            if birth.path or not isinstance(node, ir.Template) or not literal.value:
                return [Place(source, (), frame, module)]
            pieces: list[list[ir.Value]] = [[]]
            for part in node.parts:
                fixed = part.value if isinstance(part, ir.Literal) else None
                if isinstance(fixed, str):
                    for _ in range(fixed.count(literal.value)):
                        pieces.extend([[], []] if origin.keeps else [[]])
                else:
                    pieces[-1].append(part)
            if len(call.arguments) > 1:
                return [Place(source, (), frame, module)]
            if -len(pieces) <= path[0] < len(pieces):
                places.extend(Place(p, (), birth.frame, birth.module) for p in pieces[path[0]])
        return places

    def _is_expression(self, value: ir.Value | None) -> bool:
        """Is it a regular expression: a literal, or compiled?"""
        if isinstance(value, ir.Name):
            value = self.walker.single_value(value)
        if isinstance(value, ir.Call):
            callee = value.callee
            name = callee.text if isinstance(callee, ir.Name) else getattr(callee, "key", "")
            return self.walker.index.tells("expression", name)
        return isinstance(value, ir.Opaque) and not value.children

    def _texts(self, start: Place) -> list[Place]:
        """The templates that a text may be, and where sight ends otherwise."""
        found: list[Place] = []
        pending = [start]
        for place in pending:
            node = place.node
            links = None if isinstance(node, ir.Template) and not place.path else self.walker.expand(place)
            if not links or len(pending) > MAX_TEXT_PLACES:
                found.append(place)
                continue
            pending.extend(link for link, _kind in links if link not in pending)
        return found

    # ------------------------------------------------------------------ messages

    def _sent(
        self, origin: Sent, call: ir.Call, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        """What other calls on the same object hand over: `emit` to what `on` was given."""
        if not isinstance(call.callee, ir.Attribute):
            return []
        births = self.walker.births(Place(call.callee.object, (), frame, module))
        objects = frozenset(b.node for b in births if not b.path and not self._is_remote(b.node))
        if not objects:
            return []
        wanted = self._message(call, module) if origin.keyed else ANY
        modules = [m for b in births for m in self.walker.callers.modules(b.module)]
        places = []
        for each in dict.fromkeys((module, *modules)):
            for method in origin.methods:
                for other in self._calls_of(each).get(method, ()):
                    argument = self.walker.arguments.argument(other, origin.index)
                    if argument is None or other is call:
                        continue
                    if origin.keyed:
                        key = self._message(other, each)
                        if not isinstance(key, Marker) and not isinstance(wanted, Marker) and key != wanted:
                            continue
                    if objects & self._object_of(other, each):
                        places.append(Place(argument.value, path, None, each))
        return places

    def _message(self, call: ir.Call, module: ir.Module) -> object:
        """The kind of message: the first argument, or what it was made with."""
        argument = self.walker.arguments.argument(call, 0)
        if argument is None:
            return ANY
        value = argument.value
        if isinstance(value, ir.Name):
            value = self.walker.single_value(value) or value
        if isinstance(value, ir.Call) and value.new and value.arguments:
            value = value.arguments[0].value
        return self.walker.fold.key(value)

    def _calls_of(self, module: ir.Module) -> dict[str, list[ir.Call]]:
        found = self._methods.get(module)
        if found is None:
            found = self._methods[module] = {}
            for facts in self.walker.index.all_facts(module):
                for call in facts.calls:
                    if isinstance(call.callee, ir.Attribute):
                        found.setdefault(call.callee.key, []).append(call)
        return found

    def _object_of(self, call: ir.Call, module: ir.Module) -> frozenset[object]:
        found = self._objects.get(call)
        if found is None:
            self._objects[call] = frozenset()  # a question inside of this one gets no answer
            assert isinstance(call.callee, ir.Attribute)
            births = self.walker.births(Place(call.callee.object, (), None, module))
            found = self._objects[call] = frozenset(b.node for b in births if not b.path)
        return found

    def _is_remote(self, node: object) -> bool:
        if not isinstance(node, ir.Call):
            return isinstance(node, ir.Literal)
        callee = node.callee
        name = callee.text if isinstance(callee, ir.Name) else getattr(callee, "key", "")
        return self.walker.index.tells("remote", name)
