"""`genlint trace` as a process: output, exit status, what a run imports."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SEARCH = os.pathsep.join(str(ROOT / part) for part in ("linter", "rules"))

POSTER = """\
export function PosterPanel({ chatId, saved }: PosterPanelProps) {
  const posterId = saved?.projectId ?? chatId;
  const poster = useImageGeneration(posterId);
  return <Poster images={poster.images} busy={poster.isGenerating} />;
}

export function usePosterEvents(posterId: string | null, handlers: PosterHandlers) {
  return useImageEvents({ fileId: posterId, handlers, enabled: !!posterId });
}
"""


@pytest.fixture
def run(tmp_path):
    def run(*arguments, command=("-m", "genlint"), cwd=tmp_path, **extra):
        environment = {
            **{key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")},
            "PYTHONPATH": SEARCH,
            "PYTHONIOENCODING": "utf-8",
            **extra,
        }
        return subprocess.run(
            [sys.executable, *command, *arguments], cwd=cwd, env=environment, timeout=60, check=False,
            capture_output=True, encoding="utf-8",
        )  # fmt: skip

    return run


FALLBACK = """\
poster-panel.tsx:3:37 `posterId`
  = finding: GEN102 chat ID `chatId` reaches `useImageGeneration` as a fallback in place of `saved?.projectId`
             through `posterId`
  = taken by the generation hook or client `useImageGeneration`

origin 1 of 2: chat ID `chatId`, one alternative of a fallback
  ╭─▸ poster-panel.tsx:3:37
  │
1 │ export function PosterPanel({ chatId, saved }: PosterPanelProps) {
  │                               ────── 1. chat ID `chatId` enters
2 │   const posterId = saved?.projectId ?? chatId;
  │                                        ────── 2. one alternative of `saved?.projectId ?? chatId`
  │                    ────────────────────────── 3. assigned to `posterId`
3 │   const poster = useImageGeneration(posterId);
  │                                     ^^^^^^^^ 4. asked for here
  │
  = read as a chat ID by the name `chatId` (step 1)
  = a fallback: instead of it may come the generation ID `saved.projectId`
  = ends here: a parameter of `PosterPanel`, which no call in sight hands in
"""

SWITCH = """\
poster-panel.tsx:8:64 `!!posterId`
  = finding: GEN201 `enabled` of `useImageEvents` is `!!posterId`, which does not imply an active generation
  = it is the switch `enabled` of the generation connection `useImageEvents`

where it is true:
  - `posterId` is set
  = it does not imply an active generation: this lets it be true without
    `posterId`

"""


def test_text(run, tmp_path):
    (tmp_path / "poster-panel.tsx").write_text(POSTER)
    done = run("trace", "poster-panel.tsx:3:37")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(FALLBACK)
    assert run("trace", "poster-panel.tsx:3").stdout == done.stdout
    assert run("trace", "poster-panel.tsx:8:64").stdout == SWITCH


def test_ascii_and_color(run, tmp_path):
    (tmp_path / "poster-panel.tsx").write_text(POSTER)
    plain = run("trace", "poster-panel.tsx:3", PYTHONIOENCODING="ascii").stdout
    assert plain.isascii()
    assert "  --> poster-panel.tsx:3:37\n" in plain
    colored = run("trace", "--color", "always", "poster-panel.tsx:3").stdout
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == run("trace", "poster-panel.tsx:3").stdout != colored


def test_json(run, tmp_path):
    (tmp_path / "poster-panel.tsx").write_text(POSTER)
    done = run("trace", "--format", "json", "poster-panel.tsx:8")
    report = json.loads(done.stdout)
    assert (done.returncode, report["version"], report["notes"]) == (0, 1, [])
    slot, switch = report["expressions"]
    assert (slot["code"], slot["line"], slot["column"], slot["condition"]) == ("posterId", 8, 35, None)
    assert slot["remarks"][0]["text"] == ("taken by the generation connection `useImageEvents` as `fileId`")
    assert [origin["reading"] for origin in slot["origins"]] == ["neutral"]
    assert [step["message"] for step in slot["origins"][0]["flow"]] == ["`posterId` enters", "asked for here"]
    assert [(finding["code"], finding["hidden"]) for finding in switch["findings"]] == [("GEN201", None)]
    assert [part["text"] for part in switch["condition"]["known"]] == ["`posterId` is set"]
    (judgement,) = switch["condition"]["judgements"]
    assert (judgement["state"], judgement["implies"]) == ("an active generation", False)


def test_options_of_the_configuration(run, tmp_path):
    (tmp_path / "a.ts").write_text("useImageGeneration(roomId);\n")
    (tmp_path / "other.toml").write_text('extend-chat-ids = ["room id"]\n')
    assert "  = finding: none\n" in run("trace", "a.ts:1").stdout
    assert "  = finding: GEN101 " in run("trace", "--config", "other.toml", "a.ts:1").stdout
    shown = run("trace", "--config", "other.toml", "--ignore", "GEN101", "a.ts:1").stdout
    assert "(not reported: the configuration leaves this\n" in shown
    wrong = run("trace", "--config", "nowhere.toml", "a.ts:1")
    assert (wrong.returncode, wrong.stdout) == (2, "")


@pytest.mark.parametrize("place", ["a.ts", "a.ts:9", "a.ts:1:99", "b.ts:1", "a.ts:0", ".:1", ""])
def test_bad_places(run, tmp_path, place):
    (tmp_path / "a.ts").write_text("f(a);\n")
    done = run("trace", place)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("genlint: error: ")
    assert done.stderr.count("\n") == 1


def test_unprintable_source(run, tmp_path):
    (tmp_path / "a.ts").write_text("f(`\x1b[31m\u202e${chatId}`);\n")
    done = run("trace", "a.ts:1")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_a_run_imports_nothing_of_it(run, tmp_path):
    (tmp_path / "a.tsx").write_text(POSTER)
    code = (
        "import sys; from genlint.cli import run; run(['a.tsx', '--format', 'flake8']);"
        "print([name for name in sys.modules if 'tracing' in name"
        " or name in ('genlint.model.consequences', 'genlint.model.positions')])"
    )
    assert run(command=("-c", code)).stdout.splitlines()[-1] == "[]"


SHOWN = re.compile(r"<!-- trace: genlint (.*?) -->\n```text\n(.*?)```", re.DOTALL)


def test_the_readme_shows_what_is_printed(run, tmp_path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    source = re.search(r"<!-- example: poster-panel.tsx -->\n```tsx\n(.*?)```", readme, re.DOTALL)
    assert source is not None
    (tmp_path / "poster-panel.tsx").write_text(source[1])
    ((arguments, output),) = SHOWN.findall(readme)
    assert run(*arguments.split()).stdout.rstrip() == output.rstrip()


def test_the_document_shows_what_is_printed(run):
    shown = SHOWN.findall((ROOT / "docs/flow.md").read_text(encoding="utf-8"))
    assert len(shown) > 2
    for arguments, output in shown:
        assert run(*arguments.split(), cwd=ROOT).stdout.rstrip() == output.rstrip()
