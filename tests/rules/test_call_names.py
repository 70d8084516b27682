"""What calls are by their names: hooks, connections, tracking; and what only looks like one."""

from __future__ import annotations

import pytest
from genlint_rules.lexicon import lexicon_of
from genlint_rules.vocabulary import WORDS

LEXICON = lexicon_of(WORDS)

HOOKS = [
    "useImageGeneration",
    "useVideoGeneration",
    "useAudioGeneration",
    "useMediaGeneration",
    "useSpeechGeneration",
    "useMusicGeneration",
    "useArtifactGeneration",
    "useVideoGenerator",
    "useImageGenerator",
    "useGenerateImage",
    "useGenerateImages",
    "useGenerateProfilePicture",
    "useTextToImage",
    "useTextToVideo",
    "useImageToVideo",
    "useGenerationStatus",
    "useGenerationProgress",
    "useGenerationTracker",
    "useAIGeneration",
    "useGeneration",
    "useAdvancedImageGeneration",
    "useImageGenerationStatus",
    "useImageGenerationTracker",
    "use_image_generation",
    "use_video_generation",
    "use_audio_generation",
    "ImageGenerationClient",
    "VideoGenerationSession",
    "MediaGenerationTracker",
    "GenerationTracker",
    "GenerationClient",
    "OpenAIImageGenerationClient",
    "AsyncGenerationSession",
    "ImageGenerationMonitor",
]

CONNECTIONS = [
    "useVideoSSE",
    "useImageSSE",
    "useAudioSSE",
    "useMediaSSE",
    "useImageEventSource",
    "useVideoEventSource",
    "useMediaWebSocket",
    "useImageWebsocket",
    "useRenderSubscription",
    "useMediaSubscription",
    "useArtifactStream",
    "useImageStream",
    "useImageEvents",
    "useFileEvents",
    "useArtifactEvents",
    "useFileSSE",
    "useProjectSSE",
    "useGenerationStream",
    "useGenerationWebSocket",
    "useGenerationEvents",
    "useImageJobEvents",
    "useVideoGenerationStream",
    "useImageSSEConnection",
    "use_image_sse",
    "use_video_event_source",
    "use_generation_websocket",
    "use_media_subscription",
    "use_render_stream",
    "ImageEventStream",
    "RenderEventStream",
    "VideoSSEClient",
    "GenerationEventClient",
    "ImageEventSource",
    "ImageStream",
    "subscribeToImageEvents",
    "openVideoStream",
    "connect_image_stream",
]

SILENT = [
    "useQuery",
    "useMutation",
    "useSWR",
    "useChat",
    "useCompletion",
    "useChatStream",
    "useMessageStream",
    "useChatSocket",
    "useChatEvents",
    "useImageUpload",
    "useImageLoader",
    "useImageGallery",
    "useImageSize",
    "useMediaQuery",
    "useMediaSession",
    "useMediaSource",
    "useMediaRecorder",
    "useVideoPlayer",
    "useVideoElementEvents",
    "useAudioRecorder",
    "useAudioContext",
    "useFileTree",
    "useFileUpload",
    "useFileUploadEvents",
    "useGenerateTitle",
    "useGenerateSummary",
    "useRegenerateMessage",
    "useTextGeneration",
    "useTextGenerationStream",
    "useCodeGeneration",
    "usePasswordGeneration",
    "usePasswordGenerator",
    "useTitleGeneration",
    "useReportGeneration",
    "useMessageGenerationStream",
    "useImageGenerations",
    "useImageGenerationSettings",
    "useImageGenerationHistory",
    "useImageCaptionGeneration",
    "use_chat_generation_history",
    "useGenerationQuota",
    "useGenerationSettings",
    "usePresence",
    "useAutosave",
    "usePolling",
    "useProjectPolling",
    "useSubscription",
    "useEventSource",
    "useWebSocket",
    "generateImage",
    "generate_image",
    "generate_images",
    "codeGeneration",
    "TextGenerationClient",
    "CodeGenerationClient",
    "ImageGenerator",
    "ImageClient",
    "ImageUploadStream",
    "createReadStream",
    "MediaRecorder",
    "UploadOptions",
    "FeatureSwitch",
    "startTransition",
    "startTimer",
    "fetch",
    "axios",
    "send_photo",
    "send_message",
]

AMBIGUOUS = ["useMediaStream", "useVideoStream", "useAudioStream", "MediaStream", "VideoStream"]

