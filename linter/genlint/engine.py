"""The engine's public API: what the command, flake8, the language server and the reporters stand on.

    engine = Engine()
    result = engine.check_paths(["src"])

Importing this module, and a run that ends at the screen, cost next to nothing: parsers, models and rules
are imported for the first file that passes.
"""

from __future__ import annotations

import os

from genlint.config import Configuration
from genlint.registry import Registry
from genlint.result import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from genlint.cache.session import Session
    from genlint.check import FileChecker
    from genlint.outcome import FileOutcome
    from genlint.reach import Reach
    from genlint.resolve import Resolver
    from genlint.rule import Context, Reader, Rule, RuleSet
    from genlint.run_codes import RunCode
    from genlint.settings import Settings
    from genlint.sieve import Sieve

    Progress = Callable[[int, int], None]
    """Called with the number of files done and of all, some files apart."""

PARALLEL_FROM = 300_000
"""Bytes to parse from which several processes are faster than one."""


class Candidate:
    """A file that passed the screen. `source` is None where many wait, to be read again in its turn."""

    __slots__ = ("path", "settings", "size", "source")

    def __init__(self, path: str, size: int, source: bytes | None, settings: Settings) -> None:
        self.path = path
        self.size = size
        self.source = source
        self.settings = settings


class Engine:
    """One configuration and one set of rules, for any number of checks."""

    def __init__(
        self,
        overrides: Mapping[str, object] | None = None,
        *,
        config_file: str | None = None,
        isolated: bool = False,
        cwd: str | None = None,
        rule_sets: Sequence[RuleSet] | None = None,
        screen: bool = True,
        wants_fixes: bool = False,
        cache: bool | str = False,
    ) -> None:
        """`overrides` holds configuration values by key that beat every file; `config_file` is read in
        place of the files that would be found, `isolated` reads none. `cwd` is the folder that relative
        paths mean (default: the process's). `rule_sets` None takes the installed ones. `screen` false
        parses every file. `wants_fixes` says that the findings' fixes are made as well. `cache` true
        keeps the judgements of `check_paths` where the configuration says, a path in that folder; rule sets
        that are given here go without.

        Raises `errors.UsageError` when the configuration, or a rule set, can't be used.
        """
        self._registry = Registry(rule_sets)
        self.configuration = Configuration(
            self._registry.words(), overrides, config_file=config_file, isolated=isolated, cwd=cwd
        )
        self._screen = screen
        self._wants_fixes = wants_fixes
        self._cache = cache
        self._called = (wants_fixes, sorted((overrides or {}).items()), config_file, isolated)
        self._sieves: dict[int, tuple[Settings, Sieve]] = {}
        self._resolver: Resolver | None = None
        self._reaches: dict[int, Reach] = {}
        """By the settings, since these say what a slot is."""
        self._checker: FileChecker | None = None

    # -- what there is

    def rules(self) -> tuple[Rule, ...]:
        """All rules, by code."""
        return self._registry.rules()

    def run_codes(self) -> tuple[RunCode, ...]:
        """The `GEN9xx` codes, which no rule reports."""
        from genlint.run_codes import RUN_CODES

        return RUN_CODES

    def settings_for(self, path: str) -> Settings:
        """The settings that hold for the file at `path`, relative to the working directory or absolute."""
        return self.configuration.for_file(self.absolute(path))

    def absolute(self, path: str) -> str:
        """The absolute, normalised form of a path."""
        return os.path.normpath(os.path.join(self.configuration.cwd, path)).replace(os.sep, "/")

    # -- checking

    def check_paths(
        self, paths: Iterable[str], *, jobs: int | None = None, progress: Progress | None = None
    ) -> Result:
        """Judge files and trees. `jobs` processes at most; None takes what the machine has.

        The result is the same for every order of `paths` and every number of jobs. Raises
        `errors.UsageError` for a path that does not exist and for a configuration file that is wrong.
        """
        from genlint.discover import Discovery
        from genlint.sift import sift

        discovery = Discovery(paths, self.configuration)
        targets = list(discovery.targets())
        result = Result(self.configuration.cwd)
        jobs = jobs or os.cpu_count() or 1
        sifted = sift(
            targets,
            self.configuration.for_folder,
            self._is_candidate if self._screen else None,
            jobs,
            progress,
        )
        result.screened = sifted.screened
        result.skipped += ((targets[number].path, reason) for number, reason in sifted.skipped)
        unread = [(targets[number].path, reason) for number, reason in sifted.unread]
        candidates = [
            Candidate(path := targets[number].path, size, sifted.sources.get(number), self.settings_for(path))
            for number, size in sifted.candidates
        ]
        result.skipped += discovery.skipped
        if unread:
            self._report_unread(result, unread)
        session = self._session() if candidates and self._cache else None
        if session is not None:
            recalled = session.recall(candidates)
            for outcome in recalled:
                add_outcome(result, outcome)
            known = {outcome.path for outcome in recalled}
            candidates = [candidate for candidate in candidates if candidate.path not in known]
        if candidates:
            done = len(targets) - len(candidates)
            self._check_candidates(
                result,
                candidates,
                jobs,
                None if progress is None else lambda n: progress(done + n, len(targets)),
                session,
            )
        if session is not None:
            _save(session, result)
        if progress is not None:
            progress(len(targets), len(targets))
        result.findings.sort(key=lambda finding: finding.sort_key())
        result.skipped.sort()
        return result

    def check_source(self, path: str, source: bytes, *, tree: Any = None) -> Result:
        """Judge one text that need not be on the disk: standard input, an editor's buffer, flake8's lines.

        `path` says what file the text stands for: its language, configuration and excludes. `tree` is the
        `ast.Module` of a Python text, where the caller has one.
        """
        from genlint.discover import SUFFIXES

        path = self.absolute(path)
        settings = self.configuration.for_file(path)
        result = Result(self.configuration.cwd)
        if settings.excludes(path, os.path.dirname(path)):
            result.skipped.append((path, "excluded"))
        elif not path.lower().endswith(SUFFIXES):
            result.skipped.append((path, "neither TypeScript, JavaScript nor Python"))
        elif self._screen and not self._is_candidate(path, source, settings):
            result.screened += 1
        elif len(source) > settings.max_file_size:
            from genlint.screen import too_large

            self._report_unread(result, [(path, too_large(len(source), settings.max_file_size))])
        else:
            add_outcome(result, self._file_checker().check(path, source, settings, tree))
            result.findings.sort(key=lambda finding: finding.sort_key())
        return result

    def context(self, path: str, source: bytes) -> Context:
        """What rules are asked with about one text, for those who ask the model themselves.

        Raises `UnicodeError` and `RecursionError` for a text that can't be lowered.
        """
        path = self.absolute(path)
        return self._file_checker().context(path, source, self.configuration.for_file(path))

    def readers(self, context: Context) -> tuple[Reader, ...]:
        """How the rule sets read the context's module, told to people."""
        return self._registry.readers(context)

    def forget(self) -> None:
        """Drop what is known of the files that were judged, which may have changed since."""
        self._resolver = None
        self._reaches.clear()
        if self._checker is not None:
            self._checker.forget()

    # -- within

    def _is_candidate(self, path: str, source: bytes, settings: Settings) -> bool:
        """Whether a file may have a finding: by itself, or by what it hands to a file that it imports."""
        if self._passes("screen", settings, source):
            return True
        if not self._passes("feeds_screen", settings, source):
            return False
        reach = self._reaches.get(id(settings))
        if reach is None:
            from genlint.reach import Reach
            from genlint.resolve import Resolver

            self._resolver = self._resolver or Resolver()
            reach = Reach(lambda text: self._passes("slots_screen", settings, text), self._resolver)
            self._reaches[id(settings)] = reach
        return reach.leads_to_slot(path)

    def _passes(self, screen: str, settings: Settings, source: bytes) -> bool:
        """What a screen says of a text."""
        found = self._sieves.get(id(settings))
        if found is None:
            found = self._sieves[id(settings)] = (settings, self._registry.sieve(settings.words))
        return found[1].passes(screen, source)

    def _file_checker(self, session: Session | None = None) -> FileChecker:
        if self._checker is None or session is not None:
            from genlint.check import FileChecker

            resolver = None if session is None else session.resolver
            self._checker = FileChecker(
                self._registry, self._wants_fixes, session is not None, resolver, screens=self._screen
            )
        return self._checker

    def _cache_place(self) -> str | None:
        """The folder of the cache, where one is stated."""
        return self.configuration.cache_dir if self._cache is True else str(self._cache)

    def _session(self) -> Session | None:
        """The cache's part in a run; None where there is none to be had."""
        if self._registry.given is not None:
            return None  # what is given has no version
        from genlint.cache import open_session

        session = open_session(
            self._cache_place(),
            self.configuration.cwd,
            self.configuration.root,
            self._registry,
            self._called,
        )
        if session is not None:
            session.resolver = self._resolver  # it has read much of what will be asked for
        return session

    def _report_unread(self, result: Result, unread: list[tuple[str, str]]) -> None:
        from genlint.run_codes import UNREADABLE

        for path, reason in unread:
            settings = self.configuration.for_file(path)
            result.skipped.append((path, reason))
            if settings.allows(UNREADABLE.code, settings.ignored_in(path)):
                result.findings.append(UNREADABLE.at(path, 0, 0, f"the file can't be judged: {reason}"))
                result.sources[path] = b""

    def _check_candidates(
        self,
        result: Result,
        candidates: list[Candidate],
        jobs: int,
        progress: Callable[[int], None] | None,
        session: Session | None,
    ) -> None:
        """Judge the files that passed the screen, in this process or in several."""
        size = sum(candidate.size for candidate in candidates)
        if jobs > 1 and len(candidates) > 1 and size >= PARALLEL_FROM:
            from genlint.parallel import check_in_processes

            self._registry.rules()  # rules that can't be loaded end the run here, not in each process
            outcomes: Iterable[FileOutcome] = check_in_processes(
                candidates, self._registry.given, jobs, self._wants_fixes, session is not None, self._screen
            )
        else:
            checker = self._file_checker(session)
            outcomes = (check_candidate(checker, candidate) for candidate in candidates)
        for number, outcome in enumerate(outcomes, 1):
            add_outcome(result, outcome)
            if session is not None:
                session.keep(outcome)
            if progress is not None:
                progress(number)


