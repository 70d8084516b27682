"""What a trace comes to: what is printed, in any format."""

from __future__ import annotations

from genlint.findings import Finding, FlowStep, Location
from genlint.records import dataclass
from genlint.rule import Remark


@dataclass(frozen=True, slots=True)
class Origin:
    """One way by which the value comes to be."""

    reading: str
    """What it is read as: "chat ID", "literal", "neutral"."""
    title: str
    """A line on it: "chat ID `chatId`, one alternative of a fallback"."""
    steps: tuple[FlowStep, ...]
    """From the origin to the expression."""
    fallback: bool
    notes: tuple[str, ...]
    """Sentences: why it is read so, where the walk ended and why."""
    complete: bool
    """False where a bound cut the walk short."""


@dataclass(frozen=True, slots=True)
class Part:
    """A fact that holds where the condition does, or (`alternatives`) several of which one does."""

    text: str
    location: Location | None
    state: str
    """What it says by itself of what the rules ask for: "an active generation"; empty for nothing."""
    alternatives: tuple[tuple[Part, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a condition implies what one rule set asks for."""

    state: str
    """What that is: "an active generation"."""
    implies: bool
    because: tuple[Remark, ...]
    """The parts that decide it."""
    complete: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """What the expression implies where it is true."""

    known: tuple[Part, ...] | None
    """None where it is never true."""
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """A finding that has to do with the expression; `hidden` says why a run doesn't report it."""

    finding: Finding
    hidden: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """All that there is to say of one expression."""

    location: Location
    code: str
    """The expression, on one line, shortened where it is long."""
    remarks: tuple[Remark, ...]
    watched: bool
    """Whether the rules have to do with it: they have remarks, or a name that they know comes in."""
    origins: tuple[Origin, ...]
    condition: Condition | None
    concerns: tuple[Concern, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The answers for a place, in the order of the source. `notes` are sentences on the file."""

    answers: tuple[Answer, ...]
    notes: tuple[str, ...]
    sources: dict[str, bytes]
    """The UTF-8 text of every file that has a place in it."""
