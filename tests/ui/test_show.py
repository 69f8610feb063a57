"""How figures, dates and names look."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.base import Range
from planner.ui import show, words


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (0.25, "0.25"),
        (7.4, "7.4"),
        (149, "150"),
        (12_345, "12,000"),
        (1_460_000, "1,500,000"),
    ],
)
def test_an_estimate_has_two_significant_digits(number: float, text: str) -> None:
    assert show.about(number) == text


def test_money_is_shown_to_the_cent_only_where_it_is_exact() -> None:
    assert show.exact_money(1234.5, "EUR") == "€1,234.50"
    assert show.money(399_999.6, "EUR") == "€400,000"
    assert show.exact_money(1234, "JPY") == "¥1,234.00"


def test_a_range_is_shown_by_its_ends() -> None:
    values = Range(low=177_600, base=300_000, high=1_418_900)
    assert show.spread(values) == "180,000 to 1,400,000"
    assert show.compact(values) == "178K–1.4M"


def test_a_week_belongs_to_its_iso_year() -> None:
    assert show.week(date(2027, 1, 1)) == "2026 week 53"
    assert show.day(date(2027, 3, 12)) == "Fri 12 Mar 2027"
    assert show.day(None) == show.week(None) == show.NOTHING


@pytest.mark.parametrize(
    ("code", "name"), [("MX", "Mexico"), ("CA-QC", "Canada, QC"), ("NA", "Namibia"), ("XYZ", "XYZ")]
)
def test_a_region_is_called_by_its_name(code: str, name: str) -> None:
    assert show.region(code) == name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("fr dub", "French dub"),
        ("pt-BR subtitles", "Brazilian Portuguese subtitles"),
        ("dcp", "Digital cinema copies"),
        ("new_line", "New line"),
    ],
)
def test_a_budget_line_is_called_in_words(name: str, text: str) -> None:
    assert words.line(name) == text


@given(st.text())
def test_a_literal_text_is_never_markdown(text: str) -> None:
    found = show.literal(text)
    assert found.replace("\\", "") == text.replace("\\", "")
    assert "[" not in found.replace("\\[", "")
