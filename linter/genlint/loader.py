"""A program's files: lowered on demand, each once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from genlint import frontends
from genlint.model.ir import Module
from genlint.notes import Notes
from genlint.resolve import Resolver
from genlint.screen import Unread, Vanished, machine_made, read
from genlint.sight import Sight

MAX_IMPORTED = 1_000_000
"""Bytes. What other files import and is larger is data or a bundle, and stays out of sight."""


class Loader(Sight):
    """Gives modules by absolute path. What can't be read or lowered is None, and stays so."""

    def __init__(
        self,
        resolver: Resolver | None = None,
        sees_slots: Callable[[bytes], bool] = lambda _source: True,
        sees_feeds: Callable[[bytes], bool] = lambda _source: True,
        notes: Notes | None = None,
    ) -> None:
        """As a `Sight` is made."""
        super().__init__(resolver, sees_slots, sees_feeds, notes)
        self._modules: dict[str, Module | None] = {}
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
        if known is not None and self.raw[path] == source:  # a question got here first
            return known
        if self.notes is not None:
            self.notes.file(path, source)
        if tree is not None and frontends.language_of(path) == "python":
            from genlint.frontends.python import lower_python

            module = lower_python(path, source, tree)
        else:
            module = frontends.lower(path, source)
        self._modules[path] = module
        self.raw[path] = source
        self.loaded.add(path)
        self.lowered.append(path)
        self.size += len(source)
        return module

    def load(self, path: str) -> Module | None:
        """The module at `path`, read from the disk at the first call."""
        if path not in self._modules:
            self._modules[path] = None
            self.loaded.add(path)
            source = None
            try:
                source = read(path, follow=True)
                if len(source) <= MAX_IMPORTED and machine_made(path, source) is None:
                    self.lower(path, source)
            except (Unread, Vanished, ValueError, RecursionError):
                return None
            finally:
                if self.notes is not None:
                    self.notes.file(path, source)
        return self._modules[path]

    def resolve(self, module: Module, specifier: str) -> str | None:
        """The file that an import in `module` means; None outside the tree."""
        found = self.resolved(module.path, specifier, module.language)
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
        found = self.related_to(module.path)
        self._note_imports(found)
        return found

    def mentioning(self, module: Module, words: Collection[str]) -> Iterator[str]:
        """The nearest files that `module` reaches by its imports, of types too, that have one of `words`."""
        for path in self.mentioned_from(module.path, words):
            self._note_imports((path,))
            yield path

    def importers(self, module: Module) -> Iterable[str]:
        """The files of the tree that may import `module`, in a fixed order."""
        return self.importers_of(module.path)
