"""What the pass over a function finds: the facts that all questions are answered from, and the records of
jumps and attempts that it keeps on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from genlint.model import ir
from genlint.model.env import Def, Env, Event


@dataclass(frozen=True, eq=False, slots=True)
class GuardLink:
    """A condition that holds (or doesn't), and those around it."""

    condition: ir.Value
    holds: bool
    outer: GuardLink | None


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
    throws: list[ir.Value] = field(default_factory=list)
    tries: dict[ir.Caught, tuple[list[ir.Value], list[ir.Call]]] = field(default_factory=dict)
    """For a caught value: what the `try` throws itself, and the calls in it."""
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


@dataclass(slots=True)
class Jumps:
    """A statement that can be left by a jump, and what holds where `break` and `continue` leave it."""

    label: str | None
    is_loop: bool
    breaks: list[Env] = field(default_factory=list)
    continues: list[Env] = field(default_factory=list)


@dataclass(slots=True)
class Attempt:
    """The body of a `try`: what holds at each point of it, what it throws itself, the calls in it."""

    points: list[Env] = field(default_factory=list)
    thrown: list[ir.Value] = field(default_factory=list)
    calls: list[ir.Call] = field(default_factory=list)
