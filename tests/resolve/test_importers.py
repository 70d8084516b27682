"""From a module to the files that use it."""

from __future__ import annotations

import pytest
from genlint.resolve import importers, scan


@pytest.mark.parametrize(
    "text",
    [
        'import { useA } from "./hooks/a";',
        "import useA from './hooks/a.js'",
        'import * as a from "./hooks/a";',
        'import "./hooks/a";',
        'import{useA}from"./hooks/a"',
        "import {\n  useA,\n  useB,\n} from './hooks/a';",
        'export { useA } from "./hooks/a";',
        'export * from "./hooks/a";',
        'const { useA } = require("./hooks/a");',
        "const a = await import('./hooks/a')",
        'lazy(() => import(/* webpackChunkName: "a" */ "./hooks/a"));',
        "const a = require(`./hooks/a`)",
        'import { useA } from "./hooks/a?client";',
        'import a = require("./hooks/a");',
        "x();import '../top/hooks/a'",
    ],
)
def test_typescript_forms(tree_of, text):
    tree = tree_of({"top/hooks/a.ts": "export function useA() {}", "top/m.ts": text})
    assert tree.importers("top/hooks/a.ts") == ["top/m.ts"]
    assert tree.imports("top/m.ts") == ["top/hooks/a.ts"]


@pytest.mark.parametrize(
    "text",
    [
        'import { useA } from "./a";',
        'import { useA } from "a";',
        'import { useA } from "./hooks/ab";',
        'const text = "./hooks/a";',
        "const a = await import(`./hooks/${name}`)",
    ],
)
def test_typescript_others(tree_of, text):
    tree = tree_of({"hooks/a.ts": "export function useA() {}", "m.ts": text})
    assert tree.importers("hooks/a.ts") == []


@pytest.mark.parametrize(
    "text",
    [
        "from hooks.a import use_a",
        "from hooks.a import (\n    use_a as b,  # (why)\n    use_c,\n)",
        "from hooks.a import use_b, \\\n    use_a",
        "from hooks.a import *",
        "from hooks import a",
        "from hooks import (  # (all)\n    b,  # (why)\n    a,\n)",
        "from hooks import b, a as c",
        "import hooks.a",
        "import os, hooks.a as a",
        "from .hooks import a",
        "from .hooks.a import use_a",
        "try:\n    from hooks.a import use_a\nexcept ImportError:\n    pass",
        "if True: from hooks.a import use_a",
        "x = 1; import hooks.a",
        "def f():\n\tfrom hooks.a import use_a\n",
        "\ufeffimport hooks.a",
        "import hooks.a.b",
    ],
)
def test_python_forms(tree_of, text):
    tree = tree_of({"hooks/a.py": "def use_a(): pass", "m.py": text})
    assert tree.importers("hooks/a.py") == ["m.py"]
    assert "hooks/a.py" in tree.imports("m.py")


@pytest.mark.parametrize(
    "text",
    ["from hooks import b", "import a", "import hooks", "# import hooks.a", "x = 'from hooks.a import y'"],
)
def test_python_others(tree_of, text):
    assert tree_of({"hooks/a.py": "", "m.py": text}).importers("hooks/a.py") == []


def test_python_packages(tree_of):
    tree = tree_of(
        {
            "hooks/__init__.py": "def use_a(): pass",
            "hooks/x.py": "from . import use_a",
            "hooks/deep/y.py": "from .. import use_a",
            "m.py": "import hooks",
            "n.py": "import hooks.x",
            "o.py": "import hooks.x as x",
        }
    )
    assert tree.importers("hooks/__init__.py") == ["hooks/deep/y.py", "hooks/x.py", "m.py", "n.py"]


def test_configured_names(tree_of):
    tree = tree_of(
        {
            "package.json": '{"workspaces": ["packages/*"]}',
            "packages/ui/package.json": '{"name": "@acme/ui", "exports": {"./use": "./src/in/entry.ts"}}',
            "packages/ui/src/in/entry.ts": "export const useA = 1",
            "app/tsconfig.json": '{"compilerOptions": {"paths": {"ui": ["../packages/ui/src/in/entry"]}}}',
            "app/one.ts": 'import { useA } from "@acme/ui/use"',
            "app/two.ts": 'import { useA } from "ui"',
            "other/three.ts": 'import { useA } from "ui"',
        }
    )
    assert tree.importers("packages/ui/src/in/entry.ts") == ["app/one.ts", "app/two.ts"]


