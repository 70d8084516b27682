"""Listing a tree's files with git: what is tracked, and what is neither tracked nor ignored."""

from __future__ import annotations

import os
import subprocess

_COMMAND = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")


def list_files(folder: str, skipped: list[tuple[str, str]]) -> list[str] | None:
    """Absolute paths of the files below `folder`, each once; None where git can't tell.

    Nested repositories (submodules, checkouts inside a checkout) are listed by themselves; one whose
    listing fails goes into `skipped`. Tracked files that were deleted are among the paths.
    """
    own = _ask(folder)
    if own is None:
        return None
    found: dict[str, None] = {}
    pending = [(folder, own)]
    visited = {os.path.realpath(folder)}
    while pending:
        base, listed = pending.pop()
        nested = {name for name in listed if name.endswith("/")} | _submodules(base, listed)
        for name in listed:
            if name not in nested:
                found[f"{base.rstrip('/')}/{name}"] = None
        for name in sorted(nested):
            path = f"{base.rstrip('/')}/{name.rstrip('/')}"
            real = os.path.realpath(path)
            if real in visited or os.path.islink(path):
                continue
            visited.add(real)
            # Without a `.git` of its own, git would answer for the outer repository, and for ever.
            inner = _ask(path) if os.path.lexists(os.path.join(path, ".git")) else []
            if inner is None:
                skipped.append((path, "a repository that git can't list"))
            else:
                pending.append((path, inner))
    return list(found)


def _submodules(base: str, listed: list[str]) -> set[str]:
    """Which of the listed names are submodules: git lists each as one name, without its files."""
    if not os.path.exists(os.path.join(_root(base), ".gitmodules")):
        return set()
    return {name for name in listed if os.path.isdir(os.path.join(base, name)) and not name.endswith("/")}


def _root(folder: str) -> str:
    """The work tree that `folder` is in, or `folder`."""
    current = folder
    while not os.path.lexists(os.path.join(current, ".git")):
        parent = os.path.dirname(current)
        if parent == current:
            return folder
        current = parent
    return current


def _ask(folder: str) -> list[str] | None:
    """What git lists in `folder`, as paths relative to it."""
    # A hook runs us with variables that point at the repository being committed to, which need not be
    # the one that holds `folder`. A monitor hook of the linted repository must not be run.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        answer = subprocess.run(
            ["git", "-c", "core.fsmonitor=false", "-C", folder, *_COMMAND],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment, check=False,
        )  # fmt: skip
    except OSError:
        return None
    if answer.returncode != 0:
        return None
    return os.fsdecode(answer.stdout).split("\0")[:-1]
