"""What a run came to: what every report is made of."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from genlint.findings import Finding, Location
    from genlint.source import SourceText


class Result:
    """The findings of a run in their order, and an account of every file."""

    def __init__(self, cwd: str) -> None:
        self.cwd = cwd
        """The absolute folder that shown paths are relative to."""
        self.findings: list[Finding] = []
        """By path, place and code. Their paths are absolute; `display` gives what people see."""
        self.parsed = 0
        """Files that were parsed and judged."""
        self.screened = 0
        """Files whose bytes hold nothing that a finding could be made of, so that they weren't parsed."""
        self.skipped: list[tuple[str, str]] = []
        """Files (and folders) that were not judged: absolute path and reason, by path."""
        self.failed = False
        """Whether genlint itself failed on a file: the report is then not complete."""
        self.remarks: list[str] = []
        """What is worth saying of the run and says nothing of any file: one line each."""
        self.sources: dict[str, bytes] = {}
        """The UTF-8 text of every file in which a finding has a place."""
        self._judged: set[str] = set()
        self._lowered: set[str] = set()
        self._imported: set[str] = set()
        self._texts: dict[str, SourceText] = {}

    @property
    def checked(self) -> int:
        """How many files were judged: parsed, or seen to hold nothing."""
        return self.parsed + self.screened

    def account(self, judged: str | None, lowered: Iterable[str], imported: Iterable[str]) -> None:
        """Note the file that was judged, those that were parsed for it, and those that imports led to."""
        if judged is not None:
            self._judged.add(judged)
        self._lowered.update(lowered)
        self._imported.update(imported)

    def parsed_files(self) -> list[tuple[str, str]]:
        """Every file that was parsed, by path, and why: "judged", or a question about one that was came to it
        because it is "imported", or because it is an "importer"."""
        return [
            (path, "judged" if path in self._judged else "imported" if path in self._imported else "importer")
            for path in sorted(self._lowered)
        ]

    def display(self, path: str) -> str:
        """An absolute path as it is shown: relative to the working directory, with `/`, printable."""
        try:
            shown = os.path.relpath(path, self.cwd).replace(os.sep, "/")
        except ValueError:  # another drive
            shown = path
        return shown.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

    def text(self, path: str) -> SourceText:
        """The text of a file that has a place in a finding; empty for a file that could not be read."""
        text = self._texts.get(path)
        if text is None:
            from genlint.source import SourceText

            text = self._texts[path] = SourceText(self.sources.get(path, b""))
        return text

    def place(self, location: Location) -> tuple[tuple[int, int], tuple[int, int]]:
        """A location as (line, column) of its start and of its end; the end is exclusive."""
        text = self.text(location.path)
        return text.position(location.start), text.position(location.end)
