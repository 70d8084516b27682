"""Which codes a run reports: select and ignore, as in flake8.

A code is reported when it begins with a selected prefix and with no ignored one; where it begins with
both, the longer prefix decides, and at equal length it is ignored.
"""

from __future__ import annotations

from genlint.lazy import lazy_regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

CODE_PREFIX = lazy_regex(r"[A-Z]{1,3}[0-9]{0,3}")
"""A code, or the beginning of one, as flake8 allows them."""


def is_code_prefix(text: str) -> bool:
    """Whether `text` has the form of a code or of a code's beginning: `GEN101`, `GEN1`, `GEN`."""
    return CODE_PREFIX.fullmatch(text) is not None


def longest_prefix(code: str, prefixes: Iterable[str]) -> int:
    """The length of the longest of `prefixes` with which `code` begins; -1 where there is none."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)


class Selection:
    """The answer to "is this code reported?". Immutable."""

    __slots__ = ("ignore", "select")

    def __init__(self, select: Iterable[str] | None = None, ignore: Iterable[str] = ()) -> None:
        """`select` None selects every code, with the weakest possible prefix."""
        self.select = ("",) if select is None else tuple(select)
        self.ignore = tuple(ignore)

    def allows(self, code: str) -> bool:
        """Whether findings with `code` are reported."""
        return longest_prefix(code, self.select) > longest_prefix(code, self.ignore)
