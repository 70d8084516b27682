"""Asking again what judgements stand on."""

from __future__ import annotations

from itertools import islice

from genlint.notes import BETWEEN, END, NOTHING, digest
from genlint.sieve import Sieve
from genlint.sight import Sight

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from genlint.cache.graph import Graph
    from genlint.engine import Candidate
    from genlint.notes import Answer
    from genlint.registry import Registry
    from genlint.resolve import Resolver
    from genlint.rule import Words

MAX_HELD = 16_000_000
"""Bytes of files that are kept, so that a question need not read them again."""


class Check:
    """Whether files and answers are as they were noted."""

    def __init__(self, graph: Graph, registry: Registry, words: Words, resolver: Resolver | None) -> None:
        """`resolver` is one that has seen the disk in the same run."""
        self._graph = graph
        self._registry = registry
        self._words = words
        self._sieve: Sieve | None = None
        self._sight = Sight(
            resolver,
            lambda source: self._passes("slots_screen", source),
            lambda source: self._passes("feeds_screen", source),
        )
        self.traits: dict[tuple[str, str], bool] = {}
        """What the screens say of the texts that were looked at."""
        self._held = 0

    @property
    def resolver(self) -> Resolver:
        """One that has seen the disk."""
        return self._sight.resolver

    def _passes(self, screen: str, source: bytes) -> bool:
        """What a screen says of a text: the same as it has said of it before."""
        key = (screen, digest(source))
        known = self._graph.traits.get(key)
        if known is None:
            if self._sieve is None:
                self._sieve = self._registry.sieve(self._words)
            known = self._sieve.passes(screen, source)
        self.traits[key] = known
        return known

    def hold(self, candidates: Iterable[Candidate]) -> None:
        """Take over what was read of the candidates: these bytes are what is judged."""
        for candidate in candidates:
            if candidate.source is not None:
                self._sight.raw[candidate.path] = candidate.source

    def reads_same(self, path: str, noted: str) -> bool:
        """Whether a file's bytes have the digest."""
        data = self._sight.text(path)
        if data is not None and path not in self._sight.raw and self._held < MAX_HELD:
            self._sight.raw[path] = data
            self._held += len(data)
        return digest(data) == noted

    def answers_same(self, path: str) -> bool:
        """Whether all questions that were asked from a file are answered as they were."""
        return all(
            self._is_same(path, kind, words, answer)
            for (kind, words), answer in self._graph.nodes[path].answers.items()
        )

    def _is_same(self, path: str, kind: str, words: str, answer: Answer) -> bool:
        sight = self._sight
        if kind in ("python", "typescript"):
            return sight.resolved(path, words, kind) == answer
        if kind == "related":
            return list(sight.related_to(path)) == answer
        if kind == "importers":
            return list(sight.importers_of(path)) == answer
        if kind == "mentioning" and isinstance(answer, list):
            # as much of it as was taken before
            found = [*islice(sight.mentioned_from(path, words.split(BETWEEN)), len(answer)), END]
            return found[: len(answer)] == answer
        return False

    def bytes_of(self, path: str) -> bytes | None:
        """A file's bytes, when they are the ones that were checked."""
        node = self._graph.nodes.get(path)
        data = self._sight.text(path)
        if node is None or node.digest in (None, NOTHING) or digest(data) != node.digest:
            return None
        return data
