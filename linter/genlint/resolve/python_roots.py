"""Where a Python program's top-level modules may lie.

Nothing in a tree says for sure what will be on the import path, so these are tried in order:

* certain: the nearest folder above the file that is no package; each folder above that one, up to the
  tree's top, with the folders that its `pyproject.toml` names and its conventional source folders;
* possible: other projects of the same tree (`packages/*`, `libs/*` …), each with its `src`, and then the
  packages that the file is in, for programs that are started inside of one.
"""

from __future__ import annotations

import sys
from typing import Any

from genlint.resolve.folders import Folders, join, parent, upward
from genlint.resolve.jsonc import strings, table
from genlint.resolve.trees import Trees

SOURCE_FOLDERS = ("src", "lib", "python", "backend", "app", "server", "api")
"""Children of a root that are often roots themselves."""

PROJECT_GROUPS = ("packages", "libs", "apps", "services", "projects", "components")
"""Folders of a tree that hold a project each."""

MAX_PROJECTS = 100
"""Projects of a tree that are looked into."""

_PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg")


class Roots:
    """The candidate roots of each folder, worked out once."""

    def __init__(self, folders: Folders, trees: Trees) -> None:
        self._folders = folders
        self._trees = trees
        self._known: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._children: dict[str, list[str]] = {}
        self._projects: dict[str, list[str]] = {}

    def of(self, folder: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The certain and the possible roots for a file in `folder`, best first."""
        known = self._known.get(folder)
        if known is None:
            known = self._known[folder] = self._work_out(folder)
        return known

    def _work_out(self, folder: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        top = self._trees.top(folder)
        packages: dict[str, None] = {}
        certain: dict[str, None] = {}
        for each in upward(folder, top):
            if not certain and "__init__.py" in self._folders.entries(each):
                packages[each] = None
                continue
            certain[each] = None
            certain.update(dict.fromkeys(self._below(each)))
        if packages and not certain:  # the top is a package: it is found in the folder around it
            certain[parent(top)] = None
        possible = dict.fromkeys(self._other_projects(top))
        possible.update(packages)
        return tuple(certain), tuple(each for each in possible if each not in certain)

    def _below(self, folder: str) -> list[str]:
        """The roots that `folder` declares, or has by convention."""
        known = self._children.get(folder)
        if known is None:
            entries = self._folders.entries(folder)
            known = []
            if "pyproject.toml" in entries:
                text = self._folders.text(folder.rstrip("/") + "/pyproject.toml") or ""
                known += [join(folder, each) for each in declared_roots(text)]
            known += [f"{folder.rstrip('/')}/{name}" for name in SOURCE_FOLDERS if entries.get(name)]
            self._children[folder] = known
        return known

    def _other_projects(self, top: str) -> list[str]:
        known = self._projects.get(top)
        if known is None:
            known = self._projects[top] = []
            base = top.rstrip("/")
            groups = [
                top,
                *(f"{base}/{name}" for name in PROJECT_GROUPS if self._folders.is_folder(f"{base}/{name}")),
            ]
            count = 0
            for group in groups:
                for name, is_folder in sorted(self._folders.entries(group).items()):
                    if (
                        not is_folder
                        or name.startswith(".")
                        or name == "node_modules"
                        or count > MAX_PROJECTS
                    ):
                        continue
                    count += 1
                    project = f"{group.rstrip('/')}/{name}"
                    if any(each in self._folders.entries(project) for each in _PROJECT_FILES):
                        known += [project, *self._below(project)]
        return known


def declared_roots(text: str) -> list[str]:
    """The folders, relative to a `pyproject.toml`, that its text names as places of top-level modules:
    for the build (setuptools, hatch, poetry), for pytest, and for type checkers."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        tools = table(tomllib.loads(text).get("tool"))
    except ValueError:
        return []
    setuptools = table(tools.get("setuptools"))
    found = strings(table(table(setuptools.get("packages")).get("find")).get("where"))
    found += strings(table(setuptools.get("package-dir")).get(""))
    wheel = _at(tools, "hatch", "build", "targets", "wheel")
    found += [parent("/" + each)[1:] or "." for each in strings(wheel.get("packages"))]
    found += strings(table(wheel.get("sources")).get("")) + list(table(wheel.get("sources")))
    poetry = table(tools.get("poetry")).get("packages")
    found += [
        each["from"] for each in (poetry if isinstance(poetry, list) else ())
        if isinstance(table(each).get("from"), str)
    ]  # fmt: skip
    found += strings(_at(tools, "pytest", "ini_options").get("pythonpath"))
    mypy = table(tools.get("mypy")).get("mypy_path")
    found += [part for each in strings(mypy) for part in each.replace(",", ":").split(":") if part]
    found += strings(table(tools.get("pyright")).get("extraPaths"))
    found += strings(table(tools.get("ruff")).get("src"))
    return [each for each in dict.fromkeys(found) if "$" not in each and "*" not in each]


def _at(value: dict[str, Any], *keys: str) -> dict[str, Any]:
    for key in keys:
        value = table(value.get(key))
    return value
