"""Which regions and channels a plan's decisions and limits speak of, and whether they exist."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.facts.table import Facts
from planner.model.money import SpendLimit
from planner.model.plan import Plan
from planner.spend.response import channels
from planner.spend.shortlists import CREATORS

Named = tuple[str, str, str, str]
"""A field of the plan, what it holds, and the region and channel that it speaks of, or nothing."""


def unknown_places(plan: Plan, facts: Facts) -> list[Problem]:
    """Return the decisions, limits, hiatus weeks and rules that speak of what the plan lacks."""
    known = sorted(channels(facts))
    regions = f"Regions are {', '.join(plan.goals.regions)}."
    hint = f"Channels are {', '.join(known)}."
    problems = []
    for field, value, region, channel in (*_decided(plan), *_limited(plan), *_paused(plan)):
        if region and region not in plan.goals.regions:
            what = "speaks of no region of this campaign"
            problems.append(Problem(what, field=field, value=value, hint=regions))
        if channel == CREATORS and field.startswith("goals.limits"):
            problems += _of_creators(field, value, region)
        elif channel and channel not in known:
            problems.append(
                Problem("speaks of no media channel", field=field, value=value, hint=hint)
            )
    return problems


def ends(limit: SpendLimit, currency: str) -> str:
    """Return the least and the most that a limit asks for: `at least 5% of our media`."""

    def amount(value: float) -> str:
        return f"{value:.0%} of our media" if limit.unit == "share" else f"{currency} {value:,.0f}"

    found = [f"at least {amount(limit.least)}"] if limit.least is not None else []
    found += [f"at most {amount(limit.most)}"] if limit.most is not None else []
    return " and ".join(found)


def _of_creators(field: str, value: str, region: str) -> list[Problem]:
    """Tell a limit of one region's creators: their money is decided for all regions together."""
    if not region:
        return []
    hint = (
        f"Write the limit for all regions at channel:{CREATORS}, or the most for one region in "
        f"goals.shortlist.regions.{region}.budget."
    )
    return [Problem("is no limit that media has", field=field, value=value, hint=hint)]


def _decided(plan: Plan) -> Iterator[Named]:
    for number, item in enumerate(plan.overrides):
        if item.target in ("timing", "spend"):
            channel = item.last if item.target == "spend" else ""
            yield f"overrides.{number}.at", item.at, item.key, channel


def _limited(plan: Plan) -> Iterator[Named]:
    for number, limit in enumerate(plan.goals.limits):
        yield f"goals.limits.{number}.at", limit.at, *limit.place


def _paused(plan: Plan) -> Iterator[Named]:
    for number, pause in enumerate(plan.goals.hiatus):
        for code in pause.regions:
            yield f"goals.hiatus.{number}.regions", code, code, ""
        for name in pause.channels:
            yield f"goals.hiatus.{number}.channels", name, "", name
    for number, rule in enumerate(plan.goals.decisions):
        for code in rule.regions:
            yield f"goals.decisions.{number}.regions", code, code, ""
