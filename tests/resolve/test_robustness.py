"""Whatever stands in a tree, resolving in it ends, and soon."""

from __future__ import annotations

import time

import pytest
from genlint.resolve import forwards, scan
from genlint.resolve.jsonc import read_object
from genlint.resolve.packages import pnpm_patterns
from genlint.resolve.python_roots import declared_roots
from hypothesis import given, settings
from hypothesis import strategies as st

PIECES = (
    "import ", "export ", "from ", "{ a as b, ", "} ", "* ", "default ", "const ", "= ", "(", ")", "'./m'",
    '"m"', "require(", "/*", "*/", "//", "#", "\n", "\\\n", " ", ",", ";", "class A ", "extends L ",
    "return L", "=> ", "module.exports", "exports.a", "L", "é", "\0", "def f():\n ", "import L",
    "from m import L", "packages:", "- a",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60)


@given(TEXTS, st.sampled_from(["python", "typescript"]))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text, language):
    found = scan.specifiers(text.encode(), language)
    assert len(set(found)) == len(found)
    names = forwards.forwarded(text, language, lambda specifier: specifier in ("m", "./m"), forwards.ANYTHING)
    assert all(isinstance(name, str) and name for name in names | forwards.exported(text, language))
    assert all(pnpm_patterns(text))
    assert isinstance(read_object(text), dict | None)
    assert isinstance(declared_roots(text), list)


@given(st.text(max_size=30), st.sampled_from(["a/m.ts", "a/m.py"]))
@settings(max_examples=200, deadline=None)
def test_any_specifier_is_resolved(tmp_path_factory, specifier, importer):
    from genlint.resolve import Resolver

    top = tmp_path_factory.getbasetemp().as_posix()
    language = "python" if importer.endswith(".py") else "typescript"
    found = Resolver().resolve(f"{top}/{importer}", specifier, language)
    assert found is None or found.startswith("/")


@pytest.mark.parametrize(
    "unit",
    ["import {", "import a ", "export {", "export const ", "export const x = (", "const a = ",
     "from . import (", "from a import b \\\n", "import(/*", "import(//\n", "exports.a =", "x = y = ",
     "class A(", "return ", "=> ", " "],
)  # fmt: skip
def test_no_text_takes_long(unit):
    text = "import { L } from 'm';\nfrom m import L\n" + unit * (100_000 // len(unit))
    began = time.process_time()
    for language in ("python", "typescript"):
        scan.specifiers(text.encode(), language)
        forwards.forwarded(text, language, lambda specifier: specifier == "m", forwards.ANYTHING)
        forwards.exported(text, language)
    read_object(text)
    # Where the time grows with the square of the length, it is a minute.
    assert time.process_time() - began < 5
