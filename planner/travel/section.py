"""The audience section of a plan: what was heard of each region, and its potential."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from planner.forecast.step import Heard
from planner.model.plan import Plan
from planner.model.sections import Audience, RegionAudience
from planner.travel.potential import Potential


def audience_section(plan: Plan, heard: Heard, potentials: Mapping[str, Potential]) -> Audience:
    """Return what is known of each region's audience, and how many may come."""
    regions = {
        code: _region_audience(plan, code, heard, potentials[code]) for code in plan.goals.regions
    }
    return Audience(regions=regions)


def _region_audience(plan: Plan, code: str, heard: Heard, found: Potential) -> RegionAudience:
    parts = heard.codes[code]
    known = heard.summary[heard.summary.index.isin(parts)]
    frame = heard.forecasts.frame
    methods = set(frame.loc[frame["region"].isin(parts), "method"])
    signals = {name for names in known["signals"] for name in names.split(", ")}
    last = known["last"].max() if len(known) else pd.NaT
    return RegionAudience(
        signals=sorted(signals),
        weeks=int(known["weeks"].max()) if len(known) else 0,
        last_week=None if pd.isna(last) else last.date(),
        method="prophet" if "prophet" in methods else "borrowed",
        peak_week=_peak(plan, heard.index[heard.index["region"] == code]),
        potential=found.range,
        basis=found.basis,
    )


def _peak(plan: Plan, index: pd.DataFrame) -> date | None:
    window = plan.goals.window
    weeks = index["week"]
    first = pd.Timestamp(window.from_).to_period("W").start_time
    inside = index[(weeks >= first) & (weeks <= pd.Timestamp(window.to))]
    if inside.empty:
        return None
    best = int(inside["mean"].to_numpy().argmax())
    return pd.Timestamp(inside["week"].iloc[best]).date()
