"""What the TypeScript writer makes of code: one line a shape, before and after."""

from __future__ import annotations

import pytest
from genlint.model import ir
from genlint.writer import CannotWrite


@pytest.mark.parametrize(
    ("source", "index", "expected"),
    [
        ("useX(chatId);", 0, "useX();"),
        ("useX( chatId );", 0, "useX();"),
        ("useX<Job>(chatId);", 0, "useX<Job>();"),
        ("hooks?.useX(chatId)", 0, "hooks?.useX()"),
        ("useX?.(chatId)", 0, "useX?.()"),
        ("useX(/* the chat */ chatId);", 0, "useX();"),
        ("useX(\n  chatId, // the chat\n);", 0, "useX();"),
        ("useX((chatId), options);", 1, "useX((chatId));"),
        ("useX(a, chatId,);", 1, "useX(a,);"),
        ("useX(a, chatId, b);", 1, "useX(a, undefined, b);"),
        ("useX(a, chatId as string, b);", 1, "useX(a, undefined, b);"),
        ("useX(...rest, chatId);", 1, "useX(...rest);"),
        ("useX(\n  a,\n  chatId,\n);", 1, "useX(\n  a,\n);"),
        ("useX(\n  a,\n  chatId\n);", 1, "useX(\n  a\n);"),
        ("useX(\n  a, // first\n  chatId // second\n);", 1, "useX(\n  a // first\n);"),
        ("useX(\n  a, // first\n  // the chat\n  chatId, // second\n);", 1, "useX(\n  a, // first\n);"),
        ("useX(\r\n\ta,\r\n\tchatId,\r\n)", 1, "useX(\r\n\ta,\r\n)"),
        ("new Client(a, chatId)", 1, "new Client(a)"),
    ],
)
def test_drop_argument(workpiece, source, index, expected):
    piece = workpiece("a.ts", source)
    call = piece.nodes(ir.Call)[0]
    assert piece.after(piece.writer.drop_argument(call, index)) == expected


@pytest.mark.parametrize(
    ("source", "value", "text", "expected"),
    [
        ("f(x)", "x", "a || b", "f(a || b)"),
        ("const y = x ?? '';", "x", "a || b", "const y = (a || b) ?? '';"),
        ("const y = (x) ?? '';", "x", "a || b", "const y = (a || b) ?? '';"),
        ("const y = (x /* c */) ?? '';", "x", "a || b", "const y = (a || b /* c */) ?? '';"),
        ("const y = x ?? z;", "x", "a ?? b", "const y = a ?? b ?? z;"),
        ("const y = x || z;", "x", "a || b", "const y = a || b || z;"),
        ("const y = z && x;", "x", "a || b", "const y = z && (a || b);"),
        ("const y = z && x;", "x", "a && b", "const y = z && a && b;"),
        ("const y = z - x;", "x", "a - b", "const y = z - (a - b);"),
        ("const y = x as string;", "x", "a || b", "const y = (a || b) as string;"),
        ("const y = x!;", "x", "a || b", "const y = (a || b)!;"),
        ("const y = x.length;", "x", "a || b", "const y = (a || b).length;"),
        ("const y = (x).length;", "x", "a", "const y = a.length;"),
        ("const y = `file.${x}`;", "x", "a || b", "const y = `file.${a || b}`;"),
        ("const y = m[x];", "x", "a || b", "const y = m[a || b];"),
        ("const y = x ? 1 : 2;", "x", "a ? b : c", "const y = (a ? b : c) ? 1 : 2;"),
        ("const y = t ? x : 2;", "x", "a ? b : c", "const y = t ? a ? b : c : 2;"),
        ("if (x) y();", "x", "a || b", "if (a || b) y();"),
        ("if ((x)) y();", "x", "a", "if (a) y();"),
        ("const y = !x;", "x", "a || b", "const y = !(a || b);"),
        ("const y = { x };", "x", "a || b", "const y = { x: a || b };"),
        ("const y = { x: x };", "x", "(a, b)", "const y = { x: (a, b) };"),
        ("const y = () => x;", "x", "a || b", "const y = () => a || b;"),
        ("const y = (x || z);", "x || z", "a", "const y = a;"),
        ("f(...x)", "x", "a || b", "f(...a || b)"),
        ("const y = x in z;", "x", "a || b", "const y = (a || b) in z;"),
    ],
)
def test_replace(workpiece, source, value, text, expected):
    piece = workpiece("a.ts", source)
    assert piece.after(piece.writer.replace(piece.value(value), text)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("const v = <C enabled={x} />;", "const v = <C enabled={a || b} />;"),
        ('const v = <C enabled="x" />;', "const v = <C enabled={a || b} />;"),
        ("const v = <C enabled />;", "const v = <C enabled={a || b} />;"),
    ],
)
def test_replace_in_jsx(workpiece, source, expected):
    piece = workpiece("a.tsx", source)
    assert piece.after(piece.writer.replace(piece.entry("enabled"), "a || b")) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", "x && busy"),
        ("true", "busy"),
        ("false", "false"),
        ("!!x && ready", "!!x && ready && busy"),
        ("!!x && (ready && set)", "!!x && (ready && set) && busy"),
        ("(!!x && ready)", "(!!x && ready && busy)"),
        ("!!x &&\n    ready", "!!x &&\n    ready &&\n    busy"),
        ("!!x\n    && ready", "!!x\n    && ready\n    && busy"),
        ("!!x && // c\n    ready", "!!x && // c\n    ready && busy"),
        ("x || y", "(x || y) && busy"),
        ("(x || y)", "(x || y) && busy"),
        ("x ?? y", "(x ?? y) && busy"),
        ("x ? y : z", "(x ? y : z) && busy"),
        ("x === y", "x === y && busy"),
        ("x as boolean", "x as boolean && busy"),
        ("x!", "x! && busy"),
        ("(x || y) as boolean", "(x || y) as boolean && busy"),
        ("f(x)", "f(x) && busy"),
    ],
)
def test_conjunct(workpiece, value, expected):
    piece = workpiece("a.ts", f"const options = {{ enabled: {value}, id }};")
    edits = piece.writer.conjunct(piece.entry("enabled"), "busy")
    assert piece.after(edits) == f"const options = {{ enabled: {expected}, id }};"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("const o = { enabled };", "const o = { enabled: enabled && (a || b) };"),
        ("const o = { enabled: (x /* c */) };", "const o = { enabled: (x && (a || b) /* c */) };"),
    ],
)
def test_conjunct_places(workpiece, source, expected):
    piece = workpiece("a.ts", source)
    assert piece.after(piece.writer.conjunct(piece.entry("enabled"), "a || b")) == expected


