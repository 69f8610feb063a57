"""Numbers of many countries: one style per file, and a question where there is no telling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience.numerals import MANY, Decimal, decide, parse


def read(texts: list[str], *, plain: bool = False) -> list[float | None]:
    style = decide(texts, plain=plain)
    assert style.unclear is None
    return [parse(text, style.decimal) for text in texts]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1.234,5", "7"], [1234.5, 7]),
        (["1\u00a0234,5", "1\u202f234 567"], [1234.5, 1234567]),
        (["1,234.5", "1,234,567"], [1234.5, 1234567]),
        (["1'234.5", "1’234’567"], [1234.5, 1234567]),
        (["12,5", "1.234"], [12.5, 1234]),
        (["12.5", "1,234"], [12.5, 1234]),
        (["1.234.567", "1.234"], [1234567, 1234]),
        (["0.123", "1.234"], [0.123, 1.234]),
        (["12,34,567", "1,234"], [1234567, 1234]),
        (["€ 1.234,50", "99,90 €", "$5"], [1234.5, 99.9, 5]),
        (["1e3", "+5", ".5"], [1000, 5, 0.5]),
        (["", "n/a", "5"], [None, None, 5]),
        (["1.2345", "1.234"], [1.2345, 1.234]),
    ],
)
def test_one_number_settles_how_all_are_read(
    texts: list[str], expected: list[float | None]
) -> None:
    assert read(texts) == expected
    assert read(texts[::-1]) == expected[::-1]


def test_smaller_or_larger_numbers_without_a_mark_settle_what_it_is() -> None:
    assert read(["1.234", "950"]) == [1234, 950]
    assert read(["1,234", "950"]) == [1234, 950]
    assert read(["1.234", "1950"]) == [1.234, 1950]
    assert read([f"{at}.{at + 100}" for at in range(1, MANY + 1)])[0] == 1101


def test_a_lone_point_is_a_decimal_point_where_columns_are_separated_by_commas() -> None:
    assert read(["1.234"], plain=True) == [1.234]
    assert decide(["1.234"], plain=False).unclear == "1.234"
    assert decide(["1,234"], plain=True).unclear == "1,234"
    assert decide(["1,234", "1.234"], plain=True).unclear == "1,234"


def test_a_style_that_had_to_be_found_is_told() -> None:
    assert decide(["12,5"], plain=False).why == "Numbers such as 12,5 have a decimal comma."
    assert "1.234 is read as 1234" in str(decide(["1.234", "950"], plain=False).why)
    assert decide(["1.5", "2"], plain=True).why is None


@pytest.mark.parametrize("text", ["1_000", "١٢", "1 23", "1,23.4,5", "0x10", "nan", "1.2.3", "--1"])
@pytest.mark.parametrize("decimal", [".", ","])
def test_what_is_no_number_in_any_style(text: str, decimal: Decimal) -> None:
    assert parse(text, decimal) is None


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=30), st.sampled_from(["plain", "eu", "ch"]))
def test_formatted_numbers_come_back(values: list[float], country: str) -> None:
    marks = {"plain": ("", "."), "eu": (".", ","), "ch": ("'", ".")}[country]
    texts = [f"{value:,.2f}".replace(",", "G").replace(".", "D") for value in values]
    texts = [text.replace("G", marks[0]).replace("D", marks[1]) for text in texts]
    assert read(texts) == [float(f"{value:.2f}") for value in values]


@given(st.lists(st.text(alphabet="0123456789.,' e+-", max_size=8), max_size=20), st.booleans())
def test_any_text_is_a_number_or_none(texts: list[str], plain: bool) -> None:  # noqa: FBT001  # hypothesis gives it
    style = decide(texts, plain=plain)
    for text in texts:
        value = parse(text, style.decimal)
        assert value is None or isinstance(value, float)
