"""GEN204: the callback that makes a generation connection reads what its dependency list lacks."""

from __future__ import annotations

from collections.abc import Iterable

from genlint.findings import Applicability, Confidence, Finding, Fix, FlowStep
from genlint.model.ir import Call, Node, Record, Value
from genlint.rule import Context, Example, Rule

from genlint_rules.domain.connections import Connection, Slot
from genlint_rules.domain.dependencies import Dependencies, Reaction, Read, reactions
from genlint_rules.domain.reading import Reading
from genlint_rules.domain.report import place
from genlint_rules.domain.switches import title
from genlint_rules.domain.traces import source_text
from genlint_rules.domain.usage import Usage, is_inside


class StaleGate(Rule):
    """See `documentation`."""

    code = "GEN204"
    name = "stale-gate"
    summary = "the dependency list of what makes a generation connection lacks its state or its identity"
    documentation = """\
## What it does

Looks at the memos, callbacks and effects that make a generation connection's options, or open it. What the
gate and the identity depend on must be in the dependency list: `state` or `state.isGenerating` for
`state.isGenerating`, but not `state.projectId`. Refs, setters, constants and imports need no place there,
and a call without a list runs every time.

## Why is this bad?

The callback keeps the values of the render that it was made in. The gate was closed then, as nothing ran
yet, and stays closed when a generation starts; or the connection goes on listening for the last project.

## What to do instead

List what the gate and the identity read. A list of more than that costs a few runs; a list of less costs
the connection.

## How to configure it

`extend-dependency-calls` names more hooks that take a callback and a list. The rule is silent in test files.
"""
    examples = (
        Example(
            "ts",
            bad="""\
export function useClipEvents(projectId: string, isGenerating: boolean, eventHandlers: Handlers) {
  const options = useMemo(
    () => ({ fileId: projectId, eventHandlers, enabled: isGenerating && !!projectId }),
    [projectId, eventHandlers],
  );
  useVideoSSE(options);
}
""",
            good="""\
export function useClipEvents(projectId: string, isGenerating: boolean, eventHandlers: Handlers) {
  const options = useMemo(
    () => ({ fileId: projectId, eventHandlers, enabled: isGenerating && !!projectId }),
    [projectId, eventHandlers, isGenerating],
  );
  useVideoSSE(options);
}
""",
        ),
        Example(
            "py",
            bad="""\
def use_clip_events(project_id: str, handlers: dict):
    state, set_state = use_state(GenerationState())
    options = use_memo(
        lambda: {"file_id": project_id, "handlers": handlers, "enabled": state.is_generating},
        dependencies=[project_id],
    )
    return use_video_sse(**options)
""",
            good="""\
def use_clip_events(project_id: str, handlers: dict):
    state, set_state = use_state(GenerationState())
    options = use_memo(
        lambda: {"file_id": project_id, "handlers": handlers, "enabled": state.is_generating},
        dependencies=[project_id, state.is_generating],
    )
    return use_video_sse(**options)
""",
        ),
    )

    def check(self, context: Context) -> Iterable[Finding]:
        if context.is_test_file:
            return
        reading = Reading.of(context)
        if not reading.connections:
            return
        for reaction in reactions(reading):
            dependencies = Dependencies(reading, reaction)
            for connection in reading.connections:
                missing = _missing(reading, reaction, dependencies, connection)
                if missing:
                    yield self._finding(reading, reaction, connection, missing)
                    break

    def _finding(
        self, reading: Reading, reaction: Reaction, connection: Connection, missing: list[Read]
    ) -> Finding:
        names = list(dict.fromkeys(read.name for read in missing))
        named = " and ".join(f"`{name}`" for name in names)
        opened = connection.call is not None and is_inside(connection.call, reaction.callback)
        depending = f"{title(connection)} depends" if opened else f"the options of {title(connection)} depend"
        location = place(reading.module, reaction.place)
        telling = any(
            reading.lexicon.kind((read.item[0].name, *read.item[1])) is not None
            or reading.gates.running.state((read.item[0].name, *read.item[1])) is not None
            for read in missing
        )
        return Finding(
            code=self.code,
            name=self.name,
            message=f"the dependency list of `{reaction.title}` lacks {named}, on which {depending}",
            help=f"list what the gate and the identity read: `{_written(reading, reaction, names)}`",
            confidence=Confidence.HIGH if telling else Confidence.MEDIUM,
            location=location,
            flow=(
                *(FlowStep(place(reading.module, read.node), f"`{read.name}` is read") for read in missing),
                FlowStep(location, f"the list lacks {named}"),
            ),
            fixes=_fixes(reading, reaction, names, named),
        )


def _missing(
    reading: Reading, reaction: Reaction, dependencies: Dependencies, connection: Connection
) -> list[Read]:
    """What a connection that is made in the callback depends on, and the list lacks."""
    conditions: list[Value] = [
        guard.condition
        for node in _nodes(connection)
        if _stands_in(reading, node, reaction)
        for guard in reading.program.guards(reading.module, node)
        if _stands_in(reading, guard.condition, reaction)
    ]
    switch = connection.switch
    if switch is not None and _stands_in(reading, switch.value, reaction):
        conditions.append(switch.value)
    found: dict[object, Read] = {}
    for slot in connection.slots:
        if _stands_in(reading, slot.value, reaction):
            for read in _identity(reading, reaction, dependencies, slot):
                found.setdefault(read.item, read)
    for read in dependencies.reads(conditions):
        if dependencies.lacks(read, asked=True):
            found.setdefault(read.item, read)
    items = {read.item for read in found.values()}
    whole = [
        read
        for read in found.values()
        if not any((read.item[0], read.item[1][:count]) in items for count in range(len(read.item[1])))
    ]
    return sorted(whole, key=lambda read: read.node.span)


def _identity(reading: Reading, reaction: Reaction, dependencies: Dependencies, slot: Slot) -> Iterable[Read]:
    """What an identity depends on, and the list lacks. Of a text only the IDs in it count."""
    within = [part for part in slot.ids if _stands_in(reading, part, reaction)]
    if not within and slot.module is reading.module and dependencies.covers(slot.ids):
        return []
    reads = dependencies.reads(within or [slot.value])
    return [read for read in reads if dependencies.lacks(read, asked=False)]


def _nodes(connection: Connection) -> list[Call | Record]:
    """What stands for a connection in the code: its call, and what holds its options."""
    nodes: dict[Call | Record, None] = dict.fromkeys(connection.holders)
    if connection.call is not None:
        nodes[connection.call] = None
    return list(nodes)


def _stands_in(reading: Reading, node: Node, reaction: Reaction) -> bool:
    return node in Usage.of(reading).parents and is_inside(node, reaction.callback)


def _written(reading: Reading, reaction: Reaction, names: list[str]) -> str:
    """The whole list, as it should be."""
    items = [" ".join(source_text(reading.module, item.value).split()) for item in reaction.list.items]
    return f"[{', '.join([*items, *names])}]"


def _fixes(reading: Reading, reaction: Reaction, names: list[str], named: str) -> tuple[Fix, ...]:
    """A longer list changes when the callback runs, so a person should look."""
    if not reading.context.wants_fixes:
        return ()
    from genlint.writer import CannotWrite, writer_for

    heading = f"add {named} to the dependency list"
    try:
        edits = writer_for(reading.module).extend_dependencies(reaction.call, names)
    except CannotWrite:
        edits = ()
    applicability = Applicability.SUGGESTED if edits else Applicability.DISPLAY
    return (Fix(heading, applicability, edits),)
