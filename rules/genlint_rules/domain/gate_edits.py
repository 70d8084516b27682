"""The edits that hold a connection back until a generation runs: at its switch, or around the call."""

from __future__ import annotations

from genlint.model.ir import (
    Argument,
    Attribute,
    Call,
    Compare,
    Declare,
    Function,
    Literal,
    Logical,
    Name,
    Node,
    Not,
    Return,
    Sequence,
    Store,
    Try,
    Value,
    With,
)
from genlint.model.program import Guard
from genlint.model.traverse import children, walk
from genlint.records import dataclass
from genlint.writer import CannotWrite, Edits, combine

from genlint_rules.domain.calls import is_hook_name
from genlint_rules.domain.connections import Connection
from genlint_rules.domain.generation_state import GenerationState, Term, names_in
from genlint_rules.domain.remedy import Bench
from genlint_rules.words import split

_DECISIONS = (("should",), ("can",), ("may",), ("must",), ("will",), ("enable",), ("enabled",), ("connect",))
_CONSTANT_NAMES = (("has", "active", "generation"), ("is", "generation", "active"))


@dataclass(frozen=True)
class Gate:
    """How a connection is held back: where, by what, and the edits without those of dependency lists."""

    node: Node
    reads: tuple[Term, ...]
    edits: Edits


def gate_of(bench: Bench, connection: Connection) -> Gate:
    """The gate that a connection lacks. Raises `CannotWrite`, with what is missing, where there is none."""
    switch, lacking = connection.switch, connection.lacks_switch
    if switch is not None:
        if switch.module is not bench.module or switch.spread is not None:
            raise CannotWrite("its switch is set elsewhere")
        return _switch(bench, connection, switch.value)
    if lacking is not None:
        if lacking.module is not bench.module:
            raise CannotWrite("its options are made elsewhere")
        names = [
            each.binding.name
            for each in lacking.absent
            if bench.reading.lexicon.is_slot("switch-slots", each.binding.name)
        ]
        condition, reads, declaration = _condition(bench, connection, lacking.node, None)
        added = bench.writer.add_property(lacking.node, names[0] if names else "enabled", condition)
        return _gate(bench, lacking.node, reads, declaration, added)
    if connection.call is not None and connection.opens:
        return _guard(bench, connection, connection.call)
    raise CannotWrite("it has no switch")


def _gate(bench: Bench, node: Node, reads: tuple[Term, ...], declaration: Edits, change: Edits) -> Gate:
    if not change:
        raise CannotWrite("the condition can't be added there")
    bench.require_declared(reads, declaration[0].start if declaration else node.span[0])
    return Gate(node, reads, combine(declaration, change))


# -- Switches ---------------------------------------------------------------------------------------------


def _switch(bench: Bench, connection: Connection, value: Value) -> Gate:
    target = _definition(bench, value)
    condition, reads, declaration = _condition(bench, connection, target, target)
    return _gate(bench, target, reads, declaration, bench.writer.conjunct(target, condition))


def _definition(bench: Bench, value: Value) -> Value:
    """Where a switch is made: the initialiser of a variable that serves nothing else."""
    surroundings = bench.surroundings
    for _ in range(8):
        if not isinstance(value, Name):
            break
        binding = value.scope.lookup(value.text)
        if binding is None:
            break
        if any(each is not value and not _is_listed(bench, each) for each in surroundings.reads[binding]):
            break
        if not _is_switch_name(bench, value.text):
            break
        found = surroundings.plain_initialiser(binding)
        if found is None:
            break
        if surroundings.function(found).kind == "module" != surroundings.function(value).kind:
            break
        value = found
    return value


def _is_listed(bench: Bench, name: Name) -> bool:
    """Whether a variable is only named as a dependency: `useMemo(…, [name])`."""
    item = bench.surroundings.parents.get(name)
    listed = bench.surroundings.parents.get(item) if isinstance(item, Argument) else None
    found = bench.surroundings.call_of(listed) if isinstance(listed, Sequence) else None
    return found is not None and bench.reading.callees.is_hook(found[0])


def _is_switch_name(bench: Bench, name: str) -> bool:
    """Whether a variable is named as a decision to connect: what it says may become narrower."""
    words = split(name)
    decides = words[:1] in _DECISIONS or words[-1:] in _DECISIONS
    return decides or bench.reading.lexicon.is_slot("switch-slots", name)


def _condition(
    bench: Bench, connection: Connection, node: Node, switch: Value | None
) -> tuple[str, tuple[Term, ...], Edits]:
    """The condition to add at `node`, what it reads, and the edits that declare a constant for it."""
    constant = _constant(bench, node)
    if constant is not None:
        return constant.text, (constant,), ()
    state = _state(bench, connection, node)
    assert state.flag is not None
    flag = state.flag.text
    asked = names_in(switch) if switch is not None else set()
    if flag in asked:
        raise CannotWrite(f"its condition asks for `{flag}`, and can hold without it")
    if state.id is None or bench.reading.is_python:
        return flag, (state.flag,), ()
    own = [slot.value for slot in connection.slots if slot.module is bench.module]
    is_own = bool(own) and all(state.id.text in names_in(value) for value in own) and not state.id.path
    if state.id.text in asked or is_own:
        return flag, (state.flag,), ()
    writer = bench.writer
    scope = bench.surroundings.scope(node)
    name = writer.free_name(scope, *(writer.identifier(words) for words in _CONSTANT_NAMES))
    said = writer.truthy(writer.both(state.id.text, flag))
    return name, (state.id, state.flag), writer.declare_before(node, name, said)


