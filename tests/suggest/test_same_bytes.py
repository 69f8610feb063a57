"""The same inputs give the same bytes: whoever asks, wherever, with however many workers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.facts import table
from planner.forecast.run import MOST_WORKERS, WORKERS, workers
from planner.plan import store
from planner.plan.fingerprint import ASIDE, shipped_facts
from planner.plan.text import dump
from planner.suggest import read_inputs, suggest
from planner.ui import cache

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "campaigns" / "walnut-winter"
FILES = [path.relative_to(SAMPLE) for path in sorted(SAMPLE.rglob("*.*")) if path.suffix != ".png"]


def laid(folder: Path, files: list[Path]) -> Path:
    """Copy the sample's files into `folder` in this order, and return its plan."""
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLE / file, folder / file)
    return folder / "plan.yaml"


def started(plan: Path, out: Path, cwd: Path, **environment: str) -> "subprocess.Popen[bytes]":
    """Suggest in a process of its own."""
    command = [sys.executable, "-m", "planner", "suggest", str(plan), "-o", str(out)]
    homes = {"MICROHIT_HOME": str(out.parent / "home"), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command,
        cwd=cwd,
        env=os.environ | homes | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_two_processes_and_the_page_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two" / "deeper"
    plan, again = laid(one, FILES), laid(two, FILES[::-1])
    outs = tmp_path / "one.yaml", tmp_path / "two.yaml"
    here = {"PYTHONHASHSEED": "1", WORKERS: "1", "LC_ALL": "C", "TZ": "UTC"}
    there = {"PYTHONHASHSEED": "77", WORKERS: "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"}
    running = [
        started(Path("plan.yaml"), outs[0], one, **here),
        started(again, outs[1], tmp_path, **there),
    ]
    page = dump(cache.outcome(store.load(plan).plan, one).plan).encode()
    for process in running:
        told, _ = process.communicate(timeout=300)
        assert process.returncode == 0, told.decode()
    first, second = (out.read_bytes() for out in outs)
    assert first == second
    assert first == page
    assert b"\nprovenance:" in first


def test_no_suggestion_reads_the_tables_that_are_left_out_of_its_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = store.load(laid(tmp_path, FILES)).plan
    whole = suggest(plan, read_inputs(plan, tmp_path)).plan
    fewer = tmp_path / "facts"
    shutil.copytree(table.FOLDER, fewer, ignore=lambda *_: {*ASIDE, "__pycache__"})
    shipped_facts()  # kept: it is what is tried here
    monkeypatch.setattr(table, "FOLDER", fewer)
    table.load.cache_clear()
    try:
        assert suggest(plan, read_inputs(plan, tmp_path)).plan == whole
        assert table.load().find("youtube_quota.searches") is None
    finally:
        table.load.cache_clear()


@pytest.mark.parametrize("value", ["0", "-1", "two", "65", "1.5", "٢"])
def test_a_number_of_workers_that_is_none_is_told(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv(WORKERS, value)
    with pytest.raises(InputError, match=WORKERS):
        workers()


def test_workers_are_those_that_are_named_else_one_a_processor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(WORKERS, " 3 ")
    assert workers() == 3
    monkeypatch.delenv(WORKERS)
    assert 1 <= workers() <= MOST_WORKERS
