"""Whatever is written anywhere means what it meant by itself: parentheses stand where they are needed."""

from __future__ import annotations

import pytest
from genlint.fix import apply_edits
from genlint.frontends import lower
from genlint.model import ir
from genlint.model.traverse import children, walk
from genlint.writer import writer_for
from hypothesis import assume, given, settings
from hypothesis import strategies as st

NAMES = st.sampled_from(["a", "b.c", "d(e)", "f[0]"])


def expressions(path):
    """Expressions made of templates in which each `_` is another one, in parentheses or not."""

    def fill(inner):
        return st.tuples(
            st.sampled_from(SHAPES[path]), st.lists(inner, min_size=3, max_size=3), st.booleans()
        ).map(lambda drawn: _filled(*drawn))

    # The grammar takes some comparisons for type arguments.
    return st.recursive(NAMES, fill, max_leaves=8).filter(
        lambda text: not lower(path, text.encode()).problems
    )


def _filled(shape, parts, grouped):
    for part in parts:
        shape = shape.replace("_", f"({part})" if grouped or not part.isidentifier() else part, 1)
    return shape


TEMPLATES = {
    "a.ts": """
        _ && _
        _ || _
        _ ?? _
        !_
        _ ? _ : _
        _ === _
        _ + _
        _ - _
        _ as T
        _!
        { k: _ }
        [_, _]
        _ < _
        typeof _
        `t${_}`
        () => _
        _.p
        _[_]
        g(_, _)
        _ ** _
        _ | _
        _ & _
    """,
    "a.py": """
        _ and _
        _ or _
        not _
        _ if _ else _
        _ == _
        _ + _
        _ - _
        {'k': _}
        [_, _]
        _ < _
        lambda: _
        _.p
        _[_]
        g(_, k=_)
        -_
        _ in _
        (_, _)
        _ is not _
        _ ** _
        _ | _
    """,
}
SHAPES = {
    path: [line.strip() for line in text.split("\n") if line.strip()] for path, text in TEMPLATES.items()
}


def shape(value):
    """What a value is, without its places; nested chains of one operator are one."""
    if isinstance(value, ir.Logical):
        operands = [shape(operand) for operand in value.operands]
        flat = []
        for operand in operands:
            same = operand[0] == "Logical" and operand[1] == value.operator
            flat += operand[2] if same else [operand]
        return ("Logical", value.operator, flat)
    fields = [
        getattr(value, name, None)
        for name in ("value", "text", "key", "operator", "label", "name", "plus")
        if not isinstance(getattr(value, name, None), ir.Node)
    ]
    return (type(value).__name__, *fields, [shape(child) for child in children(value)])


def meaning(path, text):
    module = lower(path, text.encode())
    assert not module.problems, text
    return [shape(statement) for statement in module.body.body]


def surroundings(shapes):
    """Expressions with one `HOLE` in them, a few levels deep."""
    level = st.tuples(st.sampled_from(shapes), st.integers(0, 2), st.booleans())
    return st.lists(level, min_size=1, max_size=3).map(_around)


def _around(levels):
    text = "HOLE"
    for shape, position, grouped in levels:
        count = shape.count("_")
        # Behind `as T` the grammar takes operators that the language does not have there.
        inner = f"({text})" if text.endswith("as T") or (grouped and text != "HOLE") else text
        for index in range(count):
            shape = shape.replace("_", inner if index == position % count else "a", 1)
        text = shape
    return text


@pytest.mark.parametrize("path", sorted(SHAPES))
def test_replacement(path):
    @settings(max_examples=400, deadline=None)
    @given(around=surroundings(SHAPES[path]), text=expressions(path))
    def check(around, text):
        source = f"y = {around};"
        module = lower(path, source.encode())
        assume(not module.problems)
        wanted = meaning(path, source.replace("HOLE", f"({text})"))
        hole = next(n for n in walk(module.body) if isinstance(n, ir.Name) and n.text == "HOLE")
        after = apply_edits(module.source, writer_for(module).replace(hole, text)).decode()
        assert meaning(path, after) == wanted, after

    check()


@pytest.mark.parametrize("path", sorted(SHAPES))
def test_conjunction(path):
    @settings(max_examples=200, deadline=None)
    @given(value=expressions(path), condition=expressions(path))
    def check(value, condition):
        source = f"y = g({value})" if path == "a.ts" else f"y = g(k={value})"
        operator = "&&" if path == "a.ts" else "and"
        wanted = meaning(path, source.replace(value, f"({value}) {operator} ({condition})", 1))
        module = lower(path, source.encode())
        call = next(
            n for n in walk(module.body) if isinstance(n, ir.Call) and getattr(n.callee, "text", "") == "g"
        )
        edits = writer_for(module).conjunct(call.arguments[0].value, condition)
        after = apply_edits(module.source, edits).decode()
        assert meaning(path, after) == wanted, after

    check()


@pytest.mark.parametrize("path", sorted(SHAPES))
def test_composition(path):
    writer = writer_for(lower(path, b""))

    @settings(max_examples=200, deadline=None)
    @given(first=expressions(path), second=expressions(path))
    def check(first, second):
        both, either = ("&&", "||") if path == "a.ts" else ("and", "or")
        assert meaning(path, f"y = {writer.both(first, second)}") == meaning(
            path, f"y = ({first}) {both} ({second})"
        )
        assert meaning(path, f"y = {writer.either(first, second)}") == meaning(
            path, f"y = ({first}) {either} ({second})"
        )
        if path == "a.ts":
            assert meaning(path, f"y = {writer.fallback(first, second)}") == meaning(
                path, f"y = ({first}) ?? ({second})"
            )

    check()
