"""Where a walk stands among the calls: frames, and the functions that they enter."""

from __future__ import annotations

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import Env, FullPath
from genlint.model.library import Calls
from genlint.records import dataclass, field

ITERATORS = ("__iter__", "__aiter__", "[Symbol.iterator]", "[Symbol.asyncIterator]")
CONSTRUCTORS = ("constructor", "__init__")
BOUND = -1
"""See `Closure.skip`."""
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
    """How many of the call's arguments come before the function's own (`f.call(this, a)`: one); `BOUND` where
    the object on which it is called is its first."""
    spread: bool = False
    """The call hands over an array of arguments (`f.apply(this, xs)`)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a value in a context: what a walk visits. `env` is set where `node` is a definition.

    `holders` are the objects as the program has them where their parts were asked for, while the walk goes on
    from there to the places where the objects were made: each with how many of the last keys of `path` were
    asked of it. They say nothing of which place this is.
    """

    node: object
    path: FullPath
    frame: Frame | None
    module: ir.Module
    env: Env | None = None
    holders: tuple[tuple[int, Place], ...] = field(default=(), compare=False)
    text: Text | None = field(default=None, compare=False)
    """The text is asked for that the value becomes: the value as the program has it there, and the methods by
    which an object says what that is."""


def holding(place: Place) -> Place:
    """The object whose part `place` is, as the program has it where that part was asked for: what a method
    runs on that a language calls by itself."""
    depth = len(place.path)
    for asked, holder in place.holders:
        if asked == depth:
            return holder
    return Place(place.node, (), place.frame, place.module, place.env)


Holders = tuple[tuple[int, Place], ...]
Text = tuple[Place, tuple[str, ...]]
Link = tuple[Place, StepKind]
"""A place one step further back, and what happens on the step."""


def step(node: ir.Value, path: FullPath, place: Place, kind: StepKind) -> Link:
    """The step from `place` to the part at `path` of `node`, in the same context."""
    return Place(node, path, place.frame, place.module), kind
