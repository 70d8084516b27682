"""The families of callees: they are what the lists themselves say of a name, parts and all."""

from __future__ import annotations

import pytest
from genlint_rules.families import ALL, CONNECTIONS, HOOKS, LISTS, REACTIONS, TRACKING
from genlint_rules.lexicon import lexicon_of
from genlint_rules.vocabulary import WORDS
from hypothesis import given, settings
from hypothesis import strategies as st

LEXICON = lexicon_of(WORDS)

NAMES = [
    ("useImageGeneration", HOOKS),
    ("imageGeneration.startTracking", TRACKING),
    ("useVideoSSE", CONNECTIONS),
    ("video.sse", CONNECTIONS),
    ("websockets.connect", CONNECTIONS),
    ("useEffect", REACTIONS),
    ("_.subscribe", CONNECTIONS),
    ("hub._.subscribe", CONNECTIONS),
    ("chats.find", 0),
    ("_", 0),
    ("", 0),
]


@pytest.mark.parametrize(("name", "families"), NAMES)
def test_families_of_names(name: str, families: int) -> None:
    assert LEXICON.families.of(tuple(name.split("."))) == families


WORD = st.sampled_from(
    ["", "_", "[]", "()", "chat", "get", "client", "use", "image", "sse", "stream", "open"]
)


@st.composite
def parts(draw: st.DrawFn) -> str:
    first, *others = draw(st.lists(WORD, min_size=1, max_size=4))
    return first + "".join(word.title() for word in others)


@settings(deadline=None)
@given(st.lists(parts(), max_size=4).map(tuple))
def test_families_are_what_the_lists_say(name: tuple[str, ...]) -> None:
    said = 0
    for key, family in LISTS.items():
        said |= family if LEXICON.is_call(key, name) else 0
    assert LEXICON.families.of(name) == said
    assert said & ~ALL == 0
