"""The `__init__` that a library writes: dataclasses, attrs, pydantic, msgspec, named tuples."""

from __future__ import annotations

import ast
from typing import Any

from genlint.frontends.python.context import Field, Lowering, Shape
from genlint.frontends.python.scopes import name_span
from genlint.model import ir
from genlint.model.ir import Span, Statement, Value

TUPLE_FACTORIES = frozenset({"namedtuple", "NamedTuple"})
MODELS = frozenset({"BaseModel", "BaseSettings", "SQLModel"})
ATTRS = frozenset({"define", "frozen", "mutable", "attrs", "s", "attributes"})
SPECIFIERS = frozenset({"field", "Field", "ib", "attrib", "PrivateAttr"})
"""The calls that describe a field instead of being its default."""

POST_INIT = {
    "dataclass": "__post_init__",
    "attrs": "__attrs_post_init__",
    "model": "model_post_init",
    "struct": "__post_init__",
}


def shape_of(low: Lowering, node: ast.ClassDef) -> Shape | None:
    """What kind of record a class is by its decorators and bases, with the fields that it inherits."""
    style: Any = None
    for decorator in node.decorator_list:
        name = low.dotted(decorator.func if isinstance(decorator, ast.Call) else decorator)
        module, _, last = name.rpartition(".")
        if last == "dataclass":
            style = "dataclass"
        elif last in ATTRS and (
            module in ("attr", "attrs") or (not module and last not in ("s", "attributes"))
        ):
            style = "attrs"
    shape = Shape(style or "dataclass")
    for base in reversed(node.bases):
        name = low.dotted(base.value if isinstance(base, ast.Subscript) else base)
        last = name.rpartition(".")[2]
        known = low.shapes.get(name)
        if known is not None:
            for field in known.fields:
                _put(shape, field)
            shape.post_init = shape.post_init or known.post_init
            if style is None and known.style in ("model", "struct"):
                style = known.style
        elif style is not None:
            continue
        elif last in MODELS:
            style = "model"
        elif last == "NamedTuple":
            style = "tuple"
        elif name in ("msgspec.Struct", "Struct"):
            style = "struct"
    if style is None:
        return None
    shape.style = style
    return shape


def flag(node: ast.ClassDef, name: str) -> bool | None:
    """A boolean that a decorator's call or the class's own keywords give: `@dataclass(init=False)`."""
    calls = [call for call in node.decorator_list if isinstance(call, ast.Call)]
    for keyword in [keyword for call in calls for keyword in call.keywords] + node.keywords:
        value = keyword.value
        if keyword.arg == name and isinstance(value, ast.Constant) and isinstance(value.value, bool):
            return value.value
    return None


def _put(shape: Shape, field: Field) -> None:
    """Add a field; one of the same name keeps its place and is replaced."""
    for position, known in enumerate(shape.fields):
        if known.name == field.name:
            shape.fields[position] = field
            return
    shape.fields.append(field)


class FieldReader:
    """Reads the fields of a class body, one statement after the other."""

    def __init__(self, low: Lowering, shape: Shape, keywords_only: bool) -> None:
        self.low = low
        self.shape = shape
        self.keywords_only = keywords_only

    def read(self, node: ast.Assign | ast.AnnAssign, name: str, value: Value | None) -> Value | None:
        """Note the field that a statement declares, if it does. Gives what the class attribute holds.

        That is `value`, unless `value` describes the field: `field(default=…)`.
        """
        low, shape = self.low, self.shape
        kind = _annotation(low, node.annotation) if isinstance(node, ast.AnnAssign) else ""
        if kind == "KW_ONLY":
            self.keywords_only = True
            return value
        described = node.value if isinstance(value, ir.Call) and isinstance(node.value, ast.Call) else None
        specifier = low.dotted(described.func).rpartition(".")[2] if described is not None else ""
        is_described = specifier in SPECIFIERS
        if not isinstance(node, ast.AnnAssign) and not (shape.style == "attrs" and is_described):
            return value
        if kind == "ClassVar" or (shape.style == "model" and (name[:1] == "_" or name == "model_config")):
            return value
        span = low.span(node.target if isinstance(node, ast.AnnAssign) else node.targets[0])
        field = Field(
            name, span, value, self.keywords_only or shape.style == "model", stored=kind != "InitVar"
        )
        if shape.style == "attrs":
            field.parameter = name.lstrip("_")
        held = value
        if is_described and isinstance(value, ir.Call):
            held = _describe(field, value, shape.style)
        _put(shape, field)
        return held


