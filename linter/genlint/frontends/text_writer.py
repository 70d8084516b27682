"""What both languages' writers do alike, on the places that each of them finds in its syntax tree."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence

from genlint.findings import Edit
from genlint.frontends.layout import ItemList, Lines, attached_above
from genlint.model import ir
from genlint.model.ir import Span
from genlint.records import dataclass
from genlint.writer import CannotWrite, Edits, Writer, combine

_DEPENDENCY_NAMES = (None, "dependencies", "deps")


@dataclass(frozen=True)
class Slot:
    """The place of a value in the code around it."""

    inner: Span
    """The expression itself."""
    outer: Span
    """With the parentheses (and, where asked for, the type assertions) around it."""
    level: int
    """How tightly the expression at `outer` binds."""
    accepts: Callable[[int], bool]
    """Whether an expression that binds so tightly can stand at `outer` without parentheses."""
    before: str = ""
    """What must be written with another expression in this place: the key of a shorthand property …"""
    after: str = ""


class TextWriter(Writer):
    """A writer on top of what a language says of its syntax."""

    AND: str
    """The operator, and how tightly it binds."""
    AND_LEVEL: int
    OR: str
    OR_LEVEL: int

    def __init__(self, module: ir.Module) -> None:
        super().__init__(module)
        self.source = module.source
        self.lines = Lines(module.source)

    # -- what a language says

    @abstractmethod
    def _level(self, text: str) -> int:
        """How tightly an expression binds. Raises `CannotWrite` for what is none."""

    @abstractmethod
    def _slot(self, value: ir.Value, assertions: bool = False) -> Slot:
        """Where a value stands; with `assertions`, type assertions around it are taken along."""

    @abstractmethod
    def _arguments(self, call: ir.Call) -> ItemList:
        """The arguments between a call's parentheses."""

    @abstractmethod
    def _elements(self, value: ir.Value) -> ItemList:
        """The entries of a record, or the items of a sequence, between their brackets."""

    @abstractmethod
    def _statement(self, node: ir.Node) -> Span:
        """The statement of a block that a node is in."""

    @abstractmethod
    def _absent(self) -> str:
        """The value of an argument that is not given."""

    @abstractmethod
    def _constant(self, name: str, value: str) -> list[str]:
        """The lines that declare a constant."""

    @abstractmethod
    def _guard(self, condition: str) -> list[str]:
        """The lines that return unless `condition` holds."""

    @abstractmethod
    def _if(self, condition: str) -> tuple[str, str]:
        """The lines before and behind a body that runs if `condition` holds; the latter may be empty."""

    @abstractmethod
    def _verbatim(self, span: Span) -> list[Span]:
        """The texts in `span` that run over several lines, whose white space means something."""

    @abstractmethod
    def _comments(self) -> list[Span]:
        """All comments of the file, in their order."""

    # -- expressions

    def fitted(self, text: str, level: int) -> str:
        """`text` in parentheses if it binds less tightly than `level`."""
        return text if self._level(text) >= level else f"({text})"

    def both(self, *conditions: str) -> str:
        return self._joined(conditions, self.AND, self.AND_LEVEL)

    def either(self, *alternatives: str) -> str:
        return self._joined(alternatives, self.OR, self.OR_LEVEL)

    def _joined(self, parts: Sequence[str], operator: str, level: int) -> str:
        if len(parts) == 1:
            return parts[0]
        return f" {operator} ".join(self.fitted(part, level) for part in parts)

    # -- reading

    def text_of(self, node: ir.Node) -> str:
        return self.text(node.span)

    def text(self, span: Span) -> str:
        """The code at `span`."""
        return self.source[span[0] : span[1]].decode("utf-8")

    # -- values

    def replace(self, value: ir.Value, text: str) -> Edits:
        slot = self._slot(value)
        fitted = text if slot.accepts(self._level(text)) else f"({text})"
        new = slot.before + fitted + slot.after
        return (self.edit(*slot.outer, new),) if new != self.text(slot.outer) else ()

    def conjunct(self, value: ir.Value, condition: str) -> Edits:
        if isinstance(value, ir.Literal) and not isinstance(value.value, str):
            return self.replace(value, condition) if value.value is True else ()
        fitted = self.fitted(condition, self.AND_LEVEL)
        separator = self._chain_separator(value)
        if separator is not None:
            assert isinstance(value, ir.Logical)
            at = self._slot(value.operands[-1], assertions=True).outer[1]
            return (self.edit(at, at, separator + fitted),)
        slot = self._slot(value, assertions=True)
        loose = slot.level < self.AND_LEVEL
        wrapped = not slot.accepts(self.AND_LEVEL)
        opening = slot.before + "(" * (wrapped + loose)
        closing = f"{')' * loose} {self.AND} {fitted}{')' * wrapped}{slot.after}"
        start, end = slot.outer
        head = (self.edit(start, start, opening),) if opening else ()
        return (*head, self.edit(end, end, closing))

    def _chain_separator(self, value: ir.Value) -> str | None:
        """What stands between the last two operands, if `value` is written as a chain of `and`."""
        if not isinstance(value, ir.Logical) or value.operator != "and":
            return None
        before, last = value.operands[-2:]
        if before.span[1] >= last.span[0]:
            return None  # a chained comparison is two, on the same text
        start = self._slot(before, assertions=True).outer[1]
        end = self._slot(last, assertions=True).outer[0]
        between = self.text((start, end))
        return between if between.strip() == self.AND else f" {self.AND} "

    def drop_argument(self, call: ir.Call, index: int) -> Edits:
        argument = call.arguments[index]
        behind = call.arguments[index + 1 :]
        by_position = argument.name is None and argument.spread != "entries"
        if by_position and any(later.name is None and later.spread != "entries" for later in behind):
            if argument.spread:
                raise CannotWrite("nobody knows how many arguments it stands for")
            return (self.edit(*argument.span, self._absent()),)
        found = self._arguments(call)
        at = found.index_of(argument.span)
        if at is None:
            raise CannotWrite("the argument is not written in the call")
        return combine(tuple(found.remove(at)))

    def drop_entry(self, record: ir.Record, entry: ir.Entry) -> Edits:
        found = self._elements(record)
        at = found.index_of(entry.span)
        if at is None:
            raise CannotWrite("the entry is not written in the object")
        return combine(tuple(found.remove(at)))

    def extend_dependencies(self, call: ir.Call, names: Sequence[str]) -> Edits:
        given = [item for item in call.arguments[1:] if item.name in _DEPENDENCY_NAMES]
        given += [item for item in call.arguments[:1] if item.name in _DEPENDENCY_NAMES[1:]]
        if not given:
            return ()
        value = given[0].value
        if isinstance(value, ir.Literal) and value.value is None:
            return ()
        if not isinstance(value, ir.Sequence):
            raise CannotWrite("the dependency list is not written in the call")
        present = {_plain_path(self.text_of(item.value)) for item in value.items}
        new: list[str] = []
        for name in names:
            parts = _plain_path(name).split(".")
            if not any(".".join(parts[:count]) in present for count in range(1, len(parts) + 1)):
                new.append(name)
                present.add(_plain_path(name))
        if not new:
            return ()
        return combine(tuple(self._elements(value).append(new, must_trail=value.kind == "tuple")))

    # -- statements

    def declare_before(self, node: ir.Node, name: str, value: str) -> Edits:
        return self._insert_before(node, self._constant(name, value))

    def guard_before(self, node: ir.Node, condition: str) -> Edits:
        return self._insert_before(node, self._guard(condition))

    def _insert_before(self, node: ir.Node, rows: list[str]) -> Edits:
        return (self._insertion(self._statement(node)[0], rows),)

    def _insertion(self, at: int, rows: list[str]) -> Edit:
        """New lines before the statement at `at`, and before the comments right above it."""
        if not self.lines.is_first(at):
            return self.edit(at, at, " ".join(rows) + " ")
        indent = self.lines.indent(at)
        top = attached_above(self.lines, self._comments(), at)
        return self.edit(top, top, "".join(indent + row + self.style.newline for row in rows))

    def wrap_in_if(self, node: ir.Node, condition: str) -> Edits:
        start, end = self._statement(node)
        if isinstance(node, ir.Declare):
            raise CannotWrite("others may use what is declared here")
        behind = self._behind_comment(end)
        if not self.lines.is_first(start) or behind is None:
            raise CannotWrite("the statement shares its line with others")
        head, tail = self._if(condition)
        indent, unit, newline = self.lines.indent(start), self.style.indent, self.style.newline
        edits = [self.edit(start, start, head + newline + indent + unit)]
        edits += self._indentation((start, behind))
        if tail:
            edits.append(self.edit(behind, behind, newline + indent + tail))
        return combine(tuple(edits))

    def _indentation(self, span: Span) -> list[Edit]:
        """One more level for the lines that begin in `span`."""
        verbatim = self._verbatim(span)
        return [
            self.edit(start, start, self.style.indent)
            for start in self.lines.starts_between(*span)
            if not self.lines.is_blank(start) and not any(a < start < b for a, b in verbatim)
        ]

    def _behind_comment(self, end: int) -> int | None:
        """Where the line ends that a statement ends in, if only a comment follows there."""
        if self.lines.is_last(end):
            return end
        for start, stop in self._comments():
            if start >= end and not self.source[end:start].strip(b" \t\f") and self.lines.is_last(stop):
                return stop
        return None

    def _remove_statement(self, span: Span) -> Edit:
        """Remove a statement: with its lines, where it has them for itself."""
        start, end = span
        behind = self._behind_comment(end)
        if not self.lines.is_first(start) or behind is None:
            rest = self.source[end : self.lines.end(end)]
            return self.edit(start, end + len(rest) - len(rest.lstrip(b" \t")), "")
        start, end = self.lines.start(start), self.lines.next(behind)
        if end == len(self.source) and start > 0 and not self.source.endswith((b"\n", b"\r")):
            return self.edit(self.lines.end(start - 1), end, "")
        if start > 0 and self.lines.is_blank(start - 1) and end < len(self.source):
            while end < len(self.source) and self.lines.is_blank(end):
                end = self.lines.next(end)
        return self.edit(start, end, "")


def _plain_path(text: str) -> str:
    """A path of properties without optional links and white space."""
    return "".join(text.replace("?.", ".").replace("!", "").split())
