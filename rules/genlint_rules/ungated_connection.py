"""GEN201: the switch of a generation connection does not imply an active generation."""

from __future__ import annotations

from collections.abc import Iterable

from genlint.findings import Confidence, Finding, FlowStep
from genlint.model.ir import Attribute, Call, Compare, Name, Not
from genlint.model.program import Atom
from genlint.rule import Context, Example, Rule

from genlint_rules.domain.connections import Connection
from genlint_rules.domain.fixes import gate_fixes
from genlint_rules.domain.inputs import Input
from genlint_rules.domain.reading import Reading
from genlint_rules.domain.report import place, quoted
from genlint_rules.domain.switches import (
    also,
    atoms_shown,
    deciding,
    is_always_on,
    is_presence,
    state_name,
    title,
)


class UngatedConnection(Rule):
    """See `documentation`."""

    code = "GEN201"
    name = "ungated-connection"
    summary = "the connection's `enabled` does not imply an active generation"
    documentation = """\
## What it does

Finds generation connections whose switch (`enabled`, `shouldConnect`) can be on while no generation runs.
The switch is followed to its definition and read as a condition: of `a && b` one part must say that a
generation runs, of `a || b` both must, and `!isGenerating` says the opposite.

## Why is this bad?

The connection opens when the component mounts, because a chat or a project is there, and not when a
generation runs. Every page holds connections that bring nothing, and the server has to answer them.

## What to do instead

Add a condition on the generation's state: `isGenerating && !!projectId`, `status === "processing"`,
`status !== "completed"`. A guard around the call (`if (!isGenerating) return`) or an ID that is there only
while a generation runs (`isGenerating ? fileId : null`) count as well.

## How to configure it

`extend-generation-states` and `extend-active-statuses` name more states and status values that say a
generation runs, `extend-finished-states` and `extend-terminal-statuses` those that say it doesn't,
`extend-switch-slots` more switches. The rule is silent in test files.
"""
    examples = (
        Example(
            "ts",
            bad="""\
export function useClipEvents(projectId: string, eventHandlers: Handlers) {
  const shouldConnect = !!projectId;
  useVideoSSE({ fileId: projectId, eventHandlers, enabled: shouldConnect });
}
""",
            good="""\
export function useClipEvents(projectId: string, isGenerating: boolean, eventHandlers: Handlers) {
  const shouldConnect = isGenerating && !!projectId;
  useVideoSSE({ fileId: projectId, eventHandlers, enabled: shouldConnect });
}
""",
        ),
        Example(
            "py",
            bad="""\
def use_clip_events(project_id: str, handlers: dict):
    return use_video_sse(file_id=project_id, handlers=handlers, enabled=bool(project_id))
""",
            good="""\
def use_clip_events(project_id: str, is_generating: bool, handlers: dict):
    return use_video_sse(file_id=project_id, handlers=handlers, enabled=is_generating and bool(project_id))
""",
        ),
    )

    def check(self, context: Context) -> Iterable[Finding]:
        if context.is_test_file:
            return
        reading = Reading.of(context)
        for connection in reading.connections:
            switch = connection.switch
            if switch is None or switch.module is not reading.module or reading.is_gated(connection):
                continue
            atoms = deciding(reading, switch)
            if not is_always_on(switch) and not reading.gates.is_handed_on(atoms):
                yield self._finding(reading, connection, switch, atoms)

    def _finding(
        self, reading: Reading, connection: Connection, switch: Input, atoms: tuple[Atom, ...]
    ) -> Finding:
        state = state_name(reading, connection.node)
        short = isinstance(switch.value, (Name, Attribute, Call, Compare, Not))
        condition = quoted(reading.module, switch.value).strip("`") if short else "…"
        weak = is_presence(reading, atoms) or connection.call is None
        location = place(reading.module, switch.value)
        steps = [step for step in atoms_shown(atoms) if step.location != location]
        steps.append(FlowStep(location, f"`{switch.name}` of {title(connection)}"))
        return Finding(
            code=self.code,
            name=self.name,
            message=f"`{switch.name}` of {title(connection)} is {quoted(reading.module, switch.value)}, "
            "which does not imply an active generation",
            help=f"add a generation-state condition: `{also(reading, state, condition)}`",
            confidence=Confidence.MEDIUM if weak else Confidence.HIGH,
            location=location,
            flow=tuple(steps),
            fixes=gate_fixes(reading, connection),
        )
