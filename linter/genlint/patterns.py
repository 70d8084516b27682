"""Path patterns: the ones of `exclude`, `per-file-ignores` and `test-files`.

A pattern without a slash (`node_modules`, `*.min.js`) is compared with each part of a path; a pattern
with one (`src/gen/*.ts`, `**/mocks/**`) with the path from the pattern's own folder on. Whatever lies
below a matching folder matches as well. `*` and `?` stop at a slash, `**` does not, `[…]` is a set.
"""

from __future__ import annotations

import os

from genlint.lazy import lazy_regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SPECIAL = frozenset("*?[")


def translate(pattern: str) -> str:
    """The regular expression (without anchors) of one glob pattern."""
    out: list[str] = []
    at = 0
    while at < len(pattern):
        if pattern.startswith("**/", at):
            out.append("(?:.*/)?")
            at += 3
        elif pattern.startswith("**", at):
            out.append(".*")
            at += 2
        elif pattern[at] == "*":
            out.append("[^/]*")
            at += 1
        elif pattern[at] == "?":
            out.append("[^/]")
            at += 1
        elif pattern[at] == "[" and (end := pattern.find("]", at + 2)) > 0:
            inside = pattern[at + 1 : end].replace("\\", "\\\\").replace("[", "\\[")
            out.append("[" + ("^" + inside[1:] if inside[0] in "!^" else inside) + "]")
            at = end + 1
        else:
            out.append(pattern[at] if pattern[at].isalnum() else "\\" + pattern[at])
            at += 1
    return "".join(out)


class PathMatcher:
    """Many patterns, asked at once. Built so that the usual patterns need no regular expression."""

    __slots__ = ("_literals", "_regex", "_suffixes", "patterns")

    def __init__(self, patterns: Iterable[str]) -> None:
        """Raises `ValueError` for a pattern that is empty or whose `[…]` is no set."""
        self.patterns = tuple(patterns)
        literals: set[str] = set()
        suffixes: list[str] = []
        rest: list[str] = []
        for raw in self.patterns:
            pattern = raw.replace("\\", "/").removeprefix("./").rstrip("/")
            if not pattern:
                raise ValueError(f"the pattern {raw!r} matches nothing")
            if "/" in pattern:
                rest.append(f"^{translate(pattern.lstrip('/'))}(?:/|$)")
            elif _SPECIAL.isdisjoint(pattern):
                literals.add(pattern)
            elif pattern[0] == "*" and len(pattern) > 1 and _SPECIAL.isdisjoint(pattern[1:]):
                suffixes.append(pattern[1:])
            else:
                rest.append(f"(?:^|/){translate(pattern)}(?:/|$)")
        self._literals = frozenset(literals)
        self._suffixes = tuple(suffixes)
        self._regex = lazy_regex(f"(?s){'|'.join(rest)}") if rest else None
        if any("[" in pattern for pattern in self.patterns):  # nothing else can be wrong with one
            self._check()

    def _check(self) -> None:
        from re import error

        try:
            assert self._regex is not None
            self._regex.search("")
        except error as problem:
            raise ValueError(
                f"one of the patterns {', '.join(self.patterns)} is malformed: {problem}"
            ) from None

    def matches(self, path: str) -> bool:
        """Whether `path`, or a folder on its way, matches. `path` is relative and written with `/`."""
        parts = path.split("/")
        if not self._literals.isdisjoint(parts):
            return True
        if self._suffixes and any(part.endswith(self._suffixes) for part in parts):
            return True
        return self._regex is not None and self._regex.search(path) is not None

    def in_folder(self, folder: str) -> Callable[[str], bool]:
        """What `matches` says of the files in a relative folder ("" or one that ends in a slash), by their
        names."""
        if self._regex is not None:
            return lambda name: self.matches(folder + name)
        if folder and self.matches(folder[:-1]):
            return lambda name: True
        literals, suffixes = self._literals, self._suffixes
        return lambda name: name in literals or name.endswith(suffixes)


class RootedMatcher:
    """A matcher whose patterns are relative to `root`, the folder of the file that states them."""

    __slots__ = ("_prefix", "matcher")

    def __init__(self, root: str, patterns: Iterable[str]) -> None:
        self._prefix = _below(root)
        self.matcher = PathMatcher(patterns)

    def matches(self, path: str, base: str) -> bool:
        """Whether the absolute `path` matches. A path outside of the root is judged from `base` on, the
        folder through which the run came to it, so that the way to a checkout never counts."""
        for prefix in (self._prefix, _below(base)):
            if path.startswith(prefix):
                return self.matcher.matches(path[len(prefix) :])
        return self.matcher.matches(os.path.basename(path))

    def in_folder(self, folder: str, base: str) -> Callable[[str], bool]:
        """What `matches` says of the files in an absolute folder, by their names."""
        inside = _below(folder)
        for prefix in (self._prefix, _below(base)):
            if inside.startswith(prefix):
                return self.matcher.in_folder(inside[len(prefix) :])
        return self.matcher.in_folder("")


def _below(folder: str) -> str:
    return folder if folder.endswith("/") else folder + "/"
