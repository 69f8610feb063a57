"""Daily views of articles and of whole language editions, from Wikimedia's Pageviews API.

https://wikimedia.org/api/rest_v1/metrics/pageviews: `per-article` and `aggregate`, people alone
(`user`: no robots), all devices. A day on which an article had no view is left out of the answer,
and a period without any is status 404. So whether a day was counted at all is told by the edition's
own total, which is never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote

from planner.audience.wikimedia_ask import LONG, SHORT
from planner.audience.wikimedia_titles import Article
from planner.errors import NetError
from planner.net.http import NotFound, Web

ROOT = "https://wikimedia.org/api/rest_v1/metrics/pageviews"
FIRST_DAY = date(2015, 7, 1)
"""Wikimedia counts views in this way since then (wikitech.wikimedia.org, Pageview API)."""
SETTLED = timedelta(days=7)
"""After so many days a count no longer changes."""

Daily = Mapping[date, float]


def article_views(web: Web, article: Article, first: date, last: date) -> Daily | None:
    """Return the views of an article by day, without days of none; None if it had none at all."""
    name = quote(article.title.replace(" ", "_"), safe="")
    place = f"per-article/{article.project}/all-access/user/{name}/daily"
    return _daily(web, place, first, last)


def edition_views(web: Web, project: str, first: date, last: date) -> Daily | None:
    """Return the views of all articles of an edition by day, None if it is not counted."""
    return _daily(web, f"aggregate/{project}/all-access/user/daily", first, last)


def keep_until(last: date, web: Web) -> timedelta:
    """Return for how long an answer about days up to `last` is kept."""
    return LONG if last < web.now().date() - SETTLED else SHORT


def ask_items(web: Web, place: str, keep: timedelta) -> list[dict[str, Any]] | None:
    """Return the items at a place of the API, None if it has no data for them.

    Raises:
        NetError: The answer has another form, or the place does not exist.
    """
    try:
        content = web.json(f"{ROOT}/{place}", keep=keep)
    except NotFound as error:
        if "invalid route" in str(error):
            raise NetError(f"Wikimedia has changed: {place.partition('/')[0]} is gone.") from None
        return None
    items = content.get("items") if isinstance(content, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise NetError("Wikimedia's answer has an unexpected form. Try again later.")
    return items


def _daily(web: Web, place: str, first: date, last: date) -> Daily | None:
    span = f"{first:%Y%m%d}00/{last:%Y%m%d}00"
    items = ask_items(web, f"{place}/{span}", keep_until(last, web))
    if items is None:
        return None
    try:
        days = {_day(item["timestamp"]): float(item["views"] or 0) for item in items}
    except (KeyError, TypeError, ValueError):
        raise NetError("Wikimedia's answer has an unexpected form. Try again later.") from None
    return {day: views for day, views in days.items() if first <= day <= last and views >= 0}


def _day(timestamp: str) -> date:
    return datetime.strptime(timestamp[:8], "%Y%m%d").date()  # noqa: DTZ007  # a day has no zone
