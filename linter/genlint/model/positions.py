"""From a place in a file to the expression that stands there."""

from __future__ import annotations

from genlint.model import ir
from genlint.model.traverse import walk

_SILENT = (ir.Function, ir.Class)
"""Values over many lines, in which a place means something else."""


class Positions:
    """The expressions of one module, by their places. Offsets are bytes into its source."""

    def __init__(self, module: ir.Module) -> None:
        self._values: list[ir.Value] = []
        """All that people can point at, outer ones before those inside."""
        self._inputs: list[ir.Value] = []
        """What calls, records and conditions are made of."""
        self._givers: list[ir.Value] = []
        """What variables are given, and what functions return."""
        self._names: list[tuple[ir.Span, ir.Value]] = []
        """The names of variables, properties and keywords, each with the value that it is given."""
        self._owners: dict[ir.Value, ir.Call] = {}
        """Callees, with their calls."""
        self._tests: set[ir.Value] = set()
        self._texts: set[ir.Value] = set()
        """The fixed parts of texts."""
        self._parameters: list[ir.Binding] = []
        reads: dict[ir.Binding, ir.Name] = {}
        seen: set[ir.Node] = set()
        for root in (module.body, *module.exports):
            for node in walk(root):
                if node not in seen:
                    seen.add(node)
                    self._enter(node, reads)
        for binding in self._parameters:
            if binding in reads:
                self._names.append((binding.span, reads[binding]))

    def _enter(self, node: ir.Node, reads: dict[ir.Binding, ir.Name]) -> None:
        if isinstance(node, ir.Value) and node not in self._texts and _is_visible(node):
            self._values.append(node)
        match node:
            case ir.Name():
                binding = node.scope.lookup(node.text)
                if binding is not None:
                    reads.setdefault(binding, node)
            case ir.Parameter() if not node.binding.name.startswith("#"):
                self._parameters.append(node.binding)
            case ir.Declare() if node.value is not None:
                self._names.append((node.binding.span, node.value))
                self._givers.append(node.value)
            case ir.Store():
                self._names.append((node.target.span, node.value))
                self._givers.append(node.value)
            case ir.Return() | ir.Yield() if node.value is not None:
                self._givers.append(node.value)
            case ir.Entry():
                self._names.append((node.key_span, node.value))
                self._inputs.append(node.value)
            case ir.Call():
                self._owners[node.callee] = node
                for argument in node.arguments:
                    if argument.name is not None:
                        self._names.append(((argument.span[0], argument.value.span[0]), argument.value))
                    self._inputs.append(argument.value)
            case ir.Case() | ir.Loop() | ir.Choice() if node.test is not None:
                self._inputs.append(node.test)
                self._tests.add(node.test)
            case ir.Logical(operator="and"):
                self._tests.update(node.operands[:-1])
            case ir.Not():
                self._tests.add(node.operand)
            case ir.Template():
                self._texts.update(part for part in node.parts if isinstance(part, ir.Literal))

    def is_test(self, value: ir.Value) -> bool:
        """Whether something depends on whether `value` is true: a branch, a choice, what `and` leads to."""
        return value in self._tests

    def at(self, offset: int) -> ir.Value | None:
        """The expression that `offset` means; None where there is none.

        The name of a variable, a property or a keyword means what it is given; of a parameter, what its
        first use reads. Else it is the longest expression that begins there, or the innermost one around it;
        a callee means its call.
        """
        around = [value for value in self._values if value.span[0] <= offset < value.span[1]]
        named = [(span, value) for span, value in self._names if span[0] <= offset < span[1]]
        if named:
            span, value = min(named, key=lambda each: each[0][1] - each[0][0])
            inside = any(_length(inner) < span[1] - span[0] for inner in around)
            if not inside and not isinstance(value, _SILENT):
                return value
        begun = [value for value in around if value.span[0] == offset and not isinstance(value, _SILENT)]
        if not around:
            return None
        innermost = min(around, key=_length)
        found = max(begun, key=_length, default=innermost)
        found = self._owners.get(found, found)
        return None if isinstance(found, _SILENT) else found

    def between(self, start: int, end: int) -> list[ir.Value]:
        """The expressions that begin from `start` to before `end` and are worth asking for, in source order:
        arguments, properties and conditions; where there are none, what is assigned or returned; else all
        that stand in no other one."""
        for group in (self._inputs, self._givers):
            found = [
                value for value in group if start <= value.span[0] < end and _is_visible(value, worth=True)
            ]
            if found:
                return _ordered(found)
        whole: list[ir.Value] = []
        reached = start
        for value in _ordered(self._values):
            if reached <= value.span[0] < end and not isinstance(value, _SILENT):
                whole.append(value)
                reached = value.span[1]
        return whole

    def nearest(self, offset: int) -> ir.Value | None:
        """The expression that is nearest to `offset`; None in a file without one."""
        candidates = [value for value in self._values if not isinstance(value, _SILENT)]
        return min(candidates, key=lambda value: _distance(value, offset), default=None)


def _is_visible(value: ir.Value, *, worth: bool = False) -> bool:
    """Whether a value stands in the source as such, and (`worth`) is more than a display."""
    if value.span[0] >= value.span[1]:
        return False
    if isinstance(value, ir.Name) and value.text.startswith("#"):
        return False
    if not worth:
        return True
    if isinstance(value, ir.Literal):
        return isinstance(value.value, bool)
    if isinstance(value, ir.Call) and (value.jsx or isinstance(value.callee, ir.Function)):
        return False
    return not isinstance(value, (*_SILENT, ir.Record, ir.Sequence, ir.Imported))


def _ordered(values: list[ir.Value]) -> list[ir.Value]:
    """By place, outer ones first; one of those that share a place."""
    by_span: dict[ir.Span, ir.Value] = {}
    for value in values:
        by_span.setdefault(value.span, value)
    return [by_span[span] for span in sorted(by_span, key=lambda span: (span[0], -span[1]))]


def _length(value: ir.Value) -> int:
    return value.span[1] - value.span[0]


def _distance(value: ir.Value, offset: int) -> tuple[int, int]:
    start, end = value.span
    return max(start - offset, offset - end, 0), start - end
