"""The forecast step: what the audience tables say of each region of a plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from planner.audience.summary import summarise
from planner.facts.table import Facts
from planner.forecast.frames import Forecasts
from planner.forecast.index import combine_group, demand_index
from planner.forecast.run import Order, Progress, forecasts
from planner.forecast.words import at_distance
from planner.model.plan import Plan
from planner.model.suggestion import Suggestion

RUN = timedelta(weeks=8)
"""How long the last release runs on behind the window."""
FARTHEST = timedelta(weeks=78)
"""Releases are planned 6 to 18 months ahead; beyond, each week counts as an average one."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the audience data say: their forecasts, the demand index, and what they cover."""

    forecasts: Forecasts
    index: pd.DataFrame
    summary: pd.DataFrame
    """`planner.audience.summary.summarise` of the weeks up to as_of, by region."""
    codes: dict[str, list[str]]
    """Whose data speak for each region: its own, else its members'."""

    def explained(self, code: str, suggestion: Suggestion[date]) -> Suggestion[date]:
        """Return a release date's suggestion with the skill at its own distance."""
        known = self.summary[self.summary.index.isin(self.codes[code])]
        last = known["last"].max() if len(known) else pd.NaT
        if pd.isna(last):
            return suggestion
        weeks = max((pd.Timestamp(suggestion.value) - last).days // 7, 1)
        told = at_distance(self.forecasts, self.codes[code], weeks)
        return replace(suggestion, sure=f"{suggestion.sure} {told}")


def listen(
    plan: Plan, table: pd.DataFrame, seed: int, facts: Facts, progress: Progress | None = None
) -> Heard:
    """Forecast what a plan needs: to the end of its window and the run behind it, at most 78 weeks.

    Raises `InputError` and `PlanError` as `planner.forecast.run.forecasts` does.
    """
    codes = _heard_codes(plan, set(table["region"]))
    wanted = sorted({code for parts in codes.values() for code in parts})
    own = table[table["region"].isin(wanted)].reset_index(drop=True)
    order = Order(
        until=min(plan.goals.window.to + RUN, plan.as_of + FARTHEST),
        as_of=plan.as_of,
        seed=seed,
        regions=wanted,
        groups=plan.goals.groups,
        facts=facts,
        progress=progress,
    )
    found = forecasts(own, order)
    index = demand_index(own, found.frame, as_of=plan.as_of)
    groups = [combine_group(index, parts, code) for code, parts in codes.items() if parts != [code]]
    index = pd.concat([index, *groups], ignore_index=True)
    past = own[own["week"] <= pd.Timestamp(plan.as_of)]
    return Heard(found, index, summarise(past).set_index("region"), codes)


def _heard_codes(plan: Plan, heard: set[str]) -> dict[str, list[str]]:
    """Return the codes whose data speak for each region: its own, else its members'."""
    goals = plan.goals
    return {code: [code] if code in heard else goals.members(code) for code in goals.regions}
