"""What pages show as tables: pure functions from a plan to rows, sums included."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from planner.model.plan import Plan
from planner.model.sections import Audience, RegionTiming, Spend, Timing
from planner.ui import show, words


def cells(spend: Spend, plan: Plan) -> pd.DataFrame:
    """Return media money with a row per region, a column per channel and their sums."""
    names = list(dict.fromkeys(name for one in spend.regions.values() for name in one.media))
    rows = []
    for code, region in spend.regions.items():
        row: dict[str, object] = {"Region": show.region(code, plan.goals)}
        amounts = region.by_channel
        row |= {words.channel(name): float(amounts.get(name, 0)) for name in names}
        rows.append(row | {"All channels": float(region.media_total)})
    return pd.DataFrame(rows)


def audience(section: Audience, plan: Plan) -> pd.DataFrame:
    """Return what is known of each region's audience."""
    return pd.DataFrame(
        [
            {
                "Region": show.region(code, plan.goals),
                "Admissions": show.spread(found.potential),
                "Rests on": words.BASES[found.basis],
                "Season from": words.METHODS[found.method],
                "Weeks": found.weeks,
                "Best week": show.week(found.peak_week),
                "Signals": ", ".join(map(words.signal, found.signals)) or show.NOTHING,
            }
            for code, found in section.regions.items()
        ]
    )


def coverage(found: pd.DataFrame, codes: Mapping[str, str], plan: Plan) -> pd.DataFrame:
    """Return what `planner.audience.summary.coverage` tells, the campaign's `codes` first."""
    places = {code: at for at, code in enumerate(codes)}
    order = found["region"].map(lambda code: places.get(code, len(places)))
    rows = found.assign(order=order).sort_values(["order", "region", "signal"]).to_dict("records")
    return pd.DataFrame(
        [
            {
                "Region": codes.get(row["region"], show.region(str(row["region"]), plan.goals)),
                "Signal": words.signal(str(row["signal"])),
                "Weeks": row["weeks"],
                "First": show.week(row["first"].date()),
                "Last": show.week(row["last"].date()),
                "Gaps": row["gaps"],
                "Source": row["source"],
                "Fetched": fetched(row["fetched"]),
            }
            for row in rows
        ]
    )


def fetched(when: pd.Timestamp) -> str:
    """Return when values were fetched; a file of the person's own tells no time."""
    return "Your own file" if pd.isna(when) else show.moment(when.to_pydatetime())


def head(table: pd.DataFrame, plan: Plan, count: int) -> pd.DataFrame:
    """Return the first values of each series of an audience table, `count` in all."""
    seen = table.dropna(subset="value")
    series = seen.groupby(["region", "signal"])
    rows = series.head(max(count // max(series.ngroups, 1), 2)).head(count)
    return pd.DataFrame(
        {
            "Region": [show.region(code, plan.goals) for code in rows["region"]],
            "Week of": [show.short_day(week.date()) for week in rows["week"]],
            "Signal": [words.signal(name) for name in rows["signal"]],
            "Value": rows["value"].to_numpy(),
        }
    )


def timing(section: Timing, plan: Plan) -> pd.DataFrame:
    """Return the date of each region, earliest first, and what it waits for."""
    found = sorted(
        section.regions.items(), key=lambda item: (item[1].date or item[1].latest, item[0])
    )
    return pd.DataFrame(
        [
            {
                "Region": show.region(code, plan.goals),
                "Opens": show.day(one.date),
                "Week": show.week(one.date),
                "Decided by": words.SET_BY[one.set_by],
                "Not before": show.day(one.earliest),
                "Waits for": _binding(one, plan),
                "Stayed the best": _stayed(one, section),
                "Demand, after competition and lag": (
                    f"{one.demand.base:.2f}" if one.demand else show.NOTHING
                ),
            }
            for code, one in found
        ]
    )


def _stayed(one: RegionTiming, section: Timing) -> str:
    """Return in how many of the futures that were tried a date's week stayed the best."""
    if one.futures is None or section.schedule is None:
        return show.NOTHING
    return f"{one.futures} of {section.schedule.futures}"


def _binding(one: RegionTiming, plan: Plan) -> str:
    """Return what sets the earliest day: what is ready last, else the window or the rights."""
    last = max(one.gates, key=lambda name: (one.gates[name], name), default=None)
    if last and one.gates[last] >= one.earliest:
        return words.line(last)
    return words.line("window" if one.earliest == plan.goals.window.from_ else "rights")


def alternatives(section: Timing, code: str) -> pd.DataFrame:
    """Return a region's other dates and what each is worth beside the suggested one."""
    found = section.regions[code].alternatives.items()
    return pd.DataFrame(
        [
            {
                "Date": show.day(day),
                "Week": show.week(day),
                "Worth beside the date": show.percent(share),
            }
            for day, share in sorted(found, key=lambda item: (-item[1], item[0]))
        ]
    )
