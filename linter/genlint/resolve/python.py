"""Python's imports."""

from __future__ import annotations

import sys

from genlint.resolve.folders import Folders, parent
from genlint.resolve.python_roots import Roots
from genlint.resolve.trees import Trees


class PythonResolver:
    """Resolves dotted names to files of the tree; what is installed is never looked for."""

    def __init__(self, folders: Folders, trees: Trees) -> None:
        self._folders = folders
        self._roots = Roots(folders, trees)
        self._memo: dict[tuple[str, str], str | None] = {}

    def resolve(self, folder: str, specifier: str) -> str | None:
        """The file that `specifier` (`a.b`, `.c`, `..`) means in a file of `folder`.

        None for a namespace package, which has no file, as for what is not in the tree.
        """
        key = (folder, specifier)
        if key not in self._memo:
            self._memo[key] = self._resolve(folder, specifier)
        return self._memo[key]

    def _resolve(self, folder: str, specifier: str) -> str | None:
        name = specifier.lstrip(".")
        parts = name.split(".") if name else []
        if "" in parts:
            return None
        level = len(specifier) - len(name)
        if level:
            for _ in range(level - 1):
                folder = parent(folder)
            return self._below(folder, parts)
        if not parts:
            return None
        certain, possible = self._roots.of(folder)
        for root in certain:
            found = self._below(root, parts)
            if found is not None:
                return found
        if parts[0] in sys.stdlib_module_names:
            return None
        for root in possible:
            found = self._below(root, parts)
            if found is not None:
                return found
        return None

    def _below(self, folder: str, parts: list[str]) -> str | None:
        """The module `parts` in `folder`; with no parts, the package that `folder` is."""
        for part in parts[:-1]:
            if self._folders.entries(folder).get(part) is not True:
                return None
            folder = f"{folder.rstrip('/')}/{part}"
        if not parts:
            return self._package(folder)
        entries = self._folders.entries(folder)
        name, base = parts[-1], f"{folder.rstrip('/')}/{parts[-1]}"
        if entries.get(name) is True:
            found = self._package(base)
            if found is not None:
                return found
        for suffix in (".py", ".pyi"):
            if entries.get(name + suffix) is False:
                return base + suffix
        return None

    def _package(self, folder: str) -> str | None:
        entries = self._folders.entries(folder)
        for name in ("__init__.py", "__init__.pyi"):
            if entries.get(name) is False:
                return f"{folder.rstrip('/')}/{name}"
        return None
