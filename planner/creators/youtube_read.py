"""What YouTube's answers say: fields may be missing, counts are texts, items come in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from planner.creators.youtube_data import Channel, Video
from planner.creators.youtube_pieces import Known

Json = Mapping[str, Any]
SECONDS = re.compile(r"\d{1,9}(\.\d+)?s", re.ASCII)
"""How Google writes a time span: so says the description of batchGetStats."""
PARTS = re.compile(r"P(?:(\d{1,4})D)?T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,4})S)?", re.ASCII)
"""How YouTube writes the length of a video elsewhere (ISO 8601)."""


def searched_ids(answer: Json) -> list[str]:
    """Return the channels behind the results of a search, in its order."""
    found = (_text(_part(item, "snippet"), "channelId") for item in _items(answer))
    return [name for name in found if name]


def next_token(answer: Json) -> str | None:
    """Return the token of the next page."""
    return _text(answer, "nextPageToken")


def channels(answer: Json, fetched: datetime) -> dict[str, Known]:
    """Return the channels of an answer by id."""
    known = (_known(item, fetched) for item in _items(answer))
    return {item.id: item for item in known if item}


def listed(answer: Json) -> list[Video]:
    """Return the videos of an uploads list, without figures, newest first."""
    found: dict[str, Video] = {}
    for item in _items(answer):
        details, snippet = _part(item, "contentDetails"), _part(item, "snippet")
        name = _text(details, "videoId") or _text(_part(snippet, "resourceId"), "videoId")
        if name:
            when = _time(_text(details, "videoPublishedAt"))
            found.setdefault(name, Video(name, _text(snippet, "title") or "", when))
    return list(found.values())


def figures(answer: Json) -> dict[str, Video]:
    """Return videos by id with their figures, without titles."""
    found: dict[str, Video] = {}
    for item in _items(answer):
        name, numbers = _text(item, "id"), _part(item, "statistics")
        if name:
            found[name] = Video(
                name,
                "",
                _time(_text(_part(item, "snippet"), "publishTime")),
                _seconds(_text(_part(item, "contentDetails"), "duration")),
                _count(numbers, "viewCount"),
                _count(numbers, "likeCount"),
                _count(numbers, "commentCount"),
            )
    return found


def _known(item: Json, fetched: datetime) -> Known | None:
    name = _text(item, "id")
    if name is None:
        return None
    snippet, numbers = _part(item, "snippet"), _part(item, "statistics")
    hidden = numbers.get("hiddenSubscriberCount") is True
    channel = Channel(
        id=name,
        title=_text(snippet, "title") or "",
        handle=_text(snippet, "customUrl"),
        country=_text(snippet, "country"),
        subscribers=None if hidden else _count(numbers, "subscriberCount"),
        views=_count(numbers, "viewCount"),
        video_count=_count(numbers, "videoCount"),
        recent=(),
        fetched=fetched,
    )
    lists = _part(_part(item, "contentDetails"), "relatedPlaylists")
    return Known(name, fetched, channel, _text(lists, "uploads"))


def _items(answer: Json) -> Iterator[Json]:
    items = answer.get("items")
    yield from (item for item in items if isinstance(item, dict)) if isinstance(items, list) else ()


def _part(item: Json, name: str) -> Json:
    part = item.get(name)
    return part if isinstance(part, dict) else {}


def _text(item: Json, name: str) -> str | None:
    """Return a text on one line; None where it is missing or empty."""
    value = item.get(name)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _count(item: Json, name: str) -> int | None:
    value = item.get(name)
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _time(text: str | None) -> datetime | None:
    try:
        when = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return when.astimezone(UTC) if when and when.tzinfo else None


def _seconds(text: str | None) -> float | None:
    if text and SECONDS.fullmatch(text):
        return float(text[:-1])
    found = PARTS.fullmatch(text or "")
    if found is None:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return float(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
