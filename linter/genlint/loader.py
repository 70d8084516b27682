"""A program's files: lowered on demand, each once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from genlint import frontends
from genlint.model.ir import Module
from genlint.resolve import Resolver
from genlint.screen import Unread, Vanished, machine_made, read

MAX_IMPORTED = 1_000_000
"""Bytes. What other files import and is larger is data or a bundle, and stays out of sight."""

MAX_MENTIONING = 300
"""How many of the files that one reaches by its imports are looked through for words."""


class Loader:
    """Gives modules by absolute path. What can't be read or lowered is None, and stays so."""

    def __init__(
        self,
        resolver: Resolver | None = None,
        sees_slots: Callable[[bytes], bool] = lambda _source: True,
        sees_feeds: Callable[[bytes], bool] = lambda _source: True,
    ) -> None:
        """`resolver` is one that has seen the same disk: an earlier loader's, of the same run. `sees_slots`
        tells from a file's bytes whether it may take an ID, `sees_feeds` whether it may hand one on."""
        self._modules: dict[str, Module | None] = {}
        self._raw: dict[str, bytes] = {}
        self._related: dict[str, tuple[str, ...]] = {}
        self._slots: dict[str, bool] = {}
        self._sees_slots = sees_slots
        self._sees_feeds = sees_feeds
        self.resolver = resolver or Resolver()
        self.resolver.source = self._raw.get
        self.loaded: set[str] = set()
        """The paths that were asked for, whether or not there was a module to give."""
        self.lowered: list[str] = []
        """The paths of the files that were lowered since somebody emptied this list."""
        self.imported: dict[str, None] = {}
        """The paths that imports led to, likewise."""
        self._all_imported: set[str] = set()
        self.size = 0
        """Bytes of source in the modules held."""

    def lower(self, path: str, source: bytes, tree: Any = None) -> Module:
        """The module that `source` makes; from now on it is what `load(path)` gives.

        `tree` is the `ast.Module` of a Python source, where the caller has parsed it already. Raises
        `UnicodeError` for undecodable source, `ValueError` for a path that no front end reads.
        """
        known = self._modules.get(path)
        if known is not None and self._raw[path] == source:  # a question got here first
            return known
        if tree is not None and frontends.language_of(path) == "python":
            from genlint.frontends.python import lower_python

            module = lower_python(path, source, tree)
        else:
            module = frontends.lower(path, source)
        self._modules[path] = module
        self._raw[path] = source
        self.loaded.add(path)
        self.lowered.append(path)
        self.size += len(source)
        return module

    def load(self, path: str) -> Module | None:
        """The module at `path`, read from the disk at the first call."""
        if path not in self._modules:
            self._modules[path] = None
            self.loaded.add(path)
            try:
                source = read(path, follow=True)
                if len(source) <= MAX_IMPORTED and machine_made(path, source) is None:
                    self.lower(path, source)
            except (Unread, Vanished, ValueError, RecursionError):
                return None
        return self._modules[path]

    def resolve(self, module: Module, specifier: str) -> str | None:
        """The file that an import in `module` means; None outside the tree."""
        found = self.resolver.resolve(module.path, specifier, module.language)
        if found is not None:
            self._note_imports((found,))
        return found

    def _note_imports(self, paths: Iterable[str]) -> None:
        for path in paths:
            if path not in self._all_imported:
                self._all_imported.add(path)
                self.imported[path] = None

    def related(self, module: Module) -> Iterable[str]:
        """The files that `module` reaches by its imports, and that may hold a slot for what it hands on."""
        found = self._related.get(module.path)
        if found is None and not self._sees_feeds(self._raw.get(module.path, b"")):
            found = self._related[module.path] = ()
        if found is None:
            reachable = self.resolver.reachable(module.path)
            found = self._related[module.path] = tuple(path for path in reachable if self._has_slots(path))
            self._note_imports(found)
        return found

    def mentioning(self, module: Module, words: Collection[str]) -> Iterator[str]:
        """The nearest files that `module` reaches by its imports, of types too, that have one of `words`."""
        wanted = [word.encode() for word in words]
        for path in islice(self.resolver.reachable(module.path), MAX_MENTIONING):
            source = self._raw.get(path)
            try:
                source = read(path, follow=True) if source is None else source
            except (Unread, Vanished):
                continue
            if any(word in source for word in wanted):
                self._note_imports((path,))
                yield path

    def _has_slots(self, path: str) -> bool:
        known = self._slots.get(path)
        if known is None:
            source = self._raw.get(path)
            try:
                source = read(path, follow=True) if source is None else source
            except (Unread, Vanished):
                source = b""
            known = self._slots[path] = self._sees_slots(source)
        return known

    def importers(self, module: Module) -> Iterable[str]:
        """The files of the tree that may import `module`, in a fixed order."""
        return self.resolver.importers(module.path)
