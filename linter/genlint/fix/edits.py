"""Edits of one text: which can be made together, what they make of it, and where a place was before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from genlint.findings import Edit


def apply_edits(source: bytes, edits: Iterable[Edit]) -> bytes:
    """`source` (UTF-8) with all of the edits made; equal ones count once.

    Raises `ValueError` where two of them overlap, or one lies outside of the text.
    """
    parts: list[bytes] = []
    at = 0
    last: Edit | None = None
    for edit in sorted(set(edits), key=_place):
        if last is not None and overlap(last, edit):
            raise ValueError(f"edits overlap at byte {edit.start}")
        if not at <= edit.start <= edit.end <= len(source):
            raise ValueError(f"no such place: bytes {edit.start} to {edit.end}")
        parts += (source[at : edit.start], edit.text.encode("utf-8"))
        at = edit.end
        last = edit
    parts.append(source[at:])
    return b"".join(parts)


def overlap(first: Edit, second: Edit) -> bool:
    """Whether two different edits can't both be made: they change the same text, or insert at one place."""
    if first.start == first.end == second.start == second.end:
        return True
    return first.start < second.end and second.start < first.end


def meet(first: Edit, second: Edit) -> bool:
    """Whether it matters which of two edits comes first: they overlap, or one inserts beside the other."""
    if first.start == first.end or second.start == second.end:
        return first.start <= second.end and second.start <= first.end
    return overlap(first, second)


class Pass:
    """The edits that are made in one pass: groups of them, each made as a whole or not at all."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []
        """Sorted by place, without duplicates."""
        self._lines: dict[str, int] = {}

    def add(self, group: Sequence[Edit]) -> bool:
        """Take a group in, if none of its edits meets another one; whether it was taken.

        An edit that is there already is shared. Whole lines that are inserted at a second place wait:
        they may declare the same name, and the next pass will see that it is declared.
        """
        new = [edit for edit in dict.fromkeys(group) if edit not in self.edits]
        for index, edit in enumerate(new):
            if any(meet(edit, other) for other in self.edits):
                return False
            if any(overlap(edit, other) for other in new[:index]):
                return False
            if _is_line(edit) and self._lines.get(edit.text, edit.start) != edit.start:
                return False
        self.edits = sorted((*self.edits, *new), key=_place)
        self._lines.update({edit.text: edit.start for edit in new if _is_line(edit)})
        return True


class Origins:
    """Where the places of an edited text were before the edits."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        """`edits` are those that were made at once, sorted, none of which meet."""
        self._starts: list[int] = []
        self._edits = list(edits)
        shift = 0
        for edit in self._edits:
            self._starts.append(edit.start + shift)
            shift += len(edit.text.encode("utf-8")) - (edit.end - edit.start)

    def before(self, offset: int) -> tuple[int, int]:
        """The range that a place of the new text comes from: one offset, or all that an edit replaced."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset, offset
        edit = self._edits[index]
        behind = offset - self._starts[index] - len(edit.text.encode("utf-8"))
        if behind < 0:
            return edit.start, edit.end
        return edit.end + behind, edit.end + behind


def _place(edit: Edit) -> tuple[int, int, str]:
    return edit.start, edit.end, edit.text


def _is_line(edit: Edit) -> bool:
    return edit.start == edit.end and edit.text.endswith(("\n", "\r")) and bool(edit.text.strip())
