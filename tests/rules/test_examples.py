"""The examples in the rules' documentation do what they say."""

from __future__ import annotations

import pytest
from genlint.rule import Example, Rule
from genlint_rules import RULES
from running import findings

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{example.language}-{number}")
    for rule in RULES.rules
    for number, example in enumerate(rule.examples)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_bad_example_reports_just_that_code(rule: Rule, example: Example) -> None:
    found = findings(f"example.{example.language}", example.bad)
    assert [finding.code for finding in found] == [rule.code], [finding.message for finding in found]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_good_example_is_silent(rule: Rule, example: Example) -> None:
    assert [finding.message for finding in findings(f"example.{example.language}", example.good)] == []
