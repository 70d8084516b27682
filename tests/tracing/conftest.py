"""Asks for places in files that a test writes, or in the fixtures."""

from __future__ import annotations

from pathlib import Path

import pytest
from genlint.engine import Engine
from genlint.tracing.ask import trace
from genlint.tracing.place import Spot

ROOT = Path(__file__).parents[2]


@pytest.fixture
def write(tmp_path):
    """Writes files below the test's own folder."""

    def write(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


@pytest.fixture
def ask(tmp_path):
    """The trace of the line, or of the expression that begins with `at` on the line, in a file."""

    def ask(path, line, at=None, *, cwd=tmp_path, overrides=None):
        text = (Path(cwd) / path).read_text(encoding="utf-8").splitlines()[line - 1]
        column = None if at is None else text.index(at) + 1
        return trace(Engine(overrides, cwd=str(cwd)), Spot(str(path), line, column))

    return ask


@pytest.fixture
def in_fixtures(ask):
    """As `ask`, of a fixture and the line with a text in it."""

    def in_fixtures(path, within, at=None):
        lines = (ROOT / "fixtures" / path).read_text(encoding="utf-8").splitlines()
        number = next(number for number, line in enumerate(lines, 1) if within in line)
        return ask(path, number, at, cwd=ROOT / "fixtures")

    return in_fixtures
