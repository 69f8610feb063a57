"""Weekly Wikipedia views of comparable titles, by region: the signal `wiki_views`.

Wikipedia's readers look a film up when they hear of it. Views are told by article and language, not
by country; so each article is taken to be read where its language edition as a whole is read.
`wiki_views` of a region and week is the sum, over titles, languages and seven days, of an article's
views by people times the region's part of its edition's views in that month. A day on which an
article had no view counts 0 if Wikimedia counted that day at all, else the week is NaN: a week is
never low because it is not complete. An article that had no view in the whole period adds 0, as
one that was not written yet does. An article that was renamed counts under its present name alone.

No key is needed. The numbers are free to use (CC0).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from planner.audience.fetched import Fetched
from planner.audience.table import empty_table, make_table
from planner.audience.weeks import week_of
from planner.audience.wikimedia_ask import Asker
from planner.audience.wikimedia_notes import Outcome, notes_of, source_of
from planner.audience.wikimedia_read import Read, Span, expected, read_all
from planner.audience.wikimedia_titles import (
    HINT,
    ITEM,
    Candidate,
    Title,
    find_titles,
    read_titles,
)
from planner.audience.wikimedia_views import FIRST_DAY
from planner.audience.wikimedia_weeks import MOST_LOST, lost_part, weekly_views
from planner.errors import InputError, Problem
from planner.facts.table import Facts
from planner.model.goals import is_iso
from planner.net.http import Web
from planner.net.pace import Progress, never

__all__ = ["SIGNAL", "Candidate", "fetch", "find_titles"]

SIGNAL = "wiki_views"
"""Views per week by people, all devices; countries are estimated from their part of a language."""
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
FIRST_MONDAY = week_of(FIRST_DAY + 6 * DAY)
"""The first week of which every day was counted."""


def fetch(  # noqa: PLR0913  # what every source takes
    titles: Sequence[str],
    regions: Sequence[str],
    start: date,
    end: date,
    *,
    web: Web,
    facts: Facts,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = never,
) -> Fetched:
    """Return the weekly views of titles (Wikidata ids) by region, signal `wiki_views`.

    All weeks that hold a day from `start` to `end`, as far as they have begun. Regions are ISO
    3166 codes; a part of a country (CA-QC) gets its country's views, and a note.

    Raises:
        InputError: Ids, regions or days cannot be used; every fault at once.
        Offline, RateLimited, NetError: Nothing could be read; some languages failing is a note.
        Cancelled: The person cancelled. What was read stays in the cache.
    """
    today = web.now().date()
    regions = list(dict.fromkeys(regions))
    _check(titles, regions, start, end, today)
    items = _known(titles, web)
    mondays = _mondays(start, end, today)
    last = min(mondays[-1] + 6 * DAY, today - DAY)
    span = Span.of(mondays[0], last, today)
    asker = Asker(expected(items, span), progress, cancelled)
    read = read_all(items, span, web, facts, asker)
    if read.errors and not read.daily:
        raise read.errors[-1]
    asker.step(asker.total, "done")
    table, outcome = _table(read, regions, mondays, today)
    notes = notes_of(items, read, outcome, start)
    return Fetched(table, source_of(items, read), web.now(), notes)


def _check(
    titles: Sequence[str], regions: Sequence[str], start: date, end: date, today: date
) -> None:
    problems = [
        Problem("is no Wikidata id", field="titles", value=name, hint=HINT)
        for name in titles
        if not ITEM.fullmatch(name)
    ]
    problems += [
        Problem("is no ISO 3166 code", field="regions", value=name, hint="Such as FR or CA-QC.")
        for name in regions
        if not is_iso(name)
    ]
    if not titles:
        problems.append(Problem("there is no title to look up", field="titles", hint=HINT))
    if not regions:
        problems.append(Problem("there is no region", field="regions", hint="Such as FR."))
    problems += _check_days(start, end, today)
    if problems:
        raise InputError(problems)


def _check_days(start: date, end: date, today: date) -> list[Problem]:
    if end < start:
        what, hint = f"ends before it starts ({start})", "Choose a later end."
    elif week_of(start) >= today:
        what, hint = "has no complete day yet", "Choose an earlier start."
    elif end < FIRST_MONDAY:
        what, hint = "ends before Wikimedia began to count", f"It counts from {FIRST_DAY} on."
    else:
        return []
    return [Problem(f"the period {what}", field="end", value=end.isoformat(), hint=hint)]


def _known(ids: Sequence[str], web: Web) -> list[Title]:
    """Return the items of ids, each once; raises `InputError` for those that cannot be used."""
    wanted = list(dict.fromkeys(name.upper() for name in ids))
    found = read_titles(wanted, web)
    if len(found) < len(wanted):
        known = {item.id for item in found}
        missing = [name for name in wanted if name not in known]
        what = "Wikidata has no such item, or it was merged into another"
        raise InputError(
            Problem(what, field="titles", value=name, hint="Look the title up again.")
            for name in missing
        )
    if not any(item.articles for item in found):
        names = ", ".join(item.label for item in found)
        what = "no language of Wikipedia has an article"
        raise InputError(Problem(what, field="titles", value=names, hint="Choose another title."))
    return list({item.id: item for item in found}.values())


def _mondays(start: date, end: date, today: date) -> list[date]:
    """Return the weeks that hold a day of the period, have begun, and can be complete."""
    first = week_of(max(start, FIRST_MONDAY))
    last = week_of(min(end, today - DAY))
    return [first + WEEK * count for count in range((last - first).days // 7 + 1)]


def _table(
    read: Read, regions: Sequence[str], mondays: Sequence[date], today: date
) -> tuple[pd.DataFrame, Outcome]:
    """Return the audience table of the regions that are known well enough, and which are not."""
    month = (mondays[-1].year, mondays[-1].month)
    lost = [name for name in regions if lost_part(read, name[:2], month) >= MOST_LOST]
    kept = [name for name in regions if name not in lost]
    views = weekly_views(read, {name[:2] for name in kept}, mondays, today)
    silent = [name for name in kept if not np.nansum(views[name[:2]]) > 0]
    rows = [
        {"region": name, "week": pd.Timestamp(monday), "signal": SIGNAL, "value": value}
        for name in kept
        if name not in silent
        for monday, value in zip(mondays, views[name[:2]], strict=True)
    ]
    table = make_table(pd.DataFrame(rows)) if rows else empty_table()
    gaps = [
        monday
        for monday, value in zip(mondays, next(iter(views.values()), ()), strict=False)
        if np.isnan(value)
    ]
    shown = tuple(name for name in kept if name not in silent)
    return table, Outcome(shown, tuple(lost), tuple(silent), tuple(gaps))
