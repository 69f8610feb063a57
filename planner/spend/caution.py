"""What a split for many worlds costs and saves, in sentences."""

from __future__ import annotations

from planner.model.base import significant
from planner.model.goals import Objective
from planner.spend.robust import Robust

SAME = 1e-3
"""Part below which two outcomes are called the same: no figure of ours is known that well."""
PROVEN = 1e-4
"""Part of the outcome below which a gap is not spelled out."""
COUNTED: dict[Objective, str] = {"admissions": " admissions", "reach": " people reached"}


def in_words(
    point: Robust, average: Robust, cautious: Robust, currency: str, objective: Objective
) -> tuple[str, ...]:
    """Return what the average and the cautious split bring beside the others, and how sure it is.

    Admissions and people are counted; gross and net revenue are in `currency`.
    """
    unit = COUNTED.get(objective, "")
    money = "" if unit else f"{currency} "

    def change(value: float, other: float) -> str:
        return _change(value, other, money, unit)

    first = (
        "The best estimate takes every price and potential at its middle. Beside it the split "
        f"that is best on average brings {change(average.mean, point.mean)} on average and "
        f"{change(average.tail, point.tail)} where things go badly."
    )
    second = (
        f"Beside the average split the cautious one brings {change(cautious.mean, average.mean)} "
        f"on average and {change(cautious.tail, average.tail)} where things go badly."
    )
    return first, second, _proof(average, cautious)


def _change(value: float, other: float, money: str, unit: str) -> str:
    more = value - other
    if abs(more) <= SAME * abs(other):
        return "about the same"
    part = f" ({_percent(more / other)})" if other else ""
    more_or_less = "more" if more > 0 else "less"
    return f"about {money}{significant(abs(more)):,.0f}{unit}{part} {more_or_less}"


def _percent(part: float) -> str:
    """Return a part, without its sign, in percent with two digits."""
    percent = 100 * abs(part)
    return f"{percent:,.0f} %" if percent >= 10 else f"{percent:.2g} %"


def _proof(average: Robust, cautious: Robust) -> str:
    gaps = [
        (one.bound - reached) / abs(one.bound) if one.bound else 0.0
        for one, reached in ((average, average.mean), (cautious, cautious.tail))
    ]
    mean, tail = (_percent(max(gap, PROVEN)) for gap in gaps)
    return (
        f"In these cases no split brings {mean} more on average than the average split, and none "
        f"{tail} more where things go badly than the cautious one."
    )
