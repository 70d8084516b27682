"""Where a walk stands among the calls: frames, and the functions that they enter."""

from __future__ import annotations

from dataclasses import dataclass, field

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import Env, FullPath
from genlint.model.library import Calls

ITERATORS = ("__iter__", "__aiter__", "[Symbol.iterator]", "[Symbol.asyncIterator]")
CONSTRUCTORS = ("constructor", "__init__")
MAX_FRAMES = 24
"""How deep a walk follows calls into calls."""


@dataclass(eq=False, slots=True)
class Frame:
    """The entry into `closure`'s function from `site`, a call in `caller`'s context.

    `calls` is set where a library function does the calling: it says with what.
    """

    site: ir.Node
    module: ir.Module
    caller: Frame | None
    closure: Closure
    calls: Calls | None
    depth: int
    crossed: bool = False
    """The walk came to the call from inside the function: it is one of the callers in sight."""

    @property
    def function(self) -> ir.Node:
        """The function (or class) that was entered."""
        return self.closure.target


@dataclass(frozen=True, slots=True)
class Closure:
    """A function or class, with the context in which it was made.

    `receiver` is the object it was read from, where the call itself doesn't show it; `bound` is a call of
    `bind` or `partial` that gave it its first arguments, in the context `bound_frame`.
    """

    target: ir.Function | ir.Class
    module: ir.Module
    defining: Frame | None = None
    receiver: Place | None = None
    bound: ir.Call | None = None
    bound_frame: Frame | None = None
    bound_module: ir.Module | None = None
    skip: int = 0
    """How many of the call's arguments come before the function's own (`f.call(this, a)`: one)."""
    spread: bool = False
    """The call hands over an array of arguments (`f.apply(this, xs)`)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a value in a context: what a walk visits. `env` is set where `node` is a definition.

    `holder` is the object as the program has it where the part was asked for, if the walk has gone on from
    there to the place where the object was made: what a method that a language calls by itself runs on. It
    says nothing of which place this is.
    """

    node: object
    path: FullPath
    frame: Frame | None
    module: ir.Module
    env: Env | None = None
    holder: Place | None = field(default=None, compare=False)


Link = tuple[Place, StepKind]
"""A place one step further back, and what happens on the step."""


def step(node: ir.Value, path: FullPath, place: Place, kind: StepKind) -> Link:
    """The step from `place` to the part at `path` of `node`, in the same context."""
    return Place(node, path, place.frame, place.module), kind
