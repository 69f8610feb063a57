"""A solved case with something changed: other money, limits, regions or language versions.

Only the spend is solved again. Dates, prices, each region's curves and the creators stay as they
are, so that what differs comes from the change alone; a suggestion for the changed goals may find
better dates. Creators of a region that is left out go, and what they cost is free.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.errors import InputError, Problem
from planner.facts.market import Market
from planner.model.goals import Objective, SplitFor
from planner.model.money import SpendLimit
from planner.model.plan import Plan
from planner.spend.ask import Days, Factors, most_money
from planner.spend.case import Case, split
from planner.spend.creator_choice import limits_of
from planner.spend.curves import key_of
from planner.spend.languages import Languages
from planner.spend.objective import base_value
from planner.spend.places import unknown_places
from planner.spend.response import Cells
from planner.spend.served import base, factor, language_of
from planner.spend.shortlists import Shortlists


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is different, under a name; what is None or empty stays as the plan has it.

    `budget` is the total. `limits` stand in for the plan's own of the same place, and add to the
    others. `without` are regions in which the film does not open. Language versions go by their
    keys, such as `de dub`.
    """

    name: str
    budget: Decimal | None = None
    objective: Objective | None = None
    limits: tuple[SpendLimit, ...] = ()
    without: tuple[str, ...] = ()
    languages_with: tuple[str, ...] = ()
    languages_without: tuple[str, ...] = ()
    split_for: SplitFor | None = None


def changed(case: Case, scenario: Scenario) -> Case:
    """Return the case with a scenario's changes, solved again.

    Raises:
        InputError: the scenario speaks of a region, channel or language version that isn't there.
        PlanError: the money does not cover its lines, or limits cannot hold together.
    """
    ask = case.ask
    plan = _plan(ask.plan, scenario)
    _check(case, plan, scenario)
    days = {code: None if code in scenario.without else day for code, day in ask.days.items()}
    languages = _languages(case, scenario, days)
    creators = _creators(case, plan, scenario)
    asked = replace(ask, plan=plan, days=days, languages=languages, creators=creators)
    plain = _kept(case.plain, days, most_money(asked))
    weeks = {key: weeks for key, weeks in case.weeks.items() if key in plain.curves}
    return split(asked, languages, plain, weeks)


def _plan(plan: Plan, scenario: Scenario) -> Plan:
    goals, places = plan.goals, {limit.at for limit in scenario.limits}
    kept = [limit for limit in goals.limits if limit.at not in places]
    update: dict[str, object] = {"limits": [*kept, *scenario.limits]}
    if scenario.budget is not None:
        update["budget"] = goals.budget.model_copy(update={"total": scenario.budget})
    if scenario.objective is not None:
        update["objective"] = scenario.objective
    if scenario.split_for is not None:
        update["split_for"] = scenario.split_for
    return plan.model_copy(update={"goals": goals.model_copy(update=update)})


def _check(case: Case, plan: Plan, scenario: Scenario) -> None:
    problems = unknown_places(plan, case.ask.facts) if scenario.limits else []
    there = ", ".join(plan.goals.regions)
    for code in scenario.without:
        if code not in plan.goals.regions:
            hint = f"Regions are {there}."
            problems.append(Problem("is no region of this campaign", value=code, hint=hint))
    known = {*(item.key for item in case.languages.options), *case.languages.chosen}
    for key in (*scenario.languages_with, *scenario.languages_without):
        if key not in known:
            hint = f"Language versions are {', '.join(sorted(known))}."
            problems.append(Problem("is no language version here", value=key, hint=hint))
    if scenario.budget is not None and not scenario.budget > 0:
        value = f"{scenario.budget}"
        problems.append(Problem("the budget must be above 0", value=value))
    if problems:
        raise InputError(problems)


def _creators(case: Case, plan: Plan, scenario: Scenario) -> Shortlists:
    """Return the shortlist that is paid, without those of lost regions.

    All of them are weighed anew where a limit speaks of creators.
    """
    lists = case.ask.creators
    if not limits_of(plan):
        lists = lists.only(case.creators.at)
    return lists.without(scenario.without) if scenario.without else lists