def test_conjunct_inside_of_an_operator(workpiece):
    piece = workpiece("a.ts", "const y = x ?? z;")
    assert piece.after(piece.writer.conjunct(piece.value("x"), "busy")) == "const y = (x && busy) ?? z;"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("const o = { a: 1 };", "const o = { a: 1, on: b };"),
        ("const o = {a: 1,};", "const o = {a: 1, on: b,};"),
        ("const o = {};", "const o = { on: b };"),
        ("const o = {\n  a: 1,\n};", "const o = {\n  a: 1,\n  on: b,\n};"),
        ("const o = {\n  a: 1\n};", "const o = {\n  a: 1,\n  on: b\n};"),
        ("const o = {\n\ta: 1 // one\n};", "const o = {\n\ta: 1, // one\n\ton: b\n};"),
        ("const o = {\n  a: 1, // one\n};", "const o = {\n  a: 1, // one\n  on: b,\n};"),
        ("const o = {\n  a: 1, b: 2,\n};", "const o = {\n  a: 1, b: 2, on: b,\n};"),
        ("const o = {\r\n  ...rest,\r\n};", "const o = {\r\n  ...rest,\r\n  on: b,\r\n};"),
    ],
)
def test_add_property(workpiece, source, expected):
    piece = workpiece("a.ts", source)
    record = piece.nodes(ir.Record)[0]
    assert piece.after(piece.writer.add_property(record, "on", "b")) == expected


