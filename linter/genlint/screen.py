"""The screen: reading a file once, and telling from its bytes whether it can hold a finding.

A file without the literals that every finding needs is never parsed, so a syntax error in it is not
reported either. Files that hold one of our suppression comments pass, so that unused ones are seen.
"""

from __future__ import annotations

import os
import re
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from genlint.rule import Screen

    Test = Callable[[bytes], bool]

MAX_READ = 16_000_000
"""Bytes. What is larger is reported without being read; below, the screen decides first."""

MINIFIED_LINE = 5000
"""Bytes of a line that nobody wrote by hand, in JavaScript; a file is minified when such lines are
more than half of it."""

_PARTING = b"_-$"
"""What words are parted with in names; a file is searched without it."""

_FOLDED = bytes(code + 32 if 65 <= code <= 90 else code for code in range(256))
"""Makes ASCII letters lower case."""

_DIRECTIVE = b"genlint:"
_NOQA = re.compile(rb"noqa[^\n]{0,200}?gen[0-9]")
"""In lower-case text. Comments that name other tools' codes alone are many, and none of our business."""

_SCRIPT_SUFFIXES = (".js", ".mjs", ".cjs", ".jsx")

# Where the platform has them: never follow a link that a walk met, never block on a named pipe.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


class Unread(Exception):
    """A file has no text for us. `problem` tells whether that is worth a finding."""

    def __init__(self, reason: str, *, problem: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.problem = problem


class Vanished(Exception):
    """A file that was listed is no longer there."""


def read(path: str, *, follow: bool) -> bytes:
    """The bytes of a regular file. `follow` decides whether `path` may be a symbolic link.

    Raises `Vanished`, and `Unread` for all that can't be read, or is larger than `MAX_READ`.
    """
    try:
        handle = os.open(path, _FLAGS if follow else _FLAGS | _NO_FOLLOW)
    except FileNotFoundError:
        if os.path.islink(path):
            raise Unread("broken symbolic link", problem=follow) from None
        raise Vanished from None
    except OSError as error:
        if not follow and os.path.islink(path):
            raise Unread("symbolic link", problem=False) from None
        raise Unread(_reason(error), problem=True) from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise Unread("directory" if stat.S_ISDIR(status.st_mode) else "not a regular file", problem=False)
        if status.st_size > MAX_READ:
            raise Unread(too_large(status.st_size, MAX_READ), problem=True)
        data = os.read(handle, status.st_size + 1)
        # A read may be short, and a file may grow meanwhile.
        while len(data) <= MAX_READ and (more := os.read(handle, MAX_READ) if data else b""):
            data += more
        return data
    except OSError as error:
        raise Unread(_reason(error), problem=True) from None
    finally:
        os.close(handle)


def _reason(error: OSError) -> str:
    return (error.strerror or "can't be read").lower()


def too_large(size: int, limit: int) -> str:
    """The words for a file of `size` bytes where `limit` are allowed."""
    return f"{size:,} bytes, more than the {limit:,} that are read"


def is_minified(path: str, data: bytes) -> bool:
    """Whether JavaScript was written by a machine: most of it stands in lines too long for a person."""
    if len(data) <= MINIFIED_LINE or not path.endswith(_SCRIPT_SUFFIXES):
        return False
    return 2 * sum(len(line) for line in data.split(b"\n") if len(line) > MINIFIED_LINE) > len(data)


class Sieve:
    """A `Screen`, made ready to be asked of many files.

    Combinations share sets of literals, so they are kept as a tree: a set that a file has none of cuts off
    all combinations that need it. The functions of those that are left are asked afterwards.
    """

    __slots__ = ("_root",)

    def __init__(self, screen: Screen) -> None:
        self._root = _Branch()
        for combination in screen:
            sets = {_shortest(each) for each in combination if isinstance(each, frozenset)}
            tests = tuple(each for each in combination if not isinstance(each, frozenset))
            self._root.grow(sorted(sets - {(b"",)}, key=_rarity), tests)

    def passes(self, data: bytes) -> bool:
        """Whether a file with these bytes can hold a finding."""
        folded = data.translate(_FOLDED, _PARTING)
        if _DIRECTIVE in folded or (b"noqa" in folded and _NOQA.search(folded) is not None):
            return True
        waiting: list[tuple[Test, ...]] = []
        self._root.gather(folded, {}, waiting)
        if not waiting:
            return False
        answers: dict[Test, bool] = {}
        for tests in sorted(waiting, key=len):
            for test in tests:
                answer = answers.get(test)
                if answer is None:
                    answer = answers[test] = test(data)
                if not answer:
                    break
            else:
                return True
        return False


class _Branch:
    """What is left to ask of a file that has all sets on the way to here."""

    __slots__ = ("branches", "tests")

    def __init__(self) -> None:
        self.branches: dict[tuple[bytes, ...], _Branch] = {}
        self.tests: list[tuple[Test, ...]] = []
        """The functions of the combinations that need no more sets."""

    def grow(self, sets: list[tuple[bytes, ...]], tests: tuple[Test, ...]) -> None:
        """Add a combination."""
        branch = self
        for each in sets:
            branch = branch.branches.setdefault(each, _Branch())
        if tests not in branch.tests:
            branch.tests.append(tests)

    def gather(
        self, folded: bytes, known: dict[tuple[bytes, ...], bool], waiting: list[tuple[Test, ...]]
    ) -> None:
        """Put what is to be asked of a file with the folded bytes into `waiting`."""
        waiting += self.tests
        for literals, branch in self.branches.items():
            found = known.get(literals)
            if found is None:
                for literal in literals:
                    if literal in folded:
                        found = True
                        break
                else:
                    found = False
                known[literals] = found
            if found:
                branch.gather(folded, known, waiting)


def _rarity(literals: tuple[bytes, ...]) -> tuple[int, int, tuple[bytes, ...]]:
    """A key by which sets that few files have come first: few literals, and long ones."""
    return len(literals), -min(map(len, literals)), literals


def _shortest(literals: frozenset[bytes]) -> tuple[bytes, ...]:
    """The literals, folded, that hold no other one: where a longer one occurs, so does the shorter in it."""
    kept: list[bytes] = []
    for literal in sorted({each.translate(_FOLDED, _PARTING) for each in literals}, key=_by_length):
        if not any(other in literal for other in kept):
            kept.append(literal)
    return tuple(kept)


def _by_length(literal: bytes) -> tuple[int, bytes]:
    return len(literal), literal
