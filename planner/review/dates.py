"""Checks of the dates: what must be ready before each, the rules between them, the premieres."""

from __future__ import annotations

from collections.abc import Iterator

from planner.facts.table import Facts
from planner.model import names, overrides
from planner.model.base import spoken
from planner.model.plan import Plan
from planner.review.beside import Beside
from planner.review.check import Check, Status
from planner.timing.culture import release_date
from planner.timing.premieres import (
    ASKS,
    Screening,
    clashes,
    ladder_note,
    ladder_notes,
    screenings,
)
from planner.timing.readiness import READY, date_missing

LOOK = "Look at the date on page Timing."
LADDER = "Order of premieres"


def checks(plan: Plan, beside: Beside | None, facts: Facts) -> Iterator[Check]:
    """Yield the checks of every region's date, of the rules between them, and of premieres."""
    regions = plan.timing.regions if plan.timing else {}
    dated = [check for code in plan.goals.regions for check in _date(code, plan, beside)]
    between = list(_conflicts(plan, facts))
    yield from [*dated, *between]
    if regions and not dated and not between:
        text = "Every date lies in the window, after its lead times and inside its rights."
        yield Check("PASS", "Dates", text, page="timing")
    yield from _ladder(plan, facts)


def as_set(plan: Plan) -> Plan:
    """Return the plan with the dates that people set since the suggestion: they are to be kept."""
    partners = {code: region.date for code, region in plan.goals.regions.items() if region.date}
    days = partners | overrides.dates(plan.overrides)
    if plan.timing is None:
        return plan
    regions = {
        code: region.model_copy(update={"date": days[code], "warnings": []})
        if days.get(code, region.date) != region.date
        else region
        for code, region in plan.timing.regions.items()
    }
    timing = plan.timing.model_copy(update={"regions": regions})
    return plan.model_copy(update={"timing": timing})


def _date(code: str, plan: Plan, beside: Beside | None) -> Iterator[Check]:
    """Yield what is wrong with a region's date; one the suggestion doesn't know is not judged."""
    timing = plan.timing.regions.get(code) if plan.timing else None
    if timing is None:
        return
    title, at = f"Date in {names.region(code)}", f"timing.regions.{code}.date"
    missing = " ".join(date_missing(code, plan))
    if timing.date is None:
        yield Check("FAIL", title, " ".join(timing.warnings) or missing, LOOK, at, "timing")
    elif missing and _vouched(code, plan, beside):
        text = f"Somebody marked it ready for this date. Counted from {spoken(plan.as_of)}: "
        yield Check("REVIEW", title, text + missing, "See that all is there.", at, "timing")
    elif missing:
        yield Check("FAIL", title, missing, LOOK, at, "timing")
    else:
        for text in timing.warnings:
            yield Check("REVIEW", title, text, LOOK, at, "timing")


def _vouched(code: str, plan: Plan, beside: Beside | None) -> bool:
    """Return whether a named person marked the region ready when it had this very date."""
    said = beside.records.of(READY, region=code) if beside else ()
    numbers = sorted({one.version for one in said}, reverse=True)
    versions = map(beside.version, numbers) if beside else ()
    return any(one and release_date(code, one) == release_date(code, plan) for one in versions)


def _conflicts(plan: Plan, facts: Facts) -> Iterator[Check]:
    conflicts = plan.timing.conflicts if plan.timing else []
    if not conflicts:
        return
    from planner.timing.conflict import IMPOSSIBLE  # noqa: PLC0415  # loads scipy

    premieres = ladder_notes(plan, facts)
    for text in conflicts:
        if text.startswith(IMPOSSIBLE):
            step, title = "Change one of them on page Timing.", "Rules together"
            yield Check("FAIL", title, text, step, "goals.rules", "timing")
        elif text not in premieres:  # told below
            title = "Rules, rivals and festivals"
            yield Check("REVIEW", title, text, "Correct it.", "goals", "timing")


def _ladder(plan: Plan, facts: Facts) -> Iterator[Check]:
    """Yield which screenings or openings take away a premiere that a festival asks for.

    A festival that is only hoped for can still be let go: REVIEW. A gate of the last suggestion
    that tells the same is told with its region's date.
    """
    found = screenings(plan.film, facts, plan.as_of)
    told = [
        Check(_severity(first, later), LADDER, ladder_note(first, later), at=later.key, page="film")
        for first, later in clashes(plan, facts)
    ]
    invited = [one for one in found if one.status == "invited"]
    told += [check for one in invited for check in _opened_before(one, plan)]
    yield from told
    if not told and any(one.premiere != "none" for one in found):
        asking = ", ".join(one.name for one in found if one.premiere != "none")
        text = f"Nothing is shown before the premiere that a festival asks for: {asking}."
        yield Check("PASS", LADDER, text, page="film")


def _severity(first: Screening, later: Screening) -> Status:
    return "REVIEW" if "hoped" in (first.status, later.status) else "FAIL"


def _opened_before(one: Screening, plan: Plan) -> Iterator[Check]:
    for code in plan.goals.regions:
        day, places = release_date(code, plan), [item[:2] for item in plan.goals.members(code)]
        gates = plan.timing.regions[code].gates if day and plan.timing else {}
        if day is None or f"premiere {one.name}" in gates or day >= one.day:
            continue
        if one.forbids(places, plan.film.origin):
            text = (
                f"{one.name} asks for {ASKS[one.premiere]} on {spoken(one.day)}, and "
                f"{names.region(code)} opens on {spoken(day)}, before it."
            )
            step = "Suggest again, open later, or ask the festival for another section."
            yield Check("FAIL", LADDER, text, step, one.key, "film")
