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
    from collections.abc import Callable, Iterable

    from genlint.rule import Requirement, Screen

    Test = Callable[[bytes], bool]
    _Parted = tuple[frozenset[tuple[bytes, ...]], tuple[Test, ...]]
    """A combination: its sets of literals, and its functions."""

MAX_READ = 16_000_000
"""Bytes. What is larger is reported without being read; below, the screen decides first."""

MINIFIED_LINE = 5000
"""Bytes of a line that nobody wrote by hand, in JavaScript; a file is minified when such lines are
more than half of it."""

_FOLDED = bytes(
    code + 32 if 65 <= code <= 90 else code if 48 <= code <= 57 or 97 <= code <= 122 else 32
    for code in range(256)
)
"""Makes letters lower case, and spaces of all but letters and digits."""

_PARTING = b"_$"
"""What words are parted with in identifiers; it is left out."""

_MANY = 30
"""Files from which on it pays to arrange what is asked."""

_STEM = 6
"""Letters that two words have in common at their beginning, so that it pays to look for those before."""

_DIRECTIVE = b"genlint"
_NOQA = re.compile(rb"genlint:|noqa[^\n]{0,200}?gen[0-9]", re.IGNORECASE)
"""Comments that name other tools' codes alone are many, and none of our business."""

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
    all combinations that need it. The functions of those that are left are asked afterwards. Making the
    tree takes as long as asking a few files without.
    """

    __slots__ = ("_asked", "_root", "_screen", "_stems")

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._asked = 0
        self._root: _Branch | None = None
        self._stems: dict[bytes, bytes] = {}

    def passes(self, data: bytes) -> bool:
        """Whether a file with these bytes can hold a finding."""
        found = _Found(data, self._stems)
        if (_DIRECTIVE in found.folded or b"noqa" in found.folded) and _NOQA.search(data) is not None:
            return True
        answers: dict[Test, bool] = {}
        for tests in sorted(self._waiting(found), key=len):
            for test in tests:
                answer = answers.get(test)
                if answer is None:
                    answer = answers[test] = test(data)
                if not answer:
                    break
            else:
                return True
        return False

    def _waiting(self, found: _Found) -> list[tuple[Test, ...]]:
        """The functions of each combination whose literals a file has."""
        if self._root is not None:
            waiting: list[tuple[Test, ...]] = []
            self._root.gather(found, waiting)
            return waiting
        self._asked += 1
        if self._asked == _MANY:
            self._stems.update(_stems({each for combination in self._screen for each in combination}))
            parted = [_parted(combination) for combination in self._screen]
            self._root = _Branch(parted, self._stems, frozenset())
        return [
            tuple(each for each in combination if not isinstance(each, frozenset))
            for combination in self._screen
            if all(
                any(found[literal] for literal in each) for each in combination if isinstance(each, frozenset)
            )
        ]


class _Branch:
    """What is left to ask of a file that has all sets on the way to here."""

    __slots__ = ("branches", "tests")

    def __init__(
        self, combinations: list[_Parted], stems: dict[bytes, bytes], asked: frozenset[bytes]
    ) -> None:
        """`asked` are the stems that are known when a file comes here."""
        self.branches: list[tuple[tuple[bytes, ...], _Branch]] = []
        self.tests: list[tuple[Test, ...]] = list(
            dict.fromkeys(tests for sets, tests in combinations if not sets)
        )
        """The functions of the combinations that need no more sets."""
        left = [each for each in combinations if each[0]]
        while left:
            best = min(
                {each for sets, _ in left for each in sets}, key=lambda each: _price(each, left, stems, asked)
            )
            asked |= {stems.get(literal, literal) for literal in best}
            inner = [(sets - {best}, tests) for sets, tests in left if best in sets]
            self.branches.append((best, _Branch(inner, stems, asked)))
            left = [(sets, tests) for sets, tests in left if best not in sets]

    def gather(self, found: _Found, waiting: list[tuple[Test, ...]]) -> None:
        """Put what is to be asked of a file into `waiting`."""
        waiting += self.tests
        for literals, branch in self.branches:
            for literal in literals:
                if found[literal]:
                    branch.gather(found, waiting)
                    break


def _parted(combination: tuple[Requirement, ...]) -> _Parted:
    sets = frozenset(_shortest(each) for each in combination if isinstance(each, frozenset))
    return sets - {(b"",)}, tuple(each for each in combination if not isinstance(each, frozenset))


def _price(
    literals: tuple[bytes, ...],
    combinations: list[_Parted],
    stems: dict[bytes, bytes],
    asked: frozenset[bytes],
) -> tuple[float, tuple[bytes, ...]]:
    """What it costs to ask for a set next, for each combination that this may spare; and the set itself, so
    that the order is a fixed one."""
    fresh = {stems.get(literal, literal) for literal in literals} - asked
    return (0.1 + len(fresh)) / sum(literals in sets for sets, _ in combinations), literals


class _Found(dict[bytes, bool]):
    """From a literal to whether a file has it, found out when it is asked for."""

    __slots__ = ("_stems", "folded")

    def __init__(self, data: bytes, stems: dict[bytes, bytes]) -> None:
        self._stems = stems
        # The borders of a file are borders, too.
        self.folded = b" " + data.translate(_FOLDED, _PARTING) + b" "

    def __missing__(self, literal: bytes) -> bool:
        stem = self._stems.get(literal)
        found = (stem is None or self[stem]) and literal in self.folded
        self[literal] = found
        return found


def _stems(requirements: Iterable[Requirement]) -> dict[bytes, bytes]:
    """From a literal to a part that it has in common with others: where that is missing, all of them are."""
    literals = set().union(*(each for each in requirements if isinstance(each, frozenset)))
    parts: dict[bytes, int] = {}
    for literal in literals:
        part = literal[:_STEM]
        if len(part) == _STEM and b" " not in part:
            parts[part] = parts.get(part, 0) + 1
    short = {each.strip() for each in literals if each != each.strip() or len(each) < _STEM}
    cores = [part for part, count in parts.items() if count > 1]
    cores += [each for each in short if len(each) > 2 and sum(each in literal for literal in literals) > 2]
    cores.sort(key=_by_length)
    stems: dict[bytes, bytes] = {}
    for literal in literals:
        stem = next((core for core in cores if core in literal), literal)
        if stem != literal:
            stems[literal] = stem
    return stems


def _shortest(literals: frozenset[bytes]) -> tuple[bytes, ...]:
    """The literals that hold no other one: where a longer one occurs, so does the shorter in it."""
    kept: list[bytes] = []
    for literal in sorted(literals, key=_by_length):
        if not any(other in literal for other in kept):
            kept.append(literal)
    return tuple(kept)


def _by_length(literal: bytes) -> tuple[int, bytes]:
    return len(literal), literal
