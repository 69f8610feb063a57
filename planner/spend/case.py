"""One campaign's money, solved: language versions, cells, and every payer's split."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import product

from planner.errors import PlanError
from planner.facts.money import cents
from planner.facts.table import Facts
from planner.model import overrides
from planner.model.base import Range
from planner.model.plan import Plan
from planner.model.sections import SplitWorth
from planner.spend.allocate import Allocation, Limit, value_of
from planner.spend.budget import Lines, budget_lines
from planner.spend.creator_choice import Choice, Weighing
from planner.spend.curves import Curve, Key, cell_of, key_of
from planner.spend.flight import flight
from planner.spend.languages import Languages, Media, suggest_languages
from planner.spend.objective import base_value, valued
from planner.spend.pots import QUICK, TRIED, US, Nothing, Pot, agreed_limit, ours, pots
from planner.spend.response import Cells, cells, channels
from planner.spend.shortlists import ChosenShortlist, Reached, Shortlists

Days = Mapping[str, date | None]
Factors = Mapping[str, float]
Weeks = Mapping[Key, Mapping[date, float]]
DIGITS = 6
"""Of what a split is worth: enough to show its gap, which is no figure of the world."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What the spend step starts from.

    `potentials` are admissions from the release date on, with subtitles in each region's main
    languages. `creators` are the shortlists that the money for creators could go to. `fitted` are
    curves that were fitted elsewhere and stand in for ours. `seed` is that of the draws.
    """

    plan: Plan
    days: Days
    potentials: Mapping[str, Range]
    creators: Shortlists
    facts: Facts
    fitted: Mapping[Key, Curve] = field(default_factory=dict)
    languages: Languages | None = None
    """Language versions that were chosen already, for other dates."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Case:
    """The money of a plan: what pages, scenarios and draws read.

    `plain` are the cells with subtitles in each region's main languages, `cells` those with the
    language versions that are paid for. `found` is each payer's split before it was rounded to
    `money`, which is net.
    """

    ask: Ask
    lines: Lines
    weeks: Weeks
    plain: Cells
    cells: Cells
    languages: Languages
    pots: tuple[Pot, ...]
    found: Mapping[str, Allocation]
    money: Mapping[Key, Decimal]
    creators: ChosenShortlist

    @property
    def ours(self) -> Pot | None:
        """Return our pot, or None where partners pay wherever the film opens."""
        return ours(self.pots)

    @property
    def gap(self) -> float:
        """Return the share of the best possible result that our money's split may miss."""
        value = self.creators.value + (self.found[US].value if US in self.found else 0.0)
        return max((self.bound - value) / self.bound, 0.0) if self.bound > 0 else 0.0

    @property
    def bound(self) -> float:
        """Return what no split of our money, creators' included, brings more than."""
        media = self.found[US].bound if US in self.found else 0.0
        return max(media + self.creators.value, self.creators.bound)

    @property
    def by_cell(self) -> dict[str, float]:
        """Return the net media of every cell by its name, `FR.paid_social`."""
        return {cell_of(key): float(amount) for key, amount in self.money.items()}

    @property
    def worth(self) -> SplitWorth | None:
        """Return what our split, as planned, brings if every figure is right; and the best."""
        pot = self.ours
        if pot is None:
            return None
        ends = value_of(pot.curves, self.by_cell) + self.creators.value, self.bound
        value, bound = (float(f"{number:.{DIGITS}g}") for number in ends)
        objective = self.ask.plan.goals.objective
        return SplitWorth(objective=objective, value=value, bound=max(value, bound))

    def by_channel(self, code: str) -> dict[str, Decimal]:
        """Return a region's net media by channel, in the order of the usual mix."""
        order = channels(self.ask.facts)
        return {name: self.money[code, name] for name in order if (code, name) in self.money}


def solve(ask: Ask) -> Case:
    """Return the money of a plan: language versions and media, split as its objective asks.

    Raises:
        PlanError: the budget does not cover its lines, or limits cannot hold together.
    """
    weeks = weeks_of(ask)
    plain = plain_cells(ask, weeks)
    return split(ask, ask.languages or _languages(ask, plain, weeks), plain, weeks)


def plain_cells(ask: Ask, weeks: Weeks | None = None) -> Cells:
    """Return the cells with subtitles in each region's main languages."""
    base = {code: found.base for code, found in ask.potentials.items()}
    weeks = weeks_of(ask) if weeks is None else weeks
    return cells(
        ask.plan,
        ask.days,
        base,
        ask.facts,
        most=most_money(ask),
        fitted=ask.fitted,
        weeks=weeks,
    )


def _languages(ask: Ask, plain: Cells, weeks: Weeks) -> Languages:
    """Return the language versions to pay for, beside creators chosen for those needed anyway.

    Creators are chosen anew once the versions are: no joint optimum. Where they would leave too
    little for versions, versions are weighed beside the cheapest creators.
    """
    plan, facts = ask.plan, ask.facts
    bare = budget_lines(plan, ask.days, ask.creators.costs[0], facts, versions={})
    try:
        needed = budget_lines(plan, ask.days, ask.creators.costs[0], facts)
        start = _weighing(ask, needed, plain, {}, weeks).best(QUICK)
        media = _media(ask, bare, plain, weeks, start)
        return suggest_languages(plan, ask.days, media, facts)
    except PlanError:
        media = _media(ask, bare, plain, weeks, Choice(0))
        return suggest_languages(plan, ask.days, media, facts)


