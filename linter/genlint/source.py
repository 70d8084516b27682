"""Places in a text: from byte offsets to lines and columns, and back.

Lines and columns are one-based, columns count Unicode characters. A line ends at `\\n`, `\\r\\n` or a
lone `\\r`, as editors and both languages see it. A byte order mark is no character of the first line.
"""

from __future__ import annotations

from bisect import bisect_right

from genlint.lazy import lazy_regex

_LINE_END = lazy_regex(rb"\r\n|\r|\n")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class SourceText:
    """One file's UTF-8 text, and where its lines are."""

    __slots__ = ("_ends", "_starts", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        first = len(BYTE_ORDER_MARK) if data.startswith(BYTE_ORDER_MARK) else 0
        self._starts = [first]
        self._ends: list[int] = []
        for match in _LINE_END.finditer(data):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(len(data))

    @property
    def line_count(self) -> int:
        """How many lines there are; at least one, and one more than there are line ends."""
        return len(self._starts)

    def line_of(self, offset: int) -> int:
        """The line that holds the byte at `offset`. An offset behind the text is on the last line."""
        return max(bisect_right(self._starts, offset), 1)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of the byte at `offset`.

        Inside of a character it is that character's column; inside of a line's end, the end's first.
        """
        line = self.line_of(offset)
        start = self._starts[line - 1]
        stop = max(start, min(offset, self._ends[line - 1]))
        # A character counts where it begins, so continuation bytes at the end are no new column.
        while stop > start and stop < len(self.data) and self.data[stop] & 0xC0 == 0x80:
            stop -= 1
        return line, len(self.data[start:stop].decode("utf-8", "replace")) + 1

    def offset(self, line: int, column: int) -> int:
        """The byte at which a line's column begins. A column behind the line's end is its end.

        Raises `ValueError` for a line that the text does not have, and for a column below one.
        """
        if not 1 <= line <= len(self._starts) or column < 1:
            raise ValueError(f"no place {line}:{column}")
        text = self.line_text(line)
        return self._starts[line - 1] + len(text[: column - 1].encode("utf-8", "replace"))

    def line_span(self, line: int) -> tuple[int, int]:
        """The bytes of a line, without its end."""
        return self._starts[line - 1], self._ends[line - 1]

    def line_text(self, line: int) -> str:
        """The characters of a line, without its end."""
        start, end = self.line_span(line)
        return self.data[start:end].decode("utf-8", "replace")
