"""From source code to the flow model, and back: one front end a language family.

`lower` is all that the rest of the project knows of parsers.
"""

from __future__ import annotations

from genlint.model.ir import Module

TYPESCRIPT_SUFFIXES = frozenset({".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".jsx"})
PYTHON_SUFFIXES = frozenset({".py", ".pyi"})


def suffix_of(path: str) -> str:
    """The last suffix of `path`, lower case, with its dot; empty where it has none."""
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


def language_of(path: str) -> str | None:
    """ "typescript", "python", or None for a file that no front end reads."""
    suffix = suffix_of(path)
    if suffix in TYPESCRIPT_SUFFIXES:
        return "typescript"
    if suffix in PYTHON_SUFFIXES:
        return "python"
    return None


def may_suppress(source: bytes) -> bool:
    """Whether some comment of `source` may suppress findings; where none may, none is looked for."""
    folded = source.lower()
    return b"genlint" in folded or b"noqa" in folded


def lower(path: str, source: bytes) -> Module:
    """Parse and lower one file.

    `source` is the file's bytes as they are on disk (a byte order mark is allowed); the module's own
    `source` is the same text in UTF-8, and all spans refer to it. Never raises for bad source: what
    can't be understood is a `Problem` of the module.

    Raises `ValueError` for a path of no known language and `UnicodeError` for undecodable bytes.
    """
    match language_of(path):
        case "typescript":
            from genlint.frontends.typescript import lower_typescript

            return lower_typescript(path, source)
        case "python":
            from genlint.frontends.python import lower_python

            return lower_python(path, source)
        case _:
            raise ValueError(f"no front end reads {path}")
