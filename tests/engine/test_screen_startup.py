"""What a run imports: nothing that it does not use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from genlint.cli import PlainOptions, _parser

ROOT = Path(__file__).parents[2]

HEAVY = {
    "typing", "dataclasses", "inspect", "importlib.metadata", "json", "ast", "subprocess", "difflib",
    "concurrent.futures", "tempfile", "pathlib", "pathspec", "tree_sitter", "libcst", "flake8", "rich",
}  # fmt: skip

NEEDLESS = {"argparse", "re", "enum", "importlib", "locale", "warnings"}
"""What takes longer to import than all of ours that a clean file needs."""

UNUSED = {
    "dataclasses", "inspect", "traceback", "json", "html", "difflib", "textwrap", "argparse", "tempfile",
    "pathlib",
    "importlib.metadata", "importlib.resources", "pathspec", "libcst", "flake8", "concurrent.futures", "rich",
    "genlint.writer", "genlint.fixing", "genlint.fix", "genlint_rules.domain.remedy",
    "genlint_rules.domain.moment_fixes", "genlint_rules.domain.hook_fixes", "genlint.tracing",
    "string", "tokenize", "importlib",
}  # fmt: skip
"""What a candidate needs only where fixes, a terminal or several processes are asked for."""

FRONTS = {"python": "genlint.frontends.typescript", "typescript": "genlint.frontends.python"}
"""By language, the front end of the other."""

LIBRARIES = "genlint.frontends.libraries."
NO_TABLES = {LIBRARIES + "contents", LIBRARIES + "traits"}
"""What is imported of the libraries for code that calls none of their functions."""

CLEAN = {
    "genlint", "genlint.__main__", "genlint.cli", "genlint.codes", "genlint.commands", "genlint.config",
    "genlint.config_values", "genlint.discover", "genlint.engine", "genlint.errors", "genlint.expressions",
    "genlint.lazy",
    "genlint.patterns", "genlint.progress", "genlint.registry", "genlint.result", "genlint.screen",
    "genlint.settings", "genlint.sieve", "genlint.sift",
    "genlint_rules", "genlint_rules.lexical", "genlint_rules.pieces", "genlint_rules.policy",
    "genlint_rules.screening", "genlint_rules.vocabulary", "genlint_rules.words",
}  # fmt: skip
"""Our modules that a run needs to tell that a file has no candidate."""

CODE = """
import sys
before = set(sys.modules)
from genlint.__main__ import main
try:
    main()
finally:
    print("imported", *set(sys.modules) - before)
"""


def imported(cwd: Path, *arguments: str) -> set[str]:
    """The modules that a run imports on top of those of a bare interpreter."""
    path = os.pathsep.join([str(ROOT / "linter"), str(ROOT / "rules")])
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments],
        cwd=cwd, env={"PYTHONPATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    names = [line for line in done.stdout.splitlines() if line.startswith("imported ")]
    assert names, done.stderr
    return set(names[0].split())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("clean.py", "import os\n\n\ndef total(items):\n    return sum(item.price for item in items)\n"),
        ("clean.tsx", "export const Page = () => <main className='page'>{useTitle()}</main>;\n"),
    ],
)
def test_a_clean_file(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    modules = imported(tmp_path, name)
    assert not modules & (HEAVY | NEEDLESS)
    assert {each for each in modules if each.startswith("genlint")} == CLEAN


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_what_only_talks(tmp_path: Path, argument: str) -> None:
    modules = imported(tmp_path, argument)
    assert not modules & HEAVY
    assert not modules & {"genlint.engine", "genlint.commands", "genlint_rules"}


def test_a_candidate_imports_its_own_parser_only(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("generation = use_image_generation(chat_id)\n")
    modules = imported(tmp_path, "a.py")
    assert {"ast", "genlint.model.program"} <= modules
    assert not modules & (UNUSED | {"tree_sitter", "tree_sitter_typescript", FRONTS["python"]})
    assert {each for each in modules if each.startswith(LIBRARIES)} == NO_TABLES
    (tmp_path / "a.ts").write_text("const generation = useImageGeneration(chatId);\n")
    modules = imported(tmp_path, "a.ts")
    assert {"tree_sitter", "genlint.model.program"} <= modules
    assert not modules & (UNUSED | {"ast", "tree_sitter_typescript", FRONTS["typescript"]})
    assert {each for each in modules if each.startswith(LIBRARIES)} == NO_TABLES
    (tmp_path / "a.ts").write_text("const [id] = useState(chatId);\nuseImageGeneration(id);\n")
    tables = {each for each in imported(tmp_path, "a.ts") if each.startswith(LIBRARIES)}
    assert tables == {*NO_TABLES, LIBRARIES + "react"}


def test_paths_alone_are_read_as_the_parser_reads_them() -> None:
    plain, parsed = PlainOptions(["a.py", "b"]), _parser("check").parse_args(["a.py", "b"])
    for name, value in vars(parsed).items():
        assert (getattr(plain, name) or None) == (value or None), name
