"""The folder of the cache: what may be in it, and what is done to it; and the command's part."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from genlint.cache.codec import decode, encode
from genlint.cache.folder import BrokenCache, clean, read, root_of, write

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"page.tsx", b"pagf.tsx", 1),
        lambda data: b"\x80\x04N.",
    ],
)
def test_a_broken_cache_is_discarded_and_said(project, damage):
    layers = project("layers")
    found = layers.check()
    layers.store().write_bytes(damage(layers.store().read_bytes()))
    assert layers.check() == found
    (remark,) = layers.remarks
    assert "discarded" in remark
    assert layers.check() == found
    assert (layers.remarks, layers.judged) == ([], [])


FORGED = [
    lambda texts, graphs, entries: [],
    lambda texts, graphs, entries: [texts, graphs, [[0, "", "", {}]]],
    lambda texts, graphs, entries: [[1, *texts[1:]], graphs, entries],
    lambda texts, graphs, entries: [texts, {}, entries],
    lambda texts, graphs, entries: [
        texts,
        graphs,
        [[e[0], e[1], e[2], [[["GEN1"]], [], None]] for e in entries],
    ],
    lambda texts, graphs, entries: [texts, graphs, [[e[0], e[1], e[2], None] for e in entries]],
    lambda texts, graphs, entries: [
        texts,
        {
            words: [[[n, d, [[0, 0, [0]]]] for n, d, _ in rows], traits]
            for words, (rows, traits) in graphs.items()
        },
        entries,
    ],
    lambda texts, graphs, entries: [
        texts,
        {words: [rows, 5] for words, (rows, _) in graphs.items()},
        entries,
    ],
]


@pytest.mark.parametrize("forge", FORGED)
def test_a_forged_cache_does_no_harm(project, forge):
    layers = project("layers")
    found = layers.check()
    store = layers.store()
    data = json.loads(read(str(store.parent), store.name))
    write(str(store.parent), store.name, json.dumps(forge(*data)).encode())
    assert layers.check() == found
    assert layers.check() == found
    assert layers.judged == []


def test_a_judgement_that_can_not_be_read_is_said(project):
    layers = project("layers")
    layers.check()
    store = layers.store()
    texts, graphs, entries = json.loads(read(str(store.parent), store.name))
    forged = [texts, graphs, [[*entry[:3], None] for entry in entries]]
    write(str(store.parent), store.name, json.dumps(forged).encode())
    layers.check()
    assert layers.remarks == [f"the cache was discarded: {store.name} is damaged"]


def test_what_is_written_can_be_read(project):
    layers = project("layers")
    layers.check()
    store = layers.store()
    data = read(str(store.parent), store.name)
    assert json.loads(encode(decode(data))) == json.loads(data)


def test_the_folder_says_what_it_is(project):
    layers = project("layers")
    layers.check()
    folder = layers.folder / ".genlint_cache"
    assert (folder / ".gitignore").read_text() == "*\n"
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert not list(folder.glob("*.partial"))


def test_a_folder_of_somebody_else_is_left_alone(project):
    layers = project("layers")
    layers.write(".genlint_cache/notes.txt", "mine")
    layers.check()
    assert "not a cache of genlint's" in layers.remarks[0]
    assert os.listdir(layers.folder / ".genlint_cache") == ["notes.txt"]
    with pytest.raises(BrokenCache):
        clean(str(layers.folder / ".genlint_cache"))
    assert os.listdir(layers.folder / ".genlint_cache") == ["notes.txt"]


def test_a_linked_folder(project, tmp_path):
    layers = project("layers")
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").write_text("")
    link = layers.folder / ".genlint_cache"
    link.symlink_to(tmp_path / "precious")
    layers.check()
    assert os.listdir(tmp_path / "precious") == ["file"]
    link.unlink()
    (tmp_path / "elsewhere").mkdir()
    link.symlink_to(tmp_path / "elsewhere")
    layers.check()
    layers.check()
    assert layers.judged == []
    assert clean(str(link))
    assert not os.path.lexists(link)
    assert os.listdir(tmp_path / "elsewhere") == []


def test_a_project_that_is_reached_by_a_link(project, tmp_path):
    layers = project("layers")
    layers.check()
    (tmp_path / "link").symlink_to(layers.folder)
    through = type(layers)(tmp_path / "link")
    assert through.check()
    assert through.check() == layers.check()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(project):
    layers = project("layers")
    os.chmod(layers.folder, 0o555)
    try:
        assert layers.check()
        assert layers.remarks == []
    finally:
        os.chmod(layers.folder, 0o755)


def test_a_file_system_that_may_not_be_written(project, monkeypatch):
    layers = project("layers")

    def refuse(*_args, **_options):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("genlint.cache.folder.os.makedirs", refuse)
    assert layers.check()
    assert layers.remarks == []
    assert not (layers.folder / ".genlint_cache").exists()


def test_a_disk_that_is_full_is_said(project, monkeypatch):
    layers = project("layers")

    def refuse(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("genlint.cache.folder.os.replace", refuse)
    assert layers.check()
    assert "No space left" in layers.remarks[0]
    assert not list((layers.folder / ".genlint_cache").glob("*.partial"))


def test_old_files_give_way(tmp_path):
    folder = str(tmp_path / "cache")
    for number in range(12):
        write(folder, f"{number}.json", b"{}")
        os.utime(tmp_path / "cache" / f"{number}.json", (number, number))
    (tmp_path / "cache" / "left.partial").write_text("")
    os.utime(tmp_path / "cache" / "left.partial", (1, 1))
    write(folder, "last.json", b"{}")
    names = {name for name in os.listdir(folder) if name.endswith((".json", ".partial"))}
    assert names == {"last.json", *(f"{number}.json" for number in range(5, 12))}


def test_where_the_cache_is(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    inner = tmp_path / "home" / "project" / "src" / "deep"
    inner.mkdir(parents=True)
    (tmp_path / "home" / "package.json").write_text("{}")
    assert root_of(str(inner), None) is None
    (tmp_path / "home" / "project" / ".git").mkdir()
    assert root_of(str(inner), None) == str(tmp_path / "home" / "project")
    assert root_of(str(inner), "/configured") == "/configured"


# -- the command


def command(cwd, *arguments):
    path = os.pathsep.join([str(ROOT / "linter"), str(ROOT / "rules")])
    return subprocess.run(
        [sys.executable, "-m", "genlint", *arguments],
        cwd=cwd, env={"PYTHONPATH": path, "PATH": os.environ["PATH"]}, capture_output=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["full", "flake8", "json", "github", "sarif"])
def test_every_format_is_the_same_byte_by_byte(project, name):
    folder = project("layers").folder
    plain = command(folder, "--no-cache", "--format", name)
    assert not (folder / ".genlint_cache").exists()
    for _ in range(2):
        cached = command(folder, "--format", name)
        assert (cached.returncode, cached.stdout, cached.stderr) == (1, plain.stdout, plain.stderr)
    assert (folder / ".genlint_cache").exists()


def test_what_is_parsed_and_what_is_mended_is_not_from_the_cache(project):
    folder = project("layers").folder
    command(folder)
    for arguments in (["--show-files"], ["--diff"]):
        assert command(folder, *arguments).stdout == command(folder, "--no-cache", *arguments).stdout
    fixed = command(folder, "--fix", "--unsafe-fixes")
    assert command(folder).stdout == command(folder, "--no-cache").stdout == fixed.stdout


def test_the_folder_can_be_chosen_and_removed(project, tmp_path):
    folder = project("layers").folder
    chosen = tmp_path / "chosen" / "cache"
    command(folder, "--cache-dir", str(chosen))
    assert chosen.is_dir()
    assert not (folder / ".genlint_cache").exists()
    assert command(folder, "clean", "--cache-dir", str(chosen)).returncode == 0
    assert not chosen.exists()
    command(folder)
    assert (folder / ".genlint_cache").is_dir()
    assert b"removed" in command(folder, "clean").stdout
    assert not (folder / ".genlint_cache").exists()
    assert b"no cache" in command(folder, "clean").stdout


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("genlint.toml", 'cache-dir = "../kept/cache"\n'),
        ("pyproject.toml", '[tool.genlint]\ncache-dir = "../kept/cache"\n'),
        ("package.json", '{"genlint": {"cache-dir": "../kept/cache"}}'),
    ],
)
def test_the_folder_can_be_configured(project, tmp_path, file, text):
    layers = project("layers")
    layers.write(file, text)
    layers.write("deep/a.ts", "export const a = 1;")
    stated, chosen = layers.folder.parent / "kept" / "cache", tmp_path / "chosen"
    plain = command(layers.folder, "--no-cache")
    assert not stated.exists()
    # relative to the file, not to the folder of the run
    assert command(layers.folder / "deep", "..").returncode == plain.returncode == 1
    assert stated.is_dir()
    assert not (layers.folder / ".genlint_cache").exists()
    assert command(layers.folder).stdout == plain.stdout
    command(layers.folder, "--cache-dir", str(chosen))  # the command line wins
    assert chosen.is_dir()
    assert command(layers.folder, "clean", "--cache-dir", str(chosen)).returncode == 0
    assert (chosen.exists(), stated.exists()) == (False, True)
    assert b"removed" in command(layers.folder / "deep", "clean").stdout
    assert not stated.exists()
    assert b'cache-dir = "../kept/cache"' in command(layers.folder, "config").stdout


def test_a_broken_cache_does_not_change_the_exit_status(project):
    layers = project("layers")
    plain = command(layers.folder)
    layers.store().write_bytes(b"nonsense")
    done = command(layers.folder)
    assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout)
    assert done.stderr.count(b"\n") == 1
    assert b"discarded" in done.stderr


def test_runs_at_the_same_time(project):
    layers = project("layers")
    plain = command(layers.folder, "--no-cache")
    path = os.pathsep.join([str(ROOT / "linter"), str(ROOT / "rules")])
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "genlint"], cwd=layers.folder, env={"PYTHONPATH": path},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]  # fmt: skip
    for run in runs:
        out, err = run.communicate(timeout=60)
        assert (run.returncode, out, err) == (1, plain.stdout, b"")
    layers.check()
    assert layers.remarks == []


def test_standard_input_and_trees_without_candidates_have_no_cache(tmp_path):
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "clean.py").write_text("x = 1\n")
    assert command(tmp_path).returncode == 0
    assert os.listdir(tmp_path).count(".genlint_cache") == 0


def test_a_known_candidate_needs_no_parser(project):
    folder = project("layers").folder
    command(folder)
    code = (
        "import sys; sys.argv = ['genlint'];"
        "from genlint.__main__ import main; main();"
        "print(*(each for each in ('tree_sitter', 'genlint.model.ir', 'genlint_rules.rule_set')"
        " if each in sys.modules), file=sys.stderr)"
    )
    path = os.pathsep.join([str(ROOT / "linter"), str(ROOT / "rules")])
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env={"PYTHONPATH": path}, capture_output=True, check=False
    )
    assert b"GEN101" in done.stdout
    assert done.stderr.strip() == b""
