from __future__ import annotations

import re

import pytest
from genlint.source import BYTE_ORDER_MARK, SourceText
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("data", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("ab", 2, (1, 3)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\r\nb", 2, (1, 2)),
        ("a\rb", 2, (2, 1)),
        ("a\n", 2, (2, 1)),
        ("日本x", 6, (1, 3)),
        ("😀x", 4, (1, 2)),
        ("é = 1", 1, (1, 1)),
        ("a\n\nb", 2, (2, 1)),
        ("ab", 99, (1, 3)),
        ("a\x0cb\u2028c", 6, (1, 5)),
    ],
)
def test_position(data, offset, place):
    assert SourceText(data.encode()).position(offset) == place


def test_byte_order_mark_is_no_column():
    text = SourceText(BYTE_ORDER_MARK + b"ab\nc")
    assert text.position(3) == (1, 1)
    assert text.position(0) == (1, 1)
    assert text.position(4) == (1, 2)
    assert text.position(6) == (2, 1)
    assert text.line_text(1) == "ab"


texts = st.text(alphabet=st.sampled_from("ab \t\n\r日é😀\u0301"), max_size=60)


@given(texts, st.data())
def test_offsets_and_positions_are_inverse(text, data):
    """Against a reference that splits the characters, not the bytes."""
    source = SourceText(text.encode())
    index = data.draw(st.integers(0, len(text)))
    before = re.split(r"\r\n|\r|\n", text[:index])
    if text[:index].endswith("\r") and text[index : index + 1] == "\n":
        before.pop()  # between the two halves of a line's end
        expected = len(before), len(before[-1]) + 1
    else:
        expected = len(before), len(before[-1]) + 1
        assert source.offset(*expected) == len(text[:index].encode())
    assert source.position(len(text[:index].encode())) == expected


@given(texts)
def test_lines_make_the_text(text):
    source = SourceText(text.encode())
    lines = [source.line_text(number) for number in range(1, source.line_count + 1)]
    assert lines == re.split(r"\r\n|\r|\n", text)


@pytest.mark.parametrize("place", [(0, 1), (3, 1), (1, 0)])
def test_no_such_place(place):
    with pytest.raises(ValueError, match="no place"):
        SourceText(b"a\nb").offset(*place)
