"""Whole runs of the engine, with the fake rules."""

from __future__ import annotations

import ast
import os
import random

import pytest
from genlint import engine as engine_module
from genlint.errors import UsageError
from genlint.findings import Confidence


def brief(result):
    return [
        (result.display(finding.location.path), finding.code, *result.place(finding.location)[0])
        for finding in result.findings
    ]


def skipped(result):
    return [(result.display(path), reason) for path, reason in result.skipped]


def test_a_run_accounts_for_every_file(tree, engine_in):
    root = tree(
        {
            "src/a.ts": "use(forbidden);\n",
            "src/b.py": "def f():\n    return forbidden\n",
            "src/clean.py": "x = 1\n",
            "src/min.js": "forbidden;" * 1000,
            "src/bad.py": b"forbidden = '\xff'\n",
            "src/tests/c.py": "use(forbidden)\n",
        }
    )
    (root / "src/link.ts").symlink_to("a.ts")
    result = engine_in().check_paths(["src"])
    assert brief(result) == [
        ("src/a.ts", "FAK101", 1, 5),
        ("src/a.ts", "FAK201", 1, 5),
        ("src/b.py", "FAK101", 2, 12),
        ("src/b.py", "FAK201", 2, 12),
        ("src/bad.py", "GEN902", 1, 1),
        ("src/tests/c.py", "FAK101", 1, 5),
    ]
    assert (result.parsed, result.screened, result.checked, result.failed) == (3, 1, 4, False)
    assert [path for path, _ in skipped(result)] == ["src/bad.py", "src/link.ts", "src/min.js"]
    assert dict(skipped(result))["src/min.js"] == "minified"
    assert dict(skipped(result))["src/link.ts"] == "symbolic link"
    assert dict(skipped(result))["src/bad.py"].startswith("undecodable: ")


def test_the_same_for_every_order_and_number_of_jobs(tree, engine_in, monkeypatch):
    root = tree(
        {f"d{n % 5}/f{n}.{'py' if n % 2 else 'ts'}": f"use(forbidden{n})\n" * (n % 4) for n in range(40)}
    )
    tree({"d1/boom.py": "explode(1)\n", "d2/plunge.ts": "plunge(1);\n", "d3/syntax.py": "forbidden)\n"})
    monkeypatch.setattr(engine_module, "PARALLEL_FROM", 0)
    paths = [f"d{n}" for n in range(5)] + ["d1/f1.py", "."]
    runs = []
    for jobs in (1, 2, 3):
        random.Random(jobs).shuffle(paths)
        result = engine_in().check_paths(paths, jobs=jobs)
        runs.append(
            (result.findings, result.skipped, result.parsed, result.screened, result.failed, result.sources)
        )
    assert len(runs[0][0]) > 40
    assert runs[0] == runs[1] == runs[2]
    assert str(root) in runs[0][0][0].location.path


def test_processes_are_used_only_where_they_pay(tree, engine_in, monkeypatch):
    from genlint import parallel

    calls = []
    monkeypatch.setattr(
        parallel, "check_in_processes", lambda candidates, rules, jobs, *_: calls.append(jobs) or iter(())
    )
    tree({"a.py": "use(forbidden)\n" * 10, "b.py": "use(forbidden)\n", "c.py": "x = 1\n" * 100_000})
    engine_in().check_paths(["."], jobs=2)
    assert calls == []
    monkeypatch.setattr(engine_module, "PARALLEL_FROM", 160)
    engine_in().check_paths(["."], jobs=2)
    assert calls == [2]
    engine_in().check_paths(["."], jobs=1)
    assert calls == [2]


def test_a_rule_that_fails_costs_a_finding(tree, engine_in, capsys):
    tree({"a.py": "explode(forbidden)\n", "b.py": "plunge(forbidden)\n"})
    result = engine_in({"ignore": ["FAK201"]}).check_paths(["."])
    assert brief(result) == [
        ("a.py", "GEN906", 1, 1),
        ("a.py", "FAK101", 1, 9),
        ("b.py", "GEN905", 1, 1),
        ("b.py", "FAK101", 1, 8),
    ]
    assert result.findings[0].message == "rule FAK301 failed on this file: RuntimeError: boom over two lines"
    assert result.failed
    assert "Traceback" not in capsys.readouterr().err


def test_the_traceback_is_shown_on_request(engine_in, capsys, monkeypatch):
    monkeypatch.setenv("GENLINT_TRACEBACK", "1")
    engine_in().check_source("a.py", b"explode(1)\n")
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", "use(forbidden)\n)(\n"),
        ("a.ts", "use(forbidden);\nconst = = 3;\n"),
        ("a.tsx", "use(forbidden);\n<a><b></a>\n"),
    ],
)
def test_a_syntax_error_is_a_finding_and_the_rest_is_judged(engine_in, name, text):
    result = engine_in({"ignore": ["FAK201"]}).check_source(name, text.encode())
    found = brief(result)
    assert ("FAK101", 1, 5) in [item[1:] for item in found]
    assert "GEN901" in [item[1] for item in found]
    assert all(item[2] == 2 for item in found if item[1] == "GEN901")
    assert all(finding.confidence is Confidence.HIGH for finding in result.findings)


@pytest.mark.parametrize("text", ["(" * 10_000 + "forbidden" + ")" * 10_000, "[" * 10_000 + "forbidden"])
@pytest.mark.parametrize("name", ["a.ts", "a.py"])
def test_deep_nesting_ends_in_a_finding(engine_in, name, text):
    result = engine_in().check_source(name, text.encode())
    assert result.findings
    assert {finding.code for finding in result.findings} <= {"GEN901", "GEN905", "FAK101", "FAK201"}
    assert not result.failed


