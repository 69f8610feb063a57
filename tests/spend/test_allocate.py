from __future__ import annotations

import itertools
import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from planner.errors import InputError
from planner.spend.allocate import Allocation, Limit, allocate, value_of
from planner.spend.batch import Batch
from planner.spend.curves import Curve, Form
from planner.spend.groups import Relax
from planner.spend.limits import rows_of


@st.composite
def problems(draw: st.DrawFn, s_max: float = 1.0) -> tuple[list[Curve], float, list[Limit]]:
    """Two regions by two channels whose limits can be kept: they leave room around a plan."""
    curves, plan = [], {}
    for region, channel in itertools.product("AB", "xy"):
        form: Form = draw(st.sampled_from(["hill", "exp", "log", "reach"]))
        hi = draw(st.floats(5, 200))
        curve = Curve(
            f"{region}.{channel}",
            form,
            scale=draw(st.floats(1, 1e5)),
            k=draw(st.floats(2, 200)),
            s=draw(st.floats(0.4, s_max)),
            lo=draw(st.sampled_from([0.0, 1.0])),
            hi=hi,
            region=region,
            channel=channel,
        )
        curves.append(curve)
        plan[curve.cell] = draw(st.floats(1, hi))
    budget = sum(plan.values()) * draw(st.floats(1, 1.2))
    limits = []
    for group in ("region:A", "channel:x", "channel:y"):
        used = sum(plan[c.cell] for c in curves if Limit(group).holds(c))
        if draw(st.booleans()):
            low, high = draw(st.floats(0.3, 1)), draw(st.floats(1, 1.5))
            limits.append(Limit(group, used * low, used * high))
    return curves, budget, limits


def check(curves: list[Curve], budget: float, limits: list[Limit], found: Allocation) -> None:
    hair = 1e-7 * max(budget, 1)
    assert sum(found.spend.values()) <= budget + hair
    for curve in curves:
        assert curve.lo - hair <= found.spend[curve.cell] <= curve.hi + hair
        spend = found.spend[curve.cell]
        assert spend <= curve.lo + hair or spend >= curve.floor - hair
        assert found.response[curve.cell] == pytest.approx(float(curve.value(spend)), rel=1e-12)
    for limit in limits:
        used = sum(found.spend[c.cell] for c in curves if limit.holds(c))
        assert limit.minimum - hair <= used <= limit.maximum + hair
    assert found.value == pytest.approx(sum(found.response.values()))
    assert found.bound >= found.value


@settings(max_examples=40)
@given(problems())
def test_concave_problems_are_solved_to_the_gap(
    problem: tuple[list[Curve], float, list[Limit]],
) -> None:
    curves, budget, limits = problem
    found = allocate(curves, budget, limits)
    check(curves, budget, limits, found)
    assert found.gap <= 1e-6


@settings(max_examples=15)
@given(problems(), st.floats(1.01, 2))
def test_more_budget_never_brings_less(
    problem: tuple[list[Curve], float, list[Limit]], more: float
) -> None:
    curves, budget, limits = problem
    less, richer = allocate(curves, budget, limits), allocate(curves, budget * more, limits)
    assert richer.value >= less.value * (1 - 2e-6)


