"""Writing files: atomically, in place, and with a clear word where that can't be done."""

from __future__ import annotations

import os
import stat
import threading

import pytest
from genlint.fix import WriteError, write_file


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o664])
def test_mode_stays(tmp_path, mode):
    path = tmp_path / "a.ts"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_file(str(path), b"new", expected=b"old")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert names(tmp_path) == ["a.ts"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a.ts"
    target.write_bytes(b"old")
    link = tmp_path / "link.ts"
    link.symlink_to("real/a.ts")
    chain = tmp_path / "chain.ts"
    chain.symlink_to("link.ts")
    write_file(str(chain), b"new", expected=b"old")
    assert chain.is_symlink()
    assert os.readlink(link) == "real/a.ts"
    assert target.read_bytes() == b"new"
    assert names(tmp_path / "real") == ["a.ts"]


def test_a_vanished_file(tmp_path):
    with pytest.raises(WriteError, match=r"a\.ts can't be fixed: it vanished"):
        write_file(str(tmp_path / "a.ts"), b"new", expected=b"old")
    assert names(tmp_path) == []


def test_a_read_only_file(tmp_path):
    path = tmp_path / "a.ts"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(WriteError, match="read-only"):
        write_file(str(path), b"new", expected=b"old")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.ts"]


def test_a_folder(tmp_path):
    (tmp_path / "a.ts").mkdir()
    with pytest.raises(WriteError, match="no regular file"):
        write_file(str(tmp_path / "a.ts"), b"new", expected=b"old")


def test_a_file_that_someone_else_changed(tmp_path):
    path = tmp_path / "a.ts"
    path.write_bytes(b"theirs")
    with pytest.raises(WriteError, match="changed during the run"):
        write_file(str(path), b"new", expected=b"old")
    assert path.read_bytes() == b"theirs"


def test_nothing_is_left_behind_when_the_disk_fails(tmp_path, monkeypatch):
    path = tmp_path / "a.ts"
    path.write_bytes(b"old")

    def fail(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(WriteError, match="No space left"):
        write_file(str(path), b"new", expected=b"old")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.ts"]


def test_nobody_reads_half_a_file(tmp_path):
    path = tmp_path / "a.ts"
    old, new = b"o" * 300_000, b"n" * 300_000
    path.write_bytes(old)
    seen = set()
    stop = threading.Event()

    def read():
        while not stop.is_set():
            seen.add(path.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(20):
        write_file(str(path), new, expected=old)
        write_file(str(path), old, expected=new)
    stop.set()
    reader.join()
    assert seen <= {old, new}
