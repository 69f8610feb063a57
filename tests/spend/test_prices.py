from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlanError
from planner.facts.table import Facts, load
from planner.model.plan import Plan
from planner.spend.prices import months, price, usual_weeks
from tests.plans import make_plan

FACTS = load()
NOVEMBER = {date(2027, 11, 8): 1.0}


def plan_of(currency: str = "EUR") -> Plan:
    goals = {
        "budget": {"total": 400_000, "currency": currency},
        "groups": {"DACH": ["DE", "AT", "CH"]},
    }
    return make_plan({"FR": {}, "MX": {}, "DACH": {}}, goals=goals)


def with_fact(key: str, value: float) -> Facts:
    return FACTS.with_overrides({key: (value, "a test")})


def value(key: str) -> float:
    return FACTS.number(key).value


def test_a_price_is_the_channels_times_the_level_and_the_season() -> None:
    found = price(plan_of("USD"), "MX", "paid_social", NOVEMBER, FACTS)
    wanted = value("cpm.paid_social") * value("price_level.MX") * value("price_season.11")
    assert found.cpm == pytest.approx(wanted)
    assert found.season == value("price_season.11")
    assert found.currency == "USD"
    assert found.low < found.cpm < found.high
    assert found.facts == ("cpm.paid_social", "price_level.MX", "price_season.11")


def test_in_another_currency_the_rate_is_one_of_its_facts() -> None:
    dollars = price(plan_of("USD"), "MX", "paid_social", NOVEMBER, FACTS)
    yen = price(plan_of("JPY"), "MX", "paid_social", NOVEMBER, FACTS)
    assert yen.cpm == pytest.approx(dollars.cpm * value("fx.USD") / value("fx.JPY"))
    assert {"fx.USD", "fx.JPY"} <= set(yen.facts)


def test_the_season_is_weighted_by_the_money_of_each_month() -> None:
    weeks = {date(2027, 10, 4): 0.25, date(2027, 11, 8): 0.75}
    found = price(plan_of(), "FR", "short_video", weeks, FACTS)
    wanted = 0.25 * value("price_season.10") + 0.75 * value("price_season.11")
    assert found.season == pytest.approx(wanted)
    assert price(plan_of(), "FR", "short_video", {}, FACTS).season == 1


def test_metas_season_is_not_that_of_a_poster_unless_a_fact_says_so() -> None:
    assert price(plan_of(), "FR", "out_of_home", NOVEMBER, FACTS).season == 1
    november = FACTS.number("price_season.11")
    own = FACTS.with_rows([replace(november, id="price_season.out_of_home.11", value=1.4)])
    assert price(plan_of(), "FR", "out_of_home", NOVEMBER, own).season == 1.4
    assert price(plan_of(), "FR", "paid_social", NOVEMBER, own).season == value("price_season.11")


def test_a_countrys_own_price_stands_as_it_is() -> None:
    own = with_fact("cpm.paid_social.MX", 9)
    found = price(plan_of("USD"), "MX", "paid_social", {}, own)
    assert found.cpm == pytest.approx(9)
    assert (found.low, found.high) == (found.cpm, found.cpm)
    assert found.facts == ("cpm.paid_social.MX",)
    assert price(plan_of(), "FR", "paid_social", {}, own) == price(
        plan_of(), "FR", "paid_social", {}, FACTS
    )


def test_a_groups_price_is_the_mean_by_people() -> None:
    own = with_fact("cpm.search.AT", 50)
    people = {code: value(f"population.{code}") for code in ("DE", "AT", "CH")}
    each = {
        "DE": value("cpm.search") * value("price_level.DE"),
        "AT": 50.0,
        "CH": value("cpm.search") * value("price_level.CH"),
    }
    wanted = sum(each[code] * people[code] for code in people) / sum(people.values())
    assert price(plan_of("USD"), "DACH", "search", {}, own).cpm == pytest.approx(wanted)


@pytest.mark.parametrize("key", ["cpm.search", "cpm.search.FR", "price_level.FR", "fx.USD"])
@pytest.mark.parametrize("bad", [0, -2])
def test_a_price_of_nothing_is_refused(key: str, bad: float) -> None:
    with pytest.raises(PlanError, match=f"The fact {key} must be above 0; it is {bad}"):
        price(plan_of(), "FR", "search", NOVEMBER, with_fact(key, bad))


def test_a_week_belongs_to_the_month_of_its_thursday() -> None:
    assert months({date(2027, 3, 29): 0.5, date(2027, 3, 22): 0.5}) == {4: 0.5, 3: 0.5}
    assert months({}) == {}


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(days, days)
def test_the_usual_flight_is_whole_and_lies_ahead(release: date, as_of: date) -> None:
    weeks = usual_weeks(release, as_of, FACTS)
    assert sum(weeks.values()) == pytest.approx(1)
    assert all(week > as_of and week.weekday() == 0 and share > 0 for week, share in weeks.items())
    assert max(weeks) - min(weeks) < timedelta(weeks=10)
