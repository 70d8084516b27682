"""Asking a file's bytes for what a `Screen` wants: each combination of expressions.

The first expression of every combination is searched for in every file, all of them in a few passes.
Few files have one, and only these are asked for what else their combinations want, in order.
"""

from __future__ import annotations

from genlint.expressions import Deferred, ExpressionSet, Near, positions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from genlint.rule import Requirement, Screen

_OURS = r"genlint:|noqa[^\n]*gen[0-9]"
"""Comments that speak to us: they name us, or one of our codes."""

_PASS = 24_000
"""Characters of the expressions that are searched for in one pass. The states of a search are made while it
runs, and those of many large expressions together are many more than of each by itself."""


class Sieve:
    """The screens of one effective vocabulary, made ready to be asked of many files."""

    __slots__ = ("_answers", "_data", "_firsts", "_others", "_screens")

    def __init__(self, screens: Mapping[str, Screen]) -> None:
        """`screens` by the names that they are asked by."""
        self._screens = dict(screens)
        firsts: dict[Requirement, None] = {_OURS: None}
        for screen in screens.values():
            firsts.update((combination[0], None) for combination in screen if combination)
        self._firsts: list[tuple[list[Requirement], ExpressionSet]] = []
        """What every file is searched for, by passes."""
        group: list[str] = []
        size = 0
        for first in firsts:
            if not isinstance(first, str):
                continue
            if group and size + len(first) > _PASS:
                self._firsts.append((list(group), ExpressionSet(group)))
                group, size = [], 0
            group.append(first)
            size += len(first)
        self._firsts.append((list(group), ExpressionSet(group)))
        self._others: dict[Requirement, ExpressionSet] = {}
        self._data: bytes | None = None
        """The file that was asked about last: several screens are asked about it in turn."""
        self._answers: dict[Requirement, bool] = {}
        """What is known of it."""

    def passes(self, name: str, data: bytes) -> bool:
        """Whether a file with these bytes can have what the screen of that name is for.

        Raises `ValueError` for an expression that can't be read.
        """
        answers = self._answers
        if data is not self._data:
            answers.clear()
            for expressions, together in self._firsts:
                answers.update(dict.fromkeys(expressions, False))
                answers.update((expressions[number], True) for number in together.found(data))
            self._data = data
        if answers[_OURS]:
            return True
        for combination in self._screens[name]:
            for requirement in combination:
                answer = answers.get(requirement)
                if answer is None:
                    answer = answers[requirement] = self._asked(requirement, data)
                if not answer:
                    break
            else:
                return True
        return False

    def _asked(self, requirement: Requirement, data: bytes) -> bool:
        if isinstance(requirement, Near):
            return _are_near(requirement, data)
        found = self._others.get(requirement)
        if found is None:
            text = requirement.text if isinstance(requirement, Deferred) else requirement
            found = self._others[requirement] = ExpressionSet((text,))
        return bool(found.found(data))


def _are_near(requirement: Near, data: bytes) -> bool:
    """Whether matches of both expressions begin within so many bytes."""
    from bisect import bisect_left

    others = positions(requirement.other, data)
    for place in positions(requirement.one, data) if others else ():
        next_one = bisect_left(others, place - requirement.within)
        if next_one < len(others) and others[next_one] <= place + requirement.within:
            return True
    return False
