"""`match`: patterns become tests of the subject, and captures reads of its parts."""

from __future__ import annotations

import ast
from typing import Any

from genlint.frontends.python.context import Lowering, compound
from genlint.frontends.python.scopes import rest_span
from genlint.model import ir
from genlint.model.ir import Span, Statement, Value

SELF_MATCHING = frozenset(
    {"bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"}
)
"""Classes whose one positional pattern matches the subject itself: `case str(text)`."""

Captures = dict[str, tuple[Span, Value]]


@compound(ast.Match)
def match_(low: Lowering, node: ast.Match, span: Span, out: list[Statement]) -> None:
    """The subject is evaluated once; the first case that matches runs."""
    subject = low.value(node.subject)
    if type(node.subject) is not ast.Name:
        out.append(ir.Evaluate(subject.span, subject))
    cases = []
    for item in node.cases:
        captures: Captures = {}
        test = pattern(low, item.pattern, subject, captures)
        place = (low.start(item.pattern), low.span(item.body[-1])[1])
        low.statements.append(low.header(place[0], low.body_start(item.body)))
        if item.guard is not None:
            test = _guarded(low, test, item.guard, captures)
        body: list[Statement] = [
            ir.Declare(where, low.binding(name, where), value) for name, (where, value) in captures.items()
        ]
        body.extend(low.block(item.body))
        cases.append(ir.Case(place, test, body))
    out.append(ir.Branch(span, cases))


def _guarded(low: Lowering, test: Value | None, guard: ast.expr, captures: Captures) -> Value:
    """The pattern's test and its guard. What the guard reads of the captures is bound before it."""
    read = {part.id for part in ast.walk(guard) if isinstance(part, ast.Name)}
    condition = low.value(guard)
    stores: list[Value] = [
        ir.Store(where, ir.Name(where, name, low.scope), value)
        for name, (where, value) in captures.items()
        if name in read
    ]
    if stores:
        condition = ir.Comma(condition.span, [*stores, condition])
    if test is None:
        return condition
    return _all((test.span[0], condition.span[1]), [test, condition])


def pattern(low: Lowering, node: Any, subject: Value, captures: Captures) -> Value | None:
    """The test that a pattern makes of `subject`, None where it always holds. Captures are added."""
    span = low.span(node)
    if low.depth >= ir.MAX_DEPTH:
        return low.too_deep(span)
    low.depth += 1
    try:
        match node:
            case ast.MatchValue():
                return ir.Compare(span, "eq", subject, low.value(node.value))
            case ast.MatchSingleton():
                return ir.Compare(span, "eq", subject, ir.Literal(span, node.value))
            case ast.MatchAs():
                test = None
                if node.pattern is not None:
                    test = pattern(low, node.pattern, subject, captures)
                if node.name:
                    captures[node.name] = (low.tail(span, node.name), subject)
                return test
            case ast.MatchOr():
                return _alternatives(low, node, span, subject, captures)
            case ast.MatchSequence():
                return _sequence(low, node, span, subject, captures)
            case ast.MatchMapping():
                return _mapping(low, node, span, subject, captures)
            case ast.MatchClass():
                return _class(low, node, span, subject, captures)
            case _:
                return ir.Opaque(span, [subject], type(node).__name__)
    finally:
        low.depth -= 1


def _alternatives(
    low: Lowering, node: ast.MatchOr, span: Span, subject: Value, captures: Captures
) -> Value | None:
    """`a | b | c`. All alternatives capture the same names; each name gets the one that matched."""
    tests: list[Value] = []
    found: list[tuple[Value | None, Captures]] = []
    for item in node.patterns:
        below: Captures = {}
        test = pattern(low, item, subject, below)
        found.append((test, below))
        if test is not None:
            tests.append(test)
    for test, below in reversed(found):
        for name, (where, value) in below.items():
            if test is not None and name in captures:
                value = ir.Choice(where, test, value, captures[name][1])
            captures[name] = (where, value)
    if len(tests) < len(found):
        return None
    return ir.Logical(span, "or", tests)


def _sequence(
    low: Lowering, node: ast.MatchSequence, span: Span, subject: Value, captures: Captures
) -> Value:
    tests: list[Value] = [ir.Opaque(span, [subject], "sequence")]
    count = len(node.patterns)
    starred: int | None = None
    for position, item in enumerate(node.patterns):
        place = low.span(item)
        if isinstance(item, ast.MatchStar):
            starred = position
            if item.name:
                rest = ir.Slice(place, subject, position, None, position == count - 1)
                captures[item.name] = (low.tail(place, item.name), rest)
            continue
        index = position if starred is None else position - count
        part = ir.Index(place, subject, ir.Literal(place, index))
        _keep(tests, pattern(low, item, part, captures))
    return _all(span, tests)


def _mapping(low: Lowering, node: ast.MatchMapping, span: Span, subject: Value, captures: Captures) -> Value:
    keys = [low.value(key) for key in node.keys]
    tests: list[Value] = [ir.Opaque(span, [subject, *keys], "mapping")]
    for key, item in zip(keys, node.patterns, strict=False):
        _keep(tests, pattern(low, item, ir.Index(low.span(item), subject, key), captures))
    if node.rest:
        taken = tuple(key.value for key in keys if isinstance(key, ir.Literal) and isinstance(key.value, str))
        where = rest_span(low, node, node.rest)
        captures[node.rest] = (where, ir.Rest(where, subject, taken))
    return _all(span, tests)


def _class(low: Lowering, node: ast.MatchClass, span: Span, subject: Value, captures: Captures) -> Value:
    name = low.dotted(node.cls)
    tests: list[Value] = [ir.Opaque(span, [subject, low.value(node.cls)], "class")]
    shape = low.shapes.get(name)
    names = low.positions.get(name)
    if names is None:
        names = tuple(field.name for field in shape.fields) if shape is not None else ()
    for position, item in enumerate(node.patterns):
        place = low.span(item)
        if name in SELF_MATCHING and position == 0:
            part = subject
        elif position < len(names):
            part = ir.Attribute(place, subject, names[position], place)
        else:
            part = ir.Opaque(place, [subject], "class")
        _keep(tests, pattern(low, item, part, captures))
    for key, item in zip(node.kwd_attrs, node.kwd_patterns, strict=False):
        place = low.span(item)
        _keep(tests, pattern(low, item, ir.Attribute(place, subject, key, place), captures))
    return _all(span, tests)


def _keep(tests: list[Value], test: Value | None) -> None:
    if test is not None:
        tests.append(test)


def _all(span: Span, tests: list[Value]) -> Value:
    if len(tests) == 1:
        return tests[0]
    flat: list[Value] = []
    for test in tests:
        flat.extend(test.operands if isinstance(test, ir.Logical) and test.operator == "and" else [test])
    return ir.Logical(span, "and", flat)