def _annotation(low: Lowering, node: Any) -> str:
    """`ClassVar`, `InitVar` or `KW_ONLY` where an annotation, or the text of one, begins with it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        name = node.value.partition("[")[0].strip()
    else:
        name = low.dotted(node.value if isinstance(node, ast.Subscript) else node)
    last = name.rpartition(".")[2]
    return last if last in ("ClassVar", "InitVar", "KW_ONLY") else ""


def _describe(field: Field, call: ir.Call, style: str) -> Value | None:
    """Read `field(default=…, default_factory=…, init=…, kw_only=…, alias=…)` into `field`.

    Gives the default that is a plain value, and so the class attribute's.
    """
    field.default = held = None
    for position, argument in enumerate(call.arguments):
        value = argument.value
        if argument.spread:
            continue
        if argument.name == "default" or (argument.name is None and position == 0):
            required = isinstance(value, ir.Opaque) and value.label == "..."
            field.default = held = None if required else value
        elif argument.name in ("default_factory", "factory"):
            field.default = ir.Call(argument.span, value, [])
        elif argument.name == "init":
            field.init = not (isinstance(value, ir.Literal) and value.value is False)
        elif argument.name == "kw_only":
            field.keyword = isinstance(value, ir.Literal) and value.value is True
        elif argument.name == "alias" and isinstance(value, ir.Literal) and isinstance(value.value, str):
            if style == "attrs":
                field.parameter = value.value
            else:
                field.alias = value.value
    return held


def finish(low: Lowering, node: ast.ClassDef, cls: ir.Class, shape: Shape) -> None:
    """Give `cls` its `__init__`, unless it has one or is to have none, and remember its shape."""
    methods = {member.name for member in cls.members if isinstance(member.value, ir.Function)}
    post_init = POST_INIT.get(shape.style)
    if post_init in methods:
        shape.post_init = post_init
    low.shapes[node.name] = shape
    if shape.style == "tuple":
        cls.fields = tuple(field.name for field in shape.fields)
    if "__init__" in methods or flag(node, "init") is False:
        return
    cls.members.append(constructor(low, cls, shape, name_span(low, node)))


def constructor(low: Lowering, cls: ir.Class, shape: Shape, place: Span) -> ir.Member:
    """An `__init__` with a parameter for each field, which stores each and calls the hook."""
    scope = ir.Scope("function", cls.scope)
    init = ir.Function(place, "__init__", [], [], scope, "method", cls=cls, parent=cls.parent)
    scope.function = init
    names = {field.parameter or field.name for field in shape.fields}
    receiver = scope.declare("#self" if "self" in names else "self", "parameter", place)
    init.receiver = receiver
    init.parameters.append(ir.Parameter(place, receiver))
    hook_arguments: list[ir.Argument] = []

    def parameter(field: Field, name: str, default: Value | None) -> Value:
        binding = scope.declare(name, "parameter", field.span)
        kind: Any = "keyword" if field.keyword else "plain"
        init.parameters.append(ir.Parameter(field.span, binding, default, kind))
        return ir.Name(field.span, name, scope)

    for field in sorted(shape.fields, key=lambda field: field.keyword):
        value = field.default
        if field.init:
            default = field.default
            value = parameter(field, field.parameter or field.name, default)
            if field.alias:
                value = ir.Default(
                    field.span, parameter(field, field.alias, ir.Literal(field.span, None)), value
                )
        if value is None:
            continue
        if not field.stored:
            hook_arguments.append(ir.Argument(field.span, value))
            continue
        target = ir.Attribute(field.span, ir.Name(field.span, receiver.name, scope), field.name, field.span)
        init.body.append(_run(field.span, ir.Store(field.span, target, value)))
    if shape.post_init:
        if shape.style == "model":
            hook_arguments = [ir.Argument(place, ir.Literal(place, None))]
        hook = ir.Attribute(place, ir.Name(place, receiver.name, scope), shape.post_init, place)
        init.body.append(_run(place, ir.Call(place, hook, hook_arguments)))
    return ir.Member(place, "__init__", init)


def _run(span: Span, value: Value) -> Statement:
    return ir.Evaluate(span, value)


# -- named tuples made by a call


def tuple_class(low: Lowering, node: ast.Call, call: ir.Call) -> ir.Class | None:
    """The class that `namedtuple("P", "a b")` or `NamedTuple("P", [("a", str)])` makes.

    None where the fields aren't literals. The call itself stands in the body of the class.
    """
    if (
        len(node.args) != 2
        or not isinstance(node.args[0], ast.Constant)
        or not isinstance(node.args[0].value, str)
    ):
        return None
    names = _field_names(node.args[1])
    if names is None:
        return None
    place = low.span(node.args[1])
    fields = [Field(name, place) for name in names]
    for argument in call.arguments:
        if argument.name == "defaults" and isinstance(argument.value, ir.Sequence):
            values = [item.value for item in argument.value.items]
            for field, value in zip(reversed(fields), reversed(values), strict=False):
                field.default = value
    shape = Shape("tuple", fields)
    scope = ir.Scope("class", low.scope, low.function)
    cls = ir.Class(
        call.span,
        node.args[0].value,
        [],
        [],
        scope,
        body=[_run(call.span, call)],
        fields=names,
        parent=low.function,
    )
    cls.members.append(constructor(low, cls, shape, low.span(node.args[0])))
    return cls


def _field_names(node: ast.expr) -> tuple[str, ...] | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return tuple(node.value.replace(",", " ").split())
    if not isinstance(node, (ast.List, ast.Tuple)):
        return None
    names = []
    for item in node.elts:
        if isinstance(item, ast.Tuple) and item.elts:
            item = item.elts[0]
        if not isinstance(item, ast.Constant) or not isinstance(item.value, str):
            return None
        names.append(item.value)
    return tuple(names)
