"""The page of results: tables in Markdown, put between the marks that `docs/benchmarks.md` has for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown: the first column to the left, all others to the right."""
    lines = [heads, ["---", *("---:" for _ in heads[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def seconds(value: float | None) -> str:
    """A time as a table shows it: `None` is one that was never reached."""
    if value is None:
        return "–"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def megabytes(value: float | None) -> str:
    """Memory as a table shows it: `None` is that of a run which was stopped."""
    return "–" if value is None else f"{value:.0f}"


def times(value: float | None, floor: float) -> str:
    """How often `floor` goes into a value."""
    if value is None:
        return "–"
    ratio = value / floor
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"


def replaced(text: str, blocks: Mapping[str, str]) -> str:
    """`text` with each block between the marks `<!-- measured: NAME -->` and `<!-- /measured -->`.

    Raises `ValueError` for a block whose mark isn't in the text, just once.
    """
    for name, block in blocks.items():
        mark, end = f"<!-- measured: {name} -->\n", "<!-- /measured -->"
        if text.count(mark) != 1:
            raise ValueError(f"{text.count(mark)} places for what was measured as {name}")
        before, _, rest = text.partition(mark)
        text = "".join([before, mark, block.rstrip("\n"), "\n", end, rest.partition(end)[2]])
    return text
