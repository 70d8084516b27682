"""Where a tree begins, and which files it has."""

from __future__ import annotations

import subprocess

import pytest
from genlint.resolve import Resolver
from genlint.resolve.folders import Folders, join, upward
from genlint.resolve.trees import LOOSE_BELOW, LOOSE_ENTRIES, files_below


@pytest.fixture
def top_of(tmp_path):
    """Writes empty or given files, and tells the top of the tree around one of them."""

    def ask(files, name):
        for each, content in (files if isinstance(files, dict) else dict.fromkeys(files, "")).items():
            path = tmp_path / "x" / "y" / each
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        base = (tmp_path / "x" / "y").as_posix()
        found = Resolver().tree(f"{base}/{name}")
        return found.removeprefix(base).lstrip("/") if found.startswith(base) else ".."

    return ask


@pytest.mark.parametrize(
    ("files", "name", "expected"),
    [
        (["a/.git/HEAD", "a/b/package.json", "a/b/c/d.ts"], "a/b/c/d.ts", "a"),
        ({"a/.git/HEAD": "", "a/b/.git": "gitdir: ../.git/modules/b", "a/b/c.ts": ""}, "a/b/c.ts", "a"),
        (
            {"a/.git/HEAD": "", "a/b/.git": "gitdir: /else/.git/worktrees/b", "a/b/c.ts": ""},
            "a/b/c.ts",
            "a/b",
        ),
        (["a/b/package.json", "a/b/c/d.ts"], "a/b/c/d.ts", "a/b"),
        (["a/package.json", "a/b/package.json", "a/b/c/d.ts"], "a/b/c/d.ts", "a/b"),
        ({"a/package.json": '{"workspaces": []}', "a/b/package.json": "", "a/b/d.ts": ""}, "a/b/d.ts", "a"),
        (["a/pnpm-workspace.yaml", "a/b/package.json", "a/b/d.ts"], "a/b/d.ts", "a"),
        (["a/pyproject.toml", "a/src/p/d.py"], "a/src/p/d.py", "a"),
        (["a/b/c/d/e/f.ts"], "a/b/c/d/e/f.ts", "a/b"),
    ],
)
def test_top(top_of, files, name, expected):
    assert top_of(files, name) == expected


def test_a_crowd_of_loose_programs(top_of):
    files = [f"case{number}/hooks/a.ts" for number in range(LOOSE_ENTRIES + 1)]
    assert top_of(files, "case7/hooks/a.ts") == "case7"


@pytest.fixture
def crowd(tmp_path):
    """A folder with a loose program of two folders in it, and with many more files beside that."""
    inside = tmp_path / "x" / "crowd"
    for number in range(LOOSE_BELOW // 100):
        folder = inside / f"other{number}" / "deep"
        folder.mkdir(parents=True)
        for each in range(100):
            (folder / f"{each}.ts").touch()
    for name, text in {
        "program/hooks/use.ts": "export const use = 1",
        "program/pages/page.ts": 'import { use } from "../hooks/use"; use',
    }.items():
        (inside / name).parent.mkdir(parents=True)
        (inside / name).write_text(text)
    return inside


def test_a_loose_program_beside_many_files(crowd):
    assert Resolver().tree(f"{crowd.as_posix()}/program/hooks/use.ts") == f"{crowd.as_posix()}/program"
    assert Resolver().tree(f"{crowd.as_posix()}/other7/deep/5.ts") == f"{crowd.as_posix()}/other7"


def test_neighbours_of_a_loose_program_are_not_read(crowd):
    read = []
    resolver = Resolver(source=lambda path: read.append(path))
    program = f"{crowd.as_posix()}/program"
    assert resolver.importers(f"{program}/hooks/use.ts") == (f"{program}/pages/page.ts",)
    assert {each for each in read if not each.startswith(program)} == set()


def test_folders_of_dependencies_make_no_crowd(crowd):
    dependencies = crowd / "node_modules"
    dependencies.mkdir()
    for other in crowd.glob("other*"):
        other.rename(dependencies / other.name)
    assert Resolver().tree(f"{crowd.as_posix()}/program/hooks/use.ts") == crowd.parent.as_posix()


def test_files_of_a_repository(tmp_path):
    for name in ("a.ts", "b/c.py", "b/d.css", "c.d.ts", "ignored/e.ts", "dist/g.ts", "node_modules/p/f.ts"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("")
    expected = [f"{tmp_path.as_posix()}/{name}" for name in ("a.ts", "b/c.py")]
    (tmp_path / ".gitignore").write_text("ignored/\n")
    assert files_below(tmp_path.as_posix(), (".ts", ".py")) == expected
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert files_below(tmp_path.as_posix(), (".ts", ".py")) == expected


def test_paths(tmp_path):
    assert join("/a/b", "../c/./d//e") == "/a/c/d/e"
    assert join("/a", "../../..") == "/"
    assert join("/", "a") == "/a"
    assert list(upward("/a/b/c", "/a")) == ["/a/b/c", "/a/b", "/a"]
    assert list(upward("/a", "/")) == ["/a", "/"]
    assert list(upward("/ab", "/a")) == ["/ab"]
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert Folders().entries(tmp_path.as_posix()) == {"loop": False}
