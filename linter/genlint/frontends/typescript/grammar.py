"""The parser: tree-sitter's grammars, what they report as broken, and what they wrongly do.

Everything here works on byte offsets of the text that is parsed, without a byte order mark.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from functools import lru_cache

from tree_sitter import Language, Node, Parser, Query, QueryCursor

from genlint.lazy import lazy_regex
from genlint.model.ir import Comment, Problem, Span
from genlint.records import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from re import Pattern
    from types import ModuleType

MAX_PROBLEMS = 20
"""How many syntax errors of one file are told."""

_TYPESCRIPT_ONLY = (".ts", ".mts", ".cts")

WRAPPERS = frozenset(
    {
        "parenthesized_expression",
        "non_null_expression",
        "as_expression",
        "satisfies_expression",
        "instantiation_expression",
        "type_assertion",
    }
)
"""Expressions that are no more than the one expression inside."""

TRIVIA = frozenset({"comment", "html_comment", "hash_bang_line"})

TYPES = frozenset(
    {
        "type_annotation",
        "type_arguments",
        "type_parameters",
        "type_parameter",
        "type_identifier",
        "nested_type_identifier",
        "generic_type",
        "predefined_type",
        "literal_type",
        "union_type",
        "intersection_type",
        "function_type",
        "object_type",
        "array_type",
        "tuple_type",
        "conditional_type",
        "lookup_type",
        "readonly_type",
        "type_query",
        "index_type_query",
        "template_literal_type",
        "interface_body",
        "implements_clause",
        "extends_type_clause",
        "type_predicate_annotation",
        "asserts_annotation",
        "accessibility_modifier",
        "override_modifier",
        "import_attribute",
    }
)
"""Nodes that have nothing to do at run time, whatever stands inside."""


_SKIPPED = TRIVIA | TYPES


def inner(node: Node) -> Node | None:
    """The one expression inside a node of `WRAPPERS`; None where a syntax error has eaten it."""
    for child in node.named_children:
        if child.type not in ("comment", "type_arguments", "ERROR"):
            return child
    return None


def unwrap(node: Node) -> Node:
    """`node` without the wrappers around it."""
    while node.type in WRAPPERS:
        found = inner(node)
        if found is None:
            return node
        node = found
    return node


def operands(node: Node) -> list[Node]:
    """The named children of `node` that are no comments and no types."""
    return [child for child in node.named_children if child.type not in _SKIPPED]


def operand(node: Node) -> Node | None:
    """The first of the `operands` of `node`."""
    for child in node.named_children:
        if child.type not in _SKIPPED:
            return child
    return None


# --------------------------------------------------------------------------------------
# Parsing


def _grammars() -> ModuleType:
    """The module that holds the grammars, without the package around it where that can be done: the package
    imports `importlib.resources` for its queries, which takes as long as tree-sitter and both grammars."""
    for finder in sys.meta_path:
        package = finder.find_spec("tree_sitter_typescript", None)
        if package is None or not package.submodule_search_locations:
            continue
        spec = finder.find_spec("tree_sitter_typescript._binding", package.submodule_search_locations)
        module = spec.loader.create_module(spec) if spec is not None and spec.loader is not None else None
        if spec is None or spec.loader is None or module is None:
            break
        spec.loader.exec_module(module)
        if hasattr(module, "language_typescript") and hasattr(module, "language_tsx"):
            return module
        break
    import tree_sitter_typescript

    return tree_sitter_typescript


@lru_cache(maxsize=2)
def _language(tsx: bool) -> Language:
    grammar = _grammars()
    return Language(grammar.language_tsx() if tsx else grammar.language_typescript())


@lru_cache(maxsize=2)
def _parser(tsx: bool) -> Parser:
    return Parser(_language(tsx))


@lru_cache(maxsize=2)
def kinds_of(tsx: bool) -> Mapping[int, str]:
    """The kinds of nodes by the ids that a grammar gives them."""
    language = _language(tsx)
    named = ((each, language.node_kind_for_id(each)) for each in range(language.node_kind_count))
    return {each: kind for each, kind in named if kind is not None}


@lru_cache(maxsize=2)
def _comment_query(tsx: bool) -> Query:
    return Query(_language(tsx), "[(comment) (html_comment)] @comment")


@lru_cache(maxsize=2)
def _error_query(tsx: bool) -> Query:
    return Query(_language(tsx), "(ERROR) @error (MISSING) @missing")


@dataclass
class Errors:
    """The nodes at which the parser recovered, in the order of the text."""

    nodes: list[Node]
    starts: list[int] = field(init=False)
    taken: set[int] = field(default_factory=set)
    """Ids of the nodes whose children have been lowered."""

    def __post_init__(self) -> None:
        self.nodes.sort(key=lambda node: (node.start_byte, -node.end_byte))
        self.starts = [node.start_byte for node in self.nodes]

    def take(self, start: int, end: int) -> list[Node]:
        """The ERROR nodes inside `start:end` that nothing has lowered yet, each once."""
        found = []
        for index in range(bisect_left(self.starts, start), len(self.nodes)):
            node = self.nodes[index]
            if node.start_byte > end:
                break
            if node.end_byte <= end and node.id not in self.taken and node.type == "ERROR":
                self.taken.add(node.id)
                found.append(node)
        return found


@dataclass
class Parsed:
    """A syntax tree. `errors` is None where the whole text was understood."""

    root: Node
    errors: Errors | None
    tsx: bool


def parse(path: str, source: bytes) -> Parsed:
    """Parse `source` (UTF-8) with the grammar that the suffix of `path` asks for. Never raises."""
    tsx = not path.lower().endswith(_TYPESCRIPT_ONLY)
    parsed = _parse(source, tsx)
    if parsed.errors is not None:
        masked = _mask(path, source, parsed.errors)
        if masked != source:
            again = _parse(masked, tsx)
            if again.errors is None or len(again.errors.nodes) < len(parsed.errors.nodes):
                return again
    return parsed


def _parse(source: bytes, tsx: bool) -> Parsed:
    root = _parser(tsx).parse(source).root_node
    if not root.has_error:
        return Parsed(root, None, tsx)
    captures = QueryCursor(_error_query(tsx)).captures(root)
    nodes = captures.get("error", []) + captures.get("missing", [])
    if root.type == "ERROR":
        nodes = [node for node in nodes if node.id != root.id]
    return Parsed(root, Errors(nodes), tsx)


_GAP = rb"(?:\s|/\*(?:[^*]|\*(?!/))*\*/|//[^\n]*\n)*"
# The grammar does not know these valid constructs. They are parsed once more in a spelling of the same
# length that it does know; the text itself is always read from the original.
_MASKS: tuple[tuple[Pattern[bytes], bytes], ...] = (
    (lazy_regex(rb"\bimport\s+(?P<mask>defer)(?=\s*\*)"), b" "),
    (lazy_regex(rb"\bimport\s+(?P<mask>source)(?=\s+[\w$]+\s+from\b)"), b" "),
    (lazy_regex(rb"\bstatic\s+(?P<mask>accessor)(?=\s+[\w$#\[])"), b" "),
    (
        lazy_regex(
            rb"[<,]" + _GAP + rb"(?P<mask>in[ \t]+out|in|out)(?=[ \t]+[A-Za-z_$][\w$]*\s*(?:extends\b|[=,>]))"
        ),
        b" ",
    ),
    (lazy_regex(rb"\bfor\s*(?:await\s*)?\(\s*(?P<mask>using)(?=\s+[\w$]+\s+of\b)"), b"const"),
    (lazy_regex(rb"\bfor\s*(?:await\s*)?\(\s*(?P<mask>await\s+using)(?=\s+[\w$]+\s+of\b)"), b"const"),
    (lazy_regex(rb"(?<![\w$.])(?P<mask>using)(?=\s*[;.,:()\[\]{}])"), b"_____"),
    (lazy_regex(rb"\?(?P<mask>\.)(?=\d)"), b"0"),
    (lazy_regex(rb"(?P<mask>\x00)"), b" "),
    (lazy_regex(rb"<[\w$.]+\s+(?P<mask>extends)(?=\s*=\s*[{\"'])"), b"_______"),
)
_IMPORT = rb"""\bimport\s*\(\s*(?:'[^'\n]*'|"[^"\n]*")\s*\)"""
# `import("m").T<A>` and `typeof import("m")` in a type. As a value, a dynamic import is a promise, of
# which only a promise's methods are of use.
_IMPORT_TYPE = lazy_regex(
    rb"(?:\btypeof\s+)(?P<mask>" + _IMPORT + rb")"
    rb"|(?P<type>" + _IMPORT + rb")(?=\s*\.\s*(?!(?:then|catch|finally)\b)[\w$])"
)

# A call signature on its own line, behind one without a semicolon: `(a: A): B⏎ <T>(b: T): C`.
_SIGNATURE = lazy_regex(rb"(?<=[\w>\])}])\n(?=(?P<gap>" + _GAP + rb")<[A-Za-z\s])")
_NEAR = 400
# `export default function (): A;`, which only a declaration file may say.
_DECLARATION_FILE = lazy_regex(r"\.d\.[cm]?ts$")
_DEFAULT_SIGNATURE = lazy_regex(rb"\bexport\s+(?P<mask>default\s+function)(?=\s*[(<])")


def _mask(path: str, source: bytes, errors: Errors) -> bytes:
    """`source` with the constructs that the grammar stumbles over respelled, byte for byte as long."""
    masked = bytearray(source)
    for match in _SIGNATURE.finditer(source):
        # Only near an error: elsewhere this may be a comparison. And not at the end of a comment.
        if b"//" in source[source.rfind(b"\n", 0, match.start()) + 1 : match.start()]:
            continue
        at = bisect_left(errors.starts, match.start() - _NEAR)
        if at < len(errors.starts) and errors.starts[at] <= match.end("gap") + _NEAR:
            masked[match.start()] = ord(";")
    patterns = _MASKS
    if _DECLARATION_FILE.search(path):
        patterns += ((_DEFAULT_SIGNATURE, b"function d"),)
    for pattern, spelling in patterns:
        for match in pattern.finditer(source):
            start, end = match.span("mask")
            masked[start:end] = spelling.ljust(end - start)
    for match in _IMPORT_TYPE.finditer(source):
        start, end = match.span(match.lastgroup or 0)
        masked[start:end] = b"i".ljust(end - start, b"_")
    return bytes(masked)


# --------------------------------------------------------------------------------------
# What the tree says besides the program


def comments_of(parsed: Parsed, source: bytes) -> list[Comment]:
    """Every comment, in the order of the text; a `#!` line is none."""
    if b"//" not in source and b"/*" not in source and b"<!--" not in source and b"-->" not in source:
        return []
    found = QueryCursor(_comment_query(parsed.tsx)).captures(parsed.root).get("comment", [])
    spans = sorted(node.byte_range for node in found)
    return [Comment((start, end), source[start:end].decode()) for start, end in spans]


def problems_of(parsed: Parsed, source: bytes) -> list[Problem]:
    """The outermost syntax errors, at most `MAX_PROBLEMS`."""
    if parsed.errors is None:
        return []
    problems: list[Problem] = []
    covered = -1
    for node in parsed.errors.nodes:
        start, end = node.byte_range
        if end <= covered or _is_known_gap(node, source):
            continue
        covered = max(covered, end)
        if node.is_missing:
            name = node.type.replace("_", " ")
            message = f"missing {name}" if node.is_named else f"missing `{node.type}`"
        else:
            message = "syntax error"
        problems.append(Problem(_visible(start, end, source), message))
        if len(problems) == MAX_PROBLEMS:
            break
    if not problems and parsed.root.type == "ERROR":
        # Nothing is wrong but the end: what was opened is closed nowhere.
        loose = [child for child in parsed.root.children if not child.is_named]
        start, end = (loose[0] if loose else parsed.root).byte_range
        problems.append(Problem(_visible(start, end, source), "syntax error"))
    return problems


def _is_known_gap(node: Node, source: bytes) -> bool:
    """`export type * from "m"` is valid; the grammar takes its `type` for an error."""
    parent = node.parent
    return (
        parent is not None
        and parent.type == "export_statement"
        and source[slice(*node.byte_range)] == b"type"
    )


def is_type_export(node: Node, source: bytes) -> bool:
    """Whether an `export_statement` has the word `type` behind `export`: it exports nothing then."""
    return any(
        child.type == "type" or (child.type == "ERROR" and source[slice(*child.byte_range)] == b"type")
        for child in node.children[:3]
    )


def _visible(start: int, end: int, source: bytes) -> Span:
    """A place that can be shown: at most the first line of an error, at least where it stands."""
    newline = source.find(b"\n", start, end)
    if newline > start:
        return (start, newline)
    return (start, end)
