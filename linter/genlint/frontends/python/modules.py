"""A module's relations to others: imports, and `__all__`."""

from __future__ import annotations

import ast
from typing import Any

from genlint.frontends.python.context import Lowering, simple
from genlint.model import ir
from genlint.model.ir import Span, Statement


@simple(ast.Import)
def import_(low: Lowering, node: ast.Import, span: Span, out: list[Statement]) -> None:
    """`import a.b.c` binds `a` and loads the rest; `import a.b.c as d` binds the last."""
    for alias in node.names:
        place = low.span(alias)
        if alias.asname:
            name, module = alias.asname, alias.name
            name_place = low.tail(place, name)
        else:
            name = module = alias.name.partition(".")[0]
            name_place = (place[0], min(place[0] + len(name.encode()), place[1]))
        low.imports[name] = module
        out.append(ir.Declare(place, low.binding(name, name_place), ir.Imported(place, module, "*")))
        if module != alias.name:
            out.append(ir.Evaluate(place, ir.Imported(place, alias.name, "*")))


@simple(ast.ImportFrom)
def import_from(low: Lowering, node: ast.ImportFrom, span: Span, out: list[Statement]) -> None:
    """`from m import x as y`. A star import is a binding of its own, named `*1`, `*2` …"""
    module = "." * node.level + (node.module or "")
    for alias in node.names:
        place = low.span(alias)
        if alias.name == "*":
            low.star_imports += 1
            top = low.module.body.scope
            binding = top.declare(f"*{low.star_imports}", "import", place)
            out.append(ir.Declare(place, binding, ir.Imported(place, module, "*")))
            continue
        name = alias.asname or alias.name
        low.imports[name] = f"{module}.{alias.name}"
        binding = low.binding(name, low.tail(place, name))
        out.append(ir.Declare(place, binding, ir.Imported(place, module, alias.name)))


def note_public(low: Lowering, node: Any) -> None:
    """Note what a statement says of `__all__`: a literal, or `+=`, `.extend(…)`, `.append(…)` of literals."""
    if low.scope.kind != "module":
        return
    if isinstance(node, ast.Expr):
        call = node.value
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or len(call.args) != 1:
            return
        if _is_all(call.func.value) and call.func.attr in ("extend", "append"):
            argument = call.args[0]
            _add(low, _texts(argument) if call.func.attr == "extend" else _texts(ast.List(elts=[argument])))
    elif isinstance(node, ast.AugAssign):
        if _is_all(node.target):
            _add(low, _texts(node.value))
    elif any(_is_all(target) for target in getattr(node, "targets", None) or [getattr(node, "target", None)]):
        low.module.public = _texts(node.value)


def _is_all(node: Any) -> bool:
    return type(node) is ast.Name and node.id == "__all__"


def _add(low: Lowering, names: tuple[str, ...] | None) -> None:
    known = low.module.public
    low.module.public = None if known is None or names is None else known + names


def _texts(node: Any) -> tuple[str, ...] | None:
    """The strings of a list or tuple display, or of several joined by `+`; None for anything else."""
    found: list[str] = []
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add):
            stack.extend((part.right, part.left))
            continue
        if not isinstance(part, (ast.List, ast.Tuple)):
            return None
        for item in part.elts:
            if not isinstance(item, ast.Constant) or not isinstance(item.value, str):
                return None
            found.append(item.value)
    return tuple(found)
