"""Layout of source text that both languages share: lines, and lists whose items stand between commas."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from genlint.findings import Edit
from genlint.lazy import lazy_regex
from genlint.model.ir import Span
from genlint.records import dataclass

_NEWLINE = lazy_regex(rb"\r\n|\r|\n")
_BLANK = b" \t\f"
_WIDEST = 8


class Lines:
    """The lines of a UTF-8 text."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self._starts = [0]
        self._ends: list[int] = []
        for match in _NEWLINE.finditer(source):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(len(source))

    def index(self, offset: int) -> int:
        """The number of the line, counted from 0, that holds the byte at `offset`."""
        return bisect_right(self._starts, offset) - 1

    def start(self, offset: int) -> int:
        """Where the line of `offset` starts."""
        return self._starts[self.index(offset)]

    def end(self, offset: int) -> int:
        """Where the line of `offset` ends, before its line end."""
        return self._ends[self.index(offset)]

    def next(self, offset: int) -> int:
        """Where the line behind that of `offset` starts; the end of the text where there is none."""
        index = self.index(offset) + 1
        return self._starts[index] if index < len(self._starts) else len(self.source)

    def starts_between(self, start: int, end: int) -> list[int]:
        """Where the lines start that begin behind `start` and before `end`."""
        return self._starts[bisect_right(self._starts, start) : bisect_right(self._starts, end - 1)]

    def indent(self, offset: int) -> str:
        """The white space that the line of `offset` begins with."""
        row = self.source[self.start(offset) : self.end(offset)]
        return row[: len(row) - len(row.lstrip(_BLANK))].decode()

    def is_first(self, offset: int) -> bool:
        """Whether nothing but white space stands before `offset` in its line."""
        return not self.source[self.start(offset) : offset].strip(_BLANK)

    def is_last(self, offset: int) -> bool:
        """Whether nothing but white space stands from `offset` on in its line."""
        return not self.source[offset : self.end(offset)].strip(_BLANK)

    def is_blank(self, offset: int) -> bool:
        """Whether the line of `offset` is empty, or white space."""
        return self.is_first(self.end(offset))

    def newline(self) -> str:
        """The line end that most lines have; `\\n` for a text of one line."""
        found = Counter(_NEWLINE.findall(self.source)).most_common(1)
        return found[0][0].decode() if found else "\n"

    def indent_unit(self, default: str) -> str:
        """One level of indentation: a tab, or the step by which most lines go further in."""
        steps: Counter[str] = Counter()
        last = 0
        for start, end in zip(self._starts, self._ends, strict=True):
            row = self.source[start:end]
            text = row.lstrip(_BLANK)
            if not text or text.startswith((b"*", b"//", b"#")):
                continue
            lead = row[: len(row) - len(text)]
            if lead.startswith(b"\t"):
                steps["\t"] += 1
            elif 1 < len(lead) - last <= _WIDEST:
                steps[" " * (len(lead) - last)] += 1
            last = len(lead)
        return steps.most_common(1)[0][0] if steps else default


def holds(span: Span, other: Span) -> bool:
    """Whether `other` lies within `span`."""
    return span[0] <= other[0] and other[1] <= span[1]


