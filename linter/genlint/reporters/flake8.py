"""`path:row:col: CODE text`, one finding a line: what editors and scripts read."""

from __future__ import annotations

from genlint.reporters.terminal import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from genlint.reporters import Options
    from genlint.result import Result


def render(result: Result, options: Options) -> Iterator[str]:
    """Nothing but the findings. Columns count characters, from 1."""
    for finding in result.findings:
        line, column = result.place(finding.location)[0]
        path = printable(result.display(finding.location.path))
        yield f"{path}:{line}:{column}: {finding.code} {printable(finding.message)}\n"
