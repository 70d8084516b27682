"""One run's use of a cache: what it can answer, and what the run adds."""

from __future__ import annotations

import os

from genlint.cache import folder as cache_folder
from genlint.cache.check import Check
from genlint.cache.codec import Contents, Entry, decode, encode, outcome_data, outcome_of
from genlint.cache.folder import BrokenCache
from genlint.cache.graph import Graph, standing
from genlint.cache.key import settings_digest, words_digest
from genlint.notes import digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from genlint.engine import Candidate
    from genlint.outcome import FileOutcome
    from genlint.registry import Registry
    from genlint.resolve import Resolver
    from genlint.settings import Settings

MAX_TRAITS = 50_000
"""Texts that no run of late has looked at are forgotten when there are more."""


class Session:
    """Recalls judgements, and keeps new ones. What can't be used is left out; `problem` says so."""

    def __init__(self, folder: str, key: str, registry: Registry) -> None:
        """`folder` is the cache's, `key` tells the way in which genlint is called from all others."""
        self._folder = folder
        self._name = key + cache_folder.JUDGEMENTS
        self._registry = registry
        self._contents = Contents()
        self._standing: dict[str, Graph] = {}
        """By words: what was found to be as it was, and what the run noted."""
        self._recalled: set[str] = set()
        self._new: dict[str, tuple[Entry, FileOutcome]] = {}
        self._in_run: dict[str, Settings] = {}
        self._digests: dict[int, tuple[Settings, str, str]] = {}
        self.resolver: Resolver | None = None
        """One that has seen the disk, where questions were asked again."""
        self.problem: str | None = None
        """Why the cache, or a part of it, is not used."""
        self._load()

    def _load(self) -> None:
        try:
            data = cache_folder.read(self._folder, self._name)
            if data is not None:
                self._contents = decode(data)
        except BrokenCache as error:
            self.problem = str(error)
        except ValueError:
            self.problem = f"{self._name} is damaged"

    def recall(self, candidates: Sequence[Candidate]) -> list[FileOutcome]:
        """The outcomes that are known for some of the candidates: all of them the same as if judged now."""
        by_words: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            self._in_run[candidate.path] = candidate.settings
            entry = self._contents.entries.get(candidate.path)
            if entry is not None:
                settings, words = self._told(candidate.settings)
                if (entry.settings, entry.words) == (settings, words) and words in self._contents.graphs:
                    by_words.setdefault(words, []).append(candidate)
        found: list[FileOutcome] = []
        for words, known in by_words.items():
            found += self._recall(words, known)
        return found

    def _recall(self, words: str, candidates: list[Candidate]) -> list[FileOutcome]:
        graph = self._contents.graphs[words]
        check = Check(graph, self._registry, candidates[0].settings.words, self.resolver)
        check.hold(candidates)
        paths = [candidate.path for candidate in candidates]
        try:
            every, fallen = standing(graph, paths, check.reads_same, check.answers_same)
        except (TypeError, ValueError, IndexError, AttributeError):  # an answer of no known form
            self.problem = f"{self._name} is damaged"
            return []
        self.resolver = check.resolver
        found = []
        for path in paths:
            if path in fallen or path not in graph.nodes or graph.nodes[path].digest is None:
                continue
            try:
                outcome, missing = outcome_of(path, self._contents.entries[path].outcome)
            except ValueError:
                self.problem = f"{self._name} is damaged"
                continue
            texts = {each: check.bytes_of(each) for each in missing}
            if None not in texts.values():
                outcome.sources.update({each: text for each, text in texts.items() if text is not None})
                found.append(outcome)
                self._recalled.add(path)
        now = self._standing.setdefault(words, Graph())
        now.traits.update(check.traits)
        for path in every:
            if path not in fallen and path in graph.nodes:
                now.add(path, graph.nodes[path])
        return found

    def keep(self, outcome: FileOutcome) -> None:
        """Take note of a new judgement."""
        settings = self._in_run[outcome.path]
        told, words = self._told(settings)
        if outcome.noted is not None:
            self._standing.setdefault(words, Graph()).note(outcome.noted)
            outcome.noted = None
        if not outcome.failed:
            self._new[outcome.path] = (Entry(told, words, []), outcome)

    def save(self) -> None:
        """Write what the run has added; nothing where all was known."""
        if not self._new:
            return
        contents = Contents()
        kept = {path: entry for path, entry in self._contents.entries.items() if path in self._recalled}
        for path, (entry, outcome) in self._new.items():
            graph = self._standing.get(entry.words, Graph())
            node = graph.nodes.get(path)
            if node is not None and node.digest:
                plain = (each for each, data in outcome.sources.items()
                         if each in graph.nodes and graph.nodes[each].digest == digest(data))  # fmt: skip
                entry.outcome = outcome_data(outcome, plain)
                kept[path] = entry
        self._add_others(kept)
        # Nothing may stand on what was different at two times of the run, nor be kept that nothing stands on.
        for words, graph in self._standing.items():
            own = [path for path, entry in kept.items() if entry.words == words]
            fallen = graph.fallen(graph.below(own), graph.torn)
            sound = [path for path in own if path not in fallen]
            contents.entries.update((path, kept[path]) for path in sound)
            final = contents.graphs[words] = Graph()
            final.traits = graph.traits
            final.nodes = {path: graph.nodes[path] for path in graph.below(sound) if path in graph.nodes}
        try:
            cache_folder.write(self._folder, self._name, encode(contents))
        except BrokenCache as error:
            self.problem = self.problem or str(error)

    def _add_others(self, kept: dict[str, Entry]) -> None:
        """Keep what is known of files that the run was not about, unless it saw something to the contrary."""
        for words, graph in self._contents.graphs.items():
            others = {
                path: entry
                for path, entry in self._contents.entries.items()
                if entry.words == words and path not in self._in_run and os.path.isfile(path)
            }
            if not others:
                continue
            now = self._standing.setdefault(words, Graph())
            if len(graph.traits) < MAX_TRAITS:
                now.traits = {**graph.traits, **now.traits}
            every = graph.below(others)
            bad = [path for path in every if path in graph.nodes and not now.agrees(path, graph.nodes[path])]
            fallen = graph.fallen(every, bad)
            sound = [path for path in others if path not in fallen]
            kept.update((path, others[path]) for path in sound)
            for path in graph.below(sound):
                if path in graph.nodes:
                    now.add(path, graph.nodes[path])

    def _told(self, settings: Settings) -> tuple[str, str]:
        """The digests of settings and of their words."""
        known = self._digests.get(id(settings))
        if known is None:
            known = self._digests[id(settings)] = (
                settings,
                settings_digest(settings),
                words_digest(settings),
            )
        return known[1], known[2]
