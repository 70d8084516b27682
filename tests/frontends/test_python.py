"""The Python front end: what each construct lowers to, and that nothing makes it fail."""

from __future__ import annotations

import ast
import asyncio
import email
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
import python_broken
import python_classes
import python_expressions
import python_patterns
import python_records
import python_scopes
import python_statements
from dump import dump_body, normal
from genlint.frontends import lower
from genlint.frontends.python import lower_python
from genlint.model import ir
from genlint.model.traverse import walk
from python_sample import SAMPLE

TABLES = (python_expressions, python_statements, python_classes, python_records, python_patterns)
CASES = [case for table in TABLES for case in table.CASES]


def lowered(source: str | bytes) -> ir.Module:
    """The module of some source that is sound."""
    module = lower_python("sample.py", source if isinstance(source, bytes) else source.encode())
    assert module.problems == []
    return module


def dumped(source: str, bindings: bool = False) -> str:
    return normal(dump_body(lowered(textwrap.dedent(source)).body.body, bindings))


def texts(module: ir.Module, kind: type[ir.Node]) -> list[str]:
    """The source of each node of a kind, in the order of the source."""
    spans = sorted({node.span for node in walk(module.body) if type(node) is kind})
    return [module.source[start:end].decode() for start, end in spans]


# -- constructs


