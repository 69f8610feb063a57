"""A plain media mix model for the benchmark media_mix: its curves are not Microhit's own.

Conversions per person = region + season + controls + sum over channels of b * a / (h + a), a = the
money per person carried over (geometric, normalised, 13 weeks); carry-over and h by channel, b by
region and channel, drawn towards its channel's mean (ridge) and never negative. Carry-over, h and
the ridge are chosen by the fit to weeks that were left out (5 blocks).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import nnls

from planner.spend.forms import Floats

CHANNELS = [f"Channel{number}" for number in range(5)]
CONTROLS = ["competitor_sales_control", "sentiment_score_control", "Promo", "organic"]
KEEPS, HALVES = (0.0, 0.2, 0.4, 0.6, 0.8), (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
RIDGES = (0.3, 3.0, 30.0, 300.0)
LAGS, FOLDS, WAVES, YEAR = 13, 5, 3, 52.18
Index = npt.NDArray[np.int64]
Choice = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Arrays of region x week [x channel or control]; money and conversions per person."""

    regions: list[str]
    conversions: Floats
    money: Floats
    controls: Floats
    people: Floats
    price: Floats


def read(path: Path) -> Panel:
    """Return the data, of which every region has every week."""
    table = pd.read_csv(path, index_col=0).sort_values(["geo", "time"])
    regions = sorted(table["geo"].unique())
    people = table.groupby("geo")["population"].first().to_numpy()
    table["organic"] = table["Organic_channel0_impression"] / table["population"]

    def grid(*columns: str) -> Floats:
        return table[list(columns)].to_numpy(float).reshape(len(regions), -1, len(columns))

    controls = grid(*CONTROLS)
    controls = (controls - controls.mean((0, 1))) / controls.std((0, 1))
    money = grid(*(f"{name}_spend" for name in CHANNELS)) / people[:, None, None]
    conversions = grid("conversions")[..., 0] / people[:, None]
    price = grid("revenue_per_conversion")[..., 0]
    return Panel(regions, conversions, money, controls, people, price)


def carried(money: Floats, keep: float) -> Floats:
    """Return money as it counts in each week (the second axis)."""
    weights = keep ** np.arange(LAGS)
    weights /= weights.sum()
    out = np.zeros_like(money)
    for lag, weight in enumerate(weights):
        out[:, lag:] += weight * money[:, : money.shape[1] - lag]
    return out


def within(values: Floats, weeks: Index) -> Floats:
    """Return some weeks of region x week [x more] less region means and the season they share.

    The season is a trend and yearly waves, common to all regions. Means of each week would take
    most of what media do with it: money rises and falls in all regions together.
    """
    turn = 2 * np.pi * weeks / YEAR
    waves = [wave(turn * k) for k in range(1, WAVES + 1) for wave in (np.sin, np.cos)]
    basis, _ = np.linalg.qr(np.column_stack([np.ones(len(weeks)), weeks, *waves]))
    part = values[:, weeks]
    left = part - part.mean(1, keepdims=True)
    return np.asarray(left - np.tensordot(basis @ basis.T, left.mean(0), axes=1))


def saturated(panel: Panel, channel: int, keep: float, half: float, multiple: float = 1) -> Floats:
    """Return a / (h + a) of one channel; `half` is a multiple of its mean money."""
    money = panel.money[..., channel]
    counted = multiple * carried(money, keep)
    return np.asarray(counted / (half * money.mean() + counted))


@dataclass(frozen=True, slots=True)
class Fit:
    """The choice by channel, b by region and channel, and how much of `within` it explains."""

    choice: Choice
    effect: Floats
    ridge: float
    explained: float


