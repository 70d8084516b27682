"""Fixes of a chat ID that a generation hook, a client or a tracking call is given."""

from __future__ import annotations

from genlint.findings import Applicability, Fix
from genlint.model.ir import Attribute, Binding, Call, Choice, Declare, Evaluate, Name, Value
from genlint.model.traverse import walk
from genlint.writer import Edits

from genlint_rules.domain.calls import is_hook_name
from genlint_rules.domain.connections import Slot
from genlint_rules.domain.fallbacks import alternative, kept_of
from genlint_rules.domain.generation_state import Term
from genlint_rules.domain.misplaced import rightful_name, tracking
from genlint_rules.domain.reading import Reading, Use
from genlint_rules.domain.remedy import Bench, attempt, ranked, shown, suggested, welcome
from genlint_rules.domain.removal import unused, without
from genlint_rules.domain.traces import Trace


def hook_fixes(reading: Reading, use: Use, slot: Slot, trace: Trace) -> tuple[Fix, ...]:
    """What to do about a chat ID that a generation hook or client is passed."""
    bench = Bench.of(reading, trace.module)
    value = trace.node
    if not isinstance(value, Value):
        return (shown(f"pass `{use.title}` no chat ID"),)
    fixes = []
    if is_hook_name(use.name):
        fixes.append(_dropped(reading, bench, use, slot, trace, value))
    fixes.extend(alternative(bench, use.title, trace, value))
    if not fixes:
        state = bench.states.near(value, slot.title)
        if state.id is not None and not isinstance(value, Call):
            chosen = state.id
            title = f"give `{use.title}` the generation's ID `{chosen.text}`"
            fixes.append(suggested(title, lambda: bench.replaced(value, chosen)))
        else:
            name = rightful_name(reading, slot, trace)
            by_hand = f"make the `{use.title}` when a generation has its ID, and give it that `{name}`"
            fixes.append(shown(by_hand))
    return ranked(fixes)


def _dropped(reading: Reading, bench: Bench, use: Use, slot: Slot, trace: Trace, value: Value) -> Fix:
    title = f"call `{use.title}` without the chat ID"
    project = _known_id(bench, slot, trace, value) or rightful_name(reading, slot, trace)
    starts = tracking(reading, use, project)
    if not _is_tracked(bench, use.call):
        title += f", and `{starts}` when generation begins"

    def write() -> Edits:
        return welcome(without(bench, value), unused(bench, value))

    return suggested(title, write)


def _known_id(bench: Bench, slot: Slot, trace: Trace, value: Value) -> str | None:
    """What the user calls the project that a generation is for, inside of what generates."""
    if trace.rightful is not None:
        return None
    state = bench.states.near(value, slot.title)
    return state.id.own if state.id is not None else None


def _is_tracked(bench: Bench, call: Call) -> bool:
    """Whether what a hook returned is told somewhere in the module to start tracking."""
    surroundings, lexicon = bench.surroundings, bench.reading.lexicon
    held: set[object] = {call}
    parent = surroundings.parents.get(call)
    if isinstance(parent, Declare):
        held.add(parent.binding)
    for node in walk(bench.module.body):
        if isinstance(node, Attribute) and lexicon.is_call("tracking-calls", (node.key,)):
            owner = node.object
            if owner in held:
                return True
            if isinstance(owner, Name) and owner.scope.lookup(owner.text) in held:
                return True
    return isinstance(parent, Evaluate) and any(
        isinstance(node, Attribute) and lexicon.is_call("tracking-calls", (node.key,))
        for node in walk(bench.module.body)
    )


# -- GEN104: tracking --------------------------------------------------------------------------------


def tracking_fixes(reading: Reading, use: Use, slot: Slot, trace: Trace) -> tuple[Fix, ...]:
    """The generation's ID in the place of the chat's, where one is in scope."""
    bench = Bench.of(reading, trace.module)
    value = trace.node
    name = rightful_name(reading, slot, trace)
    by_hand = f"give `{use.title}` the `{name}` that the server answered with"
    if not isinstance(value, Value):
        return (shown(by_hand),)
    kept = kept_of(bench, value, {step.node for step in trace.steps})
    if kept is not None:
        text = kept
        return (suggested(f"track `{text}` alone", lambda: bench.writer.replace(value, text)),)
    call = bench.surroundings.call_of(value)
    others = [each.value for each in call[0].arguments if each.value is not value] if call is not None else []
    state = bench.states.near(value, slot.title, but=[bench.writer.text_of(each) for each in others])
    wants_request = _is_request_slot(call, slot)
    if state.id is None or _is_request(state.id) != wants_request or isinstance(value, (Call, Choice)):
        return (shown(by_hand),)
    return (_tracked(bench, others, value, state.id),)


def _tracked(bench: Bench, others: list[Value], value: Value, term: Term) -> Fix:
    """Safe where the ID comes from the same answer as the other one that is tracked."""
    siblings = [bench.surroundings.dotted(each) for each in others]
    mine = bench.surroundings.initialiser(term.root) if isinstance(term.root, Binding) else None
    same = False
    for sibling in siblings:
        if sibling is None or not isinstance(sibling[0], Binding):
            continue
        other = bench.surroundings.initialiser(sibling[0])
        if term.path:
            same = same or sibling[0] is term.root
        elif isinstance(mine, Attribute) and isinstance(other, Attribute):
            same = same or mine.object is other.object
    applicability = Applicability.SAFE if same else Applicability.SUGGESTED
    return attempt(f"track `{term.text}`", lambda: bench.replaced(value, term), applicability)


def _is_request(term: Term) -> bool:
    """Whether an ID is a request's: `requestId`, `request.id`, not `request.projectId`."""
    parts = term.text.split(".")
    return "request" in (parts[-2] if parts[-1] == "id" and len(parts) > 1 else parts[-1]).lower()


def _is_request_slot(call: tuple[Call, int] | None, slot: Slot) -> bool:
    if slot.title is not None:
        return "request" in slot.title.lower()
    return call is not None and call[1] == 1
