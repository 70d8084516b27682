"""Patterns as trees: what a name may be made of, and how it may be parted over a dotted name.

The rules compare a callee's own name with a pattern, and its last two parts together (see `lexicon`). The
screen has no dotted names, only texts, so it needs to know the two parts of each way to part a pattern.
"""

from __future__ import annotations

from genlint_rules.words import reference, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Lists = Mapping[str, tuple[str, ...]]


class Word:
    """One word, in any style of writing."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class Plural:
    """The `s` that an entry of a list may end in."""

    __slots__ = ()


class Gap:
    """Any number of words: `*`."""

    __slots__ = ()


class Choice:
    """One of several pieces."""

    __slots__ = ("pieces",)

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces


Piece = list["Word | Plural | Gap | Choice"]
"""A part of a pattern: what stands in it, in order. The empty piece is no word at all."""

_GAP = Gap()
_PLURAL = Plural()


def parse(pattern: str, lists: Lists) -> Piece:
    """The tree of a pattern. Raises `ValueError` as `words.expression` does."""
    return _parse(pattern, lists, ())


def _parse(pattern: str, lists: Lists, open_lists: tuple[str, ...]) -> Piece:
    parts: Piece = []
    for token in pattern.split():
        if token == "*":
            parts.append(_GAP)
            continue
        choices: list[Piece] = []
        for word in token.removesuffix("?").split("|"):
            key = reference(word)
            if key is None:
                texts = split(word)
                if not texts:
                    raise ValueError(f"the pattern {pattern!r} is malformed at {token!r}")
                choices.append([Word(text) for text in texts])
                continue
            if key not in lists:
                raise ValueError(f"the pattern {pattern!r} refers to the unknown list {key!r}")
            if key in open_lists:
                raise ValueError(f"the list {key!r} refers to itself")
            choices += _entries(lists[key], lists, (*open_lists, key))
        if token.endswith("?"):
            choices.append([])
        parts.append(Choice(choices))
    if not parts:
        raise ValueError("a pattern can't be empty")
    return parts


def _entries(patterns: tuple[str, ...], lists: Lists, open_lists: tuple[str, ...]) -> list[Piece]:
    """The trees of a list's entries, in the singular or the plural."""
    found = _KNOWN_LISTS.get(patterns)
    if found is None:
        found = [[*_entry(pattern, lists, open_lists), _PLURAL] for pattern in patterns]
        if not any("{" in pattern for pattern in patterns):  # else it depends on other lists
            _KNOWN_LISTS[patterns] = found
    return found


_KNOWN_LISTS: dict[tuple[str, ...], list[Piece]] = {}


def _entry(pattern: str, lists: Lists, open_lists: tuple[str, ...]) -> Piece:
    """The tree of a list's entry. Where there is no choice, there is none in the tree."""
    parts: Piece = []
    for part in _parse(pattern, lists, open_lists):
        parts += part.pieces[0] if isinstance(part, Choice) and len(part.pieces) == 1 else [part]
    return parts


def is_optional(piece: Piece) -> bool:
    """Whether no word at all is what the piece describes, too."""
    return all(
        not isinstance(part, Word)
        and (not isinstance(part, Choice) or any(is_optional(choice) for choice in part.pieces))
        for part in piece
    )


def partings(piece: Piece) -> Iterator[tuple[Piece, Piece]]:
    """The ways to part what a piece describes between two words, as the pieces before and after.

    A way of which one side may be no word at all is left out: the other side is then all that is asked for,
    and a name which that describes is described by the whole, too.
    """
    for before, after in _partings(piece):
        if not is_optional(before) and not is_optional(after):
            yield before, after


def _partings(piece: Piece) -> Iterator[tuple[Piece, Piece]]:
    for at, part in enumerate(piece):
        if at and not isinstance(part, Plural):
            yield piece[:at], piece[at:]
        if isinstance(part, Gap):
            yield piece[: at + 1], piece[at:]
        elif isinstance(part, Choice):
            for choice in part.pieces:
                for before, after in _partings(choice):
                    yield [*piece[:at], *before], [*after, *piece[at + 1 :]]
