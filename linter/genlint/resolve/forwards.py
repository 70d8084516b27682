"""Which names of a module a file that imports it hands on to its own importers, read from the text.

`export * from`, `export {a as b} from`, an imported name that is exported again, assigned, wrapped,
extended or returned: all make the file's importers users of the module, too. Reading the text finds more
than there is (a name in a comment), never a name that is not written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from genlint.lazy import lazy_regex
from genlint.resolve import scan

Names = frozenset[str]
Means = Callable[[str], bool]
"""Whether a specifier in the file means the module that is asked about."""

ANYTHING: Names = frozenset({"*"})
"""Stands for every name: a module as a whole, or one whose face can't be read."""

_WORD = lazy_regex(r"[A-Za-z_$][\w$]*")

# --------------------------------------------------------------------------------------
# TypeScript

# Every repetition that could be tried again from many places is bounded: no text costs more than a
# multiple of its length.
_SPECIFIER = r"""["'`]([^"'`\n]{1,400})["'`]"""
_NAMES = r"\{([^{}]{0,3000})\}"
_PATTERN = r"[\w$]{1,100}|\{[^{}]{0,500}\}|\[[^\[\]]{0,500}\]"
_CALL = r"(?:require|import)\s{0,9}\(\s{0,99}(?:/\*[^*]{0,200}\*/\s{0,99})?" + _SPECIFIER
_STAR_FROM = lazy_regex(
    r"export\s{0,9}(?:type\s{0,9})?\*\s{0,9}(?:as\s{1,9}([\w$]{1,100})\s{0,9})?from\s{0,9}" + _SPECIFIER
)
_LIST_FROM = lazy_regex(r"export\s{0,9}(?:type\s{0,9})?" + _NAMES + r"\s{0,9}from\s{0,9}" + _SPECIFIER)
_LIST = lazy_regex(r"export\s{0,9}" + _NAMES + r"(?!\s{0,9}from)")
_IMPORT = lazy_regex(
    r"import\s{1,9}(?!type\s{1,9}[\w${*])((?:[\w$*]|" + _NAMES.replace("(", "(?:", 1) + r"|[\s,]){1,300}?)"
    r"(?<=[\s}])from\s{0,9}" + _SPECIFIER
)
_REQUIRED = lazy_regex(
    r"(?:const|let|var|import)\s{1,9}("
    + _PATTERN
    + r")\s{0,9}(?::[^=\n]{1,200})?=\s{0,9}[^;\n]{0,200}?"
    + _CALL
)
_CALLED = lazy_regex(_CALL)
_DECLARED = lazy_regex(
    r"export\s{1,9}(default\s{1,9})?(?:declare\s{1,9})?(?:async\s{1,9})?(?:abstract\s{1,9})?"
    r"(?:const|let|var|function\s{0,9}\*?|class|enum|namespace)\s{1,9}(" + _PATTERN + ")"
)
_DEFAULT = lazy_regex(r"export\s{1,9}default\b")
_COMMONJS = lazy_regex(r"(?:module\.)?exports(?:\.([\w$]{1,100}))?\s{0,9}=(?![=>])")
_LOCAL = lazy_regex(
    r"(?:const|let|var)\s{1,9}(" + _PATTERN + r")\s{0,9}(?::[^=\n]{1,200})?=\s{0,9}([^\n]{0,500})"
)
_RETURN = lazy_regex(r"\breturn\b([^;}]{0,500})|=>\s{0,9}(\(?\s{0,99}[^\s{][^;\n]{0,500})")
_EXTENDS = lazy_regex(r"\bextends\s{1,9}([\w$.]{1,200})")

STATEMENT = 2000
"""Characters of an exported expression that are looked at."""

MAX_STATEMENTS = 1000
"""Exports of each kind in one file that are looked at."""


def exported(text: str, language: str) -> Names:
    """The names by which a module's importers may ask for what it defines or hands on."""
    if language == "python" or "exports" in text or "export *" in text:
        return ANYTHING
    found = set(_declared(text))
    for match in _LIST.finditer(text):
        found.update(outer for _inner, outer in _listed(match[1]))
    for match in _LIST_FROM.finditer(text):
        found.update(outer for _inner, outer in _listed(match[1]))
    if _DEFAULT.search(text):
        found.add("default")
    return frozenset(found) if "export const {" not in text and "export =" not in text else ANYTHING


def forwarded(text: str, language: str, means: Means, incoming: Names) -> Names:
    """The names under which a file offers what it has from a module.

    `incoming` are the module's names that matter, `means` tells which specifiers are the module's.
    """
    forward = _forwarded_python if language == "python" else _forwarded_typescript
    return frozenset(forward(text, means, incoming))


def mentions(data: bytes, names: Names) -> bool:
    """Whether a file's bytes hold one of the names; a default export may be called anything."""
    return "*" in names or "default" in names or any(name.encode() in data for name in names)


def has_star(data: bytes) -> bool:
    """Whether a file may hand on names that it does not write: `export * from`, `from m import *`."""
    return b"export *" in data or b"export*" in data or b"import *" in data


