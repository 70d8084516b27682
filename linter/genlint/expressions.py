"""Searching bytes for many regular expressions at once.

RE2 does it in one pass at some hundred MB/s. Where it is not installed, Python's own engine gives the same
answers, only much slower. So expressions keep to what both read alike: bytes, without regard to case, no
look-around, no references, and `SPACE` in place of `\\s`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

SPACE = r"[ \t\r\n\f]"
"""A space, in what an expression is written in: the engines don't agree about the vertical tab."""

_BUDGET = 64 << 20
"""Bytes that a set's states may take before they are dropped and made again."""


class Near:
    """Two expressions, of which matches begin within `within` bytes of one another."""

    __slots__ = ("one", "other", "within")

    def __init__(self, one: str, other: str, within: int) -> None:
        self.one = one
        self.other = other
        self.within = within


class Deferred:
    """An expression that is made when it is asked for."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make
        self._made: str | None = None

    @property
    def text(self) -> str:
        """The expression."""
        if self._made is None:
            self._made = self._make()
        return self._made


class ExpressionSet:
    """Some expressions, ready to be searched for in many texts."""

    __slots__ = ("_expressions", "_set")

    def __init__(self, expressions: Sequence[str]) -> None:
        """Raises `ValueError` for an expression that can't be read."""
        self._expressions = tuple(expressions)
        self._set: Any = None

    def found(self, data: bytes) -> list[int]:
        """The numbers of the expressions that occur in `data`, in no order."""
        if self._set is None:
            self._set = _made(self._expressions)
        found: list[int] = self._set.Match(data) or []
        return found


def positions(expression: str, data: bytes) -> list[int]:
    """Where an expression's matches begin in `data`, as zero-based offsets; matches don't overlap."""
    pattern = expression.encode("latin-1")
    try:
        import re2  # type: ignore[import-untyped]
    except ImportError:
        import re

        return [found.start() for found in re.finditer(pattern, data, re.IGNORECASE)]
    return [found.start() for found in re2.compile(pattern, _options(re2)).finditer(data)]


def _options(re2: Any) -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    options.max_mem = _BUDGET
    return options


def _made(expressions: tuple[str, ...]) -> Any:
    try:
        import re2
    except ImportError:
        return _Plain(expressions)
    made = re2.Set.SearchSet(_options(re2))
    try:
        for expression in expressions:
            made.Add(expression.encode("latin-1"))
        made.Compile()
    except re2.error as error:
        raise ValueError(str(error)) from None
    return made


class _Plain:
    """The same by Python's own engine."""

    __slots__ = ("_each",)

    def __init__(self, expressions: tuple[str, ...]) -> None:
        import re

        try:
            self._each = [re.compile(each.encode("latin-1"), re.IGNORECASE) for each in expressions]
        except re.error as error:
            raise ValueError(str(error)) from None

    def Match(self, data: bytes) -> list[int]:
        return [number for number, each in enumerate(self._each) if each.search(data) is not None]
