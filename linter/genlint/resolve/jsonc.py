"""JSON as configuration files write it: with comments and trailing commas."""

from __future__ import annotations

from typing import Any

from genlint.lazy import lazy_regex

_COMMENT = lazy_regex(r'(?s)("(?:\\.|[^"\\\n])*")|//[^\n]*|/\*.*?(?:\*/|\Z)')
_COMMA = lazy_regex(r'("(?:\\.|[^"\\\n])*")|,(?=\s*[}\]])')


def read_object(text: str | None) -> dict[str, Any] | None:
    """The object that `text` holds; None for anything else, a mistake in it included."""
    if text is None:
        return None
    import json

    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        plain = _COMMENT.sub(lambda match: match[1] or " ", text)
        plain = _COMMA.sub(lambda match: match[1] or " ", plain)
        try:
            value = json.loads(plain, strict=False)
        except (ValueError, RecursionError):
            return None
    return value if isinstance(value, dict) else None


def strings(value: object) -> list[str]:
    """The strings of a list, or the one string that stands in its place."""
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def table(value: object) -> dict[str, Any]:
    """An object's entries; empty for anything else."""
    return value if isinstance(value, dict) else {}
