from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from planner.facts.table import load
from planner.forecast.borrow import Loan
from planner.forecast.season import published, published_shape
from tests.forecast.made import NO_FACTS

WEEKS = pd.date_range("2026-01-05", periods=104, freq="7D")
FACTS = load()
KNOWN = date(2018, 12, 30)
"""The day of the shipped seasons, but for South Korea's, which is older."""


def fact(region: str, week: int) -> float:
    return FACTS.number(f"season.{region}.{week}").value


def loan(region: str, *, own: bool = False, as_of: date | None = None) -> Loan:
    found = published(region, WEEKS, FACTS, as_of, own=own)
    assert found is not None
    return found


def at(found: Loan, week: str) -> float:
    return float(found.season[pd.Timestamp(week)])


@pytest.mark.parametrize("region", ["FR", "GB", "KR", "US"])
def test_a_published_season_is_lent_in_logs(region: str) -> None:
    found = loan(region, own=True)
    expected = np.log(fact(region, 30) / fact(region, 10))  # ISO weeks 30 and 10
    assert at(found, "2026-07-20") - at(found, "2026-03-02") == pytest.approx(expected)
    assert found.season.mean() == pytest.approx(0)
    assert found.surprises.empty


def test_the_same_iso_week_of_two_years_is_the_same() -> None:
    found = loan("FR")
    assert at(found, "2026-07-20") == at(found, "2027-07-26")


def test_a_week_53_is_as_the_week_before() -> None:
    found = loan("FR")
    assert pd.Timestamp("2026-12-28").isocalendar().week == 53
    assert at(found, "2026-12-28") == at(found, "2026-12-21")


def test_a_region_without_a_season_takes_the_mean_of_all_if_it_may() -> None:
    assert published("SE", WEEKS, FACTS, None, own=True) is None
    shapes = [published_shape(code, FACTS) for code in ("FR", "GB", "KR", "US")]
    mean = pd.concat([one for one in shapes if one is not None], axis=1).mean(axis=1)
    expected = np.log(mean[30] / mean[10])
    found = loan("SE")
    assert at(found, "2026-07-20") - at(found, "2026-03-02") == pytest.approx(expected, abs=1e-3)
    assert loan("NO").season.equals(found.season)
    assert not loan("FR").season.equals(found.season)


def test_what_was_not_known_yet_is_not_used() -> None:
    before = date(2018, 12, 29)
    assert published("FR", WEEKS, FACTS, before, own=True) is None
    assert loan("FR", as_of=before).season.equals(loan("KR").season)  # the only one by then
    assert loan("SE", as_of=before).season.equals(loan("KR").season)
    assert published("SE", WEEKS, FACTS, date(2016, 1, 1), own=False) is None
    assert published_shape("FR", FACTS, date(2016, 1, 1)) is None
    for region in ("FR", "SE"):
        assert loan(region, as_of=KNOWN).season.equals(loan(region).season)


def test_without_facts_there_is_no_season() -> None:
    assert published("FR", WEEKS, NO_FACTS, None, own=False) is None
    assert published_shape("FR", NO_FACTS) is None


def test_a_shape_has_52_weeks_and_mean_1() -> None:
    for region in ("FR", "SE"):
        shape = published_shape(region, FACTS)
        assert shape is not None
        assert shape.index.tolist() == list(range(1, 53))
        assert shape.mean() == pytest.approx(1)
        assert shape.min() > 0.3


def test_a_week_overridden_by_0_is_as_the_week_before() -> None:
    odd = FACTS.with_overrides({"season.FR.30": (0.0, "a slip"), "season.FR.1": (0.0, "a slip")})
    found = published("FR", WEEKS, odd, None, own=True)
    assert found is not None
    assert np.isfinite(found.season).all()
    assert at(found, "2026-07-20") == at(found, "2026-07-13")
