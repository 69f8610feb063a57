"""Other plans beside the open one: what they would bring at the same dates, with its creators.

All plans are valued in the same cases (common random numbers), so that their difference is that of
the plans and not of chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from planner.model.base import Range
from planner.model.goals import Objective
from planner.model.plan import Plan
from planner.plan import edit
from planner.ui import series_whatif, show, spend_words

if TYPE_CHECKING:  # slow to load
    from planner.spend.case import Case
    from planner.spend.step import Money

THIS = "This plan"
Factors = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Change:
    """What another plan does otherwise; what is left out stays as it is.

    `without` are regions that don't open; `versions` language versions to put in or take out;
    `limit` is one more limit, as the goals hold it.
    """

    total: Decimal | None = None
    objective: Objective | None = None
    without: tuple[str, ...] = ()
    versions: Mapping[str, bool] = field(default_factory=dict)
    limit: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """A plan, solved: its money and what it brings (admissions P10 to P90, and its objective)."""

    name: str
    case: Case
    admissions: Range | None
    outcome: float


def this(money: Money) -> Other:
    """Return the open plan itself."""
    outcome = series_whatif.outcome(money.case)
    return Other(THIS, money.case, money.section.admissions, outcome)


def other(money: Money, change: Change, name: str) -> Other:
    """Return the plan with a change, split anew.

    Raises:
        InputError: a change does not fit, such as a limit whose ends are the wrong way round.
        PlanError: the budget does not cover its lines, or limits can't hold together.
    """
    from planner.spend.case import solve  # noqa: PLC0415  # slow to load

    ask = money.case.ask
    days = {code: None if code in change.without else day for code, day in ask.days.items()}
    case = solve(replace(ask, plan=changed(ask.plan, change), days=days, languages=None))
    return Other(name, case, admissions(money, case), series_whatif.outcome(case))


def named(found: Other, name: str) -> Other:
    """Return a plan under another name."""
    return replace(found, name=name)


def changed(plan: Plan, change: Change) -> Plan:
    """Return the plan with a change to its goals and decisions; raises as `other`."""
    values: dict[str, object] = {}
    if change.total is not None:
        values["goals.budget.total"] = change.total
    if change.objective is not None:
        values["goals.objective"] = change.objective
    if change.limit is not None:
        values["goals.limits"] = [*plan.goals.limits, change.limit]
    found = edit.replace(plan, values)
    for key, chosen in change.versions.items():
        found = edit.with_override(found, f"languages.{key}.chosen", chosen)
    return found


def admissions(money: Money, case: Case) -> Range | None:
    """Return P10, P50 and P90 of a case's admissions in the cases of the open plan."""
    from planner.spend.draws import spread  # noqa: PLC0415  # slow to load

    if money.draws is None:
        return None
    before = money.case.languages.factors
    by = {code: x / before[code] for code, x in case.languages.factors.items() if before.get(code)}
    part = money.draws.scaled(by).admissions
    found = part.by_region(case.by_cell)
    kept = [at for at, code in enumerate(part.regions) if code in case.cells.base]
    return spread(found[:, kept].sum(axis=1))


def beside(others: Sequence[Other], plan: Plan) -> pd.DataFrame:
    """Return what each plan has and brings: a row for each figure, a column for each plan."""
    currency = plan.goals.budget.currency
    columns = {one.name: _figures(one, currency) for one in others}
    return pd.DataFrame(columns).rename_axis("Figure").reset_index()


def _figures(one: Other, currency: str) -> dict[str, str]:
    lines, money = one.case.lines, one.case.money
    whole = sum(money.values(), Decimal(0))
    versions = sum(lines.language_versions.values(), Decimal(0))
    return {
        "Our budget": show.money(lines.total, currency),
        "Our media, net, at most": show.money(lines.media, currency),
        "All media, net, whoever pays": show.money(whole, currency),
        "Regions that open": show.count(len(one.case.cells.base)),
        "Language versions": f"{len(lines.language_versions)} for {show.money(versions, currency)}",
        "Admissions, 8 of 10 cases": show.spread(one.admissions)
        if one.admissions
        else show.NOTHING,
        "Best estimate": spend_words.worth(one.outcome, one.case.ask.plan),
    }


def spans(others: Sequence[Other]) -> pd.DataFrame:
    """Return name, low, middle and high of each plan's admissions, for their chart."""
    rows = [
        (one.name, one.admissions.low, one.admissions.base, one.admissions.high)
        for one in others
        if one.admissions
    ]
    return pd.DataFrame(rows, columns=["name", "low", "middle", "high"])


def by_region(others: Sequence[Other], plan: Plan) -> pd.DataFrame:
    """Return the net media of each region, whoever pays: a column for each plan."""
    rows = [
        {"Region": show.region(code, plan.goals)}
        | {
            one.name: show.money(
                sum(one.case.by_channel(code).values(), Decimal(0)), plan.goals.budget.currency
            )
            for one in others
        }
        for code in plan.goals.regions
    ]
    return pd.DataFrame(rows)
