from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings

from planner.creators.candidates import Candidate, Rules
from planner.creators.frontier import frontier, rising_budgets
from planner.creators.select import select
from planner.errors import InputError
from tests.creators.test_select import PEOPLE, Case, cases, market


@settings(max_examples=20)
@given(cases())
def test_values_rise_with_cost_up_to_what_select_finds(case: Case) -> None:
    if case.best_of_all() is None:
        return
    found = frontier(
        case.pool,
        PEOPLE,
        rising_budgets(case.budget, 5),
        weights=case.weights,
        include=case.include,
        rules=case.rules,
    )
    assert found[-1] == case.found()
    for one, more in itertools.pairwise(found):
        assert one.spent < more.spent
        assert one.value < more.value
    for one in found:
        assert one.value <= one.bound
        assert case.include <= {item.creator for item in one.chosen}


def test_a_market_gives_a_dense_falling_curve() -> None:
    pool, people = market(200)
    found = frontier(pool, people, rising_budgets(2e4))
    assert len(found) == 12
    per_money = [one.value / one.spent for one in found]
    assert per_money == sorted(per_money, reverse=True)
    assert found[-1] == select(pool, people, rising_budgets(2e4)[-1])
    assert all(one.gap < 0.05 for one in found)


def test_the_cheapest_list_that_keeps_the_demands_is_the_first() -> None:
    pool = [Candidate("a", 50, {"x": 10}, "MX", "es"), Candidate("b", 5, {"x": 100}, "MX", "de")]
    rules = Rules(languages=frozenset({"es"}))
    found = frontier(pool, PEOPLE, [1, 10, 51, 60], rules=rules)
    assert [one.spent for one in found] == [50, 55]
    with pytest.raises(InputError, match="nobody who speaks es"):
        frontier(pool, PEOPLE, [10], rules=rules)


def test_budgets_that_nobody_fits_give_no_second_empty_list() -> None:
    pool = [Candidate("a", 50, {"x": 10})]
    assert [one.spent for one in frontier(pool, PEOPLE, [1, 20, 60])] == [0, 50]
    assert [one.spent for one in frontier(pool, PEOPLE, [1, 20])] == [0]


def test_rising_budgets() -> None:
    budgets = rising_budgets(100, 4)
    assert budgets == pytest.approx((12.5, 35.36, 64.95, 100), abs=0.01)