def _weighing(ask: Ask, lines: Lines, scaled: Cells, factors: Factors, weeks: Weeks) -> Weighing:
    """Return the shortlists to weigh beside media; `lines` are those with the cheapest."""
    plan, facts = ask.plan, ask.facts
    return Weighing(
        plan,
        facts,
        ask.creators,
        Reached.of(plan, scaled, facts, factors),
        _open(plan, scaled, weeks, facts),
        lines,
    )


def split(ask: Ask, languages: Languages, plain: Cells, weeks: Weeks) -> Case:
    """Return the money of a plan whose language versions are chosen; raises as `solve` does."""
    plan, facts = ask.plan, ask.facts
    least = budget_lines(plan, ask.days, ask.creators.costs[0], facts, versions=languages.costs)
    scaled = plain.scaled(languages.factors)
    weighing = _weighing(ask, least, scaled, languages.factors, weeks)
    choice = weighing.best()
    lines = weighing.lines_at(choice.at)
    found = pots(plan, weighing.curves, lines.media, facts)
    solved = [pot.solved() for pot in found]
    return Case(
        ask=ask,
        lines=lines,
        weeks=weeks,
        plain=plain,
        cells=scaled,
        languages=languages,
        pots=tuple(pot for pot, _ in solved),
        found={pot.payer: found for pot, found in solved},
        money={key: x for pot, found in solved for key, x in pot.whole(found.spend).items()},
        creators=weighing.chosen(choice),
    )


def most_money(ask: Ask) -> float:
    """Return more net money than any cell can get, whoever pays."""
    plan = ask.plan
    shares = [region.share_of_ours for region in plan.goals.regions.values()]
    ours = float(plan.goals.budget.total) / min((share for share in shares if share), default=1.0)
    agreed = [agreed_limit(plan, code, ask.facts).minimum for code in plan.goals.regions]
    decided = [float(amount) for amount in overrides.cells(plan.overrides).values()]
    return max(ours, *agreed, *decided, 1.0)


def weeks_of(ask: Ask) -> Weeks:
    """Return each cell's share of money by week (Monday), of cells that a week is left for."""
    plan, facts = ask.plan, ask.facts
    found: dict[Key, dict[date, float]] = {}
    opening = {code: day for code, day in ask.days.items() if day is not None}
    for code, name in product(opening, channels(facts)):
        run = flight(plan, code, name, opening[code], facts)
        if run.weeks:
            found[code, name] = dict(zip(run.weeks, run.shares, strict=True))
    return found


def _open(plan: Plan, found: Cells, weeks: Weeks, facts: Facts) -> dict[Key, Curve]:
    """Return the curves in the objective's unit; those closed that no week is left for."""
    curves = valued(plan, found, facts)
    return {key: c if key in weeks else replace(c, hi=0.0) for key, c in curves.items()}


def _media(ask: Ask, least: Lines, plain: Cells, weeks: Weeks, choice: Choice) -> Media:
    """Return what media money brings beside creators, as the choice of language versions asks."""
    plan, facts = ask.plan, ask.facts
    weighing = _weighing(ask, least, plain, {}, weeks)
    bare, creators = weighing.lines_at(choice.at), weighing.chosen(choice)
    found = pots(plan, weighing.curves, bare.media, facts)
    base = base_value(plan, plain, facts)
    base = {code: value + creators.worth.get(code, 0.0) for code, value in base.items()}
    mine = ours(found)

    def best(factors: Factors, money: float) -> Allocation | Nothing:
        scaled = _open(plan, plain.scaled(factors), weeks, facts)
        pot = ours(pots(plan, scaled, cents(money), facts))
        return pot.solve(boxes=TRIED) if pot else Nothing()

    partners = {pot.payer: pot for pot in found if pot.payer != US}
    return Media(
        money=float(bare.left),
        solve=best,
        curves={key_of(curve.cell): curve for curve in (mine.curves if mine else ())},
        base={code: value for code, value in base.items() if code not in partners},
        shares={code: plan.goals.regions[code].share_of_ours for code in base},
        commission=bare.commission_rate,
        constant={code: base[code] + pot.solve().value for code, pot in partners.items()},
        limits=_in_money(ask, mine),
        potential={code: ask.potentials[code].base for code in base},
    )


def _in_money(ask: Ask, mine: Pot | None) -> tuple[Limit, ...]:
    """Return our limits that hold whatever is paid for versions: shares of media don't."""
    plan = ask.plan
    if mine is None or not any(limit.unit == "share" for limit in plan.goals.limits):
        return mine.limits if mine else ()
    codes = dict.fromkeys(curve.region for curve in mine.curves)
    agreed = (agreed_limit(plan, code, ask.facts) for code in codes)
    return tuple(limit for limit in agreed if limit.minimum or limit.maximum < math.inf)
