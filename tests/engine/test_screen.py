from __future__ import annotations

import os

import pytest
from genlint import screen
from genlint.engine import Engine
from genlint.screen import Unread, Vanished, machine_made, read


@pytest.mark.parametrize(
    ("name", "data", "made"),
    [
        ("a.js", b"x" * 6000, "minified"),
        ("a.mjs", b"/* licence */\n" + b"x" * 6000, "minified"),
        ("a.ts", b"x" * 6000, None),
        ("a.js", b"x" * 4000, None),
        ("a.js", b"const a = 1;\n" * 1000 + b"x" * 6000, None),
        ("a.js", b"const a = 1;\n//# sourceMappingURL=a.js.map\n", "compiled"),
        ("a.ts", b"const a = 1;\n//# sourceMappingURL=a.js.map\n", None),
        ("a.js", b"//# sourceMappingURL=a.js.map\n" + b"const a = 1;\n" * 100, None),
        ("a.cjs", b"const a = 1;\n" * 30_000, "a bundle, by its size"),
        ("a.tsx", b"const a = 1;\n" * 30_000, None),
    ],
)
def test_machine_made(name, data, made):
    assert machine_made(name, data) == made


def test_reading(tmp_path, monkeypatch):
    path = tmp_path / "a.py"
    path.write_bytes(b"x" * 100_000)
    assert read(str(path), follow=False) == b"x" * 100_000
    (tmp_path / "empty.py").touch()
    assert read(str(tmp_path / "empty.py"), follow=True) == b""
    with pytest.raises(Vanished):
        read(str(tmp_path / "none.py"), follow=True)
    monkeypatch.setattr(screen, "MAX_READ", 99_999)
    with pytest.raises(Unread, match="100,000 bytes, more than the 99,999 that are read") as caught:
        read(str(path), follow=True)
    assert caught.value.problem


def test_links_folders_and_pipes(tmp_path):
    (tmp_path / "a.py").write_bytes(b"x")
    (tmp_path / "link.py").symlink_to("a.py")
    (tmp_path / "broken.py").symlink_to("none.py")
    (tmp_path / "loop.py").symlink_to("loop.py")
    (tmp_path / "folder.tsx").mkdir()
    os.mkfifo(tmp_path / "pipe.py")
    assert read(str(tmp_path / "link.py"), follow=True) == b"x"
    for name, follow, reason, problem in [
        ("link.py", False, "symbolic link", False),
        ("broken.py", False, "symbolic link", False),
        ("broken.py", True, "broken symbolic link", True),
        ("folder.tsx", False, "directory", False),
        ("pipe.py", False, "not a regular file", False),
    ]:
        with pytest.raises(Unread) as caught:
            read(str(tmp_path / name), follow=follow)
        assert (caught.value.reason, caught.value.problem) == (reason, problem), name
    with pytest.raises(Unread, match="symbolic link"):
        read(str(tmp_path / "loop.py"), follow=True)


@pytest.mark.parametrize("own", ["a", "b"])
def test_where_imports_lead_is_told_in_the_words_of_each_folder(tree, own):
    page = 'import { useThing } from "../lib";\nexport const A = (chatId: string) => useThing(chatId);\n'
    root = tree(
        {
            "a/page.tsx": page,
            "b/page.tsx": page,
            "lib.ts": "export const useThing = (target: string) => useAcmeMaker(target);\n",
            f"{own}/genlint.toml": 'extend-generation-hooks = ["useAcmeMaker"]\n',
        }
    )
    result = Engine(cwd=str(root)).check_paths(["."], jobs=1)
    assert [(result.display(item.location.path), item.code) for item in result.findings] == [
        (f"{own}/page.tsx", "GEN101")
    ]
