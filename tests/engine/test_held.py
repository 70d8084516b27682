"""How many models are kept in memory while files are judged."""

from __future__ import annotations

import pytest
from genlint import check
from genlint.check import FileChecker
from genlint.engine import Engine
from genlint.registry import Registry

SHARED = """\
export function useShared(id: string) {
  return useImageGeneration(id);
}
"""
USER = """\
import { useShared } from "./shared";

export function Tool({ chatId }) {
  return useShared(chatId);
}
"""
ALONE = """\
export function Tool({ chatId }) {
  return useImageGeneration(chatId);
}
"""


@pytest.fixture
def judge(tree):
    """Judges the files of a project in turn, with one checker; gives the names of those that were lowered."""

    def run(files, names):
        root = tree({"package.json": "{}", **files})
        settings = Engine(cwd=str(root)).settings_for("x.ts")
        checker = FileChecker(Registry())
        lowered: list[str] = []
        for name in names:
            outcome = checker.check(str(root / name), files[name].encode(), settings)
            assert len(outcome.findings) == 1
            lowered += [path.rsplit("/", 1)[1] for path in outcome.lowered]
        return lowered

    return run


@pytest.mark.parametrize(("held", "times"), [(1, 2), (10_000_000, 1)])
def test_models_are_dropped_when_they_are_many(judge, monkeypatch, held, times):
    monkeypatch.setattr(check, "MAX_HELD", held)
    names = [f"f{number}.ts" for number in range(5)]
    lowered = judge(dict.fromkeys(names, ALONE), [*names, names[0]])
    assert lowered.count(names[0]) == times


def test_what_one_file_needs_is_kept_for_the_next(judge, monkeypatch):
    """However much it is: else each file would read again what it shares with all others."""
    monkeypatch.setattr(check, "MAX_HELD", 1)
    names = [f"f{number}.ts" for number in range(5)]
    lowered = judge({"shared.ts": SHARED, **dict.fromkeys(names, USER)}, names)
    assert lowered.count("shared.ts") == 1
