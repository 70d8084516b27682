"""What a person writes for a place: `PATH:LINE` or `PATH:LINE:COLUMN`."""

from __future__ import annotations

import os
import re

from genlint.errors import UsageError
from genlint.records import dataclass

_WITH_COLUMN = re.compile(r"(.+):([0-9]{1,9}):([0-9]{1,9}):?", re.DOTALL)
_WITH_LINE = re.compile(r"(.+):([0-9]{1,9}):?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as it was asked for. `column` None means the whole line."""

    path: str
    line: int
    column: int | None


def parse(text: str) -> Spot:
    """The place that `text` writes. A path may hold colons; one colon at the end, as reports have it, is no
    part of the place. Raises `UsageError` for all else."""
    readings: list[Spot] = []
    found = _WITH_COLUMN.fullmatch(text)
    if found is not None:
        readings.append(Spot(found[1], int(found[2]), int(found[3])))
    found = _WITH_LINE.fullmatch(text)
    if found is not None:
        readings.append(Spot(found[1], int(found[2]), None))
    if not readings:
        raise UsageError(f"PATH:LINE or PATH:LINE:COLUMN was expected, not {text!r}")
    # A file may be called `notes:12`; the reading that there is a file for is meant.
    spot = next((each for each in readings if os.path.lexists(each.path)), readings[0])
    if spot.line < 1 or spot.column == 0:
        raise UsageError(f"lines and columns count from 1, unlike those of {text!r}")
    return spot
