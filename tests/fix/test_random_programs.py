"""Random compositions of the shapes that fixes know, in random formatting."""

from __future__ import annotations

import pytest
from fixing_rules import findings, fixed
from genlint import frontends
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# In the templates `~` is a place where a line may break, and `;` ends a statement.

WRONG_IDS = ("chatId", "projectId || chatId", "chatId ?? ''", "ready ? projectId : chatId", "String(chatId)")
SWITCHES = ("!!chatId", "ready && !!chatId", "ready || !!chatId", "chatId !== ''", "true", "!(ready && a)")
IDENTITIES = ("chatId", "chatId || ''", "projectId || chatId", "chatId ?? ''")
LISTEN = "const live = useImageSSE(options);"
HOOKS = ("useImageGeneration", "useVideoGeneration", "hooks.useAudioGeneration", "useImageGeneration<Result>")


@st.composite
def hook_calls(draw):
    """A generation hook that is passed a chat ID."""
    hook, wrong = draw(st.sampled_from(HOOKS)), draw(st.sampled_from(WRONG_IDS))
    rest = draw(st.sampled_from(("", ",~{ size: 512 }", ",")))
    comment = draw(st.sampled_from(("", "/* the chat */ ")))
    kind = draw(st.sampled_from(("const", "let")))
    if draw(st.booleans()):
        others = draw(st.sampled_from(("", "first = 1,~", "first = remember(),~")))
        return [f"{kind} {others}target = {wrong};", f"const made = {hook}(~{comment}target{rest}~);"]
    return [f"const {draw(st.sampled_from(('made', '{ progress }')))} = {hook}(~{comment}{wrong}{rest}~);"]


@st.composite
def connections(draw):
    """A connection that is neither gated nor a generation's own."""
    identity, switch = draw(st.sampled_from(IDENTITIES)), draw(st.sampled_from(SWITCHES))
    named = switch not in ("true",) and draw(st.booleans())
    lines = [f"const shouldConnect = {switch};"] if named else []
    entries = [f"fileId: {identity}", "eventHandlers", f"enabled: {'shouldConnect' if named else switch}"]
    record = "{~" + ",~".join(draw(st.permutations(entries))) + draw(st.sampled_from(("", ","))) + "~}"
    match draw(st.sampled_from(("inline", "variable", "memo", "block"))):
        case "inline":
            return [*lines, f"const live = useImageSSE({record});"]
        case "variable":
            return [*lines, f"const options = {record};", LISTEN]
        case "memo":
            reads = "[shouldConnect, eventHandlers]" if named else "[chatId, ready, eventHandlers]"
            return [*lines, f"const options = useMemo(() => ({record}), {reads});", LISTEN]
        case _:
            body = " ".join([*lines, f"return {record};"])
            deps = "[chatId, ready,~eventHandlers]"
            return [f"const options = useMemo(() => {{~{body}~}}, {deps});", LISTEN]


@st.composite
def effects(draw):
    """A connection that opens on mount."""
    identity = draw(st.sampled_from(("fileId", "chatId")))
    head = draw(st.sampled_from(("", "if (!ready) return;~", "// opens~\n")))
    opened = f"const source = new EventSource(`/api/events/file.${{{identity}}}`);"
    return [f"useEffect(() => {{~{head}{opened}~return () => source.close();~}}, [{identity}, ready]);"]


WRONG = st.lists(st.one_of(hook_calls(), connections(), effects()), min_size=1, max_size=3)


@st.composite
def programs(draw, parts=None):
    """A component of several parts, each in a scope that has the generation's state."""
    state = draw(st.sampled_from((
        "const [state, setState] = useState({ projectId: null, isGenerating: false });",
        "const [state, setState] = useState<{ projectId: string | null; isGenerating: boolean }>(initial);",
        "const { projectId: running, isGenerating } = useGenerationStore();",
        "const session = useImageGeneration();\nconsole.log(session.projectId, session.isGenerating);",
    )))  # fmt: skip
    chosen = draw(WRONG if parts is None else parts)
    functions = []
    for number, lines in enumerate(chosen):
        body = [state, *lines, "return null;"]
        head = draw(st.sampled_from(("export function", "function", "export default function")))
        head = "function" if head.endswith("default function") and number else head
        parameters = "{ chatId, projectId, fileId, ready, eventHandlers }"
        functions.append(f"{head} usePart{number}({parameters}) {{\n" + "\n".join(body) + "\n}")
    return draw(formatted("\n\n".join(functions) + "\n"))


