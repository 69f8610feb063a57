"""What page Spend answers of other money: pure functions from a solved case to rows and figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.errors import MicrohitError
from planner.model.plan import Plan
from planner.ui import show, spend_lists, spend_words

if TYPE_CHECKING:  # slow to load
    from planner.spend.allocate import Allocation
    from planner.spend.case import Case
    from planner.spend.pots import Pot
    from planner.spend.step import Money

PARTS = (0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
"""Of our media money, at which the split is made anew."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """What other amounts of our media money bring: money and value; and where it flattens."""

    line: pd.DataFrame
    now: float
    flat: float


def next_gains(pot: Pot, found: Allocation, amount: float, plan: Plan, most: int) -> pd.DataFrame:
    """Return the cells that gain most by `amount` more (name, gain and text), largest first."""
    from planner.spend.answers import next_money  # noqa: PLC0415  # slow to load

    gains = next_money(pot.curves, found, amount)
    ranked = sorted(gains.items(), key=lambda item: (-item[1], item[0]))[:most]
    rows = [
        (spend_lists.place(cell, plan.goals), gain, spend_words.figure(gain, plan))
        for cell, gain in ranked
        if gain > 0
    ]
    return pd.DataFrame(rows, columns=["name", "gain", "text"])


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


def budgets(money: Money, pot: Pot) -> Budgets:
    """Return what parts and multiples of our media money would bring, split anew each time."""
    from planner.spend.answers import flattens_at  # noqa: PLC0415  # slow to load

    rows = []
    for part in PARTS:
        try:
            found = replace(pot, money=part * pot.money).solve()
        except MicrohitError:  # too little for what was agreed or decided
            continue
        rows.append((part * pot.money, found.value))
    if not any(x == pot.money for x, _ in rows):
        rows.append((pot.money, money.case.found[pot.payer].value))
    line = pd.DataFrame(rows, columns=["money", "value"]).sort_values("money")
    return Budgets(line, pot.money, flattens_at(pot.curves, pot.limits, pot.shares))


def budget_marks(found: Budgets, currency: str) -> pd.DataFrame:
    """Return where the plan stands, and where it flattens if that is within the chart."""
    line = found.line.set_index("money")["value"]
    rows = [(found.now, float(line[found.now]), f"Now: {show.money(found.now, currency)}", "now")]
    if found.flat <= float(found.line["money"].max()):
        text = f"Flattens: {show.money(round(found.flat, -2), currency)}"
        rows.append((found.flat, _at(found.line, found.flat), text, "mark"))
    return pd.DataFrame(rows, columns=["money", "value", "label", "kind"])


def _at(line: pd.DataFrame, x: float) -> float:
    return float(np.interp(x, line["money"], line["value"]))


def value_of(pots: tuple[Pot, ...], spend: Mapping[str, float]) -> float:
    """Return what media brings at a split (money by cell), in the objective's unit."""
    return math.fsum(
        float(curve.value(spend.get(curve.cell, 0.0))) for pot in pots for curve in pot.curves
    )


def base(case: Case) -> float:
    """Return what comes without any media, in the objective's unit."""
    from planner.spend.objective import base_value  # noqa: PLC0415  # slow to load

    return math.fsum(base_value(case.ask.plan, case.cells, case.ask.facts).values())


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
