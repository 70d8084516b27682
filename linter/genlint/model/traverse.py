"""Going through the nodes of the flow model: what stands inside a node, and all that is below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from genlint.model import ir


def children(node: ir.Node) -> Sequence[ir.Node]:
    """The nodes directly inside `node`, in the order of evaluation. Functions and classes included.

    Not to be changed: it may be the node's own list.
    """
    return _CHILDREN[type(node)](node)


def walk(node: ir.Node) -> Iterator[ir.Node]:
    """`node` and everything below it, depth first, each node once, without recursion."""
    seen: set[int] = set()
    stack = [node]
    while stack:
        current = stack.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        inside = _CHILDREN[type(current)](current)
        if inside:
            stack.extend(reversed(inside))


def _none(_node: object) -> tuple[ir.Node, ...]:
    return ()


def _value(node: ir.Return | ir.Member) -> tuple[ir.Node, ...]:
    return () if node.value is None else (node.value,)


def _call(node: ir.Call) -> tuple[ir.Node, ...]:
    return (node.callee, *node.arguments)


def _entry(node: ir.Entry) -> tuple[ir.Node, ...]:
    return (node.key, node.value) if isinstance(node.key, ir.Value) else (node.value,)


def _parameter(node: ir.Parameter) -> tuple[ir.Node, ...]:
    return () if node.default is None else (node.default,)


def _function(node: ir.Function) -> list[ir.Node]:
    return [*node.decorators, *node.parameters, *node.body]


def _class(node: ir.Class) -> list[ir.Node]:
    return [*node.decorators, *node.bases, *node.members, *node.body]


def _case(node: ir.Case) -> Sequence[ir.Node]:
    return node.body if node.test is None else [node.test, *node.body]


def _loop(node: ir.Loop) -> list[ir.Node]:
    test = [] if node.test is None else [node.test]
    return [*node.head, *test, *node.body, *node.update, *node.otherwise]


def _try(node: ir.Try) -> list[ir.Node]:
    return [*node.body, *node.handlers, *node.otherwise, *node.final]


def _with(node: ir.With) -> list[ir.Node]:
    return [*node.managers, *node.enters, *node.body, *node.leaves]


# By the class of the node: asking for one after the other took most of the time of going through a module.
_CHILDREN: dict[type[ir.Node], Callable[[Any], Sequence[ir.Node]]] = {
    ir.Literal: _none,
    ir.Name: _none,
    ir.Super: _none,
    ir.Imported: _none,
    ir.Caught: _none,
    ir.Break: _none,
    ir.Continue: _none,
    ir.Attribute: lambda node: (node.object,),
    ir.Rest: lambda node: (node.object,),
    ir.Index: lambda node: (node.object, node.key),
    ir.Slice: lambda node: (node.object, *node.children),
    ir.Element: lambda node: (node.iterable,),
    ir.Default: lambda node: (node.value, node.default),
    ir.Logical: lambda node: node.operands,
    ir.Not: lambda node: (node.operand,),
    ir.Compare: lambda node: (node.left, node.right),
    ir.Choice: lambda node: (node.test, node.then, node.otherwise),
    ir.Template: lambda node: node.parts,
    ir.Argument: lambda node: (node.value,),
    ir.Await: lambda node: (node.value,),
    ir.Call: _call,
    ir.Entry: _entry,
    ir.Record: lambda node: node.entries,
    ir.Sequence: lambda node: node.items,
    ir.Yield: _value,
    ir.Return: _value,
    ir.Throw: _value,
    ir.Declare: _value,
    ir.Evaluate: lambda node: (node.value,),
    ir.Member: _value,
    ir.Store: lambda node: (node.value, node.target),
    ir.Comma: lambda node: node.values,
    ir.Enter: lambda node: (node.manager,),
    ir.Opaque: lambda node: node.children,
    ir.Parameter: _parameter,
    ir.Function: _function,
    ir.Class: _class,
    ir.Delete: lambda node: (node.target,),
    ir.Case: _case,
    ir.Branch: lambda node: node.cases,
    ir.Loop: _loop,
    ir.Handler: lambda node: [*node.accepts, *node.body],
    ir.Block: lambda node: node.body,
    ir.Try: _try,
    ir.With: _with,
    ir.Export: lambda node: (node.value,),
}
