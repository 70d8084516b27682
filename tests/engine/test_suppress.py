"""Suppression comments, through the engine, in both languages."""

from __future__ import annotations

import pytest


@pytest.fixture
def codes_of(engine_in):
    """The codes that are reported for a text, with their lines: `["FAK101:3"]`."""

    def check(name, text, overrides=None):
        engine = engine_in({"ignore": ["FAK201"], **(overrides or {})}, isolated=True)
        result = engine.check_source(name, text.encode())
        return [f"{finding.code}:{result.place(finding.location)[0][0]}" for finding in result.findings]

    return check


SUPPRESSED = {
    "noqa": ("py", "f(forbidden)  # noqa: FAK101\n"),
    "noqa lower case": ("py", "f(forbidden)  # NOQA:fak101\n"),
    "noqa with others": ("py", "f(forbidden)  # noqa: E501, FAK101 W291\n"),
    "noqa prefix": ("py", "f(forbidden)  # noqa: FAK1\n"),
    "bare noqa": ("py", "f(forbidden)  # noqa\n"),
    "noqa behind another": ("py", "f(forbidden)  # type: ignore # noqa: FAK101\n"),
    "noqa in a script": ("ts", "f(forbidden); // noqa: FAK101\n"),
    "noqa in a block": ("ts", "f(forbidden); /* noqa: FAK101 */\n"),
    "ignore": ("py", "f(forbidden)  # genlint: ignore[FAK101] known\n"),
    "ignore without codes": ("py", "f(forbidden)  # genlint: ignore because\n"),
    "ignore in a script": ("ts", "f(forbidden); // genlint: ignore[FAK101] known\n"),
    "ignore in a block": ("ts", "f(/* genlint:ignore [ FAK101 ] */ forbidden);\n"),
    "line above": ("py", "# genlint: ignore[FAK101]\nf(forbidden)\n"),
    "line above, stacked": ("ts", "// genlint: ignore[FAK101]\n// eslint-disable-next-line\nf(forbidden);\n"),
    "block above": ("ts", "/*\n * why\n * genlint: ignore[FAK101]\n */\nf(forbidden);\n"),
    "above the statement": ("py", "# genlint: ignore[FAK101]\nf(\n    1,\n    forbidden,\n)\n"),
    "first line of the statement": ("py", "f(  # genlint: ignore[FAK101]\n    1,\n    forbidden,\n)\n"),
    "last line of the statement": ("ts", "f(\n  1,\n  forbidden,\n); // genlint: ignore[FAK101]\n"),
    "a line within": ("ts", "f(\n  1, // noqa: FAK101\n  forbidden,\n);\n"),
    "jsx line above": (
        "tsx",
        "const a = (\n  <p>\n    {/* genlint: ignore[FAK101] */}\n    <A b={forbidden} />\n  </p>\n);\n",
    ),
    "jsx attribute": (
        "tsx",
        "const a = (\n  <A\n    // genlint: ignore[FAK101]\n    b={forbidden}\n  />\n);\n",
    ),
    "whole file": ("py", "# genlint: ignore-file\nf(1)\nf(forbidden)\n"),
    "whole file, below": ("ts", "f(forbidden);\n\n  // genlint: ignore-file[FAK101] generated\n"),
    "two codes": ("py", "f(forbidden)  # genlint: ignore[FAK101, FAK3]\n"),
}


@pytest.mark.parametrize("case", SUPPRESSED)
def test_suppressed(codes_of, case):
    suffix, text = SUPPRESSED[case]
    found = codes_of(f"a.{suffix}", text, {"extend-ignore": ["GEN903"]})
    assert found == []


@pytest.mark.parametrize("case", SUPPRESSED)
def test_the_same_without_the_comment_is_reported(codes_of, case):
    suffix, text = SUPPRESSED[case]
    hidden = text.replace("genlint", "gonlint").replace("noqa", "nope").replace("NOQA", "NOPE")
    assert [code.split(":")[0] for code in codes_of(f"a.{suffix}", hidden)] == ["FAK101"]


