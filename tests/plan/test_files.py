"""Files that are written whole: what may not be replaced, and what links point to."""

import errno
import os
from pathlib import Path

import pytest

from planner.errors import StoreError
from planner.plan import files
from planner.plan.files import write_text


@pytest.mark.parametrize("name", ["plan.yaml", "v001.yaml", "v1000.yaml"])
def test_a_plan_is_never_replaced(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("kept")
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    for way in (path, link):
        with pytest.raises(StoreError, match="is a plan, which only a save changes"):
            write_text(way, "lost")
    assert path.read_text() == "kept"


def test_a_plan_may_be_written_where_none_is(tmp_path: Path) -> None:
    write_text(tmp_path / "new" / "plan.yaml", "first")
    assert (tmp_path / "new" / "plan.yaml").read_text() == "first"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    write_text(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(StoreError, match="is no ordinary file"):
        write_text(pipe, "lost")
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EDQUOT, "free some space"),
        (errno.EFBIG, "choose another place"),
        (errno.EROFS, "choose another place"),
        (errno.EACCES, "you lack the right"),
        (errno.EPERM, "ask whoever set the folder up"),
        (errno.EIO, "Nothing was changed"),
    ],
)
def test_a_drive_that_refuses_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, advice: str
) -> None:
    def refused(_handle: int) -> None:
        raise OSError(code, os.strerror(code))

    write_text(tmp_path / "a.csv", "kept")
    monkeypatch.setattr(os, "fsync", refused)
    with pytest.raises(StoreError, match=advice) as caught:
        write_text(tmp_path / "a.csv", "lost")
    assert os.strerror(code) in str(caught.value)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["kept"]


def test_a_lock_that_somebody_holds_is_told(tmp_path: Path) -> None:
    with files.locked(tmp_path, 1):
        second = files.locked(tmp_path, 0.02)
        with pytest.raises(StoreError, match="saved by somebody else") as caught:
            second.__enter__()
        assert "delete" not in str(caught.value)  # that would let two in
    with files.locked(tmp_path, 0.02):
        assert (tmp_path / files.LOCK).exists()


def test_a_file_is_replaced_only_if_it_still_is_what_it_was(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("by hand")
    assert not files.replace(path, b"lost", still=lambda: False)
    assert path.read_text() == "by hand"
    assert files.replace(path, b"new", still=lambda: path.read_text() == "by hand")
    assert [one.read_text() for one in tmp_path.iterdir()] == ["new"]
