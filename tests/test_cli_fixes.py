"""`--fix`, `--diff` and their kin, as a process, with the rules that ship."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEARCH = os.pathsep.join(str(ROOT / part) for part in ("linter", "rules"))

TRACKING = """\
async function paint(prompt: string, chatId: string) {
  const { projectId, requestId } = await requestImage({ prompt, chatId });
  generation.startTracking(chatId, requestId);
  return projectId;
}
"""
HOOK = """\
export function Panel({ chatId }: Props) {
  const image = useImageGeneration(chatId);
  return <output>{image.progress}</output>;
}
"""
BY_HAND = "useImageSSE({ fileId: generationId, eventHandlers, enabled: true });\n"
PYTHON = "def panel(chat_id):\n    return use_image_generation(chat_id)\n"


def environment(**extra):
    dropped = ("GENLINT", "GIT_", "COV_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(dropped)}
    return {**kept, "PYTHONPATH": SEARCH, "NO_COLOR": "1", **extra}


@pytest.fixture
def run(tmp_path):
    def run(*arguments, input=None, **extra):
        return subprocess.run(
            [sys.executable, "-m", "genlint", "--isolated", *arguments],
            cwd=tmp_path, env=environment(**extra), input=input, capture_output=True, timeout=60, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def project(tmp_path):
    (tmp_path / "tracking.ts").write_text(TRACKING)
    (tmp_path / "panel.tsx").write_text(HOOK)
    (tmp_path / "hand.ts").write_text(BY_HAND)
    return tmp_path


def test_fix_makes_safe_fixes_alone_and_reports_the_rest(project, run):
    done = run("--fix", ".")
    assert done.returncode == 1
    assert "startTracking(projectId, requestId)" in (project / "tracking.ts").read_text()
    assert (project / "panel.tsx").read_text() == HOOK
    lines = done.stdout.decode().splitlines()
    assert [line.split(":")[0] for line in lines] == ["hand.ts", "panel.tsx"]
    assert done.stderr.decode().splitlines() == [
        "genlint: Made 1 fix in 1 file.",
        "genlint: 1 hidden fix can be enabled with --unsafe-fixes.",
        "genlint: 1 finding must be mended by hand; --format full says how.",
    ]


def test_unsafe_fixes_are_made_when_asked_for_and_once(project, run):
    (project / "hand.ts").unlink()
    done = run("--fix", "--unsafe-fixes", "--show-fixes", ".")
    assert done.returncode == 0
    assert done.stdout == b""
    assert "useImageGeneration();" in (project / "panel.tsx").read_text()
    shown = done.stderr.decode()
    assert "genlint: tracking.ts:3: GEN104 track `projectId`\n" in shown
    assert "genlint: panel.tsx:2: GEN101 call `useImageGeneration` without the chat ID" in shown
    assert "Made 2 fixes in 2 files." in shown
    states = {path: path.stat().st_mtime_ns for path in project.iterdir()}
    again = run("--fix", "--unsafe-fixes", ".")
    assert (again.returncode, again.stdout, again.stderr) == (0, b"", b"")
    assert states == {path: path.stat().st_mtime_ns for path in project.iterdir()}


def test_diff_writes_nothing(project, run):
    done = run("--diff", "--unsafe-fixes", ".")
    assert done.returncode == 1
    assert (project / "tracking.ts").read_text() == TRACKING
    diff = done.stdout.decode()
    assert diff.startswith("--- a/panel.tsx\n+++ b/panel.tsx\n")
    assert "\n--- a/tracking.ts\n+++ b/tracking.ts\n" in diff
    assert "-  generation.startTracking(chatId, requestId);\n+  generation.startTracking(proj" in diff
    assert "Would make 2 fixes in 2 files." in done.stderr.decode()
    patch = subprocess.run(["patch", "-p1", "--dry-run"], cwd=project, input=done.stdout, check=False)
    assert patch.returncode == 0


def test_a_diff_of_nothing_is_a_success(project, run):
    done = run("--diff", "hand.ts")
    assert (done.returncode, done.stdout) == (0, b"")


def test_fix_only_reports_nothing(project, run):
    done = run("--fix-only", "--format", "json", ".")
    assert (done.returncode, done.stdout) == (0, b"")
    assert "startTracking(projectId, requestId)" in (project / "tracking.ts").read_text()


def test_standard_input_is_answered_with_the_fixed_text(run):
    done = run("--fix", "--stdin-display-name", "t.ts", "-", input=TRACKING.encode())
    assert done.returncode == 0
    assert done.stdout.decode() == TRACKING.replace("(chatId, req", "(projectId, req")
    left = run("--fix", "--stdin-display-name", "p.tsx", "-", input=HOOK.encode())
    assert left.returncode == 1
    assert left.stdout.decode() == HOOK
    assert "p.tsx:2:36: GEN101" in left.stderr.decode()
    diff = run("--diff", "--stdin-display-name", "t.ts", "-", input=TRACKING.encode())
    assert diff.returncode == 1
    assert diff.stdout.startswith(b"--- a/t.ts\n+++ b/t.ts\n")


@pytest.mark.parametrize("option", ["--unsafe-fixes", "--show-fixes"])
def test_options_that_mean_nothing_alone_are_refused(run, option):
    done = run(option, ".")
    assert done.returncode == 2
    assert f"{option} needs --fix, --fix-only or --diff" in done.stderr.decode()


def test_json_lists_the_fixes(project, run):
    report = json.loads(run("--format", "json", "tracking.ts").stdout)
    (fix,) = report["findings"][0]["fixes"]
    assert fix["title"] == "track `projectId`"
    assert fix["applicability"] == "safe"
    (edit,) = fix["edits"]
    assert edit["path"] == "tracking.ts"
    assert edit["text"] == "projectId"
    assert TRACKING[edit["start"]["offset"] : edit["end"]["offset"]] == "chatId"
    assert (edit["start"]["line"], edit["start"]["column"]) == (3, 28)


def test_full_shows_the_fix_as_a_small_diff(project, run):
    shown = run("--format", "full", "panel.tsx").stdout.decode()
    assert "fix (suggested): call `useImageGeneration` without the chat ID" in shown
    assert "-   const image = useImageGeneration(chatId);\n" in shown
    assert "+   const image = useImageGeneration();\n" in shown
    assert "1 finding can be fixed with --fix --unsafe-fixes.\n" in shown


def test_mode_and_links_stay(project, run):
    target = project / "real.ts"
    target.write_text(TRACKING)
    target.chmod(0o640)
    link = project / "tracking.ts"
    link.unlink()
    link.symlink_to("real.ts")
    run("--fix", "tracking.ts")
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert "startTracking(projectId" in target.read_text()
    assert not [path for path in project.iterdir() if path.suffix == ".tmp"]


def test_a_file_that_may_not_be_written_is_an_error(project, run):
    target = project / "tracking.ts"
    target.chmod(0o444)
    done = run("--fix", "tracking.ts")
    assert done.returncode == 2
    assert "error: " in done.stderr.decode()
    assert "tracking.ts can't be fixed: it is read-only" in done.stderr.decode()
    assert target.read_text() == TRACKING


def test_suppressed_findings_are_not_fixed(project, run):
    text = TRACKING.replace("requestId);\n", "requestId); // genlint: ignore[GEN104]\n", 1)
    (project / "tracking.ts").write_text(text)
    assert run("--fix", "tracking.ts").returncode == 0
    assert (project / "tracking.ts").read_text() == text


def test_several_files_that_import_each_other_are_fixed(project, run):
    (project / "hooks.ts").write_text(
        "export function useMediaGeneration(projectId: string) {\n"
        "  return useImageGeneration(projectId);\n"
        "}\n"
    )
    (project / "page.tsx").write_text(
        'import { useMediaGeneration } from "./hooks";\n\n'
        "export function Page({ chatId, projectId }: Props) {\n"
        "  return useMediaGeneration(projectId || chatId);\n}\n"
    )
    done = run("--fix", "--unsafe-fixes", "page.tsx", "hooks.ts")
    assert "useMediaGeneration(projectId);" in (project / "page.tsx").read_text()
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "wanted"), [(["--format", "flake8"], False), (["--diff", "--unsafe-fixes"], True)]
)
def test_libcst_is_only_loaded_for_fixes(tmp_path, arguments, wanted):
    (tmp_path / "panel.py").write_text(PYTHON)
    code = (
        "import sys\nfrom genlint.cli import run\n"
        f"status = run(['--isolated', *{arguments!r}, 'panel.py'])\n"
        "print(status, 'libcst' in sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stderr.decode().splitlines()[-1] == f"1 {wanted}"
