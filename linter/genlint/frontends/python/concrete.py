"""Python's concrete syntax tree, asked by place.

Only what writes Python imports this, and only when it writes: libcst is slow to load.
"""

from __future__ import annotations

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper

from genlint.model.ir import Span
from genlint.records import dataclass
from genlint.writer import CannotWrite

_TARGETS = (
    cst.AssignTarget,
    cst.AsName,
    cst.Del,
    cst.NameItem,
)
_DOTTED = (cst.Decorator, cst.ImportAlias, cst.ImportFrom, cst.MatchPattern)
"""What takes names and their attributes alone, at least in older versions of Python."""


@dataclass(frozen=True)
class Group:
    """An expression with parentheses around it."""

    place: Span
    stays: bool
    """Whether there are more of them outside of `place`."""


class ConcreteTree:
    """The tree of one module, with the place and the parent of every node.

    `source` is UTF-8. Raises `CannotWrite` for what libcst can't parse, or would not print as it was.
    """

    def __init__(self, source: bytes) -> None:
        text = source.decode("utf-8")
        try:
            module = cst.parse_module(text)
            if module.code != text:
                raise CannotWrite("the file would not stay as it is")
            wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
            places = wrapper.resolve(ByteSpanPositionProvider)
        except (cst.ParserSyntaxError, cst.CSTValidationError, RecursionError) as error:
            raise CannotWrite("there is a syntax error") from error
        self.module = module
        self._parents: dict[cst.CSTNode, cst.CSTNode] = {}
        self._spans: dict[cst.CSTNode, Span] = {}
        self._expressions: dict[Span, cst.BaseExpression] = {}
        self.comments: list[Span] = []
        for node, place in places.items():
            self._spans[node] = (place.start, place.start + place.length)
        stack: list[cst.CSTNode] = [module]
        while stack:
            node = stack.pop()
            for child in node.children:
                self._parents[child] = node
                stack.append(child)
            if isinstance(node, cst.BaseExpression):
                self._note(node)
            elif isinstance(node, cst.Comment):
                self.comments.append(self._spans[node])
        self.comments.sort()

    def _note(self, node: cst.BaseExpression) -> None:
        span = self._spans.get(node)
        if span is None:
            return
        self._expressions.setdefault(span, node)
        if isinstance(node, (cst.Tuple, cst.GeneratorExp)) and node.lpar:
            # Their innermost parentheses are a part of them in Python's own tree.
            self._expressions.setdefault((self.span(node.lpar[-1])[0], self.span(node.rpar[0])[1]), node)

    def span(self, node: cst.CSTNode) -> Span:
        """The bytes of a node, without the parentheses and the white space around it."""
        return self._spans[node]

    def parent(self, node: cst.CSTNode) -> cst.CSTNode:
        """The node around `node`; the module's is the module."""
        return self._parents.get(node, self.module)

    def expression(self, span: Span) -> cst.BaseExpression:
        """The expression at exactly this place."""
        found = self._expressions.get(span)
        if found is None:
            raise CannotWrite("the code there is not written as such")
        return found

    def around(self, span: Span) -> cst.CSTNode:
        """The smallest statement, or part of one, that holds the place."""
        node: cst.CSTNode = self.module
        while True:
            for child in node.children:
                place = self.first_place(child) if child in self._spans else None
                if place is not None and place[0] <= span[0] and span[1] <= place[1]:
                    node = child
                    break
            else:
                return node

    def group(self, node: cst.BaseExpression) -> Group:
        """An expression with the parentheses around it, up to those that hold a comment besides it."""
        place = self.span(node)
        for left, right in zip(reversed(node.lpar), node.rpar, strict=True):
            outer = (self.span(left)[0], self.span(right)[1])
            beside = (c for c in self.comments if outer[0] <= c[0] < outer[1])
            if any(not (place[0] <= start and end <= place[1]) for start, end in beside):
                return Group(place, True)
            place = outer
        return Group(place, False)

    def is_target(self, node: cst.BaseExpression) -> bool:
        """Whether an expression is written to, declared or deleted, or is a name that must stay one."""
        parent = self.parent(node)
        while isinstance(parent, (cst.Tuple, cst.List, cst.Element, cst.StarredElement)):
            node, parent = parent, self.parent(parent)  # type: ignore[assignment]
        if isinstance(parent, _TARGETS):
            return True
        if any(node is getattr(parent, name, None) for name in ("target", "name", "attr", "keyword")):
            return True
        while isinstance(parent, cst.Attribute):
            parent = self.parent(parent)
        return isinstance(parent, _DOTTED)

    def statement(self, node: cst.CSTNode) -> cst.CSTNode:
        """The statement with lines of its own, in a block or the module, that `node` is in."""
        while node is not self.module:
            parent = self.parent(node)
            if isinstance(parent, (cst.IndentedBlock, cst.Module)) and isinstance(
                node, (cst.SimpleStatementLine, cst.BaseCompoundStatement)
            ):
                return node
            node = parent
        raise CannotWrite("it stands in no statement")

    def function(self, node: cst.CSTNode) -> cst.FunctionDef | None:
        """The innermost function in whose body `node` is."""
        while node is not self.module:
            parent = self.parent(node)
            if isinstance(parent, cst.FunctionDef) and node is parent.body:
                return parent
            if isinstance(parent, cst.ClassDef) and node is parent.body:
                return None
            node = parent
        return None

    def first_place(self, node: cst.CSTNode) -> Span:
        """The place of a statement or block, decorators included."""
        start, end = self.span(node)
        if isinstance(node, cst.IndentedBlock) and node.body:
            start = self.first_place(node.body[0])[0]
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)) and node.decorators:
            start = self.span(node.decorators[0])[0]
        return start, end

    def verbatim(self, span: Span) -> list[Span]:
        """The strings in `span`; their line ends are their own."""
        kinds = (cst.SimpleString, cst.FormattedString, cst.ConcatenatedString)
        return [
            place
            for place, node in self._expressions.items()
            if isinstance(node, kinds) and span[0] <= place[0] and place[1] <= span[1]
        ]