def test_add_property_by_its_own_name(workpiece):
    piece = workpiece("a.ts", "const o = { a };")
    record = piece.nodes(ir.Record)[0]
    assert piece.after(piece.writer.add_property(record, "on", "on")) == "const o = { a, on };"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("const v = <C />;", "const v = <C on={b} />;"),
        ("const v = <C a={1}>x</C>;", "const v = <C a={1} on={b}>x</C>;"),
        ("const v = (\n  <C\n    a={1}\n  />\n);", "const v = (\n  <C\n    a={1}\n    on={b}\n  />\n);"),
    ],
)
def test_add_attribute(workpiece, source, expected):
    piece = workpiece("a.tsx", source)
    assert piece.after(piece.writer.add_property(piece.nodes(ir.Record)[0], "on", "b")) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("useMemo(f, [a]);", "useMemo(f, [a, s.id, s.busy]);"),
        ("useMemo(f, []);", "useMemo(f, [s.id, s.busy]);"),
        ("useMemo(f, [s]);", "useMemo(f, [s]);"),
        ("useMemo(f, [s.id]);", "useMemo(f, [s.id, s.busy]);"),
        ("useMemo(f, [s?.busy]);", "useMemo(f, [s?.busy, s.id]);"),
        ("useMemo(f);", "useMemo(f);"),
        ("useMemo(f, [\n  a,\n]);", "useMemo(f, [\n  a,\n  s.id,\n  s.busy,\n]);"),
        ("useMemo(f, [\n  a\n]);", "useMemo(f, [\n  a,\n  s.id,\n  s.busy\n]);"),
    ],
)
def test_extend_dependencies(workpiece, source, expected):
    piece = workpiece("a.ts", source)
    call = piece.nodes(ir.Call)[0]
    assert piece.after(piece.writer.extend_dependencies(call, ["s.id", "s.busy"])) == expected


def test_dependencies_out_of_sight(workpiece):
    piece = workpiece("a.ts", "useMemo(f, deps);")
    with pytest.raises(CannotWrite):
        piece.writer.extend_dependencies(piece.nodes(ir.Call)[0], ["a"])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("use(x);", "const n = !!(a && b);\nuse(x);"),
        ("let y = 'q'\nuse(x)\n", "let y = 'q'\nconst n = !!(a && b)\nuse(x)\n"),
        ("let y = 1\n;[use(x)]\n", "let y = 1\n;const n = !!(a && b); [use(x)]\n"),
        (
            "function f() {\n\treturn use(x);\n}",
            "function f() {\n\tconst n = !!(a && b);\n\treturn use(x);\n}",
        ),
        ("function f() { return use(x); }", "function f() { const n = !!(a && b); return use(x); }"),
        (
            "{\r\n  // c\r\n  use(x);\r\n}",
            "{\r\n  const n = !!(a && b);\r\n  // c\r\n  use(x);\r\n}",
        ),
        ("y();\n\n// other\n\nuse(x);", "y();\n\n// other\n\nconst n = !!(a && b);\nuse(x);"),
        ("if (y) use(x);", "const n = !!(a && b);\nif (y) use(x);"),
        ("export const y = use(x);", "const n = !!(a && b);\nexport const y = use(x);"),
        (
            "const o = memo(() => ({\n  a: 1,\n  b: use(x),\n}), []);",
            "const o = memo(() => {\n  const n = !!(a && b);\n"
            "  return {\n    a: 1,\n    b: use(x),\n  };\n}, []);",
        ),
        ("const o = () => use(x);", "const o = () => {\n  const n = !!(a && b);\n  return use(x);\n};"),
        (
            "switch (y) {\n  case 1:\n    use(x);\n}",
            "switch (y) {\n  case 1:\n    const n = !!(a && b);\n    use(x);\n}",
        ),
    ],
)
def test_declare_before(workpiece, source, expected):
    piece = workpiece("a.ts", source)
    edits = piece.writer.declare_before(piece.call("use"), "n", piece.writer.truthy("a && b"))
    assert piece.after(edits) == expected


def test_constant_before_a_bracket_ends(workpiece):
    piece = workpiece("a.ts", "import q from 'q'\nfunction f() {\n  (use(x))\n}\n")
    edits = piece.writer.declare_before(piece.call("use"), "n", "a")
    assert piece.after(edits) == "import q from 'q'\nfunction f() {\n  const n = a;\n  (use(x))\n}\n"


def test_declaration_in_a_class_body(workpiece):
    piece = workpiece("a.ts", "class A {\n  x = use(1);\n}")
    with pytest.raises(CannotWrite):
        piece.writer.declare_before(piece.call("use"), "n", "a")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("function f() {\n  open(x);\n}", "function f() {\n  if (!busy) return;\n  open(x);\n}"),
        (
            "effect(() => {\n  a();\n  open(x);\n}, []);",
            "effect(() => {\n  a();\n  if (!busy) return;\n  open(x);\n}, []);",
        ),
        ("effect(() => open(x), []);", "effect(() => {\n  if (!busy) return;\n  return open(x);\n}, []);"),
    ],
)
def test_guard_before(workpiece, source, expected):
    piece = workpiece("a.ts", source)
    assert piece.after(piece.writer.guard_before(piece.call("open"), "busy")) == expected


