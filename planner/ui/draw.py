"""Draws tables, and charts whose specifications are kept: Altair is slow to write one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st
from altair import TopLevelMixin

KEPT = 256
"""Specifications kept: each page's charts of many plans, some ten kilobytes each."""


def chart(
    make: Callable[..., TopLevelMixin], *frames: pd.DataFrame, alt: str, **options: object
) -> None:
    """Draw what `make` returns for these frames and options; `alt` describes it in words."""
    name = f"{make.__module__}.{make.__qualname__}"
    st.vega_lite_chart(_spec(name, make, frames, options), width="stretch", alt=alt)


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _spec(
    name: str,  # noqa: ARG001  # what Streamlit caches by, with frames and options
    _make: Callable[..., TopLevelMixin],
    frames: tuple[pd.DataFrame, ...],
    options: Mapping[str, object],
) -> dict[str, Any]:
    return dict(_make(*frames, **options).to_dict())


def table(
    rows: pd.DataFrame | list[dict[str, str]],
    *,
    alt: str,
    columns: dict[str, Any] | None = None,
) -> None:
    """Draw a table to read, as wide as the page and with every row; `alt` describes it."""
    st.dataframe(
        rows, hide_index=True, width="stretch", height="content", column_config=columns, alt=alt
    )
