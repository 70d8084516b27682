"""The screen asks for less than the rules do: what they report, it lets pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from genlint import frontends, rule
from genlint.expressions import ExpressionSet
from genlint.findings import Finding
from genlint.frontends.libraries import LIBRARIES
from genlint.loader import Loader
from genlint.model.program import Program
from genlint.rule import Context, Words
from genlint.sieve import Sieve
from genlint_rules import RULES, WORDS, feeds_screen, screen, slots_screen
from genlint_rules.lexical import ACTS, identifier, whole
from genlint_rules.words import Patterns, split
from hypothesis import given, settings
from hypothesis import strategies as st
from pattern_names import STYLES, words_of

ROOT = Path(__file__).parents[2]
SUFFIXES = {".py", ".ts", ".tsx", ".js", ".jsx"}
FIXTURES = sorted(path for path in (ROOT / "fixtures").rglob("*") if path.suffix in SUFFIXES)


class Screen:
    """One screen, ready to be asked."""

    def __init__(self, made: Callable[[Words], rule.Screen], words: Words = WORDS) -> None:
        self._sieve = Sieve({"screen": made(words)})

    def passes(self, data: bytes) -> bool:
        return self._sieve.passes("screen", data)


WHOLE, SLOTS, FEEDS = map(Screen, (screen, slots_screen, feeds_screen))

CALLS = st.sampled_from(
    [(key, pattern) for key in ("generation-hooks", "tracking-calls") for pattern in WORDS[key]]
)
CONNECTIONS = st.sampled_from(WORDS["generation-connections"])
CHANNEL_CALLS = st.sampled_from([*WORDS["connections"], *WORDS["openings"]])
CHAT_IDS = st.sampled_from(WORDS["chat-ids"])
STYLE = st.sampled_from(STYLES)
FILLER = st.lists(
    st.sampled_from(
        [
            "import os from 'node:os'",
            "const total = items.length; // how much there is",
            'raise ValueError("nothing")',
            "<div className='a b'>text</div>",
            "# what the function is for, and what it is not for",
            "\u00e9t\u00e9 = 'na\u00efve'",
            "x = {'a': 1, \"b\": [2, 3]}",
        ]
    ),
    max_size=4,
).map("\n".join)


def _judged(path: Path) -> tuple[list[Finding], Loader]:
    loader = Loader()
    module = frontends.lower(str(path), path.read_bytes())
    context = Context(Program(loader, LIBRARIES), module, WORDS, False)
    return [finding for rule in RULES.rules for finding in rule.check(context)], loader


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_finding_of_a_fixture_is_dropped(path: Path) -> None:
    data = path.read_bytes()
    if WHOLE.passes(data):
        return
    found, loader = _judged(path)
    if not found:
        return
    # What it hands on ends in a slot of a file that it imports, by whatever way.
    imported = [Path(each).read_bytes() for each in loader.resolver.reachable(str(path))]
    assert FEEDS.passes(data), found[0].message
    assert any(map(SLOTS.passes, imported)), found[0].message


def test_some_fixtures_are_screened() -> None:
    assert 10 < sum(not WHOLE.passes(path.read_bytes()) for path in FIXTURES) < len(FIXTURES) / 2


@given(st.data(), CALLS, CHAT_IDS, STYLE, STYLE, FILLER, FILLER)
@settings(deadline=None, max_examples=400)
def test_a_call_and_a_chat_id_pass(data, call, chat, style, id_style, before, after) -> None:
    key, pattern = call
    name = style(data.draw(words_of(pattern, WORDS)))
    if key == "generation-hooks" and split(name)[:1] != ("use",):
        name = name[:1].upper() + name[1:]
    chat_id = id_style(data.draw(words_of(chat, WORDS)))
    if not Patterns((pattern,), WORDS).match(split(name)):
        return  # two words that the style made one, and that are others
    text = f"{before}\n{name}({chat_id})\n{after}".encode()
    assert SLOTS.passes(text)
    assert FEEDS.passes(text)
    assert WHOLE.passes(text)


TOGETHER = [
    "x = {owner}.{name}(chatId, id)",
    "x = {owner}?.{name}<string>(\n  chatId)",
    'x = {owner}["{name}"](chatId)',
    "with {owner}().{name}(chat_id) as events: pass",
    "<{owner}.{name} chatId={{id}} />",
]
PARTED = st.sampled_from(
    [
        *TOGETHER,
        "const {{ {name} }} = {owner};\n{name}(chatId)",
        "const {{\n  a, // the first of\n  {name},\n}} = {owner};\n{name}(chatId)",
        "const api = {owner}; api.{name}(chatId)",
        'import {{ {name} as open }} from "../lib/{owner}";\nopen(chatId)',
        "from lib.{owner} import {name}\n{name}(chatId)",
        "from {owner} import (\n    a,  # comment\n    {name},\n)\n{name}(chatId)",
        "def run({name}): return {name}(chatId)\nrun(**{owner})",
        "return {owner}(a, b)\n  .{name}(chatId)",
    ]
)


@given(st.data(), CONNECTIONS, PARTED, STYLE, STYLE, FILLER)
@settings(deadline=None, max_examples=400)
def test_a_name_parted_over_two_passes(data, pattern, code, style, owner_style, before) -> None:
    words = data.draw(words_of(pattern, WORDS))
    at = data.draw(st.integers(0, len(words) - 1))
    owner, name = owner_style(words[:at] or ["api"]), style(words[at:])
    exact = Patterns((pattern,), WORDS)
    if code not in TOGETHER and set(split(owner)) <= ACTS:
        return  # nothing is named by an act alone
    if exact.match((*split(owner), *split(name))) or exact.match(split(name)):
        assert WHOLE.passes(f"{before}\n{code.format(owner=owner, name=name)}".encode())


TEXTS = st.sampled_from(
    [
        "`{word}.${{id}}`",
        "`/api/{word}/${{id}}/events`",
        '"/events/{word}/" + id',
        'f"{{BASE}}/sse/{word}/{{id}}"',
        '"{word}:%s" % id',
        '"https://host/{word}-events/{{}}".format(id)',
        "`\n  /events\n  /{word}/\n  ${{id}}`",
    ]
)


@given(st.data(), CHANNEL_CALLS, TEXTS, st.sampled_from(WORDS["generation-channels"]), STYLE, FILLER)
@settings(deadline=None, max_examples=400)
def test_a_connection_with_a_channel_passes(data, pattern, text, channel, style, before) -> None:
    name = style(data.draw(words_of(pattern, WORDS)))
    word = "".join(data.draw(words_of(channel, WORDS)))
    if Patterns((pattern,), WORDS).match(split(name)):
        code = f"{before}\nnew {name}({text.format(word=word)})".encode()
        assert WHOLE.passes(code)
        assert SLOTS.passes(code)


@given(
    st.data(),
    st.sampled_from(WORDS["generation-ids"]),
    st.sampled_from(WORDS["switch-slots"]),
    st.sampled_from([*WORDS["handler-slots"], *WORDS["handler-maps"]]),
    STYLE,
    st.sampled_from(
        ['{{ "{0}": a, "{1}": b, "{2}": c }}', "{{ {0}, {1}, {2} }}", "dict({0}=a, {1}=b, {2}=c)"]
    ),
)
@settings(deadline=None, max_examples=400)
def test_a_record_of_a_connection_passes(data, identity, switch, handlers, style, code) -> None:
    drawn = [data.draw(words_of(pattern, WORDS)) for pattern in (identity, switch, handlers)]
    keys = [style(words) for words in drawn]
    if all(
        Patterns((pattern,), WORDS).match(split(key))
        for pattern, key in zip((identity, switch, handlers), keys, strict=True)
    ):
        assert WHOLE.passes(code.format(*keys).encode())


@given(st.data(), st.sampled_from([(key, pattern) for key in WORDS for pattern in WORDS[key]]), STYLE)
@settings(deadline=None, max_examples=400)
def test_expressions_find_the_names_of_their_patterns(data, entry, style) -> None:
    _, pattern = entry
    name = style(data.draw(words_of(pattern, WORDS)))
    if Patterns((pattern,), WORDS).match(split(name)):
        for made in (identifier, whole):
            assert ExpressionSet((made(pattern, WORDS),)).found(f"x = {name}(y)".encode()) == [0]


@pytest.mark.parametrize(
    "text",
    [
        "export const add = (a, b) => a + b;",
        "def chat(chat_id): return send(chat_id)",
        "const { data } = useQuery({ enabled: !!chatId });",
        "import os\nprint(os.environ)",
        "# how to use the event source of a web socket stream\ndef image(file): return file.chat_id",
        "def draw(image): return assert_image(image.file, chat_id)",
        "const socket = new WebSocket(url);",
    ],
)
def test_other_files_are_stopped(text: str) -> None:
    assert not WHOLE.passes(text.encode())


@pytest.mark.parametrize(
    ("text", "feeds"),
    [
        ("open(chatId)", True),
        ("open(chats[0].uuid)", True),
        ("const { id } = chatData", True),
        ("open(params['conversation_id'])", True),
        ("open(projectId)", False),
        ("wechat(orderId)", False),
    ],
)
def test_what_feeds(text: str, feeds: bool) -> None:
    assert FEEDS.passes(text.encode()) is feeds


def test_slots_need_no_chat_id() -> None:
    hook = b"export const open = (id) => useImageGeneration(id)"
    assert SLOTS.passes(hook)
    assert WHOLE.passes(hook)
    assert not FEEDS.passes(hook)


def test_the_users_words_are_known() -> None:
    words = {**WORDS, "generation-hooks": ("use painter",), "chat-ids": ("story id",)}
    assert Screen(screen, words).passes(b"usePainter(storyId)")
    assert Screen(screen, words).passes(b"usePainter(stories[0].id)")
    assert not WHOLE.passes(b"usePainter(storyId)")
    for code in (b"open(storyId)", b"open(story.id)", b"open(stories[0].id)"):
        assert Screen(feeds_screen, words).passes(code)
        assert not FEEDS.passes(code)


def test_words_in_other_alphabets_are_known() -> None:
    words = {**WORDS, "generation-connections": ("\u0440\u0438\u0441\u0443\u043d\u043e\u043a sse",)}
    assert Screen(screen, words).passes("\u0420\u0438\u0441\u0443\u043d\u043e\u043aSse(id)".encode())


def test_a_pattern_that_matches_anything_lets_anything_pass() -> None:
    assert Screen(screen, {**WORDS, "generation-connections": ("*",)}).passes(b"x")


@pytest.mark.parametrize("pattern", ["", "use {nothing}", "?"])
def test_malformed_patterns_are_told(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        screen({**WORDS, "generation-hooks": (pattern,)})
