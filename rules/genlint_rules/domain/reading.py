"""One module, read with the eyes of the domain: its generation hooks, tracking calls and connections.

Made once a module and shared by all rules of a run.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from genlint.model.ir import (
    Binding,
    Call,
    Declare,
    Evaluate,
    Function,
    Name,
    Record,
    Sequence,
    Store,
    Value,
)
from genlint.model.traverse import walk
from genlint.records import dataclass, replace
from genlint.rule import Context

from genlint_rules.domain.calls import Callees, is_class_name, is_hook_name
from genlint_rules.domain.connections import Connection, Connections, Slot
from genlint_rules.domain.gating import Gates, flows_of
from genlint_rules.domain.inputs import Holder, options
from genlint_rules.domain.traces import Tracer
from genlint_rules.identity import Name as Dotted
from genlint_rules.lexicon import lexicon_of

_TRACKED = 2
"""How many leading positional arguments of a tracking call are IDs: the project's and the request's."""


@dataclass(frozen=True, eq=False, slots=True)
class Use:
    """One call of a generation hook or client, or one that begins tracking, and the IDs that it takes."""

    call: Call
    name: Dotted
    slots: tuple[Slot, ...]

    @property
    def title(self) -> str:
        """What a message calls the callee."""
        return self.name[-1]


class Reading:
    """What the rules know of one module."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.program = context.program
        self.module = context.module
        self.lexicon = lexicon_of(context.words)
        self.callees = Callees(self.program, self.module, self.lexicon)
        self.gates = Gates(self.program, self.module, self.lexicon)
        self.tracer = Tracer(self.program, self.lexicon)
        self._gated: dict[Connection, bool] = {}

    @classmethod
    def of(cls, context: Context) -> Reading:
        """The reading of the context's module."""
        key = (cls, context.module)
        found = context.shared.get(key)
        if not isinstance(found, cls):
            found = context.shared[key] = cls(context)
        return found

    def sources(self) -> Iterator[Reading]:
        """This reading, then those of the modules in which what this one hands on may arrive."""
        yield self
        yield from self._related

    @cached_property
    def _related(self) -> list[Reading]:
        return [
            Reading.of(replace(self.context, module=module, may_have_slots=True))
            for module in self.program.related(self.module)
        ]

    def is_gated(self, connection: Connection) -> bool:
        """Whether a connection is held back while no generation runs: by its switch, by a guard, or
        because it has no ID before."""
        found = self._gated.get(connection)
        if found is None:
            found = self._gated[connection] = self._is_gated(connection)
        return found

    def _is_gated(self, connection: Connection) -> bool:
        gates = self.gates
        switch = connection.switch
        if switch is not None and gates.verdict(switch.module, switch.value).holds:
            return True
        if connection.call is not None:
            positional = [argument.value for argument in connection.call.arguments if argument.name is None]
            if any(gates.says_running(self.module, value) for value in positional):
                return True
        if all(
            gates.is_gated_identity(slot.module, slot.value)
            or any(gates.is_gated_identity(slot.module, part) for part in slot.ids)
            for slot in connection.slots
        ):
            return True
        if gates.is_guarded(self.module, connection.node):
            return True
        return any(gates.is_guarded(self.module, holder) for holder in connection.holders)

    def is_fresh(self, connection: Connection) -> bool:
        """Whether the ID of a connection is one that a call has just brought forth."""
        return all(
            self.gates.is_fresh(flows_of(self.program, slot.module, part, slot.path))
            for slot in connection.slots
            for part in slot.ids
        )

    def is_effect(self, function: Function) -> bool:
        """Whether a function is run when a component mounts: `useEffect(() => …)`."""
        return function in self._effects

    @cached_property
    def _effects(self) -> set[Function]:
        return {
            each.value
            for call in self.callees.telling("effects")
            if self.callees.matching("effects", call) is not None
            for each in call.arguments
            if isinstance(each.value, Function)
        }

    # -- What is there --------------------------------------------------------------------------------

    @cached_property
    def connections(self) -> list[Connection]:
        """The generation connections."""
        if not self.context.may_have_slots:
            return []
        return Connections(self.program, self.module, self.lexicon, self.callees).find()

    @cached_property
    def hooks(self) -> list[Use]:
        """The calls of generation hooks and clients that are no connections by their names."""
        return list(self._hooks())

    def _hooks(self) -> Iterator[Use]:
        if not self.context.may_have_slots:
            return
        for call in self.callees.telling("generation-hooks", or_handed=True):
            for name, own in self.callees.invoked("generation-hooks", call):
                written = name in self.callees.names(call)
                if self.lexicon.is_look_alike(name) or (written and self.callees.is_look_alike(call)):
                    continue
                if self.callees.matching("generation-connections", call) is not None:
                    continue
                if not (is_hook_name(name) or is_class_name(name)):
                    continue
                leading = 0 if self.lexicon.speaks_of_intruder(name[-1]) else 1
                yield Use(call, name, tuple(self._slots(own, leading)))

    @cached_property
    def trackings(self) -> list[Use]:
        """The calls that begin to track a generation."""
        found: list[Use] = []
        if not self.context.may_have_slots:
            return found
        for call in self.callees.telling("tracking-calls", or_handed=True):
            for name, own in self.callees.invoked("tracking-calls", call):
                if self._tracks_generation(call):
                    found.append(Use(call, name, tuple(self._slots(own, _TRACKED))))
        return found

    def _tracks_generation(self, call: Call) -> bool:
        """Whether what tracks may be a generation: `analytics.startTracking(…)` does something else."""
        names = self.callees.names(call)
        owners = [part for name in names for part in name[:-1]]
        if not owners:
            return True
        return any(self.lexicon.is_slot("trackers", owner) for owner in owners)

    def _slots(self, own: Holder, leading: int) -> Iterator[Slot]:
        """The IDs that a call takes: by name, in options, and in its first `leading` positions."""
        for given in own.inputs:
            if isinstance(given.value, (Function, Sequence)) and not given.path:
                continue
            if given.index is None:
                if given.name is not None and self.lexicon.is_identity_slot(given.name):
                    yield Slot.of(given)
                continue
            holders = [] if given.path else options(self.program, self.module, given.value)
            for holder in holders:
                for each in holder.inputs:
                    if each.name is not None and self.lexicon.is_identity_slot(each.name):
                        yield Slot.of(each)
            if given.index < leading and not isinstance(given.value, Record):
                yield Slot.of(given, positional=True)

    # -- Words for people -----------------------------------------------------------------------------

    def variable_of(self, call: Call) -> str | None:
        """The variable that holds a call's result: `imageGeneration`; None where there is none."""
        return self._variables.get(call)

    @cached_property
    def _variables(self) -> dict[Call, str]:
        found: dict[Call, str] = {}
        for node in walk(self.module.body):
            if isinstance(node, Declare) and isinstance(node.value, Call):
                if not node.binding.name.startswith("#"):
                    found[node.value] = node.binding.name
            elif isinstance(node, Evaluate) and isinstance(node.value, Store):
                store = node.value
                if isinstance(store.value, Call) and isinstance(store.target, Name):
                    found[store.value] = store.target.text
        return found

    @property
    def is_python(self) -> bool:
        """Whether help is to be written the Python way."""
        return self.module.language == "python"

    # -- Whether a hook does something else with an ID --------------------------------------------------

    def serves_another_purpose(self, use: Use) -> bool:
        """Whether the callee is in sight, has no connection near, and uses its arguments for other calls."""
        targets = self.program.callees(self.module, use.call)
        return bool(targets) and all(
            callee.module is self.module
            and isinstance(callee.target, Function)
            and self._uses_elsewhere(callee.target)
            for callee in targets
        )

    def _uses_elsewhere(self, function: Function) -> bool:
        inside = list(walk(function))
        calls = {node for node in inside if isinstance(node, Call)}
        if any(connection.node in inside for connection in self.connections):
            return False
        if any(use.call in calls for use in (*self.hooks, *self.trackings)):
            return False
        if any(self.callees.matching(key, call) for call in calls for key in ("connections", "openings")):
            return False
        names = {parameter.binding for parameter in function.parameters}
        names |= {
            node.binding
            for node in inside
            if isinstance(node, Declare)
            and node.value is not None
            and _mentions(node.value, names)
            and not isinstance(node.value, (Call, Function))
        }
        return any(
            not self._is_storage(call) and any(_mentions(each.value, names) for each in call.arguments)
            for call in calls
        )

    def _is_storage(self, call: Call) -> bool:
        return self.callees.matching("storage-calls", call) is not None


def _mentions(value: Value, bindings: set[Binding]) -> bool:
    return any(isinstance(node, Name) and node.scope.lookup(node.text) in bindings for node in walk(value))