@pytest.mark.parametrize(
    ("source", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_construct(source: str, expected: str) -> None:
    assert dumped(source) == normal(expected)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="`except*`")
def test_exception_groups() -> None:
    caught = "(or (caught) (record (exceptions (array (caught)))))"
    expected = f"(try (body (do a)) (catch (declare e {caught}) (do c)))"
    assert dumped("try: a\nexcept* B as e: c") == expected


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters")
def test_types_are_no_uses() -> None:
    source = "type A = B[f()]\ndef f[T: g()](a: T) -> T: return a\nclass C[T]: pass"
    assert dumped(source) == "(declare f (function f (a) (return a))) (declare C (class C ()))"


@pytest.mark.skipif(sys.version_info < (3, 14), reason="template strings")
def test_template_strings() -> None:
    assert dumped('x = t"a{b}"') == '(do (store x (template "a" b)))'


def test_annotations_are_no_uses() -> None:
    source = "def f(a: g(), *b: 'h()', c: i() = 1) -> j(): x: k()\ny: l() = 2\n"
    assert not texts(lowered(source), ir.Call)


def test_shared_values_are_one_node() -> None:
    module = lowered("a, b = c = f()\na, b = b, a\n")
    assert len([node for node in walk(module.body) if isinstance(node, ir.Call)]) == 1
    assert len([node for node in walk(module.body) if isinstance(node, ir.Sequence)]) == 1


# -- scopes


@pytest.mark.parametrize(("source", "name", "binding"), python_scopes.CASES)
def test_scope(source: str, name: str, binding: str) -> None:
    module = lowered(source + "\n")
    reads = [n for n in walk(module.body) if isinstance(n, ir.Name) and n.text == name]
    stored = {id(n.target) for n in walk(module.body) if isinstance(n, ir.Store)}
    reads = [read for read in reads if id(read) not in stored]
    assert reads
    for read in reads:
        found = read.scope.lookup(name)
        assert found is not None
        assert source[found.span[0] :].startswith(binding.rstrip("\n"))
        assert module.source[slice(*found.span)].decode() == name


@pytest.mark.parametrize(
    "source", ["a", "[a for a in b]; a", "def f(): a = 1\na", "class C: a = 1\na", "def f(a): pass\na"]
)
def test_unknown_names(source: str) -> None:
    last = lowered(source).body.body[-1]
    assert isinstance(last, ir.Evaluate)
    assert isinstance(last.value, ir.Name)
    assert last.value.scope.lookup("a") is None


def test_functions_know_their_surroundings() -> None:
    module = lowered("class C:\n    def m(self):\n        return [lambda: self for a in b]\n")
    functions = {f.kind: f for f in walk(module.body) if isinstance(f, ir.Function)}
    method = functions["method"]
    assert method.receiver is method.parameters[0].binding
    assert method.cls is not None
    assert method.cls.name == "C"
    assert functions["comprehension"].parent is method
    assert functions["arrow"].parent is functions["comprehension"]
    assert all(function.scope.function is function for function in functions.values())


@pytest.mark.parametrize(
    ("decorator", "receiver", "static"),
    [("", "a", False), ("@staticmethod", None, True), ("@classmethod", "a", True), ("@other", "a", False)],
)
def test_receivers(decorator: str, receiver: str | None, static: bool) -> None:
    module = lowered(f"class C:\n    {decorator}\n    def m(a, b): pass\n")
    (method,) = [f for f in walk(module.body) if isinstance(f, ir.Function) and f.kind == "method"]
    assert (method.receiver.name if method.receiver else None, method.static) == (receiver, static)


# -- places


def test_spans() -> None:
    module = lowered(
        'é = ü.a(1).b(  # c\n  k = "é" , *x)[2]\r\nöö = f"é{a.b!r}{ c }"\rz = (f) (1)\n\fw = q()\n'
    )
    assert texts(module, ir.Call) == ["ü.a(1)", 'ü.a(1).b(  # c\n  k = "é" , *x)', "(f) (1)", "q()"]
    assert texts(module, ir.Name) == ["é", "ü", "x", "öö", "a", "c", "z", "f", "w", "q"]
    assert texts(module, ir.Argument) == ["1", 'k = "é"', "*x", "1"]
    assert texts(module, ir.Index) == ['ü.a(1).b(  # c\n  k = "é" , *x)[2]']
    calls = [node for node in walk(module.body) if isinstance(node, ir.Call)]
    opened = {module.source[slice(*call.arguments_span)].decode() for call in calls if call.arguments_span}
    assert opened == {"(1)", '(  # c\n  k = "é" , *x)', "()"}
    keys = [node.key_span for node in walk(module.body) if isinstance(node, ir.Attribute)]
    assert sorted(module.source[slice(*key)] for key in keys) == [b"a", b"b", b"b"]


def test_spans_behind_other_parentheses() -> None:
    module = lowered("x = ((f)  # (\n  )(a)\n")
    (call,) = [node for node in walk(module.body) if isinstance(node, ir.Call)]
    assert call.arguments_span is not None
    assert module.source[slice(*call.arguments_span)] == b"(a)"


def test_spans_of_definitions() -> None:
    module = lowered(
        "@d(1)\nasync  def f(a: int = 1, *, b): pass\n@e\nclass  K (B): pass\nd = {'k': 1, ** {}}\n"
    )
    named = [n for n in walk(module.body) if isinstance(n, (ir.Function, ir.Class)) and n.name_span]
    assert {module.source[slice(*n.name_span)] for n in named if n.name_span} == {b"f", b"K"}
    assert texts(module, ir.Class) == ["class  K (B): pass"]
    assert texts(module, ir.Parameter) == ["a: int = 1", "b"]
    assert texts(module, ir.Entry) == ["'k': 1", "** {}"]
    declared = [n for n in walk(module.body) if isinstance(n, ir.Declare)]
    assert [module.source[slice(*n.binding.span)] for n in declared] == [b"f", b"K"]


def test_normalised_identifiers() -> None:
    module = lowered("a.\ufb01le = 1\n")  # the ligature fi: Python reads it as the two letters
    (attribute,) = [node for node in walk(module.body) if isinstance(node, ir.Attribute)]
    assert attribute.key == "file"
    assert module.source[slice(*attribute.key_span)].decode() == "\ufb01le"


def test_statements_are_headers() -> None:
    source = textwrap.dedent(
        """\
        @d(
            1)
        def f(
            a,
        ):  # why
            # on the body
            @e
            def g(): return 1
        if a: b()
        elif (c or
              d):

            pass
        else:
            x = (1,
                 2)
        try:
            y
        except E as e:
            z
        match q:
            case 1:
                w
        """
    )
    module = lowered(source)
    assert [module.source[slice(*span)].decode() for span in module.statements] == [
        "def f(\n    a,\n):  # why",
        "d(\n    1)",
        "def g():",
        "e",
        "return 1",
        "if a:",
        "b()",
        "elif (c or\n      d):",
        "pass",
        "x = (1,\n         2)",
        "try:",
        "y",
        "except E as e:",
        "z",
        "match q:",
        "1:",
        "w",
    ]


# -- bytes


@pytest.mark.parametrize(
    "source",
    [
        b"\xef\xbb\xbfx = '\xc3\xa9' + f()\n",
        b"# coding: latin-1\nx = '\xe9' + f()\n",
        b"#!/bin/sh\n# vim: set fileencoding=cp1252 :\r\nx = '\xe9' + f()\r\n",
        b"\xef\xbb\xbf# coding: utf-8\rx = '\xc3\xa9' + f()",
    ],
)
def test_encodings(source: bytes) -> None:
    module = lowered(source)
    assert texts(module, ir.Store) == ["x = 'é' + f()"]
    assert not module.source.startswith(b"\xef\xbb\xbf")
    assert texts(module, ir.Call) == ["f()"]


def test_undecodable_bytes() -> None:
    for source in (b"x = '\xe9'\n", b"# coding: ascii\nx = '\xe9'\n", b"# coding: nonsense\nx = '\xe9'\n"):
        with pytest.raises(UnicodeDecodeError):
            lower_python("a.py", source)


@pytest.mark.parametrize("name", ["nonsense", "rot13"])
def test_unknown_encoding(name: str) -> None:
    module = lower_python("a.py", f"# coding: {name}\nf()\n".encode())
    assert len(module.problems) == 1
    assert texts(module, ir.Call) == ["f()"]


def test_a_tree_that_is_given() -> None:
    source = "# coding: latin-1\nx = 'é' + f()\n"
    module = lower_python("a.py", b"\xef\xbb\xbf" + source.encode(), ast.parse(source))
    assert texts(module, ir.Call) == ["f()"]
    assert module.source == source.encode()


def test_entry_point() -> None:
    module = lower("a/b.pyi", b"f()")
    assert (module.language, module.path) == ("python", "a/b.pyi")


# -- a module's face, and comments


@pytest.mark.parametrize(
    ("source", "public"),
    [
        ("a = 1", None),
        ("__all__ = ['a', 'b']", ("a", "b")),
        ("__all__: list[str] = ['a']", ("a",)),
        ("__all__ = ('a',) + ['b']", ("a", "b")),
        (
            "__all__ = ['a']\n__all__ += ['b']\n__all__.extend(('c',))\n__all__.append('d')",
            ("a", "b", "c", "d"),
        ),
        ("__all__ = ['a'] + b.__all__", None),
        ("__all__ = ['a']\n__all__ += b", None),
        ("__all__ = []\n__all__.extend(x for x in y)", None),
        ("__all__ += ['a']", None),
        ("def f(): __all__ = ['a']", None),
    ],
)
def test_public(source: str, public: tuple[str, ...] | None) -> None:
    assert lowered(source).public == public


def test_comments() -> None:
    source = 'é = """\n# no"""  # NoQA: X é\r\n# one\nf(  # two\n"# no", f"{a}#no")\r# three'
    module = lowered(source)
    assert [comment.text for comment in module.comments] == ["# NoQA: X é", "# one", "# two", "# three"]
    for comment in module.comments:
        assert module.source[slice(*comment.span)].decode() == comment.text


def test_comments_are_not_looked_for_in_vain() -> None:
    assert lowered("f()  # a comment\n").comments == []
    assert len(lowered("f()  # genlint: ignore-file\n").comments) == 1
    assert len(lowered("f()  # genlint : ignore\n").comments) == 1


def test_comments_of_a_broken_file() -> None:
    module = lower_python("a.py", b"f()  # noqa\n  x = (\n y = $ '\n )] # noqa: A\ng()  # genlint: ignore\n")
    assert module.problems
    assert {"# noqa", "# genlint: ignore"} <= {comment.text for comment in module.comments}


# -- what is not sound


@pytest.mark.parametrize(("source", "place", "calls"), python_broken.CASES)
def test_salvage(source: str, place: str | None, calls: list[str]) -> None:
    module = lower_python("a.py", source.encode())
    (problem,) = module.problems
    assert texts(module, ir.Call) == calls
    if place is not None:
        assert module.source[problem.span[0] :].decode().startswith(place)


def test_cut_anywhere() -> None:
    source = SAMPLE.encode()
    assert lowered(SAMPLE).body.body
    for end in range(len(source)):
        try:
            text = source[:end].decode().encode()
        except UnicodeDecodeError:
            continue
        module = lower_python("a.py", text)
        for node in walk(module.body):
            assert 0 <= node.span[0] <= node.span[1] <= end


def test_damaged_anywhere() -> None:
    source = SAMPLE.encode()
    whole = len(texts(lowered(SAMPLE), ir.Call))
    for at in range(0, len(source), 7):
        module = lower_python("a.py", source[:at] + b" ) \n" + source[at:])
        assert 0 < len(texts(module, ir.Call)) <= whole + 1


# -- depth and length


@pytest.mark.parametrize("name", python_broken.DEEP)
def test_too_deep(name: str) -> None:
    frames = 0
    frame = sys._getframe()
    while frame is not None:
        frames, frame = frames + 1, frame.f_back  # type: ignore[assignment]
    limit = sys.getrecursionlimit()
    tree = ast.parse(python_broken.DEEP[name])
    try:
        sys.setrecursionlimit(frames + 700)
        module = lower_python("a.py", python_broken.DEEP[name].encode(), tree)
    finally:
        sys.setrecursionlimit(limit)
    assert module.truncated
    assert [problem.message for problem in module.problems] == ["nested more than 120 levels deep"]


@pytest.mark.parametrize(
    "source",
    [
        "x = " + " + ".join("f()" for _ in range(900)),
        "x = " + " + a - ".join("f()" for _ in range(900)),
        "x = " + " or ".join("f()" for _ in range(10_000)),
        "if a: f()\n" + "elif b: f()\n" * 899,
        "with " + ", ".join("f() as a" for _ in range(900)) + ": pass",
    ],
    ids=["plus", "minus", "or", "elif", "with"],
)
def test_long_chains_are_flat(source: str) -> None:
    module = lowered(source)
    assert not module.truncated
    assert len(texts(module, ir.Call)) == source.count("f()")


# -- real code


def calls_of(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls of a tree that are no types."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Call):
            yield node
        for name, value in ast.iter_fields(node):
            if name not in ("annotation", "returns"):
                stack.extend(
                    item
                    for item in (value if isinstance(value, list) else [value])
                    if isinstance(item, ast.AST)
                )


@pytest.mark.parametrize("package", [asyncio, email])
def test_nothing_hides_a_call(package: object) -> None:
    paths = sorted(Path(str(package.__file__)).parent.glob("*.py"))  # type: ignore[attr-defined]
    assert len(paths) > 5
    for path in paths:
        module = lowered(path.read_bytes())
        found = {n.span for n in walk(module.body) if isinstance(n, (ir.Call, ir.Super, ir.Template))}
        starts = [0, *(at + 1 for at, byte in enumerate(module.source) if byte == 0x0A)]
        for call in calls_of(ast.parse(module.source)):
            end_line, end = call.end_lineno or 0, call.end_col_offset or 0
            span = (starts[call.lineno - 1] + call.col_offset, starts[end_line - 1] + end)
            assert span in found, (path, call.lineno, ast.unparse(call))
