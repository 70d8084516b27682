"""The first look at files, in one process and in several."""

from __future__ import annotations

import os

import pytest
from genlint import sift as module
from genlint.discover import Target
from genlint.settings import Settings
from genlint.sift import Sifted, sift


@pytest.fixture
def targets(tmp_path, monkeypatch):
    """Twelve files: of three one is a candidate, one is a folder, one is missing."""
    monkeypatch.setattr(module, "SHARED_FROM", 4)
    monkeypatch.setattr(module, "ALONE", 0)
    # where a runner of tests has threads, copies would not be made; these don't use them
    monkeypatch.setattr(module, "_can_share", lambda: hasattr(os, "fork"))
    for number in range(12):
        if number % 3 == 1:
            (tmp_path / f"{number}.py").mkdir()
        elif number % 3 == 0:
            (tmp_path / f"{number}.py").write_bytes(b"good" if number % 2 else b"bad")
    return [Target(str(tmp_path / f"{number}.py"), named=number == 11) for number in range(12)]


class Everywhere:
    """Settings of every folder, as far as they are asked for."""

    max_file_size = 100


def told(found: Sifted) -> tuple[object, ...]:
    """All that a run is told, in an order that says nothing of how it was found out."""
    return found.candidates, found.screened, sorted(found.unread), sorted(found.skipped)


def look(targets, jobs, judge):
    settings: Settings = Everywhere()  # type: ignore[assignment]
    return sift(targets, lambda _folder: settings, judge, jobs)


EXPECTED = ([(3, 4), (9, 4)], 2, [(11, "the file vanished")], [(n, "directory") for n in (1, 4, 7, 10)])


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_number_of_processes_finds_the_same(targets, jobs):
    found = look(targets, jobs, lambda _path, source, _settings: source == b"good")
    assert told(found) == EXPECTED
    assert all(source == b"good" for source in found.sources.values())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes can't be copied here")
@pytest.mark.parametrize(("jobs", "processes"), [(1, 1), (2, 2), (5, 4)])
def test_each_process_looks_at_a_share(targets, tmp_path, jobs, processes):
    seen = tmp_path / "seen"
    seen.mkdir()

    def judge(_path, _source, _settings):
        (seen / str(os.getpid())).touch()
        return True

    found = look(targets, jobs, judge)
    assert [number for number, _ in found.candidates] == [0, 3, 6, 9]
    assert len(list(seen.iterdir())) == processes  # of five shares one has no file that can be read


def test_a_copy_that_dies_is_no_matter(targets):
    parent = os.getpid()

    def judge(_path, source, _settings):
        if os.getpid() != parent:
            os._exit(3)
        return source == b"good"

    assert told(look(targets, 2, judge)) == EXPECTED


def test_what_fails_in_a_copy_fails_here(targets):
    def judge(_path, _source, _settings):
        raise ValueError("malformed")

    with pytest.raises(ValueError, match="malformed"):
        look(targets, 2, judge)
