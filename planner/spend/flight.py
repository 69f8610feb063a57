"""Spreads a cell's money over the weeks around the release."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from planner.facts.table import Facts
from planner.timing.calendar import monday


def flight_weeks(release: date, as_of: date, facts: Facts) -> tuple[date, list[float]]:
    """Return the Monday of the first week and each week's share of the money.

    Weeks that have begun by `as_of` can't be bought any more; theirs goes to the others, or to the
    next week where none is left.
    """
    weights = {int(key): fact.value for key, fact in facts.table("flight_weight").items()}
    opening = monday(release)
    weeks = {opening + timedelta(weeks=offset): weights[offset] for offset in sorted(weights)}
    following = monday(as_of) + timedelta(weeks=1)
    left = {week: weight for week, weight in weeks.items() if week > as_of} or {following: 1.0}
    total = sum(left.values())
    return min(left), [weight / total for weight in left.values()]


def spread(amount: Decimal, shares: list[float]) -> list[Decimal]:
    """Return `amount` by week in whole units, the last unit and any cents by largest remainder.

    The weeks add up to `amount` exactly.
    """
    exact = [float(amount) * share for share in shares]
    whole = [int(value) for value in exact]
    order = sorted(range(len(shares)), key=lambda week: (whole[week] - exact[week], week))
    missing = int(amount) - sum(whole)
    for week in order[: max(missing, 0)]:
        whole[week] += 1
    weeks = [Decimal(value) for value in whole]
    weeks[order[0]] += amount - sum(weeks)
    return weeks
