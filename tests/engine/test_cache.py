"""The cache: a run with it says what a run without it says, whatever happened to the files in between."""

from __future__ import annotations

import os

import pytest
from genlint import engine as engine_module
from genlint.cache import key as cache_key
from genlint.engine import Engine

APART = """\
import { useVideoGeneration } from "media-kit";
export const A = (chatId: string) => useVideoGeneration(chatId);
"""

HARMLESS = """\
import { useImageGeneration } from "media-kit";

export function useTracked(target: string, own = "") {
  return useImageGeneration(own);
}
"""
"""Takes the place of `layers/hook.ts`: it has a slot still, which other values reach."""

GATED = """\
import { isShown } from "./gate";
export const A = (fileId: string, state: { status: string }) =>
  useImageSSE(fileId, { enabled: isShown(state) });
"""
BUSY = "export const isShown = (state: { status: string }) => state.status === 'processing';\n"
VISIBLE = "export const isShown = (state: { status: string }) => state.status !== 'hidden';\n"


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


def test_a_predicate_that_a_new_file_takes_over(project):
    """It has no slot, so that only what its import means tells of the difference."""
    layers = project("layers")
    layers.write("gated.tsx", GATED)
    layers.write("gate/index.ts", BUSY)
    before = layers.check()
    layers.write("gate.ts", VISIBLE)
    assert set(layers.check()) - set(before) == {("gated.tsx", "GEN201")}
    (layers.folder / "gate.ts").unlink()
    assert layers.check() == before


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
    layers.write("other.tsx", (layers.folder / "page.tsx").read_text())
    before = layers.check()
    layers.write("hook.ts", HARMLESS)
    Engine(cwd=str(layers.folder), cache=True).check_paths(["page.tsx"], jobs=1)
    assert layers.check() != before


def test_a_file_that_is_different_during_a_run(project, monkeypatch):
    layers = project("layers")
    gate = layers.folder / "gate.ts"
    gate.write_text(BUSY)
    layers.write("gated.tsx", GATED)
    layers.check()
    layers.write("another.tsx", GATED)
    judge = engine_module.check_candidate

    def judge_meanwhile(checker, candidate):
        gate.write_text(VISIBLE)
        return judge(checker, candidate)

    with monkeypatch.context() as patch:
        patch.setattr(engine_module, "check_candidate", judge_meanwhile)
        assert any(each.code == "GEN201" for each in layers.result(True).findings)
    gate.write_text(BUSY)
    layers.check()
    assert "another.tsx" in layers.judged


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
