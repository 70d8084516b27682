"""A cache's contents as JSON and back. Paths and questions are written once and told by their numbers."""

from __future__ import annotations

import json

from genlint.cache.graph import Graph, Node
from genlint.findings import Applicability, Confidence, Edit, Finding, Fix, FlowStep, Location
from genlint.outcome import FileOutcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from genlint.notes import Answer


class Entry:
    """A judgement: of which file, with which settings and words (by their digests), and how it came out."""

    __slots__ = ("outcome", "settings", "words")

    def __init__(self, settings: str, words: str, outcome: list[Any]) -> None:
        self.settings = settings
        self.words = words
        self.outcome = outcome
        """As `outcome_data` makes it."""


class Contents:
    """All that a file of a cache holds."""

    __slots__ = ("entries", "graphs")

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        """By the path of the file that was judged."""
        self.graphs: dict[str, Graph] = {}
        """By the digest of the words."""


def encode(contents: Contents) -> bytes:
    """The bytes that `decode` makes contents of."""
    numbers: dict[str, int] = {}

    def number(text: str) -> int:
        return numbers.setdefault(text, len(numbers))

    graphs = {}
    for words, graph in contents.graphs.items():
        rows: list[Any] = []
        for path, node in graph.nodes.items():
            answers = [
                [number(kind), number(asked), _numbered(answer, number)]
                for (kind, asked), answer in node.answers.items()
            ]
            rows.append([number(path), node.digest, answers])
        traits: dict[str, list[list[str]]] = {}
        for (screen, digest), answer in graph.traits.items():
            traits.setdefault(screen, [[], []])[answer].append(digest)
        graphs[words] = [rows, traits]
    entries = [
        [number(path), entry.settings, entry.words, entry.outcome] for path, entry in contents.entries.items()
    ]
    return json.dumps([list(numbers), graphs, entries], separators=(",", ":")).encode("ascii")


def _numbered(answer: Any, number: Any) -> Any:
    if answer is None:
        return None
    if isinstance(answer, str):
        return number(answer)
    return [number(path) for path in answer]


def decode(data: bytes) -> Contents:
    """The contents in `data`. Raises `ValueError` for anything that `encode` did not make."""
    try:
        texts, graphs, entries = json.loads(data)
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("a text was expected")
        contents = Contents()
        for words, (rows, traits) in graphs.items():
            graph = contents.graphs[words] = Graph()
            for screen, (lacking, having) in traits.items():
                graph.traits.update(dict.fromkeys(((screen, each) for each in lacking), False))
                graph.traits.update(dict.fromkeys(((screen, each) for each in having), True))
            for path, digest, answers in rows:
                node = Node(digest, {})
                for kind, asked, answer in answers:
                    node.answers[texts[kind], texts[asked]] = _named(answer, texts)
                graph.nodes[texts[path]] = node
        for path, settings, words, outcome in entries:
            contents.entries[texts[path]] = Entry(settings, words, outcome)
        return contents
    except (TypeError, IndexError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _named(answer: Any, texts: list[str]) -> Answer:
    if answer is None:
        return None
    if isinstance(answer, int):
        return texts[answer]
    return [texts[number] for number in answer]


def outcome_data(outcome: FileOutcome, is_as_read: Iterable[str]) -> list[Any]:
    """An outcome as lists and texts. Of the sources in `is_as_read` the path is enough: they are the bytes of
    the file."""
    plain = set(is_as_read)
    sources = [
        [path, None if path in plain else data.decode("utf-8", "surrogateescape")]
        for path, data in outcome.sources.items()
    ]
    findings = [_finding_data(finding) for finding in outcome.findings]
    return [findings, sources, outcome.skip_reason, outcome.screened]


def _finding_data(finding: Finding) -> list[Any]:
    return [
        finding.code,
        finding.name,
        finding.message,
        finding.help,
        int(finding.confidence),
        _place(finding.location),
        [[*_place(step.location), step.message] for step in finding.flow],
        [
            [fix.title, fix.applicability.value, [[e.path, e.start, e.end, e.text] for e in fix.edits]]
            for fix in finding.fixes
        ],
    ]


def _place(location: Location) -> list[Any]:
    return [location.path, location.start, location.end]


def outcome_of(path: str, data: list[Any]) -> tuple[FileOutcome, list[str]]:
    """An outcome, and the files whose bytes are still missing from its sources.

    Raises `ValueError` for what `outcome_data` did not make.
    """
    try:
        findings, sources, skip_reason, screened = data
        outcome = FileOutcome(
            path,
            [_finding(each) for each in findings],
            skip_reason=_text(skip_reason, True),
            screened=screened is True,
        )
        missing = [_text(name) for name, text in sources if text is None]
        for name, text in sources:
            outcome.sources[_text(name)] = (
                b"" if text is None else _text(text).encode("utf-8", "surrogateescape")
            )
        return outcome, missing
    except (TypeError, IndexError, AttributeError) as error:
        raise ValueError(str(error)) from None


def _finding(data: list[Any]) -> Finding:
    code, name, message, advice, confidence, place, flow, fixes = data
    return Finding(
        _text(code),
        _text(name),
        _text(message),
        _text(advice),
        Confidence(confidence),
        _location(*place),
        tuple(FlowStep(_location(*at), _text(words)) for *at, words in flow),
        tuple(
            Fix(
                _text(title),
                Applicability(applicability),
                tuple(Edit(_text(p), _offset(s), _offset(e), _text(t)) for p, s, e, t in edits),
            )
            for title, applicability, edits in fixes
        ),
    )


def _location(path: Any, start: Any, end: Any) -> Location:
    return Location(_text(path), _offset(start), _offset(end))


def _text(value: Any, may_lack: bool = False) -> Any:
    if isinstance(value, str) or (may_lack and value is None):
        return value
    raise ValueError("a text was expected")


def _offset(value: Any) -> int:
    if type(value) is int and value >= 0:
        return value
    raise ValueError("an offset was expected")
