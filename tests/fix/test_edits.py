"""Edits of a text: which can be made together, and that making them at once equals making them in turn."""

from __future__ import annotations

import pytest
from genlint.findings import Edit
from genlint.fix.edits import Origins, Pass, apply_edits, meet
from genlint.writer import CannotWrite, combine
from hypothesis import given
from hypothesis import strategies as st


def edit(start, end, text):
    return Edit("a.ts", start, end, text)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], "abcdef"),
        ([edit(1, 2, "X")], "aXcdef"),
        ([edit(3, 3, "X"), edit(1, 2, "Y")], "aYcXdef"),
        ([edit(1, 2, "X"), edit(1, 2, "X")], "aXcdef"),
        ([edit(1, 2, "X"), edit(2, 3, "Y")], "aXYdef"),
        ([edit(1, 1, "X"), edit(1, 3, "")], "aXdef"),
        ([edit(6, 6, "é")], "abcdefé"),
    ],
)
def test_apply(edits, expected):
    assert apply_edits(b"abcdef", edits).decode() == expected


@pytest.mark.parametrize(
    "edits",
    [
        [edit(1, 3, "X"), edit(2, 4, "Y")],
        [edit(1, 3, "X"), edit(2, 2, "Y")],
        [edit(1, 1, "X"), edit(1, 1, "Y")],
        [edit(5, 7, "X")],
        [edit(-1, 2, "X")],
        [edit(3, 2, "X")],
    ],
)
def test_apply_refuses(edits):
    with pytest.raises(ValueError, match="byte"):
        apply_edits(b"abcdef", edits)


def test_combine():
    first = (edit(1, 1, "("), edit(4, 4, ") && c"))
    second = (edit(4, 4, ", on: b"), edit(0, 0, "x"), edit(1, 1, "("))
    assert combine(first, second) == (edit(0, 0, "x"), edit(1, 1, "("), edit(4, 4, ") && c, on: b"))
    assert combine((edit(1, 2, ""),), (edit(1, 2, ""),)) == (edit(1, 2, ""),)
    with pytest.raises(CannotWrite):
        combine((edit(1, 3, ""),), (edit(2, 4, ""),))


@pytest.mark.parametrize(
    ("groups", "taken"),
    [
        ([[edit(1, 2, "X")], [edit(3, 4, "Y")]], [True, True]),
        ([[edit(1, 2, "X")], [edit(1, 2, "X"), edit(5, 5, "Y")]], [True, True]),
        ([[edit(1, 3, "X")], [edit(2, 2, "Y")]], [True, False]),
        ([[edit(1, 3, "X")], [edit(3, 3, "Y")]], [True, False]),
        ([[edit(1, 1, "X")], [edit(1, 1, "Y")]], [True, False]),
        ([[edit(1, 1, "X"), edit(1, 2, "Z")], [edit(2, 3, "Y")]], [True, True]),
        ([[edit(1, 3, "X")], [edit(4, 4, "Z"), edit(2, 3, "Y")], [edit(4, 4, "W")]], [True, False, True]),
        ([[edit(0, 0, "let a;\n")], [edit(4, 4, "let a;\n")], [edit(0, 0, "let a;\n")]], [True, False, True]),
        ([[edit(0, 0, "\n")], [edit(4, 4, "\n")]], [True, True]),
    ],
)
def test_what_fits_into_a_pass(groups, taken):
    step = Pass()
    assert [step.add(group) for group in groups] == taken
    apply_edits(b"abcdef", step.edits)


TEXT = st.text("abc\né", max_size=3)
EDITS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 4), TEXT).map(
        lambda e: edit(e[0], min(e[0] + e[1], 12), e[2])
    ),
    max_size=8,
)


@given(EDITS)
def test_at_once_equals_in_turn(edits):
    """Whatever a pass takes can be made one after the other, from the end to the start or otherwise."""
    step = Pass()
    for each in edits:
        step.add([each])
    source = b"0123456789xy"
    expected = apply_edits(source, step.edits)
    backwards = source
    for each in reversed(step.edits):
        backwards = apply_edits(backwards, [each])
    assert backwards == expected
    forwards, shift = source, 0
    for each in step.edits:
        forwards = apply_edits(forwards, [edit(each.start + shift, each.end + shift, each.text)])
        shift += len(each.text.encode()) - (each.end - each.start)
    assert forwards == expected


@given(EDITS)
def test_all_is_made_in_the_end(edits):
    """What waits finds its turn when what it met is gone, and each pass makes something."""
    waiting = [[each] for each in dict.fromkeys(edits)]
    passes = 0
    while waiting:
        step = Pass()
        rest = [group for group in waiting if not step.add(group)]
        assert len(rest) < len(waiting)
        waiting = rest
        passes += 1
    assert passes <= max(len(edits), 1)


@given(EDITS)
def test_what_meets_does_not_share_a_pass(edits):
    step = Pass()
    for each in edits:
        step.add([each])
    for index, each in enumerate(step.edits):
        assert not any(meet(each, other) for other in step.edits[:index])


@given(EDITS)
def test_places_are_found_again(edits):
    """A byte that no edit touched comes from where it stood."""
    step = Pass()
    for each in edits:
        step.add([each])
    source = b"0123456789xy"
    result = apply_edits(source, step.edits)
    origins = Origins(step.edits)
    for offset in range(len(result)):
        letter = result[offset : offset + 1]
        start, end = origins.before(offset)
        if letter in source:
            assert (start, end) == (source.index(letter),) * 2
        else:
            assert any((each.start, each.end) == (start, end) for each in step.edits)
