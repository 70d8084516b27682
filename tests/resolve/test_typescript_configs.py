"""`tsconfig.json` and `jsconfig.json`."""

from __future__ import annotations

import json

import pytest


def config(**options):
    extends = options.pop("extends", None)
    references = options.pop("references", None)
    data = {"compilerOptions": options}
    if extends is not None:
        data["extends"] = extends
    if references is not None:
        data["references"] = [{"path": path} for path in references]
    return json.dumps(data)


def files(*names):
    return dict.fromkeys(names, "")


@pytest.mark.parametrize("name", ["tsconfig.json", "jsconfig.json"])
def test_paths(tree_of, name):
    tree = tree_of(
        {name: config(paths={"@/*": ["./src/*"]}), **files("src/hooks/a.ts", "src/hooks/index.ts")}
    )
    assert tree.resolve("src/pages/p.ts", "@/hooks/a") == "src/hooks/a.ts"
    assert tree.resolve("src/pages/p.ts", "@/hooks/a.js") == "src/hooks/a.ts"
    assert tree.resolve("src/pages/p.ts", "@/hooks") == "src/hooks/index.ts"
    assert tree.resolve("src/pages/p.ts", "@/none") is None
    assert tree.resolve("src/pages/p.ts", "~/hooks/a") is None


def test_an_alias_needs_a_configuration(tree_of):
    tree = tree_of(["src/a.ts", "a.ts"])
    assert tree.resolve("src/b.ts", "@/a") is None
    assert tree.resolve("src/b.ts", "a") is None


def test_the_most_specific_pattern_wins(tree_of):
    paths = {
        "*": ["any/*"],
        "@/*": ["src/*"],
        "@/ui/*": ["ui/*"],
        "@/ui/exact": ["exact.ts"],
        "@/*.css": ["css/*"],
    }
    names = files("any/x.ts", "src/x.ts", "src/ui/x.ts", "ui/x.ts", "exact.ts", "ui/exact.ts")
    tree = tree_of({"tsconfig.json": config(paths=paths), **names})
    assert tree.resolve("m.ts", "x") == "any/x.ts"
    assert tree.resolve("m.ts", "@/x") == "src/x.ts"
    assert tree.resolve("m.ts", "@/ui/x") == "ui/x.ts"
    assert tree.resolve("m.ts", "@/ui/exact") == "exact.ts"


def test_targets_are_tried_in_order(tree_of):
    tree = tree_of(
        {"tsconfig.json": config(paths={"@/*": ["a/*", "b/*"]}), **files("b/x.ts", "a/y.ts", "b/y.ts")}
    )
    assert tree.resolve("m.ts", "@/x") == "b/x.ts"
    assert tree.resolve("m.ts", "@/y") == "a/y.ts"


def test_base_url(tree_of):
    tree = tree_of(
        {
            "tsconfig.json": config(baseUrl="src", paths={"@/*": ["app/*"]}),
            **files("src/app/x.ts", "src/y.ts"),
        }
    )
    assert tree.resolve("m.ts", "@/x") == "src/app/x.ts"
    assert tree.resolve("m.ts", "y") == "src/y.ts"
    assert tree.resolve("m.ts", "react") is None


def test_comments_and_trailing_commas(tree_of):
    text = """\ufeff{
      // the alias, "quoted"
      "compilerOptions": {
        "paths": { /* a */ "@/*": ["./src/*",], "url//x": ["./src/u.ts"] , },
      },
    }"""
    tree = tree_of({"tsconfig.json": text, **files("src/a.ts", "src/u.ts")})
    assert tree.resolve("m.ts", "@/a") == "src/a.ts"
    assert tree.resolve("m.ts", "url//x") == "src/u.ts"


