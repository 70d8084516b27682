"""Writes TypeScript, TSX and JavaScript: text at the places of the syntax tree."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property

from tree_sitter import Node

from genlint.findings import Edit
from genlint.frontends.layout import ItemList
from genlint.frontends.text_writer import Slot, TextWriter
from genlint.frontends.typescript.grammar import TRIVIA, Parsed, comments_of, parse, unwrap
from genlint.frontends.typescript.precedence import (
    AND,
    BIT_OR,
    COALESCE,
    OR,
    PRIMARY,
    UNARY,
    acceptance,
    level_of,
    operator_of,
    parse_expression,
)
from genlint.frontends.typescript.style import style_of
from genlint.model import ir
from genlint.model.ir import Span
from genlint.writer import CannotWrite, Edits, Style, combine

_GROUP = "parenthesized_expression"
_BLOCKS = frozenset({"program", "statement_block", "switch_case", "switch_default", "class_static_block"})
_FUNCTIONS = frozenset(
    {
        "arrow_function",
        "function_expression",
        "function_declaration",
        "generator_function",
        "generator_function_declaration",
        "method_definition",
    }
)
_HEADS = frozenset({"if_statement", "while_statement", "do_statement", "switch_statement", "with_statement"})
"""Statements whose condition has parentheses of its own."""
_ASSERTIONS = frozenset({"as_expression", "satisfies_expression", "non_null_expression", "type_assertion"})
_TAGS = frozenset({"jsx_self_closing_element", "jsx_opening_element"})
_ELEMENTS = frozenset({"jsx_element", "jsx_self_closing_element"})
_OPPOSITES = {"===": "!==", "!==": "===", "==": "!=", "!=": "=="}
_COMPARISONS = frozenset({*_OPPOSITES, "<", "<=", ">", ">=", "in", "instanceof"})


class TypeScriptWriter(TextWriter):
    """The writer for one TypeScript module."""

    AND, AND_LEVEL = "&&", AND
    OR, OR_LEVEL = "||", OR

    @cached_property
    def _parsed(self) -> Parsed:
        return parse(self.module.path, self.source)

    @cached_property
    def _comment_spans(self) -> list[Span]:
        return [comment.span for comment in comments_of(self._parsed, self.source)]

    @cached_property
    def style(self) -> Style:
        return style_of(self._parsed.root, self.source, self.lines)

    # -- the words of the language

    def identifier(self, words: Iterable[str]) -> str:
        first, *others = words
        return first + "".join(word.capitalize() for word in others)

    def string(self, text: str) -> str:
        quoted = json.dumps(text, ensure_ascii=False)
        if self.style.quote == '"':
            return quoted
        return "'" + quoted[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"

    def fallback(self, value: str, default: str) -> str:
        return f"{self._coalesced(value)} ?? {self._coalesced(default)}"

    def _coalesced(self, text: str) -> str:
        level = self._level(text)
        return text if level == COALESCE or level >= BIT_OR else f"({text})"

    def negation(self, condition: str) -> str:
        node = parse_expression(condition, self.module.path)
        operator = operator_of(node)
        if node.type == "unary_expression" and operator == "!":
            operand = node.child_by_field_name("argument")
            if operand is not None:
                return _within(condition, unwrap(operand) if operand.type == _GROUP else operand)
        if node.type == "binary_expression" and operator in _OPPOSITES:
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None:
                return f"{_within(condition, left)} {_OPPOSITES[operator]} {_within(condition, right)}"
        return "!" + self.fitted(condition, UNARY)

    def truthy(self, condition: str) -> str:
        node = parse_expression(condition, self.module.path)
        if (node.type == "unary_expression" and operator_of(node) == "!") or (
            node.type == "binary_expression" and operator_of(node) in _COMPARISONS
        ):
            return condition
        return "!!" + self.fitted(condition, UNARY)

    def _numbered(self, base: str, number: int) -> str:
        return f"{base}{number}"

    def _level(self, text: str) -> int:
        return level_of(parse_expression(text, self.module.path))

    def _absent(self) -> str:
        return "undefined"

    # -- places

    def _node(self, span: Span) -> Node:
        """The innermost syntax node at exactly this place."""
        node = self._parsed.root.descendant_for_byte_range(*span)
        if node is None or node.byte_range != span:
            raise CannotWrite("the code there is not written as such")
        self._require_sound(node)
        return node

    def _require_sound(self, node: Node) -> None:
        """Refuse what stands in or beside a syntax error."""
        while node.parent is not None and node.parent.type not in _BLOCKS:
            node = node.parent
        if node.has_error or node.type == "ERROR":
            raise CannotWrite("there is a syntax error")

    def _slot(self, value: ir.Value, assertions: bool = False) -> Slot:
        node = self._node(value.span)
        inner = node.byte_range
        parent = node.parent
        if node.type == "shorthand_property_identifier":
            return Slot(inner, inner, PRIMARY, _anything, f"{self.text(inner)}: ")
        if parent is not None and parent.type == "jsx_attribute":
            if parent.children[0] != node:
                return Slot(inner, inner, PRIMARY, _anything, "{", "}")
            # The name of an attribute that is true by standing there.
            return Slot(inner, inner, PRIMARY, _anything, f"{self.text(inner)}={{", "}")
        if parent is not None and parent.type == "jsx_element" and node.type in _ELEMENTS:
            return Slot(inner, inner, PRIMARY, _anything, "{", "}")
        while parent is not None:
            takes = parent.type == _GROUP and _is_free(parent)
            if not takes and not (assertions and parent.type in _ASSERTIONS):
                break
            node, parent = parent, parent.parent
        accepts = acceptance(node)
        return Slot(inner, node.byte_range, level_of(node), accepts)

    def replace(self, value: ir.Value, text: str) -> Edits:
        pair = self._node(value.span).parent
        key = pair.child_by_field_name("key") if pair is not None and pair.type == "pair" else None
        is_plain = pair is not None and key is not None and key.type == "property_identifier"
        if pair is not None and key is not None and is_plain and self.text(key.byte_range) == text:
            return (self.edit(*pair.byte_range, text),)  # `{ id: id }` is written `{ id }`
        return super().replace(value, text)

    def _arguments(self, call: ir.Call) -> ItemList:
        if call.jsx or call.arguments_span is None:
            raise CannotWrite("the call has no parentheses")
        return self._items(self._node(call.arguments_span))

    def _elements(self, value: ir.Value) -> ItemList:
        node = self._node(value.span)
        if node.type not in ("object", "array"):
            raise CannotWrite("the value is not written out there")
        return self._items(node)

    def _items(self, node: Node) -> ItemList:
        """The items between the brackets of a node."""
        first, last = node.children[0], node.children[-1]
        return self._listed(node.children[1:-1], first.end_byte, last.start_byte)

    def _listed(self, nodes: Iterable[Node], start: int, end: int) -> ItemList:
        items: list[Span] = []
        commas: list[Span] = []
        comments: list[Span] = []
        for child in nodes:
            if child.type == ",":
                commas.append(child.byte_range)
            elif child.type in TRIVIA:
                comments.append(child.byte_range)
            elif child.is_named:
                items.append(child.byte_range)
        return ItemList(self.lines, self.module.path, start, end, items, commas, comments)

    def add_property(self, holder: ir.Record | ir.Call, name: str, value: str) -> Edits:
        if isinstance(holder, ir.Call):
            if not holder.jsx:
                raise CannotWrite("the language has no keyword arguments")
            return self._add_attribute(self._node(holder.span), name, value)
        node = self._node(holder.span)
        if node.type != "object":
            return self._add_attribute(node, name, value)
        entry = name if name == value else f"{name}: {self.fitted(value, 1)}"
        return combine(tuple(self._items(node).append([entry], pad=" ")))

    def _add_attribute(self, node: Node, name: str, value: str) -> Edits:
        """A further attribute of a JSX element, on a line of its own if the last one has that."""
        tag = node if node.type in _TAGS else node.child_by_field_name("open_tag")
        if tag is None or tag.type not in _TAGS or tag.child_by_field_name("name") is None:
            raise CannotWrite("the value is not written out there")
        last = [child for child in tag.children if child.is_named and child.type not in TRIVIA][-1]
        start, end = last.byte_range
        lead = " "
        if self.lines.is_first(start) and last != tag.child_by_field_name("name"):
            lead = self.style.newline + self.lines.indent(start)
        return (self.edit(end, end, f"{lead}{name}={{{value}}}"),)

    # -- statements

    def _constant(self, name: str, value: str) -> list[str]:
        return [f"const {name} = {self.fitted(value, 1)}{self._end}"]

    def _guard(self, condition: str) -> list[str]:
        return [f"if ({self.negation(condition)}) return{self._end}"]

    def _if(self, condition: str) -> tuple[str, str]:
        return f"if ({condition}) {{", "}"

    @property
    def _end(self) -> str:
        return ";" if self.style.semicolons else ""

    def _place(self, node: ir.Node) -> Node:
        """The innermost syntax node that holds a node of the model, which may have no place of its own."""
        found = self._parsed.root.descendant_for_byte_range(*node.span)
        if found is None:
            raise CannotWrite("the code there is not written as such")
        self._require_sound(found)
        return found

    def _statement_node(self, node: Node) -> Node:
        """The statement of a block that `node` is in, or the expression body of an arrow function."""
        while node.parent is not None and node.parent.type not in _BLOCKS:
            parent = node.parent
            if parent.type == "class_body":
                raise CannotWrite("it stands in a class, outside of its methods")
            if parent.type == "arrow_function" and parent.child_by_field_name("body") == node:
                return node
            node = parent
        if node.parent is None or not node.is_named:
            raise CannotWrite("it stands in no statement")
        return node

    def _statement(self, node: ir.Node) -> Span:
        found = self._statement_node(self._place(node))
        if found.parent is not None and found.parent.type == "arrow_function":
            raise CannotWrite("it stands in no statement")
        return found.byte_range

    def _insert_before(self, node: ir.Node, rows: list[str]) -> Edits:
        return self._insert_at(self._statement_node(self._place(node)), rows)

    def _insert_at(self, found: Node, rows: list[str]) -> Edits:
        if found.parent is not None and found.parent.type == "arrow_function":
            return self._body_block(found.parent, found, rows)
        start = found.start_byte
        first = self.source[start : start + 1]
        if not self.style.semicolons and (first in b"([`+-/" or not self.lines.is_first(start)):
            rows = [*rows[:-1], rows[-1] + ";"]
        return (self._insertion(start, rows),)

    def guard_before(self, node: ir.Node, condition: str) -> Edits:
        place = self._place(node)
        found = self._statement_node(place)
        self._require_function(found)
        between = place
        while between != found and between.parent is not None:
            if between.type.endswith("_statement"):
                raise CannotWrite("the statement has no block of its own")
            between = between.parent
        return self._insert_at(found, self._guard(condition))

    @staticmethod
    def _require_function(node: Node) -> None:
        above = node.parent
        while above is not None and above.type not in _FUNCTIONS:
            above = None if above.type == "class_static_block" else above.parent
        if above is None:
            raise CannotWrite("nothing can return there")

    def guard_body(self, function: ir.Function, condition: str) -> Edits:
        node: Node | None = self._place(function)
        while node is not None and node.type not in _FUNCTIONS:
            node = node.parent
        body = None if node is None else node.child_by_field_name("body")
        if body is None:
            raise CannotWrite("the function has no body")
        if body.type != "statement_block":
            return self._insert_at(body, self._guard(condition))
        inside = [child for child in body.children[1:-1] if child.is_named and child.type not in TRIVIA]
        if not inside:
            raise CannotWrite("the function does nothing")
        return self._insert_at(inside[0], self._guard(condition))

    def _body_block(self, arrow: Node, body: Node, rows: list[str]) -> Edits:
        """The expression body of an arrow function as a block: the rows, then what it returns."""
        token = next((child for child in arrow.children if child.type == "=>"), None)
        if token is None or self.source[token.end_byte : body.start_byte].strip():
            raise CannotWrite("a comment stands before the function's body")
        inner = body
        while inner.type == _GROUP and _is_free(inner):
            inner = inner.named_children[0]
        newline, unit = self.style.newline, self.style.indent
        indent = self.lines.indent(arrow.start_byte)
        lead = newline + indent + unit
        head = " {" + "".join(lead + row for row in rows) + lead + "return "
        edits = [self.edit(token.end_byte, inner.start_byte, head)]
        if len(self.lines.indent(body.start_byte)) <= len(indent):
            edits += self._indentation(inner.byte_range)
        edits.append(self.edit(inner.end_byte, body.end_byte, f"{self._end}{newline}{indent}}}"))
        return combine(tuple(edits))

    def wrap_in_if(self, node: ir.Node, condition: str) -> Edits:
        found = self._statement_node(self._place(node))
        if found.type.endswith("declaration") or found.type in ("export_statement", "import_statement"):
            raise CannotWrite("others may use what is declared here")
        return super().wrap_in_if(node, condition)

    def _comments(self) -> list[Span]:
        return self._comment_spans

    def _verbatim(self, span: Span) -> list[Span]:
        found: list[Span] = []
        stack = [self._parsed.root]
        while stack:
            node = stack.pop()
            if node.end_byte <= span[0] or node.start_byte >= span[1]:
                continue
            if node.type in ("template_string", "string", "jsx_text"):
                found.append(node.byte_range)
            else:
                stack.extend(node.children)
        return found

    def remove_declaration(self, statement: ir.Declare | ir.Evaluate) -> Edits:
        if not isinstance(statement, ir.Declare) or statement.hoisted:
            raise CannotWrite("it is no variable that is declared there")
        name = self._node(statement.binding.span)
        edits: list[Edit] = []
        declarator: Node | None = name
        pattern: Node | None = None
        while declarator is not None and declarator.type != "variable_declarator":
            if declarator.type == "object_pattern":
                pattern = pattern or declarator
            elif declarator.type in ("array_pattern", "rest_pattern"):
                raise CannotWrite("the other parts count by its place")
            declarator = declarator.parent
        if declarator is None or declarator.parent is None:
            raise CannotWrite("it is no variable that is declared there")
        if pattern is not None and len(listed := self._items(pattern).items) > 1:
            if any(self.source[start:end].startswith(b"...") for start, end in listed):
                raise CannotWrite("the rest of the object would hold it")
            at = self._items(pattern).index_of(name.byte_range)
            edits = [] if at is None else self._items(pattern).remove(at)
            return combine(tuple(edits))
        whole = declarator.parent
        if whole.parent is None or whole.parent.type not in _BLOCKS:
            raise CannotWrite("the declaration is a part of another statement")
        declarators = [child for child in whole.children if child.type == "variable_declarator"]
        if len(declarators) == 1:
            return (self._remove_statement(whole.byte_range),)
        end = declarators[-1].end_byte
        listed_all = self._listed(whole.children[1:], declarators[0].start_byte, end)
        return combine(tuple(listed_all.remove(declarators.index(declarator))))


def _anything(level: int) -> bool:
    """What brackets accept: all but a sequence."""
    return level > 0


def _is_free(group: Node) -> bool:
    """Whether parentheses are there for their expression alone: they hold no comment, and open no head."""
    return (
        len(group.named_children) == 1
        and not (group.parent is not None and group.parent.type in _HEADS)
        and group.children[0].type == "("
    )


def _within(text: str, node: Node) -> str:
    """The text of a node of `parse_expression(text)`."""
    return text.encode()[node.start_byte - 1 : node.end_byte - 1].decode()
