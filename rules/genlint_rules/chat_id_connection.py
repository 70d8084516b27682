"""GEN103: a generation connection takes its identity from a chat ID and is not gated."""

from __future__ import annotations

from collections.abc import Iterable

from genlint.findings import Confidence, Finding
from genlint.rule import Context, Example, Rule

from genlint_rules.domain.connections import Connection, Slot
from genlint_rules.domain.fixes import connection_fixes
from genlint_rules.domain.misplaced import confidence, misplaced, rightful_name
from genlint_rules.domain.reading import Reading
from genlint_rules.domain.report import flow_of, place, through
from genlint_rules.domain.switches import title
from genlint_rules.domain.traces import Trace, spelled


class ChatIdConnection(Rule):
    """See `documentation`."""

    code = "GEN103"
    name = "chat-id-connection"
    summary = "a generation connection takes its identity from a chat ID and is not gated"
    documentation = """\
## What it does

Finds connections for a generation's events (by their name, by the channel or URL that they open, or by
options with an ID, handlers and a switch) whose `fileId`, channel or URL is made of a chat ID, while
nothing keeps them closed until a generation runs.

## Why is this bad?

The connection asks for `file.<chat ID>`. No such file exists, so the server answers with nothing, the
browser reports an error and connects again, on every page that shows a chat.

## What to do instead

Take the ID from the generation, and connect only while one runs. A chat's own channel (`chat.${chatId}`)
may have the chat's ID.

## How to configure it

`extend-generation-connections` names more connections, `extend-connections` more clients of any channel,
`extend-generation-channels` more words that name a generation's channel, `extend-chat-ids` more IDs.
"""
    examples = (
        Example(
            "tsx",
            bad="""\
export function useClipProgress(chatId: string) {
  return useVideoSSE(chatId);
}
""",
            good="""\
export function useClipProgress(projectId: string, isGenerating: boolean) {
  return useVideoSSE(isGenerating ? projectId : null);
}
""",
        ),
        Example(
            "py",
            bad="""\
@component
def clip(chat_id: str):
    video = use_video_sse(chat_id)
    return html.video({"src": video.url})
""",
            good="""\
@component
def clip(project_id: str, is_generating: bool):
    video = use_video_sse(project_id if is_generating else None)
    return html.video({"src": video.url})
""",
        ),
    )

    def check(self, context: Context) -> Iterable[Finding]:
        reading = Reading.of(context)
        for source, connection, slot, trace in misplaced(reading, _ungated):
            yield self._finding(source, connection, slot, trace)

    def _finding(self, reading: Reading, connection: Connection, slot: Slot, trace: Trace) -> Finding:
        noun = reading.lexicon.policy.intruder_noun
        way = through(reading.tracer.way(trace))
        as_slot = f" as `{slot.title}`" if slot.title else ""
        project = rightful_name(reading, slot, trace)
        found = confidence(reading, trace)
        return Finding(
            code=self.code,
            name=self.name,
            message=f"{noun} `{spelled(trace.source)}` reaches {title(connection)}{as_slot}{way}",
            help=f"connect with the running generation's own ID, such as `{project}`, and only while it runs",
            confidence=found if connection.call is not None else min(found, Confidence.MEDIUM),
            location=place(trace.module, trace.node),
            flow=flow_of(trace, f"`{slot.title}`" if slot.title else title(connection), reading.lexicon),
            fixes=connection_fixes(reading, connection, slot, trace),
        )


def _ungated(reading: Reading) -> list[Connection]:
    """The connections that nothing holds back. What reaches a generation hook is GEN101's or GEN102's."""
    return [each for each in reading.connections if not each.is_hook and not reading.is_gated(each)]
