"""What a search on YouTube found, as a file: raw fields and plain averages, each with its link.

YouTube's 30 days hold for the file too: it says by when to delete it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from planner.creators.kept import LONGEST
from planner.creators.youtube_data import Channel, Found, Video
from planner.errors import InputError, Problem
from planner.plan.exports import write_csv
from planner.plan.files import write_text

COLUMNS = (
    "channel_id",
    "link",
    "title",
    "handle",
    "country",
    "subscribers",
    "views",
    "video_count",
    "videos_counted",
    "mean_views",
    "median_views",
    "mean_likes",
    "mean_comments",
    "fetched",
    "delete_by",
)


def check_name(path: Path) -> None:
    """Raise `InputError` for a file that is neither CSV nor JSON."""
    if path.suffix.lower() not in {".csv", ".json"}:
        hint = "Name a file that ends with .csv or .json."
        raise InputError(
            Problem("is neither CSV nor JSON", field="--out", value=path.name, hint=hint)
        )


def write_found(path: Path, found: Found) -> None:
    """Write a CSV of channels, or a JSON with their videos too.

    Raises `InputError` as `check_name` does, `StoreError` where it cannot be written.
    """
    check_name(path)
    if path.suffix.lower() == ".csv":
        write_csv(path, COLUMNS, map(_row, found.channels))
    else:
        write_text(path, json.dumps(_content(found), ensure_ascii=False, indent=1) + "\n")


def _row(channel: Channel) -> tuple[object, ...]:
    return tuple(_fields(channel).values())


def _fields(channel: Channel) -> dict[str, object]:
    values = (
        channel.id,
        channel.link,
        channel.title,
        channel.handle,
        channel.country,
        channel.subscribers,
        channel.views,
        channel.video_count,
        channel.counted,
        channel.mean_views,
        channel.median_views,
        channel.mean_likes,
        channel.mean_comments,
        channel.fetched.isoformat(),
        (channel.fetched + LONGEST).date().isoformat(),
    )
    return dict(zip(COLUMNS, values, strict=True))


def _content(found: Found) -> dict[str, object]:
    return {
        "source": "YouTube Data API",
        "query": asdict(found.query),
        "fetched": found.fetched.isoformat(),
        "complete": found.complete,
        "notes": list(found.notes),
        "channels": [
            _fields(channel) | {"recent": [_video(video) for video in channel.recent]}
            for channel in found.channels
        ],
    }


def _video(video: Video) -> dict[str, object]:
    published = video.published.isoformat() if video.published else None
    return asdict(video) | {"published": published, "link": video.link}
