"""Items of YouTube's answers: videos, channels, lists and comments, in the parts asked for."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from tests.servers.youtube_shape import Asked
from tests.servers.youtube_world import MadeChannel, MadeVideo

Json = dict[str, Any]


def etag(content: object) -> str:
    """Return the mark of a version of something."""
    return base64.urlsafe_b64encode(sha256(repr(content).encode()).digest()).decode()[:27]


def _item(kind: str, name: Any, asked: Asked, parts: Mapping[str, Json]) -> Json:  # noqa: ANN401  # JSON
    """Return an item with the parts that were asked for."""
    told = {part: parts[part] for part in parts if part in asked.many("part")}
    return {"kind": f"youtube#{kind}", "etag": etag((name, told)), "id": name, **told}


def _time(when: datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


def _pictures(name: str) -> Json:
    picture = {"url": f"https://yt3.ggpht.com/{name}=s88", "width": 88, "height": 88}
    return {"default": picture}


def result(channel: MadeChannel, video: MadeVideo | None, asked: Asked) -> Json:
    """Return a result of a search: a video, or a channel."""
    where = {"videoId": video.id} if video else {"channelId": channel.id}
    kind = "video" if video else "channel"
    snippet = {
        "publishedAt": _time(video.published if video else channel.started),
        "channelId": channel.id,
        "title": video.title if video else channel.title,
        "description": f"About {channel.topic}.",
        "thumbnails": _pictures(channel.id),
        "channelTitle": channel.title,
        "liveBroadcastContent": "none",
    }
    name = {"kind": f"youtube#{kind}", **where}
    return _item("searchResult", name, asked, {"snippet": snippet})


def channel_item(channel: MadeChannel, asked: Asked) -> Json:
    """Return a channel."""
    snippet: Json = {
        "title": channel.title,
        "description": f"About {channel.topic}.",
        "customUrl": channel.handle,
        "publishedAt": _time(channel.started),
        "thumbnails": _pictures(channel.id),
        "localized": {"title": channel.title, "description": f"About {channel.topic}."},
    }
    if channel.country:
        snippet["country"] = channel.country
    numbers: Json = {
        "viewCount": str(all_views(channel)),
        "hiddenSubscriberCount": channel.hidden,
        "videoCount": str(len(channel.videos)),
    }
    if not channel.hidden:
        numbers["subscriberCount"] = str(channel.subscribers)
    parts = {
        "snippet": snippet,
        "contentDetails": {"relatedPlaylists": {"likes": "", "uploads": channel.uploads}},
        "statistics": numbers,
        "status": {"privacyStatus": "public", "isLinked": True, "madeForKids": False},
    }
    return _item("channel", channel.id, asked, parts)


def listed(channel: MadeChannel, video: MadeVideo, at: int, asked: Asked) -> Json:
    """Return a video in a channel's list."""
    snippet: Json = {
        **_about(channel, video),
        "playlistId": channel.uploads,
        "position": at,
        "resourceId": {"kind": "youtube#video", "videoId": video.id},
        "videoOwnerChannelTitle": channel.title,
        "videoOwnerChannelId": channel.id,
    }
    details: Json = {"videoId": video.id, "videoPublishedAt": _time(video.published)}
    parts = {"snippet": snippet, "contentDetails": details, "status": {"privacyStatus": "public"}}
    return _item("playlistItem", f"{channel.uploads}.{video.id}", asked, parts)


def _about(channel: MadeChannel, video: MadeVideo) -> Json:
    return {
        "publishedAt": _time(video.published),
        "channelId": channel.id,
        "title": video.title,
        "description": "",
        "thumbnails": _pictures(video.id),
        "channelTitle": channel.title,
    }


def video_item(channel: MadeChannel, video: MadeVideo, asked: Asked) -> Json:
    """Return a video."""
    snippet: Json = {
        **_about(channel, video),
        "categoryId": "24",
        "liveBroadcastContent": "none",
    }
    if video.language:
        snippet["defaultAudioLanguage"] = video.language
    minutes, seconds = divmod(video.seconds, 60)
    details: Json = {"duration": f"PT{minutes}M{seconds}S", "definition": "hd", "caption": "false"}
    numbers: Json = _numbers(video) | {"favoriteCount": "0"}
    parts = {"snippet": snippet, "contentDetails": details, "statistics": numbers}
    return _item("video", video.id, asked, parts)


def stats(video: MadeVideo, asked: Asked) -> Json:
    """Return a video's figures."""
    parts = {
        "snippet": {"publishTime": _time(video.published)},
        "contentDetails": {"duration": f"{video.seconds}s"},
        "statistics": _numbers(video),
    }
    return _item("videoStats", video.id, asked, parts)


def _numbers(video: MadeVideo) -> Json:
    counts = {
        "viewCount": video.views,
        "likeCount": video.likes,
        "commentCount": video.comments,
    }
    return {name: str(count) for name, count in counts.items() if count is not None}


def thread(channel: MadeChannel, video: MadeVideo, at: int, asked: Asked) -> Json:
    """Return a comment."""
    name = f"Ugw{at:06}{video.id}"
    told = {
        "authorDisplayName": f"@viewer{at}",
        "textDisplay": f"Comment {at}",
        "textOriginal": f"Comment {at}",
        "channelId": channel.id,
        "videoId": video.id,
        "likeCount": at % 7,
        "publishedAt": _time(video.published),
        "updatedAt": _time(video.published),
    }
    comment = {"kind": "youtube#comment", "etag": etag(told), "id": name, "snippet": told}
    snippet = {
        "channelId": channel.id,
        "videoId": video.id,
        "topLevelComment": comment,
        "canReply": False,
        "totalReplyCount": 0,
        "isPublic": True,
    }
    return _item("commentThread", name, asked, {"snippet": snippet})


def all_views(channel: MadeChannel) -> int:
    """Return the views of all videos of a channel."""
    return sum(video.views for video in channel.videos)
