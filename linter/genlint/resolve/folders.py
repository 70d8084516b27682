"""What lies in which folder, listed once, and read as text or bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

_NOTHING: Mapping[str, bool] = {}


class Folders:
    """Folder listings, remembered: a candidate path costs a look-up, never a system call of its own.

    All paths are absolute and normalised, with `/`.
    """

    def __init__(self) -> None:
        self._listings: dict[str, Mapping[str, bool]] = {}

    def entries(self, folder: str) -> Mapping[str, bool]:
        """The names in `folder`, each with whether it is a folder; empty where it can't be listed."""
        known = self._listings.get(folder)
        if known is None:
            known = self._listings[folder] = _listing(folder)
        return known

    def is_file(self, path: str) -> bool:
        """Whether `path`, letter for letter, is something other than a folder."""
        return self.entries(parent(path)).get(base_name(path)) is False

    def is_folder(self, path: str) -> bool:
        """Whether `path`, letter for letter, is a folder."""
        return self.entries(parent(path)).get(base_name(path)) is True

    def text(self, path: str) -> str | None:
        """The text of a configuration file; None where there is none, or it is no UTF-8."""
        if not self.is_file(path):
            return None
        try:
            with open(path, encoding="utf-8-sig") as file:
                return file.read()
        except (OSError, UnicodeError):
            return None


def _listing(folder: str) -> Mapping[str, bool]:
    try:
        with os.scandir(folder) as listing:
            return {entry.name: _is_folder(entry) for entry in listing}
    except (OSError, ValueError):  # a specifier may hold a null character
        return _NOTHING


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links
        return False


def parent(path: str) -> str:
    """The folder that holds `path`."""
    return path[: path.rfind("/")] or "/"


def base_name(path: str) -> str:
    """The last part of `path`."""
    return path[path.rfind("/") + 1 :]


def join(folder: str, relative: str) -> str:
    """`relative`, which may hold `.` and `..`, as seen from the normalised `folder`."""
    parts = folder.rstrip("/").split("/") if not relative.startswith("/") else [""]
    for part in relative.split("/"):
        if part == "..":
            if len(parts) > 1:
                parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or "/"


def upward(folder: str, top: str) -> Iterator[str]:
    """`folder` and the folders above it, `top` the last; `folder` alone where it is not below `top`."""
    yield folder
    above = top.rstrip("/") + "/"
    while folder != top and folder.startswith(above):
        folder = parent(folder)
        yield folder
