"""Reading all that one fetch needs: articles, editions and where their readers are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from planner.audience.wikimedia_ask import Asker, Failed
from planner.audience.wikimedia_regions import (
    Mix,
    Month,
    before,
    month_views,
    months_between,
    speakers,
)
from planner.audience.wikimedia_titles import Article, Title
from planner.audience.wikimedia_views import Daily, article_views, edition_views
from planner.errors import NetError
from planner.facts.table import Facts
from planner.net.http import Web

MAIN_PART = 0.95
"""The most read editions that together have this part of the views are asked for every month; the
many small ones that are left decide little and change slowly."""
SAMPLED = 6
"""Months from one question to the next for the small ones."""
EARLIER = 2
"""Months before the period that are asked if those of the period are not there yet."""
GIVE_UP = 2
"""Failures in a row after which an edition's other months are not asked."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are read, both counted, and the months that tell their countries."""

    first: date
    last: date
    months: tuple[Month, ...]

    @classmethod
    def of(cls, first: date, last: date, today: date) -> Span:
        """Return the span of some days; the running month cannot tell its countries yet."""
        newest = before(_month(today), 1)
        months = months_between(_month(first), min(_month(last), newest))
        return cls(first, last, tuple(months) or (newest,))

    @property
    def counted_from(self) -> date:
        """Return the first day of the first month: a share needs the total of a whole month."""
        year, month = before(min(self.months[0], _month(self.first)), EARLIER)
        return date(year, month, 1)


@dataclass(slots=True)
class Read:
    """What was read, by edition (`de.wikipedia`), and what was not."""

    daily: dict[str, Daily] = field(default_factory=dict)
    """Views of the titles' articles together."""
    totals: dict[str, Daily] = field(default_factory=dict)
    """Views of the whole edition."""
    mixes: dict[str, Mix] = field(default_factory=dict)
    empty: list[tuple[Title, Article]] = field(default_factory=list)
    """Articles without a view in the period."""
    failed: list[tuple[Title, Article]] = field(default_factory=list)
    errors: list[NetError] = field(default_factory=list)

    @property
    def lost(self) -> tuple[str, ...]:
        """Return the editions of which something could not be read."""
        return tuple(dict.fromkeys(article.project for _, article in self.failed))


def expected(titles: Sequence[Title], span: Span) -> int:
    """Return how many answers `read_all` asks for at most."""
    articles = [article.project for title in titles for article in title.articles]
    return len(articles) + len(set(articles)) * (1 + len(span.months))


def read_all(titles: Sequence[Title], span: Span, web: Web, facts: Facts, asker: Asker) -> Read:
    """Read the views of titles and where they come from; raises as `Asker.ask` does."""
    read = Read()
    read_articles(titles, span, web, asker, read)
    editions = list(dict.fromkeys([*read.daily, *read.lost]))
    for project in editions:
        call = partial(edition_views, web, project, span.counted_from, span.last)
        total = asker.ask(f"{project}: all views", call)
        if not isinstance(total, Failed) and total:
            read.totals[project] = total
    busy = main_editions(read.daily) | {*read.lost}
    for project in editions:
        months = span.months if project in busy else span.months[::-1][::SAMPLED]
        told = _countries(project, months, web, asker)
        asker.step(len(span.months) - len(months), project)
        whole = _whole_months(read.totals.get(project, {}))
        language = project.partition(".")[0]
        read.mixes[project] = Mix(told, whole, speakers(facts, language))
    return read


def read_articles(titles: Sequence[Title], span: Span, web: Web, asker: Asker, read: Read) -> None:
    """Read the views of each article and add them up by edition."""
    sums: dict[str, dict[date, float]] = {}
    for title, article in ((one, article) for one in titles for article in one.articles):
        call = partial(article_views, web, article, span.first, span.last)
        views = asker.ask(f"{article.project}: {title.label}", call)
        if isinstance(views, Failed):
            read.failed.append((title, article))
            read.errors.append(views.error)
        elif not views:
            read.empty.append((title, article))
        else:
            days = sums.setdefault(article.project, defaultdict(float))
            for day, count in views.items():
                days[day] += count
    read.daily |= sums


def main_editions(daily: Mapping[str, Daily]) -> set[str]:
    """Return the most read editions that together have `MAIN_PART` of all views."""
    sums = {project: sum(days.values()) for project, days in daily.items()}
    left = sum(sums.values()) * MAIN_PART
    main: set[str] = set()
    for project in sorted(sums, key=lambda name: (-sums[name], name)):
        if left <= 0 and main:
            break
        main.add(project)
        left -= sums[project]
    return main


def _countries(
    project: str, months: Sequence[Month], web: Web, asker: Asker
) -> dict[Month, Mapping[str, float]]:
    """Return an edition's views by country in the months that tell it; one at least, if any."""
    told, answered = _ask_months(project, months, web, asker)
    if not told and answered:  # not there yet, as in the first days of a month
        first = min(months)
        earlier = [before(first, count) for count in range(1, EARLIER + 1)]
        told, _ = _ask_months(project, earlier, web, asker, enough=1)
    return told


def _ask_months(
    project: str, months: Iterable[Month], web: Web, asker: Asker, enough: int | None = None
) -> tuple[dict[Month, Mapping[str, float]], bool]:
    """Return what months tell, and whether the service answered at all."""
    told: dict[Month, Mapping[str, float]] = {}
    in_a_row = 0
    for month in months:
        if in_a_row >= GIVE_UP or (enough is not None and len(told) >= enough):
            asker.step(1, project)
            continue
        what = f"{project}: countries of {month[0]}-{month[1]:02}"
        views = asker.ask(what, partial(month_views, web, project, month))
        in_a_row = in_a_row + 1 if isinstance(views, Failed) else 0
        if views is not None and not isinstance(views, Failed):
            told[month] = views
    return told, in_a_row < GIVE_UP


def _whole_months(total: Daily) -> dict[Month, float]:
    """Return the views of months of which every day was counted."""
    days: dict[Month, list[float]] = defaultdict(list)
    for day, views in total.items():
        days[_month(day)].append(views)
    return {month: sum(views) for month, views in days.items() if len(views) == _length(month)}


def _length(month: Month) -> int:
    after = before(month, -1)
    return (date(*after, 1) - date(*month, 1)).days


def _month(day: date) -> Month:
    return day.year, day.month
