"""Prophet with the features of `planner.forecast.design`; the only place that knows Prophet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from prophet import Prophet
from prophet.models import ModelInputData, TrendIndicator

from planner.forecast.design import Design, Stiffness
from planner.forecast.exact import Posterior, moments, posterior, spreads_of, with_intercept
from planner.forecast.stan import DirectBackend

Array = NDArray[np.float64]
WIDEST = 1e3
"""Prior of a coefficient, on Prophet's scale, that Stan's search still handles well."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Prophet's fit of one series, in logs.

    `median` and `spread` (standard deviation) are of the weeks ahead. `parts` gives, for every week
    of the design, what level (with the intercept), season and holidays add; `effects` what the week
    of each holiday adds by itself.
    """

    median: Array
    spread: Array
    noise: float
    parts: Mapping[str, Array]
    effects: Mapping[str, float]


class WeeklyProphet(Prophet):
    """Prophet whose features are given: a flat trend, and level, season and holidays beside it."""

    def __init__(self, design: Design, priors: Array, start: dict[str, Any]) -> None:
        self.start_of_search = start
        super().__init__(
            growth="flat",
            n_changepoints=0,
            yearly_seasonality=False,
            weekly_seasonality=False,
            daily_seasonality=False,
            uncertainty_samples=0,
        )
        self.design = design
        self.priors = priors

    def _load_stan_backend(self, stan_backend: str | None) -> None:  # noqa: ARG002  # as Prophet's
        self.stan_backend = DirectBackend(self.start_of_search)

    def preprocess(self, df: pd.DataFrame, **kwargs: Any) -> ModelInputData:  # noqa: ARG002, ANN401  # as Prophet's
        """Return what Stan needs of the history in `df` (ds, y), with the features that are given.

        Prophet would check and build them column by column, which takes longer than its fit.
        """
        known = df[df["y"].notna()]
        days = (known["ds"] - self.design.weeks[0]).dt.days.to_numpy()
        self.y_scale = float(known["y"].abs().max()) or 1.0
        self.history = known.assign(t=days / days[-1], y_scaled=known["y"] / self.y_scale)
        self.set_changepoints()
        inputs: dict[str, Any] = {
            "T": len(known),
            "S": 1,
            "K": len(self.priors),
            "tau": self.changepoint_prior_scale,
            "trend_indicator": TrendIndicator.FLAT.value,
            "y": self.history["y_scaled"].to_numpy(),
            "t": self.history["t"].to_numpy(),
            "cap": np.zeros(len(known)),
            "t_change": np.zeros(1),
            "X": self.design.values[days // 7],
            "sigmas": self.priors,
            "s_a": np.ones(len(self.priors), dtype=int),
            "s_m": np.zeros(len(self.priors), dtype=int),
        }
        return ModelInputData(**inputs)


def fit(design: Design, logs: Array, stiffness: Stiffness, seed: int) -> Fit:
    """Fit log demand (NaN where not observed; two observed weeks at least) with Prophet.

    Raises RuntimeError where Stan finds no solution.
    """
    past = len(logs)
    centre = float(np.nanmean(logs))
    features = with_intercept(design.values)
    known = posterior(moments(features[:past], logs - centre), spreads_of(design, stiffness))
    scale = float(np.nanmax(np.abs(logs - centre))) or 1.0
    priors = np.minimum(design.spreads_for(stiffness) * known.noise / scale, WIDEST)
    model = WeeklyProphet(design, np.maximum(priors, 1e-9), _start(known, scale))
    history = pd.DataFrame({"ds": design.weeks[:past], "y": logs - centre})
    model.fit(history, seed=seed)
    _, spread = known.predict(features[past:])
    added = _added(model)
    level = centre + float(model.params["m"][0, 0]) * scale
    kinds = np.array([part if part in ("level", "season") else "holidays" for part in design.parts])
    parts = {kind: added[:, kinds == kind].sum(axis=1) for kind in ("level", "season", "holidays")}
    parts["level"] = parts["level"] + level
    return Fit(sum(parts.values())[past:], spread, known.noise, parts, _effects(design, added))


def _added(model: WeeklyProphet) -> Array:
    """Return what each column adds in each week: Prophet's `predict`, for all weeks.

    Worked out from its parameters, since predict builds tables for four times as long.
    """
    added: Array = model.design.values * (model.params["beta"][0] * float(model.y_scale or 1.0))
    return added


def _effects(design: Design, added: Array) -> dict[str, float]:
    """Return what the week of each holiday adds: its middle column, where it is largest in size."""
    names = [part for part in dict.fromkeys(design.parts) if part not in ("level", "season")]
    own = {name: added[:, design.parts.index(name) + 1] for name in names}
    return {name: float(values[np.argmax(np.abs(values))]) for name, values in own.items()}


def _start(known: Posterior, scale: float) -> dict[str, Any]:
    """Return the closed form's solution on Prophet's scale, where Stan begins to search."""
    return {
        "k": 0.0,
        "m": known.coefficients[0] / scale,
        "delta": [0.0],
        "beta": (known.coefficients[1:] / scale).tolist(),
        "sigma_obs": max(known.noise / scale, 1e-6),
    }
