from __future__ import annotations

import re

from genlint.findings import Applicability, Confidence, Location
from genlint.reporters.terminal import Line, cell_width, printable

FRAME = """\
GEN102 `useImageGeneration` is passed a fallback, one alternative of which is chat ID `chatId`
  ╭─▸ src/editor.tsx:5:37
  │
3 │ export function Editor({ id }: Props) {
  │                          ── 3. is `id` here
4 │   const key = saved?.projectId || id;
  │               ────────────────────── 4. one alternative of the fallback
5 │   const images = useImageGeneration(key);
  │                                     ^^^ 5. reaches `useImageGeneration`
  ┆ src/page.tsx:2:10
  │
2 │     const { chatId } = useParams();
  │             ────── 1. chat ID `chatId` enters
3 │     return <Editor id={chatId} />;
  │                       ──────── 2. is handed on as `id`
  │
  = help: call `useImageGeneration()` and `images.startTracking(projectId, requestId)` when
          generation begins
  = fix (suggested): drop the argument
    -   const images = useImageGeneration(key);
    +   const images = useImageGeneration();
  = fix (display): call `images.startTracking(projectId, requestId)`

1 finding in 1 file.
1 finding can be fixed with --fix --unsafe-fixes.
2 files checked (2 parsed).
"""


def test_a_flow_over_two_files(component):
    component.result.parsed = 2
    assert component.render("full", width=96) == FRAME


def test_ascii(component):
    text = component.render("full", unicode=False)
    assert text.isascii()
    assert "  --> src/editor.tsx:5:37" in text
    assert "------ 1. chat ID `chatId` enters" in text


def test_colour_changes_nothing_but_colour(component):
    text = component.render("full", color=True, width=96)
    assert "\x1b[1;31mGEN102\x1b[0m" in text
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert plain == component.render("full", width=96)
    assert "\x1b]8;;" not in text


def test_hyperlinks(component):
    text = component.render("full", hyperlinks=True)
    assert re.search(
        r"\x1b\]8;;file://[^/]*/\S*/src/editor\.tsx\x1b\\src/editor\.tsx:5:37\x1b\]8;;\x1b\\", text
    )


def underlined(text):
    """What stands over the carets, by terminal cells."""
    lines = text.splitlines()
    number = next(number for number, line in enumerate(lines) if "^" in line)
    carets = lines[number]
    start, end = carets.index("^"), carets.rindex("^") + 1
    cells = "".join(char + "\0" * (cell_width(char) - 1) for char in lines[number - 1])
    return cells[start:end].replace("\0", "")


def test_wide_characters_and_tabs(maker):
    for name, text in [
        ("a.py", "\tf('日本', chat_id)"),
        ("b.py", "x\ty\tchat_id"),
        ("c.py", "'😀e\u0301' + chat_id"),
        ("d.py", "f(\x1b[31m, chat_id)"),
    ]:
        maker.result.findings.clear()
        maker.file(name, text)
        maker.finding(maker.at(name, "chat_id"))
        assert underlined(maker.render("full").replace("e\u0301", "e")) == "chat_id", name
    maker.result.findings.clear()
    maker.file("e.py", "f('日本')")
    maker.finding(maker.at("e.py", "日本"))
    assert underlined(maker.render("full")) == "日本"


def test_nothing_of_the_source_drives_the_terminal(maker):
    maker.file("a.py", "x = '\x1b]0;title\x07' # \u202e\n")
    maker.finding(maker.at("a.py", "x"), message="\x1b[2J", help="\x07", confidence=Confidence.LOW)
    text = maker.render("full")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", text)
    assert "\\x1b[2J" in text


def test_long_lines_are_cut_around_the_marks(maker):
    text = "a" * 500 + " chat_id " + "b" * 5000 + " other_id " + "c" * 500
    maker.file("a.js", text)
    place = maker.at("a.js", "other_id")
    maker.finding(place, [(maker.at("a.js", "chat_id"), "enters"), (place, "used")])
    report = maker.render("full", width=80)
    assert all(len(line) <= 80 for line in report.splitlines())
    frames = [line for line in report.splitlines() if line.startswith("1 │")]
    assert len(frames) == 2
    assert "… " not in frames[0]
    assert all(line[4] == "…" and line[-1] == "…" for line in frames)
    assert "chat_id" in frames[0]
    assert underlined(report) == "other_id"


