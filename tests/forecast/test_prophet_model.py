from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from planner.errors import PlanError
from planner.forecast import engine
from planner.forecast.design import STEADY, STIFFNESSES, Stiffness
from planner.forecast.exact import moments, posterior, spreads_of, with_intercept
from planner.forecast.run import forecast
from tests.forecast.made import LAST, ahead, design_of, made_up, mondays, noise, summer, table_of

engine.quiet()
from planner.forecast import prophet_model, stan  # noqa: E402  # Prophet chatters when it loads

Array = NDArray[np.float64]
WEEKS = 200


def logs_of(seed: int, size: float = 0.15) -> Array:
    return 11 + summer(mondays(WEEKS)) + noise(seed, WEEKS, size)


def closed_form(logs: Array, stiffness: Stiffness) -> tuple[Array, Array]:
    """Median and spread of the weeks ahead, without Prophet."""
    design = design_of(WEEKS)
    features, centre = with_intercept(design.values), float(np.nanmean(logs))
    sums = moments(features[:WEEKS], logs - centre)
    median, spread = posterior(sums, spreads_of(design, stiffness)).predict(features[WEEKS:])
    return centre + median, spread


def agree(one: Array, other: Array) -> bool:
    """Tell whether two medians in logs are the same to 1% of demand, and to 2% in every week."""
    gap = np.abs(one - other)
    return bool(gap.mean() < 0.01 and gap.max() < 0.02)


@pytest.mark.parametrize("stiffness", [STIFFNESSES[0], STIFFNESSES[-1]], ids=lambda one: one.name)
@pytest.mark.parametrize("seed", [1, 2])
def test_prophet_comes_to_what_the_closed_form_says(seed: int, stiffness: Stiffness) -> None:
    logs = logs_of(seed)
    fit = prophet_model.fit(design_of(WEEKS), logs, stiffness, seed=1)
    median, spread = closed_form(logs, stiffness)
    assert agree(fit.median, median)
    assert fit.spread == pytest.approx(spread)
    assert np.ptp(fit.median) > 0.2


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # in Prophet 1.5, by pandas 3.1
def test_prophet_as_anybody_calls_it_comes_to_the_same() -> None:
    """Its own backend, features as regressors, its own predict: nothing of ours is between."""
    from prophet import Prophet  # noqa: PLC0415  # it chatters when it loads

    design, logs = design_of(WEEKS), logs_of(1)
    scale = float(np.abs(logs - logs.mean()).max())
    found = prophet_model.fit(design, logs, STEADY, seed=1)
    names = [f"feature {number}" for number in range(len(design.parts))]
    model = Prophet(
        growth="flat",
        yearly_seasonality=False,
        weekly_seasonality=False,
        daily_seasonality=False,
        uncertainty_samples=0,
    )
    priors = design.spreads_for(STEADY) * found.noise / scale
    for name, prior in zip(names, priors, strict=True):
        model.add_regressor(name, prior_scale=prior, standardize=False)
    frame = pd.DataFrame(design.values, columns=names).assign(ds=design.weeks)
    model.fit(frame[:WEEKS].assign(y=logs - logs.mean()))
    expected = model.predict(frame[WEEKS:])["yhat"].to_numpy() + logs.mean()
    assert found.median == pytest.approx(expected, abs=2e-3)


def test_weeks_that_were_not_observed_are_no_trouble() -> None:
    logs = logs_of(3)
    logs[[5, 80, 81, 82, 150]] = np.nan
    fit = prophet_model.fit(design_of(WEEKS), logs, STEADY, seed=1)
    assert agree(fit.median, closed_form(logs, STEADY)[0])
    assert all(np.isfinite(part).all() for part in fit.parts.values())
    assert len(fit.parts["level"]) == WEEKS + 26


def test_level_season_and_holidays_add_up_to_the_median() -> None:
    fit = prophet_model.fit(design_of(WEEKS), logs_of(4), STEADY, seed=1)
    whole = fit.parts["level"] + fit.parts["season"] + fit.parts["holidays"]
    assert whole[WEEKS:] == pytest.approx(fit.median)
    assert fit.parts["level"].mean() == pytest.approx(11, abs=0.3)
    assert abs(fit.parts["season"].mean()) < 0.1


def test_a_level_that_rose_is_the_levels_part() -> None:
    rising = logs_of(5, 0.05) + np.linspace(-1, 0, WEEKS)
    fit = prophet_model.fit(design_of(WEEKS), rising, STIFFNESSES[2], seed=1)
    assert fit.parts["level"][WEEKS - 1] - fit.parts["level"][0] == pytest.approx(1, abs=0.25)


def test_a_holiday_that_moves_its_week_is_told() -> None:
    design = design_of(WEEKS, region="GB")
    at = design.parts.index("Easter") + 1
    logs = logs_of(6, 0.05) + 0.6 * design.values[:WEEKS, at]
    effects = prophet_model.fit(design, logs, STEADY, seed=1).effects
    assert set(effects) == set(design.parts) - {"level", "season"}
    assert max(effects, key=lambda name: effects[name]) == "Easter"
    assert 0.3 < effects["Easter"] < 0.7


def test_demand_that_never_changes_stays() -> None:
    fit = prophet_model.fit(design_of(WEEKS), np.full(WEEKS, np.log(5.0)), STEADY, seed=1)
    assert np.exp(fit.median) == pytest.approx(5)
    assert (fit.spread < 1e-3).all()


def test_loud_and_quiet_series_alike() -> None:
    """Priors are in standard deviations of the noise: ten times the logs, ten times the median."""
    logs = logs_of(7) - 11
    fits = [prophet_model.fit(design_of(WEEKS), scale * logs, STEADY, seed=1) for scale in (1, 10)]
    assert 10 * fits[0].median == pytest.approx(fits[1].median, abs=0.02)
    assert 10 * fits[0].spread == pytest.approx(fits[1].spread, rel=1e-3)


def stan_that(folder: Path, says: str, code: int) -> None:
    """Make a program that fails as Stan may."""
    path = folder / "stan"
    path.write_text(f"#!{sys.executable}\nprint({says!r})\nraise SystemExit({code})\n")
    path.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="the failing program is a script")
@pytest.mark.parametrize(
    ("says", "shown"),
    [("Reading data\nInitialization failed.", "Initialization failed."), ("", "exit code 70")],
)
def test_stan_that_fails_is_told_with_the_series_name(
    says: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stan_that(tmp_path, says, 70)
    monkeypatch.setattr(stan, "_model", lambda: SimpleNamespace(exe_file=tmp_path / "stan"))
    with pytest.raises(PlanError, match=f"fitted to PL demand: {shown}"):
        forecast(table_of(made_up("PL", 120)), horizon=2)


def test_stan_that_is_not_there_is_told_and_tried_again() -> None:
    table = table_of(made_up("CZ", 120))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stan, "_model", lambda: SimpleNamespace(exe_file="/nowhere/stan"))
        with pytest.raises(PlanError, match="fitted to CZ demand"):
            forecast(table, horizon=2)
    assert forecast(table, horizon=2)["week"].to_list() == ahead(2, LAST).to_list()
