"""What a judgement looked into, noted for the cache: bytes of files, and questions with their answers.

A model answers from what it worked out for files before, so what one judgement asked is not all that it
stands on. So notes are kept by the file *from* which a question was asked. Whatever a judgement has come to
stands on its file, on the answers to the questions asked from there, on the files that these name, and so on.
"""

from __future__ import annotations

try:
    from _blake2 import blake2b as blake2b  # the same as hashlib's, which takes longer to import than to use
except ImportError:
    from hashlib import blake2b as blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    Answer = str | list[str] | None
    Question = tuple[str, str]
    """What is asked ("python" and "typescript": what an import means; "related", "importers", "mentioning"),
    and the words that belong to it."""

NOTHING = ""
"""The digest of a file that could not be read."""

END = ""
"""Stands behind the last file of an answer that is given piece by piece and was taken to its end."""

BETWEEN = "\0"
"""Parts the words of a question."""


def digest(data: bytes | None) -> str:
    """What tells a file's bytes from all others; `NOTHING` for None."""
    return NOTHING if data is None else blake2b(data, digest_size=16).hexdigest()


class Noted:
    """Some notes: the digests of files, and by file the questions that were asked from it. Picklable."""

    __slots__ = ("answers", "files", "traits")

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.answers: dict[str, dict[Question, Answer]] = {}
        self.traits: dict[tuple[str, str], bool] = {}
        """What the screens say of a text, by the screen's name and the text's digest."""


class Notes:
    """Takes notes, each once."""

    def __init__(self) -> None:
        self._new = Noted()
        self._files: dict[str, str] = {}
        self._answers: set[tuple[str, str, str]] = set()
        self._mentioned: dict[tuple[str, str], int] = {}

    def take(self) -> Noted:
        """What was noted since the last call."""
        taken, self._new = self._new, Noted()
        return taken

    def forget(self) -> None:
        """Note again what was noted already."""
        self._files.clear()
        self._answers.clear()
        self._mentioned.clear()

    def file(self, path: str, data: bytes | None) -> None:
        """Note a file's bytes as they were read; None where they could not be."""
        told = digest(data)
        if self._files.get(path) != told:
            self._files[path] = self._new.files[path] = told

    def answer(self, path: str, kind: str, words: str, answer: Answer) -> None:
        """Note the answer to a question about the file at `path`."""
        key = (path, kind, words)
        if key not in self._answers:
            self._answers.add(key)
            self._new.answers.setdefault(path, {})[kind, words] = answer

    def trait(self, screen: str, data: bytes, answer: bool) -> None:
        """Note what a screen says of a text."""
        self._new.traits[screen, digest(data)] = answer

    def mentioned(self, path: str, words: Collection[str], found: list[str], *, is_all: bool) -> None:
        """Note what was taken of an answer that is given piece by piece: the beginning counts."""
        text = BETWEEN.join(sorted(words))
        answer = [*found, END] if is_all else list(found)
        if len(answer) > self._mentioned.get((path, text), 0):
            self._mentioned[path, text] = len(answer)
            self._new.answers.setdefault(path, {})["mentioning", text] = answer
