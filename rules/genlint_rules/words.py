"""Names as words, and patterns over words.

`chatId`, `chat_id`, `CHAT_ID` and `chat-id` are all the words `chat id`. A *pattern* is what a user
writes in the configuration to name some names:

* words stand for themselves, in any style of writing: `chat id` is `chatId` and `CHAT_ID`. Two words
  of a pattern may also be written as one: `web socket` is `WebSocket` and `websocket`.
* `a|b` is either word; `a?` and `a|b?` may be missing; `*` is any number of words, none included.
* `{media}` is any entry of the list `media`, in the singular or the plural; `{media}|job` works, too.
"""

from __future__ import annotations

from genlint.lazy import lazy_regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# An acronym's plural (`IDs`), an acronym, a word with or without its capital, digits.
_WORD = lazy_regex(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[^\W\dA-Z_]+|\d+")

_REST_OF_WORD = r"(?![^ ])"
ANY_WORDS = r"(?: [^ ]+" + _REST_OF_WORD + ")*"
"""The regular expression of any number of `spell`ed words."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text that is written as a list: separated by spaces."""
    return frozenset(text.split())


ID_WORDS = word_set("id uuid guid identifier uid pk")
"""The words by which IDs are known."""

CHANNEL_ENDINGS = word_set("event events stream sse update updates progress status ws socket id")
"""What follows the noun in one segment of a channel without being another noun: `/file-events/${id}`."""


class _Split(dict[str, tuple[str, ...]]):
    """The words of the names that were taken apart."""

    def __missing__(self, name: str) -> tuple[str, ...]:
        if name.islower() and name.isalpha() and name.isascii():
            words: tuple[str, ...] = (name,)
        else:
            words = tuple(word.lower() for word in _WORD.findall(name))
        if len(self) >= _MEMORY:
            self.clear()
        self[name] = words
        return words


_MEMORY = 65536

split: Callable[[str], tuple[str, ...]] = _Split().__getitem__
"""The lower-case words of one name: `useImageSSE2` is `use`, `image`, `sse`, `2`."""


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
    return _expression(pattern, lists, ())[0]


Needs = tuple[frozenset[str], ...]
"""Sets of words, of each of which a text that an expression describes holds one."""


def _expression(
    pattern: str, lists: Mapping[str, tuple[str, ...]], open_lists: tuple[str, ...]
) -> tuple[str, Needs]:
    parts: list[str] = []
    needs: list[frozenset[str]] = []
    for token in pattern.split():
        if token == "*":
            parts.append(ANY_WORDS)
            continue
        optional = token.endswith("?")
        body = token[:-1] if optional else token
        alternatives: list[str] = []
        asked: set[str] = set()
        for word in body.split("|"):
            key = reference(word)
            if key is not None:
                alternative, inner = _any_of(pattern, key, lists, open_lists)
                alternatives.append(alternative)
                asked |= inner
                continue
            words = split(word)
            if not words:
                raise ValueError(f"the pattern {pattern!r} is malformed at {token!r}")
            alternatives.append(" ?" + " ?".join(map(_escape, words)))
            asked.add(max(words, key=len))
        part = f"(?:{'|'.join(alternatives)})"
        parts.append(f"(?:{part})?" if optional else part)
        if not optional and "" not in asked:
            needs.append(frozenset(asked))
    if not parts:
        raise ValueError("a pattern can't be empty")
    return "".join(parts), tuple(needs)


def _escape(word: str) -> str:
    if word.isalnum():
        return word
    import re

    return re.escape(word)


def reference(word: str) -> str | None:
    """The key of the list that `{key}` in a pattern refers to; None for a plain word."""
    key = word[1:-1]
    if word != f"{{{key}}}" or not key[:1].isalpha():
        return None
    plain = key.isascii() and key == key.lower() and key.replace("-", "").isalnum()
    return key if plain else None


def _any_of(
    pattern: str, key: str, lists: Mapping[str, tuple[str, ...]], open_lists: tuple[str, ...]
) -> tuple[str, frozenset[str]]:
    """The expression of any entry of a list, and words of which each holds one; "" is in every text."""
    if key not in lists:
        raise ValueError(f"the pattern {pattern!r} refers to the unknown list {key!r}")
    if key in open_lists:
        raise ValueError(f"the list {key!r} refers to itself")
    entries = lists[key]
    found = _KNOWN_LISTS.get(entries)
    if found is None:
        inner = [_expression(entry, lists, (*open_lists, key)) for entry in entries]
        # An empty list matches nothing.
        source = "(?:" + "|".join(f"(?:{entry})s?" for entry, _ in inner) + ")" if inner else "(?!)"
        found = source, frozenset().union(*(min(needs, key=len, default=_ANY_TEXT) for _, needs in inner))
        if not any("{" in entry for entry in entries):  # else it depends on other lists
            _KNOWN_LISTS[entries] = found
    return found


_ANY_TEXT = frozenset({""})
_KNOWN_LISTS: dict[tuple[str, ...], tuple[str, frozenset[str]]] = {}

_MANY = 100
"""Names from which on it pays to compile all patterns into one expression."""


class Patterns:
    """Some patterns, ready to be compared with names.

    Compiling a pattern takes as long as a hundred comparisons, so the first names are compared with those
    alone of which they have the words.

    >>> Patterns(["use * sse"], {}).match(("use", "image", "sse"))
    True
    """

    __slots__ = ("_asked", "_each", "_regex")

    def __init__(self, patterns: tuple[str, ...] | list[str], lists: Mapping[str, tuple[str, ...]]) -> None:
        """Raises `ValueError` as `expression` does."""
        found = [_expression(pattern, lists, ()) for pattern in patterns]
        self._each = [(needs, lazy_regex(f"(?:{source})$")) for source, needs in found]
        self._asked = 0
        self._regex = lazy_regex("|".join(f"(?:{source})$" for source, _ in found))

    @property
    def needs(self) -> list[Needs]:
        """Of each pattern the words that a text needs to be described by it."""
        return [needs for needs, _ in self._each]

    def match(self, words: tuple[str, ...]) -> bool:
        """Whether all of `words` are what one of the patterns describes."""
        line = spell(words)
        if self._asked > _MANY:
            return bool(self._each) and self._regex.match(line) is not None
        self._asked += 1
        for needs, regex in self._each:
            for need in needs:
                for word in need:
                    if word in line:
                        break
                else:
                    break
            else:
                if regex.match(line) is not None:
                    return True
        return False
