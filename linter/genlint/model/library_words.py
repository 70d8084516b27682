"""Where a value comes from, for a call of a known library: the words for that in the front ends' tables."""

from __future__ import annotations

from typing import Literal as OneOf

from genlint.model.env import FullPath
from genlint.records import dataclass


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
    """`origin`, where the call has no argument at `index`; or none that holds a function at `of`."""

    index: int
    origin: Arg | Receiver | Listed | Returned | CalledWith | Made
    of: FullPath = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """What the function handed in as argument `index` (from the end where negative; or keyword `name`)
    returns, or the argument itself where it is none and `or_value`. `of`: the function is that part of the
    argument; `keyed`: it stands there under the first key that is asked for."""

    index: int
    path: FullPath = ()
    or_value: bool = False
    name: str | None = None
    of: FullPath = ()
    keyed: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """What the function at `of` of argument `index` leaves in its `parameter`-th parameter (a reducer that
    changes the draft of a state)."""

    index: int
    of: FullPath = ()
    parameter: int = 0


@dataclass(frozen=True, slots=True)
class CalledWith:
    """What is handed, as argument `index`, to the function that this very call's result holds at `at`
    (`useState`'s setter). A function handed in stands for what it returns, and where it `changes` its
    parameter, for what it leaves there."""

    at: FullPath
    index: int = 0
    changes: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A part of what this very call gives."""

    path: FullPath = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A part of the library object whose function is called (see `CallModel.members`)."""

    path: FullPath = ()


@dataclass(frozen=True, slots=True)
class Under:
    """A record that has `origin` at `at`, as far as is known."""

    at: FullPath
    origin: Arg | Returned | CalledWith | Result | Made


@dataclass(frozen=True, slots=True)
class Keyed:
    """Asked for a key and `before`: what argument `index` holds at `of`, that key, and `after`."""

    index: int
    of: FullPath = ()
    before: FullPath = ()
    after: FullPath = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """A part of what the program as a whole has one of: the objects that calls in sight made for `pool`."""

    pool: str
    path: FullPath = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the function in argument `index` hands to the `parameter`-th function that *it* is called
    with (`new Promise((resolve) => resolve(x))`)."""

    index: int
    parameter: int = 0


@dataclass(frozen=True, slots=True)
class Provided:
    """What is provided for the context object in argument `index` (React's `Provider`), or for the receiver
    where that is negative."""

    index: int = 0


@dataclass(frozen=True, slots=True)
class OwnMember:
    """A static member of the class whose instance is asked about; or what it returns, or what is provided for
    it, which is a context object."""

    name: str
    then: OneOf["", "returned", "provided"] = ""


@dataclass(frozen=True, slots=True)
class Undefined:
    """Nothing: where a function is handed it, the parameter's default holds."""


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
class FromMaker:
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
    | Left
    | CalledWith
    | Result
    | Made
    | Under
    | Keyed
    | Shared
    | Resolved
    | Provided
    | OwnMember
    | Undefined
    | Section
    | Listed
    | Reversed
    | Concatenated
    | Pieces
    | Sent
    | Entered
    | Next
    | FromMaker
    | HandedBack
    | UnlessHeld
    | OfExpression
    | AtPath
    | Picked
    | ProxyOf
    | Composed
)
