"""What a rule writes fixes with: the interface to each language's writer.

A rule says what should stand in the code, in nodes of the flow model and in expressions of the language;
the writer knows commas, parentheses, indentation and the habits of the file. All that it makes are edits
of one file, in offsets of `ir.Module.source`. Whatever it can't write without guessing raises
`CannotWrite`, and the rule then shows its remedy as text.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from functools import lru_cache

from genlint.findings import Edit
from genlint.model.ir import (
    Binding,
    Call,
    Declare,
    Entry,
    Evaluate,
    Function,
    Module,
    Name,
    Node,
    Parameter,
    Record,
    Scope,
    Value,
)
from genlint.model.traverse import walk
from genlint.records import dataclass

Edits = tuple[Edit, ...]
"""Edits of one file that belong together: they don't overlap, and are sorted by place."""


class CannotWrite(Exception):
    """The change can't be made there by machine. The message says why, for a person."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written, as most of it has it."""

    indent: str
    """One level of indentation."""
    newline: str
    quote: str
    """`'` or `"`."""
    semicolons: bool
    """Whether statements end in `;`."""


class Writer(ABC):
    """Writes in one module.

    Arguments called `text`, `condition` or `value` are expressions of the language, on one line. They are
    put in parentheses where their new place needs it, and only there. Text that is no expression raises
    `CannotWrite` too: it may be the user's own, which the parser does not understand.
    """

    def __init__(self, module: Module) -> None:
        self.module = module

    # -- the words of the language

    @property
    @abstractmethod
    def style(self) -> Style:
        """How this file is written."""

    @abstractmethod
    def identifier(self, words: Iterable[str]) -> str:
        """A variable's name made of lower case words: `hasActive`, `has_active`."""

    @abstractmethod
    def string(self, text: str) -> str:
        """A string literal in the quotes of the file."""

    @abstractmethod
    def both(self, *conditions: str) -> str:
        """All of the conditions: `a && b`, `a and b`."""

    @abstractmethod
    def either(self, *alternatives: str) -> str:
        """The first alternative that holds: `a || b`, `a or b`."""

    @abstractmethod
    def fallback(self, value: str, default: str) -> str:
        """`value`, or where there is none, `default`: `a ?? b`, `a or b`."""

    @abstractmethod
    def negation(self, condition: str) -> str:
        """The opposite condition: `!a`, `not a`, `a !== b` for `a === b`, `a` for `!a`."""

    @abstractmethod
    def truthy(self, condition: str) -> str:
        """The condition as a boolean, where the language's habit is to convert: `!!(a && b)`."""

    # -- reading

    @abstractmethod
    def text_of(self, node: Node) -> str:
        """The code of a node, without parentheses around it."""

    def free_name(self, scope: Scope, *bases: str) -> str:
        """The first of `bases` that is free in `scope`, or the first of all with a number behind it.

        A name is free if code at or below `scope` neither reads nor declares it, and nothing that
        surrounds `scope` does.
        """
        taken = self._names_around(scope)
        for base in bases:
            if base not in taken:
                return base
        number = 2
        while (name := self._numbered(bases[0], number)) in taken:
            number += 1
        return name

    @abstractmethod
    def _numbered(self, base: str, number: int) -> str: ...

    def _names_around(self, scope: Scope) -> set[str]:
        taken: set[str] = set()
        outer: Scope | None = scope
        while outer is not None:
            taken.update(outer.bindings)
            outer = outer.parent
        for node in walk(self.module.body):
            name, place = _mentioned(node)
            while name and place is not None:
                if place is scope:
                    taken.add(name)
                    break
                place = place.parent
        return taken

    # -- values

    @abstractmethod
    def replace(self, value: Value, text: str) -> Edits:
        """`text` in the place of `value`, and of parentheses around it that are no longer needed.

        An object's `{ value }` becomes `{ value: text }`, a JSX attribute's `"value"` becomes `{text}`.
        """

    @abstractmethod
    def conjunct(self, value: Value, condition: str) -> Edits:
        """`value && condition`, laid out as the chain that is there. A literal `true` is replaced."""

    @abstractmethod
    def drop_argument(self, call: Call, index: int) -> Edits:
        """The call without its argument `call.arguments[index]` and the comments that belong to it.

        Where later arguments count by their position, it is replaced by `undefined` or `None`.
        """

    @abstractmethod
    def add_property(self, holder: Record | Call, name: str, value: str) -> Edits:
        """A last entry of an object, dict, JSX element, or a last keyword argument of a Python call."""

    @abstractmethod
    def drop_entry(self, record: Record, entry: Entry) -> Edits:
        """The object or dict without one of its entries and the comments that belong to it."""

    @abstractmethod
    def extend_dependencies(self, call: Call, names: Sequence[str]) -> Edits:
        """The dependency list of a memo, callback or effect with those `names` added that it lacks.

        No edits where the call has no list, or has all of them (`state` covers `state.isGenerating`).
        Raises `CannotWrite` for a list that is not written out in the call.
        """

    # -- statements

    @abstractmethod
    def declare_before(self, node: Node, name: str, value: str) -> Edits:
        """A constant `name` before the statement that `node` is in, in the same block.

        The expression body of an arrow function becomes a block that returns it.
        """

    @abstractmethod
    def guard_before(self, node: Node, condition: str) -> Edits:
        """A `return` unless `condition`, before the statement that `node` is in."""

    @abstractmethod
    def guard_body(self, function: Function, condition: str) -> Edits:
        """A `return` unless `condition`, at the head of the function's body."""

    @abstractmethod
    def wrap_in_if(self, node: Node, condition: str) -> Edits:
        """The statement that `node` is in, under an `if`. Not for declarations: others may use them."""

    @abstractmethod
    def remove_declaration(self, statement: Declare | Evaluate) -> Edits:
        """The variable of a `Declare`, or of an `Evaluate(Store)`, removed with its initialiser.

        Of several in one statement the others stay; else the whole statement goes, with its lines.
        """

    # -- edits

    def edit(self, start: int, end: int, text: str) -> Edit:
        """One edit of this module's file."""
        return Edit(self.module.path, start, end, text)


