"""GEN102: a generation hook is passed a fallback, one alternative of which is a chat ID."""

from __future__ import annotations

from collections.abc import Iterable

from genlint.findings import Finding
from genlint.rule import Context, Example, Rule

from genlint_rules.chat_id_argument import instead
from genlint_rules.domain.connections import Slot
from genlint_rules.domain.fixes import hook_fixes
from genlint_rules.domain.misplaced import confidence, misplaced
from genlint_rules.domain.reading import Reading, Use
from genlint_rules.domain.report import flow_of, place, through
from genlint_rules.domain.traces import Trace, spelled


class ChatIdFallback(Rule):
    """See `documentation`."""

    code = "GEN102"
    name = "chat-id-fallback"
    summary = "a generation hook is passed a fallback, one alternative of which is a chat ID"
    documentation = """\
## What it does

Finds generation hooks and clients that are passed a project *or* a chat: `projectId || chatId`,
`fileId ?? chatId`, `ready ? projectId : chatId`, a default of `chatId`; in place, or through variables,
memos and wrappers.

## Why is this bad?

The two are not interchangeable. It works while there is a project, which is how it passes review. On a
fresh page there is none yet, so the hook listens for a file under the chat's ID, which the server has
never heard of, and the connection fails for ever.

## What to do instead

Pass the project alone, or nothing, and start tracking when a generation begins. A fallback between two
names of one chat (`propChatId || chatId`) is one ID, and reported as GEN101 where it is in the wrong
place; `chatId || undefined` and `chatId ?? ""` are no fallbacks.

## How to configure it

As for GEN101: `extend-generation-hooks`, `extend-chat-ids`, `extend-generation-ids`.
"""
    examples = (
        Example(
            "tsx",
            bad="""\
export function ImageEditor({ chatId, initialState }: Props) {
  const effectiveProjectId = initialState?.projectId || chatId;
  const imageGeneration = useImageGeneration(effectiveProjectId);
  return <Canvas images={imageGeneration.images} />;
}
""",
            good="""\
export function ImageEditor({ chatId, initialState }: Props) {
  const imageGeneration = useImageGeneration(initialState?.projectId);
  return <Canvas images={imageGeneration.images} chat={chatId} />;
}
""",
        ),
        Example(
            "py",
            bad="""\
def open_client(chat_id: str, project_id: str | None) -> ImageGenerationClient:
    return ImageGenerationClient(project_id=project_id or chat_id)
""",
            good="""\
def open_client(chat_id: str, project_id: str | None) -> ImageGenerationClient:
    return ImageGenerationClient(project_id=project_id or find_project(chat_id))
""",
        ),
    )

    def check(self, context: Context) -> Iterable[Finding]:
        reading = Reading.of(context)
        for source, use, slot, trace in misplaced(reading, lambda each: each.hooks):
            if trace.is_fallback:
                yield self._finding(source, use, slot, trace)

    def _finding(self, reading: Reading, use: Use, slot: Slot, trace: Trace) -> Finding:
        noun = reading.lexicon.policy.intruder_noun
        way = through(reading.tracer.way(trace))
        other = f" in place of `{spelled(trace.rightful)}`" if trace.rightful is not None else ""
        return Finding(
            code=self.code,
            name=self.name,
            message=f"{noun} `{spelled(trace.source)}` reaches `{use.title}` as a fallback{other}{way}",
            help=instead(reading, use, slot, trace),
            confidence=confidence(reading, trace, use),
            location=place(trace.module, trace.node),
            flow=flow_of(trace, f"`{use.title}`", reading.lexicon),
            fixes=hook_fixes(reading, use, slot, trace),
        )
