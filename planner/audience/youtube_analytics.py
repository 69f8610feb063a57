"""Views of the film's own YouTube channel, or of its trailers there, by country and week.

From YouTube Analytics with the sign-in of whoever runs the channel: signal `trailer_views`, views
in a week. YouTube gives days (Pacific time) of one country, or one state of the US, at a time.
API: developers.google.com/youtube/analytics/channel_reports (time-based reports).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import nan
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from planner.audience.fetched import Fetched
from planner.audience.table import make_table
from planner.audience.youtube_places import Place, places_of
from planner.audience.youtube_videos import video_ids
from planner.errors import InputError, NetError, Problem
from planner.net.google import YOUTUBE, login
from planner.net.google_client import Client, client_for
from planner.net.google_errors import Asked, no_channel
from planner.net.pace import Progress, never, silent

Days = dict[date, float]
SIGNAL = "trailer_views"
NOT_FINAL = 3
"""Days before today that YouTube may still correct: a cautious assumption. A report ends by itself
with the last day that has figures (developers.google.com/youtube/analytics/data_model).
"""
MOST_VIDEOS = 500
"""So many may be asked for at once (developers.google.com/youtube/analytics/dimensions)."""
MOST_NAMED = 50
"""So many videos.list describes at once (developers.google.com/youtube/v3/docs/videos/list)."""
DAYS_ARE_HERE = ZoneInfo("America/Los_Angeles")
ASKED = Asked(
    YOUTUBE,
    "your channel's statistics",
    "Sign in with the account that owns the film's channel, not one that only manages it.",
    "Check the videos.",
)
FEW_VIEWS = "Days with very few views in a region are left out by YouTube and count as none."


@dataclass(frozen=True, slots=True)
class Channel:
    """The channel of whoever signed in."""

    id: str
    title: str


@dataclass(slots=True)
class _Source:
    """One channel, as one login reads it."""

    client: Client
    youtube: Any
    reports: Any

    def channel(self) -> Channel:
        """Return the channel; raises `NetError` if the account has none."""
        answer = self.client.run(self.youtube.channels().list(part="snippet", mine=True), ASKED)
        items = answer.get("items") or []
        if not items:
            raise NetError(no_channel(YOUTUBE))
        snippet = items[0].get("snippet", {})
        return Channel(str(items[0].get("id")), str(snippet.get("title", "your channel")))

    def check(self, videos: Sequence[str], channel: Channel) -> None:
        """Raise `InputError` for videos that are not the channel's: YouTube would count none."""
        owners: dict[str, str] = {}
        for at in range(0, len(videos), MOST_NAMED):
            named = ",".join(videos[at : at + MOST_NAMED])
            answer = self.client.run(self.youtube.videos().list(part="snippet", id=named), ASKED)
            for item in answer.get("items") or []:
                owners[str(item.get("id"))] = str(item.get("snippet", {}).get("channelId"))
        strangers = [one for one in videos if owners.get(one) != channel.id]
        if strangers:
            raise InputError([_stranger(one, owners, channel) for one in strangers])

    def views(self, place: Place | None, videos: Sequence[str], start: date, end: date) -> Days:
        """Return the views of each day that YouTube names, of one place or of all."""
        filters = [*([place.filter] if place else []), *_of(videos)]
        more = {"filters": ";".join(filters)} if filters else {}
        request = self.reports.query(
            ids="channel==MINE",
            startDate=f"{start:%Y-%m-%d}",
            endDate=f"{end:%Y-%m-%d}",
            metrics="views",
            dimensions="day",
            sort="day",
            **more,
        )
        return _days(self.client.run(request, ASKED))


def _of(videos: Sequence[str]) -> list[str]:
    return [f"video=={','.join(videos)}"] if videos else []


def _stranger(video: str, owners: Mapping[str, str], channel: Channel) -> Problem:
    if video in owners:
        hint = "Sign in with the account of that channel, or leave the video out."
        return Problem(f"is not on your channel {channel.title}", value=video, hint=hint)
    hint = "It may be deleted, or private on another channel. Check the link."
    return Problem("is no video that YouTube shows you", value=video, hint=hint)


