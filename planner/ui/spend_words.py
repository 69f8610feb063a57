"""What page Spend calls things: grades, objectives, splits, phases, measures."""

from __future__ import annotations

from planner.model import names
from planner.model.base import significant
from planner.model.plan import Plan
from planner.ui import show

GRADES = (
    "Under 5%",
    "5 to 15%",
    "15 to 35%",
    "35 to 65%",
    "65% or more",
)
"""Smallest to largest, as `series_spend.STEPS` divide them."""
NOTHING = "Gets nothing"
OBJECTIVES = {
    "admissions": "Admissions",
    "reach": "People reached often enough",
    "gross": "Box office",
    "net revenue": "Our net revenue",
}
UNITS = {
    "admissions": "admissions",
    "reach": "people reached often enough",
    "gross": "{} at the box office",
    "net revenue": "{} of net revenue",
}
"""What one of each objective is called; money has its currency."""
MONEY = ("gross", "net revenue")
"""Objectives that are money."""
SPLITS = {
    "point": "The best estimate",
    "average": "The average over what may be true",
    "cautious": "The bad cases: caution",
}
MEASURES = {
    "week_two_drop": "Loss from week one to two",
    "opening_to_plan": "Opening beside the plan",
}
SIDES = {"below": "is below", "above": "is above"}
THEN = {
    "release": "Spend what is held back",
    "hold": "Keep what is held back",
    "cut": "Stop what has not run",
}
UNIT_NAMES = {"money": "Amount", "share": "% of our media"}
HIATUS = "No media"
PAYERS = {"us": "We pay", "partner": "The partner pays", "shared": "We share the cost"}
"""Said of a cell of the heat map, by who pays in its region."""
PHASES = {
    "teaser": "Teaser",
    "pre-release": "Run-up",
    "opening": "Opening week",
    "second wave": "Second wave",
}
"""Of a flight, in their order."""


def unit(plan: Plan) -> str:
    """Return what the plan's objective counts: `admissions`, `EUR at the box office`."""
    return UNITS[plan.goals.objective].format(plan.goals.budget.currency)


def figure(value: float, plan: Plan) -> str:
    """Return an outcome without its unit, to three digits; money has its currency.

    Three, where an estimate has two: what differs little must be seen to differ.
    """
    rounded = significant(value)
    if plan.goals.objective in MONEY:
        return show.money(rounded, plan.goals.budget.currency)
    return show.count(rounded) if rounded >= 10 else show.about(rounded)


def worth(value: float, plan: Plan) -> str:
    """Return an outcome with its unit, to three digits: `12,300 admissions`."""
    told, counted = figure(value, plan), UNITS[plan.goals.objective]
    return counted.format(told) if plan.goals.objective in MONEY else f"{told} {counted}"


def upper(text: str) -> str:
    """Return a text with a capital at its start."""
    return names.upper_first(text)
