from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.creators.kept import Kept
from planner.creators.youtube_cost import cost, still
from planner.creators.youtube_data import Channel, Cost, Query, Video
from planner.creators.youtube_pieces import Known, Searched, save_channel, save_search
from planner.errors import InputError
from planner.facts.table import load

NOW = datetime(2026, 3, 2, tzinfo=UTC)
QUERY = Query("street food", "es", "MX")
NAMES = tuple(f"UC{number}" for number in range(20))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MICROHIT_HOME", str(tmp_path))
    return tmp_path


def clock(days: float = 0) -> Callable[[], datetime]:
    return lambda: NOW + timedelta(days=days)


def known(name: str, listed: int = 10, waiting: int = 0) -> Known:
    channel = Channel(name, name, None, None, None, None, None, (), NOW)
    videos = tuple(Video(f"{name}{number}", "") for number in range(listed))
    names = tuple(video.id for video in videos[:waiting])
    return Known(name, NOW, channel, f"UU{name}", listed, videos, names)


def keep(*items: Known, more: bool = True) -> None:
    kept = Kept(clock())
    save_search(kept, QUERY, Searched(NOW, NAMES, pages=1, token="2" if more else None))
    for item in items:
        save_channel(kept, item)


@pytest.mark.parametrize(
    ("query", "searches", "units"),
    [
        (QUERY, 3, 1 + 50 + 10),
        (replace(QUERY, by="names"), 1, 1 + 50 + 10),
        (replace(QUERY, most=1, videos=1), 1, 1 + 1 + 1),
        (replace(QUERY, most=60, videos=50), 3, 2 + 60 + 60),
        (replace(QUERY, most=500, videos=50), 25, 10 + 500 + 500),
    ],
)
def test_a_search_costs_pages_channels_lists_and_figures(
    query: Query, searches: int, units: int
) -> None:
    assert cost(query, now=clock()) == Cost(searches, units)


def test_what_is_kept_costs_nothing_again() -> None:
    keep(*map(known, NAMES))
    assert cost(QUERY, now=clock()) == Cost(2, 1 + 30 + 6)
    assert cost(replace(QUERY, most=20), now=clock()) == Cost(0, 0)
    assert cost(replace(QUERY, most=20, topic=" Street  FOOD"), now=clock()).nothing


def test_a_channel_half_read_costs_what_is_missing() -> None:
    keep(known("UC0", waiting=10), known("UC1", listed=5), known("UC2", listed=0), more=False)
    few = cost(replace(QUERY, most=3), now=clock())
    assert few == Cost(0, 2 + 1)  # two lists; 30 videos wait or may come


def test_a_channel_that_is_gone_or_closed_costs_nothing_more() -> None:
    gone = Known("UC0", NOW, None)
    keep(gone, replace(known("UC1", listed=0), uploads=None), more=False)
    assert cost(replace(QUERY, most=2), now=clock()).nothing


def test_renewing_costs_all_again_and_so_does_what_is_forgotten() -> None:
    keep(*map(known, NAMES))
    assert cost(QUERY, renew=True, now=clock(1)) == Cost(3, 61)
    assert cost(QUERY, now=clock(30)) == Cost(3, 61)


def test_a_person_may_know_other_prices() -> None:
    facts = load().with_overrides({"youtube_creators_per_search": (40, "our topics are broad")})
    assert cost(QUERY, facts=facts, now=clock()).searches == 2


@given(
    st.integers(1, 500),
    st.integers(1, 50),
    st.lists(st.none() | st.integers(0, 50), max_size=60),
    st.integers(1, 5),
)
def test_knowing_more_never_costs_more(
    most: int, videos: int, listed: list[int | None], pages: int
) -> None:
    query = Query("food", most=most, videos=videos)
    names = tuple(f"UC{number}" for number in range(len(listed)))[:most]
    searched = Searched(NOW, names, pages, token="next")  # noqa: S106  # of a page
    named = [None if count is None else known("UC", count) for count in listed[:most]]
    nothing = still(query, None, [], load())
    something = still(query, searched, named, load())
    assert something.searches <= nothing.searches
    assert something.units <= nothing.units
    assert something.units >= 0


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        (Query(" "), ["topic"]),
        (Query("x" * 201), ["topic"]),
        (Query("food", "spanish", "Mexico"), ["language", "region"]),
        (Query("food", most=0, videos=51), ["most", "videos"]),
        (Query("food", most=501, videos=0), ["most", "videos"]),
    ],
)
def test_a_query_that_cannot_be_asked_names_every_fault(query: Query, fields: list[str]) -> None:
    with pytest.raises(InputError) as told:
        cost(query)
    assert [problem.field for problem in told.value.problems] == fields


def test_a_cost_reads_as_words() -> None:
    assert str(Cost(1, 1)) == "1 search and 1 unit"
    assert str(Cost(3, 10_000)) == "3 searches and 10,000 units"
    assert [str(Cost(2, 0)), str(Cost(0, 18)), str(Cost(0, 0))] == [
        "2 searches",
        "18 units",
        "nothing",
    ]
