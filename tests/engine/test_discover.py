from __future__ import annotations

import os
import subprocess

import pytest
from genlint.config import Configuration
from genlint.discover import Discovery
from genlint.errors import UsageError


def found(root, *arguments, overrides=None):
    """What the arguments mean below `root`: relative paths, and what was skipped."""
    discovery = Discovery(arguments or (".",), Configuration({}, overrides, cwd=str(root)))
    paths = sorted(os.path.relpath(target.path, root) for target in discovery.targets())
    return paths, sorted((os.path.relpath(path, root), reason) for path, reason in discovery.skipped)


def git(root, *arguments):
    identity = ["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "protocol.file.allow=always"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


FILES = dict.fromkeys(
    ["a.ts", "src/b.tsx", "src/c.py", "src/d.md", "node_modules/x/e.ts", "src/f.d.ts", "g.min.js",
     "dist/h.js", "src/UPPER.TS", ".hidden/i.py", "src/folder.tsx/j.ts"], "x"
)  # fmt: skip
EXPECTED = [".hidden/i.py", "a.ts", "src/UPPER.TS", "src/b.tsx", "src/c.py", "src/folder.tsx/j.ts"]


def test_a_walk(tree):
    assert found(tree(FILES)) == (EXPECTED, [])


def test_a_repository_gives_the_same(tree):
    root = tree(FILES)
    git(root, "init", "-q")
    assert found(root) == (EXPECTED, [])
    git(root, "add", "-A")
    assert found(root) == (EXPECTED, [])
    assert found(root, "src") == ([path for path in EXPECTED if path.startswith("src/")], [])


@pytest.mark.parametrize("repository", [False, True])
def test_gitignore(tree, repository):
    root = tree(
        {
            ".gitignore": "# comment\n*.gen.ts\n/private/\n!keep.gen.ts\n[bad\n",
            "a.gen.ts": "", "keep.gen.ts": "", "b.ts": "", "private/c.ts": "", "src/private/d.ts": "",
            "src/.gitignore": "local.ts\n!x.gen.ts", "src/local.ts": "", "local.ts": "", "src/x.gen.ts": "",
        }
    )  # fmt: skip
    if repository:
        git(root, "init", "-q")
    assert found(root)[0] == ["b.ts", "keep.gen.ts", "local.ts", "src/private/d.ts", "src/x.gen.ts"]


def test_a_deleted_file_is_listed_and_left_to_the_reader(tree):
    root = tree({"a.ts": "", "b.ts": ""})
    git(root, "init", "-q")
    git(root, "add", "-A")
    (root / "a.ts").unlink()
    assert found(root)[0] == ["a.ts", "b.ts"]


def test_submodules_and_nested_checkouts(tree):
    root = tree({"outer/a.ts": "", "inner/b.ts": "", "inner/skip.gen.ts": "", "inner/.gitignore": "*.gen.ts"})
    git(root / "inner", "init", "-q")
    git(root / "inner", "add", "-A")
    git(root / "inner", "commit", "-qm", "x")
    outer = root / "outer"
    git(outer, "init", "-q")
    git(outer, "submodule", "add", "-q", str(root / "inner"), "three.js")
    (outer / "three.js" / "new.ts").touch()
    (outer / "nested").mkdir()
    git(outer / "nested", "init", "-q")
    (outer / "nested" / "c.ts").touch()
    assert found(outer) == (["a.ts", "nested/c.ts", "three.js/b.ts", "three.js/new.ts"], [])


def test_arguments_in_any_form_and_order(tree):
    root = tree({"a.ts": "", "src/b.ts": "", "src/deep/c.ts": ""})
    everything = (["a.ts", "src/b.ts", "src/deep/c.ts"], [])
    for arguments in [(".",), ("src", "a.ts"), ("a.ts", "./src/", "src/deep", "src/b.ts", "."), (str(root),)]:
        assert found(root, *arguments) == everything, arguments


def test_a_missing_path_is_an_error_that_names_it(tree):
    root = tree({"a.ts": ""})
    with pytest.raises(UsageError, match=r"no such file or folder: b\.ts, gone"):
        found(root, "gone", "a.ts", "b.ts")


def test_named_files(tree):
    root = tree({"a.ts": "", "readme.md": "", "Makefile": "", "dist/b.js": "", "x.d.ts": ""})
    paths, skipped = found(root, "a.ts", "readme.md", "Makefile", "dist/b.js", "x.d.ts")
    assert paths == ["a.ts"]
    suffix = "neither TypeScript, JavaScript nor Python"
    assert skipped == [
        ("Makefile", suffix), ("dist/b.js", "excluded"), ("readme.md", suffix), ("x.d.ts", "excluded"),
    ]  # fmt: skip


def test_excludes(tree):
    root = tree({"src/a.ts": "", "src/gen/b.ts": "", "dist/c.ts": "", "lib/gen.ts": ""})
    assert found(root, overrides={"exclude": ["src/gen"]})[0] == ["dist/c.ts", "lib/gen.ts", "src/a.ts"]
    assert found(root, overrides={"extend-exclude": ["gen", "*.x"]})[0] == ["lib/gen.ts", "src/a.ts"]
    assert found(root, "dist") == ([], [("dist", "excluded")])


def test_each_folder_has_its_own_configuration(tree):
    root = tree(
        {"a/genlint.toml": 'extend-exclude = ["old"]', "a/old/x.ts": "", "a/new/x.ts": "", "b/old/x.ts": ""}
    )
    assert found(root)[0] == ["a/new/x.ts", "b/old/x.ts"]


def test_links_are_not_followed_in_a_walk(tree):
    root = tree({"src/a.ts": ""})
    (root / "loop").symlink_to(".")
    (root / "src/up").symlink_to("..")
    (root / "broken.ts").symlink_to("none")
    paths, skipped = found(root)
    assert paths == ["broken.ts", "src/a.ts"]
    assert skipped == [("loop", "symbolic link to a folder"), ("src/up", "symbolic link to a folder")]


def test_an_unreadable_folder_is_told(tree, monkeypatch):
    root = tree({"a.ts": "", "locked/b.ts": ""})
    real = os.scandir

    def refuse(path):  # as the system does, save for root
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert found(root) == (["a.ts"], [("locked", "permission denied")])


def test_names_that_are_no_text(tree):
    root = tree({"a.ts": ""})
    try:
        with open(os.fsencode(str(root)) + b"/\xff.ts", "wb"):
            pass
    except OSError:
        pytest.skip("the file system wants text")
    assert len(found(root)[0]) == 2
    git(root, "init", "-q")
    assert len(found(root)[0]) == 2
