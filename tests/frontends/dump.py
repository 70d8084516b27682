"""The flow model as s-expressions: what the front ends' tests compare.

Expressions
    literals            "text"  1  2.5  true  false  none  b"bytes"
    names               x              (with `bindings`: x@<start of its binding>, or x? where unresolved)
    (. o k) (?. o k)    Attribute      ([] o k) (?[] o k)  Index      (slice o start stop)  Slice
    (rest o k ...)      Rest           (element xs) (key xs) (iter xs)  Element
    (default v d) (or a b) (and a b) (?? a b) (not a) (eq a b) ... (choice t a b)
    (template p ...) (+ p ...)         (call f arg ...) (new f arg ...) (jsx f arg ...) (?call f arg ...)
        an argument is a value, (= name v), (... v) or (** v)
    (record (k v) ([v] v) (... v) (get k f) (set k f))
    (array v ...) (tuple v ...) (set v ...)      (await v) (yield v) (yield* v)
    (store t v) (comma v ...) (enter m) (super) (imported "m" "n") (caught) (opaque "label" v ...)
    (function name (p ...) s ...)      also arrow, method, module, comprehension; a nameless one is `_`;
        flags follow the first word (function :async :generator :static); decorators are (@ v);
        a parameter is a, (a default), ...a, **a or (kw a default)
    (class name (base ...) member ... (body s ...))     members: (method n f) (get n f) (set n f) (field n v)
        with `:static`; `(fields a b)`

Statements
    (declare x v) (declare x) (hoist x v) (do v) (delete t)
    (if (case t s ...) (else s ...)) (switch ...)
    (loop :iterates :post :label l (head s ...) (test t) (body s ...) (update s ...) (else s ...))
    (try (body s ...) (catch s ...) (else s ...) (finally s ...))
    (with (managers m ...) s ...) (with :async ...)
    (block s ...) (block :label l s ...) (return v) (throw v) (break l) (continue l)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from genlint.model import ir


def dump(node: ir.Node, bindings: bool = False) -> str:
    """`node` as one line. With `bindings`, each name tells the start offset of what it resolves to."""
    return _Dumper(bindings).node(node)


def dump_body(statements: Iterable[ir.Node], bindings: bool = False) -> str:
    """Each of `statements` on a line of its own."""
    return "\n".join(dump(statement, bindings) for statement in statements)


def normal(text: str) -> str:
    """An expected dump, written over several lines, as `dump` prints it."""
    return " ".join(word for word in re.split("[ \n]+", text) if word).replace("( ", "(").replace(" )", ")")


def dump_exports(module: ir.Module) -> str:
    """A module's exports, one a line: `name = value`."""
    return "\n".join(f"{export.exported} = {dump(export.value)}" for export in module.exports)


def _literal(value: str | int | float | bool | bytes | None) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return repr(value)


