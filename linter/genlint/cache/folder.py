"""The folder of a cache: where it is, what is ours in it, reading and writing its files.

A checked-out repository may hold anything under our names. So a folder is used only when it is new, empty, or
bears our tag; files are data that no code is made of, and are replaced, never written into.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time

from genlint.config import FILE_NAMES
from genlint.notes import digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = ".genlint_cache"

TAG = "CACHEDIR.TAG"
_TAG_TEXT = b"""Signature: 8a477f597d28d172789f06886806bc55
# Judgements of genlint's earlier runs. This folder may be deleted at any time: `genlint clean` does it.
"""
_IGNORE_TEXT = b"*\n"

JUDGEMENTS = ".json"
_PARTIAL = ".partial"

MAX_SIZE = 200_000_000
"""Bytes of one file that are read."""

MAX_FILES = 8
"""Files of each suffix that are kept, one for each way in which genlint is called on the project."""

ABANDONED = 3600
"""Seconds after which nobody is still writing a file."""

_MAGIC = b"genlint cache 1 "

_MARKERS = (*FILE_NAMES, ".git", ".hg")

_UNWRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM)


class BrokenCache(Exception):
    """What is there can't be used. The message says why, without the place."""


def root_of(folder: str, configured: str | None) -> str | None:
    """The root of the project that `folder` is in: the folder of the configuration that holds (`configured`),
    else the nearest one that is marked as a project's. None where nothing tells, and for a home as a whole.
    """
    if configured is not None:
        return configured
    home = os.path.expanduser("~").replace(os.sep, "/")
    while True:
        parent = os.path.dirname(folder)
        if folder in (home, parent):
            return None
        if any(os.path.lexists(os.path.join(folder, name)) for name in _MARKERS):
            return folder
        folder = parent


def read(folder: str, name: str) -> bytes | None:
    """The contents of a file that `write` wrote; None where there is none.

    Raises `BrokenCache` for a folder that is not ours, and for a file that is not as it was written.
    """
    _examine(folder)
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    )
    try:
        with open(os.open(os.path.join(folder, name), flags), "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_SIZE:
                raise BrokenCache(f"{name} is no file of genlint's")
            data = file.readall()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BrokenCache(f"{name} can't be read: {error.strerror}") from None
    start = len(_MAGIC) + 32
    if not data.startswith(_MAGIC) or data[len(_MAGIC) : start].decode("ascii", "replace") != digest(
        data[start:]
    ):
        raise BrokenCache(f"{name} is damaged")
    return data[start:]


def write(folder: str, name: str, data: bytes) -> None:
    """Write a file whole or not at all, and remove what is too much or was left behind.

    A folder that may not be written is left as it is. Raises `BrokenCache` where writing fails otherwise.
    """
    try:
        os.makedirs(folder, exist_ok=True)
        _examine(folder)
        for own, text in ((TAG, _TAG_TEXT), (".gitignore", _IGNORE_TEXT)):
            if not os.path.lexists(os.path.join(folder, own)):
                _replace(folder, own, text)
        _replace(folder, name, _MAGIC + digest(data).encode() + data)
        _prune(folder)
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise BrokenCache(f"it can't be written: {error.strerror}") from None


def _replace(folder: str, name: str, data: bytes) -> None:
    path = os.path.join(folder, name)
    partial = f"{path}.{os.getpid()}.{time.monotonic_ns()}{_PARTIAL}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        with open(os.open(partial, flags, 0o666), "wb") as file:
            file.write(data)
        os.replace(partial, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(partial)
        raise


def _prune(folder: str) -> None:
    now = time.time()
    kept: list[tuple[float, str]] = []
    for path, changed in _files(folder):
        if path.endswith(JUDGEMENTS):
            kept.append((changed, path))
        elif now - changed > ABANDONED:
            _unlink(path)
    for _, path in sorted(kept, reverse=True)[MAX_FILES:]:
        _unlink(path)


def clean(folder: str) -> bool:
    """Remove a cache. Of what is in the folder only our own files go, and the folder when it is then empty.
    False where there is no cache.

    Raises `BrokenCache` for a folder that is not ours, `OSError` where removing fails.
    """
    if not os.path.lexists(folder):
        return False
    _examine(folder)
    for path, _ in list(_files(folder)):
        os.unlink(path)
    for own in (".gitignore", TAG):  # the tag last: what is left of a failure is still ours
        with contextlib.suppress(FileNotFoundError):
            os.unlink(os.path.join(folder, own))
    if os.path.islink(folder):
        os.unlink(folder)
    elif not os.listdir(folder):
        os.rmdir(folder)
    return True


def _files(folder: str) -> Iterator[tuple[str, float]]:
    """Our data files, whole and partial, with the times of their last change."""
    with os.scandir(folder) as listing:
        for entry in listing:
            if entry.name.endswith((JUDGEMENTS, _PARTIAL)):
                with contextlib.suppress(FileNotFoundError):  # another run was faster
                    yield entry.path, entry.stat(follow_symlinks=False).st_mtime


def _unlink(path: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)


def _examine(folder: str) -> None:
    """Raise `BrokenCache` for a folder that is neither ours nor new."""
    try:
        with open(os.path.join(folder, TAG), "rb") as file:
            ours = file.read(len(_TAG_TEXT) + 1) == _TAG_TEXT
    except FileNotFoundError:
        try:
            # another run may be about to write its tag
            ours = all(name.endswith(_PARTIAL) for name in os.listdir(folder))
        except FileNotFoundError:
            ours = not os.path.islink(folder)
        except OSError as error:
            raise BrokenCache(f"it can't be read: {error.strerror}") from None
    except OSError as error:
        raise BrokenCache(f"it can't be read: {error.strerror}") from None
    if not ours:
        raise BrokenCache("the folder is not a cache of genlint's")
