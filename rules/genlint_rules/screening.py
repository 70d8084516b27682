"""What a file must hold to be worth parsing, worked out from the vocabulary.

Each combination stands for one way in which a finding can come to be: a call of a generation hook, of a
connection, with a channel, an options record. It is made of the patterns that the rules judge by, told as
expressions over a file's text (`lexical`), and asks for less than they do.

What it can't see: a name or a text that is put together from parts or written with escapes
(`hooks["use" + "Image" + "Generation"]`), a key of several words with spaces between, and a name that is
parted over an owner and its property which stand apart, with the property under another name than its own
where it is called or taken from its owner.
"""

from __future__ import annotations

from genlint.expressions import Deferred, Near

from genlint_rules.lexical import (
    INSIDE,
    called,
    core,
    either,
    ending,
    identifier,
    parted,
    whole,
    words,
)
from genlint_rules.policy import CHAT_IN_GENERATION
from genlint_rules.words import CHANNEL_ENDINGS, ID_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genlint.rule import Requirement, Screen

    from genlint_rules.policy import Policy

    Words = Mapping[str, tuple[str, ...]]
    Combination = tuple[Requirement, ...]

_ID_WORD = f"(?:{'|'.join(sorted(ID_WORDS))})"

_ENDINGS = f"(?:[_-]*(?:{'|'.join(sorted(CHANNEL_ENDINGS))}))*"

_KEYWORDS = "and|as|else|extends|for|from|if|in|instanceof|is|not|of|or|satisfies"

_NO_PROSE = rf"(?:(?-i:[^a-z \t-])|$|[ \t]+(?:[^a-z \t]|(?:{_KEYWORDS})\b))"
"""What follows a name in code: no other name, but for keywords."""

_NEAR = 3_000
"""Bytes within which what one call is handed, or one record holds, stands; comments between it included."""


def screen(words: Words, policy: Policy = CHAT_IN_GENERATION) -> Screen:
    """What a file must hold to have a slot that takes a generation's ID, or what takes its place: a hook, a
    connection, a tracking call, an options record. No rule speaks of a file without, unless what it hands
    to another file ends in a slot there.

    A chat ID is not asked for, though rules want to see one: it may come from another file, and the names
    of slots are rare enough. Raises `ValueError` for patterns that can't be read.
    """
    key = (policy, *((name, tuple(entries)) for name, entries in words.items()))
    found = _made.get(key)
    if found is None:
        found = _made[key] = tuple(_of_slots(words, policy))
    return found


_made: dict[tuple[object, ...], Screen] = {}


def slots_screen(words: Words, policy: Policy = CHAT_IN_GENERATION) -> Screen:
    """What a file must hold for a chat ID that another file hands in to end in a slot: the same.

    Raises `ValueError` for patterns that can't be read.
    """
    return screen(words, policy)


def feeds_screen(words: Words, policy: Policy = CHAT_IN_GENERATION) -> Screen:
    """What a file must hold to hand on a chat ID to another file: a name of one, or of what it is the ID of.

    Raises `ValueError` for patterns that can't be read.
    """
    return ((either(_stranger(pattern, words) for pattern in words.get(policy.intruder, ())),),)


def glances(words: Words, policy: Policy = CHAT_IN_GENERATION) -> dict[str, Screen]:
    """What a module's text must hold for rules to look closer, by the names that they ask by: a "switch", one
    near "handlers", the "channel" of a generation.
    """
    marks = _Marks(words, policy)
    return {
        "switch": ((marks.switch,),),
        "handlers": tuple((each, marks.switch, near) for each, near in marks.handlers),
        "channel": ((marks.channel,),),
    }


class _Marks:
    """What slots and channels look like."""

    def __init__(self, lists: Words, policy: Policy) -> None:
        self.rightful = either(_id(pattern, lists) for pattern in lists.get(policy.rightful, ()))
        self.channel = _channel(lists, self.rightful)
        self.switch = _slots("switch-slots", lists)
        handlers = [_slots(key, lists) for key in ("handler-slots", "handler-maps")]
        self.handlers = [(each, Near(self.switch, each, _NEAR)) for each in handlers]
        """Each with the question whether a switch is near."""


