"""Judgements of earlier runs, kept in a folder and used again where nothing they stand on is different.

Kept are the judgements of candidates. Nothing is concluded from times or sizes of files: what a judgement
stands on is read, and asked, again (`check`). A run without a candidate never gets here.
"""

from __future__ import annotations

import os

from genlint.cache.folder import NAME, root_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from genlint.cache.session import Session
    from genlint.registry import Registry

__all__ = ["folder_of", "open_session"]


def open_session(
    place: str | None,
    cwd: str,
    configured: str | None,
    registry: Registry,
    called: Sequence[object],
) -> Session | None:
    """The session of a run whose working directory is `cwd`; None where it has no cache.

    `place` is the cache's folder, None its usual one in the project's root (`configured`, where the
    configuration tells it). `called` is all that makes a difference to findings beside the settings.
    """
    folder = folder_of(place, cwd, configured)
    if folder is None:
        return None
    from genlint.cache.key import run_key
    from genlint.cache.session import Session

    return Session(folder, run_key(registry, called), registry)


def folder_of(place: str | None, cwd: str, configured: str | None) -> str | None:
    """The folder of the cache, as `open_session` is told of it."""
    if place is None:
        root = root_of(cwd, configured)
        return None if root is None else os.path.join(root, NAME)
    return os.path.join(cwd, place)
