"""A trace for people, in the look of the report that shows findings in full."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from genlint.findings import FlowStep, Location
from genlint.reporters import Options
from genlint.reporters.frame import Glyphs, Mark, frame
from genlint.reporters.terminal import Style, backticks, printable
from genlint.result import Result
from genlint.rule import Remark
from genlint.tracing.answers import Answer, Condition, Judgement, Origin, Part, Trace

MAX_SHOWN = 20
"""How many origins of one expression are shown. `--format json` has all."""


def render(trace: Trace, cwd: str, options: Options) -> Iterator[str]:
    """The answers in their order, then what there is to say of the file."""
    result = Result(cwd)
    result.sources.update(trace.sources)
    page = _Page(result, options)
    for answer in trace.answers:
        yield "\n".join(page.answer(answer)) + "\n\n"
    for note in trace.notes:
        yield "\n".join(page.paragraph("note: ", note)) + "\n"


class _Page:
    """Lines for a terminal of one kind."""

    def __init__(self, result: Result, options: Options) -> None:
        self.result = result
        self.style = Style(options.color, options.hyperlinks)
        self.glyphs = Glyphs(options.unicode)
        self.width = options.width

    def answer(self, answer: Answer) -> Iterator[str]:
        """What the expression is and what takes it, its origins, what it implies."""
        yield f"{self.place(answer.location)} {self.style.strong(printable(f'`{answer.code}`'))}"
        for concern in answer.concerns:
            finding = concern.finding
            where = "" if finding.location == answer.location else f" ({self.place(finding.location)})"
            hidden = f" (not reported: {concern.hidden})" if concern.hidden else ""
            yield from self.paragraph("  = finding: ", f"{finding.code} {finding.message}{where}{hidden}")
        if not answer.concerns:
            yield from self.paragraph("  = finding: ", "none")
        for remark in answer.remarks:
            yield from self.remark("  = ", remark)
        if answer.condition is not None:
            yield ""
            yield from self.condition(answer.condition)
        total = len(answer.origins)
        for number, origin in enumerate(answer.origins[:MAX_SHOWN], 1):
            yield ""
            yield from self.origin(origin, f"origin {number} of {total}: " if total > 1 else "origin: ")
        if total > MAX_SHOWN:
            yield f"\nand {total - MAX_SHOWN} more origins, which --format json shows"

    def origin(self, origin: Origin, lead: str) -> Iterator[str]:
        """One way by which the value comes to be, with its steps in the source."""
        yield self.style.strong(lead) + backticks(origin.title, self.style)
        yield from self.frames(origin.steps)
        for note in origin.notes:
            yield from self.paragraph(f"{' ' * self.gutter(origin.steps)} = ", note)

    def condition(self, condition: Condition) -> Iterator[str]:
        """What is known where it is true, and whether that is what the rules ask for."""
        if condition.known is None:
            yield self.style.strong("it is never true")
        elif not condition.known:
            yield self.style.strong("nothing has to hold for it to be true")
        else:
            yield self.style.strong("where it is true:")
            yield from self.parts(condition.known, "  ")
        for judgement in condition.judgements:
            yield from self.paragraph("  = ", _verdict(judgement))
            for remark in judgement.because:
                yield from self.remark("    ", remark)

    def remark(self, lead: str, remark: Remark) -> Iterator[str]:
        """A sentence, with its place."""
        where = f", at {self.place(remark.location)}" if remark.location is not None else ""
        yield from self.paragraph(lead, remark.text + where)

    def parts(self, parts: Iterable[Part], indent: str) -> Iterator[str]:
        """A line for each fact; alternatives below each other, further in."""
        for part in parts:
            if part.alternatives:
                yield f"{indent}- {part.text}:"
                for number, alternative in enumerate(part.alternatives, 1):
                    yield f"{indent}  {number}."
                    yield from self.parts(alternative, indent + "     ")
                continue
            said = f": {part.state}" if part.state else ""
            yield f"{indent}- {backticks(part.text, self.style)}{said}"

    def frames(self, steps: tuple[FlowStep, ...]) -> Iterator[str]:
        """The steps in the source of all files that they pass, beginning with the file that was asked for."""
        several = len(steps) > 1
        last = len(steps) - 1
        marks = [
            Mark(
                step.location.path,
                step.location.start,
                step.location.end,
                step.message,
                index + 1 if several else 0,
                index == last,
            )
            for index, step in enumerate(steps)
        ]
        gutter = self.gutter(steps)
        own = steps[-1].location.path
        paths = dict.fromkeys([own, *(mark.path for mark in marks)])
        for index, path in enumerate(paths):
            inside = [mark for mark in marks if mark.path == path]
            shown = steps[-1].location if not index else steps[marks.index(inside[0])].location
            sign = self.glyphs.skip if index else self.glyphs.arrow
            yield f"{' ' * gutter} {self.style.frame(sign)} {self.place(shown)}"
            yield " " * gutter + " " + self.style.frame(self.glyphs.bar)
            yield from frame(self.result, path, inside, gutter, self.style, self.glyphs, self.width)
        yield " " * gutter + " " + self.style.frame(self.glyphs.bar)

    def gutter(self, steps: tuple[FlowStep, ...]) -> int:
        """The width of the line numbers."""
        lines = [self.result.text(step.location.path).line_of(step.location.start) for step in steps]
        return len(str(max(lines)))

    def place(self, location: Location) -> str:
        """`path:line:column`, which opens the file where the terminal has links."""
        line, column = self.result.text(location.path).position(location.start)
        shown = f"{printable(self.result.display(location.path))}:{line}:{column}"
        return self.style.link(location.path, shown)

    def paragraph(self, lead: str, text: str) -> Iterator[str]:
        """`text` behind `lead`, broken at the page's width, further lines below the first."""
        room = max(self.width - len(lead), 20)
        lines = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
        for number, line in enumerate(lines):
            start = " " * len(lead) if number else self.style.frame(lead)
            yield start + backticks(line, self.style)


def _verdict(judgement: Judgement) -> str:
    state = judgement.state
    if judgement.implies:
        text = f"it implies {state}" + (", because of" if judgement.because else "")
    else:
        text = f"it does not imply {state}" + (": this lets it be true without" if judgement.because else "")
    return text if judgement.complete else f"{text} (the question was cut short by a bound)"
