"""What the rules say of small programs: places, words, confidence, and what keeps them silent."""

from __future__ import annotations

from textwrap import dedent

import pytest
from genlint.findings import Confidence
from running import all_findings, findings, line_of

IMPORTS = 'import { useImageGeneration } from "@/generation";\n'


def ts(source: str) -> list[tuple[int, str]]:
    """Lines and codes of what is reported in TypeScript."""
    return [(line_of(source, finding), finding.code) for finding in findings("code.tsx", source)]


def py(source: str) -> list[tuple[int, str]]:
    """Lines and codes of what is reported in Python."""
    return [(line_of(source, finding), finding.code) for finding in findings("code.py", source)]


COMPONENT = """\
export function ImageEditor({ chatId, initialState }: Props) {
  const effectiveProjectId = initialState?.projectId || chatId;
  const imageGeneration = useImageGeneration(effectiveProjectId);
  return imageGeneration.images;
}
"""

HOOK_BEFORE = """\
export function useImageGeneration(chatId?: string) {
  const [chatIdState] = useState(chatId);
  const mountedRef = useRef(true);
  const websocketOptions = useMemo(() => {
    const shouldConnect = !!chatIdState && mountedRef.current;
    return { fileId: chatIdState || "", eventHandlers, enabled: shouldConnect };
  }, [chatIdState]);
  useServerEvents(websocketOptions);
}
"""


def test_the_component_of_the_incident() -> None:
    [finding] = findings("editor.tsx", COMPONENT)
    assert finding.code == "GEN102"
    assert finding.confidence is Confidence.HIGH
    assert finding.message == (
        "chat ID `chatId` reaches `useImageGeneration` as a fallback in place of `initialState?.projectId`"
        " through `effectiveProjectId`"
    )
    assert finding.help == (
        "call `useImageGeneration()` and `imageGeneration.startTracking(projectId, requestId)`"
        " when generation begins"
    )
    texts = [COMPONENT[step.location.start : step.location.end] for step in finding.flow]
    assert texts[0] == "chatId"
    assert texts[-1] == "effectiveProjectId"
    assert "initialState?.projectId || chatId" in texts


def test_the_hook_of_the_incident() -> None:
    identity, switch = findings("hook.ts", HOOK_BEFORE)
    assert (identity.code, switch.code) == ("GEN103", "GEN201")
    assert "`chatId`" in identity.message
    assert "as `fileId`" in identity.message
    assert "through `chatIdState`" in identity.message
    assert HOOK_BEFORE[switch.location.start : switch.location.end] == "shouldConnect"
    assert "`hasActiveGeneration && shouldConnect`" in switch.help


def test_python_help_is_python() -> None:
    source = "def panel(chat_id):\n    generation = use_image_generation(chat_id)\n"
    [finding] = findings("panel.py", source)
    assert "`generation.start_tracking(project_id, request_id)`" in finding.help
    source = (
        "class Viewer:\n"
        "    def options(self):\n"
        "        return SSEOptions(file_id=self.file_id, handlers={}, enabled=self.mounted)\n"
    )
    [finding] = findings("viewer.py", source)
    assert "`self.is_generating and self.mounted`" in finding.help


def test_help_takes_the_users_own_state() -> None:
    source = "function F({ isRendering, fileId }) { useVideoSSE({ fileId, handlers, enabled: !!fileId }); }\n"
    [finding] = findings("f.tsx", source)
    assert "`isRendering && !!fileId`" in finding.help


def test_the_caller_is_reported_where_the_hook_knows_no_chat() -> None:
    source = dedent("""\
        function useArtist(id) {
          return useImageGeneration(id);
        }
        export function A({ chatId }) {
          return useArtist(chatId);
        }
        export function B({ projectId }) {
          return useArtist(projectId);
        }
    """)
    assert ts(source) == [(5, "GEN101")]


def test_the_hook_is_reported_where_it_names_the_chat() -> None:
    source = dedent("""\
        function useArtist(chatId) {
          return useImageGeneration(chatId);
        }
        export function A(props) {
          return useArtist(props.chatId);
        }
    """)
    assert ts(source) == [(2, "GEN101")]


def test_a_parameters_name_counts_whoever_calls() -> None:
    source = dedent("""\
        function useArtist(chatId) {
          return useImageGeneration(chatId);
        }
        export function A({ projectId }) {
          return useArtist(projectId);
        }
    """)
    assert ts(source) == [(2, "GEN101")]


def test_the_furthest_name_decides() -> None:
    assert ts("function F({ project }) { const chatId = project.id; useImageGeneration(chatId); }") == []
    assert ts("function F({ chatId }) { const projectId = chatId; useImageGeneration(projectId); }") == [
        (1, "GEN101")
    ]


