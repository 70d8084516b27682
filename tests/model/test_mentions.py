"""By which names a function may go: variables by their scopes, keys and exports by their text."""

from __future__ import annotations

import pytest
from genlint.frontends import lower
from genlint.model import ir
from genlint.model.mentions import Mentions, names_of
from genlint.model.traverse import walk


def calls_of(sources, function):
    """The lines of the calls that may enter the function of a name in the first of some files."""
    modules = [lower(path, text.encode()) for path, text in sources.items()]
    mentions = [Mentions(module, lambda _method: True) for module in modules]
    (target,) = (
        node for node in walk(modules[0].body) if isinstance(node, ir.Function) and node.name == function
    )
    names, complete = names_of([target], mentions)
    assert complete
    return [
        module.source[call.span[0] : call.span[1]].decode()
        for module, own in zip(modules, mentions, strict=True)
        for call in own.order
        if any(call in own.called.get(name, ()) for name in names)
    ]


def test_a_letter_in_another_scope_is_another_function():
    text = """
    function outer() { function f(x) {} f(1); const g = f; g(2); }
    function other(f) { f(3); const g = 1; g(4); }
    """
    assert calls_of({"/a.ts": text}, "f") == ["f(1)", "g(2)"]


@pytest.mark.parametrize(
    "sources",
    [
        {
            "/a.ts": "function f(x) {}\nexport { f as made };\nfunction other(f) { f(3); }",
            "/b.ts": 'import { made as m } from "./a";\nm(1);\nfunction other(f) { f(3); }',
            "/c.ts": 'import * as a from "./a";\na.made(2);\na.f(4);',
        },
        {
            "/a.py": "def f(x): pass\ndef other(q): q(3)",
            "/b.py": "from a import f as m\nm(1)\ndef other(f): f.g(3)",
            "/c.py": "import a\nmade = a.f\nmade(2)\na.g(4)",
        },
    ],
)
def test_other_modules_know_a_function_by_its_export(sources):
    found = calls_of(sources, "f")
    assert [call[-2] for call in found] == ["1", "2"]


def test_a_function_is_found_behind_a_parameter_a_key_and_a_container():
    text = """
    function f(x) {}
    function run(step) { step(1); }
    run(f);
    const table = { key: f };
    table.key(2);
    const list = [];
    list.push(f);
    list[0](3);
    """
    assert calls_of({"/a.ts": text}, "f") == ["step(1)", "table.key(2)", "list[0](3)"]
