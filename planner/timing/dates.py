"""The timing step: a release date for each region, with its gates, alternatives and reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from planner.facts.market import Market
from planner.facts.table import Fact, Facts
from planner.model import names, overrides
from planner.model.base import Range, spoken
from planner.model.plan import Plan
from planner.model.sections import RegionTiming, Timing
from planner.model.suggestion import Reason, Suggestion
from planner.timing.calendar import candidates, levels, life_cycle, monday, run_demand, weekday
from planner.timing.gates import Gate, Span, span
from planner.timing.schedule import Option, Slots, alternatives, choose, start_by


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything that decides one region's date."""

    span: Span
    weekday: Fact
    options: list[Option]
    fixed: Option | None
    set_by: str


@dataclass(frozen=True, slots=True)
class Dates:
    """The section of the plan, and the suggestion behind each date that was found."""

    section: Timing
    reasons: dict[str, Suggestion[date]]


def suggest_dates(
    plan: Plan, potentials: Mapping[str, Range], index: pd.DataFrame, facts: Facts
) -> Dates:
    """Return a date for each region, chosen together within the team's limit.

    `index` has region, week, p10, mean, p90. A date that a person or the partner set is kept, and
    its consequences are told as warnings.
    """
    cases = {code: _case(code, plan, potentials[code], index, facts) for code in plan.goals.regions}
    slots = Slots(
        plan.goals.team.openings_per_week,
        Counter(monday(case.fixed.day) for case in cases.values() if case.fixed),
    )
    free = {code: case.options for code, case in cases.items() if not case.fixed}
    chosen = choose(free, slots) | {code: case.fixed for code, case in cases.items() if case.fixed}
    regions = {code: _region(case, chosen[code], slots) for code, case in cases.items()}
    reasons = {
        code: _suggestion(case, option, potentials[code])
        for code, case in cases.items()
        if (option := chosen[code])
    }
    return Dates(Timing(regions=regions), reasons)


def _case(code: str, plan: Plan, potential: Range, index: pd.DataFrame, facts: Facts) -> _Case:
    region = plan.goals.regions[code]
    market = Market.of(code, plan.goals, facts)
    own_levels, shares = levels(index, code), life_cycle(facts)

    def option(day: date) -> Option:
        demand = run_demand(own_levels, day, shares)
        return Option(day, demand, potential.base * demand.base)

    reach = span(code, plan.goals, plan.film, facts, plan.as_of)
    usual = weekday(market, region.release, facts)
    decided = overrides.dates(plan.overrides).get(code)
    fixed = decided or region.date
    return _Case(
        span=reach,
        weekday=usual,
        options=[option(day) for day in candidates(reach, round(usual.value))],
        fixed=option(fixed) if fixed else None,
        set_by="override" if decided else "partner" if fixed else "suggested",
    )


def _region(case: _Case, chosen: Option | None, slots: Slots) -> RegionTiming:
    lead_times = {gate.name: gate.days for gate in case.span.gates}
    return RegionTiming.model_validate(
        {
            "date": chosen.day if chosen else None,
            "set_by": case.set_by if chosen else "nobody",
            "demand": chosen.demand if chosen else None,
            "earliest": case.span.earliest,
            "latest": case.span.latest,
            "gates": {gate.name: gate.ready for gate in case.span.gates},
            "start_by": start_by(chosen.day, lead_times) if chosen else {},
            "alternatives": alternatives(case.options, chosen),
            "warnings": [*_warnings(case, chosen), *_unusual(case, chosen, slots)],
        }
    )


def _warnings(case: _Case, chosen: Option | None) -> list[str]:
    reach = case.span
    if chosen is None and not case.options:
        text = (
            f"No date: the earliest day is {spoken(reach.earliest)} "
            f"({names.line(reach.binding)}), and the window or the rights end on "
            f"{spoken(reach.latest)}. Widen the window or shorten that lead time."
        )
        return [text]
    if chosen is None:
        return ["No date: every week is full. Allow more openings per week, or widen the window."]
    late = [gate for gate in reach.gates if gate.ready > chosen.day]
    warnings = [
        f"{names.line(gate.name)}: ready on {spoken(gate.ready)}, "
        f"{(gate.ready - chosen.day).days} days after the release{_if_started(gate)}."
        for gate in late
    ]
    if not reach.opens <= chosen.day <= reach.latest:
        warnings.append(
            f"{spoken(chosen.day)} lies outside the window or the rights, "
            f"{spoken(reach.opens)} to {spoken(reach.latest)}."
        )
    return warnings


def _if_started(gate: Gate) -> str:
    return ", if it starts on the plan's as_of day" if gate.days else ""


def _unusual(case: _Case, chosen: Option | None, slots: Slots) -> list[str]:
    """Return what is odd about a date that a person or the partner set, though it can be kept."""
    if chosen is None or chosen is not case.fixed:
        return []
    found = []
    usual, week = round(case.weekday.value), monday(chosen.day)
    if chosen.day.isoweekday() != usual and "." in case.weekday.id:  # known for this country
        name = week + timedelta(days=usual - 1)
        found.append(f"It is a {chosen.day:%A}; films open here on a {name:%A} as a rule.")
    if slots.taken[week] > slots.per_week:
        found.append(
            f"{slots.taken[week]} regions with a set date open in the week of {spoken(week)}; the "
            f"team can carry {slots.per_week}."
        )
    return found


def _suggestion(case: _Case, option: Option, potential: Range) -> Suggestion[date]:
    best = max(case.options, key=lambda item: item.value, default=option)
    days = [item.day for item in case.options if item.value >= 0.95 * best.value]
    return Suggestion(
        value=option.day,
        low=min([*days, option.day]),
        high=max([*days, option.day]),
        reasons=tuple(_reasons(case, option, best, potential)),
        changes="Another potential or forecast, an earlier delivery, or more openings per week.",
        sure=f"{len(days)} of {len(case.options)} possible dates lie within 5 % of the best one."
        if case.options
        else "No date is possible in the window after everything is ready.",
    )


def _reasons(case: _Case, option: Option, best: Option, potential: Range) -> list[Reason]:
    demand, unit = option.demand, "admissions"
    reasons = [
        Reason(
            f"Demand over the first run is {demand.base:.2f} times this region's average "
            f"({demand.low:.2f} to {demand.high:.2f}).",
            option.value - potential.base,
            unit,
            ("audience", "week_one_share", "run_weeks"),
        ),
        Reason(
            f"The earliest day is {spoken(case.span.earliest)} ({names.line(case.span.binding)}).",
            facts=tuple(gate.fact for gate in case.span.gates if gate.name == case.span.binding),
        ),
    ]
    if case.set_by != "suggested":
        return [_set_by_hand(case, option, best), *reasons]
    reasons.append(
        Reason(f"Films open here on a {option.day:%A} as a rule.", facts=(case.weekday.id,))
    )
    if monday(best.day) != monday(option.day):
        text = f"{spoken(best.day)} would be better, but the team's limit of openings is reached."
        reasons.append(Reason(text, option.value - best.value, unit, ("goals.team",)))
    return reasons


def _set_by_hand(case: _Case, option: Option, best: Option) -> Reason:
    who = "You" if case.set_by == "override" else "The partner"
    instead = f"{spoken(best.day)} would" if case.options else "no date could"
    text = f"{who} set this date; {instead} have been suggested alone."
    return Reason(text, option.value - best.value, "admissions", ("overrides",))
