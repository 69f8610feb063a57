"""Many searches at once, day after day: answers never mix, and the count is Google's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.creators.youtube import Found, Query, cost
from planner.errors import NetError, RateLimited
from planner.net.google_errors import Asked
from planner.net.google_key import YOUTUBE_DATA
from planner.net.http import utc_now
from tests.servers.base import Fault
from tests.servers.youtube import KEY, FakeYouTube
from tests.servers.youtube_faults import LASTING, PASSING
from tests.servers.youtube_rig import HEALTHY, PATHS, QUERY, Rig, rig, small_world
from tests.servers.youtube_world import TOPICS, World, made_channel

FIND = """
import json, sys
from planner.creators.youtube import Query, find
topics = sys.argv[1:]
found = {topic: find(Query(topic, most=5, videos=3)) for topic in topics}
print(json.dumps({topic: [(c.id, c.title, [v.id for v in c.recent]) for c in one.channels]
                  for topic, one in found.items()}))
"""
THREADS, CALLS = 8, 40


def world_of(topics: list[str], each: int) -> World:
    """Return a world with so many channels for each topic."""
    world = World()
    for topic in topics:
        for number in range(each):
            channel = world.add(made_channel((topic, number), 3, topic=topic))
            channel.title = f"{topic} {number}"
    return world


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Rig]:
    with rig(monkeypatch, tmp_path) as made:
        yield made


# At once


def test_threads_with_one_client_and_one_service_never_mix_answers(here: Rig) -> None:
    channels = list(here.youtube.world.channels.values())
    asked = Asked(YOUTUBE_DATA, "a channel", "No.", "None.")
    with here.client() as client:
        service = client.service("youtube", "v3")

        def ask(number: int) -> list[str]:
            wrong = []
            for call in range(CALLS):
                wanted = channels[(number + call) % len(channels)]
                request = service.channels().list(part="snippet", id=wanted.id)
                item = client.run(request, asked)["items"][0]
                if (item["id"], item["snippet"]["title"]) != (wanted.id, wanted.title):
                    wrong.append(item["id"])
            return wrong

        with ThreadPoolExecutor(THREADS) as pool:
            mixed = [name for found in pool.map(ask, range(THREADS)) for name in found]
    assert mixed == []
    assert here.youtube.count("units") == THREADS * CALLS


def test_searches_in_threads_never_mix_and_are_all_counted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    topics = sorted(TOPICS)
    with rig(monkeypatch, tmp_path, FakeYouTube(world_of(topics, 3))) as here:
        queries = [Query(topic, most=3, videos=3) for topic in topics]
        with ThreadPoolExecutor(len(queries)) as pool:
            found = list(pool.map(here.find, queries))
        for query, one in zip(queries, found, strict=True):
            here.check(one, query)
            assert sorted(channel.title for channel in one.channels) == [
                f"{query.topic} {number}" for number in range(3)
            ]
        assert here.counted() == here.told() == (len(topics), 5 * len(topics))


def test_processes_never_mix_and_share_one_count(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    topics = sorted(TOPICS)[:4]
    with rig(monkeypatch, tmp_path, FakeYouTube(world_of(topics, 3))) as here:
        running = [_process(*words) for words in (topics[:3], topics[1:], topics[::-1])]
        for process in running:
            out, error = process.communicate(timeout=60)
            assert process.returncode == 0, error
            for topic, channels in json.loads(out).items():
                assert sorted(title for _, title, _ in channels) == [
                    f"{topic} {number}" for number in range(3)
                ]
                for name, _, videos in channels:
                    made = here.youtube.world.channels[name]
                    assert videos == [video.id for video in made.videos]
        here.moment = utc_now()
        assert here.counted() == here.told()
        assert here.told()[0] >= len(topics)


def _process(*topics: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "ignore", "-c", FIND, *topics]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=dict(os.environ))


# Where a quota ends


@pytest.mark.parametrize("units", range(HEALTHY[1]))
def test_wherever_units_end_nothing_is_paid_twice(here: Rig, units: int) -> None:
    here.youtube.units = units
    found = _as_far_as_it_goes(here)
    assert (found is None) == (units == 0)
    assert found is None or not found.complete
    assert here.told() == (1, units)
    assert here.left().units == 0
    asked = len(here.sent())
    _as_far_as_it_goes(here)
    assert len(here.sent()) == asked, "a quota that is gone is not asked again"
    here.youtube.units = 10_000
    here.next_day()
    here.check(here.find())
    assert here.told() == (0, HEALTHY[1] - units)


def _as_far_as_it_goes(here: Rig) -> Found | None:
    try:
        return here.find()
    except RateLimited:
        return None


def test_where_searches_end_nothing_is_paid_twice(here: Rig) -> None:
    for number in range(100, 160):
        here.youtube.world.add(made_channel(number, 8))
    query = replace(QUERY, most=60, videos=1)
    here.youtube.searches = 2
    first = here.find(query)
    assert not first.complete
    assert here.told()[0] == 2
    units = here.told()[1]
    here.youtube.searches = 100
    here.next_day()
    second = here.find(query)
    here.check(second, query)
    assert len(second.channels) > len(first.channels)
    assert units + here.told()[1] <= 2 + 2 + len(second.channels) + 2


# The count

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["street food", "food", "club", "nobody talks about this"]),
        st.integers(1, 8),
        st.integers(1, 4),
        st.sampled_from([None, *PASSING, *(f"lasting {name}" for name in LASTING)]),
        st.sampled_from(PATHS),
        st.booleans(),
        st.integers(0, 5).map(lambda chance: chance == 0),
    ),
    min_size=1,
    max_size=5,
)
FAULTS: dict[str | None, tuple[Fault, int | None]] = {
    **{name: (fault, 1) for name, fault in PASSING.items() if not fault.delay},
    **{f"lasting {name}": (fault, None) for name, fault in LASTING.items() if not fault.delay},
}


@settings(max_examples=25)
@given(steps=STEPS, units=st.integers(5, 60))
def test_the_count_is_what_left_this_computer_whatever_happens(
    steps: list[tuple[str, int, int, str | None, str, bool, bool]], units: int
) -> None:
    with (
        pytest.MonkeyPatch.context() as patch,
        TemporaryDirectory() as folder,
        rig(patch, Path(folder), FakeYouTube(small_world(5), units=units)) as here,
    ):
        before, over = 0, False
        for topic, most, videos, name, path, renew, midnight in steps:
            if midnight:
                here.next_day()
                before, over = len(here.sent()), False
            fault, times = FAULTS.get(name, (None, None))
            if fault:
                here.fail(fault, path, times)
            query = Query(topic, most=most, videos=videos)
            said = cost(query, renew=renew, now=here.now)
            told = here.told()
            try:
                found = here.find(query, renew=renew)
            except NetError:
                found = None
            here.heal()
            left = here.left()
            over = over or 0 in (left.searches, left.units)
            if fault is None:
                assert here.told()[0] - told[0] <= said.searches
                assert here.told()[1] - told[1] <= said.units
                assert over or (found is not None and found.complete)
            if not over:
                assert sum(here.counted()) == len(here.sent()) - before
            assert here.counted()[0] >= here.told()[0]
            assert here.counted()[1] >= here.told()[1]


def test_a_computer_that_counts_less_than_google_learns_of_it(here: Rig) -> None:
    here.youtube.spent[KEY, "units"] = 9_997  # on another computer
    found = here.find()
    assert not found.complete
    assert here.left().units == 0
    assert here.told() == (1, 10_000)
    assert found.left
    assert found.left.units == HEALTHY[1] - 3
