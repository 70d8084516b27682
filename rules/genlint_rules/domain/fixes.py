"""The fixes of all rules, made only where a run asks for them: most don't, and what makes them is a quarter
of the rules' code to import."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from genlint.findings import Fix

    from genlint_rules.domain.connections import Connection, Slot
    from genlint_rules.domain.reading import Reading, Use
    from genlint_rules.domain.traces import Trace


def gate_fixes(reading: Reading, connection: Connection) -> tuple[Fix, ...]:
    """See `moment_fixes`. Nothing where nobody asks for fixes."""
    if not reading.context.wants_fixes:
        return ()
    from genlint_rules.domain import moment_fixes

    return moment_fixes.gate_fixes(reading, connection)


def hook_fixes(reading: Reading, use: Use, slot: Slot, trace: Trace) -> tuple[Fix, ...]:
    """See `hook_fixes`. Nothing where nobody asks for fixes."""
    if not reading.context.wants_fixes:
        return ()
    from genlint_rules.domain import hook_fixes

    return hook_fixes.hook_fixes(reading, use, slot, trace)


def tracking_fixes(reading: Reading, use: Use, slot: Slot, trace: Trace) -> tuple[Fix, ...]:
    """See `hook_fixes`. Nothing where nobody asks for fixes."""
    if not reading.context.wants_fixes:
        return ()
    from genlint_rules.domain import hook_fixes

    return hook_fixes.tracking_fixes(reading, use, slot, trace)


def connection_fixes(reading: Reading, connection: Connection, slot: Slot, trace: Trace) -> tuple[Fix, ...]:
    """See `connection_fixes`. Nothing where nobody asks for fixes."""
    if not reading.context.wants_fixes:
        return ()
    from genlint_rules.domain import connection_fixes

    return connection_fixes.connection_fixes(reading, connection, slot, trace)
