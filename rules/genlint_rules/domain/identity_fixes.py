"""Fixes of a wrong ID: the generation's own in its place, or before it; the argument dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genlint.findings import Applicability, Fix
from genlint.model.ir import (
    Argument,
    Attribute,
    Binding,
    Call,
    Choice,
    Class,
    Declare,
    Default,
    Entry,
    Evaluate,
    Function,
    Logical,
    Name,
    Node,
    Record,
    Value,
)
from genlint.model.traverse import walk
from genlint.writer import CannotWrite, Edits, combine

from genlint_rules.domain.annotations import is_optional
from genlint_rules.domain.calls import is_hook_name
from genlint_rules.domain.connections import Connection, Slot
from genlint_rules.domain.gate_edits import gate_of
from genlint_rules.domain.generation_state import Term
from genlint_rules.domain.inputs import parameters_of
from genlint_rules.domain.misplaced import rightful_name, tracking
from genlint_rules.domain.reading import Reading, Use
from genlint_rules.domain.remedy import Bench, attempt, ranked, shown, suggested
from genlint_rules.domain.surroundings import is_empty_literal
from genlint_rules.domain.traces import Trace, spelled

# -- GEN101, GEN102: hooks ----------------------------------------------------------------------------------


def hook_fixes(reading: Reading, use: Use, slot: Slot, trace: Trace) -> tuple[Fix, ...]:
    """What to do about a chat ID that a generation hook or client is passed."""
    bench = Bench.of(reading, trace.module)
    value = trace.node
    if not isinstance(value, Value):
        return (shown(f"pass `{use.title}` no chat ID"),)
    fixes = []
    if is_hook_name(use.name):
        fixes.append(_dropped(reading, bench, use, slot, trace, value))
    fixes.extend(_alternative(bench, use, trace, value))
    if not fixes:
        state = bench.states.near(value, slot.title)
        if state.id is not None and not isinstance(value, Call):
            chosen = state.id
            title = f"give `{use.title}` the generation's ID `{chosen.text}`"
            fixes.append(suggested(title, lambda: _replaced(bench, value, chosen)))
        else:
            name = rightful_name(reading, slot, trace)
            fixes.append(shown(f"make the `{use.title}` when a generation has its ID, and give it that `{name}`"))
    return ranked(fixes)


def _dropped(reading: Reading, bench: Bench, use: Use, slot: Slot, trace: Trace, value: Value) -> Fix:
    title = f"call `{use.title}` without the chat ID"
    starts = tracking(reading, use, _known_id(bench, slot, trace, value) or rightful_name(reading, slot, trace))
    if not _is_tracked(bench, use.call):
        title += f", and `{starts}` when generation begins"

    def write() -> Edits:
        return _together(_without(bench, value), _unused(bench, value))

    return suggested(title, write)


def _known_id(bench: Bench, slot: Slot, trace: Trace, value: Value) -> str | None:
    """What the user calls the project that a generation is for, inside of what generates."""
    if trace.rightful is not None:
        return None
    state = bench.states.near(value, slot.title)
    return state.id.own if state.id is not None else None


def _without(bench: Bench, value: Value) -> Edits:
    """The call without the argument, or the entry of its options, that `value` is."""
    parent = bench.surroundings.parents.get(value)
    outer = bench.surroundings.parents.get(parent) if parent is not None else None
    if isinstance(parent, Entry) and isinstance(outer, Record) and isinstance(parent.key, str):
        call = bench.surroundings.call_of(outer)
        if call is not None and len(outer.entries) == 1 and not call[0].jsx:
            return _without(bench, outer)
        return bench.writer.drop_entry(outer, parent)
    if not isinstance(parent, Argument) or not isinstance(outer, Call) or parent.spread:
        raise CannotWrite("it is passed from elsewhere")
    index = outer.arguments.index(parent)
    needed = _needs(bench, outer, index)
    if needed is not None:
        raise CannotWrite(f"`{needed}` needs the argument")
    return bench.writer.drop_argument(outer, index)


def _needs(bench: Bench, call: Call, index: int) -> str | None:
    """The name of the callee in sight that needs an argument; None where it may be left out."""
    argument = call.arguments[index]
    for callee in bench.reading.program.callees(bench.module, call):
        parameters = parameters_of(callee.target)
        if argument.name is not None:
            parameters = [each for each in parameters if each.binding.name == argument.name]
        else:
            parameters = parameters[index : index + 1]
        for each in parameters:
            if each.default is None and each.kind in ("plain", "keyword"):
                if not is_optional(callee.module, each.binding):
                    return callee.target.name or "the function"
    return None


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


def _unused(bench: Bench, value: Value) -> Iterator[Edits]:
    """The removal of the variables that only served `value`, which is removed."""
    surroundings = bench.surroundings
    gone: set[Node] = set(walk(value))
    pending = [node for node in gone if isinstance(node, Name)]
    done: set[Binding] = set()
    while pending:
        name = pending.pop()
        binding = name.scope.lookup(name.text)
        if binding is None or binding in done or not set(surroundings.reads[binding]) <= gone:
            continue
        initialiser = surroundings.initialiser(binding)
        statement = surroundings.declared[binding][0] if initialiser is not None else None
        if initialiser is None or statement is None or surroundings.does_something(initialiser):
            continue
        if isinstance(initialiser, (Function, Class)) or _is_mentioned(bench, binding):
            continue
        if any(isinstance(node, Name) and node.text.startswith("#") for node in walk(initialiser)):
            continue  # a parameter is taken apart there, which tells what the function takes
        try:
            edits = bench.writer.remove_declaration(statement)
        except CannotWrite:
            continue
        done.add(binding)
        gone.update(walk(initialiser))
        pending.extend(node for node in walk(initialiser) if isinstance(node, Name))
        yield edits


def _is_mentioned(bench: Bench, binding: Binding) -> bool:
    """Whether something that the flow model has no word for may need a variable: a type, an export."""
    name = re.escape(binding.name.encode())
    if re.search(rb"\b(typeof|__all__)\b[^\n]*\b" + name + rb"\b", bench.module.source):
        return True
    return binding.scope.kind == "module"


def _alternative(bench: Bench, use: Use, trace: Trace, value: Value) -> Iterator[Fix]:
    """A fallback without the chat's ID: the generation's alone, or nothing where there is none."""
    if not trace.is_fallback:
        return
    on_way = {step.node for step in trace.steps}
    title = f"pass `{use.title}` no chat ID where there is no generation's"
    if isinstance(value, Name):
        binding = value.scope.lookup(value.text)
        made = bench.surroundings.plain_initialiser(binding) if binding is not None else None
        if binding is None or made is None or not is_whole(bench, value, made):
            return
        kept = _kept(bench, made, on_way)
        if kept is not None:
            title = f"pass `{use.title}` the generation's ID `{kept}` alone"
            yield suggested(title, lambda: _together(bench.writer.replace(value, kept), _unused(bench, value)))
        elif len(bench.surroundings.reads[binding]) == 1:
            yield suggested(title, lambda: _emptied(bench, made, on_way))
        return
    kept = _kept(bench, value, on_way)
    if kept is not None:
        title = f"pass `{use.title}` the generation's ID `{kept}` alone"
        yield suggested(title, lambda: bench.writer.replace(value, kept))
    elif isinstance(value, (Choice, Logical)):
        yield suggested(title, lambda: _emptied(bench, value, on_way))


def is_whole(bench: Bench, value: Value, made: Value) -> bool:
    """Whether the names of a variable's initialiser mean the same where the variable is read."""
    scope = bench.surroundings.scope(value)
    return all(
        scope.lookup(node.text) is node.scope.lookup(node.text)
        for node in walk(made)
        if isinstance(node, Name)
    ) and not bench.surroundings.does_something(made)


