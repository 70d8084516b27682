"""What a trace says: origins, readings, ends, conditions, slots, findings."""

from __future__ import annotations

from pathlib import Path

import pytest
from genlint.errors import UsageError
from genlint.model import walk
from genlint.tracing.text import MAX_SHOWN

ROOT = Path(__file__).parents[2]

PANEL = """\
export function Panel({ chatId, saved }: Props) {
  const posterId = saved?.projectId ?? chatId;
  const poster = useImageGeneration(posterId);
  return poster;
}
"""

HOOK = """\
import { useMemo, useRef } from "react";
import { getProject } from "@/api";

export function useImageTool(chatId?: string) {
  const [state] = useToolState();
  const mounted = useRef(true);
  const options = useMemo(() => {
    const hasActiveGeneration = !!(state.projectId && state.isGenerating);
    const shouldConnect = !!chatId && mounted.current && hasActiveGeneration;
    return { fileId: state.projectId || chatId, handlers: {}, enabled: shouldConnect };
  }, [chatId, state]);
  useImageSSE(options);
  const project = getProject(chatId);
  useImageGeneration(project.slug);
}
"""


def only(trace):
    (answer,) = trace.answers
    return answer


def codes(answer):
    return [(concern.finding.code, concern.hidden) for concern in answer.concerns]


def known(answer):
    return [(part.text, part.state) for part in answer.condition.known]


def implied(answer):
    return [judgement.implies for judgement in answer.condition.judgements]


# -- where a value comes from


def test_a_fallback_and_its_readings(ask, write):
    write({"a.tsx": PANEL})
    answer = only(ask("a.tsx", 3, "posterId)"))
    assert answer.code == "posterId"
    assert codes(answer) == [("GEN102", None)]
    first, second = answer.origins
    assert (first.reading, first.title, first.fallback, first.complete) == (
        "chat ID", "chat ID `chatId`, one alternative of a fallback", True, True,
    )  # fmt: skip
    assert [step.message for step in first.steps] == [
        "chat ID `chatId` enters",
        "one alternative of `saved?.projectId ?? chatId`",
        "assigned to `posterId`",
        "asked for here",
    ]
    assert first.notes == (
        "read as a chat ID by the name `chatId` (step 1)",
        "a fallback: instead of it may come the generation ID `saved.projectId`",
        "ends here: a parameter of `Panel`, which no call in sight hands in",
    )
    assert second.reading == "generation ID"


def test_a_default_of_nothing_is_no_fallback(ask, write):
    write({"a.ts": 'f(chatId ?? "");\n'})
    chat, literal = only(ask("a.ts", 1, "chatId")).origins
    assert not chat.fallback
    assert (literal.reading, literal.title, literal.notes) == (
        "literal", 'literal `""`', ("ends here: a constant",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("unknown", "`unknown` is declared nowhere in sight"),
        ("opaque", '`opaque` of "kit" is imported, and not in the tree'),
        ("whole", '"kit" is imported, and not in the tree'),
        ("opaque.get(1)", '`opaque` of "kit" is imported, and not in the tree'),
        ("other", '`other` of "./b" is in the tree, but what it exports there can\'t be followed'),
        ("make()", "the result of `make`, which is declared nowhere in sight"),
        ("new Thing()", "an object of `Thing` that is made here"),
        ("() => 1", "a function"),
        ("{ a: 1 }", "an object that is made here"),
        ("[1]", "a list that is made here"),
        ("x * 2", "an operation makes another value of its operands"),
        ("given", "a parameter of `outer`, which no call in sight hands in"),
        ("7", "a constant"),
    ],
)
def test_where_a_walk_ends(ask, write, value, said):
    source = (
        'import { opaque } from "kit";\nimport whole from "kit";\nimport { other } from "./b";\n'
        f"class Thing {{}}\nexport function outer(given, x) {{\n  const it = {value};\n  return f(it);\n}}\n"
    )
    write({"a.ts": source, "b.ts": "export const here = 1;\n"})
    (origin,) = only(ask("a.ts", 7, "it);")).origins
    assert origin.notes[-1] == f"ends here: {said}"


@pytest.mark.parametrize(
    ("before", "value", "title", "steps"),
    [
        ("const ready = a && !b;", "ready", "the condition `a && !b`", []),
        ("", "x || !a", "`x`, a name that says nothing", []),
        ("const o = {};", "o.z", "nothing", []),
        (
            "const { chatId } = useParams();",
            "chatId",
            "chat ID `useParams().chatId`",
            ["assigned to `chatId`"],
        ),
        (
            "const same = (it) => it; const id = chatId; const end = same(id);",
            "end",
            "chat ID `chatId`",
            ["handed in as `it`", "held by the parameter `it`", "returned", "assigned to `end`"],
        ),
    ],
)
def test_what_is_worth_a_line(ask, write, before, value, title, steps):
    write({"a.ts": f"{before}\nf({value});\n"})
    (origin,) = only(ask("a.ts", 2, value)).origins
    assert origin.title == title
    assert [step.message for step in origin.steps[1:-1]] == steps
    assert origin.steps[-1].message == "asked for here"