@settings(max_examples=15)
@given(problems(s_max=4.0), st.integers(0, 2**32 - 1))
def test_no_spend_within_the_limits_beats_the_bound(
    problem: tuple[list[Curve], float, list[Limit]], seed: int
) -> None:
    curves, budget, limits = problem
    found = allocate(curves, budget, limits)
    check(curves, budget, limits, found)
    low, high = np.array([c.lo for c in curves]), np.array([c.hi for c in curves])
    x = np.random.default_rng(seed).uniform(low, high, (4000, len(curves)))
    kept = x.sum(axis=1) <= budget
    for limit in limits:
        used = x[:, [limit.holds(c) for c in curves]].sum(axis=1)
        kept &= (limit.minimum <= used) & (used <= limit.maximum)
    values = sum(c.value(x[kept, i]) for i, c in enumerate(curves))
    assert np.max(values, initial=0.0) <= found.bound * (1 + 1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_a_local_optimiser_on_concave_curves(seed: int) -> None:
    rng = np.random.default_rng(seed)
    curves = [
        Curve(f"{r}{c}", "exp", rng.uniform(1, 5), rng.uniform(1, 4), 1, 0, 5, r, c)
        for r in "AB"
        for c in "xyz"
    ]
    limits = [Limit("region:A", 3, 4), Limit("channel:x", 0, 1.5), Limit("channel:z", 1.5, 9)]
    sides: list[dict[str, Any]] = [{"type": "ineq", "fun": lambda x: 8 - x.sum()}]
    for limit in limits:
        on = np.array([limit.holds(c) for c in curves])
        sides += [
            {"type": "ineq", "fun": lambda x, on=on, m=limit.minimum: x[on].sum() - m},
            {"type": "ineq", "fun": lambda x, on=on, m=limit.maximum: m - x[on].sum()},
        ]
    answer = minimize(  # type: ignore[call-overload]  # constraints as a list of dicts
        lambda x: -sum(float(c.value(v)) for c, v in zip(curves, x, strict=True)),
        np.full(6, 1.0),
        bounds=[(0, 5)] * 6,
        constraints=sides,
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 500},
    )
    assert allocate(curves, 8, limits).value == pytest.approx(-answer.fun, rel=2e-6)


@pytest.mark.parametrize("seed", range(6))
def test_s_curves_and_tables_against_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    curves = [
        Curve(
            f"{r}{c}", "hill", rng.uniform(1, 9), rng.uniform(5, 12), rng.uniform(2, 5), 0, 20, r, c
        )
        for r in "AB"
        for c in "xy"
    ]
    points = tuple((5.0 * i, float(y)) for i, y in enumerate(np.sort(rng.uniform(0, 9, 5))))
    curves[0] = replace(curves[0], form="table", points=points)
    limits = [Limit("region:A", 4, 18), Limit("channel:x", 0, 16)]
    found = allocate(curves, 25, limits)
    check(curves, 25, limits, found)
    grid = np.array(list(itertools.product(range(21), repeat=4)), dtype=float)
    a, x = grid[:, 0] + grid[:, 1], grid[:, 0] + grid[:, 2]
    grid = grid[(grid.sum(axis=1) <= 25) & (a >= 4) & (a <= 18) & (x <= 16)]
    best = float(sum(c.value(grid[:, i]) for i, c in enumerate(curves)).max())  # type: ignore[union-attr]
    assert found.bound >= best
    assert found.value >= best * (1 - max(found.gap, 1e-6))
    assert found.gap < 0.01


def test_falling_tables_are_not_pushed_up() -> None:
    curve = Curve("a", "table", 0, 1, 1, 0, 30, points=((0, 0), (10, 5), (30, 1)))
    found = allocate([curve], 100)
    assert found.spend["a"] == pytest.approx(10)
    assert found.gap <= 1e-6
    forced = allocate([replace(curve, lo=20)], 100)
    assert forced.value == pytest.approx(3)


def test_money_that_brings_nothing_is_left() -> None:
    curve = Curve("a", "table", 0, 1, 1, 0, 1000, points=((0, 0), (10, 5)))
    assert allocate([curve], 500).spend["a"] == pytest.approx(10)


def many(seed: int, s: tuple[float, float]) -> list[Curve]:
    rng = np.random.default_rng(seed)
    return [
        Curve(
            f"{r:02}.{c}",
            "hill",
            rng.lognormal(8, 1),
            rng.lognormal(9, 1),
            rng.uniform(*s),
            0,
            4e5,
            f"R{r}",
            f"c{c}",
        )
        for r in range(12)
        for c in range(9)
    ]


BOTH = [
    *[Limit(f"region:R{r}", 10_000, 60_000) for r in range(12)],
    *[Limit(f"channel:c{c}", 20_000, 80_000) for c in range(9)],
]


def test_a_whole_campaign_is_quick_and_exact() -> None:
    curves = many(1, (0.4, 1.0))
    start = time.process_time()
    found = allocate(curves, 4e5, BOTH)
    assert time.process_time() - start < 3  # some 0.3 s when nobody else uses the machine
    check(curves, 4e5, BOTH, found)
    assert found.gap <= 1e-6


