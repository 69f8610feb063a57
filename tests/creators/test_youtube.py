"""The search itself, against a local YouTube."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner.creators.kept import forget
from planner.creators.quota import Ledger
from planner.creators.youtube import Cost, Found, Query, cost, find, recall
from planner.creators.youtube_earlier import stored
from planner.errors import Cancelled, InputError, NetError, Offline, RateLimited
from planner.net.google_client import Client, Patience
from planner.net.google_key import KeyNeeded, key_login
from planner.net.routes import MIRROR
from tests.servers.base import FakeWeb, Fault, as_fault
from tests.servers.google import YOUTUBE, used_up
from tests.servers.youtube import KEY, FakeYouTube
from tests.servers.youtube_items import Json
from tests.servers.youtube_rig import small_world
from tests.servers.youtube_shape import Asked
from tests.servers.youtube_world import MadeChannel, made_channel

START = datetime(2026, 11, 24, 20, tzinfo=UTC)
QUERY = Query("street food", most=8, videos=10)
WHOLE = Cost(1, 1 + 8 + 2)
"""Of `QUERY`: one page of results, 8 channels, 80 videos."""


@dataclass(slots=True)
class Here:
    """A YouTube with 8 channels, and a person who looks for creators there."""

    youtube: FakeYouTube
    web: FakeWeb
    at: datetime = START
    slept: list[float] = field(default_factory=list)

    def find(self, query: Query = QUERY, key: str | None = KEY, **more: object) -> Found:
        patience = Patience(tries=2)
        with Client(key_login(KEY), patience=patience, sleep=self.slept.append) as client:
            return find(query, key, client=client, now=self.now, **more)  # type: ignore[arg-type]  # any option

    def now(self) -> datetime:
        return self.at

    def cost(self, query: Query = QUERY) -> Cost:
        return cost(query, now=self.now)

    def spent(self) -> Cost:
        """Return what the ledger says was spent today."""
        left = Ledger(KEY, now=self.now).left()
        return Cost(100 - left.searches, 10_000 - left.units)

    def asked(self) -> Cost:
        """Return what YouTube itself has counted."""
        return Cost(self.youtube.count("searches"), self.youtube.count("units"))

    def channel(self, number: int) -> MadeChannel:
        return list(self.youtube.world.channels.values())[number]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Here]:
    youtube = FakeYouTube(small_world(8, 12))
    monkeypatch.setenv("MICROHIT_HOME", str(tmp_path))
    with FakeWeb(youtube.services()) as web:
        monkeypatch.setenv(MIRROR, web.address)
        yield Here(youtube, web)


def test_creators_are_found_with_their_newest_videos_and_figures(here: Here) -> None:
    found = here.find()
    assert found.complete
    assert (found.left, found.notes) == (None, ())
    assert {one.id for one in found.channels} == set(here.youtube.world.channels)
    for one in found.channels:
        made = here.youtube.world.channels[one.id]
        assert (one.handle, one.country, one.subscribers) == (
            made.handle,
            made.country,
            made.subscribers,
        )
        assert (one.video_count, one.counted, one.fetched) == (12, 10, START)
        newest = made.videos[:10]
        assert [(video.id, video.title) for video in one.recent] == [
            (video.id, " ".join(video.title.split())) for video in newest
        ]
        assert [(video.views, video.likes, video.comments) for video in one.recent] == [
            (video.views, video.likes, video.comments) for video in newest
        ]
        assert one.recent[0].published == newest[0].published
        assert one.recent[0].seconds == newest[0].seconds
        assert one.mean_views == pytest.approx(sum(video.views for video in newest) / 10)


def test_it_costs_what_was_said_before(here: Here) -> None:
    assert here.cost() == WHOLE
    here.find()
    assert here.spent() == here.asked() == WHOLE
    assert here.cost().nothing


def test_what_is_kept_is_found_again_without_key_or_net(here: Here) -> None:
    first = here.find()
    here.web.stop()
    here.at += timedelta(days=29)
    assert find(QUERY, now=here.now) == first
    assert recall(QUERY, now=here.now) == first
    here.at += timedelta(days=1)
    assert here.cost() == WHOLE
    assert recall(QUERY, now=here.now) is None
    with pytest.raises(Offline):
        here.find()


def test_who_asks_for_more_pays_the_difference(here: Here) -> None:
    few = replace(QUERY, most=3, videos=5)
    assert len(here.find(few).channels) == 3
    assert here.spent() == Cost(1, 1 + 3 + 1)
    found = here.find(replace(QUERY, videos=5))
    assert here.spent() == Cost(1, 1 + 3 + 1 + 1 + 5 + 1)
    assert [one.counted for one in found.channels] == [5] * 8
    more = here.find(replace(QUERY, videos=12))
    assert [one.counted for one in more.channels] == [12] * 8
    assert [one.counted for one in here.find(few).channels] == [5] * 3


def test_renewing_asks_again(here: Here) -> None:
    here.find()
    here.at += timedelta(days=2)
    here.channel(0).subscribers += 1000
    kept = next(one for one in here.find().channels if one.id == here.channel(0).id)
    assert (kept.subscribers, kept.fetched) == (here.channel(0).subscribers - 1000, START)
    new = next(one for one in here.find(renew=True).channels if one.id == here.channel(0).id)
    assert (new.subscribers, new.fetched) == (here.channel(0).subscribers, here.at)
    assert here.spent() == WHOLE  # of today


def test_a_forgotten_channel_does_not_come_back_by_itself(here: Here) -> None:
    here.find()
    assert forget(here.channel(0).id, now=here.now) == 2
    found = recall(QUERY, now=here.now)
    assert found is not None
    assert here.channel(0).id not in {one.id for one in found.channels}


def test_language_and_region_reach_the_search_and_their_form_is_youtubes(here: Here) -> None:
    here.find(replace(QUERY, language="pt-BR", region="CA-QC", by="names"))
    query = here.web.requests[0].query
    assert (query["relevanceLanguage"], query["regionCode"]) == ("pt", "CA")
    assert (query["type"], query["order"], query["maxResults"]) == ("channel", "relevance", "50")
    found = here.find(replace(QUERY, language="fil"))
    assert any("no language fil" in note for note in found.notes)
    assert "relevanceLanguage" not in here.web.asked(YOUTUBE, "search")[-1].query


def test_pages_that_repeat_results_or_tokens_end(here: Here) -> None:
    for number in range(8, 30):
        here.youtube.world.add(made_channel(number, 12))
    here.youtube.overlap = 30
    found = here.find(replace(QUERY, most=28, videos=1))
    ids = [one.id for one in found.channels]
    assert len(ids) == len(set(ids))
    assert here.asked().searches <= 2

    def again(answer: Json, _: Asked) -> Json:
        return answer | {"nextPageToken": "CA:x"}

    here.youtube.twist(again, "search.list")
    few = here.find(Query("street food", region="MX", most=100, videos=1))
    assert here.asked().searches <= 4
    assert few.complete
    assert "YouTube named" in few.notes[0]


def test_a_page_that_youtube_no_longer_knows_ends_the_search(here: Here) -> None:
    def lost(answer: Json, _: Asked) -> Json:
        return answer | {"nextPageToken": "lost"}

    here.youtube.twist(lost, "search.list", times=1)
    found = here.find(replace(QUERY, most=40))
    assert found.complete
    assert len(found.channels) == 8
    assert "on 2 pages" in found.notes[0]


def test_answers_in_another_order_are_matched_by_id(here: Here) -> None:
    expected = here.find()
    forget(now=here.now)
    chance = random.Random(1)  # noqa: S311  # any order

    def mixed(answer: Json, _: Asked) -> Json:
        return answer | {"items": chance.sample(answer["items"], len(answer["items"]))}

    here.youtube.twist(mixed, "channels.list")
    here.youtube.twist(mixed, "videos.batchGetStats")
    assert here.find().channels == expected.channels


def test_hidden_counts_are_none_and_who_is_gone_is_told(here: Here) -> None:
    here.channel(0).hidden = True
    here.channel(1).gone = True
    here.channel(2).closed = True
    here.channel(3).videos[0].gone = True
    here.channel(3).videos[1].comments = None
    found = here.find()
    by_id = {one.id: one for one in found.channels}
    assert here.channel(1).id not in by_id
    assert by_id[here.channel(0).id].subscribers is None
    assert by_id[here.channel(2).id].recent == ()
    assert by_id[here.channel(2).id].mean_views is None
    other = by_id[here.channel(3).id]
    assert other.counted == 9
    assert other.recent[0].comments is None
    assert len(found.notes) == 3
    assert found.complete
    assert here.cost().nothing


def test_where_units_end_whole_channels_are_there_and_the_rest_comes_tomorrow(here: Here) -> None:
    Ledger(KEY, now=here.now).reserve("units", 10_000 - 7)
    found = here.find()
    assert not found.complete
    assert found.left == here.cost() == Cost(0, WHOLE.units - 7)
    assert [one.counted for one in found.channels] == [10] * 5 + [0] * 3
    assert "goes on from there" in found.notes[0]
    here.at += timedelta(days=1)
    assert here.find().complete
    assert here.asked() == WHOLE


def test_where_searches_end_those_who_were_named_are_read(here: Here) -> None:
    for number in range(8, 40):
        here.youtube.world.add(made_channel(number, 30))
    Ledger(KEY, now=here.now).reserve("searches", 99)
    query = Query("street food", most=40, videos=1)
    found = here.find(query)
    assert not found.complete
    assert found.left is not None
    assert found.left.searches == 1
    assert found.channels
    assert all(one.counted == 1 for one in found.channels)
    here.at += timedelta(days=1)
    assert len(here.find(query).channels) > len(found.channels)


def test_without_any_quota_nothing_is_asked(here: Here) -> None:
    Ledger(KEY, now=here.now).reserve("searches", 100)
    with pytest.raises(RateLimited, match="start anew at midnight Pacific time") as told:
        here.find()
    assert told.value.wait
    assert here.web.requests == []


def test_googles_word_that_a_quota_is_gone_is_remembered(here: Here) -> None:
    here.web.fail(YOUTUBE, as_fault(used_up()), path="playlistItems", after=2, times=None)
    found = here.find()
    assert not found.complete
    assert len(found.channels) == 8
    asked = len(here.web.requests)
    assert here.spent().units == 10_000
    assert here.find().channels == found.channels
    assert len(here.web.requests) == asked
    here.web.heal()
    here.at += timedelta(days=1)
    assert here.find().complete


def test_every_try_is_counted_but_one_that_did_not_leave(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.web.fail(YOUTUBE, Fault(status=503), path="channels", times=2)
    with pytest.raises(NetError, match="just now"):
        here.find()
    assert here.spent() == Cost(1, 2)
    monkeypatch.setenv(MIRROR, "http://127.0.0.1:9")  # nobody listens there
    with pytest.raises(Offline):
        here.find()
    assert here.spent() == Cost(1, 2)
    monkeypatch.setenv(MIRROR, here.web.address)
    assert here.find().complete
    assert here.spent() == Cost(1, 2 + WHOLE.units)


def test_a_line_that_breaks_on_the_way_leaves_what_came(here: Here) -> None:
    here.web.fail(YOUTUBE, Fault(drop=True), path="playlistItems", after=3, times=None)
    found = here.find()
    assert not found.complete
    assert len(found.channels) == 8
    assert "could not be reached" in found.notes[0]
    here.web.heal()
    assert here.find().complete


def test_a_person_who_stops_pays_nothing_twice(here: Here) -> None:
    def stop() -> bool:
        return len(here.web.requests) >= 5

    with (
        Client(key_login(KEY), sleep=here.slept.append, cancelled=stop) as client,
        pytest.raises(Cancelled),
    ):
        find(QUERY, KEY, client=client, now=here.now)
    assert here.find().complete
    assert here.asked() == WHOLE


def test_progress_rises_to_its_end(here: Here) -> None:
    told: list[tuple[int, int, str]] = []
    here.find(progress=lambda *step: told.append(step))
    shares = [done / total for done, total, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert len(told) == WHOLE.searches + WHOLE.units + 1


def test_without_a_key_it_is_said_how_to_get_one(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MICROHIT_YOUTUBE_KEY", raising=False)
    with pytest.raises(KeyNeeded, match="Make an API key"):
        find(QUERY, now=here.now)
    assert here.web.requests == []


def test_a_wrong_key_is_told(here: Here) -> None:
    with pytest.raises(KeyNeeded, match="does not accept your YouTube key"):
        find(QUERY, "AIzaWrong", now=here.now)


def test_a_query_that_cannot_be_asked_costs_nothing(here: Here) -> None:
    with pytest.raises(InputError):
        here.find(replace(QUERY, topic=" "))
    assert here.web.requests == []


@pytest.mark.parametrize("stop_after", [1, 3, 6, 9])
def test_wherever_it_ends_nothing_is_paid_twice(here: Here, stop_after: int) -> None:
    here.web.fail(YOUTUBE, as_fault(used_up()), path="youtube", after=stop_after)
    try:
        found = here.find()
        assert found.left == here.cost()
    except RateLimited:
        assert stop_after == 1
    here.at += timedelta(days=1)
    here.web.heal()
    assert here.find().complete
    assert here.asked() == WHOLE


def test_earlier_searches_open_again_for_nothing(here: Here) -> None:
    assert stored(here.now).searches == ()
    here.find()
    here.at += timedelta(days=1)
    here.find(replace(QUERY, topic="street", region="MX", most=2, videos=3))
    there = stored(here.now)
    assert [one.query.topic for one in there.searches] == ["street", "street food"]
    assert (there.channels, there.oldest) == (8, START)
    assert there.forgotten == START + timedelta(days=30)
    asked = len(here.web.requests)
    for one in there.searches:
        assert here.cost(one.query).nothing
        found = recall(one.query, now=here.now)
        assert found is not None
        assert found.complete
    assert len(here.web.requests) == asked
