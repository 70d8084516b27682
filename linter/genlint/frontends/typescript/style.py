"""How a TypeScript file is written."""

from __future__ import annotations

from collections import Counter

from tree_sitter import Node

from genlint.frontends.layout import Lines
from genlint.writer import Style

_STATEMENTS = frozenset(
    {
        "expression_statement",
        "lexical_declaration",
        "variable_declaration",
        "return_statement",
        "throw_statement",
        "import_statement",
    }
)
MAX_NODES = 20_000
"""How much of a large file is looked at."""


def style_of(root: Node, source: bytes, lines: Lines) -> Style:
    """The habits of most of the file; where it shows none, those of the language."""
    quotes: Counter[str] = Counter()
    ends: Counter[bool] = Counter()
    stack = [root]
    for _ in range(MAX_NODES):
        if not stack:
            break
        node = stack.pop()
        if node.type == "string":
            if node.parent is not None and node.parent.type != "jsx_attribute":
                quotes[chr(source[node.start_byte])] += 1
        elif node.type in _STATEMENTS:
            ended = source[node.end_byte - 1 : node.end_byte] == b";"
            # `{ return x }` on one line leaves its semicolon out in either style.
            ends[ended] += ended or lines.is_last(node.end_byte)
        stack.extend(reversed(node.children))
    return Style(
        indent=lines.indent_unit("  "),
        newline=lines.newline(),
        quote="'" if quotes["'"] > quotes['"'] else '"',
        semicolons=ends[True] >= ends[False],
    )
