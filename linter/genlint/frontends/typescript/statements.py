"""Statements: branches, loops, exceptions, blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal as OneOf

from tree_sitter import Node

from genlint.frontends.typescript.context import Lowering, statement
from genlint.frontends.typescript.grammar import operand, unwrap
from genlint.frontends.typescript.patterns import assign, declare_pattern, declare_variables
from genlint.model.ir import (
    Block,
    Branch,
    Break,
    Case,
    Caught,
    Compare,
    Continue,
    Declare,
    Delete,
    Element,
    Evaluate,
    Handler,
    Loop,
    Return,
    Scope,
    Span,
    Statement,
    Throw,
    Try,
    Value,
)


def body_of(lowering: Lowering, node: Node | None, scope: Scope) -> list[Statement]:
    """The statements of a branch or loop: of a block in a scope of its own, or the one statement."""
    found: list[Statement] = []
    if node is not None:
        nodes: Sequence[Node] = lowering.parts(node) if node.type == "statement_block" else (node,)
        lowering.statements(nodes, lowering.block(scope), found)
    return found


@statement("expression_statement")
def expression_statement(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    span = node.byte_range
    inside = operand(node)
    if inside is None:
        return
    found = unwrap(inside)
    if found.type == "internal_module":  # `namespace N {…}`, in the grammar's view an expression
        lowering.statement(found, scope, out)
        return
    lowering.module.statements.append(span)
    if found.type == "unary_expression" and found.children[0].type == "delete":
        out.append(Delete(span, lowering.expression(found.child_by_field_name("argument"), scope)))
    elif (used := _used(found)) is not None:
        _using(lowering, used, scope, out)
    else:
        out.append(Evaluate(span, lowering.expression(found, scope)))


def _used(node: Node) -> Node | None:
    """The `x = v` of `using x = v` and `await using x = v`, which the grammar takes for assignments."""
    if node.type == "await_expression":
        node = operand(node) or node
    return node if node.type == "assignment_expression" and node.children[0].type == "using" else None


def _using(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    """`using x = v`: a constant."""
    target = node.child_by_field_name("left")
    value = lowering.expression(node.child_by_field_name("right"), scope)
    if target is not None:
        binding = scope.declare(lowering.text(target), "constant", target.byte_range)
        out.append(Declare(node.byte_range, binding, value))


@statement("empty_statement", "debugger_statement")
def nothing(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    """Nothing happens here."""


@statement("statement_block")
def block(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    found: list[Statement] = []
    lowering.statements(lowering.parts(node), lowering.block(scope), found)
    out.append(Block(node.byte_range, found))


@statement("labeled_statement")
def labeled(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    label_node = node.child_by_field_name("label")
    body = node.child_by_field_name("body")
    label = "" if label_node is None else lowering.text(label_node)
    found: list[Statement] = []
    if body is not None:
        lowering.statement(body, scope, found)
    if found and isinstance(found[-1], Loop) and found[-1].label is None:
        found[-1].label = label
        out.extend(found)
    elif len(found) == 1 and isinstance(found[0], Block) and found[0].label is None:
        found[0].label = label
        out.extend(found)
    else:
        out.append(Block(node.byte_range, found, label))


@statement("with_statement")
def with_(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    """JavaScript's old `with (object) …`: the object's names can't be told from the others."""
    manager = node.child_by_field_name("object")
    if manager is not None:
        lowering.header(node, manager.end_byte)
        out.append(Evaluate(manager.byte_range, lowering.expression(manager, scope)))
    body = node.child_by_field_name("body")
    if body is not None:
        lowering.statement(body, scope, out)


# --------------------------------------------------------------------------------------
# Branches


