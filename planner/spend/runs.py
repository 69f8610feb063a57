"""When a plan's media runs: each cell's money in flights of one phase, for plan and Gantt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from planner.errors import PlanError
from planner.facts.table import Facts
from planner.model import names
from planner.model.plan import Plan
from planner.model.sections import RegionSpend, Spend
from planner.spend.flight import SUNDAY, WEEK, Phase, last_day, phase
from planner.spend.held_back import release_of
from planner.timing.calendar import monday

COLUMNS = ("region", "channel", "phase", "start", "end", "net", "share")


@dataclass(frozen=True, slots=True)
class Run:
    """Weeks in a row (Mondays) in which a cell has net money, all of one phase.

    `first` and `last` are its days, both included. `number` counts the runs of the same phase:
    above 1 after a pause.
    """

    region: str
    channel: str
    phase: Phase
    number: int
    first: date
    last: date
    money: dict[date, Decimal]

    @property
    def net(self) -> Decimal:
        """Return its net money, whoever pays."""
        return sum(self.money.values(), Decimal(0))


def runs(plan: Plan, facts: Facts) -> tuple[Run, ...]:
    """Return all runs, in the order of the plan's regions and channels, then by time.

    Raises:
        PlanError: nothing has been suggested yet, or a region has media and no release date.
    """
    found = suggested(plan).regions.items()
    return tuple(one for code, spend in found for one in _region(plan, code, spend, facts))


def suggested(plan: Plan) -> Spend:
    """Return the plan's spend section; raises `PlanError` where nothing has been suggested yet."""
    if plan.spend is None:
        raise PlanError(
            f"{plan.campaign} has no media plan yet: run suggest on the plan first, and save it."
        )
    return plan.spend


def money_by_week(spend: RegionSpend, channel: str) -> dict[date, Decimal]:
    """Return a channel's net money by the Monday of the week, weeks without any included."""
    if spend.flight_start is None:
        return {}
    start = monday(spend.flight_start)
    return {start + number * WEEK: x for number, x in enumerate(spend.media.get(channel, []))}


def gantt(plan: Plan, facts: Facts) -> pd.DataFrame:
    """Return one row a run: region, channel, phase, start, end (days, both included), net, share.

    `net` is money of the budget's currency, whoever pays; `share` is its part of the region's
    media, 0 to 1. Raises as `runs` does.
    """
    totals = {code: spend.media_total for code, spend in suggested(plan).regions.items()}
    rows = [
        (
            run.region,
            run.channel,
            run.phase,
            pd.Timestamp(run.first),
            pd.Timestamp(run.last),
            float(run.net),
            float(run.net / totals[run.region]),
        )
        for run in runs(plan, facts)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _region(plan: Plan, code: str, spend: RegionSpend, facts: Facts) -> Iterator[Run]:
    release = release_of(plan, code) if code in plan.goals.regions else None
    if release is None and spend.media_total:
        raise PlanError(
            f"{names.region(code)} has media and no release date: something was edited by hand. "
            "Run suggest on the plan again and save it."
        )
    if release is None:
        return
    last = last_day(plan, code, release, facts)
    for channel in spend.media:
        money = {week: x for week, x in money_by_week(spend, channel).items() if x}
        yield from _channel(code, channel, money, monday(release), last, facts)


def _channel(
    code: str,
    channel: str,
    money: dict[date, Decimal],
    opening: date,
    last: date | None,
    facts: Facts,
) -> Iterator[Run]:
    counts: dict[Phase, int] = {}
    for kind, weeks in _stretches({week: phase(week, opening, facts) for week in money}):
        counts[kind] = counts.get(kind, 0) + 1
        end = weeks[-1] + SUNDAY
        if last is not None and weeks[-1] <= last:
            end = min(end, last)
        own = {week: money[week] for week in weeks}
        yield Run(code, channel, kind, counts[kind], weeks[0], end, own)


def _stretches(phases: dict[date, Phase]) -> Iterator[tuple[Phase, list[date]]]:
    """Yield weeks that follow each other and have one phase."""
    weeks: list[date] = []
    for week, kind in phases.items():
        if weeks and (week - weeks[-1] != WEEK or phases[weeks[-1]] != kind):
            yield phases[weeks[-1]], weeks
            weeks = []
        weeks.append(week)
    if weeks:
        yield phases[weeks[-1]], weeks
