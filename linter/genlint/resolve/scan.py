"""The specifiers that stand in a file's text, found without parsing it.

What is found may stand in a comment or a string: the caller resolves it, and at worst looks at a file
for nothing. What is missed are imports whose specifier is computed.
"""

from __future__ import annotations

from collections.abc import Iterator

from genlint.lazy import lazy_regex

# Each begins with a literal, which lets the search skip most of the text. Repetitions are bounded, so that
# no text costs more than a multiple of its length.
_FROM = lazy_regex(rb"""from\s{0,99}["']([^"'\n]{1,400})["']""")
_IMPORT = lazy_regex(
    rb"""import\s{0,99}\(?\s{0,99}(?:(?:/\*[^*]{0,300}\*/|//[^\n]{0,300}\n)\s{0,99}){0,4}["'`]([^"'`\n$]{1,400})["'`]"""
)
_REQUIRE = lazy_regex(rb"""require\s{0,99}\(\s{0,99}["'`]([^"'`\n$]{1,400})["'`]""")

_NAME = rb"[\w.\x80-\xff]"
_FROM_IMPORT = lazy_regex(
    rb"from[ \t]{0,99}((?:\.[ \t]{0,9}){0,99}"
    + _NAME
    + rb"{0,400})[ \t]{0,99}(?:\\\r?\n[ \t]{0,99})?import[ \t]{0,99}"
    rb"(\((?:#[^\n]{0,300}|[^)#]){0,3000}\)|(?:\\\r?\n|[^\n;#\\]){0,5000})"
)
_PLAIN_IMPORT = lazy_regex(rb"import[ \t]{1,99}(" + _NAME + rb"[^\n;#]{0,2000})")
_COMMENT = lazy_regex(rb"#[^\n]*")


def specifiers(data: bytes, language: str) -> tuple[str, ...]:
    """The specifiers in a file's bytes, each once, in an order that depends on the bytes alone.

    For Python, `from a import b` yields `a` and `a.b`, which may be a module; `import a.b` yields both.
    """
    found = _python(data) if language == "python" else _typescript(data)
    return tuple(dict.fromkeys(text.decode("utf-8", "replace") for text in found))


def _typescript(data: bytes) -> Iterator[bytes]:
    yield from _FROM.findall(data)
    yield from _IMPORT.findall(data)
    if b"require" in data:
        yield from _REQUIRE.findall(data)


def _python(data: bytes) -> Iterator[bytes]:
    for module, names in from_imports(data):
        yield module
        for name, _local in names:
            if name != b"*":
                yield module + name if module.endswith(b".") else module + b"." + name
    for name, local in plain_imports(data):
        yield name
        if name.startswith(local + b"."):  # the packages around it are bound, too
            while b"." in name:
                name = name.rpartition(b".")[0]
                yield name


def from_imports(data: bytes) -> Iterator[tuple[bytes, list[tuple[bytes, bytes]]]]:
    """Of each `from m import a as b`: the module, and the names with what they are called here."""
    for match in _FROM_IMPORT.finditer(data):
        module = match[1].replace(b" ", b"").replace(b"\t", b"")
        if module and _begins_statement(data, match.start()):
            yield module, list(_names(match[2]))


def plain_imports(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Of each `import a.b as c`: the module, and the name that is bound; without `as`, its first part."""
    for match in _PLAIN_IMPORT.finditer(data):
        if _begins_statement(data, match.start()):
            for name, local in _names(match[1]):
                yield name, local.partition(b".")[0]


def _names(listed: bytes) -> Iterator[tuple[bytes, bytes]]:
    text = _COMMENT.sub(b"", listed).strip(b"() \t\r\n").replace(b"\\", b" ")
    for part in text.split(b","):
        words = part.split()
        if len(words) == 1:
            yield words[0], words[0]
        elif len(words) == 3 and words[1] == b"as":
            yield words[0], words[2]


def _begins_statement(data: bytes, at: int) -> bool:
    while at and data[at - 1] in b" \t":
        at -= 1
    return not at or data[at - 1] in b"\n\r;:" or data[:at] == b"\xef\xbb\xbf"
