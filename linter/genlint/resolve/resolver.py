"""The resolver of a run: imports forwards and backwards, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from genlint.discover import SUFFIXES
from genlint.resolve.folders import Folders, parent
from genlint.resolve.importers import Importers
from genlint.resolve.python import PythonResolver
from genlint.resolve.trees import Trees, files_below
from genlint.resolve.typescript import TypeScriptResolver
from genlint.screen import Unread, Vanished, read


class Resolver:
    """Answers from the disk as it is when a question first reaches a folder, and remembers it."""

    def __init__(
        self,
        files: Callable[[str], Iterable[str]] | None = None,
        source: Callable[[str], bytes | None] | None = None,
    ) -> None:
        """`files` lists the files of a tree, given its top folder; by default as git does.
        `source` may give a file's bytes where they need not be read: an editor's buffer, say."""
        folders = Folders()
        self._trees = Trees(folders)
        self._typescript = TypeScriptResolver(folders, self._trees)
        self._python = PythonResolver(folders, self._trees)
        self.source = source
        """Gives a file's bytes, or None where they must be read."""
        self._importers = Importers(
            self._trees,
            self._typescript,
            self.resolve,
            files or (lambda top: files_below(top, SUFFIXES)),
            self._read,
        )

    def resolve(self, importer: str, specifier: str, language: str) -> str | None:
        """The absolute path of the file that `specifier` means in the file at the absolute path `importer`.

        `language` is "typescript" or "python". None for what is not in the tree, or holds no code.
        """
        resolver = self._python if language == "python" else self._typescript
        return resolver.resolve(parent(importer), specifier)

    def imports(self, path: str) -> tuple[str, ...]:
        """The files that the one at `path` imports, as far as its text tells, in the order of its text."""
        return self._importers.imports(path)

    def reachable(self, path: str) -> Iterator[str]:
        """The files to which imports lead from the one at `path`, the nearest first, each once. Stop
        when enough is known: what is not asked for is not read. Ends at `importers.MAX_REACHABLE` files."""
        return self._importers.reachable(path)

    def importers(self, path: str) -> tuple[str, ...]:
        """The files of the tree that may use what `path` exports, sorted; those that get it through
        re-exports included. The first question reads the tree's files."""
        return self._importers.importers(path)

    def tree(self, path: str) -> str:
        """The top folder of the tree that the file at `path` belongs to."""
        return self._trees.top(parent(path))

    @property
    def cut(self) -> frozenset[str]:
        """The modules with more importers, or imports, than the bounds in `importers` allow to be told."""
        return frozenset(self._importers.cut)

    def _read(self, path: str) -> bytes | None:
        known = self.source(path) if self.source is not None else None
        if known is not None:
            return known
        try:
            return read(path, follow=False)
        except (Unread, Vanished):
            return None