def _save(kept: Session, result: Result) -> None:
    """Write what a run adds to the cache, and say what was wrong with it."""
    problem = kept.problem
    if problem is not None:
        result.remarks.append(f"the cache was discarded: {problem}")
    kept.save()
    if kept.problem != problem:
        result.remarks.append(f"the cache was not written: {kept.problem}")


def check_candidate(checker: FileChecker, candidate: Candidate) -> FileOutcome:
    """Judge a file that passed the screen."""
    from genlint.screen import Unread, Vanished, read

    source, candidate.source = candidate.source, None
    if source is None:
        try:
            source = read(candidate.path, follow=True)
        except (Unread, Vanished):
            return checker.lost(candidate.path, candidate.settings)
    return checker.check(candidate.path, source, candidate.settings)


def add_outcome(result: Result, outcome: FileOutcome) -> None:
    """Count one file's outcome into a result. The findings are still to be sorted."""
    judged = None
    if outcome.skip_reason is not None:
        result.skipped.append((outcome.path, outcome.skip_reason))
    elif outcome.screened:
        result.screened += 1
    else:
        result.parsed += 1
        judged = outcome.path
    result.account(judged, outcome.lowered, outcome.imported)
    result.failed |= outcome.failed
    result.findings += outcome.findings
    result.sources.update(outcome.sources)
