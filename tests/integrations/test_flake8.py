"""The flake8 extension, as flake8 itself runs it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest
from checkout import BAD, ROOT

FOUND = (
    "2:26: GEN101 chat ID `chat_id` reaches `use_image_generation`; call `use_image_generation()` and "
    "`image_generation.start_tracking(project_id, request_id)` when generation begins\n"
)


def places(output):
    """Path, line, column and code of each finding, sorted."""
    lines = (re.match(r"(?:\./)?(.+?):(\d+):(\d+): (\w+) ", line) for line in output.splitlines())
    return sorted(line.groups() for line in lines if line is not None)


# -- what it says


def test_the_message_names_the_remedy(flake8, write):
    write({"a.py": BAD})
    run = flake8()
    assert (run.stdout, run.stderr, run.returncode) == (f"./a.py:{FOUND}", "", 1)


@pytest.mark.slow
def test_it_says_what_the_command_says(flake8, process):
    folders = (
        "fixtures/gen101",
        "fixtures/gen103",
        "fixtures/gen203",
        "fixtures/precision",
        "fixtures/modules",
    )
    command = process("genlint", "--format", "flake8", *folders, cwd=ROOT)
    python = [line for line in places(command.stdout) if line[0].endswith(".py")]
    assert len({code for *_, code in python}) >= 3
    assert len(python) > 50
    assert places(flake8(*folders, "--isolated", cwd=ROOT).stdout) == python


def test_values_from_other_files(flake8, process, write):
    write({
        "image_generation.py": "def use_panel(identity):\n    return use_image_generation(identity)\n",
        "page.py": "from image_generation import use_panel\n\n\ndef page(chat_id):\n    use_panel(chat_id)\n",
    })  # fmt: skip
    expected = places(process("genlint", "--format", "flake8").stdout)
    assert [place[:2] for place in expected] == [("page.py", "5")]
    assert places(flake8().stdout) == expected


def test_columns_count_characters(flake8, write):
    write({"a.py": 'def f(chat_id):\n    "ü𝄞"; use_image_generation(chat_id)\n'})
    assert places(flake8().stdout) == [("a.py", "2", "32", "GEN101")]


@pytest.mark.parametrize(
    "source",
    [
        b"\xef\xbb\xbf" + BAD.encode(),
        BAD.replace("\n", "\r\n").encode(),
        BAD.replace("(chat_id)\n", "(chat_id)  # ü\n").encode("utf-8"),
        BAD.replace(":\n", ":  # -*- coding: latin-1 -*- ü\n").encode("latin-1"),
        BAD.rstrip("\n").encode(),
    ],
    ids=["mark", "crlf", "utf-8", "latin-1", "no-newline"],
)
def test_encodings(flake8, write, source):
    write({"a.py": source})
    assert places(flake8().stdout) == [("a.py", "2", "26", "GEN101")]


def test_a_syntax_error_is_flake8s_own(flake8, write):
    write({"a.py": BAD + "def (\n"})
    run = flake8("--select", "E9,GEN")
    assert [code for *_, code in places(run.stdout)] == ["E999"]
    assert run.stderr == ""


def test_scripts_without_a_suffix(flake8, write):
    write({"panel": BAD})
    assert places(flake8("panel").stdout) == [("panel", "2", "26", "GEN101")]


# -- the text is the one that flake8 hands over


def test_standard_input(flake8):
    run = flake8("--stdin-display-name", "pages/a.py", "-", input=BAD)
    assert run.stdout == f"pages/a.py:{FOUND}"


def test_standard_input_without_a_name(flake8):
    assert flake8("-", input=BAD).stdout == f"stdin:{FOUND}"


def test_the_disk_is_not_asked(flake8, write):
    write({"a.py": BAD, "b.py": "x = 1\n"})
    assert flake8("--stdin-display-name", "a.py", "-", input="x = 1\n").stdout == ""
    assert flake8("--stdin-display-name", "b.py", "-", input=BAD).stdout == f"b.py:{FOUND}"


# -- flake8's own ways


def test_jobs(flake8, write):
    write({f"m{number}.py": BAD for number in range(12)})
    one, two = flake8("--jobs", "1"), flake8("--jobs", "2")
    assert one.stdout == two.stdout
    assert len(places(one.stdout)) == 12


@pytest.mark.parametrize(
    "call",
    [
        "    use_image_generation(chat_id)  # noqa\n",
        "    use_image_generation(chat_id)  # noqa: GEN101\n",
        "    use_image_generation(chat_id)  # noqa: E501,GEN1\n",
        "    use_image_generation(  # noqa: GEN101\n        chat_id,\n    )\n",
        "    use_image_generation(\n        chat_id,\n    )  # noqa: GEN101\n",
        "    use_image_generation(chat_id)  # genlint: ignore[GEN101] a reason\n",
        "    # genlint: ignore\n    use_image_generation(chat_id)\n",
    ],
)
def test_suppressions(flake8, write, call):
    write({"a.py": f"def open_panel(chat_id):\n{call}"})
    assert flake8().stdout == ""


def test_unused_suppressions(flake8, write):
    write({"a.py": "x = 1  # noqa: GEN101\n"})
    assert places(flake8().stdout) == [("a.py", "1", "16", "GEN903")]


def test_noqa_may_be_disabled(flake8, write):
    write(
        {"a.py": BAD.replace("(chat_id)\n", "(chat_id)  # NoQA: GEN101\n"), "b.py": "x = 1  # noqa: GEN101\n"}
    )
    assert places(flake8("--disable-noqa").stdout) == [("a.py", "2", "26", "GEN101")]


def test_select_and_ignore(flake8, write):
    write({"a.py": BAD})
    assert flake8("--select", "GEN1").stdout
    assert flake8("--select", "GEN2").stdout == ""
    assert flake8("--extend-ignore", "GEN101").stdout == ""


def test_codes_are_selected_by_default(process, flake8, write):
    write({"a.py": BAD})
    assert {code for *_, code in places(process("flake8").stdout)} == {"F821", "GEN101"}


def test_per_file_ignores(flake8, write):
    write({"a.py": BAD, "b.py": BAD, ".flake8": "[flake8]\nper-file-ignores = b.py:GEN101\n"})
    assert places(flake8().stdout) == [("a.py", "2", "26", "GEN101")]


# -- configuration


def test_our_configuration(flake8, write):
    write({
        "pyproject.toml": "[tool.genlint]\nexclude = ['old']\nextend-generation-hooks = ['use panel']\n"
        "[tool.genlint.per-file-ignores]\n'b.py' = ['GEN101']\n",
        "a.py": "def f(chat_id):\n    use_panel(chat_id)\n", "b.py": BAD, "old/c.py": BAD, "d.py": BAD,
    })  # fmt: skip
    assert [place[0] for place in places(flake8().stdout)] == ["a.py", "d.py"]


def test_the_nearest_configuration_holds(flake8, write):
    write({"a/genlint.toml": "ignore = ['GEN1']\n", "a/m.py": BAD, "b/m.py": BAD})
    assert [place[0] for place in places(flake8().stdout)] == ["b/m.py"]


def test_a_named_configuration_file(flake8, write):
    write({"a.py": BAD, "conf/lint.toml": "ignore = ['GEN101']\n"})
    assert flake8("--genlint-config", "conf/lint.toml").stdout == ""
    write({".flake8": "[flake8]\ngenlint-config = conf/lint.toml\n"})
    assert flake8().stdout == ""


def test_least_confidence(flake8, process, write):
    write({"a.py": BAD})
    confidence = {level for level in ("medium", "high") if flake8("--genlint-min-confidence", level).stdout}
    command = {level for level in ("medium", "high") if process("genlint", "--min-confidence", level).stdout}
    assert "medium" in confidence
    assert confidence == command


def test_least_confidence_in_flake8s_configuration(flake8, write):
    write({"a.py": BAD, ".flake8": "[flake8]\ngenlint-min-confidence = certain\n"})
    run = flake8()
    assert "genlint-min-confidence must be low, medium or high, not 'certain'" in run.stdout
    assert (run.returncode, run.stderr) == (1, "")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_wrong_configuration_ends_the_run_with_one_line(flake8, write, jobs):
    write({"genlint.toml": "chat-idz = ['room']\n", "a.py": BAD, "b.py": BAD})
    run = flake8("--jobs", jobs)
    assert run.stdout.splitlines()[1:] == [
        "genlint: GEN900 genlint.toml: unknown key `chat-idz`; did you mean `chat-ids`?"
    ]
    assert (run.returncode, run.stderr) == (1, "")


# -- what it costs

HEAVY = (
    "ast", "libcst", "tree_sitter", "genlint.check", "genlint.frontends", "genlint.model",
    "genlint_rules.rule_set",
)  # fmt: skip
"""Modules that only a file with a candidate needs. flake8 itself has imported `ast` already."""


def imported_by(code):
    """Which of the heavy modules a fresh process has imported after `code`."""
    search = [str(ROOT / part) for part in ("linter", "rules")]
    script = f"import sys\nsys.path[:0] = {search}\n{code}\nprint([m for m in {HEAVY} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    return ast.literal_eval(run.stdout)


def test_importing_the_extension_imports_nothing():
    code = "import re\nbefore = set(sys.modules)\nimport genlint.integrations.flake8 as module\n"
    names = {"__future__", "genlint", "genlint.integrations", "genlint.integrations.flake8"}
    assert imported_by(f"{code}assert set(sys.modules) - before <= {names}, set(sys.modules) - before") == []


def test_a_file_without_a_candidate_stops_at_the_screen():
    plugin = "from genlint.integrations.flake8 import Flake8Plugin\n"
    clean = "assert not list(Flake8Plugin(None, ['x = 1\\n'], 'a.py').run())"
    assert imported_by(plugin + clean) == []
    bad = f"import ast\nassert list(Flake8Plugin(ast.parse({BAD!r}), {BAD!r}.splitlines(True), 'a.py').run())"
    assert {"genlint.check", "genlint_rules.rule_set"} <= set(imported_by(plugin + bad))
