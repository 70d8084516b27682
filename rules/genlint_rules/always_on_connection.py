"""GEN202: a generation connection has an identity and no switch, or one that is always on."""

from __future__ import annotations

from collections.abc import Iterable

from genlint.findings import Confidence, Finding, FlowStep, Location
from genlint.rule import Context, Example, Rule

from genlint_rules.domain.connections import Connection
from genlint_rules.domain.fixes import gate_fixes
from genlint_rules.domain.reading import Reading
from genlint_rules.domain.report import head, place
from genlint_rules.domain.switches import is_always_on, state_name, title


class AlwaysOnConnection(Rule):
    """See `documentation`."""

    code = "GEN202"
    name = "always-on-connection"
    summary = "a generation connection is handed an identity and no `enabled`, or `enabled: true`"
    documentation = """\
## What it does

Finds generation connections whose options have an ID and no switch, or a switch that is always `true`.

## Why is this bad?

Such a connection opens as soon as the component mounts or the object is built. While nothing is being
generated it brings nothing, and the ID may not even exist yet.

## What to do instead

Give the options a switch that follows the generation's state: `enabled: isGenerating`.

## How to configure it

`extend-switch-slots` names more switches, `extend-generation-connections` more connections. The rule is
silent in test files.
"""
    examples = (
        Example(
            "ts",
            bad="""\
export function useClipEvents(projectId: string, eventHandlers: Handlers) {
  useVideoSSE({ fileId: projectId, eventHandlers });
}
""",
            good="""\
export function useClipEvents(projectId: string, isGenerating: boolean, eventHandlers: Handlers) {
  useVideoSSE({ fileId: projectId, eventHandlers, enabled: isGenerating });
}
""",
        ),
        Example(
            "py",
            bad="""\
def use_clip_events(project_id: str, handlers: dict):
    return use_video_sse(file_id=project_id, handlers=handlers, enabled=True)
""",
            good="""\
def use_clip_events(project_id: str, is_generating: bool, handlers: dict):
    return use_video_sse(file_id=project_id, handlers=handlers, enabled=is_generating)
""",
        ),
    )

    def check(self, context: Context) -> Iterable[Finding]:
        if context.is_test_file:
            return
        reading = Reading.of(context)
        for connection in reading.connections:
            switch, lacking = connection.switch, connection.lacks_switch
            if reading.is_gated(connection):
                continue
            if switch is not None and switch.module is reading.module:
                if is_always_on(switch):
                    said = f"`{switch.name}` of {title(connection)} is always on"
                    location = place(reading.module, switch.value)
                    yield self._finding(reading, connection, said, switch.name or "enabled", location)
            elif lacking is not None and lacking.module is reading.module:
                said = f"{title(connection)} is handed an ID and no `enabled`, so it always connects"
                yield self._finding(reading, connection, said, "enabled", head(reading.module, lacking.node))

    def _finding(
        self, reading: Reading, connection: Connection, said: str, switch: str, location: Location
    ) -> Finding:
        state = state_name(reading, connection.node)
        assigned = f"{switch}={state}" if reading.is_python else f"{switch}: {state}"
        slot = connection.slots[0]
        taken = FlowStep(place(slot.module, slot.value), "the ID that it connects with")
        return Finding(
            code=self.code,
            name=self.name,
            message=said,
            help=f"connect only while a generation runs: `{assigned}`",
            confidence=Confidence.HIGH if connection.by != "shape" else Confidence.MEDIUM,
            location=location,
            flow=(taken, FlowStep(location, "connects at once")),
            fixes=gate_fixes(reading, connection),
        )
