from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from planner.audience.table import empty_table
from planner.facts.table import Facts
from planner.forecast.borrow import Loan
from planner.forecast.design import MOST_WEEKS
from planner.forecast.series import Series, Task, fingerprint, observed
from tests.forecast.made import LAST, NO_FACTS, ahead, closed, made_up, mondays, rows, table_of


def series_of(
    table: pd.DataFrame,
    as_of: date | None = None,
    asked: Sequence[str] = (),
    facts: Facts = NO_FACTS,
) -> list[Series]:
    return observed(table, as_of, asked, {"DACH": ["DE", "AT"]}, facts)


def test_series_are_sorted_by_region_and_signal_whatever_the_order_of_rows() -> None:
    table = table_of(made_up("JP", 30), made_up("FR", 40, "views"), made_up("FR", 50, "cinema"))
    found = series_of(table)
    assert [one.name for one in found] == ["FR cinema", "FR views", "JP demand"]
    mixed = series_of(table.sample(frac=1, random_state=1))
    for one, other in zip(found, mixed, strict=True):
        pd.testing.assert_series_equal(one.demand, other.demand)


def test_weeks_are_consecutive_and_end_with_one_that_was_observed() -> None:
    values = [np.nan, 1.0, 2.0, np.nan, 4.0, np.nan, np.nan]
    (found,) = series_of(table_of(rows("FR", values)))
    assert found.demand.index.tolist() == mondays(6)[:4].tolist()
    assert found.demand.to_numpy() == pytest.approx([1, 2, np.nan, 4], nan_ok=True)
    assert found.observed == 3


def test_rows_that_are_missing_are_weeks_that_were_not_observed() -> None:
    table = table_of(rows("FR", range(1, 11))).drop(index=[3, 4])
    (found,) = series_of(table)
    assert np.flatnonzero(found.demand.isna()).tolist() == [3, 4]
    assert len(found.demand) == 10


def test_what_came_after_as_of_is_not_seen() -> None:
    (found,) = series_of(table_of(made_up("FR", 40)), as_of=date(2026, 10, 7))
    assert found.demand.index[-1] == pd.Timestamp("2026-10-05")
    assert series_of(table_of(made_up("FR", 40)), as_of=date(2020, 1, 1))[0].observed == 0


def test_a_region_without_demand_has_an_empty_series() -> None:
    table = table_of(rows("FR", [np.nan, np.nan]), rows("JP", [0.0, 0.0]), made_up("NO", 9))
    found = series_of(table, asked=["SE", "NO", "DACH"])
    assert [one.name for one in found] == [
        "DACH borrowed",
        "FR borrowed",
        "JP borrowed",
        "NO demand",
        "SE borrowed",
    ]
    assert [len(one.demand) for one in found] == [0, 0, 0, 9, 0]
    assert found[0].members == ("DE", "AT")
    assert series_of(empty_table()) == []


def test_history_is_cut_to_the_newest_weeks_that_were_observed() -> None:
    table = table_of(made_up("FR", MOST_WEEKS + 80))
    (found,) = series_of(table)
    assert found.observed == len(found.demand) == MOST_WEEKS
    assert found.demand.index[-1] == LAST
    (gapped,) = series_of(table, facts=closed("2022-01-03/2022-05-29"))
    assert gapped.observed == MOST_WEEKS
    assert len(gapped.demand) == MOST_WEEKS + 21


def test_disruptions_are_unknown_and_leave_a_step() -> None:
    facts = closed("2024-01-01/2024-04-07")
    (found,) = series_of(table_of(made_up("FR", 208)), facts=facts)
    assert found.demand[found.demand.isna()].index[[0, -1]].tolist() == [
        pd.Timestamp("2024-01-01"),
        pd.Timestamp("2024-04-01"),
    ]
    assert found.steps == (pd.Timestamp("2024-04-08"),)
    (online,) = series_of(table_of(made_up("FR", 208, "wiki_views")), facts=facts)
    assert online.observed == 208
    assert online.steps == ()


def test_a_step_before_the_history_that_is_kept_is_none() -> None:
    facts = closed("2018-01-01/2018-04-01")
    (found,) = series_of(table_of(made_up("FR", MOST_WEEKS + 100)), facts=facts)
    assert found.steps == ()


@pytest.mark.parametrize(("weeks", "long", "lends"), [(103, 0, 0), (104, 1, 0), (156, 1, 1)])
def test_how_long_a_history_is_says_what_it_can_do(weeks: int, long: int, lends: int) -> None:
    (found,) = series_of(table_of(made_up("FR", weeks)))
    assert (found.long, found.lends) == (bool(long), bool(lends))


SERIES = Series("FR", "demand", pd.Series(np.arange(1.0, 9), mondays(8)))
LOAN = Loan(pd.Series(0.1, ahead(3)), pd.Series(0.2, mondays(8)), 0.3)
TASK = Task(SERIES, ahead(3), (LOAN,), seed=1)
CHANGED = SERIES.demand.copy()
CHANGED.iloc[2] = np.nan
OTHER = {
    "region": replace(TASK, series=replace(SERIES, region="JP")),
    "members": replace(TASK, series=replace(SERIES, members=("DE", "AT"))),
    "steps": replace(TASK, series=replace(SERIES, steps=(mondays(4)[0],))),
    "one week": replace(TASK, series=replace(SERIES, demand=CHANGED)),
    "time": replace(
        TASK,
        series=replace(SERIES, demand=SERIES.demand.shift(freq="7D")),
        future=ahead(3) + pd.Timedelta(days=7),
    ),
    "horizon": replace(TASK, future=ahead(4)),
    "seed": replace(TASK, seed=2),
    "no loan": replace(TASK, loans=()),
    "a loan's season": replace(TASK, loans=(replace(LOAN, season=LOAN.season * 2),)),
    "a loan's surprises": replace(TASK, loans=(replace(LOAN, surprises=LOAN.surprises * 2),)),
    "a loan's noise": replace(TASK, loans=(replace(LOAN, noise=0.4),)),
}


@pytest.mark.parametrize("name", OTHER)
def test_whatever_changes_the_answer_changes_the_fingerprint(name: str) -> None:
    assert fingerprint(OTHER[name]) != fingerprint(TASK)


def test_what_a_signal_is_called_does_not_change_the_answer() -> None:
    other = replace(TASK, series=replace(SERIES, signal="search"))
    assert fingerprint(other) == fingerprint(TASK)
    again = Task(replace(SERIES, demand=SERIES.demand.copy()), ahead(3), (LOAN,), seed=1)
    assert fingerprint(again) == fingerprint(TASK)