def test_one_place_is_reported_once() -> None:
    source = dedent("""\
        function useArtist(chatId) {
          return useImageGeneration(chatId);
        }
        export const A = ({ chatId }) => useArtist(chatId);
        export const B = ({ chat }) => useArtist(chat.id);
    """)
    assert ts(source) == [(2, "GEN101")]


# -- Slots ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        "useImageGeneration({ chatId })",
        "useImageGeneration({ conversationId: chatId })",
        "useImageGeneration({ projectId, metadata: { chatId } })",
        "useImageGeneration(projectId, { chatId })",
        "useImageGeneration(projectId, () => post(chatId))",
        "useChatImageGeneration(chatId)",
        "useImageGenerations(chatId)",
        "useImageGeneration(projectByChat[chatId])",
        "useImageGeneration(lookup(chatId))",
        "useImageGeneration(hasChatId)",
        "useGenerateTitle(chatId)",
        "useRegenerateMessage({ chatId })",
        "useMediaStream(chatId)",
        "useQuery({ fileId: chatId, onMessage, enabled: true })",
        "usePresence({ projectId: chatId, eventHandlers, enabled: !!chatId })",
        "useFilePolling({ fileId: chatId, onUpdate, enabled: !!chatId })",
        "useSubscription({ channel: `chat.${chatId}`, onMessage, enabled: true })",
        "useMediaSubscription({ channel: `chat.${chatId}`, onMessage, enabled: true })",
        "useVideoSSE({ chatId, fileId, handlers, enabled: isGenerating })",
        "analytics.startTracking(chatId)",
        "imageGeneration.startTracking(projectId, requestId, chatId)",
        "console.log({ fileId: chatId, eventHandlers, enabled: true })",
        "JSON.stringify({ fileId: projectId || chatId, handlers, enabled: true })",
        "save({ projectId: projectId || chatId })",
        "new EventSource(`/api/chat/${chatId}/stream`)",
        "new EventSource(`/api/stream?chatId=${chatId}`)",
        "new WebSocket(`/ws/${clientId}`)",
        "new WebSocket(`/ws/projects/${projectId}`)",
    ],
)
def test_silent_calls(call: str) -> None:
    assert (
        ts(f"export function F({{ chatId, projectId, isGenerating, fileId, clientId }}) {{ {call}; }}") == []
    )


@pytest.mark.parametrize(
    ("call", "codes"),
    [
        ("useImageGeneration({ projectId: chatId })", ["GEN101"]),
        ("useImageGeneration({ id: chatId })", ["GEN101"]),
        ("useImageGeneration(...[chatId])", ["GEN101"]),
        ("useImageGeneration({ ...{ projectId: chatId } })", ["GEN101"]),
        ("useImageGeneration(projectId ?? chatId)", ["GEN102"]),
        ("useImageGeneration(chatId ?? '')", ["GEN101"]),
        ("useImageGeneration(chatId || undefined)", ["GEN101"]),
        ("useVideoSSE(chatId)", ["GEN103"]),
        ("useVideoSSE(isGenerating ? chatId : null)", []),
        ("useVideoSSE({ fileId: chatId, handlers, enabled: isGenerating })", []),
        ("useVideoStream({ fileId, handlers, enabled: true })", ["GEN202"]),
        ("useVideoSSE({ fileId, handlers })", ["GEN202"]),
        ("useVideoSSE({ fileId, handlers, ...rest })", []),
        ("useVideoSSE({ fileId, handlers, enabled })", []),
        ("useVideoSSE({ fileId, handlers, enabled: props.enabled && !!fileId })", []),
        ("useVideoSSE({ fileId, handlers, enabled: !!fileId })", ["GEN201"]),
        ("useVideoSSE({ fileId: isGenerating ? fileId : null, handlers })", []),
        ("isGenerating && useVideoSSE({ fileId, handlers })", []),
        ("useServerEvents({ fileId, eventHandlers, enabled: true })", ["GEN202"]),
        ("new EventSource(`/api/events/file.${fileId}`)", ["GEN203"]),
        ("new EventSource('/api/generations/' + fileId + '/stream')", ["GEN203"]),
        ("new WebSocket(`wss://x.example/ws/image/${id}`)", ["GEN203"]),
        ("new EventSource(`/stream?fileId=${id}`)", ["GEN203"]),
        ("new EventSource(`/events/project.${id}`)", ["GEN203"]),
        ("if (isGenerating) new EventSource(`/events/project.${id}`)", []),
        ("useWebSocket(`/ws/image/${id}`, { retry: 3 }, isGenerating)", []),
        ("useWebSocket(`/ws/image/${id}`, { retry: 3 })", ["GEN203"]),
        ("startTracking(chatId, requestId)", ["GEN104"]),
        ("imageGeneration.startTracking(projectId, chatId)", ["GEN104"]),
    ],
)
def test_calls(call: str, codes: list[str]) -> None:
    source = (
        "export function F({ chatId, projectId, isGenerating, fileId, id, enabled, rest, ...props }) {"
        f" {call}; }}"
    )
    assert [code for _line, code in ts(source)] == codes


