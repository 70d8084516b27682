"""A project whose runs use a cache, each compared with a run without."""

from __future__ import annotations

import os
from pathlib import Path

from genlint.engine import Engine

MODULES = Path(__file__).parents[3] / "fixtures" / "modules"


class Project:
    """A copy of fixtures, with runs over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.judged: list[str] = []
        """What the last run with a cache did not know, by name."""
        self.remarks: list[str] = []

    def result(self, cache, jobs=1, **options):
        engine = Engine(options.pop("overrides", None), cwd=str(self.folder), cache=cache, **options)
        return engine.check_paths(["."], jobs=jobs)

    def check(self, cache=True, **options):
        """Run with a cache; the same as without, or the test fails. Gives (file, code) of each finding."""
        plain = self.result(False, **dict(options))
        self.judged.clear()
        cached = self.result(cache, **options)
        self.remarks = cached.remarks
        for name in ("findings", "parsed", "screened", "skipped", "sources", "failed"):
            assert getattr(cached, name) == getattr(plain, name), name
        return [
            (os.path.relpath(finding.location.path, self.folder), finding.code) for finding in cached.findings
        ]

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def store(self):
        """The file that holds the judgements."""
        (found,) = (self.folder / ".genlint_cache").glob("*.json")
        return found
