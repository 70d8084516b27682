"""The bytes of a file and the text in them: what is read can be written back, byte for byte."""

from __future__ import annotations

import io
import tokenize
from codecs import BOM_UTF8

from genlint.frontends import language_of
from genlint.records import dataclass


@dataclass(frozen=True)
class Encoded:
    """The text of a file, in UTF-8 and without a byte order mark, and how the file holds it."""

    text: bytes
    encoding: str
    mark: bytes

    def encode(self, text: bytes) -> bytes:
        """Another text as such a file's bytes. Raises `UnicodeError` where the encoding lacks a character."""
        return self.mark + text.decode("utf-8").encode(self.encoding)


def decode(path: str, data: bytes) -> Encoded:
    """The text in `data`. Raises `UnicodeError` for what can't be decoded and encoded again unchanged."""
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    body = data[len(mark) :]
    encoding = "utf-8"
    if language_of(path) == "python" and not mark:
        try:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        except SyntaxError as error:
            raise UnicodeError(str(error.msg)) from error
    try:
        found = Encoded(body.decode(encoding).encode("utf-8"), encoding, mark)
        unchanged = found.encode(found.text) == data
    except LookupError as error:
        raise UnicodeError(str(error)) from error
    if not unchanged:
        raise UnicodeError(f"not every byte is kept by the encoding {encoding}")
    return found
