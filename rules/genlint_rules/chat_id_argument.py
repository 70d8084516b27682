"""GEN101: a chat ID is passed to a generation hook."""

from __future__ import annotations

from collections.abc import Iterable

from genlint.findings import Finding
from genlint.rule import Context, Example, Rule

from genlint_rules.domain.calls import is_hook_name
from genlint_rules.domain.connections import Slot
from genlint_rules.domain.fixes import hook_fixes
from genlint_rules.domain.misplaced import confidence, misplaced, rightful_name, tracking
from genlint_rules.domain.reading import Reading, Use
from genlint_rules.domain.report import flow_of, place, through
from genlint_rules.domain.traces import Trace, spelled


class ChatIdArgument(Rule):
    """See `documentation`."""

    code = "GEN101"
    name = "chat-id-argument"
    summary = "a chat ID is passed to a generation hook"
    documentation = """\
## What it does

Finds chat IDs that reach a generation hook or client in a place that is meant for a generation's ID:
`useImageGeneration(chatId)`, `ImageGenerationClient(project_id=chat_id)`. The ID is followed through
variables, state, refs, memos, options, returns and wrappers, up to where it enters.

## Why is this bad?

A generation hook takes the ID of a project, a file or a request, and asks the server for its events.
The server has nothing under a chat's ID, so the connection fails and is tried again for as long as the
component lives, on every page that shows it.

## What to do instead

Call the hook with nothing, and start tracking when a generation begins and its project is known. A
lookup is no mistake either: `useImageGeneration(projectByChat[chatId])` passes a project.

A slot that is named for the chat may take it: `useImageGeneration({ projectId, chatId })`.

## How to configure it

`extend-generation-hooks` names more hooks and clients, `extend-chat-ids` more IDs of chats, and
`extend-generation-ids` more IDs that belong into such a slot.
"""
    examples = (
        Example(
            "tsx",
            bad="""\
export function ImageTool({ chatId }: { chatId: string }) {
  const imageGeneration = useImageGeneration(chatId);
  return <Progress value={imageGeneration.progress} />;
}
""",
            good="""\
export function ImageTool({ chatId }: { chatId: string }) {
  const imageGeneration = useImageGeneration();

  async function onGenerate(prompt: string) {
    const { projectId, requestId } = await requestImage({ prompt, chatId });
    imageGeneration.startTracking(projectId, requestId);
  }

  return <Prompt onSubmit={onGenerate} progress={imageGeneration.progress} />;
}
""",
        ),
        Example(
            "py",
            bad="""\
@component
def image_tool(chat_id: str):
    image_generation = use_image_generation(chat_id)
    return progress(image_generation.percent)
""",
            good="""\
@component
def image_tool(chat_id: str):
    image_generation = use_image_generation()

    async def on_generate(prompt: str):
        project = await create_project(chat_id, prompt)
        image_generation.start_tracking(project.id, project.request_id)

    return prompt_form(on_generate, image_generation.percent)
""",
        ),
    )

    def check(self, context: Context) -> Iterable[Finding]:
        reading = Reading.of(context)
        for source, use, slot, trace in misplaced(reading, lambda each: each.hooks):
            if not trace.is_fallback:
                yield self._finding(source, use, slot, trace)

    def _finding(self, reading: Reading, use: Use, slot: Slot, trace: Trace) -> Finding:
        noun = reading.lexicon.policy.intruder_noun
        way = through(reading.tracer.way(trace))
        as_slot = f" as `{slot.title}`" if slot.title else ""
        return Finding(
            code=self.code,
            name=self.name,
            message=f"{noun} `{spelled(trace.source)}` reaches `{use.title}`{as_slot}{way}",
            help=instead(reading, use, slot, trace),
            confidence=confidence(reading, trace, use),
            location=place(trace.module, trace.node),
            flow=flow_of(trace, f"`{use.title}`", reading.lexicon),
            fixes=hook_fixes(reading, use, slot, trace),
        )


def instead(reading: Reading, use: Use, slot: Slot, trace: Trace) -> str:
    """The documented remedy in the user's own names."""
    project = rightful_name(reading, slot, trace)
    if is_hook_name(use.name):
        return f"call `{use.title}()` and `{tracking(reading, use, project)}` when generation begins"
    return f"give `{use.title}` the generation's own ID, `{project}`, once a generation has one"
