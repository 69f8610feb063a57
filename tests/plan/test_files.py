"""Files that are written whole: what may not be replaced, and what links point to."""

import os
from pathlib import Path

import pytest

from planner.errors import StoreError
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
