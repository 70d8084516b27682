from __future__ import annotations

import pytest
from genlint.patterns import PathMatcher, RootedMatcher


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("node_modules", "a/node_modules/b.ts", True),
        ("node_modules", "a/my_node_modules/b.ts", False),
        ("*.min.js", "a/b.min.js", True),
        ("*.min.js", "a/b.js", False),
        ("test_*.py", "a/test_b.py", True),
        ("test_*.py", "a/my_test_b.py", False),
        ("*.test.*", "a/b.test.tsx", True),
        ("src/gen", "src/gen/a.ts", True),
        ("src/gen", "lib/src/gen/a.ts", False),
        ("src/gen/", "src/gen/a/b.ts", True),
        ("./src/gen", "src/gen/a.ts", True),
        ("src/*.ts", "src/a.ts", True),
        ("src/*.ts", "src/a/b.ts", False),
        ("**/gen/*.ts", "gen/a.ts", True),
        ("**/gen/*.ts", "x/y/gen/a.ts", True),
        ("tests/**", "tests/a/b.py", True),
        ("tests/**", "other/tests/b.py", False),
        ("a?.ts", "ab.ts", True),
        ("a[bc].ts", "ac.ts", True),
        ("a[!bc].ts", "ac.ts", False),
        ("a[!bc].ts", "ad.ts", True),
        ("app/[id]/x.ts", "app/i/x.ts", True),
        ("*", "anything", True),
        ("a+b.ts", "a+b.ts", True),
        ("a[b", "a[b", True),
    ],
)
def test_matches(pattern, path, matches):
    assert PathMatcher((pattern,)).matches(path) is matches


@pytest.mark.parametrize("pattern", ["", "/", "./"])
def test_a_pattern_of_nothing_is_an_error(pattern):
    with pytest.raises(ValueError, match="matches nothing"):
        PathMatcher((pattern,))


def test_patterns_are_relative_to_their_root():
    matcher = RootedMatcher("/home/build/app", ("build", "src/*.ts"))
    assert not matcher.matches("/home/build/app/a.ts", "/home/build/app")
    assert matcher.matches("/home/build/app/build/a.ts", "/home/build/app")
    assert matcher.matches("/home/build/app/src/a.ts", "/")


def test_outside_of_the_root_the_way_to_the_argument_does_not_count():
    matcher = RootedMatcher("/work", ("build",))
    assert not matcher.matches("/srv/build/app/a.ts", "/srv/build/app")
    assert matcher.matches("/srv/build/app/build/a.ts", "/srv/build/app")
    assert not matcher.matches("/srv/build/a.ts", "/elsewhere")
