"""Literals: numbers, strings and their escapes, templates, regular expressions."""

from __future__ import annotations

from tree_sitter import Node

from genlint.frontends.typescript.context import Lowering, expression
from genlint.frontends.typescript.grammar import operand
from genlint.lazy import lazy_regex
from genlint.model.ir import Attribute, Literal, Name, Opaque, Scope, Template, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from re import Match

_ESCAPE = lazy_regex(
    r"(?s)\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\n\r\u2028\u2029])|([0-7]{1,3})|(.))",
)
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}


def unescape(text: str) -> str:
    """The text that a string literal's body means. A lone surrogate becomes U+FFFD."""
    if "\\" not in text:
        return text
    decoded = _ESCAPE.sub(_decode, text)
    # An escaped pair of surrogates is one character.
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decode(match: Match[str]) -> str:
    code_point, unit, byte, newline, octal, single = match.groups()
    if newline is not None:
        return ""
    if single is not None:
        return _SINGLE.get(single, single)
    if octal is not None:
        return chr(int(octal, 8))
    value = int(code_point or unit or byte, 16) if len(code_point or "") <= 8 else 0x110000
    return chr(value) if value < 0x110000 else match.group()


def string_value(lowering: Lowering, node: Node) -> str:
    """What a `string` node means."""
    start, end = node.byte_range
    quotes = 2 if node.child_count > 1 and not node.children[-1].is_missing else 1
    raw = lowering.source[start + 1 : end - 1 if quotes == 2 else end]
    return unescape(raw.decode("utf-8", "replace"))


def number_value(text: str) -> int | float:
    """What a number literal means. A `1n` is an integer."""
    digits = text.replace("_", "").lower()
    try:
        if digits[:2] in ("0x", "0b", "0o"):
            return int(digits.rstrip("n"), 0)
        if digits.isdigit() and len(digits) > 1 and digits[0] == "0" and not set("89") & set(digits):
            return int(digits, 8)
        if digits.rstrip("n").isdigit():
            return int(digits.rstrip("n"))
        return float(digits)
    except ValueError:  # longer than Python converts, or broken
        return float("nan")


def property_key(lowering: Lowering, node: Node, scope: Scope) -> str | Value:
    """The key of a property, a member or a pattern: text where it is written out, else a value."""
    kind = node.type
    if kind == "string":
        return string_value(lowering, node)
    if kind == "computed_property_name":
        value = lowering.expression(operand(node), scope)
        return value.value if isinstance(value, Literal) and isinstance(value.value, str) else value
    return lowering.text(node)


def well_known(key: Value | None) -> str | None:
    """The name of a member whose key is one of the language's own symbols: `[Symbol.iterator]`."""
    if isinstance(key, Attribute) and isinstance(key.object, Name) and key.object.text == "Symbol":
        return f"[Symbol.{key.key}]"
    return None


@expression("string")
def string(lowering: Lowering, node: Node, scope: Scope) -> Value:
    return Literal(node.byte_range, string_value(lowering, node))


@expression("number")
def number(lowering: Lowering, node: Node, scope: Scope) -> Value:
    return Literal(node.byte_range, number_value(lowering.text(node)))


@expression("true", "false")
def boolean(lowering: Lowering, node: Node, scope: Scope) -> Value:
    return Literal(node.byte_range, node.type == "true")


@expression("null")
def null(lowering: Lowering, node: Node, scope: Scope) -> Value:
    return Literal(node.byte_range, None)


@expression("undefined", "this", "shorthand_property_identifier", "shorthand_property_identifier_pattern")
def name(lowering: Lowering, node: Node, scope: Scope) -> Value:
    return lowering.name(node, scope)


@expression("private_property_identifier")
def private_name(lowering: Lowering, node: Node, scope: Scope) -> Value:
    """`#x in o`: the one place where a private name is a value."""
    return Literal(node.byte_range, lowering.text(node))


@expression("regex")
def regex(lowering: Lowering, node: Node, scope: Scope) -> Value:
    return Opaque(node.byte_range, [], "regex")


@expression("template_string")
def template_string(lowering: Lowering, node: Node, scope: Scope) -> Value:
    """A template; one without substitutions is a plain string."""
    value = template(lowering, node, scope)
    if not value.parts:
        return Literal(value.span, "")
    if len(value.parts) == 1 and isinstance(value.parts[0], Literal):
        return Literal(value.span, value.parts[0].value)
    return value


def template(lowering: Lowering, node: Node, scope: Scope) -> Template:
    """A template with all of its parts, fixed text joined."""
    parts: list[Value] = []
    text_start = text_end = -1
    for child in node.children:
        kind = child.type
        if kind in ("string_fragment", "escape_sequence"):
            if text_start < 0:
                text_start = child.start_byte
            text_end = child.end_byte
        elif kind == "template_substitution":
            if text_start >= 0:
                parts.append(_fixed(lowering, text_start, text_end))
                text_start = -1
            inside = [c for c in child.children if c.is_named and c.type != "comment"]
            parts.append(lowering.expression(inside[0] if inside else None, scope))
    if text_start >= 0:
        parts.append(_fixed(lowering, text_start, text_end))
    return Template(node.byte_range, parts)


def _fixed(lowering: Lowering, start: int, end: int) -> Literal:
    text = lowering.source[start:end].decode("utf-8", "replace").replace("\r\n", "\n")
    return Literal((start, end), unescape(text))
