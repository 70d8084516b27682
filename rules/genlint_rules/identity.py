"""Which kind of ID a name names: `chat.id`, `currentChatId` and `getChatId()` all name a chat's.

English decides, not the mere presence of a word. `chatIdForProject` is a chat ID and `projectIdForChat`
a project ID; `hasChatId` is a question, `setChatId` an act, `chatIdToProject` a mapping, `chatIds` many.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from genlint_rules.words import ANY_WORDS, ID_WORDS, expression, singular, spell, split, word_set

Name = tuple[str, ...]
"""A dotted name as the model gives it: `("chat", "id")`; a call's part ends in `()`."""

# `pk` is one only where it is read of a thing.
_SAME_AS_ID = dict.fromkeys(ID_WORDS - {"pk"}, "id")

# Parts that hand out what stands before them: `chatIdRef.current`, `chatId.value`, `chatId.toString()`.
_TRANSPARENT = word_set(
    "current value val get() read() peek() toString() valueOf() trim() strip() toLowerCase() lower() "
    "unwrap() get_value() await data result hex raw"
)

# Calls that choose one of many: `chats.find(…)`, `chats.at(0)`, `api.chats.get(x)`.
_CHOOSERS = word_set(
    "find() get() at() pop() shift() first() last() one() single() find_one() findOne() next() "
    "find_unique() findUnique() findFirst() findById() find_by_id() getById() get_by_id() first_or_none() "
    "retrieve() fetch() load() filter() get_or_create()"
)

# What stands behind an ID's name without making it another thing: `chatIdState`, `chatIdParam2`.
_CARRIERS = word_set(
    "state ref refs value val current param parameter prop arg argument input override fallback default "
    "memo local internal signal raw safe str string text parsed trimmed normalized normalised resolved "
    "debounced deferred snapshot new old prev previous next initial hex var variable copy latest opt "
    "optional maybe here now"
)

# What wraps a thing that has an ID: `chatData.id`, `chatRow.id`.
_WRAPPERS = word_set(
    "data info record row obj object doc entity model item ref state details detail result response "
    "entry node dto payload instance"
)

# First words of names that are no ID though they speak of one: questions, acts, handlers.
_OTHER_NAMES = word_set(
    "has have is are was were should can could will would did does do needs need must no not without "
    "missing set on handle update change clear reset delete remove validate check compare same equals "
    "toggle invalidate by per as get use fetch load find select resolve ensure create make generate "
    "build parse extract lookup require save send post submit archive rename navigate subscribe register "
    "emit log track with"
)

# First words of a call's name that say "the result is what follows".
_GETTERS = word_set(
    "get use read fetch find select resolve ensure load lookup require extract parse to as make create "
    "generate new next compute derive obtain take pick normalize normalise sanitize sanitise encode decode "
    "format stringify build query peek default retrieve"
)

_ADJECTIVES = word_set(
    "current active selected my the this that initial default last latest first prev previous next new "
    "open own parent root route url param query session stored saved cached safe raw stable real or"
)

_PREPOSITIONS = word_set("from for by of in with per at via as on")

# `chatIdToUse` is a chat ID that waits for something; `chatIdToProject` maps one ID to another thing.
_PURPOSES = word_set(
    "use load delete remove open track fetch show restore resume connect subscribe watch follow stream send "
    "submit pass poll listen display render select save join leave check edit be"
)


