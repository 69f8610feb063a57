"""Figures that we work out from YouTube's data, for those whom YouTube allowed that.

Each needs a `Declaration`, and is shown with `LABEL`. They use YouTube's data alone: the creator
sheet's figures are never mixed in. Scores and ratios of that kind, told apart from YouTube's own
figures, are what it accepts (developers.google.com/youtube/terms/derived-metrics-policy); views
under another name, and how many people are reached, are not among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median, quantiles

from planner.creators.declaration import Declaration
from planner.creators.youtube_data import Channel, Video
from planner.errors import InputError, Problem

FEWEST = 4
"""Videos: of fewer, a quarter is less than one."""
LABEL = "ours, derived from YouTube data"
REASON = (
    "YouTube's rules forbid figures derived from its data unless it accepted them for your Google "
    "project"
)
HINT = (
    "If it did, declare it: python -m planner creators declare --project NUMBER --accepted DATE "
    "--by NAME"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One derived figure of a channel."""

    name: str
    value: float | None
    """None where YouTube does not tell what it needs."""
    unit: str
    how: str
    """How it is worked out, in words."""
    label: str = LABEL


def derive(channel: Channel, declaration: Declaration | None) -> tuple[Figure, ...]:
    """Return the derived figures of a channel: engagement, views per subscriber, views to expect.

    Medians and a quartile over its recent videos, since one hit says little about the next video.
    Raises `InputError` without a declaration.
    """
    if declaration is None:
        raise InputError(Problem(REASON, hint=HINT))
    views, many = channel.median_views, channel.subscribers
    per_subscriber = views / many if views is not None and many else None
    return (
        Figure(
            "engagement",
            _median_engagement(channel),
            "per view",
            "Likes and comments of a video divided by its views; the median of recent videos.",
        ),
        Figure(
            "views per subscriber",
            per_subscriber,
            "per subscriber",
            "The median views of recent videos divided by the channel's subscribers.",
        ),
        Figure(
            "views to expect",
            _lower_quartile(channel),
            "views",
            "What three of four recent videos were seen more often than: a cautious guess at the "
            "next one. Views are not people.",
        ),
    )


def _engagement(video: Video) -> float | None:
    if not video.views or video.likes is None or video.comments is None:
        return None
    return (video.likes + video.comments) / video.views


def _median_engagement(channel: Channel) -> float | None:
    values = [value for value in map(_engagement, channel.recent) if value is not None]
    return median(values) if values else None


def _lower_quartile(channel: Channel) -> float | None:
    views = [video.views for video in channel.recent if video.views is not None]
    return quantiles(views, n=4, method="inclusive")[0] if len(views) >= FEWEST else None
