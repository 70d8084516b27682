"""Short forms in which the tables are written."""

from __future__ import annotations

from genlint.model.library import CallModel, Calls, Effect, Gives, Moves
from genlint.model.library_words import Arg, Origin

WIDTH = 6
"""How many arguments a table hands on one by one, where there may be any number."""


def method(
    name: str,
    *gives: Gives,
    effects: tuple[Effect, ...] = (),
    calls: tuple[Calls, ...] = (),
    moves: Moves | None = None,
) -> CallModel:
    """A method of whatever object."""
    return CallModel(name, ".", gives, effects, calls, moves=moves)


def function(
    name: str,
    *gives: Gives,
    effects: tuple[Effect, ...] = (),
    calls: tuple[Calls, ...] = (),
    moves: Moves | None = None,
    condition: bool = False,
) -> CallModel:
    """A plain function, or a function of any module."""
    return CallModel(name, None, gives, effects, calls, moves=moves, condition=condition)


def member(
    owner: str,
    name: str,
    *gives: Gives,
    effects: tuple[Effect, ...] = (),
    calls: tuple[Calls, ...] = (),
    moves: Moves | None = None,
) -> CallModel:
    """A function of the object or module `owner`."""
    return CallModel(name, owner, gives, effects, calls, moves=moves)


def arguments_from(start: int) -> tuple[tuple[Origin, ...], ...]:
    """The arguments from `start` on, as those of a function that is called with them."""
    return tuple((Arg(start + i),) for i in range(WIDTH))
