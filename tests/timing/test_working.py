from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlanError
from planner.timing.public import days_off, holidays_of, is_known
from planner.timing.working import LONGEST, WorkingDays

PLACES = [(), ("FR",), ("DE-BY",), ("AE", "SA"), ("GB", "US"), ("CN", "IL"), ("TA",), ("CA-QC",)]
places = st.sampled_from(PLACES)
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
counts = st.integers(0, 300)


@given(places, days, counts)
def test_ahead_then_back_returns_to_a_working_day(
    countries: tuple[str, ...], day: date, count: int
) -> None:
    working = WorkingDays(countries)
    start = working.ahead(day, 0)
    assert working.is_working(start)
    assert start >= day
    assert working.back(working.ahead(start, count), count) == start
    assert working.ahead(working.back(start, count), count) == start


@given(places, days, counts)
def test_as_many_working_days_are_passed_as_asked(
    countries: tuple[str, ...], day: date, count: int
) -> None:
    working = WorkingDays(countries)
    end = working.ahead(day, count)
    passed = [day + timedelta(days=number) for number in range(1, (end - day).days + 1)]
    assert working.is_working(end)
    if count:
        assert sum(map(working.is_working, passed)) == count == working.between(day, end)
    else:
        assert not any(map(working.is_working, passed[:-1]))


@given(days, counts)
def test_a_day_off_in_any_country_is_off(day: date, count: int) -> None:
    both, one = WorkingDays(("DE", "AE")), WorkingDays(("DE",))
    assert both.ahead(day, count) >= one.ahead(day, count)
    assert both.is_working(day) == (one.is_working(day) and WorkingDays(("AE",)).is_working(day))


@given(days, counts)
def test_a_negative_count_goes_the_other_way(day: date, count: int) -> None:
    working = WorkingDays(("FR",))
    assert working.ahead(day, -count - 1) == working.back(day, count + 1)


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("FR", date(2027, 7, 14), False),
        ("DE", date(2027, 7, 14), True),
        ("SA", date(2027, 1, 8), False),  # a Friday
        ("SA", date(2027, 1, 10), True),  # a Sunday
        ("AE", date(2021, 1, 8), False),  # the weekend moved in 2022
        ("AE", date(2027, 1, 8), True),
        ("CN", date(2026, 2, 14), True),  # a Saturday that is worked for days off elsewhere
        ("GB", date(2027, 8, 30), False),  # England's bank holiday
        ("GB", date(2027, 12, 27), False),  # a day off instead of Christmas Day
        ("DE-BY", date(2027, 1, 6), False),
        ("DE-BE", date(2027, 1, 6), True),
        ("CA-QC", date(2027, 6, 24), False),
        ("CA-ON", date(2027, 6, 24), True),
        ("TA", date(2027, 12, 24), True),  # no country of the package: weekends alone
        ("TA", date(2027, 12, 25), False),
        ("FR", date(2028, 2, 29), True),
        ("FR", date(1875, 7, 14), True),  # no table: weekends alone
        ("FR", date(1875, 7, 17), False),
    ],
)
def test_days_off(country: str, day: date, *, works: bool) -> None:
    assert WorkingDays((country,)).is_working(day) == works


def test_a_lead_time_over_christmas_takes_longer() -> None:
    working = WorkingDays(("DE",))
    assert working.ahead(date(2026, 12, 21), 10) == date(2027, 1, 6)
    assert working.back(date(2027, 1, 6), 10) == date(2026, 12, 21)


@pytest.mark.parametrize("count", [LONGEST + 1, -LONGEST - 1, 10**12])
def test_a_lead_time_that_nobody_can_mean_is_refused(count: int) -> None:
    with pytest.raises(PlanError, match="Check the facts named lead_time"):
        WorkingDays(("FR",)).ahead(date(2027, 1, 1), count)


@pytest.mark.parametrize("country", ["FR", "TA"])
def test_the_calendar_ends(country: str) -> None:
    working = WorkingDays((country,))
    with pytest.raises(PlanError, match="beyond the calendar"):
        working.ahead(date.max, 5)
    with pytest.raises(PlanError, match="beyond the calendar"):
        working.back(date.min, 5)


def test_the_mark_of_an_estimate_is_kept_and_taken_off_the_name() -> None:
    rows = {row.name: row.estimated for row in holidays_of("RW", 2027)}
    assert rows["Eid al-Adha"] is True
    assert rows["Eid al-Adha (observed)"] is True
    assert rows["New Year's Day"] is False
    assert not any("stimated" in name for name in rows)


def test_several_feasts_of_one_day_stand_apart() -> None:
    names = {row.name for row in holidays_of("IN", 2027) if row.day == date(2027, 8, 15)}
    assert names == {"Independence Day", "Prophet's Birthday"}


def test_what_the_package_does_not_know_is_empty() -> None:
    assert holidays_of("TA", 2027) == ()
    assert holidays_of("FR", 2027, "optional") == ()
    assert holidays_of("FR", 1500) == ()
    assert holidays_of("DE-ZZ", 2027) == holidays_of("DE", 2027)
    assert is_known("FR", 2027)
    assert not is_known("TA", 2027)


def test_a_leap_year_has_its_own_length() -> None:
    assert len(days_off("TA", 2028)) == sum(
        (date(2028, 1, 1) + timedelta(days=number)).weekday() >= 5 for number in range(366)
    )
