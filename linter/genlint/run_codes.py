"""The `GEN9xx` codes: what a run says of itself and of what it was given to read."""

from __future__ import annotations

from genlint.findings import Confidence, Finding, Location


class RunCode:
    """One code, with the same texts that a rule has."""

    __slots__ = ("code", "documentation", "help", "name", "summary")

    def __init__(self, code: str, name: str, summary: str, help: str, documentation: str) -> None:
        self.code = code
        self.name = name
        self.summary = summary
        self.help = help
        self.documentation = documentation

    def at(self, path: str, start: int, end: int, message: str) -> Finding:
        """A finding with this code. All of them are certain."""
        return Finding(self.code, self.name, message, self.help, Confidence.HIGH, Location(path, start, end))


CONFIGURATION = RunCode(
    "GEN900",
    "configuration-error",
    "a configuration file or flag holds what it may not hold",
    "mend the named key; `genlint config` lists every key with its value",
    """\
A key that is not known, a value of a wrong type, or a file that can't be parsed. Running with a part of
the configuration would report, or hide, what was never asked for, so the run ends with exit status 2. The
message names the file, the key and the nearest right one. This code never stands in a report of findings.
""",
)

SYNTAX_ERROR = RunCode(
    "GEN901",
    "syntax-error",
    "a part of the file can't be parsed",
    "mend the syntax; what stands in this part was not judged",
    """\
The file holds something that is no program text of its language. The sound rest of the file is judged all
the same, so it may have other findings; what the error covers is not seen, and unused suppressions are not
reported while a file has one.

Only files that can hold a finding are parsed. A file that holds none of the words that the rules look for
is left at that, and a syntax error in it is a matter for its compiler.
""",
)

UNREADABLE = RunCode(
    "GEN902",
    "unreadable-file",
    "a file can't be read, decoded, or is too large",
    "make the file readable, or take it out of the run with `exclude`",
    """\
The file was to be linted and was not: it may not be read, its bytes are no text in its encoding, or it is
larger than `max-file-size` and holds words that a finding needs. Silence would read as "clean", so this is
a finding, and the summary counts the file as skipped.

Raise `max-file-size` (bytes) in the configuration, or exclude the file.
""",
)

UNUSED_SUPPRESSION = RunCode(
    "GEN903",
    "unused-suppression",
    "a suppression comment suppresses nothing",
    "delete the comment, or the codes that it no longer needs",
    """\
A `genlint: ignore` comment, or a `noqa` comment that names one of our codes, stands where no such finding
is. Left in place it would hide the next one. Codes that the run does not select are not judged, nor is a
`noqa` without codes, nor are files with a syntax error.
""",
)

MALFORMED_SUPPRESSION = RunCode(
    "GEN904",
    "malformed-suppression",
    "a suppression comment names an unknown code or directive",
    "write `genlint: ignore[GEN101] reason`, `genlint: ignore-file` or `noqa: GEN101`",
    """\
A comment that begins with `genlint:` says something that is not understood, so it suppresses nothing
although its author thinks so. What is understood:

- `genlint: ignore[GEN101, GEN202] reason` on the line of the finding, on any line of its statement, or
  alone on the line above; without the brackets it holds for every code
- `genlint: ignore-file[GEN101] reason`, alone on its line, for the whole file
- `noqa: GEN101`, as in flake8

A code may be shortened: `GEN1` stands for all codes that begin with it.
""",
)

GAVE_UP = RunCode(
    "GEN905",
    "analysis-gave-up",
    "a part of the file is nested too deeply to be judged",
    "split the expression, or exclude the file where a machine wrote it",
    """\
Expressions or statements nest deeper than the analysis follows. What lies below that depth was not judged,
the rest of the file was. Code that people write does not come near the bound.
""",
)

INTERNAL_ERROR = RunCode(
    "GEN906",
    "internal-error",
    "genlint itself failed on the file",
    "please report it with the file; set GENLINT_TRACEBACK=1 to see where it happened",
    """\
A rule or a front end raised an exception, which is a bug in genlint or in a rule set. The other rules and
the other files were still judged, but the run ends with exit status 2, since its report is not complete.
""",
)

RUN_CODES = (
    CONFIGURATION, SYNTAX_ERROR, UNREADABLE, UNUSED_SUPPRESSION, MALFORMED_SUPPRESSION, GAVE_UP,
    INTERNAL_ERROR,
)  # fmt: skip
