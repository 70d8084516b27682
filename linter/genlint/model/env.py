"""What a function knows at one point: which definitions its variables have, what befell its objects.

`Env` is a persistent map: to set a key makes a new one that shares the old. Keys are bindings, whose
values are tuples of `Def`, and roots (a `Def` that stands for the object it brought in), whose
values are chains of `Event`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import Literal as OneOf

from genlint.model.ir import Binding, Call, Function, Parameter, Value


class Marker:
    """A key that is no name: it matches more than one."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

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
    if stored is KEYS or asked is KEYS:
        return "yes" if stored is asked else "no"
    if isinstance(stored, Marker) or isinstance(asked, Marker):
        if isinstance(asked, Marker) and asked is not ANY and isinstance(stored, str):
            return "no"
        if stored in _ELEMENT_LIKE and isinstance(asked, str) and stored is not ANY:
            return "no"
        return "maybe"
    return "yes" if stored == asked and type(stored) is type(asked) else "no"


RECEIVER = -1
"""The role of an object on which a method is called."""


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
    guard: object = None
    """The conditions under which it was made (a `GuardLink` of the pass)."""

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
    sides: tuple[Event | None, ...] = ()


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
    ancestors: set[int] = set()
    env: Env | None = left
    while env is not None:
        ancestors.add(id(env))
        env = env.parent
    keys: dict[Any, None] = {}
    env = right
    while env is not None and id(env) not in ancestors:
        if env.key is not None:
            keys[env.key] = None
        env = env.parent
    meeting = env
    env = left
    while env is not None and env is not meeting:
        if env.key is not None:
            keys[env.key] = None
        env = env.parent
    return list(keys)
