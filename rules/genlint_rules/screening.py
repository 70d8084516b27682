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

from genlint_rules.literals import needed, of_ids, of_slots
from genlint_rules.policy import CHAT_IN_GENERATION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from genlint.rule import Screen

    from genlint_rules.candidates import Names, Vocabulary
    from genlint_rules.policy import Policy

    Words = Mapping[str, tuple[str, ...]]
    Literals = frozenset[bytes]
    Combination = tuple["Literals | Test", ...]


def screen(words: Words, policy: Policy = CHAT_IN_GENERATION) -> Screen:
    """What a file must hold to have a slot that takes a generation's ID, or what takes its place: a hook, a
    connection, a tracking call, an options record. No rule speaks of a file without, unless what it hands
    to another file ends in a slot there.

    A chat ID is not asked for, though rules want to see one: it may come from another file, and the names
    of slots are rare enough. Raises `ValueError` for patterns that can't be read.
    """
    lazy = _lazy_for(words, policy)
    if lazy.slots is None:
        lazy.slots = tuple(_Combinations(words, policy).of_slots())
    return lazy.slots


def slots_screen(words: Words, policy: Policy = CHAT_IN_GENERATION) -> Screen:
    """What a file must hold for a chat ID that another file hands in to end in a slot: the same.

    Raises `ValueError` for patterns that can't be read.
    """
    return screen(words, policy)


def feeds_screen(words: Words, policy: Policy = CHAT_IN_GENERATION) -> Screen:
    """What a file must hold to hand on a chat ID to another file.

    Raises `ValueError` for patterns that can't be read.
    """
    return tuple(_Combinations(words, policy).of_feeds())


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

    __slots__ = ("_made", "_policy", "_words", "slots")

    def __init__(self, words: Words, policy: Policy) -> None:
        self._words = words
        self._policy = policy
        self._made: Vocabulary | None = None
        self.slots: Screen | None = None
        """What `screen` has made of it."""

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

    def of_feeds(self) -> Iterator[Combination]:
        yield self._ids(self._policy.intruder), self._lazy.test(lambda names: names.has_stranger)

    def of_slots(self) -> Iterator[Combination]:
        test = self._lazy.test
        for key in ("generation-hooks", "tracking-calls", "generation-connections"):
            for literals, call in self._calls(key):
                yield (*literals, call)
        owner = self._ids("generation-channels") | self._ids(self._policy.rightful)
        channel = test(lambda names: names.has_channel)
        for key in ("connections", "openings"):
            for literals, call in self._calls(key):
                yield (owner, *literals, channel, call)
        switch = _encoded(of_slots("switch-slots", self._words))
        is_switched = test(lambda names: names.has_slot("switch-slots"))
        has_identity = test(lambda names: names.has_rightful or names.has_channel)
        for literals, call in self._calls("connection-options"):
            yield (owner, switch, *literals, is_switched, has_identity, call)
        handlers = _encoded(of_slots("handler-slots", self._words) | of_slots("handler-maps", self._words))
        is_handled = test(lambda names: names.has_slot("handler-slots") or names.has_slot("handler-maps"))
        are_near = test(lambda names: names.has_slots_near("switch-slots", ("handler-slots", "handler-maps")))
        yield (owner, switch, handlers, is_switched, is_handled, has_identity, are_near)

    def _ids(self, key: str) -> Literals:
        return _encoded(of_ids(key, self._words))

    def _calls(self, key: str) -> Iterator[tuple[tuple[Literals, ...], Test]]:
        """Of each pattern of a list of calls: the literals that it needs, and the test for its name."""
        as_callable = key == "generation-hooks"
        for pattern in self._words.get(key, ()):
            sets = dict.fromkeys(_encoded(each) for each in needed(pattern, self._words))
            yield tuple(sets), self._call(pattern, as_callable)

    def _call(self, pattern: str, as_callable: bool) -> Test:
        lazy = self._lazy
        return lazy.test(
            lambda names: lazy.vocabulary().call(pattern).stands_in(names, as_callable=as_callable)
        )


_lazies: dict[tuple[object, ...], _Lazy] = {}


def _lazy_for(words: Words, policy: Policy) -> _Lazy:
    """The one vocabulary that all screens of these words share, so that a file's names are read once."""
    key = (policy, *((name, tuple(entries)) for name, entries in words.items()))
    found = _lazies.get(key)
    if found is None:
        found = _lazies[key] = _Lazy(words, policy)
    return found


def _encoded(literals: Iterable[str]) -> Literals:
    return frozenset(literal.encode() for literal in literals)
