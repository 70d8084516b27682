"""The fields that a variable's type names, as far as the type is written in the same file.

The flow model has no types, so they are read from the text.
"""

from __future__ import annotations

import re

from genlint.lazy import lazy_regex
from genlint.model.ir import Binding, Call, Class, Declare, Function, Module
from genlint.model.traverse import walk

_NAME = lazy_regex(r"\s*[A-Za-z_$][\w$]*")
_FIELD = lazy_regex(r"(?:^|[{;,\n])\s*(?:readonly\s+)?([A-Za-z_$][\w$]*)\??\s*:")
_LONGEST = 4000
"""How many characters of a type are read."""


def fields_of_parameter(module: Module, binding: Binding) -> tuple[str, ...]:
    """The fields of the type behind a parameter's name: `state: GenerationState`."""
    rest = _text(module, binding.span[1]).lstrip().removeprefix("?").lstrip()
    return _fields(module, rest[1:]) if rest.startswith(":") else ()


def fields_of_state(module: Module, call: Call) -> tuple[str, ...]:
    """The fields of a call's type argument: `useState<GenerationState>(…)`."""
    if call.arguments_span is None or module.language == "python":
        return ()
    between = module.source[call.callee.span[1] : call.arguments_span[0]].decode("utf-8", "replace").strip()
    return _fields(module, between[1:]) if between.startswith("<") else ()


def is_optional(module: Module, binding: Binding) -> bool:
    """Whether a parameter is declared as one that may be left out: `chatId?: string`."""
    return _text(module, binding.span[1]).lstrip().startswith("?")


def is_untyped(module: Module) -> bool:
    """Whether a module is JavaScript, where nothing says which arguments may be left out."""
    return module.path.endswith((".js", ".jsx", ".mjs", ".cjs"))


def _fields(module: Module, text: str) -> tuple[str, ...]:
    text = text.lstrip()
    if text.startswith("{"):
        return _of_braces(text)
    found = _NAME.match(text)
    if found is None:
        return ()
    name = found[0].strip()
    if module.language == "python":
        return _of_class(module, name)
    source = module.source.decode("utf-8", "replace")
    called = re.escape(name)
    declared = re.search(rf"\b(?:interface\s+{called}\b[^{{]*|type\s+{called}\s*=\s*)", source)
    if declared is None:
        return ()
    return _of_braces(source[declared.end() : declared.end() + _LONGEST].lstrip())


def _of_braces(text: str) -> tuple[str, ...]:
    """The keys of an object type, not those of the types within it."""
    if not text.startswith("{"):
        return ()
    depth, kept = 0, []
    for char in text:
        depth += char in "{(["
        if depth == 1:
            kept.append(char)
        depth -= char in "})]"
        if depth <= 0:
            break
    return tuple(_FIELD.findall("".join(kept)))


def _of_class(module: Module, name: str) -> tuple[str, ...]:
    binding = module.body.scope.lookup(name)
    for node in walk(module.body):
        if isinstance(node, Declare) and node.binding is binding and isinstance(node.value, Class):
            for member in node.value.members:
                if member.name == "__init__" and isinstance(member.value, Function):
                    return tuple(each.binding.name for each in member.value.parameters[1:])
    return ()


def _text(module: Module, start: int) -> str:
    return module.source[start : start + _LONGEST].decode("utf-8", "replace")
