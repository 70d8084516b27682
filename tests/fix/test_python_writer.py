"""What the Python writer makes of code: one line a shape, before and after."""

from __future__ import annotations

import subprocess
import sys

import pytest
from genlint.model import ir
from genlint.model.traverse import walk
from genlint.writer import CannotWrite


@pytest.mark.parametrize(
    ("source", "index", "expected"),
    [
        ("use_x(chat_id)", 0, "use_x()"),
        ("use_x(file_id=chat_id)", 0, "use_x()"),
        ("use_x( # why\n  chat_id)", 0, "use_x()"),
        ("use_x(a, file_id=chat_id)", 1, "use_x(a)"),
        ("use_x(file_id=chat_id, a=1)", 0, "use_x(a=1)"),
        ("use_x(chat_id, a=1)", 0, "use_x(a=1)"),
        ("use_x((chat_id), b)", 0, "use_x((None), b)"),
        ("use_x(a, (chat_id))", 1, "use_x(a)"),
        ("use_x(\n    a,\n    file_id=chat_id,\n)", 1, "use_x(\n    a,\n)"),
        ("use_x(\n    a,  # first\n    file_id=chat_id  # chat\n)", 1, "use_x(\n    a  # first\n)"),
        ("use_x(\n    # chat\n    file_id=chat_id,\n    b=2,\n)", 0, "use_x(\n    b=2,\n)"),
        ("use_x(file_id=chat_id, **rest)", 0, "use_x(**rest)"),
        ("é = use_x('é', chat_id)", 1, "é = use_x('é')"),
        ("use_x(\r\n\ta,\r\n\tb=1,\r\n)\r\n", 1, "use_x(\r\n\ta,\r\n)\r\n"),
    ],
)
def test_drop_argument(workpiece, source, index, expected):
    piece = workpiece("a.py", source)
    call = piece.nodes(ir.Call)[0]
    assert piece.after(piece.writer.drop_argument(call, index)) == expected


@pytest.mark.parametrize(
    ("source", "value", "text", "expected"),
    [
        ("f(x)", "x", "a or b", "f(a or b)"),
        ("f(k=x)", "x", "a or b", "f(k=a or b)"),
        ("y = x and z", "x", "a or b", "y = (a or b) and z"),
        ("y = x or z", "x", "a or b", "y = a or b or z"),
        ("y = (x) and z", "x", "a", "y = a and z"),
        ("y = (  # c\n    x\n) and z", "x", "a or b", "y = (  # c\n    a or b\n) and z"),
        ("y = not x", "x", "a or b", "y = not (a or b)"),
        ("y = x == 1", "x", "not a", "y = (not a) == 1"),
        ("y = x.b", "x", "a or b", "y = (a or b).b"),
        ("y = x[0]", "x", "a or b", "y = (a or b)[0]"),
        ("y = d[x]", "x", "a or b", "y = d[a or b]"),
        ("y = x if t else 2", "x", "a if b else c", "y = (a if b else c) if t else 2"),
        ("y = 1 if t else x", "x", "a if b else c", "y = 1 if t else a if b else c"),
        ("y = f'file.{x}'", "x", "a or b", "y = f'file.{a or b}'"),
        ("y = {'k': x}", "x", "a or b", "y = {'k': a or b}"),
        ("y = (1, x)", "x", "a, b", "y = (1, (a, b))"),
        ("y = (1, 2)", "(1, 2)", "a", "y = a"),
        ("async def f():\n    await x", "x", "a or b", "async def f():\n    await (a or b)"),
        ("y = x + 1", "x", "a", "y = a + 1"),
        ("if x:\n    pass", "x", "a or b", "if a or b:\n    pass"),
        ("y = lambda: x", "x", "a or b", "y = lambda: a or b"),
    ],
)
def test_replace(workpiece, source, value, text, expected):
    piece = workpiece("a.py", source)
    assert piece.after(piece.writer.replace(piece.value(value), text)) == expected


