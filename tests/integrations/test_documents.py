"""What the documents say is so: commands, keys, rules, output, links, limits."""

from __future__ import annotations

import re

import pytest
from checkout import ROOT
from genlint.engine import Engine
from genlint.integrations.flake8 import CONFIDENCES
from genlint.reporters import FORMATS
from genlint.settings import CONFIDENCES as ENGINE_CONFIDENCES
from genlint.settings import DEFAULTS
from genlint_rules import WORDS

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [
    ROOT / name
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/flow.md")
]


def block(marker):
    """The fenced block behind the comment that begins with `marker`, and what else the comment says."""
    found = re.search(rf"<!-- {marker}(.*?) -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found is not None, marker
    return found[1].strip(), found[2]


def rows(header):
    """The cells of each row of the table with this header."""
    table = README.split(f"{header}\n", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines()[1:]]


def first_cells(marker):
    header = README.split(f"<!-- {marker} -->\n", 1)[1].split("\n", 1)[0]
    return [row[0].strip("`") for row in rows(header)]


# -- the README


def test_options_are_those_that_there_are():
    assert first_cells("keys") == list(DEFAULTS)


def test_vocabulary_is_what_there_is():
    assert first_cells("vocabulary") == list(WORDS)


def test_rules_are_those_that_there_are():
    engine = Engine(isolated=True)
    documented = sorted((*engine.rules(), *engine.run_codes()), key=lambda each: each.code)
    ours = [each for each in documented if each.code.startswith("GEN")]
    assert rows("| code | name | reports |") == [[each.code, each.name, each.summary] for each in ours]


def test_formats_are_those_that_there_are():
    assert [row[0].strip("`") for row in rows("| `--format` | for |")] == list(FORMATS)


def test_the_example_prints_what_is_shown(process, write):
    name, source = block("example:")
    command, output = block("output: genlint")
    write({name: source})
    run = process("genlint", *command.split())
    assert (run.stdout, run.returncode) == (output, 1)


def test_the_example_of_a_configuration_is_right(process, write):
    text = README.split("```toml\n", 1)[1].split("```", 1)[0]
    write({"pyproject.toml": text, "a.py": "def f(room_id):\n    use_poster(room_id)\n"})
    assert "GEN101" in process("genlint").stdout


def test_the_workflow_runs(process, write):
    yaml = pytest.importorskip("yaml")
    _, text = block("workflow")
    steps = yaml.safe_load(text)["jobs"]["genlint"]["steps"]
    commands = [step["run"].split() for step in steps if step.get("run", "").startswith("genlint ")]
    write({"a.py": "def f(chat_id):\n    use_image_generation(chat_id)\n"})
    statuses = [process(*command).returncode for command in commands]
    assert statuses == [0, 1]
    upload = next(step for step in steps if "upload-sarif" in step.get("uses", ""))
    assert f"--output-file {upload['with']['sarif_file']}" in text


def test_continuous_integration_runs_the_test_command():
    _, command = block("command: test")
    script = (ROOT / ".ci/run").read_text()
    assert command.count("\n") == 1
    assert "<!-- command: test -->" in script
    assert command.startswith("python3 ")


def test_the_flake8_extension_knows_every_confidence():
    assert CONFIDENCES == ENGINE_CONFIDENCES


# -- links


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if not (path.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("folder", ["flow", "modules"])
def test_every_fixture_of_a_feature_has_its_place(folder):
    text = (ROOT / "docs/flow.md").read_text(encoding="utf-8")
    named = set(re.findall(rf"\.\./fixtures/{folder}/([^)/]+)\)", text))
    assert named == {path.name for path in (ROOT / "fixtures" / folder).iterdir()}


# -- the limits that docs/flow.md names

LIMITS = {
    "a.py": [
        "chat_id[0]",
        "hash(chat_id)",
        "chat_id + 1",
        'eval("chat_id")',
        "installed.identity(chat_id)",
        'type("Namespace", (), {"ident": chat_id}).ident',
    ],
    "a.ts": [
        "chatId[0]",
        "btoa(chatId)",
        'eval("chatId")',
        "installed.identity(chatId)",
        "new Proxy(() => {}, { apply: () => chatId })()",
    ],
}

FORMS = {
    "a.py": "import installed\n\n\ndef panel(chat_id):\n    use_image_generation({})\n",
    "a.ts": 'import installed from "kit";\nexport const panel = (chatId) => useImageGeneration({});\n',
}


@pytest.mark.parametrize(("path", "value"), [(path, value) for path in LIMITS for value in LIMITS[path]])
def test_what_is_not_followed(path, value):
    """When one of these fails, something new is followed: take it from the list, here and in the document."""
    form = FORMS[path]
    name = "chatId" if path == "a.ts" else "chat_id"
    engine = Engine(isolated=True)
    codes = [
        {finding.code for finding in engine.check_source(path, form.format(text).encode()).findings}
        for text in (value, name)
    ]
    assert codes == [set(), {"GEN101"}]
