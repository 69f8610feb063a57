from __future__ import annotations

import pandas as pd

from planner.audience.summary import summarise
from planner.audience.table import empty_table, make_table


def test_a_region_is_summed_up_over_its_signals() -> None:
    weeks = pd.date_range("2019-01-07", periods=3, freq="7D")
    fr = pd.DataFrame({"region": "FR", "week": weeks, "signal": "a", "value": [1.0, None, 2.0]})
    both = pd.concat([fr, fr.assign(signal="b"), fr.assign(region="JP", value=None)])
    summary = summarise(make_table(both)).set_index("region")
    assert summary.loc["FR", "signals"] == "a, b"
    assert summary.loc["FR", "weeks"] == 2
    assert summary.loc["FR", "first"] == weeks[0]
    assert summary.loc["FR", "last"] == weeks[2]
    assert summary.loc["FR", "missing"] == 1 / 3
    assert summary.loc["JP", "weeks"] == 0
    assert summary.loc["JP", "missing"] == 1


def test_an_empty_table_has_an_empty_summary() -> None:
    assert summarise(empty_table()).empty
