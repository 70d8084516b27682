"""Imports and exports, namespaces and enums: what a file shows to others, and takes from them."""

from __future__ import annotations

from tree_sitter import Node

from genlint.frontends.typescript.context import Lowering, statement
from genlint.frontends.typescript.functions import decorator
from genlint.frontends.typescript.grammar import TYPES, is_type_export, operands
from genlint.frontends.typescript.literals import property_key, string_value
from genlint.frontends.typescript.patterns import declare_variables, export_default
from genlint.model.ir import (
    Attribute,
    Block,
    Class,
    Declare,
    Entry,
    Evaluate,
    Export,
    Imported,
    Literal,
    Name,
    Record,
    Scope,
    Span,
    Statement,
    Store,
    Value,
)

# --------------------------------------------------------------------------------------
# Imports


@statement("import_statement")
def import_(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    """`import …`. A type-only import is nothing; one without names is a use of the module."""
    lowering.module.statements.append(node.byte_range)
    clause: Node | None = None
    for child in node.children:
        if child.type in ("type", "typeof"):
            return
        if child.type in ("import_clause", "import_require_clause"):
            clause = child
    source = node.child_by_field_name("source")
    if clause is not None and clause.type == "import_require_clause":
        source = clause.child_by_field_name("source")
    if source is None:
        return
    module = string_value(lowering, source)
    if clause is None:
        out.append(Evaluate(node.byte_range, Imported(source.byte_range, module, "*")))
        return
    for child in clause.children:
        if child.type == "identifier":
            exported = "default" if clause.type == "import_clause" else "*"
            _declare_import(
                lowering, child, child.byte_range, Imported(child.byte_range, module, exported), scope, out
            )
        elif child.type == "namespace_import":
            for name in operands(child):
                imported = Imported(child.byte_range, module, "*")
                _declare_import(lowering, name, child.byte_range, imported, scope, out)
        elif child.type == "named_imports":
            for specifier in child.children:
                _import_specifier(lowering, specifier, module, scope, out)


def _import_specifier(
    lowering: Lowering, node: Node, module: str, scope: Scope, out: list[Statement]
) -> None:
    if node.type != "import_specifier" or node.children[0].type in ("type", "typeof"):
        return
    name = node.child_by_field_name("name")
    local = node.child_by_field_name("alias") or name
    if name is None or local is None or local.is_missing:
        return
    imported = Imported(node.byte_range, module, _outer_name(lowering, name))
    _declare_import(lowering, local, node.byte_range, imported, scope, out)


def _declare_import(
    lowering: Lowering, local: Node, span: Span, value: Imported, scope: Scope, out: list[Statement]
) -> None:
    binding = scope.declare(lowering.text(local), "import", local.byte_range)
    out.append(Declare(span, binding, value, hoisted=True))


def _outer_name(lowering: Lowering, node: Node) -> str:
    """An exported name, which may be written as a string."""
    return string_value(lowering, node) if node.type == "string" else lowering.text(node)


@statement("import_alias")
def import_alias(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    """`import a = B.c`: a constant."""
    lowering.module.statements.append(node.byte_range)
    parts = [part for part in operands(node) if part.type in ("identifier", "nested_identifier")]
    if len(parts) == 2:
        value = lowering.expression(parts[1], scope)
        binding = scope.declare(lowering.text(parts[0]), "constant", parts[0].byte_range)
        out.append(Declare(node.byte_range, binding, value))


# --------------------------------------------------------------------------------------
# Exports


@statement("export_statement")
def export(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    """`export …`: the statement itself, and the names that it shows."""
    words = {child.type for child in node.children[:4] if not child.is_named}
    declaration = node.child_by_field_name("declaration")
    if declaration is not None:
        _export_declaration(lowering, node, declaration, "default" in words, scope, out)
        return
    lowering.module.statements.append(node.byte_range)
    if is_type_export(node, lowering.source) or "namespace" in words:
        return
    source = node.child_by_field_name("source")
    module = None if source is None else string_value(lowering, source)
    value_node = node.child_by_field_name("value")
    if "default" in words and value_node is not None:
        value = lowering.expression(value_node, scope)
        out.append(Evaluate(node.byte_range, value))
        lowering.exports.append(Export(node.byte_range, "default", value))
        return
    for child in node.children:
        kind = child.type
        if kind == "export_clause":
            for specifier in child.children:
                _export_specifier(lowering, specifier, module, scope)
        elif kind == "namespace_export" and module is not None:
            for name in operands(child):
                imported = Imported(child.byte_range, module, "*")
                lowering.exports.append(Export(child.byte_range, _outer_name(lowering, name), imported))
        elif kind == "*" and module is not None:
            lowering.exports.append(Export(node.byte_range, "*", Imported(child.byte_range, module, "*")))
        elif "=" in words and child.is_named and kind not in TYPES and kind not in ("comment", "ERROR"):
            value = lowering.expression(child, scope)
            out.append(Evaluate(node.byte_range, value))
            export_default(lowering, value, value)


def _export_specifier(lowering: Lowering, node: Node, module: str | None, scope: Scope) -> None:
    if node.type != "export_specifier" or node.children[0].type in ("type", "typeof"):
        return
    name = node.child_by_field_name("name")
    if name is None or name.is_missing:
        return
    outer = node.child_by_field_name("alias") or name
    value: Value
    if module is None:
        value = Name(name.byte_range, lowering.text(name), scope)
    else:
        value = Imported(name.byte_range, module, _outer_name(lowering, name))
    lowering.exports.append(Export(node.byte_range, _outer_name(lowering, outer), value))


def _export_declaration(
    lowering: Lowering, node: Node, declaration: Node, default: bool, scope: Scope, out: list[Statement]
) -> None:
    """`export const a = 1`, `export default function f() {}`: what is declared is shown."""
    kind = declaration.type
    if kind in ("lexical_declaration", "variable_declaration"):
        lowering.module.statements.append(node.byte_range)
        for binding in declare_variables(lowering, declaration, scope, out):
            read = Name(binding.span, binding.name, scope)
            lowering.exports.append(Export(binding.span, binding.name, read))
        return
    found: list[Statement] = []
    lowering.statement(declaration, scope, found)
    out.extend(found)
    for each in found:
        if isinstance(each, Declare):
            exported = "default" if default else each.binding.name
            if isinstance(each.value, Class):
                _add_decorators(lowering, node, each.value, scope)
            span = each.binding.span
            lowering.exports.append(Export(span, exported, Name(span, each.binding.name, scope)))
        elif default and isinstance(each, Evaluate):
            lowering.exports.append(Export(node.byte_range, "default", each.value))


def _add_decorators(lowering: Lowering, node: Node, value: Class, scope: Scope) -> None:
    """`@a export class C {}`: the decorator stands before the `export`."""
    written = [decorator(lowering, child, scope) for child in node.children if child.type == "decorator"]
    value.decorators[:0] = written


# --------------------------------------------------------------------------------------
# Namespaces and enums


@statement("internal_module", "module")
def namespace(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    """`namespace N {…}`: its statements run, then `N` holds what they export."""
    name_node = node.child_by_field_name("name")
    body = node.child_by_field_name("body")
    if name_node is None or body is None or name_node.type == "string":
        return
    lowering.header(node, body.start_byte)
    path: list[Node] = []
    part: Node | None = name_node
    while part is not None and part.type == "nested_identifier":
        path.append(part.children[-1])
        part = part.children[0]
    if part is None:
        return
    inside = lowering.block(scope)
    lowering.variable_scopes.add(id(inside))
    outer, lowering.exports = lowering.exports, []
    statements: list[Statement] = []
    lowering.statements(body.children, inside, statements)
    exports, lowering.exports = lowering.exports, outer
    if not statements and not exports:  # only types
        return
    if statements:
        out.append(Block(node.byte_range, statements))
    span = name_node.byte_range
    entries = [Entry(each.span, each.exported, each.value, each.span) for each in exports]
    for key in path:  # from the innermost name outwards
        entries = [Entry(span, lowering.text(key), Record(span, entries), key.byte_range)]
    _declare_merged(lowering, part, entries, node.byte_range, scope, out)


def _declare_merged(
    lowering: Lowering, name_node: Node, entries: list[Entry], span: Span, scope: Scope, out: list[Statement]
) -> None:
    """Declare a namespace or an enum; what already has this name gets further properties."""
    name = lowering.text(name_node)
    place = name_node.byte_range
    if name not in scope.bindings:
        binding = scope.declare(name, "constant", place)
        out.append(Declare(span, binding, Record(span, entries)))
        return
    for entry in entries:
        if isinstance(entry.key, str):
            target = Attribute(entry.key_span, Name(place, name, scope), entry.key, entry.key_span)
            out.append(Evaluate(entry.span, Store(entry.span, target, entry.value)))


@statement("enum_declaration")
def enum(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    """`enum E { A, B = "b" }`: a record. Members without a value count on."""
    name_node = node.child_by_field_name("name")
    body = node.child_by_field_name("body")
    if name_node is None or body is None:
        return
    lowering.header(node, body.start_byte)
    entries: list[Entry] = []
    following: int | float | None = 0
    for child in operands(body):
        key_node = child.child_by_field_name("name") if child.type == "enum_assignment" else child
        if key_node is None or child.type == "ERROR":
            continue
        key = property_key(lowering, key_node, scope)
        value: Value
        if child.type == "enum_assignment":
            value = lowering.expression(child.child_by_field_name("value"), scope)
            number = value.value if isinstance(value, Literal) else None
            following = number + 1 if isinstance(number, int | float) else None
        else:
            value = Literal(child.byte_range, following)
            following = None if following is None else following + 1
        entries.append(Entry(child.byte_range, key, value, key_node.byte_range))
    _declare_merged(lowering, name_node, entries, node.byte_range, scope, out)