def test_a_value_that_is_known_not_to_be_there(ask, write):
    write({"a.ts": "const o = {};\nf(o.z);\n"})
    (origin,) = only(ask("a.ts", 2, "o.z")).origins
    assert origin.notes[-1] == "nothing comes from here: `z` is known to hold no value"


def test_the_files_that_a_value_passes(in_fixtures):
    trace = in_fixtures("modules/layers/hook.ts", "return useImageGeneration", "target")
    answer = only(trace)
    assert codes(answer) == []
    files = {step.location.path.rsplit("/", 1)[1] for origin in answer.origins for step in origin.steps}
    assert files == {"hook.ts", "feature.ts", "named.tsx", "page.tsx", "screen.tsx"}
    assert {path.rsplit("/", 1)[1] for path in trace.sources} == files
    elsewhere = [remark for remark in answer.remarks if remark.location is not None]
    assert [remark.text for remark in elsewhere] == [
        "a chat ID is handed in from elsewhere, and reported there"
    ] * 3


def test_a_slot_in_another_file(in_fixtures):
    answer = only(in_fixtures("modules/layers/page.tsx", "expect: GEN101", "chat.id"))
    assert codes(answer) == [("GEN101", None)]
    (remark,) = answer.remarks
    assert remark.text == "goes on and is taken by the generation hook or client `useImageGeneration`"
    assert remark.location.path.endswith("modules/layers/hook.ts")


def test_an_opaque_import_says_why_there_is_no_finding(ask, write):
    write({"a.ts": HOOK})
    answer = only(ask("a.ts", 14, "project.slug"))
    assert codes(answer) == []
    (origin,) = answer.origins
    assert (origin.reading, origin.title) == ("neutral", "`getProject().slug`, a name that says nothing")
    assert origin.notes == (
        "no name on the way is that of an ID which the rules know",
        'ends here: the result of `getProject`; `getProject` of "@/api" is imported, and not in the tree',
    )


def test_a_bound_that_is_met_is_said(ask, write, monkeypatch):
    write({"a.tsx": PANEL})
    monkeypatch.setattr(walk.Walker.begin, "__defaults__", (3,))
    answer = only(ask("a.tsx", 3, "posterId)"))
    assert [origin.complete for origin in answer.origins] == [False]
    assert answer.origins[0].notes[-1].startswith("the walk was cut short")


# -- what a condition implies


def test_a_condition_through_its_definitions(ask, write):
    write({"a.ts": HOOK})
    answer = only(ask("a.ts", 10, "shouldConnect"))
    assert codes(answer) == []
    assert [remark.text for remark in answer.remarks] == [
        "it is the switch `enabled` of the generation connection `useImageSSE`"
    ]
    state = "an active generation"
    assert known(answer) == [
        ("`chatId` is set", ""),
        ("`mounted.current` is set", ""),
        ("`hasActiveGeneration` is true", state),
        ("`state.projectId` is set", ""),
        ("`state.isGenerating` is true", state),
    ]
    assert implied(answer) == [True]
    assert [remark.text for remark in answer.condition.judgements[0].because] == ["`hasActiveGeneration`"]


def test_a_slot_that_is_held_back(ask, write):
    write({"a.ts": HOOK})
    answer = only(ask("a.ts", 10, "state.projectId"))
    assert codes(answer) == []
    assert [remark.text for remark in answer.remarks] == [
        "taken by the generation connection `useImageSSE` as `fileId`",
        "`useImageSSE` is held back until a generation runs, by its switch `enabled`, "
        "so its ID is not judged",
    ]


def test_a_condition_that_does_not_imply_it(in_fixtures):
    answer = only(in_fixtures("gen201/bad_through_definitions.ts", "enabled: shouldConnect", "shouldConnect"))
    assert codes(answer) == [("GEN201", None)]
    assert known(answer) == [("`projectId` is set", "")]
    assert implied(answer) == [False]


