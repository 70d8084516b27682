"""Suppression comments: reading them, applying them, and telling which were of no use.

`noqa: GEN101` and `genlint: ignore[GEN101] reason` act on findings that begin on the comment's line, in
the same statement, or in what follows where the comment stands alone. `genlint: ignore-file` acts on all.
"""

from __future__ import annotations

from genlint.findings import Finding
from genlint.lazy import lazy_regex
from genlint.model.ir import Comment, Module
from genlint.records import dataclass, field
from genlint.run_codes import MALFORMED_SUPPRESSION, UNUSED_SUPPRESSION
from genlint.source import SourceText
from genlint.statements import StatementIndex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from re import Match

_NOQA = lazy_regex(
    # As flake8 reads it: what follows `noqa:` and is no code makes it one for every code.
    r"(?i)(?:#|//|/\*+)\s*noqa(?![\w-])(?:\s*:\s*(?P<codes>[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*))?",
)
_DIRECTIVE = lazy_regex(
    r"(?i)(?:#|//|/\*+|\n\s*\*)\s*genlint\s*:\s*(?P<word>[\w-]*)(?:\s*\[(?P<codes>[^\]\n]*)(?P<close>\]?))?",
)
_CODE = lazy_regex(r"[^\s,]+")


@dataclass(slots=True)
class _Code:
    """One code as a comment names it, and the bytes where it stands."""

    text: str
    start: int
    end: int
    used: bool = False


@dataclass(slots=True)
class _Suppression:
    """One comment's word. `codes` empty means every code."""

    comment: Comment
    start: int
    end: int
    strict: bool
    """Whether it speaks to us alone (`genlint:`), so that it must mean something."""
    whole_file: bool
    codes: list[_Code] = field(default_factory=list)
    used: bool = False

    def covers(self, code: str) -> bool:
        """Whether findings with `code` are meant; it then counts as used."""
        covered = not self.codes
        for named in self.codes:
            if code.startswith(named.text):
                named.used = covered = True
        self.used = self.used or covered
        return covered


