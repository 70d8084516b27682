"""What a function knows at one point: which definitions its variables have, what befell its objects.

`Env` is a persistent map: to set a key makes a new one that shares the old. Keys are bindings, whose
values are tuples of `Def`, and roots (a `Def` that stands for the object it brought in), whose
values are chains of `Event`.
"""

from __future__ import annotations

from typing import Any
from typing import Literal as OneOf

from genlint.model.ir import Binding, Call, Function, Parameter, Store, Value
from genlint.records import dataclass

MAX_EXCLUDED = 12
"""How many overwritten keys of an object are told apart from the rest."""


class Marker:
    """A key that is no name: it matches more than one, all but those `without` which it was narrowed: keys;
    and tuples of definitions, for elements that were written as a variable with these."""

    __slots__ = ("_narrowed", "base", "text", "without")

    def __init__(
        self, text: str, base: Marker | None = None, without: frozenset[object] = frozenset()
    ) -> None:
        self.text = text
        self.base: Marker = base or self
        self.without = without
        self._narrowed: dict[frozenset[object], Marker] = {}

    def excluding(self, keys: frozenset[object]) -> Marker:
        """The marker that matches what this one does, but for `keys`; one object for the same keys."""
        keys = keys | self.without
        if not keys or len(keys) > MAX_EXCLUDED:
            return self
        base = self.base
        found = base._narrowed.get(keys)
        if found is None:
            found = base._narrowed[keys] = Marker(base.text, base, keys)
        return found

    def among_names(self) -> Marker:
        """The same without the positions that it excludes, for where positions have moved."""
        names = frozenset(key for key in self.without if not isinstance(key, int))
        return self if len(names) == len(self.without) else self.base.excluding(names)

    def __repr__(self) -> str:
        return self.text


ANY = Marker("[?]")
"""A key that isn't known."""
ELEMENT = Marker("[*]")
"""What iterating yields: the values of a sequence, set or generator; pairs of a `Map`."""
ITER = Marker("[iter]")
"""As `ELEMENT`, but a record yields its keys (Python)."""
KEYS = Marker("[keys]")
"""The keys of a record."""
APPENDED = Marker("[+]")
"""In an event: the place behind the last element."""

PathKey = str | int | Marker
FullPath = tuple[PathKey, ...]

_ELEMENT_LIKE = frozenset({ANY, ELEMENT, ITER})


def key_match(stored: PathKey, asked: PathKey) -> OneOf["yes", "maybe", "no"]:
    """Is what was stored under one key what is asked for under another?"""
    if isinstance(asked, Marker):
        if not isinstance(stored, Marker) and stored in asked.without:
            return "no"
        asked = asked.base
    if stored is KEYS or asked is KEYS:
        return "yes" if stored is asked else "no"
    if isinstance(stored, Marker) or isinstance(asked, Marker):
        if isinstance(asked, Marker) and asked is not ANY and isinstance(stored, str):
            return "no"
        if stored in _ELEMENT_LIKE and isinstance(asked, str) and stored is not ANY:
            return "no"
        return "maybe"
    return "yes" if stored == asked and type(stored) is type(asked) else "no"


def narrowed(stored: FullPath, asked: FullPath) -> FullPath:
    """What is still asked for when the part at `stored` surely was overwritten: a key that stands for many
    leaves that one out."""
    position = None
    for index, (ours, theirs) in enumerate(zip(stored, asked, strict=False)):
        if isinstance(theirs, Marker) and not isinstance(ours, Marker) and position is None:
            position = index
        elif ours != theirs:
            return asked
    if position is None or len(stored) > len(asked):
        return asked
    marker, key = asked[position], stored[position]
    assert isinstance(marker, Marker)
    assert not isinstance(key, Marker)
    return (*asked[:position], marker.excluding(frozenset((key,))), *asked[position + 1 :])


RECEIVER = -1
"""The role of an object on which a method is called."""


Phase = OneOf["", "enter", "leave"]
"""Which part of a generator function a call runs that a `with` is given: up to its `yield`, or from there."""


