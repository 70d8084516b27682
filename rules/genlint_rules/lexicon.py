"""The vocabulary of one run, ready to be asked: is this call a generation hook, this slot a switch?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from genlint.records import dataclass
from genlint.rule import Words
from genlint.sieve import Sieve

from genlint_rules.families import Families
from genlint_rules.identity import Identities, Name
from genlint_rules.policy import CHAT_IN_GENERATION, Policy
from genlint_rules.vocabulary import WORDS
from genlint_rules.words import Patterns, singular, split


class Lexicon:
    """One policy, and the effective vocabulary."""

    def __init__(self, words: Words, policy: Policy = CHAT_IN_GENERATION) -> None:
        """Raises `ValueError` for a pattern that can't be read; the message names the list."""
        self.policy = policy
        self._words = words
        self._patterns = _Lists(words)
        if words != WORDS:  # ours can be read, and are, when they are asked for
            for key in words:
                self._patterns[key]
        self._identities = Identities(
            {key: words.get(key, ()) for key in (policy.intruder, policy.rightful)}, words
        )
        self._strangers = _nouns(words.get(policy.intruder, ()))
        self.is_call = lru_cache(maxsize=8192)(self._is_call)
        self.is_slot = lru_cache(maxsize=16384)(self._is_slot)

    # -- IDs ------------------------------------------------------------------------------------------

    def kind(self, name: Name) -> str | None:
        """The list whose IDs `name` names: the policy's intruder or its rightful ones; None for others."""
        return self._identities.kind(name)

    def is_intruder(self, name: Name) -> bool:
        """Whether `name` names an ID that must stay out: a chat ID."""
        return self.kind(name) == self.policy.intruder

    def speaks_of_intruder(self, name: str) -> bool:
        """Whether a name is about the thing that the intruder is the ID of: `useChatImageGeneration`."""
        words = split(name)
        return any(word in self._strangers or singular(word) in self._strangers for word in words)

    # -- Calls ----------------------------------------------------------------------------------------

    def _is_call(self, key: str, callee: Name) -> bool:
        """Whether the list `key` describes the callee, by its last part or its last two together."""
        return any(self._patterns[key].match(words) for words in _readings(callee))

    @cached_property
    def families(self) -> Families:
        """Which names belong to the lists of calls that are looked for under other names, too."""
        return Families(self._is_call, lambda key: self._patterns[key].needs)

    def is_look_alike(self, callee: Name) -> bool:
        """Whether the callee's own name belongs to something that only sounds like a generation."""
        return bool(callee) and self._patterns["look-alikes"].match(split(callee[-1]))

    # -- Slots ----------------------------------------------------------------------------------------

    def is_identity_slot(self, key: str) -> bool:
        """Whether a property or argument of that name takes the ID of what is made."""
        if self.kind((key,)) == self.policy.rightful:
            return True
        return self._patterns["identity-slots"].match(split(key))

    def is_named_identity(self, key: str) -> bool:
        """Whether the name of a slot says by itself what it is the ID of: `fileId`, not `id`."""
        return self.kind((key,)) == self.policy.rightful

    def _is_slot(self, key: str, name: str) -> bool:
        """Whether the list `key` (`switch-slots`, …) describes the name of a property or argument."""
        return self._patterns[key].match(split(name))

    def glance(self, what: str, source: bytes) -> bool:
        """Whether a module's text may hold something: one of `screening.glances`."""
        return self._sieve.passes(what, source)

    @cached_property
    def _sieve(self) -> Sieve:
        from genlint_rules.screening import glances

        return Sieve(glances(self._words, self.policy))

    # -- Channels -------------------------------------------------------------------------------------

    def channel(self, word: str) -> str | None:
        """Whose channel a word of a URL names: a list of IDs of the policy, None for another's."""
        for form in ((word,), (singular(word),)):
            if self._patterns[self.policy.intruder_channels].match(form):
                return self.policy.intruder
            if self._patterns["generation-channels"].match(form):
                return self.policy.rightful
        return None

    # -- States ---------------------------------------------------------------------------------------

    def matches(self, key: str, words: tuple[str, ...]) -> bool:
        """Whether one of the list's patterns describes all of `words`."""
        return self._patterns[key].match(words)


class _Lists(dict[str, Patterns]):
    """The patterns of each list, made when they are first asked for."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, key: str) -> Patterns:
        try:
            found = self[key] = Patterns(self._words[key], self._words)
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from None
        return found


def _readings(callee: Name) -> Iterable[tuple[str, ...]]:
    """The words by which a callee may be known: `websockets.connect` by `connect` and by both parts."""
    parts = [split(part) for part in callee if split(part)]
    if parts:
        yield parts[-1]
    if len(parts) > 1:
        yield (*parts[-2], *parts[-1])


def _nouns(patterns: Iterable[str]) -> frozenset[str]:
    """The words of ID patterns that say whose the ID is: `chat` of `chat id`."""
    found: set[str] = set()
    for pattern in patterns:
        for token in pattern.split()[:1]:
            found.update(re.findall(r"[a-z0-9]+", token.lower()))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Key:
    """Equal vocabularies share one lexicon."""

    words: tuple[tuple[str, tuple[str, ...]], ...]
    policy: Policy


@lru_cache(maxsize=16)
def _lexicon(key: _Key) -> Lexicon:
    return Lexicon(dict(key.words), key.policy)


def lexicon_of(words: Words, policy: Policy = CHAT_IN_GENERATION) -> Lexicon:
    """The lexicon of an effective vocabulary, made once."""
    return _lexicon(_Key(tuple(sorted((key, tuple(entries)) for key, entries in words.items())), policy))
