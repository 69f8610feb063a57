"""What page Timing draws: pure functions from what timing found to rows of charts and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from planner.model.base import significant
from planner.model.plan import Plan
from planner.timing.observance import Observance
from planner.ui import show, timing_words

if TYPE_CHECKING:  # loads scipy's solver
    from planner.timing.compare import Alternative

STEPS = (0.8, 0.9, 0.95, 0.98)
"""Shares of a region's best week at which the next of `timing_words.GRADES` begins."""
OFF = frozenset({"public", "festive", "new_year"})
"""Kinds of days on which people are off: the heat map marks these."""
MOST_NAMED = 3
"""Holidays and events of a week that a cell names; the rest are counted."""
WEEK = timedelta(days=6)
LEAST = 0.5
"""Admissions below which a change is none."""
Calendars = Mapping[str, Sequence[Observance]]


def heat(openings: pd.DataFrame, plan: Plan, calendars: Calendars) -> pd.DataFrame:
    """Return the cells of the heat map, regions by their date in the plan, those without last.

    `openings` is that of `planner.timing.dates.Dates`, `calendars` what each region observes.
    """
    dates = {code: one.date for code, one in (plan.timing.regions if plan.timing else {}).items()}
    codes = sorted(
        dict.fromkeys(openings["region"]),
        key=lambda code: (dates.get(code) or date.max, show.region(code, plan.goals)),
    )
    groups = dict(iter(openings.groupby("region")))
    rows = [
        cell
        for code in codes
        for cell in _cells(groups[code], plan, code, dates.get(code), calendars.get(code, ()))
    ]
    names = ["name", "week", "grade", "chosen", "holiday"]
    columns = [*names, "opens", "worth", "made", "stands", "kept"]
    return pd.DataFrame(rows, columns=columns)


def _cells(
    rows: pd.DataFrame, plan: Plan, code: str, chosen: date | None, days: Sequence[Observance]
) -> Iterator[tuple[object, ...]]:
    free = rows.loc[rows["blocked"] == "", "value"]
    best = float((free if len(free) else rows["value"]).max()) or 1.0
    name = show.region(code, plan.goals)
    weeks = rows.sort_values(["week", "chosen"]).drop_duplicates("week", keep="last")
    for row in weeks.to_dict("records"):
        week: date = row["week"].date()
        near = [one for one in days if one.start <= week + WEEK and one.end >= week]
        opened = chosen is not None and week <= chosen <= week + WEEK
        share = row["value"] / best
        yield (
            name,
            week.isoformat(),
            timing_words.SHUT if row["blocked"] else grade(share),
            opened,
            any(one.kind in OFF for one in near),
            f"{show.day(chosen if opened else row['day'])}, {show.week(week)}",
            _worth(row["value"], share),
            made({str(key): value for key, value in row.items()}),
            f"No: {row['blocked']}" if row["blocked"] else "Yes",
            _named(near),
        )


def _worth(value: float, share: float) -> str:
    admissions = show.count(significant(value))
    return f"{admissions} admissions, {show.percent(share)} of its best possible week"


def grade(share: float) -> str:
    """Return the name of a week's grade: how near it comes to the region's best week."""
    return timing_words.GRADES[sum(share >= step for step in STEPS)]


def made(factors: Mapping[str, Any]) -> str:
    """Return what a week's value is made of: `season -3%, holidays +1%, wait -8%`."""
    parts = [
        f"{word} {_signed_percent(float(factors[name]) - 1)}"
        for name, word in timing_words.FACTORS.items()
        if abs(float(factors[name]) - 1) >= 0.005  # less is shown as 0%
    ]
    return ", ".join(parts) or "an average week, nothing for or against it"


def _signed_percent(share: float) -> str:
    return f"{'+' if share > 0 else timing_words.MINUS}{abs(share) * 100:.0f}%"


def _named(days: Sequence[Observance]) -> str:
    names = list(dict.fromkeys(one.name for one in days))
    more = len(names) - MOST_NAMED
    told = ", ".join(names[:MOST_NAMED])
    return (f"{told} and {more} more" if more > 0 else told) or "No holiday or event"


def beside(calendars: Calendars, plan: Plan) -> pd.DataFrame:
    """Return what happens beside the dates, for the timeline: name, kind, what, start and end."""
    rows = [
        (show.region(code, plan.goals), timing_words.BESIDE[one.kind], one.name, one.start, one.end)
        for code, found in calendars.items()
        for one in found
        if one.kind in timing_words.BESIDE
    ]
    return pd.DataFrame(rows, columns=["name", "kind", "what", "start", "end"])


def changes(one: Alternative) -> pd.DataFrame:
    """Return part, change (admissions) and text of what a date would change, for its chart.

    What changes nothing is left out.
    """
    rows = [
        (word, one.parts[name], signed(one.parts[name]))
        for name, word in timing_words.PARTS.items()
        if abs(one.parts.get(name, 0.0)) >= LEAST
    ]
    return pd.DataFrame(rows, columns=["part", "change", "text"])


def signed(number: float) -> str:
    """Return an estimated change: `+1,200`, `−45`, `0`."""
    if abs(number) < LEAST:
        return "0"
    return f"{'+' if number > 0 else timing_words.MINUS}{show.about(abs(number))}"


def against(one: Alternative) -> str:
    """Return what is to be said of another date: what it is near, what stands against it."""
    notes = dict.fromkeys(note for note in one.note.split("; ") if note)
    if one.kind == "blocked":
        lost = signed(-one.parts.get("gates", 0.0))
        notes = {timing_words.OTHERWISE.format(lost): None} | notes
    return f"{'. '.join(notes) or timing_words.NOTHING_AGAINST}."
