"""From bytes to text and a syntax tree, and what can be said of a file that is not quite Python."""

from __future__ import annotations

import ast
import re
import warnings
from codecs import BOM_UTF8
from itertools import accumulate

from genlint.lazy import lazy_regex
from genlint.model.ir import Problem, Span

SALVAGE_ATTEMPTS = 20
"""How many offending places are blanked out before the rest of the file is given up."""

LONG_LINE = 2000
"""Bytes. An expression too deep for the parser is a line longer than this, more often than not."""

NEWLINE = lazy_regex(rb"\r\n?|\n")
MISSING_BODY = lazy_regex(r"expected an indented block after .* on line (\d+)")
CONTINUATION = lazy_regex(rb"(?:elif|else|except|finally)\b")
HEADER = lazy_regex(
    rb"(?:async\b|class\b|def\b|elif\b|else\b|except\b|finally\b|for\b|if\b|try\b|while\b|with\b)"
)


def decode(source: bytes) -> tuple[bytes, list[Problem]]:
    """The same text in UTF-8 without a byte order mark, by the mark or by the PEP 263 cookie.

    An unknown encoding is a problem, and the text is then read as UTF-8.
    Raises `UnicodeError` for bytes that the encoding doesn't know.
    """
    if not any(b"coding" in line for line in source.split(b"\n", 2)[:2]):
        source = source.removeprefix(BOM_UTF8)
        source.decode("utf-8")
        return source, []
    import io
    import tokenize  # it compiles an expression for each kind of token

    problems: list[Problem] = []
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    except SyntaxError as error:
        encoding = "utf-8"
        problems.append(Problem((0, 0), str(error.msg)))
    if source.startswith(BOM_UTF8):
        source = source[len(BOM_UTF8) :]
    if encoding.removesuffix("-sig") == "utf-8":
        source.decode("utf-8")
        return source, problems
    try:
        text = source.decode(encoding)
    except LookupError as error:  # a codec that is no text encoding, such as rot13
        source.decode("utf-8")
        return source, [Problem((0, 0), str(error))]
    return text.encode("utf-8", "replace"), problems


def line_starts(source: bytes) -> list[int]:
    """The byte offset of each line, counted from 1 as `ast` does (index 0 is unused)."""
    starts = [0, 0]
    if b"\r" in source:
        starts.extend(match.end() for match in NEWLINE.finditer(source))
    else:
        starts.extend(accumulate(len(line) + 1 for line in source.split(b"\n")))
        starts.pop()  # behind the last line there is no newline
    # A node may end on the line behind the last one: the tokenizer adds a missing newline.
    starts.append(len(source))
    return starts


def parse(source: bytes, starts: list[int]) -> tuple[ast.Module, list[Problem]]:
    """The tree of `source`; where it is not sound, that of its sound parts, and the problem.

    Never raises. Offending places are overwritten with blanks, so that all offsets stay.
    """
    problems: list[Problem] = []
    nul = source.find(b"\0")
    if nul >= 0:
        problems.append(Problem((nul, nul + 1), "syntax error: source code cannot contain null bytes"))
    text = bytearray(source.replace(b"\0", b" "))
    first: int | None = None
    for _ in range(SALVAGE_ATTEMPTS + 1):
        error = _try_parse(bytes(text))
        if isinstance(error, ast.Module):
            return error, problems
        place, lines = _place(error, bytes(text), starts)
        if not problems:
            problems.append(Problem(place, _message(error)))
        first = lines[0] if first is None else first
        _blank(text, starts, lines, type(error) is SyntaxError)
    for line in (lines[0], first or 1):
        start = _block_start(source, starts, line)
        _erase(text, starts[start], len(text))
        tree = _try_parse(bytes(text))
        if isinstance(tree, ast.Module):
            return tree, problems
    return ast.Module(body=[], type_ignores=[]), problems


def _try_parse(source: bytes) -> ast.Module | Exception:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # As text: a cookie in it has been obeyed already.
            return ast.parse(source.decode("utf-8"))
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        return error


def _message(error: Exception) -> str:
    if isinstance(error, SyntaxError):
        return f"syntax error: {error.msg}"
    if isinstance(error, (MemoryError, RecursionError)):
        return "nested too deeply to be parsed"
    return f"syntax error: {error}"


