import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.spend.contacts import Audience, met
from planner.spend.prices import Price

audiences = st.builds(
    Audience,
    people=st.floats(1, 1e9),
    on_target=st.floats(0.001, 1),
    often=st.floats(1, 20),
    price=st.floats(0.01, 1e3).map(lambda cpm: Price(cpm, cpm, cpm, 1.0, "EUR", ())),
)


@given(audiences, st.floats(0.01, 1e9))
def test_contacts_are_whom_it_reaches_times_how_often(audience: Audience, money: float) -> None:
    found = met(audience, money)
    assert found.impressions == pytest.approx(1000 * money / audience.price.cpm)
    contacts = found.impressions * audience.on_target
    assert found.reached * found.frequency == pytest.approx(contacts)
    assert 0 <= found.effective <= found.reached <= found.people
    assert found.frequency >= 1


@given(audiences, st.floats(0.01, 1e7), st.floats(1.01, 100))
def test_more_money_meets_more_people_more_often(
    audience: Audience, money: float, times: float
) -> None:
    less, more = met(audience, money), met(audience, money * times)
    assert less.reached <= more.reached
    assert less.effective <= more.effective
    assert less.frequency <= more.frequency


@given(audiences)
def test_one_contact_for_each_person_meets_half_of_them(audience: Audience) -> None:
    found = met(audience, audience.contact)
    assert found.reached == pytest.approx(audience.people / 2)
    assert found.effective == pytest.approx(audience.people / 2**audience.often)
    assert found.frequency == pytest.approx(2)


def test_the_shares_met_at_least_so_often_add_up_to_all_contacts() -> None:
    # The mean of a count is the sum over n of the share that counts n or more.
    price = Price(10.0, 10.0, 10.0, 1.0, "EUR", ())
    at_least = [met(Audience(1000.0, 0.5, often, price), 60.0).effective for often in range(1, 400)]
    contacts = 1000 * 60 / 10 * 0.5
    assert sum(at_least) == pytest.approx(contacts)


def test_no_money_or_nobody_meets_nobody() -> None:
    price = Price(10.0, 10.0, 10.0, 1.0, "EUR", ())
    assert met(Audience(100.0, 0.5, 2.0, price), 0.0).frequency == 0
    assert met(Audience(0.0, 0.5, 2.0, price), 50.0).reached == 0
