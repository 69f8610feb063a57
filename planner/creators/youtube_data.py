"""What YouTube tells of creators: raw fields, when they were fetched, plain sums and averages.

YouTube's rules for developers allow to show these with a link to each channel, and nothing that is
worked out from them; `planner.creators.derived` asks for a declaration first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, median
from typing import Literal

from planner.audience.words import counted
from planner.errors import InputError, Problem
from planner.model.base import is_language
from planner.model.goals import is_iso

By = Literal["videos", "names"]
MOST = 500
"""Creators of one query: a search on YouTube names no more results than about that."""
MOST_VIDEOS = 50
"""Recent videos of each: one page of YouTube's list."""
LONGEST_TOPIC = 200


@dataclass(frozen=True, slots=True)
class Query:
    """Whom to look for: a topic, and how many creators and recent videos of each to read.

    `language` and `region` (ISO 3166) say what viewers there are shown; they are not the
    creators' own, nor their audience's. `by` videos, the usual way, finds creators who make videos
    about the topic: what a channel is called says little about it. `by` names finds those whose
    name or description has the words, for a person who looks for somebody.
    """

    topic: str
    language: str | None = None
    region: str | None = None
    most: int = 50
    videos: int = 10
    by: By = "videos"

    def check(self) -> None:
        """Raise `InputError` with every fault."""
        faults = list(_faults(self))
        if faults:
            raise InputError(faults)


@dataclass(frozen=True, slots=True)
class Cost:
    """Quota: calls of YouTube's search, and units of everything else."""

    searches: int
    units: int

    def __str__(self) -> str:
        """Return it in words: `2 searches and 31 units`, or `18 units` alone."""
        searches = counted(self.searches, "search", "searches") if self.searches else ""
        units = counted(self.units, "unit", "units") if self.units else ""
        return " and ".join(filter(None, (searches, units))) or "nothing"

    @property
    def nothing(self) -> bool:
        """Whether nothing has to be asked of YouTube."""
        return self.searches == self.units == 0


@dataclass(frozen=True, slots=True)
class Video:
    """A public video; a count that its channel hides, or switched off, is None."""

    id: str
    title: str
    published: datetime | None = None
    seconds: float | None = None
    views: int | None = None
    likes: int | None = None
    comments: int | None = None

    @property
    def link(self) -> str:
        """Return where it is watched."""
        return f"https://www.youtube.com/watch?v={self.id}"


@dataclass(frozen=True, slots=True)
class Channel:
    """A creator's channel and its recent videos, newest first.

    `country` is the one that the channel names for itself: its audience may be elsewhere.
    """

    id: str
    title: str
    handle: str | None
    country: str | None
    subscribers: int | None
    """Rounded by YouTube; None where the channel hides it."""
    views: int | None
    """Of all its videos, ever."""
    video_count: int | None
    recent: tuple[Video, ...]
    fetched: datetime

    @property
    def link(self) -> str:
        """Return the channel's page."""
        return f"https://www.youtube.com/channel/{self.id}"

    @property
    def counted(self) -> int:
        """Return how many recent videos tell their views: the averages are over these."""
        return len(_told(video.views for video in self.recent))

    @property
    def mean_views(self) -> float | None:
        """Return the mean views of the recent videos."""
        return _mean(video.views for video in self.recent)

    @property
    def median_views(self) -> float | None:
        """Return the median of the recent videos' views: one hit moves it little."""
        views = _told(video.views for video in self.recent)
        return float(median(views)) if views else None

    @property
    def mean_likes(self) -> float | None:
        """Return the mean likes of those recent videos that show them."""
        return _mean(video.likes for video in self.recent)

    @property
    def mean_comments(self) -> float | None:
        """Return the mean comments of those recent videos that allow them."""
        return _mean(video.comments for video in self.recent)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, in YouTube's own order."""

    query: Query
    channels: tuple[Channel, ...]
    fetched: datetime
    """When the oldest of it was fetched."""
    notes: tuple[str, ...]
    """In words: who was left out and why, and what stopped an incomplete search."""
    left: Cost | None = None
    """What completing it costs at most; None where it is complete."""

    @property
    def complete(self) -> bool:
        """Return whether nothing is left to ask for."""
        return self.left is None


def _faults(query: Query) -> Iterable[Problem]:
    words = query.topic.strip()
    if not words or len(words) > LONGEST_TOPIC:
        what = "is too long" if words else "is empty"
        yield Problem(what, field="topic", hint="Write a few words, such as street food.")
    if query.language is not None and not is_language(query.language):
        hint = "Write one such as fr or pt-BR."
        yield Problem("is no language code", field="language", value=query.language, hint=hint)
    if query.region is not None and not is_iso(query.region):
        hint = "Write the code of a country, such as MX."
        yield Problem("is no region", field="region", value=query.region, hint=hint)
    for name, value, most in (("most", query.most, MOST), ("videos", query.videos, MOST_VIDEOS)):
        if not 1 <= value <= most:
            yield Problem(f"must lie between 1 and {most}", field=name, value=str(value))


def _told(counts: Iterable[int | None]) -> list[int]:
    return [count for count in counts if count is not None]


def _mean(counts: Iterable[int | None]) -> float | None:
    told = _told(counts)
    return fmean(told) if told else None
