"""What says that a generation is running: the domain's part in the model's `implies`."""

from __future__ import annotations

from typing import Literal as OneOf

from genlint_rules.identity import Name
from genlint_rules.lexicon import Lexicon
from genlint_rules.words import split, word_set

# Parts that hand out the state that stands before them.
_TRANSPARENT = word_set("current value get() val peek() get_value()")

# Parts that ask a collection whether it holds something: `activeJobs.has(id)`, `generatingIds.length`.
_COLLECTIVE = word_set("has() includes() some() length size len() any() count() includes contains() isEmpty")
_NEGATIONS = word_set("not isnt no non never")

# Values that say what runs, whatever the variable that holds them is called.
_UNMISTAKABLE = frozenset(
    {("generating",), ("processing",), ("rendering",), ("in", "progress"), ("executing",)}
)

_ACTIVE_WORDS = word_set("active running pending processing generating progress busy live ongoing")
_TERMINAL_WORDS = word_set(
    "terminal final finished done completed complete ended inactive idle closed settled"
)


class Running:
    """Tells of names and values whether they say that a generation is running. A `Judge`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def state(self, name: Name) -> bool | None:
        """True where `name` being true says so, False where its being false does, None for neither."""
        parts = list(name)
        while len(parts) > 1 and (parts[-1] in _TRANSPARENT or parts[-1] in _COLLECTIVE):
            parts.pop()
        words = split(parts[-1]) if parts else ()
        negated = [word for word in words if word in _NEGATIONS]
        words = tuple(word for word in words if word not in _NEGATIONS)
        if not words:
            return None
        readings = [words]
        if len(parts) > 1:
            readings.append((*split(parts[-2]), *words))
        said = self._said(readings)
        return said if said is None or len(negated) % 2 == 0 else not said

    def _said(self, readings: list[tuple[str, ...]]) -> bool | None:
        matches = self.lexicon.matches
        if matches("other-states", readings[0]):
            return None
        if any(matches("finished-states", words) for words in readings):
            return False
        if any(matches("generation-states", words) for words in readings):
            return True
        return None

    def status(self, name: Name, operator: OneOf["eq", "ne"], values: tuple[object, ...]) -> bool:
        """Whether `name` being one of `values` (or, with "ne", none of them) says so."""
        if not values:
            return False
        if all(isinstance(value, bool) for value in values):
            said = self.state(name)
            return said is not None and all((value is said) == (operator == "eq") for value in values)
        if all(value is None or value == "" for value in values):
            return operator == "ne" and self.state(name) is True
        texts = [split(value) for value in values if isinstance(value, str) and value]
        if operator == "eq":
            return len(texts) == len(values) and all(
                self.lexicon.matches("active-statuses", text)
                and (text in _UNMISTAKABLE or self._is_status(name))
                for text in texts
            )
        return self._is_status(name) and any(
            self.lexicon.matches("terminal-statuses", text) for text in texts
        )

    def member(self, name: Name, container: Name, operator: OneOf["in", "not in"]) -> bool:
        """Whether `name in container` says so, by the container's name: `ACTIVE_STATES`."""
        words = {word for part in container[-1:] for word in split(part)}
        if operator == "in":
            return bool(words & _ACTIVE_WORDS) and not words & _NEGATIONS
        return bool(words & _TERMINAL_WORDS)

    def _is_status(self, name: Name) -> bool:
        parts = [part for part in name if part not in _TRANSPARENT]
        if not parts:
            return False
        words = split(parts[-1])
        whole = (*split(parts[-2]), *words) if len(parts) > 1 else words
        matches = self.lexicon.matches
        return matches("status-names", words) and not (
            matches("other-statuses", words) or matches("other-statuses", whole)
        )