OPENINGS = [
    "EventSource",
    "WebSocket",
    "EventSourcePolyfill",
    "ReconnectingWebSocket",
    "fetchEventSource",
    "createEventSource",
    "NativeEventSource",
    "SSEClient",
    "sseclient.SSEClient",
    "connect_sse",
    "aconnect_sse",
    "websockets.connect",
    "client.connect",
    "session.ws_connect",
    "websocket.create_connection",
    "websocket.WebSocketApp",
    "sse_client.EventSource",
]

NOT_OPENINGS = [
    "connect",
    "db.connect",
    "requests.get",
    "client.stream",
    "httpx.stream",
    "fetch",
    "signal.connect",
    "subscribe",
]

TRACKING = [
    "startTracking",
    "start_tracking",
    "imageGeneration.startTracking",
    "startImageGenerationTracking",
]


def _called(key: str, name: str) -> bool:
    return LEXICON.is_call(key, tuple(name.split(".")))


def _generation(name: str) -> bool:
    callee = tuple(name.split("."))
    named = _called("generation-hooks", name) or _called("generation-connections", name)
    return named and not LEXICON.is_look_alike(callee)


@pytest.mark.parametrize("name", HOOKS)
def test_hooks(name: str) -> None:
    assert _called("generation-hooks", name)
    assert _generation(name)


@pytest.mark.parametrize("name", CONNECTIONS)
def test_connections(name: str) -> None:
    assert _called("generation-connections", name)
    assert _generation(name)


@pytest.mark.parametrize("name", SILENT)
def test_look_alikes(name: str) -> None:
    assert not _generation(name)


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_streams_that_may_be_a_cameras(name: str) -> None:
    assert _called("ambiguous-connections", name)


@pytest.mark.parametrize("name", [name for name in CONNECTIONS if name != "openVideoStream"])
def test_other_connections_are_not_ambiguous(name: str) -> None:
    assert not _called("ambiguous-connections", name)


@pytest.mark.parametrize("name", OPENINGS)
def test_openings(name: str) -> None:
    assert _called("openings", name)


@pytest.mark.parametrize("name", NOT_OPENINGS)
def test_calls_that_open_nothing(name: str) -> None:
    assert not _called("openings", name)


@pytest.mark.parametrize("name", TRACKING)
def test_tracking(name: str) -> None:
    assert _called("tracking-calls", name)


@pytest.mark.parametrize("name", ["stopTracking", "trackEvent", "isTracking", "startTrackingPixel", "track"])
def test_not_tracking(name: str) -> None:
    assert not _called("tracking-calls", name)


@pytest.mark.parametrize(
    ("key", "slot", "matches"),
    [
        ("switch-slots", "enabled", True),
        ("switch-slots", "shouldConnect", True),
        ("switch-slots", "should_connect", True),
        ("switch-slots", "isEnabled", True),
        ("switch-slots", "retry", False),
        ("switch-slots", "connected", False),
        ("handler-slots", "eventHandlers", True),
        ("handler-slots", "handlers", True),
        ("handler-slots", "onMessage", True),
        ("handler-slots", "on_event", True),
        ("handler-slots", "onProgress", True),
        ("handler-slots", "onSave", False),
        ("handler-slots", "onOpenChange", False),
        ("channel-slots", "url", True),
        ("channel-slots", "channel", True),
        ("channel-slots", "prompt", False),
    ],
)
def test_slots(key: str, slot: str, matches: bool) -> None:
    assert LEXICON.is_slot(key, slot) is matches


@pytest.mark.parametrize(
    ("slot", "named", "any_name"),
    [
        ("fileId", True, True),
        ("project_id", True, True),
        ("id", False, True),
        ("chatId", False, False),
        ("conversation_id", False, False),
        ("thread_id", False, False),
        ("userId", False, False),
        ("reply_to", False, False),
    ],
)
def test_identity_slots(slot: str, named: bool, any_name: bool) -> None:
    assert LEXICON.is_named_identity(slot) is named
    assert LEXICON.is_identity_slot(slot) is any_name


@pytest.mark.parametrize(
    "name", ["useChatImageGeneration", "use_chat_image_generation", "useConversationStream"]
)
def test_names_that_speak_of_the_chat(name: str) -> None:
    assert LEXICON.speaks_of_intruder(name)


@pytest.mark.parametrize("name", ["useImageGeneration", "ImageGenerationClient", "useChatterImage"])
def test_names_that_do_not(name: str) -> None:
    assert not LEXICON.speaks_of_intruder(name)
