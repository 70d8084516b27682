"""What a call is, by the names of its callee: a generation hook, a connection, a tracking call."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from genlint.model.ir import Call, Literal, Module
from genlint.model.program import Program, dotted

from genlint_rules.domain.aliases import Aliases
from genlint_rules.domain.inputs import Holder, direct, indirect
from genlint_rules.families import ALL, LISTS
from genlint_rules.identity import Name as Dotted
from genlint_rules.lexicon import Lexicon
from genlint_rules.words import split


class Callees:
    """The names of the calls of one module, and what they say."""

    def __init__(self, program: Program, module: Module, lexicon: Lexicon) -> None:
        self.program = program
        self.module = module
        self.lexicon = lexicon
        self._names: dict[Call, tuple[Dotted, ...]] = {}
        self._held: dict[str, bool] = {}
        self._telling: dict[tuple[int, bool, bool], tuple[Call, ...]] = {}

    @cached_property
    def _aliases(self) -> Aliases:
        return Aliases(self.module, self.lexicon.families)

    def telling(self, *keys: str, or_handed: bool = False) -> tuple[Call, ...]:
        """The calls that control reaches, in source order, whose callee may have a name of some of the
        vocabulary's lists; `or_handed`: or that are handed what may."""
        families = 0
        for key in keys:
            families |= LISTS.get(key, 0)
        asked = families, "connection-options" in keys, or_handed
        found = self._telling.get(asked)
        if found is None:
            calls = {call for call in self._aliases.calls if self._may_tell(call, *asked)}
            # Which calls control reaches is the dearer question.
            reached = self.program.calls(self.module) if calls else ()
            found = self._telling[asked] = tuple(call for call in reached if call in calls)
        return found

    def _may_tell(self, call: Call, families: int, or_options: bool = False, or_handed: bool = False) -> bool:
        """Whether the callee may have a name of some families, or of what makes a connection's options."""
        return (
            self._aliases.is_written(call, families)
            or (or_options and self.lexicon.is_call("connection-options", dotted(call.callee)))
            or self._aliases.concern(call, families)
            or (or_handed and self._aliases.are_handed(call, families))
        )

    def may_hold(self, key: str) -> bool:
        """Whether a parameter, keyword or property in the module has a name of the list of slots `key`."""
        found = self._held.get(key)
        if found is None:
            found = self._held[key] = any(self.lexicon.is_slot(key, name) for name in self._aliases.keys)
        return found

    @cached_property
    def are_handlers_near_switch(self) -> bool:
        """Whether the module's text names a switch near handlers: no call is handed both without, and no
        record has them."""
        names = self.lexicon.names(self.module.source)
        return names.has_slots_near("switch-slots", ("handler-slots", "handler-maps"))

    @cached_property
    def names_switch(self) -> bool:
        """Whether the module's text names a switch: without, no options object of a connection has one."""
        return self.lexicon.names(self.module.source).has_slot("switch-slots")

    @cached_property
    def names_channel(self) -> bool:
        """Whether a text of the module may be a generation's channel."""
        return self.lexicon.names(self.module.source).has_channel

    def names(self, call: Call) -> tuple[Dotted, ...]:
        """The dotted names of a call's callee, as written first."""
        found = self._names.get(call)
        if found is None:
            if isinstance(call.callee, Literal):
                found = ()
            else:
                written = dotted(call.callee)
                names = dict.fromkeys([written] if written else [])
                if self._aliases.concern(call, ALL):
                    names.update(dict.fromkeys(self.program.callee_names(self.module, call)))
                names.update(dict.fromkeys(self._aliases.imported(call.callee)))
                # A name that ends in a call is not the callee's own, but that of a call which gave it.
                found = tuple(name for name in names if name and not name[-1].endswith("()"))
            self._names[call] = found
        return found

    def invoked(self, key: str, call: Call) -> Iterator[tuple[Dotted, Holder]]:
        """What the vocabulary's list `key` describes and the call invokes, with what it is given."""
        own = self.matching(key, call)
        if own is not None:
            yield own, direct(self.program, self.module, call)
        aliases, family = self._aliases, LISTS[key]
        if not aliases.are_values(family):
            return
        if not (aliases.concern(call, family) or aliases.are_handed(call, family)):
            return
        for invocation in self.program.invocations(self.module, call)[1:]:
            for name in invocation.names:
                if not name[-1].endswith("()") and self.lexicon.is_call(key, name):
                    yield name, indirect(self.module, invocation)
                    break

    def matching(self, key: str, call: Call) -> Dotted | None:
        """The first name of the callee that the vocabulary's list `key` describes; None for none."""
        family = LISTS.get(key)
        if family is not None and call not in self._names and not self._may_tell(call, family):
            return None
        return next((name for name in self.names(call) if self.lexicon.is_call(key, name)), None)

    def is_look_alike(self, call: Call) -> bool:
        """Whether the callee belongs to something that only sounds like a generation. One word (`call`) tells
        nothing: any variable may be called so."""
        return any(self.lexicon.is_look_alike(name) for name in self.names(call) if len(split(name[-1])) > 1)

    def is_hook(self, call: Call) -> bool:
        """Whether the callee is named as a hook: `use…`."""
        return any(is_hook_name(name) for name in self.names(call))

    def is_constructor(self, call: Call) -> bool:
        """Whether the call makes an object: `new X()`, Python's `X()`."""
        written = self.names(call)
        return call.new or (not call.jsx and any(is_class_name(name) for name in written))

    def title(self, call: Call, name: Dotted | None = None) -> str:
        """What a message calls the callee: its own name, without what stands before the dot."""
        names = self.names(call)
        chosen = name or (names[0] if names else ())
        return chosen[-1] if chosen else "call"


def is_hook_name(name: Dotted) -> bool:
    """Whether a callee is named as hooks are: `useX`, `use_x`."""
    return len(split(name[-1])) > 1 and split(name[-1])[0] == "use"


def is_class_name(name: Dotted) -> bool:
    """Whether a callee is named as classes are."""
    return name[-1][:1].isupper()
