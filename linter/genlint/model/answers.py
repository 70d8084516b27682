"""What the model answers with, and what it is handed: steps, flows, guards, verdicts, shapes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import Literal as OneOf
from typing import Protocol

from genlint.model.ir import Call, Class, Function, Module, Node, Record, Value
from genlint.records import dataclass, field

Key = str | int
Path = tuple[Key, ...]
"""Which part of a value is meant: `("user", "id")` of `v` is `v.user.id`; integers are positions."""


class Loader(Protocol):
    """How a program gets at its files."""

    def load(self, path: str) -> Module | None:
        """The lowered module at an absolute path; None where it can't be had. Memoised."""

    def resolve(self, module: Module, specifier: str) -> str | None:
        """The absolute path of the file that an import in `module` means; None outside the tree."""

    def importers(self, module: Module) -> Iterable[str]:
        """Paths of files in the tree that may import `module`, in a fixed order."""

    def mentioning(self, module: Module, words: Collection[str]) -> Iterable[str]:
        """Paths of files that `module` imports, and these in turn, in whose text one of `words` stands."""

    def related(self, module: Module) -> Iterable[str]:
        """Paths of the files that `module` imports, and these in turn, which may hold what rules ask for."""


class StepKind(Enum):
    """What happens to a value at one step of its way."""

    USE = "use"  # the value that was asked about
    READ = "read"  # a variable or a property is read
    ASSIGNED = "assigned"  # a variable, property or element is given the value
    CHOICE = "choice"  # one alternative of `a || b`, `a ?? b`, `c ? a : b`, a default
    TEXT = "text"  # it becomes a part of a text
    CARRIED = "carried"  # a call that hands its argument on: `String(x)`, `useMemo(() => x)`
    RETURNED = "returned"  # a function returns it
    PARAMETER = "parameter"  # a parameter holds it
    PASSED = "passed"  # the argument of a call that the walk had entered
    SELF = "self"  # the object on which the callers call this method (within the model)
    ARGUMENT = "argument"  # a caller hands it in
    RESULT = "result"  # a call whose function is out of sight made it
    LITERAL = "literal"


@dataclass(frozen=True, eq=False, slots=True)
class Step:
    """One step of a flow. `name` is what the program calls the value there, as dotted parts.

    An element of `chats` is `("chats", "[]")`, or `("chats", "0")` where its position is known.
    `chat.id` is `("chat", "id")`, whether written so, destructured, or read from `c` in a function
    that was called with `chat`; the result of `getChatId()` is `("getChatId()",)`, of `api.chats.get(x)`
    `("api", "chats", "get()")`, and its `.id` `("get()", "id")` likewise; a literal has no name.
    """

    module: Module
    node: Node
    kind: StepKind
    name: tuple[str, ...]
    whole: Node | None = None
    """For a `CHOICE`, whose `node` is the alternative that was taken: the `Logical`, `Choice`, `Default` or
    `Parameter` that had it."""


@dataclass(frozen=True, eq=False, slots=True)
class Flow:
    """One way by which a value can come to be: `steps[0]` is the use, `steps[-1]` the origin."""

    steps: tuple[Step, ...]
    complete: bool = True
    """False where a bound cut the walk short."""

    @property
    def origin(self) -> Step:
        """The last step that could be seen."""
        return self.steps[-1]

    def choices(self) -> tuple[Step, ...]:
        """The fallbacks and conditionals on the way, nearest to the use first."""
        return tuple(step for step in self.steps if step.kind is StepKind.CHOICE)


@dataclass(frozen=True, eq=False, slots=True)
class Callee:
    """A function or class in sight that a call may reach."""

    module: Module
    target: Function | Class


@dataclass(frozen=True, eq=False, slots=True)
class Target:
    """A call that a value reaches: as its argument (`index` or `keyword`), under `path` of it."""

    module: Module
    call: Call
    index: int
    path: Path


@dataclass(frozen=True, eq=False, slots=True)
class Guard:
    """A condition that is known to be `holds` (true or false) wherever control reaches some node."""

    module: Module
    condition: Value
    holds: bool


class Judge(Protocol):
    """The domain's part in `implies`: which atoms say that the thing asked about is the case."""

    def state(self, name: tuple[str, ...]) -> bool | None:
        """True: the state holds where `name` is true; False: where it is false; None: says nothing."""

    def status(self, name: tuple[str, ...], operator: OneOf["eq", "ne"], values: tuple[object, ...]) -> bool:
        """Does `name == one of values` (or `!=` all of them) say that the state holds?"""

    def member(
        self, name: tuple[str, ...], container: tuple[str, ...], operator: OneOf["in", "not in"]
    ) -> bool:
        """Does `name in container` say so, where only the container's name is known?"""


@dataclass(frozen=True, eq=False, slots=True)
class Atom:
    """A part of a condition that could not be taken apart further."""

    module: Module
    node: Value
    name: tuple[str, ...]
    holds: bool
    """Whether the condition's truth needs the atom to be true, or false."""


@dataclass(frozen=True, eq=False, slots=True)
class Verdict:
    """The answer of `implies`. `atoms` are those that decide it: where it holds, the ones that say so;
    where it doesn't, those of the alternative that doesn't say so."""

    holds: bool
    atoms: tuple[Atom, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    """A part of a condition that is known to be `holds` (true or false): a comparison, a call, a name."""

    module: Module
    node: Value
    holds: bool


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the alternatives holds, each with all its facts."""

    alternatives: tuple[Known, ...]


Known = tuple["Fact | AnyOf", ...]
"""What is known together."""


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """A record (or constructed object) that a value may be. `open`: it may have other keys, too.

    `values` has for each key the value that was given for it, where one stands in sight.
    """

    module: Module
    node: Record | Call
    keys: frozenset[str]
    open: bool
    values: Mapping[str, Value] = field(default_factory=dict)
