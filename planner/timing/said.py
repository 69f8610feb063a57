"""What is said of a region's date: its warnings, and why it was suggested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from planner.model.base import spoken
from planner.model.plan import Plan
from planner.model.suggestion import Reason, Suggestion
from planner.timing.calendar import monday
from planner.timing.compare import Field
from planner.timing.futures import FUTURES
from planner.timing.gates import Gate, binding_words, gate_words, late_gates, root
from planner.timing.problem import Part, Problem, evaluate
from planner.timing.schedule import Case, Setting

UNIT = "admissions"
NOTHING = 5e-4
"""Factors nearer to 1 than this are not worth a sentence: the figures shown have three digits."""
AS_GOOD = 0.95
"""Dates worth at least this share of the best one count as about as good."""


def warned(case: Case, day: date | None, fixed: Iterable[date], plan: Plan) -> list[str]:
    """Return what is wrong or odd about a region's date, or why it has none.

    `fixed` are the dates of all regions that people or partners set.
    """
    if day is None:
        return [_undated(case)]
    return [*_against_gates(case, day), *(_unusual(case, day, fixed, plan) if case.fixed else ())]


def _undated(case: Case) -> str:
    reach = case.span
    if not case.free:
        return (
            f"No date: the earliest day is {spoken(reach.earliest)} "
            f"({binding_words(reach)}), and the window or the rights end on "
            f"{spoken(reach.latest)}. Widen the window or shorten that lead time."
        )
    return (
        "No date: the rules leave no week free. Allow more openings per week, widen the window, or "
        "change the rule that is named above."
    )


def _against_gates(case: Case, day: date) -> Iterator[str]:
    reach = case.span
    for gate in late_gates(reach, day):
        days = (gate.ready - day).days
        yield f"{gate_words(gate)}, {days} days after the release{_if_started(gate)}."
    if not reach.opens <= day <= reach.latest:
        yield (
            f"{spoken(day)} lies outside the window or the rights, "
            f"{spoken(reach.opens)} to {spoken(reach.latest)}."
        )


def _if_started(gate: Gate) -> str:
    return ", if it starts on the plan's as_of day" if root(gate).days else ""


def _unusual(case: Case, day: date, fixed: Iterable[date], plan: Plan) -> Iterator[str]:
    """Yield what is odd about a date that a person or the partner set, though it can be kept."""
    usual, week = round(case.weekday.value), monday(day)
    if day.isoweekday() != usual and "." in case.weekday.id:  # known for this country
        name = week + timedelta(days=usual - 1)
        yield f"It is a {day:%A}; films open here on a {name:%A} as a rule."
    taken = [monday(other) for other in fixed].count(week)
    most = plan.goals.team.openings_per_week
    if taken > most:
        yield (
            f"{taken} regions with a set date open in the week of {spoken(week)}; the team can "
            f"carry {most}."
        )
    closed = case.barred.get(day)
    if closed and not any(gate.ready > day for gate in case.span.gates):
        yield f"{closed}."


def explained(
    code: str,
    plan: Plan,
    problem: Problem,
    days: Mapping[str, date],
    around: Mapping[str, Field],
    kept: int,
    found: Setting,
) -> Suggestion[date]:
    """Return why a region opens on its date, what would change it, and how sure it is."""
    case, day = found.cases[code], days[code]
    parts = evaluate(problem, days)
    worth = {other: one.value for other, one in around[code].free.items()}
    best = max(worth, key=lambda other: (worth[other], other == day), default=day)
    near = [other for other in worth if worth[other] >= AS_GOOD * worth[best]]
    reasons = [
        *_set_by_hand(case, day, worth, best),
        *_drivers(day, parts[code], around[code], case, plan),
        *_shifted(case, day, worth, best),
    ]
    return Suggestion(
        value=day,
        low=min([*near, day]),
        high=max([*near, day]),
        reasons=tuple(reasons),
        changes="Another potential or forecast, an earlier delivery, a rival's date, or more "
        "openings per week.",
        sure=_sure(case, near, worth, kept),
    )


def _drivers(day: date, part: Part, around: Field, case: Case, plan: Plan) -> Iterator[Reason]:
    """Yield what makes the value of a date: each factor with its effect in admissions."""
    option = around.free.get(day) or around.blocked[day][0]
    potential = case.place.potential
    yield Reason(
        f"Demand over the first run is {option.demand.base:.2f} times this region's average "
        f"({option.demand.low:.2f} to {option.demand.high:.2f}).",
        potential * (option.base * option.holidays - 1),
        UNIT,
        ("audience", "week_one_share", "run_weeks"),
    )
    before = potential * option.base * option.holidays
    if abs(option.holidays - 1) > NOTHING:
        near = ", ".join(dict.fromkeys(name for at, name in around.holidays if _in_run(at, day)))
        text = (
            f"Of that, holidays make it {option.holidays:.2f} times{f' ({near})' if near else ''}."
        )
        yield Reason(text, before * (1 - 1 / option.holidays), UNIT, ("audience",))
    if abs(option.competition - 1) > NOTHING:
        titles = ", ".join(rival.title for rival in case.place.pressure.rivals)
        against = titles or ", ".join(item.name for item in plan.goals.happenings)
        text = f"Competing titles and events leave {option.competition:.0%} of it ({against})."
        facts = ("competition.size.medium", "competition.incumbent", "happening.effect")
        yield Reason(text, option.value - before, UNIT, facts)
    if part.lag < 1 - NOTHING:
        text = f"It opens after the first region, which leaves {part.lag:.0%} of the interest."
        yield Reason(text, part.value * (part.lag - 1), UNIT, ("lag_loss",))
    if part.spill_over > 1 + NOTHING:
        text = (
            "Earlier openings in its language may help it; between regions nobody has measured it."
        )
        effect = part.value * part.lag * (part.spill_over - 1)
        yield Reason(text, effect, UNIT, ("spill_over.size",))
    reach = case.span
    yield Reason(
        f"The earliest day is {spoken(reach.earliest)} ({binding_words(reach)}); there are "
        f"{max((day - reach.earliest).days, 0)} days of slack.",
        facts=tuple(gate.fact for gate in reach.gates if gate.name == reach.binding),
    )
    if case.set_by == "suggested":
        yield Reason(f"Films open here on a {day:%A} as a rule.", facts=(case.weekday.id,))


def _in_run(day: date, opening: date) -> bool:
    return timedelta(0) <= day - monday(opening) < timedelta(weeks=2)


def _set_by_hand(
    case: Case, day: date, worth: Mapping[date, float], best: date
) -> Iterator[Reason]:
    if case.set_by == "suggested":
        return
    who = "You" if case.set_by == "override" else "The partner"
    instead = f"{spoken(best)} would" if case.free else "no date could"
    text = f"{who} set this date; {instead} have been suggested alone."
    yield Reason(text, worth[day] - worth[best], UNIT, ("overrides",))


def _shifted(case: Case, day: date, worth: Mapping[date, float], best: date) -> Iterator[Reason]:
    """Tell that a region's own best week was not taken, for the sake of all together."""
    if case.set_by == "suggested" and monday(best) != monday(day):
        text = (
            f"Alone, {spoken(best)} would be better; for all regions together, with the team's "
            "limit, the rules and the wait since the first opening, this date is."
        )
        yield Reason(text, worth[day] - worth[best], UNIT, ("goals.team", "goals.rules"))


def _sure(case: Case, near: list[date], worth: Mapping[date, float], kept: int) -> str:
    if not case.free:
        return "No date is possible in the window after everything is ready."
    about = (
        f"{len(near)} of {len(worth)} possible dates lie within 5 % of the best one, before the "
        "wait since the first opening."
    )
    if case.fixed:
        return about
    return (
        f"Its week stayed the best in {kept} of {FUTURES} futures, drawn from what is known of "
        f"competition, lag and the length of runs, in small campaigns of spill-over too. {about}"
    )
