"""All regions' days with their values, and the problem that they make together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from planner.facts.market import Market
from planner.facts.table import Fact, Facts
from planner.model import names, overrides
from planner.model.base import Range, spoken
from planner.model.plan import Plan
from planner.timing.calendar import candidates, levels, weekday
from planner.timing.compare import Field
from planner.timing.competition import pressure
from planner.timing.conflict import Reach
from planner.timing.days import holidays_near
from planner.timing.gates import Span, binding_words, gate_words, span
from planner.timing.limits import Closed, Limit
from planner.timing.problem import Problem
from planner.timing.rules import limits, sources
from planner.timing.worth import Assumptions, Option, Place, options

SLACK = timedelta(weeks=26)
"""How far beyond the window a region could open if nothing bound it, when rules are judged."""
NEAR_WEEKS = 10
"""Holidays within so many weeks of a date are looked at for dates around them."""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that decides one region's date."""

    span: Span
    weekday: Fact
    place: Place
    free: tuple[date, ...]
    """The days on which it may open by its own gates, rights and window."""
    barred: Mapping[date, str]
    """The other days of the window, with what forbids them, in words."""
    fixed: date | None
    set_by: str

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days that it chooses from: its fixed one, else the free ones."""
        return (self.fixed,) if self.fixed else self.free


@dataclass(frozen=True, slots=True)
class Setting:
    """The cases of all regions, what binds them together, and who is heard of where."""

    cases: Mapping[str, Case]
    limits: tuple[Limit, ...]
    sources: Mapping[str, tuple[str, ...]]

    def problem(self, assumed: Assumptions) -> Problem:
        """Return the problem of the regions that can open at all, under some assumptions."""
        values = {
            code: {one.day: one.value for one in options(case.place, case.days, assumed)}
            for code, case in self.cases.items()
            if case.days
        }
        fixed = frozenset(code for code in values if self.cases[code].fixed)
        return Problem(
            values,
            fixed,
            self.limits,
            assumed.lag,
            self.sources,
            assumed.spill_over,
            assumed.kernel,
        )

    def reaches(self) -> list[Reach]:
        """Return the days of each region that can open, in words, to find what conflicts."""
        return [_reach(code, case) for code, case in sorted(self.cases.items()) if case.days]


def setting(
    plan: Plan,
    potentials: Mapping[str, Range],
    index: pd.DataFrame,
    parts: pd.DataFrame | None,
    facts: Facts,
) -> Setting:
    """Return the cases of all regions of a plan; see `planner.timing.dates.suggest_dates`."""
    window = plan.goals.window
    reach = (window.from_ - SLACK, window.to + SLACK)
    bound = limits(plan, facts, reach)
    closed = [limit for limit in bound if isinstance(limit, Closed)]
    feasts = _feasts(parts, plan)
    cases = {}
    for code in plan.goals.regions:
        place = Place(
            potentials[code].base,
            levels(index, code),
            feasts.get(code, {}),
            pressure(code, plan, facts),
        )
        cases[code] = _case(code, plan, place, closed, facts)
    sizes = {code: potential.base for code, potential in potentials.items()}
    return Setting(cases, bound, sources(plan, sizes, facts))


def _case(code: str, plan: Plan, place: Place, closed: Iterable[Closed], facts: Facts) -> Case:
    region = plan.goals.regions[code]
    reach = span(code, plan.goals, plan.film, facts, plan.as_of)
    usual = weekday(Market.of(code, plan.goals, facts), region.release, facts)
    decided = overrides.dates(plan.overrides).get(code)
    fixed = decided or region.date
    own = [limit for limit in closed if code in limit.regions]
    window = Span(reach.opens, plan.goals.window.from_, plan.goals.window.to, (), "window")
    shown = candidates(window, round(usual.value))
    barred = {day: words for day in shown if (words := _barred(day, reach, own))}
    return Case(
        span=reach,
        weekday=usual,
        place=place,
        free=tuple(day for day in shown if day not in barred),
        barred=barred,
        fixed=fixed,
        set_by="override" if decided else "partner" if fixed else "suggested",
    )


def _barred(day: date, reach: Span, closed: Iterable[Closed]) -> str:
    """Return what forbids a day by itself, in words, or nothing."""
    if day < reach.opens:
        return f"Rights begin on {spoken(reach.opens)}"
    late = [gate for gate in reach.gates if gate.ready > day]
    if late:
        last = max(late, key=lambda gate: (gate.ready, gate.name))
        return gate_words(last)
    if day > reach.latest:
        return f"Rights end on {spoken(reach.latest)}"
    return next((names.upper_first(limit.words) for limit in closed if limit.holds(day)), "")


def _reach(code: str, case: Case) -> Reach:
    name = names.region(code)
    first = min(case.free or case.days) - SLACK
    any_day = candidates(
        Span(first, first, max(case.free or case.days) + SLACK, (), ""), round(case.weekday.value)
    )
    if case.fixed:
        who = "you set" if case.set_by == "override" else "the partner set"
        words = f"{who} {name} to {spoken(case.fixed)}"
        return Reach(code, case.days, tuple(any_day), words, f"move {name}")
    words = (
        f"{name} can open from {spoken(case.span.earliest)} ({binding_words(case.span)}) "
        f"to {spoken(case.span.latest)}"
    )
    relax = f"let {name} open earlier or later (window, rights, deliveries)"
    return Reach(code, case.days, tuple(any_day), words, relax)


def _feasts(parts: pd.DataFrame | None, plan: Plan) -> dict[str, dict[date, float]]:
    """Return what holidays do to each region's weeks: the mean over its signals and members."""
    if parts is None or parts.empty:
        return {}
    means = parts.groupby(["region", "week"])["holidays"].mean()
    known = set(parts["region"])
    found: dict[str, dict[date, float]] = {}
    for code in plan.goals.regions:
        codes = [code] if code in known else [c for c in plan.goals.members(code) if c in known]
        if codes:
            rows = means.loc[codes].groupby("week").mean().reset_index()
            weeks = [week.date() for week in rows["week"]]
            found[code] = dict(zip(weeks, rows["holidays"].astype(float), strict=True))
    return found


def fields(
    plan: Plan, found: Setting, chosen: Mapping[str, date], assumed: Assumptions, facts: Facts
) -> dict[str, Field]:
    """Return each dated region's days with their values and the holidays near its date."""
    return {
        code: _field(code, plan, found.cases[code], chosen[code], assumed, facts) for code in chosen
    }


def _field(
    code: str, plan: Plan, case: Case, day: date, assumed: Assumptions, facts: Facts
) -> Field:
    near = holidays_near(code, plan, facts, day, NEAR_WEEKS)
    return replace(undated(case, assumed), holidays=[(one.start, one.name) for one in near])


def undated(case: Case, assumed: Assumptions) -> Field:
    """Return a region's days with their values, without the holidays near any date."""
    free = dict.fromkeys([*case.days, *case.free])
    barred = [other for other in case.barred if other not in free]
    return Field(
        {one.day: one for one in options(case.place, sorted(free), assumed)},
        {one.day: (one, case.barred[one.day]) for one in options(case.place, barred, assumed)},
        (),
    )


def option_on(case: Case, day: date, assumed: Assumptions) -> Option:
    """Return what one day is worth."""
    return options(case.place, [day], assumed)[0]
