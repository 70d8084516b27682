"""Listing a tree that is no repository: a walk that honours each `.gitignore` it meets."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pathspec import GitIgnoreSpec

    Ignores = tuple[tuple[str, GitIgnoreSpec], ...]


def walk(folder: str, excluded: Callable[[str], bool], skipped: list[tuple[str, str]]) -> Iterator[str]:
    """The absolute paths of the files below `folder`. Folders for which `excluded` holds aren't entered.

    Folders that can't be read, and links to folders, are told in `skipped`.
    """
    pending: list[tuple[str, Ignores]] = [(folder, ())]
    while pending:
        current, ignores = pending.pop()
        try:
            with os.scandir(current) as listing:
                folders: list[str] = []
                files: list[str] = []
                links: list[str] = []
                for entry in listing:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.name)
                    elif entry.is_symlink() and _leads_to_folder(entry):
                        links.append(entry.name)
                    else:
                        files.append(entry.name)
        except OSError as error:
            skipped.append((current, (error.strerror or "can't be read").lower()))
            continue
        prefix = current.rstrip("/") + "/"
        if ".gitignore" in files:
            ignores = _add(ignores, prefix)
        for name in sorted(folders):
            path = prefix + name
            if not (ignores and _ignored(ignores, path, True)) and not excluded(path):
                pending.append((path, ignores))
        for name in links:
            path = prefix + name
            if not (ignores and _ignored(ignores, path, False)) and not excluded(path):
                skipped.append((path, "symbolic link to a folder"))
        for name in sorted(files):
            path = prefix + name
            if not (ignores and _ignored(ignores, path, False)):
                yield path


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links
        return False


def _add(ignores: Ignores, prefix: str) -> Ignores:
    try:
        with open(prefix + ".gitignore", encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
    except OSError:
        return ignores
    if not any(line.strip() and not line.startswith("#") for line in lines):
        return ignores
    from pathspec import GitIgnoreSpec  # slow to import, and most trees are repositories

    try:
        return (*ignores, (prefix, GitIgnoreSpec.from_lines(lines)))
    except ValueError:  # a malformed pattern; git itself passes over it
        sound = [line for line in lines if _is_sound(line)]
        return (*ignores, (prefix, GitIgnoreSpec.from_lines(sound)))


def _is_sound(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _ignored(ignores: Ignores, path: str, is_folder: bool) -> bool:
    """Whether the nearest `.gitignore` with an opinion ignores `path`."""
    for prefix, spec in reversed(ignores):
        relative = path[len(prefix) :] + ("/" if is_folder else "")
        answer = spec.check_file(relative).include
        if answer is not None:
            return answer
    return False
