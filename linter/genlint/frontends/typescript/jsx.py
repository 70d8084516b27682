"""JSX: an element is the call of its component with a record of its attributes and children."""

from __future__ import annotations

from tree_sitter import Node

from genlint.frontends.typescript.context import Lowering, expression
from genlint.frontends.typescript.grammar import operand
from genlint.model.ir import Argument, Call, Entry, Literal, Record, Scope, Sequence, Span, Value

_SPACE = " \t\r\n\f"
_TEXT = frozenset({"jsx_text", "html_character_reference"})


@expression("jsx_element")
def element(lowering: Lowering, node: Node, scope: Scope) -> Value:
    opening = node.child_by_field_name("open_tag")
    if opening is None:
        return lowering.unknown(node, scope)
    entries = _attributes(lowering, opening, scope)
    children = _children(lowering, node, scope)
    if children:
        span = (children[0].span[0], children[-1].span[1])
        value: Value
        if len(children) == 1 and not children[0].spread:
            value = children[0].value
        else:
            value = Sequence(span, children)
        entries.append(Entry(span, "children", value, span))
    return _call(lowering, node, opening, entries, scope)


@expression("jsx_self_closing_element")
def self_closing_element(lowering: Lowering, node: Node, scope: Scope) -> Value:
    return _call(lowering, node, node, _attributes(lowering, node, scope), scope)


def _call(lowering: Lowering, node: Node, opening: Node, entries: list[Entry], scope: Scope) -> Value:
    span = node.byte_range
    lowering.module.statements.append(opening.byte_range)
    argument = Argument(span, Record(span, entries))
    return Call(span, _component(lowering, opening, scope), [argument], jsx=True)


def _component(lowering: Lowering, opening: Node, scope: Scope) -> Value:
    """What is called: a component, or the text of an intrinsic element; a fragment is the empty text."""
    name = opening.child_by_field_name("name")
    if name is None:
        return Literal((opening.start_byte, opening.start_byte), "")
    text = lowering.text(name)
    if name.type == "jsx_namespace_name" or (
        name.type == "identifier" and (text[:1].islower() or "-" in text)
    ):
        return Literal(name.byte_range, "".join(text.split()))
    return lowering.expression(name, scope)


def _attributes(lowering: Lowering, opening: Node, scope: Scope) -> list[Entry]:
    entries: list[Entry] = []
    for child in opening.children:
        kind = child.type
        span = child.byte_range
        if kind == "jsx_attribute":
            parts = [part for part in child.named_children if part.type != "comment"]
            key = "".join(lowering.text(parts[0]).split())
            value: Value = Literal(parts[0].byte_range, True)
            if len(parts) > 1:
                value = _attribute_value(lowering, parts[1], scope)
            entries.append(Entry(span, key, value, parts[0].byte_range))
        elif kind == "jsx_expression":
            inside = operand(child)
            if inside is not None and inside.type == "spread_element":
                inside = operand(inside)
            if inside is not None:
                entries.append(Entry(span, None, lowering.expression(inside, scope), span))
    return entries


def _attribute_value(lowering: Lowering, node: Node, scope: Scope) -> Value:
    if node.type == "string":
        start, end = node.byte_range
        raw = lowering.source[start + 1 : max(start + 1, end - 1)].decode("utf-8", "replace")
        return Literal((start, end), _unescape(raw))
    if node.type == "jsx_expression":
        inside = operand(node)
        return lowering.expression(inside, scope) if inside is not None else Literal(node.byte_range, True)
    return lowering.expression(node, scope)


def _children(lowering: Lowering, node: Node, scope: Scope) -> list[Argument]:
    """What stands between the tags; text without white space that means nothing."""
    found: list[Argument] = []
    text: Span | None = None
    for child in node.children:
        kind = child.type
        if kind in _TEXT:
            text = (child.start_byte if text is None else text[0], child.end_byte)
            continue
        if text is not None:
            _add_text(lowering, text, found)
            text = None
        span = child.byte_range
        if kind == "jsx_expression":
            inside = operand(child)
            if inside is None:
                continue
            if inside.type == "spread_element":
                value = lowering.expression(operand(inside), scope)
                found.append(Argument(span, value, spread="items"))
            else:
                found.append(Argument(span, lowering.expression(inside, scope)))
        elif child.is_named and kind not in ("jsx_opening_element", "jsx_closing_element", "comment"):
            found.append(Argument(span, lowering.expression(child, scope)))
    return found


def _unescape(text: str) -> str:
    """A text with its HTML entities replaced."""
    if "&" not in text:
        return text
    import html  # it comes with a table of two thousand entities

    return html.unescape(text)


def _add_text(lowering: Lowering, span: Span, found: list[Argument]) -> None:
    """Add the text at `span`: lines are trimmed and joined by a blank, as JSX reads them."""
    text = lowering.source[span[0] : span[1]].decode("utf-8", "replace")
    if not text.strip(_SPACE):
        return
    lines = text.splitlines()
    if len(lines) > 1:
        last = len(lines) - 1
        trimmed = [
            line.lstrip(_SPACE if index else "\0").rstrip(_SPACE if index < last else "\0")
            for index, line in enumerate(lines)
        ]
        text = " ".join(line for line in trimmed if line.strip(_SPACE))
    found.append(Argument(span, Literal(span, _unescape(text))))
