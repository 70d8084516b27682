"""Specifiers that name a file by its place."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("files", "specifier", "expected"),
    [
        (["a.ts"], "./a", "a.ts"),
        (["a.tsx"], "./a", "a.tsx"),
        (["a.js"], "./a", "a.js"),
        (["a.mts"], "./a", "a.mts"),
        (["a.ts", "a.tsx", "a.js"], "./a", "a.ts"),
        (["a.tsx", "a.js"], "./a", "a.tsx"),
        (["a.js", "a.jsx"], "./a", "a.js"),
        (["a.ts"], "./a.ts", "a.ts"),
        (["a.ts"], "./a.js", "a.ts"),
        (["a.tsx"], "./a.js", "a.tsx"),
        (["a.ts", "a.js"], "./a.js", "a.ts"),
        (["a.js"], "./a.js", "a.js"),
        (["a.tsx"], "./a.jsx", "a.tsx"),
        (["a.mts"], "./a.mjs", "a.mts"),
        (["a.cts"], "./a.cjs", "a.cts"),
        (["a.ts"], "./a.mjs", None),
        (["a.d.ts", "a.js"], "./a", "a.js"),
        (["a.d.ts"], "./a", None),
        (["a.d.ts"], "./a.d", None),
        (["chat.service.ts"], "./chat.service", "chat.service.ts"),
        (["a/index.ts"], "./a", "a/index.ts"),
        (["a/index.tsx"], "./a/", "a/index.tsx"),
        (["a.ts", "a/index.ts"], "./a", "a.ts"),
        (["a.ts", "a/index.ts"], "./a/", "a/index.ts"),
        (["a/index.ts"], "./a/index.js", "a/index.ts"),
        (["a.ts"], "./a?raw", "a.ts"),
        (["a.css"], "./a.css", None),
        (["a.css.ts"], "./a.css", "a.css.ts"),
        (["a.json", "a.svg", "a.vue"], "./a.vue", None),
        (["a.tsx/b.ts"], "./a", None),
        (["A.ts"], "./a", None),
        (["b/c.ts"], "./b/../b//./c", "b/c.ts"),
        (["a.ts"], "./missing", None),
        (["a.ts"], "./missing/deep/a", None),
        (["node_modules/p/a.ts"], "./node_modules/p/a", None),
        (["a.ts"], "./a\0b", None),
    ],
)
def test_beside(tree_of, files, specifier, expected):
    assert tree_of(files).resolve("main.ts", specifier) == expected


def test_above(tree_of):
    tree = tree_of(["index.ts", "b/index.ts", "b/c/d.ts", "a.ts"])
    assert tree.resolve("b/c/x.ts", "..") == "b/index.ts"
    assert tree.resolve("b/c/x.ts", "../../a") == "a.ts"
    assert tree.resolve("b/c/x.ts", "../..") == "index.ts"
    assert tree.resolve("b/x.ts", ".") == "b/index.ts"
    assert tree.resolve("b/x.ts", "./c/d") == "b/c/d.ts"


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        ('{"main": "./entry.js"}', "lib/entry.ts"),
        ('{"main": "entry"}', "lib/entry.ts"),
        ('{"source": "./source.ts", "main": "./entry.js"}', "lib/source.ts"),
        ('{"main": "./dist/index.js"}', "lib/src/index.ts"),
        ('{"main": "./missing.js"}', "lib/src/index.ts"),
        ("{broken", "lib/src/index.ts"),
    ],
)
def test_folder_with_manifest(tree_of, manifest, expected):
    files = dict.fromkeys(["lib/entry.ts", "lib/source.ts", "lib/src/index.ts"], "")
    assert tree_of({"lib/package.json": manifest, **files}).resolve("main.ts", "./lib") == expected


def test_one_listing_serves_a_folder(tree_of, monkeypatch):
    import os

    tree = tree_of([f"a{number}.ts" for number in range(50)])
    assert tree.resolve("main.ts", "./a0") == "a0.ts"
    monkeypatch.setattr(os, "scandir", lambda path: pytest.fail(f"{path} was listed again"))
    monkeypatch.setattr(os, "stat", lambda path, **options: pytest.fail(f"{path} was asked for"))
    assert [tree.resolve("main.ts", f"./a{number}") for number in range(1, 60)] == [
        f"a{number}.ts" if number < 50 else None for number in range(1, 60)
    ]
