"""Classes: members, fields, constructors, decorators."""

from __future__ import annotations

from typing import Literal as OneOf

from tree_sitter import Node

from genlint.frontends.typescript.context import Lowering, expression, statement
from genlint.frontends.typescript.functions import decorator, lower_function
from genlint.frontends.typescript.grammar import TRIVIA, operands
from genlint.frontends.typescript.literals import property_key, well_known
from genlint.lazy import lazy_regex
from genlint.model.ir import (
    Argument,
    Attribute,
    Binding,
    Block,
    Call,
    Class,
    Declare,
    Evaluate,
    Function,
    Index,
    Member,
    Name,
    Parameter,
    Scope,
    Statement,
    Store,
    Super,
    Value,
)
from genlint.records import dataclass, field

_SUPER_CALL = lazy_regex(rb"\bsuper\s*\(")
_SKIPPED = TRIVIA | {"method_signature", "abstract_method_signature", "index_signature", "type_parameters"}
_NAMES = frozenset(
    {"property_identifier", "private_property_identifier", "computed_property_name", "string", "number"}
)
_PROPERTY_MODIFIERS = frozenset({"accessibility_modifier", "override_modifier", "readonly"})


@dataclass
class _Parts:
    """A class in the making."""

    value: Class
    binding: Binding | None
    fields: list[Node] = field(default_factory=list)
    """Instance fields with an initialiser, which run in the constructor."""
    constructor: Node | None = None
    decorators: list[Value] = field(default_factory=list)
    """Decorators of the member to come."""
    keys: dict[int, str | Value] = field(default_factory=dict)
    """Keys of the fields, by node id: computed ones are evaluated once, with the class."""


def lower_class(
    lowering: Lowering, node: Node, scope: Scope, name_node: Node | None, own: Binding | None
) -> Class:
    """The class that `node` writes. `own` is the binding by which it knows itself."""
    name = None if name_node is None else lowering.text(name_node)
    value = Class(
        node.byte_range,
        name,
        [],
        [],
        Scope("class", scope, scope.function),
        parent=scope.function,
        name_span=None if name_node is None else name_node.byte_range,
    )
    body: Node | None = None
    for child in node.children:
        kind = child.type
        if kind == "decorator":
            value.decorators.append(decorator(lowering, child, scope))
        elif kind == "class_heritage":
            value.bases.extend(_bases(lowering, child, scope))
        elif kind == "class_body":
            body = child
    lowering.header(node, node.end_byte if body is None else body.start_byte)
    outer = lowering.cls, lowering.class_body
    lowering.cls, lowering.class_body = value, value.body
    lowering.depth += 1  # a class takes more calls than any other syntax
    if body is not None:
        parts = _Parts(value, own)
        for child in body.children:
            _member(lowering, child, parts)
        _constructor(lowering, parts, node)
    lowering.depth -= 1
    lowering.cls, lowering.class_body = outer
    return value


def _bases(lowering: Lowering, node: Node, scope: Scope) -> list[Value]:
    """`extends Base`; `implements` is a type. A grammar may leave the `extends_clause` out."""
    found: list[Value] = []
    for child in node.children:
        if child.type == "extends_clause":
            found += [lowering.expression(each, scope) for each in operands(child)]
        elif child.is_named and child.type not in TRIVIA and child.type not in ("implements_clause", "ERROR"):
            found.append(lowering.expression(child, scope))
    return found


# --------------------------------------------------------------------------------------
# Members


def _member(lowering: Lowering, node: Node, parts: _Parts) -> None:
    kind = node.type
    scope = parts.value.scope
    if kind == "decorator":
        parts.decorators.append(decorator(lowering, node, scope))
    elif kind == "method_definition":
        _method(lowering, node, parts)
    elif kind == "public_field_definition":
        _field(lowering, node, parts)
    elif kind == "class_static_block":
        body = node.child_by_field_name("body")
        if body is not None:
            inside = _static_scope(lowering, node, parts)
            lowering.variable_scopes.add(id(inside))
            statements: list[Statement] = []
            lowering.statements(body.children, inside, statements)
            parts.value.body.append(Block(node.byte_range, statements))
    elif node.is_named and kind not in _SKIPPED:
        lowering.salvage(node, scope, parts.value.body)
        _flush(parts)
    elif kind in _SKIPPED - TRIVIA:
        _flush(parts)


