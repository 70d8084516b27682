"""Whether a file holds the names that a finding is made of: the second, exact half of the screen.

The rules judge names by their words, so this asks of each identifier what they would ask, with the patterns
of the same vocabulary: a callee by its own name, or parted over two identifiers that may stand anywhere in
the file (an alias, a destructuring or an import may bring them together); slots by theirs; a chat ID by its
words in one identifier, or by an `id` that may be read of a chat; a channel by a text that names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from genlint_rules.identifiers import stands_as_name, texts, tokens
from genlint_rules.pieces import Lists, Piece, Word, parse, partings, source
from genlint_rules.policy import CHAT_IN_GENERATION, Policy
from genlint_rules.words import Patterns, literal_words, singular, spell, split, word_set

_ID_WORD = "(?:id|uuid|guid|identifier|uid|pk)"
"""The words by which IDs are known; `identity` makes `id` of each."""

_ENDINGS = word_set("event events stream sse update updates progress status ws socket id")
"""What may follow the noun in a segment of a channel."""

_MEMORY = 100_000
"""How many identifiers are remembered from file to file."""

_SEGMENT = re.compile(rb"[\w-]+")
_CHANNEL_FORM = re.compile(rb"[\w-][.:]$")


class Vocabulary:
    """The patterns of one effective vocabulary, ready to be asked of files."""

    def __init__(self, lists: Lists, policy: Policy = CHAT_IN_GENERATION) -> None:
        self.lists = lists
        self.policy = policy
        self._calls: dict[str, Called] = {}
        self._slots: dict[str, re.Pattern[str]] = {}
        self._channels: dict[bytes, tuple[bool, bool]] = {}
        self._spelled: dict[bytes, str] = {}
        self._last: Names | None = None

    def names(self, data: bytes) -> Names:
        """The names in a file's bytes. Those of the file that was asked about last are at hand."""
        if self._last is None or self._last.data is not data:
            self._last = Names(data, self)
        return self._last

    def call(self, pattern: str) -> Called:
        """A pattern of a list of calls."""
        found = self._calls.get(pattern)
        if found is None:
            found = self._calls[pattern] = Called(pattern, self.lists)
        return found

    def slot(self, key: str) -> re.Pattern[str]:
        """What finds the lines that name a slot of the list `key`."""
        found = self._slots.get(key)
        if found is None:
            found = self._slots[key] = _lines(self._sources(key))
        return found

    def _sources(self, key: str) -> list[str]:
        return [source(parse(pattern, self.lists)) for pattern in self.lists.get(key, ())]

    # -- Identifiers ----------------------------------------------------------------------------------

    def spelled(self, token: bytes) -> str:
        """The words of an identifier, a space before each; empty where the vocabulary has none of them."""
        known = self._spelled.get(token)
        if known is None:
            if len(self._spelled) >= _MEMORY:
                self._spelled.clear()
            known = ""
            if self._words.search(token.lower()) is not None:
                known = spell(split(token.decode("utf-8", "replace")))
            self._spelled[token] = known
        return known

    @cached_property
    def _words(self) -> re.Pattern[bytes]:
        """What finds a word of any pattern."""
        found: set[str] = set(re.findall("[a-z]+", _ID_WORD))
        for key in {*CALLS, *SLOTS, self.policy.intruder, self.policy.rightful} & self.lists.keys():
            for pattern in self.lists[key]:
                found.update(_words_of(parse(pattern, self.lists)))
        # The plural of `story` is `stories`.
        plain = {word.removesuffix("y") if len(word) > 2 else word for word in found if word.isascii()}
        beyond = ["[^\x00-\x7f]"] if len(plain) < len(found) else []
        shortest = sorted(word for word in plain if not any(other in word for other in plain - {word}))
        return re.compile("|".join([*shortest, *beyond]).encode("latin-1"))

    # -- IDs and channels -----------------------------------------------------------------------------

    @cached_property
    def strangers(self) -> re.Pattern[str]:
        """What finds a word that begins the name of an ID of the policy's intruder: or of its owner, whose
        `id` may be read elsewhere."""
        found: list[str] = []
        for pattern in self.lists.get(self.policy.intruder, ()):
            piece = parse(pattern, self.lists)
            found.append(_as_id(source(piece)))
            found += (_or_many(source(before)) for before, after in partings(piece) if _is_id(after))
        return re.compile(f"(?= )(?:{'|'.join(found)})") if found else re.compile("(?!)")

    @cached_property
    def rightful(self) -> re.Pattern[str]:
        """What finds the words of a rightful ID."""
        found = [_as_id(each) for each in self._sources(self.policy.rightful)]
        return re.compile(f"(?= )(?:{'|'.join(found)})") if found else re.compile("(?!)")

    def channel(self, segment: bytes) -> tuple[bool, bool]:
        """Whether a segment of a text names whose channel it is, and whether it says by itself that it is a
        generation's."""
        known = self._channels.get(segment)
        if known is None:
            if len(self._channels) >= _MEMORY:
                self._channels.clear()
            known = self._channels[segment] = self._channel(segment)
        return known

    def _channel(self, segment: bytes) -> tuple[bool, bool]:
        words = split(segment.decode("utf-8", "replace"))
        if not words:
            return False, False
        sign = any(self._signs.match((singular(word),)) for word in words)
        if self.rightful.search(spell(words)) is not None:
            return True, True
        while len(words) > 1 and words[-1] in _ENDINGS:
            words = words[:-1]
        owner = any(self._owners.match((form,)) for form in (words[-1], singular(words[-1])))
        return owner, sign

    @cached_property
    def _owners(self) -> Patterns:
        return Patterns(self.lists.get("generation-channels", ()), self.lists)

    @cached_property
    def _signs(self) -> Patterns:
        return Patterns(self.lists.get("channel-signs", ()), self.lists)