def _kept(bench: Bench, value: Value, on_way: set[Node]) -> str | None:
    """The code of a fallback's alternatives without the chat's ID; None where it is no plain fallback."""
    if isinstance(value, Choice):
        then, otherwise = value.then, value.otherwise
        if otherwise in on_way and bench.writer.text_of(then) == bench.writer.text_of(value.test):
            return bench.writer.text_of(then)
        return None
    if not isinstance(value, Logical) or value.operator == "and":
        return None
    strays = [operand for operand in value.operands if operand in on_way]
    others = [operand for operand in value.operands if operand not in on_way]
    if len(strays) != 1 or isinstance(strays[0], (Logical, Choice)) or not others:
        return None
    join = bench.writer.fallback if value.operator == "coalesce" else bench.writer.either
    texts = ["\n" in bench.writer.text_of(operand) for operand in others]
    if any(texts):
        return None
    kept = bench.writer.text_of(others[0])
    for operand in others[1:]:
        kept = join(kept, bench.writer.text_of(operand))
    return kept


def _emptied(bench: Bench, value: Value, on_way: set[Node]) -> Edits:
    """A conditional whose alternative with the chat's ID gives nothing instead."""
    nothing = "None" if bench.reading.is_python else "undefined"
    for node in walk(value):
        if isinstance(node, Choice):
            for alternative in (node.then, node.otherwise):
                if alternative in on_way and not isinstance(alternative, (Logical, Choice)):
                    return bench.writer.replace(alternative, nothing)
    raise CannotWrite("the fallback is made elsewhere")


