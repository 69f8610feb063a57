"""CURVES.csv of imported curves, which a plan names in goals.curves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from planner.plan.exports import write_csv
from planner.spend.curves import Curve
from planner.spend.files import COLUMNS

HEADER = (*COLUMNS, "region", "channel", "points")


def write_curves(path: Path, curves: Iterable[Curve]) -> None:
    """Write the curves in the order of their cells' names, all of them or nothing.

    `planner.spend.files.read_curves` reads them back, to 12 digits. Raises `StoreError`.
    """
    write_csv(path, HEADER, [_row(curve) for curve in sorted(curves, key=lambda one: one.cell)])


def _row(curve: Curve) -> Sequence[object]:
    ends = curve.lo, curve.hi, curve.region, curve.channel
    if curve.form == "table":
        points = ";".join(f"{x:.12g}:{y:.12g}" for x, y in curve.points)
        return curve.cell, "table", "", "", "", *ends, points
    s = curve.s if curve.form in {"hill", "reach"} else ""
    return curve.cell, curve.form, curve.scale, curve.k, s, *ends, ""
