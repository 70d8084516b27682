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
from genlint_rules.pieces import Choice, Lists, Piece, Word, is_optional, parse, partings, source
from genlint_rules.policy import CHAT_IN_GENERATION, Policy
from genlint_rules.words import Patterns, singular, spell, split, word_set

_ID_WORD = "(?:id|uuid|guid|identifier|uid|pk)"
"""The words by which IDs are known; `identity` makes `id` of each."""

_ENDINGS = word_set("event events stream sse update updates progress status ws socket id")
"""What may follow the noun in a segment of a channel."""

_MEMORY = 100_000
"""How many identifiers are remembered from file to file."""

_NOTHING: tuple[str, tuple[str, ...]] = ("", ())

_SEGMENT = re.compile(rb"[\w-]+")


class Vocabulary:
    """The patterns of one effective vocabulary, ready to be asked of files."""

    def __init__(self, lists: Lists, policy: Policy = CHAT_IN_GENERATION) -> None:
        self.lists = lists
        self.policy = policy
        self._calls: dict[str, Called] = {}
        self._slots: dict[str, re.Pattern[str]] = {}
        self._channels: dict[bytes, bool] = {}
        self._spelled: dict[bytes, tuple[str, tuple[str, ...]]] = {}
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

    def spelled(self, token: bytes) -> tuple[str, tuple[str, ...]]:
        """The words of an identifier, a space before each, and those of the vocabulary that occur in them;
        nothing where there are none."""
        known = self._spelled.get(token)
        if known is None:
            if len(self._spelled) >= _MEMORY:
                self._spelled.clear()
            known = _NOTHING
            if self._any_word.search(token.lower()) is not None:
                line = spell(split(token.decode("utf-8", "replace")))
                known = line, tuple(word for word in self._words if word in line)
            self._spelled[token] = known
        return known

    @cached_property
    def _words(self) -> list[str]:
        """The words of all patterns; of those with a plural in `ies` what both have in common."""
        found: set[str] = set(re.findall("[a-z]+", _ID_WORD))
        for key in {*CALLS, *SLOTS, self.policy.intruder, self.policy.rightful} & self.lists.keys():
            for pattern in self.lists[key]:
                found.update(_words_of(parse(pattern, self.lists)))
        return sorted(found | {word.removesuffix("y") for word in found if len(word) > 3})

    @cached_property
    def _any_word(self) -> re.Pattern[bytes]:
        plain = {re.escape(word) for word in self._words if word.isascii()}
        beyond = ["[^\x00-\x7f]"] if len(plain) < len(self._words) else []
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
            if is_optional(piece):
                return re.compile("")
            found.append(_as_id(source(piece)))
            found += (_or_many(source(before)) for before, after in partings(piece) if _is_id(after))
        return re.compile(f"(?= )(?:{'|'.join(found)})") if found else re.compile("(?!)")

    @cached_property
    def rightful(self) -> re.Pattern[str]:
        """What finds the words of a rightful ID."""
        found = [_as_id(each) for each in self._sources(self.policy.rightful)]
        return re.compile(f"(?= )(?:{'|'.join(found)})") if found else re.compile("(?!)")

    def is_channel(self, segment: bytes) -> bool:
        """Whether a segment of a text names a generation's kind, as what stands before an ID."""
        known = self._channels.get(segment)
        if known is None:
            if len(self._channels) >= _MEMORY:
                self._channels.clear()
            known = self._channels[segment] = self._names_kind(split(segment.decode("utf-8", "replace")))
        return known

    def _names_kind(self, words: tuple[str, ...]) -> bool:
        if self.rightful.search(spell(words)) is not None:
            return True
        while len(words) > 1 and words[-1] in _ENDINGS:
            words = words[:-1]
        return bool(words) and any(self._kinds.match((form,)) for form in (words[-1], singular(words[-1])))

    @cached_property
    def _kinds(self) -> Patterns:
        return Patterns(self.lists.get("generation-channels", ()), self.lists)


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
        self._is_any = is_optional(piece)
        self._exact = Patterns((pattern,), lists)
        self._whole = _lines([source(piece)])
        self._words = _telling(piece)
        self._ways = list(partings(piece))
        self._owner_words = frozenset[str]().union(*(_telling(before) for before, _ in self._ways))
        self._own_words = frozenset[str]().union(*(_telling(after) for _, after in self._ways))

    def stands_in(self, names: Names, *, as_callable: bool = False) -> bool:
        """Whether a file may call something of this name. `as_callable` asks for a hook or a class."""
        if self._is_any:
            return True
        with_words = names.callables_with if as_callable else names.lines_with
        if any(names.stands(line) for line in self._whole.findall(with_words(self._words))):
            return True
        if not self._ways:
            return False
        own = self._own.findall(with_words(self._own_words))
        own = [line for line in own if names.stands(line, as_part=True)]
        owners = self._owner.findall(names.lines_with(self._owner_words)) if own else []
        owners = [line for line in owners if names.stands(line)]
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
        self._lines: dict[str, dict[str, None]] = {}
        """The lines that hold each word."""
        for token in tokens(data):
            line, words = vocabulary.spelled(token)
            if line:
                self._tokens.setdefault(line, []).append(token)
                for word in words:
                    self._lines.setdefault(word, {})[line] = None
        self.text = "\n".join(self._tokens)
        self._with: dict[frozenset[str], str] = {}
        self._standing: dict[tuple[str, bool], bool] = {}

    def lines_with(self, words: frozenset[str]) -> str:
        """The lines that hold one of some words, as a text."""
        known = self._with.get(words)
        if known is None:
            found: dict[str, None] = {}
            for word in words & self._lines.keys():
                found.update(self._lines[word])
            known = self._with[words] = "\n".join(found)
        return known

    def callables_with(self, words: frozenset[str]) -> str:
        """As `lines_with`, of those that are named as hooks and classes are."""
        return "\n".join(line for line in self.lines_with(words).split("\n") if self._is_callable(line))

    def _is_callable(self, line: str) -> bool:
        return line.startswith(" use ") or any(
            not token[:1].islower() for token in self._tokens.get(line, ())
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
    def has_channel(self) -> bool:
        """Whether a text may be a generation's channel."""
        is_channel = self._vocabulary.is_channel
        return any(is_channel(segment) for text in texts(self.data) for segment in _SEGMENT.findall(text))


def _lines(sources: Iterable[str]) -> re.Pattern[str]:
    """What finds the lines that one of `sources` describes as a whole."""
    each = "|".join(sources)
    return re.compile(f"^(?:{each})$" if each else "(?!)", re.MULTILINE)


def _distinct(pieces: Iterable[Piece]) -> list[str]:
    return list(dict.fromkeys(map(source, pieces)))


def _telling(piece: Piece) -> frozenset[str]:
    """Words of which a line that `piece` describes as a whole holds one: those of its best part."""
    best: frozenset[str] = frozenset({""})
    for part in piece:
        found = frozenset({""})
        if isinstance(part, Word):
            found = frozenset({part.text})
        elif isinstance(part, Choice):
            found = frozenset[str]().union(*(_telling(choice) for choice in part.pieces))
        if "" not in found and _telling_key(found) > _telling_key(best):
            best = found
    return best


def _telling_key(words: frozenset[str]) -> tuple[int, int]:
    return min(map(len, words), default=99), -len(words)


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
