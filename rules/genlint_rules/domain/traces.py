"""Chat IDs on their way: the flows that bring one into a slot, and where each is to be reported."""

from __future__ import annotations

from genlint.model.ir import Attribute, Index, Module, Name, Node, Parameter, Record
from genlint.model.program import Flow, Program, Step, StepKind, dotted
from genlint.records import dataclass

from genlint_rules.domain.connections import Slot
from genlint_rules.domain.gating import is_empty
from genlint_rules.lexicon import Lexicon

_MAX_WAY = 3
"""How many names between source and slot a message gives."""


@dataclass(frozen=True, eq=False, slots=True)
class Trace:
    """One way of a stranger's ID into a slot, with the place at which it is reported."""

    steps: tuple[Step, ...]
    """From the source to the slot."""
    module: Module
    node: Node
    """What is reported: the slot's value, or the argument by which a caller hands the ID in."""
    is_fallback: bool
    """Whether it is one alternative, and another one is an ID of another kind."""
    rightful: Step | None
    """Of a fallback, the alternative that belongs there, where it has a name."""
    complete: bool

    @property
    def source(self) -> Step:
        """The step at which the ID is seen to enter."""
        return self.steps[0]


class Tracer:
    """Follows the values of slots back to where they come from."""

    def __init__(self, program: Program, lexicon: Lexicon) -> None:
        self.program = program
        self.lexicon = lexicon

    def traces(self, slot: Slot) -> list[Trace]:
        """The ways by which the policy's intruder comes into a slot, one for each place."""
        found: dict[Node, Trace] = {}
        for part in slot.ids:
            shown = slot.spread or slot.value
            lead = () if part is shown else (Step(slot.module, shown, StepKind.USE, ()),)
            flows = self.program.origins(slot.module, part, slot.path, slot.context)
            for flow in flows:
                if self.kind(flow) != self.lexicon.policy.intruder:
                    continue
                trace = self._trace(flow, flows, lead)
                known = found.get(trace.node)
                if known is None or (trace.is_fallback and not known.is_fallback):
                    found[trace.node] = trace
        return list(found.values())

    def kind(self, flow: Flow) -> str | None:
        """Whose ID a flow brings: what the furthest step says that names a known kind."""
        for step in reversed(flow.steps):
            kind = self.lexicon.kind(step.name)
            if kind is not None:
                return kind
        return None

    def _trace(self, flow: Flow, flows: tuple[Flow, ...], lead: tuple[Step, ...]) -> Trace:
        at = self._place(flow)
        source = self._source(flow)
        others = [other for other in flows if self._is_other_choice(flow, other)]
        place = lead[0] if lead and at == 0 else self._argument(flow, at)
        named = next((step for other in others for step in reversed(other.steps) if _is_plain(step)), None)
        return Trace(
            steps=(*reversed(flow.steps[: source + 1]), *lead),
            module=place.module,
            node=place.node,
            is_fallback=bool(others),
            rightful=named,
            complete=flow.complete,
        )

    def _source(self, flow: Flow) -> int:
        """The index of the furthest step that names the intruder; better one whose code spells its name
        (`params["chat_id"]`) than the object from which it is read (`params`)."""
        naming = [index for index, step in enumerate(flow.steps) if self.lexicon.is_intruder(step.name)]
        spelling = [index for index in naming if _is_spelled(flow.steps[index])]
        return spelling[-1] if spelling else naming[-1]

    def _place(self, flow: Flow) -> int:
        """The index of the step that is reported: the slot, if a name between it and the first caller
        says what comes; else the argument of the first call behind which a name says so."""
        place = 0
        for index, step in enumerate(flow.steps):
            if step.kind is StepKind.ARGUMENT and self._is_reported(step.module, flow.steps[0].module):
                place = index
            if self.lexicon.is_intruder(step.name):
                return place
        return 0

    def _is_reported(self, module: Module, slot: Module) -> bool:
        """Whether reading `module` comes to the slot's: it does by imports; who hands an ID to a store may
        not know who reads it."""
        return module is slot or slot in self.program.related(module)

    def _argument(self, flow: Flow, at: int) -> Step:
        """What is reported of a step: of a record that a caller hands in, the property that holds the ID."""
        step = flow.steps[at]
        if at and isinstance(step.node, Record) and at + 1 < len(flow.steps):
            inner = flow.steps[at + 1]
            if step.node.span[0] <= inner.node.span[0] and inner.node.span[1] <= step.node.span[1]:
                return inner
        return step

    def _is_other_choice(self, flow: Flow, other: Flow) -> bool:
        """Whether `other` is what a choice on the way takes instead, and another ID."""
        if self.kind(other) == self.lexicon.policy.intruder:
            return False
        parted = next(
            (
                index
                for index, (mine, its) in enumerate(zip(flow.steps, other.steps, strict=False))
                if (mine.node, mine.kind) != (its.node, its.kind)
            ),
            min(len(flow.steps), len(other.steps)),
        )
        if not 0 < parted < len(flow.steps):
            return False
        if is_empty(other) and not any(self.lexicon.kind(step.name) for step in other.steps[parted:]):
            return False
        mine = flow.steps[parted]
        its = other.steps[parted] if parted < len(other.steps) else None
        if mine.kind is StepKind.ARGUMENT:
            # A caller that hands the ID in leaves no choice to a parameter's default.
            return False
        return mine.kind is StepKind.CHOICE or (its is not None and its.kind is StepKind.CHOICE)

    # -- Words for people -----------------------------------------------------------------------------

    def way(self, trace: Trace) -> list[str]:
        """The names that the ID goes by between its source and the slot, nearest to the source first."""
        shown = spelled(trace.source)
        names: list[str] = []
        for step in trace.steps[1:]:
            if step.kind is StepKind.CHOICE or not _is_plain(step):
                continue
            name = spelled(step)
            if name != shown and name not in names and name.split(".")[0] != shown:
                names.append(name)
        return names[-_MAX_WAY:]


def _is_plain(step: Step) -> bool:
    """Whether a step is a variable or property that stands in the code under its whole name."""
    return isinstance(step.node, (Name, Attribute, Index, Parameter)) and _is_spelled(step)


def _is_spelled(step: Step) -> bool:
    """Whether a step's own code gives its name; of a part of an object it is the object's code."""
    return bool(step.name) and dotted(step.node) == step.name


def spelled(step: Step) -> str:
    """What the user calls the value at a step: as written, where it is written in a few characters."""
    node = step.node
    if isinstance(node, (Name, Attribute, Index)) and _is_spelled(step):
        text = source_text(step.module, node)
        if len(text) <= 40 and "\n" not in text:
            return text
    return ".".join(step.name)


def source_text(module: Module, node: Node) -> str:
    """The source of a node."""
    return module.source[node.span[0] : node.span[1]].decode("utf-8", "replace")