def test_a_place_of_many_lines_is_marked_on_its_first(maker):
    maker.file("a.py", "x = f(\n    1,\n)\n")
    maker.finding(maker.at("a.py", "f(\n    1,\n)"))
    assert "1 │ x = f(\n  │     ^^\n" in maker.render("full")


def test_gaps(maker):
    maker.file("a.py", "one\n\nthree\nfour\nfive\nsix\n")
    place = maker.at("a.py", "six")
    maker.finding(place, [(maker.at("a.py", "one"), "a"), (maker.at("a.py", "three"), "b"), (place, "c")])
    assert [line[:3] for line in maker.render("full").splitlines()[3:10]] == [
        "1 │", "  │", "2 │", "3 │", "  │", "  ┆", "6 │",
    ]  # fmt: skip


def test_an_empty_place_and_a_file_without_text(maker):
    maker.file("a.py", "")
    maker.finding(Location(f"{maker.root}/a.py", 0, 0), code="GEN902", message="the file can't be judged")
    text = maker.render("full")
    assert "GEN902 the file can't be judged\n  ╭─▸ a.py:1:1\n  = help: mend it\n" in text


def test_a_fix_over_several_lines(maker):
    maker.file("a.py", "a = 1\nb = [\n    2,\n]\nc = 3\n")
    fix = maker.fix(
        "x", Applicability.SAFE, (maker.at("a.py", "a"), "z"), (maker.at("a.py", "[\n    2,\n]"), "[2]")
    )
    maker.finding(maker.at("a.py", "b"), fixes=[fix])
    text = maker.render("full")
    wanted = "    - a = 1\n    + z = 1\n    - b = [\n    -     2,\n    - ]\n    + b = [2]\n"
    assert wanted in text


def test_the_summary_accounts_for_every_file(maker):
    maker.file("a.py", "x y")
    maker.finding(maker.at("a.py", "x"))
    maker.finding(maker.at("a.py", "y"), confidence=Confidence.MEDIUM)
    maker.result.parsed, maker.result.screened = 14, 1078
    maker.result.skipped = [(f"{maker.root}/b.js", "minified"), (f"{maker.root}/c.py", "permission denied")]
    assert maker.render("full").split("\n\n")[-1] == (
        "2 findings in 1 file (1 high, 1 medium).\n"
        "1,092 files checked (14 parsed, 1,078 without a candidate), 2 skipped.\n"
        "  skipped b.js: minified\n"
        "  skipped c.py: permission denied\n"
    )
    assert "[medium confidence]" in maker.render("full")


def test_a_summary_of_many_skipped_files_counts_by_reason(maker):
    maker.result.skipped = [(f"{maker.root}/{n}.js", "minified" if n % 4 else "excluded") for n in range(40)]
    assert maker.render("full") == (
        "No findings.\n0 files checked, 40 skipped.\n  skipped 30: minified\n  skipped 10: excluded\n"
    )


def test_cut_lines():
    line = Line("a日本b\tc")
    assert line.width == 9
    assert [line.cell(column) for column in range(1, 8)] == [0, 1, 3, 5, 6, 8, 9]
    assert line.cut(0, 9) == "a日本b  c"
    assert line.cut(2, 4) == "  "
    assert line.cut(1, 5) == "日本"


def test_printable():
    assert printable("a\x00\x7f\u202eb\ud800é日") == "a\\x00\\x7f\\u202eb\\ud800é日"


def test_a_fix_in_a_long_line_shows_what_changes(maker):
    maker.file("a.js", "a" * 3000 + " chat_id " + "b" * 3000)
    place = maker.at("a.js", "chat_id")
    maker.finding(place, fixes=[maker.fix("x", Applicability.SAFE, (place, "file_id"))])
    lines = maker.render("full", width=80).splitlines()
    assert all(len(line) <= 80 for line in lines)
    changed = [line for line in lines if line.startswith(("    -", "    +"))]
    assert [("chat_id" in line, "file_id" in line) for line in changed] == [(True, False), (False, True)]
