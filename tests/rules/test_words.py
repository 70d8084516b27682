"""Names as words, and patterns over them."""

from __future__ import annotations

import pytest
from genlint_rules.words import Patterns, singular, split
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("chatId", "chat id"),
        ("chat_id", "chat id"),
        ("CHAT_ID", "chat id"),
        ("chat-id", "chat id"),
        ("ChatId", "chat id"),
        ("chatID", "chat id"),
        ("chatIDs", "chat ids"),
        ("_chatId", "chat id"),
        ("$chatId", "chat id"),
        ("#chatId", "chat id"),
        ("chat__id", "chat id"),
        ("getChatId()", "get chat id"),
        ("useVideoSSE", "use video sse"),
        ("SSEClient", "sse client"),
        ("HTTPServer", "http server"),
        ("EventSource", "event source"),
        ("WebSocket", "web socket"),
        ("websocket", "websocket"),
        ("chatId2", "chat id 2"),
        ("file2image", "file 2 image"),
        ("ws_connect", "ws connect"),
        ("in_progress", "in progress"),
        ("IN-PROGRESS", "in progress"),
        ("x", "x"),
        ("_", ""),
        ("", ""),
        ("größeId", "größe id"),
    ],
)
def test_split(name: str, words: str) -> None:
    assert split(name) == tuple(words.split())


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("ids", "id"),
        ("images", "image"),
        ("entries", "entry"),
        ("status", "status"),
        ("class", "class"),
        ("is", "is"),
        ("s", "s"),
        ("chat", "chat"),
        ("analysis", "analysis"),
    ],
)
def test_singular(word: str, one: str) -> None:
    assert singular(word) == one


LISTS = {"media": ("image", "art work"), "loop": ("{loop}",), "none": ()}


@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("chat id", "chatId", True),
        ("chat id", "chatid", True),
        ("chat id", "chatIdle", False),
        ("chat id", "purchatId", False),
        ("chat id", "myChatId", False),
        ("* chat id", "myChatId", True),
        ("* chat id", "chatId", True),
        ("* chat id", "purchatId", False),
        ("chat id *", "chatIdOfMine", True),
        ("chat id *", "chatIdle", False),
        ("web socket", "WebSocket", True),
        ("web socket", "websocket", True),
        ("a|b c", "bC", True),
        ("a|b c", "cC", False),
        ("a|b? c", "c", True),
        ("use * {media} x", "useImageX", True),
        ("use * {media} x", "useOldImagesX", True),
        ("use * {media} x", "useArtWorkX", True),
        ("use * {media} x", "useArtworkX", True),
        ("use * {media} x", "useSocialmediaX", False),
        ("{media}|job x", "jobX", True),
        ("{media}|job x", "imageX", True),
        ("{none} x", "x", False),
        ("x.y", "xY", True),
    ],
)
def test_patterns(pattern: str, name: str, matches: bool) -> None:
    assert Patterns([pattern], LISTS).match(split(name)) is matches


@pytest.mark.parametrize("pattern", ["", "  ", "a||b", "{nothing}", "{loop}", "a|?", "(", "{media"])
def test_malformed_patterns_are_said(pattern: str) -> None:
    if pattern == "{media":  # a brace that opens no reference is punctuation, as any other
        assert Patterns([pattern], LISTS).match(("media",))
        return
    with pytest.raises(ValueError, match=r"pattern|list|empty"):
        Patterns([pattern], LISTS)


def test_no_patterns_match_nothing() -> None:
    assert not Patterns([], {}).match(())


@given(st.text(max_size=40))
def test_split_loses_no_letter(name: str) -> None:
    words = split(name)
    assert all(word and word == word.lower() for word in words)
    letters = [c for c in name if c.isascii() and c.isalnum()]
    assert len([c for word in words for c in word if c.isascii() and c.isalnum()]) >= len(letters)


@given(st.lists(st.from_regex(r"[a-z]{2,6}", fullmatch=True), min_size=1, max_size=4))
def test_a_name_matches_its_own_words_in_every_style(words: list[str]) -> None:
    pattern = Patterns([" ".join(words)], {})
    camel = words[0] + "".join(word.capitalize() for word in words[1:])
    for name in (camel, "_".join(words), "-".join(words), "_".join(words).upper(), "".join(words)):
        assert pattern.match(split(name)), name
