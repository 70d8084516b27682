"""Which names a function, class or module makes its own.

Python decides it for the whole body at once: a name that is assigned anywhere in a function is
local everywhere in it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Any

from genlint.frontends.python.context import Lowering, newer_nodes
from genlint.lazy import lazy_regex
from genlint.model.ir import Scope, Span

DEF = lazy_regex(rb"(?:async[\s\\]+)?(?:def|class)[\s\\]+([^\s\\(\[:#]+)")
AS = lazy_regex(rb"[\s\\)]*as[\s\\]+([^\s\\:#]+)")

_PLAIN = (ast.Expr, ast.Return, ast.Pass, ast.Raise, ast.Assert, ast.Break, ast.Continue)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_TYPE_ALIAS = newer_nodes("TypeAlias")


def declare_locals(low: Lowering, scope: Scope, body: Iterable[ast.stmt]) -> None:
    """Declare in `scope` every name that `body` binds, and note its `global` and `nonlocal` names."""
    found: list[tuple[str, Any, Span]] = []
    foreign: set[str] = set()
    stack: list[Any] = list(body)
    stack.reverse()
    while stack:
        node = stack.pop()
        kind = type(node)
        if low.may_bind(node):
            found.extend(walrus_names(low, _own_expressions(node)))
        if kind in _PLAIN:
            continue
        if kind is ast.Assign:
            for target in node.targets:
                found.extend(target_names(low, target))
        elif kind is ast.AnnAssign:
            if node.value is not None or scope.kind != "class":
                found.extend(target_names(low, node.target))
        elif kind is ast.AugAssign:
            found.extend(target_names(low, node.target))
        elif kind in _FUNCTIONS:
            found.append((node.name, "class" if kind is ast.ClassDef else "function", name_span(low, node)))
        elif kind is ast.Import or kind is ast.ImportFrom:
            found.extend(_import_names(low, node))
        elif kind is ast.Delete:
            for target in node.targets:
                found.extend(target_names(low, target))
        elif kind is ast.Global:
            foreign.update(node.names)
            scope.globals |= set(node.names)
            for name in node.names:
                low.module.body.scope.declare(name, "variable", _word_span(low, node, name))
        elif kind is ast.Nonlocal:
            foreign.update(node.names)
        elif kind in _TYPE_ALIAS:
            found.extend(target_names(low, node.name))
        else:
            _enter(low, node, found, stack)
    for name, how, span in found:
        if name not in foreign:
            scope.declare(name, how, span)


def _enter(low: Lowering, node: Any, found: list[tuple[str, Any, Span]], stack: list[Any]) -> None:
    """The names that a compound statement's header binds; its bodies go on the stack, first on top."""
    kind = type(node)
    if kind is ast.For or kind is ast.AsyncFor:
        found.extend(target_names(low, node.target))
    elif kind is ast.With or kind is ast.AsyncWith:
        for item in node.items:
            if item.optional_vars is not None:
                found.extend(target_names(low, item.optional_vars))
    elif kind is ast.ExceptHandler and node.name:
        found.append((node.name, "variable", handler_name_span(low, node)))
    elif kind is ast.match_case:
        found.extend(pattern_names(low, node.pattern))
    for part in ("finalbody", "orelse", "handlers", "cases", "body"):
        stack.extend(reversed(getattr(node, part, ())))


def target_names(low: Lowering, target: Any) -> Iterator[tuple[str, Any, Span]]:
    """The plain names in an assignment's target, in order."""
    stack = [target]
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind is ast.Name:
            yield node.id, "variable", low.span(node)
        elif kind is ast.Tuple or kind is ast.List:
            stack.extend(reversed(node.elts))
        elif kind is ast.Starred:
            stack.append(node.value)


def pattern_names(low: Lowering, pattern: Any) -> Iterator[tuple[str, Any, Span]]:
    """The names that a `match` pattern captures."""
    for node in ast.walk(pattern):
        if isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            yield node.name, "variable", low.tail(low.span(node), node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            yield node.rest, "variable", rest_span(low, node, node.rest)


def rest_span(low: Lowering, node: ast.MatchMapping, name: str) -> Span:
    """Where the `**name` of a mapping pattern, which is always its last part, has its name."""
    start, end = low.span(node)
    at = low.source.rfind(name.encode(), start, end)
    return (at, at + len(name.encode())) if at >= 0 else (start, end)


def walrus_names(low: Lowering, nodes: Iterable[ast.AST]) -> Iterator[tuple[str, Any, Span]]:
    """The names that `:=` binds in these expressions; comprehensions bind in the scope around them."""
    stack = list(nodes)
    stack.reverse()
    while stack:
        node = stack.pop()
        if isinstance(node, ast.NamedExpr) and isinstance(node.target, ast.Name):
            yield node.target.id, "variable", low.span(node.target)
        if isinstance(node, ast.Lambda):
            stack.append(node.args)
        else:
            stack.extend(reversed(list(ast.iter_child_nodes(node))))


def _own_expressions(node: Any) -> list[ast.AST]:
    """What a statement evaluates in its own scope, without the statements below it."""
    own = (ast.expr, ast.keyword, ast.withitem, ast.arguments)
    return [child for child in ast.iter_child_nodes(node) if isinstance(child, own)]


def _import_names(low: Lowering, node: Any) -> Iterator[tuple[str, Any, Span]]:
    for alias in node.names:
        if alias.name != "*":
            span = low.span(alias)
            if alias.asname:
                yield alias.asname, "import", low.tail(span, alias.asname)
            else:
                top = alias.name.partition(".")[0]
                yield top, "import", (span[0], min(span[0] + len(top.encode()), span[1]))


def _word_span(low: Lowering, node: ast.stmt, word: str) -> Span:
    """Where a word stands in a statement, or the statement where it is spelt in another way."""
    start, end = low.span(node)
    match = re.compile(rb"\b" + re.escape(word.encode()) + rb"\b").search(
        low.source, start + len("global"), end
    )
    return match.span() if match else (start, end)


def name_span(low: Lowering, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Span:
    """Where the name of a `def` or `class` stands."""
    match = DEF.match(low.source, low.start(node))
    return match.span(1) if match else low.span(node)


def handler_name_span(low: Lowering, node: ast.ExceptHandler) -> Span:
    """Where the name of an `except … as name` stands."""
    start = low.span(node.type)[1] if node.type is not None else low.start(node)
    match = AS.match(low.source, start)
    return match.span(1) if match else low.header(low.start(node), low.body_start(node.body))
