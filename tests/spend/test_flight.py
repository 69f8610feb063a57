from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.facts.table import load
from planner.spend.flight import flight_weeks, spread

FACTS = load()
AS_OF = date(2026, 6, 3)  # a Wednesday
amounts = st.decimals(0, 10**9, places=2)


@given(amounts, st.lists(st.floats(0.001, 1), min_size=1, max_size=12))
def test_weeks_add_up_to_the_amount_exactly(amount: Decimal, weights: list[float]) -> None:
    shares = [weight / sum(weights) for weight in weights]
    weeks = spread(amount, shares)
    assert sum(weeks) == amount
    assert min(weeks) >= 0
    assert all(
        abs(float(week) - float(amount) * share) < 2
        for week, share in zip(weeks, shares, strict=True)
    )


def test_cents_and_the_last_unit_go_by_largest_remainder() -> None:
    weeks = spread(Decimal("10.30"), [0.5, 0.27, 0.23])
    assert weeks == [Decimal(5), Decimal("3.30"), Decimal(2)]


@given(st.integers(-60, 400))
def test_no_week_has_begun_by_as_of_and_the_shares_are_whole(days: int) -> None:
    release = AS_OF + timedelta(days=days)
    start, shares = flight_weeks(release, AS_OF, FACTS)
    assert start.weekday() == 0
    assert start > AS_OF
    assert abs(sum(shares) - 1) < 1e-9


def test_a_far_release_gets_the_usual_flight() -> None:
    weights = FACTS.table("flight_weight")
    usual = {int(key): fact.value for key, fact in weights.items()}
    release = date(2027, 3, 5)
    start, shares = flight_weeks(release, AS_OF, FACTS)
    assert start == date(2027, 3, 1) + timedelta(weeks=min(usual))
    expected = [usual[week] / sum(usual.values()) for week in sorted(usual)]
    assert all(abs(a - b) < 1e-12 for a, b in zip(shares, expected, strict=True))


def test_a_near_release_gets_all_its_money_in_the_weeks_that_are_left() -> None:
    start, shares = flight_weeks(date(2026, 6, 19), AS_OF, FACTS)
    usual = FACTS.table("flight_weight")
    assert start == date(2026, 6, 8)
    assert len(shares) == len(usual) - 5
    expected = usual["-1"].value / usual["0"].value
    assert shares[0] / shares[1] == pytest.approx(expected)


def test_a_film_that_has_left_gets_the_next_week_that_can_be_bought() -> None:
    assert flight_weeks(date(2026, 1, 9), AS_OF, FACTS) == (date(2026, 6, 8), [1.0])
