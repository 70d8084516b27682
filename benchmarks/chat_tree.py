"""A monorepo of chat applications: one file in five, about, has a generation hook or a connection.

Half of these candidates are wrong (a chat ID goes where a generation's belongs, or a connection opens without
a generation) and half are right; some hand the ID through a wrapper of another file.
"""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks import trees

APPLICATION = 50
"""Files of one application."""
EVERY = 5
"""One file in so many is a candidate; and so is a wrapper that one of them imports."""

_TYPESCRIPT = (
    # wrong, right: by name; as a fallback; through a wrapper of another file; the switch of a connection
    """\
export function use{Noun}Images(chatId: string) {{
  return useImageGeneration(chatId);
}}
""",
    """\
export function use{Noun}Images(projectId?: string) {{
  return useImageGeneration(projectId);
}}
""",
    """\
export function {Noun}Editor({{ chatId, saved }}: {Noun}EditorProps) {{
  const target = saved?.projectId ?? chatId;
  const video = useVideoGeneration(target);
  return <Editor {{...video}} />;
}}
""",
    """\
export function {Noun}Editor({{ chatId, saved }}: {Noun}EditorProps) {{
  const video = useVideoGeneration(saved?.projectId);
  const open = () => navigate(`/chats/${{chatId}}`);
  return <Editor {{...video}} onOpen={{open}} />;
}}
""",
    """\
import {{ use{Noun}Panel }} from "../shared/{noun}";

export function {Noun}Chat({{ chatId }}: {Noun}ChatProps) {{
  return use{Noun}Panel(chatId);
}}
""",
    """\
import {{ use{Noun}Panel }} from "../shared/{noun}";

export function {Noun}Chat({{ projectId }}: {Noun}ChatProps) {{
  return use{Noun}Panel(projectId);
}}
""",
    """\
export function use{Noun}Events(fileId: string | null, handlers: Handlers) {{
  return useImageSSE({{ fileId, handlers, enabled: !!fileId }});
}}
""",
    """\
export function use{Noun}Events(fileId: string | null, handlers: Handlers, isGenerating: boolean) {{
  return useImageSSE({{ fileId, handlers, enabled: isGenerating && !!fileId }});
}}
""",
)
_SHARED = """\
export function use{Noun}Panel(target?: string) {{
  const [size, setSize] = useState(1);
  const images = useImageGeneration(target);
  return {{ ...images, size, setSize }};
}}
"""
_PYTHON = (
    """\
def {noun}_images(chat_id, client):
    target = chat_id or client.default
    return use_image_generation(target)
""",
    """\
def {noun}_images(project_id, client):
    client.touch()
    return use_image_generation(project_id)
""",
    """\
async def {noun}_events(file_id, handlers):
    async with ImageEventStream(file_id=file_id, handlers=handlers, enabled=True) as stream:
        return [event async for event in stream]
""",
    """\
async def {noun}_events(file_id, handlers, is_generating):
    async with ImageEventStream(file_id=file_id, handlers=handlers, enabled=is_generating) as stream:
        return [event async for event in stream]
""",
)
_CHAT_TS = """\
export function use{Noun}Messages(chatId: string) {{
  const {{ data, isLoading }} = useQuery({{ queryKey: ["messages", chatId], enabled: !!chatId }});
  const send = (text: string) => api.post(`/chats/${{chatId}}/messages`, {{ text }});
  return {{ messages: data ?? [], isLoading, send }};
}}
"""
_CHAT_PY = """\
async def {noun}_messages(chat_id, session):
    rows = await session.execute(select(Message).where(Message.chat_id == chat_id))
    return [row.as_message() for row in rows.scalars()]
"""


def make(folder: Path, files: int, *, seed: int = 1) -> int:
    """Write a monorepo of `files` files below `folder`; returns how many of them are candidates.

    The same numbers give the same bytes. A third of the applications is in Python.
    """
    chance = random.Random(seed)
    candidates = 0
    for number in range(files):
        application, place = divmod(number, APPLICATION)
        python = application % 3 == 2
        turn, rest = divmod(place, EVERY)
        shapes, chat = (_PYTHON, _CHAT_PY) if python else (_TYPESCRIPT, _CHAT_TS)
        noun, kind = f"topic{place}", "src"
        shape = shapes[turn % len(shapes)] if rest == 0 else chat
        if rest == 1 and "../shared" in shapes[turn % len(shapes)]:
            noun, kind, shape = f"topic{place - 1}", "shared", _SHARED  # the wrapper of the file before
        candidates += shape is not chat
        suffix = ".py" if python else ".tsx"
        path = folder / "apps" / f"app{application}" / kind / f"{noun}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = _fill(shape, noun) + "\n" + trees.body(chance, suffix, trees.topic(chance))
        path.write_text(text, encoding="utf-8")
    return candidates


def _fill(template: str, noun: str) -> str:
    return template.format(noun=noun, Noun=noun.capitalize())
