"""How a place is written, and which expression it means."""

from __future__ import annotations

from pathlib import Path

import pytest
from genlint import frontends
from genlint.errors import UsageError
from genlint.model.positions import Positions
from genlint.tracing.place import Spot, parse

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("src/a.ts:3", Spot("src/a.ts", 3, None)),
        ("src/a.ts:3:7", Spot("src/a.ts", 3, 7)),
        ("src/a.ts:3:7:", Spot("src/a.ts", 3, 7)),
        ("src/a.ts:3:", Spot("src/a.ts", 3, None)),
        ("a:b.ts:3:4", Spot("a:b.ts", 3, 4)),
        ("a:b.ts:3", Spot("a:b.ts", 3, None)),
        ("a:1:b.ts:3:4", Spot("a:1:b.ts", 3, 4)),
        ("C:/src/a.ts:3:4", Spot("C:/src/a.ts", 3, 4)),
        ("a b\n.ts:3:4", Spot("a b\n.ts", 3, 4)),
    ],
)
def test_places(text, spot):
    assert parse(text) == spot


def test_a_file_whose_name_ends_in_a_number(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert parse("a.py:3:4") == Spot("a.py", 3, 4)
    (tmp_path / "a.py:3").write_text("")
    assert parse("a.py:3:4") == Spot("a.py:3", 4, None)
    (tmp_path / "a.py").write_text("")
    assert parse("a.py:3:4") == Spot("a.py", 3, 4)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "was expected, not ''"),
        ("a.ts", "was expected, not 'a.ts'"),
        ("a.ts:x", "was expected"),
        (":3", "was expected"),
        ("a.ts:-3", "was expected"),
        ("a.ts:²", "was expected"),
        ("a.ts:12345678901234567890", "was expected"),
        ("a.ts:0", "count from 1"),
        ("a.ts:1:0", "count from 1"),
    ],
)
def test_what_is_no_place(text, said):
    with pytest.raises(UsageError, match=said.replace("(", r"\(")):
        parse(text)


def code_at(source, marker="¦", name="a.tsx"):
    """The code of the expression that is meant where the marker stands in `source`."""
    offset = len(source[: source.index(marker)].encode())
    module = frontends.lower(name, source.replace(marker, "").encode())
    value = Positions(module).at(offset)
    return None if value is None else module.source[slice(*value.span)].decode()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("f(¦chat.id);", "chat.id"),
        ("f(c¦hat.id);", "chat"),
        ("f(chat.¦id);", "chat.id"),
        ("f(¦a ?? b);", "a ?? b"),
        ("f(a ?? ¦b);", "b"),
        ("¦use(a);", "use(a)"),
        ("u¦se(a);", "use(a)"),
        ("api.u¦se(a);", "api.use(a)"),
        ("¦new EventSource(url);", "new EventSource(url)"),
        ("const va¦lue = a ?? b;", "a ?? b"),
        ("va¦lue = a ?? b;", "a ?? b"),
        ("f({ fi¦leId: a ?? b });", "a ?? b"),
        ("f({ ¦fileId });", "fileId"),
        ("f({ f¦ileId });", "fileId"),
        ("const { a: { ¦b = 1 } } = f(x);", "b = 1"),
        ("<E projec¦tId={chatId} />;", "chatId"),
        ("<E projectId={¦chatId} />;", "chatId"),
        ("<¦E projectId={chatId} />;", "<E projectId={chatId} />"),
        ("const f = (¦x) => g(x);", "x"),
        ("`file.${¦x}`;", "x"),
        ("`fi¦le.${x}`;", "`file.${x}`"),
        ("f(!¦x);", "x"),
        ("f(¦!x);", "!x"),
        ("f(ä, ¦chatId);", "chatId"),
        ("¦const a = 1;", None),
        ("f(a);¦\n", None),
        ("function f(x) {¦ g(x); }", None),
    ],
)
def test_the_expression_at_a_column(source, code):
    assert code_at(source) == code


def test_keywords_of_python():
    assert code_at("f(file_¦id=chat_id or x)", name="a.py") == "chat_id or x"
    assert code_at("f(file_id=¦chat_id or x)", name="a.py") == "chat_id or x"
    assert code_at("class A:\n    def f(self, ¦x): g(x)", name="a.py") == "x"


def codes_on(source, line, name="a.tsx"):
    """The code of the expressions that are worth asking for on a line."""
    module = frontends.lower(name, source.encode())
    lines = source.encode().split(b"\n")
    start = sum(len(each) + 1 for each in lines[: line - 1])
    values = Positions(module).between(start, start + len(lines[line - 1]))
    return [module.source[slice(*value.span)].decode() for value in values]


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("const x = f(a, b.c, 1, 'y', () => 2, true);", ["a", "b.c", "true"]),
        ("f({ a: b, c, d: { e: g } });", ["b", "c", "g"]),
        ("if (a && b) f(c);", ["a && b", "c"]),
        ("const x = a ? b : c;", ["a"]),
        ("const x = a ?? b;", ["a ?? b"]),
        ("a.b = c;", ["c"]),
        ("g = () => { return a };", ["a"]),
        ("a.b.c;", ["a.b.c"]),
        ("f(g(a));", ["g(a)", "a"]),
        ("<E a={b} {...c}>{d}</E>;", ["b", "c", "d"]),
        ("// nothing", []),
        ("", []),
    ],
)
def test_the_expressions_on_a_line(source, codes):
    assert codes_on(f"// before\n{source}\n// behind\n", 2) == codes


def test_the_nearest_expression():
    module = frontends.lower("a.ts", b"f(a);\n\n\n\ng(b);\n")
    positions = Positions(module)
    assert [positions.nearest(offset).span for offset in (6, 8)] == [(0, 4), (9, 13)]
    assert Positions(frontends.lower("a.ts", b"")).nearest(0) is None


def test_no_place_in_the_fixtures_is_an_error():
    for path in sorted((ROOT / "fixtures/precision").iterdir()):
        module = frontends.lower(str(path), path.read_bytes())
        positions = Positions(module)
        for offset in range(0, len(module.source), 7):
            value = positions.at(offset)
            assert value is None or value.span[0] < value.span[1]
