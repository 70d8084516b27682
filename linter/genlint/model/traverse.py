"""Going through the nodes of the flow model: what stands inside a node, and all that is below it."""

from __future__ import annotations

from collections.abc import Iterator

from genlint.model import ir


def children(node: ir.Node) -> Iterator[ir.Node]:
    """The nodes directly inside `node`, in the order of evaluation. Functions and classes included."""
    match node:
        case ir.Literal() | ir.Name() | ir.Super() | ir.Imported() | ir.Caught() | ir.Break() | ir.Continue():
            return
        case ir.Attribute() | ir.Rest():
            yield node.object
        case ir.Index():
            yield node.object
            yield node.key
        case ir.Slice():
            yield node.object
            yield from node.children
        case ir.Element():
            yield node.iterable
        case ir.Default():
            yield node.value
            yield node.default
        case ir.Logical():
            yield from node.operands
        case ir.Not():
            yield node.operand
        case ir.Compare():
            yield node.left
            yield node.right
        case ir.Choice():
            yield node.test
            yield node.then
            yield node.otherwise
        case ir.Template():
            yield from node.parts
        case ir.Argument() | ir.Await():
            yield node.value
        case ir.Call():
            yield node.callee
            yield from node.arguments
        case ir.Entry():
            if isinstance(node.key, ir.Value):
                yield node.key
            yield node.value
        case ir.Record():
            yield from node.entries
        case ir.Sequence():
            yield from node.items
        case ir.Yield() | ir.Return() | ir.Throw() | ir.Declare() | ir.Evaluate() | ir.Member():
            if node.value is not None:
                yield node.value
        case ir.Store():
            yield node.value
            yield node.target
        case ir.Comma():
            yield from node.values
        case ir.Enter():
            yield node.manager
        case ir.Opaque():
            yield from node.children
        case ir.Parameter():
            if node.default is not None:
                yield node.default
        case ir.Function():
            yield from node.decorators
            yield from node.parameters
            yield from node.body
        case ir.Class():
            yield from node.decorators
            yield from node.bases
            yield from node.members
            yield from node.body
        case ir.Delete():
            yield node.target
        case ir.Case():
            if node.test is not None:
                yield node.test
            yield from node.body
        case ir.Branch():
            yield from node.cases
        case ir.Loop():
            yield from node.head
            if node.test is not None:
                yield node.test
            yield from node.body
            yield from node.update
            yield from node.otherwise
        case ir.Handler():
            yield from node.accepts
            yield from node.body
        case ir.Block():
            yield from node.body
        case ir.Try():
            yield from node.body
            yield from node.handlers
            yield from node.otherwise
            yield from node.final
        case ir.With():
            yield from node.managers
            yield from node.enters
            yield from node.body
            yield from node.leaves
        case ir.Export():
            yield node.value
        case _:  # pragma: no cover - a new node must be listed
            raise TypeError(f"unknown node {type(node).__name__}")


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
        stack.extend(reversed(list(children(current))))
