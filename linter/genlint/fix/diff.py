"""A unified diff of what a fix makes of a file."""

from __future__ import annotations

import difflib
from collections.abc import Iterator


def unified_diff(path: str, before: bytes, after: bytes, context: int = 3) -> str:
    """The diff of two texts in UTF-8, as `patch` and `git apply` read it; empty where they are equal.

    `path` is shown with forward slashes. Lines keep their own ends, and a last line without one is marked.
    """
    shown = path.replace("\\", "/")
    rows = difflib.unified_diff(_rows(before), _rows(after), f"a/{shown}", f"b/{shown}", n=context)
    return "".join(_marked(rows))


def _rows(data: bytes) -> list[str]:
    """The lines of a text with their ends. Only `\\n` ends one, as in every tool that reads diffs."""
    rows = data.decode("utf-8", "replace").split("\n")
    return [f"{row}\n" for row in rows[:-1]] + ([rows[-1]] if rows[-1] else [])


def _marked(rows: Iterator[str]) -> Iterator[str]:
    for row in rows:
        yield row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n"
