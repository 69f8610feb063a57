"""Dates of many countries: one order per file, and a question where there is no telling."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience.cells import CellError
from planner.audience.dates import Order, decide, described, read
from planner.audience.days import parse_day, parse_serial

DAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05", "2026/1/5", "2026.01.05", "20260105", "2026-W02", "2026W02", "2026-W02-1",
        "05/01/2026", "5.1.2026", "05-01-2026", "05/01/26", "5 Jan 2026", "05-Jan-26",
        "January 5, 2026", "Jan 5 2026", "5th of January 2026", "Mon 5 Jan 2026",
        "Monday, 5 January 2026", "5. Januar 2026", "5 janvier 2026", "5 de enero de 2026",
        "5 января 2026", "2026年1月5日", "2026년 1월 5일", "2026. 1. 5.", "2026-01-05 00:00:00",
        "2026-01-05T00:00:00Z", "2026-01-05T00:00:00+00:00", "05/01/2026 0:00",
        "2 - 8 January 2026", "2–8 Jan 2026", "4 Jan - 6 Jan 2026", "02/01/2026 - 08/01/2026",
        "2026-01-02/2026-01-08", "2026-01-02 to 2026-01-08", "2 January 2026 – 8 January 2026",
        "02.01.–08.01.2026",
    ],
)  # fmt: skip
def test_one_day_in_many_writings(text: str) -> None:
    assert parse_day(text) == DAY


def test_a_period_over_the_end_of_a_month_or_year_has_its_middle() -> None:
    assert parse_day("30 January - 1 February 2026") == date(2026, 1, 31)
    assert parse_day("29 Dec 2025 – 4 Jan 2026") == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-02-30", "is no date"),
        ("2025-W53", "is no date"),
        ("31/31/2026", "is no date"),
        ("", "is no date"),
        ("5 Smarch 2026", "is no date"),
        ("2026-01-05T07:00", "is no date"),
        ("8 - 2 January 2026", "is no date"),
        ("2026-01", "is a month or a year"),
        ("01/2026", "is a month or a year"),
        ("2026", "is a month or a year"),
        ("January 2026", "is a month or a year"),
        ("Januar 26", "is a month or a year"),
        ("1 - 31 January 2026", "lasts 31 days"),
        ("0219-01-07", "lies outside the years"),
    ],
)
def test_what_is_no_day_says_why(text: str, said: str) -> None:
    with pytest.raises(CellError, match=said) as caught:
        parse_day(text)
    assert caught.value.hint


def test_a_spreadsheets_serial_number_is_a_day() -> None:
    assert parse_serial(46027.0) == DAY
    assert parse_serial(20260105.0) == DAY
    with pytest.raises(CellError):
        parse_serial(12.0)


def written(days: list[date], order: str) -> list[str]:
    return [f"{day:{order}}" for day in days]


@pytest.mark.parametrize("order", ["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%y"])
@pytest.mark.parametrize("step", [1, 7])
@pytest.mark.parametrize("count", [3, 30])
def test_the_steps_of_a_file_settle_the_order(order: str, step: int, count: int) -> None:
    days = [date(2026, 3, 2) + timedelta(days=step * at) for at in range(count)]
    texts = written(days, order)
    found = decide(texts)
    assert [read(text, found) for text in texts] == days
    assert found.why
    assert order.startswith("%d") == found.day_first
    assert described(texts, found) == ("day first" if found.day_first else "month first")


def test_an_order_that_cannot_be_told_is_asked_for() -> None:
    assert decide(["03/04/2026"]).unclear == "03/04/2026"
    assert decide(["03/04/2026", "03/04/2026"]).unclear == "03/04/2026"
    assert decide(["01/01/2026", "02/02/2026"]).unclear is None  # the same either way
    assert decide(["03.04.2026"]) == Order(day_first=True)  # with points the day is first
    assert not decide(["12.31.2025"]).day_first


def test_text_beside_a_spreadsheets_own_dates_is_not_trusted() -> None:
    found = decide([date(2026, 4, 3), "03/04/2026", "13/04/2026"])
    assert found.unclear == "03/04/2026"
    assert found.mixed
    assert decide([date(2026, 4, 3), "2026-04-10"]).unclear is None


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(2, 40), st.sampled_from([1, 7]))
def test_an_order_is_never_guessed_wrong(start: date, count: int, step: int) -> None:
    days = [start + timedelta(days=step * at) for at in range(count)]
    for order in ("%d/%m/%Y", "%m/%d/%Y"):
        texts = written(days, order)
        found = decide(texts)
        if found.unclear is None and count > 3:
            assert [read(text, found) for text in texts] == days


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_an_error_for_people(text: str) -> None:
    with suppress(CellError):
        assert isinstance(parse_day(text), date)
