from datetime import date

import pytest
from hypothesis import given, settings

from planner.timing.limits import After, Spread
from planner.timing.milp import solve
from planner.timing.problem import Problem, evaluate
from tests.timing.problems import day_of, every, problems


@settings(max_examples=200)
@given(problems())
def test_the_best_of_small_schedules_is_that_of_trying_all_dates(problem: Problem) -> None:
    best = max((value for _, value in every(problem)), default=None)
    found = solve(problem)
    if best is None:
        assert found is None
        return
    assert found is not None
    assert found.value == pytest.approx(best, rel=1e-6, abs=1e-3)
    assert found.bound >= best - 1e-3
    assert (dict(found.days)) in [days for days, _ in every(problem)]


@settings(max_examples=100)
@given(problems())
def test_where_not_all_can_open_as_many_do_for_the_most(problem: Problem) -> None:
    most = max((len(days), value) for days, value in every(problem, all_dated=False))
    found = solve(problem, all_dated=False)
    assert found is not None
    assert len(found.days) == most[0]
    assert found.value == pytest.approx(most[1], rel=1e-6, abs=1e-2)


def two(lag: float = 0.0, **more: object) -> Problem:
    values = {code: {day_of(week): 100.0 for week in range(4)} for code in ("DE", "FR")}
    return Problem(values, lag=lag, **more)  # type: ignore[arg-type]  # fields of the problem


def test_equals_are_decided_for_the_earlier_day_and_the_first_name() -> None:
    one_a_week = Spread(("DE", "FR"), 1, 1, "s", "r")
    found = solve(two(limits=(one_a_week,)))
    assert found is not None
    assert found.days == {"DE": day_of(0), "FR": day_of(1)}


def test_lag_counts_from_the_first_opening_whichever_that_is() -> None:
    later = After("DE", "FR", 14, None, by_week=True, words="a", relax="r")
    found = solve(two(lag=0.1, limits=(later,)))
    assert found is not None
    assert found.value == pytest.approx(100 + 100 * 0.9**2)


def test_fixed_dates_that_break_a_rule_stay_and_others_keep_to_it() -> None:
    values = {"DE": {day_of(0): 9.0}, "FR": {day_of(0): 9.0}}
    values["JP"] = {day_of(week): 5.0 - week for week in range(3)}
    apart = Spread(("DE", "FR", "JP"), 1, 1, "s", "r")
    found = solve(Problem(values, frozenset({"DE", "FR"}), (apart,)))
    assert found is not None
    assert found.days == {"DE": day_of(0), "FR": day_of(0), "JP": day_of(1)}


def test_a_source_helps_only_after_it_opened_and_for_as_long_as_its_echo() -> None:
    problem = Problem(
        {"DE": {day_of(0): 100.0}, "FR": {day_of(week): 100.0 for week in range(4)}},
        sources={"FR": ("DE",)},
        spill_over=0.5,
        kernel=(0.5, 1.0),
    )
    spill = {
        week: evaluate(problem, {"DE": day_of(0), "FR": day_of(week)})["FR"].spill_over
        for week in range(4)
    }
    assert spill == {0: 1.0, 1: 1.25, 2: 1.5, 3: 1.0}
    found = solve(problem)
    assert found is not None
    assert found.days["FR"] == day_of(2)


def test_a_schedule_of_nothing_is_worth_nothing() -> None:
    found = solve(Problem({"DE": {date(2027, 3, 4): 0.0}}))
    assert found is not None
    assert (found.value, found.gap) == (0.0, 0.0)
