"""Paths as a code host knows them: relative to the repository, not to the working directory."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from genlint.result import Result


class RepositoryPaths:
    """Gives the paths of one report."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self.root = _root(result.cwd)
        """The work tree that the working directory is in, else the working directory itself."""

    def relative(self, path: str) -> str | None:
        """The absolute `path` relative to the repository, with `/`; None for a file outside of it."""
        try:
            relative = os.path.relpath(path, self.root).replace(os.sep, "/")
        except ValueError:  # another drive
            return None
        return None if relative.startswith("../") else relative

    def shown(self, path: str) -> str:
        """The path for people: relative to the repository, else as every report shows it."""
        return self.relative(path) or self._result.display(path)

    def uri(self, path: str) -> str:
        """A percent-encoded URI: relative for a file of the repository, else `file://`."""
        from urllib.parse import quote

        relative = self.relative(path)
        text = relative if relative is not None else path
        encoded = quote(os.fsencode(text.replace(os.sep, "/")), safe="/-._~!$&'()*+,;=@")
        if relative is None:
            return "file://" + ("" if encoded.startswith("/") else "/") + encoded
        return encoded


def _root(folder: str) -> str:
    current = folder
    while not os.path.lexists(os.path.join(current, ".git")):
        parent = os.path.dirname(current)
        if parent == current:
            return folder
        current = parent
    return current
