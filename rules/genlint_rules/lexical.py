"""What the names of a pattern look like in the text of a file, as regular expressions.

All here errs on one side: a name that a pattern describes is always found, however it is written, and other
things may be. Expressions are for bytes, without regard to case, and written as `genlint.expressions` asks.
"""

from __future__ import annotations

from genlint.expressions import SPACE

from genlint_rules.pieces import Choice, Gap, Plural, Word, is_optional, parse, partings
from genlint_rules.words import word_set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from genlint_rules.pieces import Lists, Piece

INSIDE = r"\w$\x80-\xff"
"""What stands in identifiers, for a set of characters."""

NEVER = r"[^\x00-\xff]"
"""What matches nothing."""

_BEGIN = rf"(?:^|[^{INSIDE}])[_$]*"
_END = rf"[_$]*(?:$|[^{INSIDE}])"
_ANY = rf"[{INSIDE}-]*"

_JOINT = "[_$-]*"
"""What stands between two words of one identifier."""

_ACCESS = rf"(?:\({SPACE}*\)|[!?])*{SPACE}*[!?]*\.{SPACE}*[_$#]*"
"""What stands between an owner and its property: `a.b`, `a?.b`, `a().b`, and a dot on the next line."""

_KEY = rf"{SPACE}*(?:\?\.{SPACE}*)?\[{SPACE}*[\"'`][_$]*"
"""The same for `a["b"]`."""

_BETWEEN = f"(?:{_JOINT}|{_ACCESS}|{_KEY})"
"""What may stand between two words of a name, which an owner and its property may share."""

_CALLED = (
    rf"[_$]*(?:[\"'`]{SPACE}*[\])])?{SPACE}*(?:\?\.{SPACE}*)?[(<]"
    rf"|{SPACE}+[\w$-]+=[{{\"']"  # an element with attributes
)
_RENAMED = (
    rf"[_$]*(?:{SPACE}+as{SPACE}|{SPACE}*:{SPACE}*[{INSIDE}]+{SPACE}*"
    rf"(?:=[^{{}}]*)?(?:,[^{{}}]*)?\}}{SPACE}*=)"
)
_HANDED_ON = rf"[_$]*{SPACE}*[,);]"

ACTS = word_set("use open create connect aconnect subscribe listen watch start track begin")
"""Words that nothing is named by. What is written `connect.socket` is so written where it stands."""


def identifier(pattern: str, lists: Lists) -> str:
    """What a name of the pattern looks like, written as one identifier.

    Raises `ValueError` for patterns that can't be read.
    """
    return _name(parse(pattern, lists), _JOINT)


def whole(pattern: str, lists: Lists) -> str:
    """The same, written as one identifier or as an owner and its property."""
    return _name(parse(pattern, lists), _BETWEEN)


def core(pattern: str, lists: Lists) -> str:
    """What every name of the pattern that is written as one identifier holds: its last two words that may not
    be missing, and what stands between. Where there are no others, what the name itself looks like.

    Raises `ValueError` for patterns that can't be read.
    """
    piece = parse(pattern, lists)
    needed = [at for at, part in enumerate(piece) if not is_optional([part])]
    if len(needed) < 3:
        return _name(piece, _JOINT)
    return _words(piece[needed[-2] : needed[-1] + 1], _JOINT)


def ending(pattern: str, lists: Lists, *, as_class: bool = False) -> str | None:
    """What a property ends in that makes a name of the pattern with its owner; None where no name can
    be parted so. `as_class` asks for one that is named as classes are."""
    piece = parse(pattern, lists)
    if next(partings(piece), None) is None:
        return None
    tail = _tail(piece)
    if not as_class:
        return _words(tail, _JOINT)
    capital = _words(tail, _JOINT, first="capital")
    return f"(?:{_BEGIN}(?:{capital}|(?-i:[A-Z]){_ANY}{_words(tail, _JOINT)}))"


def called(names: Iterable[str], *, or_handed_on: bool = False) -> str:
    """What a name looks like where it is called, or renamed as it is taken from its owner."""
    ways = [_CALLED, _RENAMED, *([_HANDED_ON] if or_handed_on else [])]
    return f"{either(names)}(?:{'|'.join(ways)})"


