"""The fixes that the rules offer: what each `before` of `fixtures/fixes` becomes, and what holds of all."""

from __future__ import annotations

import re

import pytest
from fixing_rules import FIXTURES, SUFFIXES, findings, fixed
from genlint import frontends
from genlint.findings import Applicability

SHAPES = sorted((FIXTURES / "fixes").glob("*/before.*"))
RULES = sorted(
    path for path in FIXTURES.glob("gen[12]*/*") if path.suffix in SUFFIXES and path.name.startswith("bad")
)
RIGHT = sorted(
    path
    for pattern in ("gen*/good*", "precision/*")
    for path in FIXTURES.glob(pattern)
    if path.suffix in SUFFIXES
)


def name(path):
    return path.relative_to(FIXTURES).as_posix()


# -- shapes


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_before_becomes_after(path):
    result = fixed(path.name, path.read_bytes())
    assert result.refused is None
    assert result.after.decode() == path.with_stem("after").read_text()
    assert not result.remaining, result.remaining[0].message


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_a_second_run_changes_nothing(path):
    after = path.with_stem("after").read_bytes()
    result = fixed(path.name, after)
    assert (result.after, result.passes) == (after, 0)


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_line_ends_and_tabs_stay(path):
    def rewritten(text):
        return re.sub(r"^( {2,4})+", lambda found: "\t" * (len(found[0]) // unit), text, flags=re.M)

    unit = 4 if path.suffix == ".py" else 2
    before = rewritten(path.read_text()).replace("\n", "\r\n")
    after = rewritten(path.with_stem("after").read_text()).replace("\n", "\r\n")
    assert fixed(path.name, b"\xef\xbb\xbf" + before.encode()).after == b"\xef\xbb\xbf" + after.encode()
    assert fixed(path.name, before.rstrip("\r\n")).after.decode() == after.rstrip("\r\n")


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_safe_fixes_touch_no_list_of_dependencies(path):
    result = fixed(path.name, path.read_bytes(), unsafe=False)
    assert result.refused is None
    for made in result.applied:
        assert made.finding.code == "GEN104"


# -- every fixture of every rule


@pytest.mark.slow
@pytest.mark.parametrize("path", RULES, ids=name)
def test_fixes_of_any_finding_hold(path):
    """Whatever is written parses, mends what it says, brings nothing new, and is done in one run."""
    source = path.read_bytes()
    result = fixed(path.name, source)
    assert result.refused is None
    assert not result.conflicts
    assert len(result.remaining) <= len(findings(path.name, source)) - bool(result.applied)
    again = fixed(path.name, result.after)
    assert again.after == result.after


@pytest.mark.slow
@pytest.mark.parametrize("path", RULES, ids=name)
def test_every_finding_has_a_fix_in_the_words_of_the_file(path):
    source = path.read_bytes()
    for finding in findings(path.name, source):
        assert finding.fixes, f"{finding.code} {finding.message}"
        for fix in finding.fixes:
            assert not re.search(r"#\d", fix.title), fix.title
            assert (fix.applicability is Applicability.DISPLAY) == (not fix.edits)


@pytest.mark.slow
@pytest.mark.parametrize("path", RIGHT, ids=name)
def test_right_code_is_never_changed(path):
    source = path.read_bytes()
    assert fixed(path.name, source).after == source


# -- what a fix must not do


def tsx(code):
    return fixed("a.tsx", code)


def titles(result):
    return [fix.title for finding in result.remaining for fix in finding.fixes]


def test_without_a_state_the_fix_says_what_is_missing():
    result = tsx("useImageSSE({ fileId: chatId, eventHandlers, enabled: !!chatId });\n")
    assert not result.changed
    assert all("no state of a generation is in sight" in title for title in titles(result))


def test_two_states_are_one_too_many():
    code = """\
export function useBoth(left: State, right: State, handlers: Handlers) {
  console.log(left.projectId, left.isGenerating, right.projectId, right.isGenerating);
  useImageSSE({ fileId: left.projectId, eventHandlers: handlers, enabled: !!left.projectId });
}
"""
    result = tsx(code)
    assert not result.changed
    assert any("more than one state" in title and "`right.isGenerating`" in title for title in titles(result))


def test_a_state_is_not_read_before_it_is_declared():
    code = """\
export function useLate(fileId: string, handlers: Handlers) {
  useImageSSE({ fileId, eventHandlers: handlers, enabled: !!fileId });
  const [isGenerating, setIsGenerating] = useState(false);
  return [isGenerating, setIsGenerating];
}
"""
    assert not tsx(code).changed


def test_the_nearest_state_is_taken():
    code = """\
const job = { projectId: "", isGenerating: true };
export function useNear(handlers: Handlers) {
  const [run] = useState({ projectId: null, isGenerating: false });
  useImageSSE({ fileId: run.projectId ?? "", eventHandlers: handlers, enabled: handlers.size > 0 });
  return job.isGenerating;
}
"""
    after = tsx(code).after.decode()
    assert "!!(run.projectId && run.isGenerating)" in after


def test_a_reference_is_no_state():
    code = """\
export function useRefs(fileId: string, handlers: Handlers) {
  const isGeneratingRef = useRef(false);
  useImageSSE({ fileId, eventHandlers: handlers, enabled: !!fileId });
  return isGeneratingRef;
}
"""
    assert not tsx(code).changed


def test_a_hook_is_never_made_conditional():
    code = """\
export function useChannel(fileId: string, isGenerating: boolean) {
  useEventSource(`/api/events/file.${fileId}`);
  return isGenerating;
}
"""
    assert not tsx(code).changed


def test_a_reversed_condition_is_for_a_person():
    code = """\
export function useReversed(fileId: string, isGenerating: boolean, handlers: Handlers) {
  useImageSSE({ fileId, eventHandlers: handlers, enabled: !isGenerating });
}
"""
    result = tsx(code)
    assert not result.changed
    assert any("asks for `isGenerating`" in title for title in titles(result))


def test_nothing_is_gated_by_a_state_that_has_just_been_set():
    code = """\
class Desk:
    def __init__(self, file_id):
        self.file_id = file_id
        self.is_generating = False
        self.stream = ImageEventStream(file_id=file_id, handlers={}, enabled=bool(file_id))
"""
    assert not fixed("a.py", code).changed


def test_what_follows_keeps_its_connection():
    code = """\
export class Feed {
  isGenerating = false;
  open() {
    this.source = new EventSource(`/api/events/file.${this.fileId}`);
    this.source.onmessage = this.show;
    return this.source;
  }
  close() {
    this.source.close();
  }
}
"""
    assert not fixed("a.ts", code).changed


def test_a_variable_that_serves_others_stays():
    code = """\
export function Panel({ chatId, projectId }) {
  const target = projectId || chatId;
  const generation = useImageGeneration(target);
  return <a href={`/x/${target}`}>{generation.progress}</a>;
}
"""
    after = tsx(code).after.decode()
    assert "const target = projectId || chatId;" in after
    assert "useImageGeneration()" in after


def test_a_variable_that_is_made_by_a_call_stays():
    code = """\
export function Panel({ chatId }) {
  const target = remember(chatId);
  const generation = useImageGeneration(chatId ?? target);
  return generation.progress;
}
"""
    assert "const target = remember(chatId);" in tsx(code).after.decode()


def test_tracking_is_shown_where_nothing_starts_it():
    code = "const pictures = useImageGeneration(chatId);\n"
    (finding,) = findings("a.ts", code.encode())
    assert "`pictures.startTracking(projectId, requestId)`" in finding.fixes[0].title
    started = code + "pictures.startTracking(project.id, request.id);\n"
    (finding,) = findings("a.ts", started.encode())
    assert "startTracking" not in finding.fixes[0].title


def test_tracking_of_one_answer_is_safe():
    code = """\
async function paint(prompt: string, chatId: string) {
  const { projectId, requestId } = await requestImage({ prompt, chatId });
  generation.startTracking(chatId, requestId);
  return projectId;
}
"""
    result = fixed("a.ts", code, unsafe=False)
    assert "startTracking(projectId, requestId)" in result.after.decode()


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_what_is_fixed_parses(path):
    assert not frontends.lower(path.name, path.with_stem("after").read_bytes()).problems
