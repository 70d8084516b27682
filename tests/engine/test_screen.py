from __future__ import annotations

import os

import pytest
from genlint import screen
from genlint.engine import Engine
from genlint.screen import Unread, Vanished, machine_made, read
from genlint.sieve import Sieve
from hypothesis import given, settings
from hypothesis import strategies as st

BOTH = (frozenset({b"chat", b"chatid"}), frozenset({b"file", b"project"}))
ONE = (frozenset({b"tracking"}),)


@pytest.mark.parametrize(
    ("data", "passes"),
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
def test_what_passes(data, passes):
    assert Sieve((BOTH, ONE)).passes(data) is passes


def test_a_combination_that_asks_for_more_changes_nothing():
    sieve = Sieve((BOTH, (*BOTH, *ONE), ONE))
    for data in (b"chat file", b"tracking", b"chat tracking", b"chat", b""):
        assert sieve.passes(data) is Sieve((BOTH, ONE)).passes(data)


def test_a_screen_of_nothing_drops_everything_but_our_comments():
    assert not Sieve(()).passes(b"chat")
    assert Sieve(((),)).passes(b"anything")


@pytest.mark.parametrize(
    ("data", "passes"),
    [
        (b"sse", True),
        (b"image_SSE(x)", True),
        (b"image.sse", True),
        (b"assert x", False),
        (b"sse_client", False),
        (b"sse\xc3\xa9", True),
    ],
)
def test_a_space_is_the_border_of_an_identifier(data, passes):
    assert Sieve(((frozenset({b"sse "}),),)).passes(data) is passes


def test_parted_words_are_one():
    sieve = Sieve(((frozenset({b"chatid"}),),))
    assert sieve.passes(b"CHAT_ID")
    assert sieve.passes(b"chat$Id")
    assert not sieve.passes(b"chat.id")


def test_functions_are_asked_last_and_once():
    asked = []

    def is_long(data):
        asked.append(data)
        return len(data) > 10

    sieve = Sieve(((frozenset({b"chat"}), is_long), (frozenset({b"file"}), is_long)))
    assert not sieve.passes(b"none of it here")
    assert asked == []
    assert not sieve.passes(b"chat file")
    assert asked == [b"chat file"]
    assert sieve.passes(b"chat or no file")


LITERALS = st.sampled_from([b"chat", b"chatid", b"sse", b"sse ", b" use", b"generation", b"generator", b""])
SETS = st.frozensets(LITERALS, min_size=1, max_size=3)
TEXTS = st.lists(
    st.sampled_from(["chat", "Id", "sse", "use", "generation", "Generator", "assert", " ", ".", "_"]),
    max_size=6,
)


@settings(deadline=None)
@given(
    st.lists(st.lists(SETS, max_size=3).map(tuple), max_size=6),
    st.lists(TEXTS, min_size=1, max_size=5),
    st.lists(TEXTS, min_size=1, max_size=5),
)
def test_what_was_arranged_answers_as_before(combinations, texts, samples):
    sieve = Sieve(tuple(combinations))
    files = ["".join(words).encode() for words in texts]
    plain = [Sieve(tuple(combinations)).passes(data) for data in files]
    for number in range(sieve.SAMPLES):
        sieve.passes("".join(samples[number % len(samples)]).encode() + b" " * number)
    assert sieve.is_arranged
    assert [sieve.passes(data) for data in files] == plain


@pytest.mark.parametrize(
    ("name", "data", "made"),
    [
        ("a.js", b"x" * 6000, "minified"),
        ("a.mjs", b"/* licence */\n" + b"x" * 6000, "minified"),
        ("a.ts", b"x" * 6000, None),
        ("a.js", b"x" * 4000, None),
        ("a.js", b"const a = 1;\n" * 1000 + b"x" * 6000, None),
        ("a.js", b"const a = 1;\n//# sourceMappingURL=a.js.map\n", "compiled"),
        ("a.ts", b"const a = 1;\n//# sourceMappingURL=a.js.map\n", None),
        ("a.js", b"//# sourceMappingURL=a.js.map\n" + b"const a = 1;\n" * 100, None),
        ("a.cjs", b"const a = 1;\n" * 30_000, "a bundle, by its size"),
        ("a.tsx", b"const a = 1;\n" * 30_000, None),
    ],
)
def test_machine_made(name, data, made):
    assert machine_made(name, data) == made


def test_reading(tmp_path, monkeypatch):
    path = tmp_path / "a.py"
    path.write_bytes(b"x" * 100_000)
    assert read(str(path), follow=False) == b"x" * 100_000
    (tmp_path / "empty.py").touch()
    assert read(str(tmp_path / "empty.py"), follow=True) == b""
    with pytest.raises(Vanished):
        read(str(tmp_path / "none.py"), follow=True)
    monkeypatch.setattr(screen, "MAX_READ", 99_999)
    with pytest.raises(Unread, match="100,000 bytes, more than the 99,999 that are read") as caught:
        read(str(path), follow=True)
    assert caught.value.problem


def test_links_folders_and_pipes(tmp_path):
    (tmp_path / "a.py").write_bytes(b"x")
    (tmp_path / "link.py").symlink_to("a.py")
    (tmp_path / "broken.py").symlink_to("none.py")
    (tmp_path / "loop.py").symlink_to("loop.py")
    (tmp_path / "folder.tsx").mkdir()
    os.mkfifo(tmp_path / "pipe.py")
    assert read(str(tmp_path / "link.py"), follow=True) == b"x"
    for name, follow, reason, problem in [
        ("link.py", False, "symbolic link", False),
        ("broken.py", False, "symbolic link", False),
        ("broken.py", True, "broken symbolic link", True),
        ("folder.tsx", False, "directory", False),
        ("pipe.py", False, "not a regular file", False),
    ]:
        with pytest.raises(Unread) as caught:
            read(str(tmp_path / name), follow=follow)
        assert (caught.value.reason, caught.value.problem) == (reason, problem), name
    with pytest.raises(Unread, match="symbolic link"):
        read(str(tmp_path / "loop.py"), follow=True)


@pytest.mark.parametrize("own", ["a", "b"])
def test_where_imports_lead_is_told_in_the_words_of_each_folder(tree, own):
    page = 'import { useThing } from "../lib";\nexport const A = (chatId: string) => useThing(chatId);\n'
    root = tree(
        {
            "a/page.tsx": page,
            "b/page.tsx": page,
            "lib.ts": "export const useThing = (target: string) => useAcmeMaker(target);\n",
            f"{own}/genlint.toml": 'extend-generation-hooks = ["useAcmeMaker"]\n',
        }
    )
    result = Engine(cwd=str(root)).check_paths(["."], jobs=1)
    assert [(result.display(item.location.path), item.code) for item in result.findings] == [
        (f"{own}/page.tsx", "GEN101")
    ]
