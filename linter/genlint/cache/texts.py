"""What the screens say of texts, kept by the digests of these: to read a file and look its digest up takes a
small part of the time that a screen takes."""

from __future__ import annotations

from genlint.cache import folder as cache_folder
from genlint.cache.folder import BrokenCache
from genlint.notes import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from genlint.settings import Settings

_SIZE = 16

MAX_KNOWN = 500_000
"""Answers of which those that no run of late has asked for are forgotten when there are more."""


class Texts:
    """The answers of earlier runs, and new ones."""

    def __init__(self, folder: str, key: str) -> None:
        """`folder` is the cache's; `key` tells genlint's and the rule sets' code from all others."""
        self._folder = folder
        self._name = key + cache_folder.TEXTS
        self._known: dict[bytes, bool] = {}
        self.new: dict[bytes, bool] = {}
        """The answers that are to be kept: by digest."""
        self._persons: dict[tuple[str, int], tuple[Settings, bytes]] = {}
        self.problem: str | None = None
        """Why what is kept is not used, or can't be kept."""
        try:
            data = cache_folder.read(folder, self._name) or b""
            if len(data) % (_SIZE + 1):
                raise BrokenCache(f"{self._name} is damaged")
            step = _SIZE + 1
            self._known = {data[at : at + _SIZE]: data[at + _SIZE] == 1 for at in range(0, len(data), step)}
        except BrokenCache as error:
            self.problem = str(error)

    def key(self, screen: str, settings: Settings, source: bytes) -> bytes:
        """What an answer is kept by: told from the text, the screen's name and the vocabulary."""
        person = self._persons.get((screen, id(settings)))
        if person is None:
            told = repr((screen, sorted(settings.words.items()))).encode()
            person = settings, blake2b(told, digest_size=16).digest()
            self._persons[screen, id(settings)] = person
        return blake2b(source, digest_size=_SIZE, person=person[1]).digest()

    def answer(self, key: bytes) -> bool | None:
        """What is known; None where nothing is."""
        known = self._known.get(key)
        return self.new.get(key) if known is None else known

    def save(self) -> None:
        """Write what is new."""
        if not self.new:
            return
        known = {**self._known, **self.new} if len(self._known) < MAX_KNOWN else self.new
        data = b"".join(key + (b"\1" if answer else b"\0") for key, answer in known.items())
        try:
            cache_folder.write(self._folder, self._name, data)
        except BrokenCache as error:
            self.problem = self.problem or str(error)
