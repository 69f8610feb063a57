"""Tables that people edit: drawn from the plan, read when Apply is pressed.

What an editor returns is never its next input: its key is made from the plan's rows, so that a
new editor appears when these change and at no other time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any, Literal

import pandas as pd
import streamlit as st

Row = dict[str, object]
MOST_ROWS = 25
"""A longer table scrolls inside, so that the page stays short enough to find things."""


def table(
    name: str,
    rows: Sequence[Mapping[str, object]],
    columns: Mapping[str, Any],
    *,
    label: str,
    button: str | None = None,
    disabled: bool,
    fixed: Sequence[str] | None = None,
) -> list[Row] | None:
    """Draw an editor with a button; return its rows when the button is pressed, else None.

    `columns` names and configures what is shown. With `fixed`, these columns can't be edited and
    rows are neither added nor removed. Empty cells are left out of the rows returned.
    """
    frame = pd.DataFrame([dict(row) for row in rows], columns=list(columns), dtype=object)
    edited = st.data_editor(
        _typed(frame, columns),
        key=key_of(name, rows),
        column_config=dict(columns),
        num_rows="fixed" if fixed else "dynamic",
        disabled=True if disabled else list(fixed or ()),
        hide_index=True,
        width="stretch",
        height=height(len(rows)),
        placeholder="",
        alt=label,
    )
    pressed = st.button(button or f"Apply {label}", key=f"{name}.apply", disabled=disabled)
    return _rows(edited) if pressed else None


def height(rows: int) -> Literal["content", "auto"]:
    """Return how high a table of so many rows is drawn."""
    return "content" if rows <= MOST_ROWS else "auto"


def key_of(name: str, rows: Sequence[Mapping[str, object]]) -> str:
    """Return the key of the editor that shows these rows."""
    content = json.dumps([dict(row) for row in rows], default=str, sort_keys=True)
    return f"{name}.{sha256(content.encode()).hexdigest()[:8]}"


def named(names: Mapping[str, str]) -> Callable[[object], str]:
    """Return what turns an option into its name."""
    return lambda option: names.get(str(option), str(option))


def _typed(frame: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    """Give each column the type its widget wants; an empty column has none of its own."""
    kinds = {
        name: (config or {}).get("type_config", {}).get("type") for name, config in columns.items()
    }
    for name, kind in kinds.items():
        if kind == "number":
            frame[name] = frame[name].map(_float).astype("Float64")
        elif kind == "date":
            frame[name] = pd.to_datetime(frame[name])
        else:
            frame[name] = frame[name].astype("string")
    return frame


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, int | float | Decimal) else None


def _rows(frame: pd.DataFrame) -> list[Row]:
    records = frame.astype(object).to_dict("records")
    cleaned = ({str(key): _plain(value) for key, value in row.items()} for row in records)
    kept = ({key: value for key, value in row.items() if value is not None} for row in cleaned)
    return [row for row in kept if row]


def _plain(value: Any) -> object:  # noqa: ANN401  # a cell of any column
    """Return a cell as the model takes it: no NaN, no numpy types, no empty text."""
    if pd.isna(value) or value == "":
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    if isinstance(value, float | int):
        number = Decimal(str(value))
        return int(number) if number == number.to_integral_value() else number
    return value.strip() if isinstance(value, str) else value