@dataclass
class ItemList:
    """Items between an opening and a closing token: arguments, entries, elements, declarators."""

    lines: Lines
    path: str
    open: int
    """Behind the opening token."""
    close: int
    """Before the closing token."""
    items: Sequence[Span]
    commas: Sequence[Span]
    comments: Sequence[Span]
    """Those between the items; what stands inside of an item is its own."""

    def index_of(self, span: Span) -> int | None:
        """Which item holds `span`."""
        for index, item in enumerate(self.items):
            if holds(item, span):
                return index
        return None

    def remove(self, index: int) -> list[Edit]:
        """The list without one item, its comma, and the comments that belong to it."""
        if len(self.items) == 1:
            return [self._edit(self.open, self.close)]
        if index < len(self.items) - 1:
            return self._remove_inner(index)
        previous = index - 1
        comma = self._comma_behind(previous)
        kept = self._tail(previous)
        end = self._tail(index)
        if comma is None or self._comma_behind(index) is not None:
            return [self._edit(kept, end)]
        if comma[1] == kept:
            return [self._edit(comma[0], end)]
        return [self._edit(*comma), self._edit(kept, end)]

    def _remove_inner(self, index: int) -> list[Edit]:
        """Remove an item that others follow: up to what belongs to the next one."""
        start, end = self._lead(index), self._lead(index + 1)
        if index and not self.lines.is_first(start) and self.lines.is_first(end):
            # The next one has a line of its own and stays there.
            return [self._edit(self._tail(index - 1), self._tail(index))]
        return [self._edit(start, end)]

    def append(self, texts: Sequence[str], pad: str = "", must_trail: bool = False) -> list[Edit]:
        """The list with further items at its end, laid out as those that are there.

        `pad` is what stands inside of the brackets of a list that was empty; `must_trail` asks for a
        comma behind the last item of one that had none.
        """
        if not self.items:
            start = self.close if self.comments else self.open
            end = self.close
            text = pad + ", ".join(texts) + ("," if must_trail and len(texts) == 1 else "") + pad
            return [self._edit(start, end, text)]
        last = len(self.items) - 1
        start, end = self.items[last]
        trailing = self._comma_behind(last)
        behind = end if trailing is None else trailing[1]
        own_line = self.lines.is_first(start) and self.lines.index(self.close) > self.lines.index(end)
        if not own_line:
            if trailing is None:
                return [self._edit(end, end, "".join(f", {text}" for text in texts))]
            return [self._edit(behind, behind, "".join(f" {text}," for text in texts))]
        lead = self.lines.newline() + self.lines.indent(start)
        at = self._tail(last)
        if trailing is not None:
            return [self._edit(at, at, "".join(f"{lead}{text}," for text in texts))]
        text = f",{lead}".join(texts)
        if at == end:
            return [self._edit(end, end, f",{lead}{text}")]
        return [self._edit(end, end, ","), self._edit(at, at, lead + text)]

    # -- what belongs to an item

    def _comma_behind(self, index: int) -> Span | None:
        start = self.items[index][1]
        stop = self.items[index + 1][0] if index + 1 < len(self.items) else self.close
        return next((comma for comma in self.commas if start <= comma[0] < stop), None)

    def _tail(self, index: int) -> int:
        """Where an item ends, with its comma and the comments behind it in the same line."""
        comma = self._comma_behind(index)
        end = self.items[index][1] if comma is None else comma[1]
        stop = self.items[index + 1][0] if index + 1 < len(self.items) else self.close
        inside = [comment for comment in self.comments if self.items[index][1] <= comment[0] < stop]
        for comment in inside:
            same_line = self.lines.index(comment[0]) == self.lines.index(end)
            next_in_line = index + 1 < len(self.items) and self.lines.index(stop) == self.lines.index(end)
            if comment[0] < end or (same_line and not next_in_line):
                end = max(end, comment[1])
        return end

    def _lead(self, index: int) -> int:
        """Where an item starts, with the comments before it that are its own."""
        if index == 0:
            floor = self.open
            own = [c for c in self.comments if c[1] <= self.items[0][0]]
        else:
            floor = self._tail(index - 1)
            own = [c for c in self.comments if floor <= c[0] and c[1] <= self.items[index][0]]
        return own[0][0] if own else self.items[index][0]

    def _edit(self, start: int, end: int, text: str = "") -> Edit:
        return Edit(self.path, start, end, text)


def attached_above(lines: Lines, comments: Iterable[Span], offset: int) -> int:
    """Where the comment lines start that stand right above the line of `offset`; else that line's start.

    Only comments with the same indentation count, and no blank line may stand between.
    """
    starts = {lines.index(end): start for start, end in comments if lines.is_first(start)}
    top = lines.start(offset)
    indent = lines.indent(offset)
    while top > 0:
        above = starts.get(lines.index(top - 1))
        if above is None or lines.indent(above) != indent:
            break
        top = lines.start(above)
    return top
