"""Dates and numbers as people write them are told as a plan writes them; nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.plan import written

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("13/03/2027", "Write 2027-03-13."),
        ("3/13/2027", "Write 2027-03-13."),
        ("5.5.2027", "Write 2027-05-05."),
        ("12 March 2027", "Write 2027-03-12."),
        ("March 12, 2027", "Write 2027-03-12."),
        ("12th  Mar 2027", "Write 2027-03-12."),
        ("12. März 2027", "Write 2027-03-12."),
        ("12 mars 2027", "Write 2027-03-12."),
        ("12 de marzo de 2027", "Write 2027-03-12."),
        ("2027/3/12", "Write 2027-03-12."),
        ("20270312", "Write 2027-03-12."),
        ("2027-03-12T10:00:00Z", "Write 2027-03-12."),
        ("31/04/2027", "April has 30 days."),
        ("2027-02-29", "February 2027 has 28 days."),
        ("soon", written.ISO),
        ("March 2027", written.ISO),
        ("12 Foo 2027", written.ISO),
        ("99/99/2027", written.ISO),
        ("2027-13-01", written.ISO),
        ("0000-01-01", written.ISO),
        ("", written.ISO),
    ],
)
def test_a_date_is_told_with_its_year_first(text: str, told: str) -> None:
    assert written.day(text) == told


@given(DAYS, st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0.month}.{0.day}.{0.year}"]))
def test_day_and_month_are_never_guessed(day: date, form: str) -> None:
    told = written.day(form.format(day))
    assert str(day) in told
    both = day.day <= 12 and day.day != day.month
    assert told.startswith("Write the year first") == both


@given(DAYS, st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y/%m/%d", "%Y%m%d", "%Y.%m.%d"]))
def test_what_can_be_read_in_one_way_is_read_so(day: date, form: str) -> None:
    assert written.day(day.strftime(form)) == f"Write {day}."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0,25", "Write 0.25."),
        ("12,50", "Write 12.5."),
        ("12,500", "Write 12500 or 12.5."),
        ("12.500,50", "Write 12500.5."),
        ("12,500.50", "Write 12500.5."),
        ("1.234.567", "Write 1234567."),
        ("1 200", "Write 1200."),
        ("1\u00a0200", "Write 1200."),
        ("1'200", "Write 1200."),
        ("€12 500", "Write 12500."),
        ("EUR 100", "Write 100."),
        ("100 €", "Write 100."),
        ("5k", "Write 5000."),
        ("1.5m", "Write 1500000."),
        ("2 million", "Write 2000000."),
        ("-3", "Write -3."),
        ("25%", "Write 25."),
    ],
)
def test_a_number_is_told_without_its_marks(text: str, told: str) -> None:
    assert written.number(text) == told


@pytest.mark.parametrize("text", ["", "twelve", "1,2,3", "1..2", "12 min", "1:44", "%", "1,23.4,5"])
def test_what_is_no_number_gets_no_hint(text: str) -> None:
    assert written.number(text) is None


@pytest.mark.parametrize(("text", "told"), [("25%", "0.25"), ("12,5 %", "0.125"), ("100%", "1")])
def test_a_share_of_a_hundred_is_a_share_of_one(text: str, told: str) -> None:
    assert written.number(text, share=True) == f"Write {told}."


@given(st.text(max_size=20) | st.from_regex(r"[-+€]?[0-9.,' ]{1,12}[%km]?", fullmatch=True))
def test_any_text_is_read_or_not(text: str) -> None:
    written.number(text)
    written.day(text)
    written.yes_or_no(text)