def test_many_syntax_errors_are_cut_short(engine_in):
    text = "use(forbidden);\n" + "const = = 3;\nfunction (((;\n" * 50
    result = engine_in({"select": ["GEN901"]}).check_source("a.ts", text.encode())
    assert 0 < len(result.findings) <= 10


def test_large_files(tree, engine_in):
    tree({"a.py": "x = 1\n" * 100, "b.py": "forbidden\n" * 100, "genlint.toml": "max-file-size = 500\n"})
    result = engine_in().check_paths(["."])
    assert [(item[0], item[1]) for item in brief(result)] == [("b.py", "GEN902")]
    assert (result.screened, skipped(result)) == (
        1,
        [("b.py", "1,000 bytes, more than the 500 that are read")],
    )
    again = engine_in().check_source("b.py", b"forbidden\n" * 100)
    assert [finding.code for finding in again.findings] == ["GEN902"]


def test_a_file_that_may_not_be_read(tree, engine_in, monkeypatch):
    root = tree({"a.py": "forbidden\n", "b.py": "forbidden\n"})
    real = os.open

    def refuse(path, *arguments):
        if str(path).endswith("a.py"):
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    result = engine_in({"ignore": ["FAK201"]}).check_paths(["."])
    assert brief(result) == [("a.py", "GEN902", 1, 1), ("b.py", "FAK101", 1, 1)]
    assert result.findings[0].message == "the file can't be judged: permission denied"
    assert skipped(result) == [("a.py", "permission denied")]
    quiet = engine_in({"ignore": ["GEN902", "FAK"]}).check_paths([str(root)])
    assert (quiet.findings, skipped(quiet)) == ([], [("a.py", "permission denied")])


def test_without_the_screen_every_file_is_parsed(tree, engine_in):
    tree({"a.py": "x = 1\n", "b.ts": "let x;\n"})
    assert engine_in(screen=False).check_paths(["."]).parsed == 2
    assert engine_in().check_paths(["."]).screened == 2


def test_words_of_the_configuration_reach_screen_and_rules(tree, engine_in):
    tree({"a.py": "banned\n", "genlint.toml": 'extend-fake-words = ["banned"]\n'})
    assert [item[1] for item in brief(engine_in().check_paths(["."]))] == ["FAK101", "FAK201"]


def test_per_file_ignores_and_thresholds(tree, engine_in):
    tree(
        {
            "a.py": "forbidden_low\n",
            "b.py": "forbidden\n",
            "genlint.toml": 'min-confidence = "low"\n[per-file-ignores]\n"b.py" = ["FAK1"]\n',
        }
    )
    assert [item[:2] for item in brief(engine_in().check_paths(["."]))] == [
        ("a.py", "FAK101"),
        ("a.py", "FAK201"),
        ("b.py", "FAK201"),
    ]


def test_a_source_that_is_not_on_the_disk(tree, engine_in):
    tree({"sub/genlint.toml": 'ignore = ["FAK201"]\n'})
    engine = engine_in()
    result = engine.check_source("sub/new.tsx", b"use(forbidden);\n")
    assert brief(result) == [("sub/new.tsx", "FAK101", 1, 5)]
    assert skipped(engine.check_source("sub/notes.txt", b"forbidden")) == [
        ("sub/notes.txt", "neither TypeScript, JavaScript nor Python")
    ]
    assert skipped(engine.check_source("node_modules/a.ts", b"forbidden")) == [
        ("node_modules/a.ts", "excluded")
    ]
    assert engine.check_source("a.ts", b"x").screened == 1


def test_a_tree_that_the_caller_has_parsed(engine_in):
    source = b"def f():\n    return forbidden\n"
    result = engine_in({"select": ["FAK101"]}).check_source("a.py", source, tree=ast.parse(source))
    assert brief(result) == [("a.py", "FAK101", 2, 12)]


def test_the_same_engine_twice(tree, engine_in):
    root = tree({"a.py": "forbidden\n"})
    engine = engine_in({"select": ["FAK101"]})
    assert brief(engine.check_paths(["."])) == [("a.py", "FAK101", 1, 1)]
    (root / "a.py").write_text("\nforbidden\n")
    assert brief(engine.check_paths(["."])) == [("a.py", "FAK101", 2, 1)]


def test_a_file_that_vanishes(tree, engine_in, monkeypatch):
    root = tree({"a.py": "forbidden\n", "b.py": "forbidden\n"})
    from genlint import sift

    real = sift.read

    def read(path, *, follow):
        (root / "a.py").unlink(missing_ok=True)
        return real(path, follow=follow)

    monkeypatch.setattr(sift, "read", read)
    engine = engine_in({"ignore": ["FAK201"]})
    assert [item[:2] for item in brief(engine.check_paths(["."]))] == [("b.py", "FAK101")]
    (root / "a.py").write_text("forbidden\n")
    named = engine.check_paths(["a.py", "b.py"])
    assert [item[:2] for item in brief(named)] == [("a.py", "GEN902"), ("b.py", "FAK101")]


def test_progress_ends_with_everything_done(tree, engine_in):
    tree({f"f{n}.py": "forbidden\n" for n in range(5)})
    states = []
    engine_in().check_paths(["."], progress=lambda done, total: states.append((done, total)))
    assert states[-1] == (5, 5)
    assert states == sorted(states)


def test_no_such_path(engine_in):
    with pytest.raises(UsageError, match=r"no such file or folder: nothing\.ts"):
        engine_in().check_paths(["nothing.ts"])