@pytest.mark.parametrize("text", ["d['k']", "{'k': 1}", "lambda: 1", "a != b"])
def test_no_quotes_inside_of_an_f_string(workpiece, text):
    piece = workpiece("a.py", "y = f'file.{x}'")
    with pytest.raises(CannotWrite):
        piece.writer.replace(piece.value("x"), text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", "x and busy"),
        ("True", "busy"),
        ("False", "False"),
        ("x and ready", "x and ready and busy"),
        ("(x and ready)", "(x and ready and busy)"),
        ("(\n    x\n    and ready\n)", "(\n    x\n    and ready\n    and busy\n)"),
        ("x or y", "(x or y) and busy"),
        ("(x or y)", "(x or y) and busy"),
        ("not x", "not x and busy"),
        ("x if y else z", "(x if y else z) and busy"),
        ("x is not None", "x is not None and busy"),
        ("1 < x < 3", "1 < x < 3 and busy"),
        ("bool(x)", "bool(x) and busy"),
    ],
)
def test_conjunct(workpiece, value, expected):
    piece = workpiece("a.py", f"connect(enabled={value}, b=1)")
    argument = piece.nodes(ir.Call)[0].arguments[0]
    if value == "bool(x)":
        argument = piece.call("connect").arguments[0]
    edits = piece.writer.conjunct(argument.value, "busy")
    assert piece.after(edits) == f"connect(enabled={expected}, b=1)"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("connect(a)", "connect(a, on=b)"),
        ("connect()", "connect(on=b)"),
        ("connect(**kw)", "connect(**kw, on=b)"),
        ("connect(\n    a,\n)", "connect(\n    a,\n    on=b,\n)"),
        ("connect(\n    a  # first\n)", "connect(\n    a,  # first\n    on=b\n)"),
        ("connect(a,\n        c)", "connect(a,\n        c, on=b)"),
    ],
)
def test_add_keyword(workpiece, source, expected):
    piece = workpiece("a.py", source)
    assert piece.after(piece.writer.add_property(piece.call("connect"), "on", "b")) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("o = {'a': 1}", "o = {'a': 1, 'on': b}"),
        ("o = {}", 'o = {"on": b}'),
        ('o = {\n    "a": 1,\n}', 'o = {\n    "a": 1,\n    "on": b,\n}'),
        ("o = {**a}", 'o = {**a, "on": b}'),
        ("o = dict(a=1)", "o = dict(a=1, on=b)"),
    ],
)
def test_add_entry(workpiece, source, expected):
    piece = workpiece("a.py", source)
    holder = (piece.nodes(ir.Record) or piece.nodes(ir.Call))[0]
    assert piece.after(piece.writer.add_property(holder, "on", "b")) == expected


def test_no_keyword_beside_a_generator(workpiece):
    piece = workpiece("a.py", "connect(x for x in y)")
    with pytest.raises(CannotWrite):
        piece.writer.add_property(piece.call("connect"), "on", "b")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("use_memo(f, [a])", "use_memo(f, [a, s.id, s.busy])"),
        ("use_memo(f, dependencies=[s.id])", "use_memo(f, dependencies=[s.id, s.busy])"),
        ("use_memo(f, (a,))", "use_memo(f, (a, s.id, s.busy,))"),
        ("use_memo(f, ())", "use_memo(f, (s.id, s.busy))"),
        ("use_memo(f, None)", "use_memo(f, None)"),
        ("use_memo(dependencies=[a])", "use_memo(dependencies=[a, s.id, s.busy])"),
    ],
)
def test_extend_dependencies(workpiece, source, expected):
    piece = workpiece("a.py", source)
    call = piece.call("use_memo")
    assert piece.after(piece.writer.extend_dependencies(call, ["s.id", "s.busy"])) == expected


