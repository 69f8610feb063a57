from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner.creators.kept import LONGEST, Kept, Piece, forget, kept_dir

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
CHANNEL = Piece("UCa", START, channel="UCa", content={"title": "Anna"})
SEARCH = Piece("search", START, named=("UCa", "UCb"), content={"pages": 1})


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setenv("MICROHIT_HOME", str(tmp_path))
    return Clock()


def fill(clock: Clock) -> None:
    kept = Kept(clock)
    for piece in (CHANNEL, SEARCH, Piece("UCb", clock(), channel="UCb")):
        kept.put(piece)


def files() -> list[Path]:
    return [path for path in kept_dir().iterdir() if path.suffix in {".piece", ".tmp"}]


def test_a_piece_comes_back_as_it_was(clock: Clock) -> None:
    fill(clock)
    kept = Kept(clock)
    assert kept.get("UCa") == CHANNEL
    assert kept.get("search") == SEARCH
    assert kept.get("UCz") is None


def test_after_30_days_a_piece_is_gone_from_the_disk_too(clock: Clock) -> None:
    fill(clock)
    clock.at = START + LONGEST - timedelta(seconds=1)
    assert Kept(clock).get("UCa") == CHANNEL
    clock.at = START + LONGEST
    assert Kept(clock).expired == 3
    assert files() == []


def test_what_grew_too_old_meanwhile_is_not_given_out(clock: Clock) -> None:
    fill(clock)
    kept = Kept(clock)
    clock.at = START + LONGEST
    assert kept.get("UCa") is None


def test_nothing_too_old_is_given_out_where_deleting_fails(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(clock)
    clock.at = START + LONGEST

    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    kept = Kept(clock)
    assert kept.expired == 0
    assert len(files()) == 3
    assert kept.get("UCa") is None
    assert kept.get("search") is None


def test_a_piece_from_the_future_is_not_trusted(clock: Clock) -> None:
    fill(clock)
    clock.at = START - timedelta(days=1)
    assert Kept(clock).get("UCa") is None


def test_all_is_forgotten(clock: Clock) -> None:
    fill(clock)
    assert forget(now=clock) == 3
    assert files() == []
    assert forget(now=clock) == 0


def test_a_channel_is_gone_from_its_own_piece_and_from_every_search(clock: Clock) -> None:
    fill(clock)
    assert forget("UCa", now=clock) == 2
    kept = Kept(clock)
    assert kept.get("UCa") is None
    search = kept.get("search")
    assert search is not None
    assert search.named == ("UCb",)
    assert search.fetched == START
    assert kept.get("UCb") is not None
    assert all(b"UCa" not in path.read_bytes() for path in kept_dir().iterdir())


def test_a_search_that_named_nobody_else_is_gone_too(clock: Clock) -> None:
    fill(clock)
    assert forget("UCa", now=clock) == 2
    assert forget("UCb", now=clock) == 2
    assert files() == []


def test_only_what_is_too_old_is_forgotten(clock: Clock) -> None:
    fill(clock)
    clock.at = START + timedelta(days=20)
    Kept(clock).put(Piece("UCc", clock(), channel="UCc"))
    clock.at = START + timedelta(days=31)
    assert forget(expired=True, now=clock) == 3
    assert Kept(clock).get("UCc") is not None


def test_a_search_that_runs_while_somebody_forgets_keeps_nothing_more(clock: Clock) -> None:
    running = Kept(clock)
    running.put(CHANNEL)
    forget("UCa", now=clock)
    running.put(CHANNEL)
    assert Kept(clock).get("UCa") is None
    Kept(clock).put(CHANNEL)
    assert Kept(clock).get("UCa") == CHANNEL


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"name": "UCa"}'])
def test_a_damaged_file_counts_as_absent_and_is_deleted(clock: Clock, content: bytes) -> None:
    fill(clock)
    for path in files():
        path.write_bytes(content)
    assert Kept(clock).get("UCa") is None
    assert files() == []


def test_what_an_interrupted_save_left_is_deleted(clock: Clock) -> None:
    fill(clock)
    left = kept_dir() / f".{files()[0].name}-0123.tmp"
    left.write_bytes(b'{"name": "UC')
    Kept(clock)
    assert not left.exists()
    assert len(files()) == 3


@pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")
def test_files_are_for_the_user_alone(clock: Clock) -> None:
    fill(clock)
    assert stat.S_IMODE(kept_dir().stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in files()} == {0o600}


def test_a_disk_that_takes_nothing_fails_no_search(clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    kept = Kept(clock)
    kept.put(CHANNEL)
    assert kept.get("UCa") is None
