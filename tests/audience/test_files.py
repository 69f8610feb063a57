from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.audience.files import read_file, read_many, table_from_sheet
from planner.audience.problems import MOST_PROBLEMS
from planner.audience.sheet import sheet_from_rows
from planner.audience.table import COLUMNS
from planner.audience.weeks import week_of
from planner.errors import InputError

CINEMA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "cinema"
needs_data = pytest.mark.skipif(not CINEMA.exists(), reason="the shared cinema data is not here")
REGIONS = ["CA-QC", "FR", "JP", "NA"]
MONDAY = date(2018, 1, 1)
values = st.none() | st.floats(0, 1e9) | st.integers(0, 10**9)
grids = st.lists(st.lists(values, min_size=4, max_size=4), min_size=1, max_size=12)


def write(folder: Path, text: str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path, regions: tuple[str, ...] = ()) -> str:
    with pytest.raises(InputError) as caught:
        read_file(path, regions=regions)
    return str(caught.value)


@given(grids, st.integers(0, 6))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_long_and_wide_give_the_same_table_and_every_value_back(
    tmp_path: Path, grid: list[list[float | None]], weekday: int
) -> None:
    days = [MONDAY + timedelta(days=7 * row + weekday) for row in range(len(grid))]
    wide, long = [",".join(["date", *REGIONS])], ["week,region,value"]
    for day, row in zip(days, grid, strict=True):
        cells = ["" if value is None else repr(value) for value in row]
        wide.append(",".join([day.isoformat(), *cells]))
        long += [f"{day},{code},{cell}" for code, cell in zip(REGIONS, cells, strict=True)]
    from_wide = read_file(write(tmp_path, "\n".join(wide)))
    from_long = read_file(write(tmp_path, "\r\n".join(long)))
    pd.testing.assert_frame_equal(from_wide, from_long)
    assert list(from_wide) == COLUMNS
    got = from_wide.pivot_table(index="week", columns="region", values="value", dropna=False)
    expected = np.array([[np.nan if v is None else v for v in row] for row in grid], dtype=float)
    seen = got.reindex(columns=REGIONS).to_numpy()
    np.testing.assert_array_equal(seen[~np.isnan(expected)], expected[~np.isnan(expected)])
    assert from_wide["value"].isna().sum() == np.isnan(expected).sum()
    assert from_wide["week"].dt.day_of_week.eq(0).all()


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_period_lands_on_the_monday_of_the_week_that_holds_most_of_it(day: date) -> None:
    first = day if day.weekday() <= 3 else day - timedelta(days=6)
    days = [first + timedelta(days=step) for step in range(7)]
    monday = week_of(day)
    assert monday.weekday() == 0
    assert abs((monday - day).days) <= 6
    assert sum(monday <= one <= monday + timedelta(days=6) for one in days) >= 4


def test_iso_weeks_signals_groups_and_namibia_are_read(tmp_path: Path) -> None:
    text = "Region,Week,Signal,Value\nNA,2020-W53,search_index,1\nDACH,2019-W01,admissions,-0\n"
    table = read_file(write(tmp_path, text), regions=["DACH"])
    assert table["region"].tolist() == ["DACH", "NA"]
    assert table["week"].dt.strftime("%Y-%m-%d").tolist() == ["2018-12-31", "2020-12-28"]
    assert table["signal"].tolist() == ["admissions", "search_index"]


def test_a_week_left_out_becomes_an_empty_row(tmp_path: Path) -> None:
    table = read_file(write(tmp_path, "date,FR\n2019-01-02,5\n2019-01-23,6\n"))
    assert table["value"].isna().tolist() == [False, True, True, False]
    assert table["week"].diff().dropna().eq(pd.Timedelta(days=7)).all()


