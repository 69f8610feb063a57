from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.spend.commission import apportion, commission_on, net_within

CENT = Decimal("0.01")
money = st.decimals(0, 10**10, places=2)
rates = st.floats(0, 0.99)


@given(money, rates)
def test_the_most_net_media_and_its_commission_fit_the_gross_and_leave_less_than_a_unit(
    gross: Decimal, rate: float
) -> None:
    net = net_within(gross, rate)
    assert net >= 0
    assert 0 <= gross - net - commission_on(net, rate) < CENT / Decimal(str(1 - rate)) + CENT


@given(money, money, rates)
def test_less_net_media_never_overdraws_the_gross(
    gross: Decimal, less: Decimal, rate: float
) -> None:
    net = min(net_within(gross, rate), less)
    assert net + commission_on(net, rate) <= gross


@given(money)
def test_without_a_commission_net_is_gross(gross: Decimal) -> None:
    assert net_within(gross, 0.0) == gross
    assert commission_on(gross, 0.0) == 0


@pytest.mark.parametrize(
    ("net", "rate", "commission"),
    [("85", 0.15, "15"), ("100", 0.15, "17.65"), ("0.05", 0.5, "0.05"), ("0.03", 0.2, "0.01")],
)
def test_commission_is_a_part_of_gross_media(net: str, rate: float, commission: str) -> None:
    assert commission_on(Decimal(net), rate) == Decimal(commission)


def test_half_a_cent_goes_to_the_even_cent() -> None:
    assert commission_on(Decimal("0.02"), 0.2) == 0  # 0.005
    assert commission_on(Decimal("0.06"), 0.2) == Decimal("0.02")  # 0.015


@given(money, st.lists(money, min_size=1, max_size=12))
def test_parts_add_up_and_stay_within_a_cent_of_their_share(
    total: Decimal, weights: list[Decimal]
) -> None:
    everything = sum(weights, Decimal(0))
    if not everything:
        return
    parts = apportion(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / everything) < CENT + CENT / 1000
        assert part >= 0
        assert part <= weight or total > everything


def test_the_first_of_equal_remainders_gets_the_odd_cent() -> None:
    third = [Decimal(1)] * 3
    assert apportion(Decimal("0.02"), third) == [CENT, CENT, Decimal(0)]
    assert apportion(Decimal(0), []) == []
    assert apportion(Decimal(0), [Decimal(0)]) == [Decimal(0)]
    with pytest.raises(ValueError, match="can't be shared out"):
        apportion(CENT, [Decimal(0)])
