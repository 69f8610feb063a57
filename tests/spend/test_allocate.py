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
from planner.spend.allocate import Allocation, Limit, allocate
from planner.spend.curves import Curve, Form


@st.composite
def problems(draw: st.DrawFn, s_max: float = 1.0) -> tuple[list[Curve], float, list[Limit]]:
    """Two regions by two channels whose limits can be kept: they leave room around a plan."""
    curves, plan = [], {}
    for region, channel in itertools.product("AB", "xy"):
        form: Form = draw(st.sampled_from(["hill", "exp", "log"]))
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
        assert found.response[curve.cell] == float(curve.value(found.spend[curve.cell]))
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
        (5, [], ["budget 5.00", "lo of its cells 6.00", "1.00 is missing"]),
        (100, [Limit("region:A", 300)], ["region:A min 300.00", "cells 200.00", "100.00"]),
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
