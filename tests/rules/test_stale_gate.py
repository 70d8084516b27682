"""GEN204: what a finding names, and the list that its fix writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from genlint.findings import Applicability, Finding
from genlint.fix.edits import apply_edits
from running import findings

ROOT = Path(__file__).parents[2] / "fixtures" / "gen204"

HOOK = """\
export function useClip({{ fileId, isGenerating }}: Props, eventHandlers: Handlers) {{
  const [state, setState] = useState(INITIAL);
  const isReady = isGenerating && state.visible;
  const options = useMemo(() => ({{ fileId: {identity}, eventHandlers, enabled: {gate} }}), {list});
  useVideoSSE(options);
}}
"""


def stale(source: str) -> list[Finding]:
    return [finding for finding in findings("hook.ts", source) if finding.code == "GEN204"]


@pytest.mark.parametrize(
    ("identity", "gate", "given", "missing"),
    [
        ("fileId", "isGenerating", "[]", ["fileId", "isGenerating"]),
        ("fileId", "isGenerating", "[fileId]", ["isGenerating"]),
        ("fileId", "isGenerating && state.visible", "[fileId, isGenerating]", ["state.visible"]),
        ("fileId", "isGenerating && state?.visible", "[fileId, isGenerating]", ["state?.visible"]),
        ("fileId", "isGenerating && isOpen(state) && state.visible", "[fileId, isGenerating]", ["state"]),
        ("state.fileId", "state.isGenerating", "[state.isGenerating]", ["state.fileId"]),
        ("state.fileId", "state.isGenerating", "[state]", []),
        ("fileId", "isReady", "[fileId]", ["isReady"]),
        ("fileId", "isReady", "[fileId, isGenerating]", ["isReady"]),
        ("fileId", "isReady", "[fileId, isGenerating, state.visible]", []),
        ("fileId", "isGenerating && state.visible", "[fileId, isReady]", []),
        ("fileId", "isGenerating", "[!!fileId, isGenerating]", ["fileId"]),
        ("fileId", "isGenerating", "[`${fileId}`, isGenerating]", []),
        ("fileId", "isGenerating", "undefined", []),
        ("fileId", "isGenerating", "[...given]", []),
    ],
)
def test_what_the_list_lacks(identity: str, gate: str, given: str, missing: list[str]) -> None:
    found = stale(HOOK.format(identity=identity, gate=gate, list=given))
    assert len(found) == (1 if missing else 0), [finding.message for finding in found]
    for finding in found:
        named = " and ".join(f"`{name}`" for name in missing)
        assert f"lacks {named}, on which" in finding.message


def test_the_finding_stands_at_the_list() -> None:
    source = HOOK.format(identity="fileId", gate="isGenerating", list="[fileId]")
    (finding,) = stale(source)
    assert source[finding.location.start : finding.location.end] == "[fileId]"
    assert finding.help.endswith("`[fileId, isGenerating]`")
    read, listed = finding.flow
    assert source[read.location.start : read.location.end] == "isGenerating"
    assert listed.location == finding.location


@pytest.mark.parametrize("name", ["bad_lists.tsx", "bad_lists.py"])
def test_the_fix_writes_a_list_that_is_complete(name: str) -> None:
    source = (ROOT / name).read_text()
    found = [each for each in findings(name, source, wants_fixes=True) if each.code == "GEN204"]
    fixes = [finding.fixes[0] for finding in found]
    written = [fix for fix in fixes if fix.edits]
    assert all(fix.applicability is Applicability.SUGGESTED for fix in written)
    # A list that stands elsewhere, or has `!!fileId` for `fileId`, is left to a person.
    assert len(written) >= len(found) - 2
    edits = [edit for fix in written for edit in fix.edits]
    fixed = apply_edits(source.encode(), edits).decode()
    left = [finding for finding in findings(name, fixed) if finding.code == "GEN204"]
    assert len(left) == len(found) - len(written)


def test_functions_that_call_each_other_come_to_an_end() -> None:
    names = [f"f{number}" for number in range(30)]
    bodies = "\n".join(
        f"  const {name} = () => {' || '.join(f'{other}()' for other in names)} || isGenerating;"
        for name in names
    )
    source = (
        "export function useClip(fileId: string, isGenerating: boolean, eventHandlers: Handlers) {\n"
        f"{bodies}\n"
        "  const options = useMemo(() => ({ fileId, eventHandlers, enabled: f0() }), [fileId]);\n"
        "  useVideoSSE(options);\n"
        "}\n"
    )
    assert "lacks `f0`" in stale(source)[0].message
