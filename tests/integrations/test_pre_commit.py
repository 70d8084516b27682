"""The hook, as pre-commit itself installs and runs it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest
from checkout import BAD, ROOT

SUFFIXES = (".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".jsx", ".py", ".pyi")


def git(folder, *arguments):
    who = ["-c", "user.name=A Tester", "-c", "user.email=tester@example.com", "-c", "commit.gpgsign=false"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *who, *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def repository(folder):
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All of it", "--no-verify")
    return folder


def test_the_hook_takes_what_a_front_end_reads():
    yaml = pytest.importorskip("yaml")
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in hooks] == ["genlint", "genlint-fix"]
    names = ("page.tsx.snap", "page.json", "py", "readme.mpy", "page.mtsx", "page.css")
    for hook in hooks:
        assert all(re.search(hook["files"], f"src/page{suffix}") for suffix in SUFFIXES)
        assert not any(re.search(hook["files"], name) for name in names)


@pytest.mark.slow
def test_a_commit_with_a_finding_is_stopped(tmp_path):
    pytest.importorskip("pre_commit")
    linter = tmp_path / "genlint"
    linter.mkdir()
    for name in ("linter", "rules"):
        shutil.copytree(ROOT / name, linter / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, linter)
    repository(linter)

    project = tmp_path / "project"
    project.mkdir()
    (project / "panel.mts").write_text(
        "export const panel = (chatId: string) => useImageGeneration(chatId);\n"
    )
    (project / "panel.py").write_text(BAD)
    (project / "notes.txt").write_text("useImageGeneration(chatId)\n")
    repository(project)

    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))}
    environment = {**kept, "PRE_COMMIT_HOME": str(tmp_path / "cache"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "pre_commit", "try-repo", "--color", "never", str(linter), "genlint"]

    def run():
        return subprocess.run(
            [*command, "--all-files"], cwd=project, env=environment, capture_output=True, encoding="utf-8",
            timeout=500, check=False,
        )  # fmt: skip

    first = run()
    assert first.returncode == 1, first.stdout + first.stderr
    assert "panel.mts:1:61" in first.stdout
    assert "panel.py:2:26" in first.stdout
    assert "notes.txt" not in first.stdout
    assert "2 findings in 2 files" in first.stdout

    (project / "panel.mts").write_text("export const panel = () => useImageGeneration();\n")
    (project / "panel.py").unlink()
    repository(project)
    second = run()
    assert second.returncode == 0, second.stdout + second.stderr
    assert re.search(r"genlint\.+Passed", second.stdout)