@pytest.mark.parametrize(
    ("condition", "facts", "implies"),
    [
        ('state.phase === "processing"', ['`state.phase` is `"processing"`'], True),
        ('"processing" === state.phase', ['`state.phase` is `"processing"`'], True),
        ('state.phase !== "completed"', ['`state.phase` is not `"completed"`'], True),
        ("!isGenerating", ["`isGenerating` is false"], False),
        ("!(isGenerating || busy)", ["`isGenerating` is false", "`busy` is not set"], False),
        ("isGenerating === false", ["`isGenerating` is false"], False),
        ("projectId != null", ["`projectId` is set"], False),
        ("projectId == null", ["`projectId` is not set"], False),
        ("ready ? isGenerating : false", ["`ready` is set", "`isGenerating` is true"], True),
        ("Boolean(isGenerating) && x", ["`isGenerating` is true", "`x` is set"], True),
        ("isActive(job)", ['`job.status` is `"running"`'], True),
        ("active", ["`isGenerating` is true"], True),
        ("jobs.length > 0", ["`jobs.length > 0` is true"], False),
        ("kind in KINDS", ["`kind` is in `KINDS`"], False),
        ("a || isGenerating", ["one of these holds"], False),
        ("!(a && b)", ["one of these holds"], False),
        ("true", [], False),
        ("false", None, True),
        ("a && false", None, True),
    ],
)
def test_facts(ask, write, condition, facts, implies):
    source = (
        'const isActive = (job) => job.status === "running";\n'
        "export function Feed({ isGenerating, job }) {\n  const active = isGenerating && !!isGenerating;\n"
        f"  if ({condition}) {{\n    open(job);\n  }}\n}}\n"
    )
    write({"a.ts": source})
    answer = only(ask("a.ts", 4, condition))
    found = answer.condition.known
    assert (None if found is None else [part.text for part in found]) == facts
    assert implied(answer) == [implies]


def test_alternatives(ask, write):
    test = "status == 'processing' or (job_id and not ready)"
    write({"a.py": f"def f(status, job_id, ready):\n    if {test}:\n        g()\n"})
    answer = only(ask("a.py", 2, "status"))
    (part,) = answer.condition.known
    assert [[each.text for each in alternative] for alternative in part.alternatives] == [
        ["`status` is `'processing'`"],
        ["`job_id` is set", "`ready` is not set"],
    ]
    assert implied(answer) == [False]


def test_a_value_is_no_condition(ask, write):
    write({"a.ts": "f(chatId, a ?? b);\n"})
    assert [answer.condition for answer in ask("a.ts", 1).answers] == [None]
    assert only(ask("a.ts", 1, "a ??")).condition is None


def test_an_id_that_is_only_there_while_a_generation_runs(ask, write):
    write({"a.ts": "useVideoSSE(isGenerating ? chatId : null);\n"})
    answer = only(ask("a.ts", 1, "isGenerating"))
    assert codes(answer) == []
    assert known(answer) == [("`isGenerating` is true", "an active generation"), ("`chatId` is set", "")]
    assert answer.remarks[1].text == (
        "`useVideoSSE` is held back until a generation runs, "
        "by an ID or an argument that is only there while one does, so its ID is not judged"
    )


def test_a_switch_that_callers_decide(in_fixtures):
    answer = only(in_fixtures("gen201/good_callers_gate.tsx", "useVideoSSE({", "live"))
    assert codes(answer) == []
    assert implied(answer) == [True]


def test_a_switch_that_is_handed_on(ask, write):
    source = "export function useFeed(fileId, on, enabled) {\n  useVideoSSE({ fileId, on, enabled });\n}\n"
    write({"a.ts": source})
    answer = only(ask("a.ts", 2, "enabled"))
    assert codes(answer) == []
    assert implied(answer) == [False]
    assert answer.remarks[-1].text == (
        "whether it is on is for those to decide who hand it in, so it is not judged here"
    )


# -- what the place is


def test_the_call_itself(ask, write):
    write({"a.ts": 'new EventSource(`/api/events/file.${fileId}`);\nstartTracking(chatId, "r");\n'})
    answer = only(ask("a.ts", 1, "new"))
    assert codes(answer)[0] == ("GEN203", None)
    assert answer.remarks[0].text.startswith("it opens the generation connection `EventSource`, which takes")
    answer = only(ask("a.ts", 2, "startTracking"))
    assert answer.remarks[0].text == (
        'it calls the tracking function `startTracking`, which takes `chatId` and `"r"` for an ID'
    )


def test_a_test_file_says_so(ask, write):
    source = "useVideoSSE({ fileId, handlers, enabled: !!fileId });\n"
    write({"a.test.ts": source})
    answer = only(ask("a.test.ts", 1, "!!fileId"))
    assert codes(answer) == []
    assert answer.remarks[-1].text.startswith("this is a test file")


def test_of_a_line_what_the_rules_know(ask, write):
    write({"a.ts": "useVideoSSE({ fileId: x, title, enabled: y });\nf(a, b);\n"})
    assert [answer.code for answer in ask("a.ts", 1).answers] == ["x", "y"]
    assert [answer.code for answer in ask("a.ts", 2).answers] == ["a", "b"]


# -- findings that a run does not report


