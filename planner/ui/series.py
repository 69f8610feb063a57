"""What pages draw: pure functions from a plan to the rows of its charts."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.model.plan import Plan
from planner.model.sections import Audience, Creators, Spend, Timing
from planner.spend.runs import money_by_week
from planner.ui import show, tables, words


def potential(section: Audience, plan: Plan) -> pd.DataFrame:
    """Return region, low, base, high and basis, the largest first, for the chart."""
    return pd.DataFrame(
        [
            {
                "region": show.region(code, plan.goals),
                "low": found.potential.low,
                "base": found.potential.base,
                "high": found.potential.high,
                "basis": words.BASES[found.basis],
            }
            for code, found in section.regions.items()
        ],
        columns=["region", "low", "base", "high", "basis"],
    ).sort_values(["base", "region"], ascending=[False, True])


def timeline(section: Timing, plan: Plan) -> pd.DataFrame:
    """Return region, name, earliest, latest and release, for the chart."""
    return pd.DataFrame(
        [
            {
                "region": code,
                "name": show.region(code, plan.goals),
                "earliest": one.earliest,
                "latest": one.latest,
                "release": one.date,
            }
            for code, one in section.regions.items()
        ]
    )


def split(spend: Spend, plan: Plan) -> pd.DataFrame:
    """Return region, channel and amount of all media money, whoever pays, for the chart."""
    return pd.DataFrame(
        [
            {
                "region": show.region(code, plan.goals),
                "channel": name,
                "amount": float(amount),
            }
            for code, region in spend.regions.items()
            for name, amount in region.by_channel.items()
        ],
        columns=["region", "channel", "amount"],
    )


def flight(spend: Spend) -> pd.DataFrame:
    """Return week (Monday), channel and amount: all media money, whoever pays, over all regions."""
    sums: dict[tuple[object, str], Decimal] = {}
    for region in spend.regions.values():
        for channel in region.media:
            for week, amount in money_by_week(region, channel).items():
                sums[week, channel] = sums.get((week, channel), Decimal(0)) + amount
    rows = [(week, channel, float(amount)) for (week, channel), amount in sums.items() if amount]
    return pd.DataFrame(rows, columns=["week", "channel", "amount"])


def reach(section: Creators) -> pd.DataFrame:
    """Return creator, added_reach, repeats and cumulative reach, for the chart."""
    rows = [(name, one.added_reach, one.repeats) for name, one in section.chosen.items()]
    frame = pd.DataFrame(rows, columns=["creator", "added_reach", "repeats"])
    return frame.assign(cumulative=frame["added_reach"].cumsum())


def openings(plans: Mapping[str, Plan]) -> pd.DataFrame:
    """Return film, region and day of each release of the campaigns (slug -> plan).

    Films of the same title are told apart by their campaigns' names.
    """
    titles = [plan.film.title for plan in plans.values()]
    rows = [
        (
            plan.film.title
            if titles.count(plan.film.title) == 1
            else f"{plan.film.title} ({slug})",
            show.region(code, plan.goals),
            one.date,
        )
        for slug, plan in plans.items()
        if plan.timing
        for code, one in plan.timing.regions.items()
        if one.date
    ]
    return pd.DataFrame(rows, columns=["film", "region", "day"])


def coverage(found: pd.DataFrame, plan: Plan, codes: Mapping[str, str]) -> pd.DataFrame:
    """Return the cells of the coverage matrix: a row for each region and signal, known or not.

    `found` is what `planner.audience.summary.coverage` tells, `codes` are the regions (code ->
    name) in the order of their rows. Old is what ends long before the plan's day.
    """
    known = {(row["region"], row["signal"]): row for row in found.to_dict("records")}
    signals = list(found.loc[found["region"].isin(list(codes)), "signal"].value_counts().index)
    return pd.DataFrame(
        [
            {"region": name, "signal": words.signal(signal)}
            | _cell(known.get((code, signal)), plan.as_of)
            for code, name in codes.items()
            for signal in signals
        ],
        columns=["region", "signal", *_cell(None, plan.as_of)],
    )


def _cell(row: Mapping[Hashable, Any] | None, today: date) -> dict[str, str]:
    names = ("short", "long", "state", "first", "last", "gaps", "source", "fetched")
    if row is None:
        nothing = [show.NOTHING, show.NOTHING, words.STATES[3], *[show.NOTHING] * 5]
        return dict(zip(names, nothing, strict=True))
    weeks, last = int(row["weeks"]), row["last"].date()
    old = (today - last).days > 7 * words.OLD_WEEKS
    enough = weeks >= words.ENOUGH_WEEKS
    return {
        "short": show.count(weeks),
        "long": f"{show.plural(weeks, 'week')} to {last:%b %Y}",
        "state": words.STATES[2 if old else 0 if enough else 1],
        "first": show.week(row["first"].date()),
        "last": show.week(last),
        "gaps": show.count(row["gaps"]),
        "source": str(row["source"]) or show.NOTHING,
        "fetched": tables.fetched(row["fetched"]),
    }


def holidays(
    names: Sequence[str],
    values: NDArray[np.float64],
    weeks: pd.DatetimeIndex,
    effects: Mapping[str, float],
    ahead: pd.Timestamp,
) -> pd.DataFrame:
    """Return the holidays in `weeks` for the forecast's chart, those in the same weeks as one.

    `values` (weeks x names) says which week holds which, `effects` what each does to its own week;
    those from the week `ahead` on may be named.
    """
    found: dict[tuple[pd.Timestamp, pd.Timestamp], list[str]] = {}
    for column, name in enumerate(names):
        for start, end in _runs(values[:, column] > 0):
            found.setdefault((weeks[start], weeks[end]), []).append(name)
    rows = [_holiday(span, held, effects, ahead) for span, held in sorted(found.items())]
    columns = ["start", "end", "name", "names", "effect", "strength", "named"]
    return pd.DataFrame(rows, columns=columns)


def _runs(held: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the first and last place of each unbroken run of True."""
    steps = np.diff(np.concatenate(([0], held.astype(int), [0])))
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1) - 1
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def _holiday(
    span: tuple[pd.Timestamp, pd.Timestamp],
    held: Sequence[str],
    effects: Mapping[str, float],
    ahead: pd.Timestamp,
) -> dict[str, object]:
    name = max(held, key=lambda one: abs(effects.get(one, 1.0) - 1))
    share = effects[name] - 1 if name in effects else None
    return {
        "start": span[0],
        "end": span[1],
        "name": name,
        "names": ", ".join(held),
        "effect": "not known" if share is None else f"{share:+.0%}",
        "strength": abs(share or 0.0),
        "named": span[0] >= ahead,
    }


def many(index: pd.DataFrame, forecast: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return the demand index of all regions from the plan's day on, for the chart of all.

    A region's season is borrowed where that of each of its signals is, in `forecast`.
    """
    own = set(forecast.loc[forecast["method"] != "borrowed", "region"])
    borrowed = {code for code in plan.goals.regions if not own & {code, *plan.goals.members(code)}}
    ahead = index[index["week"] > pd.Timestamp(plan.as_of) - pd.Timedelta(days=7)]
    pieces = [
        ahead[ahead["region"] == code].assign(
            region=show.region(code, plan.goals), borrowed=code in borrowed
        )
        for code in plan.goals.regions
    ]
    return pd.concat(pieces, ignore_index=True) if pieces else ahead.assign(borrowed=False)


def releases(plan: Plan) -> pd.DataFrame:
    """Return region and day of each release."""
    section = plan.timing.regions if plan.timing else {}
    rows = [(show.region(code, plan.goals), one.date) for code, one in section.items() if one.date]
    return pd.DataFrame(rows, columns=["region", "day"])