class Fitter:
    """Fits some weeks of a panel; carry-over from the weeks before them counts."""

    def __init__(self, panel: Panel, weeks: Index) -> None:
        self.panel, self.weeks = panel, weeks
        self.options = list(product(KEEPS, HALVES))
        columns = [
            within(saturated(panel, channel, *option), weeks)
            for channel in range(len(CHANNELS))
            for option in self.options
        ]
        columns += [within(panel.controls[..., at], weeks) for at in range(len(CONTROLS))]
        self.columns = np.stack(columns, axis=-1)
        flat = self.columns.reshape(-1, len(columns))
        self.gram = flat.T @ flat
        self.flat = flat

    def fit(self, *, plain: bool = False) -> Fit:
        """Return the fit; `plain` is least squares, so that no effect is drawn anywhere."""
        target = within(self.panel.conversions, self.weeks)
        choice = self._choice(target)
        design = self._design(choice)
        flat, flat_target = design.reshape(-1, design.shape[-1]), target.ravel()
        if plain:
            ridge, found = 0.0, np.asarray(np.linalg.lstsq(flat, flat_target)[0], float)
        else:
            ridge = self._ridge(design, target)
            found = self._solve(flat, flat_target, ridge)
        effect = np.asarray(found[: -len(CONTROLS)].reshape(len(CHANNELS), -1).T, float)
        left = flat_target - flat @ found
        return Fit(choice, effect, ridge, 1 - float(left @ left / (flat_target @ flat_target)))

    def _choice(self, target: Floats) -> Choice:
        """Choose carry-over and half point by channel, one after the other, until none changes."""
        moments = self.flat.T @ target.ravel()
        controls = list(range(self.gram.shape[0] - len(CONTROLS), self.gram.shape[0]))
        count = len(self.options)
        at = [count // 2] * len(CHANNELS)

        def explained(chosen: list[int]) -> float:
            index = [channel * count + one for channel, one in enumerate(chosen)] + controls
            part = moments[index]
            return float(part @ np.linalg.lstsq(self.gram[np.ix_(index, index)], part)[0])

        for _ in range(10):
            before = list(at)
            for channel in range(len(CHANNELS)):
                trials = [[*at[:channel], one, *at[channel + 1 :]] for one in range(count)]
                at = max(trials, key=explained)
            if at == before:
                break
        return tuple(self.options[one] for one in at)

    def _design(self, choice: Choice) -> Floats:
        """Return region x week x (region and channel, then controls)."""
        regions, weeks = self.panel.conversions.shape
        index = np.arange(regions)
        parts = []
        for channel, option in enumerate(choice):
            own = np.zeros((regions, weeks, regions))
            values = saturated(self.panel, channel, *option)
            own[index, :, index] = values
            parts.append(within(own, self.weeks))
        parts.append(self.columns[..., -len(CONTROLS) :])
        return np.concatenate(parts, axis=-1)

    def _ridge(self, design: Floats, target: Floats) -> float:
        """Choose how strongly regions are drawn together, by weeks left out in blocks."""
        fold = np.arange(target.shape[1]) * FOLDS // target.shape[1]
        misses = []
        for ridge in RIDGES:
            miss = 0.0
            for one in range(FOLDS):
                out = fold == one
                kept, left = (design[:, part].reshape(-1, design.shape[-1]) for part in (~out, out))
                effect = self._solve(kept, target[:, ~out].ravel(), ridge)
                miss += float(((left @ effect - target[:, out].ravel()) ** 2).sum())
            misses.append(miss)
        return RIDGES[int(np.argmin(misses))]

    def _solve(self, flat: Floats, target: Floats, ridge: float) -> Floats:
        """Least squares with effects >= 0 drawn to their channel's mean, controls free."""
        regions = len(self.panel.regions)
        many = len(CHANNELS) * regions
        gram, moments = flat.T @ flat, flat.T @ target
        size = np.trace(gram[:many, :many]) / many
        draw = np.eye(regions) - 1 / regions
        gram[:many, :many] += ridge * size * np.kron(np.eye(len(CHANNELS)), draw)
        gram += 1e-8 * size * np.eye(len(gram))
        # controls may be negative: taken out first, since they have no bounds
        inner, cross = gram[many:, many:], gram[:many, many:]
        solved = np.linalg.solve(inner, np.column_stack([cross.T, moments[many:]]))
        reduced = gram[:many, :many] - cross @ solved[:, :many]
        lower = np.linalg.cholesky(reduced)
        right = np.linalg.solve(lower, moments[:many] - cross @ solved[:, many])
        effect, _ = nnls(lower.T, right, maxiter=50 * many)
        rest = np.linalg.solve(inner, moments[many:] - cross.T @ effect)
        return np.concatenate([effect, rest])
