"""Files that have no slot of their own and hand IDs to files that have."""

from __future__ import annotations

import os

import pytest
from genlint.engine import Engine
from genlint_rules import RULES

HOOK = "export function useTracked(target: string) {\n  return useImageGeneration(target);\n}\n"
OTHER = "export function useTracked(target: string) {\n  return useImageGeneration();\n}\n"
PAGE = 'import { useTracked } from "./hook";\nexport const Page = (chatId: string) => useTracked(chatId);\n'


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_only_hands_on_is_parsed_where_it_is_taken(tmp_path, jobs, monkeypatch):
    monkeypatch.setattr("genlint.engine.PARALLEL_FROM", 1)
    for name, text in {"package.json": "{}", "page.ts": PAGE, "hook.ts": HOOK}.items():
        (tmp_path / name).write_text(text)
    told = Engine(cwd=str(tmp_path), rule_sets=(RULES,)).check_paths(["."], jobs=jobs)
    assert [os.path.basename(finding.location.path) for finding in told.findings] == ["page.ts"]
    assert (told.parsed, told.screened) == (2, 0)
    (tmp_path / "hook.ts").write_text(OTHER)
    told = Engine(cwd=str(tmp_path), rule_sets=(RULES,)).check_paths(["."], jobs=jobs)
    assert told.findings == []
    assert (told.parsed, told.screened) == (1, 1)
    # by itself it is told the same, and without the screen it is parsed
    alone = Engine(cwd=str(tmp_path), rule_sets=(RULES,)).check_paths(["page.ts"], jobs=jobs)
    assert (alone.parsed, alone.screened) == (0, 1)
    everything = Engine(cwd=str(tmp_path), rule_sets=(RULES,), screen=False).check_paths(["."], jobs=jobs)
    assert (everything.parsed, everything.screened) == (2, 0)