def parted(pattern: str, lists: Lists, *, as_class: bool = False) -> tuple[str, str]:
    """What an owner and its property look like where they make a name of the pattern, and the owner stands in
    another place: in an import, as an alias, where something is taken apart.

    The property must be called by its own name, or be renamed as it is taken from its owner. `as_class` asks
    for one that is named as classes are.
    """
    first = "capital" if as_class else "any"
    ways = [two for two in partings(parse(pattern, lists)) if not _is_act(two[0])]
    owner = either(_name(before, _JOINT) for before, _ in ways)
    own = called(_words(after, _JOINT, first=first) for _, after in ways)
    return owner, f"{_BEGIN}#?{own}"


def words(pattern: str, lists: Lists, *, starts: bool = False) -> str:
    """What the words of the pattern look like, as a part of an identifier; `starts`: where no letter of
    another word stands before."""
    return _words(parse(pattern, lists), _JOINT, first="start" if starts else "any")


def _starting(word: str) -> str:
    """What a word that another one or nothing stands before looks like."""
    if not word[:1].isascii() or not word[:1].isalpha():
        return _escape(word)
    first, rest = word[0], _escape(word[1:])
    return f"(?:(?-i:{first.upper()})|(?:^|[^a-z]){first}){rest}"


def either(expressions: Iterable[str]) -> str:
    """What one of some expressions matches."""
    found = list(dict.fromkeys(expressions))
    return f"(?:{'|'.join(found)})" if found else NEVER


def _name(piece: Piece, between: str) -> str:
    """The expression of a whole name."""
    begin, end = _BEGIN, _END
    while piece and isinstance(piece[0], Gap):
        begin, piece = "", piece[1:]
    while piece and isinstance(piece[-1], Gap):
        end, piece = "", piece[:-1]
    if is_optional(piece):
        return ""
    return f"{begin}{_words(piece, between, first='any' if begin else 'start')}{end}"


def _words(piece: Piece, between: str, *, first: str = "any") -> str:
    """The expression of words. `first` tells what is known of the first one: "start", that no letter of
    another word stands before; "capital", that it has one; or nothing ("any")."""
    out: list[str] = []
    is_first = True
    for part in piece:
        if isinstance(part, Gap):
            if is_first and first == "capital":
                out.append("(?-i:[A-Z])")
                first = "any"
            out.append(_ANY if between is _JOINT else f"{_ANY}(?:(?:{_ACCESS}|{_KEY}){_ANY})?")
        elif isinstance(part, Plural):
            out.append("s?")
        elif isinstance(part, Word):
            out.append(_first_word(part.text, first) if is_first else between + _escape(part.text))
        else:
            known = first if is_first else "any"
            choices = either(_words(each, between, first=known) for each in part.pieces if each)
            if not any(not each for each in part.pieces):
                out.append(choices if is_first else between + choices)
            elif is_first:
                out.append(f"(?:{choices}{between})?")
                first = "any"  # of what follows then
                continue
            else:
                out.append(f"(?:{between}{choices})?")
        is_first = is_first and isinstance(part, Gap)
    return "".join(out)


def _tail(piece: Piece) -> Piece:
    """The last word of a piece that may not be missing, and all that follows."""
    at = max(at for at, part in enumerate(piece) if not is_optional([part]))
    last = piece[at]
    if isinstance(last, Choice):
        last = Choice([_tail(each) for each in last.pieces])
    return [last, *piece[at + 1 :]]


def _first_word(word: str, known: str) -> str:
    if known == "any" or not (word[:1].isascii() and word[:1].isalpha()):
        return _escape(word)
    return _starting(word) if known == "start" else f"(?-i:{word[0].upper()}){_escape(word[1:])}"


def _escape(word: str) -> str:
    """A word's letters. Of those beyond ASCII the case isn't told."""
    if word.isascii() and word.isalnum():
        return word
    from re import escape

    return "".join(escape(letter) if letter.isascii() else r"[\x80-\xff]+" for letter in word)


def _is_act(piece: Piece) -> bool:
    """Whether all words of a piece may be acts, or are left to the one who names."""
    return all(
        isinstance(part, (Gap, Plural))
        or (isinstance(part, Word) and part.text in ACTS)
        or (isinstance(part, Choice) and any(map(_is_act, part.pieces)))
        for part in piece
    )
