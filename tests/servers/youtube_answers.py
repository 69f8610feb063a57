"""What YouTube's methods answer from a made-up world."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from tests.servers.base import Reply
from tests.servers.google import api_error
from tests.servers.youtube_items import (
    Json,
    all_views,
    channel_item,
    etag,
    listed,
    result,
    stats,
    thread,
    video_item,
)
from tests.servers.youtube_shape import Asked, Method
from tests.servers.youtube_world import MadeChannel, MadeVideo, World


class Refused(Exception):  # noqa: N818  # named for what happened
    """An answer that is an error."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        super().__init__(reply.status)


def bad_request(reason: str, message: str) -> Reply:
    """400: something is wrong about the request."""
    return api_error(400, "INVALID_ARGUMENT", message, reason)


def no_playlist() -> Reply:
    """404: the list of a channel that was closed, or that never was."""
    text = (
        "The playlist identified with the request's <code>playlistId</code> parameter cannot be "
        "found."
    )
    return api_error(404, "NOT_FOUND", text, "playlistNotFound")


def comments_disabled() -> Reply:
    """403: nobody may comment on the video."""
    text = (
        "The video identified by the <code><a href="
        '"/youtube/v3/docs/commentThreads/list#videoId">videoId</a></code> parameter has disabled '
        "comments."
    )
    return api_error(403, "PERMISSION_DENIED", text, "commentsDisabled")


@dataclass(slots=True)
class Answers:
    """Answers of one world; `overlap` items of a page come again on the next."""

    world: World
    overlap: int = 0

    def of(self, method: Method, asked: Asked) -> Json:
        """Return the answer of a method; raises `Refused` with an error."""
        makers: Mapping[str, Callable[[Method, Asked], Json]] = {
            "search.list": self._search,
            "channels.list": self._channels,
            "playlistItems.list": self._uploads,
            "videos.list": self._videos,
            "videos.batchGetStats": self._figures,
            "commentThreads.list": self._comments,
        }
        return makers[method.name](method, asked)

    def _search(self, method: Method, asked: Asked) -> Json:
        region = asked.one("regionCode", "US")
        if len(region) != 2 or not region.isalpha():
            text = f"The region code {region} is invalid."
            raise Refused(bad_request("invalidRegionCode", text))
        found = self._matches(asked)
        if order := ORDERS.get(asked.one("order", "relevance")):
            found.sort(key=order)
        items, page = self._page(method, asked, found)
        results = [result(channel, video, asked) for channel, video in items]
        return _answer(method, results) | page | {"regionCode": region.upper()}

    def _matches(self, asked: Asked) -> list[tuple[MadeChannel, MadeVideo | None]]:
        """Give what a search finds, the most relevant first."""
        kinds = asked.many("type") or ["video", "channel", "playlist"]
        since = asked.one("publishedAfter")
        found: list[tuple[float, MadeChannel, MadeVideo | None]] = []
        for channel in self.world.channels.values():
            score = _relevance(channel, asked)
            if score <= 0 or asked.one("channelId", channel.id) != channel.id:
                continue
            if "channel" in kinds:
                found.append((_chance(channel.id) - score, channel, None))
            if "video" in kinds:
                late = [video for video in channel.videos if not since or _is_late(video, since)]
                found.extend((_chance(video.id) - score, channel, video) for video in late)
        found.sort(key=lambda one: one[0])
        return [(channel, video) for _, channel, video in found]

    def _channels(self, method: Method, asked: Asked) -> Json:
        if asked.one("mine") or asked.one("managedByMe"):
            text = "The request uses the mine parameter but is not properly authorized."
            raise Refused(api_error(401, "UNAUTHENTICATED", text, "authorizationRequired"))
        handle = asked.one("forHandle")
        wanted = asked.many("id")
        if handle:
            named = f"@{handle.lower().removeprefix('@')}"
            wanted = [one.id for one in self.world.channels.values() if one.handle == named]
        found = [self.world.channels[name] for name in dict.fromkeys(wanted) if self._is(name)]
        items, page = self._page(method, asked, found)
        page = page if items else {"pageInfo": page["pageInfo"]}
        answer = _answer(method, [channel_item(one, asked) for one in items]) | page
        if not items:
            del answer["items"]  # so does YouTube
        return answer

    def _is(self, name: str) -> bool:
        return name in self.world.channels and not self.world.channels[name].gone

    def _uploads(self, method: Method, asked: Asked) -> Json:
        channel = self.world.with_list(asked.one("playlistId"))
        if channel is None:
            raise Refused(no_playlist())
        items, page = self._page(method, asked, list(enumerate(channel.videos)))
        return _answer(method, [listed(channel, video, at, asked) for at, video in items]) | page

    def _videos(self, method: Method, asked: Asked) -> Json:
        items = [video_item(*pair, asked) for pair in self._there(asked)]
        info = {"totalResults": len(items), "resultsPerPage": len(items)}
        return _answer(method, items) | {"pageInfo": info}

    def _figures(self, method: Method, asked: Asked) -> Json:
        """Videos that are not there are left out: the method is not atomic, says the document."""
        return _answer(method, [stats(video, asked) for _, video in self._there(asked)])

    def _there(self, asked: Asked) -> list[tuple[MadeChannel, MadeVideo]]:
        found = (self.world.video(name) for name in dict.fromkeys(asked.many("id")))
        return [pair for pair in found if pair]

    def _comments(self, method: Method, asked: Asked) -> Json:
        found = self.world.video(asked.one("videoId"))
        if found is None:
            text = "The video identified by the videoId parameter could not be found."
            raise Refused(api_error(404, "NOT_FOUND", text, "videoNotFound"))
        channel, video = found
        if video.comments is None:
            raise Refused(comments_disabled())
        items, page = self._page(method, asked, list(range(video.comments)))
        return _answer(method, [thread(channel, video, at, asked) for at in items]) | page

    def _page(self, method: Method, asked: Asked, found: Sequence[Any]) -> tuple[list[Any], Json]:
        most = method.most(asked)
        start = _start(asked.one("pageToken"))
        end = start + most
        info = {"totalResults": len(found), "resultsPerPage": most}
        page: Json = {"pageInfo": info}
        if end < len(found) and most:
            page["nextPageToken"] = page_token(max(end - self.overlap, start + 1))
        if start:
            page["prevPageToken"] = page_token(max(start - most, 0))
        return list(found[start:end]), page


