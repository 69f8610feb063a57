"""The commands that gather audience numbers from files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from planner.audience.files import read_many
from tests.cli.conftest import Run, contents, edited

Refused = Callable[..., str]
GERMAN = "Woche;Frankreich;UK\n05.01.2026;1.234,5;7\n12.01.2026;2,5;8\n"
TRENDS = "Category: All categories\n\nWeek,film: (France)\n2026-01-04,<1\n2026-01-11,100\n"
TOP10 = (
    "country_name\tcountry_iso2\tweek\tcategory\tweekly_rank\tshow_title\n"
    "France\tFR\t2026-01-11\tFilms\t1\tRoma\nFrance\tFR\t2026-01-11\tFilms\t2\tKaramazin\n"
    "Mexico\tMX\t2026-01-11\tFilms\t1\tRoma\n"
)
TITLES = "title,original_language,origin\nRoma,es,MX\nKaramazin,ka,GE\n"


def write(home: Path, name: str, text: str) -> Path:
    path = home / name
    path.write_text(text, encoding="utf-8")
    return path


def test_reading_shows_what_was_understood(run: Run, home: Path) -> None:
    write(home, "kino.csv", GERMAN)
    result = run("audience", "read", "kino.csv")
    assert result.exit_code == 0
    for said in ("wide table", "semicolon", "comma", "day first", "FR, GB", "UK is read as GB"):
        assert said in result.output
    shown = json.loads(run("audience", "read", "kino.csv", "--json").stdout)["files"][0]
    assert shown["regions"] == ["FR", "GB"]
    assert (shown["first"], shown["rows"], shown["faults"]) == ("2026-01-05", 4, [])
    assert shown["head"][0]["value"] == 1234.5


def test_faults_are_told_with_their_places_and_what_else_was_understood(
    run: Run, refused: Refused, home: Path
) -> None:
    write(home, "bad.csv", GERMAN.replace("2,5", "viel"))
    write(home, "good.csv", GERMAN)
    told = refused("audience", "read", "bad.csv", "good.csv", "none.csv")
    assert "bad.csv:3:2: Frankreich: is no number (got 'viel')" in told
    assert "none.csv: the file does not exist" in told
    result = run("audience", "read", "bad.csv", "good.csv", "--json")
    assert [len(one["faults"]) for one in json.loads(result.stdout)["files"]] == [1, 0]


def test_files_of_any_kind_are_kept_in_the_campaign(run: Run, plan_file: Path, home: Path) -> None:
    write(home, "Kino Woche.csv", GERMAN)
    write(home, "multiTimeline (3).csv", TRENDS)
    result = run("audience", "add", plan_file, "Kino Woche.csv", "multiTimeline (3).csv")
    assert result.exit_code == 0, result.output
    folder = plan_file.parent / "audience"
    assert sorted(path.name for path in folder.glob("*.csv")) == [
        "google_trends.csv",
        "kino_woche.csv",
    ]
    assert "FR,2026-01-05,demand,1234.5,Kino Woche.csv," in (folder / "kino_woche.csv").read_text()
    table = read_many(sorted(folder.glob("*.csv")))
    assert set(table["signal"]) == {"demand", "search_interest"}
    assert "4 weeks added, 0 changed" in result.output
    assert "1 cell with <1 is read as 0.5" in result.output


def test_adding_a_newer_export_merges(run: Run, plan_file: Path, home: Path) -> None:
    write(home, "a.csv", "week,FR\n2026-01-05,1\n2026-01-12,2\n")
    write(home, "b.csv", "week,FR\n2026-01-12,3\n2026-01-19,4\n")
    run("audience", "add", plan_file, "a.csv", "--as", "cinema")
    result = run("audience", "add", plan_file, "b.csv", "--as", "cinema", "--json")
    [kept] = json.loads(result.stdout)["kept"]
    assert [kept[name] for name in ("added", "changed", "unchanged", "kept")] == [1, 1, 0, 1]
    table = read_many([plan_file.parent / "audience" / "cinema.csv"])
    assert table["value"].tolist() == [1, 3, 4]


def test_a_workbook_and_a_group_of_regions(run: Run, plan_file: Path, home: Path) -> None:
    edited(plan_file, "goals:\n", "goals:\n  groups:\n    DACH: [DE, AT, CH]\n")
    edited(plan_file, "    GB:\n", "    DACH:\n      release: theatrical\n    GB:\n")
    book = Workbook()
    book.create_sheet("Numbers").append(["week", "Dach"])
    book["Numbers"].append(["2026-W02", 5])
    book.save(home / "a.xlsx")
    result = run("audience", "add", plan_file, "a.xlsx", "--tab", "Numbers")
    assert result.exit_code == 0, result.output
    assert "DACH,2026-01-05,demand,5," in (plan_file.parent / "audience" / "a.csv").read_text()


def test_netflix_needs_titles_and_keeps_the_campaigns_regions(
    run: Run, refused: Refused, plan_file: Path, home: Path
) -> None:
    write(home, "weeks.tsv", TOP10)
    write(home, "titles.csv", TITLES)
    assert "--titles" in refused("audience", "add", plan_file, "weeks.tsv")
    words = ("audience", "add", plan_file, "weeks.tsv", "--titles", "titles.csv")
    for like in ("language", "origin", "non-english"):
        result = run(*words, "--like", like)
        assert result.exit_code == 0, result.output
        assert "1 other country was left out" in result.output
        table = read_many([plan_file.parent / "audience" / "netflix_top10.csv"])
        assert set(table["region"]) == {"FR"}
        assert table["value"].between(0.3, 1).all()


def test_nothing_is_kept_where_one_file_is_faulty_or_gives_a_week_again(
    run: Run, refused: Refused, plan_file: Path, home: Path
) -> None:
    write(home, "good.csv", GERMAN)
    write(home, "bad.csv", GERMAN.replace("2,5", "viel"))
    assert "bad.csv:3:2" in refused("audience", "add", plan_file, "good.csv", "bad.csv")
    run("audience", "add", plan_file, "good.csv")
    told = refused("audience", "add", plan_file, "good.csv", "--as", "again")
    assert "has FR demand, week of 2026-01-05, already" in told
    inside = plan_file.parent / "audience" / "good.csv"
    assert "is in the campaign already" in refused("audience", "add", plan_file, inside)
    assert "several files" in refused("audience", "add", plan_file, "a", "b", "--as", "c")
    assert "no name for a table" in refused(
        "audience", "add", plan_file, "good.csv", "--as", "../x"
    )


def test_a_table_of_ones_own_is_not_replaced(refused: Refused, plan_file: Path, home: Path) -> None:
    write(plan_file.parent / "audience", "own.csv", "week,JP\n2026-01-05,1\n")
    write(home, "a.csv", "week,JP\n2026-02-02,1\n")
    assert "a table of your own" in refused("audience", "add", plan_file, "a.csv", "--as", "own")


def test_a_table_that_goals_do_not_name_is_told(run: Run, plan_file: Path, home: Path) -> None:
    edited(plan_file, "audience/*.csv", "audience/other*.csv")
    write(home, "a.csv", GERMAN)
    result = run("audience", "add", plan_file, "a.csv")
    assert "goals.audience does not name it" in result.output


def test_coverage_tells_what_is_known_and_what_is_not(
    run: Run, plan_file: Path, home: Path
) -> None:
    before = run("audience", "coverage", plan_file)
    assert "GB       nothing yet" in before.output
    write(home, "a.csv", "week,FR\n2026-01-05,1\n2026-01-26,2\n2026-02-02,2\n2026-02-09,2\n")
    run("audience", "add", plan_file, "a.csv")
    files = contents(plan_file.parent)
    shown = json.loads(run("audience", "coverage", plan_file, "--json").stdout)
    [row] = shown["series"]
    assert (row["region"], row["weeks"], row["gaps"], row["source"]) == ("FR", 4, 2, "a.csv")
    assert (row["first"], row["last"]) == ("2026-01-05", "2026-02-09")
    assert row["fetched"].endswith("Z")
    assert shown["silent"] == ["GB"]
    assert "2 gaps" in run("audience", "coverage", plan_file).output
    assert contents(plan_file.parent) == files


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_suggest_takes_audience_files_of_any_kind(
    run: Run, plan_file: Path, home: Path, suffix: str
) -> None:
    frame = pd.DataFrame({"week": pd.date_range("2026-01-05", periods=3, freq="7D"), "JP": 1.0})
    path = home / f"a.{suffix}"
    if suffix == "csv":
        frame.to_csv(path, index=False)
    elif suffix == "xlsx":
        frame.to_excel(path, index=False)
    else:
        frame.to_parquet(path)
    result = run("suggest", plan_file, "--audience", path)
    assert result.exit_code == 0, result.output


def test_a_file_that_names_no_region_is_kept_once_it_is_named(
    run: Run, refused: Refused, plan_file: Path, home: Path
) -> None:
    write(home, "kino.csv", "date,admissions\n2026-01-07,5\n2026-01-14,6\n")
    assert "--region FR" in refused("audience", "add", plan_file, "kino.csv")
    result = run("audience", "add", plan_file, "kino.csv", "--region", "France")
    assert result.exit_code == 0, result.output
    text = (plan_file.parent / "audience" / "kino.csv").read_text(encoding="utf-8")
    assert "FR,2026-01-05,admissions,5,kino.csv," in text
