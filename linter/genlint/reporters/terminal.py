"""What a terminal shows: safe characters, their widths, colours and links."""

from __future__ import annotations

from bisect import bisect_right

from genlint.lazy import lazy_regex

TAB_WIDTH = 4

# Control characters could drive the terminal, bidirectional ones reorder what is read.
_UNSAFE = lazy_regex("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def printable(text: str) -> str:
    """`text` with each character that a terminal would act on replaced by its escape: `\\x1b`."""
    return _UNSAFE.sub(lambda match: _escape(ord(match[0])), text)


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def cell_width(char: str) -> int:
    """How many terminal cells a printable character takes: 0, 1 or 2."""
    if char < "\u0300":
        return 1
    import unicodedata

    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class Line:
    """One line of source, laid out in terminal cells: tabs expanded, unsafe characters escaped."""

    __slots__ = ("cells", "starts")

    def __init__(self, text: str) -> None:
        self.cells: list[tuple[str, int]] = []
        """What is printed for each character, and how many cells it takes."""
        self.starts = [0]
        """The cell at which each character starts; one more, for the end of the line."""
        at = 0
        for char in text:
            if char == "\t":
                shown = " " * (TAB_WIDTH - at % TAB_WIDTH)
                width = len(shown)
            else:
                shown = printable(char)
                width = cell_width(char) if shown == char else len(shown)
            self.cells.append((shown, width))
            at += width
            self.starts.append(at)

    @property
    def width(self) -> int:
        """The cells that the whole line takes."""
        return self.starts[-1]

    def cell(self, column: int) -> int:
        """The cell at which the one-based column starts; the line's end for a column behind it."""
        return self.starts[min(column - 1, len(self.cells))]

    def cut(self, start: int, end: int) -> str:
        """What is shown in the cells from `start` to `end`; half of a wide character is a space."""
        out: list[str] = []
        first = max(bisect_right(self.starts, start) - 1, 0)
        while first and self.starts[first - 1] == start:
            first -= 1
        for number in range(first, len(self.cells)):
            (shown, width), begin = self.cells[number], self.starts[number]
            if begin >= end and width:
                break
            if begin >= start and begin + width <= end:
                out.append(shown)
            elif begin + width > start and begin < end:
                out.append(" " * (min(begin + width, end) - max(begin, start)))
        return "".join(out)


class Style:
    """Writes text in the report's few colours, or plainly."""

    __slots__ = ("color", "hyperlinks")

    def __init__(self, color: bool, hyperlinks: bool) -> None:
        self.color = color
        self.hyperlinks = hyperlinks

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def code(self, text: str) -> str:
        """A finding's code."""
        return self._paint("1;31", text)

    def strong(self, text: str) -> str:
        """What is read first."""
        return self._paint("1", text)

    def mark(self, text: str) -> str:
        """The place of a finding."""
        return self._paint("1;31", text)

    def step(self, text: str) -> str:
        """A step of a flow."""
        return self._paint("33", text)

    def frame(self, text: str) -> str:
        """Line numbers and rules."""
        return self._paint("34", text)

    def faint(self, text: str) -> str:
        """What is rarely read."""
        return self._paint("2", text)

    def good(self, text: str) -> str:
        """Good news, and lines to come."""
        return self._paint("32", text)

    def bad(self, text: str) -> str:
        """Lines to go."""
        return self._paint("31", text)

    def link(self, path: str, text: str) -> str:
        """`text`, which opens the file at the absolute `path` where the terminal has hyperlinks."""
        if not self.hyperlinks:
            return text
        import os
        import socket
        from urllib.parse import quote

        return f"\x1b]8;;file://{socket.gethostname()}{quote(os.fsencode(path))}\x1b\\{text}\x1b]8;;\x1b\\"


def backticks(text: str, style: Style) -> str:
    """A printable message in which what stands in backticks is set off, where there is colour."""
    if not style.color:
        return printable(text)
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:
        return "`".join(parts)
    return "".join(style.strong(f"`{part}`") if number % 2 else part for number, part in enumerate(parts))