class _Dumper:
    def __init__(self, bindings: bool) -> None:
        self.bindings = bindings

    def form(self, head: str, *parts: object) -> str:
        """`(head part ...)`. Parts are text, nodes, or lists of either; None is left out."""
        words = [head]
        for part in parts:
            if isinstance(part, str):
                words.append(part)
            elif isinstance(part, ir.Node):
                words.append(self.node(part))
            elif isinstance(part, list | tuple):
                words.extend(item if isinstance(item, str) else self.node(item) for item in part)
        return f"({' '.join(words)})"

    def section(self, head: str, items: list[ir.Statement]) -> str | None:
        return self.form(head, items) if items else None

    def binding(self, binding: ir.Binding) -> str:
        return f"{binding.name}@{binding.span[0]}" if self.bindings else binding.name

    def node(self, node: ir.Node) -> str:
        if isinstance(node, ir.Statement):
            return self.statement(node)
        return self.value(node)

    def value(self, node: ir.Node) -> str:
        form = self.form
        match node:
            case ir.Literal():
                return _literal(node.value)
            case ir.Name():
                if not self.bindings:
                    return node.text
                found = node.scope.lookup(node.text)
                return f"{node.text}?" if found is None else f"{node.text}@{found.span[0]}"
            case ir.Attribute():
                return form("?." if node.optional else ".", node.object, node.key)
            case ir.Index():
                return form("?[]" if node.optional else "[]", node.object, node.key)
            case ir.Slice():
                stop = None if node.stop is None else str(node.stop)
                start = "?" if node.start is None else str(node.start)
                return form(
                    "slice", node.object, start, stop, None if node.exact else ":inexact", node.children
                )
            case ir.Rest():
                return form("rest", node.object, node.taken)
            case ir.Element():
                return form({"value": "element"}.get(node.kind, node.kind), node.iterable)
            case ir.Default():
                return form("default", node.value, node.default)
            case ir.Logical():
                return form("??" if node.operator == "coalesce" else node.operator, node.operands)
            case ir.Not():
                return form("not", node.operand)
            case ir.Compare():
                return form(node.operator, node.left, node.right)
            case ir.Choice():
                return form("choice", node.test, node.then, node.otherwise)
            case ir.Template():
                return form("+" if node.plus else "template", node.parts)
            case ir.Argument():
                if node.name is not None:
                    return form("=", node.name, node.value)
                return (
                    form({"items": "...", "entries": "**"}[node.spread], node.value)
                    if node.spread
                    else (self.node(node.value))
                )
            case ir.Call():
                head = "new" if node.new else "jsx" if node.jsx else "?call" if node.optional else "call"
                return form(head, node.callee, node.arguments)
            case ir.Entry():
                return self.entry(node)
            case ir.Record():
                return form("record", node.entries)
            case ir.Sequence():
                return form(node.kind, node.items)
            case ir.Await():
                return form("await", node.value)
            case ir.Yield():
                return form("yield*" if node.delegate else "yield", node.value)
            case ir.Store():
                return form("store", node.target, node.value)
            case ir.Comma():
                return form("comma", node.values)
            case ir.Enter():
                return form("enter", node.manager)
            case ir.Super():
                return "(super)"
            case ir.Imported():
                return form("imported", _literal(node.module), _literal(node.name))
            case ir.Caught():
                return "(caught)"
            case ir.Opaque():
                return form("opaque", _literal(node.label), node.children)
            case ir.Parameter():
                return self.parameter(node)
            case ir.Function():
                return self.function(node)
            case ir.Class():
                return self.class_(node)
            case ir.Member():
                static = ":static" if node.static else None
                return form(node.kind, static, node.name if node.name is not None else "_", node.value)
            case ir.Case():
                return form("else", node.body) if node.test is None else form("case", node.test, node.body)
            case ir.Handler():
                return form("catch", node.body)
            case ir.Export():
                return form("export", node.exported, node.value)
        raise TypeError(f"unknown node {type(node).__name__}")

    def entry(self, node: ir.Entry) -> str:
        if node.key is None:
            return self.form("...", node.value)
        key = node.key if isinstance(node.key, str) else f"[{self.node(node.key)}]"
        return self.form(key, node.value) if node.kind == "value" else self.form(node.kind, key, node.value)

    def parameter(self, node: ir.Parameter) -> str:
        name = self.binding(node.binding)
        if node.kind in ("rest", "entries"):
            return ("..." if node.kind == "rest" else "**") + name
        if node.kind == "keyword":
            return self.form("kw", name, node.default)
        return name if node.default is None else self.form(name, node.default)

    def function(self, node: ir.Function) -> str:
        parameters = " ".join(self.parameter(parameter) for parameter in node.parameters)
        return self.form(
            node.kind,
            ":async" if node.is_async else None,
            ":generator" if node.is_generator else None,
            ":static" if node.static else None,
            node.name or "_",
            [self.form("@", decorator) for decorator in node.decorators],
            f"({parameters})",
            node.body,
        )

    def class_(self, node: ir.Class) -> str:
        bases = " ".join(self.node(base) for base in node.bases)
        return self.form(
            "class",
            node.name or "_",
            [self.form("@", decorator) for decorator in node.decorators],
            f"({bases})",
            self.form("fields", node.fields) if node.fields else None,
            node.members,
            self.section("body", node.body),
        )

    def statement(self, node: ir.Statement) -> str:
        form = self.form
        match node:
            case ir.Declare():
                return form("hoist" if node.hoisted else "declare", self.binding(node.binding), node.value)
            case ir.Evaluate():
                return form("do", node.value)
            case ir.Delete():
                return form("delete", node.target)
            case ir.Branch():
                return form("switch" if node.falls_through else "if", node.cases)
            case ir.Loop():
                return form(
                    "loop",
                    ":iterates" if node.iterates else None,
                    ":post" if node.post_test else None,
                    [":label", node.label] if node.label else None,
                    self.section("head", node.head),
                    None if node.test is None else form("test", node.test),
                    self.form("body", node.body),
                    self.section("update", node.update),
                    self.section("else", node.otherwise),
                )
            case ir.Try():
                return form(
                    "try",
                    form("body", node.body),
                    node.handlers,
                    self.section("else", node.otherwise),
                    self.section("finally", node.final),
                )
            case ir.With():
                return form(
                    "with", ":async" if node.is_async else None, form("managers", node.managers), node.body
                )
            case ir.Block():
                return form("block", [":label", node.label] if node.label else None, node.body)
            case ir.Return():
                return form("return", node.value)
            case ir.Throw():
                return form("throw", node.value)
            case ir.Break():
                return form("break", node.label)
            case ir.Continue():
                return form("continue", node.label)
        raise TypeError(f"unknown statement {type(node).__name__}")
