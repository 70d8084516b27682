"""The engine's tests run a small rule set of their own, so that they say nothing of the real rules."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

SUPPORT = str(Path(__file__).parent / "support")
if SUPPORT not in sys.path:
    sys.path.append(SUPPORT)


@pytest.fixture
def engine_in(tmp_path):
    """Makes an engine with the fake rules whose working directory is the test's own folder."""
    from genlint.engine import Engine
    from genlint_fake.rules import RULES

    def make(overrides=None, **options):
        options.setdefault("rule_sets", (RULES,))
        options.setdefault("cwd", str(tmp_path))
        return Engine(overrides, **options)

    return make


@pytest.fixture
def tree(tmp_path):
    """Writes files below the test's own folder: `tree({"a/b.py": "text"})`."""

    def write(files):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Copies a group of fixtures into a project of its own."""

    def copy(name):
        from cached_project import MODULES, Project
        from genlint.engine import Engine

        folder = tmp_path / "project"
        shutil.copytree(MODULES / name, folder)
        if not (folder / "package.json").exists():
            (folder / "package.json").write_text("{}")
        made = Project(folder)
        original = Engine._check_candidates

        def counted(self, result, candidates, *rest):
            made.judged += (os.path.relpath(each.path, folder) for each in candidates)
            return original(self, result, candidates, *rest)

        monkeypatch.setattr(Engine, "_check_candidates", counted)
        return made

    return copy
