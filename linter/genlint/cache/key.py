"""What tells the circumstances of judgements apart: programs, settings, words."""

from __future__ import annotations

import os
import sys

from genlint import __version__
from genlint.notes import digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from genlint.registry import Registry
    from genlint.settings import Settings

FORMAT = 1
"""Goes up when the contents of a cache change their form or meaning."""

_SOURCES = (".py", ".so", ".pyd")


def run_key(registry: Registry, called: Sequence[object]) -> str:
    """The digest of all that a run has for all its files: genlint and the rule sets with their code, the
    installed distributions (parsers among them), the interpreter, and how genlint is `called`."""
    parts = [FORMAT, __version__, sys.version, sys.platform, *called]
    parts += _installed(sys.path)
    for name in ("genlint", *registry.modules()):
        parts += _code(name)
    return digest(repr(parts).encode())


def settings_digest(settings: Settings) -> str:
    """The digest of the effective configuration."""
    values = [(key, value.value, value.roots) for key, value in sorted(settings.values.items())]
    return digest(repr(values).encode())


def words_digest(settings: Settings) -> str:
    """The digest of the effective vocabulary."""
    return digest(repr(sorted(settings.words.items())).encode())


def _installed(search_path: Iterable[str]) -> Iterator[str]:
    """The distributions on the search path, with their versions: the names of their metadata."""
    for folder in search_path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        yield from sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def _code(name: str) -> Iterator[tuple[str, int, int]]:
    """The code of a package or module, by the size and time of each file: versions of a program that is being
    worked on have all the same number."""
    top = sys.modules.get(name.partition(".")[0])
    place = getattr(top, "__file__", None)
    if not place:
        return
    pending = [os.path.dirname(place)] if os.path.basename(place).startswith("__init__.") else []
    if not pending:
        status = os.stat(place)
        yield place, status.st_size, status.st_mtime_ns
    for folder in pending:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        for entry in entries:
            if entry.name.endswith(_SOURCES):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
            elif entry.name != "__pycache__" and entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
