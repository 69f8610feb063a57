"""Shortlists of creators as spend sees them: what they cost, whom they reach, what that brings.

A creator's post meets people online. Of those, `creators.on_target` are in the film's core
audience, and each of them counts `creators.worth` times what adverts bring of a person of the core
audience who is met often enough. That is read off the region's own curves: the most that a cell can
bring / the people it can reach, the mean over the channels whose adverts stand beside such posts,
weighted by their money in the reference plan. Language versions open a creator's audience as they
open all others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from planner.facts.market import Market
from planner.facts.sound import at_least, share
from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.spend.curves import Curve, Key, cell_of
from planner.spend.objective import worth_of
from planner.spend.reachable import core_online
from planner.spend.response import Cells

CREATORS = "creators"
KEY: Key = ("", CREATORS)
"""Their cell: money for creators is one line of the budget, for all regions together."""
BESIDE = ("paid_social", "online_video", "short_video")
"""Media channels whose adverts stand where creators post."""


@dataclass(frozen=True, slots=True)
class Shortlists:
    """Shortlists of rising cost, whole cents, and the people that each reaches once, by region.

    The first may cost nothing and be nobody, or be the creators who are in anyway. One alone is
    decided: its money is not weighed against media. `spent` is what each costs by region, where
    that is known.
    """

    costs: tuple[Decimal, ...] = (Decimal(0),)
    people: tuple[Mapping[str, float], ...] = ({},)
    spent: tuple[Mapping[str, Decimal], ...] = ()

    def only(self, at: int) -> Shortlists:
        """Return one of them alone."""
        return Shortlists(
            self.costs[at : at + 1], self.people[at : at + 1], self.spent[at : at + 1]
        )

    def without(self, codes: Collection[str]) -> Shortlists:
        """Return them without the creators of some regions; where `spent` is unknown they cost on.

        One that is then no dearer than one before it is left out.
        """
        spent = self.spent or ({},) * len(self.costs)
        found: dict[Decimal, tuple[Mapping[str, float], Mapping[str, Decimal]]] = {}
        for cost, people, parts in zip(self.costs, self.people, spent, strict=True):
            left = cost - sum((parts.get(code, Decimal(0)) for code in codes), Decimal(0))
            if left not in found and left >= max(found, default=left):
                found[left] = (_rest(people, codes), _rest(parts, codes))
        reached, parted = zip(*found.values(), strict=True)
        return Shortlists(tuple(found), reached, parted if self.spent else ())


T = TypeVar("T")


def _rest(by_region: Mapping[str, T], codes: Collection[str]) -> dict[str, T]:
    return {code: value for code, value in by_region.items() if code not in codes}


@dataclass(frozen=True, slots=True)
class ChosenShortlist:
    """The shortlist that the money goes to, by its place, and what it brings.

    `worth` is in the objective's unit, `by_region` are admissions. No shortlist, with the rest of
    our money split as well as can be, brings more than `bound`; 0 where none was weighed.
    """

    at: int = 0
    cost: Decimal = Decimal(0)
    people: Mapping[str, float] = field(default_factory=dict)
    by_region: Mapping[str, float] = field(default_factory=dict)
    worth: Mapping[str, float] = field(default_factory=dict)
    bound: float = 0.0

    @property
    def value(self) -> float:
        """Return what it brings in all regions, in the objective's unit."""
        return sum(self.worth.values())


@dataclass(frozen=True, slots=True)
class Reached:
    """What people whom creators reach bring in each region that opens.

    `on_target` is the share of them in the core audience, which has `core` people online; `each` is
    the admissions and `worth` the objective's unit that one of those brings.
    """

    on_target: float
    core: Mapping[str, float]
    each: Mapping[str, float]
    worth: Mapping[str, float]
    factors: Mapping[str, float]
    """What language versions open of each region's audience, 1 where left out."""

    @classmethod
    def of(cls, plan: Plan, cells: Cells, facts: Facts, factors: Mapping[str, float]) -> Reached:
        """Return it for the regions of `cells`; raises `PlanError` where a fact makes no sense."""
        markets = {code: Market.of(code, plan.goals, facts) for code in cells.base}
        times = at_least(0.0, facts.number("creators.worth"))
        each = {code: times * met_often(cells, code) for code in markets}
        reach = plan.goals.objective == "reach"
        return cls(
            share(facts.number("creators.on_target")),
            {code: core_online(market) for code, market in markets.items()},
            each,
            {c: 1.0 if reach else each[c] * worth_of(plan, c, facts) for c in markets},
            {code: factors.get(code, 1.0) for code in markets},
        )

    def per_person(self) -> dict[str, float]:
        """Return what one person reached brings in each region, in the objective's unit."""
        return {c: self.on_target * self.worth[c] * self.factors[c] for c in self.core}

    def admissions(self, people: Mapping[str, float]) -> dict[str, float]:
        """Return the admissions of people reached, by region; never of more than the core."""
        return {code: met * self.each[code] for code, met in self._met(people).items()}

    def valued(self, people: Mapping[str, float]) -> dict[str, float]:
        """Return the same in the objective's unit."""
        return {code: met * self.worth[code] for code, met in self._met(people).items()}

    def value(self, people: Mapping[str, float]) -> float:
        """Return what people reached bring in all regions, in the objective's unit."""
        return sum(self.valued(people).values())

    def curve(self, lists: Shortlists) -> Curve:
        """Return the response of the money for creators: straight lines between shortlists."""
        values = (self.value(people) for people in lists.people)
        points = tuple(zip(map(float, lists.costs), values, strict=True))
        ends = points[0][0], points[-1][0]
        return Curve(cell_of(KEY), "table", 0.0, 1.0, 1.0, *ends, *KEY, points)

    def _met(self, people: Mapping[str, float]) -> dict[str, float]:
        return {
            code: min(people[code] * self.on_target, self.core[code]) * self.factors[code]
            for code in self.core
            if people.get(code)
        }


def met_often(cells: Cells, code: str) -> float:
    """Return the admissions of one person of a region's core audience met often enough online.

    A curve without a top (`log`, fitted elsewhere) tells nothing of it; 0 where none tells.
    """
    found = [
        (cells.usual[key], _top(curve) / cells.audience[key].people)
        for name in BESIDE
        if (key := (code, name)) in cells.curves
        and (curve := cells.curves[key]).form != "log"
        and cells.audience[key].people > 0
    ]
    money = sum(usual for usual, _ in found)
    return sum(usual * each for usual, each in found) / money if money > 0 else 0.0


def _top(curve: Curve) -> float:
    """Return the most that a curve can bring."""
    return float(curve.corners[1].max()) if curve.form == "table" else curve.scale