@statement("if_statement")
def if_(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    """A chain of `if … else if … else` is one branch."""
    cases: list[Case] = []
    span = node.byte_range
    link: Node | None = node
    while link is not None:
        condition = link.child_by_field_name("condition")
        if condition is not None:
            lowering.header(link, condition.end_byte)
        test = lowering.expression(condition, scope)
        consequence = link.child_by_field_name("consequence")
        end = link.end_byte if consequence is None else consequence.end_byte
        cases.append(Case((link.start_byte, end), test, body_of(lowering, consequence, scope)))
        otherwise = link.child_by_field_name("alternative")
        link = None
        if otherwise is not None:
            inside = operand(otherwise)
            if inside is not None and inside.type == "if_statement":
                link = inside
            else:
                statements = body_of(lowering, inside, scope)
                cases.append(Case(otherwise.byte_range, None, statements))
    out.append(Branch(span, cases))


@statement("switch_statement")
def switch(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    subject_node = node.child_by_field_name("value")
    body = node.child_by_field_name("body")
    if subject_node is not None:
        lowering.header(node, subject_node.end_byte)
    subject = lowering.expression(subject_node, scope)
    inside = lowering.block(scope)
    cases: list[Case] = []
    for child in body.children if body is not None else ():
        if child.type not in ("switch_case", "switch_default"):
            continue
        value_node = child.child_by_field_name("value")
        test: Value | None = None
        if child.type == "switch_case":
            value = lowering.expression(value_node, inside)
            test = Compare(
                child.byte_range if value_node is None else value_node.byte_range, "eq", subject, value
            )
        lowering.header(child, child.children[0].end_byte if value_node is None else value_node.end_byte)
        statements: list[Statement] = []
        lowering.statements(child.children_by_field_name("body"), inside, statements)
        cases.append(Case(child.byte_range, test, statements))
    branch = Branch(node.byte_range, cases, falls_through=True)
    out.append(branch if cases else Evaluate(node.byte_range, subject))


# --------------------------------------------------------------------------------------
# Loops


@statement("while_statement", "do_statement")
def while_(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    condition = node.child_by_field_name("condition")
    post_test = node.type == "do_statement"
    if condition is not None:
        lowering.module.statements.append(
            condition.byte_range if post_test else (node.start_byte, condition.end_byte)
        )
    test = lowering.expression(condition, scope)
    body = body_of(lowering, node.child_by_field_name("body"), scope)
    out.append(Loop(node.byte_range, [], test, body, post_test=post_test))


@statement("for_statement")
def for_(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    """The initialiser is a statement before the loop; its names live in a scope around the loop."""
    inside = lowering.block(scope)
    initializer = node.child_by_field_name("initializer")
    condition = node.child_by_field_name("condition")
    increment = node.child_by_field_name("increment")
    body = node.child_by_field_name("body")
    lowering.header(node, node.end_byte if body is None else body.start_byte)
    if initializer is not None:
        if initializer.type in ("lexical_declaration", "variable_declaration"):
            declare_variables(lowering, initializer, inside, out)
        elif initializer.type not in ("empty_statement", ";"):
            out.append(Evaluate(initializer.byte_range, lowering.expression(initializer, inside)))
    test = None
    if condition is not None and condition.type not in ("empty_statement", ";"):
        found = operand(condition) if condition.type == "expression_statement" else condition
        test = lowering.expression(found, inside)
    update: list[Statement] = []
    if increment is not None:
        update.append(Evaluate(increment.byte_range, lowering.expression(increment, inside)))
    out.append(Loop(node.byte_range, [], test, body_of(lowering, body, inside), update))


@statement("for_in_statement")
def for_in(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    """`for (target of iterable)`, `for (key in object)`, `for await`."""
    inside = lowering.block(scope)
    left = node.child_by_field_name("left")
    right = node.child_by_field_name("right")
    body = node.child_by_field_name("body")
    word_node = node.child_by_field_name("kind")
    operator = node.child_by_field_name("operator")
    lowering.header(node, node.end_byte if body is None else body.start_byte)
    span: Span = node.byte_range if left is None else left.byte_range
    kind: OneOf["value", "key"] = "key" if operator is not None and operator.type == "in" else "value"
    element = Element(span, lowering.expression(right, scope), kind)
    head: list[Statement] = []
    if left is not None:
        if word_node is None:
            for store in assign(lowering, left, element, inside):
                head.append(Evaluate(store.span, store))
        else:
            word = word_node.type
            owner = lowering.variable_scope(scope) if word == "var" else inside
            constant: OneOf["constant", "variable"] = "constant" if word == "const" else "variable"
            declare_pattern(lowering, left, element, owner, constant, head, inside)
    if not head:  # nothing is bound (`for (const {} of xs)`), but the iterable is still evaluated
        head.append(Evaluate(span, element))
    out.append(Loop(node.byte_range, head, None, body_of(lowering, body, inside), iterates=True))


# --------------------------------------------------------------------------------------
# Jumps and exceptions


@statement("return_statement")
def return_(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    span = node.byte_range
    lowering.module.statements.append(span)
    inside = operand(node)
    out.append(Return(span, None if inside is None else lowering.expression(inside, scope)))


@statement("throw_statement")
def throw(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    span = node.byte_range
    lowering.module.statements.append(span)
    inside = operand(node)
    out.append(Throw(span, None if inside is None else lowering.expression(inside, scope)))


@statement("break_statement", "continue_statement")
def jump(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    lowering.module.statements.append(node.byte_range)
    label_node = node.child_by_field_name("label")
    label = None if label_node is None else lowering.text(label_node)
    out.append((Break if node.type == "break_statement" else Continue)(node.byte_range, label))


@statement("try_statement")
def try_(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    lowering.header(node, node.children[0].end_byte)
    result = Try(node.byte_range, body_of(lowering, node.child_by_field_name("body"), scope), [])
    handler = node.child_by_field_name("handler")
    if handler is not None:
        body = handler.child_by_field_name("body")
        lowering.header(handler, handler.end_byte if body is None else body.start_byte)
        inside = lowering.block(scope)
        statements: list[Statement] = []
        parameter = handler.child_by_field_name("parameter")
        if parameter is not None:
            caught = Caught(parameter.byte_range)
            declare_pattern(lowering, parameter, caught, inside, "variable", statements)
        if body is not None:
            lowering.statements(lowering.parts(body), inside, statements)
        result.handlers.append(Handler(handler.byte_range, statements))
    finalizer = node.child_by_field_name("finalizer")
    if finalizer is not None:
        lowering.header(finalizer, finalizer.children[0].end_byte)
        result.final = body_of(lowering, finalizer.child_by_field_name("body"), scope)
    out.append(result)
