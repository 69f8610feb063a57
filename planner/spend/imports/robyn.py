"""Robyn's exported model: `RobynModel-<id>.json`, as `robyn_write` saves it (3.6 to 3.12, R).

Robyn's response of one period is coef * a^alpha / (a^alpha + i^alpha), a = the period's adstocked
money, i = gamma * max + (1 - gamma) * min of the adstocked money in the model's window. Checked
against a file of Robyn 3.11.1 on its simulated data: the sums equal its `decompAgg` to 10 digits.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from planner.errors import InputError, Problem
from planner.spend.forms import Floats
from planner.spend.imports import carry
from planner.spend.imports.shape import Shape
from planner.spend.imports.wanted import ONLY, Fit, Found, Wanted, refuse

Json = Mapping[str, Any]
NEEDED = {
    "geometric": ("thetas",),
    "weibull_cdf": ("shapes", "scales"),
    "weibull_pdf": ("shapes", "scales"),
}
RANGES = {
    "alphas": (1e-6, 100.0),
    "gammas": (0.0, 1.0),
    "thetas": (0.0, 0.999),
    "shapes": (0.0, 100.0),
    "scales": (0.0, 1.0),
}
"""Robyn's own bounds of hyperparameters (`hyper_limits`), a little wider; outside them, a file is
broken."""
WRITE = "Export it with robyn_write(InputCollect, OutputCollect, select_model)"


@dataclass(frozen=True, slots=True)
class Model:
    """A file's parts: `summary` by variable, one number for each hyperparameter."""

    path: Path
    inputs: Json
    summary: dict[str, Json]
    values: dict[str, float]
    data: list[Json]

    @property
    def days(self) -> float:
        """The days of one period: 1, 7, or about 30."""
        days = float(_first(self.inputs.get("dayInterval"), 7))
        if not 1 <= days <= 366:
            raise ValueError(f"dayInterval is {days:g}")
        return days

    @property
    def window(self) -> slice:
        """The rows of the data that the model was fitted on."""
        first = int(_first(self.inputs.get("rollingWindowStartWhich"), 1))
        last = int(_first(self.inputs.get("rollingWindowEndWhich"), len(self.data)))
        return slice(first - 1, last)


def from_json(content: Json, path: Path, wanted: Wanted) -> Found:
    """Read an exported model: one curve for each channel that money is spent on."""
    try:
        return _found(_model(content, path), wanted)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        refuse(path, f"is not as Robyn writes it: {error}", WRITE)


def _found(model: Model, wanted: Wanted) -> Found:
    paid = [str(name) for name in model.inputs.get("paid_media_spends", [])]
    names = [name for name in paid if not wanted.skips(name)]
    adstock = str(_first(model.inputs.get("adstock"), ""))
    if adstock not in NEEDED:
        hint = f"Microhit reads {', '.join(NEEDED)}"
        refuse(model.path, f"the adstock {adstock!r} is not known", hint, "InputCollect.adstock")
    _check(model, names, adstock)
    fits = [_fit(model, name, adstock, wanted) for name in names]
    organic = [str(name) for name in model.inputs.get("organic_vars", [])]
    notes = [f"Without money, so left out: {', '.join(organic)}."] if organic else []
    kind = str(_first(model.inputs.get("dep_var_type"), ""))
    notes.append(f"The outcome is {_first(model.inputs.get('dep_var'), '?')} ({kind}).")
    return Found(fits, tuple(notes))


def _model(content: Json, path: Path) -> Model:
    exported, inputs = content.get("ExportedModel"), content.get("InputCollect")
    if not isinstance(exported, dict) or not isinstance(inputs, dict):
        refuse(path, "holds no model, only what went into it", WRITE, "ExportedModel")
    summary = {str(row["variable"]): row for row in exported["summary"]}
    values = {
        name: float(_first(value, math.nan)) for name, value in exported["hyper_values"].items()
    }
    data = list((content.get("Extras") or {}).get("raw_data") or [])
    return Model(path, inputs, summary, values, data)


def _check(model: Model, names: list[str], adstock: str) -> None:
    """Raise `InputError` with every parameter that a channel misses."""
    problems = []
    for name in names:
        needed = [f"{name}_{part}" for part in ("alphas", "gammas", *NEEDED[adstock])]
        missing = [key for key in needed if not _sound(key, model.values.get(key, math.nan))]
        if missing:
            hint = f"Export the model again, or leave the channel out: --channel {name}="
            what = f"has no sensible {', '.join(missing)} in hyper_values"
            if not [key for key in model.values if key.startswith(f"{name}_")]:
                what += "; a model fitted on impressions or clicks knows no curve of money"
            problems.append(Problem(what, file=str(model.path), field=name, hint=hint))
        elif not isinstance(model.summary.get(name, {}).get("coef"), int | float):
            what = "has no coef in ExportedModel.summary"
            problems.append(Problem(what, file=str(model.path), field=name, hint=WRITE))
    if problems or not names:
        raise InputError(problems or Problem("names no paid channel", str(model.path), hint=WRITE))


