"""Python's modules and packages."""

from __future__ import annotations

import pytest
from genlint.resolve.python_roots import declared_roots


@pytest.mark.parametrize(
    ("files", "importer", "specifier", "expected"),
    [
        (["a.py"], "m.py", "a", "a.py"),
        (["a/__init__.py", "a/b.py"], "m.py", "a.b", "a/b.py"),
        (["a/__init__.py"], "m.py", "a", "a/__init__.py"),
        (["a/__init__.py", "a.py"], "m.py", "a", "a/__init__.py"),
        (["a/b.py", "a.py"], "m.py", "a", "a.py"),
        (["a/b.py"], "m.py", "a", None),
        (["a/b.py"], "m.py", "a.b", "a/b.py"),
        (["a/b/c.py"], "m.py", "a.b.c", "a/b/c.py"),
        (["a/b.pyi"], "m.py", "a.b", "a/b.pyi"),
        (["a/b.pyi", "a/b.py"], "m.py", "a.b", "a/b.py"),
        (["a/__init__.pyi"], "m.py", "a", "a/__init__.pyi"),
        (["a.py"], "m.py", "b", None),
        (["a.py"], "m.py", "a.b", None),
        (["a.py"], "m.py", "", None),
        (["a.py"], "m.py", "a..b", None),
        (["p/__init__.py", "p/a.py"], "p/m.py", ".a", "p/a.py"),
        (["p/__init__.py", "p/a.py"], "p/m.py", ".", "p/__init__.py"),
        (["p/__init__.py", "p/q/__init__.py", "p/a.py"], "p/q/m.py", "..a", "p/a.py"),
        (["p/__init__.py", "p/q/__init__.py", "p/a.py"], "p/q/__init__.py", "..a", "p/a.py"),
        (["p/__init__.py", "p/a/b.py"], "p/m.py", ".a.b", "p/a/b.py"),
        (["p/q/a.py"], "p/q/m.py", ".a", "p/q/a.py"),
        (["p/q/a.py"], "p/q/m.py", ".", None),
        (["p/__init__.py", "p/a.py"], "p/m.py", "p.a", "p/a.py"),
        (["p/__init__.py", "p/q/__init__.py", "p/a.py"], "p/q/m.py", "p.a", "p/a.py"),
        (["src/p/__init__.py", "src/p/a.py"], "src/p/m.py", "p.a", "src/p/a.py"),
        (["src/p/__init__.py", "src/p/a.py"], "tests/test_a.py", "p.a", "src/p/a.py"),
        (["src/n/p/a.py"], "tests/test_a.py", "n.p.a", "src/n/p/a.py"),
        (["backend/app/a.py"], "backend/app/sub/m.py", "app.a", "backend/app/a.py"),
        (["backend/app/a.py"], "scripts/m.py", "app.a", "backend/app/a.py"),
        (["one/ns/a.py", "src/ns/b.py"], "one/m.py", "ns.b", "src/ns/b.py"),
        (
            ["packages/x/pyproject.toml", "packages/x/src/xx/a.py"],
            "packages/y/m.py",
            "xx.a",
            "packages/x/src/xx/a.py",
        ),
        (["p/__init__.py", "p/logging.py"], "p/m.py", "logging", None),
        (["logging.py"], "m.py", "logging", "logging.py"),
        (["p/__init__.py", "p/helper.py"], "p/m.py", "helper", "p/helper.py"),
        ([".venv/lib/requests/__init__.py"], "m.py", "requests", None),
    ],
)
def test_resolves(tree_of, files, importer, specifier, expected):
    assert tree_of(files).resolve(importer, specifier) == expected


def test_the_nearest_root_wins(tree_of):
    tree = tree_of(["a.py", "one/a.py", "one/two/m.py"])
    assert tree.resolve("one/two/m.py", "a") == "one/a.py"
    assert tree.resolve("m.py", "a") == "a.py"


def test_declared_root(tree_of):
    tree = tree_of(
        {
            "pyproject.toml": '[tool.hatch.build.targets.wheel]\npackages = ["code/main/studio"]\n',
            "code/main/studio/a.py": "",
        }
    )
    assert tree.resolve("tests/m.py", "studio.a") == "code/main/studio/a.py"


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ('[tool.setuptools.packages.find]\nwhere = ["code"]', ["code"]),
        ('[tool.setuptools]\npackage-dir = {"" = "lib"}', ["lib"]),
        ('[tool.hatch.build.targets.wheel]\npackages = ["linter/a", "b"]', ["linter", "."]),
        ('[[tool.poetry.packages]]\ninclude = "a"\nfrom = "code"', ["code"]),
        ('[tool.pytest.ini_options]\npythonpath = ["a", "b"]', ["a", "b"]),
        ('[tool.pytest.ini_options]\npythonpath = "a"', ["a"]),
        ('[tool.mypy]\nmypy_path = "a:b"', ["a", "b"]),
        ('[tool.pyright]\nextraPaths = ["a"]', ["a"]),
        ("[tool.poetry]\npackages = 3", []),
        ("tool = 3", []),
        ("broken = [", []),
    ],
)
def test_declared_roots(text, roots):
    assert declared_roots(text) == roots
