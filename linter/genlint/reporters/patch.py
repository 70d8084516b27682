"""The lines that a fix changes, as a small diff."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from genlint.findings import Edit, Fix
    from genlint.result import Result


def changed_lines(result: Result, fix: Fix, room: int, cut: str) -> Iterator[tuple[str, str]]:
    """What the edits of `fix` take away and add: pairs of a sign (`-`, `+`, or `@` for a file) and a line.

    A line is cut to `room` characters, which `cut` marks; where it is longer, the part that changes is shown.
    """
    by_path: dict[str, list[Edit]] = {}
    for edit in sorted(fix.edits):
        by_path.setdefault(edit.path, []).append(edit)
    for path, edits in by_path.items():
        if len(by_path) > 1:
            yield "@", result.display(path)
        for group in _groups(result, path, edits):
            yield from _cropped(*_block(result, path, group), room, cut)


def _groups(result: Result, path: str, edits: list[Edit]) -> list[list[Edit]]:
    """Edits whose lines touch belong together."""
    text = result.text(path)
    groups: list[list[Edit]] = []
    last = -1
    for edit in edits:
        if groups and text.line_of(edit.start) <= last:
            groups[-1].append(edit)
        else:
            groups.append([edit])
        last = max(last, text.line_of(edit.end))
    return groups


def _block(result: Result, path: str, edits: list[Edit]) -> tuple[list[str], list[str], int]:
    """The lines that change, before and after, and the characters before the first change."""
    text = result.text(path)
    start = text.line_span(text.line_of(edits[0].start))[0]
    end = text.line_span(text.line_of(max(edit.end for edit in edits)))[1]
    new: list[bytes] = []
    at = start
    for edit in edits:
        new += (text.data[at : edit.start], edit.text.encode("utf-8", "replace"))
        at = edit.end
    new.append(text.data[at:end])
    before = text.data[start:end].decode("utf-8", "replace").splitlines()
    after = b"".join(new).decode("utf-8", "replace").splitlines()
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return before, after, len(text.data[start : edits[0].start].decode("utf-8", "replace"))


def _cropped(
    before: list[str], after: list[str], column: int, room: int, cut: str
) -> Iterator[tuple[str, str]]:
    """The lines with their signs; the first of each side is cut around `column`, others at their end."""
    skip = (
        max(column - room // 4, 0) if any(len(lines[0]) > room for lines in (before, after) if lines) else 0
    )
    for sign, lines in (("-", before), ("+", after)):
        for number, line in enumerate(lines):
            start = 0 if number else skip
            yield sign, cut * (start > 0) + line[start : start + room] + cut * (start + room < len(line))