@pytest.mark.parametrize(
    ("call", "codes"),
    [
        ("generate_image(chat_id, prompt)", []),
        ("bot.send_photo(chat_id, url)", []),
        ("use_image_generation(thread_id=chat_id)", []),
        ("use_image_generation(project_id=chat_id)", ["GEN101"]),
        ("use_image_generation(**{'project_id': chat_id})", ["GEN101"]),
        ("ImageGenerationClient(api_key, chat_id=chat_id)", []),
        ("ImageGenerator(chat_id)", []),
        ("websockets.connect(f'/ws/chat/{chat_id}')", []),
        ("websockets.connect(f'/events/file.{file_id}')", ["GEN203"]),
        ("http.stream('GET', f'/files/{file_id}')", []),
        ("UploadOptions(file_id=chat_id, enabled=True)", []),
        ("SSEOptions(file_id=file_id, enabled=True)", ["GEN202"]),
        ("tracker.start_tracking(chat_id, request_id)", ["GEN104"]),
        ("use_x(conversation_id=chat_id)", []),
    ],
)
def test_python_calls(call: str, codes: list[str]) -> None:
    source = f"def f(chat_id, file_id, request_id, prompt, api_key, bot, http, tracker):\n    {call}\n"
    assert [code for _line, code in py(source)] == codes


# -- The moment -------------------------------------------------------------------------------------------


def test_a_connection_in_the_act_of_generating_is_right() -> None:
    source = dedent("""\
        export function Editor() {
          async function handleGenerate(prompt) {
            const { projectId } = await createImage(prompt);
            const source = new EventSource(`/api/events/file.${projectId}`);
            source.addEventListener("done", () => source.close());
          }
          return <button onClick={() => new WebSocket(`/ws/image/${latest.id}`)} />;
        }
    """)
    assert ts(source) == []


def test_a_fresh_id_is_right_wherever_it_is_made() -> None:
    source = dedent("""\
        async def follow(client, prompt):
            job = await client.submit(prompt)
            async with websockets.connect(f"/events/job.{job.id}") as socket:
                await socket.recv()
    """)
    assert py(source) == []


def test_a_guard_around_every_call_counts() -> None:
    source = dedent("""\
        class Viewer:
            def _open(self):
                self.source = sseclient.SSEClient(f"/api/events/file.{self.file_id}")

            def start(self):
                if self.is_generating:
                    self._open()
    """)
    assert py(source) == []


def test_a_switch_that_is_handed_on_is_its_givers() -> None:
    source = dedent("""\
        export function useFile({ fileId, enabled = true }) {
          useEffect(() => {
            if (!enabled) return;
            const source = new EventSource(`/api/events/file.${fileId}`);
            return () => source.close();
          }, [fileId, enabled]);
        }
    """)
    assert ts(source) == []


def test_the_moment_is_no_matter_in_tests() -> None:
    source = (
        "it('x', () => { useVideoSSE({ fileId, handlers, enabled: true }); useImageGeneration(chatId); });"
    )
    codes = [finding.code for finding in findings("x.test.ts", source, is_test_file=True)]
    assert codes == ["GEN101"]


# -- Confidence -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "confidence"),
    [
        ("function F({ chatId }) { useImageGeneration(chatId); }", Confidence.HIGH),
        ("useImageGeneration(getChatId());", Confidence.MEDIUM),
        ("const o = { fileId: chatId, handlers, enabled: isGenerating || x };", Confidence.MEDIUM),
        ("startTracking(chatId, requestId);", Confidence.MEDIUM),
        (
            "function useImageGeneration(id) { return post('/make', { id }); }\nuseImageGeneration(chatId);",
            Confidence.LOW,
        ),
        ("function useImageGeneration(id) { return {}; }\nuseImageGeneration(chatId);", Confidence.HIGH),
        (
            "function useImageGeneration(id) { useState(id); return {}; }\nuseImageGeneration(chatId);",
            Confidence.HIGH,
        ),
        (
            "function useImageGeneration(id) { log(id); new EventSource(url); }\nuseImageGeneration(chatId);",
            Confidence.HIGH,
        ),
    ],
)
def test_confidence(source: str, confidence: Confidence) -> None:
    found = [finding for finding in all_findings("x.ts", source) if finding.code.startswith("GEN1")]
    assert [finding.confidence for finding in found] == [confidence]


def test_a_mere_presence_is_less_sure() -> None:
    source = "function F({ fileId, open }) { useVideoSSE({ fileId, handlers, enabled: %s }); }"
    [presence] = findings("x.ts", source % "!!fileId")
    [other] = findings("x.ts", source % "open")
    assert (presence.confidence, other.confidence) == (Confidence.MEDIUM, Confidence.HIGH)
