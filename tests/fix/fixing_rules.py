"""Fixes texts with the rules' own fixes, for tests: without the engine's files and configuration."""

from __future__ import annotations

from pathlib import Path

from genlint import frontends
from genlint.findings import Confidence, Finding
from genlint.fix import FixResult, fix_file
from genlint.frontends.libraries import LIBRARIES
from genlint.loader import Loader
from genlint.model.program import Program
from genlint.rule import Context
from genlint_rules import RULES, WORDS

FIXTURES = Path(__file__).parents[2] / "fixtures"
SUFFIXES = {".ts", ".tsx", ".js", ".jsx", ".py"}


def findings(path: str, source: bytes) -> list[Finding]:
    """What the rules say of a text, with the fixes."""
    module = frontends.lower(path, source)
    context = Context(Program(Loader(), LIBRARIES), module, WORDS, is_test_file=False, wants_fixes=True)
    found = {finding for rule in RULES.rules for finding in rule.check(context)}
    kept = (finding for finding in found if finding.confidence >= Confidence.MEDIUM)
    return sorted(kept, key=Finding.sort_key)


def fixed(path: str, source: bytes | str, *, unsafe: bool = True) -> FixResult:
    """What the rules' fixes make of a text; by default the suggested ones as well."""
    data = source.encode() if isinstance(source, str) else source
    return fix_file(path, data, lambda text: findings(path, text), unsafe)
