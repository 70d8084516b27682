"""The first look at the files of a run: read each, and keep those that may have a finding.

Nearly all of a run over a large tree is spent here, and no file has to do with another. So where the system
can copy a process cheaply, each processor takes a share. A copy that fails is no matter: its share is then
looked at here.
"""

from __future__ import annotations

import os
import sys

from genlint.screen import Unread, Vanished, machine_made, read, too_large

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from genlint.discover import Target
    from genlint.settings import Settings

    Judge = Callable[[str, bytes, Settings], bool]
    """Whether a file may have a finding, by its path and bytes."""

SHARED_FROM = 400
"""Files from which on several processes are faster than one."""

ALONE = 200
"""Files that one process looks at before others are made."""

MAX_HELD = 1_000_000
"""Bytes of candidates that are kept; what comes behind is read again in its turn."""


class Sifted:
    """What became of some files, each told by its number."""

    __slots__ = ("candidates", "screened", "skipped", "sources", "unread")

    def __init__(self) -> None:
        self.candidates: list[tuple[int, int]] = []
        """Numbers and sizes in bytes of what is to be parsed."""
        self.screened = 0
        """How many files can't have a finding."""
        self.unread: list[tuple[int, str]] = []
        """What could not be read though it should be, and why."""
        self.skipped: list[tuple[int, str]] = []
        """What nobody would want to be read, and why."""
        self.sources: dict[int, bytes] = {}
        """The bytes of the first candidates."""

    def told(self) -> bytes:
        """All but the sources, in a form that goes through a pipe."""
        import marshal

        return marshal.dumps((self.candidates, self.screened, self.unread, self.skipped))


def sift(
    targets: Sequence[Target],
    settings_of: Callable[[str], Settings],
    judge: Judge | None,
    jobs: int,
    progress: Callable[[int, int], None] | None = None,
) -> Sifted:
    """Look at all targets, with `jobs` processes at most.

    `settings_of` gives a folder's settings; `judge` None takes every file for a candidate. Raises what they
    raise.
    """
    found = Sifted()
    shares = min(jobs, len(targets) // (SHARED_FROM // 2)) if _can_share() else 1
    if shares < 2:
        _look(found, targets, range(len(targets)), settings_of, judge, progress)
        return found
    # What a search learns from its first files is copied with the process.
    alone = min(ALONE, len(targets) // 8)
    _look(found, targets, range(alone), settings_of, judge, progress)
    # Neighbours are alike, and a folder of large files should not be one process's.
    numbers = [range(alone + first, len(targets), shares) for first in range(shares)]
    copies = [_copy(targets, share, settings_of, judge) for share in numbers[1:]]
    try:
        _look(found, targets, numbers[0], settings_of, judge, progress)
        for share, copy in zip(numbers[1:], copies, strict=True):
            if copy is None or not _take(found, copy[1]):
                _look(found, targets, share, settings_of, judge, None)
    finally:
        for copy in copies:
            if copy is not None:
                os.close(copy[1])
                os.waitpid(copy[0], 0)
    found.candidates.sort()
    return found


def _look(
    found: Sifted,
    targets: Sequence[Target],
    numbers: range,
    settings_of: Callable[[str], Settings],
    judge: Judge | None,
    progress: Callable[[int, int], None] | None,
) -> None:
    held = 0
    folder = ""
    for count, number in enumerate(numbers):
        if progress is not None and not count % 64:
            progress(numbers.start + count * numbers.step, len(targets))
        target = targets[number]
        path = target.path
        parent = path[: path.rfind("/")] or "/"
        if parent != folder:
            folder, settings = parent, settings_of(parent)
        try:
            source = read(path, follow=target.named)
            if judge is not None and not judge(path, source, settings):
                found.screened += 1
                continue
            made = machine_made(path, source)
            if made is not None:
                raise Unread(made, problem=False)
            if len(source) > settings.max_file_size:
                raise Unread(too_large(len(source), settings.max_file_size), problem=True)
        except Vanished:
            if target.named:
                found.unread.append((number, "the file vanished"))
            continue
        except Unread as error:
            (found.unread if error.problem else found.skipped).append((number, error.reason))
            continue
        found.candidates.append((number, len(source)))
        held += len(source)
        if held <= MAX_HELD:
            found.sources[number] = source


# -- Several processes


def _can_share() -> bool:
    """Whether a copy of this process works: none of a process with threads does, and macOS warns of any."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return False
    import _thread

    return _thread._count() == 0


def _copy(
    targets: Sequence[Target],
    share: range,
    settings_of: Callable[[str], Settings],
    judge: Judge | None,
) -> tuple[int, int] | None:
    """Start a copy of this process that looks at a share; its number, and where it tells what it found."""
    try:
        outlet, inlet = os.pipe()
        number = os.fork()
    except OSError:
        return None
    if number:
        os.close(inlet)
        return number, outlet
    try:
        os.close(outlet)
        found = Sifted()
        _look(found, targets, share, settings_of, judge, None)
        with open(inlet, "wb") as stream:
            stream.write(found.told())
    finally:
        os._exit(0)  # whatever happened is seen by what is missing


def _take(found: Sifted, outlet: int) -> bool:
    """Add what a copy tells; false where it has come to nothing."""
    import marshal

    with open(outlet, "rb", closefd=False) as stream:
        data = stream.read()
    try:
        candidates, screened, unread, skipped = marshal.loads(data)
    except (EOFError, ValueError, TypeError):
        return False
    found.candidates += candidates
    found.screened += screened
    found.unread += unread
    found.skipped += skipped
    return True
