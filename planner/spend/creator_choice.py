"""Which shortlist of creators the money goes to, weighed together with all media.

The cell of creators stands in our pot with its curve, straight lines between shortlists, and takes
part in the allocation like any other: creators' fees carry no agency commission, so 1 of them takes
1 - commission from net media. Only whole shortlists can be paid. So the shortlists next to what the
allocation gives, and the cheapest, are each paid and the rest is split in full; the one with the
best total wins, the cheaper of equals. The allocation's bound holds for all shortlists.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.errors import PlanError
from planner.facts.money import cents
from planner.facts.table import Facts
from planner.model.base import CENT
from planner.model.money import SpendLimit
from planner.model.plan import Plan
from planner.spend.budget import Lines
from planner.spend.curves import Curve, Key
from planner.spend.pots import PLANNED, Pot, ours, pots
from planner.spend.shortlists import CREATORS, ChosenShortlist, Reached, Shortlists

PLACE = f"channel:{CREATORS}"


@dataclass(frozen=True, slots=True)
class Choice:
    """The place of a shortlist, and what no shortlist, with the rest split, can bring more than."""

    at: int
    bound: float = 0.0


@dataclass(frozen=True, slots=True)
class Weighing:
    """Our money, and what shortlists and media can bring for it in the objective's unit.

    `lines` are those with the cheapest shortlist. `curves` are of all cells, whoever pays.
    """

    plan: Plan
    facts: Facts
    lists: Shortlists
    reached: Reached
    curves: Mapping[Key, Curve]
    lines: Lines

    def best(self, boxes: int = PLANNED) -> Choice:
        """Return the best shortlist.

        Raises:
            PlanError: limits leave no shortlist, or the rest can't be split beside any.
        """
        open_ = self._allowed()
        if len(open_) == 1:
            return Choice(open_[0])
        near, bound = self._near(open_, boxes)
        return Choice(self._winner(near, boxes), bound)

    def lines_at(self, at: int) -> Lines:
        """Return the lines of the budget with a shortlist."""
        return replace(self.lines, creators=self.lists.costs[at])

    def chosen(self, choice: Choice) -> ChosenShortlist:
        """Return a shortlist with what it costs and brings."""
        at, people = choice.at, self.lists.people[choice.at]
        return ChosenShortlist(
            at=at,
            cost=self.lists.costs[at],
            people=people,
            by_region=self.reached.admissions(people),
            worth=self.reached.valued(people),
            bound=choice.bound,
        )

    def _allowed(self) -> list[int]:
        """Return the places of the shortlists that can be paid for and that limits allow."""
        room = self.lines.left + self.lines.creators
        paid = [at for at, cost in enumerate(self.lists.costs) if not at or cost <= room]
        found = [at for at in paid if self._holds(at)]
        if not found:
            raise PlanError(self._clash(paid))
        return found

    def _holds(self, at: int) -> bool:
        cost, media = self.lists.costs[at], float(self.lines_at(at).media)
        for limit in _limits(self.plan):
            low, high = limit.in_money(media)
            if cost < cents(low) or (high < math.inf and cost > cents(high)):
                return False
        return True

    def _clash(self, paid: Sequence[int]) -> str:
        asked = " and ".join(_asked(limit) for limit in _limits(self.plan))
        low, high = self.lists.costs[paid[0]], self.lists.costs[paid[-1]]
        span = f"{low:,.2f}" if low == high else f"{low:,.2f} to {high:,.2f}"
        return (
            f"goals.limits asks for {asked} for creators, but shortlists that can be paid for cost "
            f"{span}. Change the limit at {PLACE}, goals.budget.creators, or prices and must-haves "
            "of the creators' sheet."
        )

    def _near(self, open_: Sequence[int], boxes: int) -> tuple[list[int], float]:
        """Return the shortlists beside what an allocation gives to creators, and its bound."""
        curve = self.reached.curve(self.lists)
        costs = [float(self.lists.costs[at]) for at in open_]
        pot = self._pot(open_)
        if pot is None:  # nothing else to buy
            values = curve.value(costs)
            return [open_[int(values.argmax())]], float(values.max())
        own = replace(curve, lo=costs[0], hi=costs[-1])
        share = 1 - self.lines.commission_rate
        joint = replace(
            pot,
            money=float(self.lines.left + self.lines.creators) * share,
            curves=(*pot.curves, own),
            shares={**pot.shares, own.cell: share},
        ).solve(boxes=boxes)
        below = bisect_right(costs, joint.spend[own.cell] + float(CENT)) - 1
        exact = joint.spend[own.cell] - costs[below] < float(CENT)
        places = {0, max(below, 0), below if exact else below + 1}
        return [open_[place] for place in sorted(places)], joint.bound

    def _pot(self, open_: Sequence[int]) -> Pot | None:
        """Return our pot with shares of media as loose as any of these shortlists leaves them."""
        most, least = self.lines_at(open_[0]).media, self.lines_at(open_[-1]).media
        goals = self.plan.goals
        limits = [_loose(limit, float(least), float(most)) for limit in goals.limits]
        plan = self.plan.model_copy(update={"goals": goals.model_copy(update={"limits": limits})})
        return ours(pots(plan, self.curves, most, self.facts))

    def _winner(self, places: Sequence[int], boxes: int) -> int:
        """Return the one that brings most with the rest split in full, the cheapest of equals."""
        best, most, first = None, 0.0, None
        for at in places:
            try:
                pot = ours(pots(self.plan, self.curves, self.lines_at(at).media, self.facts))
                media = pot.solve(boxes=boxes).value if pot else 0.0
            except PlanError as error:  # too little is left for what was decided or agreed
                first = first or error
                continue
            value = media + self.reached.value(self.lists.people[at])
            if best is None or value > most:
                best, most = at, value
        if best is None:
            raise first or PlanError("No shortlist of creators can be paid for.")
        return best


def _limits(plan: Plan) -> list[SpendLimit]:
    return [limit for limit in plan.goals.limits if limit.at == PLACE]


def _asked(limit: SpendLimit) -> str:
    """Return the least and the most that a limit asks for, in words."""

    def amount(value: float) -> str:
        return f"{value:.0%} of our media" if limit.unit == "share" else f"{value:,.2f}"

    ends = [f"at least {amount(limit.least)}"] if limit.least is not None else []
    ends += [f"at most {amount(limit.most)}"] if limit.most is not None else []
    return " and ".join(ends)


def _loose(limit: SpendLimit, least: float, most: float) -> SpendLimit:
    """Return a limit in money that no amount of media from `least` to `most` makes tighter."""
    if limit.unit != "share":
        return limit
    update = {
        "unit": "money",
        "least": None if limit.least is None else limit.least * least,
        "most": None if limit.most is None else limit.most * most,
    }
    return limit.model_copy(update=update)
