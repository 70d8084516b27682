"""The sets are equal: rules, documentation, fixtures, vocabulary."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import genlint_rules
import pytest
from genlint.rule import Rule
from genlint_rules import RULES, WORDS

ROOT = Path(__file__).parents[2]
RULE = pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.code)


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES.rules]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES.rules}) == len(codes)


@RULE
def test_a_rule_documents_itself(rule: Rule) -> None:
    assert re.fullmatch(r"GEN[12]\d\d", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    for heading in ("What it does", "Why is this bad?", "What to do instead", "How to configure it"):
        assert f"## {heading}\n" in rule.documentation
    assert {"py"} < {example.language for example in rule.examples} <= {"py", "ts", "tsx"}
    assert rule.summary[0] != rule.summary[0].upper() or rule.summary[0] == "`"
    assert not rule.summary.endswith(".")


@RULE
def test_a_rule_is_a_module_named_after_it(rule: Rule) -> None:
    module = type(rule).__module__.rsplit(".", 1)[-1]
    assert module == rule.name.replace("-", "_")
    assert rule.code in (sys.modules[type(rule).__module__].__doc__ or "")


@RULE
def test_a_rule_has_fixtures(rule: Rule) -> None:
    folder = ROOT / "fixtures" / rule.code.lower()
    names = [path.name for path in folder.iterdir()]
    for kind in ("bad_", "good_"):
        suffixes = {Path(name).suffix for name in names if name.startswith(kind)}
        assert ".py" in suffixes
        assert suffixes & {".ts", ".tsx"}


@RULE
def test_documented_keys_exist(rule: Rule) -> None:
    for key in re.findall(r"`extend-([a-z-]+)`", rule.documentation):
        assert key in WORDS


def test_fixture_folders_belong_to_rules() -> None:
    codes = {rule.code.lower() for rule in RULES.rules}
    folders = {path.name for path in (ROOT / "fixtures").iterdir() if path.name.startswith("gen")}
    assert folders == codes


def test_every_list_is_used() -> None:
    text = "".join(
        path.read_text() for path in (ROOT / "rules").rglob("*.py") if path.name != "vocabulary.py"
    )
    vocabulary = (ROOT / "rules/genlint_rules/vocabulary.py").read_text()
    for key in WORDS:
        assert f'"{key}"' in text or f"{{{key}}}" in vocabulary, f"nothing asks for {key}"


def test_keys_and_entries_are_written_alike() -> None:
    for key, entries in WORDS.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", key)
        assert len(set(entries)) == len(entries), key
        for entry in entries:
            assert entry == entry.strip().lower(), (key, entry)


def test_the_package_is_light_to_import() -> None:
    code = (
        "import sys, genlint_rules; genlint_rules.screen(genlint_rules.WORDS);"
        "heavy = ('genlint.model', 'dataclasses', 'tree_sitter', 'libcst');"
        "print([m for m in sys.modules if m.startswith(heavy)])"
    )
    path = f"{ROOT / 'linter'}:{ROOT / 'rules'}"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], env={"PYTHONPATH": path}, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_unknown_attributes_are_no_rules() -> None:
    with pytest.raises(AttributeError):
        _ = genlint_rules.NOTHING
