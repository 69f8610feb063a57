"""What page Creators shows beside the plan: worked out anew, not stored with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from planner.model.plan import Plan
from planner.model.sections import Creators
from planner.ui import creators_texts, recomputed, show
from planner.ui.session import Work

if TYPE_CHECKING:  # suggest imports Prophet, which takes seconds
    from planner.creators.shortlist import CellReach
    from planner.suggest import Outcome

STEPS = (0.05, 0.15, 0.35, 0.65)
"""Shares of the most that anybody adds at which the next of `creators_texts.GRADES` begins."""
MOST_ROWS, MOST_COLUMNS = 40, 24
"""Creators and cells of the map; more can't be read at once."""
MATRIX = ["creator", "cell", "grade", "text", "adds", "share", "people"]


def picked(work: Work) -> Creators | None:
    """Return the shortlist of the plan; None, and why, where nobody is on it."""
    section = work.plan.creators
    if section is None or not section.chosen:
        st.caption(creators_texts.EMPTY_LIST if work.plan.suggested else creators_texts.NOT_YET)
        return None
    return section


def outcome(work: Work) -> Outcome | None:
    """Return the suggestion behind the shortlist; None, and why, if it can't be shown."""
    return recomputed.outcome(
        work,
        "creators",
        outdated=creators_texts.OUTDATED,
        waiting=creators_texts.WAITING,
        failed="This can't be worked out:",
    )


def curve(found: Outcome) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what shortlists of rising cost bring (money, value), and the mark of the plan's."""
    from planner.spend.creators import creators_curve  # noqa: PLC0415  # slow to load

    case = found.money.case
    points = creators_curve(case)
    at, currency = case.creators.at, found.plan.goals.budget.currency
    label = f"In the plan: {show.money(case.creators.cost, currency)}"
    marks = [(*points[at], label, "now")] if points else []
    return (
        pd.DataFrame(points, columns=["money", "value"]),
        pd.DataFrame(marks, columns=["money", "value", "label", "kind"]),
    )


def cell_name(one: CellReach, plan: Plan) -> str:
    """Return what a cell is called: `Mexico, Spanish`."""
    return f"{show.region(one.region, plan.goals)}, {show.language(one.language)}"


def by_reach(cells: Sequence[CellReach]) -> list[CellReach]:
    """Return the cells, those in which most people are reached first."""
    return sorted(cells, key=lambda one: (-one.reach.base, one.region, one.language))


def spans(cells: Sequence[CellReach], plan: Plan) -> pd.DataFrame:
    """Return name, low, middle and high: the share of each cell's people who are reached."""
    rows = [
        (
            cell_name(one, plan),
            *(min(n / one.people, 1.0) for n in (one.reach.low, one.reach.base, one.reach.high)),
        )
        for one in cells
        if one.people > 0
    ]
    return pd.DataFrame(rows, columns=["name", "low", "middle", "high"])


def table(cells: Sequence[CellReach], plan: Plan) -> pd.DataFrame:
    """Return people, those reached and the sum of audiences of each cell as text."""
    return pd.DataFrame(
        [
            {
                "Where": cell_name(one, plan),
                "People": show.few(one.people),
                "Reached": show.about(one.reach.base),
                "Low to high": show.spread(one.reach),
                "Sum of audiences": show.about(one.audiences),
                "Counted twice": show.percent(overstated(one.audiences, one.reach.base)),
                "Creators": show.count(len(one.added)),
            }
            for one in cells
        ]
    )


def overstated(audiences: float, reached: float) -> float:
    """Return by which share of the people reached the sum of audiences lies above them."""
    return max(audiences / reached - 1, 0.0) if reached > 0 else 0.0


def matrix(cells: Sequence[CellReach], plan: Plan) -> pd.DataFrame:
    """Return who adds how many where: those who add most, in the cells where most are reached."""
    totals: dict[str, float] = {}
    for one in cells:
        for name, people in one.added.items():
            totals[name] = totals.get(name, 0.0) + people
    names = sorted(totals, key=lambda name: (-totals[name], name))[:MOST_ROWS]
    largest = max((people for one in cells for people in one.added.values()), default=0.0)
    rows = [
        (name, cell_name(one, plan), *_cell(one.added.get(name, 0.0), largest, one.people))
        for name in names
        for one in cells[:MOST_COLUMNS]
    ]
    return pd.DataFrame(rows, columns=MATRIX)


def _cell(added: float, largest: float, people: float) -> tuple[str, str, str, str, str]:
    """Return grade, text, adds, share and people of one cell of the map."""
    if round(added) <= 0:
        return creators_texts.NOTHING, "", "nobody", show.NOTHING, show.few(people)
    grade = creators_texts.GRADES[sum(added / largest >= step for step in STEPS)]
    share = f"{100 * added / people:.2g}%"
    return grade, show.few(added), show.about(added), share, show.few(people)
