"""TypeScript, TSX, JavaScript and JSX: source to flow model, by tree-sitter's grammars.

Each module here lowers one kind of syntax; `context` holds what they share.
"""

from __future__ import annotations

from genlint.frontends import may_suppress
from genlint.frontends.typescript import (  # noqa: F401  (they register what they lower)
    classes,
    expressions,
    functions,
    jsx,
    literals,
    modules,
    patterns,
    statements,
)
from genlint.frontends.typescript.context import Lowering
from genlint.frontends.typescript.grammar import comments_of, parse, problems_of
from genlint.model.ir import Function, Module, Scope

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

__all__ = ["lower_typescript"]


def lower_typescript(path: str, source: bytes) -> Module:
    """Parse and lower one file; the suffix of `path` chooses the grammar.

    `source` is UTF-8, with or without a byte order mark; the module's own `source` has none, and all
    spans refer to it. Syntax errors are problems of the module. Raises `UnicodeDecodeError` for bytes
    that are no UTF-8.
    """
    source = source.removeprefix(_BYTE_ORDER_MARK)
    source.decode("utf-8")
    parsed = parse(path, source)
    scope = Scope("module", None)
    body = Function((0, len(source)), None, [], [], scope, "module")
    scope.function = body
    module = Module(path, "typescript", source, body)
    module.problems.extend(problems_of(parsed, source))
    lowering = Lowering(module, parsed)
    lowering.statements(parsed.root.children, scope, body.body)
    if parsed.errors is not None:
        for error in parsed.errors.take(0, len(source)):
            lowering.salvage(error, scope, body.body)
    lowering.globals.declare()
    if may_suppress(source):
        module.comments.extend(comments_of(parsed, source))
    return module