def test_why_a_finding_is_not_reported(ask, write):
    write(
        {
            "a.ts": "useImageGeneration(chatId); // genlint: ignore[GEN101]\n",
            "b.ts": "useImageGeneration(chatId);\n",
            "c.ts": "function useImageGeneration(x) {\n  post(x);\n}\nuseImageGeneration(chatId);\n",
        }
    )
    assert codes(only(ask("a.ts", 1, "chatId"))) == [
        ("GEN101", "a comment suppresses it, or a run does not judge this file")
    ]
    assert codes(only(ask("b.ts", 1, "chatId", overrides={"ignore": ["GEN101"]}))) == [
        ("GEN101", "the configuration leaves this code out")
    ]
    assert codes(only(ask("c.ts", 4, "chatId"))) == [("GEN101", "its confidence is low, below medium")]


def test_notes_on_the_file(ask, write):
    write({"a.ts": "f(a);\n", "b.ts": "f(a);\nuseImageGeneration(chatId;\n", "node_modules/c.ts": "f(a);\n"})
    assert ask("a.ts", 1).notes == (
        "a run does not parse this file: it lacks the words that every finding needs",
    )
    assert ask("b.ts", 1).notes == ("a part of the file can't be parsed, at 2:26: missing `)`",)
    assert ask("node_modules/c.ts", 1).notes == ("a run does not judge this file: excluded",)


def test_the_configuration_holds(ask, write):
    source = "export function Panel({ roomKey }) {\n  usePosterMaker(roomKey);\n}\n"
    write({"a.ts": source})
    assert only(ask("a.ts", 2, "roomKey")).origins[0].reading == "neutral"
    config = (
        '[tool.genlint]\nextend-chat-ids = ["room key"]\nextend-generation-hooks = ["use poster maker"]\n'
    )
    write({"pyproject.toml": config})
    answer = only(ask("a.ts", 2, "roomKey"))
    assert answer.origins[0].reading == "chat ID"
    assert codes(answer) == [("GEN101", None)]


# -- what can't be answered


@pytest.mark.parametrize(
    ("files", "place", "said"),
    [
        ({"a.ts": "f(a);\n"}, ("b.ts", 1, None), "no such file: b.ts"),
        ({"a.txt": "f(a);\n"}, ("a.txt", 1, None), "a.txt is neither TypeScript, JavaScript nor Python"),
        ({"a.ts": "f(a);"}, ("a.ts", 2, None), "a.ts has 1 line, and no line 2"),
        ({"a.ts": "f(a);\n\n"}, ("a.ts", 9, 1), "a.ts has 3 lines, and no line 9"),
        (
            {"a.ts": "f(a);\n\n"},
            ("a.ts", 2, None),
            "there is no expression on line 2 of a.ts; the nearest is `f(a)` at 1:1",
        ),
        (
            {"a.ts": "f(a);\n"},
            ("a.ts", 1, 9),
            "there is no expression at a.ts:1:9, behind the line's 5 columns; the nearest is `f(a)` at 1:1",
        ),
        ({"a.ts": ""}, ("a.ts", 1, 1), "there is no expression at a.ts:1:1, where the line is empty"),
        ({"a.ts/b.ts": "f(a);\n"}, ("a.ts", 1, None), "a.ts can't be read: directory"),
        ({"a.py": b"x = '\xff'\n"}, ("a.py", 1, None), "a.py can't be decoded: 'utf-8' codec"),
    ],
)
def test_errors(tmp_path, write, files, place, said):
    from genlint.engine import Engine
    from genlint.tracing.ask import trace
    from genlint.tracing.place import Spot

    write(files)
    with pytest.raises(UsageError) as caught:
        trace(Engine(cwd=str(tmp_path)), Spot(*place))
    assert str(caught.value).startswith(said)


def test_every_place_of_a_fixture_is_answered(ask):
    """No question ends in anything but an answer or a message."""
    for path in ("fixtures/precision/good_early_returns.ts", "fixtures/gen203/bad_mixed.py"):
        count = (ROOT / path).read_text(encoding="utf-8").count("\n")
        traces = [_answered(ask, path, line) for line in range(1, count + 1)]
        answered = sum(len(trace.answers) for trace in traces if trace is not None)
        assert answered > count // 4


def _answered(ask, path, line):
    try:
        return ask(path, line, cwd=ROOT)
    except UsageError:
        return None


def test_many_origins_are_counted(ask, write):
    from genlint.reporters import Options
    from genlint.tracing import text

    calls = "".join(f"  useIt(a{number});\n" for number in range(30))
    write({"a.ts": f"function useIt(x) {{\n  use(x);\n}}\nexport function f(p) {{\n{calls}}}\n"})
    trace = ask("a.ts", 2, "x)")
    assert len(only(trace).origins) == 30
    page = "".join(text.render(trace, "/", Options()))
    assert page.count("asked for here") == MAX_SHOWN
    assert f"and {30 - MAX_SHOWN} more origins, which --format json shows" in page