DefKind = OneOf["value", "parameter", "receiver", "entry", "undefined", "touched"]
"""How a variable got its value: assigned, handed in, held before the function began, declared without a
value, or perhaps assigned by a closure that a call ran."""


@dataclass(eq=False, slots=True)
class Def:
    """One way by which a variable got its value.

    `root` and `prefix` say which object it then holds: the one that `root` brought in, or a part of it.
    """

    kind: DefKind
    binding: Binding
    function: Function
    value: Value | None = None
    parameter: Parameter | None = None
    call: Call | None = None
    before: tuple[Def, ...] = ()
    """For "touched": the definitions before `call`, which may have run a closure that assigns it."""
    root: Def | None = None
    prefix: FullPath = ()
    phase: Phase = ""
    guard: object = None
    """The conditions under which it was made (a `GuardLink` of the pass)."""
    looped: bool = False
    """It is made in a loop, so that it may stand for several values."""
    narrows: tuple[Def, ...] = ()
    """The definitions before a condition that says which literal the variable equals."""

    def holds(self) -> Def:
        """The definition that brought in the object which this one holds."""
        return self.root or self


@dataclass(eq=False, slots=True)
class Event:
    """Something that befell an object; the events before it hang behind it.

    "store": `path` got `value`. "delete": `path` went. "touch": the object at `path` was handed to
    `call` in the given `role` (an argument's index, `RECEIVER`), under `within` of it, or as the captured
    variable `binding`. "join": control came from several sides.
    """

    kind: OneOf["store", "delete", "touch", "join"]
    path: FullPath = ()
    value: Value | None = None
    strong: bool = True
    call: Call | None = None
    role: int = 0
    within: FullPath = ()
    binding: Binding | None = None
    looped: bool = False
    """It may happen more than once to one object: in a loop in which that was not made."""
    root: Def | None = None
    before: Event | None = None
    store: Store | None = None
    """For "store": the assignment, where it is one to an object's part."""
    guard: object = None
    """The conditions under which it happens (a `GuardLink` of the pass)."""
    target: Value | None = None
    """The written path from the variable to the object, whose keys may be known in a caller's context."""
    sole: bool = False
    """It surely befalls the object, once its keys are known."""
    sides: tuple[Event | None, ...] = ()
    phase: Phase = ""


class Env:
    """A persistent map from bindings to definitions and from roots to events."""

    __slots__ = ("depth", "key", "parent", "table", "value")

    def __init__(self, parent: Env | None = None, key: Any = None, value: Any = None) -> None:
        self.parent = parent
        self.key = key
        self.value = value
        self.table: dict[Any, Any] | None = None
        self.depth: int = parent.depth + 1 if parent is not None else 0
        if self.depth % 48 == 0:
            self.table = self._flatten()

    def _flatten(self) -> dict[Any, Any]:
        pending = []
        env: Env | None = self
        table: dict[Any, Any] = {}
        while env is not None:
            if env.table is not None:
                table = dict(env.table)
                break
            pending.append(env)
            env = env.parent
        for env in reversed(pending):
            if env.key is not None:
                table[env.key] = env.value
        return table

    def get(self, key: Any) -> Any:
        """The value at `key`, or None."""
        env: Env | None = self
        while env is not None:
            if env.table is not None:
                return env.table.get(key)
            if env.key is key:
                return env.value
            env = env.parent
        return None

    def set(self, key: Any, value: Any) -> Env:
        """A map that has `value` at `key`, and all else as this one."""
        return Env(self, key, value)


def changed_keys(left: Env, right: Env) -> list[Any]:
    """The keys that were set on either side since the two parted, each once, in a fixed order."""
    ours: dict[Any, None] = {}
    theirs: dict[Any, None] = {}
    one: Env | None = left
    other: Env | None = right
    while one is not other:
        if other is None or (one is not None and one.depth >= other.depth):
            assert one is not None
            if one.key is not None:
                ours[one.key] = None
            one = one.parent
        else:
            if other.key is not None:
                theirs[other.key] = None
            other = other.parent
    return list({**theirs, **ours})