def test_folder_entries(tree_of):
    tree = tree_of(
        {
            "lib/package.json": '{"main": "src/entry.js"}',
            "lib/src/entry.ts": "export const a = 1",
            "lib/inner.ts": 'import { a } from "."',
            "m.ts": 'import { a } from "./lib"',
            "hooks/index.ts": "export const b = 1",
            "hooks/n.ts": 'import { b } from "."',
            "o.ts": 'import { b } from "./hooks/"',
        }
    )
    assert tree.importers("lib/src/entry.ts") == ["lib/inner.ts", "m.ts"]
    assert tree.importers("hooks/index.ts") == ["hooks/n.ts", "o.ts"]


HOOK = "export function useA(id: string) {}\nexport default useA;\n"


@pytest.mark.parametrize(
    ("forwarder", "user"),
    [
        ('export * from "./a"', 'import { useA } from "./b"'),
        ('export * as hooks from "./a"', 'import { hooks } from "./b"; hooks.useA()'),
        ('export { useA } from "./a"', 'import { useA } from "./b"'),
        ('export { useA as useZ } from "./a"', 'import { useZ } from "./b"'),
        ('export { default } from "./a"', 'import anything from "./b"'),
        ('export { default as useZ } from "./a"', 'import { useZ } from "./b"'),
        ('import { useA } from "./a"; export { useA }', 'import { useA } from "./b"'),
        ('import { useA as x } from "./a"; export { x as useZ };', 'import { useZ } from "./b"'),
        ('import useA from "./a"; export default useA', 'import anything from "./b"'),
        ('import * as a from "./a"; export const hooks = a', 'import { hooks } from "./b"'),
        ('import { useA } from "./a"; export const useZ = useA', 'import { useZ } from "./b"'),
        ('import { useA } from "./a";\nexport const hooks = {\n  useA,\n};', 'import { hooks } from "./b"'),
        ('import { useA } from "./a"; export const Z = memo(useA)', 'import { Z } from "./b"'),
        ('import { useA } from "./a"; export const useZ = (x) => useA(x)', 'import { useZ } from "./b"'),
        (
            'import { useA } from "./a";\nexport function useZ() {\n  return useA("");\n}',
            'import { useZ } from "./b"',
        ),
        (
            'import { useA } from "./a";\n'
            'export function useZ() {\n  const { start } = useA("");\n  return { start };\n}',
            'import { useZ } from "./b"',
        ),
        ('import { A } from "./a"; export class Z extends A {}', 'import { Z } from "./b"'),
        ('export const Z = lazy(() => import("./a"))', 'import { Z } from "./b"'),
        ('const Z = lazy(() => import("./a"));\nexport default Z;', 'import anything from "./b"'),
        ('module.exports = require("./a")', 'const { useA } = require("./b")'),
        ('const { useA: x } = require("./a"); exports.useZ = x', 'const { useZ } = require("./b")'),
        ('const a = require("./a"); module.exports = { ...a }', 'const { useA } = require("./b")'),
    ],
)
def test_typescript_re_exports(tree_of, forwarder, user):
    hook = HOOK.replace("useA(", "useA(") + "export class A {}\n"
    tree = tree_of({"a.ts": hook, "b.ts": forwarder, "c.ts": user, "d.ts": 'import { other } from "./c"'})
    assert tree.importers("a.ts") == ["b.ts", "c.ts"]


@pytest.mark.parametrize(
    ("forwarder", "user"),
    [
        ('export { other } from "./a"', 'import { other } from "./b"'),
        ('export { useA as useZ } from "./a"', 'import { useY } from "./b"'),
        (
            'import { useA } from "./a";\nexport function Page() {\n  useA("");\n}',
            'import { Page } from "./b"',
        ),
        (
            'import { Editor } from "./a";\nexport const Page = () => <Editor id="" />;',
            'import { Page } from "./b"',
        ),
        (
            'import { Editor } from "./a";\nexport function Page() {\n  return <Editor id="" />;\n}',
            'import { Page } from "./b"',
        ),
        ('export * from "./a"; export const Button = 1', 'import { Button } from "./b"'),
    ],
)
def test_what_is_not_forwarded(tree_of, forwarder, user):
    hook = "export function useA() {}\nexport function Editor() {}\n"
    tree = tree_of({"a.ts": hook, "b.ts": forwarder, "c.ts": user})
    assert tree.importers("a.ts") == ["b.ts"]


@pytest.mark.parametrize(
    ("forwarder", "user"),
    [
        ("from a import use_a", "from b import use_a"),
        ("from a import *", "from b import use_a"),
        ("from a import use_a as use_z", "from b import use_z"),
        ("import a", "import b\nb.a.use_a()"),
        ("import a as hooks", "from b import hooks"),
        ("from a import use_a\nuse_z = use_a", "from b import use_z"),
        ("import a\nuse_z = a.use_a", "from b import use_z"),
        ("from a import A\nclass Z(A):\n    pass", "from b import Z"),
        ("import a\ndef use_z(x):\n    return a.use_a(x)", "from b import use_z"),
        ("from a import A\ndef make():\n    x = A()\n    return x", "from b import make"),
    ],
)
def test_python_re_exports(tree_of, forwarder, user):
    tree = tree_of({"a.py": "def use_a(x): pass\nclass A: pass\n", "b.py": forwarder, "c.py": user})
    assert tree.importers("a.py") == ["b.py", "c.py"]


