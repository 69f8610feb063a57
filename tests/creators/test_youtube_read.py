from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.creators import youtube_read as read
from planner.creators.youtube_data import Video

NOW = datetime(2026, 3, 2, tzinfo=UTC)
NAMES = ["items", "id", "snippet", "statistics", "contentDetails", "relatedPlaylists", "uploads"]
NAMES += ["channelId", "videoId", "viewCount", "publishTime", "duration", "nextPageToken"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5)
    ),
    max_leaves=25,
)
ANSWERS = st.dictionaries(st.sampled_from(NAMES), JSON) | st.builds(
    lambda items: {"items": items}, st.lists(JSON, max_size=4)
)


@given(ANSWERS)
def test_an_answer_of_any_shape_is_read_as_far_as_it_says_something(answer: dict[str, Any]) -> None:
    assert all(read.searched_ids(answer))
    assert read.next_token(answer) != ""
    assert all(name == item.id for name, item in read.channels(answer, NOW).items())
    assert all(video.id for video in read.listed(answer))
    for name, video in read.figures(answer).items():
        assert name == video.id
        assert video.views is None or video.views >= 0


def channel(**numbers: object) -> dict[str, Any]:
    lists = {"relatedPlaylists": {"uploads": "UUa"}}
    snippet = {"title": "Anna\n cooks", "customUrl": "@anna", "country": "MX"}
    item = {"id": "UCa", "snippet": snippet, "statistics": numbers, "contentDetails": lists}
    return {"items": [item]}


def test_a_channel_is_read() -> None:
    answer = channel(subscriberCount="1200", viewCount="34567", videoCount="89")
    known = read.channels(answer, NOW)["UCa"]
    assert known.uploads == "UUa"
    assert known.fetched == NOW
    made = known.channel
    assert made is not None
    assert (made.title, made.handle, made.country) == ("Anna cooks", "@anna", "MX")
    assert (made.subscribers, made.views, made.video_count) == (1200, 34567, 89)
    assert made.link == "https://www.youtube.com/channel/UCa"


def test_a_hidden_count_of_subscribers_is_none_though_youtube_says_0() -> None:
    answer = channel(subscriberCount="0", hiddenSubscriberCount=True, viewCount="5")
    made = read.channels(answer, NOW)["UCa"].channel
    assert made is not None
    assert made.subscribers is None
    assert made.views == 5


def test_figures_are_read_and_what_is_switched_off_is_none() -> None:
    parts = {
        "snippet": {"publishTime": "2026-02-01T10:00:00Z"},
        "contentDetails": {"duration": "213s"},
        "statistics": {"viewCount": "1000", "likeCount": "50"},
    }
    found = read.figures({"items": [{"id": "v1", **parts}]})
    published = datetime(2026, 2, 1, 10, tzinfo=UTC)
    assert found == {"v1": Video("v1", "", published, 213.0, 1000, 50, None)}


@pytest.mark.parametrize(
    ("text", "count"),
    [("7", 7), (7, 7), ("-7", None), ("1e3", None), ("٧", None), (True, None), ("9" * 400, None)],
)
def test_a_count_is_a_number_or_nothing(text: object, count: int | None) -> None:
    found = read.figures({"items": [{"id": "v1", "statistics": {"viewCount": text}}]})
    assert found["v1"].views == count


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("61.5s", 61.5), ("PT1M", 60), ("P1DT2H3M4S", 93784), ("1M", None), ("s", None), ("٦s", None)],
)
def test_a_duration_is_in_seconds_or_nothing(text: str, seconds: float | None) -> None:
    found = read.figures({"items": [{"id": "v1", "contentDetails": {"duration": text}}]})
    assert found["v1"].seconds == seconds


def test_a_list_names_each_video_once_in_its_order() -> None:
    def item(name: str) -> dict[str, Any]:
        details = {"videoId": name, "videoPublishedAt": "2026-02-01T10:00:00Z"}
        return {"snippet": {"title": f"Film {name}"}, "contentDetails": details}

    found = read.listed({"items": [item("b"), item("a"), item("b")]})
    assert [(video.id, video.title) for video in found] == [("b", "Film b"), ("a", "Film a")]


def test_a_search_names_the_channels_behind_its_results() -> None:
    items = [{"snippet": {"channelId": name}} for name in ("UCb", "UCa", "UCb")]
    assert read.searched_ids({"items": items}) == ["UCb", "UCa", "UCb"]
