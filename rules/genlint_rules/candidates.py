"""Whether a file holds the names that a finding is made of: the second, exact half of the screen.

The rules judge names by their words, so this asks of each identifier what they would ask, with the patterns
of the same vocabulary: a callee by its own name, or parted over two identifiers that may stand anywhere in
the file (an alias, a destructuring or an import may bring them together); slots by theirs; a chat ID by its
words in one identifier, or by an `id` that may be read of a chat; a channel by a text that names one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from genlint.lazy import lazy_regex

from genlint_rules.identifiers import stands_as_name, texts, tokens
from genlint_rules.pieces import Choice, Piece, Word, is_optional, parse, partings, source
from genlint_rules.policy import CHAT_IN_GENERATION, Policy
from genlint_rules.words import Patterns, singular, spell, split, word_set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genlint_rules.pieces import Lists
    from genlint_rules.words import Needs

_ID_WORD = "(?:id|uuid|guid|identifier|uid|pk)"
"""The words by which IDs are known; `identity` makes `id` of each."""

_ENDINGS = word_set("event events stream sse update updates progress status ws socket id")
"""What may follow the noun in a segment of a channel."""

_NEAR = 3_000
"""Bytes within which what one call is handed, or one record holds, stands; comments between it included."""

_MEMORY = 100_000
"""How many identifiers are remembered from file to file."""

_MANY = 200
"""Identifiers from which on it pays to compile an expression."""

_PAIRS = 50
"""Pairs of identifiers up to which each pair is looked at, rather than an expression compiled for either."""

_SEGMENT = lazy_regex(rb"[\w-]+")


class Vocabulary:
    """The patterns of one effective vocabulary, ready to be asked of files."""

    def __init__(self, lists: Lists, policy: Policy = CHAT_IN_GENERATION) -> None:
        self.lists = lists
        self.policy = policy
        self._calls: dict[str, Called] = {}
        self._slots: dict[str, re.Pattern[str]] = {}
        self._channels: set[bytes] = set()
        self._no_channels: set[bytes] = set()
        self._spelled: dict[bytes, tuple[str, tuple[str, ...]]] = {}
        self._wordless: set[bytes] = set()
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

    def spelled(self, found: set[bytes]) -> Iterator[tuple[bytes, str, tuple[str, ...]]]:
        """Of those identifiers in which words of the vocabulary occur: their words, a space before each, and
        the vocabulary's words. One that is joined by hyphens also gives its parts."""
        for whole in found - self._wordless:
            for token in (whole, *whole.split(b"-")) if b"-" in whole else (whole,):
                known = self._spelled.get(token)
                if known is None:
                    known = self._spell(token)
                if known[0]:
                    yield token, *known

    def _spell(self, token: bytes) -> tuple[str, tuple[str, ...]]:
        if self._holds_a_word(token.lower()):
            line = spell(split(token.decode("utf-8", "replace")))
            if len(self._spelled) >= _MEMORY:
                self._spelled.clear()
            made = self._spelled[token] = line, tuple(word for word in self._words if word in line)
            return made
        if len(self._wordless) >= _MEMORY:
            self._wordless.clear()
        self._wordless.add(token)
        return "", ()

    @cached_property
    def _words(self) -> list[str]:
        """The words of all patterns; of those with a plural in `ies` what both have in common."""
        found: set[str] = set(re.findall("[a-z]+", _ID_WORD))
        for key in {*CALLS, *SLOTS, self.policy.intruder, self.policy.rightful} & self.lists.keys():
            for pattern in self.lists[key]:
                found.update(_words_of(parse(pattern, self.lists)))
        return sorted(found | {word.removesuffix("y") for word in found if len(word) > 3})

    def _holds_a_word(self, token: bytes) -> bool:
        """Whether a word of the vocabulary may occur in an identifier. Compiling the expression that tells
        takes as long as asking for some hundred identifiers without."""
        if len(self._wordless) >= _MANY:
            return self._any_word.search(token) is not None
        return any(word in token for word in self._plain) or not (self._all_plain or token.isascii())

    @cached_property
    def _plain(self) -> list[bytes]:
        """The words that can be told by their bytes."""
        return [word.encode() for word in self._words if word.isascii()]

    @cached_property
    def _all_plain(self) -> bool:
        return len(self._plain) == len(self._words)

    @cached_property
    def _any_word(self) -> re.Pattern[bytes]:
        beyond = [] if self._all_plain else [rb"[^\x00-\x7f]"]
        plain = set(self._plain)
        shortest = sorted(word for word in plain if not any(other in word for other in plain - {word}))
        return re.compile(b"|".join([*map(re.escape, shortest), *beyond]))

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

    def has_channel(self, segments: set[bytes]) -> bool:
        """Whether one of some segments of texts names a generation's kind, as what stands before an ID."""
        if not self._channels.isdisjoint(segments):
            return True
        for segment in segments - self._no_channels:
            is_channel = self._names_kind(split(segment.decode("utf-8", "replace")))
            known = self._channels if is_channel else self._no_channels
            if len(known) >= _MEMORY:
                known.clear()
            known.add(segment)
            if is_channel:
                return True
        return False

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
    """One pattern of a list of calls. Expressions are compiled for files that come near to a match."""

    def __init__(self, pattern: str, lists: Lists) -> None:
        self._piece = parse(pattern, lists)
        self._is_any = is_optional(self._piece)
        self._exact = Patterns((pattern,), lists)
        self._needs = _needs(self._piece)

    def stands_in(self, names: Names, *, as_callable: bool = False) -> bool:
        """Whether a file may call something of this name. `as_callable` asks for a hook or a class."""
        if self._is_any:
            return True
        lines = names.lines_with(self._needs, as_callable=as_callable)
        if lines and any(names.stands(line) for line in self._whole.findall("\n".join(lines))):
            return True
        for before, after in self._ways:
            own = names.lines_with(after, as_callable=as_callable)
            owners = names.lines_with(before) if own else own
            if len(own) * len(owners) > _PAIRS:
                own = self._own.findall("\n".join(own))
                owners = self._owner.findall("\n".join(owners)) if own else own
            for two in own:
                for one in owners:
                    if self._exact.match((*one.split(), *two.split())) and (
                        names.stands(two, as_part=True) and names.stands(one)
                    ):
                        return True
        return False

    @cached_property
    def _ways(self) -> list[tuple[Needs, Needs]]:
        """What both sides of each way to part the name need."""
        ways = ((_needs(before), _needs(after)) for before, after in partings(self._piece))
        return list(dict.fromkeys(ways))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return _lines([source(self._piece)])

    @cached_property
    def _owner(self) -> re.Pattern[str]:
        return _lines(_distinct(before for before, _ in partings(self._piece)))

    @cached_property
    def _own(self) -> re.Pattern[str]:
        return _lines(_distinct(after for _, after in partings(self._piece)))


