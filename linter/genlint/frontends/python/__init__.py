"""The Python front end: from source, or a tree that someone has parsed already, to the flow model."""

from __future__ import annotations

import ast

from genlint.frontends.python import expressions, patterns, statements
from genlint.frontends.python.comments import comments
from genlint.frontends.python.context import Lowering
from genlint.frontends.python.scopes import declare_locals
from genlint.frontends.python.source import decode, line_starts, parse
from genlint.model.ir import Function, Module, Problem, Scope

__all__ = ["lower_python"]

REGISTERED = (expressions, patterns, statements)
"""These register what lowers each kind of node (and import the other modules that do) when they load."""


def lower_python(path: str, source: bytes, tree: ast.Module | None = None) -> Module:
    """Parse and lower one file.

    `source` is the file's bytes as they are on disk. With a `tree`, which is left as it is, `source` is
    the text that it was parsed from, in UTF-8 (a cookie in it doesn't count any more).

    Of a file that isn't sound the sound parts are lowered, and the module has a `Problem`.
    Raises `UnicodeError` for bytes that are no text in the file's encoding, and nothing else.
    """
    problems: list[Problem] = []
    if tree is None:
        source, problems = decode(source)
    else:
        source = source.removeprefix(b"\xef\xbb\xbf")
        source.decode("utf-8")
    starts = line_starts(source)
    if tree is None:
        tree, found = parse(source, starts)
        problems.extend(found)
    scope = Scope("module", None)
    body = Function((0, len(source)), None, [], [], scope, "module")
    scope.function = body
    module = Module(path, "python", source, body, problems=problems)
    low = Lowering(module, starts)
    try:
        declare_locals(low, scope, tree.body)
        body.body = low.block(tree.body)
    except RecursionError:
        # The caller has used up most of the interpreter's stack.
        module.truncated = True
        module.problems.append(Problem((0, len(source)), "nested too deeply to be read"))
    module.comments = comments(source, starts)
    return module
