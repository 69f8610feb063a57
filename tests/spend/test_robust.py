from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.spend.allocate import Limit
from planner.spend.curves import Curve, Form
from planner.spend.draws import Draws, outcomes
from planner.spend.robust import (
    Robust,
    best_on_average,
    cautious,
    tail_weights,
    valued,
    within,
)
from tests.spend.made_worlds import alike, made, point_curves, random_curves, seeds

few = settings(max_examples=25)
MONEY = 100.0
TAIL = 0.25
CONCAVE: tuple[Form, ...] = ("exp", "log")
ANY: tuple[Form, ...] = ("reach", "hill", "exp")


def three(
    draws: Draws, curves: Sequence[Curve], money: float = MONEY, limits: Sequence[Limit] = ()
) -> tuple[Robust, Robust, Robust]:
    solve = within(money, limits)
    point = solve({curve.cell: curve for curve in curves}).spend
    average = best_on_average(draws, curves, solve, point, TAIL)
    careful = cautious(draws, curves, solve, [point, average.spend], TAIL)
    return valued(draws, point, TAIL), average, careful


def every_split(cells: Sequence[str], step: float = 2.5) -> list[dict[str, float]]:
    """All splits of the money in whole steps; the last cell gets what is left."""
    levels = np.arange(0, MONEY + step, step)
    rows = (row for row in product(levels, repeat=len(cells) - 1) if sum(row) <= MONEY)
    return [dict(zip(cells, [*row, MONEY - sum(row)], strict=True)) for row in rows]


@st.composite
def cases(draw: st.DrawFn, forms: Sequence[Form] = ANY) -> tuple[Draws, list[Curve]]:
    worlds = random_curves(draw(seeds), 3, 8, forms)
    return alike(worlds, base=draw(st.floats(0, 100))), worlds[0]


@few
@given(cases())
def test_the_best_on_average_equals_brute_force(case: tuple[Draws, list[Curve]]) -> None:
    draws, curves = case
    _, average, _ = three(draws, curves)
    brute = max(outcomes(draws, one).mean() for one in every_split(draws.value.cells))
    assert average.bound is not None
    assert average.mean >= brute * (1 - 1e-3)
    assert brute <= average.bound * (1 + 1e-6)
    assert average.mean <= average.bound


@few
@given(cases(CONCAVE))
def test_the_cautious_split_equals_brute_force(case: tuple[Draws, list[Curve]]) -> None:
    draws, curves = case
    _, _, careful = three(draws, curves)
    worst = [valued(draws, one, TAIL).tail for one in every_split(draws.value.cells)]
    assert careful.bound is not None
    assert max(worst) <= careful.bound * (1 + 1e-6)
    assert careful.tail >= max(worst) * (1 - 5e-3)
    assert careful.tail <= careful.bound


@few
@given(cases())
def test_each_split_is_best_at_what_it_is_for(case: tuple[Draws, list[Curve]]) -> None:
    draws, curves = case
    point, average, careful = three(draws, curves)
    assert average.mean >= point.mean
    assert careful.tail >= max(average.tail, point.tail)
    for one in (average, careful):
        assert sum(one.spend.values()) <= MONEY * (1 + 1e-9)
        again = valued(draws, one.spend, TAIL)
        assert replace(one, bound=None) == again
        assert one.p10 <= one.p50 <= one.p90


@few
@given(cases())
def test_the_same_worlds_give_the_same_splits(case: tuple[Draws, list[Curve]]) -> None:
    assert three(*case) == three(*case)


@few
@given(seeds, st.floats(0.1, 60), st.floats(0, 30), st.floats(0, 40))
def test_limits_smallest_flights_and_locked_cells_hold(
    seed: int, most: float, locked: float, least: float
) -> None:
    worlds = random_curves(seed, 4, 6, ANY)
    curves = [replace(curve, least=least) for curve in worlds[0]]
    curves[0] = replace(curves[0], lo=locked, hi=locked, least=0.0)
    limits = [Limit("region:R1", 0, most)]
    for one in three(alike(worlds), curves, limits=limits):
        assert one.spend["R0.c"] == pytest.approx(locked)
        assert one.spend["R1.c"] <= most * (1 + 1e-9)
        for curve in curves[1:]:
            assert one.spend[curve.cell] == 0 or one.spend[curve.cell] >= least * (1 - 1e-9)


def test_caution_moves_money_to_where_it_is_sure_to_work() -> None:
    def world(lucky: float) -> list[Curve]:
        sure = Curve("A.c", "exp", 100, 40, 1, 0, 100, "A", "c")
        risky = Curve("B.c", "exp", lucky, 40, 1, 0, 100, "B", "c")
        return [sure, risky]

    draws = alike([world(20), world(20), world(250), world(250)])
    point, average, careful = three(draws, world(135))
    assert average.spend["B.c"] == pytest.approx(point.spend["B.c"], abs=2)
    assert careful.spend["B.c"] < average.spend["B.c"] - 20
    assert careful.mean < average.mean
    assert careful.tail > average.tail


def test_money_that_others_spend_counts_but_stays() -> None:
    draws, curves = made(count=40), point_curves()
    ours = [curve for curve in curves if curve.region != "MX"]
    solve = within(3000)
    point = {"MX.search": 5000.0, **solve({curve.cell: curve for curve in ours}).spend}
    average = best_on_average(draws, ours, solve, point, TAIL)
    careful = cautious(draws, ours, solve, [point, average.spend], TAIL)
    assert average.spend["MX.search"] == careful.spend["MX.search"] == 5000
    assert average.mean >= valued(draws, point, TAIL).mean
    assert average.bound is not None
    assert average.bound == pytest.approx(average.mean, rel=1e-3)


def test_without_uncertainty_all_three_bring_the_same() -> None:
    worlds = random_curves(4, 4, 1, ANY) * 5
    point, average, careful = three(alike(worlds), worlds[0])
    assert average.mean == pytest.approx(point.mean, rel=1e-4)
    assert careful.tail == pytest.approx(point.mean, rel=1e-4)


@given(st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=30), st.floats(0, 1.5))
def test_the_tail_is_the_mean_of_the_worst_part(values: list[float], tail: float) -> None:
    weights = tail_weights(np.array(values), tail)
    number = min(max(tail * len(values), 1), len(values))
    assert weights.sum() == pytest.approx(1)
    assert weights.max() <= 1 / number * (1 + 1e-12)
    worst = np.sort(values)[: int(number)]
    assert weights @ np.array(values) >= worst.mean() - 1e-9
    if number == len(worst):
        assert weights @ np.array(values) == pytest.approx(worst.mean())
