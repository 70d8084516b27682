"""Objects as wholes: the keys that they have, the calls that they reach, the texts that values make."""

from __future__ import annotations

from genlint.model import ir
from genlint.model.answers import Shape, Target
from genlint.model.frames import Place
from genlint.model.walk import Walker

MAX_TEXTS = 8
HAND_IN_BUDGET = 600
"""How many steps the question may take where one argument of a call was made."""


class Objects:
    """Answers about records, constructed objects and texts."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._handed: dict[ir.Module, dict[ir.Node, list[Target]]] = {}

    # ------------------------------------------------------------------ shapes

    def shapes(self, place: Place, depth: int = 0) -> tuple[Shape, ...]:
        """The records and constructed objects that the value at `place` may be."""
        shapes: list[Shape] = []
        for birth in self.walker.births(place):
            if birth.path:
                continue
            node = birth.node
            if isinstance(node, ir.Record):
                shapes.append(self._record_shape(node, birth, depth))
            elif isinstance(node, ir.Call):
                shapes.append(self._call_shape(node, birth))
        return tuple(shapes)

    def _record_shape(self, node: ir.Record, birth: Place, depth: int) -> Shape:
        values: dict[str, ir.Value] = {}
        keys: set[str] = set()
        is_open = False
        for entry in node.entries:
            if isinstance(entry.key, str):
                keys.add(entry.key)
                values[entry.key] = entry.value
            elif entry.key is None:
                at = Place(entry.value, (), birth.frame, birth.module)
                inner = self.shapes(at, depth + 1) if depth < 4 else ()
                is_open = is_open or not inner or any(shape.open for shape in inner)
                for shape in inner:
                    keys |= shape.keys
                    values.update(shape.values)
            else:
                key = self.walker.fold.key(entry.key)
                if isinstance(key, str):
                    keys.add(key)
                    values[key] = entry.value
                else:
                    is_open = True
        self._add_stores(node, keys, values)
        return Shape(birth.module, node, frozenset(keys), is_open, values)

    def _call_shape(self, node: ir.Call, birth: Place) -> Shape:
        values: dict[str, ir.Value] = {}
        keys: set[str] = set()
        is_open = False
        positional = [a for a in node.arguments if a.name is None]
        for argument in node.arguments:
            if argument.spread:
                is_open = True
            elif argument.name is not None:
                keys.add(argument.name)
                values[argument.name] = argument.value
        known = False
        for closure in self.walker.calls.targets(node.callee, birth.frame, birth.module):
            if not isinstance(closure.target, ir.Class):
                continue
            made = self.walker.classes.constructor(closure.target)
            if made is None:
                continue
            known = True
            parameters = self.walker.arguments.open_parameters(made[0])
            for parameter, argument in zip(parameters, positional, strict=False):
                values.setdefault(parameter.binding.name, argument.value)
            for parameter in parameters:
                name = parameter.binding.name
                if name in values or parameter.default is not None:
                    keys.add(name)
                if parameter.default is not None:
                    values.setdefault(name, parameter.default)
        if not known:
            is_open = is_open or bool(positional)
        self._add_stores(node, keys, values)
        return Shape(birth.module, node, frozenset(keys), is_open, values)

    def _add_stores(self, node: ir.Value, keys: set[str], values: dict[str, ir.Value]) -> None:
        """What is stored on the object after its birth, through the variable that it was born into."""
        facts = self.walker.index.site.get(node)
        if facts is None:
            return
        for definition, events in facts.events.items():
            if definition.value is not node:
                continue
            for event in events:
                if event.kind == "store" and len(event.path) == 1 and isinstance(event.path[0], str):
                    keys.add(event.path[0])
                    if event.value is not None:
                        values[event.path[0]] = event.value

    # ------------------------------------------------------------------ destinations

    def reaches(self, module: ir.Module, node: ir.Node) -> tuple[Target, ...]:
        """The calls of `module` to which the object born at `node` is handed."""
        table = self._handed.get(module)
        if table is None:
            table = self._handed[module] = self._build(module)
        return tuple(table.get(node, ()))

    def _build(self, module: ir.Module) -> dict[ir.Node, list[Target]]:
        table: dict[ir.Node, list[Target]] = {}
        for facts in self.walker.index.all_facts(module):
            for call in facts.calls:
                for index, argument in enumerate(call.arguments):
                    if isinstance(argument.value, (ir.Literal, ir.Template, ir.Function)):
                        continue
                    self.walker.begin(HAND_IN_BUDGET)
                    self._hand_in(argument.value, Target(module, call, index, ()), table, 0)
        return table

    def _hand_in(
        self, value: ir.Value, target: Target, table: dict[ir.Node, list[Target]], depth: int
    ) -> None:
        for birth in self.walker.births(Place(value, (), None, target.module)):
            node = birth.node
            if birth.path or not isinstance(node, (ir.Record, ir.Call, ir.Sequence)):
                continue
            targets = table.setdefault(node, [])
            if any(t.call is target.call and t.index == target.index for t in targets):
                continue
            targets.append(target)
            if depth >= 2:
                continue
            if isinstance(node, ir.Record):
                for entry in node.entries:
                    if isinstance(entry.key, str):
                        inner = Target(target.module, target.call, target.index, (*target.path, entry.key))
                        self._hand_in(entry.value, inner, table, depth + 1)
                    elif entry.key is None:
                        self._hand_in(entry.value, target, table, depth + 1)
            elif isinstance(node, ir.Sequence):
                for position, item in enumerate(node.items):
                    inner = Target(target.module, target.call, target.index, (*target.path, position))
                    self._hand_in(item.value, inner, table, depth + 1)

    # ------------------------------------------------------------------ texts

    def texts(self, place: Place) -> tuple[tuple[str | ir.Value, ...], ...]:
        """The texts that the value at `place` may be."""
        found: dict[tuple[str | ir.Value, ...], None] = {}
        for text in self._texts(place, 0):
            found[_merged(text)] = None
        return tuple(found)[:MAX_TEXTS]

    def _texts(self, place: Place, depth: int) -> list[tuple[str | ir.Value, ...]]:
        texts: list[tuple[str | ir.Value, ...]] = []
        pending = [place]
        seen = {place}
        for current in pending:
            if len(texts) >= MAX_TEXTS or not self.walker.spend():
                break
            node = current.node
            if isinstance(node, ir.Template) and not current.path and depth < 6:
                texts.extend(self._template(node, current, depth))
                continue
            if isinstance(node, ir.Literal) and not current.path:
                if isinstance(node.value, str):
                    texts.append((node.value,))
                continue
            if isinstance(node, ir.Call) and not current.path:
                formatted = self._formatted(node, current)
                if formatted is not None:
                    texts.append(formatted)
                    continue
            links = self.walker.expand(current)
            if not links:
                hole = node if isinstance(node, ir.Value) and not current.path else place.node
                if isinstance(hole, ir.Value):
                    texts.append((hole,))
                continue
            for link, _kind in links:
                if link not in seen:
                    seen.add(link)
                    pending.append(link)
        return texts

    def _formatted(self, node: ir.Call, place: Place) -> tuple[str | ir.Value, ...] | None:
        """`PATTERN.format(a, b=c)` of a constant pattern."""
        callee = node.callee
        if not isinstance(callee, ir.Attribute) or callee.key != "format":
            return None
        pattern = self.walker.fold.literal(callee.object)
        if pattern is None or not isinstance(pattern.value, str):
            return None
        pieces: list[str | ir.Value] = []
        position = 0
        try:
            from string import Formatter  # it compiles an expression of templates that nobody asks

            for text, field, _spec, _conversion in Formatter().parse(pattern.value):
                pieces.append(text)
                if field is None:
                    continue
                index = int(field) if field.isdecimal() else position if not field else -1
                position += not field
                argument = self.walker.arguments.argument(node, index, field)
                if argument is not None:
                    pieces.append(argument.value)
        except ValueError:
            return None
        return tuple(pieces)

    def _template(self, node: ir.Template, place: Place, depth: int) -> list[tuple[str | ir.Value, ...]]:
        made: list[tuple[str | ir.Value, ...]] = [()]
        for part in node.parts:
            if isinstance(part, ir.Literal):
                options: list[tuple[str | ir.Value, ...]] = [(str(part.value),)]
            else:
                inner = self._texts(Place(part, (), place.frame, place.module), depth + 1)
                options = [text for text in inner if any(isinstance(piece, str) for piece in text)]
                if not options or len(options) != len(inner):
                    options.append((part,))
            made = [text + option for text in made for option in options][:MAX_TEXTS]
        return made


def _merged(text: tuple[str | ir.Value, ...]) -> tuple[str | ir.Value, ...]:
    merged: list[str | ir.Value] = []
    for piece in text:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        elif piece != "":
            merged.append(piece)
    return tuple(merged)
