"""The identifiers and texts of a file, taken from its bytes without parsing it.

All of this errs on one side: what is code, a key or a text is always among what is given, and so may be
words of comments. It knows what no language allows, and nothing else: two names side by side with
nothing but spaces between them, of which neither is a keyword, are prose.
"""

from __future__ import annotations

from collections.abc import Iterator

from genlint.lazy import lazy_regex

_FIRST_WORDS = 32
"""How many bytes before an identifier are looked at for a keyword."""

# What may stand before a name with nothing but spaces between, in either language.
_BEFORE = (
    rb"(?:^|[^\w$ \t]|(?<![\w$])(?:abstract|accessor|and|as|assert|asserts|async|await|case|class|const|"
    rb"declare|def|default|del|delete|do|elif|else|enum|except|export|extends|finally|for|from|function|get|"
    rb"global|if|implements|import|in|infer|instanceof|interface|is|keyof|lambda|let|match|module|namespace|"
    rb"new|nonlocal|not|of|or|out|override|print|private|protected|public|raise|readonly|return|satisfies|"
    rb"set|static|throw|try|type|typeof|unique|using|var|void|while|with|yield)|@[\w$.]+)[ \t]*$"
)
# What may stand after one. The attributes of a JSX element follow its name without a keyword.
_AFTER = (
    rb"(?![ \t]+(?!(?:and|as|assert|asserts|async|await|else|extends|for|from|if|implements|import|in|"
    rb"instanceof|is|keyof|not|of|or|satisfies|while|with)(?![\w$]))[A-Za-z])"
)

_PARTING = frozenset(
    [b"", *(bytes((code,)) for code in range(128) if not chr(code).isalnum() and code not in b"_$ \t")]
)
"""What is no part of a name, and no space that a name may be next to."""

_IS_NAME_AFTER = lazy_regex(rb"(?![\w$])" + _AFTER)
_IS_NAME_BEFORE = lazy_regex(_BEFORE)
_JSX = lazy_regex(rb"[<@.][ \t]*$")
# What stands before a property that is read, taken apart, imported or handed in; on a line of its own there
# may be a comment before it.
_IS_PART = lazy_regex(rb"(?:[.{,(\[\"'`?*:/]|(?<![\w$])(?:import|as|lambda))\s*$|(?:^|\n)\s*$")

_SPACES = bytes(code if code >= 128 or chr(code).isalnum() or code in b"_$-" else 32 for code in range(256))
"""Makes spaces of all that no identifier holds, and no part of a module's name."""

# A run of text on one line that may stand in a literal: quotes, or the borders of what is put in, around it.
_TEXT = lazy_regex(rb"[\"'`}%$]([^\"'`{}%$\n]+)(?=[\"'`{%$])")
# The beginning of a literal that goes on on the next line.
_LONG_TEXT = lazy_regex(rb"(?:`|\"\"\"|''')([^\"'`{}%$]*\n[^\"'`{}%$]*)")


def tokens(data: bytes) -> set[bytes]:
    """The identifiers in `data`; those that are joined by hyphens as one."""
    return set(data.translate(_SPACES).split())


def texts(data: bytes) -> Iterator[bytes]:
    """The runs of text in `data` between quotes and what is put in."""
    for found in (_TEXT, _LONG_TEXT):
        yield from found.findall(data)


def stands_as_name(data: bytes, token: bytes, *, as_part: bool = False) -> bool:
    """Whether `token` stands in `data` where a name can stand; `as_part`: where a property can."""
    at = data.find(token)
    while at >= 0:
        end = at + len(token)
        before = data[max(0, at - _FIRST_WORDS) : at]
        is_whole = not before or not _is_inside(before[-1])
        if is_whole and _is_name(data, before, end) and (not as_part or _IS_PART.search(before)):
            return True
        at = data.find(token, end)
    return False


def _is_name(data: bytes, before: bytes, end: int) -> bool:
    if data[end : end + 1] in _PARTING and before.rstrip(b" \t")[-1:] in _PARTING:
        return True  # signs on both sides; nearly all are like this
    if _IS_NAME_AFTER.match(data, end) is None:
        # What follows is prose, or the attributes of an element and what a decorator decorates.
        return _JSX.search(before) is not None and not _is_inside(data[end] if end < len(data) else 32)
    return _IS_NAME_BEFORE.search(before) is not None


def _is_inside(code: int) -> bool:
    return code >= 128 or chr(code).isalnum() or code in b"_$"
