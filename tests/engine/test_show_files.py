"""Which files a run parsed, and why: the same for every number of processes and every order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures/modules"


@pytest.fixture
def parsed():
    """What was parsed, by path below the folder of fixtures."""
    from genlint.engine import Engine

    def parsed(*paths, jobs=1, **options):
        engine = Engine(cwd=str(FIXTURES), **options)
        result = engine.check_paths(paths, jobs=jobs)
        return [(result.display(path), why) for path, why in result.parsed_files()]

    return parsed


def test_one_file_and_what_its_questions_reach(parsed):
    assert parsed("layers/page.tsx") == [
        ("layers/feature.ts", "imported"),
        ("layers/hook.ts", "imported"),
        ("layers/named.tsx", "importer"),
        ("layers/page.tsx", "judged"),
        ("layers/screen.tsx", "imported"),
    ]


def test_files_that_are_judged_themselves(parsed):
    judged = {path for path, why in parsed("layers") if why == "judged"}
    assert judged == {"layers/hook.ts", "layers/named.tsx", "layers/page.tsx"}
    assert {why for _path, why in parsed("layers", screen=False)} == {"judged"}


def test_what_nothing_asks_for_is_not_parsed(engine_in, tree):
    tree(
        {
            "a.ts": 'import { b } from "./b";\nuse(forbidden, b);\n',
            "b.ts": "export const b = 1;\n",
            "c.ts": "x\n",
        }
    )
    result = engine_in().check_paths(["."], jobs=1)
    assert [(result.display(path), why) for path, why in result.parsed_files()] == [("a.ts", "judged")]


def test_an_unreadable_file_is_not_listed(engine_in, tree):
    tree({"a.py": b"forbidden = '\xff'\n"})
    result = engine_in().check_paths(["."], jobs=1)
    assert result.skipped
    assert result.parsed_files() == []


@pytest.mark.parametrize("paths", [["."], ["layers", "py_layers", "workspaces", "cycles", "tracking"]])
def test_every_number_of_jobs_gives_the_same(parsed, monkeypatch, paths):
    from genlint import engine

    one = parsed(*paths)
    monkeypatch.setattr(engine, "PARALLEL_FROM", 0)
    assert parsed(*paths, jobs=2) == one
    assert parsed(*reversed(paths), jobs=3) == one
    assert {why for _path, why in one} >= {"judged", "imported"}


def genlint(*arguments):
    path = os.pathsep.join(str(ROOT / part) for part in ("linter", "rules"))
    return subprocess.run(
        [sys.executable, "-m", "genlint", *arguments], cwd=FIXTURES / "layers", env={"PYTHONPATH": path},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


LISTED = """\
imported  feature.ts
imported  hook.ts
importer  named.tsx
judged    page.tsx
imported  screen.tsx
"""


def test_the_flag_adds_a_list_and_changes_nothing_else():
    plain = genlint("page.tsx")
    shown = genlint("page.tsx", "--show-files")
    assert (shown.stdout, shown.returncode, shown.stderr) == (plain.stdout + LISTED, plain.returncode, "")
    assert genlint("page.tsx", "--show-files", "-qq").stdout == LISTED


def test_a_document_stays_one():
    plain = genlint("page.tsx", "--format", "json")
    shown = genlint("page.tsx", "--format", "json", "--show-files")
    assert (shown.stdout, shown.stderr) == (plain.stdout, LISTED)