@pytest.mark.parametrize(
    "source",
    [
        "open(x);",
        "function f() {\n  if (y) open(x);\n}",
        "function f() {\n  if (y) {} else open(x);\n}",
        "function f() {\n  for (const y of ys) open(y);\n}",
        "class A {\n  static {\n    open(x);\n  }\n}",
    ],
)
def test_no_guard(workpiece, source):
    piece = workpiece("a.ts", source)
    with pytest.raises(CannotWrite):
        piece.writer.guard_before(piece.call("open"), "busy")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "function f() {\n  // first\n  open(x);\n}",
            "function f() {\n  if (!busy) return;\n  // first\n  open(x);\n}",
        ),
        ("function f() { open(x); }", "function f() { if (!busy) return; open(x); }"),
    ],
)
def test_guard_body(workpiece, source, expected):
    piece = workpiece("a.ts", source)
    assert piece.after(piece.writer.guard_body(piece.function("f"), "busy")) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("  open(x);\n", "  if (busy) {\n    open(x);\n  }\n"),
        ("open(\n  x,\n); // c", "if (busy) {\n  open(\n    x,\n  ); // c\n}"),
        ("open(`a\n  b`);", "if (busy) {\n  open(`a\n  b`);\n}"),
    ],
)
def test_wrap_in_if(workpiece, source, expected):
    piece = workpiece("a.ts", source)
    assert piece.after(piece.writer.wrap_in_if(piece.call("open"), "busy")) == expected


def test_declarations_are_not_wrapped(workpiece):
    piece = workpiece("a.ts", "const y = open(x);")
    with pytest.raises(CannotWrite):
        piece.writer.wrap_in_if(piece.call("open"), "busy")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a();\nconst x = 1; // one\nb();\n", "a();\nb();\n"),
        ("a();\n\nconst x =\n  1;\n\nb();\n", "a();\n\nb();\n"),
        ("a();\nconst x = 1", "a();"),
        ("a(); const x = 1; b();", "a(); b();"),
        ("const x = 1, y = 2;", "const y = 2;"),
        ("const y = 2, x = 1;", "const y = 2;"),
        ("let y = 2,\n  x = 1,\n  z = 3;", "let y = 2,\n  z = 3;"),
        ("let x = 1,\n  z = 3;", "let z = 3;"),
        ("const { x, y } = o;", "const { y } = o;"),
        ("const { y, x } = o;", "const { y } = o;"),
        ("const { z: x, y } = o;", "const { y } = o;"),
        ("const {\n  y,\n  x = 1,\n} = o;", "const {\n  y,\n} = o;"),
        ("a();\r\nconst { x } = o;\r\nb();", "a();\r\nb();"),
    ],
)
def test_remove_declaration(workpiece, source, expected):
    piece = workpiece("a.ts", source)
    assert piece.after(piece.writer.remove_declaration(piece.declaration("x"))) == expected


@pytest.mark.parametrize(
    "source",
    [
        "export const x = 1;",
        "for (let x = 1; ; ) {}",
        "const [x, y] = o;",
        "const { x, ...y } = o;",
        "function x() {}",
    ],
)
def test_declarations_that_stay(workpiece, source):
    piece = workpiece("a.ts", source)
    with pytest.raises(CannotWrite):
        piece.writer.remove_declaration(piece.declaration("x"))


def test_expressions(workpiece):
    writer = workpiece("a.ts", "").writer
    assert writer.both("a", "b || c") == "a && (b || c)"
    assert writer.both("a && b", "c") == "a && b && c"
    assert writer.either("a", "b && c", "d ?? e") == "a || b && c || (d ?? e)"
    assert writer.fallback(writer.either("a", "b"), '""') == '(a || b) ?? ""'
    assert writer.fallback("a ?? b", "c") == "a ?? b ?? c"
    assert writer.truthy("a && b") == "!!(a && b)"
    assert writer.truthy("a") == "!!a"
    assert writer.truthy("a === b") == "a === b"
    assert writer.negation("a") == "!a"
    assert writer.negation("!a") == "a"
    assert writer.negation("!(a || b)") == "a || b"
    assert writer.negation("a || b") == "!(a || b)"
    assert writer.negation("a === b") == "a !== b"
    assert writer.identifier(["has", "active", "generation"]) == "hasActiveGeneration"
    with pytest.raises(CannotWrite, match="not one expression"):
        writer.both("a", "b; c")
    with pytest.raises(CannotWrite, match="not one expression"):
        writer.both("a", "b) || (c")


