"""TypeScript's and JavaScript's imports."""

from __future__ import annotations

from collections.abc import Iterable

from genlint.resolve import manifests
from genlint.resolve.folders import Folders, base_name, join, parent, upward
from genlint.resolve.jsonc import table
from genlint.resolve.packages import Packages
from genlint.resolve.trees import DECLARATIONS, Trees
from genlint.resolve.tsconfig import NAMES, Configs

EXTENSIONS = (".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs")
"""What a front end reads, in the order in which an extension is tried."""

WRITTEN_FOR = {
    ".js": (".ts", ".tsx", ".js", ".jsx"),
    ".jsx": (".tsx", ".jsx"),
    ".mjs": (".mts", ".mjs"),
    ".cjs": (".cts", ".cjs"),
}
"""The extensions that a file may have whose import says another: `./a.js` is written for `a.ts`."""

_SCOPE_FILES = (*NAMES, "package.json", "pnpm-workspace.yaml", "lerna.json")


class TypeScriptResolver:
    """Resolves specifiers as TypeScript and the usual bundlers do, to files with code only."""

    def __init__(self, folders: Folders, trees: Trees) -> None:
        self._folders = folders
        self._trees = trees
        self._packages = Packages(folders)
        self._configs = Configs(folders, self._package_folder)
        self._scopes: dict[str, str] = {}
        self._memo: dict[tuple[str, str], str | None] = {}

    def resolve(self, folder: str, specifier: str) -> str | None:
        """The file that `specifier` means in a file of `folder`."""
        specifier = specifier.partition("?")[0]
        relative = is_relative(specifier)
        key = (folder if relative else self.scope(folder), specifier)
        if key not in self._memo:
            found = self._relative(*key) if relative else self._bare(*key)
            self._memo[key] = found if found is not None and "/node_modules/" not in found else None
        return self._memo[key]

    def scope(self, folder: str) -> str:
        """The nearest folder at or above `folder` whose configuration decides what bare specifiers mean:
        they mean the same in all folders with the same scope."""
        known = self._scopes.get(folder)
        if known is None:
            top = self._trees.top(folder)
            known = top
            for each in upward(folder, top):
                entries = self._folders.entries(each)
                if any(name in entries for name in _SCOPE_FILES):
                    known = each
                    break
            self._scopes[folder] = known
        return known

    def is_package(self, folder: str) -> bool:
        """Whether `folder` has a manifest, so that its entry need not be called `index`."""
        return "package.json" in self._folders.entries(folder)

    def _package_folder(self, folder: str, name: str) -> str | None:
        return self._packages.find(folder, self._trees.top(folder), name)

    def _relative(self, folder: str, specifier: str) -> str | None:
        path = join(folder, specifier)
        if specifier.endswith(("/", "/.", "/..")) or specifier in (".", ".."):
            return self._folder(path)
        return self._file(path) or self._folder(path)

    def _bare(self, folder: str, specifier: str) -> str | None:
        if not specifier or ":" in specifier or "!" in specifier:  # a URL, a built-in, a loader
            return None
        top = self._trees.top(folder)
        if specifier.startswith("/"):  # bundlers: from the application's folder
            places = (each + specifier for each, _ in self._packages.around(folder, top))
            return self._first(places)
        if specifier.startswith("#"):
            for each, manifest in self._packages.around(folder, top):
                targets = manifests.mapped(table(manifest.get("imports")), specifier)
                found = self._first(
                    join(each, path) for target in targets for path in manifests.written(target)
                )
                if found is not None:
                    return found
        found = self._first(self._configs.candidates(folder, top, specifier))
        if found is not None:
            return found
        name, subpath = manifests.split(specifier)
        package = self._packages.find(folder, top, name)
        return self._in_package(package, subpath) if package is not None else None

    def _first(self, paths: Iterable[str]) -> str | None:
        for path in paths:
            found = self._file(path) or self._folder(path)
            if found is not None:
                return found
        return None

    def _in_package(self, folder: str, subpath: str) -> str | None:
        manifest = self._packages.manifest(folder) or {}
        for entry in manifests.entries(manifest, subpath):
            path = join(folder, entry)
            if path == folder:
                continue
            found = self._file(path) or self._index(path)
            if found is not None:
                return found
        return None

    def _folder(self, path: str) -> str | None:
        if not self._folders.is_folder(path):
            return None
        if self.is_package(path):
            found = self._in_package(path, "")
            if found is not None:
                return found
        return self._index(path)

    def _index(self, path: str) -> str | None:
        return self._file(path.rstrip("/") + "/index")

    def _file(self, path: str) -> str | None:
        """The file at `path`, which may lack its extension or bear the one of the compiled file."""
        folder, name = parent(path), base_name(path)
        entries = self._folders.entries(folder)
        if not entries or not name:
            return None
        dot = name.rfind(".")
        extension = name[dot:] if dot > 0 else ""
        if extension in WRITTEN_FOR:
            names = [name[:dot] + other for other in WRITTEN_FOR[extension]]
        elif extension in EXTENSIONS:
            names = [name]
        else:
            names = []
        names += [name + each for each in EXTENSIONS]
        for each in names:
            if entries.get(each) is False and not each.endswith(DECLARATIONS):
                return f"{folder.rstrip('/')}/{each}"
        return None


def is_relative(specifier: str) -> bool:
    """Whether a specifier names a file by its place."""
    return specifier.startswith(("./", "../")) or specifier in (".", "..")
