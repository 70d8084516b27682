from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from genlint.findings import Applicability

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/findings.schema.json").read_text())


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_report(component):
    component.result.parsed, component.result.screened = 2, 5
    component.result.skipped = [(f"{component.root}/src/big.js", "minified")]
    report = json.loads(component.render("json"))
    jsonschema.validate(report, SCHEMA)
    assert report["files"] == {"checked": 7, "skipped": [{"path": "src/big.js", "reason": "minified"}]}
    (finding,) = report["findings"]
    assert list(finding) == [
        "code", "name", "message", "help", "confidence", "path", "start", "end", "flow", "fixes",
    ]  # fmt: skip
    assert (finding["path"], finding["start"], finding["end"]) == (
        "src/editor.tsx", {"line": 5, "column": 37}, {"line": 5, "column": 40},
    )  # fmt: skip
    assert finding["flow"][0] == {
        "path": "src/page.tsx", "line": 2, "column": 10, "end_line": 2, "end_column": 16,
        "message": "chat ID `chatId` enters",
    }  # fmt: skip
    assert finding["fixes"][0]["edits"] == [
        {
            "path": "src/editor.tsx", "text": "",
            "start": {"offset": 161, "line": 5, "column": 37},
            "end": {"offset": 164, "line": 5, "column": 40},
        }
    ]  # fmt: skip
    assert finding["fixes"][1] == {
        "title": "call `images.startTracking(projectId, requestId)`", "applicability": "display", "edits": [],
    }  # fmt: skip


def test_columns_are_characters_and_offsets_bytes(maker):
    maker.file("a.py", "é = '日本😀'; use(chat_id)\n")
    place = maker.at("a.py", "chat_id")
    maker.finding(place, fixes=[maker.fix("x", Applicability.SAFE, (place, "file_id"))])
    (finding,) = json.loads(maker.render("json"))["findings"]
    assert (finding["start"]["column"], finding["end"]["column"]) == (16, 23)
    assert finding["fixes"][0]["edits"][0]["start"] == {"offset": 23, "line": 1, "column": 16}


def test_an_empty_report(maker):
    report = json.loads(maker.render("json"))
    jsonschema.validate(report, SCHEMA)
    assert report == {"version": 1, "findings": [], "files": {"checked": 0, "skipped": []}}


@pytest.mark.parametrize("key", ["confidence", "start", "flow"])
def test_the_schema_misses_what_is_missing(component, key):
    report = json.loads(component.render("json"))
    del report["findings"][0][key]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, SCHEMA)
