"""The report for people: each finding with its code, the way that the value took, and the remedy."""

from __future__ import annotations

import textwrap

from genlint.reporters import summary
from genlint.reporters.frame import Glyphs, Mark, frame
from genlint.reporters.patch import changed_lines
from genlint.reporters.terminal import Style, backticks, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from genlint.findings import Finding
    from genlint.reporters import Options
    from genlint.result import Result


def render(result: Result, options: Options) -> Iterator[str]:
    """The findings in their order, then a summary that accounts for every file."""
    style = Style(options.color, options.hyperlinks)
    glyphs = Glyphs(options.unicode)
    for finding in result.findings:
        yield "\n".join(_finding(result, finding, style, glyphs, options.width)) + "\n\n"
    if not options.quiet:
        yield from summary.lines(result, style)


def _finding(result: Result, finding: Finding, style: Style, glyphs: Glyphs, width: int) -> Iterator[str]:
    marks = _marks(finding)
    gutter = max(len(str(result.text(mark.path).line_of(mark.start))) for mark in marks)
    sure = "" if str(finding.confidence) == "high" else style.faint(f" [{finding.confidence} confidence]")
    yield f"{style.code(finding.code)} {style.strong(printable(finding.message))}{sure}"
    files = [finding.location.path, *(mark.path for mark in marks if mark.path != finding.location.path)]
    for number, path in enumerate(dict.fromkeys(files)):
        own = [mark for mark in marks if mark.path == path]
        place = own[0] if number else marks[-1]
        line, column = result.text(path).position(place.start)
        where = style.link(path, f"{printable(result.display(path))}:{line}:{column}")
        yield f"{' ' * gutter} {style.frame(glyphs.arrow if not number else glyphs.skip)} {where}"
        if result.sources.get(path):
            yield " " * gutter + " " + style.frame(glyphs.bar)
            yield from frame(result, path, own, gutter, style, glyphs, width)
    indent = " " * gutter + " "
    if result.sources.get(finding.location.path):
        yield indent + style.frame(glyphs.bar)
    yield from _paragraph(f"{indent}{style.frame('=')} ", "help: ", finding.help, style, width, gutter)
    for fix in finding.fixes:
        kind = f"fix ({fix.applicability.value}): "
        yield from _paragraph(f"{indent}{style.frame('=')} ", kind, fix.title, style, width, gutter)
        for sign, text in changed_lines(result, fix, width - gutter - 8, glyphs.cut):
            shown = f"{sign} {printable(text.expandtabs(4))}".rstrip()
            paint = {"-": style.bad, "+": style.good}.get(sign, style.faint)
            yield f"{indent}  {paint(shown)}"


def _paragraph(lead: str, kind: str, text: str, style: Style, width: int, gutter: int) -> Iterator[str]:
    """`kind` and `text`, broken at `width`, further lines aligned below the text."""
    room = max(width - gutter - 3 - len(kind), 20)
    lines = [
        part
        for paragraph in printable_lines(text)
        for part in (textwrap.wrap(paragraph, room, break_long_words=False, break_on_hyphens=False) or [""])
    ]
    for number, line in enumerate(lines):
        if number:
            yield " " * (gutter + 3 + len(kind)) + backticks(line, style)
        else:
            yield lead + style.strong(kind.rstrip()) + " " + backticks(line, style)


def printable_lines(text: str) -> list[str]:
    """The lines of a text for people, without what a terminal would act on."""
    return [printable(line) for line in text.splitlines()] or [""]


def _marks(finding: Finding) -> list[Mark]:
    """Every place to mark: the steps of the flow, and last the finding's own place."""
    own = finding.location
    marks = []
    label, number = "", 0
    several = len(finding.flow) > 1
    for count, step in enumerate(finding.flow, 1):
        place = step.location
        if place == own and count == len(finding.flow):
            label, number = step.message, count if several else 0
        else:
            marks.append(
                Mark(place.path, place.start, place.end, step.message, count if several else 0, False)
            )
    marks.append(Mark(own.path, own.start, own.end, label, number, True))
    return marks