class Identities:
    """The kinds of ID that a policy knows, each a list of the vocabulary."""

    def __init__(self, kinds: Mapping[str, tuple[str, ...]], lists: Mapping[str, tuple[str, ...]]) -> None:
        """`kinds`: from a kind's name to its patterns. Raises `ValueError` for malformed patterns."""
        groups = [
            f"(?P<k{number}>{'|'.join(expression(pattern, lists) for pattern in patterns)})"
            for number, patterns in enumerate(kinds.values())
            if patterns
        ]
        self._names = [name for name, patterns in kinds.items() if patterns]
        numbers = [number for number, patterns in enumerate(kinds.values()) if patterns]
        self._groups = [f"k{number}" for number in numbers]
        # Qualifiers, the ID itself (the rightmost that fits), and what may stand behind it.
        carriers = "|".join(sorted(_CARRIERS)) + r"|\d+"
        self._regex = (
            re.compile(rf"(?P<before>{ANY_WORDS})(?:{'|'.join(groups)})(?: (?:{carriers}))*$")
            if groups
            else None
        )
        self.kind = lru_cache(maxsize=16384)(self._kind)

    def _kind(self, name: Name) -> str | None:
        """The kind of ID that `name` names; None where it names none, or none that is known."""
        words = phrase(name)
        if words is None or self._regex is None:
            return None
        found = self._regex.match(spell(words))
        if found is None:
            return None
        for kind, group in zip(self._names, self._groups, strict=True):
            if found[group] is not None:
                return kind
        return None


def phrase(name: Name) -> tuple[str, ...] | None:
    """The words for the one ID that a dotted name may stand for; None where it stands for none."""
    parts, element = _without_access(list(name))
    if not parts:
        return None
    taken = name[len(parts) :]
    if not _is_plural(parts[-1]) and any(part not in _TRANSPARENT for part in taken):
        # A part of one ID is none: `chatId.find("-")`, `chatId[0]`.
        return None
    called = parts[-1].endswith("()")
    words = _canonical(parts.pop(), one_of=element)
    if called:
        words = _result(words)
    if words in (("id",), ("pk",)):
        owner = _owner(parts)
        subject = _head(owner) if owner else None
        return None if subject is None else (*subject, "id")
    return _head(words) if words else None


def _without_access(parts: list[str]) -> tuple[list[str], bool]:
    """A name without the parts that only reach into what stands before, and whether one of many is meant."""
    element = False
    while parts and (parts[-1] in _TRANSPARENT or parts[-1] in _CHOOSERS or _is_position(parts[-1])):
        last = parts[-1]
        parts = parts[:-1]
        element = element or last in _CHOOSERS or _is_position(last)
    return parts, element


def _is_plural(part: str) -> bool:
    words = split(part)
    return bool(words) and singular(words[-1]) != words[-1]


def _is_position(part: str) -> bool:
    return part == "[]" or part.lstrip("-").isdigit()


def _canonical(part: str, *, one_of: bool) -> tuple[str, ...]:
    words = tuple(_SAME_AS_ID.get(word, word) for word in split(part))
    if one_of and words:
        words = (*words[:-1], _SAME_AS_ID.get(singular(words[-1]), singular(words[-1])))
    return words


def _result(words: tuple[str, ...]) -> tuple[str, ...]:
    """What a call of that name gives: `getChatId()` a `chat id`; nothing where the name doesn't tell."""
    if "to" in words[1:]:
        return words[len(words) - words[::-1].index("to") :]
    if words and words[0] in _GETTERS:
        return words[1:]
    # `currentChatId()` is a signal; `archiveChatId()` is an act.
    return words if (len(words) > 2 and words[0] in _ADJECTIVES) or len(words) == 2 else ()


def _owner(parts: list[str]) -> tuple[str, ...] | None:
    """The words for the thing whose `id` is read: `chats[0]`, `getChat()`, `chatRef.current`."""
    parts, element = _without_access(parts)
    if not parts:
        return None
    last = parts[-1]
    words = _canonical(last, one_of=element)
    if last.endswith("()") and words and words[0] in _GETTERS:
        words = words[1:]
    while len(words) > 1 and words[-1] in _WRAPPERS:
        words = words[:-1]
    return words or None


def _head(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """The noun that a phrase is about: what stands before its first preposition."""
    if len(words) > 1 and words[0] in ("from", "for", "in", "of", "to", "with", "for"):
        words = words[1:]
    if words[0] in _OTHER_NAMES or "or" in words or "and" in words:
        return None
    for at, word in enumerate(words):
        if at and word in _PREPOSITIONS:
            return words[:at]
        if at and word == "to":
            return words[:at] if at + 1 < len(words) and words[at + 1] in _PURPOSES else None
    return words
