"""What the pass over a function finds: the facts that all questions are answered from, and the records of
jumps and attempts that it keeps on the way."""

from __future__ import annotations

from typing import Literal as OneOf

from genlint.model import ir
from genlint.model.env import Def, Env, Event, Phase
from genlint.records import dataclass, field


@dataclass(frozen=True, eq=False, slots=True)
class GuardLink:
    """A condition that holds (or doesn't), and those around it."""

    condition: ir.Value
    holds: bool
    outer: GuardLink | None


@dataclass(frozen=True, eq=False, slots=True)
class Escape:
    """A place where an exception may arise: `node` is what is thrown, a call whose function may throw, an
    `await` of what may be rejected, or a `yield` at which the generator's user may throw one in.

    `passed` are the handlers by which it went on its way out: those that don't take it.
    """

    kind: OneOf["throw", "call", "await", "yield"]
    node: ir.Value
    passed: tuple[ir.Handler, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Catch:
    """What a handler may have caught: what arises in its `try`, if no handler before it takes that."""

    escapes: dict[tuple[str, ir.Value], Escape]
    handler: ir.Handler
    before: tuple[ir.Handler, ...]


@dataclass(eq=False, slots=True)
class Facts:
    """What the pass found in one function. Environments are those *before* the node acts, but for a
    call, where its arguments have been evaluated."""

    function: ir.Function
    module: ir.Module
    reads: dict[ir.Name, tuple[tuple[Def, ...], Env]] = field(default_factory=dict)
    call_env: dict[ir.Call, Env] = field(default_factory=dict)
    created: dict[ir.Value, Env] = field(default_factory=dict)
    """Functions and classes that are made here, with the environment at that point."""
    guards: dict[ir.Node, GuardLink | None] = field(default_factory=dict)
    calls: list[ir.Call] = field(default_factory=list)
    records: list[ir.Record] = field(default_factory=list)
    functions: list[ir.Function] = field(default_factory=list)
    classes: list[ir.Class] = field(default_factory=list)
    stores: list[tuple[ir.Store, Env]] = field(default_factory=list)
    """Stores into objects, for the question what an alias did."""
    operation_env: dict[ir.Node, Env] = field(default_factory=dict)
    """Operations that may run a method, with the environment before it runs."""
    operations: list[ir.Value] = field(default_factory=list)
    """Operators that a class may answer (Python)."""
    in_place: set[ir.Value] = field(default_factory=set)
    """Those that `op=` stands for."""
    entered: list[tuple[ir.Value, ir.Value]] = field(default_factory=list)
    """The managers of `with` statements, each with what it is known as inside."""
    implied: dict[tuple[ir.Node, str], ir.Call] = field(default_factory=dict)
    """The calls that such operations are."""
    returns: list[ir.Return] = field(default_factory=list)
    yields: list[ir.Yield] = field(default_factory=list)
    escapes: dict[tuple[str, ir.Value], Escape] = field(default_factory=dict)
    """Where an exception may leave the function."""
    tries: dict[ir.Caught, Catch] = field(default_factory=dict)
    yield_env: dict[ir.Yield, Env] = field(default_factory=dict)
    left: Env | None = None
    """Where the function throws."""
    awaited: set[ir.Value] = field(default_factory=set)
    """Calls whose result is awaited where they stand."""
    repeated: set[ir.Value] = field(default_factory=set)
    """Calls and yields that stand in a loop."""
    exit: Env | None = None
    """Where the function returns or ends; None where it never does."""
    entries: dict[ir.Binding, Def] = field(default_factory=dict)
    """The definition that stands for what an outer variable held when the function was entered."""
    arguments: dict[ir.Binding, Def] = field(default_factory=dict)
    """The definitions of the parameters and of the receiver."""
    record_of: dict[ir.Function, ir.Record] = field(default_factory=dict)
    """Methods of object displays."""
    events: dict[Def, list[Event]] = field(default_factory=dict)
    """Stores and touches by root, in order."""

    def states(self, phase: Phase) -> list[Env]:
        """What holds when a call of the function is over, or has come to a `yield`: the alternatives."""
        yields = list(self.yield_env.values())
        if phase == "enter" and yields:
            return yields
        end = self.exit if self.exit is not None else self.left
        ends = [end] if end is not None else []
        return ends if phase == "leave" or not self.function.is_generator else [*yields, *ends]

    def begun(self, phase: Phase) -> list[Env]:
        """What held before the part of the function that runs in `phase`, if that isn't its beginning."""
        return list(self.yield_env.values()) if phase == "leave" else []


@dataclass(slots=True)
class Jumps:
    """A statement that can be left by a jump, and what holds where `break` and `continue` leave it."""

    label: str | None
    is_loop: bool
    depth: int
    """How many `finally` stand around it."""
    breaks: list[Env] = field(default_factory=list)
    continues: list[Env] = field(default_factory=list)


@dataclass(slots=True)
class Attempt:
    """The body of a `try`: what holds where it may be left by an exception, and which these are."""

    points: list[Env] = field(default_factory=list)
    escapes: dict[tuple[str, ir.Value], Escape] = field(default_factory=dict)

    def note(self, env: Env) -> None:
        """An exception may arise where `env` holds."""
        if not self.points or self.points[-1] is not env:
            self.points.append(env)


@dataclass(slots=True)
class Final:
    """A `finally` in the making: what holds where its `try` is left, and where control then goes on."""

    leaving: list[Env] = field(default_factory=list)
    targets: list[tuple[list[Env], int]] = field(default_factory=list)
