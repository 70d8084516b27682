"""The cache: a run with it says what a run without it says, whatever happened to the files in between."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from genlint import engine as engine_module
from genlint.cache import key as cache_key
from genlint.cache.codec import decode, encode
from genlint.cache.folder import BrokenCache, clean, read, root_of, write
from genlint.engine import Engine

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "fixtures" / "modules"
APART = """\
import { useVideoGeneration } from "media-kit";
export const A = (chatId: string) => useVideoGeneration(chatId);
"""


class Project:
    """A copy of fixtures, with runs over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.judged: list[str] = []
        """What the last run with a cache did not know, by name."""
        self.remarks: list[str] = []

    def result(self, cache, jobs=1, **options):
        engine = Engine(options.pop("overrides", None), cwd=str(self.folder), cache=cache, **options)
        return engine.check_paths(["."], jobs=jobs)

    def check(self, cache=True, **options):
        """Run with a cache; the same as without, or the test fails. Gives (file, code) of each finding."""
        plain = self.result(False, **dict(options))
        self.judged.clear()
        cached = self.result(cache, **options)
        self.remarks = cached.remarks
        for name in ("findings", "parsed", "screened", "skipped", "sources", "failed"):
            assert getattr(cached, name) == getattr(plain, name), name
        return [
            (os.path.relpath(finding.location.path, self.folder), finding.code) for finding in cached.findings
        ]

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def store(self):
        """The file that holds the judgements."""
        (found,) = (self.folder / ".genlint_cache").glob("*.json")
        return found


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Copies a group of fixtures into a project of its own."""

    def copy(name):
        folder = tmp_path / "project"
        shutil.copytree(MODULES / name, folder)
        if not (folder / "package.json").exists():
            (folder / "package.json").write_text("{}")
        made = Project(folder)
        original = engine_module.Engine._check_candidates

        def counted(self, result, candidates, *rest):
            made.judged += (os.path.relpath(each.path, folder) for each in candidates)
            return original(self, result, candidates, *rest)

        monkeypatch.setattr(engine_module.Engine, "_check_candidates", counted)
        return made

    return copy


# -- the same findings, and nothing judged twice


def test_what_is_unchanged_is_not_judged_again(project):
    layers = project("layers")
    first = layers.check()
    assert first
    assert "page.tsx" in layers.judged
    for wants_fixes in (False, True):
        layers.check(wants_fixes=wants_fixes)
    assert layers.check() == first
    assert layers.judged == []


def test_a_touched_file_is_not_judged_again(project):
    layers = project("layers")
    layers.check()
    for path in layers.folder.glob("*.ts*"):
        os.utime(path, (1, 1))
    layers.check()
    assert layers.judged == []


def test_an_edit_within_the_same_tick_is_seen(project):
    layers = project("layers")
    page = layers.folder / "page.tsx"
    text, status = page.read_text(), page.stat()
    before = layers.check()
    page.write_text(text.replace("{ value: chat.id,", "{ value: file.id,"))  # of the same size
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert page.stat().st_size == status.st_size
    assert len(layers.check()) == len(before) - 1
    assert "page.tsx" in layers.judged


def test_a_file_that_others_were_judged_by(project):
    layers = project("layers")
    before = layers.check()
    layers.write("hook.ts", "export function useTracked(target: string) {\n  return target;\n}\n")
    assert len(layers.check()) < len(before)
    layers.check()
    assert layers.judged == []


def test_only_what_stands_on_a_changed_file_is_judged_again(project):
    layers = project("layers")
    layers.write("apart.tsx", APART)
    layers.check()
    hook = layers.folder / "hook.ts"
    hook.write_text(hook.read_text() + "\n")
    layers.check()
    assert "page.tsx" in layers.judged
    assert "apart.tsx" not in layers.judged


def test_files_that_are_swapped(project):
    layers = project("named_imports")
    before = layers.check()
    page, fallback = layers.folder / "page.tsx", layers.folder / "fallback.tsx"
    page.rename(layers.folder / "other")
    fallback.rename(page)
    (layers.folder / "other").rename(fallback)
    after = layers.check()
    assert [code for _, code in after] != [code for _, code in before]
    assert {"fallback.tsx", "page.tsx"} <= set(layers.judged)


def test_a_file_that_is_renamed(project):
    layers = project("named_imports")
    before = layers.check()
    (layers.folder / "page.tsx").rename(layers.folder / "screen.tsx")
    after = layers.check()
    assert sorted(code for _, code in after) == sorted(code for _, code in before)
    assert "screen.tsx" in layers.judged
    assert b"page.tsx" not in layers.store().read_bytes()


def test_an_import_that_is_renamed_away(project):
    layers = project("named_imports")
    before = layers.check()
    (layers.folder / "hooks.ts").rename(layers.folder / "tools.ts")
    assert len(layers.check()) < len(before)
    (layers.folder / "tools.ts").rename(layers.folder / "hooks.ts")
    assert layers.check() == before


def test_a_new_importer_changes_a_finding_elsewhere(project):
    atoms = project("atoms")
    page = (atoms.folder / "page.tsx").read_text()
    (atoms.folder / "page.tsx").unlink()
    without = atoms.check()
    atoms.check()
    assert atoms.judged == []
    atoms.write("page.tsx", page)
    with_page = atoms.check()
    assert ("reader.tsx", "GEN101") in with_page
    assert ("reader.tsx", "GEN101") not in without
    (atoms.folder / "page.tsx").unlink()
    assert atoms.check() == without


def test_a_file_that_was_not_there_takes_an_import_over(project):
    layers = project("named_imports")
    before = layers.check()
    # `./hooks` means `hooks.ts` before `hooks.tsx`, and a file before a folder
    layers.write("hooks/index.ts", "export const useEditor = (id: string) => id;\n")
    assert layers.check() == before
    (layers.folder / "hooks.ts").unlink()
    assert layers.check() != before


def test_a_manifest_that_resolves_an_import(project):
    workspaces = project("workspaces")
    before = workspaces.check()
    manifest = workspaces.folder / "packages/hooks/package.json"
    text = manifest.read_text()
    manifest.write_text(text.replace('"name"', '"title"'))
    assert workspaces.check() != before
    manifest.write_text(text)
    assert workspaces.check() == before


def test_a_word_of_the_screen_in_a_file_that_is_not_parsed(project):
    """What a file reaches is told from texts; they are asked again, too."""
    layers = project("layers")
    hook = layers.folder / "hook.ts"
    text = hook.read_text()
    hook.write_text("export function useTracked(target: string) {}\n")
    without = layers.check()
    hook.write_text(text)
    assert len(layers.check()) > len(without)


def test_python(project):
    python = project("py_init")
    before = python.check()
    python.check()
    assert python.judged == []
    package = python.folder / "studio/hooks/__init__.py"
    text = package.read_text()
    package.unlink()
    assert python.check() != before
    package.write_text(text)
    assert python.check() == before


@pytest.mark.parametrize("first", [1, 2])
def test_several_processes(project, monkeypatch, first):
    monkeypatch.setattr(engine_module, "PARALLEL_FROM", 1)
    layers = project("layers")
    found = layers.check(jobs=first)
    assert layers.check(jobs=3 - first) == found
    assert layers.judged == []
    (layers.folder / "hook.ts").write_text("export const useTracked = (target: string) => target;\n")
    assert layers.check(jobs=2) != found


def test_a_run_over_a_part_keeps_what_is_known_of_the_rest(project):
    layers = project("layers")
    layers.write("apart.tsx", APART)
    layers.check()
    page = layers.folder / "page.tsx"
    page.write_text(page.read_text() + "\n")
    Engine(cwd=str(layers.folder), cache=True).check_paths(["page.tsx"], jobs=1)
    layers.check()
    assert not {"apart.tsx", "page.tsx"} & set(layers.judged)


def test_a_run_over_a_part_forgets_what_no_longer_holds(project):
    layers = project("layers")
    before = layers.check()
    layers.write("hook.ts", "export const useTracked = (target: string) => target;\n")
    Engine(cwd=str(layers.folder), cache=True).check_paths(["page.tsx"], jobs=1)
    assert layers.check() != before


def test_a_source_that_is_not_utf_8(project):
    python = project("py_init")
    text = "# -*- coding: latin-1 -*-\n# é\ndef f(chat_id):\n    use_image_generation(chat_id)  # é\n"
    (python.folder / "latin.py").write_bytes(text.encode("latin-1"))
    (python.folder / "broken.py").write_bytes(b"use_image_generation(chat_id)\n# \xe9\n")
    found = python.check()
    assert ("latin.py", "GEN101") in found
    assert python.check() == found
    assert python.judged == []


# -- the circumstances


def test_the_configuration(project):
    layers = project("layers")
    before = layers.check()
    layers.write("genlint.toml", 'ignore = ["GEN101"]\n')
    assert layers.check() == []
    layers.write("genlint.toml", "")
    assert layers.check() == before
    assert layers.check(overrides={"select": ["GEN2"]}) == []
    assert layers.check() == before
    assert layers.judged == []


def test_the_vocabulary_of_a_folder(project):
    layers = project("layers")
    layers.write("below/a.tsx", "export const A = (dossierId: string) => useImageGeneration(dossierId);\n")
    before = layers.check()
    layers.write("below/genlint.toml", 'extend-chat-ids = ["dossierId"]\n')
    assert len(layers.check()) == len(before) + 1
    layers.check()
    assert layers.judged == []


def test_the_version(project, monkeypatch):
    layers = project("layers")
    layers.check()
    monkeypatch.setattr(cache_key, "__version__", "99.0")
    layers.check()
    assert "page.tsx" in layers.judged


def test_the_code_of_a_rule_set(tmp_path, monkeypatch):
    package = tmp_path / "acme_rules"
    package.mkdir()
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))

    class Registry:
        def modules(self):
            return ("acme_rules",)

    __import__("acme_rules")
    before = cache_key.run_key(Registry(), ())
    assert cache_key.run_key(Registry(), ()) == before
    (package / "more.py").write_text("X = 1\n")
    assert cache_key.run_key(Registry(), ()) != before
    (tmp_path / "acme_parser-2.0.dist-info").mkdir()
    changed = cache_key.run_key(Registry(), ())
    (tmp_path / "acme_parser-2.0.dist-info").rename(tmp_path / "acme_parser-2.1.dist-info")
    assert cache_key.run_key(Registry(), ()) != changed
    assert cache_key.run_key(Registry(), (True,)) != cache_key.run_key(Registry(), (False,))


def test_given_rule_sets_go_without(engine_in, tree, tmp_path):
    tree({"a.py": "forbidden\n", "package.json": "{}"})
    assert engine_in(cache=True).check_paths(["."]).findings
    assert not (tmp_path / ".genlint_cache").exists()


# -- the folder


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
    through = Project(tmp_path / "link")
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
