from __future__ import annotations

import json

import pytest
from genlint.config import Configuration
from genlint.errors import ConfigurationError

WORDS = {"chat-ids": ("chat_id",), "generation-ids": ("file_id", "project_id")}


def configuration(root, overrides=None, **options):
    return Configuration(WORDS, overrides, cwd=str(root), **options)


def test_the_three_files_say_the_same(tree):
    root = tree(
        {
            "a/genlint.toml": 'select = ["GEN1"]\nextend-chat-ids = ["talk_id"]\n',
            "b/pyproject.toml": '[tool.genlint]\nselect = ["GEN1"]\nextend-chat-ids = ["talk_id"]\n',
            "c/package.json": json.dumps({"genlint": {"select": ["GEN1"], "extend-chat-ids": ["talk_id"]}}),
        }
    )
    made = configuration(root)
    for name in "abc":
        settings = made.for_folder(str(root / name))
        assert settings.allows("GEN101")
        assert not settings.allows("GEN201")
        assert settings.words["chat-ids"] == ("chat_id", "talk_id")
        assert settings.words["generation-ids"] == ("file_id", "project_id")


def test_the_nearest_holds_and_nothing_is_merged(tree):
    root = tree(
        {
            "genlint.toml": 'ignore = ["GEN1"]\nmin-confidence = "low"\n',
            "pkg/pyproject.toml": '[tool.genlint]\nignore = ["GEN2"]\n',
            "pkg/src/deep/x.py": "",
            "other/pyproject.toml": "[tool.other]\nname = 'genlint'\n",
            "both/genlint.toml": 'ignore = ["GEN3"]',
            "both/pyproject.toml": '[tool.genlint]\nignore = ["GEN4"]\n',
        }
    )
    made = configuration(root)
    deep = made.for_folder(str(root / "pkg/src/deep"))
    assert (deep.allows("GEN101"), deep.allows("GEN201"), deep.min_confidence) == (True, False, 2)
    passed_over = made.for_folder(str(root / "other"))
    assert (passed_over.allows("GEN101"), passed_over.min_confidence) == (False, 1)
    both = made.for_folder(str(root / "both"))
    assert (both.allows("GEN301"), both.allows("GEN401")) == (False, True)


def test_the_command_line_beats_files_and_extends_them(tree):
    root = tree({"genlint.toml": 'select = ["GEN1"]\nextend-ignore = ["GEN101"]\nextend-exclude = ["gen"]\n'})
    made = configuration(
        root, {"select": ["GEN2", "GEN101"], "extend-ignore": ["GEN201"], "extend-exclude": ["old"]}
    )
    settings = made.for_folder(str(root))
    allowed = [code for code in ("GEN101", "GEN102", "GEN201", "GEN202") if settings.allows(code)]
    assert allowed == ["GEN202"]
    assert settings.values["select"].origin == "command line"
    assert settings.values["extend-ignore"].origin == "genlint.toml and command line"
    assert settings.excludes(str(root / "gen/a.ts"), str(root))
    assert settings.excludes(str(root / "old/a.ts"), str(root))


def test_replacing_a_word_list(tree):
    root = tree({"genlint.toml": 'chat-ids = ["room_id"]\nextend-chat-ids = ["talk_id", "room_id"]\n'})
    assert configuration(root).for_folder(str(root)).words["chat-ids"] == ("room_id", "talk_id")


def test_isolated_and_config_file(tree):
    root = tree(
        {"genlint.toml": 'ignore = ["GEN1"]\n', "ci/strict.toml": 'ignore = ["GEN2"]\nexclude = ["a"]'}
    )
    assert configuration(root, isolated=True).for_folder(str(root)).allows("GEN101")
    given = configuration(root, config_file="ci/strict.toml").for_folder(str(root))
    assert (given.allows("GEN101"), given.allows("GEN201")) == (True, False)
    with pytest.raises(ConfigurationError, match="there is no such configuration file"):
        configuration(root, config_file="nothing.toml")


