"""A trace tells what the rules tell: at the place of each finding in the fixtures stands its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from genlint.engine import Engine
from genlint.tracing.ask import trace
from genlint.tracing.place import Spot

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"


def findings(folder):
    """Each finding of a folder's fixtures, and the trace of its place."""
    engine = Engine(cwd=str(FIXTURES))
    result = engine.check_paths([folder], jobs=1)
    for finding in result.findings:
        line, column = result.place(finding.location)[0]
        found = trace(engine, Spot(result.display(finding.location.path), line, column))
        yield finding, found.answers[0]


@pytest.mark.parametrize("folder", ["gen101", "gen102", "gen103", "gen104", "modules/layers"])
def test_a_chat_id_is_among_the_origins(folder):
    count = 0
    for finding, answer in findings(folder):
        if finding.code[:4] != "GEN1":
            continue
        count += 1
        where = f"{finding.location.path}: {answer.code}"
        assert finding in [concern.finding for concern in answer.concerns if concern.hidden is None], where
        readings = {(origin.reading, origin.fallback) for origin in answer.origins}
        assert "chat ID" in {reading for reading, _fallback in readings}, where
        assert answer.watched, where
    assert count >= 3


def test_a_switch_does_not_imply_a_generation():
    count = 0
    for finding, answer in findings("gen201"):
        if finding.code != "GEN201":
            continue
        count += 1
        where = f"{finding.location.path}: {answer.code}"
        assert answer.condition is not None, where
        assert [judgement.implies for judgement in answer.condition.judgements] == [False], where
        assert any("the switch" in remark.text for remark in answer.remarks), where
    assert count > 10


@pytest.mark.parametrize("folder", ["gen202", "gen203"])
def test_nothing_holds_a_connection_back(folder):
    count = 0
    for finding, answer in findings(folder):
        if finding.code not in ("GEN202", "GEN203"):
            continue
        count += 1
        assert finding in [concern.finding for concern in answer.concerns], answer.code
        assert not any("held back" in remark.text for remark in answer.remarks), answer.code
    assert count > 10
