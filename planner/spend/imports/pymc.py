"""PyMC-Marketing's fitted model: the netCDF file that `mmm.save("model.nc")` writes (0.13 to 0.19).

One period's outcome is target_scale * saturation(adstock(money / channel_scale)), by draw of the
posterior. The curve is the mean over all draws, not the curve of mean parameters; every period of
the flight gets the same money and counts as a steady spend does in the end.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from planner.errors import InputError, Problem
from planner.spend.forms import Floats
from planner.spend.imports import carry, saturation
from planner.spend.imports.arrays import Array, Group
from planner.spend.imports.pymc_response import Response
from planner.spend.imports.shape import simplest, spends
from planner.spend.imports.wanted import ONLY, Fit, Found, Wanted, refuse

SAVE = 'Save the fitted model again with mmm.save("model.nc")'
CHANNEL, DRAWS = "channel", ("chain", "draw")
LOW, HIGH = 5, 95
"""Percentiles of the draws that are told."""
UNITS = {"days": 1.0, "hours": 1 / 24, "minutes": 1 / 1440, "seconds": 1 / 86400}
UNITS |= {"milliseconds": 1 / 864e5, "microseconds": 1 / 864e8, "nanoseconds": 1 / 864e11}


@dataclass(frozen=True, slots=True)
class Model:
    """A file's parts: parameters and scales with their dimensions, the two transformations."""

    path: Path
    posterior: dict[str, Array]
    constants: dict[str, Array]
    adstock: Mapping[str, object]
    saturation: Mapping[str, object]
    adstock_first: bool
    dims: tuple[str, ...]

    def at(self, array: Array, place: Mapping[str, str]) -> Floats:
        """Return an array's values at a region and channel: one for each draw, or just one."""
        values, dims = array.values, array.dims
        index = tuple(
            self.names(dim).index(place[dim]) if dim in place else slice(None) for dim in dims
        )
        return np.asarray(values[index], dtype=np.float64).reshape(-1)

    def names(self, dim: str) -> list[str]:
        """Return the names along a dimension."""
        found = self.posterior.get(dim) or self.constants.get(dim)
        if found is None:
            refuse(self.path, f"has no names for the dimension {dim}", SAVE)
        return [str(name) for name in found.values.tolist()]


def from_groups(groups: Mapping[str, Group], path: Path, wanted: Wanted) -> Found:
    """Read a saved model: one curve for each channel, and each region where it has several."""
    model = _model(groups, path)
    _check(model, groups[""])
    regions = model.names(model.dims[0]) if model.dims else [ONLY]
    channels = [name for name in model.names(CHANNEL) if not wanted.skips(name)]
    days = _days(model)
    fits = [_fit(model, region, name, days, wanted) for region, name in product(regions, channels)]
    draws = model.posterior[_prefixed(model.saturation, _parameters(model.saturation)[0])].values
    notes = [f"Means over {draws.shape[0] * draws.shape[1]} draws of the posterior."]
    if groups[""].attributes.get("time_varying_media", "false") != "false":
        notes.append("The model's media effect changes over time; these curves are at its mean.")
    return Found(fits, tuple(notes))


def _model(groups: Mapping[str, Group], path: Path) -> Model:
    attributes = groups[""].attributes
    try:
        adstock, shape = (json.loads(attributes[name]) for name in ("adstock", "saturation"))
        dims = tuple(json.loads(attributes.get("dims") or "[]") or ())
        first = bool(json.loads(attributes.get("adstock_first", "true")))
    except (KeyError, ValueError) as error:
        refuse(path, f"does not tell its adstock and saturation ({error})", SAVE)
    missing = [name for name in ("posterior", "constant_data") if name not in groups]
    if missing:
        refuse(path, f"has no {', '.join(missing)}; the model is not fitted", SAVE)
    parts = groups["posterior"].arrays, groups["constant_data"].arrays
    return Model(path, *parts, adstock, shape, first, dims)


