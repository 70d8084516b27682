"""Generation connections: which calls and records make one, and where their ID and switch are.

A connection is a generation's by its *name* (`useVideoSSE`), by the *channel* that it is opened for
(`file.${id}`), or by the *shape* of what it is handed: an ID, handlers and a switch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from genlint.model.ir import Call, Function, Literal, Module, Record, Sequence, Value
from genlint.model.program import Frame, FullPath, Program
from genlint.records import dataclass

from genlint_rules.domain.calls import Callees
from genlint_rules.domain.channels import holes
from genlint_rules.domain.inputs import Holder, Input, direct, options
from genlint_rules.identity import Name
from genlint_rules.lexicon import Lexicon

_LISTS = ("generation-connections", "generation-hooks", "connections", "openings")
"""The lists of calls that may make a generation connection."""

_NESTING = 2
"""How deep in what a call is handed a record is surely looked for."""


@dataclass(frozen=True, eq=False, slots=True)
class Slot:
    """A place that takes an ID. `title` is the property's or parameter's name; None where it is positional.

    `ids` are the values in it that are IDs: the slot's own, or those in the text of a channel.
    """

    value: Value
    module: Module
    title: str | None
    ids: tuple[Value, ...]
    holder: Record | Call
    path: FullPath = ()
    """The part of `value` that is meant."""
    context: Frame | None = None
    """See `Input.context`."""
    spread: Value | None = None
    """What is spread over the call's keywords, and so stands at the slot in its place."""

    @classmethod
    def of(cls, given: Input, ids: tuple[Value, ...] = (), *, positional: bool = False) -> Slot:
        """The slot that an input fills; `ids` are the IDs in it where it is a text."""
        name = None if positional else given.name
        where = given.holder, given.path, given.context, given.spread
        return cls(given.value, given.module, name, ids or (given.value,), *where)


@dataclass(frozen=True, eq=False, slots=True)
class Connection:
    """One use of a generation connection, as far as it is in sight.

    `call` is what opens it; None where only its options are in sight. `options` is what holds the switch,
    or would; None where nothing with names is handed over.
    """

    call: Call | None
    title: str
    slots: tuple[Slot, ...]
    switch: Input | None
    lacks_switch: Holder | None
    """The options that have an ID and no switch where one belongs."""
    by: str
    """What makes it a generation's: "name", "channel" or "shape"."""
    opens: bool
    """Whether the call itself opens the connection, with nothing to hold it back."""
    is_hook: bool
    """Whether it is known as a generation hook, whose ID other rules judge."""

    @property
    def holders(self) -> Iterator[Call | Record]:
        """The nodes that hold its ID and its switch."""
        yield from (slot.holder for slot in self.slots)
        if self.switch is not None:
            yield self.switch.holder
        if self.lacks_switch is not None:
            yield self.lacks_switch.node

    @property
    def node(self) -> Call | Record:
        """The call, or the options that stand for it."""
        return self.call if self.call is not None else self.slots[0].holder


