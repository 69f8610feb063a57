from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.creators.sheet_numbers import Amount, guess, has_sign, read_amount, with_sign


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("1.2M", 1_200_000, None),
        ("850K", 850_000, None),
        ("850 k", 850_000, None),
        ("409.8m", 409_800_000, None),
        ("1,2 Mio.", 1_200_000, None),
        ("1.234M", 1_234_000, None),
        ("850 mil", 850_000, None),
        ("2,5 milhões", 2_500_000, None),
        ("1.1bn", 1_100_000_000, None),
        ("12,500", 12_500, None),
        ("12.500", 12_500, None),
        ("12 500", 12_500, None),
        ("12\u202f500", 12_500, None),
        ("1’250’000", 1_250_000, None),
        ("12,34,567", 1_234_567, None),
        ("1,5", "1.5", None),
        ("0.125", "0.125", None),
        ("€1,200", 1_200, "€"),
        ("1.200,50 EUR", "1200.50", "EUR"),
        ("eur 1200", 1_200, "EUR"),
        ("MX$1.2K", 1_200, "MX$"),
        ("-3", -3, None),
    ],
)
def test_numbers_are_read_as_people_write_them(
    text: str, value: float | str, currency: str | None
) -> None:
    assert read_amount(text) == Amount(Decimal(str(value)), currency)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a number"),
        ("K", "is not a number"),
        ("1.200,50 EUR?", "is not a number"),
        ("from 300", "is not a number"),
        ("300 EUR or 400 USD", "is not a number"),
        ("1_000", "is not a number"),
        ("١٢٣", "is not a number"),
        ("1,200K", "could be 1,200 or 1,200,000"),
        ("1.2 mil", "could be 1,200 or 1,200,000"),
    ],
)
def test_what_cannot_be_told_is_said(text: str, why: str) -> None:
    assert read_amount(text) == why


def test_a_guess_finds_the_number_and_the_currency_in_a_text() -> None:
    assert guess("1.200,50 EUR?") == Amount(Decimal("1200.5"), "EUR")
    assert guess("about 300 each") == Amount(Decimal(300))
    assert guess("ask them") is None


def test_signs_of_currencies() -> None:
    assert with_sign("€") == {"EUR"}
    assert with_sign("US$") == {"USD"}
    assert {"USD", "MXN", "CAD"} <= with_sign("$")
    assert has_sign("EUR")
    assert not has_sign("ARS")


@given(st.decimals(0, 10**12, places=2))
def test_amounts_of_money_keep_their_cents(value: Decimal) -> None:
    for text in (f"{value}", f"{value:,}", f"{value:,}".translate(str.maketrans(",.", ".,"))):
        assert read_amount(text) == Amount(value), text


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_a_reason(text: str) -> None:
    found = read_amount(text)
    assert isinstance(found, Amount) or found.startswith(("is ", "could "))
    guess(text)
