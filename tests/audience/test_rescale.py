"""A newer export continues an older one on its scale."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from planner.audience.fetched import Fetched, keep
from planner.audience.rescale import continued
from planner.audience.table import make_table

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def interest(first: str, values: list[float], region: str = "FR") -> Fetched:
    weeks = pd.date_range(first, periods=len(values), freq="7D")
    rows = pd.DataFrame({"week": weeks, "value": values})
    table = make_table(rows.assign(region=region, signal="search_interest"))
    return Fetched(table, "Google Trends", NOW)


def values(fetched: Fetched) -> list[float]:
    return fetched.table["value"].tolist()


def test_weeks_that_both_have_set_the_scale(tmp_path: Path) -> None:
    path = keep(tmp_path, "trends", interest("2026-01-05", [50, 100, 40])).path
    newer = continued(interest("2026-01-12", [50, 20, 100]), path)
    assert values(newer) == [100, 40, 200]
    assert newer.notes == ("FR search_interest was multiplied by 2 to continue it.",)


def test_an_export_that_covers_all_or_another_region_stays_as_it_is(tmp_path: Path) -> None:
    path = keep(tmp_path, "trends", interest("2026-01-12", [50, 100])).path
    for newer in (interest("2026-01-05", [5, 6, 7, 8]), interest("2026-02-02", [1, 2], "JP")):
        assert continued(newer, path).notes == ()
        assert values(continued(newer, path)) == values(newer)
    assert continued(newer, tmp_path / "none.csv") == newer


def test_exports_that_do_not_meet_are_told(tmp_path: Path) -> None:
    path = keep(tmp_path, "trends", interest("2026-01-05", [50, 100])).path
    newer = continued(interest("2026-03-02", [5, 6]), path)
    assert values(newer) == [5, 6]
    assert "cannot be compared" in newer.notes[0]
