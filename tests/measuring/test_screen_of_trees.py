"""The screen drops no finding of the trees that the benchmarks make."""

from __future__ import annotations

from pathlib import Path

from genlint.engine import Engine
from genlint_rules import RULES

from benchmarks import chat_tree, trees


def judged(folder: Path, *, screen: bool) -> list[tuple[str, int, str]]:
    engine = Engine(cwd=str(folder), screen=screen, isolated=True, rule_sets=(RULES,))
    found = engine.check_paths(["."], jobs=1).findings
    return [(finding.location.path, finding.location.start, finding.code) for finding in found]


def test_chat_applications(tmp_path: Path) -> None:
    chat_tree.make(tmp_path, 150)
    found = judged(tmp_path, screen=True)
    assert len(found) > 10
    assert found == judged(tmp_path, screen=False)


def test_ordinary_files_with_words_of_the_domain(tmp_path: Path) -> None:
    trees.make(tmp_path, 200, 0.05, domain=True)
    found = judged(tmp_path, screen=True)
    assert len(found) >= 5
    assert found == judged(tmp_path, screen=False)
