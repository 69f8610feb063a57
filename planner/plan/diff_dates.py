"""Dates that moved, with the cause where it is certain; regions that move alike told together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.model import names
from planner.model.base import spoken
from planner.model.english import listed, some
from planner.model.plan import Plan
from planner.plan.diff_causes import cause
from planner.plan.diff_change import Change
from planner.plan.diff_groups import ALIKE
from planner.plan.diff_values import MOST_REGIONS, later, region, regions, yearless
from planner.plan.tree import printed


@dataclass(frozen=True, slots=True)
class Move:
    """How a region's opening changed; None where it has no date."""

    code: str
    was: date | None
    now: date | None
    because: str = ""

    @property
    def days(self) -> int | None:
        """Return by how many days it moved; None where it came or went."""
        return (self.now - self.was).days if self.was and self.now else None


def moves(old: Plan, new: Plan) -> list[Move]:
    """Return each region whose opening changed, the farthest move first; then by day."""
    before, after = openings(old), openings(new)
    found = [
        Move(code, before.get(code), after.get(code), _cause(code, old, new))
        for code in before | after
        if before.get(code) != after.get(code) and code in new.goals.regions
    ]
    return sorted(found, key=lambda move: (-abs(move.days or 0), move.now or date.max, move.code))


def openings(plan: Plan) -> dict[str, date | None]:
    """Return the date of each region in the suggestion."""
    return {code: one.date for code, one in plan.timing.regions.items()} if plan.timing else {}


def _cause(code: str, old: Plan, new: Plan) -> str:
    was, now = openings(old).get(code), openings(new).get(code)
    known = code in old.goals.regions and code in new.goals.regions
    return cause(code, old, new, was, now) if was and now and known else ""


def date_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Yield the moves of all openings, those alike as one."""
    groups: dict[tuple[int | None, bool, str], list[Move]] = {}
    for move in moves(old, new):
        groups.setdefault((move.days, move.now is None, move.because), []).append(move)
    for group in groups.values():
        if len(group) >= ALIKE:
            text, because = _together(group), group[0].because
            yield Change("result", "timing.regions", text, because, tuple(map(_row, group)))
        else:
            yield from (_alone(move) for move in group)


def _alone(move: Move) -> Change:
    at = printed(("timing", "regions", move.code, "date"))
    text = f"{names.upper_first(region(move.code))} {_moved(move)}"
    return Change("result", at, text, move.because, (_row(move),))


def _row(move: Move) -> tuple[str, str, str]:
    was, now = (spoken(day) if day else "no date" for day in (move.was, move.now))
    return names.region(move.code), was, now


def _moved(move: Move) -> str:
    if move.now is None:
        return f"has no date (was {spoken(move.was)})" if move.was else "has no date"
    if move.was is None:
        return f"opens on {spoken(move.now)} (had no date)"
    before = yearless(move.was, move.now)
    return f"opens {later(move.was, move.now)} ({spoken(move.now)}, was {before})"


def _together(group: Sequence[Move]) -> str:
    """Return what happened alike to several regions."""
    first = group[0]
    if first.now is None:
        return f"{regions(move.code for move in group)} have no date any more"
    by_day = sorted((move.now, move.code) for move in group if move.now)
    days = [f"{region(code)} on {spoken(day)}" for day, code in by_day]
    how = f"open {later(first.was, first.now)}" if first.was else "have a date"
    return f"{len(group)} regions {how}: {listed(some(days, MOST_REGIONS))}"
