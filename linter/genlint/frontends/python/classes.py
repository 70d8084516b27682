"""Classes: members, and what else their bodies run."""

from __future__ import annotations

import ast

from genlint.frontends.python import functions, synthesis
from genlint.frontends.python.context import Lowering
from genlint.frontends.python.scopes import declare_locals, name_span
from genlint.model import ir
from genlint.model.ir import Span, Value

PROPERTIES = frozenset(
    {"property", "cached_property", "abstractproperty", "hybrid_property", "lazy_property", "classproperty"}
)
"""Decorators whose method is read like an attribute."""


def class_(low: Lowering, node: ast.ClassDef, span: Span) -> ir.Class:
    """Lower a `class`. Of its members those that its library would add are there, too."""
    if low.depth >= ir.MAX_DEPTH:
        return ir.Class(span, node.name, [low.too_deep(span)], [], ir.Scope("class", low.scope, low.function))
    decorators = [low.value(decorator) for decorator in node.decorator_list]
    low.statements.extend(decorator.span for decorator in decorators)
    scope = ir.Scope("class", low.scope, low.function)
    cls = ir.Class(
        span,
        node.name,
        [low.value(base) for base in node.bases],
        [],
        scope,
        decorators,
        parent=low.function,
        name_span=name_span(low, node),
    )
    for keyword in node.keywords:  # `metaclass=…` and the like
        value = low.value(keyword.value)
        cls.body.append(ir.Evaluate(low.span(keyword), ir.Opaque(value.span, [value], keyword.arg or "**")))
    declare_locals(low, scope, node.body)
    outer_scope, outer_cls = low.scope, low.cls
    low.scope, low.cls = scope, cls
    low.depth += 1
    shape = synthesis.shape_of(low, node)
    fields = None
    if shape is not None:
        fields = synthesis.FieldReader(low, shape, synthesis.flag(node, "kw_only") is True)
    builder = _Body(low, cls, fields)
    overloaded = {
        item.name
        for item in node.body
        if isinstance(item, functions.DEFINITIONS) and not _is_overload(low, item)
    }
    for item in node.body:
        builder.add(item, overloaded)
    low.depth -= 1
    low.scope, low.cls = outer_scope, outer_cls
    if shape is not None:
        synthesis.finish(low, node, cls, shape)
    return cls


class _Body:
    """Takes the statements of a class body, in order, and makes members of them."""

    def __init__(self, low: Lowering, cls: ir.Class, fields: synthesis.FieldReader | None) -> None:
        self.low = low
        self.cls = cls
        self.fields = fields

    def add(self, node: ast.stmt, implemented: set[str]) -> None:
        """Lower one statement. `implemented` are the methods that are more than overloads."""
        low = self.low
        cls = self.cls
        if isinstance(node, functions.DEFINITIONS):
            self._head(node)
            self._method(node, node.name in implemented)
        elif isinstance(node, ast.ClassDef):
            self._head(node)
            inner = class_(low, node, low.span(node))
            cls.members.append(ir.Member(inner.span, node.name, inner, "field", True))
        elif isinstance(node, ast.Assign) and all(isinstance(target, ast.Name) for target in node.targets):
            low.statements.append(low.span(node))
            value = low.value(node.value)
            for target in node.targets:
                assert isinstance(target, ast.Name)
                if target.id == "__match_args__" and isinstance(value, ir.Sequence):
                    self._match_args(value)
                if not self._property(low.span(node), target.id, value):
                    self._field(node, target.id, value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            low.statements.append(low.span(node))
            self._field(node, node.target.id, low.value(node.value) if node.value is not None else None)
        else:
            cls.body.extend(low.block([node]))

    def _head(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        low = self.low
        low.statements.append(low.header(low.start(node), low.body_start(node.body)))

    def _field(self, node: ast.Assign | ast.AnnAssign, name: str, value: Value | None) -> None:
        span = self.low.span(node)
        held = value
        if self.fields is not None:
            held = self.fields.read(node, name, value)
            if value is not None and held is not value:
                # `field(default=…)` is run, and the class attribute is what it says.
                self.cls.body.append(ir.Evaluate(span, value))
        if held is not None:
            self.cls.members.append(ir.Member(span, name, held, "field", True))

    def _match_args(self, value: ir.Sequence) -> None:
        """`__match_args__ = ("a", "b")`: what the positions of a class pattern mean."""
        names = [item.value.value if isinstance(item.value, ir.Literal) else None for item in value.items]
        if all(isinstance(name, str) for name in names) and self.cls.name is not None:
            self.low.positions[self.cls.name] = tuple(str(name) for name in names)

    def _property(self, span: Span, name: str, value: Value) -> bool:
        """`name = property(getter, setter)`: the accessors that it is given."""
        if not isinstance(value, ir.Call) or not isinstance(value.callee, ir.Name):
            return False
        if value.callee.text != "property":
            return False
        positions = {0: "fget", 1: "fset"}
        found: dict[str, Value] = {}
        for position, argument in enumerate(value.arguments):
            if argument.spread:
                return False
            found[argument.name or positions.get(position, "")] = argument.value
        if "fget" not in found and "fset" not in found:
            return False
        self.cls.body.append(ir.Evaluate(span, value))
        if "fget" in found:
            self.cls.members.append(ir.Member(span, name, found["fget"], "get"))
        if "fset" in found and not isinstance(found["fset"], ir.Literal):
            self.cls.members.append(ir.Member(span, name, found["fset"], "set"))
        return True

    def _method(self, node: ast.FunctionDef | ast.AsyncFunctionDef, implemented: bool) -> None:
        low = self.low
        span = low.span(node)
        method = functions.function(low, node, span, self.cls)
        if implemented and _is_overload(low, node):
            self.cls.body.append(ir.Evaluate(span, method))
            return
        marks = [low.dotted(decorator).rpartition(".")[2] for decorator in node.decorator_list]
        if "deleter" in marks:
            self.cls.body.append(ir.Evaluate(span, method))
        elif "setter" in marks:
            self.cls.members.append(ir.Member(span, node.name, method, "set", method.static))
        elif "getter" in marks or not PROPERTIES.isdisjoint(marks):
            self.cls.members.append(ir.Member(span, node.name, method, "get", method.static))
        else:
            self.cls.members.append(ir.Member(span, node.name, method, "method", method.static))


def _is_overload(low: Lowering, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a definition says types only."""
    return any(low.dotted(decorator).rpartition(".")[2] == "overload" for decorator in node.decorator_list)
