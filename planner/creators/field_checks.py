"""Faults of what a choice is asked for, and demands that no list could keep."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from planner.creators.candidates import Candidate
from planner.creators.field import ROUNDING, Demand
from planner.errors import Problem

FREE_SOME = "Raise the budget or include fewer."


def faults(
    pool: Sequence[Candidate],
    people: Mapping[str, float],
    weights: Mapping[str, float],
    demand: Demand,
    exclude: frozenset[str],
) -> list[Problem]:
    """Return what contradicts itself or is no number, all of it."""
    rules = demand.rules
    limits = {"the budget": demand.budget}
    limits |= {f"the budget of {region}": money for region, money in rules.budgets.items()}
    limits |= {f"the most creators of {region}": most for region, most in rules.most.items()}
    if rules.most_each is not None:
        limits["the most creators of a region"] = rules.most_each
    problems = [
        Problem(f"{what} must be a number >= 0", value=str(number))
        for what, number in limits.items()
        if not _fine(number)
    ]
    for table in (people, weights):
        problems += _numbers("", table.items())
    for candidate in pool:
        problems += _of(candidate, people)
    problems += _of_creators(pool)
    names = {candidate.creator for candidate in pool}
    for name in sorted(demand.include - names):
        problems.append(Problem("a creator to include is not among the candidates", value=name))
    for name in sorted(demand.include & exclude):
        problems.append(Problem("a creator is both included and excluded", value=name))
    return problems


def clashes(pool: Sequence[Candidate], demand: Demand) -> list[Problem]:
    """Return which demands cannot be kept: by the creators to include, or for want of a speaker."""
    least = cheapest(pool, demand.include)
    rules, problems = demand.rules, []
    if text := _too_dear(least, demand.budget, ""):
        problems.append(Problem(text, hint=FREE_SOME))
    for region in sorted({one.region for one in least}):
        here = [one for one in least if one.region == region]
        if text := _too_dear(here, rules.money(region), f" in {region}"):
            problems.append(Problem(text, hint=f"Raise the budget of {region} or include fewer."))
        if len(here) > rules.heads(region):
            count = f"{len(here)} creators to include are" if len(here) > 1 else "1 to include is"
            what = f"{count} in {region}, where at most {rules.heads(region):.0f} may be chosen"
            problems.append(Problem(what, hint="Allow more there or include fewer."))
    fitting = {one.language for one in usable(pool, demand)}
    return problems + [_unspoken(pool, tongue) for tongue in sorted(rules.languages - fitting)]


def cheapest(pool: Sequence[Candidate], names: Iterable[str]) -> list[Candidate]:
    """Return the cheapest package of each of these creators, by name."""
    wanted = set(names)
    least: dict[str, Candidate] = {}
    for one in pool:
        if one.creator in wanted:
            best = least.setdefault(one.creator, one)
            least[one.creator] = one if one.price < best.price else best
    return list(least.values())


def usable(pool: Sequence[Candidate], demand: Demand) -> list[Candidate]:
    """Return the packages that fit beside the cheapest of the creators to include."""
    least = {one.creator: one for one in cheapest(pool, demand.include)}
    spent: dict[str, float] = defaultdict(float)
    heads: dict[str, int] = defaultdict(int)
    for one in least.values():
        spent[one.region] += one.price
        heads[one.region] += 1
    total = math.fsum(spent.values())

    def fits(one: Candidate) -> bool:
        own = least.get(one.creator)
        extra = one.price - (own.price if own else 0.0)
        region = one.region
        return (
            _within(total + extra, demand.budget)
            and _within(spent[region] + extra, demand.rules.money(region))
            and heads[region] + (own is None) <= demand.rules.heads(region)
        )

    return [one for one in pool if fits(one)]


def _unspoken(pool: Sequence[Candidate], language: str) -> Problem:
    who = [one for one in pool if one.language == language]
    if not who:
        what = f"nobody who can be chosen speaks {language}, which the list needs"
        return Problem(what, hint="Add a creator who does or drop the language.")
    best = min(who, key=lambda one: (one.price, one.creator))
    what = (
        f"nobody who speaks {language} fits the budgets and places: the cheapest is {best.creator} "
        f"at {best.price:,.2f}"
    )
    return Problem(what, hint="Raise the budget, allow more in a region or drop the language.")


def _too_dear(some: Sequence[Candidate], money: float, where: str) -> str:
    cost = math.fsum(one.price for one in some)
    if _within(cost, money):
        return ""
    return (
        f"the creators to include{where} cost {cost:,.2f} together, {cost - money:,.2f} more "
        f"than the budget of {money:,.2f}"
    )


def _within(cost: float, money: float) -> bool:
    return cost <= money * (1 + ROUNDING)


def _of(candidate: Candidate, people: Mapping[str, float]) -> Iterator[Problem]:
    name = candidate.creator
    yield from _numbers(f"{name}: ", [("price", candidate.price), *candidate.reach.items()])
    for cell in candidate.reach:
        if cell not in people:
            yield Problem("reaches a cell whose people are not given", field=name, value=cell)


def _of_creators(pool: Sequence[Candidate]) -> Iterator[Problem]:
    seen: dict[str, Candidate] = {}
    packages: set[tuple[str, str]] = set()
    for one in pool:
        first = seen.setdefault(one.creator, one)
        if (one.creator, one.package) in packages:
            yield Problem("a creator is there more than once", field=one.creator)
        elif (first.region, first.language) != (one.region, one.language):
            yield Problem("a creator's packages differ in region or language", field=one.creator)
        packages.add((one.creator, one.package))


def _numbers(name: str, numbers: Iterable[tuple[str, float]]) -> Iterator[Problem]:
    for what, number in numbers:
        if not _fine(number):
            yield Problem("must be a number >= 0", field=f"{name}{what}", value=str(number))


def _fine(number: float) -> bool:
    return math.isfinite(number) and number >= 0
