"""The timing step: a release date for each region, with its gates, alternatives and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from planner.facts.table import Facts
from planner.model.base import Range, significant
from planner.model.plan import Plan
from planner.model.sections import RegionTiming, Schedule, Timing
from planner.model.suggestion import Suggestion
from planner.timing.compare import Alternative, alternatives
from planner.timing.conflict import broken, conflicts, told
from planner.timing.critical import start_by, tasks
from planner.timing.futures import FUTURES, stayed
from planner.timing.gates import Span
from planner.timing.limits import Spread
from planner.timing.milp import solve
from planner.timing.mine import calendar_notes
from planner.timing.openings import openings
from planner.timing.premieres import hopes, ladder_notes
from planner.timing.problem import Part, Problem, Solution, evaluate
from planner.timing.rules import contradictions, strangers
from planner.timing.said import explained, warned
from planner.timing.schedule import Case, Setting, fields, option_on, setting
from planner.timing.worth import Assumptions

GAP = 5e-4
"""A schedule is proven to this share of its value: half of what its shown figures can tell."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The section of the plan, and what stands behind it.

    `openings`: a row per region and week of the window: region, week (Monday), day, value
    (admissions if it opened then and all others stayed), the factors demand, holidays,
    competition, lag and spill_over (1 is no effect), blocked (what forbids it, in words, or
    empty) and chosen.
    """

    section: Timing
    reasons: dict[str, Suggestion[date]]
    openings: pd.DataFrame
    alternatives: dict[str, tuple[Alternative, ...]]
    spans: dict[str, Span]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The dates that were found, what they rest on, and which rules could not hold."""

    setting: Setting
    problem: Problem
    days: Mapping[str, date]
    bound: float
    parts: Mapping[str, Part]
    conflicts: tuple[str, ...]


def suggest_dates(
    plan: Plan,
    potentials: Mapping[str, Range],
    index: pd.DataFrame,
    facts: Facts,
    parts: pd.DataFrame | None = None,
    seed: int = 1,
) -> Dates:
    """Return a date for each region, chosen together: the most admissions that the rules allow.

    `index` has region, week, p10, mean, p90; `parts` is that of the forecasts, which tells what
    holidays do to each week. A date that a person or the partner set is kept, and its consequences
    are told as warnings. Where the rules can't all hold, `conflicts` says which, and as many
    regions as possible are dated. `seed` draws the futures in which the dates are tried.
    """
    assumed = Assumptions.usual(facts)
    found = setting(plan, potentials, index, parts, facts)
    chosen = _chosen(plan, found, found.problem(assumed), facts)
    kept = stayed(found.problem, chosen.days, facts, seed)
    around = fields(plan, found, chosen.days, assumed, facts)
    others = {
        code: tuple(alternatives(code, chosen.problem, chosen.days, around)) for code in chosen.days
    }
    regions = {
        code: _region(code, plan, chosen, others.get(code, ()), kept, facts)
        for code in plan.goals.regions
    }
    reasons = {
        code: explained(code, plan, chosen.problem, chosen.days, around, kept[code], found)
        for code in chosen.days
    }
    return Dates(
        Timing(
            schedule=_schedule(chosen),
            conflicts=list(chosen.conflicts),
            regions=regions,
        ),
        reasons,
        openings(chosen.problem, chosen.days, around, found, assumed),
        others,
        {code: case.span for code, case in found.cases.items()},
    )


def _chosen(plan: Plan, found: Setting, problem: Problem, facts: Facts) -> Chosen:
    """Return the best dates; where the rules can't all hold, as many as possible, and why."""
    solution = solve(problem, gap=GAP)
    told_of = [*strangers(plan), *contradictions(plan)]
    told_of += [*calendar_notes(plan, facts), *ladder_notes(plan, facts)]
    if solution is None and problem.values:
        told_of += [told(rules) for rules in conflicts(found.reaches(), found.limits)]
        solution = solve(problem, gap=GAP, all_dated=False)
    solution = solution or Solution({}, 0.0, 0.0)
    told_of += _broken(found, solution.days)
    parts = evaluate(problem, solution.days)
    return Chosen(
        found, problem, solution.days, solution.bound, parts, tuple(dict.fromkeys(told_of))
    )


def _broken(found: Setting, days: Mapping[str, date]) -> list[str]:
    """Tell the rules that dates set by people or partners break; nothing else can break one.

    The team's limit is told in the warnings of the regions concerned.
    """
    reaches = {one.code: one for one in found.reaches()}
    sentences = []
    for limit in found.limits:
        if isinstance(limit, Spread) and len(limit.regions) >= len(found.cases):
            continue
        if broken(limit, days):
            fixed = {code: day for code, day in days.items() if found.cases[code].fixed}
            mine = [
                code
                for code in fixed
                if not broken(limit, {key: day for key, day in fixed.items() if key != code})
            ]
            sentences.append(told([limit, *(reaches[code] for code in mine)]))
    return sentences


def _schedule(chosen: Chosen) -> Schedule | None:
    if not chosen.days:
        return None
    value = sum(part.whole for part in chosen.parts.values())
    return Schedule(
        value=significant(value),
        bound=max(significant(chosen.bound), significant(value)),
        futures=FUTURES,
    )


def _region(
    code: str,
    plan: Plan,
    chosen: Chosen,
    others: tuple[Alternative, ...],
    kept: Mapping[str, int],
    facts: Facts,
) -> RegionTiming:
    cases = chosen.setting.cases
    case, day = cases[code], chosen.days.get(code)
    fixed = [other for other in (one.fixed for one in cases.values()) if other]
    return RegionTiming.model_validate(
        {
            "date": day,
            "set_by": case.set_by if day else "nobody",
            "demand": _demand(case, day, chosen.parts[code], facts) if day else None,
            "earliest": case.span.earliest,
            "latest": case.span.latest,
            "gates": {gate.name: gate.ready for gate in case.span.gates},
            "start_by": start_by(tasks(code, plan, facts, day)) if day else {},
            "alternatives": _shares(others, chosen.parts[code].whole) if day else {},
            "futures": kept[code] if day and not case.fixed else None,
            "warnings": [
                *warned(case, day, fixed, plan),
                *(hopes(code, plan, facts, day) if day else ()),
            ],
        }
    )


def _demand(case: Case, day: date, part: Part, facts: Facts) -> Range:
    """Return the demand index of a date with all that bears on it, lag and spill-over too."""
    option = option_on(case, day, Assumptions.usual(facts))
    factor = option.competition * part.lag * part.spill_over
    low, base, high = (
        round(end * factor, 3)
        for end in (option.demand.low, option.demand.base, option.demand.high)
    )
    return Range(low=low, base=base, high=high)


def _shares(others: tuple[Alternative, ...], value: float) -> dict[date, float]:
    """Return the days that nothing of their own forbids, with their value as a share of `value`."""
    reference = value or max((one.value for one in others), default=0.0) or 1.0
    return {one.day: round(one.value / reference, 4) for one in others if one.kind != "blocked"}


__all__ = ["Alternative", "Dates", "suggest_dates"]
