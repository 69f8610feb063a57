"""The best set of versions among all, and a bound that holds even if the search is cut short."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError, Problem
from planner.spend import language_search
from planner.spend.curves import Curve
from planner.spend.forms import Floats
from planner.spend.language_bound import Cell, RegionBound
from planner.spend.language_search import search
from planner.spend.language_sets import Masks, Weighing

REGIONS = ("A", "B")
MONEY = 10.0


@dataclass(frozen=True)
class Split:
    value: float
    bound: float


def curve(code: str, s: float, scale: float = 40.0) -> Curve:
    return Curve(f"{code}.ads", "reach", scale, 3.0, s, 0.0, 1e3, code, "ads", (), 0.0)


def weighing(
    costs: list[float],
    opens: list[tuple[float, float]],
    *,
    s: float = 1.0,
    money: float = MONEY,
    settled: list[float] | None = None,
    least: float = 0.0,
) -> Weighing:
    """Two regions with one cell each; a version closes nobody and opens shares independently."""
    cells = {code: curve(code, s) for code in REGIONS}
    shares = np.array(opens).reshape(len(opens), len(REGIONS))

    def factors(masks: Masks) -> Floats:
        closed = 1 - masks[:, :, None] * shares
        return np.asarray(0.05 + 1 - closed.prod(axis=1))

    def solve(by: Mapping[str, float], net: float) -> Split:
        if net < least:
            raise InputError(Problem("too little money"))
        first = np.linspace(0, net, 2001)
        spend = {"A": first, "B": net - first}
        value = sum(by[code] * cells[code].value(spend[code] / by[code]) for code in REGIONS)
        best = float(np.max(value))
        return Split(best, best * (1 + 1e-6))

    regions = {code: RegionBound(20.0, 1.0, [Cell(cells[code])]) for code in REGIONS}
    return Weighing(
        costs=np.array(costs),
        settled=np.full(len(costs), np.nan) if settled is None else np.array(settled),
        families=[f"language{number // 2}" for number in range(len(costs))],
        money=money,
        floor=0.0,
        keep=0.9,
        regions=regions,
        factors=factors,
        solve=solve,
    )


def best_of_all(problem: Weighing) -> float:
    sides = [(0.0, 1.0) if math.isnan(x) else (x,) for x in problem.settled]
    return max(problem.solved(np.array(side)).value for side in product(*sides))


def told(some: list[tuple[float, float, float]]) -> tuple[list[float], list[tuple[float, float]]]:
    return [one[0] for one in some], [one[1:] for one in some]


def versions(least: int, most: int) -> st.SearchStrategy[list[tuple[float, float, float]]]:
    one = st.tuples(st.floats(0, 6), st.floats(0, 0.8), st.floats(0, 0.8))
    return st.lists(one, min_size=least, max_size=most)


@settings(max_examples=30)
@given(versions(0, 5), st.sampled_from([1.0, 2.0]), st.floats(0.1, 40))
def test_no_set_is_better(some: list[tuple[float, float, float]], s: float, money: float) -> None:
    best = best_of_all(weighing(*told(some), s=s, money=money))
    found = search(weighing(*told(some), s=s, money=money))
    assert found.value >= best * (1 - 1e-9)
    assert found.bound >= best * (1 - 1e-9)
    assert found.bound <= best * (1 + 1e-5)


@settings(max_examples=15)
@given(versions(6, 6), st.sampled_from([1.0, 2.0]))
def test_settling_languages_first_loses_nothing(
    some: list[tuple[float, float, float]], s: float
) -> None:
    best = best_of_all(weighing(*told(some), s=s))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language_search, "LEAF", 2)
        found = search(weighing(*told(some), s=s))
    assert found.value == pytest.approx(best, rel=1e-9)
    assert found.bound >= best * (1 - 1e-9)


@settings(max_examples=15)
@given(versions(6, 6))
def test_a_search_that_is_cut_short_says_what_may_be_missing(
    some: list[tuple[float, float, float]],
) -> None:
    best = best_of_all(weighing(*told(some)))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("SOLVES", 1), ("LEAF", 0), ("NODES", 1), ("EXACT", 3)):
            patch.setattr(language_search, name, value)
        found = search(weighing(*told(some)))
    assert found.value <= best * (1 + 1e-9)
    assert found.bound >= best * (1 - 1e-9)


def test_of_two_alike_the_cheaper_is_taken_then_the_first_by_name() -> None:
    # each opens all that the other opens, so the second adds nothing
    alike = weighing([2.0, 1.0], [(1.0, 1.0), (1.0, 1.0)])
    assert search(alike).mask.tolist() == [0, 1]
    same = weighing([1.0, 1.0], [(1.0, 1.0), (1.0, 1.0)])
    assert search(same).mask.tolist() == [1, 0]


def test_what_opens_nobody_is_left_out() -> None:
    assert search(weighing([0.1, 0.1], [(0.0, 0.0), (0.5, 0.0)])).mask.tolist() == [0, 1]


def test_what_is_settled_stays() -> None:
    problem = weighing([3.0, 0.1], [(0.0, 0.0), (0.5, 0.5)], settled=[1.0, 0.0])
    assert search(problem).mask.tolist() == [1, 0]


def test_sets_that_leave_too_little_money_are_no_choice() -> None:
    problem = weighing([4.0], [(0.5, 0.5)], least=8.0)
    assert search(problem).mask.tolist() == [0]
    with pytest.raises(InputError, match="too little money"):
        search(weighing([4.0], [(0.5, 0.5)], least=20.0))
