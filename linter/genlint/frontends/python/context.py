"""What the lowering of one Python file shares: places, scopes, depth, and who lowers which node.

The modules beside this one register a handler for each kind of `ast` node; `Lowering` finds them by
the node's type. Three frames of the interpreter a level of nesting are the most that a handler may
use, so that `MAX_DEPTH` levels fit into the default recursion limit with room for the caller's.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar

from genlint.model import ir
from genlint.model.ir import Span, Statement, Value
from genlint.records import dataclass, field

Handler = TypeVar("Handler", bound=Callable[..., Any])

EXPRESSIONS: dict[type, Callable[[Lowering, Any, Span], Value]] = {}
"""From a kind of expression to what lowers it: (lowering, node, the node's span) to a value."""

SIMPLE: dict[type, Callable[[Lowering, Any, Span, list[Statement]], None]] = {}
"""From a kind of statement without a body to what lowers it, which appends to the list it is given."""

COMPOUND: dict[type, Callable[[Lowering, Any, Span, list[Statement]], None]] = {}
"""The same for statements that have bodies."""


def expression(*kinds: type) -> Callable[[Handler], Handler]:
    """Register the handler of an expression."""
    return lambda handler: (EXPRESSIONS.update(dict.fromkeys(kinds, handler)), handler)[1]


def simple(*kinds: type) -> Callable[[Handler], Handler]:
    """Register the handler of a statement without a body."""
    return lambda handler: (SIMPLE.update(dict.fromkeys(kinds, handler)), handler)[1]


def compound(*kinds: type) -> Callable[[Handler], Handler]:
    """Register the handler of a statement with a body."""
    return lambda handler: (COMPOUND.update(dict.fromkeys(kinds, handler)), handler)[1]


def newer_nodes(*names: str) -> tuple[type, ...]:
    """The `ast` classes of these names, as far as the running Python knows them."""
    return tuple(getattr(ast, name) for name in names if hasattr(ast, name))


@dataclass(slots=True)
class Field:
    """One field of a dataclass or the like."""

    name: str
    span: Span
    default: Value | None = None
    keyword: bool = False
    init: bool = True
    stored: bool = True
    """False for an `InitVar`, which only `__post_init__` sees."""
    parameter: str = ""
    """What `__init__` calls it, where that is another name."""
    alias: str = ""
    """A second name that `__init__` takes it by."""


@dataclass(slots=True)
class Shape:
    """What is known of a class whose `__init__` its library writes."""

    style: Literal["dataclass", "attrs", "model", "struct", "tuple"]
    fields: list[Field] = field(default_factory=list)
    post_init: str | None = None
    """The method that the written `__init__` calls last."""


def _places(source: bytes, sign: bytes) -> list[int]:
    """Where `sign` stands, in order."""
    found = []
    at = source.find(sign)
    while at >= 0:
        found.append(at)
        at = source.find(sign, at + len(sign))
    return found


class Lowering:
    """The state of one file's lowering. `module` is filled as it goes."""

    __slots__ = (
        "cls",
        "depth",
        "function",
        "imports",
        "is_ascii",
        "module",
        "positions",
        "scope",
        "shapes",
        "source",
        "star_imports",
        "starts",
        "statements",
        "walruses",
    )

    def __init__(self, module: ir.Module, starts: list[int]) -> None:
        """`starts[n]` is the byte offset of line n, counted from 1; `starts[0]` is unused."""
        self.module = module
        self.source = module.source
        self.starts = starts
        self.statements = module.statements
        self.function = module.body
        self.scope = module.body.scope
        self.cls: ir.Class | None = None
        self.depth = 0
        self.is_ascii = self.source.isascii()
        self.walruses = _places(self.source, b":=")
        self.star_imports = 0
        self.imports: dict[str, str] = {}
        """From a local name to the dotted name of what was imported by it, anywhere in the file."""
        self.shapes: dict[str, Shape] = {}
        """From a class's name to its shape, for those that inherit it."""
        self.positions: dict[str, tuple[str, ...]] = {}
        """From a class's name to its literal `__match_args__`."""

    # -- places

    def span(self, node: Any) -> Span:
        """The bytes of a node that has a place."""
        starts = self.starts
        return (starts[node.lineno] + node.col_offset, starts[node.end_lineno] + node.end_col_offset)

    def start(self, node: Any) -> int:
        """Where a node begins."""
        return int(self.starts[node.lineno] + node.col_offset)

    def tail(self, span: Span, name: str) -> Span:
        """The place of an identifier that ends where `span` ends.

        Python normalises identifiers (NFKC), so the source may spell `name` with other bytes.
        """
        end = span[1]
        if self.is_ascii:
            return (end - len(name), end)
        start = end - len(name.encode())
        if start >= span[0] and self.source[start:end] == name.encode():
            return (start, end)
        text = self.source[span[0] : end]
        behind = max(text.rfind(mark) for mark in (b".", b" ", b"\t", b"\n", b"\\", b"*"))
        return (span[0] + behind + 1, end)

    def header(self, start: int, end: int) -> Span:
        """From `start` to where a body that begins at `end` is about to begin.

        Trailing blanks and comment lines are left out: they stand over the body, not in the header.
        """
        text = self.source[start:end]
        cut = max(text.rfind(b"\n"), text.rfind(b"\r"))
        if cut >= 0:
            text = text[:cut].rstrip()
            cut = max(text.rfind(b"\n"), text.rfind(b"\r"))
            while cut >= 0 and text[cut + 1 :].lstrip().startswith(b"#"):
                text = text[:cut].rstrip()
                cut = max(text.rfind(b"\n"), text.rfind(b"\r"))
        return (start, start + len(text.rstrip()))

    def body_start(self, nodes: Sequence[ast.stmt]) -> int:
        """Where a body begins, the decorators of its first statement included."""
        first: Any = nodes[0]
        decorators = getattr(first, "decorator_list", None)
        return self.start(decorators[0]) if decorators else self.start(first)

    def may_bind(self, node: Any) -> bool:
        """Whether a `:=`, or what looks like one, stands in a node, which may be one without a place."""
        if not self.walruses or not hasattr(node, "lineno"):
            return bool(self.walruses)
        at = bisect_left(self.walruses, self.body_start([node]))
        return at < len(self.walruses) and self.walruses[at] < self.span(node)[1]

    # -- lowering

    def value(self, node: Any) -> Value:
        """Lower an expression."""
        starts = self.starts
        span = (starts[node.lineno] + node.col_offset, starts[node.end_lineno] + node.end_col_offset)
        kind = type(node)
        if kind is ast.Name:
            return ir.Name(span, node.id, self.scope)
        if kind is ast.Constant:
            return constant(node, span)
        if self.depth >= ir.MAX_DEPTH:
            return self.too_deep(span)
        self.depth += 1
        result = EXPRESSIONS.get(kind, unknown)(self, node, span)
        self.depth -= 1
        return result

    def block(self, nodes: Sequence[ast.stmt]) -> list[Statement]:
        """Lower the statements of a body, in order."""
        out: list[Statement] = []
        if self.depth >= ir.MAX_DEPTH and nodes:
            span = (self.start(nodes[0]), self.span(nodes[-1])[1])
            return [ir.Evaluate(span, self.too_deep(span))]
        self.depth += 1
        for node in nodes:
            span = self.span(node)
            handler = SIMPLE.get(type(node))
            if handler is not None:
                self.statements.append(span)
                handler(self, node, span, out)
                continue
            handler = COMPOUND.get(type(node))
            if handler is not None:
                body = getattr(node, "body", None)
                end = self.body_start(body) if body else self.start(first_pattern(node))
                self.statements.append(self.header(span[0], end))
                handler(self, node, span, out)
        self.depth -= 1
        return out

    def too_deep(self, span: Span) -> ir.Opaque:
        """What stands for a part that is nested too deeply. The module says so, once."""
        if not self.module.truncated:
            self.module.truncated = True
            self.module.problems.append(ir.Problem(span, f"nested more than {ir.MAX_DEPTH} levels deep"))
        return ir.Opaque(span, [], "too deep")

    # -- names

    def binding(self, name: str, span: Span) -> ir.Binding:
        """The binding that an assignment to `name` here writes."""
        return self.scope.lookup(name) or self.scope.declare(name, "variable", span)

    def dotted(self, node: Any) -> str:
        """The dotted name that an expression means, imports resolved; empty where it is none."""
        parts: list[str] = []
        while type(node) is ast.Attribute:
            parts.append(node.attr)
            node = node.value
        if type(node) is not ast.Name:
            return ""
        parts.append(self.imports.get(node.id, node.id))
        return ".".join(reversed(parts))


def first_pattern(node: Any) -> Any:
    """The pattern of a `match`'s first case: a case itself has no place."""
    return node.cases[0].pattern


def constant(node: ast.Constant, span: Span) -> Value:
    """A constant; `...` and complex numbers have no meaning in the model."""
    value = node.value
    if value is Ellipsis:
        return ir.Opaque(span, [], "...")
    if isinstance(value, complex):
        return ir.Opaque(span, [], "complex")
    return ir.Literal(span, value)


def unknown(low: Lowering, node: ast.expr, span: Span) -> Value:
    """An expression of a newer Python: it keeps what it is made of."""
    below = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    return ir.Opaque(span, [low.value(child) for child in below], type(node).__name__)
