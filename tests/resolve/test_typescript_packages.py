"""Packages of the same tree, by name."""

from __future__ import annotations

import json

import pytest
from genlint.resolve.packages import pnpm_patterns


def workspace(manifest, *names, declared='{"workspaces": ["packages/*"]}'):
    files = {
        "package.json": declared,
        "packages/ui/package.json": json.dumps({"name": "@acme/ui", **manifest}),
    }
    return {**files, **{f"packages/ui/{name}": "" for name in names}}


@pytest.mark.parametrize(
    ("manifest", "names", "specifier", "expected"),
    [
        ({}, ["src/index.ts"], "@acme/ui", "src/index.ts"),
        ({}, ["index.tsx"], "@acme/ui", "index.tsx"),
        ({}, ["hooks/a.ts"], "@acme/ui/hooks/a", "hooks/a.ts"),
        ({}, ["src/hooks/a.ts"], "@acme/ui/hooks/a", "src/hooks/a.ts"),
        ({}, ["hooks/index.ts"], "@acme/ui/hooks", "hooks/index.ts"),
        ({"main": "lib/main.js"}, ["lib/main.js"], "@acme/ui", "lib/main.js"),
        ({"main": "lib/main.js"}, ["src/main.ts"], "@acme/ui", "src/main.ts"),
        (
            {"main": "dist/main.js", "source": "src/entry.ts"},
            ["src/main.ts", "src/entry.ts"],
            "@acme/ui",
            "src/entry.ts",
        ),
        (
            {"main": "dist/index.cjs", "module": "dist/esm/index.mjs"},
            ["src/index.ts"],
            "@acme/ui",
            "src/index.ts",
        ),
        ({"types": "dist/index.d.ts"}, ["src/index.ts", "index.ts"], "@acme/ui", "src/index.ts"),
        ({"types": "./types.d.ts", "main": "./main.js"}, ["types.d.ts", "main.js"], "@acme/ui", "main.js"),
        ({"main": "dist/index.js"}, ["dist/index.js", "src/index.ts"], "@acme/ui", "src/index.ts"),
        ({"main": "dist/bundle.js"}, ["dist/bundle.js"], "@acme/ui", "dist/bundle.js"),
        ({"exports": "./src/a.ts"}, ["src/a.ts"], "@acme/ui", "src/a.ts"),
        ({"exports": {".": "./src/a.ts", "./b": "./src/c.ts"}}, ["src/c.ts"], "@acme/ui/b", "src/c.ts"),
        ({"exports": {"import": "./i.js", "require": "./r.js"}}, ["i.js", "r.js"], "@acme/ui", "i.js"),
        ({"exports": {".": {"default": "./d.js", "import": "./i.js"}}}, ["i.js", "d.js"], "@acme/ui", "i.js"),
        ({"exports": {".": {"import": "./i.js", "source": "./s.ts"}}}, ["i.js", "s.ts"], "@acme/ui", "s.ts"),
        (
            {"exports": {".": {"import": {"types": "./dist/a.d.ts", "default": "./dist/a.js"}}}},
            ["src/a.ts"],
            "@acme/ui",
            "src/a.ts",
        ),
        ({"exports": {".": ["./missing.js", "./a.js"]}}, ["a.js"], "@acme/ui", "a.js"),
        ({"exports": {"./*": "./src/*.ts"}}, ["src/hooks/a.ts"], "@acme/ui/hooks/a", "src/hooks/a.ts"),
        (
            {"exports": {"./*": "./src/*.ts", "./hooks/*": "./h/*/index.ts"}},
            ["h/a/index.ts"],
            "@acme/ui/hooks/a",
            "h/a/index.ts",
        ),
        ({"exports": {"./*.js": "./dist/*.js"}}, ["src/a.ts"], "@acme/ui/a.js", "src/a.ts"),
        ({"exports": {"./f/": "./src/f/"}}, ["src/f/a.ts"], "@acme/ui/f/a", "src/f/a.ts"),
        (
            {"exports": {".": "./src/a.ts", "./package.json": "./package.json"}},
            ["src/a.ts"],
            "@acme/ui/package.json",
            None,
        ),
        ({"exports": {"./styles.css": "./src/styles.css"}}, ["src/styles.css"], "@acme/ui/styles.css", None),
        ({"exports": None}, ["index.ts"], "@acme/ui", "index.ts"),
        ({}, [], "@acme/ui", None),
        ({}, ["index.ts"], "@acme/other", None),
        ({}, ["index.ts"], "@acme", None),
        ({}, ["index.ts"], "react", None),
        ({}, ["index.ts"], "node:fs", None),
        ({}, ["index.ts"], "https://x.test/a.ts", None),
        ({}, ["index.ts"], "", None),
    ],
)
def test_entries(tree_of, manifest, names, specifier, expected):
    found = tree_of(workspace(manifest, *names)).resolve("app/main.ts", specifier)
    assert found == (None if expected is None else f"packages/ui/{expected}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("package.json", '{"workspaces": ["packages/*"]}'),
        ("package.json", '{"workspaces": {"packages": ["./packages/ui/"]}}'),
        ("package.json", '{"workspaces": ["pack*/**", "!packages/other"]}'),
        ("pnpm-workspace.yaml", "packages:\n  - 'packages/*'\n"),
        ("lerna.json", '{"packages": ["packages/*"]}'),
    ],
)
def test_declarations(tree_of, name, text):
    tree = tree_of(
        {
            name: text,
            "packages/ui/package.json": '{"name": "ui"}',
            "packages/ui/index.ts": "",
            "packages/ui/node_modules/react/package.json": '{"name": "react"}',
            "packages/ui/node_modules/react/index.js": "",
            "app/main.ts": "",
        }
    )
    assert tree.resolve("app/main.ts", "ui") == "packages/ui/index.ts"
    assert tree.resolve("app/main.ts", "react") is None


