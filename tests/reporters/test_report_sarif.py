from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from genlint.findings import Applicability, Confidence, Location
from genlint.reporters import sarif as reporter

CATALOGUE = (
    SimpleNamespace(code="GEN101", name="some-rule", summary="it is wrong", documentation="Why.\n\nMore."),
    SimpleNamespace(code="GEN102", name="other-rule", summary="it is bad", documentation="Because."),
)


def run_of(maker):
    log = json.loads(maker.render("sarif", catalogue=lambda: CATALOGUE))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    check_run(run)
    return run


def check_run(run):
    """What the standard demands of the parts that are used, and GitHub beyond it."""
    driver = run["tool"]["driver"]
    assert driver["name"] == "genlint"
    assert driver["version"]
    for rule in driver["rules"]:
        assert set(rule) <= {
            "id",
            "name",
            "shortDescription",
            "fullDescription",
            "help",
            "defaultConfiguration",
        }
        for key in ("shortDescription", "fullDescription", "help"):
            assert rule[key]["text"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert all(isinstance(entry["executionSuccessful"], bool) for entry in run["invocations"])
    prints = [json.dumps(result["partialFingerprints"]) for result in run["results"]]
    assert len(set(prints)) == len(prints)
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        assert "primaryLocationLineHash" not in result["partialFingerprints"]
        for flow in result.get("codeFlows", ()):
            for thread in flow["threadFlows"]:
                assert thread["locations"]
                for step in thread["locations"]:
                    check_location(step["location"])
        assert len(result["locations"]) == 1
        check_location(result["locations"][0])
        for fix in result.get("fixes", ()):
            assert fix["artifactChanges"]
            for change in fix["artifactChanges"]:
                check_uri(change["artifactLocation"]["uri"])
                for replacement in change["replacements"]:
                    check_region(replacement["deletedRegion"])


def check_location(location):
    check_uri(location["physicalLocation"]["artifactLocation"]["uri"])
    check_region(location["physicalLocation"]["region"])


def check_uri(uri):
    assert uri.isascii()
    assert not set(uri) & set(' "<>\\^`{|}#?')
    assert uri.startswith("file:///") or not uri.startswith(("/", "."))


def check_region(region):
    assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
    assert all(isinstance(value, int) and value >= 1 for value in region.values())
    assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])


def test_a_report(component):
    component.result.skipped = [(f"{component.root}/big.js", "minified")]
    run = run_of(component)
    (result,) = run["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("GEN102", 1, "error")
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "src/editor.tsx"},
        "region": {"startLine": 5, "startColumn": 37, "endLine": 5, "endColumn": 40},
    }
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["message"]["text"] for step in steps][0::4] == [
        "chat ID `chatId` enters", "reaches `useImageGeneration`",
    ]  # fmt: skip
    assert [fix["description"]["text"] for fix in result["fixes"]] == ["drop the argument"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "The file was not judged: minified"
    assert run["tool"]["driver"]["rules"][0]["help"]["markdown"] == "Why.\n\nMore."


def test_sarif_tools_reads_it(component, tmp_path):
    from sarif.loader import load_sarif_file

    path = tmp_path / "report.sarif"
    path.write_text(component.render("sarif", catalogue=lambda: CATALOGUE))
    loaded = load_sarif_file(str(path))
    assert loaded.get_result_count() == 1
    assert loaded.get_distinct_tool_names() == ["genlint"]
    (record,) = loaded.get_records()
    assert (record["Location"], record["Line"], record["Severity"]) == ("src/editor.tsx", 5, "error")
    assert record["Code"].startswith("GEN102")


@pytest.mark.skipif("SARIF_SCHEMA" not in os.environ, reason="SARIF_SCHEMA names no schema")
def test_the_standard_s_schema_accepts_it(component):
    """Beyond `check_run`: `SARIF_SCHEMA` is the path of the JSON schema of SARIF 2.1.0."""
    import jsonschema

    schema = json.loads(Path(os.environ["SARIF_SCHEMA"]).read_text(encoding="utf-8"))
    component.result.skipped = [(f"{component.root}/big.js", "minified")]
    log = json.loads(component.render("sarif", catalogue=lambda: CATALOGUE))
    jsonschema.validate(log, schema)
    del log["runs"][0]["tool"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, schema)


def test_uris(maker, tmp_path):
    (tmp_path / ".git").touch()
    maker.file("app/a b#é%.py", "x")
    maker.result.cwd = f"{tmp_path}/app"
    maker.finding(maker.at("app/a b#é%.py", "x"))
    outside = Location("/elsewhere/c d.py", 0, 0)
    maker.finding(outside)
    uris = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in run_of(maker)["results"]
    ]
    assert sorted(uris) == ["app/a%20b%23%C3%A9%25.py", "file:///elsewhere/c%20d.py"]