def _languages(case: Case, scenario: Scenario, days: Days) -> Languages:
    """Return the versions that are then paid for; those that lost regions needed may go."""
    old = case.languages
    wanted = [key for key in old.chosen if key not in scenario.languages_without]
    wanted += [key for key in scenario.languages_with if key not in wanted]
    opening = [code for code, day in days.items() if day is not None]
    if scenario.without:
        wanted = _needed(case, wanted, [*scenario.without], opening)
    if tuple(wanted) == old.chosen:
        return old
    costs = {item.key: item.cost for item in old.options} | dict(old.costs)
    return replace(
        old,
        chosen=tuple(wanted),
        costs={key: costs[key] for key in wanted if key in costs},
        factors=_factors(case, wanted),
    )


def _needed(
    case: Case, wanted: list[str], lost: Collection[str], opening: Collection[str]
) -> list[str]:
    """Return the versions that are still worth it once regions are lost, weighed one by one.

    One that opened something there goes if its cost brings more as media, at the price of money
    that the case's split has. Those that a person put in stay, and those without which another
    region would have none.
    """
    worth, price = _worth(case), case.media.marginal
    main = {_main_language(case, code) for code in opening}
    weighed = [
        item.key
        for item in case.languages.options
        if not item.fixed_by
        or (item.fixed_by == "region" and base(language_of(item.key)) not in main)
    ]
    for key in [key for key in wanted if key in weighed]:
        rest = [other for other in wanted if other != key]
        with_it, without = (
            {code: _opens(case, code, keys) for code in (*lost, *opening)}
            for keys in (wanted, rest)
        )
        adds = sum(
            worth.get(code, 0.0) * (1 - without[code] / with_it[code])
            for code in opening
            if with_it[code] > 0
        )
        cost = float(case.languages.costs.get(key, 0)) * (1 - case.lines.commission_rate)
        if any(with_it[code] > without[code] for code in lost) and adds <= cost * price:
            wanted = rest
    return wanted


def _main_language(case: Case, code: str) -> str:
    goals = case.ask.plan.goals
    named = goals.regions[code].languages or Market.of(code, goals, case.ask.facts).languages()
    return base(named[0]) if named else ""


def _worth(case: Case) -> dict[str, float]:
    """Return what comes in each region, without media and with, in the objective's unit."""
    worth = dict(base_value(case.ask.plan, case.cells, case.ask.facts))
    for found in case.found.values():
        for cell, brought in found.response.items():
            worth[key_of(cell)[0]] += brought
    for code, brought in case.creators.worth.items():
        worth[code] += brought
    return worth


def _factors(case: Case, wanted: Collection[str]) -> Factors:
    """Return each region's factor with other versions; a partner's region has its partner's own."""
    found: dict[str, float] = {}
    for code, old in case.languages.factors.items():
        before = _opens(case, code, case.languages.chosen)
        after = _opens(case, code, wanted)
        own = case.ask.plan.goals.regions[code].pays == "partner"
        found[code] = old if own or after == before else old * after / before if before else after
    return found


def _opens(case: Case, code: str, keys: Collection[str]) -> float:
    """Return what versions open in a region that they reach in time."""
    late = {item.key for item in case.languages.options if code in item.late}
    there = [key for key in keys if key not in late]
    return factor(case.ask.plan, code, there, case.ask.facts)


def _kept(cells: Cells, days: Days, most: float) -> Cells:
    """Return the cells of the regions that open, each up to `most` money."""
    curves = {
        key: replace(curve, hi=max(curve.hi, most))
        for key, curve in cells.curves.items()
        if days.get(key[0]) is not None
    }

    def of(table: Mapping[str, float]) -> dict[str, float]:
        return {code: value for code, value in table.items() if days.get(code) is not None}

    return replace(
        cells,
        curves=curves,
        base=of(cells.base),
        elasticity=of(cells.elasticity),
        reference=of(cells.reference),
        usual={key: money for key, money in cells.usual.items() if key in curves},
        audience={key: part for key, part in cells.audience.items() if key in curves},
    )
