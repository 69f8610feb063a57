"""Spreads a cell's money over the weeks around the release: teaser to second wave.

Each channel has its pattern of weeks (facts `flight_weight.<channel>.<week>`, else
`flight_weight.<week>`, counted from the week of release). Weeks that can't be bought drop out and
theirs goes to the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import fmean
from typing import Literal

from planner.errors import PlanError
from planner.facts.table import Facts
from planner.model.goals import IN_CINEMAS
from planner.model.plan import Plan
from planner.timing.calendar import monday
from planner.timing.holdbacks import holdbacks

Phase = Literal["teaser", "pre-release", "opening", "second wave"]
ONE_OFF = frozenset({"event", "festival only"})
"""Release types of one evening or a few screenings: nobody can come later."""
WEEK = timedelta(weeks=1)
SUNDAY = timedelta(days=6)
LOOK_ON = 8
"""Weeks after the opening, or after now, that are looked through for one that can be bought."""


@dataclass(frozen=True, slots=True)
class Flight:
    """A cell's weeks: `start` is the first Monday, `weeks` every Monday from there to the last.

    `shares` (0 to 1) add up to 1; a week without media inside the flight has 0. Without any week
    that can be bought both are empty, and `start` is the next Monday.
    """

    start: date
    weeks: tuple[date, ...]
    shares: tuple[float, ...]


def flight(plan: Plan, code: str, channel: str, release: date, facts: Facts) -> Flight:
    """Return the weeks of a channel's money in a region that opens on `release`.

    No week carries money that has begun by as_of, that has a day of a hiatus, that begins after
    the region's rights or its hold-back end, or after an event. Where none of the usual weeks is
    left the nearest one does: for a film that runs already, the next.
    """
    opening = monday(release)
    weights = _weights(plan, code, channel, facts)
    usual = {opening + offset * WEEK: weight for offset, weight in weights.items() if weight > 0}
    last = last_day(plan, code, release, facts)
    left = {w: x for w, x in usual.items() if bookable(plan, code, channel, w, last)}
    left = left or _nearest(plan, code, channel, opening, last)
    following = monday(plan.as_of) + WEEK
    if not left:
        return Flight(following, (), ())
    total = sum(left.values())
    weeks = tuple(mondays(min(left), max(left)))
    shares = tuple(left.get(week, 0.0) / total for week in weeks)
    return Flight(weeks[0], weeks, shares)


def region_flights(
    plan: Plan, code: str, channels: Sequence[str], release: date, facts: Facts
) -> tuple[date, dict[str, tuple[float, ...]]]:
    """Return the first Monday of a region's media and each channel's shares by week from there.

    All channels have as many weeks; one that no week is left for has zeros alone.
    """
    flights = {name: flight(plan, code, name, release, facts) for name in channels}
    weeks = [week for found in flights.values() for week in found.weeks]
    if not weeks:
        return monday(plan.as_of) + WEEK, dict.fromkeys(channels, ())
    everyone = mondays(min(weeks), max(weeks))
    by_week = {
        name: dict(zip(found.weeks, found.shares, strict=True)) for name, found in flights.items()
    }
    shares = {name: tuple(own.get(week, 0.0) for week in everyone) for name, own in by_week.items()}
    return min(weeks), shares


def phase(week: date, opening: date, facts: Facts) -> Phase:
    """Return what a week (its Monday) is to a film that opens in the week of `opening`."""
    offset = (week - monday(opening)) // WEEK
    if offset > 0:
        return "second wave"
    if offset == 0:
        return "opening"
    return "teaser" if offset < facts.number("flight_phase.pre_release").value else "pre-release"


def second_wave(plan: Plan, code: str, facts: Facts) -> tuple[float, str]:
    """Return by how much the money after the opening week is multiplied, and the fact's id.

    A region's own fact goes first; else markets where the comparable titles held up in their
    second week keep more for it.
    """
    own = [f"second_wave.{member}" for member in plan.goals.members(code)]
    found = facts.find(*own) if own else None
    drops = [
        comp.week_two_drop
        for comp in plan.film.comps
        if comp.region == code and comp.week_two_drop is not None
    ]
    if found is None and drops:
        strong = fmean(drops) < facts.number("decision.week_two_drop.release").value
        found = facts.number("second_wave_strong") if strong else None
    found = found or facts.number("second_wave")
    return found.value, found.id


def last_day(plan: Plan, code: str, release: date, facts: Facts) -> date | None:
    """Return the last day on which media in a region makes sense, or None.

    The evening of an event, the end of the rights, or the day from which the hold-back lets the
    film be rented or streamed at home there.
    """
    region = plan.goals.regions[code]
    days = [release] if region.release in ONE_OFF else []
    if region.rights != "unsold" and region.rights.to:
        days.append(region.rights.to)
    if region.release in IN_CINEMAS:
        kept = [one.days for one in holdbacks(plan, facts) if one.first == code]
        days += [release + timedelta(days=count) for count in kept]
    return min(days, default=None)


def bookable(plan: Plan, code: str, channel: str, week: date, last: date | None) -> bool:
    """Return whether a week (its Monday) can carry media of a channel in a region."""
    if week <= plan.as_of or (last is not None and week > last):
        return False
    return not paused(plan, code, channel, week)


def paused(plan: Plan, code: str, channel: str, week: date) -> bool:
    """Return whether the goals let no media run in a week; without a channel, on any channel."""
    return any(
        pause.from_ <= week + SUNDAY
        and week <= pause.to
        and (not pause.regions or code in pause.regions)
        and (not pause.channels or channel in pause.channels)
        for pause in plan.goals.hiatus
    )


def spread(amount: Decimal, shares: Sequence[float]) -> list[Decimal]:
    """Return `amount` by week in whole units, the last unit and any cents by largest remainder.

    The weeks add up to `amount` exactly; a week with share 0 gets nothing.

    Raises:
        PlanError: there is money and no week for it.
    """
    exact = [float(amount) * share for share in shares]
    whole = [int(value) for value in exact]
    given = [week for week, share in enumerate(shares) if share > 0]
    if not given:
        return _nothing(amount, len(shares))
    order = sorted(given, key=lambda week: (whole[week] - exact[week], week))
    missing = int(amount) - sum(whole)
    for week in order[: max(missing, 0)]:
        whole[week] += 1
    weeks = [Decimal(value) for value in whole]
    weeks[order[0]] += amount - sum(weeks)
    return weeks


def _nothing(amount: Decimal, weeks: int) -> list[Decimal]:
    if amount:
        raise PlanError(
            f"{amount:,.2f} of media has no week left to run in: all are past, in a hiatus, or "
            "after the rights or the hold-back end. Shorten goals.hiatus, or lower the amount."
        )
    return [Decimal(0)] * weeks


def _weights(plan: Plan, code: str, channel: str, facts: Facts) -> Mapping[int, float]:
    """Return the weight of each week, counted from the week of release."""
    table = facts.table(f"flight_weight.{channel}") or facts.table("flight_weight")
    later, _ = second_wave(plan, code, facts)
    weights = {int(key): fact.value for key, fact in table.items()}
    return {week: weight * (later if week > 0 else 1.0) for week, weight in weights.items()}


def _nearest(
    plan: Plan, code: str, channel: str, opening: date, last: date | None
) -> dict[date, float]:
    """Return the one week that can be bought nearest to the opening, the earlier of two."""
    following = monday(plan.as_of) + WEEK
    reach = max((opening - following) // WEEK, 0)
    weeks = mondays(following, following + (reach + LOOK_ON) * WEEK)
    free = [week for week in weeks if bookable(plan, code, channel, week, last)]
    found = min(free, key=lambda week: (abs(week - opening), week), default=None)
    return {found: 1.0} if found else {}


def mondays(first: date, last: date) -> list[date]:
    """Return every Monday from the first to the last."""
    return [first + number * WEEK for number in range((last - first) // WEEK + 1)]
