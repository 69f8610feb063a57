"""What advertising still does weeks after it ran: geometric carry-over (adstock).

Of an advertisement's effect in its own week, decay^n is at work n weeks later, up to the longest
lag of the facts: the form of Meridian and Robyn, with the short half-life of a launch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from planner.facts.table import Facts
from planner.spend.flight import WEEK, phase
from planner.timing.calendar import monday


def decay(facts: Facts) -> float:
    """Return the share of an effect that is left after a week, 0 to 1."""
    return float(0.5 ** (1 / facts.number("carry_over.half_life").value))


def longest(facts: Facts) -> int:
    """Return the number of weeks after which nothing is left."""
    return round(facts.number("carry_over.max_lag").value)


def left(weeks: int, decay: float, lag: int) -> float:
    """Return the share of an effect that is at work `weeks` after its own week, 0 to 1."""
    return decay**weeks if 0 <= weeks <= lag else 0.0


def working(money: Sequence[float], decay: float, lag: int) -> tuple[float, ...]:
    """Return, week by week, the share of all the money that is at work: new and carried over."""
    total = sum(money)
    return tuple(
        sum(x * left(week - own, decay, lag) for own, x in enumerate(money)) / (total or 1.0)
        for week in range(len(money))
    )


def at_opening(money: Mapping[date, float], release: date, facts: Facts) -> float:
    """Return the share of what ran up to the opening week that still works in it, 0 to 1.

    `money` is by the Monday of the week.
    """
    opening = monday(release)
    return _at_work({week: x for week, x in money.items() if week <= opening}, opening, facts)


def teaser_left(money: Mapping[date, float], release: date, facts: Facts) -> float | None:
    """Return the share of the teaser that still works in the opening week; None without one."""
    opening = monday(release)
    teaser = {week: x for week, x in money.items() if phase(week, opening, facts) == "teaser" and x}
    return _at_work(teaser, opening, facts) if teaser else None


def in_words(money: Mapping[date, float], release: date, facts: Facts) -> str:
    """Return what of a cell's or region's money still works in the opening week, as a sentence.

    "Of what ran up to the opening week 54 % is still at work in it; of the teaser 7 %."
    """
    teaser = teaser_left(money, release, facts)
    rest = "" if teaser is None else f"; of the teaser {teaser:.0%}".replace("%", " %")
    part = f"{at_opening(money, release, facts):.0%}".replace("%", " %")
    return f"Of what ran up to the opening week {part} is still at work in it{rest}."


def _at_work(money: Mapping[date, float], opening: date, facts: Facts) -> float:
    keep, lag, spent = decay(facts), longest(facts), sum(money.values())
    rows = money.items()
    at_work = sum(x * left((opening - week) // WEEK, keep, lag) for week, x in rows)
    return at_work / spent if spent else 0.0
