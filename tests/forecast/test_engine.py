from __future__ import annotations

import logging

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from planner.forecast import engine
from planner.forecast.borrow import LENT, Loan
from planner.forecast.engine import BARE_SPREAD, Result, logs_of
from planner.forecast.frames import NUMBERS
from planner.forecast.series import FEWEST_WEEKS, Series, Task
from tests.forecast.made import ahead, made_up, mondays, summer

Array = NDArray[np.float64]
P50, P10, P90 = (NUMBERS.index(name) for name in ("p50", "p10", "p90"))
HORIZON = 60
EVER = pd.DatetimeIndex([*mondays(300), *ahead(HORIZON)])
NOTHING: pd.Series[float] = pd.Series(np.empty(0), pd.DatetimeIndex([]))
LOAN = Loan(pd.Series(summer(EVER), EVER), NOTHING, 0.15)


def run(values: Array, *loans: Loan) -> Result:
    series = Series("FR", "demand", pd.Series(values, mondays(len(values))))
    return engine.run(Task(series, ahead(HORIZON), loans, seed=1))


def usual(weeks: int) -> Array:
    return made_up("FR", weeks)["value"].to_numpy(copy=True)


def test_zeros_are_half_the_smallest_demand() -> None:
    logs, zero = logs_of(pd.Series([0.0, 4.0, np.nan, 8.0]))
    assert zero == 2
    assert np.exp(logs) == pytest.approx([2, 6, np.nan, 10], nan_ok=True)
    logs, zero = logs_of(pd.Series([4.0, 8.0]))
    assert zero == 0
    assert np.exp(logs) == pytest.approx([4, 8])


@pytest.mark.parametrize(
    ("weeks", "method"),
    [(FEWEST_WEEKS, "prophet"), (FEWEST_WEEKS - 1, "borrowed"), (1, "borrowed"), (0, "borrowed")],
)
def test_the_length_of_a_history_decides_how(weeks: int, method: str) -> None:
    found = run(usual(weeks), LOAN)
    assert found.method == method
    assert found.numbers.shape == (HORIZON, len(NUMBERS))
    assert np.isfinite(found.numbers).all()
    assert (np.diff(found.numbers[:, 1:], axis=1) >= 0).all()
    assert bool(found.parts) == bool(found.effects) == (method == "prophet")
    assert found.error > 0


def test_weeks_that_count_are_those_observed() -> None:
    values = usual(FEWEST_WEEKS + 5)
    values[10:16] = np.nan
    assert run(values, LOAN).method == "borrowed"


def test_parts_multiply_up_to_the_median() -> None:
    found = run(usual(160))
    product = found.parts["level"] * found.parts["season"] * found.parts["holidays"]
    assert len(product) == 160 + HORIZON
    assert product[160:] == pytest.approx(found.numbers[:, P50], rel=1e-5)


def test_zeros_are_taken_off_again() -> None:
    values = usual(160)
    values[::20] = 0
    found = run(values)
    assert (found.numbers >= 0).all()
    product = found.parts["level"] * found.parts["season"] * found.parts["holidays"]
    zero = values[values > 0].min() / 2
    expected = np.maximum(product[160:] - zero, 0)
    assert found.numbers[:, P50] == pytest.approx(expected, rel=1e-4, abs=1)


def test_a_borrower_keeps_its_level_and_takes_the_season() -> None:
    found = run(np.exp(7 + summer(mondays(30))), LOAN)
    year = found.numbers[:52, P50]
    assert np.corrcoef(np.log(year), summer(ahead(52)))[0, 1] > 0.95
    assert np.log(year).mean() == pytest.approx(7, abs=0.2)


def test_a_wholly_borrowed_year_has_mean_one_and_wide_intervals() -> None:
    found = run(np.empty(0), LOAN)
    assert found.numbers[:52, 0].mean() == pytest.approx(1, rel=1e-4)
    ratio = found.numbers[:, P90] / found.numbers[:, P10]
    assert ratio[0] == pytest.approx(np.exp(2 * 1.2816 * BARE_SPREAD), rel=0.01)
    assert ratio[-1] > ratio[0]
    assert found.error == BARE_SPREAD
    assert found.skill == ()


def test_a_season_of_several_is_taken_with_a_grain_of_salt() -> None:
    own = np.log(run(np.empty(0), LOAN).numbers[:, P50])
    several = np.log(run(np.empty(0), LOAN, LOAN).numbers[:, P50])
    assert np.ptp(own) == pytest.approx(np.ptp(summer(ahead(HORIZON))), rel=0.02)
    assert np.ptp(several) == pytest.approx(LENT * np.ptp(own), rel=0.02)


def test_error_is_what_the_past_showed() -> None:
    quiet, loud = (
        run(np.exp(7 + size * np.random.default_rng(1).normal(size=260))) for size in (0.1, 0.3)
    )
    assert quiet.error == pytest.approx(0.1, rel=0.25)
    assert loud.error == pytest.approx(0.3, rel=0.25)
    assert run(usual(110)).error == pytest.approx(0.1, rel=0.5)  # no past: what the model expects
    assert run(usual(110)).skill == ()
    assert quiet.skill[0].origins == (260 - 130) // 13


def test_only_plotly_is_silenced_however_often() -> None:
    for _ in range(3):
        engine.quiet()
    log = logging.getLogger("prophet.plot")
    assert sum(type(one).__name__ == "_NoPlotly" for one in log.filters) == 1
    (kept,) = [one for one in log.filters if type(one).__name__ == "_NoPlotly"]
    assert isinstance(kept, logging.Filter)
    for text, shown in (("Importing plotly failed. Interactive", False), ("A warning", True)):
        record = logging.LogRecord("prophet.plot", logging.ERROR, "", 0, text, None, None)
        assert bool(kept.filter(record)) is shown