def _forwarded_typescript(text: str, means: Means, incoming: Names) -> Iterator[str]:
    for match in _STAR_FROM.finditer(text):
        if means(match[2]):
            yield from (match[1],) if match[1] else (name for name in incoming if name != "default")
    for match in _LIST_FROM.finditer(text):
        if means(match[2]):
            for inner, outer in _listed(match[1]):
                if inner in incoming or "*" in incoming:
                    yield outer
    local = _imported(text, means, incoming)
    whole = any(means(match[1]) for match in _CALLED.finditer(text))
    if not local and not whole:
        return
    _derive(text, local)
    for match in _LIST.finditer(text):
        yield from (outer for inner, outer in _listed(match[1]) if inner in local)
    for match in islice(_DECLARED.finditer(text), MAX_STATEMENTS):
        if _hands_out(text, match.end(), local, means):
            names = ["default"] if match[1] else _WORD.findall(match[2])
            yield from names
    for match in islice(_DEFAULT.finditer(text), MAX_STATEMENTS):
        if _hands_out(text, match.end(), local, means):
            yield "default"
    for match in islice(_COMMONJS.finditer(text), MAX_STATEMENTS):
        if _hands_out(text, match.end(), local, means):
            yield match[1] or "*"
    if any(_mentioned(match[1] or match[2] or "", local) for match in _RETURN.finditer(text)):
        yield from exported(text, "typescript")


def _imported(text: str, means: Means, incoming: Names) -> set[str]:
    """The local names of what is imported from the module."""
    found: set[str] = set()
    for match in _IMPORT.finditer(text):
        if means(match[2]):
            found.update(_bound(match[1], incoming))
    for match in _REQUIRED.finditer(text):
        if means(match[2]):
            found.update(_bound(match[1].replace(":", " as "), incoming) if "{" in match[1] else [match[1]])
    return found


def _bound(clause: str, incoming: Names) -> Iterator[str]:
    """The local names that an import clause makes."""
    head, brace, rest = clause.partition("{")
    for part in head.split(","):
        words = part.split()
        if words and (words[0] == "*" or "default" in incoming or "*" in incoming):
            yield words[-1]
    if brace:
        for inner, outer in _listed(rest.partition("}")[0]):
            if inner in incoming or "*" in incoming:
                yield outer


def _listed(names: str) -> Iterator[tuple[str, str]]:
    """Of each part of `a, b as c, type d`: the name and what it is called on the other side."""
    for part in re.sub(r"//[^\n]*|/\*.*?\*/", "", names, flags=re.DOTALL).split(","):
        words = part.split()
        if words and words[0] != "type":
            yield words[0].strip("\"'"), words[-1].strip("\"'")


def _derive(text: str, local: set[str]) -> None:
    """Add the variables that are made with the local names, and those that are made with these."""
    for _ in range(2):
        for match in _LOCAL.finditer(text):
            if _mentioned(match[2], local):
                local.update(_WORD.findall(match[1]))


def _declared(text: str) -> Iterator[str]:
    for match in _DECLARED.finditer(text):
        yield from ["default"] if match[1] else _WORD.findall(match[2])


def _hands_out(text: str, start: int, local: set[str], means: Means) -> bool:
    """Whether the exported expression or class from `start` on is made with one of the names. What a
    function does with them inside is no matter here."""
    statement = text[start : start + STATEMENT]
    end = re.search(r";[ \t]*(?:\n|$)|\n(?=[A-Za-z@])", statement)
    if end is not None:
        statement = statement[: end.start()]
    if any(means(match[1]) for match in _CALLED.finditer(statement)):
        return True
    body = re.search(r"=>|\bfunction\b|\)\s*(?::[^={]*)?\{", statement)
    if body is not None:
        # A wrapper's arguments, `memo(Editor)`, come before a body; a heritage does, too.
        heritage = _EXTENDS.search(statement)
        return _mentioned(statement[: body.start()] + (f" {heritage[1]}" if heritage else ""), local)
    heritage = _EXTENDS.search(statement.partition("{")[0])
    if heritage is not None:
        return _mentioned(heritage[1], local)
    return _mentioned(statement, local)


def _mentioned(text: str, names: set[str]) -> bool:
    """Whether one of the names is used other than as the tag of an element."""
    for match in _WORD.finditer(text):
        before = text[max(match.start() - 3, 0) : match.start()]
        if match[0] in names and (before == "..." or not before.endswith(("<", "."))):
            return True
    return False


# --------------------------------------------------------------------------------------
# Python

_ASSIGNED = lazy_regex(
    r"(?m)^[ \t]*([A-Za-z_][\w, \t.]{0,200}?)[ \t]{0,9}(?::[^=\n]{1,200})?=(?!=)[ \t]{0,9}([^\n]{0,500})"
)
_CLASS = lazy_regex(r"(?m)^[ \t]*class[ \t]{1,9}(\w{1,100})[ \t]{0,9}\(([^()]{0,500})\)")
_DEFINED = lazy_regex(r"(?m)^(?:async[ \t]{1,9})?(?:def|class)[ \t]{1,9}(\w{1,100})")
_RETURNED = lazy_regex(r"\b(?:return|yield)\b([^\n]{0,500}(?:\n[ \t]{1,99}[^\n]{0,500})?)")


def _forwarded_python(text: str, means: Means, incoming: Names) -> Iterator[str]:
    local: set[str] = set()
    data = text.encode()
    for module, names in scan.from_imports(data):
        written = module.decode()
        dot = "" if written.endswith(".") else "."
        for raw, bound in names:
            name = raw.decode()
            if name == "*":
                if means(written):
                    yield from incoming
                continue
            wanted = name in incoming or "*" in incoming
            if means(f"{written}{dot}{name}") or (wanted and means(written)):
                local.add(bound.decode())
    for raw, bound in scan.plain_imports(data):
        if means(raw.decode()):
            local.add(bound.decode())
    if not local:
        return
    for match in _ASSIGNED.finditer(text):
        if _mentioned(match[2], local):
            local.update(_WORD.findall(match[1]))
    local.update(match[1] for match in _CLASS.finditer(text) if _mentioned(match[2], local))
    local.discard("self")
    yield from local
    if any(_mentioned(match[1], local) for match in _RETURNED.finditer(text)):
        yield from (match[1] for match in _DEFINED.finditer(text))