def test_a_whole_campaign_of_s_curves() -> None:
    curves = many(2, (1.5, 4.0))
    found = allocate(curves, 4e5, BOTH)
    check(curves, 4e5, BOTH, found)
    assert found.gap < 0.01


def test_same_answer_in_any_order() -> None:
    curves = many(3, (0.5, 1.0))
    assert allocate(curves, 1e5) == allocate(curves[::-1], 1e5)


def test_cost_share_counts_only_our_part() -> None:
    curves = [Curve("a", "log", 5, 10, 1, 0, 100), Curve("b", "log", 5, 10, 1, 0, 100)]
    found = allocate(curves, 30, cost_share={"a": 0.5})
    assert 0.5 * found.spend["a"] + found.spend["b"] == pytest.approx(30)
    assert found.spend["a"] > found.spend["b"]
    assert found.gap <= 1e-6
    free = allocate(curves, 30, cost_share={"a": 0.0})
    assert free.spend == pytest.approx({"a": 100, "b": 30})


@pytest.mark.parametrize("s", [0.5, 1.0, 3.0])
def test_no_budget(s: float) -> None:
    found = allocate([Curve("a", "hill", 5, 10, s, 0, 100)], 0)
    assert (found.spend, found.value, found.bound, found.gap) == ({"a": 0.0}, 0.0, 0.0, 0.0)
    assert 0 < found.marginal < 5


def test_marginal_is_what_a_unit_more_brings() -> None:
    curves = [Curve("a", "log", 500, 10, 1, 0, 1e4), Curve("b", "exp", 400, 80, 1, 0, 1e4)]
    one, two = allocate(curves, 300), allocate(curves, 301)
    assert one.marginal == pytest.approx(two.value - one.value, rel=0.02)


def test_binding_limits_are_named() -> None:
    curves = [Curve(n, "log", w, 10, 1, 0, 100, n, "x") for n, w in (("A", 9), ("B", 1))]
    found = allocate(curves, 50, [Limit("region:A", 0, 20), Limit("region:B", 5, 90)])
    assert found.binding == ("budget", "region:A max")


@pytest.mark.parametrize(
    ("budget", "limits", "words"),
    [
        (5, [], ["budget 5.00", "the least of its cells 6.00", "1.00 is missing"]),
        (100, [Limit("region:A", 300)], ["region:A min 300.00", "cells can take 200.00", "100.00"]),
        (100, [Limit("region:A", 80), Limit("region:B", 50)], ["budget", "region:A min", "30.00"]),
        (500, [Limit("region:A", 80), Limit("channel:x", 0, 10), Limit("channel:y", 0, 20)],
         ["region:A min", "channel:x max", "channel:y max"]),
        (100, [Limit("region:C", 7)], ["region:C min 7.00", "7.00 is missing"]),
        (100, [Limit("region:A", 7, 6)], ["region:A", "min <= max"]),
        (-1, [], ["budget"]),
        (float("nan"), [], ["budget"]),
    ],
)  # fmt: skip
def test_limits_that_clash_are_named(budget: float, limits: list[Limit], words: list[str]) -> None:
    curves = [Curve(r + c, "log", 5, 10, 1, 1.5, 100, r, c) for r in "AB" for c in "xy"]
    with pytest.raises(InputError) as caught:
        allocate(curves, budget, limits)
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_faulty_cells_are_named_together() -> None:
    good = Curve("a", "log", 5, 10, 1, 0, 10)
    with pytest.raises(InputError) as caught:
        allocate([good, good, replace(good, cell="b", lo=11), replace(good, cell="c", hi=-1)], 5)
    assert [problem.field for problem in caught.value.problems] == ["a", "b", "c"]
    with pytest.raises(InputError, match="no cell"):
        allocate([], 5)