class Suppressions:
    """All suppression comments of one module."""

    def __init__(self, module: Module, text: SourceText, is_known: Callable[[str], bool]) -> None:
        """`is_known` tells of a code, or the beginning of one, whether any rule has it."""
        self._module = module
        self._text = text
        self._is_known = is_known
        self.malformed: list[Finding] = []
        """`GEN904` findings."""
        self._whole: list[_Suppression] = []
        self._by_line: dict[int, list[_Suppression]] = {}
        self._above: dict[int, list[_Suppression]] = {}
        self._alone: dict[int, tuple[int, list[_Suppression]]] = {}
        for comment in module.comments:
            self._read(comment)
        self._stack()
        any_lines = bool(self._by_line or self._above)
        self._statements = StatementIndex(module.statements, text) if any_lines else None

    # -- reading

    def _read(self, comment: Comment) -> None:
        found: list[_Suppression] = []
        lowered = comment.text.lower()
        first, last = self._text.line_of(comment.span[0]), self._text.line_of(max(comment.span[1] - 1, 0))
        alone = self._stands_alone(comment)
        if "noqa" in lowered:
            for match in _NOQA.finditer(comment.text):
                suppression = self._make(comment, match, strict=False, whole_file=False)
                names_codes = match["codes"] is not None
                suppression.codes = [code for code in suppression.codes if self._is_known(code.text)]
                if suppression.codes or not names_codes:
                    found.append(suppression)
        if "genlint" in lowered:
            for match in _DIRECTIVE.finditer(comment.text):
                directive = self._directive(comment, match, alone)
                if directive is not None and directive.whole_file:
                    self._whole.append(directive)
                elif directive is not None:
                    found.append(directive)
        if alone:
            self._alone[first] = (last, found)
        for line in range(first, last + 1) if found else ():
            self._by_line.setdefault(line, []).extend(found)

    def _directive(self, comment: Comment, match: Match[str], alone: bool) -> _Suppression | None:
        word = match["word"].lower()
        if word not in ("ignore", "ignore-file"):
            self._report(comment, match.start("word"), match.end("word"), _unknown_word(match["word"]))
            return None
        suppression = self._make(comment, match, strict=True, whole_file=word == "ignore-file")
        if match["codes"] is not None and not match["close"]:
            self._report(comment, match.start("codes"), match.end("codes"), "the list of codes has no `]`")
            return None
        if match["codes"] is not None and not suppression.codes:
            self._report(comment, match.start("word"), match.end(), "the list of codes is empty")
            return None
        if suppression.whole_file and not alone:
            message = "`genlint: ignore-file` holds for the whole file only when it stands alone on its line"
            self._report(comment, match.start("word"), match.end("word"), message)
            return None
        known: list[_Code] = []
        for code in suppression.codes:
            if self._is_known(code.text):
                known.append(code)
            else:
                self.malformed.append(
                    MALFORMED_SUPPRESSION.at(
                        self._module.path, code.start, code.end, f"no rule has the code `{code.text}`"
                    )
                )
        if suppression.codes and not known:
            return None
        suppression.codes = known
        return suppression

    def _make(self, comment: Comment, match: Match[str], *, strict: bool, whole_file: bool) -> _Suppression:
        codes = []
        if match["codes"]:
            for item in _CODE.finditer(match["codes"]):
                start = self._byte(comment, match.start("codes") + item.start())
                codes.append(_Code(item[0].upper(), start, start + len(item[0].encode())))
        begin = match.start() + (len(match[0]) - len(match[0].lstrip("#/*\n\r\t ")))
        return _Suppression(
            comment, self._byte(comment, begin), self._byte(comment, match.end()), strict, whole_file, codes
        )

    def _byte(self, comment: Comment, index: int) -> int:
        return comment.span[0] + len(comment.text[:index].encode("utf-8", "replace"))

    def _report(self, comment: Comment, start: int, end: int, message: str) -> None:
        place = self._byte(comment, start), self._byte(comment, end)
        self.malformed.append(MALFORMED_SUPPRESSION.at(self._module.path, *place, message))

    def _stands_alone(self, comment: Comment) -> bool:
        """Whether nothing but the comment is on its lines; JSX wraps a comment in braces."""
        first, last = self._text.line_of(comment.span[0]), self._text.line_of(max(comment.span[1] - 1, 0))
        before = self._text.data[self._text.line_span(first)[0] : comment.span[0]].strip()
        behind = self._text.data[comment.span[1] : self._text.line_span(last)[1]].strip()
        return (before, behind) in ((b"", b""), (b"{", b"}"))

    def _stack(self) -> None:
        """Comments alone on their lines act on the first line below that has something else."""
        for first in sorted(self._alone, reverse=True):
            last, found = self._alone[first]
            target = last + 1
            while target in self._alone:
                target = self._alone[target][0] + 1
            if found:
                self._above.setdefault(target, []).extend(found)

    # -- applying

    def suppresses(self, finding: Finding) -> bool:
        """Whether a comment suppresses `finding`. Every comment that does counts as used."""
        suppressed = False
        for suppression in self._whole:
            suppressed |= suppression.covers(finding.code)
        if self._statements is not None:
            line = self._text.line_of(finding.location.start)
            for suppression in self._meant(line, finding.location.start):
                suppressed |= suppression.covers(finding.code)
        return suppressed

    def _meant(self, line: int, offset: int) -> Iterable[_Suppression]:
        """The suppressions that act on a finding which begins at `offset`, on `line`."""
        assert self._statements is not None
        lines = self._statements.lines_around(offset)
        meant = [*self._by_line.get(line, ()), *self._above.get(line, ()), *self._above.get(lines[0], ())]
        for other in self._by_line if len(self._by_line) < len(lines) else lines:
            if other in lines and self._statements.shares_statement(other, offset):
                meant += self._by_line.get(other, ())
        return list({id(suppression): suppression for suppression in meant}.values())

    def unused(self, is_judged: Callable[[str], bool]) -> list[Finding]:
        """`GEN903` for each suppression without effect.

        `is_judged` tells of a code, or the beginning of one, whether this run looked for such findings.
        """
        everything = [*self._whole, *(item for group in self._by_line.values() for item in group)]
        found: list[Finding] = []
        for suppression in {id(item): item for item in everything}.values():
            if not suppression.codes:
                if suppression.strict and not suppression.used and is_judged(""):
                    message = "this suppression suppresses nothing"
                    found.append(
                        UNUSED_SUPPRESSION.at(self._module.path, suppression.start, suppression.end, message)
                    )
                continue
            for code in suppression.codes:
                if not code.used and is_judged(code.text):
                    message = f"the suppression of `{code.text}` suppresses nothing"
                    found.append(UNUSED_SUPPRESSION.at(self._module.path, code.start, code.end, message))
        return found


def _unknown_word(word: str) -> str:
    import difflib

    nearest = difflib.get_close_matches(word.lower(), ("ignore", "ignore-file"), n=1)
    hint = f"; did you mean `{nearest[0]}`?" if nearest else ", only `ignore` and `ignore-file` are"
    return f"`genlint: {word}` is no directive{hint}"