def test_python_names_that_stay(tree_of):
    tree = tree_of(
        {
            "a.py": "def use_a(x): pass\n",
            "b.py": "from a import use_a\ndef show(x):\n    use_a(x)\n",
            "c.py": "from b import show",
        }
    )
    assert tree.importers("a.py") == ["b.py"]


def test_chains_and_circles(tree_of):
    tree = tree_of(
        {
            "a/useA.ts": 'export function useA() {}\nimport "../index";',
            "a/index.ts": 'export * from "./useA"; export * from "../index";',
            "index.ts": 'export * from "./a"',
            "app.ts": 'import { useA } from "."',
            "none.ts": 'import { useB } from "."',
        }
    )
    assert tree.importers("a/useA.ts") == ["a/index.ts", "app.ts", "index.ts"]


def test_bounds_are_told(tree_of, monkeypatch):
    monkeypatch.setattr(importers, "MAX_IMPORTERS", 3)
    files = {f"m{number}.ts": 'import { useA } from "./a"' for number in range(9)}
    tree = tree_of({"a.ts": HOOK, "b.ts": HOOK, "n.ts": 'import "./b"', **files})
    assert tree.importers("a.ts") == ["m0.ts", "m1.ts", "m2.ts"]
    assert tree.importers("b.ts") == ["n.ts"]
    assert [tree.short(path) for path in tree.resolver.cut] == ["a.ts"]


def test_nothing_is_read_before_it_is_asked_for(tree_of):
    tree = tree_of({"a.ts": HOOK, "b.ts": 'import "./a"', "c.ts": 'import "./b"'})
    assert tree.resolve("b.ts", "./a") == "a.ts"
    assert tree.reads == []
    assert tree.imports("c.ts") == ["b.ts"]
    assert tree.reads == ["c.ts"]


def test_the_tree_is_scanned_once(tree_of, monkeypatch):
    scanned = []
    monkeypatch.setattr(
        scan,
        "specifiers",
        lambda data, language, real=scan.specifiers: scanned.append(data) or real(data, language),
    )
    files = {f"m{number}.ts": f'import "./m{number + 1}"' for number in range(20)}
    tree = tree_of(files)
    for number in range(20):
        tree.importers(f"m{number}.ts")
    assert len(scanned) == 20


def test_the_answer_does_not_depend_on_the_order_of_questions(tree_of, tmp_path):
    files = {
        "a.ts": HOOK,
        "b/index.ts": 'export * from "../a"; export { useC } from "./c"',
        "b/c.ts": 'import { useA } from ".."; export const useC = () => useA("")',
        "index.ts": 'export * from "./b"',
        "m.tsx": 'import { useC, useA } from "./b"',
    }
    first = tree_of(files)
    forwards = {name: first.importers(name) for name in files}
    second = tree_of(files)
    assert {name: second.importers(name) for name in reversed(files)} == forwards


def test_large_files_import_nothing(tree_of):
    tree = tree_of({"a.ts": HOOK, "bundle.js": 'import "./a";' + "x" * importers.MAX_SIZE})
    assert tree.importers("a.ts") == []


def test_reachable(tree_of, monkeypatch):
    files = {f"m{number}.ts": f'import "./m{(number + 1) % 9}"; import "./n"' for number in range(9)}
    tree = tree_of({**files, "n.ts": 'import "./m0"', "other.ts": ""})
    found = [tree.short(path) for path in tree.resolver.reachable(tree.path("m3.ts"))]
    assert found == ["m4.ts", "n.ts", "m5.ts", "m0.ts", "m6.ts", "m1.ts", "m7.ts", "m2.ts", "m8.ts"]
    monkeypatch.setattr(importers, "MAX_REACHABLE", 3)
    assert len(list(tree.resolver.reachable(tree.path("m3.ts")))) == 3
    assert tree.resolver.cut == {tree.path("m3.ts")}


def test_reachable_reads_no_further_than_it_is_asked(tree_of):
    tree = tree_of({f"m{number}.ts": f'import "./m{number + 1}"' for number in range(9)})
    found = tree.resolver.reachable(tree.path("m0.ts"))
    assert [tree.short(next(found)), tree.short(next(found))] == ["m1.ts", "m2.ts"]
    assert tree.reads == ["m0.ts", "m1.ts"]
