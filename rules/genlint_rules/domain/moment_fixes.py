"""Fixes of the wrong moment: a connection that waits for a generation."""

from __future__ import annotations

from genlint.findings import Fix
from genlint.writer import Edits, combine

from genlint_rules.domain.connections import Connection
from genlint_rules.domain.gate_edits import Gate, gate_of
from genlint_rules.domain.reading import Reading
from genlint_rules.domain.remedy import Bench, suggested


def gate_fixes(reading: Reading, connection: Connection) -> tuple[Fix, ...]:
    """The gate that a connection lacks, where the generation's state is in sight; else what is missing."""
    bench = Bench.of(reading, reading.module)
    gate: list[Gate] = []

    def write() -> Edits:
        gate.append(gate_of(bench, connection))
        found = gate[0]
        return combine(found.edits, bench.dependencies((found.node, found.reads)))

    fix = suggested("", write, "hold it back until a generation runs")
    if fix.edits:
        reads = " and ".join(f"`{term.text}`" for term in gate[0].reads)
        return (Fix(f"connect only while a generation runs: by {reads}", fix.applicability, fix.edits),)
    return (fix,)
