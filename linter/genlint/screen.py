"""Reading the files of a run. What tells from a file's bytes whether it can hold a finding is the `sieve`.

A file without what every finding needs is never parsed, so a syntax error in it is not
reported either. Files that hold one of our suppression comments pass, so that unused ones are seen.
"""

from __future__ import annotations

import os
import stat

MAX_READ = 16_000_000
"""Bytes. What is larger is reported without being read; below, the screen decides first."""

MINIFIED_LINE = 5000
"""Bytes of a line that nobody wrote by hand, in JavaScript; a file is minified when such lines are
more than half of it."""

BUNDLE_SIZE = 300_000
"""Bytes of JavaScript in one file that nobody wrote by hand."""

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
        while len(data) != status.st_size and len(data) <= MAX_READ:
            more = os.read(handle, MAX_READ)
            if not more:
                break
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


def machine_made(path: str, data: bytes) -> str | None:
    """Why JavaScript was not written by hand, in a word or two; None where it may have been.

    It is minified when most of it stands in lines too long for a person, compiled when it ends in the address
    of its source map, and a bundle when it is larger than anybody writes.
    """
    if not path.endswith(_SCRIPT_SUFFIXES):
        return None
    if len(data) > BUNDLE_SIZE:
        return "a bundle, by its size"
    if b"# sourceMappingURL=" in data[-400:]:
        return "compiled"
    if len(data) <= MINIFIED_LINE:
        return None
    long = sum(len(line) for line in data.split(b"\n") if len(line) > MINIFIED_LINE)
    return "minified" if 2 * long > len(data) else None
