"""Judging files in several processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from genlint.check import FileChecker
from genlint.engine import Candidate, check_candidate
from genlint.errors import UsageError
from genlint.outcome import FileOutcome
from genlint.registry import Registry
from genlint.rule import RuleSet

CHUNKS_EACH = 8
"""Portions a process gets, so that one with large files does not keep the others waiting."""

_checker: FileChecker | None = None
"""The checker of a worker process."""


def check_in_processes(
    candidates: Sequence[Candidate],
    rule_sets: Sequence[RuleSet] | None,
    jobs: int,
    wants_fixes: bool = False,
    takes_notes: bool = False,
    screens: bool = True,
) -> Iterator[FileOutcome]:
    """The outcome of each candidate, in an order of no meaning.

    `rule_sets` None makes each process find the installed ones. Raises `UsageError` when a process dies.
    """
    portions = _portions(candidates, jobs * CHUNKS_EACH)
    arguments = (rule_sets, wants_fixes, takes_notes, screens)
    with ProcessPoolExecutor(min(jobs, len(portions)), initializer=_start, initargs=arguments) as pool:
        try:
            for outcomes in pool.map(_check_portion, portions):
                yield from outcomes
        except BrokenProcessPool:
            raise UsageError("a worker process died; try `--jobs 1`") from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _portions(candidates: Sequence[Candidate], count: int) -> list[list[Candidate]]:
    """At most `count` portions of about equal size in bytes, neighbours together."""
    limit = sum(candidate.size for candidate in candidates) / count
    portions: list[list[Candidate]] = [[]]
    size = 0
    for candidate in sorted(candidates, key=lambda candidate: candidate.path):
        if portions[-1] and size + candidate.size > limit:
            portions.append([])
            size = 0
        portions[-1].append(candidate)
        size += candidate.size
    return portions


def _start(rule_sets: Sequence[RuleSet] | None, wants_fixes: bool, takes_notes: bool, screens: bool) -> None:
    import signal

    global _checker
    # An interrupt ends the process at once and without a word: the parent tells of it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _checker = FileChecker(Registry(rule_sets), wants_fixes, takes_notes, screens=screens)


def _check_portion(portion: list[Candidate]) -> list[FileOutcome]:
    assert _checker is not None
    return [check_candidate(_checker, candidate) for candidate in portion]
