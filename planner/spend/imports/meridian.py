"""Google Meridian's response curves: `Analyzer(mmm).response_curves(use_kpi=True)`, as a file.

Saved by `.to_dataframe().reset_index().to_csv("curves.csv", index=False)` or `.to_netcdf(...)`:
spend_multiplier, channel, metric (mean, ci_lo, ci_hi), spend, incremental_outcome (2.1,
`analysis/analyzer.py`). They are the model's whole window: all money against all that it brought,
carry-over and the weeks' pattern inside. A flight of W out of T weeks at the same rate a week
brings W / T of it: response(x) = W/T * curve(x * T/W).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from pathlib import Path

import numpy as np

from planner.model.tables import Row, Table, parse_rows
from planner.spend.curves import Key
from planner.spend.forms import Floats
from planner.spend.imports.arrays import Group
from planner.spend.imports.shape import simplest
from planner.spend.imports.wanted import ONLY, Fit, Found, Wanted, refuse

COLUMNS = ("channel", "spend", "incremental_outcome", "metric")
MEAN, LOW, HIGH = "mean", "ci_lo", "ci_hi"
GEO = "geo"
FEWEST = 4
"""Points of a curve: fewer would fit any form."""


@dataclass(slots=True)
class Lines:
    """The outcome by spend of one (geo, channel), for each metric, and where it begins."""

    row: Row | None = None
    outcome: dict[str, dict[float, float]] = field(default_factory=dict)


def from_text(text: str, path: Path, wanted: Wanted) -> Found:
    """Read the CSV of a response curve, with a column `geo` for several regions."""
    table = parse_rows(text, str(path), COLUMNS)
    cells: dict[Key, Lines] = {}
    for row in table.rows:
        lines = cells.setdefault((row.text(GEO), row.name("channel")), Lines(row))
        points = lines.outcome.setdefault(row.text("metric"), {})
        points[row.number("spend")] = _outcome(row)
    _check(table, cells)
    return _found(cells, path, wanted)


def _outcome(row: Row) -> float:
    """Return the outcome; a lower bound may be negative, and counts as none."""
    if row.text("metric") == LOW and row.text("incremental_outcome").startswith("-"):
        return 0.0
    return row.number("incremental_outcome")


def _check(table: Table, cells: dict[Key, Lines]) -> None:
    for (_, channel), lines in cells.items():
        points = lines.outcome.get(MEAN, {})
        if lines.row and len(points) < FEWEST:
            what = f"has {len(points)} points of the metric {MEAN}; {FEWEST} are needed"
            lines.row.fault("channel", what, f"Export the whole curve of {channel}")
    table.check()


def from_arrays(group: Group, path: Path, wanted: Wanted) -> Found:
    """Read the netCDF file of a response curve."""
    arrays = group.arrays
    missing = [name for name in COLUMNS if name not in arrays]
    if missing:
        refuse(path, f"has no {', '.join(missing)}", "Save Analyzer.response_curves() again")
    names, metrics = ([str(name) for name in arrays[key].values] for key in ("channel", "metric"))
    spend = _ordered(arrays["spend"].values, arrays["spend"].dims, ("spend_multiplier", "channel"))
    dims = ("spend_multiplier", "channel", "metric")
    outcome = _ordered(
        arrays["incremental_outcome"].values, arrays["incremental_outcome"].dims, dims
    )
    cells: dict[Key, Lines] = {(ONLY, name): Lines() for name in names}
    for (at, name), (which, metric) in product(enumerate(names), enumerate(metrics)):
        pairs = zip(spend[:, at].tolist(), outcome[:, at, which].tolist(), strict=True)
        cells[ONLY, name].outcome[metric] = dict(pairs)
    return _found(cells, path, wanted)


def _ordered(values: Floats, dims: Sequence[str], order: Sequence[str]) -> Floats:
    return np.transpose(values, [dims.index(name) for name in order])


def _found(cells: dict[Key, Lines], path: Path, wanted: Wanted) -> Found:
    if wanted.model_weeks is None:
        what = "the weeks that these curves were made over are not in a Meridian file"
        hint = "Count the weeks of the model's data, or of selected_times, and give --model-weeks"
        refuse(path, what, hint)
    share = wanted.weeks / wanted.model_weeks
    fits = [
        _fit(key, lines, share, path) for key, lines in cells.items() if not wanted.skips(key[1])
    ]
    note = (
        f"Meridian's curves of {wanted.model_weeks:g} weeks count as {wanted.weeks} weeks at the "
        "same rate a week; carry-over and the pattern of weeks are inside."
    )
    return Found(fits, (note,))


def _fit(key: Key, lines: Lines, share: float, path: Path) -> Fit:
    geo, channel = key
    curve = dict(sorted({0.0: 0.0, **lines.outcome[MEAN]}.items()))
    xs, ys = (np.array(list(part)) * share for part in (curve.keys(), curve.values()))
    if not (np.isfinite(ys).all() and (ys >= 0).all()):
        what = "the mean outcome is negative or not a number at some spend"
        refuse(path, what, f"Leave it out: --channel {channel}=", channel)
    if any(after < before - 1e-9 * ys.max() for before, after in pairwise(ys)):
        what = "the mean outcome falls where more is spent"
        refuse(path, what, f"Leave it out: --channel {channel}=", channel)
    carry = "carry-over is inside the curve"
    middle = float(xs[-1]) / 2
    return Fit(
        geo, channel, simplest(xs, ys), float(xs[-1]), carry, *_interval(lines, share, middle)
    )


def _interval(lines: Lines, share: float, middle: float) -> tuple[tuple[float, float] | None, str]:
    """Return the credible interval at `middle` money of the flight, as shares of the mean."""
    if not {LOW, HIGH} <= set(lines.outcome):
        return None, ""
    mean, low, high = (
        float(np.interp(middle / share, *_arrays(lines.outcome[name])))
        for name in (MEAN, LOW, HIGH)
    )
    return ((low / mean, high / mean) if mean > 0 else None), "Meridian's credible interval"


def _arrays(points: dict[float, float]) -> tuple[Floats, Floats]:
    xs = np.array(sorted(points))
    return xs, np.array([points[x] for x in xs.tolist()])


def is_text(text: str) -> bool:
    """Return whether this is the CSV of a response curve."""
    return "incremental_outcome" in text.split("\n", 1)[0].lower()
