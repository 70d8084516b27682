"""Writing a file: whole or not at all, in its place, with its mode."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile


class WriteError(Exception):
    """The file stays as it is. The message names it and the reason, for a person."""


def write_file(path: str, data: bytes, *, expected: bytes) -> None:
    """Make `data` the content of the file at `path`, if that is still `expected`.

    The new content is written beside the file and then takes its place in one step, so that no reader
    sees a part of it. The file's mode stays, and where the system lets us its owner; a symbolic link
    stays one, and what it points to is written. A hard link becomes a file of its own.

    Raises `WriteError` for a file that vanished, changed, is read-only or no regular file, and where the
    system refuses.
    """
    target = os.path.realpath(path)
    try:
        status = os.stat(target)
        if not stat.S_ISREG(status.st_mode):
            raise WriteError(f"{path} can't be fixed: it is no regular file")
        if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
            raise WriteError(f"{path} can't be fixed: it is read-only")
        with open(target, "rb") as file:
            if file.read() != expected:
                raise WriteError(f"{path} can't be fixed: it changed during the run")
        _replace(target, data, status)
    except FileNotFoundError as error:
        raise WriteError(f"{path} can't be fixed: it vanished during the run") from error
    except OSError as error:
        raise WriteError(f"{path} can't be fixed: {error.strerror or error}") from error


def _replace(target: str, data: bytes, status: os.stat_result) -> None:
    folder, name = os.path.split(target)
    handle, temporary = tempfile.mkstemp(prefix=f".{name[:100]}.", suffix=".tmp", dir=folder)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if hasattr(os, "chown"):
            with contextlib.suppress(OSError):  # only the owner's, or the superuser's, to give
                os.chown(temporary, status.st_uid, status.st_gid)
        os.chmod(temporary, stat.S_IMODE(status.st_mode))
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
