"""How a potential follows, in sentences: each with its effect in admissions and its facts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from planner.facts.market import Market
from planner.model import names
from planner.model.base import significant
from planner.model.suggestion import Reason
from planner.travel.comps import Line, by_title
from planner.travel.scale import Scales

UNIT = "admissions"
MOST_NAMED = 5
"""Titles that a sentence names."""


def stage(
    name: str, market: Market, lines: Sequence[Line], scales: Scales, effect: float
) -> Reason:
    """Return the reason for one stage of `planner.travel.comps.STAGES`."""
    here = names.region(market.code)
    if name == "admissions":
        return Reason(_titles(here, lines, scales), effect, UNIT, ("film.comps",))
    if name == "season":
        driver = "In a week of average demand: the season of their releases is taken out, in part."
        return Reason(driver, effect, UNIT, ("comp_season_damping",))
    if name == "members":
        driver = f"Scaled up from the countries where they opened to all of {here}."
        return Reason(driver, effect, UNIT, market.fact_ids("admissions_year"))
    if name == "size":
        return _size(market, effect)
    if name == "appetite":
        return _appetite(market, scales, effect)
    return _home(market, scales, effect)


def range_of(lines: Sequence[Line], low: float, high: float, *more: str) -> Reason:
    """Return the reason for the range: how far titles end from their comparable titles."""
    count = len(by_title(lines))
    what = "one comparable title" if count == 1 else f"{count} comparable titles"
    driver = (
        f"With {what}, the film may end between {low:.2g} and {high:.2g} times the middle; "
        "more titles that agree would narrow it."
    )
    spreads = ("comp_spread", *more)
    ids = tuple(f"{name}.{end}" for name in spreads for end in ("low", "high"))
    return Reason(driver, facts=(*ids, "comp_spread.comps"))


def sure_of(lines: Sequence[Line]) -> str:
    """Return how sure a potential from own comparable titles is."""
    count = len(lines)
    return f"It rests on {count} comparable title{'s' * (count > 1)}."


def assumed(
    market: Market, reference: Market, scales: Scales, values: Sequence[float]
) -> tuple[Reason, ...]:
    """Return the reasons where no comparable title is known; `values` are after each factor."""
    where = names.region(reference.code)
    steps = [after - before for before, after in pairwise(values)]
    start = (
        f"No comparable title anywhere: assumed is what a title from abroad usually takes, "
        f"measured in {where}."
    )
    reasons = [
        Reason(start, values[0], UNIT, ("foreign_share", *reference.fact_ids("admissions_year"))),
        _size(market, steps[0]),
        _appetite(market, scales, steps[1]),
    ]
    return (*reasons, *([_home(market, scales, steps[2])] if steps[2] else []))


def _titles(here: str, lines: Sequence[Line], scales: Scales) -> str:
    if all(line.size == line.appetite == line.home == 1.0 for line in lines):
        listed = ", ".join(f"{line.title} {significant(line.admissions):,.0f}" for line in lines)
        return f"Comparable titles in {here}: {listed}."
    told = [
        f"{line.title} {significant(line.admissions):,.0f} in {_places(line.region)}"
        for line in lines
    ]
    listed = ", ".join(told[:MOST_NAMED])
    fewer = len(lines) < len(scales.film.comps)
    left = " Titles at home say little of other regions and are left out." if fewer else ""
    rest = f" and {len(told) - MOST_NAMED} more" if len(told) > MOST_NAMED else ""
    return f"No comparable title in {here} itself, so from other regions: {listed}{rest}.{left}"


def _places(codes: str) -> str:
    return " and ".join(names.region(code) for code in codes.split("+"))


def _size(market: Market, effect: float) -> Reason:
    driver = (
        f"{names.region(market.code)} has {significant(market.admissions):,.0f} cinema admissions "
        "a year; a title takes a larger share of a small market than of a large one."
    )
    ids = market.fact_ids("admissions_year") or ("admissions_per_head",)
    return Reason(driver, effect, UNIT, ("size_exponent", *ids))


def _appetite(market: Market, scales: Scales, effect: float) -> Reason:
    times, here = scales.times(market), names.region(market.code)
    if times is None:
        driver = f"Streaming appetite in {here} is not known, so it changes nothing."
        return Reason(driver, effect, UNIT)
    driver = (
        f"Streaming appetite: titles like this chart in {here} {times:.2g} times as often as the "
        "average title; cinemas follow it in part."
    )
    return Reason(driver, effect, UNIT, ("appetite_exponent", "appetite_bound"))


def _home(market: Market, scales: Scales, effect: float) -> Reason:
    here = names.region(market.code)
    driver = (
        f"{here} is home: a title takes far more of its home market."
        if scales.at_home(market)
        else f"The titles are known at home alone, where they take far more than in {here}."
    )
    return Reason(driver, effect, UNIT, ("home_bonus",))
