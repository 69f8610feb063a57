"""What one period of a PyMC-Marketing model brings, by draw of its posterior."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.spend.forms import Floats
from planner.spend.imports import carry
from planner.spend.imports.saturation import Formula


@dataclass(frozen=True, slots=True)
class Response:
    """One period's outcome in the model's unit; arrays are draws x 1, `weights` draws x lags."""

    formula: Formula
    values: dict[str, Floats]
    weights: Floats
    money_scale: float
    outcome_scale: float
    adstock_first: bool

    def steady(self, money: Floats) -> Floats:
        """Return draws x money: the outcome of a period at the same money every period."""
        scaled, factor = money[None, :] / self.money_scale, self.weights.sum(axis=1)[:, None]
        if self.adstock_first:
            return np.asarray(self.outcome_scale * self.formula(scaled * factor, self.values))
        return np.asarray(self.outcome_scale * factor * self.formula(scaled, self.values))

    def exact(self, money: float, periods: int) -> float:
        """Return the mean outcome of a flight of so many periods, with its start and its end."""
        counted = carry.flight(self.weights, periods)
        if self.adstock_first:
            found = self.formula(money / self.money_scale * counted, self.values)
        else:
            found = counted * self.formula(np.array([[money / self.money_scale]]), self.values)
        return self.outcome_scale * float(found.sum(axis=1).mean())