def _place(error: Exception, text: bytes, starts: list[int]) -> tuple[Span, range]:
    """Where the error is, and the lines to do without."""
    if not isinstance(error, SyntaxError) or not error.lineno:
        return _largest(text, starts)
    last = len(starts) - 2
    line = min(max(error.lineno, 1), last)
    start = starts[line] + _bytes(text, starts, line, (error.offset or 1) - 1)
    end = start
    end_line = line
    if error.end_lineno and error.end_lineno >= line:
        end_line = min(error.end_lineno, last)
        end = starts[end_line] + _bytes(text, starts, end_line, max((error.end_offset or 1) - 1, 0))
    if str(error.msg).startswith("expected 'except'"):
        return (start, max(end, start)), _unfinished_try(text, starts, line)
    missing = MISSING_BODY.search(str(error.msg))
    if missing:
        line = end_line = min(int(missing[1]), last)
    elif isinstance(error, IndentationError) and "unexpected" in str(error.msg):
        end_line = _indented_end(text, starts, line)
    return (start, max(end, start)), range(line, end_line + 1)


def _bytes(text: bytes, starts: list[int], line: int, characters: int) -> int:
    """How many bytes the first `characters` of a line take, within that line."""
    row = NEWLINE.split(text[starts[line] : starts[line + 1]], maxsplit=1)[0]
    return len(row.decode("utf-8", "replace")[: max(characters, 0)].encode())


def _largest(text: bytes, starts: list[int]) -> tuple[Span, range]:
    """For an error without a place: the longest line, or the largest block at the margin."""
    count = len(starts) - 2
    longest = max(range(1, count + 1), key=lambda line: starts[line + 1] - starts[line])
    lines = range(longest, longest + 1)
    if starts[longest + 1] - starts[longest] < LONG_LINE:
        heads = [line for line in range(1, count + 1) if _at_margin(text, starts, line)] or [1]
        ends = [*heads[1:], count + 1]
        blocks = [range(*pair) for pair in zip(heads, ends, strict=True)]
        lines = max(blocks, key=lambda block: starts[block.stop] - starts[block.start])
    return (starts[lines.start], starts[lines.stop]), lines


def _at_margin(text: bytes, starts: list[int], line: int) -> bool:
    """Whether a statement seems to begin at the left margin."""
    start = starts[line]
    return text[start : start + 1] not in b" \t\f\r\n#)]}" and CONTINUATION.match(text, start) is None


def _block_start(text: bytes, starts: list[int], line: int) -> int:
    """The line at the margin that the block around `line` begins with."""
    while line > 1 and not _at_margin(text, starts, line):
        line -= 1
    return line


def _indent(row: bytes) -> int:
    return len(row) - len(row.lstrip(b" \t"))


def _indented_end(text: bytes, starts: list[int], line: int) -> int:
    """The last line of the run that is indented as far as `line`, or further."""
    depth = _indent(text[starts[line] : starts[line + 1]])
    end = line
    for following in range(line + 1, len(starts) - 1):
        row = text[starts[following] : starts[following + 1]]
        if row.strip():
            if _indent(row) < depth:
                break
            end = following
    return end


def _unfinished_try(text: bytes, starts: list[int], line: int) -> range:
    """The lines of the `try` that ends before `line` without a handler."""
    depth = _indent(text[starts[line] : starts[line + 1]])
    for above in range(line - 1, 0, -1):
        row = text[starts[above] : starts[above + 1]]
        if _indent(row) >= depth and re.match(rb"\s*try\b", row):
            return range(above, line)
    return range(line, line + 1)


def _blank(text: bytearray, starts: list[int], lines: range, keep_body: bool) -> None:
    """Overwrite lines with blanks.

    With `keep_body`, a header becomes `if 1:` and another indented line `0`, so that what is around
    it still has its form.
    """
    start = starts[lines[0]]
    row = bytes(text[start : starts[lines[0] + 1]])
    indent = _indent(row)
    code = row.strip()
    # What was put here before is no help, if the error is still here.
    keep_body = keep_body and code not in (b"if 1:", b"0")
    _erase(text, start, starts[min(lines[-1] + 1, len(starts) - 1)])
    if not code:
        # Already blank: the cause lies further up.
        line = lines[0] - 1
        while line > 1 and not text[starts[line] : starts[line + 1]].strip():
            line -= 1
        if line >= 1:
            _erase(text, starts[line], starts[line + 1])
    elif keep_body and HEADER.match(row, indent) and len(code) >= len("if 1:"):
        text[start + indent : start + indent + 5] = b"if 1:"
    elif keep_body and indent:
        text[start + indent : start + indent + 1] = b"0"


def _erase(text: bytearray, start: int, end: int) -> None:
    text[start:end] = re.sub(rb"[^\r\n]", b" ", bytes(text[start:end]))
