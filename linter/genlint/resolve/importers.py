"""Who imports a module: one pass over the text of its tree, and only when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from genlint.resolve import forwards, scan
from genlint.resolve.folders import base_name, parent, upward
from genlint.resolve.trees import Trees
from genlint.resolve.typescript import EXTENSIONS, TypeScriptResolver, is_relative

MAX_IMPORTERS = 1000
"""Files that one answer names; the nearest in the graph of imports are kept."""

MAX_FORWARDERS = 300
"""Files that hand a module's names on, each of whose importers is looked at."""

MAX_REACHABLE = 5000
"""Files that one walk along the imports meets."""

MAX_SIZE = 1_000_000
"""Bytes. Larger files are data or bundles, and import nothing that matters here."""

PYTHON = (".py", ".pyi")

Read = Callable[[str], "bytes | None"]
Files = Callable[[str], Iterable[str]]
Resolve = Callable[[str, str, str], "str | None"]


def language_of(path: str) -> str:
    """The language family of a file that a front end reads."""
    return "python" if path.endswith(PYTHON) else "typescript"


class _Index:
    """The specifiers of one tree in one language: by their last word, or where a configuration decides
    what they mean, by what they mean."""

    def __init__(self) -> None:
        self.by_word: dict[str, list[tuple[str, str]]] = {}
        self.bare: dict[tuple[str, str], list[str]] = {}
        self.by_target: dict[str, set[str]] | None = None