def _flush(parts: _Parts) -> None:
    """Decorators of what has no value of its own run in the class body."""
    parts.value.body.extend(Evaluate(value.span, value) for value in parts.decorators)
    parts.decorators.clear()


def _modifiers(node: Node) -> set[str]:
    """The words before a member's name."""
    words = set()
    for child in node.children:
        if child.type in (
            "property_identifier",
            "computed_property_name",
            "string",
            "formal_parameters",
            "=",
        ):
            break
        words.add(child.type)
    return words


def _method(lowering: Lowering, node: Node, parts: _Parts) -> None:
    name_node = node.child_by_field_name("name")
    body = node.child_by_field_name("body")
    lowering.header(node, node.end_byte if body is None else body.start_byte)
    words = _modifiers(node)
    static = "static" in words
    key: str | Value | None = None
    if name_node is not None:
        key = property_key(lowering, name_node, parts.value.scope)
    computed = name_node is not None and name_node.type == "computed_property_name"
    if key == "constructor" and not static and not computed:
        parts.constructor = node
        _flush(parts)
        return
    name = key if isinstance(key, str) else well_known(key)
    if isinstance(key, Value):
        parts.value.body.append(Evaluate(key.span, key))
    function = lower_function(lowering, node, parts.value.scope, "method", name, name_node, static)
    function.cls = parts.value
    function.decorators.extend(parts.decorators)
    parts.decorators.clear()
    kind: OneOf["method", "get", "set"] = "get" if "get" in words else "set" if "set" in words else "method"
    computed_key = key if isinstance(key, Value) and name is None else None
    parts.value.members.append(Member(node.byte_range, name, function, kind, static, computed_key))


def _field(lowering: Lowering, node: Node, parts: _Parts) -> None:
    lowering.module.statements.append(node.byte_range)
    for child in node.children:
        if child.type == "decorator":
            parts.decorators.append(decorator(lowering, child, parts.value.scope))
    _flush(parts)
    name_node = node.child_by_field_name("name")
    value_node = node.child_by_field_name("value")
    key: str | Value | None = None
    if name_node is not None:
        key = property_key(lowering, name_node, parts.value.scope)
        if isinstance(key, Value):
            parts.value.body.append(Evaluate(key.span, key))
    if value_node is None or key is None:
        return
    if "static" not in _modifiers(node):
        parts.fields.append(node)
        parts.keys[node.id] = key
        return
    value = lowering.expression(value_node, _static_scope(lowering, value_node, parts))
    name = key if isinstance(key, str) else None
    computed_key = key if isinstance(key, Value) else None
    parts.value.members.append(Member(node.byte_range, name, value, "field", static=True, key=computed_key))


def _static_scope(lowering: Lowering, node: Node, parts: _Parts) -> Scope:
    """The scope of a static initialiser, in which `this` is the class."""
    scope = lowering.block(parts.value.scope)
    if b"this" in lowering.source[node.start_byte : node.end_byte]:
        span = parts.value.span if parts.value.name_span is None else parts.value.name_span
        receiver = scope.declare("this", "constant", span)
        if parts.binding is not None:
            own = Name(span, parts.binding.name, parts.value.scope)
            parts.value.body.append(Declare(span, receiver, own))
    return scope


# --------------------------------------------------------------------------------------
# The constructor


def _constructor(lowering: Lowering, parts: _Parts, node: Node) -> None:
    """Add the constructor, with the fields' initialisers in it; one is made up where only they need it."""
    cls = parts.value
    if parts.constructor is None:
        if parts.fields:
            function = _made_up_constructor(node, cls)
            function.body.extend(_field_stores(lowering, parts, function))
            cls.members.insert(0, Member(node.byte_range, "constructor", function))
        return
    written = parts.constructor
    name_node = written.child_by_field_name("name")
    function = lower_function(lowering, written, cls.scope, "method", "constructor", name_node)
    function.cls = cls
    stores = _parameter_stores(lowering, written, function) + _field_stores(lowering, parts, function)
    if stores:
        at = _behind_super(lowering, function) if cls.bases else None
        if at is None:
            at = _head_length(function)
        function.body[at:at] = stores
    cls.members.insert(0, Member(written.byte_range, "constructor", function))


