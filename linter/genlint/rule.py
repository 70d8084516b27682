"""What a rule is, and what the engine hands to it.

The engine finds rule sets by the entry point group `genlint.rules`; each is a `RuleSet`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar, Literal, Protocol

from genlint.expressions import Deferred as Deferred
from genlint.expressions import Near as Near
from genlint.findings import Finding, Location
from genlint.model.ir import Module, Value
from genlint.model.program import Flow, Judge, Program, Step
from genlint.records import dataclass, field

Words = Mapping[str, tuple[str, ...]]
"""The vocabulary: from a list's configuration key (`chat-ids`) to its entries."""


Requirement = str | Near | Deferred
"""One thing that a screen asks of a file: that a regular expression matches somewhere in its bytes, without
regard to case. What an expression may be written in says `genlint.expressions`."""

Screen = tuple[tuple[Requirement, ...], ...]
"""What a file must hold to be worth parsing: any one of these combinations, with all its requirements.
The first of each is searched for in every file and should be rare: an expression, and not too long."""


@dataclass(frozen=True, slots=True)
class Example:
    """Code that documents a rule. `bad` reports exactly the rule's code, `good` reports nothing."""

    language: Literal["ts", "tsx", "py"]
    bad: str
    good: str


@dataclass
class Context:
    """One module, and all that a rule may ask about it."""

    program: Program
    module: Module
    words: Words
    is_test_file: bool
    shared: dict[Any, Any] = field(default_factory=dict)
    """What the rules of one run remember together, across modules. Keys are theirs to choose."""
    wants_fixes: bool = False
    """Whether anybody asks for the findings' fixes: making them costs more than finding what they mend."""
    may_have_slots: bool = True
    """Whether the module's text has what a slot needs (`RuleSet.slots_screen`)."""


class Rule:
    """One rule, as the sentence that it enforces. Subclasses are stateless."""

    code: ClassVar[str]
    """`GEN101`. Stable once released."""
    name: ClassVar[str]
    """`chat-id-argument`: the bad pattern."""
    summary: ClassVar[str]
    """One line: "a chat ID is passed to a generation hook"."""
    documentation: ClassVar[str]
    """Markdown: what it does, why it is bad, how to mend it, how to configure it."""
    examples: ClassVar[tuple[Example, ...]]

    def check(self, context: Context) -> Iterable[Finding]:
        """The findings in `context.module`, in any order. Locations carry `context.module.path`."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule set has to say of an expression: a sentence, and the place that it speaks of."""

    text: str
    location: Location | None = None


class Reader(Protocol):
    """How a rule set reads one module, told to people: all that `genlint trace` knows of the domain."""

    @property
    def state(self) -> str:
        """What a condition should imply: "an active generation"."""

    @property
    def judge(self) -> Judge:
        """Tells of the parts of a condition whether they say so."""

    @property
    def nothing(self) -> str:
        """What to say of an expression on which there are no remarks."""

    def identity(self, flow: Flow) -> tuple[str, Step] | None:
        """What one origin of a value is read as ("chat ID"), and the step whose name says so; None where no
        name on the way says anything."""

    def is_switch(self, value: Value) -> bool:
        """Whether an expression of the module decides about something that the rules watch."""

    def remarks(self, value: Value) -> tuple[Remark, ...]:
        """What the rules see in an expression of the module: what takes it, and what holds that back; none
        where it is none of their business."""


@dataclass(frozen=True)
class RuleSet:
    """What a distribution ships: its rules, and the words that they share."""

    rules: tuple[Rule, ...]
    words: Words
    """Default vocabulary. Each key is a configuration key; `extend-<key>` adds to it."""

    def screen(self, words: Words) -> Screen:
        """What a file must hold for any of the rules to say something that is known from the file alone,
        given the effective vocabulary."""
        raise NotImplementedError

    def slots_screen(self, words: Words) -> Screen:
        """What a file must hold for a value that another file hands in to end in a finding: a slot.

        A file is judged, too, if it passes `feeds_screen` and some file that it imports, by whatever way,
        passes this. The default is for rules that look at one file at a time: nothing passes.
        """
        return ()

    def feeds_screen(self, words: Words) -> Screen:
        """What a file must hold to hand such a value to a file that it imports. Default: nothing passes."""
        return ()

    def reported(self, context: Context) -> Collection[str] | None:
        """The absolute paths of the files in which rules may report what comes into slots of the context's
        module. A file that passes `feeds_screen` alone isn't parsed unless it is one of them for a module
        that its imports lead to. Default: None, it may be any file.
        """
        return None

    def reader(self, context: Context) -> Reader | None:
        """How the rules read the context's module, for `genlint trace`. Default: they don't tell."""
        return None
