from __future__ import annotations

import sys

import pytest
from genlint.errors import UsageError
from genlint.registry import Registry, entry_points
from genlint_fake.rules import RULES, ForbiddenName


def distribution(folder, name, text):
    path = folder / f"{name}-1.0.dist-info"
    path.mkdir(parents=True)
    (path / "entry_points.txt").write_text(text)


def test_entry_points_agree_with_importlib_metadata(tmp_path):
    from importlib.metadata import distributions

    distribution(
        tmp_path / "a", "one", "[console_scripts]\nx = y:z\n\n[genlint.rules]\nr = one:RULES\n# c = d\n"
    )
    distribution(
        tmp_path / "a", "two", "[genlint.rules.other]\nr = two:NO\n[genlint.rules]\ns=two.x:R [extra]\n"
    )
    distribution(tmp_path / "b", "none", "[genlint.rulesets]\nr = none:RULES\n")
    search = [str(tmp_path / "a"), str(tmp_path / "missing"), str(tmp_path / "b")]
    expected = {
        entry.value.split("[")[0].strip()
        for found in distributions(path=search)
        for entry in found.entry_points
        if entry.group == "genlint.rules"
    }
    assert entry_points(search) == sorted(expected) == ["one:RULES", "two.x:R"]


def test_installed_sets_are_found(monkeypatch):
    support = [path for path in sys.path if path.endswith("support")]
    monkeypatch.setattr(sys, "path", support)  # without our own rules, installed or not
    monkeypatch.setitem(sys.modules, "genlint_rules", None)
    registry = Registry()
    assert registry.words()["fake-words"] == ("forbidden",)
    assert {"FAK101", "FAK201", "FAK301"} <= {rule.code for rule in registry.rules()}
    codes = [rule.code for rule in registry.rules()]
    assert codes == sorted(codes)


def test_words_and_screen_come_without_the_rules(tmp_path, monkeypatch):
    (tmp_path / "lightweight.py").write_text(
        "WORDS = {'k': ('w',)}\n"
        "def screen(words):\n    return ((words['k'][0],),)\n"
        "def __getattr__(name):\n    raise AttributeError('the rules were fetched')\n"
    )
    distribution(tmp_path, "lightweight", "[genlint.rules]\nr = lightweight:RULES\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.setitem(sys.modules, "genlint_rules", None)
    registry = Registry()
    assert registry.words() == {"k": ("w",)}
    assert registry.screens({"k": ("v",)})["screen"] == (("v",),)
    with pytest.raises(UsageError, match="lightweight:RULES can't be loaded: AttributeError: the rules were"):
        registry.rules()


def test_several_sets_are_one():
    class Other(ForbiddenName):
        code = "OTH101"

    other = type(RULES)((Other(),), {"fake-words": ("banned", "forbidden"), "more": ("x",)})
    registry = Registry((RULES, other))
    assert registry.words() == {"fake-words": ("forbidden", "banned"), "more": ("x",)}
    assert [rule.code for rule in registry.rules()] == ["FAK101", "FAK201", "FAK301", "OTH101"]
    assert len(registry.screens(registry.words())["screen"]) == 8


def test_two_rules_with_one_code_are_an_error():
    with pytest.raises(UsageError, match="two rules have the code FAK101"):
        Registry((RULES, type(RULES)((ForbiddenName(),), {}))).rules()


def test_no_rules_at_all():
    with pytest.raises(UsageError, match="there are no rules"):
        Registry(())


@pytest.mark.parametrize(
    ("body", "message"),
    [("raise ValueError('no')", "ValueError: no"), ("", "has no attribute"), ("RULES = 3", "is no rule set")],
)
def test_a_broken_set_is_an_error_that_names_it(tmp_path, monkeypatch, body, message):
    (tmp_path / "broken_rules.py").write_text(body)
    distribution(tmp_path, "broken", "[genlint.rules]\nr = broken_rules:RULES\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.setitem(sys.modules, "genlint_rules", None)
    monkeypatch.delitem(sys.modules, "broken_rules", raising=False)
    with pytest.raises(UsageError, match="broken_rules:RULES.*" + message):
        Registry().words()
