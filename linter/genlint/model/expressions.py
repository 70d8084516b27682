"""The pass over expressions: the order in which they are evaluated, and what each does."""

from __future__ import annotations

from abc import ABC, abstractmethod

from genlint.model import ir
from genlint.model.captures import Captures
from genlint.model.effects import Effects
from genlint.model.env import RECEIVER
from genlint.model.facts import Attempt, GuardLink
from genlint.model.traverse import children


class Expressions(Effects, ABC):
    """Evaluates expressions in the current environment, and notes what is known at each."""

    def __init__(self, function: ir.Function, module: ir.Module, captures: Captures) -> None:
        super().__init__(function, module, captures)
        self.attempts: list[Attempt] = []
        self.handled: list[Attempt] = []
        self.recorded: set[int] = set()
        self.round = 0
        self.evaluated: dict[ir.Value, int] = {}

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
                    attempt = self.handled[-1]
                    self.facts.tries[node] = (attempt.thrown, attempt.calls)
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
            case ir.Await():
                self.value(node.value)
                if self.attempts and self.env is not None and id(node) not in self.recorded:
                    # what it waits for may be a promise that is rejected
                    self.recorded.add(id(node))
                    rejected = ir.Attribute(node.span, node.value, "#rejected", node.span)
                    self.attempts[-1].thrown.append(rejected)
            case ir.Yield():
                if node.value is not None:
                    self.value(node.value)
                if node not in self.facts.yields:
                    self.facts.yields.append(node)
            case _:
                for child in children(node):
                    operand = child.value if isinstance(child, ir.Argument) else child
                    if isinstance(operand, ir.Value):
                        self.value(operand)

    def _read(self, node: ir.Name) -> None:
        binding = node.scope.lookup(node.text)
        if binding is None or self.env is None:
            return
        self.facts.reads[node] = (self._lookup(binding, self.env), self.env)

    def _logical(self, node: ir.Logical) -> None:
        outer = self.guard
        for index, operand in enumerate(node.operands):
            before = self.env
            if before is None:
                break
            self.value(operand)
            if index and self.env is not before:
                self.env = self._join([e for e in (before, self.env) if e is not None])
            if node.operator != "coalesce":
                self.guard = GuardLink(operand, node.operator == "and", self.guard)
        self.guard = outer

    def _choice(self, node: ir.Choice) -> None:
        self.value(node.test)
        outer, before = self.guard, self.env
        self.guard = GuardLink(node.test, True, outer)
        self.value(node.then)
        after_then, self.env = self.env, before
        self.guard = GuardLink(node.test, False, outer)
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
            if self.attempts:
                self.attempts[-1].calls.append(node)
        if isinstance(node.callee, ir.Attribute):
            self._touch(node, node.callee.object, RECEIVER)
        elif isinstance(node.callee, ir.Super):
            self._touch(node, node.callee.receiver, RECEIVER)
        for index, argument in enumerate(node.arguments):
            self._touch(node, argument.value, index)
            self._touch_inside(node, argument.value, index, ())
        self._touch_captured(node)

    def _store(self, node: ir.Store) -> None:
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
        self._store_into(node, target)

    def _delete(self, target: ir.Value) -> None:
        if isinstance(target, ir.Name):
            binding = target.scope.lookup(target.text)
            if binding is not None:
                self._bind(binding)
            return
        self.value(target)
        self._delete_part(target)
