"""GEN205: what becomes of a connection, told in one place a case."""

from __future__ import annotations

import pytest
from genlint.findings import Confidence, Finding
from running import all_findings

EFFECT = """\
export function usePreview(fileId: string, isGenerating: boolean, show: (data: string) => void) {{
  const sourceRef = useRef<EventSource | null>(null);
  useEffect(() => {{
    if (!isGenerating) return;
    {body}
  }}, [fileId, isGenerating, show]);
}}
"""
OPEN = "new EventSource(`/api/events/file.${fileId}`)"

ASYNC = """\
class Viewer:
    async def watch(self, http, stack):
        if self.is_generating:
            {body}
"""
CONNECT = 'websockets.connect(f"wss://pictures.example/events/file.{self.file_id}")'


def unclosed(path: str, source: str, *, is_test_file: bool = False) -> list[Finding]:
    found = all_findings(path, source, is_test_file=is_test_file)
    return [finding for finding in found if finding.code == "GEN205"]


@pytest.mark.parametrize(
    ("body", "ending"),
    [
        ("OPEN;", "nothing closes it"),
        ("const source = OPEN; source.onmessage = (e) => show(e.data);", "nothing closes it"),
        ("const source = OPEN; return () => console.log(source);", "nothing closes it"),
        ("const source = OPEN; const same = source; same.onopen = () => show('');", "nothing closes it"),
        ("sourceRef.current = OPEN;", "nothing closes it"),
        ("sourceRef.current?.close(); sourceRef.current = OPEN;", "only to be opened again"),
        ("const source = OPEN; source.onerror = () => source.close();", "only an error"),
        ("const source = OPEN; source.addEventListener('error', () => source.close());", "only an error"),
        ("const source = OPEN; source.onerror = (e) => { e.target.close(); };", "nothing closes it"),
    ],
)
def test_effects_that_leave_it_open(body: str, ending: str) -> None:
    (finding,) = unclosed("hook.ts", EFFECT.format(body=body.replace("OPEN", OPEN)))
    assert ending in finding.message
    assert "in an effect" in finding.message
    assert finding.confidence is Confidence.HIGH
    assert finding.fixes[0].title == finding.help


@pytest.mark.parametrize(
    "body",
    [
        "const source = OPEN; return () => source.close();",
        "const source = OPEN; return source.close.bind(source);",
        "const source = OPEN; return () => { source['close'](); };",
        "const { close } = OPEN; return close;",
        "const source = OPEN; const same = source; return () => same.close();",
        "const source = OPEN; onCleanup(() => source.close());",
        "const source = OPEN; signal.addEventListener('abort', () => source.close());",
        "const source = OPEN; source.onmessage = (e) => { if (e.data === 'done') source.close(); };",
        "const source = OPEN; source.onmessage = (e) => { e.target.close(); };",
        "const stop = () => source.close(); const source = OPEN; source.onerror = stop; return stop;",
        "using source = OPEN;",
        "keep(OPEN);",
        "window.source = OPEN;",
        "sources[fileId] = OPEN;",
        "sources.push(OPEN);",
        "show({ source: OPEN });",
        "return OPEN;",
        "sourceRef.current = OPEN; return () => sourceRef.current?.close();",
        "sourceRef.current = OPEN; return closer(sourceRef);",
    ],
)
def test_effects_that_are_right_or_in_doubt(body: str) -> None:
    assert unclosed("hook.ts", EFFECT.format(body=body.replace("OPEN", OPEN))) == []


@pytest.mark.parametrize(
    ("body", "confidence"),
    [
        ("socket = await OPEN; print(await socket.recv())", Confidence.HIGH),
        ("self._socket = await OPEN", Confidence.MEDIUM),
        # Whoever has the object may close what it shows.
        ("self.socket = await OPEN", Confidence.LOW),
    ],
)
def test_async_functions_that_leave_it_open(body: str, confidence: Confidence) -> None:
    (finding,) = unclosed("viewer.py", ASYNC.format(body=body.replace("OPEN", CONNECT)))
    assert finding.confidence is confidence


@pytest.mark.parametrize(
    "body",
    [
        "return await OPEN",
        "socket = await stack.enter_async_context(OPEN)",
        "async with OPEN as socket: print(await socket.recv())",
        "connection = OPEN; await connection.__aenter__(); stack.push(connection.__aexit__)",
        "socket = await OPEN; stack.callback(socket.close)",
        "socket = await OPEN; self.sockets[self.file_id] = socket",
        "socket = await OPEN; await socket.wait_closed()",
        "socket = await OPEN; http.attach(socket)",
    ],
)
def test_async_functions_that_are_right_or_in_doubt(body: str) -> None:
    assert unclosed("viewer.py", ASYNC.format(body=body.replace("OPEN", CONNECT))) == []


def test_a_field_is_closed_by_its_own_class() -> None:
    feed = """\
class {name} {{
  constructor(fileId: string, isGenerating: boolean) {{
    if (isGenerating) this.source = {open};
  }}
  {method}
}}
"""
    closing = feed.format(name="Closing", open=OPEN, method="stop() { this.source.close(); }")
    leaving = feed.format(name="Leaving", open=OPEN, method="")
    (finding,) = unclosed("feeds.ts", closing + leaving)
    assert finding.location.start > len(closing)
    assert finding.help == "close it where the object ends: `close() { this.source.close(); }`"


def test_tests_are_silent() -> None:
    source = EFFECT.format(body=f"{OPEN};")
    assert unclosed("hook.ts", source)
    assert unclosed("hook.test.ts", source, is_test_file=True) == []
