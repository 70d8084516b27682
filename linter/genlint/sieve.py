"""Asking a file's bytes for what a `Screen` wants: each combination of literals and functions.

Nearly all files have nothing, and to know that takes one absent set of literals for each combination. So a
sieve first asks for a few literals of which the lack of one rules out many combinations, in a fixed order and
with nothing in between. What combinations are left follows from the answers, and is remembered by them. Of
the few files where some are left, the other literals are asked one by one, and the functions last.
"""

from __future__ import annotations

from genlint.lazy import lazy_regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from genlint.rule import Screen

    Test = Callable[[bytes], bool]
    Literals = tuple[bytes, ...]
    Combination = tuple[tuple[Literals, ...], tuple[Test, ...]]
    """What a file must have: of each set one literal, and a yes of each function."""

_FOLDED = bytes(
    code + 32 if 65 <= code <= 90 else code if 48 <= code <= 57 or 97 <= code <= 122 else 32
    for code in range(256)
)
"""Makes letters lower case, and spaces of all but letters and digits."""

_PARTING = b"_$"
"""What words are parted with in identifiers; it is left out."""

_BORDERS = (b" ", b" ")

_STEM = 6
"""Letters that two words have in common at their beginning, so that it pays to look for those before."""

_WORTH = 0.2
"""Combinations that a question must rule out, as far as can be expected, to be asked of every file."""

_REMEMBERED = 2000
"""Ways to answer the questions of which it is remembered what follows."""

_OURS = b"gen"
"""What all comments have that speak to us: they name us, or one of our codes."""

_NOQA = lazy_regex(rb"(?i)genlint:|noqa[^\n]{0,200}?gen[0-9]")
"""Comments that name other tools' codes alone are many, and none of our business."""


class _Text:
    """One file, and what is known of it."""

    __slots__ = ("data", "folded", "known", "speaks_to_us")

    def __init__(self, data: bytes) -> None:
        self.data = data
        # The borders of a file are borders, too.
        self.folded = folded = data.translate(_FOLDED, _PARTING).join(_BORDERS)
        self.known: dict[bytes, bool] = {}
        """Which literals it has, of those that were asked for."""
        self.speaks_to_us = (
            _OURS in folded and (b"genlint" in folded or b"noqa" in folded) and _NOQA.search(data) is not None
        )

    def has_one(self, literals: Literals) -> bool:
        """Whether one of the literals is there."""
        known, folded = self.known, self.folded
        for literal in literals:
            answer = known.get(literal)
            if answer is None:
                answer = known[literal] = literal in folded
            if answer:
                return True
        return False


_last = _Text(b"")
"""The file that was asked about last: several sieves ask about it in turn."""


