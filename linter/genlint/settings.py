"""The effective configuration of one folder: values, and where each comes from."""

from __future__ import annotations

import os

from genlint.codes import Selection, longest_prefix
from genlint.patterns import RootedMatcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DEFAULT_EXCLUDE = (
    ".git", ".hg", ".svn", "node_modules", "bower_components", "site-packages", "__pycache__",
    ".venv", "venv", ".tox", ".nox", ".eggs", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".genlint_cache",
    "dist", "build", "out", ".next", ".nuxt", ".svelte-kit", ".turbo", ".output", "coverage", "vendor",
    "*.min.js", "*.min.mjs", "*.min.cjs", "*.bundle.js", "*.d.ts", "*.d.mts", "*.d.cts",
)  # fmt: skip
"""Dependencies, build outputs, caches, and declarations without code."""

DEFAULT_TEST_FILES = (
    "*.test.*", "*.spec.*", "*.stories.*", "__tests__", "__mocks__", "tests",
    "test_*.py", "*_test.py", "conftest.py",
)  # fmt: skip
"""Where hooks are called with mocks: rules on the moment of a connection are silent there."""

DEFAULT_MAX_FILE_SIZE = 1_000_000
"""Bytes. Larger files that hold a candidate are reported as unreadable instead of parsed."""

CONFIDENCES = ("low", "medium", "high")

DEFAULTS: Mapping[str, object] = {
    "select": None,
    "extend-select": (),
    "ignore": (),
    "extend-ignore": (),
    "exclude": DEFAULT_EXCLUDE,
    "extend-exclude": (),
    "per-file-ignores": {},
    "min-confidence": "medium",
    "test-files": DEFAULT_TEST_FILES,
    "max-file-size": DEFAULT_MAX_FILE_SIZE,
    "cache-dir": None,
}
"""Every key but the vocabulary's, in the order in which they are shown. `select` None is every rule,
`cache-dir` None `.genlint_cache` in the project."""


class Value:
    """One effective value, and the words for its origin: `default`, a file's path, `command line`."""

    __slots__ = ("origin", "roots", "value")

    def __init__(self, value: object, origin: str, roots: tuple[tuple[str, object], ...] = ()) -> None:
        self.value = value
        self.origin = origin
        self.roots = roots or (("", value),)
        """For paths: each part of the value with the folder that its patterns are relative to."""


class Settings:
    """What holds for the files of one folder. Immutable, picklable."""

    __slots__ = (
        "_exclude", "_per_file", "_test_files",
        "max_file_size", "min_confidence", "selection", "values", "words",
    )  # fmt: skip

    def __init__(self, values: Mapping[str, Value], words: Mapping[str, tuple[str, ...]]) -> None:
        """`values` holds every key of `DEFAULTS`; `words` is the effective vocabulary, all keys resolved.

        Raises `ValueError` for a malformed path pattern.
        """
        self.values = dict(values)
        self.words = dict(words)
        select = self._strings("select") if values["select"].value is not None else None
        extend = self._strings("extend-select")
        self.selection = Selection(
            ("", *extend) if select is None else (*select, *extend),
            (*self._strings("ignore"), *self._strings("extend-ignore")),
        )
        confidence = values["min-confidence"].value
        assert isinstance(confidence, str)
        self.min_confidence = CONFIDENCES.index(confidence) + 1
        """As the integer of `findings.Confidence`."""
        size = values["max-file-size"].value
        assert isinstance(size, int)
        self.max_file_size = size
        self._exclude = self._matchers("exclude") + self._matchers("extend-exclude")
        self._test_files = self._matchers("test-files")
        per_file: list[tuple[RootedMatcher, tuple[str, ...]]] = []
        for root, part in values["per-file-ignores"].roots:
            assert isinstance(part, dict)
            per_file += ((RootedMatcher(root, (pattern,)), tuple(codes)) for pattern, codes in part.items())
        self._per_file = tuple(per_file)

    def _strings(self, key: str) -> tuple[str, ...]:
        value = self.values[key].value
        assert isinstance(value, tuple)
        return value

    def _matchers(self, key: str) -> tuple[RootedMatcher, ...]:
        matchers = []
        for root, part in self.values[key].roots:
            assert isinstance(part, tuple)
            if part:
                matchers.append(RootedMatcher(root, part))
        return tuple(matchers)

    def excludes(self, path: str, base: str) -> bool:
        """Whether the absolute `path` is left out. `base` is the folder through which the run came to it."""
        return any(matcher.matches(path, base) for matcher in self._exclude)

    def excludes_in(self, folder: str, base: str) -> Callable[[str], bool]:
        """What `excludes` says of files in an absolute folder, by their names."""
        each = [matcher.in_folder(folder, base) for matcher in self._exclude]
        if len(each) == 1:
            return each[0]
        return lambda name: any(excludes(name) for excludes in each)

    def is_test_file(self, path: str) -> bool:
        """Whether the absolute `path` is a test's."""
        base = os.path.dirname(path)
        return any(matcher.matches(path, base) for matcher in self._test_files)

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """The code prefixes that `per-file-ignores` takes from the absolute `path`."""
        base = os.path.dirname(path)
        return tuple(
            code for matcher, codes in self._per_file if matcher.matches(path, base) for code in codes
        )

    def allows(self, code: str, ignored: tuple[str, ...] = ()) -> bool:
        """Whether `code` is reported in a file whose per-file ignores are `ignored`."""
        return self.selection.allows(code) and longest_prefix(code, ignored) < 0