@st.composite
def jumping(draw: st.DrawFn) -> tuple[list[Curve], float]:
    """Up to seven cells of any form, some with a smallest flight, and a budget."""
    curves = []
    for at in range(draw(st.integers(1, 7))):
        form: Form = draw(st.sampled_from(["hill", "exp", "log", "reach", "table"]))
        rises = draw(
            st.lists(st.tuples(st.floats(1, 40), st.floats(0, 50)), min_size=1, max_size=4)
        )
        points = tuple((float(x), float(y)) for x, y in np.cumsum(rises, axis=0))
        hi = draw(st.floats(5, 200))
        lo = draw(st.sampled_from([0.0, 0.0, 1.0]))
        least = draw(st.sampled_from([0.0, 3.0, 40.0])) if lo == 0 else 0.0
        scale, k, s = draw(st.floats(1, 1e3)), draw(st.floats(2, 200)), draw(st.floats(0.4, 4))
        curves.append(Curve(f"c{at}", form, scale, k, s, lo, hi, points=points, least=least))
    return curves, sum(c.lo for c in curves) + draw(st.floats(0, 300))


@settings(max_examples=150)
@given(jumping())
def test_under_a_budget_alone_the_gap_is_closed(problem: tuple[list[Curve], float]) -> None:
    curves, budget = problem
    found = allocate(curves, budget)
    check(curves, budget, [], found)
    assert found.gap <= 1e-6
    assert found.unspent == pytest.approx(budget - sum(found.spend.values()), abs=1e-5 * budget)
    assert bool(found.unspent) == bool(found.unspent_because)


@settings(max_examples=60)
@given(jumping(), st.floats(1.01, 2))
def test_more_budget_never_brings_less_where_cells_jump(
    problem: tuple[list[Curve], float], more: float
) -> None:
    curves, budget = problem
    less, richer = allocate(curves, budget), allocate(curves, budget * more)
    assert richer.value >= less.value * (1 - 2e-6)


@settings(max_examples=60)
@given(problems(s_max=4.0), st.sampled_from([1e-2, 100, 1e6]), st.sampled_from([1e-6, 3, 1e6]))
def test_units_do_not_matter(
    problem: tuple[list[Curve], float, list[Limit]], money: float, outcome: float
) -> None:
    curves, budget, limits = problem
    found = allocate(curves, budget, limits)
    other = allocate(
        [
            replace(c, scale=c.scale * outcome, k=c.k * money, lo=c.lo * money, hi=c.hi * money)
            for c in curves
        ],
        budget * money,
        [Limit(one.group, one.minimum * money, one.maximum * money) for one in limits],
    )
    assert other.value / outcome == pytest.approx(found.value, rel=2e-4)
    assert other.bound / outcome == pytest.approx(found.bound, rel=2e-4)
    check_gap = max(found.gap, other.gap)
    assert check_gap <= 1e-4


@pytest.mark.parametrize("money", [1e-4, 100, 1e6])
@pytest.mark.parametrize("outcome", [1e-6, 1e6])
def test_millions_and_cents_are_split_alike(money: float, outcome: float) -> None:
    curves = many(5, (0.7, 3.0))
    found = allocate(curves, 2e5)
    other = allocate(
        [replace(c, scale=c.scale * outcome, k=c.k * money, hi=c.hi * money) for c in curves],
        2e5 * money,
    )
    back = {cell: spend / money for cell, spend in other.spend.items()}
    assert back == pytest.approx(found.spend, rel=1e-3, abs=1)


@pytest.mark.parametrize("seed", range(8))
def test_smallest_flights_shares_and_limits_against_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    forms: list[Form] = ["reach", "hill", "log", "exp"]
    curves = [
        Curve(
            f"{r}{c}", forms[int(rng.integers(4))], rng.uniform(5, 20), rng.uniform(2, 12),
            rng.uniform(1, 4), 0, 20, r, c, least=float(rng.integers(0, 9)),
        )
        for r in "AB"
        for c in "xy"
    ]  # fmt: skip
    shares = {"Ax": 0.5, "Ay": 0.5}
    limits = [Limit("region:A", 0, 14), Limit("channel:x", 3, 16)]
    found = allocate(curves, 18, limits, cost_share=shares)
    grid = np.array(list(itertools.product(range(21), repeat=4)), dtype=float)
    kept = 0.5 * grid[:, 0] + 0.5 * grid[:, 1] + grid[:, 2] + grid[:, 3] <= 18
    kept &= grid[:, 0] + grid[:, 1] <= 14
    kept &= (grid[:, 0] + grid[:, 2] >= 3) & (grid[:, 0] + grid[:, 2] <= 16)
    for at, curve in enumerate(curves):
        kept &= (grid[:, at] == 0) | (grid[:, at] >= curve.least)
    best = float(sum(c.value(grid[kept, i]) for i, c in enumerate(curves)).max())  # type: ignore[union-attr]
    assert found.bound >= best
    assert found.value >= best * (1 - 1e-4)
    assert found.gap <= 1e-4
    for curve in curves:
        assert found.spend[curve.cell] == 0 or found.spend[curve.cell] >= curve.least - 1e-6


