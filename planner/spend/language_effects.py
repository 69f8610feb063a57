"""What one language version more or less would do, beside the set that was chosen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.spend.forms import Floats
from planner.spend.language_case import Case
from planner.spend.language_sets import Found, Masks, Weighing, flips

SHOWN = 5e-4
"""Change of a region's factor below which it is not told."""
TIGHT, CLOSE = 1e-4, 1e-4
"""Share of a value by which its bound may be off, and by which two values must differ, if bounds
are to tell what a version adds."""
WIDER, TRIES = 4.0, (192, 2)
"""How much dearer or cheaper money may get by one version, and prices of money that are tried."""
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
    late: Mapping[str, int]
    """Weeks that a region would have to open later for it, where that matters."""
    adds: float | None = None
    """Value of the best split with it less that without it, which may spend its cost on media."""
    media: float | None = None
    """What its cost brings in media instead."""
    brings: float | None = None
    """What it brings by itself, its cost left out: also where the money does not suffice."""


@dataclass(frozen=True)
class Effects:
    """Effects of single versions beside the set found.

    Where the bound meets the set's value, other sets are valued by their bounds, which is much
    faster; where it does not, or where it is close, they are solved.
    """

    case: Case
    problem: Weighing
    found: Found

    def of(self, key: str) -> Effect:
        """Return the effect of one version."""
        column = [one.key for one in self.case.candidates].index(key)
        chosen, opens, late = bool(self.found.mask[column]), self._opens(column), self._late(column)
        cost = float(self.problem.costs[column])
        media = self._media(cost, chosen=chosen)
        if not opens:
            return Effect(chosen, opens, late, None if media is None else -media, media, 0.0)
        adds = self._gain(self._others[column]) * (-1 if chosen else 1)
        if math.isfinite(adds) and media is not None:
            return Effect(chosen, opens, late, adds, media, adds + media)
        free = self._gain(self._others[column], 0.0 if chosen else cost)
        return Effect(chosen, opens, late, brings=abs(free) if math.isfinite(free) else None)

    def admissions(self, column: int) -> float:
        """Return about how many admissions a version opens; infinite where no potential is told."""
        potential = self.case.media.potential
        if potential is None:
            return math.inf
        change = zip(self.case.regions, self._changes[column].tolist(), strict=True)
        return math.fsum(potential.get(code, 0.0) * more for code, more in change)

    def _gain(self, mask: Floats, more: float = 0.0) -> float:
        """Return what a set brings more than the one found, with `more` gross money."""
        near = self._bounds.get((mask.tobytes(), more))
        gain = math.nan if near is None else near - self.found.value
        if abs(gain) > CLOSE * self.found.value:
            return gain
        return self.problem.solved(mask, more).value - self.found.value

    @cached_property
    def _bounds(self) -> dict[tuple[bytes, float], float]:
        """Values of the sets that will be asked for, by their bounds; none where they are off."""
        if any(not limit.group.startswith("region:") for limit in self.case.media.limits):
            return {}
        mask, costs = self.found.mask, self.problem.costs
        rows = [(mask, 0.0), *((other, 0.0) for other in self._others)]
        rows += [(mask, float(more)) for more in {*costs[mask == 1], *-costs[mask == 0]} if more]
        dear = ~self.problem.enough(self._others) & (mask == 0)
        rows += [(self._others[place], float(costs[place])) for place in np.flatnonzero(dear)]
        masks, more = np.array([one for one, _ in rows]), np.array([much for _, much in rows])
        enough = self.problem.enough(masks, more)
        if not enough[0]:
            return {}
        low, high = self.problem.prices
        ends = low / WIDER, high * WIDER
        found = self.problem.least_beside(masks[enough], more[enough], TRIES, ends)
        slack = float(found[0]) - self.found.value
        if slack > TIGHT * self.found.value:
            return {}
        places = zip(masks[enough], more[enough].tolist(), found.tolist(), strict=True)
        return {(one.tobytes(), much): value - slack for one, much, value in places}

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
        gain = self._gain(self.found.mask, cost if chosen else -cost)
        return abs(gain) if math.isfinite(gain) else None
