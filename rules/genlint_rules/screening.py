"""What a file must hold to be worth parsing, worked out from the vocabulary.

Each combination stands for one way in which a finding can come to be: a call of a generation hook, of a
connection, with a channel, an options record. It asks for literals first: of each pattern the words that a
name can't do without, anywhere in the file. Few files have them all, and only those are asked whether such
a name is really there (`candidates`). Both halves are made of the patterns that the rules judge by, and ask
for less than they do.

What neither sees: a name or a text that is put together from parts or written with escapes
(`hooks["use" + "Image" + "Generation"]`), a key of several words with spaces between.
"""

from __future__ import annotations

from genlint_rules.policy import CHAT_IN_GENERATION
from genlint_rules.words import literal_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from genlint.rule import Screen

    from genlint_rules.candidates import Names, Vocabulary
    from genlint_rules.policy import Policy

    Words = Mapping[str, tuple[str, ...]]
    Literals = frozenset[bytes]
    Combination = tuple["Literals | Test", ...]

_ID_SPELLINGS = frozenset({"id", "uuid", "guid", "identifier", "uid", "pk"})
"""Other spellings of a word that IDs are known by."""


def screen(words: Words, policy: Policy = CHAT_IN_GENERATION) -> Screen:
    """What a file must hold for a finding that is known from this file alone.

    Raises `ValueError` for patterns that can't be read.
    """
    return _Combinations(words, policy).of_findings()


def slots_screen(words: Words, policy: Policy = CHAT_IN_GENERATION) -> Screen:
    """What a file must hold to have a slot that takes a generation's ID: a hook, a connection, a tracking
    call; whoever hands an ID in. Raises `ValueError` for patterns that can't be read."""
    return _Combinations(words, policy).of_slots()


def feeds_screen(words: Words, policy: Policy = CHAT_IN_GENERATION) -> Screen:
    """What a file must hold to hand on a chat ID to another file.

    Raises `ValueError` for patterns that can't be read.
    """
    return _Combinations(words, policy).of_feeds()


class Test:
    """A question about a file's names, asked of few files. What answers it is imported for the first one."""

    __slots__ = ("_lazy", "_question")

    def __init__(self, lazy: _Lazy, question: Callable[[Names], bool]) -> None:
        self._lazy = lazy
        self._question = question

    def __call__(self, data: bytes) -> bool:
        """The answer for a file's bytes."""
        return self._question(self._lazy.vocabulary().names(data))


class _Lazy:
    """A vocabulary that is made when a file asks for it."""

    __slots__ = ("_made", "_policy", "_words")

    def __init__(self, words: Words, policy: Policy) -> None:
        self._words = words
        self._policy = policy
        self._made: Vocabulary | None = None

    def vocabulary(self) -> Vocabulary:
        if self._made is None:
            from genlint_rules.candidates import Vocabulary

            self._made = Vocabulary(self._words, self._policy)
        return self._made

    def test(self, question: Callable[[Names], bool]) -> Test:
        return Test(self, question)


class _Combinations:
    """The combinations for one effective vocabulary."""

    def __init__(self, words: Words, policy: Policy) -> None:
        self._words = words
        self._policy = policy
        self._lazy = _lazy_for(words, policy)

    def of_findings(self) -> Screen:
        stranger = self._any_of(self._policy.intruder)
        found: list[Combination] = []
        for key in ("generation-hooks", "tracking-calls"):
            for literals, call in self._calls(key):
                found.append((stranger, *literals, self._lazy.test(lambda names: names.has_stranger), call))
        return (*found, *self._connections(sure=True))

    def of_slots(self) -> Screen:
        found: list[Combination] = []
        for key in ("generation-hooks", "tracking-calls"):
            found.extend((*literals, call) for literals, call in self._calls(key))
        return (*found, *self._connections(sure=False))

    def of_feeds(self) -> Screen:
        stranger = self._any_of(self._policy.intruder)
        return ((stranger, self._lazy.test(lambda names: names.has_stranger)),)

    def _connections(self, *, sure: bool) -> Iterator[Combination]:
        """The ways to a connection. `sure` asks of channels all that this file alone can say for them."""
        test = self._lazy.test
        for literals, call in self._calls("generation-connections"):
            yield (*literals, call)
        owner = self._any_of("generation-channels") | self._any_of(self._policy.rightful)
        channel = test(
            (lambda names: names.has_certain_channel or (names.has_channel and names.has_stranger))
            if sure
            else (lambda names: names.has_channel)
        )
        for key in ("connections", "openings"):
            for literals, call in self._calls(key):
                yield (owner, *literals, call, channel)
        switch = self._any_of("switch-slots")
        is_switched = test(lambda names: names.has_slot("switch-slots"))
        has_identity = test(lambda names: names.has_rightful or names.has_channel)
        for literals, call in self._calls("connection-options"):
            yield (owner, switch, *literals, is_switched, call, has_identity)
        handlers = self._any_of("handler-slots") | self._any_of("handler-maps")
        is_handled = test(lambda names: names.has_slot("handler-slots") or names.has_slot("handler-maps"))
        yield (owner, switch, handlers, is_switched, is_handled, has_identity)

    def _calls(self, key: str) -> Iterator[tuple[tuple[Literals, ...], Test]]:
        """Of each pattern of a list of calls: the literals that it needs, and the test for its name."""
        as_callable = key == "generation-hooks"
        for pattern in self._words.get(key, ()):
            needed = dict.fromkeys(_bytes(each) for each in literal_words(pattern, self._words))
            yield tuple(needed), self._call(pattern, as_callable)

    def _call(self, pattern: str, as_callable: bool) -> Test:
        lazy = self._lazy
        return lazy.test(
            lambda names: lazy.vocabulary().call(pattern).stands_in(names, as_callable=as_callable)
        )

    def _any_of(self, key: str) -> Literals:
        """One set for a whole list: of each pattern the words that tell the most."""
        found: set[bytes] = set()
        for pattern in self._words.get(key, ()):
            needed = literal_words(pattern, self._words)
            if not needed:
                # Any file may hold what such a pattern matches.
                return frozenset({b""})
            found |= _bytes(max(needed, key=lambda each: (min(map(len, each)), sorted(each))))
        return frozenset(found)


_lazies: dict[tuple[object, ...], _Lazy] = {}


def _lazy_for(words: Words, policy: Policy) -> _Lazy:
    """The one vocabulary that all screens of these words share, so that a file's names are read once."""
    key = (policy, *((name, tuple(entries)) for name, entries in words.items()))
    found = _lazies.get(key)
    if found is None:
        found = _lazies[key] = _Lazy(words, policy)
    return found


def _bytes(words: frozenset[str]) -> Literals:
    """Words as literals. One with letters beyond ASCII, whose case bytes don't tell, asks for nothing."""
    chosen = words | _ID_SPELLINGS if words & _ID_SPELLINGS else words
    if not all(word.isascii() for word in chosen):
        return frozenset({b""})
    return frozenset(word.encode() for word in chosen)