@pytest.mark.parametrize(
    ("source", "style"),
    [
        ("", ("  ", "\n", '"', True)),
        ("a('b');\nif (c) {\n    d();\n}\n", ("    ", "\n", "'", True)),
        ("a('b')\r\nif (c) {\r\n\td()\r\n}\r\n", ("\t", "\r\n", "'", False)),
        ('a("b", \'c "d"\', "e");', ("  ", "\n", '"', True)),
    ],
)
def test_style(workpiece, source, style):
    found = workpiece("a.ts", source).writer.style
    assert (found.indent, found.newline, found.quote, found.semicolons) == style


def test_strings_have_the_quotes_of_the_file(workpiece):
    assert workpiece("a.ts", "a('b')").writer.string('it\'s "so"') == "'it\\'s \"so\"'"
    assert workpiece("a.ts", "").writer.string('it\'s "so"') == '"it\'s \\"so\\""'


def test_free_name(workpiece):
    piece = workpiece("a.ts", "const g = 1;\nfunction f() { use(n); }\nfunction h() { const m = n2; }\n")
    writer = piece.writer
    assert writer.free_name(piece.scope_of("f"), "n", "m") == "m"
    assert writer.free_name(piece.scope_of("f"), "n") == "n2"
    assert writer.free_name(piece.scope_of("h"), "n") == "n"
    assert writer.free_name(piece.scope_of("h"), "g") == "g2"


def test_nothing_is_written_into_a_syntax_error(workpiece):
    piece = workpiece("a.ts", "const y = f(x;\nconst z = use(y);")
    with pytest.raises(CannotWrite):
        piece.writer.replace(piece.value("x"), "a")


def test_the_documented_pattern(workpiece):
    source = (
        "function useFiles(chat) {\n"
        "  const options = useMemo(() => {\n"
        "    const open = !!chat && ready.current;\n"
        "\n"
        "    return {\n"
        '      fileId: chat || "",\n'
        "      enabled: open,\n"
        "    };\n"
        "  }, [chat]);\n"
        "}\n"
    )
    piece = workpiece("a.ts", source)
    writer = piece.writer
    name = writer.free_name(piece.scope_of("useFiles"), writer.identifier(["has", "work"]))
    switch = piece.declaration("open")
    result = piece.after(
        writer.declare_before(switch, name, writer.truthy(writer.both("state.id", "state.busy"))),
        writer.conjunct(switch.value, name),
        writer.replace(piece.entry("fileId"), writer.fallback(writer.either("state.id", "chat"), '""')),
        writer.extend_dependencies(piece.call("useMemo"), ["state.id", "state.busy"]),
    )
    assert result == (
        "function useFiles(chat) {\n"
        "  const options = useMemo(() => {\n"
        "    const hasWork = !!(state.id && state.busy);\n"
        "    const open = !!chat && ready.current && hasWork;\n"
        "\n"
        "    return {\n"
        '      fileId: (state.id || chat) ?? "",\n'
        "      enabled: open,\n"
        "    };\n"
        "  }, [chat, state.id, state.busy]);\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("x = y;", "x"),
        ("x++;", "x"),
        ("for (x of y) z();", "x"),
        ("const v = <x.y />;", "x.y"),
        ("const v = <x.y />;", "x"),
    ],
)
def test_what_is_no_value_is_not_replaced(workpiece, source, value):
    piece = workpiece("a.tsx", source)
    with pytest.raises(CannotWrite):
        piece.writer.replace(piece.value(value), "a")


def test_jsx_children_become_expressions(workpiece):
    piece = workpiece("a.tsx", "const v = <p><C /></p>;")
    assert piece.after(piece.writer.conjunct(piece.value("<C />"), "a")) == "const v = <p>{<C /> && a}</p>;"


def test_spread_arguments_stay_in_their_place(workpiece):
    piece = workpiece("a.ts", "f(...xs, y);")
    with pytest.raises(CannotWrite):
        piece.writer.drop_argument(piece.call("f"), 0)