def fingerprints(maker):
    return [result["partialFingerprints"][reporter.FINGERPRINT] for result in run_of(maker)["results"]]


def test_fingerprints_stay_when_lines_move(maker):
    maker.file("a.py", "use(chat_id)\nuse(chat_id)\n")
    maker.finding(maker.at("a.py", "chat_id"))
    maker.finding(maker.at("a.py", "chat_id", 2))
    before = fingerprints(maker)
    assert len(set(before)) == 2
    maker.result.findings.clear()
    maker.result._texts.clear()
    maker.file("a.py", "import x\n\nif x:\n    use(chat_id)\n    use(chat_id)\n")
    maker.finding(maker.at("a.py", "chat_id"))
    maker.finding(maker.at("a.py", "chat_id", 2))
    assert fingerprints(maker) == before
    maker.result.findings.clear()
    maker.result._texts.clear()
    maker.file("a.py", "use(other, chat_id)\n")
    maker.finding(maker.at("a.py", "chat_id"))
    assert not set(fingerprints(maker)) & set(before)


def test_levels(maker):
    maker.file("a.py", "x y z")
    for place, confidence in zip("xyz", (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW), strict=True):
        maker.finding(maker.at("a.py", place), confidence=confidence)
    assert [result["level"] for result in run_of(maker)["results"]] == ["error", "warning", "note"]


def test_limits(maker, monkeypatch):
    monkeypatch.setattr(reporter, "MAX_RESULTS", 3)
    monkeypatch.setattr(reporter, "MAX_STEPS", 4)
    maker.file("a.py", "x" * 20)
    path = f"{maker.root}/a.py"
    for number in range(5):
        sure = Confidence.HIGH if number == 4 else Confidence.MEDIUM
        steps = [(Location(path, at, at + 1), str(at)) for at in range(10)]
        maker.finding(Location(path, number, number + 1), steps, confidence=sure)
    run = run_of(maker)
    columns = [r["locations"][0]["physicalLocation"]["region"]["startColumn"] for r in run["results"]]
    assert columns == [1, 2, 5]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "2 further findings were left out of this report"
    steps = run["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["message"]["text"] for step in steps] == ["0", "1", "8", "9"]


def test_the_limits_are_github_s():
    assert (reporter.MAX_RESULTS, reporter.MAX_STEPS) == (25_000, 10_000)


@pytest.mark.parametrize("failed", [False, True])
def test_an_incomplete_run_says_so(maker, failed):
    maker.result.failed = failed
    assert run_of(maker)["invocations"][0]["executionSuccessful"] is not failed


def test_fixes_are_regions_and_text(maker):
    maker.file("a.py", "use(\n    chat_id,\n)\n")
    place = maker.at("a.py", "chat_id,\n)")
    maker.finding(place, fixes=[maker.fix("x", Applicability.SAFE, (place, "file_id)"))])
    (result,) = run_of(maker)["results"]
    assert result["fixes"][0]["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 2, "startColumn": 5, "endLine": 3, "endColumn": 2},
            "insertedContent": {"text": "file_id)"},
        }
    ]
