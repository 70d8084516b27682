"""The TypeScript front end: what each construct lowers to, where it stands, and what broken input costs."""

from __future__ import annotations

from pathlib import Path

import pytest
from dump import dump, dump_body, dump_exports
from genlint.frontends.typescript import lower_typescript
from genlint.model import ir
from genlint.model.traverse import walk


def read_cases(subject: str) -> list[tuple[str, str]]:
    """The cases of a file: source lines behind `> `, then what they lower to, then an empty line.

    Each statement is a line, and so is each export: `export name = value`.
    """
    cases = []
    text = (Path(__file__).parent / f"typescript_{subject}.txt").read_text(encoding="utf-8")
    for case in text.strip("\n").split("\n\n"):
        lines = case.split("\n")
        source = [line[2:] for line in lines if line.startswith("> ")]
        cases.append(("\n".join(source), "\n".join(lines[len(source) :])))
    return cases


CASES = [case for subject in ("expressions", "statements", "modules", "jsx") for case in read_cases(subject)]


def lower(source: str, path: str = "a.tsx") -> ir.Module:
    return lower_typescript(path, source.encode())


def text(module: ir.Module, span: ir.Span) -> str:
    return module.source[slice(*span)].decode()


@pytest.mark.parametrize(("source", "expected"), CASES, ids=[source[:50] for source, _ in CASES])
def test_lowering(source: str, expected: str) -> None:
    module = lower(source)
    exports = [f"export {line}" for line in dump_exports(module).splitlines()]
    assert "\n".join([*dump_body(module.body.body).splitlines(), *exports]) == expected
    assert not module.problems
    assert not module.truncated


@pytest.mark.parametrize("suffix", [".ts", ".mts", ".cts"])
def test_type_assertion_in_typescript(suffix: str) -> None:
    module = lower("x = <T>f(a); <T>(b).c", "a" + suffix)
    assert dump_body(module.body.body) == "(do (store x (call f a)))\n(do (. b c))"


# --------------------------------------------------------------------------------------
# Scopes


def test_scopes_resolve_by_block_and_function() -> None:
    module = lower(
        """
var a = 1;
function f(b, {c}, d = c) {
  { let a = 2; var e = a; use(a, e); }
  use(a, b, c, e);
  for (let a = 3; ; ) use(a);
  for (const a of x) use(a);
  try {} catch (a) { use(a) }
  switch (a) { case 1: let a = 4; use(a) }
}
use(a, e);
"""
    )
    starts = []
    for node in walk(module.body):
        if isinstance(node, ir.Call):
            for argument in node.arguments:
                assert isinstance(argument.value, ir.Name)
                found = argument.value.scope.lookup(argument.value.text)
                line = None if found is None else module.source[: found.span[0]].count(b"\n") + 1
                starts.append((argument.value.text, line))
    assert starts == [
        ("a", 4),
        ("e", 4),
        ("a", 2),
        ("b", 3),
        ("c", 3),
        ("e", 4),
        ("a", 6),
        ("a", 7),
        ("a", 8),
        ("a", 9),
        ("a", 2),
        ("e", None),
    ]


def test_own_name_of_function_and_class_expressions() -> None:
    module = lower("x = function own() { own }; y = class Own { m() { Own } }; own; Own")
    names = [dump(node, bindings=True) for node in walk(module.body) if isinstance(node, ir.Name)]
    assert names == ["own@13", "x@0", "Own@38", "y@28", "own?", "Own?"]


def test_scopes_know_their_function() -> None:
    module = lower("function f() { { let a; } const g = () => 1; }")
    declared = module.body.body[0]
    assert isinstance(declared, ir.Declare)
    function = declared.value
    assert isinstance(function, ir.Function)
    assert function.parent is module.body
    assert function.scope.function is function
    assert module.body.scope.function is module.body
    block, inner = function.body
    assert isinstance(block, ir.Block)
    first = block.body[0]
    assert isinstance(first, ir.Declare)
    assert first.binding.scope.function is function
    assert first.binding.scope.kind == "block"
    assert isinstance(inner, ir.Declare)
    assert isinstance(inner.value, ir.Function)
    assert inner.value.parent is function
    assert inner.value.receiver is None
    assert function.receiver is function.scope.bindings["this"]


def test_binding_kinds() -> None:
    module = lower("import i from 'm'; const c = 1; let l; var v; function f(p) {} class K {} enum E {}")
    assert {name: binding.kind for name, binding in module.body.scope.bindings.items()} == {
        "i": "import",
        "c": "constant",
        "l": "variable",
        "v": "variable",
        "f": "function",
        "K": "class",
        "E": "constant",
    }


def test_field_initialisers_do_not_see_the_constructor() -> None:
    module = lower("const a = 1; class A { x = a; y = () => this; constructor(a) {} }")
    reads = [node for node in walk(module.body) if isinstance(node, ir.Name) and node.text == "a"]
    assert [dump(read, bindings=True) for read in reads] == ["a@6"]
    constructors = [node for node in walk(module.body) if isinstance(node, ir.Function) and node.receiver]
    this = [node for node in walk(module.body) if isinstance(node, ir.Name) and node.text == "this"]
    assert len(this) == 3
    assert {node.scope.lookup("this") for node in this} == {constructors[0].receiver}