class Importers:
    """The graph of imports against its direction."""

    def __init__(
        self, trees: Trees, typescript: TypeScriptResolver, resolve: Resolve, files: Files, read: Read
    ) -> None:
        """`files` gives the files of the tree at a folder, `read` a file's bytes, `resolve` the file that
        a specifier means, given the importing file and the language."""
        self._trees = trees
        self._typescript = typescript
        self._resolve = resolve
        self._files = files
        self._read = read
        self._indexes: dict[tuple[str, str], _Index] = {}
        self._listed: dict[str, list[str]] = {}
        self._specifiers: dict[str, tuple[str, ...]] = {}
        self._imports: dict[str, tuple[str, ...]] = {}
        self._answers: dict[str, tuple[str, ...]] = {}
        self.cut: set[str] = set()
        """The modules whose importers, or whose imports, were too many to be named."""

    def imports(self, path: str) -> tuple[str, ...]:
        """The files that the text of `path` imports, each once, in the order of its text."""
        known = self._imports.get(path)
        if known is None:
            language = language_of(path)
            found = (self._resolve(path, each, language) for each in self._specifiers_of(path))
            unique = dict.fromkeys(each for each in found if each is not None and each != path)
            known = self._imports[path] = tuple(unique)
        return known

    def reachable(self, path: str) -> Iterator[str]:
        """The files that `path` imports, then those that these import, and so on, the nearest first."""
        seen = {path: None}
        pending = [path]
        for each in pending:
            for found in self.imports(each):
                if found not in seen:
                    if len(seen) > MAX_REACHABLE:
                        self.cut.add(path)
                        return
                    seen[found] = None
                    pending.append(found)
                    yield found

    def importers(self, path: str) -> tuple[str, ...]:
        """The files that may import `path`, sorted: by name, or through files that hand its names on."""
        known = self._answers.get(path)
        if known is None:
            known = self._answers[path] = self._find(path)
        return known

    def _find(self, path: str) -> tuple[str, ...]:
        language = language_of(path)
        names = forwards.exported(self._text(path), language)
        found: dict[str, None] = {}
        pending: list[tuple[str, forwards.Names]] = [(path, names)]
        offered: dict[str, forwards.Names] = {path: names}
        steps = 0
        for module, incoming in pending:
            steps += 1
            if steps > MAX_FORWARDERS or len(found) >= MAX_IMPORTERS:
                self.cut.add(path)
                break
            for importer in self._direct(module, language):
                if importer == path:
                    continue
                data = self._read(importer) or b""
                text = data.decode("utf-8", "replace")
                means = self._means(importer, module, language)
                outgoing = forwards.forwarded(text, language, means, incoming)
                unnamed = outgoing and forwards.has_star(data)
                if module != path and not unnamed and not forwards.mentions(data, incoming):
                    continue
                found[importer] = None
                before = offered.get(importer, frozenset())
                if not outgoing <= before and "*" not in before:
                    offered[importer] = before | outgoing
                    pending.append((importer, outgoing))
        if len(found) > MAX_IMPORTERS:
            self.cut.add(path)
        return tuple(sorted(list(found)[:MAX_IMPORTERS]))

    def _means(self, importer: str, module: str, language: str) -> Callable[[str], bool]:
        return lambda specifier: self._resolve(importer, specifier, language) == module

    def _text(self, path: str) -> str:
        return (self._read(path) or b"").decode("utf-8", "replace")

    # -- the files with an import of one module

    def _direct(self, path: str, language: str) -> list[str]:
        """The files with an import that means `path`, sorted."""
        index = self._index(self._trees.top(parent(path)), language)
        found: set[str] = set()
        for word in self._words(path, language):
            for importer, specifier in index.by_word.get(word, ()):
                if importer not in found and self._resolve(importer, specifier, language) == path:
                    found.add(importer)
        found.update(self._by_configuration(index).get(path, ()))
        found.discard(path)
        return sorted(found)

    def _words(self, path: str, language: str) -> list[str]:
        """The last words with which a specifier that means `path` can end."""
        folder, name = parent(path), base_name(path)
        stem = name[: name.rfind(".")]
        words = [stem]
        if language == "python":
            return [base_name(folder), ""] if stem == "__init__" else words
        if name.startswith("index."):
            words += [base_name(folder), ""]
        for each in upward(folder, self._trees.top(folder)):
            if self._typescript.is_package(each):  # its manifest may name this file as the entry
                words += [base_name(each), ""]
        return list(dict.fromkeys(words))

    def _by_configuration(self, index: _Index) -> dict[str, set[str]]:
        if index.by_target is None:
            index.by_target = {}
            for (scope, specifier), importers in index.bare.items():
                target = self._typescript.resolve(scope, specifier)
                if target is not None:
                    index.by_target.setdefault(target, set()).update(importers)
            index.bare = {}
        return index.by_target

    def _index(self, top: str, language: str) -> _Index:
        index = self._indexes.get((top, language))
        if index is None:
            index = self._indexes[top, language] = _Index()
            if top not in self._listed:
                self._listed[top] = sorted(self._files(top))
            for path in self._listed[top]:
                if language_of(path) == language:
                    self._enter(index, path, language)
        return index

    def _enter(self, index: _Index, path: str, language: str) -> None:
        scope: str | None = None
        for specifier in self._specifiers_of(path):
            if language == "python":
                word = specifier[specifier.rfind(".") + 1 :]
            elif is_relative(specifier):
                word = _last_word(specifier)
            else:
                scope = scope or self._typescript.scope(parent(path))
                index.bare.setdefault((scope, specifier), []).append(path)
                continue
            index.by_word.setdefault(word, []).append((path, specifier))

    def _specifiers_of(self, path: str) -> tuple[str, ...]:
        known = self._specifiers.get(path)
        if known is None:
            data = self._read(path)
            if data is None or len(data) > MAX_SIZE:
                data = b""
            known = self._specifiers[path] = scan.specifiers(data, language_of(path))
        return known


def _last_word(specifier: str) -> str:
    """The last part of a relative specifier, as the file that it means is called without extension."""
    word = base_name(specifier.partition("?")[0].rstrip("/"))
    dot = word.rfind(".")
    if word[dot:] in EXTENSIONS:
        return word[:dot]
    return "" if word in (".", "..") else word
