from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.spend.averages import Grid
from planner.spend.curves import Form
from tests.spend.made_worlds import alike, random_curves, seeds

few = settings(max_examples=40)
FORMS: tuple[Form, ...] = ("reach", "hill", "exp", "log", "table")


@few
@given(seeds, st.sampled_from(FORMS), st.floats(0, 40), st.floats(41, 5000), st.floats(0, 40))
def test_a_mean_curve_is_the_mean_of_the_curves(
    seed: int, form: Form, lo: float, hi: float, least: float
) -> None:
    worlds = random_curves(seed, 1, 7, (form,))
    shell = replace(worlds[0][0], lo=lo, hi=hi, least=0.0 if lo else least)
    weights = np.random.default_rng(seed).dirichlet(np.ones(7))
    mean = Grid.of(alike(worlds), [shell]).mean(weights)[shell.cell]
    assert (mean.lo, mean.hi, mean.least) == (shell.lo, shell.hi, shell.least)
    xs = np.append(np.geomspace(max(lo, 0.01), hi, 97), [lo, hi])
    exact = sum(w * own[0].value(xs) for w, own in zip(weights, worlds, strict=True))
    most = float(np.max(exact))
    assert mean.value(xs) == pytest.approx(exact, rel=1e-3, abs=1e-5 * most)


@few
@given(seeds)
def test_what_lines_miss_is_about_what_is_said(seed: int) -> None:
    worlds = random_curves(seed, 3, 4, ("reach", "hill", "exp"))
    grid = Grid.of(alike(worlds), worlds[0])
    even = np.full(4, 0.25)
    missed = 0.0
    for curve, column in zip(grid.mean(even).values(), range(3), strict=True):
        xs = np.linspace(0, 100, 5000)
        exact = np.mean([own[column].value(xs) for own in worlds], axis=0)
        missed += float(np.max(np.abs(exact - curve.value(xs))))
    assert missed <= 2 * grid.missed(even) + 1e-9 * float(exact.max())


def test_a_locked_and_a_closed_cell_keep_their_amount() -> None:
    worlds = random_curves(3, 2, 4, ("reach",))
    locked = replace(worlds[0][0], lo=25.0, hi=25.0), replace(worlds[0][1], hi=0.0)
    found = Grid.of(alike(worlds), locked).mean(np.full(4, 0.25))
    exact = np.mean([own[0].value(25.0) for own in worlds])
    assert float(found["R0.c"].value(25.0)) == pytest.approx(exact)
    assert (found["R0.c"].lo, found["R0.c"].hi, found["R1.c"].hi) == (25, 25, 0)
    assert float(found["R1.c"].value(0.0)) == 0
