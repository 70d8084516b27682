"""What is looked for in a file before its names are read."""

from __future__ import annotations

import pytest
from genlint_rules.literals import most_telling, needed, of_ids, of_slots

LISTS = {
    "media": ("image", "work of art"),
    "empty": (),
    "chats": ("chat id", "story id", "thread|chat? room id"),
    "switches": ("enabled", "should connect", "is on"),
}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("image stream", [{"image"}, {"stream"}]),
        ("use * image?", [{" use"}]),
        ("* sse", [{"sse "}]),
        ("* sse client|hook?", [{"sse ", "sseclient", "ssehook"}]),
        ("open sse *", [{"open"}, {" sse", "opensse"}]),
        ("* sse *", [{"sse"}]),
        ("{media}|video", [{"image", "work", "video"}]),
        ("{media} ws", [{"image", "work"}, {"ws "}]),
        ("{empty} video", [set(), {"video"}]),
        ("web socket|event source", [{" web"}, {"socket", "event"}, {"source"}]),
        ("*", []),
        ("a? b?", []),
    ],
)
def test_what_a_name_needs(pattern: str, expected: list[set[str]]) -> None:
    assert needed(pattern, LISTS) == expected


def test_ids_are_known_by_their_nouns() -> None:
    assert of_ids("chats", LISTS) == {"chat", "stor", "room"}
    assert of_ids("nothing", LISTS) == set()
    assert of_ids("chats", {"chats": ("id",)}) == {""}


def test_slots_are_known_by_their_longest_words() -> None:
    assert of_slots("switches", LISTS) == {"enabled", "connect", " is"}


def test_the_set_that_tells_the_most() -> None:
    assert most_telling([frozenset({"use"}), frozenset({"generation"}), frozenset({"a", "b"})]) == {
        "generation"
    }
    assert most_telling([]) == {""}
