"""What a file must hold to pass."""

from __future__ import annotations

import builtins

import pytest
from genlint.expressions import ExpressionSet, Near, positions
from genlint.sieve import Sieve
from hypothesis import given, settings
from hypothesis import strategies as st

BOTH = ("chat(?:_?id)?", "file|project")
ONE = ("tracking",)


def passes(screen, data):
    return Sieve({"screen": screen}).passes("screen", data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"chatId projectId", True),
        (b"CHAT and File", True),
        (b"chatId", False),
        (b"project", False),
        (b"startTracking()", True),
        (b"", False),
        (b"# genlint: ignore", True),
        (b"# GENLINT:ignore", True),
        (b"from genlint import x", False),
        (b"x = 1  # noqa: E501, GEN101", True),
        (b"x = 1  # noqa", False),
        (b"x = 1  # noqa: E501", False),
        (b"x = 1  # noqa\ny = gen1", False),
    ],
)
def test_what_passes(data, expected):
    assert passes((BOTH, ONE), data) is expected


def test_a_screen_of_nothing_drops_everything_but_our_comments():
    assert not passes((), b"chat")
    assert passes(((),), b"anything")


def test_each_screen_has_an_answer_of_its_own():
    sieve = Sieve({"a": (ONE,), "b": (BOTH,), "none": ()})
    data = b"chat of a file"
    assert [sieve.passes(name, data) for name in ("a", "b", "none")] == [False, True, False]
    assert [sieve.passes(name, b"tracking") for name in ("a", "b", "none")] == [True, False, False]


@pytest.mark.parametrize(("between", "expected"), [(b" ", True), (b" " * 8, False)])
def test_what_must_be_near(between, expected):
    screen = (("one", Near("one", "two", 10)),)
    assert passes(screen, b"one" + between + b"  two" + b" " * 20) is expected


def test_either_may_stand_first():
    screen = (("one", Near("one", "two", 10)),)
    assert passes(screen, b"two" + b" " * 40 + b"two one")


def test_large_screens_take_several_passes():
    screen = tuple((f"(?:{chr(97 + number)}{'x?' * 3000})y",) for number in range(9))
    sieve = Sieve({"screen": screen})
    assert sieve.passes("screen", b"... exxy")
    assert not sieve.passes("screen", b"... jxxy")


EXPRESSIONS = st.lists(
    st.sampled_from(
        [
            "chat",
            "(?-i:C)hat",
            "(?:^|[^a-z])sse",
            r"use[\w$\x80-\xff]*sse[_$]*(?:$|[^\w$])",
            "web[_$-]*socket",
            r"[\x80-\xff]+s",
            r"[^\x00-\xff]",
            r"a[ \t\r\n\f]*\.[ \t\r\n\f]*b",
            "",
        ]
    ),
    min_size=1,
    max_size=4,
)
TEXTS = st.lists(
    st.sampled_from(
        ["chat", "CHAT", "sse", "asse", "use", "web", "_", "$", ".", "\n", " ", "\v", "a", "b", "é"]
    ),
    max_size=8,
).map("".join)


@settings(deadline=None)
@given(EXPRESSIONS, TEXTS)
def test_both_engines_answer_alike(expressions, text):
    data = text.encode()
    fast = sorted(ExpressionSet(expressions).found(data)), [positions(each, data) for each in expressions]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builtins, "__import__", _without_re2)
        slow = ExpressionSet(expressions).found(data), [positions(each, data) for each in expressions]
    assert fast == slow


_import = builtins.__import__


def _without_re2(name, *arguments, **keywords):
    if name == "re2":
        raise ImportError(name)
    return _import(name, *arguments, **keywords)


@pytest.mark.parametrize("engine", ["re2", "re"])
def test_what_cannot_be_read(engine, monkeypatch):
    if engine == "re":
        monkeypatch.setattr(builtins, "__import__", _without_re2)
    with pytest.raises(ValueError, match=r"missing \)|failed to add"):
        ExpressionSet(["(?:a"]).found(b"a")
