"""GEN104: tracking of a generation is started with a chat ID."""

from __future__ import annotations

from collections.abc import Iterable

from genlint.findings import Confidence, Finding
from genlint.rule import Context, Example, Rule

from genlint_rules.domain.connections import Slot
from genlint_rules.domain.fixes import tracking_fixes
from genlint_rules.domain.misplaced import confidence, misplaced, rightful_name
from genlint_rules.domain.reading import Reading, Use
from genlint_rules.domain.report import flow_of, place, through
from genlint_rules.domain.traces import Trace, spelled


class ChatIdTracking(Rule):
    """See `documentation`."""

    code = "GEN104"
    name = "chat-id-tracking"
    summary = "`startTracking` is given a chat ID"
    documentation = """\
## What it does

Finds calls that begin to track a generation, `imageGeneration.startTracking(…)` or
`tracker.start_tracking(…)`, and are given a chat ID as the project or the request.

## Why is this bad?

Tracking opens the connection for the ID that it is given. There are no events under a chat's ID, so the
progress stays at zero though the image is being made, and the connection fails again and again.

## What to do instead

Track the project and the request that the server answered with when the generation began.

## How to configure it

`extend-tracking-calls` names more calls, `extend-trackers` what may own them, `extend-chat-ids` and
`extend-generation-ids` more IDs.
"""
    examples = (
        Example(
            "ts",
            bad="""\
async function generate(prompt: string, chatId: string) {
  const { requestId } = await requestImage({ prompt, chatId });
  imageGeneration.startTracking(chatId, requestId);
}
""",
            good="""\
async function generate(prompt: string, chatId: string) {
  const { projectId, requestId } = await requestImage({ prompt, chatId });
  imageGeneration.startTracking(projectId, requestId);
}
""",
        ),
        Example(
            "py",
            bad="""\
async def generate(tracker: GenerationTracker, chat_id: str, prompt: str) -> None:
    request = await submit_image(prompt, chat_id=chat_id)
    tracker.start_tracking(chat_id, request.id)
""",
            good="""\
async def generate(tracker: GenerationTracker, chat_id: str, prompt: str) -> None:
    request = await submit_image(prompt, chat_id=chat_id)
    tracker.start_tracking(request.project_id, request.id)
""",
        ),
    )

    def check(self, context: Context) -> Iterable[Finding]:
        reading = Reading.of(context)
        for source, use, slot, trace in misplaced(reading, lambda each: each.trackings):
            yield self._finding(source, use, slot, trace)

    def _finding(self, reading: Reading, use: Use, slot: Slot, trace: Trace) -> Finding:
        noun = reading.lexicon.policy.intruder_noun
        way = through(reading.tracer.way(trace))
        owner = ".".join(use.name)
        project = rightful_name(reading, slot, trace)
        # A bare `startTracking` may be anyone's.
        sure = len(reading.callees.names(use.call)[0]) > 1 or len(use.name) > 1
        found = confidence(reading, trace, use)
        return Finding(
            code=self.code,
            name=self.name,
            message=f"{noun} `{spelled(trace.source)}` is tracked by `{owner}`{way}",
            help=f"give `{use.title}` what the server answered with when it began, such as `{project}`",
            confidence=found if sure else min(found, Confidence.MEDIUM),
            location=place(trace.module, trace.node),
            flow=flow_of(trace, f"`{use.title}`", reading.lexicon),
            fixes=tracking_fixes(reading, use, slot, trace),
        )
