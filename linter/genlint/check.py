"""Judging one file: lower it, ask each rule, apply the suppressions. The heavy side of the engine."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable
from typing import Any

from genlint import run_codes
from genlint.findings import Finding
from genlint.frontends.libraries import LIBRARIES
from genlint.loader import Loader
from genlint.model.ir import Module
from genlint.model.program import Program
from genlint.notes import Notes
from genlint.outcome import FileOutcome
from genlint.registry import Registry
from genlint.resolve import Resolver
from genlint.rule import Context, Words
from genlint.settings import Settings
from genlint.sieve import Sieve
from genlint.source import SourceText
from genlint.suppress import Suppressions

MAX_PROBLEMS = 10
"""Syntax errors reported in a file; where a parser loses its way there is one a line."""

MAX_HELD = 8_000_000
"""Bytes of source whose models are kept at a time, so that a long run does not grow without end: each takes
25 in memory and more. Twice what one file needs is kept in any case, since the next one may need the same."""


class FileChecker:
    """Judges files one after the other, in one process."""

    def __init__(
        self,
        registry: Registry,
        wants_fixes: bool = False,
        takes_notes: bool = False,
        resolver: Resolver | None = None,
        *,
        screens: bool = False,
    ) -> None:
        """`wants_fixes` asks for the findings' fixes, `takes_notes` for what a cache needs to know.
        `resolver` is one that has seen the disk in the same run. `screens` says that the files to judge are
        those that passed the screen, so that one which only hands something on need not be parsed."""
        self._screens = screens
        self._registry = registry
        self._notes = Notes() if takes_notes else None
        self._wants_fixes = wants_fixes
        self._codes = tuple(
            sorted({rule.code for rule in registry.rules()} | {code.code for code in run_codes.RUN_CODES})
        )
        self._resolver = resolver
        self._words: Words = registry.words()
        self._sieve: Sieve | None = None
        self._reported: dict[str, frozenset[str] | None] = {}
        """By the file into which something comes: where that may be reported."""
        self._start()

    def _start(self) -> None:
        self._loader = Loader(self._resolver, self._sees_slots, self._sees_feeds, self._notes)
        self._resolver = self._loader.resolver  # what it knows of the disk holds for the whole run
        self._program = Program(self._loader, LIBRARIES)
        self._shared: dict[Any, Any] = {}
        self._needed: int | None = None
        """Bytes of source that the first file judged with these models took."""

    def _sees_slots(self, source: bytes) -> bool:
        """Whether a file may have a place that takes an ID, in the words of the file that is judged."""
        return self._passes("slots_screen", source)

    def _sees_feeds(self, source: bytes) -> bool:
        """Whether a file may have an ID to hand on."""
        return self._passes("feeds_screen", source)

    def _passes(self, screen: str, source: bytes) -> bool:
        if self._sieve is None:
            self._sieve = self._registry.sieve(self._words)
        passes = self._sieve.passes(screen, source)
        if self._notes is not None:
            self._notes.trait(screen, source, passes)
        return passes

    def forget(self) -> None:
        """Judge what comes as if it came first: files that imports reach are read again."""
        self._reported.clear()
        self._start()

    def check(self, path: str, source: bytes, settings: Settings, tree: Any = None) -> FileOutcome:
        """The outcome for the file at the absolute `path`, whose bytes are `source`.

        `tree` is the `ast.Module` of a Python source, where the caller has one. Never raises for what
        stands in the source, nor for what a rule does.
        """
        self._prepare(settings)
        ignored = settings.ignored_in(path)
        outcome = FileOutcome(path)
        if self._screens and not self._passes("screen", source):
            # It came here for what it hands on.
            outcome.screened = not self._is_taken(path, source, settings)
            if outcome.screened:
                self._account(outcome)
                return outcome
        found: list[Finding] = []
        module = self._lower(path, source, tree, found, outcome)
        if module is None:
            outcome.findings = [finding for finding in found if settings.allows(finding.code, ignored)]
            outcome.sources = {path: b""} if outcome.findings else {}
            self._account(outcome)
            return outcome
        found += self._problems(module)
        found += self._ask_rules(module, settings, ignored, outcome)
        text = SourceText(module.source)
        suppressions = Suppressions(module, text, self._is_known)
        kept = [finding for finding in dict.fromkeys(found) if not suppressions.suppresses(finding)]
        kept += suppressions.malformed
        if not module.problems and not outcome.failed:
            kept += suppressions.unused(lambda prefix: self._is_judged(prefix, settings, ignored))
        outcome.findings = [
            finding
            for finding in kept
            if settings.allows(finding.code, ignored) and finding.confidence >= settings.min_confidence
        ]
        self._keep_sources(module, outcome)
        self._account(outcome)
        return outcome

    def _is_taken(self, path: str, source: bytes, settings: Settings) -> bool:
        """Whether what the file at `path` hands on, which has no slot itself, may end in a finding."""
        if self._notes is not None:
            self._notes.file(path, source)
        try:
            for other in self._loader.related_to(path, source):
                found = self._reported_from(other, settings)
                if found is None or path in found:
                    return True
        except Exception as error:
            _trace(error)
            return True  # the rules meet the same again, and what they say of it counts
        return False

    def _reported_from(self, path: str, settings: Settings) -> frozenset[str] | None:
        """Where that may be reported which comes into the file at `path`; None for anywhere."""
        if path not in self._reported:
            module = self._loader.load(path)
            self._reported[path] = (
                frozenset() if module is None else self._registry.reported(self._context(module, settings))
            )
        return self._reported[path]

    def _account(self, outcome: FileOutcome) -> None:
        """Put into the outcome what was parsed since the one before."""
        if self._needed is None:
            self._needed = self._loader.size
        outcome.lowered, outcome.imported = tuple(self._loader.lowered), tuple(self._loader.imported)
        if self._notes is not None:
            outcome.noted = self._notes.take()
        self._loader.lowered.clear()
        self._loader.imported.clear()

    def _prepare(self, settings: Settings) -> None:
        """Begin anew where the models held are too many, or made with other words."""
        if self._notes is not None and settings.words != self._words:
            self._notes.forget()  # the answers depend on the words
        if settings.words != self._words:
            self._words = settings.words
            self._sieve = None
            self._reported.clear()
            self._start()
        elif self._loader.size > max(MAX_HELD, 2 * (self._needed or 0)):
            self._start()
            gc.collect()  # models are full of cycles

    def context(self, path: str, source: bytes, settings: Settings) -> Context:
        """What the rules are asked with about the file at `path`. Raises as `Loader.lower` does."""
        self._prepare(settings)
        return self._context(self._loader.lower(path, source), settings)

    def _context(self, module: Module, settings: Settings) -> Context:
        return Context(
            self._program,
            module,
            settings.words,
            settings.is_test_file(module.path),
            self._shared,
            self._wants_fixes,
            self._sees_slots(module.source),
        )

    def lost(self, path: str, settings: Settings) -> FileOutcome:
        """The outcome for a file that could be read when it was screened, and no longer."""
        outcome = FileOutcome(path, skip_reason="the file vanished", sources={path: b""})
        finding = run_codes.UNREADABLE.at(path, 0, 0, "the file can't be judged: it vanished during the run")
        if settings.allows(finding.code, settings.ignored_in(path)):
            outcome.findings.append(finding)
        return outcome

    def _lower(
        self, path: str, source: bytes, tree: Any, found: list[Finding], outcome: FileOutcome
    ) -> Module | None:
        try:
            return self._loader.lower(path, source, tree)
        except UnicodeError as error:
            outcome.skip_reason = f"undecodable: {_plain(error)}"
            found.append(run_codes.UNREADABLE.at(path, 0, 0, f"the file can't be decoded: {_plain(error)}"))
        except RecursionError:
            outcome.skip_reason = "nested too deeply"
            found.append(run_codes.GAVE_UP.at(path, 0, 0, "the file is nested too deeply to be judged"))
        except Exception as error:
            outcome.skip_reason = "internal error"
            found.append(self._failure(path, "the front end", error, outcome))
        return None

    def _problems(self, module: Module) -> Iterable[Finding]:
        if module.truncated:
            # The front end tells the place of what it left out as its last problem, where it knows one.
            places = [
                problem
                for problem in module.problems
                if "deep" in problem.message or "nest" in problem.message
            ]
            start, end = places[-1].span if places else (0, 0)
            message = "the code here is nested too deeply; what stands below was not judged"
            yield run_codes.GAVE_UP.at(module.path, start, end, message)
        else:
            places = []
        errors = [problem for problem in module.problems if problem not in places]
        for number, problem in enumerate(errors[:MAX_PROBLEMS], 1):
            message = problem.message
            if number == MAX_PROBLEMS < len(errors):
                message += f" (and {len(errors) - number} more below)"
            yield run_codes.SYNTAX_ERROR.at(module.path, *problem.span, message)

    def _ask_rules(
        self, module: Module, settings: Settings, ignored: tuple[str, ...], outcome: FileOutcome
    ) -> list[Finding]:
        context = self._context(module, settings)
        found: list[Finding] = []
        for rule in self._registry.rules():
            if not settings.allows(rule.code, ignored):
                continue
            try:
                found += rule.check(context)
            except RecursionError as error:
                _trace(error)
                message = f"rule {rule.code} gave up: the code is nested too deeply"
                found.append(run_codes.GAVE_UP.at(module.path, 0, 0, message))
            except Exception as error:
                found.append(self._failure(module.path, f"rule {rule.code}", error, outcome))
        return found

    def _failure(self, path: str, who: str, error: Exception, outcome: FileOutcome) -> Finding:
        outcome.failed = True
        _trace(error)
        return run_codes.INTERNAL_ERROR.at(
            path, 0, 0, f"{who} failed on this file: {type(error).__name__}: {_plain(error)}"
        )

    def _is_known(self, prefix: str) -> bool:
        return any(code.startswith(prefix) for code in self._codes)

    def _is_judged(self, prefix: str, settings: Settings, ignored: tuple[str, ...]) -> bool:
        """Whether all findings that the prefix means were looked for: else a suppression may be of use."""
        meant = [rule.code for rule in self._registry.rules() if rule.code.startswith(prefix)]
        return bool(meant) and all(settings.allows(code, ignored) for code in meant)

    def _keep_sources(self, module: Module, outcome: FileOutcome) -> None:
        """Put the texts that a report of the findings needs into the outcome."""
        for finding in outcome.findings:
            places = [finding.location, *(step.location for step in finding.flow)]
            for path in (
                *(place.path for place in places),
                *(e.path for fix in finding.fixes for e in fix.edits),
            ):
                if path not in outcome.sources:
                    other = module if path == module.path else self._loader.load(path)
                    outcome.sources[path] = other.source if other is not None else b""


def _plain(error: Exception) -> str:
    """An exception's message on one line."""
    return " ".join(str(error).split()) or type(error).__name__


def _trace(error: Exception) -> None:
    if os.environ.get("GENLINT_TRACEBACK"):
        import traceback

        traceback.print_exception(error, file=sys.stderr)
