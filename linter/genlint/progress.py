"""A progress bar on standard error, for runs that take longer than a person waits unasked."""

from __future__ import annotations

import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

PATIENCE = 1.0
"""Seconds before the bar appears."""

INTERVAL = 0.1
"""Seconds between two states of the bar."""

WIDTH = 24


class Progress:
    """Called with the number of files done and of all. Shows nothing where there is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._active = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._next = time.monotonic() + PATIENCE
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def __call__(self, done: int, total: int) -> None:
        """Draw the bar, if it is time to."""
        if not self._active or (now := time.monotonic()) < self._next:
            return
        self._next = now + INTERVAL
        self._shown = True
        filled = WIDTH * done // max(total, 1)
        self._stream.write(
            f"\r\x1b[Kgenlint [{'#' * filled}{'.' * (WIDTH - filled)}] {done:,} of {total:,} files"
        )
        self._stream.flush()
