"""Finding creators on YouTube: by topic, language and region, with the figures YouTube tells.

    found = find(Query("street food", language="es", region="MX"))

Who asks, and with which key, is in `planner.net.google_key`; what it costs in `youtube_cost`; how
much of the quota is left in `quota`; what is kept on this computer, and forgotten, in `kept`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime

from planner.creators.kept import Kept
from planner.creators.youtube_ask import YouTube
from planner.creators.youtube_cost import cost
from planner.creators.youtube_data import Channel, Cost, Found, Query, Video
from planner.creators.youtube_search import Search
from planner.errors import NetError
from planner.facts.table import Facts, load
from planner.net.google_client import Client
from planner.net.google_key import youtube_key
from planner.net.http import utc_now
from planner.net.pace import Progress, never, silent

__all__ = ["Channel", "Cost", "Found", "Query", "Video", "cost", "find", "recall"]


def find(  # noqa: PLR0913  # all but the first have defaults that fit
    query: Query,
    key: str | None = None,
    *,
    renew: bool = False,
    facts: Facts | None = None,
    client: Client | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = never,
    now: Callable[[], datetime] = utc_now,
) -> Found:
    """Return creators with their recent videos, in YouTube's order.

    `key` is a Google API key; None: that of $MICROHIT_YOUTUBE_KEY. What is kept from the last 30
    days is not asked for again, unless `renew`. Every answer is kept as it comes: where the quota
    ends, the line breaks or the person cancels, the same query goes on there later without paying
    twice. Where the quota or the line ends after a channel is known, what there is comes back with
    `complete` False and a note. `client` and `now` are for tests.

    Raises:
        InputError: the query cannot be asked.
        KeyNeeded: there is no key, or Google does not accept it.
        RateLimited: the quota of the day is gone; `wait` tells when it starts anew.
        Offline: Google cannot be reached.
        NetError: it refuses, or could not answer.
        Cancelled: the person cancelled.
        StoreError: the count of the quota cannot be kept, so that nothing is asked.
    """
    query.check()
    known = facts or load()
    youtube = YouTube(key or youtube_key(), known, now, client=client, cancelled=cancelled)
    search = Search(query, youtube, known, Kept(now), progress or silent, now, renew=renew)
    with closing(youtube):
        try:
            stopped: NetError | None = search.run()
        except NetError as error:
            if not search.channels():
                raise
            stopped = error
        return search.found(stopped)


def recall(query: Query, *, now: Callable[[], datetime] = utc_now) -> Found | None:
    """Return what is kept of a search without asking YouTube; None where no channel is."""
    known = load()
    search = Search(query, YouTube(None, known, now), known, Kept(now), silent, now, renew=False)
    return search.found(None) if search.channels() else None
