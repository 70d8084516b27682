"""GEN203: a connection for a generation's channel opens with no guard that implies a generation."""

from __future__ import annotations

from collections.abc import Iterable

from genlint.findings import Confidence, Finding, FlowStep
from genlint.model.ir import Call, Function
from genlint.rule import Context, Example, Rule

from genlint_rules.domain.connections import Connection
from genlint_rules.domain.fixes import gate_fixes
from genlint_rules.domain.reading import Reading
from genlint_rules.domain.report import head, place, quoted
from genlint_rules.domain.switches import state_name


class ConnectionOnMount(Rule):
    """See `documentation`."""

    code = "GEN203"
    name = "connection-on-mount"
    summary = "a connection is opened for a generation's channel with no guard that implies a generation"
    documentation = """\
## What it does

Finds `new EventSource(…)`, `new WebSocket(…)` and their kin, and Python's SSE and WebSocket clients, that
open a generation's channel (`file.${id}`, `/api/generations/${id}/stream`) although nothing on the way to
the call says that a generation runs.

## Why is this bad?

The connection opens when a component mounts, an object is built or a module is loaded. It stays open, or
fails and is tried again, for as long as the page or the process lives, and brings nothing.

## What to do instead

Open it behind a condition on the generation's state: `if (!isGenerating) return;`. That an ID is present
says little: it is there before the generation starts and after it ended. Code that opens the connection
in the act of generating, with the ID that the server has just answered with, is right as well.

## How to configure it

`extend-openings` names more calls that connect at once, `extend-generation-channels` more words that name
a generation's channel, `extend-generation-states` more states, `extend-generation-acts` more functions that
begin a generation. The rule is silent in test files.
"""
    examples = (
        Example(
            "ts",
            bad="""\
export function useFileProgress(fileId: string) {
  useEffect(() => {
    const source = new EventSource(`/api/events/file.${fileId}`);
    return () => source.close();
  }, [fileId]);
}
""",
            good="""\
export function useFileProgress(fileId: string, isGenerating: boolean) {
  useEffect(() => {
    if (!isGenerating) return;
    const source = new EventSource(`/api/events/file.${fileId}`);
    return () => source.close();
  }, [fileId, isGenerating]);
}
""",
        ),
        Example(
            "py",
            bad="""\
class Viewer:
    async def listen(self) -> None:
        async with aconnect_sse(self.http, "GET", f"/api/events/file.{self.file_id}") as source:
            await self.drain(source)
""",
            good="""\
class Viewer:
    async def listen(self) -> None:
        if not self.is_generating:
            return
        async with aconnect_sse(self.http, "GET", f"/api/events/file.{self.file_id}") as source:
            await self.drain(source)
""",
        ),
    )

    def check(self, context: Context) -> Iterable[Finding]:
        if context.is_test_file:
            return
        reading = Reading.of(context)
        for connection in reading.connections:
            call = connection.call
            if call is None or not connection.opens or reading.is_gated(connection):
                continue
            if not reading.is_fresh(connection) and not reading.gates.has_handed_on_guard(
                reading.module, call
            ):
                yield self._finding(reading, connection, call)

    def _finding(self, reading: Reading, connection: Connection, call: Call) -> Finding:
        state = state_name(reading, call)
        guarded = reading.program.guards(reading.module, call)
        guard = f"if not {state}: return" if reading.is_python else f"if (!{state}) return"
        slot = connection.slots[0]
        location = head(reading.module, call)
        return Finding(
            code=self.code,
            name=self.name,
            message=f"`{connection.title}` opens {quoted(slot.module, slot.value)} {_moment(reading, call)}, "
            "and no guard implies an active generation",
            help=f"open it only while a generation runs: `{guard}`",
            # A guard that asks for something else may be more than can be seen.
            confidence=Confidence.MEDIUM if guarded else Confidence.HIGH,
            location=location,
            flow=(
                FlowStep(place(slot.module, slot.value), "a generation's channel"),
                FlowStep(location, "opened here"),
            ),
            fixes=gate_fixes(reading, connection),
        )


def _moment(reading: Reading, call: Call) -> str:
    """When control comes to the call, as far as the function around it tells."""
    function: Function | None = reading.program.function_of(reading.module, call)
    while function is not None and function.kind != "module":
        if function.name in ("constructor", "__init__", "__post_init__", "__enter__", "__aenter__"):
            return "when the object is built"
        if reading.is_effect(function):
            return "when the component mounts"
        if function.name:
            return f"whenever `{function.name}` runs"
        function = function.parent
    return "when the module is loaded" if function is not None else "at once"