def combine(*parts: Edits) -> Edits:
    """One set of edits out of several that were each made for the same source.

    Equal edits count once; insertions at one place come in the order of the `parts`. Raises
    `CannotWrite` where two of them want to change the same text.
    """
    edits = list(dict.fromkeys(edit for part in parts for edit in part))
    edits.sort(key=lambda edit: (edit.path, edit.start, edit.end))
    result: list[Edit] = []
    for edit in edits:
        last = result[-1] if result and result[-1].path == edit.path else None
        if last is not None and edit.start < last.end:
            raise CannotWrite("two changes meet at one place")
        if last is not None and edit.start == last.end and last.start == last.end == edit.end:
            result[-1] = Edit(last.path, last.start, last.end, last.text + edit.text)
        else:
            result.append(edit)
    return tuple(result)


def writer_for(module: Module) -> Writer:
    """The writer of the module's language; the last few modules' writers are kept."""
    return _writer(_Key(module))


class _Key:
    """A module by its identity."""

    def __init__(self, module: Module) -> None:
        self.module = module

    def __hash__(self) -> int:
        return id(self.module)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.module is self.module


@lru_cache(maxsize=4)
def _writer(key: _Key) -> Writer:
    if key.module.language == "python":
        from genlint.frontends.python.writer import PythonWriter

        return PythonWriter(key.module)
    from genlint.frontends.typescript.writer import TypeScriptWriter

    return TypeScriptWriter(key.module)


def _mentioned(node: Node) -> tuple[str, Scope | None]:
    """The name that a node reads or declares, and the scope that it does so in."""
    binding: Binding
    match node:
        case Name():
            return node.text, node.scope
        case Declare() | Parameter():
            binding = node.binding
            return binding.name, binding.scope
        case _:
            return "", None