def _together(first: Edits, others: Iterator[Edits]) -> Edits:
    """Edits with further ones that are welcome, and left out where they don't fit."""
    for more in others:
        try:
            first = combine(first, more)
        except CannotWrite:
            continue
    return first


def _term_of(bench: Bench, node: Value, at: Node) -> Term | None:
    """A dotted name as it could be read at another place; None where it means something else there."""
    found = bench.surroundings.dotted(node)
    text = bench.writer.text_of(node)
    names = [each for each in walk(node) if isinstance(each, Name)]
    if found is None or len(names) != 1 or "\n" in text:
        return None
    root = bench.surroundings.root(names[0].text, bench.surroundings.scope(at))
    if root != found[0]:
        return None
    first = names[0].text
    if not text.startswith(first):  # it is taken apart: `{ projectId } = props`
        parent = bench.surroundings.parents.get(node)
        holder = bench.surroundings.parents.get(parent) if isinstance(parent, Default) else parent
        if isinstance(holder, Declare) and holder.binding is bench.surroundings.scope(at).lookup(text):
            return Term(text, holder.binding, ())
        return None
    return Term(text, root, found[1])


def _replaced(bench: Bench, value: Value, term: Term) -> Edits:
    bench.require_declared((term,), value.span[0])
    return combine(bench.writer.replace(value, term.text), bench.dependencies((value, (term,))))


# -- GEN104: tracking -----------------------------------------------------------------------------------------


def tracking_fixes(reading: Reading, use: Use, slot: Slot, trace: Trace) -> tuple[Fix, ...]:
    """The generation's ID in the place of the chat's, where one is in scope."""
    bench = Bench.of(reading, trace.module)
    value = trace.node
    name = rightful_name(reading, slot, trace)
    by_hand = f"give `{use.title}` the `{name}` that the server answered with"
    if not isinstance(value, Value):
        return (shown(by_hand),)
    kept = _kept(bench, value, {step.node for step in trace.steps})
    if kept is not None:
        return (suggested(f"track `{kept}` alone", lambda: bench.writer.replace(value, kept)),)
    call = bench.surroundings.call_of(value)
    others = [each.value for each in call[0].arguments if each.value is not value] if call is not None else []
    state = bench.states.near(value, slot.title, but=[bench.writer.text_of(each) for each in others])
    wants_request = _is_request_slot(call, slot)
    if state.id is None or _is_request(state.id) != wants_request or isinstance(value, (Call, Choice)):
        return (shown(by_hand),)
    return (_tracked(bench, others, value, state.id),)


def _tracked(bench: Bench, others: list[Value], value: Value, term: Term) -> Fix:
    """Safe where the ID comes from the same answer as the other one that is tracked: no effect depends on it."""
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
    return attempt(f"track `{term.text}`", lambda: _replaced(bench, value, term), applicability)


def _is_request(term: Term) -> bool:
    return any("request" in part.lower() for part in term.text.split(".")[-2:])


def _is_request_slot(call: tuple[Call, int] | None, slot: Slot) -> bool:
    if slot.title is not None:
        return "request" in slot.title.lower()
    return call is not None and call[1] == 1