def _check(model: Model, whole: Group) -> None:
    """Raise `InputError` with everything that stands between the file and curves of money."""
    faults: list[tuple[str, str, str]] = []
    for kind, part, known in (
        ("adstock", model.adstock, list(carry.PARAMETERS)),
        ("saturation", model.saturation, list(saturation.PARAMETERS)),
    ):
        name = str(part.get("lookup_name"))
        if name not in known:
            faults.append((kind, f"{name!r} is not known", f"Microhit reads {', '.join(known)}"))
            continue
        wanted = [_prefixed(part, one) for one in _parameters(part)]
        missing = [one for one in wanted if one not in model.posterior]
        if missing:
            faults.append((kind, f"the posterior has no {', '.join(missing)}", SAVE))
    missing = [name for name in ("channel_scale", "target_scale") if name not in model.constants]
    if missing:
        faults.append(("constant_data", f"has no {', '.join(missing)}", SAVE))
    if str(model.adstock.get("mode", "After")) != "After":
        what = "an effect before the spend cannot be turned into a flight's curve"
        faults.append(("adstock", what, "Use a model with mode After"))
    if len(model.dims) > 1:
        what = f"has curves by {', '.join(model.dims)}; a cell is a region and a channel"
        faults.append(("dims", what, "Use a model with one such dimension"))
    if whole.attributes.get("cost_per_unit", "null") != "null":
        what = "is fitted on impressions or clicks, not on money"
        faults.append(("cost_per_unit", what, "Fit it on spend"))
    if faults:
        raise InputError([Problem(w, str(model.path), field=f, hint=h) for f, w, h in faults])


def _parameters(part: Mapping[str, object]) -> tuple[str, ...]:
    return {**carry.PARAMETERS, **saturation.PARAMETERS}[str(part["lookup_name"])]


def _prefixed(part: Mapping[str, object], name: str) -> str:
    return f"{part.get('prefix')}_{name}"


def _days(model: Model) -> float:
    """Return the days of one period; a week where the file holds no dates."""
    dates = model.constants.get("date")
    if dates is None or len(dates.values) < 2 or not dates.units:
        return 7.0
    unit = UNITS.get(dates.units.split()[0], 1.0)
    return float(np.median(np.diff(np.sort(dates.values.astype(np.float64))))) * unit


def _fit(model: Model, region: str, channel: str, days: float, wanted: Wanted) -> Fit:
    response = _response(model, region, channel)
    periods = wanted.weeks * 7 / days
    seen = periods * _most(model, _place(model, region, channel), response.money_scale)
    xs = spends(seen)
    between = (xs[1:] + xs[:-1]) / 2
    mean, checks = (
        periods * response.steady(part / periods).mean(axis=0) for part in (xs, between)
    )
    if not (np.isfinite(mean).all() and (mean >= 0).all()):
        hint = f"Leave it out: --channel {channel}="
        refuse(model.path, "its mean outcome is negative or not a number", hint, channel)
    middle = periods * response.steady(np.array([seen / 2 / periods]))[:, 0]
    ends = np.percentile(middle, (LOW, HIGH)) / middle.mean() if middle.mean() > 0 else None
    return Fit(
        region,
        channel,
        simplest(xs, mean, between=(between, checks)),
        seen,
        _told(model, response, seen / 2, periods),
        None if ends is None else (float(ends[0]), float(ends[1])),
        f"{HIGH - LOW} % of the draws",
    )


def _response(model: Model, region: str, channel: str) -> Response:
    place = _place(model, region, channel)

    def of(part: Mapping[str, object]) -> dict[str, Floats]:
        return {
            one: model.at(model.posterior[_prefixed(part, one)], place) for one in _parameters(part)
        }

    weights = carry.pymc_weights(
        str(model.adstock["lookup_name"]),
        of(model.adstock),
        int(str(model.adstock.get("l_max", 1))),
        normalise=bool(model.adstock.get("normalize", True)),
    )
    return Response(
        saturation.FORMULAS[str(model.saturation["lookup_name"])],
        {one: values[:, None] for one, values in of(model.saturation).items()},
        weights,
        float(model.at(model.constants["channel_scale"], place)[0]),
        float(model.at(model.constants["target_scale"], place)[0]),
        model.adstock_first,
    )


def _place(model: Model, region: str, channel: str) -> dict[str, str]:
    return {CHANNEL: channel} | ({model.dims[0]: region} if model.dims else {})


def _most(model: Model, place: Mapping[str, str], scale: float) -> float:
    """Return the most money of one period in the data; the scale, their usual maximum, without."""
    data = model.constants.get("channel_data")
    return float(np.nanmax(model.at(data, place))) if data else scale


def _told(model: Model, response: Response, money: float, periods: float) -> str:
    """Return how carry-over was applied, and what its start and end would change."""
    name = str(model.adstock["lookup_name"]).replace("_", " ")
    factor = float(response.weights.sum(axis=1).mean())
    kind = "normalised" if model.adstock.get("normalize", True) else "not normalised"
    text = f"{name} adstock, {kind}: steady money counts {factor:.3g} times"
    steady = periods * float(response.steady(np.array([money / periods])).mean())
    whole = round(periods)
    if steady <= 0 or whole < 1:
        return text
    more = whole * response.exact(money / whole, whole) / whole / steady - 1
    return f"{text}; with the start and the end of the flight it would bring {more:+.0%}"