def test_locked_cells_stay_as_they_are() -> None:
    curves = many(4, (0.7, 3.0))
    curves[7] = replace(curves[7], lo=12_345.67, hi=12_345.67)
    curves[8] = replace(curves[8], hi=0.0)
    for limits in ([], BOTH):
        found = allocate(curves, 3e5, limits)
        assert found.spend[curves[7].cell] == 12_345.67
        assert found.spend[curves[8].cell] == 0


@settings(max_examples=60)
@given(problems(s_max=4.0), st.integers(0, 2**32 - 1))
def test_the_bound_holds_at_any_prices(
    problem: tuple[list[Curve], float, list[Limit]], seed: int
) -> None:
    curves, budget, limits = problem
    rng = np.random.default_rng(seed)
    rows = rows_of(curves, budget, limits, {})
    batch = Batch(curves)
    low, high = np.array([c.lo for c in curves]), np.array([c.hi for c in curves])
    relax = Relax(batch, rows, budget, 1.0)
    bound = relax.bound(batch.box(low, low, high), rng.lognormal(0, 4, len(rows.names)))
    assert bound >= allocate(curves, budget, limits).value * (1 - 1e-9)


def test_never_less_than_ones_own_plan() -> None:
    curves = many(6, (1.5, 4.0))
    own = {curve.cell: 4e5 / len(curves) for curve in curves}
    found = allocate(curves, 4e5, own=own, boxes=1)
    assert found.value >= value_of(curves, own)
    best = allocate(curves, 4e5)
    again = allocate(curves, 4e5, own=best.spend, boxes=1)
    assert again.value >= best.value * (1 - 1e-12)


def test_ones_own_plan_counts_only_within_the_limits() -> None:
    curves = [Curve(n, "log", 9, 10, 1, 0, 100, n, least=20) for n in "AB"]
    limits = [Limit("region:A", 0, 40)]
    for own in ({"A": 60.0}, {"A": 30.0, "B": 60.0}, {"A": 5.0, "B": 60.0}, {"B": 101.0}):
        found = allocate(curves, 80, limits, own=own)
        check(curves, 80, limits, found)


@pytest.mark.parametrize(
    ("curves", "budget", "limits", "left", "words"),
    [
        ([Curve("a", "log", 5, 10, 1, 0, 30)], 50, [], 20, "every cell has reached its most"),
        ([Curve("a", "log", 5, 10, 1, 0, 90, least=60)], 50, [], 50,
         "no cell can be bought for the 50 that are left"),
        ([Curve("a", "log", 5, 10, 1, 0, 20), Curve("b", "log", 5, 10, 1, 0, 90, least=60)], 50, [],
         30, "no cell can be bought for the 30 that are left"),
        ([Curve("a", "log", 5, 10, 1, 0, 90, "A")], 50, [Limit("region:A", 0, 12)], 38,
         "limits leave no room for more: region:A max"),
        ([Curve("a", "table", 0, 1, 1, 0, 90, points=((0, 0), (10, 5)))], 50, [], 40,
         "more money would bring next to nothing"),
        ([Curve("a", "log", 5, 10, 1, 0, 90)], 50, [], 0, ""),
    ],
)  # fmt: skip
def test_what_is_not_spent_is_told_with_its_reason(
    curves: list[Curve], budget: float, limits: list[Limit], left: float, words: str
) -> None:
    found = allocate(curves, budget, limits)
    assert found.unspent == pytest.approx(left)
    assert found.unspent_because == words
    assert sum(found.spend.values()) + found.unspent == pytest.approx(budget)


