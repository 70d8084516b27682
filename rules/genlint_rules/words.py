"""Names as words, and patterns over words.

`chatId`, `chat_id`, `CHAT_ID` and `chat-id` are all the words `chat id`. A *pattern* is what a user
writes in the configuration to name some names:

* words stand for themselves, in any style of writing: `chat id` is `chatId` and `CHAT_ID`. Two words
  of a pattern may also be written as one: `web socket` is `WebSocket` and `websocket`.
* `a|b` is either word; `a?` and `a|b?` may be missing; `*` is any number of words, none included.
* `{media}` is any entry of the list `media`, in the singular or the plural; `{media}|job` works, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

# An acronym's plural (`IDs`), an acronym, a word with or without its capital, digits.
_WORD = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[^\W\dA-Z_]+|\d+")

_REFERENCE = re.compile(r"\{([a-z][a-z0-9-]*)\}")

_REST_OF_WORD = r"(?![^ ])"
ANY_WORDS = r"(?: [^ ]+" + _REST_OF_WORD + ")*"
"""The regular expression of any number of `spell`ed words."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text that is written as a list: separated by spaces."""
    return frozenset(text.split())


@lru_cache(maxsize=65536)
def split(name: str) -> tuple[str, ...]:
    """The lower-case words of one name: `useImageSSE2` is `use`, `image`, `sse`, `2`."""
    return tuple(word.lower() for word in _WORD.findall(name))


def singular(word: str) -> str:
    """The singular of an English noun, as far as names need one: `ids` is `id`, `entries` is `entry`."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word


def spell(words: tuple[str, ...]) -> str:
    """Words as the text that `expression` patterns are compared with: a space before each."""
    return "".join(f" {word}" for word in words)


def expression(pattern: str, lists: Mapping[str, tuple[str, ...]]) -> str:
    """The regular expression, over `spell`ed words, of one pattern; anchored nowhere.

    `lists` are those that `{…}` may refer to. Raises `ValueError` for a pattern that is malformed or
    refers to an unknown list, and for lists that refer to each other in a circle.
    """
    return _expression(pattern, lists, ())


def _expression(pattern: str, lists: Mapping[str, tuple[str, ...]], open_lists: tuple[str, ...]) -> str:
    parts: list[str] = []
    for token in pattern.split():
        if token == "*":
            parts.append(ANY_WORDS)
            continue
        optional = token.endswith("?")
        body = token[:-1] if optional else token
        alternatives: list[str] = []
        for word in body.split("|"):
            reference = _REFERENCE.fullmatch(word)
            if reference is not None:
                alternatives.append(_any_of(pattern, reference[1], lists, open_lists))
                continue
            words = split(word)
            if not words:
                raise ValueError(f"the pattern {pattern!r} is malformed at {token!r}")
            alternatives.append(" ?" + " ?".join(map(re.escape, words)))
        part = f"(?:{'|'.join(alternatives)})"
        parts.append(f"(?:{part})?" if optional else part)
    if not parts:
        raise ValueError("a pattern can't be empty")
    return "".join(parts)


def _any_of(pattern: str, key: str, lists: Mapping[str, tuple[str, ...]], open_lists: tuple[str, ...]) -> str:
    if key not in lists:
        raise ValueError(f"the pattern {pattern!r} refers to the unknown list {key!r}")
    if key in open_lists:
        raise ValueError(f"the list {key!r} refers to itself")
    inner = [_expression(entry, lists, (*open_lists, key)) for entry in lists[key]]
    # An empty list matches nothing.
    return "(?:" + "|".join(f"(?:{entry})s?" for entry in inner) + ")" if inner else "(?!)"


class Patterns:
    """Some patterns, ready to be compared with names.

    >>> Patterns(["use * sse"], {}).match(("use", "image", "sse"))
    True
    """

    __slots__ = ("_regex", "_source")

    def __init__(self, patterns: tuple[str, ...] | list[str], lists: Mapping[str, tuple[str, ...]]) -> None:
        """Raises `ValueError` as `expression` does."""
        sources = [expression(pattern, lists) for pattern in patterns]
        self._source = "|".join(f"(?:{source})$" for source in sources)
        self._regex: re.Pattern[str] | None = None

    def match(self, words: tuple[str, ...]) -> bool:
        """Whether all of `words` are what one of the patterns describes."""
        if self._regex is None:
            if not self._source:
                return False
            self._regex = re.compile(self._source)  # of forty lists a file asks for a few
        return self._regex.match(spell(words)) is not None
