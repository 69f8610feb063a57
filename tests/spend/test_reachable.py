import pytest

from planner.facts.market import Market
from planner.facts.table import Facts, load
from planner.spend.reachable import on_target, reachable

FACTS = load()


def market(*codes: str, facts: Facts = FACTS) -> Market:
    return Market("X", codes, facts)


def with_fact(key: str, value: float) -> Facts:
    return FACTS.with_overrides({key: (value, "a test")})


def value(key: str) -> float:
    return FACTS.number(key).value


def test_people_are_the_product_of_what_narrows_them() -> None:
    core = value("population.IN") * value("target_share")
    people = core * value("online_share.IN") * value("channel_use.search")
    assert reachable(market("IN"), "search") == pytest.approx(people)


def test_a_channel_that_needs_no_connection_reaches_people_offline() -> None:
    people = value("population.IN") * value("target_share") * value("channel_use.out_of_home")
    assert reachable(market("IN"), "out_of_home") == pytest.approx(people)


def test_a_group_reaches_the_sum_of_its_countries_people() -> None:
    parts = [reachable(market(code), "search") for code in ("DE", "AT", "CH")]
    assert reachable(market("DE", "AT", "CH"), "search") == pytest.approx(sum(parts))


def test_a_countrys_own_share_stands_in_for_the_usual_one() -> None:
    facts = with_fact("channel_use.search.AT", 0)
    germany = reachable(market("DE"), "search")
    assert reachable(market("DE", "AT", facts=facts), "search") == pytest.approx(germany)
    twice = with_fact("target_share.FR", 2 * value("target_share"))
    more = reachable(market("FR", facts=twice), "search")
    assert more == pytest.approx(2 * reachable(market("FR"), "search"))
    assert reachable(market("GB", facts=twice), "search") == reachable(market("GB"), "search")


def test_targeting_of_a_group_is_weighted_by_people() -> None:
    assert on_target(market("DE", "AT"), "search") == pytest.approx(value("on_target.search"))
    facts = with_fact("on_target.search.AT", 0.1)
    found = on_target(market("DE", "AT", facts=facts), "search")
    people = value("population.AT"), value("population.DE")
    wanted = (0.1 * people[0] + value("on_target.search") * people[1]) / sum(people)
    assert found == pytest.approx(wanted)
