"""Netflix's weekly Top 10 by country: how much of it titles like the film hold, week by week.

The official file (TSV or XLSX) ranks ten films and ten series in each country and week; it has no
views by country. So a rank counts as much as it gets on average in the worldwide list, which has
hours: `rank ** -netflix_rank_weight` (planner/facts/netflix.csv).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal

import pandas as pd

from planner.audience.fetched import Fetched
from planner.audience.netflix_charts import KIND, read_charts
from planner.audience.netflix_titles import Kind, Like, Titles, key_of, matches
from planner.audience.table import make_table
from planner.audience.words import counted
from planner.errors import InputError, Problem
from planner.facts.decided import facts_of
from planner.facts.table import Facts
from planner.model.plan import Plan

SIGNAL = "streaming_appetite"
LISTS: dict[str, str] = {"films": "Films", "tv": "TV"}
LEAST_KNOWN = 0.5
"""Share of a list's weight that must be of known titles: below it the share says little."""


def appetite(
    charts: pd.DataFrame,
    titles: Titles,
    like: Like,
    facts: Facts,
    *,
    lists: Literal["films", "tv"] = "films",
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the share (0 to 1) of each week's Top 10 that titles like the film hold, and notes.

    A rank weighs `rank ** -netflix_rank_weight`. Titles that are not in the table count neither
    way; a week of which they hold more than half is not observed.
    """
    exponent = facts.number(f"netflix_rank_weight.{lists}").value
    rows = charts[charts["category"].str.startswith(LISTS[lists])]
    judged = {name: _judge(titles, name, lists, like) for name in rows["title"].unique()}
    verdict = rows["title"].map(judged).astype("object")
    weight = rows["rank"] ** -exponent
    sums = (
        pd.DataFrame({"region": rows["region"], "week": rows["week"], "all": weight})
        .assign(known=weight.where(verdict.notna(), 0.0), like=weight.where(verdict == 1, 0.0))
        .groupby(["region", "week"], as_index=False)
        .sum()
    )
    share = (sums["like"] / sums["known"]).where(sums["known"] >= LEAST_KNOWN * sums["all"])
    table = make_table(sums.assign(signal=SIGNAL, value=share.round(4)))
    return table, _notes(rows, judged, exponent)


def _judge(titles: Titles, name: str, lists: str, like: Like) -> bool | None:
    key = key_of(name)
    return matches(titles.get((key, lists), titles.get((key, ""))), like)


def _notes(rows: pd.DataFrame, judged: dict[str, bool | None], exponent: float) -> tuple[str, ...]:
    unknown = sorted(name for name, found in judged.items() if found is None)
    like = sum(found is True for found in judged.values())
    said = [f"{like} of {len(judged)} titles are like this one."]
    said.append(f"Rank r weighs r ** -{exponent:g}, by the hours of the worldwide list.")
    if unknown:
        share = float(rows["title"].isin(unknown).mean())
        some = ", ".join(unknown[:5]) + (" ..." if len(unknown) > 5 else "")
        places = f"({share:.1%} of places)"
        told = counted(len(unknown), f"title {places} is", f"titles {places} are")
        said.append(f"{told} not told by the table: {some}.")
    return tuple(said)


def fetch(
    content: bytes, file: str, titles: Titles, like: Like, facts: Facts, at: datetime
) -> Fetched:
    """Return the streaming appetite that a file of Top 10 lists tells, read at the time `at`.

    Raises `InputError` where the file is faulty or no title in it is known.
    """
    table, notes = appetite(read_charts(content, file), titles, like, facts)
    if table["value"].isna().all():
        hint = "Give a table of titles with original_language and origin."
        what = "has no week of which enough titles are known"
        raise InputError(Problem(what, file, hint=hint))
    source = f"{KIND}, films {like.said()} ({file})"
    return Fetched(table, source, at, notes)


def fetch_for(
    content: bytes, file: str, titles: Titles, like: Kind, plan: Plan, at: datetime
) -> Fetched:
    """Return the appetite for titles like a plan's film in its regions; others are left out.

    Raises `InputError` as `fetch` does, and where the file has none of the regions.
    """
    film, goals = plan.film, plan.goals
    wanted = Like(like, film.original_language, tuple(film.origin))
    facts = facts_of(plan)
    found = fetch(content, file, titles, wanted, facts, at)
    codes = [code for name in goals.regions for code in goals.members(name)]
    ours = found.table["region"].isin(codes)
    if not ours.any():
        hint = f"The campaign has {', '.join(codes)}."
        raise InputError(Problem("has none of the campaign's regions", file, hint=hint))
    others = found.table.loc[~ours, "region"].nunique()
    note = counted(others, "other country was left out.", "other countries were left out.")
    rows = found.table[ours].reset_index(drop=True)
    return replace(found, table=rows, notes=(*found.notes, note) if others else found.notes)
