"""Names that a vocabulary's patterns describe, for tests: drawn by hypothesis, in all styles of writing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from genlint_rules.words import split
from hypothesis import strategies as st

Lists = Mapping[str, tuple[str, ...]]


def gap_words() -> st.SearchStrategy[list[str]]:
    """What may stand for a `*`."""
    return st.lists(st.sampled_from(["my", "shared", "chat", "v2x", "image", "sse", "user"]), max_size=2)


@st.composite
def words_of(draw: st.DrawFn, pattern: str, lists: Lists) -> list[str]:
    """The words of a name that `pattern` describes."""
    words: list[str] = []
    for token in pattern.split():
        if token == "*":
            words += draw(gap_words())
            continue
        if token.endswith("?") and draw(st.booleans()):
            continue
        word = draw(st.sampled_from(token.removesuffix("?").split("|")))
        reference = re.fullmatch(r"\{(.+)\}", word)
        if reference is None:
            words += split(word)
        else:
            words += draw(words_of(draw(st.sampled_from(lists[reference[1]])), lists))
            if draw(st.booleans()):
                words[-1] += "s"
    return words


def _camel(words: Sequence[str]) -> str:
    return "".join([*words[:1], *(word.capitalize() for word in words[1:])])


def _pascal(words: Sequence[str]) -> str:
    return "".join(word.upper() if word == "sse" else word.capitalize() for word in words)


def _private(words: Sequence[str]) -> str:
    return "_" + "__".join(words)


STYLES: list[Callable[[Sequence[str]], str]] = [_camel, _pascal, "_".join, _private, "".join]
STYLES.append(lambda words: "_".join(words).upper())
