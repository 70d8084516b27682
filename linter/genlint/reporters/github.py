"""GitHub's workflow commands, which become annotations of a change, and the readable report below.

GitHub shows ten annotations of a kind and step, so the surest findings come first.
"""

from __future__ import annotations

from genlint.findings import Confidence
from genlint.reporters import full
from genlint.reporters.repository_paths import RepositoryPaths
from genlint.reporters.terminal import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from genlint.findings import Finding
    from genlint.reporters import Options
    from genlint.result import Result

_KIND = {Confidence.HIGH: "error", Confidence.MEDIUM: "warning", Confidence.LOW: "notice"}


def render(result: Result, options: Options) -> Iterator[str]:
    """A command for each finding, then the report for people."""
    paths = RepositoryPaths(result)
    for finding in sorted(result.findings, key=lambda finding: (-finding.confidence, finding.sort_key())):
        yield _command(result, paths, finding)
    yield from full.render(result, options)


def _command(result: Result, paths: RepositoryPaths, finding: Finding) -> str:
    (line, column), (end_line, end_column) = result.place(finding.location)
    properties = [
        ("file", paths.shown(finding.location.path)),
        ("line", str(line)),
        ("endLine", str(end_line)),
    ]
    if line == end_line:  # columns over several lines make GitHub drop the annotation
        properties += [("col", str(column)), ("endColumn", str(end_column))]
    properties.append(("title", f"{finding.code} {finding.name}"))
    joined = ",".join(f"{name}={_property(value)}" for name, value in properties)
    return f"::{_KIND[finding.confidence]} {joined}::{_data(finding.message + chr(10) + finding.help)}\n"


def _data(text: str) -> str:
    """Text as the message of a workflow command."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(escaped)


def _property(text: str) -> str:
    """Text as a property of a workflow command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
