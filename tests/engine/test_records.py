"""Records do what the standard library's data classes do, and expressions what `re` does, later."""

from __future__ import annotations

import ast
import dataclasses
import pickle
import re
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import pytest
from genlint import lazy, records
from genlint.lazy import lazy_regex


@records.dataclass(frozen=True, slots=True, order=True)
class Place:
    path: str
    start: int = 0
    parts: list[int] = records.field(default_factory=list)
    kind: ClassVar[str] = "place"


@records.dataclass(eq=False, slots=True, repr=False)
class Node:
    span: int

    def __repr__(self) -> str:
        return f"<{self.span}>"


@records.dataclass(eq=False, slots=True, repr=False)
class Name(Node):
    text: str = ""


@records.dataclass
class Open:
    items: list[int]
    size: int = records.field(init=False)

    def __post_init__(self) -> None:
        self.size = len(self.items)


def both(**options: Any) -> list[type]:
    """The same class, made by each of the modules."""
    made = []
    for module in (records, dataclasses):

        class Pair:
            first: int
            second: str = "x"

        Pair.__annotations__ = {"first": "int", "second": "str"}
        made.append(module.dataclass(**options)(Pair))
    return made


@pytest.mark.parametrize("slots", [False, True])
@pytest.mark.parametrize("options", [{}, {"frozen": True}, {"eq": False}, {"frozen": True, "order": True}])
def test_as_the_standard_library(options: dict[str, bool], slots: bool) -> None:
    ours, theirs = both(**options, slots=slots)
    for cls in (ours, theirs):
        one, same, other = cls(1), cls(1, second="x"), cls(first=2, second="a")
        assert (one.first, one.second, other.first, other.second) == (1, "x", 2, "a")
        assert (one == same) is options.get("eq", True)
        assert one != other
        assert hasattr(one, "__dict__") is not slots
        assert cls.__match_args__ == ("first", "second")
        if options.get("frozen"):
            assert len({one, same, other}) == 2
        if options.get("order"):
            assert sorted([other, one]) == [one, other]
            assert one <= same < other
        with pytest.raises(TypeError):
            cls()
        with pytest.raises(TypeError):
            cls(1, "x", 3)
    assert (ours.__hash__ is None) is (theirs.__hash__ is None)
    assert repr(ours(3)) == repr(theirs(3))


def test_defaults_are_made_anew() -> None:
    one, two = Place("a"), Place("a")
    one.parts.append(1)
    assert (one.parts, two.parts, Place.kind) == ([1], [], "place")
    assert pickle.loads(pickle.dumps(one)) == one
    assert records.replace(one, start=4) == Place("a", 4, [1])


def test_inherited_attributes_come_first() -> None:
    name = Name(1, "x")
    assert (name.span, name.text, repr(name), Name.__match_args__) == (1, "x", "<1>", ("span", "text"))
    assert not hasattr(name, "__dict__")
    assert len({name, Name(1, "x")}) == 2


def test_what_no_argument_sets() -> None:
    assert Open([1, 2]).size == 2
    assert records.replace(Open([1, 2]), items=[]).size == 0


def test_an_expression_is_compiled_when_it_is_asked() -> None:
    expression = lazy_regex(r"(?i)(a+)(b)?")
    assert "_made" not in vars(expression)
    assert expression.sub("-", "xAAx") == "x-x"
    found = pickle.loads(pickle.dumps(expression)).fullmatch("aab")
    assert found is not None
    assert found.groups() == ("aa", "b")
    with pytest.raises(re.error):
        lazy_regex("(").search("")
    with pytest.raises(AttributeError):
        _ = expression.none  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("module", "imported"),
    [(records, {"__future__", "dataclasses", "operator"}), (lazy, {"__future__", "re"})],
)
def test_what_all_may_import_imports_nothing_of_ours(module: ModuleType, imported: set[str]) -> None:
    assert module.__file__ is not None
    nodes = list(ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))))
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    found |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert found == imported
