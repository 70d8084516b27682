"""Who may import whom, as docs/architecture.md says."""

from __future__ import annotations

import ast

import pytest
from checkout import ROOT

PARSERS = {"tree_sitter", "tree_sitter_typescript", "libcst"}
STANDARD = ("genlint.records", "genlint.lazy")
"""What stands in for slow modules of the standard library: anyone may import it."""
SOURCES = sorted((*(ROOT / "linter").rglob("*.py"), *(ROOT / "rules").rglob("*.py")))


def imports(path):
    """The modules that a file imports anywhere, those for type checkers included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            assert not node.level, f"{path}: a relative import"
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "genlint")
    return found


def below(folder):
    return [path for path in SOURCES if path.is_relative_to(ROOT / folder)]


def outsiders(paths, *allowed):
    """The imports of the project's own modules that are not below one of `allowed`."""
    wrong = []
    for path in paths:
        for name in sorted(imports(path)):
            ours = name.split(".")[0] in ("genlint", "genlint_rules") and name != "genlint"
            if ours and not any(
                name == each or name.startswith(each + ".") for each in (*allowed, *STANDARD)
            ):
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    return wrong


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [
        ("linter/genlint/model", ["genlint.model"]),
        (
            "linter/genlint/frontends",
            ["genlint.frontends", "genlint.model", "genlint.writer", "genlint.findings"],
        ),
        (
            "rules",
            [
                "genlint_rules",
                "genlint.model",
                "genlint.findings",
                "genlint.rule",
                "genlint.writer",
                "genlint.expressions",
                "genlint.sieve",
            ],
        ),
        (
            "linter/genlint/reporters",
            [
                "genlint.reporters",
                "genlint.result",
                "genlint.findings",
                "genlint.source",
                "genlint.__version__",
            ],
        ),
        (
            "linter/genlint/integrations",
            ["genlint.integrations", "genlint.engine", "genlint.errors", "genlint.reporters"],
        ),
    ],
    ids=["model", "frontends", "rules", "reporters", "integrations"],
)
def test_imports(folder, allowed):
    assert below(folder)
    assert outsiders(below(folder), *allowed) == []


def test_parsers_are_imported_by_front_ends_alone():
    users = {path for path in SOURCES if PARSERS & {name.split(".")[0] for name in imports(path)}}
    assert users
    assert users <= set(below("linter/genlint/frontends"))