def test_one_dependency_makes_a_tuple(workpiece):
    piece = workpiece("a.py", "use_memo(f, ())")
    edits = piece.writer.extend_dependencies(piece.call("use_memo"), ["a"])
    assert piece.after(edits) == "use_memo(f, (a,))"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("use(x)", "n = a and b\nuse(x)"),
        ("def f():\n\treturn use(x)", "def f():\n\tn = a and b\n\treturn use(x)"),
        ("y = 1; use(x)\n", "n = a and b\ny = 1; use(x)\n"),
        ("if y: use(x)\n", "n = a and b\nif y: use(x)\n"),
        ("if y:\n    # c\n    use(x)\n", "if y:\n    n = a and b\n    # c\n    use(x)\n"),
        (
            "if y:\n    pass\nelif use(x):\n    pass\n",
            "n = a and b\nif y:\n    pass\nelif use(x):\n    pass\n",
        ),
        ("@use(x)\ndef f():\n    pass\n", "n = a and b\n@use(x)\ndef f():\n    pass\n"),
        (
            "def f():\r\n  with use(x) as y:\r\n    pass\r\n",
            "def f():\r\n  n = a and b\r\n  with use(x) as y:\r\n    pass\r\n",
        ),
        (
            "class A:\n    @use(x)\n    def f(self): ...\n",
            "class A:\n    n = a and b\n    @use(x)\n    def f(self): ...\n",
        ),
    ],
)
def test_declare_before(workpiece, source, expected):
    piece = workpiece("a.py", source)
    edits = piece.writer.declare_before(piece.call("use"), "n", piece.writer.truthy("a and b"))
    assert piece.after(edits) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f():\n    open(x)\n", "def f():\n    if not busy:\n        return\n    open(x)\n"),
        (
            "async def f():\n\tasync with open(x) as y:\n\t\tpass\n",
            "async def f():\n\tif not busy:\n\t\treturn\n\tasync with open(x) as y:\n\t\tpass\n",
        ),
    ],
)
def test_guard_before(workpiece, source, expected):
    piece = workpiece("a.py", source)
    assert piece.after(piece.writer.guard_before(piece.call("open"), "busy")) == expected


@pytest.mark.parametrize(
    "source",
    ["open(x)", "def f():\n    if y: open(x)\n", "class A:\n    y = open(x)\n", "def f(): open(x)\n"],
)
def test_no_guard(workpiece, source):
    piece = workpiece("a.py", source)
    with pytest.raises(CannotWrite):
        piece.writer.guard_before(piece.call("open"), "busy")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            'def f():\n    """Docs."""\n    open(x)\n',
            'def f():\n    """Docs."""\n    if not busy:\n        return\n    open(x)\n',
        ),
        (
            "class A:\n  @deco\n  async def f(self):\n    open(x)\n",
            "class A:\n  @deco\n  async def f(self):\n    if not busy:\n      return\n    open(x)\n",
        ),
    ],
)
def test_guard_body(workpiece, source, expected):
    piece = workpiece("a.py", source)
    assert piece.after(piece.writer.guard_body(piece.function("f"), "busy")) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("open(x)\n", "if busy:\n    open(x)\n"),
        ("if y:\n    open(x)  # c\n", "if y:\n    if busy:\n        open(x)  # c\n"),
        (
            "with open(x):\n    a()\n\n    b('''\nc''')\n",
            "if busy:\n    with open(x):\n        a()\n\n        b('''\nc''')\n",
        ),
        ("self.y = open(x)", "if busy:\n    self.y = open(x)"),
    ],
)
def test_wrap_in_if(workpiece, source, expected):
    piece = workpiece("a.py", source)
    assert piece.after(piece.writer.wrap_in_if(piece.call("open"), "busy")) == expected


@pytest.mark.parametrize("source", ["y = open(x)", "@open(x)\ndef f():\n    pass\n"])
def test_declarations_are_not_wrapped(workpiece, source):
    piece = workpiece("a.py", source)
    with pytest.raises(CannotWrite):
        piece.writer.wrap_in_if(piece.call("open"), "busy")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a()\nx = 1  # one\nb()\n", "a()\nb()\n"),
        ("a()\nx: int = 1\nb()\n", "a()\nb()\n"),
        ("def f():\n    x = 1\n", "def f():\n    pass\n"),
        ("def f(): x = 1\n", "def f(): pass\n"),
        ("x = 1; b()\n", "b()\n"),
        ("a(); x = 1\n", "a()\n"),
        ("x = y = (1)\n", "y = (1)\n"),
        ("y = x = (1)\n", "y = (1)\n"),
        ("a()\n\nx = (\n    1\n)\n\nb()\n", "a()\n\nb()\n"),
        ("a()\nx = 1", "a()"),
    ],
)
def test_remove_declaration(workpiece, source, expected):
    piece = workpiece("a.py", source)
    assert piece.after(piece.writer.remove_declaration(piece.declaration("x"))) == expected


@pytest.mark.parametrize("source", ["def x(): pass", "x, y = z", "import x", "for x in y: pass", "f(x := 1)"])
def test_declarations_that_stay(workpiece, source):
    piece = workpiece("a.py", source)
    stores = piece.nodes(ir.Store)
    statement = ir.Evaluate(stores[0].span, stores[0]) if stores else piece.declaration("x")
    with pytest.raises(CannotWrite):
        piece.writer.remove_declaration(statement)


