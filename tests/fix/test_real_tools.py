"""Other tools' opinion of fixed code: TypeScript's compiler, eslint's rules of hooks, Python's, mypy.

Each must say of a fixture's `after` nothing that it does not say of its `before`. Node's tools are installed
beside this file by the first test that needs them. Where there is no Node they are left out, and CI fails.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from fixing_rules import FIXTURES

HERE = Path(__file__).parent
NODE = HERE / "node"
SCRIPTS = sorted((FIXTURES / "fixes").glob("*/before.ts*"))
MODULES = sorted((FIXTURES / "fixes").glob("*/before.py"))


def unavailable(reason):
    if os.environ.get("CI"):
        pytest.fail(f"CI must run these tests: {reason}")
    pytest.skip(f"NOT CHECKED by TypeScript and eslint: {reason}")


@pytest.fixture(scope="session")
def node_modules():
    """The folder with Node's tools, installed if they aren't there."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        unavailable("there is no Node")
    if not (NODE / "node_modules" / "typescript").is_dir():
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(command, cwd=NODE, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode:
            unavailable(f"npm ci failed: {done.stderr.strip()[-300:]}")
    return NODE / "node_modules"


@pytest.fixture(scope="session")
def workplace(node_modules, tmp_path_factory):
    """A folder with every TypeScript fixture in it, before and after, and the tools' configuration."""
    place = tmp_path_factory.mktemp("node")
    (place / "node_modules").symlink_to(node_modules)
    for name in ("tsconfig.json", "studio.d.ts", "eslint.config.mjs", "package.json"):
        shutil.copy(NODE / name, place / name)
    for before in SCRIPTS:
        folder = place / "code" / before.parent.name
        folder.mkdir(parents=True)
        for stem in ("before", "after"):
            source = before.with_stem(stem)
            # A file without imports is a script, whose names are the whole program's.
            (folder / source.name).write_text(source.read_text() + "\nexport {};\n")
    return place


def run(place, *command):
    return subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=600, check=False)


def without_places(message):
    return re.sub(r"\(\d+,\d+\)|:\d+:\d+|:\d+:", "", message)


@pytest.fixture(scope="session")
def compiled(workplace):
    """What TypeScript says, by file: counts of messages without their places."""
    done = run(workplace, "node", "node_modules/typescript/bin/tsc", "--pretty", "false", "-p", ".")
    said = {}
    for line in done.stdout.splitlines():
        found = re.match(r"code/(\S+?)\(\d+,\d+\): (.*)", line)
        if found:
            said.setdefault(found[1], Counter())[found[2]] += 1
        elif line and not line.startswith(" "):
            pytest.fail(f"TypeScript: {line}")
    assert done.returncode == 0 or said, done.stderr
    return said


@pytest.fixture(scope="session")
def judged(workplace):
    """What eslint says, by file."""
    done = run(workplace, "node", "node_modules/eslint/bin/eslint.js", "--format", "json", "code")
    assert done.stdout.startswith("["), done.stderr
    said = {}
    for each in json.loads(done.stdout):
        path = Path(each["filePath"])
        said[f"{path.parent.name}/{path.name}"] = Counter(
            f"{message['ruleId']}: {message['message']}" for message in each["messages"]
        )
    return said


@pytest.mark.slow
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.parent.name)
def test_typescript_accepts_what_is_fixed(compiled, path):
    key = f"{path.parent.name}/{path.name}"
    assert not compiled.get(key), "the fixture itself is wrong"
    assert not compiled.get(key.replace("before", "after"))


@pytest.mark.slow
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.parent.name)
def test_the_rules_of_hooks_hold_in_what_is_fixed(judged, path):
    key = f"{path.parent.name}/{path.name}"
    new = judged[key.replace("before", "after")] - judged[key]
    assert not new


@pytest.mark.slow
def test_the_tools_do_look(workplace):
    """Both tools complain of code that is wrong in their eyes, so their silence means something."""
    wrong = workplace / "code" / "wrong.tsx"
    wrong.write_text(
        'import { useMemo } from "react";\n'
        "export function useWrong(a: number) {\n"
        "  const text: string = a;\n"
        "  return useMemo(() => text + a, []);\n"
        "}\n"
    )
    try:
        tsc = run(workplace, "node", "node_modules/typescript/bin/tsc", "--pretty", "false", "-p", ".")
        assert "code/wrong.tsx(3,9): error TS2322" in tsc.stdout
        eslint = run(workplace, "node", "node_modules/eslint/bin/eslint.js", "code/wrong.tsx")
        assert "react-hooks/exhaustive-deps" in eslint.stdout
    finally:
        wrong.unlink()


# -- Python


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.parent.name)
def test_python_compiles_what_is_fixed(path):
    compile(path.with_stem("after").read_text(), "after.py", "exec")


@pytest.mark.slow
def test_mypy_accepts_what_is_fixed(tmp_path):
    options = ["--ignore-missing-imports", "--check-untyped-defs", "--no-incremental", "--no-error-summary"]
    for before in MODULES:
        for stem in ("before", "after"):
            name = f"{before.parent.name}_{stem}.py"
            shutil.copy(before.with_stem(stem), tmp_path / name)
    (tmp_path / "mypy.ini").write_text("[mypy]\n")
    env = {**os.environ, "MYPYPATH": str(HERE / "stubs")}
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, "--config-file", "mypy.ini", "."],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert not done.stderr
    lines = [line for line in done.stdout.splitlines() if ": error:" in line]
    said = {stem: Counter() for stem in ("before", "after")}
    for line in lines:
        found = re.match(r"(\w+)_(before|after)\.py:\d+: error: (.*)", line)
        assert found, line
        said[found[2]][found[1], found[3]] += 1
    assert not said["after"] - said["before"]