def test_per_file_ignores_and_test_files(tree):
    root = tree({"genlint.toml": '[per-file-ignores]\n"legacy/*.ts" = ["GEN1"]\n"*.py" = ["GEN201"]\n'})
    settings = configuration(root).for_folder(str(root))
    assert settings.ignored_in(f"{root}/legacy/a.ts") == ("GEN1",)
    assert settings.ignored_in(f"{root}/src/legacy/a.ts") == ()
    assert settings.ignored_in(f"{root}/deep/a.py") == ("GEN201",)
    for name in ("a.test.tsx", "a.spec.ts", "src/__tests__/a.ts", "tests/a.py", "test_a.py", "conftest.py"):
        assert settings.is_test_file(f"{root}/{name}"), name
    for name in ("a.tsx", "contest.py", "latest.ts", "src/protests/a.ts"):
        assert not settings.is_test_file(f"{root}/{name}"), name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('selct = ["GEN1"]', "genlint.toml: unknown key `selct`; did you mean `select`?"),
        ('extend_ignore = ["GEN1"]', "unknown key `extend_ignore`; did you mean `extend-ignore`?"),
        ("chat-id = []", "genlint.toml: unknown key `chat-id`; did you mean `chat-ids`?"),
        ("extend-chat-id = []", "did you mean `extend-chat-ids`?"),
        ("zzzzzz = 1", "unknown key `zzzzzz`; `genlint config` lists the known ones"),
        ('select = "GEN1"', 'genlint.toml: `select` must be a list of codes, not the text "GEN1"'),
        ("select = [1]", "must be a list of codes, each a text that isn't empty, with no item the number 1"),
        ('ignore = ["GEN1O1"]', "`ignore` holds `GEN1O1`, which is no code"),
        ('exclude = [""]', "`exclude` must be a list of path patterns, each a text that isn't empty"),
        ('exclude = ["/"]', "genlint.toml: the pattern '/' matches nothing"),
        ('min-confidence = "sure"', 'must be one of "low", "medium", "high", not the text "sure"'),
        ("max-file-size = true", "`max-file-size` must be a whole number of bytes above 0, not true"),
        ("max-file-size = 0", "`max-file-size` must be a whole number of bytes above 0, not the number 0"),
        ("cache-dir = 1", "genlint.toml: `cache-dir` must be the path of a folder, not the number 1"),
        ('cache-dir = " "', '`cache-dir` must be the path of a folder, not the text " "'),
        ('per-file-ignores = ["a"]', "`per-file-ignores` must be a table from path pattern to codes"),
        ('per-file-ignores = {"a" = "GEN1"}', "`per-file-ignores.a` must be a list of codes"),
        ('chat-ids = {a = 1}', "`chat-ids` must be a list of words, not a table"),
        ("select = [", "genlint.toml: can't be parsed"),
        ("\xff", "genlint.toml: can't be parsed"),
    ],
)  # fmt: skip
def test_errors_name_file_and_key(tree, text, message):
    root = tree({"genlint.toml": text.encode("latin-1")})
    with pytest.raises(ConfigurationError) as caught:
        configuration(root).for_folder(str(root))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("pyproject.toml", "[tool.genlint]\nx = 1\n", "pyproject.toml: unknown key `x`"),
        ("pyproject.toml", "[tool]\ngenlint = 1\n", "pyproject.toml: `genlint` must be a table"),
        ("pyproject.toml", "genlint = [\n", "pyproject.toml: can't be parsed"),
        ("package.json", '{"genlint": []}', "package.json: `genlint` must be a table"),
        ("package.json", '{"genlint": {"select": null}}', "`select` must be a list of codes, not null"),
        ("package.json", '["genlint"]', "package.json: can't be parsed"),
    ],
)
def test_errors_of_shared_files(tree, name, text, message):
    root = tree({name: text})
    with pytest.raises(ConfigurationError) as caught:
        configuration(root).for_folder(str(root))
    assert message in str(caught.value)


def test_a_broken_file_that_does_not_name_us_is_none_of_our_business(tree):
    root = tree({"pyproject.toml": "[[[", "package.json": "{"})
    assert configuration(root).for_folder(str(root)).allows("GEN101")
