"""Fixing a file: passes, what they share, and when the file is left as it is."""

from __future__ import annotations

import re

import pytest
from genlint.findings import Applicability, Confidence, Edit, Finding, Fix, Location
from genlint.fix import Summary, fix_file
from hypothesis import given
from hypothesis import strategies as st

SAFE, SUGGESTED, DISPLAY = Applicability.SAFE, Applicability.SUGGESTED, Applicability.DISPLAY


def finding(path, code, start, end, *fixes):
    return Finding(
        code, "test", f"{code} here", "mend it", Confidence.HIGH, Location(path, start, end), (), fixes
    )


def fix(path, *edits, applicability=SAFE):
    return Fix("mend", applicability, tuple(Edit(path, *edit) for edit in edits))


def linter(path, *rules):
    """Lints by regular expressions: each rule is (code, pattern, function from a match to its fixes)."""

    def lint(source):
        text = source.removeprefix(b"\xef\xbb\xbf")
        return [
            finding(path, code, *match.span(), *make(match))
            for code, pattern, make in rules
            for match in re.finditer(pattern, text)
        ]

    return lint


def renaming(path, old, new, code="GEN101", applicability=SAFE):
    return (
        code,
        rb"\b%s\b" % old.encode(),
        lambda m: [fix(path, (*m.span(), new), applicability=applicability)],
    )


def test_all_places_in_one_pass():
    result = fix_file("a.ts", b"f(x, x);", linter("a.ts", renaming("a.ts", "x", "y")))
    assert (result.after, result.passes, len(result.applied)) == (b"f(y, y);", 1, 2)
    assert result.changed
    assert [result.remaining, result.conflicts, result.held_back, result.refused] == [[], [], [], None]


def test_suggested_fixes_wait_for_consent():
    lint = linter("a.ts", renaming("a.ts", "x", "y", applicability=SUGGESTED))
    result = fix_file("a.ts", b"f(x);", lint)
    assert (result.changed, len(result.held_back), result.passes) == (False, 1, 0)
    assert fix_file("a.ts", b"f(x);", lint, unsafe=True).after == b"f(y);"


def test_the_first_permitted_fix_is_made():
    def choices(match):
        return [
            fix("a.ts", (*match.span(), "shown"), applicability=DISPLAY),
            fix("a.ts", (*match.span(), "suggested"), applicability=SUGGESTED),
            fix("a.ts", (*match.span(), "safe")),
        ]

    lint = linter("a.ts", ("GEN101", rb"\bx\b", choices))
    assert fix_file("a.ts", b"f(x);", lint).after == b"f(safe);"
    assert fix_file("a.ts", b"f(x);", lint, unsafe=True).after == b"f(suggested);"


def test_display_fixes_are_for_people():
    lint = linter("a.ts", renaming("a.ts", "x", "y", applicability=DISPLAY))
    result = fix_file("a.ts", b"f(x);", lint, unsafe=True)
    assert (result.changed, len(result.display_only), len(result.held_back)) == (False, 1, 0)


def test_overlaps_wait_for_the_next_pass():
    def whole(match):
        return [fix("a.ts", (*match.span(), "g(x)"))]

    lint = linter("a.ts", ("GEN201", rb"f\(\w\)", whole), renaming("a.ts", "x", "y"))
    result = fix_file("a.ts", b"f(x);", lint)
    assert (result.after, result.passes) == (b"g(y);", 3)


def test_identity_comes_before_the_moment():
    """Where two fixes meet, the one with the lower code is made first, wherever it stands."""

    def extend(text):
        return lambda match: [fix("a.ts", (match.end() - 1, match.end() - 1, text))]

    lint = linter(
        "a.ts",
        ("GEN201", rb"f\(\)|f\(a\)", extend(", b")),
        ("GEN103", rb"f\(\)", extend("a")),
    )
    assert fix_file("a.ts", b"f();", lint).after == b"f(a, b);"


def test_a_shared_declaration_is_made_once():
    def gate(match):
        return [fix("a.ts", (0, 0, "const on = a;\n"), (match.end(), match.end(), " && on"))]

    lint = linter("a.ts", ("GEN201", rb"\b[xy]\b(?! && on)", gate))
    result = fix_file("a.ts", b"f(x, y);", lint)
    assert (result.after, result.passes) == (b"const on = a;\nf(x && on, y && on);", 1)


def test_a_declaration_elsewhere_waits_and_sees_the_first():
    def gate(match):
        declared = b"const on" in match.string
        head = [] if declared else [(match.start(), match.start(), "const on = a;\n")]
        return [fix("a.ts", *head, (match.end() - 2, match.end() - 2, "on"))]

    lint = linter("a.ts", ("GEN201", rb"[fg]\(\);", gate))
    result = fix_file("a.ts", b"f();\ng();", lint)
    assert result.after == b"const on = a;\nf(on);\ng(on);"


