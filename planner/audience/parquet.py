"""Parquet files: typed columns, as data tools write them."""

from __future__ import annotations

import io
import math
import re
from datetime import date, datetime
from decimal import Decimal

from planner.audience.grid import MOST_CELLS, Cell, Grid, Row, filled, too_large
from planner.errors import InputError, Problem

INDEX = re.compile(r"__index_level_\d+__")
"""What pandas calls an index without a name."""


def read_parquet(content: bytes, file: str) -> Grid:
    """Return the rows of a Parquet file under a header of its columns; raises `InputError`."""
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415  # slow to load
    from pyarrow import parquet  # noqa: PLC0415  # slow to load

    try:
        opened = parquet.ParquetFile(io.BytesIO(content))
        size = opened.metadata.num_rows * opened.metadata.num_columns
        if size > MOST_CELLS:
            raise InputError(too_large(file))
        table = opened.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        what = f"is no readable Parquet file: {type(error).__name__}"
        raise InputError(Problem(what, file)) from None
    names = tuple("" if INDEX.fullmatch(name) else name for name in table.column_names)
    columns = [[_cell(value) for value in column.to_pylist()] for column in table.columns]
    rows = [Row(at, cells) for at, cells in enumerate(zip(*columns, strict=True), start=2)]
    return Grid(file, (Row(1, names), *(row for row in rows if filled(row))))


def _cell(value: object) -> Cell:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return float(value)
    return str(value)