def _state(bench: Bench, connection: Connection, node: Node) -> GenerationState:
    state = bench.states.near(node, connection.slots[0].title)
    if state.flag is None:
        raise CannotWrite(state.missing)
    return state


def _constant(bench: Bench, node: Node) -> Term | None:
    """A constant in sight that says by its name, and by its value, that a generation runs."""
    reading, surroundings = bench.reading, bench.surroundings
    scope = surroundings.scope(node)
    while scope is not None:
        for binding in scope.bindings.values():
            if binding.kind not in ("constant", "variable") or binding.span[1] > node.span[0]:
                continue
            value = surroundings.plain_initialiser(binding)
            if not isinstance(value, (Logical, Not, Compare)) or value.span[1] > node.span[0]:
                continue
            says_so = reading.gates.running.state((binding.name,)) is True
            if says_so and reading.gates.verdict(bench.module, value).holds:
                return Term(binding.name, binding, ())
        if scope.parent is None:
            break
        scope = scope.parent
    return None


# -- Guards -----------------------------------------------------------------------------------------------


def _guard(bench: Bench, connection: Connection, call: Call) -> Gate:
    """A guard before what opens at once: in the effect that it stands in, or around its statement."""
    reading, writer = bench.reading, bench.writer
    functions = [each for each in bench.surroundings.functions(call) if each.kind != "module"]
    if reading.callees.is_hook(call):
        raise CannotWrite("a hook can't be called conditionally")
    if not functions:
        raise CannotWrite("it is opened when the module is loaded")
    if any(each.name in ("constructor", "__init__", "__post_init__") for each in functions):
        raise CannotWrite("no generation runs yet when the object is built")
    effect = next((each for each in functions if _is_effect(bench, each)), None)
    place: Node = effect.body[0] if effect is not None and effect.body else call
    constant = _constant(bench, place)
    reads: tuple[Term, ...]
    if constant is not None:
        condition, reads = constant.text, (constant,)
    else:
        condition, reads = _guard_condition(bench, connection, place)
    if any(reads[-1].text in names_in(guard.condition) for guard in _guards(bench, call)):
        raise CannotWrite(f"a condition before it asks for `{reads[-1].text}`, and lets it open without")
    if effect is not None:
        change = writer.guard_body(effect, condition)
    elif _is_rendered(bench, functions[-1]) and functions[0] is functions[-1]:
        raise CannotWrite("it belongs into an effect")
    else:
        change = _around(bench, functions[0], call, condition)
    return _gate(bench, place, reads, (), change)


def _guards(bench: Bench, call: Call) -> tuple[Guard, ...]:
    return bench.reading.program.guards(bench.module, call)


def _guard_condition(bench: Bench, connection: Connection, place: Node) -> tuple[str, tuple[Term, ...]]:
    state = _state(bench, connection, place)
    assert state.flag is not None
    asked: set[str] = set()
    for slot in connection.slots:
        for part in (slot.value, *slot.ids):
            asked |= names_in(part)
    if state.id is None or state.id.text in asked or bench.reading.is_python:
        return state.flag.text, (state.flag,)
    return bench.writer.both(state.id.text, state.flag.text), (state.id, state.flag)


def _is_effect(bench: Bench, function: Function) -> bool:
    if bench.reading.is_effect(function):
        return True
    return any(
        bench.reading.callees.matching("effects", call) is not None
        for call in bench.surroundings.runners(function)
    )


def _is_rendered(bench: Bench, function: Function) -> bool:
    """Whether a function's body runs as a component renders: a hook, a component."""
    name = function.name
    if name is None:
        parent = bench.surroundings.parents.get(function)
        name = parent.binding.name if isinstance(parent, Declare) else ""
    decorated = any("component" in ".".join(names_in(each)) for each in function.decorators)
    if bench.reading.is_python:
        return decorated or is_hook_name((name,))
    return is_hook_name((name,)) or (name[:1].isupper() and function.cls is None)


def _around(bench: Bench, function: Function, call: Call, condition: str) -> Edits:
    """The guard in a function that is no effect: an early return where nothing else follows, else an `if`."""
    writer = bench.writer
    last = function.body[-1] if function.body else None
    if last is not None and last.span[0] <= call.span[0] and call.span[1] <= last.span[1]:
        ends = not _gives_value(function)
    else:
        ends = False
    if ends and last is not None:
        try:
            return writer.guard_before(last if isinstance(last, (Try, With)) else call, condition)
        except CannotWrite:
            return writer.wrap_in_if(call, condition)
    _require_unused_behind(bench, function, call)
    try:
        return writer.wrap_in_if(call, condition)
    except CannotWrite:
        if _gives_value(function):
            raise
        return writer.guard_before(call, condition)


def _require_unused_behind(bench: Bench, function: Function, call: Call) -> None:
    """Raise `CannotWrite` where what the call is stored in is read further on, as if it had been made."""
    surroundings = bench.surroundings
    store = next((each for each in surroundings.around(call) if isinstance(each, (Store, Function))), None)
    if not isinstance(store, Store):
        return
    held = surroundings.dotted(store.target)
    for node in walk(function):
        if isinstance(node, (Name, Attribute)) and node.span[0] >= store.span[1]:
            found = surroundings.dotted(node)
            if held is None or found is None or found[0] != held[0]:
                continue
            if found[1][: len(held[1])] == held[1]:
                raise CannotWrite("what follows needs the connection")


def _gives_value(function: Function) -> bool:
    """Whether a function returns something that its callers may count on."""
    pending: list[Node] = list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, Return) and node.value is not None:
            return not (isinstance(node.value, Literal) and node.value.value is None)
        if not isinstance(node, Function):
            pending.extend(children(node))
    return False
