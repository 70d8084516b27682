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
    """What the receiver (or the argument at `target`) holds under the key that argument `key` gives, or at
    `default` where there is no such argument."""

    key: int
    target: int = -1
    default: int | None = None


@dataclass(frozen=True, slots=True)
class Keywords:
    """The keyword arguments, as the entries of a record; with `each`, any one of them."""

    each: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """The arguments from `start` on, laid over one another as `Object.assign` does, the last on top; or the
    first, as in a `ChainMap`."""

    start: int = 0
    first_wins: bool = False


@dataclass(frozen=True, slots=True)
class PairOf:
    """Asked for a key: the second of the pair in argument `index` whose first is that key."""

    index: int = 0


@dataclass(frozen=True, slots=True)
class Unless:
    """`origin`, where the call has no argument at `index`."""

    index: int
    origin: Arg | Receiver | Listed


@dataclass(frozen=True, slots=True)
class Returned:
    """What the function handed in as argument `index` (or keyword `name`; or under `of` in it) returns, or
    the argument itself where it is none and `or_value`."""

    index: int
    path: FullPath = ()
    or_value: bool = False
    name: str | None = None
    of: FullPath = ()


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


@dataclass(frozen=True, slots=True)
class Section:
    """The elements of the receiver (or of argument `source`) from the position in argument `bounds` to that
    in the next, in their order. `stop_first`: a single bound is where it ends."""

    bounds: int = 0
    source: int = -1
    stop_first: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """What iterating argument `index` (or the receiver, -1) yields, in its order where that is known."""

    index: int = 0


@dataclass(frozen=True, slots=True)
class Reversed:
    """The elements of the receiver (or of argument `source`) from the last to the first."""

    source: int = -1


@dataclass(frozen=True, slots=True)
class Concatenated:
    """The elements of the receiver, then the arguments; those of an argument that is a sequence."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces into which argument `index` takes the receiver's text apart. `keeps`: the separator is
    a piece of its own."""

    index: int = 0
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What calls of `methods` on the same object hand over as argument `index`. `keyed`: only those whose
    first argument (or what their first argument was made with) is this call's first argument."""

    methods: tuple[str, ...]
    index: int
    keyed: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """The next of what iterating argument `index` (or the receiver, -1) yields: the first of what is left,
    where all that is done to the iterator is in sight."""

    index: int = 0


@dataclass(frozen=True, slots=True)
class Entered:
    """What entering the context manager in argument `index` hands out."""

    index: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """For the call of a function that a library made: `origin` in the call that made it."""

    origin: Arg | Receiver


@dataclass(frozen=True, slots=True)
class HandedBack:
    """For the call of a function that a library made of the function in argument `function`: what that one
    hands to its last parameter as argument `index` (`promisify`)."""

    function: int = 0
    index: int = 1


@dataclass(frozen=True, slots=True)
class UnlessHeld:
    """`origin`, where the receiver does not surely hold something under the key in argument `key`."""

    key: int
    origin: Arg | Returned


@dataclass(frozen=True, slots=True)
class OfExpression:
    """`origin`, where the receiver is a regular expression that is written out in sight."""

    origin: Arg | Returned


@dataclass(frozen=True, slots=True)
class UnderKey:
    """Asked for a key: what argument `index` holds under it, or under `suffix` in that."""

    index: int = 0
    suffix: FullPath = ()


@dataclass(frozen=True, slots=True)
class AtPath:
    """What argument `index` holds at the path that argument `keys` says: `"a.b[0]"`, or `["a", "b"]`; with
    `inside`, what each part at `inside` of it holds there."""

    index: int = 0
    keys: int = 1
    inside: FullPath = ()


@dataclass(frozen=True, slots=True)
class Picked:
    """Of argument `index`: the entries whose keys the arguments from `start` on name, or all others."""

    index: int = 0
    start: int = 1
    omits: bool = False


@dataclass(frozen=True, slots=True)
class ProxyOf:
    """What a JavaScript `Proxy` for argument 0 answers by the handler in argument 1."""


@dataclass(frozen=True, slots=True)
class Composed:
    """For the call of a function that a library composed of its arguments: what the last of them gives,
    each being called with what the one before gives. `backwards`: from the last to the first."""

    backwards: bool = False


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
    | Section
    | Listed
    | Reversed
    | Concatenated
    | Pieces
    | Sent
    | Entered
    | Next
    | Made
    | HandedBack
    | UnlessHeld
    | OfExpression
    | UnderKey
    | AtPath
    | Picked
    | ProxyOf
    | Composed
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
    own (constant) value, an `AtPath` the keys that its argument names. `clears`: what was there goes."""

    at: tuple[object, ...]
    origin: Origin | None
    target: int = -1
    """-1: the receiver; else the index of the argument that it changes."""
    clears: bool = False
    weak: bool = False
    """It may leave what was there."""
    fills: bool = False
    """It leaves what is there (`setdefault`)."""


@dataclass(frozen=True, slots=True)
class Calls:
    """The call calls the function in argument `index` (or keyword `name`) with these
    arguments, with the entries of `keywords`, and on `receiver`."""

    index: int
    parameters: tuple[tuple[Origin, ...], ...] = ()
    name: str | None = None
    keywords: Origin | None = None
    receiver: Origin | None = None


@dataclass(frozen=True, slots=True)
class Moves:
    """The call moves the elements of a sequence (the receiver, or argument `target`) to other positions.

    "append" and "front": the arguments come in at an end; "extend": the elements of argument 0 do. "last",
    "first": that element goes. "remove": the one at the position in argument 0 goes (the last, without one).
    "insert": argument 1 comes in at that position. "splice": JavaScript's. "reverse". "shuffle": their order
    isn't known any more. "unknown":
    nor is how many there are.
    """

    how: OneOf[
        "append",
        "extend",
        "front",
        "last",
        "first",
        "remove",
        "insert",
        "splice",
        "reverse",
        "shuffle",
        "unknown",
    ]
    target: int = -1


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
    alternatives: bool = False
    """What it gives are alternatives, as those of a fallback are (`d.get(key, default)`)."""
    moves: Moves | None = None


class Library:
    """Call models by the called name."""

    def __init__(self, models: Iterable[CallModel]) -> None:
        self._models: dict[str, list[CallModel]] = {}
        for model in models:
            self._models.setdefault(model.name, []).append(model)

    def changing(self) -> set[str]:
        """The names of the functions and methods that change an object that they are given."""
        return {
            name
            for name, models in self._models.items()
            if any(model.effects or model.moves is not None for model in models)
        }

    def find(
        self, name: str, owner: str | None, is_method: bool, is_plain: bool, certain: bool = False
    ) -> CallModel | None:
        """The model for a call of `name`; `owner` is the last name of the object before the dot.

        `is_plain`: it may be no method of a value, but a function of a module, or a global one; `certain`
        where that is sure.
        """
        best: CallModel | None = None
        for model in self._models.get(name, ()):
            if is_method and owner is not None and model.owner == owner:
                return model
            fits = (model.owner is None and is_plain) or (model.owner == "." and is_method)
            if fits and (best is None or (certain and model.owner is None and best.owner == ".")):
                best = model
        return best


Libraries = Mapping[str, Library]
"""By the language of the module that calls."""
