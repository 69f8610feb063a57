"""Other dates for a region: what each would change in the whole campaign, and through what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log
from typing import Literal

from planner.model.base import significant
from planner.model.names import upper_first
from planner.timing.conflict import broken
from planner.timing.problem import Part, Problem, evaluate
from planner.timing.worth import Option

ALTERNATIVES = 3
"""Other dates shown for each region: more than a person compares at once is clutter."""
AROUND = timedelta(weeks=2)
"""Moving by one or two weeks around a holiday raises revenue (Einav 2010, Economic Inquiry)."""
PARTS = ("demand", "holidays", "competition", "lag", "spill_over", "gates")
Kind = Literal["best", "holiday", "blocked"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another date of a region, priced against the chosen dates while all others stay."""

    day: date
    value: float
    """Admissions of the region itself on that day."""
    change: float
    """Admissions of the whole campaign, against the chosen dates; none where a gate forbids it."""
    parts: Mapping[str, float]
    """What the change is made of; PARTS add up to it."""
    kind: Kind
    note: str
    """What stands against it, or which holiday it is near."""


@dataclass(frozen=True, slots=True)
class Field:
    """A region's days: those it may open on, those that something forbids, holidays near."""

    free: Mapping[date, Option]
    blocked: Mapping[date, tuple[Option, str]]
    """With what forbids each, in words."""
    holidays: Sequence[tuple[date, str]]


def alternatives(
    code: str, problem: Problem, chosen: Mapping[str, date], fields: Mapping[str, Field]
) -> list[Alternative]:
    """Return three other dates of a dated region, by day.

    The best two; then a date that a gate forbids where that would be worth more than the chosen
    one, else the best around a holiday, else the third best.
    """
    own, now = fields[code], chosen[code]
    others = {day: one for day, one in own.free.items() if day != now}
    ranked = _ranked(code, problem, chosen, others)
    picked = [(day, "best") for day in ranked[: ALTERNATIVES - 1]]
    rest = ranked[ALTERNATIVES - 1 :]
    barred = {day: one for day, (one, _) in own.blocked.items() if day != now}
    best_barred = _ranked(code, problem, chosen, barred)[:1]
    near = [day for day in rest if _holiday(day, own.holidays)]
    kept = _whole(evaluate(problem, chosen).values())
    if best_barred and _worth(code, problem, chosen, barred[best_barred[0]]) > kept:
        picked.append((best_barred[0], "blocked"))
    elif near and not any(_holiday(day, own.holidays) for day, _ in picked):
        picked.append((near[0], "holiday"))
    elif rest:
        picked.append((rest[0], "best"))
    return sorted(
        (_alternative(code, day, problem, chosen, fields) for day, _ in picked),
        key=lambda item: item.day,
    )


def moved(problem: Problem, code: str, option: Option) -> Problem:
    """Return the problem with a day that the region has not, at that option's value."""
    values = {**problem.values, code: {**problem.values[code], option.day: option.value}}
    return replace(problem, values=values)


def _whole(parts: Iterable[Part]) -> float:
    return sum(part.whole for part in parts)


def _worth(code: str, problem: Problem, chosen: Mapping[str, date], option: Option) -> float:
    """Return what the whole campaign brings with one region moved to an option."""
    there = evaluate(moved(problem, code, option), {**chosen, code: option.day})
    return _whole(there.values())


def _ranked(
    code: str, problem: Problem, chosen: Mapping[str, date], days: Mapping[date, Option]
) -> list[date]:
    worth = {day: _worth(code, problem, chosen, option) for day, option in days.items()}
    return sorted(worth, key=lambda day: (-worth[day], day))


def _holiday(day: date, holidays: Sequence[tuple[date, str]]) -> str:
    """Return the nearest holiday within two weeks of a day, if there is one."""
    near = [(abs(day - start), name) for start, name in holidays if abs(day - start) <= AROUND]
    return min(near)[1] if near else ""


def _alternative(
    code: str,
    day: date,
    problem: Problem,
    chosen: Mapping[str, date],
    fields: Mapping[str, Field],
) -> Alternative:
    own = fields[code]
    barred = own.blocked.get(day)
    option = barred[0] if barred else own.free[day]
    before = evaluate(problem, chosen)
    after = evaluate(moved(problem, code, option), {**chosen, code: day})
    current = own.free.get(chosen[code]) or own.blocked[chosen[code]][0]
    parts = decomposed(code, (current, before), (option, after))
    near = _holiday(day, own.holidays)
    kind: Kind = "blocked" if barred else "holiday" if near else "best"
    against = _against(problem, chosen, {**chosen, code: day})
    notes = [barred[1]] if barred else [f"Around {near}"] if near else []
    note = "; ".join([*notes, *against])
    if barred:
        parts["gates"] = -sum(parts.values())
    return Alternative(day, significant(after[code].whole), sum(parts.values()), parts, kind, note)


def _against(problem: Problem, chosen: Mapping[str, date], there: Mapping[str, date]) -> list[str]:
    """Return the rules that a move breaks while all others stay, in words."""
    return [
        upper_first(limit.words)
        for limit in problem.limits
        if broken(limit, there) and not broken(limit, chosen)
    ]


State = tuple[Option, Mapping[str, Part]]


def decomposed(code: str, before: State, after: State) -> dict[str, float]:
    """Return what a move changes in the campaign through each factor; they add up to the change.

    A region's change is shared among its factors by the logarithmic mean of its values times the
    change of each factor's logarithm (LMDI, Ang 2004): exact, and the same in both directions.
    """
    parts = dict.fromkeys(PARTS, 0.0)
    (was, old), (now, new) = before, after
    for region in new:
        one, two = old[region], new[region]
        factors = {"lag": (one.lag, two.lag), "spill_over": (one.spill_over, two.spill_over)}
        if region == code:
            factors |= {
                "demand": (was.base, now.base),
                "holidays": (was.holidays, now.holidays),
                "competition": (was.competition, now.competition),
            }
        for name, effect in _shared(one.whole, two.whole, factors).items():
            parts[name] += effect
    return parts


def _shared(old: float, new: float, factors: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    if old == new and all(a == b for a, b in factors.values()):
        return {}
    if old <= 0 or new <= 0 or any(a <= 0 or b <= 0 for a, b in factors.values()):
        return {"demand": new - old}  # nothing comes on one of the days: no shares can be told
    mean = (new - old) / log(new / old) if abs(new / old - 1) > 1e-12 else old
    return {name: mean * log(b / a) for name, (a, b) in factors.items()}
