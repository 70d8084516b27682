"""Sources that are not sound, or nested without measure."""

CASES: list[tuple[str, str | None, list[str]]] = [
    ("a()\nx = = 1\nb()\n", "= 1", ["a()", "b()"]),
    ("a()\nx = (1,\nb()\nc()\n", "(1", ["a()", "b()", "c()"]),
    ("def f(x:\n    a()\nb()\n", "(x", ["a()", "b()"]),
    ("class C\n    def m(self): a()\nb()\n", "\n", ["a()", "b()"]),
    ("a()\nif x:\nb()\n", "b()", ["a()", "b()"]),
    ("a()\n    x = 1\n    y()\nb()\n", "", ["a()", "b()"]),
    ("def f():\n    x = a.\n    return b()\nc()\n", "", ["b()", "c()"]),
    (
        "def f():\n    if a():\n        x = = 1\n    else:\n        b()\nc()\n",
        "= 1",
        ["a()", "b()", "c()"],
    ),
    ("try:\n    x()\na()\nb()\n", "a()", ["a()", "b()"]),
    ("a()\ns = 'abc\nb()\n", "'abc", ["a()", "b()"]),
    ("é = 'é'; é é\nb()\n", "é\n", ["b()"]),
    ("print 'x'\nprint 'y'\na()\n", "print 'x'", ["a()"]),
    ("a()\0\nb()\n", "\0", ["a()", "b()"]),
    ("a()\nx = " + "(" * 10_000 + "\nb()\n", None, ["a()", "b()"]),
    ("a()\nx = " + "not " * 10_000 + "y\nb()\n", None, ["a()", "b()"]),
    ("a()\nx = (" + "not\n " * 10_000 + "y)\nb()\n", None, ["a()", "b()"]),
]
"""(source, what stands at the problem's place, the calls that are seen nevertheless)."""

DEEP = {
    "lists": "x = " + "[" * 150 + "a" + "]" * 150,
    "calls": "f(" * 150 + ")" * 150,
    "chain": "x = a" + ".b()" * 700,
    "lambda": "x = " + "lambda: " * 700 + "1",
    "choice": "x = " + "a if b else " * 700 + "c",
    "power": "x = " + "**".join("a" * 700),
    "comprehensions": "x = " + "[" * 150 + "a" + " for a in b]" * 150,
    "classes": "".join(" " * n + ("class A:\n", "def f():\n")[n % 2] for n in range(90))
    + " " * 90
    + "[" * 90
    + "]" * 90,
    "patterns": "match x:\n case " + "[" * 150 + "a" + "]" * 150 + ": pass",
}
