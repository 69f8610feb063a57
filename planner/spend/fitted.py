"""Curves that change as a whole, and those fitted elsewhere that stand in for ours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from planner.facts.table import Facts, load
from planner.model.plan import Plan
from planner.model.tables import Row, Table, read_rows
from planner.spend.curves import Curve, Key, cell_of
from planner.spend.files import read_curves


def times(curve: Curve, worth: float) -> Curve:
    """Return the curve in another unit: each unit of its response counts `worth`."""
    points = tuple((x, y * worth) for x, y in curve.points)
    return replace(curve, scale=curve.scale * worth, points=points)


def stretched(curve: Curve, factor: float) -> Curve:
    """Return the curve of `factor` times the people: factor * curve(money / factor)."""
    points = tuple((x * factor, y * factor) for x, y in curve.points)
    return replace(curve, scale=curve.scale * factor, k=curve.k * factor, points=points)


def put_in(
    curves: Mapping[Key, Curve], fitted: Mapping[Key, Curve]
) -> tuple[dict[Key, Curve], tuple[str, ...]]:
    """Return the curves with fitted ones in place of ours, within our limits; notes on the rest."""
    known = {
        key: replace(
            curve,
            cell=curves[key].cell,
            region=key[0],
            channel=key[1],
            lo=curves[key].lo,
            hi=curves[key].hi,
            least=curves[key].least,
        )
        for key, curve in fitted.items()
        if key in curves
    }
    unknown = sorted(cell_of(key) for key in fitted if key not in curves)
    notes = (
        (f"Fitted curves of cells that are not open stay unused: {', '.join(unknown)}.",)
        if unknown
        else ()
    )
    return {**curves, **known}, notes


def read_fitted(path: Path, plan: Plan, facts: Facts | None = None) -> dict[Key, Curve]:
    """Return the curve of each (region, channel) in `path`, named as the plan's cells are.

    Regions of the file must be the plan's, channels those of the facts (`channel_share`); cells
    that the file leaves out keep our own curves. Raises `InputError` with every fault.
    """
    curves = read_curves(path)
    table = read_rows(path, ("region", "channel"))
    names = sorted((facts or load()).table("channel_share"))
    for row in table.rows:
        _check(row, "region", sorted(plan.goals.regions), "region of the plan")
        _check(row, "channel", names, "channel")
    _check_once(table)
    table.check()
    return {(curve.region, curve.channel): _named(curve) for curve in curves}


def _check(row: Row, column: str, known: Collection[str], what: str) -> None:
    name = row.name(column)
    if name and name not in known:
        row.fault(column, f"is no {what}", f"Use one of {', '.join(known)}")


def _check_once(table: Table) -> None:
    lines: dict[Key, int] = {}
    for row in table.rows:
        key = row.text("region"), row.text("channel")
        first = lines.setdefault(key, row.line)
        if first != row.line:
            hint = "Give each region one curve for a channel"
            row.fault("channel", f"has a curve for {key[0]} on line {first} already", hint)


def _named(curve: Curve) -> Curve:
    return replace(curve, cell=f"{curve.region}.{curve.channel}")
