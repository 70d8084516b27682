"""What all of the lowering shares: the dispatch by kind of node, the depth, and the module in the making.

The modules beside this one register a function for each kind of syntax node. `Lowering.expression` and
`Lowering.statement` find it, and are the only way down the tree, so that they alone count the depth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from tree_sitter import Node

from genlint.frontends.typescript.globals import Globals
from genlint.frontends.typescript.grammar import TRIVIA, TYPES, WRAPPERS, Parsed, inner, kinds_of
from genlint.model.ir import (
    MAX_DEPTH,
    Class,
    Evaluate,
    Export,
    Literal,
    Module,
    Name,
    Opaque,
    Problem,
    Scope,
    Span,
    Statement,
    Value,
)
from genlint.model.traverse import children

ExpressionHandler = Callable[["Lowering", Node, Scope], Value]
StatementHandler = Callable[["Lowering", Node, Scope, "list[Statement]"], None]

EXPRESSIONS: dict[str, ExpressionHandler] = {}
STATEMENTS: dict[str, StatementHandler] = {}


def expression(*kinds: str) -> Callable[[ExpressionHandler], ExpressionHandler]:
    """Register a function that lowers expression nodes of these kinds to a value."""

    def register(handler: ExpressionHandler) -> ExpressionHandler:
        EXPRESSIONS.update(dict.fromkeys(kinds, handler))
        return handler

    return register


def statement(*kinds: str) -> Callable[[StatementHandler], StatementHandler]:
    """Register a function that lowers statement nodes of these kinds onto a list of statements."""

    def register(handler: StatementHandler) -> StatementHandler:
        STATEMENTS.update(dict.fromkeys(kinds, handler))
        return handler

    return register


class _Handlers:
    """The functions above by the ids that a grammar gives the kinds: a node tells its id in half the time."""

    def __init__(self, kinds: Mapping[int, str]) -> None:
        self.identifiers = frozenset(each for each, kind in kinds.items() if kind == "identifier")
        self.expressions = {each: EXPRESSIONS[kind] for each, kind in kinds.items() if kind in EXPRESSIONS}
        self.statements = {each: STATEMENTS[kind] for each, kind in kinds.items() if kind in STATEMENTS}


@lru_cache(maxsize=2)
def _handlers(tsx: bool) -> _Handlers:
    return _Handlers(kinds_of(tsx))


class Lowering:
    """The state of lowering one file."""

    def __init__(self, module: Module, parsed: Parsed) -> None:
        self.module = module
        self.source = module.source
        self.errors = parsed.errors
        self.depth = 0
        self.cls: Class | None = None
        """The class whose `super` is meant here."""
        self.class_body: list[Statement] = []
        """Where the innermost class puts what runs besides its members."""
        self.exports: list[Export] = module.exports
        """The face of the module, or of the namespace that is being lowered."""
        self.variable_scopes: set[int] = set()
        """Ids of the block scopes that own the `var`s in them: namespaces and static blocks."""
        self.globals = Globals(module)
        self._texts: dict[bytes, str] = {}
        handlers = _handlers(parsed.tsx)
        self._identifiers = handlers.identifiers
        self._expressions = handlers.expressions
        self._statements = handlers.statements

    # -- text

    def text(self, node: Node) -> str:
        """The source of `node`."""
        return self.text_at(node.byte_range)

    def text_at(self, span: Span) -> str:
        """The source at `span`."""
        raw = self.source[span[0] : span[1]]
        found = self._texts.get(raw)
        if found is None:
            found = self._texts[raw] = raw.decode("utf-8", "replace")
        return found

    def header(self, node: Node, end: int) -> None:
        """Note that a compound statement's header runs from the start of `node` to `end`."""
        self.module.statements.append((node.start_byte, end))

    # -- scopes

    def variable_scope(self, scope: Scope) -> Scope:
        """The scope that owns a `var` written in `scope`."""
        while scope.kind not in ("function", "module") and id(scope) not in self.variable_scopes:
            if scope.parent is None:
                break
            scope = scope.parent
        return scope

    @staticmethod
    def block(scope: Scope) -> Scope:
        """A new block inside `scope`."""
        return Scope("block", scope, scope.function)

    # -- the way down

    def expression(self, node: Node | None, scope: Scope) -> Value:
        """Lower one expression. None (a syntax error has eaten it) is opaque."""
        if node is None:
            return Opaque((0, 0), [], "missing")
        kind = node.kind_id
        handler = self._expressions.get(kind)
        while handler is None and kind not in self._identifiers and node.type in WRAPPERS:
            found = inner(node)
            if found is None:
                return Opaque(node.byte_range, [], "missing")
            node = found
            kind = node.kind_id
            handler = self._expressions.get(kind)
        if handler is None and kind in self._identifiers:
            if node.is_missing:
                return Opaque(node.byte_range, [], "missing")
            return self.name(node, scope)
        if self.depth >= MAX_DEPTH:
            return self.too_deep(node)
        self.depth += 1
        value = handler(self, node, scope) if handler is not None else self.unknown(node, scope)
        self.depth -= 1
        return value

    def name(self, node: Node, scope: Scope) -> Value:
        """A read (or the target of a write) of a plain name."""
        span = node.byte_range
        text = self.text_at(span)
        if text == "undefined" and scope.lookup(text) is None:
            return Literal(span, None, undefined=True)
        return Name(span, text, scope)

    def unknown(self, node: Node, scope: Scope) -> Value:
        """Whatever has no handler keeps what is inside of it."""
        if node.type == "ERROR" and self.errors is not None:
            self.errors.taken.add(node.id)
        found: list[Statement] = []
        for child in node.children:
            self.salvage(child, scope, found)
        values = [value for each in found for value in children(each) if isinstance(value, Value)]
        return Opaque(node.byte_range, values, "syntax error" if node.type == "ERROR" else node.type)

    def too_deep(self, node: Node) -> Value:
        """What stands for an expression past the depth limit."""
        if not self.module.truncated:
            self.module.truncated = True
            self.module.problems.append(Problem(node.byte_range, "nested too deeply"))
        return Opaque(node.byte_range, [], "too deep")

    def statement(self, node: Node, scope: Scope, out: list[Statement]) -> None:
        """Lower one statement onto `out`; nothing for a comment, a type or punctuation."""
        handler = self._statements.get(node.kind_id)
        if handler is None:
            if node.is_named and node.type not in TRIVIA:
                self.salvage(node, scope, out)
            return
        if self.depth >= MAX_DEPTH:
            out.append(Evaluate(node.byte_range, self.too_deep(node)))
            return
        self.depth += 1
        handler(self, node, scope, out)
        self.depth -= 1

    def parts(self, node: Node) -> list[Node]:
        """The statements of a block, and whatever else may stand there where the syntax has errors."""
        return node.named_children if self.errors is None else node.children

    def statements(self, nodes: Iterable[Node], scope: Scope, out: list[Statement]) -> None:
        """Lower a list of statements onto `out`, and what syntax errors hide in each of them."""
        errors = self.errors
        for node in nodes:
            self.statement(node, scope, out)
            if errors is not None and node.has_error:
                for error in errors.take(*node.byte_range):
                    self.salvage(error, scope, out)

    def salvage(self, node: Node, scope: Scope, out: list[Statement]) -> None:
        """Lower what can be made out inside a node that stands where none like it is expected."""
        kind = node.type
        if kind in STATEMENTS:
            self.statement(node, scope, out)
        elif kind in EXPRESSIONS or kind in WRAPPERS:
            out.append(Evaluate(node.byte_range, self.expression(node, scope)))
        elif kind in TYPES or not node.child_count:
            return
        elif self.depth >= MAX_DEPTH:
            self.too_deep(node)
        else:
            if kind == "ERROR" and self.errors is not None:
                self.errors.taken.add(node.id)
            self.depth += 1
            for child in node.children:
                self.salvage(child, scope, out)
            self.depth -= 1
