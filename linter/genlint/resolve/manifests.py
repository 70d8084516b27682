"""What a `package.json` says of its files: `exports`, `imports`, and the older entry fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from genlint.resolve.jsonc import table

CONDITIONS = ("source", "types", "import", "module", "browser", "node", "require", "default")
"""The conditions of an export, best first; a condition of a team's own goes before all but `source`."""

BUILD_FOLDERS = frozenset({"dist", "build", "out", "output", "esm", "cjs", "es", "dist-types", "types"})
"""Folders of compiled code: what is written lies beside them."""

MIXED_FOLDERS = frozenset({"lib"})
"""Folders that hold compiled code in one package and what is written in another."""

_FORMATS = frozenset({"esm", "cjs", "es", "es6", "types", "commonjs", "module", "umd", "js", "src"})
_SUFFIXES = (".d.ts", ".d.mts", ".d.cts", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx")


def split(specifier: str) -> tuple[str, str]:
    """A bare specifier as the package's name and the rest (`@a/b/c/d`: `@a/b` and `c/d`)."""
    parts = specifier.split("/", 2 if specifier.startswith("@") else 1)
    count = 2 if specifier.startswith("@") else 1
    return "/".join(parts[:count]), "/".join(parts[count:])


def entries(manifest: Mapping[str, Any], subpath: str) -> Iterator[str]:
    """The paths, relative to the package and perhaps without extension, that `subpath` of a package may
    mean, best first. The empty subpath is the package itself."""
    exports = manifest.get("exports")
    if exports is not None:
        key = f"./{subpath}" if subpath else "."
        if not (isinstance(exports, dict) and any(name.startswith(".") for name in exports)):
            exports = {".": exports}
        for target in mapped(exports, key):
            yield from written(target)
    if subpath:
        yield from written(subpath)
        yield f"src/{subpath}"
        return
    for field in ("source", "types", "typings", "module", "main"):
        value = manifest.get(field)
        if isinstance(value, str):
            yield from written(value)
    yield from ("src/index", "index", "lib/index")


def mapped(mapping: Mapping[str, Any], key: str) -> list[str]:
    """The targets of `key` in `exports` or `imports`, best first."""
    if key in mapping and "*" not in key:
        return list(dict.fromkeys(_targets(mapping[key], "")))
    best: tuple[int, str, Any] | None = None
    for pattern, value in mapping.items():
        head, star, tail = pattern.partition("*")
        if not star:
            if not pattern.endswith("/"):
                continue
            value = {"default": _with_star(value)}
        fits = len(key) > len(head) + len(tail) and key.startswith(head) and key.endswith(tail)
        if fits and (best is None or len(head) > best[0]):
            best = (len(head), key[len(head) : len(key) - len(tail)], value)
    return list(dict.fromkeys(_targets(best[2], best[1]))) if best is not None else []


def _with_star(value: Any) -> Any:
    return f"{value}*" if isinstance(value, str) else value


def _targets(value: Any, star: str) -> Iterator[str]:
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, str):
            yield each.replace("*", star)
        elif isinstance(each, list):
            pending.extend(reversed(each))
        else:
            ranked = sorted(table(each).items(), key=lambda item: _rank(item[0]))
            pending.extend(value for _name, value in reversed(ranked))


def _rank(condition: str) -> float:
    # `types` may carry a version: `types@>=5`.
    name = condition.partition("@")[0] or condition
    return CONDITIONS.index(name) if name in CONDITIONS else 0.5


def written(target: str) -> Iterator[str]:
    """Where the source of a target may lie. A target among compiled code means what it was compiled
    from; compiled code itself is the last resort, so that a build on the disk changes nothing."""
    target = target.removeprefix("./").lstrip("/")
    plain = target
    for suffix in _SUFFIXES:
        if target.endswith(suffix):
            plain = target[: -len(suffix)]
            break
    is_declaration = target.endswith((".d.ts", ".d.mts", ".d.cts"))
    parts = plain.split("/")
    folder = parts[0]
    if folder in MIXED_FOLDERS and not is_declaration:
        yield target
    if len(parts) > 1 and (folder in BUILD_FOLDERS or folder in MIXED_FOLDERS):
        rest = parts[1:]
        while len(rest) > 1 and rest[0] in _FORMATS:
            rest = rest[1:]
        inner = "/".join(rest)
        yield from (f"src/{inner}", f"lib/{inner}", f"source/{inner}", inner)
    if is_declaration:
        yield from (f"src/{plain}", plain)
    else:
        yield target
