"""Families of callees: the lists of calls whose entries are looked for under other names, too.

Every name of a module is asked for its families, so the answers are remembered, and a name that lacks the
words of all patterns is not compared with any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from genlint_rules.identity import Name
from genlint_rules.words import Needs, spell, split

HOOKS, TRACKING, CONNECTIONS, REACTIONS = 1, 2, 4, 8
ALL = HOOKS | TRACKING | CONNECTIONS | REACTIONS

LISTS = {
    "generation-hooks": HOOKS,
    "tracking-calls": TRACKING,
    "generation-connections": CONNECTIONS,
    "ambiguous-connections": CONNECTIONS,
    "connections": CONNECTIONS,
    "openings": CONNECTIONS,
    "effects": REACTIONS,
    "dependency-calls": REACTIONS,
}
"""The families of the vocabulary's lists. A name may be told by its last two parts together, of which one
alone is known by another list: so lists that share such parts are of one family."""

_MEMORY = 200_000
"""How many names are remembered from module to module."""


class Families:
    """The families of dotted names, by one vocabulary."""

    def __init__(self, is_call: Callable[[str, Name], bool], needs: Callable[[str], list[Needs]]) -> None:
        """`is_call` tells whether a list describes a callee, `needs` which words its patterns need."""
        self._is_call = is_call
        words: dict[str, int] = {}
        self._patterns: list[tuple[int, ...]] = []
        for key in LISTS:
            for pattern in needs(key):
                sets = [
                    [words.setdefault(word, 1 << len(words)) for word in sorted(need)] for need in pattern
                ]
                self._patterns.append(tuple(sum(each) for each in sets))
        self._words: Mapping[str, int] = words
        self._held: dict[str, int] = {}
        self._plausible: dict[int, bool] = {}
        self._pairs: dict[tuple[str, str], int] = {}

    def of(self, name: Name) -> int:
        """The families of a dotted name, as bits."""
        parts = [part for part in name if split(part)][-2:]
        if len(parts) == 2:
            return self.pair(parts[0], parts[1])
        return self.pair("", parts[0]) if parts else 0

    def pair(self, owner: str, own: str) -> int:
        """The families of a name by its last two parts, both with words in them; `owner` is empty where
        there is but one."""
        key = owner, own
        found = self._pairs.get(key)
        if found is None:
            found = 0
            if self._may_be_known(self._words_in(owner) | self._words_in(own)):
                name = key if owner else (own,)
                for each, family in LISTS.items():
                    if not found & family and self._is_call(each, name):
                        found |= family
            if len(self._pairs) >= _MEMORY:
                self._pairs.clear()
            self._pairs[key] = found
        return found

    def _words_in(self, part: str) -> int:
        """The needed words that a part of a name holds, as bits."""
        found = self._held.get(part)
        if found is None:
            line = spell(split(part))
            found = sum(bit for word, bit in self._words.items() if word in line)
            if len(self._held) >= _MEMORY:
                self._held.clear()
            self._held[part] = found
        return found

    def _may_be_known(self, held: int) -> bool:
        """Whether a name that holds some words has those that some pattern needs."""
        found = self._plausible.get(held)
        if found is None:
            found = self._plausible[held] = any(
                all(held & need for need in pattern) for pattern in self._patterns
            )
        return found
