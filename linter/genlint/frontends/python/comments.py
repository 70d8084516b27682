"""Comments, which `ast` leaves out. They only matter where they may hold a suppression."""

from __future__ import annotations

from genlint.frontends import may_suppress
from genlint.lazy import lazy_regex
from genlint.model.ir import Comment

SUPPRESSION = lazy_regex(rb"(?i)genlint\s*:|noqa")
COMMENT = lazy_regex(rb"#[^\r\n]*")


def comments(source: bytes, starts: list[int]) -> list[Comment]:
    """All comments of `source`, in order; none where no text in it looks like a suppression."""
    if not may_suppress(source):
        return []
    import tokenize  # it compiles an expression for each kind of token

    found: list[Comment] = []
    rows = [source[starts[row] : starts[row + 1]] for row in range(1, len(starts) - 1)]
    lines = iter([row.rstrip(b"\r\n").decode("utf-8") + "\n" for row in rows])
    reached = 0
    try:
        for token in tokenize.generate_tokens(lambda: next(lines, "")):
            reached = token.end[0]
            if token.type == tokenize.COMMENT:
                row, column = token.start
                start = starts[row] + len(rows[row - 1].decode("utf-8")[:column].encode())
                text = token.string.rstrip("\r\n")
                found.append(Comment((start, start + len(text.encode())), text))
    except (SyntaxError, tokenize.TokenError, ValueError, RecursionError):
        # The tokenizer gave up: a `#` in the lines that it didn't reach is taken for a comment.
        if reached + 1 < len(starts):
            found.extend(
                Comment(match.span(), match[0].decode("utf-8"))
                for match in COMMENT.finditer(source, starts[reached + 1])
                if SUPPRESSION.search(match[0])
            )
    return found
