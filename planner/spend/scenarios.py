"""What if: the plan's money under other budgets, limits, regions or versions, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pandas as pd

from planner.errors import InputError, PlanError
from planner.model import names
from planner.model.base import Range, significant
from planner.model.goals import SplitFor
from planner.model.money import SpendLimit
from planner.model.sections import SplitWorth
from planner.spend.case import Case
from planner.spend.draws import Draws, spread
from planner.spend.hedge import hedged
from planner.spend.hedge import worlds as made_worlds
from planner.spend.objective import WORDS
from planner.spend.places import ends
from planner.spend.scenario_case import Scenario, changed

__all__ = ["Result", "Scenario", "compare"]

MOVES = 3
"""Moves of money that are told: the largest."""
SPLITS: dict[SplitFor, str] = {
    "point": "best if every fact is right",
    "average": "best on average over what the facts may be",
    "cautious": "best where they turn out badly",
}


@dataclass(frozen=True, slots=True)
class Result:
    """A scenario, solved, or `problem` where it can't be.

    `media` is our net media, `worth` what it brings in the objective's unit (for a split that is
    not the point one: at the facts as they stand), `admissions` P10, P50 and P90 of all regions
    that open. `split` has region, channel, media (net, whoever pays) and change against the case
    compared. `asked` says what is different, `changes` where money moves.
    """

    scenario: Scenario
    asked: tuple[str, ...]
    case: Case | None = None
    media: Decimal = Decimal(0)
    admissions: Range | None = None
    worth: SplitWorth | None = None
    split: pd.DataFrame = field(default_factory=pd.DataFrame)
    changes: tuple[str, ...] = ()
    problem: str = ""


def compare(case: Case, scenarios: Sequence[Scenario], draws: Draws | None = None) -> list[Result]:
    """Return each scenario's result, in their order; the dates are those of the case.

    With `draws`, which are the case's own (`hedge.worlds`), all scenarios meet the same worlds, so
    that their ranges compare; without, a range is the potentials' own, and every split is the point
    one. A scenario that can't be has its `problem` told and stops no other.
    """
    return [_result(case, scenario, draws) for scenario in scenarios]


def _result(case: Case, scenario: Scenario, draws: Draws | None) -> Result:
    asked = _asked(case, scenario)
    try:
        new = changed(case, scenario)
        worlds = _worlds(case, new, draws)
        if worlds is not None and new.ask.plan.goals.split_for != "point":
            new = hedged(new, worlds)
    except (InputError, PlanError) as error:
        return Result(scenario, asked, problem=str(error))
    split = _split(case, new)
    return Result(
        scenario,
        asked,
        case=new,
        media=_ours(new),
        admissions=_admissions(new, worlds),
        worth=new.worth,
        split=split,
        changes=(*_moves(split, new.ask.plan.goals.budget.currency), *_creators(case, new)),
    )


def _worlds(case: Case, new: Case, draws: Draws | None) -> Draws | None:
    """Return the case's worlds with the audiences that the new versions open.

    Other creators make other worlds.
    """
    if draws is None:
        return None
    people = (
        [one.creators.people.get(code, 0.0) for code in new.cells.base] for one in (case, new)
    )
    if next(people) != next(people):
        return made_worlds(new, draws.count)
    old = case.languages.factors
    ratio = {
        code: factor / old[code]
        for code, factor in new.languages.factors.items()
        if old.get(code) and factor != old[code]
    }
    return draws.scaled(ratio) if ratio else draws


def _ours(case: Case) -> Decimal:
    """Return our part of the net media, to the cent."""
    regions = case.ask.plan.goals.regions
    parts = (x * Decimal(str(regions[code].share_of_ours)) for (code, _), x in case.money.items())
    return sum(parts, Decimal(0)).quantize(Decimal("0.01"))


def _admissions(case: Case, draws: Draws | None) -> Range:
    if draws is not None:
        there = [code in case.cells.base for code in draws.admissions.regions]
        return spread(draws.admissions.by_region(case.by_cell)[:, there].sum(axis=1))
    low = base = high = 0.0
    for code in case.cells.base:
        spend = {name: float(x) for name, x in case.by_channel(code).items()}
        brought, potential = case.cells.admissions(code, spend), case.ask.potentials[code]
        brought += case.creators.by_region.get(code, 0.0)
        ratio = brought / potential.base if potential.base else 0.0
        low, base, high = low + ratio * potential.low, base + brought, high + ratio * potential.high
    return Range(low=significant(low), base=significant(base), high=significant(high))


def _split(old: Case, new: Case) -> pd.DataFrame:
    keys = sorted({*old.money, *new.money})
    before, after = ([float(case.money.get(key, 0)) for key in keys] for case in (old, new))
    frame = pd.DataFrame(keys, columns=["region", "channel"])
    frame["media"] = after
    frame["change"] = [x - y for x, y in zip(after, before, strict=True)]
    return frame


def _moves(split: pd.DataFrame, currency: str) -> tuple[str, ...]:
    """Return the largest moves of money between regions, then between channels."""
    parts: list[tuple[float, str]] = []
    for column, named in (("region", names.region), ("channel", names.channel)):
        moved = split.groupby(column)["change"].sum()
        pairs = [(str(name), float(amount)) for name, amount in moved.items()]
        largest = sorted(pairs, key=lambda item: (-abs(item[1]), item[0]))[:MOVES]
        parts += [(amount, named(name)) for name, amount in largest if abs(amount) >= 1]
    return tuple(f"{name}: {currency} {amount:+,.0f}" for amount, name in parts)


def _creators(old: Case, new: Case) -> tuple[str, ...]:
    """Tell what more or less goes to creators."""
    more, currency = new.creators.cost - old.creators.cost, new.ask.plan.goals.budget.currency
    return (f"Creators: {currency} {more:+,.0f}",) if abs(more) >= 1 else ()


def _asked(case: Case, scenario: Scenario) -> tuple[str, ...]:
    """Return in words what a scenario asks for that the plan does not."""
    goals = case.ask.plan.goals
    currency, parts = goals.budget.currency, []
    if scenario.budget is not None and scenario.budget != goals.budget.total:
        was = f"{goals.budget.total:,.0f}"
        parts.append(f"Budget {currency} {scenario.budget:,.0f} instead of {was}")
    if scenario.objective is not None and scenario.objective != goals.objective:
        parts.append(f"Best for {WORDS[scenario.objective]}, not for {WORDS[goals.objective]}")
    if scenario.split_for is not None and scenario.split_for != goals.split_for:
        parts.append(f"Split that is {SPLITS[scenario.split_for]}")
    parts += [_limit(limit, currency) for limit in scenario.limits]
    parts += [f"Without {names.region(code)}" for code in scenario.without]
    parts += [f"With {names.line(key)}" for key in scenario.languages_with]
    parts += [f"Without {names.line(key)}" for key in scenario.languages_without]
    return tuple(parts) or ("As it is",)


def _limit(limit: SpendLimit, currency: str) -> str:
    region, channel = limit.place
    place = ", ".join(
        [
            *([names.region(region)] if region else []),
            *([names.channel(channel)] if channel else []),
        ]
    )
    return f"{place}: {ends(limit, currency)}"
