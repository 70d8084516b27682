"""`tsconfig.json` and `jsconfig.json`: what `paths` and `baseUrl` make of a specifier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from genlint.records import dataclass
from genlint.resolve.folders import Folders, join, parent, upward
from genlint.resolve.jsonc import read_object, strings, table

NAMES = ("tsconfig.json", "jsconfig.json")

MAX_REFERENCES = 64
"""Referenced configurations that are looked into for one specifier."""

FindPackage = Callable[[str, str], "str | None"]
"""From a folder and a package's name to the folder of that package in the tree."""


@dataclass(frozen=True, slots=True)
class Config:
    """What one configuration says of specifiers, what it extends included. All paths are absolute."""

    path: str
    base_url: str | None
    paths: tuple[tuple[str, tuple[str, ...]], ...]
    """Patterns with at most one `*`, and the targets to try for each, in order."""
    references: tuple[str, ...]

    def candidates(self, specifier: str) -> Iterator[str]:
        """The paths, without extension perhaps, that the specifier may mean, best first."""
        best: tuple[int, str, tuple[str, ...]] | None = None
        for pattern, targets in self.paths:
            if pattern == specifier:
                best = (len(pattern) + 1, "", targets)
                break
            head, star, tail = pattern.partition("*")
            if not star or len(specifier) < len(head) + len(tail):
                continue
            if specifier.startswith(head) and specifier.endswith(tail) and (not best or len(head) > best[0]):
                best = (len(head), specifier[len(head) : len(specifier) - len(tail)], targets)
        if best is not None:
            for target in best[2]:
                yield join("/", target.replace("*", best[1]))
        if self.base_url is not None:
            yield join(self.base_url, specifier)


@dataclass(slots=True)
class _Options:
    base_url: str | None = None
    paths: dict[str, Any] | None = None
    paths_folder: str = ""


class Configs:
    """The configurations of a tree, each read once."""

    def __init__(self, folders: Folders, find_package: FindPackage) -> None:
        self._folders = folders
        self._find_package = find_package
        self._raw: dict[str, dict[str, Any] | None] = {}
        self._configs: dict[str, Config | None] = {}

    def candidates(self, folder: str, top: str, specifier: str) -> Iterator[str]:
        """The paths that `specifier` may mean in a file of `folder`, best first: by the nearest
        configuration and those that it references, then by the ones further above, since a bundler
        reads the application's and not the nearest."""
        for each in upward(folder, top):
            entries = self._folders.entries(each)
            for name in NAMES:
                if entries.get(name) is False:
                    yield from self._with_references(f"{each.rstrip('/')}/{name}", specifier)
                    break

    def _with_references(self, path: str, specifier: str) -> Iterator[str]:
        pending, seen = [path], {path}
        for each in pending:
            config = self.config(each)
            if config is None:
                continue
            yield from config.candidates(specifier)
            for reference in config.references:
                if reference not in seen and len(seen) < MAX_REFERENCES:
                    seen.add(reference)
                    pending.append(reference)

    def config(self, path: str) -> Config | None:
        """The configuration at `path`; None where it can't be read."""
        if path not in self._configs:
            self._configs[path] = self._make(path)
        return self._configs[path]

    def _make(self, path: str) -> Config | None:
        data = self._read(path)
        if data is None:
            return None
        folder = parent(path)
        options = self._options(path, folder, frozenset())
        anchor = options.base_url or options.paths_folder
        paths = tuple(
            (pattern, tuple(join(anchor, _filled(target, folder)) for target in strings(targets)))
            for pattern, targets in (options.paths or {}).items()
        )
        references = []
        listed = data.get("references")
        for item in listed if isinstance(listed, list) else ():
            written = table(item).get("path")
            if isinstance(written, str):
                target = join(folder, written)
                references.append(target if target.endswith(".json") else f"{target}/tsconfig.json")
        return Config(path, options.base_url, paths, tuple(references))

    def _options(self, path: str, leaf: str, seen: frozenset[str]) -> _Options:
        """The options of a configuration over those that it extends. `leaf` is the folder of the one
        that was asked for, which `${configDir}` means."""
        data = self._read(path)
        options = _Options()
        if data is None or path in seen:
            return options
        seen |= {path}
        folder = parent(path)
        for written in strings(data.get("extends")):
            extended = self._extended(folder, written)
            if extended is None:
                continue
            inherited = self._options(extended, leaf, seen)
            options.base_url = inherited.base_url or options.base_url
            if inherited.paths is not None:
                options.paths, options.paths_folder = inherited.paths, inherited.paths_folder
        own = table(data.get("compilerOptions"))
        if isinstance(own.get("baseUrl"), str):
            options.base_url = join(folder, _filled(own["baseUrl"], leaf))
        if isinstance(own.get("paths"), dict):
            options.paths, options.paths_folder = own["paths"], folder
        return options

    def _extended(self, folder: str, written: str) -> str | None:
        """The file that an `extends` means."""
        if written.startswith((".", "/")):
            base = join(folder, written)
            found = (base, f"{base}.json", f"{base}/tsconfig.json")
            return next((each for each in found if self._folders.is_file(each)), None)
        parts = written.split("/")
        count = 2 if written.startswith("@") else 1
        name, rest = "/".join(parts[:count]), "/".join(parts[count:])
        places = [self._find_package(folder, name)]
        places += [f"{each.rstrip('/')}/node_modules/{name}" for each in upward(folder, "/")]
        for place in places:
            if place is None or not self._folders.is_folder(place):
                continue
            base = f"{place}/{rest}" if rest else f"{place}/tsconfig"
            for each in (base, f"{base}.json", f"{base}/tsconfig.json"):
                if self._folders.is_file(each):
                    return each
        return None

    def _read(self, path: str) -> dict[str, Any] | None:
        if path not in self._raw:
            self._raw[path] = read_object(self._folders.text(path))
        return self._raw[path]


def _filled(target: str, leaf: str) -> str:
    return target.replace("${configDir}", leaf)