@st.composite
def formatted(draw, text):
    """The text with line breaks, indentation, quotes, semicolons and line ends as anybody may have them."""
    unit = draw(st.sampled_from(("  ", "    ", "\t")))
    pieces = text.split("~")
    text = pieces[0]
    for piece in pieces[1:]:
        text += draw(st.sampled_from(("", " ", "\n"))) + piece
    if draw(st.booleans()):
        text = text.replace("'", '"')
    if draw(st.booleans()):
        text = text.replace(";\n", "\n")
    rows, depth = [], 0
    for row in text.split("\n"):
        row = row.strip()
        closing = len(row) - len(row.lstrip("})]"))
        rows.append(unit * max(depth - closing, 0) + row if row else "")
        depth += sum(row.count(mark) for mark in "{([") - sum(row.count(mark) for mark in "})]")
    return draw(st.sampled_from(("\n", "\r\n"))).join(rows)


def check(path, source):
    before = findings(path, source.encode())
    assert before, "a program without a finding proves nothing"
    result = fixed(path, source)
    assert result.refused is None
    assert not result.conflicts
    assert not frontends.lower(path, result.after).problems
    assert len(result.remaining) < len(before)
    # What remains is what no machine should decide.
    assert all(fix.edits == () for finding in result.remaining for fix in finding.fixes)
    again = fixed(path, result.after)
    assert again.after == result.after
    assert "\r" not in result.after.decode().replace("\r\n", "\n")
    return result


@pytest.mark.slow
@FEW
@given(programs())
def test_typescript_is_fixed(source):
    if not frontends.lower("a.tsx", source.encode()).problems:
        result = check("a.tsx", source)
        assert not [each for each in result.remaining if each.code not in ("GEN203", "GEN204", "GEN205")]


PYTHON_IDS = ("chat_id", "project_id or chat_id", "str(chat_id)", "project_id if ready else chat_id")
PYTHON_SWITCHES = ("True", "bool(chat_id)", "ready or bool(chat_id)", "not ready", "ready if chat_id else 1")


@st.composite
def python_programs(draw):
    """Functions and methods that hold connections and hooks."""
    unit = draw(st.sampled_from(("    ", "  ", "\t")))
    quote = draw(st.sampled_from("'\""))
    parts = []
    for number in range(draw(st.integers(1, 3))):
        wrong, switch = draw(st.sampled_from(PYTHON_IDS)), draw(st.sampled_from(PYTHON_SWITCHES))
        comment = draw(st.sampled_from(("", "  # why not")))
        match draw(st.sampled_from(("hook", "variable", "keywords", "dict"))):
            case "hook":
                body = [f"made = use_image_generation({wrong}){comment}"]
            case "variable":
                call = "use_image_generation(project_id=target, compact=True)"
                body = [f"target = {wrong}", f"made = {call}{comment}"]
            case "keywords":
                rows = [f"file_id={wrong},{comment}", "handlers={},", f"enabled={switch},"]
                body = ["made = use_image_sse(", *(unit + row for row in rows), ")"]
            case _:
                keys = [f"{quote}file_id{quote}: {wrong}", f"{quote}handlers{quote}: {{}}"]
                keys += [f"{quote}enabled{quote}: {switch}"]
                body = [f"options = {{{', '.join(keys)}}}", f"made = use_image_sse(options){comment}"]
        if draw(st.booleans()):
            head = [f"def use_part{number}(state, chat_id, project_id, ready):"]
            body += ["return made, state.project_id, state.is_generating"]
            parts += [*head, *(unit + row for row in body), ""]
        else:
            parts += [
                f"class Part{number}:",
                f"{unit}is_generating = False",
                f"{unit}project_id = None",
                "",
                f"{unit}def show(self, chat_id, project_id, ready):",
                *(unit * 2 + row for row in (*body, "return made")),
                "",
            ]
    return draw(st.sampled_from(("\n", "\r\n"))).join(parts)


@pytest.mark.slow
@FEW
@given(python_programs())
def test_python_is_fixed(source):
    compile(source, "a.py", "exec")
    result = check("a.py", source)
    compile(result.after.decode(), "a.py", "exec")
    assert not result.remaining


RIGHT = st.lists(
    st.sampled_from((
        ["const made = useImageGeneration();", "made.startTracking(projectId, ready.requestId);"],
        ["const made = useImageGeneration(projectId, { size: 512 });"],
        ["const live = useImageSSE({~fileId: projectId,~eventHandlers,~enabled: ready.isGenerating~});"],
        ["const chat = useSubscription({ channel: `chat.${chatId}`, eventHandlers, enabled: !!chatId });"],
        ["const found = useQuery({ queryKey: [chatId],~enabled: !!chatId });"],
    )),
    min_size=1,
    max_size=3,
)  # fmt: skip


@pytest.mark.slow
@FEW
@given(programs(RIGHT))
def test_a_program_without_a_finding_never_changes(source):
    assert not findings("a.tsx", source.encode())
    assert fixed("a.tsx", source).after == source.encode()
