"""Reaching definitions, events and guards: one structured pass over a function's statements.

Branches share the environment and join; loops go round twice; `try` joins every point of its body. The
pass says what is known at each read, call, closure and return; all questions are answered from that.
"""

from __future__ import annotations

from collections.abc import Callable

from genlint.model import ir
from genlint.model.captures import Captures, called_name
from genlint.model.endings import iterates_nothing, never_returns
from genlint.model.env import Env
from genlint.model.expressions import Expressions
from genlint.model.facts import Attempt, Catch, Escape, Facts, Final, GuardLink, Jumps

MAX_FINALS = 3
"""How many `finally` inside one another are gone through both as they end by themselves and otherwise."""


class Pass(Expressions):
    """One run over one function. Use `analyse`."""

    def __init__(self, function: ir.Function, module: ir.Module, captures: Captures) -> None:
        super().__init__(function, module, captures)
        self.jumps: list[Jumps] = []
        self.exits: list[Env] = []
        self.finals: list[Final] = []
        self.completed = True
        self.thrown: list[Env] = []

    def run(self) -> Facts:
        """Go through the body, and say what was found."""
        function = self.function
        if function.receiver is not None:
            definition = self._def(function, "receiver", function.receiver)
            self.facts.arguments[function.receiver] = definition
            self._bind(function.receiver, definition)
        for parameter in function.parameters:
            if parameter.binding is function.receiver:
                continue
            if parameter.default is not None:
                self.value(parameter.default)
            definition = self._def(parameter, "parameter", parameter.binding, None, parameter)
            self.facts.arguments[parameter.binding] = definition
            self._bind(parameter.binding, definition)
        if function.kind != "module" and function.name is not None:
            own = function.scope.bindings.get(function.name)
            if own is not None and own.kind == "function" and self._env().get(own) is None:
                self._bind(own, self._def(function.scope, "value", own, function))
        if function.kind == "module":
            for declared in self.facts.module.existing:
                self._declare(declared)
        self.block(function.body)
        if self.env is not None:
            if function.kind == "module":
                for export in self.facts.module.exports:
                    self.value(export.value)
            self.exits.append(self.env)
        self.facts.exit = self._join(self.exits)
        self.facts.left = self._join(self.thrown)
        return self.facts

    # ------------------------------------------------------------------ statements

    def block(self, statements: list[ir.Statement]) -> None:
        """Go through statements in order; function declarations and imports hold from the start."""
        for statement in statements:
            if isinstance(statement, ir.Declare) and statement.hoisted:
                self._declare(statement)
        for statement in statements:
            if self.env is None:
                break
            self.statement(statement)

    def statement(self, node: ir.Statement) -> None:
        """One statement; afterwards `env` is None where control doesn't go on behind it."""
        match node:
            case ir.Evaluate():
                self.value(node.value)
                called = node.value.value if isinstance(node.value, ir.Await) else node.value
                ends = isinstance(called, ir.Call) and self.ends(called.callee)
                if self.env is not None and (ends or never_returns(node.value, self.captures.constants)):
                    self._leave()
            case ir.Declare():
                if not node.hoisted:
                    self._declare(node)
            case ir.Branch():
                self._branch(node)
            case ir.Return():
                if node.value is not None:
                    self.value(node.value)
                self.facts.guards[node] = self.guard
                if node not in self.facts.returns:
                    self.facts.returns.append(node)
                self._go(self.exits, 0)
                self._leave()
            case ir.Throw():
                self._throw(node)
            case ir.Loop():
                self._loop(node)
            case ir.Try():
                self._try(node)
            case ir.With():
                self._with(node)
            case ir.Block():
                self._labelled(node)
            case ir.Break() | ir.Continue():
                self._jump(node)
            case ir.Delete():
                if self.attempts and self.env is not None:
                    self.attempts[-1].note(self.env)
                self._delete(node.target)
            case _:  # pragma: no cover - a new statement must be listed
                raise TypeError(f"unknown statement {type(node).__name__}")

    def _declare(self, node: ir.Declare) -> None:
        if node.value is not None:
            self.value(node.value)
            # a class is known by its name to its own body already
            at = node.value if isinstance(node.value, ir.Class) else node
            self._assign(at, node.binding, node.value)
        elif self.env is not None:
            self._bind(node.binding, self._def(node, "undefined", node.binding))

    def _leave(self) -> None:
        """Control goes elsewhere; each `finally` around sees what holds here."""
        if self.env is not None:
            for final in self.finals:
                final.leaving.append(self.env)
        self.env = None

    def _go(self, ends: list[Env], depth: int) -> None:
        """Control goes to where `ends` are collected, by way of each `finally` that isn't around that."""
        if len(self.finals) > depth:
            self.finals[-1].targets.append((ends, depth))
        elif self.env is not None:
            ends.append(self.env)

    def _throw(self, node: ir.Throw) -> None:
        if node.value is not None:
            self.value(node.value)
            if self.env is not None:
                self._escape(Escape("throw", node.value))
        if self.env is not None:
            if self.attempts:
                self.attempts[-1].note(self.env)
            else:
                self.thrown.append(self.env)
        self._leave()

    def _branch(self, node: ir.Branch) -> None:
        outer, after = self.guard, self.guard
        ends: list[Env] = []
        survivors: list[GuardLink | None] = []
        jumps = Jumps(None, is_loop=False, depth=len(self.finals))
        if node.falls_through:
            self.jumps.append(jumps)
        dying = True
        entries: list[ir.Value | None] = []
        open_end = True
        running: Env | None = None
        for case in node.cases:
            if self.env is None and running is None:
                break
            truth: bool | None = None
            if case.test is not None and self.env is not None:
                self.value(case.test)
                truth = self.fold.truth(case.test)
            before = self.env
            if case.test is None:
                open_end = False
            inner = self.guard if case.test is None else GuardLink(case.test, True, self.guard)
            if case.test is None and node.falls_through and running is None:
                for other in node.cases:
                    inner = GuardLink(other.test, False, inner) if other.test is not None else inner
            saved = self.guard
            if running is None:
                entries = []
            entries.append(case.test)
            if len(entries) > 1:
                inner = outer if None in entries else GuardLink(_either(entries), True, outer)
            self.guard = inner
            self.env = None if truth is False else before
            if running is not None and node.falls_through:
                self.env = self._join([e for e in (running, self.env) if e is not None])
            if running is None and len(entries) == 1:
                self._assume(case.test, True)
            if self.env is not None:
                self.block(case.body)
            running = self.env if node.falls_through else None
            died = self.env is None
            if self.env is not None and not node.falls_through:
                ends.append(self.env)
                survivors.append(inner)
            self.guard = saved
            if case.test is not None and not node.falls_through:
                self.guard = GuardLink(case.test, False, self.guard)
                dying = dying and died
                if dying:
                    after = GuardLink(case.test, False, after)
            if truth is True or (case.test is None and not node.falls_through):
                open_end = False
                self.env = None
            elif case.test is None:
                # a `default` in the middle of a `switch`: the cases behind it are still tried
                self.env = before
            else:
                self.env = before
                if not node.falls_through:
                    self._assume(case.test, False)
        if node.falls_through:
            self.jumps.pop()
            if running is not None:
                ends.append(running)
            ends.extend(jumps.breaks)
        if open_end and self.env is not None:
            ends.append(self.env)
            survivors.append(self.guard)
        self.guard = survivors[0] if len(survivors) == 1 and not node.falls_through else after
        self.env = self._join(ends)

    def _loop(self, node: ir.Loop) -> None:
        outer = self.guard
        if node.iterates and iterates_nothing(node):
            self.block(node.otherwise)
            return
        jumps = Jumps(node.label, is_loop=True, depth=len(self.finals))
        ends: list[Env] = []
        self.jumps.append(jumps)
        self.loop_depth += 1
        never_ends = False
        for _round in range(2 if self.loop_depth < 4 else 1):
            if self.env is None:
                break
            self.round += 1
            if not node.post_test and node.test is not None:
                self.value(node.test)
                truth = self.fold.truth(node.test)
                never_ends = truth is True
                if not never_ends:
                    ends.append(self._env())
                if truth is False:
                    break
                self.guard = GuardLink(node.test, True, outer)
            elif node.iterates:
                ends.append(self.env)
            start = self.env
            self.block(node.head)
            self.block(node.body)
            self.guard = outer
            self.env = self._join([e for e in (self.env, *jumps.continues) if e is not None])
            if self.env is None:
                break
            if node.post_test and node.test is not None:
                self.value(node.test)
                if self.fold.truth(node.test) is False:
                    ends.append(self.env)
                    break
                ends.append(self.env)
            self.block(node.update)
            self.env = self._join([start, self.env])
        else:
            ended = node.post_test or never_ends or (node.test is None and not node.iterates)
            if self.env is not None and not ended:
                ends.append(self.env)
        self.loop_depth -= 1
        self.jumps.pop()
        self.env = self._join(ends)
        self.guard = outer
        if node.test is not None and not jumps.breaks and not node.post_test:
            self.guard = GuardLink(node.test, False, outer)
        if node.otherwise and self.env is not None:
            self.block(node.otherwise)
        after = [self.env] if self.env is not None else []
        self.env = self._join(after + jumps.breaks)

    def _jump(self, node: ir.Break | ir.Continue) -> None:
        for jumps in reversed(self.jumps):
            if node.label is not None:
                if jumps.label != node.label:
                    continue
            elif (isinstance(node, ir.Continue) and not jumps.is_loop) or (
                jumps.label is not None and not jumps.is_loop
            ):
                continue
            self._go(jumps.breaks if isinstance(node, ir.Break) else jumps.continues, jumps.depth)
            break
        self._leave()

    def _labelled(self, node: ir.Block) -> None:
        outer = self.guard
        if node.label is None:
            self.block(node.body)
            return
        jumps = Jumps(node.label, is_loop=False, depth=len(self.finals))
        self.jumps.append(jumps)
        self.block(node.body)
        self.jumps.pop()
        ends = [self.env] if self.env is not None else []
        self.env = self._join(ends + jumps.breaks)
        if jumps.breaks:
            self.guard = outer

    def _try(self, node: ir.Try) -> None:
        outer = self.guard
        attempt = Attempt()
        final = Final()
        returned = len(self.facts.returns)
        around = self.attempts[-1].escapes if self.attempts else self.facts.escapes
        before = set(around)
        if node.final:
            self.finals.append(final)
        self.attempts.append(attempt)
        self.block(node.body)
        self.attempts.pop()
        if node.otherwise and self.env is not None:
            self.block(node.otherwise)
        ends = [self.env] if self.env is not None else []
        survived = self.guard
        alive = len(ends)
        for position, handler in enumerate(node.handlers):
            self.guard = outer
            self.env = self._join(attempt.points)
            if self.env is None:
                break
            for kind in handler.accepts:
                self.value(kind)
            self.handled.append(Catch(attempt.escapes, handler, tuple(node.handlers[:position])))
            self.block(handler.body)
            self.handled.pop()
            if self.env is not None:
                ends.append(self.env)
                alive += 1
        self.guard = survived if alive == 1 and node.body and ends else outer
        self._pass_on(attempt, node.handlers)
        self.env = self._join(ends)
        if node.final:
            self.finals.pop()
            if not node.handlers or all(handler.accepts for handler in node.handlers):
                final.leaving.extend(attempt.points)
            last, escaped = len(self.facts.returns), set(around)
            self._finally(lambda: self.block(node.final), final)
            if self.env is None and not self.completed:
                # `finally` has the last word: what was returned or thrown before is not
                del self.facts.returns[returned:last]
                for gone in escaped - before:
                    around.pop(gone, None)

    def _finally(self, body: Callable[[], None], final: Final) -> None:
        """`finally` runs however its `try` ends; control goes on behind it only where that ended by itself.

        `completed` says afterwards whether it runs to its end at all.
        """
        normal = self.env
        joined = self._join([*([normal] if normal is not None else []), *final.leaving])
        after = None
        if normal is not None and joined is not normal and len(self.finals) < MAX_FINALS:
            body()
            after = self.env
            self.round += 1
        elif normal is not None:
            joined = normal
        self.env = joined
        body()
        self.completed = self.env is not None
        for ends, depth in final.targets:
            self._go(ends, depth)
        if normal is None:
            self.env = None
        elif joined is not normal:
            self.env = after

    def _pass_on(self, attempt: Attempt, handlers: list[ir.Handler]) -> None:
        """What a `try` lets through, the outer one may catch, or the caller."""
        if any(not handler.accepts for handler in handlers):
            return
        for escape in attempt.escapes.values():
            self._escape(Escape(escape.kind, escape.node, (*escape.passed, *handlers)))
        if self.attempts:
            self.attempts[-1].points.extend(attempt.points)

    def _with(self, node: ir.With) -> None:
        outer = self.guard
        self.entering.update(node.managers)
        for manager in node.managers:
            self.value(manager)
        for call in node.enters:
            self.value(call)
        swallows = node.swallows or self._swallowing(node)
        attempt, final = Attempt(), Final()
        self.finals.append(final)
        self.attempts.append(attempt)
        self.block(node.body)
        self.attempts.pop()
        self._pass_on(attempt, node.swallows)
        if swallows:
            if attempt.points:
                self.guard = outer
            self.env = self._join([*([self.env] if self.env is not None else []), *attempt.points])
        self.finals.pop()
        caught = Catch(attempt.escapes, ir.Handler(node.span, []), ())
        self.handled.append(caught)
        self._finally(lambda: self._leave_managers(node), final)
        self.handled.pop()

    def _leave_managers(self, node: ir.With) -> None:
        for manager in reversed(node.managers):
            if isinstance(manager, ir.Call) and self.env is not None:
                self.phase = "leave"
                self._touch_all(manager)
                self.phase = ""
        # the managers were evaluated when they were entered
        self.evaluated.update(dict.fromkeys(node.managers, self.round))
        for call in reversed(node.leaves):
            self.value(call)

    def _swallowing(self, node: ir.With) -> bool:
        """May a manager whose class or function stands in this module keep exceptions from going on?"""
        for manager in node.managers:
            made: ir.Value | None = manager
            if isinstance(manager, ir.Name):
                made = self._single_value(manager)
            if isinstance(made, ir.Call) and called_name(made.callee) in self.captures.swallowing:
                return True
        return False


def _either(tests: list[ir.Value | None]) -> ir.Value:
    known = [test for test in tests if test is not None]
    return ir.Logical(known[0].span, "or", known)


def analyse(function: ir.Function, module: ir.Module, captures: Captures) -> Facts:
    """Run the pass over `function`, which stands in `module`."""
    return Pass(function, module, captures).run()
