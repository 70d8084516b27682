"""Which files a run is about: arguments, and the trees below them.

A named file is always part of the run, unless an `exclude` pattern takes it out (as in flake8, since
pre-commit names every file). A tree is listed by git where it is a repository's, submodules included,
else walked. Symbolic links are followed when named, never when met.
"""

from __future__ import annotations

import os

from genlint.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genlint.config import Configuration

SUFFIXES = (".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs", ".py", ".pyi")
"""What a front end reads; the front ends themselves are too heavy to ask on the way to the screen."""


class Target:
    """A file to look at."""

    __slots__ = ("named", "path")

    def __init__(self, path: str, named: bool) -> None:
        self.path = path
        """Absolute, with `/`."""
        self.named = named
        """Whether an argument named it; it may then be a symbolic link."""


class Discovery:
    """What the arguments mean. Iterate `targets` once; `skipped` is complete afterwards."""

    def __init__(self, arguments: Iterable[str], configuration: Configuration) -> None:
        """Raises `UsageError` for an argument that does not exist; all such are named."""
        self._configuration = configuration
        self.skipped: list[tuple[str, str]] = []
        """Absolute paths of what was left out, each with the reason in a few words."""
        cwd = configuration.cwd
        paths = sorted({_absolute(cwd, argument) for argument in arguments})
        missing = [path for path in paths if not os.path.lexists(path)]
        if missing:
            shown = ", ".join(os.path.relpath(path, cwd).replace(os.sep, "/") for path in missing)
            raise UsageError(f"no such file or folder: {shown}")
        self._files = [path for path in paths if not os.path.isdir(path)]
        # A folder inside another named one adds nothing.
        self._folders: list[str] = []
        for path in (path for path in paths if os.path.isdir(path)):
            if not any(path.startswith(_below(outer)) for outer in self._folders):
                self._folders.append(path)

    def targets(self) -> Iterator[Target]:
        """Each file once. The order says nothing: the caller sorts what it makes of them."""
        seen = set(self._files)
        for path in self._files:
            base = os.path.dirname(path)
            if self._configuration.for_folder(base).excludes(path, base):
                self.skipped.append((path, "excluded"))
            elif not path.lower().endswith(SUFFIXES):
                self.skipped.append((path, "neither TypeScript, JavaScript nor Python"))
            else:
                yield Target(path, named=True)
        for folder in self._folders:
            for path in self._tree(folder):
                if path not in seen:
                    yield Target(path, named=False)

    def _tree(self, folder: str) -> Iterator[str]:
        """The files below `folder` that a front end reads and no pattern excludes."""
        if self._configuration.for_folder(folder).excludes(folder, os.path.dirname(folder)):
            self.skipped.append((folder, "excluded"))
            return
        if in_repository(folder):
            from genlint.repository import list_files

            listed = list_files(folder, self.skipped)
            if listed is not None:
                yield from self._filter(folder, listed)
                return
        from genlint.walk import walk

        excluded = _FolderFilter(folder, self._configuration)
        yield from self._filter(folder, walk(folder, excluded, self.skipped))

    def _filter(self, base: str, paths: Iterable[str]) -> Iterator[str]:
        excluded = _FolderFilter(base, self._configuration)
        folder: str | None = None
        for path in paths:
            if not path.endswith(SUFFIXES) and not path.lower().endswith(SUFFIXES):
                continue
            cut = path.rfind("/")
            if path[:cut] != folder:  # neighbours come one after the other
                folder = path[:cut]
                parent = folder or "/"
                excludes = None
                if not excluded(parent):
                    excludes = self._configuration.for_folder(parent).excludes_in(parent, base)
            if excludes is not None and not excludes(path[cut + 1 :]):
                yield path


class _FolderFilter:
    """Whether a folder below `base` is excluded, remembered: a tree has far fewer folders than files."""

    __slots__ = ("_answers", "_base", "_configuration")

    def __init__(self, base: str, configuration: Configuration) -> None:
        self._base = base
        self._configuration = configuration
        self._answers = {base: False}

    def __call__(self, folder: str) -> bool:
        answer = self._answers.get(folder)
        if answer is None:
            parent = folder[: folder.rfind("/")] or "/"
            # The folder that is asked about is judged by the configuration of the folder that holds it,
            # so that what is excluded never gets to configure anything.
            answer = self._answers[folder] = self(parent) or self._configuration.for_folder(parent).excludes(
                folder, self._base
            )
        return answer


def in_repository(folder: str) -> bool:
    """Whether `folder` is inside a git work tree, as far as the presence of a `.git` tells."""
    while True:
        if os.path.lexists(os.path.join(folder, ".git")):
            return True
        parent = os.path.dirname(folder)
        if parent == folder:
            return False
        folder = parent


def _absolute(cwd: str, argument: str) -> str:
    return os.path.normpath(os.path.join(cwd, argument)).replace(os.sep, "/")


def _below(folder: str) -> str:
    return folder if folder.endswith("/") else folder + "/"