class Sieve:
    """A `Screen`, made ready to be asked of many files."""

    __slots__ = ("_bits", "_combinations", "_left", "_questions", "_samples", "_stems", "is_arranged")

    SAMPLES = 8
    """Files that are asked everything. What they have tells which questions are worth asking of all."""

    def __init__(self, screen: Screen) -> None:
        self._combinations: list[Combination] = [
            (
                tuple(tuple(each) for each in combination if isinstance(each, frozenset)),
                tuple(each for each in combination if not isinstance(each, frozenset)),
            )
            for combination in screen
        ]
        self.is_arranged = False
        self._samples: list[bytes] = []
        self._stems: dict[bytes, bytes] = {}
        self._questions: tuple[tuple[int, bytes], ...] = ()
        """What every file is asked, each with the bit that is its answer."""
        self._bits: list[list[int]] = []
        """For each combination the sets that the questions can rule out, as the bits of their answers."""
        self._left: dict[int, tuple[dict[bytes, bool], list[Combination]]] = {}
        """By the answers: what they tell, and the combinations that are not ruled out."""

    def passes(self, data: bytes) -> bool:
        """Whether a file with these bytes can hold a finding."""
        global _last
        text = _last
        if text.data is not data:
            text = _last = _Text(data)
        if text.speaks_to_us:
            return True
        if not self.is_arranged:
            self._samples.append(text.folded)
            if len(self._samples) == self.SAMPLES:
                self._arrange()
            return self._judge(text, self._combinations)
        folded = text.folded
        answers = 0
        for bit, literal in self._questions:
            if literal in folded:
                answers |= bit
        left = self._left.get(answers)
        if left is None:
            if len(self._left) >= _REMEMBERED:
                self._left.clear()
            left = self._left[answers] = self._not_ruled_out(answers)
        known, combinations = left
        if not combinations:
            return False
        text.known.update(known)
        return self._judge(text, combinations)

    def _judge(self, text: _Text, combinations: list[Combination]) -> bool:
        """Whether a file has all of some combination. The functions of all are asked last."""
        waiting: list[tuple[Test, ...]] = []
        sets: dict[Literals, bool] = {}
        for wanted, tests in combinations:
            for literals in wanted:
                found = sets.get(literals)
                if found is None:
                    found = sets[literals] = text.has_one(literals)
                if not found:
                    break
            else:
                waiting.append(tests)
        waiting.sort(key=len)
        answers: dict[Test, bool] = {}
        for tests in waiting:
            for test in tests:
                answer = answers.get(test)
                if answer is None:
                    answer = answers[test] = test(text.data)
                if not answer:
                    break
            else:
                return True
        return False

    # -- Arranging the questions

    def _arrange(self) -> None:
        """Choose what every file is asked, by what the files so far have."""
        samples, self._samples = self._samples, []
        self.is_arranged = True
        every = {literals for sets, _ in self._combinations for literals in sets}
        shortest = {literals: _shortest(literals) for literals in every}
        self._stems = _stems({literal for literals in shortest.values() for literal in literals})
        self._combinations = [
            (tuple(sorted((shortest[each] for each in sets), key=_by_price)), tests)
            for sets, tests in self._combinations
        ]
        by_set: dict[Literals, list[int]] = {}
        for number, (sets, _) in enumerate(self._combinations):
            for literals in sets:
                by_set.setdefault(literals, []).append(number)
        stems = {each: frozenset(self._stems.get(literal, literal) for literal in each) for each in by_set}
        asking = {stem for each in stems.values() for stem in each}
        having = {stem: {number for number, text in enumerate(samples) if stem in text} for stem in asking}
        odds = {
            each: (len(set[int]().union(*(having[stem] for stem in stems[each]))) + 0.5) / (len(samples) + 1)
            for each in by_set
        }
        risks = [1.0] * len(self._combinations)
        """Of each combination, how likely it is that it is not ruled out yet."""
        asked: dict[bytes, None] = {}
        while by_set:
            gains = {
                each: (1 - odds[each]) * sum(risks[number] for number in numbers)
                / (len(stems[each] - asked.keys()) or 0.01)
                for each, numbers in by_set.items()
            }  # fmt: skip
            best = max(by_set, key=lambda each: (gains[each], each))
            if gains[best] < _WORTH:
                break
            asked.update(dict.fromkeys(sorted(stems[best])))
            for number in by_set.pop(best):
                risks[number] *= odds[best]
        bits = {literal: 1 << number for number, literal in enumerate(asked)}
        self._questions = tuple((bit, literal) for literal, bit in bits.items())
        told = {each: sum(bits[stem] for stem in stems[each]) for each in stems if stems[each] <= bits.keys()}
        self._bits = [[told[each] for each in sets if each in told] for sets, _ in self._combinations]

    def _not_ruled_out(self, answers: int) -> tuple[dict[bytes, bool], list[Combination]]:
        known = {literal: bool(answers & bit) for bit, literal in self._questions}
        left: list[Combination] = []
        for (sets, tests), bits in zip(self._combinations, self._bits, strict=True):
            if not all(answers & each for each in bits):
                continue
            open_sets: list[Literals] = []
            for literals in sets:
                possible = [each for each in literals if known.get(self._stems.get(each, each), True)]
                if not any(known.get(each) for each in possible):
                    open_sets.append(tuple(possible))
            left.append((tuple(open_sets), tests))
        return known, left


def _stems(literals: set[bytes]) -> dict[bytes, bytes]:
    """From a literal to a part that it has in common with others: where that is missing, all of them are."""
    parts: dict[bytes, int] = {}
    for literal in literals:
        part = literal[:_STEM]
        if len(part) == _STEM and b" " not in part:
            parts[part] = parts.get(part, 0) + 1
    short = {each.strip() for each in literals if each != each.strip() or len(each) < _STEM}
    cores = [part for part, count in parts.items() if count > 1]
    cores += [each for each in short if len(each) > 2 and sum(each in literal for literal in literals) > 2]
    cores.sort(key=_by_length)
    stems: dict[bytes, bytes] = {}
    for literal in literals:
        for core in cores:
            if core in literal:
                if core != literal:
                    stems[literal] = core
                break
    return stems


def _shortest(literals: Literals) -> Literals:
    """The literals that hold no other one: where a longer one occurs, so does the shorter in it."""
    kept: list[bytes] = []
    for literal in sorted(literals, key=_by_length):
        if not any(other in literal for other in kept):
            kept.append(literal)
    return tuple(kept)


def _by_length(literal: bytes) -> tuple[int, bytes]:
    return len(literal), literal


def _by_price(literals: Literals) -> tuple[int, Literals]:
    return len(literals), literals
