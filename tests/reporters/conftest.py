"""Results made by hand, so that the reports are tested without any rule."""

from __future__ import annotations

import pytest
from genlint.findings import Confidence, Edit, Finding, Fix, FlowStep, Location
from genlint.reporters import Options, renderer
from genlint.result import Result


class Maker:
    """A result that grows: places are given as the text that stands there."""

    def __init__(self, root):
        self.root = str(root)
        self.result = Result(self.root)

    def file(self, name, text):
        self.result.sources[f"{self.root}/{name}"] = text.encode()

    def at(self, name, text, occurrence=1):
        path = f"{self.root}/{name}"
        source = self.result.sources[path]
        start = -1
        for _ in range(occurrence):
            start = source.index(text.encode(), start + 1)
        return Location(path, start, start + len(text.encode()))

    def finding(self, place, flow=(), *, code="GEN101", message="`chatId` is wrong", help="mend it",
                confidence=Confidence.HIGH, fixes=()):  # fmt: skip
        steps = tuple(FlowStep(location, words) for location, words in flow)
        finding = Finding(code, "some-rule", message, help, confidence, place, steps, tuple(fixes))
        self.result.findings.append(finding)
        self.result.findings.sort(key=lambda found: found.sort_key())
        return finding

    @staticmethod
    def fix(title, applicability, *edits):
        return Fix(
            title,
            applicability,
            tuple(Edit(place.path, place.start, place.end, text) for place, text in edits),
        )

    def render(self, name, **options):
        return "".join(renderer(name)(self.result, Options(**options)))


@pytest.fixture
def maker(tmp_path):
    return Maker(tmp_path)


@pytest.fixture
def component(maker):
    """The shape of a real finding: three steps in one file, one in another."""
    from genlint.findings import Applicability

    maker.file(
        "src/page.tsx",
        "export const Page = () => {\n"
        "\tconst { chatId } = useParams();\n"
        "\treturn <Editor id={chatId} />;\n"
        "};\n",
    )
    maker.file(
        "src/editor.tsx",
        "import { useImageGeneration } from './hooks';\n\n"
        "export function Editor({ id }: Props) {\n"
        "  const key = saved?.projectId || id;\n"
        "  const images = useImageGeneration(key);\n"
        "}\n",
    )
    key = maker.at("src/editor.tsx", "key", 2)
    maker.finding(
        key,
        [
            (maker.at("src/page.tsx", "chatId"), "chat ID `chatId` enters"),
            (maker.at("src/page.tsx", "{chatId}"), "is handed on as `id`"),
            (maker.at("src/editor.tsx", "id", 1), "is `id` here"),
            (maker.at("src/editor.tsx", "saved?.projectId || id"), "one alternative of the fallback"),
            (key, "reaches `useImageGeneration`"),
        ],
        code="GEN102",
        message="`useImageGeneration` is passed a fallback, one alternative of which is chat ID `chatId`",
        help="call `useImageGeneration()` and `images.startTracking(projectId, requestId)` when "
        "generation begins",
        fixes=[
            maker.fix("drop the argument", Applicability.SUGGESTED, (key, "")),
            maker.fix("call `images.startTracking(projectId, requestId)`", Applicability.DISPLAY),
        ],
    )
    return maker