CALLS = (
    "generation-hooks",
    "generation-connections",
    "connections",
    "openings",
    "connection-options",
    "tracking-calls",
)
SLOTS = ("switch-slots", "handler-slots", "handler-maps")


class Called:
    """One pattern of a list of calls."""

    def __init__(self, pattern: str, lists: Lists) -> None:
        piece = parse(pattern, lists)
        self._exact = Patterns((pattern,), lists)
        self._whole = _lines([source(piece)])
        self._ways = list(partings(piece))

    def stands_in(self, names: Names, *, as_callable: bool = False) -> bool:
        """Whether a file may call something of this name. `as_callable` asks for a hook or a class."""
        text = names.callables if as_callable else names.text
        if any(names.stands(line) for line in self._whole.findall(text)):
            return True
        if not self._ways:
            return False
        own = [line for line in self._own.findall(text) if names.stands(line, as_part=True)]
        owners = [line for line in self._owner.findall(names.text) if names.stands(line)] if own else []
        return any(self._exact.match((*one.split(), *two.split())) for one in owners for two in own)

    @cached_property
    def _owner(self) -> re.Pattern[str]:
        return _lines(_distinct(before for before, _ in self._ways))

    @cached_property
    def _own(self) -> re.Pattern[str]:
        return _lines(_distinct(after for _, after in self._ways))


class Names:
    """The identifiers of one file in which there are words of the vocabulary."""

    def __init__(self, data: bytes, vocabulary: Vocabulary) -> None:
        self.data = data
        self._vocabulary = vocabulary
        self._tokens: dict[str, list[bytes]] = {}
        for token in tokens(data):
            if line := vocabulary.spelled(token):
                self._tokens.setdefault(line, []).append(token)
        self.text = "\n".join(self._tokens)
        self._standing: dict[tuple[str, bool], bool] = {}

    @cached_property
    def callables(self) -> str:
        """As `text`, of those that are named as hooks and classes are."""
        return "\n".join(
            line
            for line, tokens_ in self._tokens.items()
            if (line.startswith(" use ") or any(not token[:1].islower() for token in tokens_))
        )

    def stands(self, line: str, *, as_part: bool = False) -> bool:
        """Whether an identifier stands where a name may stand; `as_part`: where a property may."""
        key = line, as_part
        known = self._standing.get(key)
        if known is None:
            known = self._standing[key] = any(
                stands_as_name(self.data, token, as_part=as_part) for token in self._tokens[line]
            )
        return known

    # -- What there is --------------------------------------------------------------------------------

    @cached_property
    def has_stranger(self) -> bool:
        """Whether an ID of the policy's intruder may be named, or what it is the ID of."""
        return self._vocabulary.strangers.search(self.text) is not None

    def has_slot(self, key: str) -> bool:
        """Whether a slot of the list `key` is named."""
        return self._vocabulary.slot(key).search(self.text) is not None

    @cached_property
    def has_rightful(self) -> bool:
        """Whether a rightful ID is named."""
        return self._vocabulary.rightful.search(self.text) is not None

    @cached_property
    def _channels(self) -> tuple[bool, bool]:
        owner = sign = False
        for text in texts(self.data):
            for segment in _SEGMENT.findall(text):
                names, says = self._vocabulary.channel(segment)
                owner, sign = owner or names, sign or says
            sign = sign or _CHANNEL_FORM.search(text) is not None
            if owner and sign:
                break
        return owner, sign

    @property
    def has_channel(self) -> bool:
        """Whether a text may be a generation's channel."""
        return self._channels[0]

    @property
    def has_certain_channel(self) -> bool:
        """Whether a text says that a channel is a generation's, as far as texts can say it."""
        return all(self._channels)


def _lines(sources: Iterable[str]) -> re.Pattern[str]:
    """What finds the lines that one of `sources` describes as a whole."""
    each = "|".join(sources)
    return re.compile(f"^(?:{each})$" if each else "(?!)", re.MULTILINE)


def _distinct(pieces: Iterable[Piece]) -> list[str]:
    return list(dict.fromkeys(map(source, pieces)))


def _words_of(piece: Piece) -> Iterable[str]:
    for part in piece:
        if isinstance(part, Word):
            yield part.text
        else:
            for choice in getattr(part, "pieces", ()):
                yield from _words_of(choice)


def _is_id(piece: Piece) -> bool:
    return re.fullmatch(source(piece), " id") is not None


def _or_many(expression: str) -> str:
    """The expression of a noun, for one and for many; those that end in an `s` begin like the one."""
    return re.sub(r"([a-z]{2,})y\b", r"\1(?:y|ies)", expression)


def _as_id(expression: str) -> str:
    """The expression of an ID's pattern, for all words by which IDs are known."""
    return re.sub(r" \?id\b", f" ?{_ID_WORD}", expression)
