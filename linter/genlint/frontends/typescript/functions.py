"""Functions of every kind, and their parameters."""

from __future__ import annotations

from typing import Literal as OneOf

from tree_sitter import Node

from genlint.frontends.typescript.context import Lowering, expression, statement
from genlint.frontends.typescript.grammar import TRIVIA, operand
from genlint.frontends.typescript.patterns import DECLARING, declare_pattern
from genlint.model.ir import (
    Declare,
    Evaluate,
    Function,
    Name,
    Parameter,
    Return,
    Scope,
    Statement,
    Value,
)

Kind = OneOf["function", "arrow", "method"]
_PLAIN = frozenset({"identifier", "undefined"})


def lower_function(
    lowering: Lowering,
    node: Node,
    scope: Scope,
    kind: Kind,
    name: str | None = None,
    name_node: Node | None = None,
    static: bool = False,
) -> Function:
    """A function of any kind. `scope` is where it is created.

    Its parameters and its body share one scope. `name_node` is where `name` stands.
    """
    function_scope = Scope("function", scope)
    name_span = None if name_node is None else name_node.byte_range
    function = Function(
        node.byte_range,
        name,
        [],
        [],
        function_scope,
        kind,
        static=static,
        parent=scope.function,
        name_span=name_span,
    )
    function_scope.function = function
    if kind != "arrow":
        span = name_span if name_span is not None else node.byte_range
        function.receiver = function_scope.declare("this", "parameter", span)
    for child in node.children:
        word = child.type
        if word == "async":
            function.is_async = True
        elif word == "*":
            function.is_generator = True
        elif word == "formal_parameters":
            for each in child.named_children:
                if each.type not in TRIVIA:
                    _parameter(lowering, each, function)
        elif word == "identifier" and kind == "arrow":
            binding = function_scope.declare(lowering.text(child), "parameter", child.byte_range)
            function.parameters.append(Parameter(child.byte_range, binding))
        elif word == "=>":
            break
    body = node.child_by_field_name("body")
    if body is None:
        return function
    if body.type == "statement_block":
        lowering.statements(lowering.parts(body), function_scope, function.body)
    else:
        value = lowering.expression(body, function_scope)
        function.body.append(Return(body.byte_range, value))
    return function


def _parameter(lowering: Lowering, node: Node, function: Function) -> None:
    """One parameter. A pattern gets a parameter with an invented name and is taken apart in the body."""
    scope = function.scope
    pattern: Node | None = node
    default: Node | None = None
    if node.type in ("required_parameter", "optional_parameter"):
        pattern = node.child_by_field_name("pattern")
        default = node.child_by_field_name("value")
        for child in node.children:
            if child.type == "decorator":
                value = decorator(lowering, child, scope.parent or scope)
                lowering.class_body.append(Evaluate(child.byte_range, value))
    if pattern is not None and pattern.type == "assignment_pattern":
        default = pattern.child_by_field_name("right")
        pattern = pattern.child_by_field_name("left")
    if pattern is None or pattern.type == "this":
        return
    kind: OneOf["plain", "rest"] = "plain"
    if pattern.type == "rest_pattern":
        kind = "rest"
        pattern = operand(pattern)
        if pattern is None:
            return
    if pattern.type in _PLAIN:
        binding = scope.declare(lowering.text(pattern), "parameter", pattern.byte_range)
    elif pattern.type in DECLARING:
        binding = scope.declare(f"#{len(function.parameters)}", "parameter", pattern.byte_range)
    else:
        lowering.salvage(pattern, scope, function.body)
        return
    value_node = None if default is None else lowering.expression(default, scope)
    function.parameters.append(Parameter(node.byte_range, binding, value_node, kind))
    if pattern.type not in _PLAIN:
        read = Name(pattern.byte_range, binding.name, scope)
        declare_pattern(lowering, pattern, read, scope, "variable", function.body)


def decorator(lowering: Lowering, node: Node, scope: Scope) -> Value:
    """The expression of `@expression`."""
    return lowering.expression(operand(node), scope)


@expression("arrow_function")
def arrow(lowering: Lowering, node: Node, scope: Scope) -> Value:
    return lower_function(lowering, node, scope, "arrow")


@expression("function_expression", "generator_function")
def function_expression(lowering: Lowering, node: Node, scope: Scope) -> Value:
    """A function expression. Its own name is visible inside: bound in a block around its scope."""
    name_node = node.child_by_field_name("name")
    outer, lowering.cls = lowering.cls, None
    if name_node is None:
        function = lower_function(lowering, node, scope, "function")
    else:
        name = lowering.text(name_node)
        own = lowering.block(scope)
        own.declare(name, "function", name_node.byte_range)
        function = lower_function(lowering, node, own, "function", name, name_node)
    lowering.cls = outer
    return function


@statement("function_declaration", "generator_function_declaration")
def function_declaration(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    body = node.child_by_field_name("body")
    lowering.header(node, body.start_byte if body is not None else node.end_byte)
    name_node = node.child_by_field_name("name")
    outer, lowering.cls = lowering.cls, None
    if name_node is None or name_node.is_missing:
        value: Value = lower_function(lowering, node, scope, "function")
        out.append(Evaluate(node.byte_range, value))
    else:
        name = lowering.text(name_node)
        binding = scope.declare(name, "function", name_node.byte_range)
        value = lower_function(lowering, node, scope, "function", name, name_node)
        out.append(Declare(node.byte_range, binding, value, hoisted=True))
    lowering.cls = outer


@statement("function_signature", "interface_declaration", "type_alias_declaration", "ambient_declaration")
def no_code(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    """Overloads, types and `declare`: nothing of them exists at run time."""
