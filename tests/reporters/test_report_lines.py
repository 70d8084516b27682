"""The formats of one line a finding: flake8's and GitHub's."""

from __future__ import annotations

from genlint.findings import Confidence


def test_flake8(component):
    assert component.render("flake8") == (
        "src/editor.tsx:5:37: GEN102 `useImageGeneration` is passed a fallback, one alternative of which is "
        "chat ID `chatId`\n"
    )


def test_flake8_paths_and_control_characters(maker, tmp_path):
    maker.result.sources[f"{tmp_path.parent}/other/a.py"] = b"x"
    from genlint.findings import Location

    maker.finding(Location(f"{tmp_path.parent}/other/a.py", 0, 1), message="a\x1b[31mb\nc")
    assert maker.render("flake8") == "../other/a.py:1:1: GEN101 a\\x1b[31mb\\x0ac\n"


def commands(text):
    return [line for line in text.splitlines() if line.startswith("::")]


def test_github_puts_the_worst_first_and_the_report_below(maker):
    maker.file("a.py", "one\ntwo\nthree\n")
    maker.finding(maker.at("a.py", "one"), confidence=Confidence.LOW)
    maker.finding(maker.at("a.py", "two"), confidence=Confidence.MEDIUM)
    maker.finding(maker.at("a.py", "three"), confidence=Confidence.HIGH)
    text = maker.render("github")
    assert [line.split(" ")[0] for line in commands(text)] == ["::error", "::warning", "::notice"]
    assert commands(text)[0] == (
        "::error file=a.py,line=3,endLine=3,col=1,endColumn=6,title=GEN101 some-rule"
        "::`chatId` is wrong%0Amend it"
    )
    assert text.index("GEN101 `chatId` is wrong") > text.rindex("::notice")
    assert "3 findings in 1 file" in text


def test_github_leaves_columns_out_over_several_lines(maker):
    maker.file("a.py", "f(\n)\n")
    maker.finding(maker.at("a.py", "f(\n)"))
    assert commands(maker.render("github"))[0].startswith("::error file=a.py,line=1,endLine=2,title=")


def test_github_escapes(maker):
    maker.file("a,b:c%.py", "x")
    maker.finding(maker.at("a,b:c%.py", "x"), message="50% of\r\n`a:b,c`", help="")
    assert commands(maker.render("github"))[0] == (
        "::error file=a%2Cb%3Ac%25.py,line=1,endLine=1,col=1,endColumn=2,title=GEN101 some-rule"
        "::50%25 of%0D%0A`a:b,c`%0A"
    )


def test_github_paths_are_the_repository_s(maker, tmp_path):
    (tmp_path / ".git").mkdir()
    maker.file("app/a.py", "x")
    maker.result.cwd = f"{tmp_path}/app"
    maker.finding(maker.at("app/a.py", "x"))
    assert "file=app/a.py," in maker.render("github")
    assert maker.render("flake8").startswith("a.py:1:1: ")
