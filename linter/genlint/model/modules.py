"""Imports and exports: from a name in one module to what it is in another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import Loader, StepKind
from genlint.model.env import FullPath, PathKey
from genlint.model.frames import Link, Place

if TYPE_CHECKING:
    from genlint.model.walk import Walker


MAX_DOTS = 8
"""How many packages deep a dotted name is followed."""


class Modules:
    """Loads modules when a question reaches them."""

    def __init__(self, walker: Walker, loader: Loader) -> None:
        self.walker = walker
        self.loader = loader
        self._known: dict[str, ir.Module] = {}

    def enter(self, module: ir.Module) -> None:
        """Make a module known to the index."""
        if self._known.get(module.path) is not module:
            # a file may be lowered anew from other bytes: an editor's
            self._known[module.path] = module
            self.walker.index.enter(module)

    def load(self, path: str) -> ir.Module | None:
        """The module at `path`, made known."""
        known = self._known.get(path)
        if known is not None:
            return known
        module = self.loader.load(path)
        if module is not None:
            self.enter(module)
        return module

    def source_of(self, module: ir.Module, specifier: str) -> ir.Module | None:
        """The module that a specifier in `module` means; None outside the tree."""
        path = self.loader.resolve(module, specifier)
        return self.load(path) if path is not None else None

    def importers(self, module: ir.Module) -> list[ir.Module]:
        """The modules in the tree that may import `module`."""
        found = []
        for path in self.loader.importers(module):
            loaded = self.load(path)
            if loaded is not None and loaded is not module:
                found.append(loaded)
        return found

    def mentioning(self, module: ir.Module, words: Collection[str]) -> Iterator[ir.Module]:
        """The modules that `module` reaches by its imports, in whose text one of `words` stands."""
        for path in self.loader.mentioning(module, words):
            loaded = self.load(path)
            if loaded is not None and loaded is not module:
                yield loaded

    def related(self, module: ir.Module) -> list[ir.Module]:
        """The modules that `module` reaches by its imports and that rules may have to look into."""
        loaded = [self.load(path) for path in self.loader.related(module)]
        return [each for each in loaded if each is not None and each is not module]

    def imported(self, value: ir.Imported, place: Place) -> list[Link] | None:
        """What an import stands for; None where its module is out of sight."""
        if place.module.language == "python":
            return self._python(value, place)
        path = self.loader.resolve(place.module, value.module)
        module = self.load(path) if path is not None else None
        if module is None:
            return None
        name, rest = value.name, place.path
        if name == "*":
            if not rest or not isinstance(rest[0], str):
                # CommonJS: the module is what it assigns to `module.exports`
                return self.exported(module, "default", rest, set()) or None
            name, rest = rest[0], rest[1:]
        found = self.exported(module, name, rest, set())
        if not found and name != "default":
            found = self.exported(module, "default", (name, *rest), set())
        return found or None

    def _python(self, value: ir.Imported, place: Place) -> list[Link] | None:
        """Python: a name is a global of the module, or a module of the package (`import a.b`: `a.b.c`)."""
        keys: list[PathKey] = [*place.path] if value.name == "*" else [value.name, *place.path]
        dotted = value.module
        for index, key in enumerate(keys[:MAX_DOTS]):
            if not isinstance(key, str):
                break
            path = self.loader.resolve(place.module, dotted)
            module = self.load(path) if path is not None else None
            if module is not None:
                found = self.exported(module, key, tuple(keys[index + 1 :]), set())
                if found:
                    return found
            dotted += key if dotted.endswith(".") else f".{key}"
        return None

    def starred(self, name: str, place: Place) -> list[Link] | None:
        """What a name without a binding may be, that came by `from module import *`."""
        links = self._stars(place.module, name, place.path, set())
        return links or None

    def exported(
        self, module: ir.Module, name: str, path: FullPath, seen: set[tuple[int, str]]
    ) -> list[Link]:
        """What `module` exports as `name`."""
        if (id(module), name) in seen:
            return []
        seen.add((id(module), name))
        if module.language == "python":
            return self._global(module, name, path, seen)
        links: list[Link] = []
        for export in module.exports:
            if export.exported == name:
                if isinstance(export.value, ir.Imported) and export.value.name != "*":
                    links.extend(self._forwarded(module, export.value, export.value.name, path, seen))
                else:
                    links.append((Place(export.value, path, None, module), StepKind.READ))
                    if isinstance(export.value, ir.Name):
                        binding = export.value.scope.lookup(export.value.text)
                        links.extend(self.walker.variables.changed_inside(binding, path, module))
        if not links and name != "default":
            for export in module.exports:
                if export.exported == "*" and isinstance(export.value, ir.Imported):
                    links.extend(self._forwarded(module, export.value, name, path, seen))
        return links

    def _forwarded(
        self, module: ir.Module, value: ir.Imported, name: str, path: FullPath, seen: set[tuple[int, str]]
    ) -> list[Link]:
        target = self.loader.resolve(module, value.module)
        loaded = self.load(target) if target is not None else None
        return self.exported(loaded, name, path, seen) if loaded is not None else []

    def _global(self, module: ir.Module, name: str, path: FullPath, seen: set[tuple[int, str]]) -> list[Link]:
        binding = module.body.scope.bindings.get(name)
        facts = self.walker.index.facts(module.body)
        if binding is not None and facts.exit is not None:
            defs = facts.exit.get(binding) or ()
            links = self.walker.variables.held(defs, facts.exit, path, None, module)
            return links + self.walker.variables.changed_inside(binding, path, module)
        return self._stars(module, name, path, seen)

    def _stars(self, module: ir.Module, name: str, path: FullPath, seen: set[tuple[int, str]]) -> list[Link]:
        for star, each in reversed(module.body.scope.bindings.items()):
            value = self.walker.index.import_of(each) if star.startswith("*") else None
            if value is None:
                continue
            target = self.loader.resolve(module, value.module)
            loaded = self.load(target) if target is not None else None
            if loaded is None or not _leaves_by_star(loaded, name):
                continue
            found = self.exported(loaded, name, path, seen)
            if found:
                return found
        return []


def _leaves_by_star(module: ir.Module, name: str) -> bool:
    return name in module.public if module.public is not None else not name.startswith("_")