def test_expressions(workpiece):
    writer = workpiece("a.py", "").writer
    assert writer.both("a", "b or c") == "a and (b or c)"
    assert writer.both("not a", "b if c else d") == "not a and (b if c else d)"
    assert writer.either("a", "b and c", "lambda: d") == "a or b and c or (lambda: d)"
    assert writer.fallback(writer.either("a", "b"), '""') == 'a or b or ""'
    assert writer.truthy("a and b") == "a and b"
    assert writer.negation("a") == "not a"
    assert writer.negation("not a") == "a"
    assert writer.negation("not (a or b)") == "a or b"
    assert writer.negation("a or b") == "not (a or b)"
    assert writer.negation("(a or b) == c") == "(a or b) != c"
    assert writer.negation("a is None") == "a is not None"
    assert writer.identifier(["has", "active", "generation"]) == "has_active_generation"
    with pytest.raises(CannotWrite, match="not one expression"):
        writer.both("a", "b = c")


@pytest.mark.parametrize(
    ("source", "style"),
    [
        ("", ("    ", "\n", '"')),
        ("a('b')\nif c:\n  d('''e''')\n", ("  ", "\n", "'")),
        ('a("b")\r\nif c:\r\n\td()\r\n', ("\t", "\r\n", '"')),
    ],
)
def test_style(workpiece, source, style):
    found = workpiece("a.py", source).writer.style
    assert (found.indent, found.newline, found.quote) == style


def test_strings_have_the_quotes_of_the_file(workpiece):
    assert workpiece("a.py", "a('b')").writer.string("so") == "'so'"
    assert workpiece("a.py", "").writer.string("so") == '"so"'
    assert workpiece("a.py", "").writer.string('a "b" \\') == "'a \"b\" \\\\'"


def test_free_name(workpiece):
    piece = workpiece("a.py", "g = 1\ndef f():\n    use(n)\ndef h():\n    m = n_2\n")
    assert piece.writer.free_name(piece.scope_of("f"), "n", "m") == "m"
    assert piece.writer.free_name(piece.scope_of("f"), "n") == "n_2"
    assert piece.writer.free_name(piece.scope_of("h"), "g") == "g_2"


def test_nothing_is_written_into_a_syntax_error(workpiece):
    piece = workpiece("a.py", "y = (\nz = use(y)\n")
    assert piece.module.problems
    with pytest.raises(CannotWrite):
        piece.writer.replace(ir.Name((8, 11), "use", piece.module.body.scope), "a")


def test_a_byte_order_mark_and_a_cookie_shift_nothing(workpiece):
    from genlint.frontends import lower
    from genlint.writer import writer_for

    module = lower("a.py", "# coding: latin-1\né = f(x)\n".encode("latin-1"))
    call = next(node for node in walk(module.body) if isinstance(node, ir.Call))
    (edit,) = writer_for(module).drop_argument(call, 0)
    assert module.source[edit.start : edit.end] == b"x"


def test_libcst_is_loaded_only_to_write():
    code = (
        "import sys\n"
        "from genlint.frontends import lower\n"
        "from genlint.model import ir\n"
        "from genlint.writer import writer_for\n"
        "module = lower('a.py', b'f(x)')\n"
        "writer = writer_for(module)\n"
        "writer.both('a', 'b or c'), writer.style, writer.free_name(module.body.scope, 'a')\n"
        "print('libcst' in sys.modules)\n"
        "writer.replace(module.body.body[0].value.arguments[0].value, 'y')\n"
        "print('libcst' in sys.modules)\n"
    )
    path = [entry for entry in sys.path if entry]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("x = y", "x"),
        ("x: int = y", "x"),
        ("x += y", "x"),
        ("(x, z) = y", "x"),
        ("del x", "x"),
        ("@x.y\ndef f(): ...", "x"),
        ("match y:\n    case x.z: ...", "x"),
    ],
)
def test_what_is_no_value_is_not_replaced(workpiece, source, value):
    piece = workpiece("a.py", source)
    with pytest.raises(CannotWrite):
        piece.writer.replace(piece.value(value), "a")


def test_spread_entries_bind_tightly(workpiece):
    piece = workpiece("a.py", "o = {**x}")
    assert piece.after(piece.writer.replace(piece.value("x"), "a or b")) == "o = {**(a or b)}"
