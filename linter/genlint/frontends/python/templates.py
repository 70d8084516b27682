"""Text with holes: f-strings, `"%s" % x`, `"{}".format(x)`."""

from __future__ import annotations

import ast
import re
from typing import Any

from genlint.frontends.python.context import Lowering, expression, newer_nodes
from genlint.lazy import lazy_regex
from genlint.model import ir
from genlint.model.ir import Span, Value

PERCENT = lazy_regex(
    r"%(?:\((?P<key>[^)]*)\))?[-+ #0]*(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d*))?[hlL]?(?P<type>.)"
)
LOOKUP = lazy_regex(r"\.([^.\[\]]+)|\[([^\]]+)\]")


@expression(ast.JoinedStr, *newer_nodes("TemplateStr"))
def joined(low: Lowering, node: Any, span: Span) -> Value:
    """f-strings and t-strings. A format specification takes part in the call, not in the text."""
    parts: list[Value] = []
    specifications: list[Any] = []
    for item in node.values:
        if type(item) is ast.Constant:
            parts.append(ir.Literal(low.span(item), str(item.value)))
            continue
        parts.append(low.value(item.value))
        if item.format_spec is not None:
            specifications.append(item.format_spec)
            while specifications:
                nested = [part for part in specifications.pop().values if type(part) is not ast.Constant]
                if nested:
                    values = [low.value(part.value) for part in nested]
                    parts.append(ir.Opaque(low.span(item), values, "format"))
                specifications.extend(part.format_spec for part in nested if part.format_spec is not None)
    return ir.Template(span, parts)


def percent(low: Lowering, text: ast.Constant, right: ast.expr, span: Span) -> Value:
    """`"…%s…%(key)s…" % right`. `text` is the literal on the left."""
    place = low.span(text)
    fixed: Any = text.value
    operand = low.value(right)
    items = operand.items if isinstance(operand, ir.Sequence) and operand.kind == "tuple" else None
    matches = [match for match in PERCENT.finditer(fixed) if match["type"] != "%" or match["key"]]
    holes = sum(1 + (match["width"] == "*") + (match["precision"] == "*") for match in matches)
    parts: list[Value] = []
    taken = 0
    end = 0

    def take() -> Value:
        nonlocal taken
        taken += 1
        if items is None:
            return operand if holes == 1 else _item(operand, taken - 1)
        spreads = [index for index, item in enumerate(items) if item.spread]
        if taken <= (spreads[0] if spreads else len(items)):
            return items[taken - 1].value
        if spreads:
            return _item(items[spreads[0]].value, taken - 1 - spreads[0])
        return ir.Opaque(span, [], "missing")

    for match in matches:
        _fixed(parts, place, fixed[end : match.start()].replace("%%", "%"))
        end = match.end()
        if match["key"] is not None:
            parts.append(ir.Index(operand.span, operand, ir.Literal(place, match["key"])))
            continue
        for part in (match["width"], match["precision"]):
            if part == "*":
                parts.append(ir.Opaque(span, [take()], "format"))
        parts.append(take())
    _fixed(parts, place, fixed[end:].replace("%%", "%"))
    if items is not None:
        parts.extend(
            ir.Opaque(item.span, [item.value], "format") for item in items[taken:] if not item.spread
        )
        parts.extend(ir.Opaque(item.span, [item.value], "format") for item in items if item.spread)
    elif not matches:
        parts.append(ir.Opaque(operand.span, [operand], "format"))
    return ir.Template(span, parts)


