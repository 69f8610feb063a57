"""The rules of a plan as limits of the schedule, in the marketer's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, pairwise

from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model import names, overrides
from planner.model.base import spoken
from planner.model.plan import Plan
from planner.model.rules import Apart, Blackout, Order, Rules, Together
from planner.timing.days import closures
from planner.timing.holdbacks import holdbacks
from planner.timing.limits import After, Closed, Limit, Same, Spread

Reach = tuple[date, date]
MOST_SOURCES = 3
"""More would add little: each source is smaller than the one before."""


def limits(plan: Plan, facts: Facts, reach: Reach) -> tuple[Limit, ...]:
    """Return everything that binds the dates beside each region's own days.

    `reach` is the first and the last day of which anything may open. Rules that name a region
    which is not in the plan bind the others alone; `strangers` tells them.
    """
    rules = plan.goals.rules or Rules()
    known = set(plan.goals.regions)
    found: list[Limit] = [_team(plan)]
    found += [_order(item) for item in rules.order if {item.first, item.then} <= known]
    found += [one for item in rules.apart for one in _apart(item, known)]
    found += [one for item in rules.together for one in _together(item, known)]
    found += [one for item in rules.blackouts for one in _blackout(item, plan)]
    return (*found, *_holdbacks(plan, facts), *_closures(plan, facts, reach))


def strangers(plan: Plan) -> Iterator[str]:
    """Tell the rules that name a region which is not in the plan."""
    rules = plan.goals.rules or Rules()
    named = [("order", [item.first, item.then]) for item in rules.order]
    named += [("apart", item.regions) for item in rules.apart]
    named += [("together", item.regions) for item in rules.together]
    named += [("blackouts", item.regions) for item in rules.blackouts]
    for kind, codes in named:
        for code in codes:
            if code not in plan.goals.regions:
                yield (
                    f"A rule (goals.rules.{kind}) names {code}, which is no region of this plan: "
                    f"it binds nothing there. Use one of {', '.join(plan.goals.regions)}."
                )


def contradictions(plan: Plan) -> Iterator[str]:
    """Tell the regions for which the partner set one date and an override another."""
    decided = overrides.dates(plan.overrides)
    for code, region in plan.goals.regions.items():
        if region.date and decided.get(code, region.date) != region.date:
            yield (
                f"For {names.region(code)} the partner set {spoken(region.date)} and you set "
                f"{spoken(decided[code])}: yours is used. Agree on one date with the partner."
            )


def _team(plan: Plan) -> Limit:
    most = plan.goals.team.openings_per_week
    words = f"the team opens at most {_count(most, 'region')} a week"
    return Spread(tuple(plan.goals.regions), 1, most, words, "allow more openings per week")


def _order(item: Order) -> Limit:
    first, then = names.region(item.first), names.region(item.then)
    weeks = f"at least {_count(item.at_least, 'week')} after"
    words = f"{then} opens {weeks if item.at_least else 'no earlier than'} {first}"
    if item.at_most is not None:
        words += f" and at most {_count(item.at_most, 'week')} after it"
    most = None if item.at_most is None else 7 * item.at_most
    relax = f"let {then} open before {first}"
    if item.at_least:
        relax = f"shorten the {_count(item.at_least, 'week')} from {first} to {then}"
    if item.at_most is not None:
        relax += f" or allow more than {_count(item.at_most, 'week')} between them"
    return After(item.first, item.then, 7 * item.at_least, most, True, words, relax)  # noqa: FBT003  # by week


def _apart(item: Apart, known: set[str]) -> Iterator[Limit]:
    codes = tuple(code for code in item.regions if code in known)
    if len(codes) > 1:
        words = f"{_listed(codes)} open at least {_count(item.weeks, 'week')} apart"
        yield Spread(codes, item.weeks, 1, words, f"let {_listed(codes)} open closer together")


def _together(item: Together, known: set[str]) -> Iterator[Limit]:
    codes = [code for code in dict.fromkeys(item.regions) if code in known]
    for one, other in pairwise(codes):
        words = f"{names.region(one)} and {names.region(other)} open in the same week"
        yield Same(one, other, words, f"let {names.region(one)} open without {names.region(other)}")


def _blackout(item: Blackout, plan: Plan) -> Iterator[Limit]:
    codes = [code for code in item.regions or plan.goals.regions if code in plan.goals.regions]
    for code in codes:
        why = f" ({item.why})" if item.why else ""
        words = f"{names.region(code)} doesn't open from {_days(item.from_, item.to)}{why}"
        yield Closed((code,), item.from_, item.to, words, "shorten those days without openings")


def _holdbacks(plan: Plan, facts: Facts) -> Iterator[Limit]:
    for one in holdbacks(plan, facts):
        first, then = names.region(one.first), names.region(one.then)
        words = f"{then} opens at least {one.days} days after {first} ({one.why})"
        relax = f"agree on a shorter wait for {then} (facts.{one.fact})"
        yield After(one.first, one.then, one.days, None, False, words, relax)  # noqa: FBT003  # by day


def _closures(plan: Plan, facts: Facts, reach: Reach) -> Iterator[Limit]:
    for code in plan.goals.regions:
        for one in closures(code, plan, facts, *reach):
            words = f"{names.region(code)} is closed from {_days(one.start, one.end)} ({one.name})"
            if one.start == one.end:
                words = f"{names.region(code)} is closed on {spoken(one.start)} ({one.name})"
            yield Closed((code,), one.start, one.end, words, "choose a release around that day")


def _days(first: date, last: date) -> str:
    return f"{spoken(first)} to {spoken(last)}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _listed(codes: tuple[str, ...]) -> str:
    *rest, last = [names.region(code) for code in codes]
    return f"{', '.join(rest)} and {last}" if rest else last


def sources(plan: Plan, sizes: Mapping[str, float], facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return the regions whose opening may be heard of in each: at most three, the largest.

    `sizes` are potentials. Word travels in a shared language alone: those the film is shown in
    there, else the main ones.
    """
    spoken_in = {code: _languages(code, plan, facts) for code in plan.goals.regions}
    found: dict[str, list[str]] = {code: [] for code in plan.goals.regions}
    for one, other in combinations(plan.goals.regions, 2):
        if spoken_in[one] & spoken_in[other]:
            found[one].append(other)
            found[other].append(one)
    return {
        code: tuple(sorted(near, key=lambda one: (-sizes[one], one))[:MOST_SOURCES])
        for code, near in found.items()
    }


def _languages(code: str, plan: Plan, facts: Facts) -> set[str]:
    own = plan.goals.regions[code].languages or Market.of(code, plan.goals, facts).languages()
    return {language.replace("-", "_").split("_")[0] for language in own}
