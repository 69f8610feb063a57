from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from planner.audience.fetched import Fetched, keep
from planner.audience.files import read_many
from planner.audience.summary import COVERAGE, coverage, gaps, summarise
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


def kept(folder: Path, signal: str, days: dict[str, float], source: str, at: datetime) -> Path:
    rows = pd.DataFrame({"week": pd.to_datetime(list(days)), "value": list(days.values())})
    table = make_table(rows.assign(region="FR", signal=signal))
    return keep(folder, signal, Fetched(table, source, at)).path


def test_coverage_tells_gaps_and_where_each_series_comes_from(tmp_path: Path) -> None:
    first, later = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    views = {"2026-01-05": 1.0, "2026-01-26": 2.0}
    kept(tmp_path, "views", views, "Old source", first)
    path = kept(tmp_path, "views", {"2026-01-12": 3.0}, "New source", later)
    own = tmp_path / "audience" / "own.csv"
    own.write_text("week,FR,DE\n2026-01-05,1,\n2026-01-12,2,5\n", encoding="utf-8")
    files = [path, own]
    found = coverage(read_many(files), files)
    rows = {(row["region"], row["signal"]): row for row in found.to_dict("records")}
    assert len(rows) == len(found) == 3
    row = rows["FR", "views"]
    assert (row["weeks"], row["gaps"], row["source"]) == (3, 1, "New source; Old source")
    assert row["fetched"] == later
    assert (row["first"], row["last"]) == (pd.Timestamp("2026-01-05"), pd.Timestamp("2026-01-26"))
    row = rows["DE", "demand"]
    assert (row["weeks"], row["gaps"], row["source"]) == (1, 0, "own.csv")
    assert pd.isna(row["fetched"])


def test_coverage_of_nothing_and_of_a_faulty_file(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("nonsense", encoding="utf-8")
    found = coverage(empty_table(), [bad])
    assert found.empty
    assert list(found) == COVERAGE
    assert gaps(empty_table()) == 0
