"""The packages of a tree: workspaces of npm, yarn, pnpm and lerna, and what they call themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from genlint.resolve.folders import Folders, join, upward
from genlint.resolve.jsonc import read_object, strings, table

MAX_DEPTH = 5
"""Folders that `**` in a workspace pattern reaches down."""

_LINKS = ("file:", "link:", "portal:")


class Packages:
    """Finds packages by name. A manifest is read once, a workspace listed once."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._manifests: dict[str, dict[str, Any] | None] = {}
        self._members: dict[str, dict[str, str]] = {}

    def manifest(self, folder: str) -> dict[str, Any] | None:
        """The `package.json` in `folder`."""
        if folder not in self._manifests:
            path = folder.rstrip("/") + "/package.json"
            self._manifests[folder] = read_object(self._folders.text(path))
        return self._manifests[folder]

    def around(self, folder: str, top: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The packages that hold `folder`, the nearest first, each with its manifest."""
        for each in upward(folder, top):
            manifest = self.manifest(each)
            if manifest is not None:
                yield each, manifest

    def find(self, folder: str, top: str, name: str) -> str | None:
        """The folder of the package that `name` means in a file of `folder`; None outside the tree."""
        for each, manifest in self.around(folder, top):
            if manifest.get("name") == name:
                return each
            linked = self._linked(each, manifest, name)
            if linked is not None:
                return linked
        for each in upward(folder, top):
            found = self._workspace(each).get(name)
            if found is not None:
                return found
        return None

    def _linked(self, folder: str, manifest: Mapping[str, Any], name: str) -> str | None:
        for field in ("dependencies", "devDependencies", "peerDependencies"):
            wanted = table(manifest.get(field)).get(name)
            if isinstance(wanted, str) and wanted.startswith(_LINKS):
                path = join(folder, wanted.partition(":")[2])
                return path if self._folders.is_folder(path) else None
        return None

    def _workspace(self, folder: str) -> dict[str, str]:
        """The members of the workspace that `folder` declares, from name to folder."""
        known = self._members.get(folder)
        if known is None:
            known = self._members[folder] = self._list_members(folder)
        return known

    def _list_members(self, folder: str) -> dict[str, str]:
        included: dict[str, None] = {}
        excluded: set[str] = set()
        for pattern in self._patterns(folder):
            if pattern.startswith("!"):
                excluded.update(self._expand(folder, pattern[1:]))
            else:
                included.update(dict.fromkeys(self._expand(folder, pattern)))
        members: dict[str, str] = {}
        for each in included:
            name = (self.manifest(each) or {}).get("name") if each not in excluded else None
            if isinstance(name, str):
                members.setdefault(name, each)
        return members

    def _patterns(self, folder: str) -> list[str]:
        entries = self._folders.entries(folder)
        patterns: list[str] = []
        if "pnpm-workspace.yaml" in entries:
            patterns += pnpm_patterns(self._folders.text(folder.rstrip("/") + "/pnpm-workspace.yaml") or "")
        if "package.json" in entries:
            declared = (self.manifest(folder) or {}).get("workspaces")
            patterns += strings(declared.get("packages") if isinstance(declared, dict) else declared)
        if "lerna.json" in entries:
            lerna = read_object(self._folders.text(folder.rstrip("/") + "/lerna.json"))
            patterns += strings((lerna or {}).get("packages"))
        return patterns

    def _expand(self, folder: str, pattern: str) -> list[str]:
        """The folders that a workspace pattern means, sorted."""
        found: set[str] = set()
        parts = tuple(part for part in pattern.split("/") if part not in ("", "."))
        pending: list[tuple[str, tuple[str, ...], int]] = [(folder, parts, 0)]
        while pending:
            at, rest, depth = pending.pop()
            if not rest:
                found.add(at)
                continue
            part, following = rest[0], rest[1:]
            if part == "..":
                pending.append((join(at, ".."), following, depth))
                continue
            if part == "**":
                pending.append((at, following, depth))
                if depth == MAX_DEPTH:
                    continue
                following = rest
            for name, is_folder in self._folders.entries(at).items():
                if not is_folder or name == "node_modules" or name.startswith("."):
                    continue
                if part == "**" or fnmatchcase(name, part):
                    pending.append((f"{at.rstrip('/')}/{name}", following, depth + (part == "**")))
        return sorted(found)


def pnpm_patterns(text: str) -> list[str]:
    """The `packages` of a `pnpm-workspace.yaml`, as a block or a flow list of plain or quoted scalars."""
    patterns: list[str] = []
    inside = False
    for line in text.splitlines():
        bare = _without_comment(line).rstrip()
        if not bare.strip():
            continue
        if not bare.startswith((" ", "\t", "-", "]")):
            key, _, value = bare.partition(":")
            inside = key.strip().strip("\"'") == "packages"
            bare = value
        if not inside:
            continue
        item = bare.strip()
        if item.startswith("-"):
            patterns.append(_scalar(item[1:]))
        else:
            patterns += [_scalar(part) for part in item.strip("[]").split(",")]
    return [pattern for pattern in patterns if pattern]


def _without_comment(line: str) -> str:
    quote = ""
    for index, character in enumerate(line):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "#" and (index == 0 or line[index - 1] in " \t"):
            return line[:index]
    return line


def _scalar(text: str) -> str:
    return text.strip().strip("\"'")