def _of_slots(lists: Words, policy: Policy) -> Iterator[Combination]:
    for key in ("generation-hooks", "tracking-calls", "generation-connections"):
        yield from _calls(key, lists)
    marks = _Marks(lists, policy)
    together = {**lists, "connections": _together(lists, "connections", "openings")}
    yield from _calls("connections", together, marks.channel)
    for identity in (marks.rightful, marks.channel):
        yield from _calls("connection-options", lists, marks.switch, identity)
        for handlers, near in marks.handlers:
            yield handlers, marks.switch, identity, near


def _together(lists: Words, *keys: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pattern for key in keys for pattern in lists.get(key, ())))


def _calls(key: str, lists: Words, *others: Requirement) -> Iterator[Combination]:
    """The ways in which a call with a name of a list can stand in a file: under the whole name, or under that
    of a property, with its owner beside it or elsewhere. `others` is what a file must hold as well."""
    patterns = lists.get(key, ())
    names = Deferred(lambda: either(identifier(pattern, lists) for pattern in patterns))
    yield either(core(pattern, lists) for pattern in patterns), *others, names
    # A hook whose name is parted over two is none; a class may be. These two are called where they stand.
    as_class = key == "generation-hooks"
    by_others = key not in ("generation-hooks", "connection-options")
    endings = [ending(pattern, lists, as_class=as_class) for pattern in patterns]
    own = called(filter(None, endings), or_handed_on=by_others)
    yield own, *others, Deferred(lambda: either(whole(pattern, lists) for pattern in patterns))
    pairs = _Pairs(tuple(each for each, end in zip(patterns, endings, strict=True) if end), lists, as_class)
    for number in range(len(pairs.patterns)):
        yield own, *others, pairs.owners, *pairs.of(number)


class _Pairs:
    """The owners and properties of some patterns, worked out when a file asks for them."""

    def __init__(self, patterns: tuple[str, ...], lists: Words, as_class: bool) -> None:
        self.patterns = patterns
        self._lists = lists
        self._as_class = as_class
        self._made: list[tuple[str, str]] | None = None
        self.owners = Deferred(lambda: either(owner for owner, _ in self._pairs()))

    def of(self, number: int) -> tuple[Deferred, Deferred]:
        """The property and the owner of one pattern."""
        return Deferred(lambda: self._pairs()[number][1]), Deferred(lambda: self._pairs()[number][0])

    def _pairs(self) -> list[tuple[str, str]]:
        if self._made is None:
            self._made = [parted(each, self._lists, as_class=self._as_class) for each in self.patterns]
        return self._made


def _slots(key: str, lists: Words) -> str:
    """What a slot of a list is named by."""
    return either(identifier(pattern, lists) for pattern in lists.get(key, ()))


def _id(pattern: str, lists: Words) -> str:
    """What the names of an ID hold: its words, of which the last may be another word for `id`."""
    owner = pattern.removesuffix(" id")
    return words(owner, lists) + ("" if owner == pattern else f"[_$-]*{_ID_WORD}")


def _stranger(pattern: str, lists: Words) -> str:
    """What the names of an ID look like in code, or of what it is the ID of, be it one or many. In prose
    another word follows."""
    owner = pattern.removesuffix(" id")
    if owner == pattern:
        return words(pattern, lists, starts=True)
    noun = words(owner, lists, starts=True)
    return f"{noun}[_$-]*{_ID_WORD}|{_one_or_many(noun)}{_NO_PROSE}"


def _one_or_many(noun: str) -> str:
    """What a noun looks like in the singular or the plural."""
    if "y" in noun:
        from re import sub

        noun = sub(r"y(?=[|)]|$)", "(?:y|ies)", noun)
    return f"{noun}(?:s|es)?"


def _channel(lists: Words, rightful: str) -> str:
    """A text with what names a generation's kind, as it may stand before an ID.

    The text is what stands between quotes and what is put in, on one line or in a long literal.
    """
    kinds = either(words(pattern, lists) for pattern in lists.get("generation-channels", ()))
    found: list[str] = []
    for begin, line in (("[\"'`}%$]", r"\n"), ("(?:`|\"\"\"|''')", "")):
        text = f"[^\"'`{{}}%${line}]*"
        after = f"(?:[^{INSIDE}\"'`{{}}%{line}-]{text})?"
        found.append(f"{begin}{text}(?:{kinds}s?{_ENDINGS}{after}|{rightful}{text})[\"'`{{%$]")
    return either(found)
