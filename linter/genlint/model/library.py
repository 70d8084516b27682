"""How calls of known libraries carry values: the words in which the front ends' tables speak (with those for
where a value comes from, `library_words`).

A table says, for a called name, where its result comes from, what it does to its receiver or an
argument, and with what it calls the functions that it is handed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal as OneOf
from typing import get_args

from genlint.model.env import FullPath, Marker, PathKey
from genlint.model.library_words import Arg, CalledWith, Made, Origin, Result, Returned, Under
from genlint.records import dataclass, replace

EACH = Marker("[each]")
"""In the `of` of a function that is handed in: every key there; in what it is called with: that same key."""


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
    """The call calls the function in argument `index` (from the end where negative; or keyword `name`), or at
    `of` of it, with these arguments, with the entries of `keywords`, and on `receiver`. Of an argument for
    which no origin is given nothing is known."""

    index: int
    parameters: tuple[tuple[Origin, ...], ...] = ()
    name: str | None = None
    of: FullPath = ()
    keywords: Origin | None = None
    receiver: Origin | None = None

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
class Moves:
    """The call moves the elements of a sequence (the receiver, or argument `target`) to other positions.

    "append" and "front": the arguments come in at an end; "extend": the elements of argument 0 do. "last",
    "first": that element goes. "remove": the one at the position in argument 0 goes (the last, without one).
    "insert": argument 1 comes in at that position. "splice": JavaScript's. "reverse". "shuffle": their order
    isn't known any more. "unknown": nor is how many there are.
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
    binds: OneOf["", "call", "apply", "bind", "partial", "partialmethod"] = ""
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

    moves: Moves | None = None


Trait = OneOf["later", "shaping", "taking", "resizing", "empty", "sequence", "expression", "path", "remote"]
"""What a function is known for by its name alone.

"later": it runs what it is handed some time after it has returned. "shaping": it changes what a function or
a prototype has. "taking": it takes an element out, by its value; "resizing": it moves elements. "empty": it
makes a sequence of no elements without arguments, "sequence" one in which positions count, "expression" a
regular expression, "path" what `/` joins, "remote" an object whose messages don't come from calls in sight.
"""


@dataclass(frozen=True, eq=False, slots=True)
class Contents:
    """What the tables of a library have, told without making them: that takes a while, and few are asked.

    Names are texts with blanks between them.
    """

    tables: Mapping[str, str]
    """For which names each table has models, in the order in which the tables are asked."""
    changing: str
    """The functions and methods that change an object that they are given."""
    ending: str
    """The functions that never return, behind their owner and a dot, where they have one."""


class Library:
    """Call models by the called name, from tables that are made when a name leads to them."""

    def __init__(
        self,
        contents: Contents,
        models: Callable[[str], Iterable[CallModel]],
        copies: Mapping[str, str] | None = None,
        traits: Mapping[Trait, frozenset[str]] | None = None,
    ) -> None:
        """`models` gives what a table has, by its name. `copies`: the functions and methods that make a new
        object, by name: a "shallow" copy, or a "deep" one. `traits`: the names that are known for one."""
        self.contents = contents
        self.copies: Mapping[str, str] = copies or {}
        self.traits: Mapping[Trait, frozenset[str]] = traits or {}
        self._table = models
        self._tables: dict[str, dict[str, list[CallModel]]] = {}
        self._places: dict[str, list[str]] = {}
        self._models: dict[str, list[CallModel]] = {}

    def _named(self) -> dict[str, list[str]]:
        """All names, each with the tables that have models for it."""
        if not self._places:
            for table, names in self.contents.tables.items():
                for each in names.split():
                    self._places.setdefault(each, []).append(table)
        return self._places

    def _models_of(self, name: str) -> list[CallModel]:
        """All models for `name`."""
        found = self._models.get(name)
        if found is None:
            tables = [self._made(table) for table in self._named().get(name, ())]
            found = self._models[name] = [model for table in tables for model in table.get(name, ())]
        return found

    def _made(self, table: str) -> dict[str, list[CallModel]]:
        """The models of a table by name."""
        found = self._tables.get(table)
        if found is None:
            found = self._tables[table] = {}
            for model in self._table(table):
                found.setdefault(model.name, []).append(model)
        return found

    def makers(self, pool: str) -> tuple[str, ...]:
        """The names of the functions that make what a program shares under the name of `pool`."""
        return tuple(
            name
            for name in self._named()
            if any(model.pool is not None and model.pool[0] == pool for model in self._models_of(name))
        )

    def changing(self) -> set[str]:
        """The names of the functions and methods that change an object that they are given."""
        return set(self.contents.changing.split())

    def ending(self) -> set[tuple[str | None, str]]:
        """The owners and names of the functions that never return."""
        parts = (each.rpartition(".") for each in self.contents.ending.split())
        return {(owner or None, name) for owner, _, name in parts}

    def find(
        self, name: str, owner: str | None, is_method: bool, is_plain: bool, certain: bool = False
    ) -> CallModel | None:
        """The model for a call of `name`; `owner` is the last name of the object before the dot, or of the
        module that a name was imported from.

        `is_method`: it is called on an object. `is_plain`: it may be no method of a value, but a function of
        a module, or a global one; `certain` where that is sure.
        """
        best: CallModel | None = None
        for model in self._models_of(name):
            if owner is not None and model.owner == owner:
                return model
            fits = (model.owner is None and is_plain) or (model.owner == "." and is_method)
            if fits and (best is None or (certain and model.owner is None and best.owner == ".")):
                best = model
        return best


Libraries = Mapping[str, Library]
"""By the language of the module that calls."""


def traits_of(libraries: Libraries) -> dict[Trait, frozenset[str]]:
    """The names that are known for each trait, in any language."""
    return {
        trait: frozenset().union(*(library.traits.get(trait, ()) for library in libraries.values()))
        for trait in get_args(Trait)
    }
