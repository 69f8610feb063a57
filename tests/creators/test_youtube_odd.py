"""Answers of YouTube that are odd, and channels that are: right results all the same."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from planner.creators.youtube_export import write_found
from planner.plan.exports import harmless
from tests.servers.youtube_items import Json
from tests.servers.youtube_rig import HEALTHY, QUERY, Rig, rig
from tests.servers.youtube_shape import Asked
from tests.servers.youtube_world import ODD_TITLES, made_channel


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Rig]:
    with rig(monkeypatch, tmp_path) as made:
        yield made


def backwards(answer: Json, _: Asked) -> Json:
    return answer | {"items": answer.get("items", [])[::-1]}


def doubled(answer: Json, _: Asked) -> Json:
    return answer | {"items": [item for item in answer.get("items", []) for _ in range(2)]}


def same_token(answer: Json, _: Asked) -> Json:
    """A token that names the page it stands on, for ever."""
    return answer | {"nextPageToken": "Q0E6NTA"}


def first_missing(answer: Json, _: Asked) -> Json:
    return answer | {"items": answer["items"][1:]}


def no_items(answer: Json, _: Asked) -> Json:
    return {name: answer[name] for name in answer if name != "items"}


def bare(answer: Json, _: Asked) -> Json:
    """Items that lack all that they may lack."""
    return answer | {"items": [{"id": item["id"]} for item in answer["items"]]}


@pytest.mark.parametrize("method", ["channels.list", "videos.batchGetStats"])
def test_answers_in_another_order_are_told_apart(here: Rig, method: str) -> None:
    usual = here.find()
    here.youtube.twist(backwards, method)
    again = here.find(renew=True)
    here.check(again)
    assert [one.id for one in again.channels] == [one.id for one in usual.channels]


@pytest.mark.parametrize("method", ["search.list", "channels.list", "playlistItems.list", ""])
def test_items_that_come_twice_count_once(here: Rig, method: str) -> None:
    here.youtube.twist(doubled, method)
    here.youtube.overlap = 3
    here.check(here.find())
    assert here.told() == HEALTHY


def test_pages_that_repeat_end(here: Rig) -> None:
    for number in range(100, 160):
        here.youtube.world.add(made_channel(number, 8))
    here.youtube.twist(same_token, "search.list")
    found = here.find(replace(QUERY, most=500, videos=1))
    here.check(found, replace(QUERY, videos=1))
    assert len(here.sent("search")) <= 3
    assert found.notes
    assert "and not more" in found.notes[0]


def test_pages_that_overlap_name_each_creator_once(here: Rig) -> None:
    for number in range(100, 120):
        here.youtube.world.add(made_channel(number, 8))
    here.youtube.overlap = 20
    query = replace(QUERY, most=26, videos=1)
    here.check(here.find(query), query)


def test_figures_that_do_not_come_are_told(here: Rig) -> None:
    here.youtube.twist(first_missing, "videos.batchGetStats")
    found = here.find()
    assert found.complete
    assert "Videos that were deleted or closed meanwhile, left out: 1." in found.notes
    assert sorted(len(channel.recent) for channel in found.channels) == [3, 4, 4, 4, 4, 4]


def test_channels_that_do_not_come_are_told(here: Rig) -> None:
    here.youtube.twist(first_missing, "channels.list")
    found = here.find()
    assert found.complete
    assert len(found.channels) == 5
    assert any("do not exist any more" in note for note in found.notes)


def test_a_search_that_finds_nothing_says_so(here: Rig) -> None:
    found = here.find(replace(QUERY, topic="nobody talks about this"))
    assert found.complete
    assert found.channels == ()
    assert any("0 creators" in note for note in found.notes)
    assert here.told() == (1, 0)


@pytest.mark.parametrize("twist", [no_items, bare])
@pytest.mark.parametrize("path", ["channels.list", "playlistItems.list", "videos.batchGetStats"])
def test_answers_that_lack_almost_all_are_no_failure(
    here: Rig, path: str, twist: Callable[[Json, Asked], Json], tmp_path: Path
) -> None:
    here.youtube.twist(twist, path)
    found = here.find()
    assert found.complete
    for channel in found.channels:
        assert channel.mean_views is None or path == "videos.batchGetStats" or channel.recent
    write_found(tmp_path / "found.csv", found)


# Channels that are odd


def test_odd_channels_are_told_as_they_are(here: Rig) -> None:
    hidden, gone, closed, idle, quiet, last = here.youtube.world.channels.values()
    hidden.hidden = gone.gone = closed.closed = True
    idle.videos = []
    for video in quiet.videos:
        video.likes = video.comments = None
    last.videos[0].gone = True
    first = here.find(replace(QUERY, by="names"))
    here.check(first)
    told = {channel.id: channel for channel in first.channels}
    assert gone.id not in told
    assert told[hidden.id].subscribers is None
    assert told[hidden.id].mean_views is not None
    assert told[closed.id].mean_views is None
    assert told[idle.id].recent == ()
    assert (told[quiet.id].mean_likes, told[quiet.id].mean_comments) == (None, None)
    assert told[quiet.id].mean_views is not None
    assert told[last.id].counted == 3
    assert [note for note in first.notes if "left out" in note or "no list" in note] == [
        "Channels that do not exist any more, left out: 1.",
        "Channels that show no list of their videos, so that there are no averages: 1.",
        "Videos that were deleted or closed meanwhile, left out: 1.",
    ]


@pytest.mark.parametrize("title", ODD_TITLES)
def test_odd_titles_come_through_and_do_no_harm(here: Rig, title: str, tmp_path: Path) -> None:
    channel = next(iter(here.youtube.world.channels.values()))
    channel.title = channel.videos[0].title = title
    found = here.find()
    here.check(found)
    out = tmp_path / "found.csv"
    write_found(out, found)
    rows = {row["channel_id"]: row for row in csv.DictReader(out.read_text("utf-8").splitlines())}
    told = " ".join(title.split())
    assert rows[channel.id]["title"] == harmless(told)
    assert not rows[channel.id]["title"].startswith(("=", "@", "+", "-"))
