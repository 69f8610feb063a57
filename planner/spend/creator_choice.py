"""Which shortlist of creators the money goes to, weighed together with all media.

The cell of creators stands in our pot with its curve, straight lines between shortlists, and takes
part in the allocation like any other: creators' fees carry no agency commission, so 1 of them takes
1 - commission from net media. But only whole shortlists can be paid. So those next to what the
allocation gives are each paid and the rest is split in full; those below and above are two smaller
problems of the same kind, each with the bound of its own allocation. What can't be better than the
best found is left out. Most often the first allocation stops at a shortlist, which proves it best.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from planner.errors import PlanError
from planner.facts.money import cents
from planner.facts.table import Facts
from planner.model.base import CENT
from planner.model.money import SpendLimit
from planner.model.plan import Plan
from planner.spend.allocate import GAP_OF_GROUPS, Allocation
from planner.spend.budget import Lines
from planner.spend.curves import Curve, Key
from planner.spend.places import ends
from planner.spend.pots import PLANNED, Nothing, Pot, ours, pots
from planner.spend.shortlists import CREATORS, ChosenShortlist, Reached, Shortlists

PLACE = f"channel:{CREATORS}"


@dataclass(frozen=True, slots=True)
class Choice:
    """The place of a shortlist, and what no shortlist, with the rest split, can bring more than."""

    at: int
    bound: float = 0.0


class Bounded(NamedTuple):
    """What a shortlist and a split bring, and what no split beside it brings more than."""

    value: float
    bound: float


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
        """Return the best shortlist, the cheaper of equals.

        Raises:
            PlanError: limits leave no shortlist, or the rest can't be split beside any.
        """
        open_ = self._allowed()
        return Choice(open_[0]) if len(open_) == 1 else _Search(self, boxes).best(open_)

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
        return self._rising(found)

    def _rising(self, places: Sequence[int]) -> list[int]:
        """Return the first and those that bring more than all before them, which cost less."""
        kept, most = [places[0]], self.reached.value(self.lists.people[places[0]])
        for at in places[1:]:
            value = self.reached.value(self.lists.people[at])
            if value > most:
                kept.append(at)
                most = value
        return kept

    def _holds(self, at: int) -> bool:
        cost, media = self.lists.costs[at], float(self.lines_at(at).media)
        for limit in limits_of(self.plan):
            low, high = limit.in_money(media)
            if cost < cents(low) or (high < math.inf and cost > cents(high)):
                return False
        return True

    def _clash(self, paid: Sequence[int]) -> str:
        currency = self.plan.goals.budget.currency
        asked = " and ".join(ends(limit, currency) for limit in limits_of(self.plan))
        low, high = self.lists.costs[paid[0]], self.lists.costs[paid[-1]]
        span = f"{low:,.2f}" if low == high else f"{low:,.2f} to {high:,.2f}"
        return (
            f"goals.limits asks for {asked} for creators, but shortlists that can be paid for cost "
            f"{span}. Change the limit at {PLACE}, goals.budget.creators, or prices and must-haves "
            "of the creators' sheet."
        )

    def beside(self, at: int, boxes: int) -> Bounded:
        """Return what a shortlist and the best split of the rest bring; raises as `pots` does."""
        media = self.media_at(at, boxes)
        own = self.reached.value(self.lists.people[at])
        return Bounded(own + media.value, own + max(media.bound, media.value))

    def media_at(self, at: int, boxes: int = PLANNED) -> Allocation | Nothing:
        """Return the best split of our media money beside a shortlist.

        Raises:
            PlanError: too little is left for what was decided or agreed.
        """
        pot = ours(pots(self.plan, self.curves, self.lines_at(at).media, self.facts))
        return pot.solve(boxes=boxes) if pot else Nothing()

    def between(self, places: Sequence[int], boxes: int) -> tuple[float, float]:
        """Return the money for creators, and the bound, if any amount between shortlists could be.

        Raises:
            PlanError: limits leave no split beside any of them.
        """
        curve = self.reached.curve(self.lists)
        low, high = (float(self.lists.costs[at]) for at in (places[0], places[-1]))
        pot = self._pot(places)
        if pot is None:  # nothing else to buy
            return high, self.reached.value(self.lists.people[places[-1]])
        share = 1 - self.lines.commission_rate
        joint = replace(
            pot,
            money=float(self.lines.left + self.lines.creators) * share,
            curves=(*pot.curves, replace(curve, lo=low, hi=high)),
            shares={**pot.shares, curve.cell: share},
        ).solve(boxes=boxes)
        return joint.spend[curve.cell], joint.bound

    def _pot(self, places: Sequence[int]) -> Pot | None:
        """Return our pot with shares of media as loose as any of these shortlists leaves them."""
        most, least = (self.lines_at(at).media for at in (places[0], places[-1]))
        goals = self.plan.goals
        limits = [_loose(limit, float(least), float(most)) for limit in goals.limits]
        plan = self.plan.model_copy(update={"goals": goals.model_copy(update={"limits": limits})})
        return ours(pots(plan, self.curves, most, self.facts))


class _Search:
    """The search for the best shortlist; `found` are those beside which the rest was split."""

    def __init__(self, weighing: Weighing, boxes: int) -> None:
        self.weighing, self.boxes = weighing, boxes
        self.found: dict[int, Bounded] = {}
        self.refused: PlanError | None = None

    def best(self, places: Sequence[int]) -> Choice:
        """Return the best of some shortlists, in rising cost."""
        waiting = [(math.inf, places)]
        while waiting and waiting[0][0] > self._enough():
            _, some = waiting.pop(0)
            waiting = sorted([*waiting, *self._parts(some)], key=lambda part: (-part[0], part[1]))
        if not self.found:
            raise self.refused or PlanError("No shortlist of creators can be paid for.")
        at = self._best()
        bounds = (*(one.bound for one in self.found.values()), *(bound for bound, _ in waiting))
        return Choice(at, max(bounds))

    def _parts(self, places: Sequence[int]) -> list[tuple[float, Sequence[int]]]:
        """Try the shortlists next to an allocation; return what is left below and above them."""
        costs = [float(self.weighing.lists.costs[at]) for at in places]
        try:
            money, bound = self.weighing.between(places, self.boxes)
        except PlanError:  # beside none of them
            self._try(places[0])
            return []
        below = max(bisect_right(costs, money + float(CENT)) - 1, 0)
        above = below + (money > costs[below] + float(CENT))
        for at in dict.fromkeys((places[below], places[above])):
            self._try(at)
        return [(bound, part) for part in (places[:below], places[above + 1 :]) if part]

    def _try(self, at: int) -> None:
        try:
            self.found[at] = self.weighing.beside(at, self.boxes)
        except PlanError as error:  # too little is left for what was decided or agreed
            self.refused = self.refused or error

    def _best(self) -> int:
        return min(self.found, key=lambda at: (-self.found[at].value, at))

    def _enough(self) -> float:
        """Return the bound below which others are no better, as far as splits are proven."""
        if not self.found:
            return -math.inf
        best = self.found[self._best()]
        return max(best.bound, best.value * (1 + GAP_OF_GROUPS))


def limits_of(plan: Plan) -> list[SpendLimit]:
    """Return the limits on the money for creators."""
    return [limit for limit in plan.goals.limits if limit.at == PLACE]


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
