"""What the benchmark of other tools reads and writes: archives, tables, plots."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET

import pytest

from benchmarks import __main__ as benchmarks_main
from benchmarks.measure import BARE, Command, genlint, measure
from benchmarks.peers import command, page, plots, report, sources, tools

SVG = "{http://www.w3.org/2000/svg}"


def archive(path, *names):
    with tarfile.open(path, "w:gz") as target:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = len(name)
            target.addfile(member, io.BytesIO(name.encode()))
    return path


def test_of_an_archive_only_sources_are_taken(tmp_path):
    path = archive(
        tmp_path / "it.tgz",
        "package/src/a.ts",
        "package/b.tsx",
        "package/src/a.d.ts",
        "package/dist/c.ts",
        "package/readme.md",
    )
    sources.extract(path, tmp_path / "out", sources.TYPESCRIPT)
    found = {str(each.relative_to(tmp_path / "out")) for each in (tmp_path / "out").rglob("*.*")}
    assert found == {"src/a.ts", "b.tsx"}
    assert (tmp_path / "out" / "src" / "a.ts").read_text() == "package/src/a.ts"


def test_an_archive_writes_nothing_elsewhere(tmp_path):
    with pytest.raises(ValueError, match=r"it\.tgz has"):
        sources.extract(archive(tmp_path / "it.tgz", "package/../../a.py"), tmp_path / "out", sources.PYTHON)
    assert not (tmp_path / "a.py").exists()


def test_everything_is_pinned():
    versions = sources.versions()
    assert all("@" in package.lstrip("@") for package in versions.npm_sources + versions.npm_tools)
    assert all("==" in package for package in versions.pypi_sources + versions.pypi_tools)


def test_a_table_is_put_between_its_marks():
    text = "a\n<!-- measured: x -->\nold\n<!-- /measured -->\nb\n<!-- measured: y -->\n<!-- /measured -->\n"
    new = page.replaced(text, {"x": page.table(["n", "m"], [["1", r"\2"]])})
    assert new == (
        "a\n<!-- measured: x -->\n| n | m |\n| --- | ---: |\n| 1 | \\2 |\n<!-- /measured -->\nb\n"
        "<!-- measured: y -->\n<!-- /measured -->\n"
    )
    assert page.replaced(new, {"x": "old"}) == text
    with pytest.raises(ValueError, match="0 places"):
        page.replaced(text, {"z": ""})


def test_figures_are_written_for_people():
    assert [page.seconds(each) for each in (0.0123, 12.34, None)] == ["0.01", "12.3", "–"]
    assert [page.times(each, 2.0) for each in (1.0, 50.0, None)] == ["0.50", "25", "–"]


def test_lines_rise_with_their_numbers():
    image = ET.fromstring(plots.lines("t", "x", "y", {"a": [(1, 1), (10, 10)], "b": [(1, 1), (10, 10.1)]}))
    first, second = (each.get("points").split() for each in image.findall(f"{SVG}polyline"))
    (x1, y1), (x2, y2) = (map(float, point.split(",")) for point in first)
    assert 0 < x1 < x2 < plots.WIDTH
    assert plots.HEIGHT > y1 > y2 > 0
    labels = {each.text: float(each.get("y")) for each in image.findall(f"{SVG}text")}
    assert abs(labels["a"] - labels["b"]) >= 16, "written over each other"
    assert first[0] == second[0]


def test_what_can_not_be_drawn_is_left_out():
    image = ET.fromstring(plots.lines("t <&>", "x", "y", {"a": [(0, 1), (10, 10)], "none": [(5, 0)]}))
    assert len(image.findall(f"{SVG}circle")) == 1
    assert image.find(f"{SVG}title").text == "t <&>"
    with pytest.raises(ValueError, match="nothing"):
        plots.lines("t", "x", "y", {"a": [(0, 0)]})


def test_bars_are_in_order():
    image = ET.fromstring(plots.bars("t", {"g": {"slow": 10.0, "fast": 0.1, "fair": 1.0}}, "s"))
    widths = [float(each.get("width")) for each in image.findall(f"{SVG}rect")[1:]]
    assert widths == sorted(widths)
    assert max(widths) < plots.WIDTH
    with pytest.raises(ValueError, match="nothing"):
        plots.bars("t", {"g": {}}, "s")


def row(seconds):
    return {"seconds": seconds, "least": seconds, "work": seconds, "megabytes": seconds * 10}


def test_the_page_has_a_place_for_every_table_and_a_picture_of_every_plot():
    tree = {"files": 10, "bytes": 1000, "rounds": 1, "rows": {tools.GENLINT: row(4.0), BARE: row(2.0)}}
    stopped = {**tree, "rows": {**tree["rows"], tools.ESLINT: None}}
    measured = {"trees/some": stopped, "sizes/100": tree, "candidates/0": tree, "candidates/50": tree}
    assert report.missing(measured) == []
    assert report.missing({"sizes/100": tree}) == ["trees", "candidates"]
    blocks, images = report.blocks(measured), report.images(measured)
    text = (report.DOCS / "benchmarks.md").read_text(encoding="utf-8")
    assert text.count("<!-- measured: ") == len(blocks)
    plot = r"\]\(benchmarks-(\w+)\.svg\)"
    assert set(re.findall(plot, page.replaced(text, blocks))) == images.keys()
    assert all((report.DOCS / f"benchmarks-{name}.svg").exists() for name in re.findall(plot, text))
    assert "| bare walk-read-search | 2.00 |" in blocks["ratios"]
    assert "| ESLint, one rule | – |" in blocks["trees"]
    assert "| genlint | 40 |" in blocks["memory of trees"]
    assert blocks["sizes"].splitlines()[-1] == "| 100 | 4.00 | 2.00 | 2.00 |"


def python(name, code):
    return Command(name, [sys.executable, "-c", code])


def test_a_run_that_takes_too_long_is_stopped():
    rows = measure([python("slow", "import time; time.sleep(60)"), python("fast", "")], 1, limit=2.0)
    assert rows.keys() == {"fast"}
    assert 0 < rows["fast"].least <= rows["fast"].seconds < 2


def test_a_run_that_fails_ends_the_measuring():
    measure([python("findings", "raise SystemExit(1)")], 1)
    with pytest.raises(SystemExit, match="failed with 3"):
        measure([python("broken", "raise SystemExit(3)")], 1)
    with pytest.raises(SystemExit, match="a tool can't be run"):
        measure([Command("a tool", ["no-such-program"])], 1)


def test_nothing_is_remembered_from_round_to_round(tmp_path):
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "candidate.ts").write_text("const generation = useImageGeneration(chatId);\n")
    measure([genlint("it", "--quiet", ".")._replace(folder=tmp_path)], 1)
    assert not (tmp_path / ".genlint_cache").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["peers", "--only", "nonsense"], "invalid choice: 'nonsense'"),
        (["peers", "--tree", "nonsense"], "invalid choice: 'nonsense'"),
        (["peers", "--rounds", "0"], "no number above 0"),
        (["flow", "--rounds", "many"], "no number above 0"),
        (["--files", "0"], "no number above 0"),
        (["no-such-folder"], "no-such-folder is no folder"),
    ],
)
def test_what_makes_no_sense_is_told(arguments, words, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["benchmarks", *arguments])
    with pytest.raises(SystemExit) as ended:
        benchmarks_main.main()
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_a_missing_program_is_told_before_anything_is_fetched(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="git is needed"):
        command.main(["--dir", str(tmp_path / "new")])
    assert not (tmp_path / "new").exists()


def test_an_installation_that_fails_is_told(monkeypatch, tmp_path):
    def broken(*_):
        raise subprocess.CalledProcessError(1, ["npm", "install"])

    monkeypatch.setattr(tools, "Tools", broken)
    monkeypatch.setattr(shutil, "which", lambda program: program)
    with pytest.raises(SystemExit, match=r"npm.*returned non-zero"):
        command.main(["--dir", str(tmp_path), "--only", "sizes"])
