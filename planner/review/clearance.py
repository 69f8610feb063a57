"""Checks of what authorities and cinemas must clear: certificates, silent days, trailers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.facts.table import Fact, Facts
from planner.model import names
from planner.model.base import spoken
from planner.model.english import listed
from planner.model.film import Trailer
from planner.model.goals import IN_CINEMAS
from planner.model.plan import Plan
from planner.review.check import Check, Status
from planner.timing.culture import SHOWN_IN_PUBLIC, release_date
from planner.timing.days import observances
from planner.timing.readiness import CERTIFICATE

SILENT = "DE"
"""The country whose authority (FSK) clears a film for silent days, the Feiertagsfreigabe."""
BARRED = "in Germany, or some of its Länder, it may not be shown then"


def checks(plan: Plan, facts: Facts) -> Iterator[Check]:
    """Yield the checks of every region's clearances, then of the trailers."""
    yield from _certificates(plan)
    for code in plan.goals.regions:
        yield from _silent_days(code, plan, facts)
    yield from _trailers(plan, facts)


def _certificates(plan: Plan) -> Iterator[Check]:
    """Yield where the age rating is not asked for in time; nobody's word counts as not asked."""
    dues = {code: due for code in plan.goals.regions if (due := _apply_by(code, plan))}
    late = {code: due for code, due in dues.items() if due < plan.as_of}
    for code, due in late.items():
        status: Status = "FAIL" if plan.goals.regions[code].certificate else "REVIEW"
        said = (
            "It is not applied for" if status == "FAIL" else "Nobody said whether it is applied for"
        )
        text = f"{said}; by its lead time it had to be by {spoken(due)}."
        title, at = f"Age rating in {names.region(code)}", f"goals.regions.{code}.certificate"
        yield Check(status, title, text, "Apply now, or open later.", at, "timing")
    if dues and not late:
        first = min(dues, key=lambda code: (dues[code], code))
        text = f"The first to apply for is {names.region(first)}'s, by {spoken(dues[first])}."
        at = f"goals.regions.{first}.certificate"
        yield Check("PASS", "Age ratings", text, at=at, page="timing")


def _apply_by(code: str, plan: Plan) -> date | None:
    """Return by when a rating must be applied for; None where it is, or where none is needed."""
    timing = plan.timing.regions.get(code) if plan.timing else None
    region = plan.goals.regions[code]
    done = region.certificate and region.certificate.status != "not applied"
    if timing is None or region.release not in IN_CINEMAS or done:
        return None
    return timing.start_by.get(CERTIFICATE)


def _silent_days(code: str, plan: Plan, facts: Facts) -> Iterator[Check]:
    """Yield whether a film may be shown on the silent days of Germany in its first run."""
    day = release_date(code, plan)
    region = plan.goals.regions[code]
    places = [one for one in plan.goals.members(code) if one[:2] == SILENT]
    if day is None or not places or region.release not in SHOWN_IN_PUBLIC:
        return
    days = _days(places, day, plan, facts)
    granted = region.certificate.feiertagsfreigabe if region.certificate else None
    title, at = "Feiertagsfreigabe", f"goals.regions.{code}.certificate"
    silent = listed(f"{name} ({spoken(one)})" for one, name in days.items())
    if not days or granted:
        run = "No silent day lies in the first run." if not days else f"Cleared for {silent}."
        yield Check("PASS", title, run, at=at, page="timing")
    elif granted is None:
        text = (
            f"Silent days lie in the first run, and nobody has said whether it may run: {silent}."
        )
        step = "Ask the FSK for it: it is an application of its own."
        yield Check("REVIEW", title, text, step, at, "timing")
    elif day in days:
        text = f"It opens on {days[day]}, {spoken(day)}; {BARRED}."
        yield Check("FAIL", title, text, "Open on another day, or apply for it.", at, "timing")
    else:
        text = f"Without it, {BARRED}: {silent}."
        step = "Tell the cinemas, or apply for it."
        yield Check("REVIEW", title, text, step, at, "timing")


def _days(places: list[str], day: date, plan: Plan, facts: Facts) -> dict[date, str]:
    last = day + timedelta(weeks=facts.number("run_weeks").value, days=-1)
    found = (one for place in places for one in observances(place, plan, facts, day, last))
    return {one.start: one.name for one in found if one.kind == "silent"}


def _trailers(plan: Plan, facts: Facts) -> Iterator[Check]:
    """Yield which trailers are longer than cinemas show; we know it of few countries."""
    limits = {one: _limit("trailer_seconds", one, facts) for one in _in_cinemas(plan)}
    known = {code: limit for code, limit in limits.items() if limit}
    if not known or not plan.film.trailers:
        return
    told = [
        check
        for number, trailer in enumerate(plan.film.trailers)
        for code, limit in known.items()
        if (check := _trailer(trailer, code, limit, f"film.trailers.{number}", facts))
    ]
    yield from told
    if not told:
        text = f"None is longer than cinemas show them in {listed(map(names.region, known))}."
        yield Check("PASS", "Trailer length", text, page="film")


def _in_cinemas(plan: Plan) -> dict[str, None]:
    regions = plan.goals.regions.items()
    codes = (code for code, region in regions if region.release in IN_CINEMAS)
    return dict.fromkeys(one[:2] for code in codes for one in plan.goals.members(code))


def _limit(table: str, country: str, facts: Facts) -> Fact | None:
    return facts.find(f"{table}.{country}")


def _trailer(trailer: Trailer, code: str, limit: Fact, at: str, facts: Facts) -> Check | None:
    if trailer.seconds <= limit.value:
        return None
    most = _limit("trailer_seconds_exempt", code, facts)
    text = (
        f"{trailer.name} is {_clock(trailer.seconds)} long; cinemas in {names.region(code)} "
        f"show {_clock(limit.value)} at most ({limit.source})."
    )
    if most and trailer.seconds <= most.value:
        step = f"Cut it, or ask for one of your exemptions: they allow {_clock(most.value)}."
        return Check("REVIEW", "Trailer length", text, step, at, "film")
    return Check("FAIL", "Trailer length", text, "Cut it for cinemas there.", at, "film")


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