# -- GEN103: connections --------------------------------------------------------------------------------------


def connection_fixes(reading: Reading, connection: Connection, slot: Slot, trace: Trace) -> tuple[Fix, ...]:
    """The generation's ID first, and the gate that makes it right; or that ID alone."""
    bench = Bench.of(reading, trace.module)
    name = rightful_name(reading, slot, trace)
    value = trace.node
    in_place = slot.module is bench.module and trace.node is slot.value and slot.spread is None
    if not isinstance(value, Value):
        return (shown(f"connect with the generation's own `{name}`"),)
    state = bench.states.near(value, slot.title)
    own = trace.rightful
    term = state.id
    if own is not None and own.module is bench.module and isinstance(own.node, (Name, Attribute)):
        term = _term_of(bench, own.node, value) or term
    if term is None:
        missing = state.missing or "no ID of a generation is in sight"
        return (
            shown(
                f"connect with the generation's own ID, such as `{name}`, and only while it runs: {missing}, "
                "so keep both in the state of this code, or hand them in"
            ),
        )
    chosen = term
    parts = _parts(bench, slot) if in_place else [value]
    fixes = []
    if in_place:

        def first() -> Edits:
            gate = gate_of(bench, connection)
            changes = [_first(bench, part, chosen) for part in parts]
            reads = (chosen,) if any(changes) else ()
            bench.require_declared(reads, value.span[0])
            # The gate's reads come first, so that the fix of the gate alone extends the same lists alike.
            lists = bench.dependencies((gate.node, gate.reads), (value, reads))
            return combine(gate.edits, *changes, lists)

        title = f"connect with `{chosen.text}` first, and only while a generation runs"
        fixes.append(suggested(title, first, title))

    def alone() -> Edits:
        changes = [_alone(bench, part, chosen) for part in parts]
        bench.require_declared((chosen,), value.span[0])
        return combine(*changes, bench.dependencies((value, (chosen,))))

    fixes.append(suggested(f"connect with `{chosen.text}` alone", alone))
    return ranked(fixes)


def _parts(bench: Bench, slot: Slot) -> list[Value]:
    """The values in a slot that are the chat's ID: its own, or holes of a channel's text."""
    reading = bench.reading
    found: list[Value] = []
    for part in slot.ids:
        flows = reading.program.origins(slot.module, part, slot.path, slot.context)
        if any(reading.tracer.kind(flow) == reading.lexicon.policy.intruder for flow in flows):
            found.append(part)
    return found or [slot.value]


def _first(bench: Bench, value: Value, term: Term) -> Edits:
    """The generation's ID before the other one; no edits where it stands there already."""
    writer = bench.writer
    operands, default = _alternatives(value)
    texts = [_line(bench, each) for each in operands]
    if term.text in texts or (isinstance(value, Choice) and term.text in _line(bench, value)):
        return ()
    operator = value.operator if isinstance(value, Logical) else "or"
    rest = texts[0]
    for text in texts[1:]:
        rest = writer.fallback(rest, text) if operator == "coalesce" else writer.either(rest, text)
    new = writer.either(term.text, rest)
    return writer.replace(value, writer.fallback(new, _line(bench, default)) if default is not None else new)


def _alone(bench: Bench, value: Value, term: Term) -> Edits:
    default = _alternatives(value)[1]
    text = term.text if default is None else bench.writer.fallback(term.text, _line(bench, default))
    return bench.writer.replace(value, text)


def _alternatives(value: Value) -> tuple[list[Value], Value | None]:
    """The IDs of a fallback, and the empty text or null that it ends in."""
    if not isinstance(value, Logical) or value.operator == "and":
        return [value], None
    operands, default = list(value.operands), None
    if len(operands) > 1 and is_empty_literal(operands[-1]):
        default = operands.pop()
    return operands, default


def _line(bench: Bench, value: Value) -> str:
    """The code of a value on one line. Raises `CannotWrite` where that would change it."""
    text = bench.writer.text_of(value)
    if "\n" not in text:
        return text
    if any(mark in text for mark in ("`", '"', "'", "//", "/*", "#")):
        raise CannotWrite("the ID is written over several lines")
    return " ".join(text.split())
