"""The command itself, as a process."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEARCH = os.pathsep.join(str(ROOT / part) for part in ("linter", "tests/engine/support"))
COMMAND = [sys.executable, "-m", "genlint"]
FAKE = ["--select", "FAK101,GEN9"]
"""Reports the fake rules' findings alone, whatever else is installed."""


def environment(**extra):
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GENLINT", "GIT_", "COV_"))
        and key not in ("NO_COLOR", "FORCE_COLOR", "CI", "TMUX")
    }
    return {**kept, "PYTHONPATH": SEARCH, **extra}


@pytest.fixture
def run(tmp_path):
    def run(*arguments, input=None, cwd=None, **extra):
        return subprocess.run(
            [*COMMAND, *arguments], cwd=cwd or tmp_path, env=environment(**extra), input=input,
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def project(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/a.ts").write_text("use(forbidden);\n")
    (tmp_path / "src/b.py").write_text("def f(forbidden):\n    return forbidden\n")
    (tmp_path / "src/clean.py").write_text("x = 1\n")
    return tmp_path


LINES = (
    b"src/a.ts:1:5: FAK101 the name `forbidden` is forbidden\n"
    b"src/b.py:2:12: FAK101 the name `forbidden` is forbidden\n"
)


@pytest.mark.parametrize(
    "arguments", [[], ["."], ["check"], ["check", "src"], ["src/b.py", "src/a.ts", "src"]]
)
def test_findings(run, project, arguments):
    done = run(*arguments, *FAKE)
    assert (done.returncode, done.stdout, done.stderr) == (1, LINES, b"")


def test_clean(run, project):
    done = run("src/clean.py")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_exit_zero_count_statistics_quiet(run, project):
    done = run(*FAKE, "--exit-zero", "--count", "--statistics")
    assert (done.returncode, done.stdout) == (0, LINES + b"2     FAK101 forbidden-name\n2\n")
    assert run(*FAKE, "-q").stdout == b"src/a.ts\nsrc/b.py\n"
    done = run(*FAKE, "-qq")
    assert (done.returncode, done.stdout) == (1, b"")


def test_select_and_ignore(run, project):
    assert run("--select", "FAK1", "--ignore", "FAK101").stdout == b""
    assert run("--select", "FAK101", "--ignore", "FAK").stdout == LINES
    assert run(*FAKE, "--per-file-ignores", "src/*.ts:FAK1 other.py:FAK").stdout == LINES.splitlines(True)[1]
    assert run(*FAKE, "--extend-exclude", "*.ts").stdout == LINES.splitlines(True)[1]


def test_json_stays_json(run, project):
    done = run(*FAKE, "--format", "json", "--count", "--statistics", "-q")
    report = json.loads(done.stdout)
    assert [finding["path"] for finding in report["findings"]] == ["src/a.ts", "src/b.py"]
    assert report["files"] == {"checked": 3, "skipped": []}
    assert done.stderr == b"2     FAK101 forbidden-name\n2\n"


@pytest.mark.parametrize("name", ["full", "flake8", "json", "github", "sarif"])
def test_output_is_the_same_for_every_order_and_number_of_jobs(run, project, name):
    first = run(*FAKE, "--format", name, "src/a.ts", "src/b.py", "--jobs", "1")
    second = run(*FAKE, "--format", name, "src", "src/b.py", "--jobs", "2", "--output-file", "report")
    assert first.returncode == second.returncode == 1
    assert second.stdout == b""
    expected = first.stdout.replace(
        b"2 files checked (2 parsed)", b"3 files checked (2 parsed, 1 without a candidate)"
    )
    expected = expected.replace(b'"checked": 2', b'"checked": 3')
    assert (project / "report").read_bytes() == expected


def test_skipped_files_are_told(run, project):
    (project / "notes.txt").write_text("forbidden")
    done = run(*FAKE, "notes.txt", "src/a.ts")
    assert done.stdout == LINES.splitlines(True)[0]
    assert done.stderr == b"genlint: skipped notes.txt: neither TypeScript, JavaScript nor Python\n"


def test_standard_input(run, project):
    (project / "pyproject.toml").write_text('[tool.genlint]\nper-file-ignores = {"src/quiet.*" = ["FAK"]}\n')
    done = run(*FAKE, "-", "--stdin-display-name", "src/new.tsx", input=b"use(forbidden);\n")
    assert (done.returncode, done.stdout) == (
        1,
        b"src/new.tsx:1:5: FAK101 the name `forbidden` is forbidden\n",
    )
    assert run(*FAKE, "-", "--stdin-display-name", "src/quiet.py", input=b"forbidden\n").stdout == b""
    assert run("-", input=b"forbidden\n").returncode == 2
    assert run("-", "src", "--stdin-display-name", "a.py", input=b"").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing.ts"], b"genlint: error: no such file or folder: nothing.ts\n"),
        (
            ["--select", "GEN1O1"],
            b"genlint: error: GEN900 command line: `--select` holds `GEN1O1`, which is no code",
        ),
        (["--config", "none.toml"], b"none.toml: there is no such configuration file"),
        (["--format", "xml"], b"invalid choice: 'xml'"),
        (["--jobs", "0"], b"a number above 0, or auto, was expected"),
        (["--per-file-ignores", "a.py"], b"PATTERN:CODES was expected"),
        (["--output-file", "no/such/folder"], b"no/such/folder can't be written"),
        (["explain", "GEN9O1"], b"no rule is called GEN9O1; did you mean GEN901?"),
        (["config", "nowhere"], b"no such file or folder: nowhere"),
    ],
)
def test_what_ends_with_2(run, project, arguments, message):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_wrong_configuration_file_ends_with_2(run, project):
    (project / "src/genlint.toml").write_text('selct = ["GEN1"]\n')
    done = run("src")
    assert (done.returncode, done.stdout) == (2, b"")
    assert (
        done.stderr
        == b"genlint: error: GEN900 src/genlint.toml: unknown key `selct`; did you mean `select`?\n"
    )
    assert run("src", "--isolated").returncode == 1


