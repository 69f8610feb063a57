"""What page Spend draws of curves: pure functions from a solved case to the rows of charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.model.base import Range, significant
from planner.ui import show

if TYPE_CHECKING:  # slow to load
    from planner.spend.curves import Key
    from planner.spend.step import Money

STEPS = 90
"""Points of a drawn curve."""
DENSER = 1.7
"""The power by which they lie closer to each other where curves bend most, at little money."""
BEYOND = 2.0
"""So many times the money of the plan a curve is drawn."""


def reach_of(money: Money, key: Key, above: float | None) -> float:
    """Return up to which money a cell's curve is drawn: past the plan, the start and usual plan."""
    now = float(money.case.money.get(key, 0))
    usual = money.case.cells.usual.get(key, 0.0)
    wanted = max(BEYOND * now, 1.3 * (above or 0.0), BEYOND * usual)
    return significant(wanted) or 1000.0


def cell_line(money: Money, key: Key, most: float) -> pd.DataFrame:
    """Return money, value, low and high (P10 and P90) of a cell's admissions, for its chart."""
    spend = most * np.linspace(0.0, 1.0, STEPS) ** DENSER
    line = pd.DataFrame({"money": spend, "value": money.case.cells.curves[key].value(spend)})
    name = f"{key[0]}.{key[1]}"
    if money.draws is None or name not in money.draws.admissions.cells:
        return line
    part = money.draws.admissions
    drawn = part.cell_at(part.cells.index(name), spend)
    low, high = np.quantile(drawn, [0.1, 0.9], axis=0)
    return line.assign(low=low, high=high)


def cell_marks(money: Money, key: Key, above: float | None, currency: str) -> pd.DataFrame:
    """Return where the plan stands on a cell's curve, and where the cell would start to pay."""
    now, curve = float(money.case.money.get(key, 0)), money.case.cells.curves[key]
    points = [(now, f"In the plan: {show.money(now, currency)}", "now")]
    if above and not now:
        rounded = show.money(significant(above), currency)
        points.append((above, f"Starts to pay: {rounded}", "mark"))
    rows = [(x, float(curve.value(x)), label, kind) for x, label, kind in points]
    return pd.DataFrame(rows, columns=["money", "value", "label", "kind"])


def at_money(line: pd.DataFrame, x: float) -> Range:
    """Return low, middle and high of a drawn curve at `x` money."""
    ends = [float(np.interp(x, line["money"], line[name])) for name in _ends(line)]
    return Range(low=min(ends), base=sorted(ends)[1], high=max(ends))


def _ends(line: pd.DataFrame) -> Sequence[str]:
    return ("low", "value", "high") if "low" in line else ("value", "value", "value")
