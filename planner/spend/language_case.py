"""The choice of language versions as a problem to search: money, versions, regions and factors."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from planner.errors import PlanError
from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model import names
from planner.model.plan import Plan
from planner.spend.allocate import Limit
from planner.spend.curves import Curve, Key
from planner.spend.forms import Floats
from planner.spend.language_bound import Cell, RegionBound
from planner.spend.language_sets import TIE, Masks, Solved, Weighing
from planner.spend.language_versions import Candidate, candidates
from planner.spend.served import Audience, base, language_of
from planner.timing.gates import language_versions

LEAST = 1e-9
"""A factor that stands for none: curves are not scaled to nothing."""
NOTHING = 1e-12
"""A factor's gain that is rounding."""


@dataclass(frozen=True, slots=True)
class Media:
    """What media money brings at factor 1, in the objective's unit, and how it is split.

    A region stands either in `base` (we pay there at least in part: what comes unadvertised) or in
    `constant` (the partner pays: all that its committed money brings).
    """

    money: float
    """Ours for media and language versions, gross, before any version is paid: the film's own
    that are still to be paid included."""
    solve: Callable[[Mapping[str, float], float], Solved]
    """Splits our net money where each region's curves are scaled by a factor; raises InputError or
    PlanError where limits can't hold with so little."""
    curves: Mapping[Key, Curve]
    """Of our cells, with what a person decided (lo, hi) and smallest flights (least)."""
    base: Mapping[str, float]
    shares: Mapping[str, float]
    """Our share of each unit of money spent in a region; 1 where it is left out."""
    commission: float = 0.0
    """The agency's part of gross media."""
    constant: Mapping[str, float] = field(default_factory=dict)
    potential: Mapping[str, float] | None = None
    """Admissions by region at factor 1; without them no version is too dear."""
    limits: Sequence[Limit] = ()
    """Limits in money that hold whatever is paid for versions: they only sharpen the bound."""