@pytest.mark.parametrize(
    ("suffix", "text", "codes"),
    [
        # not meant
        ("py", "f(forbidden)  # noqa: E501\n", ["FAK101:1"]),
        ("py", "f(forbidden)  # noqa-ish\n", ["FAK101:1"]),
        ("py", "f(forbidden)  # see the noqa docs\n", ["FAK101:1"]),
        ("py", "f(forbidden, '# noqa: FAK101')\n", ["FAK101:1"]),
        ("py", "f(forbidden)\n\nx = 1  # noqa: E501\n", ["FAK101:1"]),
        ("py", "f(1)  # genlint: ignore[FAK301]\nf(forbidden)\n", ["GEN903:1", "FAK101:2"]),
        ("py", "f(1)  # genlint: ignore[FAK101]\nf(forbidden)\n", ["GEN903:1", "FAK101:2"]),
        ("py", "# genlint: ignore[FAK101]\n\nf(forbidden)\n", ["GEN903:1", "FAK101:3"]),
        # the inner statement's comment does not speak for the outer one
        (
            "ts",
            "f(() => {\n  g(1); // genlint: ignore[FAK101]\n}, forbidden);\n",
            ["GEN903:2", "FAK101:3"],
        ),
        # unused
        ("py", "f(1)  # noqa: FAK101\nx = 'forbidden'\n", ["GEN903:1"]),
        ("py", "f(1)  # noqa\n", []),
        ("py", "f(1)  # noqa: E501\n", []),
        ("py", "f(forbidden)  # genlint: ignore[FAK101, FAK301]\n", ["GEN903:1"]),
        ("py", "# genlint: ignore-file[FAK301]\nf(1)\n", ["GEN903:1"]),
        # a code that was not judged may be of use
        ("py", "f(1)  # genlint: ignore[FAK201]\n", []),
        ("py", "f(1)  # genlint: ignore[FAK]\n", []),
        ("py", "f(1)  # genlint: ignore\n", []),
        # malformed
        ("py", "f(forbidden)  # genlint: ignore[FAK1O1]\n", ["FAK101:1", "GEN904:1"]),
        ("py", "f(forbidden)  # genlint: ignore[FAK1O1, FAK101]\n", ["GEN904:1"]),
        ("py", "f(forbidden)  # genlint: ignroe[FAK101]\n", ["FAK101:1", "GEN904:1"]),
        ("py", "f(forbidden)  # genlint: ignore[FAK101\n", ["FAK101:1", "GEN904:1"]),
        ("py", "f(forbidden)  # genlint: ignore[]\n", ["FAK101:1", "GEN904:1"]),
        ("py", "f(forbidden)  # genlint: ignore-file\n", ["FAK101:1", "GEN904:1"]),
        # a file that can't be judged whole says nothing of what is unused
        ("py", "f(1)  # genlint: ignore\n)(\n", ["GEN901:2"]),
    ],
)
def test_what_is_reported(codes_of, suffix, text, codes):
    assert codes_of(f"a.{suffix}", text) == codes


def test_an_unused_suppression_of_everything(codes_of):
    assert codes_of("a.py", "f(1)  # genlint: ignore\n", {"ignore": []}) == ["GEN903:1"]
    assert codes_of("a.py", "# genlint: ignore-file\nf(1)\n", {"ignore": []}) == ["GEN903:1"]


def test_messages_and_places(engine_in):
    engine = engine_in(isolated=True)
    result = engine.check_source("é.py", "é = 1  # genlint: ignore[FAK301, FAK9]\n".encode())
    assert [(f.message, *result.place(f.location)) for f in result.findings] == [
        ("the suppression of `FAK301` suppresses nothing", (1, 26), (1, 32)),
        ("no rule has the code `FAK9`", (1, 34), (1, 38)),
    ]
    typo = engine.check_source("a.py", b"x = 1  # genlint: ignroe\n")
    assert [f.message for f in typo.findings] == ["`genlint: ignroe` is no directive; did you mean `ignore`?"]


def test_a_finding_below_the_threshold_is_suppressed_all_the_same(codes_of):
    assert codes_of("a.py", "f(forbidden_low)  # genlint: ignore[FAK101]\n") == []
    assert codes_of("a.py", "f(forbidden_low)\n") == []
    assert codes_of("a.py", "f(forbidden_low)\n", {"min-confidence": "low"}) == ["FAK101:1"]
