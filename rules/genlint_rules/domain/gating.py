"""Whether something only happens while a generation runs: by a guard, a switch, or the ID itself."""

from __future__ import annotations

from genlint.model.ir import Call, Declare, Function, Literal, Module, Node, Record, Value
from genlint.model.program import Atom, Flow, FullPath, Program, StepKind, Verdict
from genlint.model.traverse import walk

from genlint_rules.domain.running import Running
from genlint_rules.lexicon import Lexicon
from genlint_rules.words import split

_MAX_CALLERS = 3
"""How many calls away from a place the act that leads to it is looked for."""

EMPTY = (None, "", False, 0)


def is_empty(flow: Flow) -> bool:
    """Whether a flow is the absence of an ID: `null`, `undefined`, `""`."""
    node = flow.origin.node
    if flow.origin.kind is StepKind.LITERAL and not isinstance(node, Literal):
        return True  # it is known to hold nothing
    return isinstance(node, Literal) and any(node.value is empty or node.value == empty for empty in EMPTY)


def flows_of(program: Program, module: Module, value: Value, path: FullPath = ()) -> tuple[Flow, ...]:
    """The flows of (a part of) a value. What callers in sight hand to a parameter stands for it."""
    flows = program.origins(module, value, path)
    handed = {
        before.node
        for flow in flows
        for before, step in zip(flow.steps, flow.steps[1:], strict=False)
        if step.kind is StepKind.ARGUMENT
    }
    return tuple(
        flow for flow in flows if flow.origin.kind is not StepKind.PARAMETER or flow.origin.node not in handed
    )


class Gates:
    """The gates of one module."""

    def __init__(self, program: Program, module: Module, lexicon: Lexicon) -> None:
        self.program = program
        self.module = module
        self.lexicon = lexicon
        self.running = Running(lexicon)
        self._names: dict[Function, str] | None = None
        self._handlers: set[Function] = set()
        self._calls: dict[Node, list[Call]] | None = None

    def verdict(self, module: Module, condition: Value, holds: bool = True) -> Verdict:
        """Whether `condition` (being `holds`) implies that a generation runs."""
        return self.program.implies(module, condition, self.running, holds)

    def is_guarded(self, module: Module, node: Call | Record) -> bool:
        """Whether control comes to `node` only while a generation runs, or where one begins."""
        if self.program.guarded(module, node, self.running).holds:
            return True
        return module is self.module and self._in_act(node, _MAX_CALLERS)

    def is_gated_identity(self, module: Module, identity: Value) -> bool:
        """Whether an ID is only there while a generation runs: `isGenerating ? fileId : null`."""
        if isinstance(identity, Literal):
            return not identity.value
        verdict = self.verdict(module, identity)
        # That an ID is missing to begin with says nothing of when it comes.
        return verdict.holds and not all(isinstance(atom.node, Literal) for atom in verdict.atoms)

    def is_handed_on(self, atoms: tuple[Atom, ...]) -> bool:
        """Whether a condition hangs on a switch that the function itself is handed: its giver knows more."""
        for atom in atoms:
            parts = [part.removesuffix("()") for part in atom.name if part not in ("current", "value")]
            if parts and atom.holds and self.lexicon.is_slot("switch-slots", parts[-1]):
                return True
        return False

    def has_handed_on_guard(self, module: Module, node: Node) -> bool:
        """Whether control comes to `node` only where a handed-on switch is on."""
        return any(
            self.is_handed_on(self.verdict(guard.module, guard.condition, guard.holds).atoms)
            for guard in self.program.guards(module, node)
        )

    def says_running(self, module: Module, value: Value) -> bool:
        """Whether an argument is itself a condition that implies a running generation."""
        if isinstance(value, (Literal, Function, Record)):
            return False
        return self.verdict(module, value).holds

    def is_fresh(self, flows: tuple[Flow, ...]) -> bool:
        """Whether an ID is one that a call has just brought forth: `(await createImage()).projectId`."""
        present = [flow for flow in flows if not is_empty(flow)]
        return bool(present) and all(self._is_creation(flow.origin.name) for flow in present)

    def _is_creation(self, name: tuple[str, ...]) -> bool:
        return any(part.endswith("()") and self.lexicon.matches("creations", split(part)) for part in name)

    def _in_act(self, node: Node, rounds: int) -> bool:
        """Whether `node` stands in a function that begins a generation, or is only called from such."""
        function: Function | None = self.program.function_of(self.module, node)
        while function is not None and function.kind != "module":
            if self._is_act(function):
                return True
            calls = self._callers(function) if rounds else []
            if calls and all(self._in_act(call, rounds - 1) for call in calls):
                return True
            function = function.parent
        return False

    def _is_act(self, function: Function) -> bool:
        self._learn()
        assert self._names is not None
        if function in self._handlers:
            return True
        words = split(self._names.get(function, function.name or ""))
        return bool(words) and any(
            self.lexicon.matches(key, words) for key in ("generation-acts", "tracking-calls", "user-acts")
        )

    def _learn(self) -> None:
        """The names that functions are stored under, and those that a JSX element calls on an event."""
        if self._names is not None:
            return
        self._names = {}
        for node in walk(self.module.body):
            if isinstance(node, Declare):
                for function in _functions(node.value):
                    self._names[function] = node.binding.name
            elif isinstance(node, Call) and node.jsx and node.arguments:
                record = node.arguments[0].value
                for entry in record.entries if isinstance(record, Record) else ():
                    if isinstance(entry.key, str) and split(entry.key)[:1] == ("on",):
                        self._handlers.update(_functions(entry.value))

    def _callers(self, function: Function) -> list[Call]:
        """The calls in this module that may enter `function`."""
        if self._calls is None:
            self._calls = {}
            for call in self.program.calls(self.module):
                for callee in self.program.callees(self.module, call):
                    self._calls.setdefault(callee.target, []).append(call)
        return self._calls.get(function, [])


def _functions(value: Value | None) -> list[Function]:
    """A function itself, or one that a wrapper such as `useCallback` is handed."""
    if isinstance(value, Function):
        return [value]
    if isinstance(value, Call):
        return [each.value for each in value.arguments[:1] if isinstance(each.value, Function)]
    return []
