"""The diff is what other tools read: they make of the old text exactly the new one."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from genlint.fix import unified_diff
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def test_one_line():
    assert unified_diff("src/a.ts", b"a\nb\nc\n", b"a\nB\nc\n") == (
        "--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"
    )


def test_nothing():
    assert unified_diff("a.ts", b"a\n", b"a\n") == ""


def test_no_newline_at_the_end():
    assert unified_diff("a.ts", b"a", b"b").splitlines()[3:] == [
        "-a",
        "\\ No newline at end of file",
        "+b",
        "\\ No newline at end of file",
    ]


LINES = st.lists(st.sampled_from(["a", "b", "é\x0c", "c\u2028d", "\tx", ""]), min_size=1, max_size=9)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=LINES, after=LINES, end=st.sampled_from(["\n", "\r\n"]), last=st.booleans())
def test_git_applies_it(tmp_path, before, after, end, last):
    old, new = (end.join(["head", *rows]) + end * last for rows in (before, after))
    if old == new:
        return
    (tmp_path / "a.ts").write_bytes(old.encode())
    diff = unified_diff("a.ts", old.encode(), new.encode()).encode()
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        input=diff,
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert (tmp_path / "a.ts").read_bytes() == new.encode()
