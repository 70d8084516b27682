from __future__ import annotations

import pytest
from genlint.codes import Selection, is_code_prefix
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("select", "ignore", "code", "allowed"),
    [
        (None, (), "GEN101", True),
        (None, ("GEN1",), "GEN101", False),
        (None, ("GEN1",), "GEN201", True),
        (("GEN1",), (), "GEN201", False),
        (("GEN101",), ("GEN1",), "GEN101", True),
        (("GEN101",), ("GEN1",), "GEN102", False),
        (("GEN1",), ("GEN101",), "GEN101", False),
        (("GEN1",), ("GEN101",), "GEN102", True),
        (("GEN101",), ("GEN101",), "GEN101", False),
        (("GEN", "GEN101"), ("GEN1",), "GEN101", True),
        ((), (), "GEN101", False),
    ],
)
def test_longest_prefix_decides(select, ignore, code, allowed):
    assert Selection(select, ignore).allows(code) is allowed


prefixes = st.lists(
    st.sampled_from(["G", "GEN", "GEN1", "GEN10", "GEN101", "GEN2", "FAK", "FAK101"]), max_size=4
)


@given(prefixes, prefixes, st.sampled_from(["GEN101", "GEN102", "GEN201", "FAK101"]))
def test_selection_agrees_with_its_definition(select, ignore, code):
    """Stated the other way round: the prefix that decides is the longest of all, and ignore wins a tie."""
    votes = [(len(p), 1, False) for p in ignore if code.startswith(p)]
    votes += [(len(p), 0, True) for p in select if code.startswith(p)]
    expected = max(votes)[2] if votes else False
    assert Selection(select, ignore).allows(code) is expected
    assert Selection(reversed(select), [*ignore, *ignore]).allows(code) is expected


@pytest.mark.parametrize("text", ["GEN101", "GEN1", "GEN", "E", "ABC123"])
def test_code_prefixes(text):
    assert is_code_prefix(text)


@pytest.mark.parametrize("text", ["", "gen101", "GEN1O1", "GENE101", "GEN1011", "101", "GEN-1"])
def test_what_is_no_code(text):
    assert not is_code_prefix(text)
