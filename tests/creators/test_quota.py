from __future__ import annotations

import json
import multiprocessing
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.creators.quota import Ledger
from planner.errors import RateLimited, StoreError
from planner.facts.table import load
from planner.net.google_errors import UsedUp, quota_day, seconds_to_midnight

KEY = "AIza" + "k" * 35
NOON = datetime(2026, 7, 1, 19, tzinfo=UTC)  # in California
Value = TypeVar("Value")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MICROHIT_HOME", str(tmp_path))
    return tmp_path


def always(value: Value) -> Callable[[], Value]:
    return lambda: value


def ledger(now: datetime = NOON, key: str = KEY) -> Ledger:
    return Ledger(key, now=always(now))


def file(home: Path) -> Path:
    return next((home / "youtube-quota").glob("*.json"))


def test_a_new_day_has_all_of_both_quotas() -> None:
    left = ledger().left()
    assert (left.searches, left.of_searches) == (100, 100)
    assert (left.units, left.of_units) == (10_000, 10_000)
    assert left.note == ""


def test_what_is_reserved_is_spent_in_its_own_quota_and_for_other_objects_too() -> None:
    ledger().reserve("searches", 3)
    ledger().reserve("units", 61)
    left = ledger().left()
    assert (left.searches, left.units) == (97, 9_939)


def test_what_did_not_leave_is_given_back_but_never_more_than_was_spent() -> None:
    ledger().reserve("units", 5)
    ledger().give_back("units", 2)
    assert ledger().left().units == 9_997
    ledger().give_back("units", 50)
    assert ledger().left().units == 10_000


def test_too_little_left_is_refused_and_nothing_is_spent() -> None:
    ledger().reserve("searches", 99)
    with pytest.raises(RateLimited, match=r"midnight Pacific time, in 12 hours") as told:
        ledger().reserve("searches", 2)
    assert told.value.wait == timedelta(hours=12).total_seconds()
    assert ledger().left().searches == 1
    ledger().reserve("searches", 1)


def test_googles_word_outranks_the_count_for_that_day_alone() -> None:
    ledger().used_up("searches")
    assert ledger().left().searches == 0
    assert ledger().left().units == 10_000
    with pytest.raises(UsedUp):
        ledger().reserve("searches", 1)
    assert ledger(NOON + timedelta(days=1)).left().searches == 100


def test_each_key_has_a_count_of_its_own_and_no_file_holds_one(home: Path) -> None:
    other = KEY.replace("k", "q")
    ledger().reserve("units", 7)
    ledger(key=other).reserve("units", 9)
    assert ledger().left().units == 9_993
    assert ledger(key=f" {other}\n").left().units == 9_991
    for path in home.rglob("*"):
        assert KEY not in path.name
        assert path.is_dir() or KEY not in path.read_text()


def test_a_person_may_have_more_quota() -> None:
    facts = load().with_overrides({"youtube_quota.units": (50_000, "Google granted it")})
    assert Ledger(KEY, facts, always(NOON)).left().units == 50_000


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026-07-02T06:59:59", "2026-07-02T07:00:00"),  # summer: UTC-7
        ("2026-01-02T07:59:59", "2026-01-02T08:00:00"),  # winter: UTC-8
        ("2026-03-09T06:59:59", "2026-03-09T07:00:00"),  # the clock went forward that day
        ("2026-11-02T07:59:59", "2026-11-02T08:00:00"),  # and back
    ],
)
def test_the_day_ends_at_midnight_in_california(before: str, after: str) -> None:
    last, first = (datetime.fromisoformat(f"{text}+00:00") for text in (before, after))
    ledger(last).reserve("searches", 100)
    assert ledger(last).left().searches == 0
    assert ledger(last).left().resets == first
    assert ledger(first).left().searches == 100


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001  # hypothesis adds the zone
def test_the_next_day_begins_when_it_says(now: datetime) -> None:
    reset = now + timedelta(seconds=seconds_to_midnight(now))
    assert quota_day(reset) == quota_day(now) + timedelta(days=1)
    assert quota_day(reset - timedelta(microseconds=1)) == quota_day(now)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"day": "2026-07-01", "units": "many"}',
        b'{"day": "2026-07-01", "units": -5}',
    ],
)
def test_a_damaged_file_is_set_aside_and_all_day_says_so(home: Path, content: bytes) -> None:
    ledger().reserve("units", 5)
    path = file(home)
    path.write_bytes(content)
    left = ledger().left()
    assert left.units == 10_000
    aside = next(path.parent.glob("*.damaged-*"))
    assert str(aside) in left.note
    assert aside.read_bytes() == content
    ledger().reserve("units", 1)
    assert ledger().left().note == left.note
    assert ledger(NOON + timedelta(days=1)).left().note == ""


def _spend(home: Path, times: int) -> None:
    os.environ["MICROHIT_HOME"] = str(home)
    for _ in range(times):
        ledger().reserve("units", 1)


def test_two_processes_lose_no_count(home: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_spend, args=(home, 40)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert ledger().left().units == 10_000 - 80


@pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")
def test_files_are_for_the_user_alone(home: Path) -> None:
    ledger().reserve("units", 1)
    assert stat.S_IMODE(file(home).stat().st_mode) == 0o600
    assert stat.S_IMODE(file(home).parent.stat().st_mode) == 0o700
    assert json.loads(file(home).read_text())["units"] == 1


def test_a_count_that_cannot_be_kept_is_told(home: Path) -> None:
    (home / "youtube-quota").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="youtube-quota"):
        ledger().reserve("units", 1)
