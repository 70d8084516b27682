"""How calls of known libraries carry values: the words in which the front ends' tables speak.

A table says, for a called name, where its result comes from, what it does to its receiver or an
argument, and with what it calls the functions that it is handed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal as OneOf

from genlint.model.env import FullPath, Marker, PathKey
from genlint.records import dataclass, replace

EACH = Marker("[each]")
"""In the `of` of a function that is handed in: every key there; in what it is called with: that same key."""


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
    """`origin`, where the call has no argument at `index`; or none that holds a function at `of`."""

    index: int
    origin: Arg | Receiver | Returned | CalledWith | Made
    of: FullPath = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """What the function handed in as argument `index` (from the end where negative) returns, or the argument
    itself where it is none and `or_value`. `of`: the function is that part of the argument; `keyed`: it
    stands there under the first key that is asked for."""

    index: int
    path: FullPath = ()
    or_value: bool = False
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
    """The call calls the function in argument `index` (from the end where negative), or at `of` of it, with
    these arguments. Of an argument for which no origin is given nothing is known."""

    index: int
    parameters: tuple[tuple[Origin, ...], ...] = ()
    name: str | None = None
    of: FullPath = ()

    def at(self, key: PathKey) -> Calls:
        """These calls for the function that stands under `key`, where `EACH` is written."""
        parameters = tuple(tuple(_at_key(each, key) for each in origins) for origins in self.parameters)
        return replace(self, parameters=parameters, of=_keyed(self.of, key))


def _keyed(path: FullPath, key: PathKey) -> FullPath:
    return tuple(key if part is EACH else part for part in path)


def _at_key(origin: Origin, key: PathKey) -> Origin:
    match origin:
        case Under():
            inner = _at_key(origin.origin, key)
            assert isinstance(inner, (Arg, Returned, CalledWith, Result, Made))
            return Under(origin.at, inner)
        case CalledWith():
            return replace(origin, at=_keyed(origin.at, key))
        case Result() | Made():
            return replace(origin, path=_keyed(origin.path, key))
        case _:
            return origin


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
    raises: tuple[Gives, ...] = ()
    """What it throws (`next(it)` a `StopIteration`, whose value the generator has returned)."""
    ends: bool = False
    """It never returns (`sys.exit`): what stands behind a call of it doesn't run."""
    alternatives: bool = False
    """What it gives are alternatives, as those of a fallback are (`d.get(key, default)`)."""
    members: tuple[tuple[FullPath, CallModel], ...] = ()
    """The functions that the result holds: what a call of each does."""
    pool: tuple[str, Arg | None] | None = None
    """The result is what the program shares under that name (`Shared`), or where an argument gives a key,
    its part at that key."""
    curried: bool = False
    """Called without arguments it gives itself (`create<T>()(…)`)."""
    means: Arg | None = None
    """The call stands for a call of this function, with the arguments behind it."""
    instance: tuple[Gives, ...] = ()
    """It names a class: what the instances of classes that extend it hold, by the call that makes one."""

    def at(self, key: PathKey) -> CallModel:
        """What the member for `key` does, where `EACH` is written."""
        gives = tuple(replace(each, origin=_at_key(each.origin, key)) for each in self.gives)
        return replace(self, gives=gives, calls=tuple(each.at(key) for each in self.calls))


class Library:
    """Call models by the called name."""

    def __init__(self, models: Iterable[CallModel], copies: Mapping[str, str] | None = None) -> None:
        """`copies`: the functions and methods that make a new object, by name: a "shallow" copy, or a "deep"
        one."""
        self.copies: Mapping[str, str] = copies or {}
        self._models: dict[str, list[CallModel]] = {}
        for model in models:
            self._models.setdefault(model.name, []).append(model)

    def makers(self, pool: str) -> tuple[str, ...]:
        """The names of the functions that make what a program shares under the name of `pool`."""
        return tuple(
            name
            for name, models in self._models.items()
            if any(model.pool is not None and model.pool[0] == pool for model in models)
        )

    def changing(self) -> set[str]:
        """The names of the functions and methods that change an object that they are given."""
        return {name for name, models in self._models.items() if any(model.effects for model in models)}

    def ending(self) -> set[tuple[str | None, str]]:
        """The owners and names of the functions that never return."""
        return {(m.owner, m.name) for models in self._models.values() for m in models if m.ends}

    def find(self, name: str, owner: str | None, is_method: bool, is_plain: bool) -> CallModel | None:
        """The model for a call of `name`; `owner` is the last name of the object before the dot, or of the
        module that a name was imported from.

        `is_method`: it is called on an object. `is_plain`: it is no method of a value, but a function of a
        module, or a global one.
        """
        best: CallModel | None = None
        for model in self._models.get(name, ()):
            if model.owner == owner and (is_method or owner is not None):
                return model
            if best is None and ((model.owner is None and is_plain) or (model.owner == "." and is_method)):
                best = model
        return best


Libraries = Mapping[str, Library]
"""By the language of the module that calls."""
