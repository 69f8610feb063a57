"""A chart is written once for the same rows, and anew for others."""

import altair as alt
import pandas as pd
import pytest

from planner.ui import draw

ROWS = pd.DataFrame({"x": [1, 2]})
made: list[str] = []


def dots(rows: pd.DataFrame, *, title: str) -> alt.Chart:
    made.append(title)
    chart: alt.Chart = alt.Chart(rows).mark_point().encode(x="x:Q").properties(title=title)
    return chart


def test_a_chart_is_written_again_only_for_other_rows_or_options(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[dict[str, object]] = []
    monkeypatch.setattr(
        "streamlit.vega_lite_chart", lambda spec, **others: shown.append({**spec, **others})
    )
    draw._spec.clear()
    made.clear()
    for _ in range(2):
        draw.chart(dots, ROWS, alt="Two dots", title="a")
    assert made == ["a"]
    draw.chart(dots, ROWS, alt="Two dots", title="b")
    draw.chart(dots, ROWS * 2, alt="Two dots", title="b")
    assert made == ["a", "b", "b"]
    assert [one["title"] for one in shown] == ["a", "a", "b", "b"]
    assert shown[0]["alt"] == "Two dots"
    assert shown[2]["datasets"] != shown[3]["datasets"]
