"""What page Film draws: pure functions from a plan and what was found to rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from planner.model.plan import Plan
from planner.ui import show

if TYPE_CHECKING:  # slow to load
    from planner.travel.comps import Line
    from planner.travel.potential import Potential
    from planner.travel.rank import Score

STATES = ("In the campaign", "Not yet")
MOST_PROPOSED = 15
"""Regions shown that are not in the campaign: those with the most appetite."""
STEPS = {
    "film.comps": "Comparable titles",
    "foreign_share": "A title from abroad",
    "comp_season_damping": "Average season",
    "size_exponent": "Size of the market",
    "appetite_exponent": "Streaming appetite",
    "home_bonus": "Home or abroad",
}
"""Steps by the first fact they rest on."""


def members(plan: Plan) -> set[str]:
    """Return the countries that the campaign's regions cover."""
    goals = plan.goals
    return {one[:2] for code in goals.regions for one in goals.members(code)}


def ranked(scores: Mapping[str, Score]) -> list[str]:
    """Return the codes of the countries known, most appetite first, then by name."""
    return sorted(scores, key=lambda code: (-scores[code].value, show.country(code)))


def unknown(scores: Mapping[str, Score], plan: Plan) -> list[str]:
    """Return the campaign's countries of which no appetite is known, by name."""
    return sorted(members(plan) - set(scores), key=show.country)


def appetite(scores: Mapping[str, Score], plan: Plan) -> pd.DataFrame:
    """Return region, appetite, times, state, comps and why: the campaign's and those proposed."""
    inside = members(plan)
    ordered = ranked(scores)
    proposed = set([code for code in ordered if code not in inside][:MOST_PROPOSED])
    rows = [
        {
            "region": show.country(code),
            "appetite": scores[code].value,
            "times": f"{scores[code].times:.1f} times as often",
            "state": STATES[code not in inside],
            "comps": _comps(code, plan),
            "why": " ".join(scores[code].evidence),
        }
        for code in ordered
        if code in inside or code in proposed
    ]
    return pd.DataFrame(rows, columns=["region", "appetite", "times", "state", "comps", "why"])


def _comps(code: str, plan: Plan) -> str:
    goals = plan.goals
    titles = [
        comp.title
        for comp in plan.film.comps
        if comp.region == code or code in goals.groups.get(comp.region, ())
    ]
    return ", ".join(dict.fromkeys(titles))


def steps(found: Potential) -> pd.DataFrame:
    """Return the steps from the comparable titles to the potential, for the waterfall."""
    rows: list[dict[str, object]] = []
    at = 0.0
    for reason in found.suggestion.reasons:
        if reason.effect is None:
            continue
        kind = "whole" if not rows else "up" if reason.effect >= 0 else "down"
        sign = "+" if rows and reason.effect >= 0 else "-" if reason.effect < 0 else ""
        rows.append(
            {
                "step": STEPS.get(reason.facts[0], "All its countries")
                if reason.facts
                else STEPS["appetite_exponent"],
                "start": at,
                "end": at + reason.effect,
                "kind": kind,
                "text": f"{sign}{show.about(abs(reason.effect))}",
            }
        )
        at += reason.effect
    ends = found.range
    text = f"{show.about(ends.base)} ({show.spread(ends)})"
    last = {"step": "Potential, with its range", "start": 0.0, "end": ends.base, "kind": "whole"}
    rows.append(last | {"text": text, "low": ends.low, "high": ends.high})
    return pd.DataFrame(rows, columns=["step", "start", "end", "kind", "text", "low", "high"])


def lines(found: Potential, plan: Plan) -> pd.DataFrame:
    """Return the comparable titles behind a potential, each with its factors."""
    rows = pd.DataFrame([_line(line, plan) for line in found.lines])
    return rows.loc[:, (rows != show.NOTHING).any()]


def _line(line: Line, plan: Plan) -> dict[str, str]:
    where = ", ".join(show.region(code, plan.goals) for code in line.region.split("+"))
    return {
        "Title": line.title,
        "In": where,
        "Drew": show.count(line.admissions),
        "Says here": show.about(line.value),
        "Season": _times(line.season),
        "Size": _times(line.size * line.members),
        "Appetite": _times(line.appetite),
        "Home": _times(line.home),
    }


def _times(factor: float) -> str:
    return show.NOTHING if factor == 1.0 else f"x {factor:.2g}"
