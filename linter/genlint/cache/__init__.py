"""Judgements of earlier runs, kept in a folder and used again where nothing they stand on is different.

Only the judgement of candidates is kept. The screen reads every file anyway, faster than it could be known
without reading whether one has changed; so a tree without candidates never gets here. Nothing is concluded
from times or sizes of files: what a judgement stands on is read, and asked, again (`check`).
"""

from __future__ import annotations

from genlint.cache.session import Session, open_session

__all__ = ["Session", "open_session"]
