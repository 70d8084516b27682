"""Which names and values say that a generation is running."""

from __future__ import annotations

import pytest
from genlint_rules.domain.running import Running
from genlint_rules.lexicon import lexicon_of
from genlint_rules.vocabulary import WORDS

RUNNING = Running(lexicon_of(WORDS))

TRUE = [
    "isGenerating",
    "is_generating",
    "generating",
    "self.is_generating",
    "state.isGenerating",
    "isGeneratingImage",
    "isImageGenerating",
    "imageIsGenerating",
    "isGenerating.value",
    "isGeneratingRef.current",
    "isProcessing",
    "isRendering",
    "isRunning",
    "isTracking",
    "isPending",
    "isQueued",
    "inProgress",
    "isInProgress",
    "is_in_progress",
    "hasActiveGeneration",
    "has_active_generation",
    "activeGeneration",
    "activeGenerationId",
    "activeJob",
    "activeJobId",
    "hasActiveJob",
    "hasRunningJobs",
    "activeJobs.length",
    "activeJobs.has()",
    "generatingIds.size",
    "pendingRequestId",
    "generation.isActive",
    "generation.active",
    "job.active",
    "isActive()",
    "isActive",
    "isGenerationActive()",
    "isGenerationActive",
    "is_job_active",
    "stillGenerating",
    "wasGenerating",
    "generate.isPending",
    "image.isGenerating()",
    "job.running",
]

FALSE = [
    "isComplete",
    "is_complete",
    "isCompleted",
    "isDone",
    "done",
    "isFinished",
    "job.isFinished",
    "hasFinished",
    "hasFailed",
    "isIdle",
    "isCancelled",
    "completed",
    "generationComplete",
    "notGenerating",
    "isNotGenerating",
    "is_not_generating",
    "job.done",
]

NOTHING = [
    "chatId",
    "projectId",
    "state.projectId",
    "isMounted",
    "mounted",
    "mountedRef.current",
    "isReadonly",
    "isOpen",
    "isVisible",
    "isReady",
    "isLoading",
    "isConnected",
    "enabled",
    "shouldConnect",
    "canGenerate",
    "shouldGenerate",
    "hasGenerated",
    "isGenerationEnabled",
    "generationMode",
    "isGeneratingEnabled",
    "activeTab",
    "active",
    "activeProjectId",
    "activeFile",
    "activeChat",
    "currentGeneration",
    "hasGenerationId",
    "user",
    "session",
    "isStreamingSupported",
    "isUploading",
    "uploading",
    "isUploadRunningError",
    "x",
    "current",
    "value",
    "hasProject",
    "canListen",
    "isActiveUser",
    "isPaymentPending",
    "setIsGenerating",
    "onGenerating",
    "stopGenerating",
]


@pytest.mark.parametrize("name", TRUE)
def test_says_running(name: str) -> None:
    assert RUNNING.state(tuple(name.split("."))) is True


@pytest.mark.parametrize("name", FALSE)
def test_says_ended(name: str) -> None:
    assert RUNNING.state(tuple(name.split("."))) is False


@pytest.mark.parametrize("name", NOTHING)
def test_says_nothing(name: str) -> None:
    assert RUNNING.state(tuple(name.split("."))) is None


@pytest.mark.parametrize(
    ("name", "operator", "values", "says"),
    [
        ("status", "eq", ("processing",), True),
        ("status", "eq", ("in_progress",), True),
        ("status", "eq", ("IN_PROGRESS",), True),
        ("status", "eq", ("queued", "processing"), True),
        ("job.status", "eq", ("running",), True),
        ("generation.state", "eq", ("active",), True),
        ("phase", "eq", ("generating",), True),
        ("mode", "eq", ("generating",), True),
        ("status", "eq", ("completed",), False),
        ("status", "eq", ("processing", "completed"), False),
        ("status", "eq", (3,), False),
        ("status", "eq", (), False),
        ("tab", "eq", ("active",), False),
        ("user.status", "eq", ("active",), False),
        ("connectionState", "eq", ("active",), False),
        ("status", "ne", ("completed",), True),
        ("status", "ne", ("completed", "failed"), True),
        ("status", "ne", ("idle",), True),
        ("status", "ne", ("processing",), False),
        ("kind", "ne", ("done",), False),
        ("readyState", "ne", ("done",), False),
        ("isGenerating", "eq", (True,), True),
        ("isGenerating", "eq", (False,), False),
        ("isGenerating", "ne", (False,), True),
        ("isComplete", "eq", (False,), True),
        ("activeGeneration", "ne", (None,), True),
        ("projectId", "ne", (None,), False),
        ("activeGeneration", "eq", (None,), False),
    ],
)
def test_status(name: str, operator: str, values: tuple[object, ...], says: bool) -> None:
    assert RUNNING.status(tuple(name.split(".")), operator, values) is says  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("container", "operator", "says"),
    [
        ("ACTIVE_STATES", "in", True),
        ("RUNNING", "in", True),
        ("pendingStatuses", "in", True),
        ("JobStatus.ACTIVE_STATES", "in", True),
        ("NOT_ACTIVE", "in", False),
        ("STATES", "in", False),
        ("TERMINAL_STATES", "not in", True),
        ("FINISHED", "not in", True),
        ("ACTIVE_STATES", "not in", False),
        ("TERMINAL_STATES", "in", False),
    ],
)
def test_member(container: str, operator: str, says: bool) -> None:
    assert RUNNING.member(("status",), tuple(container.split(".")), operator) is says  # type: ignore[arg-type]