def test_excluded_members(tree_of):
    tree = tree_of(
        {
            "package.json": '{"workspaces": ["packages/*", "!packages/old"]}',
            "packages/old/package.json": '{"name": "old"}',
            "packages/old/index.ts": "",
            "packages/new/package.json": '{"name": "new"}',
            "packages/new/index.ts": "",
        }
    )
    assert tree.resolve("packages/new/a.ts", "old") is None
    assert tree.resolve("packages/old/a.ts", "new") == "packages/new/index.ts"


def test_a_package_knows_its_own_name(tree_of):
    tree = tree_of(
        {"package.json": '{"name": "app", "exports": {"./*": "./src/*.ts"}}', "src/a.ts": "", "src/b.ts": ""}
    )
    assert tree.resolve("src/a.ts", "app/b") == "src/b.ts"


def test_linked_packages(tree_of):
    tree = tree_of(
        {
            "app/package.json": '{"dependencies": {"ui": "file:../ui", "gone": "link:../gone", "zod": "3"}}',
            "ui/package.json": '{"name": "ui", "main": "main.ts"}',
            "ui/main.ts": "",
        }
    )
    assert tree.resolve("app/src/a.ts", "ui") == "ui/main.ts"
    assert tree.resolve("app/src/a.ts", "gone") is None
    assert tree.resolve("app/src/a.ts", "zod") is None


def test_subpath_imports(tree_of):
    manifest = (
        '{"imports": {"#hooks/*": {"types": "./dist/*.d.ts", "default": "./hooks/*.js"}, "#one": "./one.js"}}'
    )
    tree = tree_of({"package.json": manifest, "hooks/a.ts": "", "one.ts": ""})
    assert tree.resolve("src/deep/m.ts", "#hooks/a") == "hooks/a.ts"
    assert tree.resolve("src/deep/m.ts", "#one") == "one.ts"
    assert tree.resolve("src/deep/m.ts", "#two") is None


def test_from_the_top_of_the_application(tree_of):
    tree = tree_of({"web/package.json": "{}", "web/src/a.ts": "", "src/a.ts": ""})
    assert tree.resolve("web/src/b.ts", "/src/a") == "web/src/a.ts"
    assert tree.resolve("other/b.ts", "/src/a") is None


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("packages:\n  - a/*\n  - \"b/**\"\n  - '!c'\n", ["a/*", "b/**", "!c"]),
        ("packages:\n- a # why\n# - b\n\n- 'c#d'\n", ["a", "c#d"]),
        ("packages: ['a/*', \"b\", c]\n", ["a/*", "b", "c"]),
        ("packages: [\n  a,\n  'b'\n]\n", ["a", "b"]),
        ("catalog:\n  react: 18\npackages:\n  - a\nonlyBuiltDependencies:\n  - esbuild\n", ["a"]),
        ("", []),
    ],
)
def test_pnpm(text, patterns):
    assert pnpm_patterns(text) == patterns
