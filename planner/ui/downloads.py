"""A table to take home as a file: the two kinds that people open."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(title: str, name: str, xlsx: Callable[[], bytes], csv: Callable[[], str | bytes]) -> None:
    """Draw a button for Excel and one for CSV; each file is made when its button is pressed."""
    with st.container(horizontal=True, gap="small"):
        _button(f"{title} for Excel (.xlsx)", xlsx, f"{name}.xlsx", XLSX)
        _button(f"{title} as a table (.csv)", csv, f"{name}.csv", "text/csv")


def _button(label: str, make: Callable[[], str | bytes], name: str, kind: str) -> None:
    """The page stays as it is when it is pressed."""
    st.download_button(
        label, make, name, kind, key=f"file.{name}", on_click="ignore", icon=":material/download:"
    )
