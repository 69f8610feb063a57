"""What page Spend answers of other money: pure functions from a solved case to rows and figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.model.base import significant
from planner.model.plan import Plan
from planner.ui import show, spend_lists

if TYPE_CHECKING:  # slow to load
    from planner.spend.case import Case
    from planner.spend.marginal import Flattening
    from planner.spend.pots import Pot
    from planner.spend.step import Money

LABEL = 0.2
"""Part of the axis that a mark's label takes."""


def gains(case: Case, amount: float, most: int) -> pd.DataFrame:
    """Return the cells that gain most by `amount` more (name, gain and text), most first.

    Gains are admissions, whatever the objective; cells without room are left out.
    """
    from planner.spend.marginal import marginal  # noqa: PLC0415  # slow to load

    found, goals = marginal(case, amount), case.ask.plan.goals
    rows = [
        (
            spend_lists.place(f"{row['region']}.{row['channel']}", goals),
            row["gain"],
            show.about(row["gain"]),
        )
        for row in found[found["open"] & (found["gain"] > 0)].head(most).to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["name", "gain", "text"])


def buys(case: Case, amount: float) -> str:
    """Return what `amount` more buys in each region, in its best channel: `590 in Georgia, ...`.

    Estimates, so to two digits; regions without room are left out.
    """
    from planner.spend.marginal import marginal  # noqa: PLC0415  # slow to load

    found, goals = marginal(case, amount), case.ask.plan.goals
    best = found[found["open"] & (found["gain"] > 0)].drop_duplicates("region")
    return ", ".join(
        f"{show.about(row['gain'])} in {show.region(row['region'], goals)}"
        for row in best.to_dict("records")
    )


def where_next(pot: Pot, amount: float, plan: Plan, most: int) -> pd.DataFrame:
    """Return the cells that `amount` more of our media would go to (name, gain as money, text).

    Money that other cells would give up for it is not shown.
    """
    from planner.spend.answers import where_next as found  # noqa: PLC0415  # slow to load

    moved = found(pot.curves, pot.money, amount, pot.limits, pot.shares)
    ranked = sorted(moved.items(), key=lambda item: (-item[1], item[0]))[:most]
    currency = plan.goals.budget.currency
    rows = [
        (spend_lists.place(cell, plan.goals), more, show.money(round(more), currency))
        for cell, more in ranked
        if more >= 1
    ]
    return pd.DataFrame(rows, columns=["name", "gain", "text"])


def next_creators(case: Case) -> str:
    """Return what the next shortlist of creators costs and brings; "" where there is none."""
    from planner.spend.creator_reasons import next_in_words  # noqa: PLC0415  # slow to load

    return next_in_words(case)


def budget_marks(found: Flattening, currency: str) -> pd.DataFrame:
    """Return where our media stands on the curve of other budgets, and where it flattens.

    Where both are so near that their labels would meet, the first stands for both: a sentence
    above the curve tells the other.
    """
    line = found.frame
    points = [(found.now, f"Now: {show.money(significant(found.now), currency)}", "now")]
    if found.at is not None and abs(found.at - found.now) > LABEL * float(line["media"].max()):
        text = f"Flattens: {show.money(significant(found.at), currency)}"
        points.append((found.at, text, "mark"))
    rows = [
        (x, float(np.interp(x, line["media"], line["value"])), label, kind)
        for x, label, kind in points
    ]
    return pd.DataFrame(rows, columns=["money", "value", "label", "kind"])


def value_of(pots: tuple[Pot, ...], spend: Mapping[str, float]) -> float:
    """Return what media brings at a split (money by cell), in the objective's unit."""
    return math.fsum(
        float(curve.value(spend.get(curve.cell, 0.0))) for pot in pots for curve in pot.curves
    )


def base(case: Case) -> float:
    """Return what comes without any media, creators' part included, in the objective's unit."""
    from planner.spend.objective import base_value  # noqa: PLC0415  # slow to load

    alone = base_value(case.ask.plan, case.cells, case.ask.facts).values()
    return math.fsum(alone) + case.creators.value


def outcome(case: Case) -> float:
    """Return all that a plan brings, with and without media, in the objective's unit."""
    return base(case) + value_of(case.pots, case.by_cell)


def least(money: Money, pot: Pot, wanted: float) -> float | None:
    """Return our least net media with which the plan brings `wanted`; None where none does."""
    from planner.spend.answers import least_budget  # noqa: PLC0415  # slow to load

    others = tuple(one for one in money.case.pots if one.payer != pot.payer)
    left = wanted - base(money.case) - value_of(others, money.case.by_cell)
    found = least_budget(pot.curves, max(left, 0.0), pot.limits, pot.shares)
    if found is None:
        return None
    return math.fsum(x * pot.shares.get(cell, 1.0) for cell, x in found.spend.items())
