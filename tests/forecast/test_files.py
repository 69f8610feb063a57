from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from planner.errors import StoreError
from planner.forecast.backtest import COLUMNS as BACKTEST_COLUMNS
from planner.forecast.files import COLUMNS, write_backtest, write_forecast
from planner.forecast.frames import NUMBERS
from planner.forecast.run import forecast
from tests.forecast.made import made_up, table_of


@pytest.fixture(scope="module")
def ahead() -> pd.DataFrame:
    return forecast(table_of(made_up("FR", 110)), horizon=4, regions=["SE"])


def test_a_forecast_is_written_whole(ahead: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_forecast(path, ahead)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == ",".join(COLUMNS)
    assert lines[1].startswith("FR,demand,2027-01-04,")
    assert len(lines) == len(ahead) + 1
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]
    again = pd.read_csv(path, parse_dates=["week"], keep_default_na=False)
    assert again[NUMBERS].to_numpy() == pytest.approx(ahead[NUMBERS].to_numpy())


def test_a_forecast_that_cannot_be_written_leaves_what_was_there(
    ahead: pd.DataFrame, tmp_path: Path
) -> None:
    path = tmp_path / "folder"
    path.mkdir()
    (path / "kept.txt").write_text("kept")
    with pytest.raises(StoreError):
        write_forecast(path, ahead)
    assert (path / "kept.txt").read_text() == "kept"
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_namibia_stays_namibia(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_forecast(path, forecast(table_of(made_up("NA", 10)), horizon=1))
    assert path.read_text(encoding="utf-8").splitlines()[1].startswith("NA,demand,2027-01-04,")


def test_a_backtest_is_written_with_its_days(tmp_path: Path) -> None:
    week = pd.Timestamp("2026-01-05")
    row = dict.fromkeys(BACKTEST_COLUMNS, 1.5) | {"region": "FR", "signal": "demand"}
    rows = pd.DataFrame([row | {"origin": week, "week": week + pd.Timedelta(days=7)}])
    write_backtest(tmp_path / "rows.csv", rows[BACKTEST_COLUMNS])
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8").splitlines() == [
        ",".join(BACKTEST_COLUMNS),
        "FR,demand,2026-01-05,2026-01-12" + ",1.5" * 9,
    ]
