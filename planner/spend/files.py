"""Curves and limits from CSV, the allocation to CSV."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import get_args

from planner.model.tables import Row, parse_number, read_rows
from planner.plan.exports import write_csv
from planner.spend.allocate import Allocation, Limit
from planner.spend.curves import Curve, Form
from planner.spend.lines import Point

FORMS: tuple[Form, ...] = get_args(Form)
COLUMNS = ("cell", "form", "scale", "k", "s", "lo", "hi")


def read_curves(path: Path) -> list[Curve]:
    """Read response curves: cell, form, scale, k, s, lo, hi[, region, channel][, points][, least].

    What a form does not use may stay empty (k and s of a table), and so may lo and least (then 0).
    `points` are `spend:response` joined by `;`. Raises `InputError` with every fault.
    """
    table = read_rows(path, COLUMNS, ("region", "channel", "points", "least"))
    curves = [_curve(row) for row in table.rows]
    lines: dict[str, int] = {}
    for row, curve in zip(table.rows, curves, strict=True):
        first = lines.setdefault(curve.cell, row.line)
        if curve.cell and first != row.line:
            row.fault("cell", f"is already on line {first}", "Give each cell one curve")
    table.check()
    return curves


def read_limits(path: Path, curves: Sequence[Curve] | None = None) -> list[Limit]:
    """Read group limits: group, min, max; an empty min is 0, an empty max is no limit.

    With `curves`, a group that none of their cells belongs to is a fault. Raises `InputError`.
    """
    table = read_rows(path, ("group", "min", "max"))
    limits = [_limit(row) for row in table.rows]
    lines: dict[str, int] = {}
    for row, limit in zip(table.rows, limits, strict=True):
        first = lines.setdefault(limit.group, row.line)
        if first != row.line:
            row.fault("group", f"is already on line {first}", "Give each group one line")
        elif curves is not None and not any(limit.holds(curve) for curve in curves):
            row.fault("group", "no cell belongs to this group", "Look at the curves' columns")
    table.check()
    return limits


def read_plan(path: Path, curves: Sequence[Curve]) -> dict[str, float]:
    """Read a split of one's own: cell, spend. Raises `InputError`, also for unknown cells."""
    table = read_rows(path, ("cell", "spend"))
    known = {curve.cell for curve in curves}
    spend: dict[str, float] = {}
    for row in table.rows:
        cell = row.name("cell")
        if cell and cell not in known:
            row.fault("cell", "has no curve", "Look at the names of the curves' cells")
        if cell in spend:
            row.fault("cell", "is there more than once", "Give each cell one amount")
        spend[cell] = row.number("spend")
    table.check()
    return spend


def write_allocation(path: Path, allocation: Allocation) -> None:
    """Write cell, spend, response, in the order of the cells' names; all of it or nothing."""
    rows = [
        (cell, spend, allocation.response[cell]) for cell, spend in sorted(allocation.spend.items())
    ]
    write_csv(path, ("cell", "spend", "response"), rows)


def _curve(row: Row) -> Curve:
    form = _form(row)
    table = form == "table"
    curve = Curve(
        cell=row.name("cell"),
        form=form,
        scale=0.0 if table else row.number("scale"),
        k=1.0 if table else _positive(row, "k"),
        s=_positive(row, "s") if form in {"hill", "reach"} else 1.0,
        lo=row.number("lo", 0.0),
        hi=row.number("hi"),
        region=row.text("region"),
        channel=row.text("channel"),
        points=_points(row) if table else (),
        least=row.number("least", 0.0),
    )
    if curve.lo > curve.hi:
        row.fault("lo", f"is above hi, {curve.hi:g}", "Swap them or change one")
    if curve.least > curve.hi:
        hint = "Lower it, raise hi, or take the cell out"
        row.fault("least", f"is above hi, {curve.hi:g}: the cell can't be bought", hint)
    if curve.least > curve.lo > 0:
        row.fault("least", f"is above lo, {curve.lo:g}", "Leave one of the two empty")
    return curve


def _form(row: Row) -> Form:
    for form in FORMS:
        if row.text("form").lower() == form:
            return form
    row.fault("form", "is not a known form", f"Use one of {', '.join(FORMS)}")
    return "log"  # asks for the fewest columns, so that no fault is reported that may not be one


def _positive(row: Row, column: str) -> float:
    if not row.text(column):
        form = row.text("form").lower()
        row.fault(column, f"is missing: the form {form} needs it", "Fill it in, above 0")
        return 1.0
    value = row.number(column)
    if value == 0:
        row.fault(column, "must be above 0")
        return 1.0
    return value


def _points(row: Row) -> tuple[Point, ...]:
    hint = "Write spend:response;spend:response, in rising spend"
    points = []
    for text in row.text("points").strip(";").split(";"):
        x, _, y = text.partition(":")
        (spend, bad_x), (response, bad_y) = parse_number(x.strip()), parse_number(y.strip())
        if bad_x or bad_y:
            row.fault("points", f"the point {text.strip()!r} {bad_x or bad_y}", hint)
            return ()
        points.append((spend, response))
    if any(after[0] <= before[0] for before, after in pairwise(points)):
        row.fault("points", "spend must rise from point to point", hint)
    return tuple(points)


def _limit(row: Row) -> Limit:
    group = row.name("group")
    kind, _, name = group.partition(":")
    if group and (kind not in {"region", "channel"} or not name):
        row.fault("group", "is not a group", "Write region:FR or channel:tiktok")
    limit = Limit(group, row.number("min", 0.0), row.number("max", float("inf")))
    if limit.minimum > limit.maximum:
        row.fault("min", f"is above max, {limit.maximum:g}", "Swap them or change one")
    return limit