def test_days_are_summed_and_weeks_with_a_day_missing_are_not_observed(tmp_path: Path) -> None:
    days = pd.date_range("2019-01-03", "2019-01-28")  # Thursday to Monday, four ISO weeks touched
    cells = ["" if day == pd.Timestamp("2019-01-16") else "2" for day in days]
    lines = [f"{day:%Y-%m-%d},{cell}" for day, cell in zip(days, cells, strict=True)]
    table = read_file(write(tmp_path, "\n".join(["date,FR", *lines])))
    assert table["value"].fillna(-1).tolist() == [-1, 14, -1, 14, -1]
    assert table["week"].iat[0] == pd.Timestamp("2018-12-31")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a.csv: is empty"),
        ("\n\n", "a.csv: is empty"),
        ("region,week,value\n", "a.csv:1: has a header but no rows"),
        ("region,value\nFR,1", "the column week (or date) is missing (got 'region,value')"),
        ("week,value\n2019-01-07,1", "the column region is missing"),
        ("week\n2019-01-07", "the column region is missing"),
        ("week,region\n2019-01-07,FR", "the column value is missing"),
        ("week,date,FR\n2019-01-07,2019-01-07,1", "both week and date are given"),
        ("week,FR,FR\n2019-01-07,1,1", "a.csv:1:3: FR: this column is there twice"),
        ("week,FR\n2019-01-07,abc", "a.csv:2:2: FR: is no number (got 'abc')"),
        ("week,FR\n2019-01-07,1_000", "is no number"),
        ('week,FR\n2019-01-07,"12,5"\n2019-01-14,1.5\n2019-01-21,2.5', "They have a decimal point"),
        ("week,FR\n2019-01-07,12,5", "this row has 3 cells, the header has 2"),
        ("week,FR\n2019-01-07,-1", "must not be negative (got '-1')"),
        ("week,FR\n2019-01-07,inf", "must be finite"),
        ("week,FR\n2019-01-07,1e400", "must be finite"),
        ("week,FR\n2019-01-07,1e300", "is too large"),
        ("week,Germony\n2019-01-07,1", "is no known region (got 'Germony'). Did you mean DE?"),
        ("week,Europe\n2019-01-07,1", "a.csv:1:2: Europe: is no known region"),
        ("week,gross,sites\n2019-01-07,1,2", "if the whole file is about one region, say which"),
        ("week,FR,Narnya\n2019-01-07,1,2", "a.csv:1:3: Narnya: is no known region"),
        ("week,FR,France\n2019-01-07,1,1", "a.csv:1:3: France: FR is there twice"),
        ("week,ZZ-1\n2019-01-07,1", "is no known region"),
        ("week,FR\n07/01/2019,1", "a.csv:2:1: week: could be read with the day or the month"),
        ("week,FR\n2019-02-30,1", "got '2019-02-30'"),
        ("week,FR\n2019-W53,1", "got '2019-W53'"),
        ("week,FR\n0219-01-07,1", "lies outside the years"),
        ("week,signal,FR\n2019-01-07,観客,1", "is no signal name in snake_case"),
        ("week,FR\n2019-11,1", "is a month or a year, not a week"),
        ("week,FR\n1 - 20 May 2026,1", "lasts 20 days, longer than a week"),
        ("week;FR\n2019-01-07;1.234", "could be thousands or a fraction (got '1.234')"),
        ("week,signal,FR\n2019-01-07,borrowed,1", "is a reserved signal name"),
        ("week,FR\n2019-01-07,1\n2019-01-14,2\n2019-01-13,3", "The first is on line 2"),
        ("week,FR\n2019-01-01,1\n2019-02-01,1\n2019-03-01,1", "lie 29.5 days apart"),
        ("date,FR\n2019-01-01,1\n2019-01-02,1", "no week of FR demand has all its seven days"),
        ('week,FR\n2019-01-07,"1', "is no valid CSV"),
        ("week,FR\n2019-01-07,\0", "is not text"),
    ],
)
def test_each_fault_is_named_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in faults(write(tmp_path, text))


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    assert "does not exist" in faults(tmp_path / "none.csv")
    assert "cannot be read" in faults(tmp_path)
    latin = tmp_path / "latin.csv"
    latin.write_bytes("week,FR\n2019-01-07,caf\xe9".encode("latin-1"))
    assert "latin.csv:2:2: FR: is no number (got 'café')" in faults(latin)


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_table_or_an_error_for_people(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(b"week,FR\n" + raw)
    with suppress(InputError):
        assert list(read_file(path)) == COLUMNS


def test_all_faults_come_at_once_and_the_list_is_capped(tmp_path: Path) -> None:
    text = "week,FR\n" + "\n".join(f"{2000 + year},-1" for year in range(15))
    with pytest.raises(InputError) as caught:
        read_many([write(tmp_path, text), tmp_path / "none.csv"])
    assert len(caught.value.problems) == MOST_PROBLEMS + 1
    assert str(caught.value.problems[-1]) == "... and 11 more"


def test_several_files_make_one_table(tmp_path: Path) -> None:
    first = write(tmp_path, "week,FR,JP\n2019-01-07,1,\n2019-01-14,2,", "one.csv")
    second = write(tmp_path, "week,JP\n2019-01-14,3\n2019-01-28,4", "two.csv")
    table = read_many([first, second])
    assert table["value"].fillna(-1).tolist() == [1, 2, -1, 3, -1, 4]
    with pytest.raises(InputError, match=r"two\.csv:2: JP demand.*is also in .*three\.csv"):
        read_many([write(tmp_path, "week,JP\n2019-01-14,3", "three.csv"), second])
    assert read_many([]).empty


@needs_data
@pytest.mark.parametrize(
    ("name", "columns", "day"),
    [
        ("fr_weekly_admissions.csv", ("cine_week_start", "admissions"), "2018-12-26"),
        ("gb_weekend_gross.csv", ("date", "weekend_gross_gbp"), "2018-12-30"),
        ("us_weekly_gross.csv", ("date", "gross_usd"), "2018-12-30"),
    ],
)
def test_real_weeks_land_on_the_same_monday(
    tmp_path: Path, name: str, columns: tuple[str, str], day: str
) -> None:
    raw = pd.read_csv(CINEMA / name)[list(columns)].set_axis(["date", "FR"], axis=1)
    raw.to_csv(tmp_path / name, index=False)
    table = read_file(tmp_path / name).set_index("week")["value"]
    assert table[pd.Timestamp("2018-12-24")] == raw.set_index("date")["FR"][day]
    assert len(table) == len(raw)


def test_rows_of_a_spreadsheet_service_are_read_as_a_file_is(tmp_path: Path) -> None:
    rows = [["region", "week", "value"], [], ["FR", "2019-01-07", "1"], ["FR", "2019-01-14"]]
    table = table_from_sheet(sheet_from_rows(rows, "My sheet"))
    expected = read_file(write(tmp_path, "week,FR\n2019-01-07,1\n2019-01-14,"))
    pd.testing.assert_frame_equal(table, expected.assign(region="FR"))
    bad = sheet_from_rows([*rows, ["FR", "2019-01-21", "x"]], "My sheet")
    with pytest.raises(InputError, match=r"My sheet:5:3: value: is no number"):
        table_from_sheet(bad)
    with pytest.raises(InputError, match="My sheet: is empty"):
        sheet_from_rows([[], ["", " "]], "My sheet")


def weeks_of(table: pd.DataFrame) -> dict[tuple[str, str, str], float]:
    seen = table.dropna()
    keys = zip(seen["region"], seen["signal"], seen["week"].dt.strftime("%m-%d"), strict=True)
    return dict(zip(keys, seen["value"], strict=True))


FR_TWICE = {("FR", "demand", "01-05"): 1234.5, ("FR", "demand", "01-12"): 7}


@pytest.mark.parametrize(
    "text",
    [
        "Woche;Frankreich\n05.01.2026;1.234,5\n12.01.2026;7\n",
        "semaine\tFrance\n05/01/2026\t1\u202f234,5\n12/01/2026\t7\n19/01/2026\t-\n",
        'Title of the report\n\nMade on 3 May\nWeek,France\n1/5/2026,"1,234.5"\n1/12/2026,7\n',
        "week,FR\n2026-01-05,1234.5\n2026-01-12,7\nTotal,1241.5\n\n* provisional\n",
        "week,FR,Total,\n2026-01-05,1234.5,1234.5,\n2026-01-12,7,7,\n",
        "week,FR,Remark\n2026-01-05,1234.5,strike\n2026-01-12,7,\n",
        "country;week ending;value\nfrance;11 January 2026;1'234.5\nFrance;18 January 2026;7\n",
        "country;week commencing;value\nfrance;Sun 4 January 2026;1'234.5\nFR;Sun 11 Jan 2026;7\n",
        "country,2026-01-05,2026-01-12\nFrance,1234.5,7\nTotal,1234.5,7\n",
        "|week|FR|\n|2026-W02|1234.5|\n|2026-W03|7|\n",
        "week,FR\n2026-01-05,1234.5\nweek,FR\n2026-01-12,7\n",
        ",FR\n2026-01-05,1234.5\n2026-01-12,7\n",
        "sep=;\nweek;FR\n2026-01-05;1234,5\n2026-01-12;7\n",
        "week,FR\n20260105,1234.5\n20260112,7\n",
        "Period,UK and France,FRANCE\n2 - 8 Jan 2026,,1234.5\n9 - 15 Jan 2026,,7\n",
        "Jahr;KW;Land;Wert\n2026;2;FR;1234,5\n2026;3;FR;7\n",
        ",week,FR\n0,2026-01-05,1234.5\n1,2026-01-12,7\n",
        "week,FR\n2026-01-05,1234.5\n2026-01-12,7\n\nSource: CNC\nAll rights reserved, 2026\n",
        "date,region,value,source,fetched\n2026-01-05,FR,1234.5,a,b\n2026-01-12,FR,7,a,b\n",
    ],
)
def test_one_table_in_many_writings(tmp_path: Path, text: str) -> None:
    assert weeks_of(read_file(write(tmp_path, text))) == FR_TWICE


def test_a_long_table_may_have_a_column_for_each_signal(tmp_path: Path) -> None:
    text = (
        "region,week,Admissions,search_interest,remark\nFR,2026-01-05,3,4,x\nFR,2026-01-12,5,6,y\n"
    )
    assert weeks_of(read_file(write(tmp_path, text))) == {
        ("FR", "admissions", "01-05"): 3,
        ("FR", "admissions", "01-12"): 5,
        ("FR", "search_interest", "01-05"): 4,
        ("FR", "search_interest", "01-12"): 6,
    }


def test_a_file_about_one_region_is_read_once_it_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "date,Gross USD,sites,remark\n2026-01-11,3,4,x\n2026-01-18,5,6,y\n")
    assert weeks_of(read_file(path, region="USA")) == {
        ("US", "gross_usd", "01-05"): 3,
        ("US", "gross_usd", "01-12"): 5,
        ("US", "sites", "01-05"): 4,
        ("US", "sites", "01-12"): 6,
    }
    path = write(tmp_path, "date,value\n2026-01-11,3\n2026-01-18,5\n")
    assert read_file(path, region="FR")["signal"].unique().tolist() == ["demand"]
    path = write(tmp_path, "week,FR\n2026-01-11,3\n2026-01-18,5\n")
    assert read_file(path, region="DE")["region"].unique().tolist() == ["FR"]
    with pytest.raises(InputError, match="region: is no known region"):
        read_file(path, region="Narnia")