class Connections:
    """Finds the connections of one module."""

    def __init__(self, program: Program, module: Module, lexicon: Lexicon, callees: Callees) -> None:
        self.program = program
        self.module = module
        self.lexicon = lexicon
        self.callees = callees

    def find(self) -> list[Connection]:
        """All of them: the calls in source order, then the records whose reader is out of sight."""
        found: list[Connection] = []
        shaped = self._may_have_shape()
        calls = (
            self.program.calls(self.module) if shaped else self.callees.telling(*_LISTS, "connection-options")
        )
        for call in calls:
            connection = self._of_call(call, shaped)
            if connection is not None:
                found.append(connection)
        # An options object that a connection is handed is judged there, with what guards that call.
        handed = {holder for each in found for holder in each.holders if holder is not each.call}
        kept = [each for each in found if each.call not in handed]
        return [*kept, *self._alone()]

    def _may_have_shape(self) -> bool:
        """Whether the module names what a call of any name must be handed to be a connection by its shape."""
        callees = self.callees
        return (
            callees.may_hold("switch-slots")
            and callees.may_hold("handler-maps")
            and callees.are_handlers_near_switch
        )

    # -- Calls ----------------------------------------------------------------------------------------

    def _of_call(self, call: Call, shaped: bool) -> Connection | None:
        callees = self.callees
        if not call.arguments:
            return None
        by_name = callees.matching("generation-connections", call)
        hook = callees.matching("generation-hooks", call)
        general = callees.matching("connections", call)
        opening = callees.matching("openings", call)
        options_object = callees.matching("connection-options", call)
        if not (
            by_name or hook or general or opening or options_object or (shaped and self._is_client(call))
        ):
            return None
        if not callees.names(call) or callees.is_look_alike(call):
            return None
        # What follows asks the model for all that the call is handed, so what rules it out comes first.
        of_channel = bool(general or opening) and callees.names_channel
        may_have_shape = callees.names_switch if options_object else callees.are_handlers_near_switch
        if not (by_name or of_channel or may_have_shape):
            return None
        own = direct(self.program, self.module, call)
        holders = [own]
        for given in own.inputs:
            holders.extend(options(self.program, self.module, given.value))
        if by_name is not None:
            name, by = by_name, "name"
            clear = callees.matching("ambiguous-connections", call) is None
            slots = [*self._channels(holders), *self._named(holders, generic=clear)]
            if not slots and clear and not self.lexicon.speaks_of_intruder(name[-1]):
                slots = self._first(own)
            if not slots or self._is_intruders_channel(holders):
                return None
        elif of_channel and (channels := self._channels(holders, certain=True)):
            name, by, slots = general or opening or callees.names(call)[0], "channel", channels
        elif may_have_shape and self._has_shape(call, holders, general):
            name, by = hook or general or callees.names(call)[0], "shape"
            slots = self._named(holders, generic=False) or self._channels(holders)
            if not slots or self._is_intruders_channel(holders):
                return None
        else:
            return None
        switch = self._switch(holders)
        lacking = None if switch is not None else self._lacking(call, holders, by)
        return Connection(
            call=call,
            title=callees.title(call, name),
            slots=tuple(slots),
            switch=switch,
            lacks_switch=lacking,
            by=by,
            opens=by == "channel"
            and switch is None
            and lacking is None
            and (opening is not None or callees.is_hook(call)),
            is_hook=hook is not None and by_name is None,
        )

    def _is_client(self, call: Call) -> bool:
        """Whether the call may make a connection of any name: a hook, or a class; no conversion."""
        if self.callees.is_hook(call):
            return True
        converts = not call.new and self.callees.matching("storage-calls", call) is not None
        return self.callees.is_constructor(call) and not converts

    def _named(self, holders: list[Holder], *, generic: bool) -> list[Slot]:
        """The slots whose names say that they take the ID of what is made."""
        is_slot = self.lexicon.is_identity_slot if generic else self.lexicon.is_named_identity
        return [
            Slot.of(given)
            for holder in holders
            for given in holder.inputs
            if given.name is not None and is_slot(given.name) and not isinstance(given.value, Function)
        ]

    def _first(self, own: Holder) -> list[Slot]:
        """The first positional argument, where it can be an ID."""
        for given in own.inputs:
            if given.index == 0:
                if isinstance(given.value, (Function, Record, Sequence)):
                    return []
                if given.name is not None and not self._may_be_identity(given.name):
                    return []
                return [Slot.of(given, positional=True)]
        return []

    def _may_be_identity(self, parameter: str) -> bool:
        """Whether a parameter of that name may take an ID: not one that is named for something else."""
        return not any(
            self.lexicon.is_slot(key, parameter)
            for key in ("switch-slots", "handler-slots", "channel-slots", "options-slots")
        )

    def _channels(self, holders: list[Holder], *, certain: bool = False) -> list[Slot]:
        """The channels and URLs that name a generation's kind before an ID."""
        found: list[Slot] = []
        for holder in holders:
            for given in holder.inputs:
                named = given.name is None or self.lexicon.is_slot("channel-slots", given.name)
                if not (named or given.index is not None) or isinstance(given.value, (Function, Record)):
                    continue
                ids = [
                    hole.value
                    for hole in holes(self.program, given.module, given.value, self.lexicon)
                    if hole.kind == self.lexicon.policy.rightful
                    and (not certain or hole.certain or self._is_intruders(hole.value, given.module))
                ]
                if ids:
                    found.append(Slot.of(given, tuple(ids)))
        return found

    def _is_intruders(self, value: Value, module: Module) -> bool:
        return any(
            self.lexicon.is_intruder(step.name)
            for flow in self.program.origins(module, value)
            for step in flow.steps
        )

    def _is_intruders_channel(self, holders: list[Holder]) -> bool:
        """Whether the channel is named for the chat: `chat.${chatId}`."""
        kinds = [
            hole.kind
            for holder in holders
            for given in holder.inputs
            if given.name is not None and self.lexicon.is_slot("channel-slots", given.name)
            for hole in holes(self.program, given.module, given.value, self.lexicon)
        ]
        return bool(kinds) and all(kind == self.lexicon.policy.intruder for kind in kinds)

    def _has_shape(self, call: Call, holders: list[Holder], general: Name | None) -> bool:
        """Whether the call is handed an ID, handlers and a switch."""
        if call.jsx:
            return False
        names = [given.name for holder in holders for given in holder.inputs if given.name is not None]
        names += [each.binding.name for holder in holders for each in holder.absent]
        if not self._is_one("switch-slots", names):
            return False
        makes_options = (
            self._is_one("handler-maps", names)
            or (general is not None and self._is_one("handler-slots", names))
            or self.callees.matching("connection-options", call) is not None
        )
        return makes_options and bool(self._named(holders, generic=False) or self._channels(holders))

    def _is_one(self, key: str, names: list[str]) -> bool:
        """Whether one of some names is a slot of the list `key`."""
        return any(self.lexicon.is_slot(key, name) for name in names)

    # -- Switches -------------------------------------------------------------------------------------

    def _switch(self, holders: list[Holder]) -> Input | None:
        """The value that says whether to connect."""
        for holder in holders:
            for given in holder.inputs:
                if given.name is not None and self.lexicon.is_slot("switch-slots", given.name):
                    return given
        return None

    def _lacking(self, call: Call, holders: list[Holder], by: str) -> Holder | None:
        """The options that have an ID and should have a switch, where they are wholly in sight."""
        for holder in holders:
            if holder.open:
                continue
            if not self._named([holder], generic=by == "name") and not self._named_channel(holder):
                continue
            default = self._default(holder)
            if default is not None:
                return holder if isinstance(default, Literal) and default.value is True else None
            if self.callees.is_hook(call):
                return holder
            if self.callees.is_constructor(call) and holder.node is not call and by == "name":
                return holder
        return None

    def _named_channel(self, holder: Holder) -> bool:
        return any(slot.title is not None for slot in self._channels([holder]))

    def _default(self, holder: Holder) -> Value | None:
        """What the switch is where the call leaves it out, by the callee in sight."""
        for parameter in holder.absent:
            if self.lexicon.is_slot("switch-slots", parameter.binding.name):
                return parameter.default
        return None

    # -- Records --------------------------------------------------------------------------------------

    def _alone(self) -> Iterator[Connection]:
        """Records that have the whole shape, and whose reader is out of sight."""
        callees = self.callees
        if not (callees.may_hold("switch-slots") and callees.may_hold("handler-slots")):
            return
        if not callees.are_handlers_near_switch:
            return
        handed = _handed(self.program.calls(self.module))
        for record in self.program.records(self.module):
            if record in handed:
                continue
            for holder in options(self.program, self.module, record):
                switch = self._switch([holder])
                names = [given.name for given in holder.inputs if given.name is not None]
                if switch is None or not self._is_one("handler-slots", names):
                    continue
                slots = self._named([holder], generic=False) or self._channels([holder])
                if not slots or self._is_intruders_channel([holder]):
                    continue
                # Where all records of the module go is the dearest question of all.
                if self.program.reaches(self.module, record):
                    break
                yield Connection(
                    call=None,
                    title="connection",
                    slots=tuple(slots),
                    switch=switch,
                    lacks_switch=None,
                    by="shape",
                    opens=False,
                    is_hook=False,
                )


def _handed(calls: Iterable[Call]) -> set[Record]:
    """The records that stand in the arguments of some calls."""
    found: set[Record] = set()
    pending = [(argument.value, 0) for call in calls for argument in call.arguments]
    for value, depth in pending:
        if isinstance(value, Record):
            found.add(value)
        if depth < _NESTING and isinstance(value, Record):
            named = (entry.value for entry in value.entries if isinstance(entry.key, str))
            pending.extend((each, depth + 1) for each in named)
        elif depth < _NESTING and isinstance(value, Sequence):
            pending.extend((item.value, depth + 1) for item in value.items)
    return found