def test_var_of_a_namespace_stays_there() -> None:
    module = lower("namespace N { var a = 1 } a")
    assert list(module.body.scope.bindings) == ["N"]


def test_methods_know_their_class() -> None:
    module = lower("class A extends B { constructor() { super() } m() { return () => super.m() } }")
    declared = module.body.body[0]
    assert isinstance(declared, ir.Declare)
    cls = declared.value
    assert isinstance(cls, ir.Class)
    assert all(isinstance(member.value, ir.Function) and member.value.cls is cls for member in cls.members)
    parents = [node for node in walk(module.body) if isinstance(node, ir.Super)]
    assert [parent.cls for parent in parents] == [cls, cls]


def test_undefined_may_be_a_name() -> None:
    assert dump_body(lower("function f(undefined) { return undefined }").body.body) == (
        "(hoist f (function f (undefined) (return undefined)))"
    )


# --------------------------------------------------------------------------------------
# Places


def test_spans() -> None:
    source = "const é = useX<T>(a?.b, { k: `n${v}` }, ...r);\nnew C; <D p={1}>t</D>;\n(a || b) && !c"
    module = lower(source)
    places = [
        (type(node).__name__, text(module, node.span))
        for node in walk(module.body)
        if not isinstance(node, ir.Function)
    ]
    assert places == [
        ("Declare", "é = useX<T>(a?.b, { k: `n${v}` }, ...r)"),
        ("Call", "useX<T>(a?.b, { k: `n${v}` }, ...r)"),
        ("Name", "useX"),
        ("Argument", "a?.b"),
        ("Attribute", "a?.b"),
        ("Name", "a"),
        ("Argument", "{ k: `n${v}` }"),
        ("Record", "{ k: `n${v}` }"),
        ("Entry", "k: `n${v}`"),
        ("Template", "`n${v}`"),
        ("Literal", "n"),
        ("Name", "v"),
        ("Argument", "...r"),
        ("Name", "r"),
        ("Evaluate", "new C;"),
        ("Call", "new C"),
        ("Name", "C"),
        ("Evaluate", "<D p={1}>t</D>;"),
        ("Call", "<D p={1}>t</D>"),
        ("Name", "D"),
        ("Argument", "<D p={1}>t</D>"),
        ("Record", "<D p={1}>t</D>"),
        ("Entry", "p={1}"),
        ("Literal", "1"),
        ("Entry", "t"),
        ("Literal", "t"),
        ("Evaluate", "(a || b) && !c"),
        ("Logical", "(a || b) && !c"),
        ("Logical", "a || b"),
        ("Name", "a"),
        ("Name", "b"),
        ("Not", "!c"),
        ("Name", "c"),
    ]
    call = next(node for node in walk(module.body) if isinstance(node, ir.Call))
    assert call.arguments_span is not None
    assert text(module, call.arguments_span) == "(a?.b, { k: `n${v}` }, ...r)"
    attribute = next(node for node in walk(module.body) if isinstance(node, ir.Attribute))
    assert text(module, attribute.key_span) == "b"


def test_statements_are_headers_where_compound() -> None:
    module = lower(
        """
@d class A extends B { x = 1; m() { return 1 } }
if (a) { b() } else if (c) { d() }
for (const x of y) { }
const f = () => { g() };
try { } catch (e) { } finally { }
switch (z) { case 1: h() }
do { } while (k)
export function q() { return <P a="1"><Q/></P> }
"""
    )
    assert sorted(text(module, span) for span in module.statements) == sorted(
        [
            "@d class A extends B ",
            "x = 1",
            "m() ",
            "return 1",
            "if (a)",
            "b()",
            "if (c)",
            "d()",
            "for (const x of y) ",
            "const f = () => { g() };",
            "g()",
            "try",
            "catch (e) ",
            "finally",
            "switch (z)",
            "case 1",
            "h()",
            "(k)",
            "function q() ",
            'return <P a="1"><Q/></P>',
            '<P a="1">',
            "<Q/>",
        ]
    )


def test_comments() -> None:
    module = lower("#!/usr/bin/env node\n// NoQA\nf(/* two */ <A>{/* three */}</A>); let x: /* four */ T\n")
    assert [comment.text for comment in module.comments] == [
        "// NoQA",
        "/* two */",
        "/* three */",
        "/* four */",
    ]
    assert all(text(module, comment.span) == comment.text for comment in module.comments)
    assert not module.problems


def test_comments_are_not_looked_for_in_vain() -> None:
    assert lower("f();  // a comment\n").comments == []
    assert len(lower("f();  // genlint : ignore\n").comments) == 1


def test_byte_order_mark_is_no_part_of_the_source() -> None:
    module = lower_typescript("a.ts", b"\xef\xbb\xbff()")
    assert module.source == b"f()"
    assert text(module, module.body.body[0].span) == "f()"


def test_undecodable_source_raises() -> None:
    with pytest.raises(UnicodeDecodeError):
        lower_typescript("a.ts", b"f('\xff')")
