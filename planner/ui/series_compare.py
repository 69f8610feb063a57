"""Other plans beside the open one, for tables and charts: pure functions from solved scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from planner.model.plan import Plan
from planner.ui import show, spend_words

if TYPE_CHECKING:  # slow to load
    from planner.spend.case import Case
    from planner.spend.scenarios import Result

UNPLACED = "Not spent: limits leave no place"


def beside(results: Sequence[Result]) -> pd.DataFrame:
    """Return what each plan has and brings: a row for each figure, a column for each plan.

    Those that can't be are left out, and money that finds no place if each plan places all of it.
    """
    columns = {
        one.scenario.name: _figures(one, one.case) for one in results if one.case is not None
    }
    if not any(one.case and _unplaced(one, one.case) >= 1 for one in results):
        columns = {name: _without(figures, UNPLACED) for name, figures in columns.items()}
    return pd.DataFrame(columns).rename_axis("Figure").reset_index()


def _without(figures: dict[str, str], left_out: str) -> dict[str, str]:
    return {name: text for name, text in figures.items() if name != left_out}


def _unplaced(one: Result, case: Case) -> Decimal:
    """Return the gross media money that limits keep from being spent."""
    return case.lines.left - one.media - case.lines.commission_on(one.media)


def _figures(one: Result, case: Case) -> dict[str, str]:
    plan, lines = case.ask.plan, case.lines
    currency = plan.goals.budget.currency
    versions = sum(lines.language_versions.values(), Decimal(0))
    worth = spend_words.worth(one.worth.value, plan) if one.worth else show.NOTHING
    return {
        "Our budget": show.money(lines.total, currency),
        "Our media, net": show.money(one.media, currency),
        UNPLACED: show.money(_unplaced(one, case), currency),
        "All media, net": show.money(sum(case.money.values(), Decimal(0)), currency),
        "Regions that open": show.count(len(case.cells.base)),
        "Creators": show.money(lines.creators, currency),
        "Language versions": f"{len(lines.language_versions)} for {show.money(versions, currency)}",
        "Admissions, 8 of 10 cases": show.spread(one.admissions)
        if one.admissions
        else show.NOTHING,
        "Of it by our media and creators": worth,
    }


def spans(results: Sequence[Result]) -> pd.DataFrame:
    """Return name, low, middle and high of each plan's admissions, for their chart."""
    rows = [
        (one.scenario.name, one.admissions.low, one.admissions.base, one.admissions.high)
        for one in results
        if one.admissions
    ]
    return pd.DataFrame(rows, columns=["name", "low", "middle", "high"])


def by_region(results: Sequence[Result], plan: Plan) -> pd.DataFrame:
    """Return the net media of each region, whoever pays: a column for each plan that can be."""
    currency = plan.goals.budget.currency
    columns = {
        one.scenario.name: [
            show.money(sum(one.case.by_channel(code).values(), Decimal(0)), currency)
            for code in plan.goals.regions
        ]
        for one in results
        if one.case is not None
    }
    names = [show.region(code, plan.goals) for code in plan.goals.regions]
    return pd.DataFrame({"Region": names} | columns)


def told(one: Result) -> str:
    """Return in a sentence what a plan does otherwise, and where its money moves."""
    moved = f" Money moves: {'; '.join(one.changes)}." if one.changes else ""
    return f"{one.scenario.name}: {'. '.join(one.asked)}.{moved}"