def test_a_rule_that_fails_ends_with_2(run, project):
    (project / "boom.py").write_text("explode(forbidden)\n")
    done = run("boom.py", "src/a.ts", "--select", "FAK101,FAK3,GEN9")
    assert done.returncode == 2
    assert (
        done.stdout.splitlines()[0]
        == b"boom.py:1:1: GEN906 rule FAK301 failed on this file: RuntimeError: boom over two lines"
    )
    assert len(done.stdout.splitlines()) == 3
    assert b"Traceback" not in done.stderr
    assert b"RuntimeError: boom" in run("boom.py", "--verbose").stderr


def test_explain_and_rules(run):
    page = run("explain", "fak101").stdout.decode()
    assert page.startswith("# FAK101 forbidden-name\n\nA forbidden name is used.\n")
    assert "Bad:\n\n```py\nprint(forbidden)\n```\n\nGood:\n\n```py\nprint(allowed)\n```\n" in page
    assert run("explain", "forbidden-name").stdout.decode() == page
    listing = run("rules").stdout.decode()
    assert re.search(r"^FAK101  forbidden-name +a forbidden name is used$", listing, re.MULTILINE)
    codes = [line.split()[0] for line in listing.splitlines()]
    assert codes == sorted(codes)
    for code in codes:
        assert run("explain", code).returncode == 0
        break
    assert {"GEN901", "GEN902", "GEN903", "GEN904", "GEN905"} <= set(codes)


def test_every_run_code_is_explained(run):
    for number in range(900, 907):
        done = run("explain", f"GEN{number}")
        assert done.returncode == 0
        assert len(done.stdout) > 200


def test_config_shows_values_and_origins(run, project):
    (project / "src/genlint.toml").write_text('ignore = ["GEN2"]\nextend-fake-words = ["x"]\n')
    text = run("config", "src/a.ts", "--min-confidence", "low", "--extend-ignore", "GEN3").stdout.decode()
    assert '\nignore = ["GEN2"]  # src/genlint.toml\n' in text
    assert '\nextend-ignore = ["GEN3"]  # command line\n' in text
    assert '\nmin-confidence = "low"  # command line\n' in text
    assert '\nfake-words = ["forbidden"]  # default\n' in text
    assert '\nextend-fake-words = ["x"]  # src/genlint.toml\n' in text
    assert "\nignore = []  # default\n" in run("config").stdout.decode()
    try:
        import tomllib
    except ModuleNotFoundError:
        return
    assert tomllib.loads(text)["ignore"] == ["GEN2"]


def test_version_and_help(run):
    from genlint import __version__

    for flag in ("--version", "-V"):
        assert run(flag).stdout.decode() == f"genlint {__version__}\n"
    done = run("--help")
    assert done.returncode == 0
    assert b"--stdin-display-name" in done.stdout
    assert b"--no-screen" not in done.stdout


