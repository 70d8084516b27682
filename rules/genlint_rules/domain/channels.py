"""Whose channel a text names: `file.${id}` and `/api/images/${id}` are a generation's, `chat.${id}` is not.

The word that stands nearest before an ID in the text tells what it is the ID of.
"""

from __future__ import annotations

from collections.abc import Iterator

from genlint.lazy import lazy_regex
from genlint.model.ir import Module, Value
from genlint.model.program import Program
from genlint.records import dataclass

from genlint_rules.lexicon import Lexicon
from genlint_rules.words import CHANNEL_ENDINGS, singular, split

_SEPARATORS = lazy_regex(r"[^A-Za-z0-9_\-]+")
# A host says nothing of an ID.
_HOST = lazy_regex(r"(?i)[a-z][a-z0-9+.-]*://[^/]*")

# `project.${id}` and `project:${id}` are channels by their form; `/projects/${id}` is any page's URL.
_CHANNEL_FORM = lazy_regex(r"[A-Za-z0-9_\-][.:]$")


@dataclass(frozen=True, eq=False, slots=True)
class Hole:
    """A place in a text where an ID goes, and whose it is by the text: a list of the policy, or None.

    `certain` is false where a word like `project` in a plain URL is all that speaks for a generation.
    """

    value: Value
    kind: str | None
    certain: bool


def holes(program: Program, module: Module, value: Value, lexicon: Lexicon) -> list[Hole]:
    """The IDs in the texts that `value` may be. Empty where it is no text, or one without an ID."""
    found: list[Hole] = []
    for text in program.texts(module, value):
        if any(isinstance(piece, str) for piece in text):
            found.extend(_holes_of(text, lexicon))
    return found


def _holes_of(text: tuple[str | Value, ...], lexicon: Lexicon) -> Iterator[Hole]:
    speaks = any(
        lexicon.matches("channel-signs", (singular(word),))
        for piece in text
        if isinstance(piece, str)
        for word in split(_HOST.sub(" ", piece))
    )
    owner: str | None = None
    form = False
    for piece in text:
        if not isinstance(piece, str):
            yield Hole(piece, owner, speaks or form)
            # The next ID has words of its own: `/chat/${a}/${b}` says nothing of b.
            owner, form = None, False
            continue
        for segment in _SEPARATORS.split(_HOST.sub(" ", piece)):
            named = _owner(segment, lexicon) if segment else None
            if named is not None:
                owner, form = named, lexicon.kind((segment,)) is not None
        form = form or _CHANNEL_FORM.search(piece) is not None


def _owner(segment: str, lexicon: Lexicon) -> str | None:
    """Whose ID follows a segment: `images`, `fileId`, `file-events`."""
    kind = lexicon.kind((segment,))
    if kind is not None:
        return kind
    words = split(segment)
    while len(words) > 1 and words[-1] in CHANNEL_ENDINGS:
        words = words[:-1]
    return lexicon.channel(words[-1]) if words else None
