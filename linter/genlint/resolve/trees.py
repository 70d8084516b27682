"""Which tree a file belongs to.

The answer depends on the disk alone, never on the files that a run names, so that a run over a part of a
tree and a run over all of it see the same program:

1. the git (or Mercurial) work tree that holds the file; a submodule belongs to the tree around it;
2. else the nearest folder above that declares workspaces, or else has a project file of its own;
3. else a few levels up, as far as all that lies below is still no more than one program has: loose files
   beside each other are one program, a crowd of files is many.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from genlint.lazy import lazy_regex
from genlint.resolve.folders import Folders, base_name, parent, upward
from genlint.settings import DEFAULT_EXCLUDE

PROJECT_FILES = (
    "package.json",
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "tsconfig.json",
    "jsconfig.json",
    "deno.json",
    "manage.py",
    "requirements.txt",
    "Pipfile",
)

DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
"""Files without code, whose code is beside them or compiled."""

_FOLDERS = "|".join(re.escape(name) for name in DEFAULT_EXCLUDE if "*" not in name)
_EXCLUDED = lazy_regex(f"/(?:{_FOLDERS})/")

LOOSE_LEVELS = 3
"""How far above a file its tree may begin where nothing marks it."""

LOOSE_ENTRIES = 200
"""A folder with more entries is a collection of programs, not one."""

LOOSE_BELOW = 5_000
"""A folder with more files and folders below it is one, too. Finding who imports a loose file reads what lies
below the top of its tree, so this is also the most that neighbours can cost it."""


class Trees:
    """Finds the top folder of the tree around a folder, and lists its files."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._tops: dict[str, str] = {}
        self._repositories: dict[str, str | None] = {}
        self._small: dict[str, bool] = {}

    def top(self, folder: str) -> str:
        """The top folder of the tree that `folder` is in."""
        known = self._tops.get(folder)
        if known is None:
            known = self._tops[folder] = self._repository(folder) or self._project(folder)
        return known

    def _repository(self, folder: str) -> str | None:
        """The work tree around `folder`; each folder on the way is asked once."""
        passed: list[str] = []
        found: str | None = None
        while folder not in self._repositories:
            passed.append(folder)
            if _is_work_tree(folder):
                found = folder
                break
            above = parent(folder)
            if above == folder:
                break
            folder = above
        else:
            found = self._repositories[folder]
        self._repositories.update(dict.fromkeys(passed, found))
        return found

    def _project(self, folder: str) -> str:
        nearest: str | None = None
        home = os.path.expanduser("~").replace(os.sep, "/")
        for each in upward(folder, "/"):
            if each in ("/", home):
                break
            entries = self._folders.entries(each)
            if "pnpm-workspace.yaml" in entries or self._has_workspaces(each):
                return each
            if nearest is None and any(name in entries for name in PROJECT_FILES):
                nearest = each
        return nearest or self._loose(folder, home)

    def _has_workspaces(self, folder: str) -> bool:
        text = self._folders.text(folder + "/package.json")
        return text is not None and '"workspaces"' in text

    def _loose(self, folder: str, home: str) -> str:
        top = folder
        for _ in range(LOOSE_LEVELS):
            above = parent(top)
            if above in ("/", home) or parent(above) == "/":
                break
            if len(self._folders.entries(above)) > LOOSE_ENTRIES or not self._is_small(above):
                break
            top = above
        return top

    def _is_small(self, folder: str) -> bool:
        """Whether one program may be all that lies below `folder`; without what is excluded by default."""
        known = self._small.get(folder)
        if known is None:
            known = self._small[folder] = not any(
                count >= LOOSE_BELOW for count, _entry in enumerate(_below(folder))
            )
        return known


def _below(folder: str) -> Iterator[os.DirEntry[str]]:
    """The files and folders below `folder`, in no order; dependencies and build outputs are not entered."""
    pending = [folder]
    while pending:
        try:
            with os.scandir(pending.pop()) as listing:
                for entry in listing:
                    yield entry
                    if entry.name not in DEFAULT_EXCLUDE and entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
        except OSError:  # what can't be listed can't be read either
            continue


def _is_work_tree(folder: str) -> bool:
    path = folder.rstrip("/") + "/.git"
    try:
        if os.path.isdir(path):
            return True
        with open(path, encoding="utf-8", errors="replace") as file:
            # A submodule's `.git` is a file that points into the outer repository.
            return "/modules/" not in file.read(1000).replace("\\", "/")
    except OSError:
        return os.path.isdir(folder.rstrip("/") + "/.hg")


def files_below(top: str, suffixes: tuple[str, ...]) -> list[str]:
    """The files of the tree at `top` that end in one of `suffixes`, sorted: as git lists them, else as a
    walk finds them. What is excluded by default (dependencies, build outputs) is left out."""
    from genlint.repository import list_files
    from genlint.walk import walk

    listed: Iterable[str] | None = list_files(top, []) if _is_work_tree(top) else None
    if listed is None:
        listed = walk(top, lambda folder: base_name(folder) in DEFAULT_EXCLUDE, [])
    start = len(top.rstrip("/"))
    wanted = (path for path in listed if path.endswith(suffixes) and not path.endswith(DECLARATIONS))
    return sorted(path for path in wanted if _EXCLUDED.search(path, start) is None)