HEAVY = {
    "tree_sitter", "libcst", "ast", "dataclasses", "typing", "inspect", "json", "tomllib", "pathspec", "rich",
    "subprocess", "multiprocessing", "concurrent.futures", "importlib.metadata", "importlib.util", "difflib",
    "genlint.check", "genlint.model.ir", "genlint.findings", "genlint_fake.rules", "textwrap", "shutil",
}  # fmt: skip


def imported(run, *arguments):
    """The modules that a run imports."""
    done = run(*arguments, PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode in (0, 1), done.stderr
    return set(re.findall(r"\| +([\w.]+)$", done.stderr.decode(), re.MULTILINE))


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["src/clean.py", "--isolated"], ["src/clean.py"]]
)
def test_what_a_light_run_imports(tmp_path, project, arguments):
    """Started as the installed script starts, since `-m` imports some of these itself."""
    start = "import sys; from genlint.__main__ import main; sys.argv[0] = 'genlint'; sys.exit(main())"

    def run(*arguments, **extra):
        return subprocess.run(
            [sys.executable, "-S", "-c", start, *arguments], cwd=project,
            env=environment(**extra), capture_output=True, check=False,
        )  # fmt: skip

    modules = imported(run, *arguments)
    assert "genlint" in modules
    allowed = {"textwrap", "shutil"} if arguments == ["--help"] else set()
    assert sorted(modules & (HEAVY - allowed)) == []


def test_a_python_file_does_not_load_the_other_parser(run, project):
    modules = imported(run, *FAKE, "src/b.py")
    assert "genlint.check" in modules
    assert not modules & {"tree_sitter", "libcst"}


def test_a_reader_that_goes_away_is_no_traceback(project):
    (project / "src/many.py").write_text("forbidden\n" * 20_000)
    command = " ".join(f"'{part}'" for part in [*COMMAND, *FAKE])
    done = subprocess.run(
        ["bash", "-c", f"{command} src/many.py | head -1"],
        cwd=project,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.stdout == b"src/many.py:1:1: FAK101 the name `forbidden` is forbidden\n"
    assert done.stderr == b""


def test_an_interrupt_is_no_traceback(project):
    process = subprocess.Popen(
        [*COMMAND, "-", "--stdin-display-name", "a.py"], cwd=project, env=environment(),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    time.sleep(1)  # it now waits for its input
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=30)
    assert (process.returncode, out, error) == (130, b"", b"genlint: interrupted\n")


def on_terminal(arguments, cwd, **extra):
    """What the command writes to a terminal of its own."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments], cwd=cwd, env=environment(TERM="xterm-256color", **extra),
        stdin=follower, stdout=follower, stderr=follower,
    )  # fmt: skip
    os.close(follower)
    out = b""
    while select.select([leader], [], [], 30)[0]:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        out += piece
    os.close(leader)
    return process.wait(), out.decode().replace("\r\n", "\n")


def test_a_terminal_gets_frames_and_colour(project):
    status, text = on_terminal([*FAKE, "src"], project, VTE_VERSION="7000")
    assert status == 1
    assert "\x1b[1;31mFAK101\x1b[0m" in text
    assert "\x1b]8;;file://" in text
    assert "\x1b[1m2 findings in 2 files\x1b[0m" in text
    assert "3 files checked (2 parsed, 1 without a candidate)." in text
    _, plain = on_terminal([*FAKE, "src"], project, NO_COLOR="1")
    assert "\x1b" not in plain
    assert "1 │ use(forbidden);" in plain
    _, ascii_only = on_terminal([*FAKE, "src"], project, NO_COLOR="1", PYTHONIOENCODING="ascii")
    assert "1 | use(forbidden);" in ascii_only
    _, lines = on_terminal([*FAKE, "--format", "flake8"], project)
    assert lines.encode() == LINES


def test_colour_on_request(run, project):
    assert b"\x1b[" in run(*FAKE, "--format", "full", "--color", "always").stdout
    assert b"\x1b[" in run(*FAKE, "--format", "full", FORCE_COLOR="1").stdout
    assert b"\x1b[" not in run(*FAKE, "--format", "full").stdout
    assert b"\x1b[" not in run(*FAKE, "--format", "full", "--color", "never", FORCE_COLOR="1").stdout
