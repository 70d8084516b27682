"""The trees that the benchmarks make: the same for the same numbers, and with what they promise."""

from __future__ import annotations

import pytest

from benchmarks import baseline, chat_tree, flow, flow_tree, trees
from benchmarks.measure import genlint


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: trees.make(folder, 60, 0.1, domain=True),
        lambda folder: chat_tree.make(folder, 60),
        lambda folder: flow_tree.make(folder, "TypeScript", 60, 2, 13),
        lambda folder: flow_tree.make(folder, "Python", 60, 2, 13),
    ],
    ids=["ordinary", "chats", "flow-typescript", "flow-python"],
)
def test_the_same_numbers_make_the_same_tree(make, tmp_path):
    make(tmp_path / "one")
    make(tmp_path / "two")
    one = contents(tmp_path / "one")
    assert len(one) == 60
    assert one == contents(tmp_path / "two")
    assert baseline.size(str(tmp_path / "one")) == (60, sum(map(len, one.values())))


@pytest.mark.parametrize("language", flow_tree.LANGUAGES)
def test_an_application_has_the_findings_that_it_is_made_with(language, tmp_path):
    for findings in (0, 3, 12):
        folder = tmp_path / str(findings)
        flow_tree.make(folder, language, 50, 2, findings)
        flow.expect(genlint("it", "--jobs=1", str(folder)), findings)
        with pytest.raises(SystemExit):
            flow.expect(genlint("it", "--jobs=1", str(folder)), findings + 1)


@pytest.mark.parametrize("language", flow_tree.LANGUAGES)
def test_an_application_without_findings_differs_at_the_end_of_its_chains_alone(language, tmp_path):
    flow_tree.make(tmp_path / "some", language, 50, 2, 20)
    flow_tree.make(tmp_path / "none", language, 50, 2, 0)
    some, none = contents(tmp_path / "some"), contents(tmp_path / "none")
    assert some.keys() == none.keys()
    different = sorted(name for name in some if some[name] != none[name])
    assert [name.partition(".")[0] for name in different] == ["app/chain0/level0", "app/chain1/level0"]


def test_what_has_no_room_is_refused(tmp_path):
    with pytest.raises(ValueError, match="too few"):
        flow_tree.make(tmp_path, "Python", 100, 1, 11)
    with pytest.raises(ValueError, match="too few"):
        flow_tree.make(tmp_path, "Python", 20, 1, 1)


def test_one_file_of_chat_applications_in_five_is_a_candidate(tmp_path):
    candidates = chat_tree.make(tmp_path, 600)
    assert 0.2 <= candidates / 600 <= 0.25
    texts = [text.decode() for text in contents(tmp_path).values()]
    marks = ("ImageGeneration", "VideoGeneration", "ImageSSE", "ImageEvent", "image_generation", "../shared")
    assert candidates == sum(any(mark in text for mark in marks) for text in texts)


def points(*rows):
    return [flow.Point(*row) for row in rows]


LINEAR = points((100, 0, 0.1, 0.02), (100, 10, 0.4, 0.02), (100, 20, 0.5, 0.02), (100, 30, 0.6, 0.02))
LEVEL = points((100, 10, 0.4, 0.02), (1000, 10, 0.5, 0.05))


def test_steady_costs_are_no_problem():
    assert flow.problems(LINEAR, LEVEL, 50.0) == []


@pytest.mark.parametrize(
    ("last", "large", "bound", "words"),
    [
        ((100, 30, 0.8, 0.02), (1000, 10, 0.5, 0.05), 50.0, "a finding more"),
        ((100, 30, 0.6, 0.02), (1000, 10, 1.2, 0.05), 50.0, "a module more"),
        ((100, 30, 0.6, 0.02), (1000, 10, 0.5, 0.05), 29.0, "30 findings took"),
    ],
)
def test_a_cost_that_grows_is_told(last, large, bound, words):
    (problem,) = flow.problems([*LINEAR[:-1], flow.Point(*last)], [LEVEL[0], flow.Point(*large)], bound)
    assert problem.startswith(words)
