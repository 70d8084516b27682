"""Trees of files to resolve in."""

from __future__ import annotations

from pathlib import Path

import pytest
from genlint.resolve import Resolver


class Tree:
    """Files below a folder that is marked as a repository, and a resolver that has seen nothing yet."""

    def __init__(self, top: Path, files: dict[str, str] | list[str]) -> None:
        self.top = top
        (top / ".git").mkdir(exist_ok=True)
        contents = files if isinstance(files, dict) else dict.fromkeys(files, "")
        for name, content in contents.items():
            path = top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        self.reads: list[str] = []
        self.resolver = Resolver(files=self._files, source=self._note)

    def _files(self, top: str) -> list[str]:
        found = (path for path in Path(top).rglob("*") if path.is_file() and ".git" not in path.parts)
        return sorted(
            path.as_posix() for path in found if path.suffix[1:] in ("ts", "tsx", "js", "mts", "py")
        )

    def _note(self, path: str) -> bytes | None:
        self.reads.append(self.short(path))
        return None

    def path(self, name: str) -> str:
        return f"{self.top.as_posix()}/{name}"

    def short(self, path: str) -> str:
        return path.removeprefix(f"{self.top.as_posix()}/")

    def resolve(self, importer: str, specifier: str) -> str | None:
        language = "python" if importer.endswith((".py", ".pyi")) else "typescript"
        found = self.resolver.resolve(self.path(importer), specifier, language)
        return None if found is None else self.short(found)

    def importers(self, name: str) -> list[str]:
        return [self.short(each) for each in self.resolver.importers(self.path(name))]

    def imports(self, name: str) -> list[str]:
        return [self.short(each) for each in self.resolver.imports(self.path(name))]


@pytest.fixture
def tree_of(tmp_path):
    """Makes a `Tree` of files: a list of paths, or a mapping from path to content."""
    return lambda files: Tree(tmp_path, files)
