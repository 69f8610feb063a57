"""Adding numbers to a campaign: into which table, and nothing is lost on the way."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience import adding
from planner.audience.fetched import NAME, Fetched, Kept
from planner.audience.files import read_many
from planner.audience.table import make_table
from planner.errors import InputError
from planner.forecast.series import FEWEST_WEEKS
from planner.ui import words
from tests.ui.conftest import first_plan

GOALS = first_plan().goals
OWN = b"week,FR,MX\n2026-01-05,100,7\n2026-01-12,120,8\n"
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "audience").mkdir()
    return tmp_path


def fetched(values: dict[str, float], signal: str = "demand", region: str = "FR") -> Fetched:
    rows = [
        {"region": region, "week": pd.Timestamp(week), "signal": signal, "value": value}
        for week, value in values.items()
    ]
    return Fetched(make_table(pd.DataFrame(rows)), "a source", NOW)


def table(folder: Path) -> dict[tuple[str, str], float]:
    """All values that a suggestion would read, by region and week."""
    found = read_many(sorted((folder / "audience").glob("*.csv"))).dropna()
    weeks = found["week"].dt.strftime("%Y-%m-%d")
    return dict(zip(zip(found["region"], weeks, strict=True), found["value"], strict=True))


@given(st.text(max_size=200))
def test_any_files_name_gives_a_name_for_a_table(name: str) -> None:
    assert NAME.fullmatch(adding.name_of(name))


def test_a_name_is_made_of_the_files_words() -> None:
    assert adding.name_of("../Kino 2026.xlsx") == "kino_2026"
    assert adding.name_of("č.csv") == "table"


def test_a_table_of_ones_own_is_taken_over_with_all_that_it_holds(folder: Path) -> None:
    own = folder / "audience" / "My Cinemas.csv"
    own.write_bytes(OWN)
    [target] = adding.targets(GOALS, folder).values()
    assert (target.name, target.own) == ("my_cinemas", own)
    adding.put(fetched({"2026-01-12": 999}), target.name, GOALS, folder, own)
    assert not own.exists()
    assert (folder / "audience" / "earlier" / "My Cinemas.own-1.csv").read_bytes() == OWN
    assert table(folder) == {
        ("FR", "2026-01-05"): 100,
        ("FR", "2026-01-12"): 999,
        ("MX", "2026-01-05"): 7,
        ("MX", "2026-01-12"): 8,
    }


def test_taking_over_twice_keeps_both_files(folder: Path) -> None:
    for count in (1, 2):
        own = folder / "audience" / "Cinemas!.csv"
        own.write_bytes(OWN.replace(b"100", b"10%d" % count))
        adding.put(fetched({"2026-01-19": count}), "cinemas", GOALS, folder, own)
    earlier = sorted(path.name for path in (folder / "audience" / "earlier").iterdir())
    assert {"Cinemas!.own-1.csv", "Cinemas!.own-2.csv"} <= set(earlier)


def test_what_stands_in_the_way_changes_nothing(folder: Path) -> None:
    own = folder / "audience" / "cinemas.csv"
    own.write_bytes(OWN)
    with pytest.raises(InputError, match=r"audience/cinemas\.csv: has FR demand, week of 2026-01"):
        adding.put(fetched({"2026-01-05": 1}), "another", GOALS, folder)
    assert [path.name for path in (folder / "audience").iterdir()] == ["cinemas.csv"]


def test_tables_that_meet_are_told_with_what_differs(folder: Path) -> None:
    (folder / "audience" / "cinemas.csv").write_bytes(OWN)
    new = fetched({"2026-01-05": 100, "2026-01-12": 1, "2026-01-19": 2})
    [met] = adding.meets(new, GOALS, folder).values()
    assert (met.weeks, met.different) == (2, 1)


def test_search_interest_is_continued_on_its_scale(folder: Path) -> None:
    first = fetched({"2026-01-05": 50, "2026-01-12": 100}, "search_interest")
    adding.put(first, "trends", GOALS, folder)
    again = fetched({"2026-01-12": 50, "2026-01-19": 25}, "search_interest")
    adding.put(again, "trends", GOALS, folder)
    assert table(folder)["FR", "2026-01-19"] == 50


def test_what_was_kept_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "audience" / "x.csv"
    kept = Kept(path, added=52, changed=3, unchanged=200, kept=0)
    said = "audience/x.csv: 52 weeks added, 3 changed, 200 unchanged. Nothing was lost."
    assert adding.said(kept, tmp_path) == said
    nothing = Kept(path, added=0, changed=0, unchanged=1, kept=0)
    assert "1 week unchanged" in adding.said(nothing, tmp_path)
    assert "0 weeks" in adding.said(Kept(path, 0, 0, 0, 0), tmp_path)


def test_tables_tell_where_their_newest_values_are_from(folder: Path) -> None:
    (folder / "audience" / "own.csv").write_bytes(OWN)
    adding.put(fetched({"2026-02-02": 1}, "other"), "kept", GOALS, folder)
    kept, own = adding.origins(GOALS, folder)
    assert (kept.inside, kept.source, kept.fetched) == ("audience/kept.csv", "a source", NOW)
    assert (own.inside, own.source, own.fetched) == ("audience/own.csv", "", None)


def test_a_kept_table_that_was_broken_by_hand_is_still_listed(folder: Path) -> None:
    path = folder / "audience" / "kept.csv"
    path.write_text("region,week,signal,value,source,fetched\nFR,,,x\n", encoding="utf-8")
    assert [one.fetched for one in adding.origins(GOALS, folder)] == [None]


def test_goals_that_do_not_name_a_file_are_noticed() -> None:
    assert adding.is_named(GOALS, "audience/x.csv")
    assert not adding.is_named(GOALS, "elsewhere/x.csv")


def test_two_years_are_what_a_forecast_needs() -> None:
    assert words.ENOUGH_WEEKS == FEWEST_WEEKS
