"""Fixes of a connection that takes its identity from a chat ID."""

from __future__ import annotations

from genlint.findings import Fix
from genlint.model.ir import Attribute, Choice, Logical, Name, Value
from genlint.writer import CannotWrite, Edits, combine

from genlint_rules.domain.connections import Connection, Slot
from genlint_rules.domain.gate_edits import gate_of
from genlint_rules.domain.generation_state import Term
from genlint_rules.domain.misplaced import rightful_name
from genlint_rules.domain.reading import Reading
from genlint_rules.domain.remedy import Bench, ranked, shown, suggested
from genlint_rules.domain.surroundings import is_empty_literal
from genlint_rules.domain.traces import Trace


def connection_fixes(reading: Reading, connection: Connection, slot: Slot, trace: Trace) -> tuple[Fix, ...]:
    """The generation's ID first, and the gate that makes it right; or that ID alone."""
    bench = Bench.of(reading, trace.module)
    name = rightful_name(reading, slot, trace)
    value = trace.node
    in_place = slot.module is bench.module and trace.node is slot.value and slot.spread is None
    if not isinstance(value, Value):
        return (shown(f"connect with the generation's own `{name}`"),)
    parts = _parts(bench, slot) if in_place else [value]
    place = parts[0]
    state = bench.states.near(place, slot.title)
    own = trace.rightful
    term = state.id
    if own is not None and own.module is bench.module and isinstance(own.node, (Name, Attribute)):
        term = bench.term_at(own.node, place) or term
    if term is None:
        missing = state.missing or "no ID of a generation is in sight"
        return (
            shown(
                f"connect with the generation's own ID, such as `{name}`, and only while it runs: {missing}, "
                "so keep both in the state of this code, or hand them in"
            ),
        )
    chosen = term
    leading = state.id if state.id is not None and state.flag is not None else chosen
    fixes = []
    if in_place:

        def first() -> Edits:
            gate = gate_of(bench, connection)
            changes = [_first(bench, part, leading) for part in parts]
            reads = (leading,) if any(changes) else ()
            bench.require_declared(reads, place.span[0])
            # The gate's reads come first, so that the fix of the gate alone extends the same lists alike.
            lists = bench.dependencies((gate.node, gate.reads), *((part, reads) for part in parts))
            return combine(gate.edits, *changes, lists)

        title = f"connect with `{leading.text}` first, and only while a generation runs"
        fixes.append(suggested(title, first, title))

    def alone() -> Edits:
        changes = [_alone(bench, part, chosen) for part in parts]
        bench.require_declared((chosen,), place.span[0])
        return combine(*changes, bench.dependencies(*((part, (chosen,)) for part in parts)))

    fixes.append(suggested(f"connect with `{chosen.text}` alone", alone))
    return ranked(fixes)


def _parts(bench: Bench, slot: Slot) -> list[Value]:
    """The values in a slot that are the chat's ID: its own, or holes of a channel's text."""
    reading = bench.reading
    found: list[Value] = []
    for part in slot.ids:
        flows = reading.program.origins(slot.module, part, slot.path, slot.context)
        if any(reading.tracer.kind(flow) == reading.lexicon.policy.intruder for flow in flows):
            found.append(part)
    return found or [slot.value]


def _first(bench: Bench, value: Value, term: Term) -> Edits:
    """The generation's ID before the other one; no edits where it stands there already."""
    writer = bench.writer
    operands, default = _alternatives(value)
    texts = [_line(bench, each) for each in operands]
    if term.text in texts or (isinstance(value, Choice) and term.text in _line(bench, value)):
        return ()
    operator = value.operator if isinstance(value, Logical) else "or"
    rest = texts[0]
    for text in texts[1:]:
        rest = writer.fallback(rest, text) if operator == "coalesce" else writer.either(rest, text)
    new = writer.either(term.text, rest)
    return writer.replace(value, writer.fallback(new, _line(bench, default)) if default is not None else new)


def _alone(bench: Bench, value: Value, term: Term) -> Edits:
    default = _alternatives(value)[1]
    text = term.text if default is None else bench.writer.fallback(term.text, _line(bench, default))
    return bench.writer.replace(value, text)


def _alternatives(value: Value) -> tuple[list[Value], Value | None]:
    """The IDs of a fallback, and the empty text or null that it ends in."""
    if not isinstance(value, Logical) or value.operator == "and":
        return [value], None
    operands, default = list(value.operands), None
    if len(operands) > 1 and is_empty_literal(operands[-1]):
        default = operands.pop()
    return operands, default


def _line(bench: Bench, value: Value) -> str:
    """The code of a value on one line. Raises `CannotWrite` where that would change it."""
    text = bench.writer.text_of(value)
    if "\n" not in text:
        return text
    if any(mark in text for mark in ("`", '"', "'", "//", "/*", "#")):
        raise CannotWrite("the ID is written over several lines")
    return " ".join(text.split())