def fetch(  # noqa: PLR0913  # all but the first four have defaults that fit
    videos: Sequence[str],
    regions: Sequence[str],
    start: date,
    end: date,
    *,
    groups: Mapping[str, Collection[str]] | None = None,
    client: Client | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = never,
) -> Fetched:
    """Return the weekly views in each region from `start` to `end` (both included).

    `videos` are links or ids of the channel's own videos; without any, all of its videos count.
    `regions` are countries, states of the US, or names in `groups` (whose countries are added up);
    others are left out with a note. Days without views count as 0 between the first day with
    views and the last that YouTube has delivered; a week of which a day is missing or not final is
    NaN. `today` is for tests.

    Raises:
        InputError: a video is none or is not the channel's, or the period is empty.
        SignInNeeded: nobody has signed in, or the sign-in has expired.
        RateLimited: the quota is used up.
        NetError: the account has no channel, or YouTube cannot be reached or refuses.
    """
    today = today or datetime.now(DAYS_ARE_HERE).date()
    end = min(end, today)
    if start > end:
        what = f"the period from {start} to {end} holds no day"
        raise InputError(Problem(what, hint="Choose an earlier start."))
    ids = _checked(videos)
    places, notes = places_of(regions, groups or {})
    if not places:
        raise InputError(Problem("YouTube counts none of these regions", hint=" ".join(notes)))
    report = progress or silent
    total = len({place for members in places.values() for place in members}) + 2
    with client_for(client.login if client else login(YOUTUBE), client, cancelled) as used:
        source = _source(used)
        report(0, total, "Looking at your YouTube channel")
        channel = source.channel()
        source.check(ids, channel)
        report(1, total, "Looking for the days that YouTube has")
        known = _known(source.views(None, ids, start, end), today)
        views = _asked_for(source, places, ids, known, lambda at, what: report(at + 2, total, what))
    table = make_table(_weeks(places, views, known))
    notes += [FEW_VIEWS, *_not_yet(known, end)]
    return Fetched(table, _told(channel, ids), _now(), tuple(notes))


def _checked(videos: Sequence[str]) -> list[str]:
    ids = video_ids(videos)
    if len(ids) > MOST_VIDEOS:
        what = f"{len(ids)} videos are more than YouTube takes at once ({MOST_VIDEOS})"
        raise InputError(Problem(what, hint="Leave all out to count the whole channel."))
    return ids


def _source(client: Client) -> _Source:
    reports = client.service("youtubeAnalytics", "v2").reports()
    return _Source(client, client.service("youtube", "v3"), reports)


def _known(total: Days, today: date) -> range:
    """Return the days (as ordinals) from the first with views to the last that is final.

    Views of all places tell up to when YouTube has delivered: a small region may have none.
    """
    if not total:
        return range(0)
    last = min(max(total), today - timedelta(days=NOT_FINAL + 1))
    return range(min(total).toordinal(), last.toordinal() + 1)


def _asked_for(
    source: _Source,
    places: Mapping[str, Sequence[Place]],
    ids: Sequence[str],
    known: range,
    report: Callable[[int, str], None],
) -> dict[Place, Days]:
    """Return the views of every place, each asked for once."""
    if not known:
        raise NetError(
            "YouTube has no final views in this period. Choose an earlier start, or try again in a "
            "few days."
        )
    first, last = date.fromordinal(known.start), date.fromordinal(known.stop - 1)
    found: dict[Place, Days] = {}
    for place in [place for members in places.values() for place in members]:
        if place not in found:
            report(len(found), f"Views in {place.code}")
            found[place] = source.views(place, ids, first, last)
    return found


def _days(answer: Mapping[str, Any]) -> Days:
    """Return a report's rows; YouTube tells the order of columns, and no rows where all are 0."""
    names = [header.get("name") for header in answer.get("columnHeaders") or []]
    rows = answer.get("rows") or []
    try:
        day, views = names.index("day"), names.index("views")
        return {date.fromisoformat(row[day]): float(row[views]) for row in rows}
    except (ValueError, TypeError, IndexError):
        raise NetError(
            "YouTube's report has another form than expected. Try again later."
        ) from None


def _weeks(
    places: Mapping[str, Sequence[Place]], views: Mapping[Place, Days], known: range
) -> pd.DataFrame:
    """Return rows of region, week, signal and value."""
    days = [date.fromordinal(day) for day in known]
    mondays = sorted({day - timedelta(days=day.weekday()) for day in days})
    whole = set(days)
    rows = []
    for region, members in places.items():
        daily = {day: sum(views[place].get(day, 0.0) for place in members) for day in days}
        for monday in mondays:
            week = [monday + timedelta(days=offset) for offset in range(7)]
            value = sum(daily[day] for day in week) if whole.issuperset(week) else nan
            rows.append((region, pd.Timestamp(monday), SIGNAL, value))
    return pd.DataFrame(rows, columns=["region", "week", "signal", "value"])


def _not_yet(known: range, end: date) -> list[str]:
    last = date.fromordinal(known.stop - 1)
    return [f"Views after {last} are not there or not final yet."] if last < end else []


def _told(channel: Channel, ids: Sequence[str]) -> str:
    title = " ".join(channel.title.split())
    if not ids:
        return f"YouTube Analytics, all views of the channel {title}"
    if len(ids) == 1:
        return f"YouTube Analytics, views of the video {ids[0]} on the channel {title}"
    return f"YouTube Analytics, views of {len(ids)} videos on the channel {title}"


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
