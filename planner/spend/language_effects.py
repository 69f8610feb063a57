"""What one language version more or less would do, beside the set that was chosen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.spend.language_case import Case
from planner.spend.language_sets import Floats, Found, Weighing

SHOWN = 5e-4
"""Change of a region's factor below which it is not told."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a version does if it is put in beside the chosen, or is lost if it is taken out.

    Values are in the objective's unit; None where the money does not suffice.
    """

    chosen: bool
    opens: Mapping[str, float]
    """By region, change of its factor; the region that gains most comes first."""
    adds: float | None
    """Value of the best split with it less that without it, which may spend its cost on media."""
    media: float | None
    """What its cost brings in media instead; `adds` and this are what it brings by itself."""

    @property
    def brings(self) -> float | None:
        """Return what it brings before its cost is counted."""
        return None if self.adds is None or self.media is None else self.adds + self.media


@dataclass(frozen=True)
class Effects:
    """Effects of single versions beside the set found; solved once for each version and cost."""

    case: Case
    problem: Weighing
    found: Found

    def of(self, key: str) -> Effect:
        """Return the effect of one version."""
        column = [one.key for one in self.case.candidates].index(key)
        mask, other = self.found.mask, self.found.mask.copy()
        other[column] = 1 - mask[column]
        chosen, opens = bool(mask[column]), self._opens(mask, other)
        media = self._media(float(self.problem.costs[column]), chosen=chosen)
        if not opens:
            return Effect(chosen, opens, None if media is None else -media, media)
        there = self.problem.solved(other).value
        adds = self.found.value - there if chosen else there - self.found.value
        return Effect(chosen, opens, adds if math.isfinite(adds) else None, media)

    def _opens(self, mask: Floats, other: Floats) -> dict[str, float]:
        if not self.case.regions:
            return {}
        before, after = self.case.factors(np.vstack([mask, other]))
        change = dict(zip(self.case.regions, np.abs(after - before).tolist(), strict=True))
        worth = {code: self._worth(code) * more for code, more in change.items() if more > SHOWN}
        return {code: change[code] for code in sorted(worth, key=lambda code: (-worth[code], code))}

    def _worth(self, code: str) -> float:
        """Return what a region is about worth at factor 1, at the usual price of money."""
        price = np.array([math.sqrt(math.prod(self.problem.prices))])
        return float(self.problem.regions[code].per_factor(price)[0])

    def _media(self, cost: float, *, chosen: bool) -> float | None:
        """Return what a version's cost brings in media: more of it if it is in, less if not."""
        if cost == 0:
            return 0.0
        there = self.problem.solved(self.found.mask, cost if chosen else -cost).value
        worth = there - self.found.value if chosen else self.found.value - there
        return worth if math.isfinite(worth) else None
