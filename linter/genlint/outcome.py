"""What the judgement of one file came to."""

from __future__ import annotations

from genlint.records import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from genlint.findings import Finding
    from genlint.notes import Noted


@dataclass
class FileOutcome:
    """What the judgement of one file came to. Picklable."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    sources: dict[str, bytes] = field(default_factory=dict)
    """The UTF-8 text of every file that a finding has a place in."""
    skip_reason: str | None = None
    """Why the file could not be judged at all."""
    screened: bool = False
    """Whether its bytes, and what its imports lead to, tell that it has no finding: it wasn't parsed."""
    failed: bool = False
    """Whether genlint itself failed on the file."""
    lowered: tuple[str, ...] = ()
    """The files that were parsed to judge it, as far as no file before needed them."""
    imported: tuple[str, ...] = ()
    """The files that imports led to meanwhile, likewise."""
    noted: Noted | None = None
    """What was looked into meanwhile, likewise, where somebody wants to know."""