def _made_up_constructor(node: Node, cls: Class) -> Function:
    """`constructor(...args) { super(...args) }`, or an empty one where there is no base."""
    span = node.byte_range
    scope = Scope("function", cls.scope)
    function = Function(span, "constructor", [], [], scope, "method", cls=cls, parent=cls.parent)
    scope.function = function
    function.receiver = scope.declare("this", "parameter", span)
    if cls.bases:
        rest = scope.declare("#args", "parameter", span)
        function.parameters.append(Parameter(span, rest, None, "rest"))
        passed = Argument(span, Name(span, rest.name, scope), spread="items")
        callee = Super(span, Name(span, "this", scope), cls)
        function.body.append(Evaluate(span, Call(span, callee, [passed])))
    return function


def _field_stores(lowering: Lowering, parts: _Parts, function: Function) -> list[Statement]:
    """`this.x = v` for each field. The initialisers see the class's surroundings, not the parameters."""
    stores: list[Statement] = []
    if not parts.fields:
        return stores
    scope = Scope("block", parts.value.scope, function)
    if function.receiver is not None:
        scope.bindings["this"] = function.receiver
    for node in parts.fields:
        name_node = node.child_by_field_name("name")
        key = parts.keys[node.id]
        span = node.byte_range
        key_span = span if name_node is None else name_node.byte_range
        receiver = Name(key_span, "this", function.scope)
        value = lowering.expression(node.child_by_field_name("value"), scope)
        target: Value
        if isinstance(key, str):
            target = Attribute(key_span, receiver, key, key_span)
        else:
            target = Index(key_span, receiver, key)
        stores.append(Evaluate(span, Store(span, target, value)))
    return stores


def _parameter_stores(lowering: Lowering, node: Node, function: Function) -> list[Statement]:
    """`this.a = a` for each parameter property (`constructor(private a)`)."""
    stores: list[Statement] = []
    parameters = node.child_by_field_name("parameters")
    for child in parameters.children if parameters is not None else ():
        if child.type not in ("required_parameter", "optional_parameter"):
            continue
        pattern = child.child_by_field_name("pattern")
        if pattern is None or pattern.type != "identifier":
            continue
        if any(each.type in _PROPERTY_MODIFIERS for each in child.children):
            span = pattern.byte_range
            name = lowering.text(pattern)
            target = Attribute(span, Name(span, "this", function.scope), name, span)
            store = Store(span, target, Name(span, name, function.scope))
            stores.append(Evaluate(span, store))
    return stores


def _head_length(function: Function) -> int:
    """How many statements at the head of the body take the parameters apart."""
    count = 0
    for each in function.body:
        if not isinstance(each, Declare) or not function.parameters:
            break
        if each.span[1] > function.parameters[-1].span[1]:
            break
        count += 1
    return count


def _behind_super(lowering: Lowering, function: Function) -> int | None:
    """The index behind the statement that calls `super(…)`."""
    for index, each in enumerate(function.body):
        if _SUPER_CALL.search(lowering.source, *each.span):
            return index + 1
    return None


# --------------------------------------------------------------------------------------
# Declarations and expressions


@statement("class_declaration", "abstract_class_declaration")
def class_declaration(lowering: Lowering, node: Node, scope: Scope, out: list[Statement]) -> None:
    name_node = node.child_by_field_name("name")
    if name_node is None or name_node.is_missing:
        out.append(Evaluate(node.byte_range, lower_class(lowering, node, scope, None, None)))
        return
    binding = scope.declare(lowering.text(name_node), "class", name_node.byte_range)
    out.append(Declare(node.byte_range, binding, lower_class(lowering, node, scope, name_node, binding)))


@expression("class")
def class_expression(lowering: Lowering, node: Node, scope: Scope) -> Value:
    """A class expression. Its own name is visible inside: bound in a block around it."""
    name_node = node.child_by_field_name("name")
    if name_node is None:
        return lower_class(lowering, node, scope, None, None)
    inside = lowering.block(scope)
    binding = inside.declare(lowering.text(name_node), "class", name_node.byte_range)
    return lower_class(lowering, node, inside, name_node, binding)