def _sound(key: str, value: float) -> bool:
    low, high = RANGES[key.rpartition("_")[2]]
    return low <= value <= high  # not true of NaN


def _fit(model: Model, name: str, adstock: str, wanted: Wanted) -> Fit:
    """Return the curve over the flight: each of its periods at the adstock of a steady spend."""
    value = {part: model.values.get(f"{name}_{part}", math.nan) for part in RANGES}
    weights = _weights(model, adstock, value)
    inflexion, seen, told = _inflexion(model, name, weights, value)
    periods = wanted.weeks * 7 / model.days
    factor, row = float(weights.sum()), model.summary[name]
    shape = Shape(
        "hill", periods * float(row["coef"]), periods * inflexion / factor, value["alphas"]
    )
    if not (math.isfinite(shape.scale + shape.k + seen) and shape.k > 0):
        raise ValueError(f"{name} has no finite curve")
    if shape.scale <= 0:
        shape = Shape("table", points=((0.0, 0.0), (periods * seen, 0.0)))
    sentence = f"{adstock} adstock, not normalised: steady money counts {factor:.3g} times; {told}"
    interval = _interval(row, _first(model.inputs.get("dep_var_type"), ""))
    return Fit(ONLY, name, shape, periods * seen, sentence, interval, "Robyn's bootstrap")


def _weights(model: Model, adstock: str, value: Mapping[str, float]) -> Floats:
    if adstock == "geometric":
        return carry.robyn_geometric(value["thetas"])
    periods = int(_first(model.inputs.get("totalObservations"), len(model.data) or 104))
    pdf = adstock == "weibull_pdf"
    return carry.robyn_weibull(value["shapes"], value["scales"], periods, pdf=pdf)


def _inflexion(
    model: Model, name: str, weights: Floats, value: Mapping[str, float]
) -> tuple[float, float, str]:
    """Return the inflexion of the adstocked money of a period, the most money of one, and how.

    Without the data in the file: from the mean response, which is the response to the mean
    adstocked money (1% off on Robyn's simulated data, since the window's start is not known).
    """
    spent = np.array([float(row.get(name) or 0) for row in model.data], dtype=np.float64)
    if len(spent) and spent.max() > 0:
        counted = np.convolve(spent, weights)[: len(spent)][model.window]
        gamma = value["gammas"]
        middle = float(gamma * counted.max() + (1 - gamma) * counted.min())
        return middle, float(spent[model.window].max()), "from the data in the file"
    row = model.summary[name]
    share, mean = (float(row.get(key) or 0) for key in ("mean_response", "mean_spend"))
    share = share / float(row["coef"]) if row["coef"] else 0.0
    if not (0 < share < 1 and mean > 0):
        hint = "Export it with Robyn 3.11 or later, whose file holds the data"
        refuse(
            model.path, "neither the data nor mean_response and mean_spend are there", hint, name
        )
    middle = mean * float(weights.sum()) * ((1 - share) / share) ** (1 / value["alphas"])
    told = "from the mean response, since the file holds no data (about 1 % off)"
    return middle, max(mean, 3 * middle / float(weights.sum())), told


def _interval(row: Json, kind: str) -> tuple[float, float] | None:
    """Return the bootstrap's interval; of conversions, Robyn tells the cost of each."""
    low, mean, high = (float(row.get(key) or 0) for key in ("ci_low", "boot_mean", "ci_up"))
    if mean <= 0:
        return None
    if kind == "conversion":
        return (mean / high, mean / low) if low > 0 else None
    return low / mean, high / mean


def _first(value: object, default: object) -> Any:  # noqa: ANN401  # JSON has no types
    """Return a number or text of R, which writes each as a list of one."""
    if isinstance(value, list):
        value = value[0] if value else None
    return default if value is None else value


def parse(text: str, path: Path) -> Json:
    """Return a JSON file's content, which must be one object."""
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        refuse(path, f"cannot be read as JSON: {error}", WRITE)
    if not isinstance(content, dict):
        refuse(path, "is no export of Robyn", WRITE)
    return content
