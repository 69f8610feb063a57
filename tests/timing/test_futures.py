from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planner.facts.table import load
from planner.timing.futures import FUTURES, stayed
from planner.timing.problem import Problem
from planner.timing.worth import Assumptions
from tests.timing.problems import day_of

FACTS = load()


@given(st.integers(0, 10_000))
def test_draws_lie_in_the_ranges_of_their_facts(seed: int) -> None:
    found = Assumptions.drawn(FACTS, np.random.default_rng(seed))
    for name, value in (
        ("lag_loss", found.lag),
        ("spill_over.size", found.spill_over),
        ("week_one_share", found.shares[0] * (1 - 0.6**8)),
    ):
        fact = FACTS.number(name)
        assert fact.low is not None
        assert fact.high is not None
        assert fact.low - 0.06 <= value <= fact.high + 0.06
    assert sum(found.shares) == np.float64(1) or abs(sum(found.shares) - 1) < 1e-9


def race(assumed: Assumptions) -> Problem:
    """France is best in its second week as long as waiting costs less than 3.2 % a week."""
    values = {"DE": {day_of(0): 100.0}, "FR": {day_of(0): 100.0, day_of(1): 100 / (1 - 0.032)}}
    return Problem(values, lag=assumed.lag)


def test_a_date_that_hangs_on_the_lag_stays_in_some_futures_and_others_in_all() -> None:
    kept = stayed(race, {"DE": day_of(0), "FR": day_of(1)}, FACTS, seed=1)
    assert kept["DE"] == FUTURES
    assert 0 < kept["FR"] < FUTURES


def test_the_same_seed_gives_the_same_futures() -> None:
    first, again = (stayed(race, {"DE": day_of(0), "FR": day_of(1)}, FACTS, 7) for _ in range(2))
    assert first == again


def test_nothing_chosen_nothing_stays() -> None:
    empty = Problem({})
    assert stayed(lambda _: replace(empty), {}, FACTS, 1) == {}
