"""What a search costs of Google's quota, before anything is spent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from planner.creators.kept import Kept
from planner.creators.youtube_ask import AT_ONCE, price_of
from planner.creators.youtube_data import Cost, Query
from planner.creators.youtube_pieces import Known, Searched, load_channel, load_search
from planner.facts.table import Facts, load
from planner.net.http import utc_now


def cost(
    query: Query,
    *,
    renew: bool = False,
    facts: Facts | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Cost:
    """Return what `find` would spend at most, given what is kept of this search and its channels.

    Less is spent where a search page names enough creators, or channels are closed. Requests that
    have to be sent again after a fault are not in it. Raises `InputError` for a bad query.
    """
    query.check()
    known, kept = facts or load(), Kept(now)
    after = now() if renew else None
    searched = load_search(kept, query, after)
    named = searched.ids[: query.most] if searched else ()
    return still(query, searched, [load_channel(kept, name, after) for name in named], known)


def still(
    query: Query, searched: Searched | None, named: Sequence[Known | None], facts: Facts
) -> Cost:
    """Return what completing a search costs at most.

    `named` is what is known of each channel that the search named so far, None for nothing.
    """
    pages = pages_left(query, searched, facts)
    new = named.count(None) + (query.most - len(named) if pages else 0)
    lists = new + sum(item.needs_list(query.videos) for item in named if item)
    waiting = [item for item in named if item and not item.needs_list(query.videos)]
    videos = lists * query.videos + sum(len(item.waiting) for item in waiting)
    calls = {"channels": _calls(new), "uploads": lists, "figures": _calls(videos)}
    units = sum(count * price_of(kind, facts) for kind, count in calls.items())
    return Cost(pages * price_of("search", facts), units)


def pages_left(query: Query, searched: Searched | None, facts: Facts) -> int:
    """Return how many more pages of results may be asked for.

    Results are videos, several of one creator among them: how many different creators a page
    names is an assumption (`youtube_creators_per_search`). By name each result is a creator.
    """
    each = AT_ONCE
    if query.by == "videos":
        each = max(int(facts.number("youtube_creators_per_search").value), 1)
    pages = -(-query.most // each)
    if searched is None or not searched.pages:
        return pages
    done = len(searched.ids) >= query.most or searched.token is None
    return 0 if done else max(pages - searched.pages, 0)


def _calls(ids: int) -> int:
    return -(-ids // AT_ONCE)
