"""What the rules see in an expression, told to a person who asks `genlint trace`."""

from __future__ import annotations

from collections.abc import Iterator

from genlint.findings import Location
from genlint.model.ir import Value
from genlint.model.program import Flow, Step
from genlint.rule import Context, Remark

from genlint_rules.domain.connections import Connection, Slot
from genlint_rules.domain.inputs import Input
from genlint_rules.domain.reading import Reading, Use
from genlint_rules.domain.report import place, quoted
from genlint_rules.domain.running import Running
from genlint_rules.domain.switches import deciding, is_always_on

_HOOK = "generation hook or client"
_TRACKING = "tracking function"
_CONNECTION = "generation connection"


class GenerationReader:
    """The rules' reading of one module. A `genlint.rule.Reader`."""

    state = "an active generation"
    nothing = "no generation hook, connection or tracking call in sight takes it"

    def __init__(self, context: Context) -> None:
        self.reading = Reading.of(context)
        self.lexicon = self.reading.lexicon
        self.judge = Running(self.lexicon)
        policy = self.lexicon.policy
        self._nouns = {policy.intruder: policy.intruder_noun, policy.rightful: policy.rightful_noun}

    def identity(self, flow: Flow) -> tuple[str, Step] | None:
        """The ID that a flow brings, and the step that names it: the furthest one that says anything."""
        for step in reversed(flow.steps):
            kind = self.lexicon.kind(step.name)
            if kind is not None:
                return self._nouns[kind], step
        return None

    def is_switch(self, value: Value) -> bool:
        """Whether a value is the switch of a generation connection, or comes to be one."""
        return any(True for _ in self._switched(value))

    def remarks(self, value: Value) -> tuple[Remark, ...]:
        """What the value is to the rules, and what takes it for an ID or a switch, in this module and in
        those that it is handed on to."""
        found = dict.fromkeys((*self._itself(value), *self._taken(value), *self._switching(value)))
        if self.reading.context.is_test_file and any(self._switched(value)):
            found[Remark("this is a test file, where no rule speaks of the moment (GEN2xx)")] = None
        return tuple(found)

    def _itself(self, value: Value) -> Iterator[Remark]:
        for kind, uses in ((_HOOK, self.reading.hooks), (_TRACKING, self.reading.trackings)):
            for use in uses:
                if use.call is value:
                    yield Remark(f"it calls the {kind} `{use.title}`, {self._inputs(use.slots)}")
        for connection in self.reading.connections:
            if connection.node is value:
                verb = "it opens" if connection.call is not None else "it looks like"
                what = f"{verb} {_name(connection, _CONNECTION)}"
                yield Remark(f"{what}, {self._inputs(connection.slots)}")
                yield self._held_back(self.reading, connection)

    def _inputs(self, slots: tuple[Slot, ...]) -> str:
        """What a call takes for an ID."""
        codes = [quoted(slot.module, slot.spread or slot.value) for slot in slots]
        return f"which takes {' and '.join(codes)} for an ID" if codes else "which takes no ID"

    # -- IDs ------------------------------------------------------------------------------------------

    def _taken(self, value: Value) -> Iterator[Remark]:
        for reading in self.reading.sources():
            for kind, uses in ((_HOOK, reading.hooks), (_TRACKING, reading.trackings)):
                for use in uses:
                    yield from self._slots(reading, use, kind, value)
            for connection in reading.connections:
                remarks = list(self._slots(reading, connection, _CONNECTION, value))
                yield from remarks
                if remarks and not connection.is_hook:
                    yield self._held_back(reading, connection)

    def _slots(self, reading: Reading, taker: Use | Connection, kind: str, value: Value) -> Iterator[Remark]:
        for slot in taker.slots:
            way = self._way(reading, slot, value)
            if way is None:
                continue
            named = f" as `{slot.title}`" if slot.title else ""
            where = None if way == "direct" else place(slot.module, slot.value)
            verb = "taken" if way == "direct" else "goes on and is taken"
            yield Remark(f"{verb} by {_name(taker, kind)}{named}", where)
            if way == "direct":
                yield from self._elsewhere(reading, slot)

    def _way(self, reading: Reading, slot: Slot, value: Value) -> str | None:
        """Whether a slot takes the value itself ("direct"), or at the end of its way ("far"), or not."""
        if any(each is value for each in (slot.value, slot.spread, *slot.ids)):
            return "direct"
        for part in slot.ids:
            for flow in reading.program.origins(slot.module, part, slot.path, slot.context):
                if any(step.node is value for step in flow.steps):
                    return "far"
        return None

    def _elsewhere(self, reading: Reading, slot: Slot) -> Iterator[Remark]:
        """Where findings on a slot stand that callers hand a chat's ID in to."""
        for trace in reading.tracer.traces(slot):
            if trace.module is not slot.module or trace.node not in (slot.value, slot.spread, *slot.ids):
                noun = self.lexicon.policy.intruder_noun
                text = f"a {noun} is handed in from elsewhere, and reported there"
                yield Remark(text, place(trace.module, trace.node))

    def _held_back(self, reading: Reading, connection: Connection) -> Remark:
        policy = self.lexicon.policy
        if reading.is_gated(connection):
            by = _gate(reading, connection)
            text = f"{_short(connection)} is held back until a generation runs, by {by}"
            return Remark(f"{text}, so its ID is not judged")
        return Remark(f"nothing holds {_short(connection)} back, so a {policy.intruder_noun} in it is wrong")

    # -- Switches -------------------------------------------------------------------------------------

    def _switched(self, value: Value) -> Iterator[tuple[Connection, Input, bool]]:
        """The connections whose switch the value is, or comes to be; and whether it is the switch itself."""
        reading = self.reading
        for connection in reading.connections:
            switch = connection.switch
            if switch is None:
                continue
            if switch.value is value:
                yield connection, switch, True
            elif any(
                step.node is value
                for flow in reading.program.origins(switch.module, switch.value, switch.path, switch.context)
                for step in flow.steps
            ):
                yield connection, switch, False

    def _switching(self, value: Value) -> Iterator[Remark]:
        reading = self.reading
        for connection, switch, direct in self._switched(value):
            verb = "it is" if direct else "it becomes"
            where: Location | None = None if direct else place(switch.module, switch.value)
            yield Remark(f"{verb} the switch `{switch.name}` of {_name(connection, _CONNECTION)}", where)
            atoms = deciding(reading, switch)
            if reading.gates.verdict(switch.module, switch.value).holds:
                continue
            if not is_always_on(switch) and reading.gates.is_handed_on(atoms):
                yield Remark(
                    "whether it is on is for those to decide who hand it in, so it is not judged here"
                )
            elif reading.is_gated(connection):
                by = _gate(reading, connection)
                yield Remark(f"{_short(connection)} is held back until a generation runs, by {by}")


def _name(taker: Use | Connection, kind: str) -> str:
    """What a sentence calls what takes an ID. Of a connection, its options may be all that is in sight."""
    if isinstance(taker, Connection) and taker.call is None:
        return f"the options of a {kind}"
    return f"the {kind} `{taker.title}`"


def _short(connection: Connection) -> str:
    """The same, where it was named before."""
    return f"`{connection.title}`" if connection.call is not None else "the connection"


def _gate(reading: Reading, connection: Connection) -> str:
    """What holds a connection back."""
    gates, switch = reading.gates, connection.switch
    if switch is not None and gates.verdict(switch.module, switch.value).holds:
        return f"its switch `{switch.name}`"
    if any(gates.is_guarded(reading.module, node) for node in (connection.node, *connection.holders)):
        return "the conditions on the way to it"
    return "an ID or an argument that is only there while one does"
