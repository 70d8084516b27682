"""Writes Python: text at the places of the concrete syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from genlint.findings import Edit
from genlint.frontends.layout import ItemList
from genlint.frontends.python.precedence import (
    AND,
    ATOM,
    BIT_OR,
    CHOICE,
    NOT,
    OR,
    level_of,
    needed,
    parse_expression,
)
from genlint.frontends.text_writer import Slot, TextWriter
from genlint.lazy import lazy_regex
from genlint.model import ir
from genlint.model.ir import Span
from genlint.writer import CannotWrite, Edits, Style, combine

if TYPE_CHECKING:
    import libcst as cst

    from genlint.frontends.python.concrete import ConcreteTree

_STRING_START = lazy_regex(rb"(?<![\w\"'])[rRbBuUfF]{0,2}(\"\"\"|'''|\"|')")
_SPECIAL = frozenset("\\{}:!#")
"""What an f-string takes for its own, or older versions of Python can't read in one."""
_OPPOSITES: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}


class PythonWriter(TextWriter):
    """The writer for one Python module."""

    AND, AND_LEVEL = "and", AND
    OR, OR_LEVEL = "or", OR

    @cached_property
    def _tree(self) -> ConcreteTree:
        from genlint.frontends.python.concrete import ConcreteTree

        return ConcreteTree(self.source)

    @cached_property
    def style(self) -> Style:
        quotes = [match[1] for match in _STRING_START.finditer(self.source)]
        single = quotes.count(b"'") > quotes.count(b'"')
        indent = self.lines.indent_unit("    ")
        return Style(indent, self.lines.newline(), "'" if single else '"', semicolons=False)

    # -- the words of the language

    def identifier(self, words: Iterable[str]) -> str:
        return "_".join(words)

    def string(self, text: str) -> str:
        quoted = repr(text)
        if quoted[0] == self.style.quote or self.style.quote in text:
            return quoted
        return self.style.quote + quoted[1:-1].replace("\\'", "'") + self.style.quote

    def fallback(self, value: str, default: str) -> str:
        return self.either(value, default)

    def negation(self, condition: str) -> str:
        node = parse_expression(condition)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return _within(condition, node.operand)
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _OPPOSITES:
            sides = (_within(condition, side) for side in (node.left, node.comparators[0]))
            left, right = (self.fitted(side, BIT_OR) for side in sides)
            return f"{left} {_OPPOSITES[type(node.ops[0])]} {right}"
        return "not " + self.fitted(condition, NOT)

    def truthy(self, condition: str) -> str:
        parse_expression(condition)
        return condition

    def _numbered(self, base: str, number: int) -> str:
        return f"{base}_{number}"

    def _level(self, text: str) -> int:
        return level_of(text)

    def _absent(self) -> str:
        return "None"

    # -- places

    def _slot(self, value: ir.Value, assertions: bool = False) -> Slot:
        node = self._tree.expression(value.span)
        if self._tree.is_target(node):
            raise CannotWrite("it is no value that is read there")
        group = self._tree.group(node)
        # Parentheses that stay around it let anything in.
        least = CHOICE if group.stays else needed(node, self._tree.parent(node))
        level = ATOM if group.place != value.span else self._level(self.text(value.span))
        return Slot(value.span, group.place, level, lambda found: found >= least)

    def replace(self, value: ir.Value, text: str) -> Edits:
        self._require_quotable(value, text)
        return super().replace(value, text)

    def conjunct(self, value: ir.Value, condition: str) -> Edits:
        self._require_quotable(value, condition)
        return super().conjunct(value, condition)

    def _require_quotable(self, value: ir.Value, text: str) -> None:
        """Refuse to write into an f-string what older versions of Python can't read there."""
        import libcst as cst

        node: cst.CSTNode = self._tree.expression(value.span)
        while node is not self._tree.module:
            if isinstance(node, cst.FormattedString) and (node.quote in text or set(text) & _SPECIAL):
                raise CannotWrite("an f-string can't hold that expression")
            node = self._tree.parent(node)

    def _arguments(self, call: ir.Call) -> ItemList:
        import libcst as cst

        node = self._tree.expression(call.span)
        if not isinstance(node, cst.Call) or call.arguments_span is None:
            raise CannotWrite("the call has no parentheses")
        start, end = call.arguments_span
        return self._listed(node.args, (start + 1, end - 1))

    def _elements(self, value: ir.Value) -> ItemList:
        import libcst as cst

        node = self._tree.expression(value.span)
        start, end = value.span
        if isinstance(node, (cst.List, cst.Set, cst.Dict)) or (isinstance(node, cst.Tuple) and node.lpar):
            return self._listed(node.elements, (start + 1, end - 1))
        raise CannotWrite("the value is not written out there")

    def _listed(self, nodes: Sequence[cst.CSTNode], inside: Span) -> ItemList:
        import libcst as cst

        tree = self._tree
        items = [self._item_span(node) for node in nodes]
        commas = [getattr(node, "comma", None) for node in nodes]
        comments = [
            comment
            for comment in tree.comments
            if inside[0] <= comment[0] < inside[1]
            and not any(start <= comment[0] < end for start, end in items)
        ]
        return ItemList(
            self.lines,
            self.module.path,
            *inside,
            items,
            [tree.span(comma) for comma in commas if isinstance(comma, cst.Comma)],
            comments,
        )

    def _item_span(self, node: cst.CSTNode) -> Span:
        """The place of an argument or element, with the parentheses around a plain value."""
        start, end = self._tree.span(node)
        value = getattr(node, "value", None)
        for left in getattr(value, "lpar", ()):
            start = min(start, self._tree.span(left)[0])
        for right in getattr(value, "rpar", ()):
            end = max(end, self._tree.span(right)[1])
        return start, end

    def add_property(self, holder: ir.Record | ir.Call, name: str, value: str) -> Edits:
        import libcst as cst

        node = self._tree.expression(holder.span)
        fitted = self.fitted(value, CHOICE)
        if isinstance(node, cst.Dict):
            entry = f"{self.string(name)}: {fitted}"
            return combine(tuple(self._listed(node.elements, _inside(holder.span)).append([entry])))
        if not isinstance(node, cst.Call):
            raise CannotWrite("the value is not written out there")
        if not name.isidentifier():
            raise CannotWrite("no keyword has such a name")
        if len(node.args) == 1 and isinstance(node.args[0].value, cst.GeneratorExp):
            raise CannotWrite("a generator can't be followed by another argument")
        if isinstance(holder, ir.Call):
            found = self._arguments(holder)
        else:
            end = self._tree.span(node)[1]
            found = self._listed(node.args, (self._opening(node), end - 1))
        return combine(tuple(found.append([f"{name}={fitted}"])))

    def _opening(self, node: cst.Call) -> int:
        """Behind the opening parenthesis of a call."""
        return self.source.index(b"(", self._tree.group(node.func).place[1]) + 1

    # -- statements

    def _constant(self, name: str, value: str) -> list[str]:
        return [f"{name} = {self.fitted(value, CHOICE)}"]

    def _guard(self, condition: str) -> list[str]:
        return [f"if {self.negation(condition)}:", f"{self.style.indent}return"]

    def _if(self, condition: str) -> tuple[str, str]:
        return f"if {self.fitted(condition, CHOICE)}:", ""

    def _statement(self, node: ir.Node) -> Span:
        tree = self._tree
        return tree.first_place(tree.statement(tree.around(node.span)))

    def guard_before(self, node: ir.Node, condition: str) -> Edits:
        import libcst as cst

        tree = self._tree
        place = tree.around(node.span)
        statement = tree.statement(place)
        if tree.function(statement) is None:
            raise CannotWrite("nothing can return there")
        while place is not statement:
            if isinstance(place, (cst.SimpleStatementSuite, cst.BaseCompoundStatement)):
                raise CannotWrite("the statement has no block of its own")
            place = tree.parent(place)
        return super().guard_before(node, condition)

    def guard_body(self, function: ir.Function, condition: str) -> Edits:
        import libcst as cst

        if function.name_span is None:
            raise CannotWrite("the function has no body")
        name = self._tree.expression(function.name_span)
        found = self._tree.parent(name)
        if not isinstance(found, cst.FunctionDef) or not isinstance(found.body, cst.IndentedBlock):
            raise CannotWrite("the function's body stands on its line")
        statements = list(found.body.body)
        if found.get_docstring(clean=False) is not None:
            statements = statements[1:]
        if not statements:
            raise CannotWrite("the function does nothing")
        start = self._tree.first_place(statements[0])[0]
        return (self._insertion(start, self._guard(condition)),)

    def wrap_in_if(self, node: ir.Node, condition: str) -> Edits:
        import libcst as cst

        found = self._tree.statement(self._tree.around(node.span))
        if isinstance(found, cst.SimpleStatementLine):
            small = (cst.Assign, cst.AnnAssign, cst.Import, cst.ImportFrom, cst.Global, cst.Nonlocal)
            names = [each for each in found.body if isinstance(each, small)]
            if any(not _stores_elsewhere(each) for each in names):
                raise CannotWrite("others may use what is declared here")
        elif isinstance(found, (cst.FunctionDef, cst.ClassDef)):
            raise CannotWrite("others may use what is declared here")
        return super().wrap_in_if(node, condition)

    def _comments(self) -> list[Span]:
        return self._tree.comments

    def _verbatim(self, span: Span) -> list[Span]:
        return self._tree.verbatim(span)

    def remove_declaration(self, statement: ir.Declare | ir.Evaluate) -> Edits:
        import libcst as cst

        store = statement.value
        if not isinstance(store, ir.Store) or not isinstance(store.target, ir.Name):
            raise CannotWrite("it is no variable that is declared there")
        tree = self._tree
        target = tree.expression(store.target.span)
        holder = tree.parent(target)
        small = tree.parent(holder) if isinstance(holder, cst.AssignTarget) else holder
        if not isinstance(small, (cst.Assign, cst.AnnAssign)):
            raise CannotWrite("it is no variable that is declared there")
        if isinstance(small, cst.Assign) and len(small.targets) > 1:
            start = tree.span(holder)[0]
            following = small.targets.index(holder) + 1
            behind: cst.CSTNode = small.targets[following] if following < len(small.targets) else small.value
            end = tree.span(behind)[0]
            if isinstance(behind, cst.BaseExpression):
                end = tree.group(behind).place[0]
            return (self.edit(start, end, ""),)
        return (self._remove_small(small),)

    def _remove_small(self, small: cst.BaseSmallStatement) -> Edit:
        """Remove a statement from its line, and the line if it was the only one there."""
        import libcst as cst

        tree = self._tree
        line = tree.parent(small)
        if not isinstance(line, (cst.SimpleStatementLine, cst.SimpleStatementSuite)):
            raise CannotWrite("it is no variable that is declared there")
        start, end = tree.span(small)
        index = list(line.body).index(small)
        if index + 1 < len(line.body):
            return self.edit(start, tree.span(line.body[index + 1])[0], "")
        if index:
            return self.edit(tree.span(line.body[index - 1])[1], end, "")
        block = tree.parent(line)
        if isinstance(line, cst.SimpleStatementSuite) or (
            isinstance(block, cst.IndentedBlock) and len(block.body) == 1
        ):
            return self.edit(start, end, "pass")
        return self._remove_statement(tree.span(line))


def _inside(span: Span) -> Span:
    return span[0] + 1, span[1] - 1


def _stores_elsewhere(statement: cst.CSTNode) -> bool:
    """Whether an assignment declares no name: it stores to attributes and items."""
    import libcst as cst

    if isinstance(statement, cst.Assign):
        return all(isinstance(each.target, (cst.Attribute, cst.Subscript)) for each in statement.targets)
    target = statement.target if isinstance(statement, cst.AnnAssign) else None
    return isinstance(target, (cst.Attribute, cst.Subscript))


def _within(text: str, node: ast.expr) -> str:
    """The text of a node of `parse_expression(text)`, without parentheses around it."""
    return ast.get_source_segment(f"({text}\n)", node) or ast.unparse(node)
