from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.model.base import Range
from planner.timing.compare import PARTS, Alternative, Field, alternatives, decomposed
from planner.timing.limits import Spread
from planner.timing.problem import Problem, evaluate
from planner.timing.worth import Option
from tests.timing.problems import day_of, every, problems

FACTOR = st.floats(0.1, 3)


def option(day: date, base: float, holidays: float = 1, competition: float = 1) -> Option:
    demand = Range(low=0, base=base * holidays, high=99)
    value = 100 * base * holidays * competition
    return Option(day, demand, base, holidays, competition, value)


@given(problems(), st.lists(FACTOR, min_size=6, max_size=6))
def test_the_parts_of_a_move_add_up_to_what_it_changes(
    problem: Problem, factors: list[float]
) -> None:
    code = min(problem.values)
    ways = [days for days, _ in every(problem)]
    assume(len(ways) > 1)
    was, now = (
        option(days[code], *three)
        for days, three in zip(ways[:2], (factors[:3], factors[3:]), strict=True)
    )
    others = {**ways[0], code: was.day}
    moved = {**others, code: now.day}
    values = {key: dict(days) for key, days in problem.values.items()}
    values[code] |= {was.day: was.value}
    before = evaluate(with_values(problem, values), others)
    values[code] |= {now.day: now.value}
    after = evaluate(with_values(problem, values), moved)
    parts = decomposed(code, (was, before), (now, after))
    change = sum(p.whole for p in after.values()) - sum(p.whole for p in before.values())
    assert set(parts) == set(PARTS)
    assert sum(parts.values()) == pytest.approx(change, rel=1e-6, abs=1e-6)
    back = decomposed(code, (now, after), (was, before))
    assert back == pytest.approx({name: -effect for name, effect in parts.items()}, abs=1e-6)


def with_values(problem: Problem, values: dict[str, dict[date, float]]) -> Problem:
    return Problem(
        values, lag=problem.lag, sources=problem.sources, spill_over=problem.spill_over, kernel=(1,)
    )


def test_a_factor_that_stays_has_no_part() -> None:
    was, now = option(day_of(0), 1, 1.2), option(day_of(0, 4), 2, 1.2)
    problem = Problem({"FR": {was.day: was.value, now.day: now.value}}, lag=0.1)
    sides = [(one, evaluate(problem, {"FR": one.day})) for one in (was, now)]
    parts = decomposed("FR", sides[0], sides[1])
    assert parts.pop("demand") == pytest.approx(120)
    assert set(parts.values()) == {0}


def found(
    free: dict[int, float], blocked: dict[int, float], holidays: tuple[int, ...] = ()
) -> list[Alternative]:
    open_ = {day_of(week): option(day_of(week), level) for week, level in free.items()}
    barred = {
        day_of(week): (option(day_of(week), level), "Dub late") for week, level in blocked.items()
    }
    problem = Problem({"FR": {day: one.value for day, one in open_.items()}})
    feasts = [(day_of(week), "Easter") for week in holidays]
    chosen = max(open_, key=lambda day: open_[day].value)
    field = Field(open_, barred, feasts)
    return list(alternatives("FR", problem, {"FR": chosen}, {"FR": field}))


def test_three_others_are_shown_the_best_first_chosen() -> None:
    kinds = {a.day: a.kind for a in found({0: 5, 1: 4, 2: 1, 3: 3, 4: 2}, {})}
    assert kinds == {day_of(1): "best", day_of(3): "best", day_of(4): "best"}


def test_a_better_date_that_a_gate_forbids_is_shown_with_what_the_gate_costs() -> None:
    (*_, last) = found({0: 5, 1: 4, 2: 3}, {9: 8, 8: 6})
    assert (last.day, last.kind, last.note) == (day_of(9), "blocked", "Dub late")
    assert last.parts["demand"] == pytest.approx(300)
    assert last.parts["gates"] == pytest.approx(-300)
    assert last.change == pytest.approx(0)


def test_a_worse_date_that_a_gate_forbids_is_not_shown() -> None:
    assert all(a.kind == "best" for a in found({0: 5, 1: 4}, {9: 4.5}))


def test_one_of_them_lies_around_a_holiday() -> None:
    free = {week: 10.0 - week for week in range(9)}
    shown = found(free, {}, holidays=(7,))
    assert [(a.day, a.kind, a.note) for a in shown] == [
        (day_of(1), "best", ""),
        (day_of(2), "best", ""),
        (day_of(5), "holiday", "Around Easter"),
    ]
    assert abs(day_of(5) - day_of(7)) == timedelta(weeks=2)


def test_a_date_in_a_week_that_is_full_says_so() -> None:
    team = Spread(("DE", "FR"), 1, 1, "the team opens at most 1 region a week", "r")
    own = {day_of(week): option(day_of(week), 3 - week) for week in range(3)}
    values = {"FR": {day: one.value for day, one in own.items()}, "DE": {day_of(1): 100.0}}
    chosen = {"FR": day_of(0), "DE": day_of(1)}
    shown = alternatives("FR", Problem(values, limits=(team,)), chosen, {"FR": Field(own, {}, [])})
    assert [(a.day, a.note) for a in shown] == [
        (day_of(1), "The team opens at most 1 region a week"),
        (day_of(2), ""),
    ]