def test_extends(tree_of):
    tree = tree_of(
        {
            "config/base.json": config(baseUrl="..", paths={"@/*": ["lib/*"]}),
            "config/own.json": config(paths={"~/*": ["./own/*"]}),
            "one/tsconfig.json": config(extends="../config/base"),
            "two/tsconfig.json": config(extends=["../config/base.json", "../config/own.json"]),
            "three/tsconfig.json": config(extends="../config/base.json", paths={"$/*": ["three/*"]}),
            **files("lib/a.ts", "own/a.ts", "three/a.ts"),
        }
    )
    assert tree.resolve("one/m.ts", "@/a") == "lib/a.ts"
    assert tree.resolve("two/m.ts", "~/a") == "own/a.ts"
    assert tree.resolve("two/m.ts", "@/a") is None  # `paths` of the later one replaces the earlier's
    assert tree.resolve("three/m.ts", "$/a") == "three/a.ts"


def test_paths_without_base_are_relative_to_their_own_file(tree_of):
    tree = tree_of(
        {
            "config/base.json": config(paths={"@/*": ["./lib/*"]}),
            "app/tsconfig.json": config(extends="../config/base.json"),
            **files("config/lib/a.ts", "app/lib/a.ts"),
        }
    )
    assert tree.resolve("app/m.ts", "@/a") == "config/lib/a.ts"


def test_config_folder_of_the_leaf(tree_of):
    tree = tree_of(
        {
            "config/base.json": config(paths={"@/*": ["${configDir}/src/*"]}),
            "app/tsconfig.json": config(extends="../config/base.json"),
            **files("app/src/b.ts"),
        }
    )
    assert tree.resolve("app/m.ts", "@/b") == "app/src/b.ts"


def test_extends_a_package(tree_of):
    tree = tree_of(
        {
            "package.json": '{"workspaces": ["packages/*"]}',
            "packages/ts/package.json": '{"name": "@acme/ts"}',
            "packages/ts/next.json": config(baseUrl="../../shared"),
            "app/tsconfig.json": config(extends="@acme/ts/next.json"),
            "node_modules/base/tsconfig.json": config(baseUrl="../../other"),
            "tools/tsconfig.json": config(extends="base"),
            **files("shared/a.ts", "other/b.ts"),
        }
    )
    assert tree.resolve("app/m.ts", "a") == "shared/a.ts"
    assert tree.resolve("tools/m.ts", "b") == "other/b.ts"


def test_extends_in_a_circle(tree_of):
    tree = tree_of(
        {
            "a.json": config(extends="./tsconfig.json"),
            "tsconfig.json": config(extends="./a.json", baseUrl="src"),
            **files("src/x.ts"),
        }
    )
    assert tree.resolve("m.ts", "x") == "src/x.ts"


def test_references(tree_of):
    tree = tree_of(
        {
            "tsconfig.json": config(references=["./tsconfig.app.json", "./node"]),
            "tsconfig.app.json": config(paths={"@/*": ["./src/*"]}, references=["./tsconfig.json"]),
            "node/tsconfig.json": config(paths={"$/*": ["./*"]}),
            **files("src/a.ts", "node/b.ts"),
        }
    )
    assert tree.resolve("src/m.ts", "@/a") == "src/a.ts"
    assert tree.resolve("src/m.ts", "$/b") == "node/b.ts"


def test_the_nearest_configuration_comes_first(tree_of):
    tree = tree_of(
        {
            "tsconfig.json": config(paths={"@/*": ["./src/*"]}),
            "app/tsconfig.json": config(paths={"@/*": ["./own/*"]}),
            **files("src/a.ts", "app/own/a.ts", "src/b.ts"),
        }
    )
    assert tree.resolve("app/x/m.ts", "@/a") == "app/own/a.ts"
    assert tree.resolve("app/x/m.ts", "@/b") == "src/b.ts"
    assert tree.resolve("x/m.ts", "@/a") == "src/a.ts"


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"compilerOptions": 3}', '{"compilerOptions": {"paths": {"@/*": 4}}}']
)
def test_nonsense(tree_of, text):
    tree = tree_of({"tsconfig.json": text, **files("src/a.ts")})
    assert tree.resolve("m.ts", "@/a") is None
