"""How calls of known libraries carry values: the words in which the front ends' tables speak.

A table says, for a called name, where its result comes from, what it does to its receiver or an
argument, and with what it calls the functions that it is handed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf

from genlint.model.env import FullPath


@dataclass(frozen=True, slots=True)
class Arg:
    """The argument at `index` (or the keyword `name`), or a part of it. `rest`: and all behind it, each."""

    index: int
    path: FullPath = ()
    name: str | None = None
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Receiver:
    """The object on which the method is called, or a part of it."""

    path: FullPath = ()


@dataclass(frozen=True, slots=True)
class EntryOf:
    """What the receiver (or the argument at `target`) holds under the key that argument `key` gives."""

    key: int
    target: int = -1


@dataclass(frozen=True, slots=True)
class Keywords:
    """The keyword arguments, as the entries of a record."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The arguments from `start` on, laid over one another as `Object.assign` does."""

    start: int = 0


@dataclass(frozen=True, slots=True)
class PairOf:
    """Asked for a key: the second of the pair in argument `index` whose first is that key."""

    index: int = 0


@dataclass(frozen=True, slots=True)
class Unless:
    """`origin`, where the call has no argument at `index`."""

    index: int
    origin: Arg | Receiver


@dataclass(frozen=True, slots=True)
class Returned:
    """What the function handed in as argument `index` returns, or the argument itself where it is none
    and `or_value`."""

    index: int
    path: FullPath = ()
    or_value: bool = False


@dataclass(frozen=True, slots=True)
class CalledWith:
    """What is handed, as argument `index`, to the function that this very call's result holds at `at`
    (`useState`'s setter). A function handed in stands for what it returns."""

    at: FullPath
    index: int = 0


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the function in argument `index` hands to the `parameter`-th function that *it* is called
    with (`new Promise((resolve) => resolve(x))`)."""

    index: int
    parameter: int = 0


@dataclass(frozen=True, slots=True)
class Provided:
    """What is provided for the context object in argument `index` (React's `Provider`)."""

    index: int = 0


Origin = (
    Arg
    | Receiver
    | EntryOf
    | Keywords
    | Merged
    | PairOf
    | Unless
    | Returned
    | CalledWith
    | Resolved
    | Provided
)


@dataclass(frozen=True, slots=True)
class Gives:
    """The call's result, at `at`, is (or may be) `origin`. A longer `at` wins over a shorter one."""

    origin: Origin
    at: FullPath = ()
    text: bool = False
    """The result is a text that holds it."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The call puts `origin` at `at` into `target`; an `Arg` index in place of a key means the argument's
    own (constant) value. `clears`: what was there before goes."""

    at: tuple[object, ...]
    origin: Origin | None
    target: int = -1
    """-1: the receiver; else the index of the argument that it changes."""
    clears: bool = False
    weak: bool = False
    """It may leave what was there (`setdefault`)."""


@dataclass(frozen=True, slots=True)
class Calls:
    """The call calls the function in argument `index` with these arguments."""

    index: int
    parameters: tuple[tuple[Origin, ...], ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class CallModel:
    """What one library function or method does.

    `owner`: None for a plain function (or one of any module), "." for a method of whatever object, or
    the name of the object or module on which it must be called (`Object`, `json`).
    """

    name: str
    owner: str | None = None
    gives: tuple[Gives, ...] = ()
    effects: tuple[Effect, ...] = ()
    calls: tuple[Calls, ...] = ()
    callable: bool = False
    """The result, called, does what argument 0 does when called (`useCallback`, `memo`, `partial`)."""
    binds: OneOf["", "call", "apply", "bind", "partial"] = ""
    condition: bool = False
    """As a condition the result means what its (first) argument means (`Boolean(x)`)."""
    applied: tuple[Gives, ...] = ()
    """The result is a function: where *its* results come from (`itemgetter("id")(row)`)."""
    ends: bool = False
    """It never returns (`sys.exit`): what stands behind a call of it doesn't run."""
    alternatives: bool = False
    """What it gives are alternatives, as those of a fallback are (`d.get(key, default)`)."""


class Library:
    """Call models by the called name."""

    def __init__(self, models: Iterable[CallModel], copies: Mapping[str, str] | None = None) -> None:
        """`copies`: the functions and methods that make a new object, by name: a "shallow" copy, or a "deep"
        one."""
        self.copies: Mapping[str, str] = copies or {}
        self._models: dict[str, list[CallModel]] = {}
        for model in models:
            self._models.setdefault(model.name, []).append(model)

    def changing(self) -> set[str]:
        """The names of the functions and methods that change an object that they are given."""
        return {name for name, models in self._models.items() if any(model.effects for model in models)}

    def ending(self) -> set[tuple[str | None, str]]:
        """The owners and names of the functions that never return."""
        return {(m.owner, m.name) for models in self._models.values() for m in models if m.ends}

    def find(self, name: str, owner: str | None, is_method: bool, is_plain: bool) -> CallModel | None:
        """The model for a call of `name`; `owner` is the last name of the object before the dot.

        `is_plain`: it is no method of a value, but a function of a module, or a global one.
        """
        best: CallModel | None = None
        for model in self._models.get(name, ()):
            if is_method and model.owner == owner:
                return model
            if best is None and ((model.owner is None and is_plain) or (model.owner == "." and is_method)):
                best = model
        return best


Libraries = Mapping[str, Library]
"""By the language of the module that calls."""