def format_call(low: Lowering, node: ast.Call, text: str, span: Span) -> Value | None:
    """`"…{}…{name.key}…".format(…)`; None where the text is no sound format, or asks for what isn't there."""
    try:
        fields = list(_fields(text))
    except ValueError:
        return None
    positional = [item for item in node.args if type(item) is not ast.Starred]
    named = {keyword.arg for keyword in node.keywords}
    is_open = len(positional) < len(node.args) or None in named
    roots = [_root(name) for _, name, _ in fields if name is not None]
    if not is_open and any(
        int(root) >= len(positional) if root.isdecimal() else root not in named for root in roots
    ):
        return None
    assert isinstance(node.func, ast.Attribute)
    place = low.span(node.func.value)
    values = _Operands(low, node)
    parts: list[Value] = []
    for fixed, name, is_nested in fields:
        _fixed(parts, place, fixed)
        if name is not None:
            value = values.get(name, span)
            parts.append(ir.Opaque(value.span, [value], "format") if is_nested else value)
    parts.extend(ir.Opaque(value.span, [value], "format") for value in values.unused())
    return ir.Template(span, parts)


def _fields(text: str) -> list[tuple[str, str | None, bool]]:
    """(fixed text, name of the field behind it or None, whether it is part of a format specification).

    Fields without a name are numbered. Raises `ValueError` for a text that is no format.
    """
    found: list[tuple[str, str | None, bool]] = []
    counter = 0

    def numbered(name: str) -> str:
        nonlocal counter
        if name[:1] in ("", ".", "["):
            counter += 1
            return f"{counter - 1}{name}"
        return name

    from string import Formatter  # it compiles an expression of templates that nobody asks

    for fixed, name, specification, _ in Formatter().parse(text):
        if name is None:
            found.append((fixed, None, False))
            continue
        found.append((fixed, numbered(name), False))
        nested = Formatter().parse(specification or "")
        found.extend(("", numbered(inner), True) for _, inner, _, _ in nested if inner is not None)
    return found


def _root(name: str) -> str:
    """`0` of `0.id[key]`."""
    return re.split(r"[.\[]", name, maxsplit=1)[0]


class _Operands:
    """The arguments of a `.format` call, lowered once, by position and name."""

    def __init__(self, low: Lowering, node: ast.Call) -> None:
        self.positional: list[Value] = []
        self.rest: Value | None = None
        self.named: dict[str, Value] = {}
        self.entries: Value | None = None
        self.all: list[Value] = []
        self.read: set[int] = set()
        for item in node.args:
            value = low.value(item.value if type(item) is ast.Starred else item)
            self.all.append(value)
            if type(item) is ast.Starred:
                self.rest = self.rest or value
            elif self.rest is None:
                self.positional.append(value)
        for keyword in node.keywords:
            value = low.value(keyword.value)
            self.all.append(value)
            if keyword.arg is None:
                self.entries = value
            else:
                self.named[keyword.arg] = value

    def get(self, name: str, span: Span) -> Value:
        """What a field such as `0`, `name`, `user.id` or `ids[0]` prints."""
        root = _root(name)
        value: Value | None
        if root.isdigit():
            index = int(root)
            if index < len(self.positional):
                value = self._use(self.positional[index])
            else:
                value = self.rest and _item(self._use(self.rest), index - len(self.positional))
        elif root in self.named:
            value = self._use(self.named[root])
        else:
            value = self.entries and ir.Index(
                self.entries.span, self._use(self.entries), ir.Literal(self.entries.span, root)
            )
        if value is None:
            return ir.Opaque(span, [], "missing")
        for match in LOOKUP.finditer(name, len(root)):
            if match[1] is not None:
                value = ir.Attribute(value.span, value, match[1], value.span)
            else:
                key = int(match[2]) if match[2].isdigit() else match[2]
                value = ir.Index(value.span, value, ir.Literal(value.span, key))
        return value

    def unused(self) -> list[Value]:
        """The arguments that no field reads: evaluated, not printed."""
        return [value for value in self.all if id(value) not in self.read]

    def _use(self, value: Value) -> Value:
        self.read.add(id(value))
        return value


def _item(value: Value, index: int) -> Value:
    return ir.Index(value.span, value, ir.Literal(value.span, index))


def _fixed(parts: list[Value], span: Span, text: str) -> None:
    """Add fixed text, unless it is empty. It stands somewhere in the literal: its place is that literal's."""
    if text:
        parts.append(ir.Literal(span, text))
