"""The shortlists that money for creators could go to, each the best for what it costs.

Where a person decided the money (`goals.budget.creators`) there is one; else several of rising cost
up to the high end of the usual share, among which the spend step weighs creators against media.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.creators.candidates import Rules
from planner.creators.field_checks import cheapest
from planner.creators.frontier import frontier, rising_budgets
from planner.creators.pool import Pool, split_cell
from planner.creators.select import Selection
from planner.errors import InputError, PlanError
from planner.facts.table import Facts
from planner.model import overrides
from planner.model.base import CENT
from planner.model.plan import Plan
from planner.spend.budget import most_for_creators
from planner.spend.creators import Shortlists
from planner.spend.served import base

NOBODY = Selection((), 0.0, 0.0, 0.0, 0.0, 0.0, {}, 0.0, 0.0, proven=True)

LOOK = (
    "Look at page Creators: tab Rules (goals.shortlist, goals.budget.creators), and whom you put "
    "in or left out (overrides that begin with creators)."
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Shortlists of rising cost; none costs more than `most`. One alone is decided."""

    pool: Pool
    selections: tuple[Selection, ...]
    most: Decimal

    def cost(self, at: int) -> Decimal:
        """Return what a shortlist costs, to the cent."""
        return sum(self.spent(at).values(), Decimal(0))

    def spent(self, at: int) -> dict[str, Decimal]:
        """Return what a shortlist costs by the region of the creators."""
        found: dict[str, Decimal] = {}
        for one in self.selections[at].chosen:
            candidate = self.pool.candidate(one.creator, one.package)
            region = candidate.region
            found[region] = found.get(region, Decimal(0)) + self.pool.price(candidate)
        return found

    def offered(self) -> Shortlists:
        """Return them as the spend step weighs them."""
        places = range(len(self.selections))
        return Shortlists(
            costs=tuple(self.cost(at) for at in places),
            people=tuple(_by_region(one.people) for one in self.selections),
            spent=tuple(self.spent(at) for at in places),
        )


def weigh(plan: Plan, pool: Pool, worth: Mapping[str, float], facts: Facts) -> Weighed:
    """Return the shortlists of a pool; `worth` is what a person reached counts, by region.

    Raises:
        PlanError: rules and must-haves can't hold together, or cost more than there is.
    """
    wanted, unwanted = _decided(plan, pool)
    own = plan.goals.budget.creators
    most = most_for_creators(plan.goals.budget, facts)
    if own is None:
        most = max(most, _cheapest(pool, wanted))
    rules = _rules(plan)
    try:
        found = frontier(
            pool.candidates,
            pool.people,
            rising_budgets(float(min(most, _dearest(pool)))) if own is None else [float(most)],
            weights=_weights(pool, worth),
            include=wanted,
            exclude=unwanted,
            rules=rules,
        )
    except InputError as error:
        raise PlanError(f"The creators can't be chosen: {error} {LOOK}{_must(wanted)}") from None
    if own is not None:
        return Weighed(pool, found, most)
    free_to_drop = not wanted and not rules.languages
    start = (NOBODY,) if free_to_drop and found[0].spent > 0 else ()
    return Weighed(pool, (*start, *found), most)


def _decided(plan: Plan, pool: Pool) -> tuple[frozenset[str], frozenset[str]]:
    """Return who must be on the list and who must not: people's word, else a signed contract."""
    decided = overrides.creators(plan.overrides)
    signed = {name for name, mine in pool.offers.items() if mine[0].state == "contracted"}
    wanted = {name for name, put_in in decided.items() if put_in} | (signed - decided.keys())
    unwanted = frozenset(name for name, put_in in decided.items() if not put_in)
    return frozenset(wanted & pool.offers.keys()), unwanted


def _must(wanted: frozenset[str]) -> str:
    """Return who is in anyway: a signed contract is easily overlooked."""
    if not wanted:
        return ""
    return f" Put in by you, or contracted in the sheet: {', '.join(sorted(wanted))}."


def _cheapest(pool: Pool, wanted: frozenset[str]) -> Decimal:
    """Return what the wanted creators cost at least."""
    return sum(map(pool.price, cheapest(pool.candidates, wanted)), Decimal(0))


def _dearest(pool: Pool) -> Decimal:
    """Return what everybody's largest package costs together: more money would buy nobody."""
    dearest: dict[str, Decimal] = {}
    for candidate in pool.candidates:
        price = pool.price(candidate)
        dearest[candidate.creator] = max(price, dearest.get(candidate.creator, price))
    return sum(dearest.values(), CENT)  # a cent for what floats lose


def _weights(pool: Pool, worth: Mapping[str, float]) -> dict[str, float]:
    """Return what a person counts in each cell; all the same where nothing tells them apart."""
    found = {cell: worth.get(split_cell(cell)[0], 0.0) for cell in pool.people}
    return found if any(found.values()) else dict.fromkeys(pool.people, 1.0)


def _rules(plan: Plan) -> Rules:
    asked = plan.goals.shortlist
    if asked is None:
        return Rules()
    named = asked.regions.items()
    return Rules(
        budgets={code: float(one.budget) for code, one in named if one.budget is not None},
        most={code: one.most for code, one in named if one.most is not None},
        most_each=asked.most_per_region,
        languages=frozenset(base(language) for language in asked.languages),
    )


def _by_region(people: Mapping[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for cell, number in people.items():
        region, _ = split_cell(cell)
        found[region] = found.get(region, 0.0) + number
    return found
