from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points

import pytest
from checkout import ROOT


@pytest.fixture
def process(tmp_path):
    """Runs a program in the test's own folder, with the checkout's code: `process("genlint", "a.py")`."""

    def run(module, *arguments, cwd=None, input=None, timeout=120):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GENLINT", "GIT_"))}
        search = os.pathsep.join(str(ROOT / part) for part in ("linter", "rules"))
        return subprocess.run(
            [sys.executable, "-m", module, *map(str, arguments)], cwd=cwd or tmp_path, input=input,
            env={**kept, "PYTHONPATH": search, "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8",
            timeout=timeout, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def flake8(process):
    """Runs flake8 with our codes alone, unless the arguments say otherwise."""
    if not any(entry.name == "GEN" for entry in entry_points(group="flake8.extension")):
        pytest.skip("GENLINT IS NOT INSTALLED, so that flake8 does not find it: run `pip install -e .`")

    def run(*arguments, **options):
        if "--select" not in arguments:
            arguments = ("--select", "GEN", *arguments)
        return process("flake8", *arguments, **options)

    return run


@pytest.fixture
def write(tmp_path):
    """Writes files below the test's own folder: `write({"a/b.py": "text"})`."""

    def write(files):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write
