"""What the text of files tells of their surroundings: imports followed forwards and backwards.

Nothing is parsed here. A program's loader stands on these answers, and a cache asks the same questions again
to know whether anything is different. Paths are absolute.
"""

from __future__ import annotations

from itertools import islice

from genlint.resolve import Resolver
from genlint.screen import Unread, Vanished, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from genlint.notes import Notes

MAX_MENTIONING = 300
"""How many of the files that one reaches by its imports are looked through for words."""


class Sight:
    """Answers from the disk as it is when a question first needs a file, and remembers it."""

    def __init__(
        self,
        resolver: Resolver | None = None,
        sees_slots: Callable[[bytes], bool] = lambda _source: True,
        sees_feeds: Callable[[bytes], bool] = lambda _source: True,
        notes: Notes | None = None,
    ) -> None:
        """`resolver` is one that has seen the same disk: an earlier one of the same run. `sees_slots` tells
        from a file's bytes whether it may take an ID, `sees_feeds` whether it may hand one on. Every
        question with its answer goes into `notes`."""
        self.raw: dict[str, bytes] = {}
        """The bytes of files that are at hand, which are not read again."""
        self._related: dict[str, tuple[str, ...]] = {}
        self._slots: dict[str, bool] = {}
        self._sees_slots = sees_slots
        self._sees_feeds = sees_feeds
        self.notes = notes
        self.resolver = resolver or Resolver()
        self.resolver.source = self.raw.get

    def text(self, path: str) -> bytes | None:
        """A file's bytes; None where it has none for us."""
        source = self.raw.get(path)
        try:
            return read(path, follow=True) if source is None else source
        except (Unread, Vanished):
            return None

    def resolved(self, path: str, specifier: str, language: str) -> str | None:
        """The file that an import in the file at `path` means; None outside the tree."""
        found = self.resolver.resolve(path, specifier, language)
        if self.notes is not None:
            self.notes.answer(path, language, specifier, found)
        return found

    def related_to(self, path: str, source: bytes | None = None) -> tuple[str, ...]:
        """The files that the one at `path` reaches by its imports, and that may hold a slot for what it
        hands on. `source` is the file's bytes, where they are at hand."""
        found = self._related.get(path)
        if found is None:
            feeds = self._sees_feeds((self.text(path) or b"") if source is None else source)
            reachable = self.resolver.reachable(path) if feeds else ()
            found = self._related[path] = tuple(each for each in reachable if self._has_slots(each))
        if self.notes is not None:
            self.notes.answer(path, "related", "", list(found))
        return found

    def mentioned_from(self, path: str, words: Collection[str]) -> Iterator[str]:
        """The nearest files that the one at `path` reaches by its imports, of types too, that have one of
        `words`."""
        wanted = [word.encode() for word in words]
        found: list[str] = []
        for each in islice(self.resolver.reachable(path), MAX_MENTIONING):
            source = self.text(each)
            if source is not None and any(word in source for word in wanted):
                found.append(each)
                if self.notes is not None:
                    self.notes.mentioned(path, words, found, is_all=False)
                yield each
        if self.notes is not None:
            self.notes.mentioned(path, words, found, is_all=True)

    def importers_of(self, path: str) -> tuple[str, ...]:
        """The files of the tree that may import the one at `path`, in a fixed order."""
        found = self.resolver.importers(path)
        if self.notes is not None:
            self.notes.answer(path, "importers", "", list(found))
        return found

    def _has_slots(self, path: str) -> bool:
        known = self._slots.get(path)
        if known is None:
            known = self._slots[path] = self._sees_slots(self.text(path) or b"")
        return known
