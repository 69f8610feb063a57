"""Why money is left over, in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.spend.curves import Curve
from planner.spend.forms import Flags, Floats
from planner.spend.rows import Rows

AT_END = 1e-6
"""Part of what a cell may spend within which it has reached its most."""


def why_unspent(cells: Sequence[Curve], rows: Rows, spend: Floats, full: Flags, left: float) -> str:
    """Return why `left` of the budget is not spent; `full` tells which limits are used up."""
    top = np.array([cell.top for cell in cells])
    open_ = (top - spend > AT_END * top) & (rows.matrix[0] > 0)
    if not open_.any():
        return "every cell has reached its most"
    caps = [at for at, name in enumerate(rows.names) if full[at] and name.endswith(" max")]
    held = (rows.matrix[caps] > 0).any(axis=0)
    if (held | ~open_).all():
        names = ", ".join(rows.names[at] for at in caps if (rows.matrix[at] > 0)[open_].any())
        return f"limits leave no room for more: {names}"
    open_ &= ~held
    idle = np.array([x < cell.floor for cell, x in zip(cells, spend, strict=True)])
    if (idle | ~open_).all():
        return f"no cell can be bought for the {left:,.0f} that are left"
    return "more money would bring next to nothing"
