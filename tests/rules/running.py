"""Runs the rules over one source text, for tests: without the engine's files and configuration."""

from __future__ import annotations

from pathlib import Path

from genlint import frontends
from genlint.findings import Confidence, Finding
from genlint.frontends.libraries import LIBRARIES
from genlint.loader import Loader
from genlint.model.program import Program
from genlint.rule import Context
from genlint_rules import RULES, WORDS


def findings(
    path: Path | str, source: str, *, is_test_file: bool = False, wants_fixes: bool = False
) -> list[Finding]:
    """What all rules say of `source`, with at least medium confidence, in the order of a report."""
    every = all_findings(path, source, is_test_file=is_test_file, wants_fixes=wants_fixes)
    return [finding for finding in every if finding.confidence >= Confidence.MEDIUM]


def all_findings(
    path: Path | str, source: str, *, is_test_file: bool = False, wants_fixes: bool = False
) -> list[Finding]:
    """What all rules say of `source`, whatever the confidence."""
    module = frontends.lower(str(path), source.encode())
    context = Context(Program(Loader(), LIBRARIES), module, WORDS, is_test_file, wants_fixes=wants_fixes)
    found = {finding for rule in RULES.rules for finding in rule.check(context)}
    return sorted(found, key=Finding.sort_key)


def line_of(source: str, finding: Finding) -> int:
    """The line, from one on, on which a finding begins."""
    return source.encode()[: finding.location.start].count(b"\n") + 1
