"""What a run says: findings with their flow, and the edits that mend them.

Offsets here are bytes into the file's UTF-8 text; reporters turn them into lines and columns.
Everything is immutable, hashable and picklable, and says nothing of any language.
"""

from __future__ import annotations

from enum import Enum, IntEnum

from genlint.records import dataclass


class Confidence(IntEnum):
    """How much of a finding was seen, and how much was concluded from names."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    def __str__(self) -> str:
        return self.name.lower()


class Applicability(Enum):
    """What a fix promises."""

    SAFE = "safe"
    SUGGESTED = "suggested"
    DISPLAY = "display"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A half-open byte range in a file. `path` is as the run knows the file: absolute, or a display name."""

    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step of the way that a value took, and a few words on it. Source first, sink last."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the bytes `start:end` of the file `path` by `text`."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a finding. `display` fixes may have no edits: the title then says it all."""

    title: str
    applicability: Applicability
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake, at one place."""

    code: str
    name: str
    message: str
    help: str
    confidence: Confidence
    location: Location
    flow: tuple[FlowStep, ...] = ()
    fixes: tuple[Fix, ...] = ()

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By path, place and code: the order of every report."""
        return (self.location.path, self.location.start, self.location.end, self.code, self.message)
