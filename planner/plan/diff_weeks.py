"""What moved with the dates or without them: media weeks, first days, the partners' first tasks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.model.base import spoken
from planner.model.english import plural
from planner.model.plan import Plan
from planner.model.sections import RegionSpend
from planner.plan.diff_bars import monday
from planner.plan.diff_change import Change
from planner.plan.diff_dates import openings
from planner.plan.diff_groups import told_by_region
from planner.plan.diff_values import later

SET_BY = {
    "suggested": "date suggested now",
    "override": "date decided by hand now",
    "partner": "date set by the partner now",
    "nobody": "date set by nobody now",
}
Found = Iterator[tuple[str, tuple[str, str]]]


def week_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Yield what is earlier or later in regions that both plans have."""
    yield from told_by_region("timing.regions.*.set_by", dict(_setters(old, new)))
    yield from told_by_region("timing.regions.*.earliest", dict(_earliest(old, new)))
    yield from told_by_region("spend.regions.*.media", dict(_flights(old, new)))
    yield from told_by_region("partners.regions.*.first_action", dict(_tasks(old, new)))


def _setters(old: Plan, new: Plan) -> Found:
    """Yield who sets a date now, where the date stayed."""
    if old.timing and new.timing:
        for code, now in new.timing.regions.items():
            was = old.timing.regions.get(code)
            if was and was.date == now.date and was.set_by != now.set_by:
                yield code, (SET_BY[now.set_by], "")


def _earliest(old: Plan, new: Plan) -> Found:
    """Yield how much sooner or later a region could open, where its date stayed."""
    if old.timing and new.timing:
        for code, now in new.timing.regions.items():
            was = old.timing.regions.get(code)
            if was and was.date == now.date and was.earliest != now.earliest:
                step = later(was.earliest, now.earliest)
                detail = f"from {spoken(now.earliest)}"
                yield code, (f"could open {step} at the earliest, its date holds", detail)


def _flights(old: Plan, new: Plan) -> Found:
    """Yield how the weeks of media moved, and whether they moved with the opening."""
    if old.spend and new.spend:
        for code, region in new.spend.regions.items():
            was, now = flight(old.spend.regions.get(code)), flight(region)
            if was and now and was != now:
                start = f"week of {spoken(now[0])}" if was[0] != now[0] else ""
                yield code, (_flight(code, was, now, old, new), start)


def _flight(code: str, was: tuple[date, int], now: tuple[date, int], old: Plan, new: Plan) -> str:
    steps = []
    if was[0] != now[0]:
        opened, opens = openings(old).get(code), openings(new).get(code)
        moved = opened and opens and monday(opens) - monday(opened)
        together = ", with the opening" if moved == now[0] - was[0] else ""
        steps.append(f"starts {later(was[0], now[0])}{together}")
    if was[1] != now[1]:
        steps.append(f"runs {plural(now[1], 'week')} instead of {was[1]}")
    return f"media {', and '.join(steps)}"


def flight(region: RegionSpend | None) -> tuple[date, int] | None:
    """Return the Monday of the first week with media money, and the weeks up to the last."""
    if region is None or region.flight_start is None:
        return None
    spent = sorted(
        {week for weeks in region.media.values() for week, amount in enumerate(weeks) if amount}
    )
    if not spent:
        return None
    return region.flight_start + timedelta(weeks=spent[0]), spent[-1] - spent[0] + 1


def _tasks(old: Plan, new: Plan) -> Found:
    if old.partners and new.partners:
        for code, now in new.partners.regions.items():
            one = old.partners.regions.get(code)
            was, due = one and one.first_action, now.first_action
            if was and due and was != due:
                step = f"the partner's first task starts {later(was, due)}"
                yield code, (step, f"by {spoken(due)}")