def test_a_column_of_titles_is_no_signal_though_some_titles_are_numbers(tmp_path: Path) -> None:
    text = "region,week,film,gross\nFR,2026-01-05,300,1\nFR,2026-01-12,Roma,2\nFR,2026-01-19,Up,3\n"
    assert set(read_file(write(tmp_path, text))["signal"]) == {"gross"}


def test_weeks_dated_by_their_last_day_or_first_land_where_most_of_them_lies(
    tmp_path: Path,
) -> None:
    ends = read_file(write(tmp_path, "week ending,FR\n2026-01-07,1\n2026-01-14,2\n"))
    starts = read_file(write(tmp_path, "week starting,FR\n2026-01-04,1\n2026-01-11,2\n"))
    assert ends["week"].dt.strftime("%m-%d").tolist() == ["12-29", "01-05"]
    assert starts["week"].dt.strftime("%m-%d").tolist() == ["01-05", "01-12"]


def test_a_mixed_file_names_the_cells_that_stand_out(tmp_path: Path) -> None:
    text = "week;FR\n31/12/2025;1,5\n07/01/2026;2,5\n01/14/2026;3.5\n"
    told = faults(write(tmp_path, text))
    assert "a.csv:4:1: week: is no date (got '01/14/2026')" in told
    assert (
        "a.csv:4:2: FR: is written unlike the others (got '3.5'). They have a decimal comma" in told
    )


cells = st.text(alphabet="01259,.;|\t\"'-/ \nWeekFR", max_size=120)


@given(cells)
def test_any_text_is_a_table_or_an_error_for_people(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder, suppress(InputError):
        assert list(read_file(write(Path(folder), f"week,FR\n{text}"))) == COLUMNS
