"""Which statement a place belongs to, and which lines that statement has."""

from __future__ import annotations

from collections.abc import Sequence

from genlint.model.ir import Span
from genlint.source import SourceText


class StatementIndex:
    """The statements of one module, asked by place. Spans may nest, and are in any order."""

    def __init__(self, statements: Sequence[Span], text: SourceText) -> None:
        self._text = text
        # Outer before inner: among those that hold a place, the last is the innermost.
        self._spans = sorted(statements, key=lambda span: (span[0], -span[1]))
        self._cache: dict[int, Span | None] = {}

    def innermost(self, offset: int) -> Span | None:
        """The smallest statement that holds the byte at `offset`."""
        if offset not in self._cache:
            best: Span | None = None
            for span in self._spans:
                if span[0] > offset:
                    break
                if offset < max(span[1], span[0] + 1) and (
                    best is None or span[1] - span[0] <= best[1] - best[0]
                ):
                    best = span
            self._cache[offset] = best
        return self._cache[offset]

    def lines_around(self, offset: int) -> range:
        """The lines of the innermost statement around `offset`; its own line where there is none."""
        span = self.innermost(offset)
        if span is None:
            line = self._text.line_of(offset)
            return range(line, line + 1)
        return range(self._text.line_of(span[0]), self._text.line_of(max(span[1] - 1, span[0])) + 1)

    def shares_statement(self, line: int, offset: int) -> bool:
        """Whether `line` is the statement's own, not one of a statement inside of it.

        A function that is an argument has statements of its own; a comment there speaks of those.
        """
        outer = self.innermost(offset)
        if outer is None:
            return line == self._text.line_of(offset)
        start, end = self._text.line_span(line)
        for span in self._spans:
            if span[0] >= end:
                break
            inside = outer[0] <= span[0] and span[1] <= outer[1] and span != outer
            if inside and span[1] > start and not span[0] <= offset < span[1]:
                return False
        return True
