"""The literals that a name can't do without, by its pattern: the first half of the screen.

A file is searched for them in a folded form: letters in lower case, `_` and `$` left out, and a space in
place of all else but letters and digits. So a space in a literal is the border of an identifier. Long words
are rare enough anywhere; short ones (`sse`, also in `assert`) are asked for with a border, or with a word
that the pattern has beside them.
"""

from __future__ import annotations

from genlint_rules.pieces import Choice, Gap, Plural, Word, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from genlint_rules.pieces import Lists, Piece

    Literals = frozenset[str]

_LONG = 4
"""Letters from which on a word is asked for by itself."""

_ANYTHING: Literals = frozenset({""})


def needed(pattern: str, lists: Lists) -> list[Literals]:
    """Sets of literals, of each of which a file that holds a name of the pattern holds one. The name may
    be parted over two identifiers between any two words.

    Optional words and `*` ask for nothing. Raises `ValueError` for patterns that can't be read.
    """
    piece = parse(pattern, lists)
    found: list[Literals] = []
    for at, part in enumerate(piece):
        if not isinstance(part, Choice) or any(not choice for choice in part.pieces):
            continue
        asked: set[str] = set()
        for choice in part.pieces:
            asked |= _of_choice(choice, piece[:at], piece[at + 1 :])
        if "" not in asked:
            found.append(frozenset(asked))
    return found


def of_ids(key: str, lists: Lists) -> Literals:
    """Literals of which a file that names an ID of a list has one: words that say whose ID it is, since `id`
    itself has other names. Other words may stand around each (`chatData.id`, `currentChats`)."""
    found: set[str] = set()
    for pattern in lists.get(key, ()):
        sets = [_plain_words(part) for part in parse(pattern, lists) if isinstance(part, Choice)]
        found |= most_telling([each for each in sets if not each & {"", "id"}])
    return frozenset(found)


def _plain_words(part: Choice) -> Literals:
    """A word of each alternative, without its last letter where that changes in the plural."""
    found: set[str] = set()
    for choice in part.pieces:
        words = [each.text for each in choice if isinstance(each, Word) and each.text.isascii()]
        inner = [_plain_words(each) for each in choice if isinstance(each, Choice)]
        if words:
            word = max(words, key=len)
            found.add(word.removesuffix("y") if len(word) > 2 else word)
        else:
            found |= most_telling([each for each in inner if "" not in each])
    return frozenset(found)


def most_telling(sets: list[Literals]) -> Literals:
    """Of the sets that a pattern needs the one that fewest files can be expected to have."""
    return min(sets, key=lambda each: (odds(each), sorted(each)), default=_ANYTHING)


def odds(literals: Literals) -> float:
    """A guess at the part of all files that have one of some literals, by their length."""
    without = 1.0
    for literal in literals:
        without *= 1 - 0.5 ** max(len(literal) - 2, 0)
    return 1 - without


def _only_word(choice: Piece) -> str:
    """The word of an alternative that is no more than one that is asked for by itself; or ""."""
    first = choice[0]
    if not isinstance(first, Word) or len(first.text) < _LONG or not first.text.isascii():
        return ""
    return first.text if all(isinstance(part, Plural) for part in choice[1:]) else ""


def _of_choice(choice: Piece, before: Piece, after: Piece) -> Literals:
    """The literals of one alternative, of which a name has one: forms of its longest word."""
    only = _only_word(choice)
    if only:
        return frozenset({only})
    best: Literals = _ANYTHING
    best_length = 0
    for part in choice:
        if isinstance(part, Word) and len(part.text) >= max(_LONG, best_length + 1) and part.text.isascii():
            best, best_length = frozenset({part.text}), len(part.text)
    if best_length and all(isinstance(part, (Word, Plural)) for part in choice):
        return best
    for at, part in enumerate(choice):
        left, right = [*before, *choice[:at]], [*choice[at + 1 :], *after]
        forms = _ANYTHING
        length = 0
        if isinstance(part, Word):
            if part.text.isascii():  # bytes don't tell the case of other letters
                length, forms = len(part.text), _forms(part.text, left, right)
        elif isinstance(part, Choice) and part.pieces and all(part.pieces):
            # An entry of a list is a pattern itself.
            forms = frozenset[str]().union(*(_of_choice(one, left, right) for one in part.pieces))
            length = min(map(len, forms))
        if length > best_length and "" not in forms:
            best, best_length = forms, length
    return best


def _forms(word: str, before: Piece, after: Piece) -> Literals:
    """How a word may stand in a folded file, by what the pattern has beside it."""
    if len(word) >= _LONG:
        return frozenset({word})
    forms = [frozenset({word})]
    following = _beside(after)
    if following is not None:
        forms.append(frozenset({word + " ", *(word + other for other in following)}))
    preceding = _beside([_reversed(part) for part in reversed(before)])
    if preceding is not None:
        forms.append(frozenset({" " + word, *(other[::-1] + word for other in preceding)}))
    return min(forms, key=lambda each: (each == forms[0], len(each), sorted(each)))


def _beside(piece: Piece) -> set[str] | None:
    """What may stand first in a piece, glued to what stands before it; None where it may be anything."""
    found: set[str] = set()
    for part in piece:
        match part:
            case Gap():
                # Any word, or what comes after the gap.
                return None
            case Plural():
                found.add("s")
            case Word():
                found.add(part.text)
                return found
            case Choice():
                optional = False
                for choice in part.pieces:
                    inner = _beside(choice)
                    if inner is None:
                        return None
                    found |= inner
                    optional = optional or not any(isinstance(each, (Word, Choice)) for each in choice)
                if not optional:
                    return found
    return found


def _reversed(part: Word | Plural | Gap | Choice) -> Word | Plural | Gap | Choice:
    """A part of a pattern, from its end to its beginning."""
    if isinstance(part, Word):
        return Word(part.text[::-1])
    if isinstance(part, Choice):
        return Choice([[_reversed(each) for each in reversed(choice)] for choice in part.pieces])
    return part


def of_slots(key: str, lists: Lists) -> Literals:
    """Literals of which a file that names a slot of a list has one."""
    each = [most_telling(needed(pattern, lists)) for pattern in lists.get(key, ())]
    return frozenset().union(*each)
