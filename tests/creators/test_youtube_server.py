"""The made-up YouTube of our tests keeps to the discovery document; else it would prove nothing."""

from __future__ import annotations

import gzip
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from googleapiclient.discovery import build

from planner.net.google_http import RoutedHttp
from tests.servers.base import FakeWeb
from tests.servers.google import YOUTUBE
from tests.servers.youtube import KEY, FakeYouTube
from tests.servers.youtube_rig import small_world
from tests.servers.youtube_shape import document, misfits, only_fields
from tests.servers.youtube_world import made_world

Api = Any
"""googleapiclient makes its methods as it runs."""


@pytest.fixture
def youtube() -> FakeYouTube:
    return FakeYouTube(small_world(8, 30))


@pytest.fixture
def web(youtube: FakeYouTube, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWeb]:
    with FakeWeb(youtube.services()) as web:
        monkeypatch.setenv("MICROHIT_MIRROR", web.address)
        yield web


@pytest.fixture
def api(web: FakeWeb) -> Iterator[Api]:
    """googleapiclient itself, with the key in the address as it sends it."""
    assert web.address
    http = RoutedHttp()
    yield build("youtube", "v3", developerKey=KEY, http=http, static_discovery=True)
    http.close()


def ask(
    web: FakeWeb, path: str, headers: dict[str, str] | None = None, /, **query: object
) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Return the status, the JSON and the headers of a plain GET."""
    url = f"{web.address}/{YOUTUBE}/youtube/v3/{path}?{urlencode(query, doseq=True)}"
    asked = urllib.request.Request(url, headers={"X-Goog-Api-Key": KEY} | (headers or {}))  # noqa: S310  # only here
    try:
        with urllib.request.urlopen(asked) as answer:  # noqa: S310  # only here
            body, status, told = answer.read(), answer.status, answer.headers
    except urllib.error.HTTPError as error:
        with error:
            body, status, told = error.read(), error.code, error.headers
    lower = {name.lower(): value for name, value in told.items()}
    body = gzip.decompress(body) if lower.get("content-encoding") == "gzip" else body
    return status, json.loads(body) if body else {}, lower


def reason(answer: dict[str, Any]) -> str:
    found: str = answer["error"]["errors"][0]["reason"]
    return found


def test_a_world_is_the_same_for_the_same_seed() -> None:
    assert made_world(3, 20) == made_world(3, 20)
    assert made_world(3, 20) != made_world(4, 20)


def test_pages_hold_every_result_once_and_lead_there_and_back(api: Api, web: FakeWeb) -> None:
    asked: dict[str, Any] = {"part": "snippet", "q": "street food", "type": "video"}
    first = api.search().list(**asked, maxResults=50).execute()
    ids = [item["id"]["videoId"] for item in first["items"]]
    page = first
    while token := page.get("nextPageToken"):
        page = api.search().list(**asked, maxResults=50, pageToken=token).execute()
        ids += [item["id"]["videoId"] for item in page["items"]]
    assert len(ids) == len({*ids}) == first["pageInfo"]["totalResults"] == 240
    back = api.search().list(**asked, maxResults=50, pageToken=page["prevPageToken"]).execute()
    assert back["items"] != page["items"]
    assert len(web.requests) == 6


@pytest.mark.parametrize(
    ("path", "query", "why"),
    [
        ("channels", {"part": "snippet"}, "missingRequiredParameter"),
        ("channels", {"id": "UC1"}, "missingRequiredParameter"),
        ("channels", {"part": "snippet", "id": "UC1", "forHandle": "@a"}, "incompatibleParameters"),
        ("channels", {"part": "snippet,nonsense", "id": "UC1"}, "unknownPart"),
        ("channels", {"part": "snippet", "id": "UC1", "colour": "red"}, "badRequest"),
        ("channels", {"part": "snippet", "id": [f"UC{n}" for n in range(51)]}, "invalidFilters"),
        ("channels", {"part": "snippet", "id": "UC1", "mine": "maybe"}, "badRequest"),
        ("search", {"part": "snippet", "maxResults": 51}, "invalidParameter"),
        ("search", {"part": "snippet", "maxResults": "many"}, "badRequest"),
        ("search", {"part": "snippet", "order": "best"}, "invalidParameter"),
        ("search", {"part": "snippet", "publishedAfter": "2026-01-01"}, "badRequest"),
        ("search", {"part": "snippet", "pageToken": "!"}, "invalidPageToken"),
        ("search", {"part": "snippet", "regionCode": "MEX"}, "invalidRegionCode"),
        ("search", {"part": "snippet", "q": ["a", "b"]}, "badRequest"),
        ("search", {"part": "snippet", "fields": "items(("}, "invalidParameter"),
        ("videos:batchGetStats", {"id": "a"}, "missingRequiredParameter"),
        ("videos", {"part": "snippet", "id": "a", "maxHeight": 3}, "invalidParameter"),
    ],
)
def test_what_the_document_does_not_allow_is_refused(
    web: FakeWeb, youtube: FakeYouTube, path: str, query: dict[str, object], why: str
) -> None:
    status, answer, _ = ask(web, path, **query)
    assert (status, reason(answer)) == (400, why)
    assert answer["error"]["status"] == "INVALID_ARGUMENT"
    assert sum(youtube.spent.values()) == 1  # Google counts refused requests too


def test_keys_are_checked_and_counted_each_for_itself(web: FakeWeb, youtube: FakeYouTube) -> None:
    youtube.keys.add("another")
    asked = {"part": "snippet"}
    status, answer, _ = ask(web, "search", {"X-Goog-Api-Key": "AIzaSyWrong"}, **asked)
    assert status == 400
    assert answer["error"]["details"][0]["reason"] == "API_KEY_INVALID"
    assert ask(web, "search", {"X-Goog-Api-Key": ""}, **asked)[0] == 403
    assert sum(youtube.spent.values()) == 0
    assert ask(web, "search", {"X-Goog-Api-Key": ""}, key="another", **asked)[0] == 200
    assert youtube.count("searches", "another") == 1
    assert youtube.count("searches") == 0


def test_each_quota_ends_for_itself(web: FakeWeb, youtube: FakeYouTube) -> None:
    youtube.searches, youtube.units = 1, 2
    statuses = [ask(web, "search", part="snippet")[0] for _ in range(2)]
    status, answer, _ = ask(web, "search", part="snippet")
    assert statuses == [200, 403]
    assert (status, reason(answer)) == (403, "quotaExceeded")
    assert ask(web, "channels", part="id", id="UC1")[0] == 200
    assert ask(web, "channels", part="id")[0] == 400
    assert ask(web, "channels", part="id", id="UC1")[0] == 403
    youtube.new_day()
    assert ask(web, "search", part="snippet")[0] == 200


def test_only_the_parts_and_fields_asked_for_are_told(web: FakeWeb, youtube: FakeYouTube) -> None:
    channel = next(iter(youtube.world.channels.values()))
    item = ask(web, "channels", part="statistics", id=channel.id)[1]["items"][0]
    assert set(item) == {"kind", "etag", "id", "statistics"}
    assert item["statistics"]["subscriberCount"] == str(channel.subscribers)
    mask = "items(id,snippet/title)"
    assert ask(web, "channels", part="snippet", id=channel.id, fields=mask)[1] == {
        "items": [{"id": channel.id, "snippet": {"title": channel.title}}]
    }


def test_what_did_not_change_is_not_sent_again(web: FakeWeb, youtube: FakeYouTube) -> None:
    channel = next(iter(youtube.world.channels.values()))
    asked = {"part": "snippet", "id": channel.id}
    status, answer, headers = ask(web, "channels", **asked)
    assert status == 200
    mark = {"If-None-Match": headers["etag"]}
    assert ask(web, "channels", mark, **asked)[:2] == (304, {})
    channel.title = "New"
    assert ask(web, "channels", mark, **asked)[1]["etag"] != answer["etag"]


def test_answers_are_packed_where_the_client_can_unpack(web: FakeWeb) -> None:
    plain = ask(web, "search", part="snippet", maxResults=50)
    packed = ask(web, "search", {"Accept-Encoding": "gzip"}, part="snippet", maxResults=50)
    assert packed[1] == plain[1]
    assert packed[2]["content-encoding"] == "gzip"
    assert int(packed[2]["content-length"]) < int(plain[2]["content-length"]) / 3


def test_a_long_request_comes_as_post(api: Api, web: FakeWeb, youtube: FakeYouTube) -> None:
    ids = [video.id for _, video in youtube.world.videos()][:50]
    padded = {"onBehalfOfContentOwner": "x" * 2000}
    answer = api.videos().batchGetStats(part="statistics", id=ids, **padded).execute()
    assert [item["id"] for item in answer["items"]] == ids
    assert web.requests[0].method == "POST"
    assert web.requests[0].headers["x-http-method-override"] == "GET"


def test_a_batch_has_an_answer_for_each_of_its_requests(api: Api, youtube: FakeYouTube) -> None:
    found: dict[str, Any] = {}
    batch = api.new_batch_http_request(
        lambda name, told, error: found.update({name: told or error})
    )
    names = [*youtube.world.channels][:3]
    for name in names:
        batch.add(api.channels().list(part="id", id=name), request_id=name)
    batch.add(api.channels().list(part="id"), request_id="wrong")
    batch.execute()
    assert {name: found[name]["items"][0]["id"] for name in names} == {name: name for name in names}
    assert found["wrong"].status_code == 400
    assert youtube.count("units") == 4


def test_videos_that_are_gone_are_left_out_of_the_figures(api: Api, youtube: FakeYouTube) -> None:
    videos = [video for _, video in youtube.world.videos()][:4]
    videos[1].gone = True
    videos[2].likes = videos[2].comments = None
    asked = ",".join(video.id for video in videos)
    answer = api.videos().batchGetStats(part="statistics,snippet", id=asked).execute()
    assert [item["id"] for item in answer["items"]] == [videos[at].id for at in (0, 2, 3)]
    assert set(answer["items"][1]["statistics"]) == {"viewCount"}


def test_comments_that_are_switched_off_are_refused(web: FakeWeb, youtube: FakeYouTube) -> None:
    video = next(video for _, video in youtube.world.videos() if video.comments)
    asked = {"part": "snippet", "videoId": video.id}
    assert ask(web, "commentThreads", **asked)[1]["pageInfo"]["totalResults"] == video.comments
    video.comments = None
    status, answer, _ = ask(web, "commentThreads", **asked)
    assert (status, reason(answer)) == (403, "commentsDisabled")


def test_a_closed_list_is_not_found(web: FakeWeb, youtube: FakeYouTube) -> None:
    channel = next(iter(youtube.world.channels.values()))
    channel.closed = True
    status, answer, _ = ask(web, "playlistItems", part="snippet", playlistId=channel.uploads)
    assert (status, reason(answer)) == (404, "playlistNotFound")


def test_answers_are_held_against_the_document() -> None:
    schema = {"$ref": "ChannelListResponse"}
    assert document()["version"] == "v3"
    assert list(misfits({"items": [{"id": "UC1"}]}, schema, "it")) == []
    numbers = {"viewCount": 5, "subscriberCount": "many", "fans": "3"}
    wrong = list(misfits({"items": [{"statistics": numbers}]}, schema, "it"))
    assert wrong == [
        "it.items[0].statistics.viewCount: int, not string",
        "it.items[0].statistics.subscriberCount: 'many' is no uint64",
        "it.items[0].statistics.fans: unknown",
    ]


@pytest.mark.parametrize(
    ("mask", "kept"),
    [
        ("a", {"a": {"b": 1, "c": [{"d": 2, "e": 3}]}}),
        ("a/b,f", {"a": {"b": 1}, "f": 4}),
        ("a(c/d)", {"a": {"c": [{"d": 2}]}}),
        ("*", {"a": {"b": 1, "c": [{"d": 2, "e": 3}]}, "f": 4}),
    ],
)
def test_fields_choose_a_part_of_an_answer(mask: str, kept: object) -> None:
    assert only_fields({"a": {"b": 1, "c": [{"d": 2, "e": 3}]}, "f": 4}, mask) == kept
