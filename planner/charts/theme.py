"""One look for all charts: calm, one accent, legible on light and dark backgrounds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import altair as alt
from babel.numbers import format_compact_currency, format_compact_decimal

NAME = "microhit"
ACCENT, MUTED, REST, LINE = "#2a817a", "#6c7a7d", "#869395", "#869395"
"""Accent and text have a contrast of at least 3.8:1 to white and to the dark page's #12181a, the
others of 3:1."""
PALETTE = ["#0e6683", "#d87a10", "#658a78", "#bc58c6", "#ce3200", "#128dff"]
"""The light page's colours in .streamlit/config.toml: every two stay apart for colour-blind people.
All have 3:1 to white; to #12181a the first has 2.8:1."""
NUMBERS = (
    "datum.value < 1000 ? format(datum.value, '~g')"
    " : replace(upper(format(datum.value, '~s')), 'G', 'B')"
)
"""How an axis writes its numbers: 0.5, 200, 12K, 1.3M, as `compact` does."""
WIDTH = 620
"""Pixels; a page stretches it."""


def register() -> None:
    """Make the look known to Altair as "microhit" without switching it on.

    `with alt.theme.enable("microhit")` applies it; Streamlit's pages bring a look of their own.
    """
    if NAME not in alt.theme.names():
        alt.theme.register(NAME, enable=False)(_look)


def compact(number: float, currency: str | None = None) -> str:
    """Return a number in few characters: 12K, €1.3M."""
    digits = {"locale": "en", "fraction_digits": 1 if abs(number) >= 1e6 else 0}
    if currency:
        return format_compact_currency(round(number), currency, **digits)  # type: ignore[arg-type]  # a mixed dict
    return format_compact_decimal(round(number), **digits)  # type: ignore[arg-type]  # as above


def short_day(day: date) -> str:
    """Return a day in few characters: 8 Apr 2027."""
    return f"{day.day} {day:%b %Y}"


def heading(text: str, *lines: str) -> alt.TitleParams:
    """Return a chart's title with lines of explanation below it."""
    return alt.TitleParams(text, subtitle=list(lines), subtitleColor=MUTED)


def months(column: str, padding: int) -> alt.X:
    """Return a time axis by month for a column of days, with `padding` pixels at both ends."""
    axis = alt.Axis(title=None, format="%b %Y", tickCount="month", labelOverlap="greedy")
    return alt.X(f"{column}:T", axis=axis, scale=alt.Scale(padding=padding))


def tooltips(titles: Mapping[str, str]) -> list[alt.Tooltip]:
    """Return what a mark tells under the pointer: columns of text and what each is called."""
    return [alt.Tooltip(f"{name}:N", title=title) for name, title in titles.items()]


def row_names(column: str, order: list[str]) -> alt.Y:
    """Return an axis with a name before each row, in this order."""
    return alt.Y(f"{column}:N", sort=order, axis=alt.Axis(title=None, labelLimit=180))


def _look() -> alt.theme.ThemeConfig:
    axis: dict[str, Any] = {
        "labelColor": MUTED,
        "titleColor": MUTED,
        "titleFontWeight": "normal",
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
        "gridColor": LINE,
        "gridOpacity": 0.25,
    }
    title = {"anchor": "start", "fontSize": 14, "fontWeight": 600, "offset": 14}
    config: dict[str, Any] = {
        "font": "sans-serif",
        "background": "white",
        "padding": 8,
        "view": {"stroke": None},
        "axis": axis,
        "legend": {"labelColor": MUTED, "titleColor": MUTED, "symbolType": "square"},
        "title": title | {"subtitleColor": MUTED, "subtitlePadding": 4},
        "range": {"category": PALETTE},
    }
    return alt.theme.ThemeConfig(config=config)  # type: ignore[typeddict-item]  # built from plain dicts