def test_a_minimum_that_only_a_flight_above_a_cap_could_meet() -> None:
    curves = [
        Curve("A.x", "log", 5, 10, 1, 0, 100, "A", "x", least=40),
        Curve("A.y", "log", 5, 10, 1, 0, 100, "A", "y", least=50),
        Curve("B.x", "log", 5, 10, 1, 0, 100, "B", "x"),
    ]
    with pytest.raises(InputError) as caught:
        allocate(curves, 100, [Limit("region:A", 20, 30)])
    words = ("smallest flights do not fit", "region:A max 30.00", "region:A min 20.00", "A.x 40.00")
    assert all(word in str(caught.value) for word in words), str(caught.value)
    found = allocate(curves, 100, [Limit("region:A", 45, 49)])
    assert found.spend["A.y"] == 0
    assert 45 - 1e-6 <= found.spend["A.x"] <= 49 + 1e-6


def test_flights_that_can_only_meet_minimums_in_one_way() -> None:
    curves = [
        Curve(f"{r}.{c}", "reach", 50, 20, 3, 0, 100, r, c, least=least)
        for r, c, least in (("A", "x", 30), ("A", "y", 20), ("B", "x", 30), ("B", "y", 20))
    ]
    limits = [Limit("region:A", 20, 25), Limit("region:B", 30, 35), Limit("channel:y", 0, 22)]
    found = allocate(curves, 60, limits)
    check(curves, 60, limits, found)
    assert found.spend["A.y"] >= 20 - 1e-6
    assert found.spend["B.x"] >= 30 - 1e-6


@pytest.mark.parametrize("budget", [1e3, 1e6, 1e10])
def test_a_small_limit_that_is_broken_is_told_beside_any_budget(budget: float) -> None:
    free = Curve("A.x", "reach", 500, 1000, 2, 0, budget, "A", "x")
    decided = Curve("A.y", "reach", 400, 600, 3, 777, 777, "A", "y")
    with pytest.raises(InputError, match=r"773\.6"):
        allocate([free, decided], budget, [Limit("region:A", 1, 3.32)])


@pytest.mark.parametrize("budget", [1e3, 1e6, 1e9])
def test_a_small_limit_that_no_flight_fits_is_told_beside_any_budget(budget: float) -> None:
    cells = [
        Curve(f"{region}.x", "reach", 500, 1000, 2, 0, budget, region, "x", least=200)
        for region in "AB"
    ]
    with pytest.raises(InputError, match="smallest flights"):
        allocate(cells, budget, [Limit("region:A", 10, 10)])


def test_where_nothing_can_be_spent_nothing_is_missed() -> None:
    cells = [Curve(f"A.{name}", "reach", 500, 1000, 2, 0, 1e6, "A", name) for name in "xy"]
    found = allocate(cells, 1e5, [Limit("region:A", 0, 0)])
    assert (found.value, found.gap) == (0, 0)


def test_limits_that_leave_one_amount() -> None:
    curves = [Curve(r + c, "hill", 9, 10, 2, 0, 50, r, c) for r in "AB" for c in "xy"]
    limits = [Limit("region:A", 20, 20), Limit("channel:x", 30, 30)]
    found = allocate(curves, 60, limits)
    check(curves, 60, limits, found)
    assert found.gap <= 1e-4


def test_cells_alike_share_by_name() -> None:
    curves = [Curve(f"c{at}", "hill", 9, 10, 3, 0, 50) for at in range(9)]
    found = allocate(curves, 60)
    check(curves, 60, [], found)
    assert found.gap <= 1e-6
    assert allocate(curves[::-1], 60) == found


def test_curves_that_bring_nothing_get_nothing() -> None:
    curves = [Curve("a", "hill", 0, 10, 2, 0, 50), Curve("b", "reach", 0, 10, 1, 0, 50)]
    found = allocate(curves, 60)
    assert (found.value, found.bound) == (0, 0)


@pytest.mark.parametrize(
    ("scale", "k", "s"), [(5, 0, 2), (5, -1, 2), (5, 10, 0), (-1, 10, 2), (5, float("nan"), 2)]
)
def test_parameters_that_are_no_curve(scale: float, k: float, s: float) -> None:
    with pytest.raises(InputError, match="k and s above 0"):
        allocate([Curve("a", "hill", scale, k, s, 0, 50)], 5)
