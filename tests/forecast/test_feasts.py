from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from dateutil.easter import easter  # type: ignore[import-untyped]  # it ships no types
from hypothesis import given
from hypothesis import strategies as st

from planner.forecast.feasts import EASTER, RAMADAN, Feasts, holiday_weeks
from planner.model.base import territories

WEEKS = pd.date_range("2019-01-07", periods=416, freq="7D")
RAMADANS = [date(2022, 4, 2), date(2023, 3, 23), date(2024, 3, 11), date(2025, 3, 1)]
"""First days in most countries, as they were announced."""


def held(feasts: Feasts, name: str, weeks: pd.DatetimeIndex = WEEKS) -> list[date]:
    """The Mondays of the weeks that hold a feast to some degree."""
    values = feasts.values[:, feasts.names.index(name)]
    return [week.date() for week in weeks[values > 0]]


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@pytest.mark.parametrize("region", ["FR", "US", "EG", "JP", "CA-QC", "ZZ", "Benelux"])
def test_easter_is_kept_everywhere(region: str) -> None:
    found = holiday_weeks(region, WEEKS)
    expected = [monday(easter(year)) for year in range(2019, 2027)]
    assert held(found, EASTER) == expected


def test_a_region_that_nobody_knows_has_easter_alone() -> None:
    assert holiday_weeks("ZZ", WEEKS).names == (EASTER,)
    assert holiday_weeks("Benelux", WEEKS).names == (EASTER,)


@pytest.mark.parametrize("region", ["EG", "AE", "TR", "ID"])
def test_ramadan_lasts_a_month_where_eid_is_a_holiday(region: str) -> None:
    found = holiday_weeks(region, WEEKS)
    values = pd.Series(found.values[:, found.names.index(RAMADAN)], WEEKS)
    for first in RAMADANS:
        around = values[str(first - timedelta(days=21)) : str(first + timedelta(days=50))]
        assert round(around.sum() * 7, 6) in {29, 30}
        assert values[pd.Timestamp(monday(first + timedelta(days=8)))] == pytest.approx(1)
        assert values[pd.Timestamp(monday(first - timedelta(days=8)))] == 0
        assert values[pd.Timestamp(monday(first + timedelta(days=38)))] == 0


@pytest.mark.parametrize("region", ["FR", "US", "KR", "JP", "GB", "ZZ"])
def test_ramadan_is_no_feature_elsewhere(region: str) -> None:
    assert RAMADAN not in holiday_weeks(region, WEEKS).names


@pytest.mark.parametrize(
    ("region", "name", "days"),
    [
        ("KR", "Korean New Year", [date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29)]),
        ("KR", "Chuseok", [date(2023, 9, 29), date(2024, 9, 17), date(2025, 10, 6)]),
        ("IN", "Diwali", [date(2023, 11, 12), date(2024, 10, 31), date(2025, 10, 20)]),
        ("US", "Thanksgiving Day", [date(2023, 11, 23), date(2024, 11, 28), date(2025, 11, 27)]),
        ("GB", "Late Summer Bank Holiday", [date(2023, 8, 28), date(2024, 8, 26)]),
        ("CA-QC", "Saint John the Baptist Day", [date(2023, 6, 24), date(2024, 6, 24)]),
        ("DE-BY", "All Saints' Day", [date(2023, 11, 1), date(2024, 11, 1)]),
    ],
)
def test_feasts_stand_in_their_weeks(region: str, name: str, days: list[date]) -> None:
    weeks = held(holiday_weeks(region, WEEKS), name)
    for day in days:
        assert [one for one in weeks if one.year == day.year] == [monday(day)]


def test_a_subdivision_has_holidays_of_its_own_and_an_unknown_one_its_countrys() -> None:
    assert "Saint John the Baptist Day" not in holiday_weeks("CA", WEEKS).names
    assert "All Saints' Day" not in holiday_weeks("DE", WEEKS).names
    assert holiday_weeks("FR-ZZ", WEEKS).names == holiday_weeks("FR", WEEKS).names


def test_days_off_that_come_once_or_instead_are_no_feasts() -> None:
    names = " ".join(holiday_weeks("GB", WEEKS).names + holiday_weeks("US", WEEKS).names)
    for word in ("Funeral", "Coronation", "Jubilee", "observed", "Good Friday"):
        assert word.lower() not in names.lower()


def test_feasts_by_the_moon_are_known_for_years_to_come() -> None:
    weeks = pd.date_range("2029-01-01", periods=260, freq="7D")
    found = holiday_weeks("EG", weeks)
    assert not any("estimated" in name for name in found.names)
    assert monday(date(2031, 1, 24)) in held(found, "Eid al-Fitr", weeks)
    assert found.values[:, found.names.index(RAMADAN)].sum() * 7 > 5 * 29


def test_a_group_is_the_mean_of_its_countries() -> None:
    members = ["DE", "AT", "CH"]
    found = holiday_weeks("DACH", WEEKS, members)
    singles = [holiday_weeks(code, WEEKS) for code in members]
    assert set(found.names) == {name for one in singles for name in one.names}
    for at, name in enumerate(found.names):
        columns = [
            one.values[:, one.names.index(name)] if name in one.names else np.zeros(len(WEEKS))
            for one in singles
        ]
        assert found.values[:, at] == pytest.approx(np.mean(columns, axis=0))
    assert held(found, EASTER) == held(singles[0], EASTER)


@given(
    st.sampled_from(["ZZ", "CA-QC", *sorted(territories())]),
    st.lists(st.sampled_from(sorted(territories())), max_size=3),
    st.integers(0, 3000),
    st.integers(1, 300),
)
def test_each_week_holds_a_feast_not_at_all_to_wholly(
    region: str, members: list[str], start: int, count: int
) -> None:
    first = pd.Timestamp("1990-01-01") + pd.Timedelta(weeks=start)
    found = holiday_weeks(region, pd.date_range(first, periods=count, freq="7D"), members)
    assert found.values.shape == (count, len(found.names))
    assert EASTER in found.names
    assert len(set(found.names)) == len(found.names)
    assert found.values.min() >= 0
    assert found.values.max() <= 1 + 1e-9
