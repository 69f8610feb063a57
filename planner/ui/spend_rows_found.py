"""Page Spend, the rows of tables on what was found: pure functions from a solved case to text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from planner.model.goals import SplitFor
from planner.model.plan import Plan
from planner.ui import show, spend_words, words

if TYPE_CHECKING:  # slow to load
    from planner.spend.languages import Option
    from planner.spend.robust import Robust
    from planner.spend.step import Money

LEAST = 0.005
"""A change of a region's audience that is shown as 0%."""


def languages(options: Sequence[Option], plan: Plan) -> pd.DataFrame:
    """Return the language versions as rows: paid for or not, cost, what each brings and opens."""
    currency = plan.goals.budget.currency
    rows = [
        (
            words.line(one.key),
            _state(one),
            show.exact_money(one.cost, currency),
            _brings(one),
            show.NOTHING if one.media is None else show.about(one.media),
            opens(one.opens, plan),
            late(one.late, plan),
            one.why,
        )
        for one in options
    ]
    columns = ["Version", "Paid for", "Cost", "Brings", "As media", "Opens", "Late", "Why"]
    return pd.DataFrame(rows, columns=columns)


def _state(one: Option) -> str:
    told = "Yes" if one.chosen else "No"
    by = {"film": ", it exists", "override": ", you decided", "region": ", needed"}
    return f"{told}{by.get(one.fixed_by, '')}"


def _brings(one: Option) -> str:
    """Return what a version gains if it is put in, or loses if it is taken out, with its sign."""
    if one.adds is None:
        return "Too dear"
    sign = "+" if one.adds > 0 else "\N{MINUS SIGN}" if one.adds < 0 else ""
    return f"{sign}{show.about(abs(one.adds))}"


def opens(found: Mapping[str, float], plan: Plan) -> str:
    """Return what a version adds to each region's audience, in the order given."""
    told = [
        f"{show.region(code, plan.goals)} {part:+.0%}"
        for code, part in found.items()
        if abs(part) >= LEAST
    ]
    return ", ".join(told) or "Nobody more"


def late(found: Mapping[str, int], plan: Plan) -> str:
    """Return by how many weeks a version comes too late, by region."""
    told = [
        f"{show.region(code, plan.goals)} {show.plural(weeks, 'week')}"
        for code, weeks in found.items()
    ]
    return ", ".join(told) or "In time"


OUTCOMES = ("On average", "Bad case", "Middle", "Good case", "Where it goes badly")
"""What a split brings over many cases: the mean, 1 in 10, the middle, 9 in 10, the worst fifth."""


def splits(found: Mapping[SplitFor, Robust], plan: Plan) -> pd.DataFrame:
    """Return what each split brings over the cases, in the objective's unit."""
    rows = [
        (
            spend_words.SPLITS[name],
            *(spend_words.figure(x, plan) for x in (one.mean, one.p10, one.p50, one.p90, one.tail)),
            "Yes" if name == plan.goals.split_for else "",
        )
        for name, one in found.items()
    ]
    return pd.DataFrame(rows, columns=["Split for", *OUTCOMES, "In the plan"])


def shares(found: pd.DataFrame, money: Money, plan: Plan) -> pd.DataFrame:
    """Return name, low, middle, high and now of each cell's part of our media, the largest first.

    `found` is what `planner.spend.stability.stability` tells.
    """
    held = money.case.by_cell
    now = [held.get(str(cell), 0.0) for cell in found["cell"]] if len(found) else []
    whole = sum(now) or 1.0
    rows = [
        (
            f"{show.region(row['region'], plan.goals)}, {words.channel(row['channel'])}",
            row["p10"],
            row["p50"],
            row["p90"],
            amount / whole,
        )
        for row, amount in zip(found.to_dict("records"), now, strict=True)
        if row["p90"] > 0 or amount
    ]
    frame = pd.DataFrame(rows, columns=["name", "low", "middle", "high", "now"])
    return frame.sort_values(["now", "middle", "name"], ascending=[False, False, True])
