"""What the plan itself adds to a calendar: competing titles, big events, its own screenings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.facts.run import LONGEST_RUN
from planner.facts.table import Facts
from planner.model.goals import Goals
from planner.model.plan import Plan
from planner.timing.events import festival_of, related, unknown_festival
from planner.timing.observance import Kind, Observance

SOURCE = "your plan"


def of_the_plan(code: str, plan: Plan, first: date, last: date) -> Iterator[Observance]:
    """Yield what the plan says about a region between two days, also in part."""
    found = (*_competitors(code, plan), *_happenings(code, plan), *_screenings(code, plan))
    return (one for one in found if one.start <= last and one.end >= first)


def concerns(named: str, code: str, goals: Goals) -> bool:
    """Tell whether what a plan says of one region concerns another: a member, a part, its group."""
    mine = goals.members(code)
    return named == code or any(
        related(other, one) for other in goals.members(named) for one in mine
    )


def calendar_notes(plan: Plan, facts: Facts) -> tuple[str, ...]:
    """Say what the plan's competitors, big events and festivals can't be used for, and why.

    The rest of the plan works all the same.
    """
    return (*_unknown_places(plan), *_out_of_time(plan, facts), *_unknown_festivals(plan, facts))


def _competitors(code: str, plan: Plan) -> Iterator[Observance]:
    for item in plan.goals.competitors:
        if concerns(item.region, code, plan.goals):
            genres = f", {', '.join(item.genres)}" if item.genres else ""
            note = f"{item.size.capitalize()}{genres}"
            yield _own(code, item.date, item.date, item.title, "competitor", note)


def _happenings(code: str, plan: Plan) -> Iterator[Observance]:
    for item in plan.goals.happenings:
        if not item.regions or any(concerns(one, code, plan.goals) for one in item.regions):
            yield _own(code, item.from_, item.to, item.name, "event", item.note or "")


def _screenings(code: str, plan: Plan) -> Iterator[Observance]:
    """Yield the film's own dated screenings at festivals whose country the plan gives."""
    for item in plan.film.festivals:
        if item.date and item.country and concerns(item.country, code, plan.goals):
            note = f"The film's screening, {item.status}"
            yield _own(code, item.date, item.date, item.festival, "festival", note)


def _own(code: str, start: date, end: date, name: str, kind: Kind, note: str) -> Observance:
    return Observance(
        code, start, end, name, kind, estimated=False, source=SOURCE, stale=False, note=note
    )


def _unknown_places(plan: Plan) -> Iterator[str]:
    named = [(f"The competitor '{item.title}'", item.region) for item in plan.goals.competitors]
    named += [
        (f"The event '{item.name}'", region)
        for item in plan.goals.happenings
        for region in item.regions
    ]
    codes = list(plan.goals.regions)
    for what, region in named:
        if not any(concerns(region, code, plan.goals) for code in codes):
            yield (
                f"{what} is in {region}, which no region of this plan holds: it changes nothing. "
                f"Use one of {', '.join(codes)}."
            )


def _out_of_time(plan: Plan, facts: Facts) -> Iterator[str]:
    """Say what ends before the first run could begin, or begins after the last one has ended."""
    run = timedelta(weeks=min(facts.number("run_weeks").value, LONGEST_RUN))
    first, last = plan.goals.window.from_ - run, plan.goals.window.to + run
    for item in plan.goals.competitors:
        if not first <= item.date <= last:
            yield _too_far(f"The competitor '{item.title}'", f"opens on {item.date}", plan)
    for event in plan.goals.happenings:
        if event.to < plan.goals.window.from_ or event.from_ > last:
            days = f"lasts from {event.from_} to {event.to}"
            yield _too_far(f"The event '{event.name}'", days, plan)


def _too_far(what: str, when: str, plan: Plan) -> str:
    window = plan.goals.window
    return (
        f"{what} {when}, too far from the window of {window.from_} to {window.to}: it changes "
        "nothing. Check the year."
    )


def _unknown_festivals(plan: Plan, facts: Facts) -> Iterator[str]:
    for item in plan.film.festivals:
        if festival_of(item.festival, facts) is None and not (item.date and item.country):
            yield unknown_festival(item.festival, facts)
