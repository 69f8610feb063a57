"""The commands forecast and backtest, as a colleague with a terminal would use them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from planner.forecast.frames import NUMBERS
from tests.cli.conftest import Run
from tests.forecast.made import made_up


@pytest.fixture
def table(home: Path) -> Path:
    """Three years and a half of weekly demand in one region, as a file."""
    path = home / "demand.csv"
    made_up("FR", 180).to_csv(path, index=False)
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_forecast_from_an_earlier_day_knows_nothing_after_it(
    run: Run, home: Path, table: Path
) -> None:
    told = run("forecast", table, "--horizon", 4, "--as-of", "2026-06-30", "-o", "early.csv")
    assert told.exit_code == 0, told.output
    assert "1 series, 4 weeks ahead: early.csv" in told.stdout
    found = rows(home / "early.csv")
    assert [row["week"] for row in found] == [
        "2026-07-06",
        "2026-07-13",
        "2026-07-20",
        "2026-07-27",
    ]
    lines = table.read_text(encoding="utf-8").splitlines()
    cut = [lines[0], *(line for line in lines[1:] if line.split(",")[1] <= "2026-06-30")]
    table.write_text("\n".join(cut), encoding="utf-8")
    assert run("forecast", table, "--horizon", 4, "-o", "cut.csv").exit_code == 0
    assert (home / "cut.csv").read_bytes() == (home / "early.csv").read_bytes()


def test_a_backtest_writes_what_came_beside_what_was_said(
    run: Run, home: Path, table: Path
) -> None:
    told = run("backtest", table, "--horizon", 8, "--years", 2, "--from", "2026-01-05",
        "--step", 26, "-o", "out.csv", "--json")  # fmt: skip
    assert told.exit_code == 0, told.output
    summary = json.loads(told.stdout)
    found = rows(home / "out.csv")
    assert list(found[0]) == ["region", "signal", "origin", "week", "actual", *NUMBERS]
    assert sorted({row["origin"] for row in found}) == ["2026-01-05", "2026-07-06"]
    assert summary["origins"] == 2
    assert {row["method"] for row in summary["scores"]} == {
        "Microhit",
        "seasonal naive",
        "Prophet, defaults",
    }
    observed = {row["week"]: row["value"] for row in rows(table)}
    assert all(float(row["actual"]) == float(observed[row["week"]]) for row in found)


def test_a_backtest_is_told_as_a_table(run: Run, table: Path) -> None:
    told = run("backtest", table, "--horizon", 8, "--from", "2026-09-07", "-o", "out.csv")
    assert told.exit_code == 0, told.output
    assert "FR demand, 1 origins" in told.stdout
    assert "regret" in told.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "2026-12-28"), "Choose origins inside the data"),
        (("--years", "0"), "0.5"),
        (("--from", "yesterday"), "yesterday"),
        (("--dask", "tcp://127.0.0.1:1", "--from", "2026-05-04"), "no dask scheduler answers"),
    ],
)
def test_a_backtest_that_cannot_be_says_why(
    run: Run, home: Path, table: Path, words: tuple[str, ...], said: str
) -> None:
    told = run("backtest", table, *words, "-o", "out.csv")
    assert told.exit_code == 2
    assert said in told.stderr
    assert not (home / "out.csv").exists()