@pytest.mark.parametrize(
    ("source", "rules", "reason"),
    [
        (b"f(x);", [renaming("a.ts", "x", "y)")], "would not parse"),
        (b"f(x);", [renaming("a.ts", "x", "z")], "would not have fewer findings|new finding"),
        (b"f(x);", [renaming("a.ts", "x", "x1")], "do not come to an end"),
        (b"f(x, w);", [renaming("a.ts", "x", "v")], "a new finding: GEN203"),
    ],
)
def test_refused(source, rules, reason):
    rules = [
        *rules,
        ("GEN201", rb"\bz\b", lambda m: []),
        ("GEN203", rb"\bv\b", lambda m: []),
        ("GEN101", rb"\bx1+\b", lambda m: [fix("a.ts", (m.end(), m.end(), "1"))]),
    ]
    result = fix_file("a.ts", source, linter("a.ts", *rules))
    assert re.search(reason, result.refused)
    assert (result.after, result.applied, result.conflicts) == (source, [], [])
    assert len(result.remaining) == 1


def test_a_finding_that_moves_is_not_new():
    lint = linter("a.ts", renaming("a.ts", "x", "longer"), ("GEN201", rb"\bw\b", lambda m: []))
    result = fix_file("a.ts", b"f(x);\nf(x, w);", lint)
    assert result.after == b"f(longer);\nf(longer, w);"
    assert [each.code for each in result.remaining] == ["GEN201"]


def test_a_syntax_error_that_was_there_is_no_obstacle():
    result = fix_file("a.ts", b"f(x);\nlet = = 1;\n", linter("a.ts", renaming("a.ts", "x", "y")))
    assert result.after == b"f(y);\nlet = = 1;\n"


def test_a_fix_that_contradicts_itself_is_a_conflict():
    def make(match):
        return [fix("a.ts", (0, 4, "g"), (1, 3, "h"))]

    result = fix_file("a.ts", b"f(x);", linter("a.ts", ("GEN101", rb"x", make)))
    assert (result.changed, len(result.conflicts)) == (False, 1)


@pytest.mark.parametrize("edits", [[("b.ts", 0, 1, "g")], [("a.ts", 0, 1, "g"), ("b.ts", 0, 1, "g")]])
def test_a_fix_of_another_file_is_not_made(edits):
    def make(match):
        return [Fix("mend", SAFE, tuple(Edit(*edit) for edit in edits))]

    assert not fix_file("a.ts", b"f(x);", linter("a.ts", ("GEN101", rb"x", make))).changed


def test_places_out_of_the_text_are_ignored():
    result = fix_file(
        "a.ts", b"f(x);", linter("a.ts", ("GEN101", rb"x", lambda m: [fix("a.ts", (3, 99, "y"))]))
    )
    assert (result.changed, len(result.conflicts)) == (False, 1)


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("a.ts", b"\xef\xbb\xbff(x);\r\n", b"\xef\xbb\xbff(y);\r\n"),
        ("a.py", b"\xef\xbb\xbff(x)\r\n", b"\xef\xbb\xbff(y)\r\n"),
        ("a.ts", b"f(x)", b"f(y)"),
        ("a.py", b"# coding: latin-1\n'\xe9'; f(x)\n", b"# coding: latin-1\n'\xe9'; f(y)\n"),
    ],
)
def test_encodings_and_line_ends_stay(path, source, expected):
    def lint(data):
        from genlint.frontends import lower

        text = lower(path, data).source
        return [
            finding(path, "GEN101", *m.span(), fix(path, (*m.span(), "y")))
            for m in re.finditer(rb"\bx\b", text)
        ]

    assert fix_file(path, source, lint).after == expected


@pytest.mark.parametrize(
    ("path", "source", "new"),
    [
        ("a.py", b"# coding: latin-1\nf(x)\n", "\u20ac"),
        ("a.py", b"# coding: unheard-of\nf(x)\n", "y"),
        ("a.py", b"# coding: rot13\nf(x)\n", "y"),
        ("a.ts", b"f(x);\xff", "y"),
    ],
)
def test_what_can_not_be_encoded_is_refused(path, source, new):
    lint = linter(path, renaming(path, "x", new))
    result = fix_file(path, source, lint)
    assert "encod" in result.refused
    assert result.after == source


def test_summary():
    summary = Summary()
    summary.add(fix_file("a.ts", b"f(x, x);", linter("a.ts", renaming("a.ts", "x", "y"))))
    summary.add(
        fix_file("b.ts", b"f(x);", linter("b.ts", renaming("b.ts", "x", "y", applicability=SUGGESTED)))
    )
    summary.add(fix_file("c.ts", b"f(x);", linter("c.ts", renaming("c.ts", "x", "("))))
    assert (summary.files, summary.applied, summary.held_back, summary.conflicts) == (1, 2, 1, 0)
    assert [path for path, _ in summary.refused] == ["c.ts"]


WORDS = st.lists(st.sampled_from(["x", "x2", "w", "(x)", "x + x"]), min_size=1, max_size=8)


@given(WORDS)
def test_a_second_run_changes_nothing(words):
    source = f"f({', '.join(words)});\n".encode()
    lint = linter(
        "a.ts",
        renaming("a.ts", "x", "y"),
        renaming("a.ts", "x2", "(y)", code="GEN102"),
        ("GEN201", rb"y \+ y", lambda m: [fix("a.ts", (*m.span(), "2 * y"))]),
        ("GEN202", rb"\bx \+ x\b", lambda m: [fix("a.ts", (*m.span(), "y * 2"))]),
    )
    result = fix_file("a.ts", source, lint)
    if result.refused is None:
        assert not result.remaining
        again = fix_file("a.ts", result.after, lint)
        assert (again.changed, again.passes) == (False, 0)
    else:
        assert "new finding: GEN201" in result.refused
        assert result.after == source