class Names:
    """The identifiers of one file in which there are words of the vocabulary."""

    def __init__(self, data: bytes, vocabulary: Vocabulary) -> None:
        self.data = data
        self._vocabulary = vocabulary
        self._with: dict[tuple[Needs, bool], list[str]] = {}
        self._one_of: dict[frozenset[str], set[str]] = {}
        self._standing: dict[tuple[str, bool], bool] = {}

    @cached_property
    def _index(self) -> tuple[dict[str, list[bytes]], dict[str, set[str]]]:
        """The identifiers of each line, and the lines that hold each word."""
        by_line: dict[str, list[bytes]] = {}
        by_word: dict[str, set[str]] = {}
        for token, line, words in self._vocabulary.spelled(tokens(self.data)):
            by_line.setdefault(line, []).append(token)
            for word in words:
                by_word.setdefault(word, set()).add(line)
        return by_line, by_word

    @cached_property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self._index[0])

    def lines_with(self, needs: Needs, *, as_callable: bool = False) -> list[str]:
        """The lines that hold one of the words of each set; `as_callable`: of those that are named as hooks
        and classes are."""
        key = needs, as_callable
        known = self._with.get(key)
        if known is None:
            found = set(self._index[0])
            for words in needs:
                found &= self._having(words)
                if not found:
                    break
            known = self._with[key] = sorted(
                line for line in found if not as_callable or self._is_callable(line)
            )
        return known

    def _having(self, words: frozenset[str]) -> set[str]:
        """The lines that hold one of some words."""
        found = self._one_of.get(words)
        if found is None:
            found = self._one_of[words] = set().union(
                *(self._index[1][word] for word in words & self._index[1].keys())
            )
        return found

    def _is_callable(self, line: str) -> bool:
        return line.startswith(" use ") or any(
            not token[:1].islower() for token in self._index[0].get(line, ())
        )

    def stands(self, line: str, *, as_part: bool = False) -> bool:
        """Whether an identifier stands where a name may stand; `as_part`: where a property may."""
        key = line, as_part
        known = self._standing.get(key)
        if known is None:
            known = self._standing[key] = any(
                stands_as_name(self.data, token, as_part=as_part) for token in self._index[0][line]
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

    def has_slots_near(self, key: str, others: tuple[str, ...]) -> bool:
        """Whether a slot of the list `key` is named so near to one of `others` that one call may be handed
        both, or one record hold them."""
        theirs = sorted(self._places(others))
        for place in self._places((key,)):
            next_one = bisect_left(theirs, place - _NEAR)
            if next_one < len(theirs) and theirs[next_one] <= place + _NEAR:
                return True
        return False

    def _places(self, keys: tuple[str, ...]) -> set[int]:
        """Where slots of some lists are named."""
        lines = {line for key in keys for line in self._vocabulary.slot(key).findall(self.text)}
        tokens = b"|".join(re.escape(each) for line in sorted(lines) for each in self._index[0][line])
        return {found.start() for found in re.finditer(tokens, self.data)} if tokens else set()

    @cached_property
    def has_rightful(self) -> bool:
        """Whether a rightful ID is named."""
        return self._vocabulary.rightful.search(self.text) is not None

    @cached_property
    def has_channel(self) -> bool:
        """Whether a text may be a generation's channel."""
        return self._vocabulary.has_channel(set(_SEGMENT.findall(b"\n".join(texts(self.data)))))


def _lines(sources: Iterable[str]) -> re.Pattern[str]:
    """What finds the lines that one of `sources` describes as a whole."""
    each = "|".join(sources)
    return re.compile(f"^(?:{each})$" if each else "(?!)", re.MULTILINE)


def _distinct(pieces: Iterable[Piece]) -> list[str]:
    return list(dict.fromkeys(map(source, pieces)))


def _needs(piece: Piece) -> Needs:
    """Sets of words, of each of which a line that `piece` describes as a whole holds one."""
    each = (_telling([part]) for part in piece)
    return tuple(dict.fromkeys(words for words in each if "" not in words))


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