def page_token(start: int) -> str:
    """Return the token of the page that begins there."""
    return base64.urlsafe_b64encode(f"CA:{start}".encode()).decode().rstrip("=")


def _start(token: str) -> int:
    if not token:
        return 0
    try:
        mark, _, start = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).partition(b":")
        if mark == b"CA":
            return int(start)
    except (ValueError, binascii.Error):
        pass
    text = "The request specifies an invalid page token."
    raise Refused(bad_request("invalidPageToken", text))


ORDERS: dict[str, Callable[[tuple[MadeChannel, MadeVideo | None]], Any]] = {
    "date": lambda pair: -(pair[1].published if pair[1] else pair[0].started).timestamp(),
    "viewCount": lambda pair: -(pair[1].views if pair[1] else all_views(pair[0])),
    "title": lambda pair: pair[1].title if pair[1] else pair[0].title,
    "videoCount": lambda pair: -len(pair[0].videos),
}


def _relevance(channel: MadeChannel, asked: Asked) -> float:
    """Words count most, then the language, then the country."""
    words = asked.one("q").casefold().split()
    text = channel.words.casefold()
    hits = sum(word in text for word in words) if words else 1
    spoken = asked.one("relevanceLanguage").partition("-")[0] == channel.language
    near = asked.one("regionCode").upper() == channel.country
    return hits * 4 + 2 * spoken + near if hits else 0


def _chance(name: str) -> float:
    """Return up to 6 by chance, but always the same: results of a channel do not stand together."""
    return sha256(name.encode()).digest()[0] * 6 / 256


def _is_late(video: MadeVideo, since: str) -> bool:
    return video.published >= datetime.fromisoformat(since)


def _answer(method: Method, items: list[Json]) -> Json:
    kinds = {"videos.batchGetStats": "batchGetStatsResponse"}
    kind = kinds.get(method.name, f"{method.name.split('.')[0].rstrip('s')}ListResponse")
    return {"kind": f"youtube#{kind}", "etag": etag(items), "items": items}
