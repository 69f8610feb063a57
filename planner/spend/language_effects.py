"""What one language version more or less would do, beside the set that was chosen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.spend.language_case import Case
from planner.spend.language_sets import Floats, Found, Masks, Weighing, flips

SHOWN = 5e-4
"""Change of a region's factor below which it is not told."""
MISSED = 0.05
"""Change of a region's factor from which it is told that a version comes too late for it."""


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
    late: Mapping[str, int]
    """Weeks that a region would have to open later for it, where that matters."""
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
        chosen, opens = bool(self.found.mask[column]), self._opens(column)
        media = self._media(float(self.problem.costs[column]), chosen=chosen)
        late = self._late(column)
        if not opens:
            return Effect(chosen, opens, None if media is None else -media, late, media)
        there = self.problem.solved(self._others[column]).value
        adds = self.found.value - there if chosen else there - self.found.value
        return Effect(chosen, opens, adds if math.isfinite(adds) else None, late, media)

    def _late(self, column: int) -> dict[str, int]:
        one, keys = self.case.candidates[column], self.case.keys(self.found.mask)
        return {
            code: weeks
            for code, weeks in one.late.items()
            if self.case.missed(code, one.key, keys) >= MISSED
        }

    @cached_property
    def _others(self) -> Masks:
        """The set found with each version put in or taken out."""
        return flips(self.found.mask, np.arange(len(self.found.mask)))

    @cached_property
    def _changes(self) -> Floats:
        """By version (rows) and region, how much its factor changes."""
        before = self.case.factors(self.found.mask[None])
        return np.asarray(np.abs(self.case.factors(self._others) - before))

    def _opens(self, column: int) -> dict[str, float]:
        change = dict(zip(self.case.regions, self._changes[column].tolist(), strict=True))
        worth = {code: self._worth[code] * more for code, more in change.items() if more > SHOWN}
        return {code: change[code] for code in sorted(worth, key=lambda code: (-worth[code], code))}

    @cached_property
    def _worth(self) -> dict[str, float]:
        """What a region is about worth at factor 1, at the usual price of money."""
        price = np.array([math.sqrt(math.prod(self.problem.prices))])
        return {
            code: float(region.per_factor(price)[0])
            for code, region in self.problem.regions.items()
        }

    def _media(self, cost: float, *, chosen: bool) -> float | None:
        """Return what a version's cost brings in media: more of it if it is in, less if not."""
        if cost == 0:
            return 0.0
        there = self.problem.solved(self.found.mask, cost if chosen else -cost).value
        worth = there - self.found.value if chosen else self.found.value - there
        return worth if math.isfinite(worth) else None
