"""The pass over expressions: the order in which they are evaluated, and what each does."""

from __future__ import annotations

from abc import ABC, abstractmethod

from genlint.model import ir
from genlint.model.captures import Captures
from genlint.model.effects import Effects
from genlint.model.env import ANY as UNKNOWN_KEY
from genlint.model.env import RECEIVER, Def
from genlint.model.facts import Attempt, Catch, Escape, GuardLink
from genlint.model.narrowing import atoms, contradict, stable
from genlint.model.operations import leading, operands_of, operator_of
from genlint.model.traverse import children


class Expressions(Effects, ABC):
    """Evaluates expressions in the current environment, and notes what is known at each."""

    def __init__(self, function: ir.Function, module: ir.Module, captures: Captures) -> None:
        super().__init__(function, module, captures)
        self.attempts: list[Attempt] = []
        self.handled: list[Catch] = []
        self.recorded: set[int] = set()
        self.entering: set[ir.Value] = set()
        self.round = 0
        self.evaluated: dict[ir.Value, int] = {}
        self.aliases: dict[ir.Value, ir.Name] = {}
        self.is_python = module.language == "python"

    @abstractmethod
    def block(self, statements: list[ir.Statement]) -> None:
        """Go through statements in order (a class's body stands in an expression)."""

    def value(self, node: ir.Value) -> None:
        """Evaluate an expression: note its reads, calls and closures, apply its effects."""
        if self.env is None or self.evaluated.get(node) == self.round:
            return  # destructuring reads one source several times: it was evaluated once
        self.evaluated[node] = self.round
        match node:
            case ir.Name():
                self._read(node)
            case ir.Literal() | ir.Imported():
                pass
            case ir.Caught():
                if self.handled:
                    self.facts.tries[node] = self.handled[-1]
            case ir.Super():
                self._read(node.receiver)
            case ir.Call():
                self._call(node)
            case ir.Function():
                self._function(node)
            case ir.Class():
                self._class(node)
            case ir.Store():
                self._store(node)
            case ir.Logical():
                self._logical(node)
            case ir.Choice():
                self._choice(node)
            case ir.Record():
                self.facts.guards[node] = self.guard
                if id(node) not in self.recorded:
                    self.recorded.add(id(node))
                    self.facts.records.append(node)
                for entry in node.entries:
                    if isinstance(entry.key, ir.Value):
                        self.value(entry.key)
                    if isinstance(entry.value, ir.Function):
                        self.facts.record_of[entry.value] = node
                    self.value(entry.value)
            case ir.Default():
                self.value(node.value)
                before = self.env
                self.value(node.default)
                self.env = self._join([e for e in (before, self.env) if e is not None])
            case ir.Yield():
                if node.value is not None:
                    self.value(node.value)
                self.facts.guards[node] = self.guard
                if node not in self.facts.yields:
                    self.facts.yields.append(node)
                self.facts.guards[node] = self.guard
                if self.env is not None:
                    self.facts.yield_env[node] = self.env
                if self.loop_depth:
                    self.facts.repeated.add(node)
                self._escape(Escape("yield", node))
            case ir.Await():
                self.value(node.value)
                self.facts.awaited.add(node.value)
                self._escape(Escape("await", node))
            case _:
                for child in children(node):
                    operand = child.value if isinstance(child, ir.Argument) else child
                    if isinstance(operand, ir.Value):
                        self.value(operand)
                if self.is_python and isinstance(node, (ir.Template, ir.Opaque, ir.Compare, ir.Index)):
                    self._operate(node)
        if self.attempts and self.env is not None and _may_raise(node):
            self.attempts[-1].note(self.env)

    def _escape(self, escape: Escape) -> None:
        """An exception may arise at a node."""
        escapes = self.attempts[-1].escapes if self.attempts else self.facts.escapes
        escapes.setdefault((escape.kind, escape.node), escape)

    def _operate(self, node: ir.Value) -> None:
        """An operator that a class may answer: a call of a method of its left operand."""
        operator = operator_of(node)
        if operator is None or self.env is None:
            return
        local = self.captures.implicit
        if isinstance(node, ir.Index) and "__getitem__" not in local:
            return
        if node not in self.facts.operation_env:
            self.facts.operations.append(node)
        self.facts.operation_env[node] = self.env
        if isinstance(node, (ir.Compare, ir.Index)):
            return
        in_place = node in self.facts.in_place
        operator = operator_of(node, in_place)
        assert operator is not None
        if not local.isdisjoint(operator[0]):
            for call in leading(self.facts, node, in_place):
                self._touch(call, operands_of(node)[0], RECEIVER)

    def _read(self, node: ir.Name) -> None:
        binding = node.scope.lookup(node.text)
        if binding is None or self.env is None:
            return
        defs = self._lookup(binding, self.env)
        if len(defs) > 1 and self.guard is not None:
            defs = self._consistent(defs)
        self.facts.reads[node] = (defs, self.env)

    def _consistent(self, defs: tuple[Def, ...]) -> tuple[Def, ...]:
        """The definitions that were not made under a condition which contradicts those that hold here."""
        here = None
        found = []
        for definition in defs:
            guard = definition.guard
            if isinstance(guard, GuardLink) and guard is not self.guard:
                here = atoms(self.guard, self._subject) if here is None else here
                if here and contradict(here, atoms(guard, self._subject)):
                    continue
            found.append(definition)
        return tuple(found) or defs

    def _subject(self, value: ir.Value) -> object | None:
        """What a value in a condition stands for, as long as it can't have changed."""
        chain = self.chain(value)
        if chain is None or UNKNOWN_KEY in chain[1] or chain[0] not in self.facts.reads:
            return None
        defs, env = self.facts.reads[chain[0]]
        if not stable(defs) or any(d.kind == "entry" and d.binding in self.captures.written for d in defs):
            return None
        return (defs, chain[1], tuple(env.get(d.holds()) for d in defs) if chain[1] else ())

    def _logical(self, node: ir.Logical) -> None:
        outer = self.guard
        for index, operand in enumerate(node.operands):
            before = self.env
            if before is None:
                break
            if index and self._decided(node.operator, node.operands[index - 1]):
                break
            self.value(operand)
            if index and self.env is not before:
                self.env = self._join([e for e in (before, self.env) if e is not None])
            if node.operator != "coalesce":
                self.guard = GuardLink(operand, node.operator == "and", self.guard)
                if operand is not node.operands[-1]:
                    self._assume(operand, node.operator == "and")
        self.guard = outer

    def _decided(self, operator: str, operand: ir.Value) -> bool:
        """Does an operand decide, so that those behind it are never evaluated?"""
        return operator != "coalesce" and self.fold.truth(operand) is (operator == "or")

    def _choice(self, node: ir.Choice) -> None:
        self.value(node.test)
        truth = self.fold.truth(node.test)
        outer, before = self.guard, self.env
        self.guard = GuardLink(node.test, True, outer)
        self.env = None if truth is False else before
        self._assume(node.test, True)
        self.value(node.then)
        after_then, self.env = self.env, None if truth is True else before
        self.guard = GuardLink(node.test, False, outer)
        self._assume(node.test, False)
        self.value(node.otherwise)
        self.guard = outer
        self.env = self._join([e for e in (after_then, self.env) if e is not None])

    def _function(self, node: ir.Function) -> None:
        for decorator in node.decorators:
            self.value(decorator)
        if self.facts.module.language == "python":
            for parameter in node.parameters:
                if parameter.default is not None:
                    self.value(parameter.default)
        self.facts.created[node] = self._env()
        self.facts.guards[node] = self.guard
        if node not in self.facts.functions:
            self.facts.functions.append(node)

    def _class(self, node: ir.Class) -> None:
        for part in (*node.decorators, *node.bases):
            self.value(part)
        self.facts.created[node] = self._env()
        if node not in self.facts.classes:
            self.facts.classes.append(node)
        own = node.scope.lookup(node.name) if node.name is not None else None
        if own is not None and own.kind == "class" and self._env().get(own) is None:
            self._assign(node, own, node)
        for member in node.members:
            if member.value is None:
                continue
            self.value(member.value)
            if member.kind in ("field", "method") and member.name is not None:
                binding = node.scope.bindings.get(member.name)
                if binding is not None:
                    self._assign(member, binding, member.value)
        self.block(node.body)

    def _call(self, node: ir.Call) -> None:
        self.value(node.callee)
        for argument in node.arguments:
            self.value(argument.value)
        if self.env is None:
            return
        facts = self.facts
        facts.guards[node] = self.guard
        facts.call_env[node] = self.env
        if id(node) not in self.recorded:
            self.recorded.add(id(node))
            facts.calls.append(node)
            if self.loop_depth:
                facts.repeated.add(node)
        self._escape(Escape("call", node))
        self.phase = "enter" if node in self.entering else ""
        self._touch_all(node)
        self.phase = ""

    def _touch_all(self, node: ir.Call) -> None:
        """What a call may do to the objects that it is given, and to those that closures hold."""
        if isinstance(node.callee, ir.Attribute):
            self._touch(node, node.callee.object, RECEIVER)
        elif isinstance(node.callee, ir.Super):
            self._touch(node, node.callee.receiver, RECEIVER)
        for index, argument in enumerate(node.arguments):
            self._touch(node, argument.value, index)
            self._touch_inside(node, argument.value, index, ())
        self._touch_captured(node)

    def ends(self, callee: ir.Value) -> bool:
        """Does a call of it never return?"""
        if isinstance(callee, ir.Attribute):
            owner = callee.object
            if not isinstance(owner, ir.Name) or (owner.text, callee.key) not in self.captures.ending:
                return False
            binding = owner.scope.lookup(owner.text)
            return binding is None or binding.kind == "import"
        if not isinstance(callee, ir.Name):
            return False
        binding = callee.scope.lookup(callee.text)
        if binding is None:
            return (None, callee.text) in self.captures.ending
        value = self.captures.constants.get(binding)
        if isinstance(value, ir.Imported):
            return (value.module.rsplit("/", 1)[-1], value.name) in self.captures.ending
        return False

    def _store(self, node: ir.Store) -> None:
        if self.is_python and node.span == node.value.span:
            self.facts.in_place.add(node.value)
        self.value(node.value)
        target = node.target
        if isinstance(target, ir.Name):
            binding = target.scope.lookup(target.text)
            if binding is not None:
                self._assign(node, binding, node.value)
            return
        if isinstance(target, ir.Slice):
            self.value(target)
            self._store_section(node, target)
            return
        if not isinstance(target, (ir.Attribute, ir.Index)):
            self.value(target)
            return
        self.value(target.object)
        if isinstance(target, ir.Index):
            self.value(target.key)
        if self.attempts and self.env is not None:
            self.attempts[-1].note(self.env)
        self._store_into(node, target)

    def _delete(self, target: ir.Value) -> None:
        if isinstance(target, ir.Name):
            binding = target.scope.lookup(target.text)
            if binding is not None:
                self._bind(binding)
            return
        self.value(target)
        self._delete_part(target)


_QUIET = (
    ir.Literal,
    ir.Record,
    ir.Sequence,
    ir.Logical,
    ir.Not,
    ir.Choice,
    ir.Store,
    ir.Comma,
    ir.Super,
    ir.Caught,
    ir.Default,
)


def _may_raise(node: ir.Value) -> bool:
    """May the evaluation of `node` itself, its operands aside, end in an exception?"""
    if isinstance(node, ir.Name):
        return node.scope.lookup(node.text) is None
    if isinstance(node, ir.Function):
        return bool(node.decorators)
    return not isinstance(node, _QUIET)