@dataclass(frozen=True)
class Case:
    """A plan's choice of language versions."""

    plan: Plan
    media: Media
    audiences: Mapping[str, Audience]
    """Of every region with a date."""
    candidates: tuple[Candidate, ...]
    """By name: the film's own, those a person decided on, and those to weigh."""
    anyway: Mapping[str, Collection[str]]
    """What a partner pays for in its own region, whatever we choose."""

    @classmethod
    def of(cls, plan: Plan, days: Mapping[str, date], media: Media, facts: Facts) -> Case:
        """Return the choice for regions that open on `days`."""
        audiences = {code: Audience.of(plan, code, facts) for code in days}
        found = candidates(plan, days, audiences, facts)
        anyway = {code: _partners(plan, code, found, facts) for code in days}
        return cls(plan, media, audiences, found, anyway)

    def keys(self, mask: Floats) -> tuple[str, ...]:
        """Return the versions of a set (1 where in), by name."""
        return tuple(one.key for one, x in zip(self.candidates, mask, strict=True) if x)

    def factor(self, code: str, keys: Collection[str]) -> float:
        """Return what versions open in a region, those that come too late for it left out."""
        mask = np.array([[float(one.key in keys) for one in self.candidates]])
        return float(self._factor(code, mask)[0])

    def missed(self, code: str, key: str, keys: Collection[str]) -> float:
        """Return what a version that is late for a region would add to its factor in time."""
        there = {*self.anyway[code]}
        there |= {self.candidates[place].key for place in self._heard[code]} & {*keys}
        with_it, without = (dict.fromkeys(some, 1.0) for some in (there | {key}, there))
        audience = self.audiences[code]
        return float(audience.factor(with_it) - audience.factor(without))

    def factors(self, masks: Masks) -> Floats:
        """Return the factor of each region with media (columns) for sets of versions (rows)."""
        found = [self._factor(code, masks) for code in self.regions]
        return np.array(found, dtype=np.float64).reshape(len(found), len(masks)).T

    @property
    def regions(self) -> list[str]:
        """Return the regions in which media money brings something."""
        known = {*self.media.base, *self.media.constant}
        return [code for code in self.audiences if code in known]

    def _factor(self, code: str, masks: Masks) -> Floats:
        audience = self.audiences[code]
        present: dict[str, npt.ArrayLike] = dict.fromkeys(self.anyway[code], 1.0)
        for column in self._heard[code]:
            present[self.candidates[column].key] = masks[:, column]
        found = np.maximum(audience.factor(present), LEAST)
        return np.array(np.broadcast_to(found, len(masks)), dtype=np.float64)

    @cached_property
    def _heard(self) -> dict[str, list[int]]:
        """The places of the versions that open something in each region, and in time."""
        return {
            code: [
                place
                for place, one in enumerate(self.candidates)
                if code not in one.late
                and one.key not in self.anyway[code]
                and audience.follow(language_of(one.key)) > 0
            ]
            for code, audience in self.audiences.items()
        }

    def weighing(self) -> Weighing:
        """Return the problem to search.

        Raises:
            PlanError: the versions that are in already cost more than there is.
        """
        costs = np.array([float(one.cost) for one in self.candidates])
        problem = Weighing(
            costs=costs,
            settled=self._settled(costs),
            families=[base(language_of(one.key)) for one in self.candidates],
            money=self.media.money,
            floor=self._floor(),
            keep=1 - self.media.commission,
            regions=self._bounds(),
            factors=self.factors,
            solve=self.media.solve,
        )
        if problem.net(np.nan_to_num(problem.settled)[None])[0] < -TIE * problem.money:
            raise PlanError(self._too_dear())
        return problem

    def _settled(self, costs: Floats) -> Floats:
        """Return 1 for versions in, 0 for those out, NaN for those to weigh.

        What opens nobody beside those that are in never pays, and what is free always does.
        """
        fixed = np.array([float(one.inside) if one.fixed_by else np.nan for one in self.candidates])
        start = np.nan_to_num(fixed)
        near = np.maximum(start, np.eye(len(start)))
        opens = (self.factors(near) - self.factors(start[None]) > NOTHING).any(axis=1)
        weighed = np.where(opens, np.where(costs > 0, np.nan, 1.0), 0.0)
        return np.where(np.isnan(fixed), weighed, fixed)

    def _bounds(self) -> dict[str, RegionBound]:
        media, found = self.media, {}
        limits = {limit.group: limit for limit in media.limits}
        for code in self.regions:
            if code in media.constant:
                found[code] = RegionBound(media.constant[code], 1.0, ())
                continue
            limit = limits.get(f"region:{code}", Limit(f"region:{code}"))
            share = media.shares.get(code, 1.0)
            most = media.money * (1 - media.commission) / share if share > 0 else math.inf
            cells = [
                Cell(curve, capped=curve.hi < most)
                for key, curve in media.curves.items()
                if key[0] == code
            ]
            found[code] = RegionBound(media.base[code], share, cells, limit.minimum, limit.maximum)
        return found

    def _floor(self) -> float:
        """Return our net money that regions' minimum spends and decided amounts take."""
        media, least = self.media, {limit.group: limit.minimum for limit in self.media.limits}
        decided: dict[str, float] = defaultdict(float)
        for (code, _), curve in media.curves.items():
            decided[code] += curve.lo
        return sum(
            max(amount, least.get(f"region:{code}", 0.0)) * media.shares.get(code, 1.0)
            for code, amount in decided.items()
        )

    def _too_dear(self) -> str:
        currency = self.plan.goals.budget.currency
        named = [f"{names.line(one.key)} {one.cost:,.2f}" for one in self.candidates if one.inside]
        return (
            f"The language versions that are needed or decided cost more than the {currency} "
            f"{self.media.money:,.2f} left for them and media: {', '.join(named)}. Take one out of "
            "film.language_versions or overrides, lower its cost, or raise goals.budget.total."
        )


def _partners(plan: Plan, code: str, found: Iterable[Candidate], facts: Facts) -> tuple[str, ...]:
    """Return what a partner who pays for its region pays for there: what else the region needs."""
    region = plan.goals.regions[code]
    if region.pays != "partner":
        return ()
    inside = [one.key for one in found if one.inside]
    film = plan.film.model_copy(update={"language_versions": []}).with_versions(inside)
    needed = language_versions(film, region, Market.of(code, plan.goals, facts))
    return tuple(dict.fromkeys(item.key for item in needed if item.key not in inside))
