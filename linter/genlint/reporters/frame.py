"""Code frames: lines of source with places marked in them."""

from __future__ import annotations

from functools import lru_cache

from genlint.reporters.terminal import Line, Style, backticks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from genlint.result import Result
    from genlint.source import SourceText

CONTEXT_GAP = 1
"""Unmarked lines between two marked ones that are shown instead of an ellipsis."""


class Mark:
    """A place to mark, and what to write beside it."""

    __slots__ = ("end", "label", "number", "path", "primary", "start")

    def __init__(self, path: str, start: int, end: int, label: str, number: int, primary: bool) -> None:
        """`number` is the step's in its flow, 0 for none. Offsets are bytes."""
        self.path = path
        self.start = start
        self.end = end
        self.label = label
        self.number = number
        self.primary = primary


class _Row:
    """A mark within one line: cells from `start` to `end`."""

    __slots__ = ("end", "mark", "start")

    def __init__(self, mark: Mark, start: int, end: int) -> None:
        self.mark = mark
        self.start = start
        self.end = end


class Glyphs:
    """The few signs that frames are drawn with."""

    __slots__ = ("arrow", "bar", "cut", "line", "skip", "step")

    def __init__(self, unicode: bool) -> None:
        self.bar, self.step, self.cut, self.skip, self.arrow = (
            ("│", "─", "…", "┆", "╭─▸") if unicode else ("|", "-", "~", ":", "-->")
        )


def frame(
    result: Result, path: str, marks: Sequence[Mark], gutter: int, style: Style, glyphs: Glyphs, width: int
) -> Iterator[str]:
    """The lines of `path` with `marks`, without line ends. `gutter` is the width of the line numbers."""
    text = result.text(path)
    by_line: dict[int, list[Mark]] = {}
    for mark in marks:
        by_line.setdefault(text.position(mark.start)[0], []).append(mark)
    room = max(width - gutter - 4, 20)
    empty = " " * gutter + " " + style.frame(glyphs.bar)
    previous = 0
    for number in sorted(by_line):
        if previous and number - previous - 1 > CONTEXT_GAP:
            yield " " * gutter + " " + style.frame(glyphs.skip)
        elif previous:
            for between in range(previous + 1, number):
                shown = _crop(_line(text, between), 0, room, glyphs)
                yield f"{style.frame(str(between).rjust(gutter))} {style.frame(glyphs.bar)} {shown}".rstrip()
        line = _line(text, number)
        rows = [_row(result, line, number, mark) for mark in by_line[number]]
        rows.sort(key=lambda row: (row.mark.primary, row.mark.number, row.start))
        for window, group in _windows(line, rows, room):
            shown = _crop(line, window, room, glyphs)
            yield f"{style.frame(str(number).rjust(gutter))} {style.frame(glyphs.bar)} {shown}".rstrip()
            for row in group:
                yield f"{empty} {_underline(row, window, room, style, glyphs)}"
        previous = number


@lru_cache(maxsize=64)
def _line(text: SourceText, number: int) -> Line:
    """The layout of a line. Findings crowd on some lines, and a line may be very long."""
    return Line(text.line_text(number))


def _row(result: Result, line: Line, number: int, mark: Mark) -> _Row:
    text = result.text(mark.path)
    column = text.position(mark.start)[1]
    end_line, end_column = text.position(max(mark.end, mark.start))
    start = line.cell(column)
    end = line.cell(end_column) if end_line == number else line.width
    return _Row(mark, start, max(end, start + 1))


def _windows(line: Line, rows: list[_Row], room: int) -> Iterator[tuple[int, list[_Row]]]:
    """The parts of a line to show: all of it when it fits, else one part for marks that are close."""
    if line.width <= room:
        yield 0, rows
        return
    rest = rows
    while rest:
        first = rest[0]
        start = 0 if first.end <= room - 2 else max(first.start - room // 4, 0)
        near = [
            row
            for row in rest
            if start <= row.start and min(row.end, row.start + room // 2) <= start + room - 2
        ]
        near = near if first in near else [first, *near]
        rest = [row for row in rest if row not in near]
        yield start, near


def _crop(line: Line, start: int, room: int, glyphs: Glyphs) -> str:
    """`room` cells of the line from the cell `start`, with signs where something is cut off."""
    before, behind = start > 0, line.width > start + room
    shown = line.cut(start + before, start + room - behind)
    return glyphs.cut * before + shown + glyphs.cut * behind


def _underline(row: _Row, window: int, room: int, style: Style, glyphs: Glyphs) -> str:
    start = max(row.start - window, 0)
    length = max(min(row.end - window, room) - start, 1)
    mark = row.mark
    sign = ("^" if mark.primary else glyphs.step) * length
    label = backticks(mark.label, style)
    if mark.number:
        label = f"{mark.number}. {label}" if not style.color else f"{style.step(f'{mark.number}.')} {label}"
    return (
        " " * start
        + (style.mark(sign) if mark.primary else style.step(sign))
        + (" " + label if label else "")
    ).rstrip()
