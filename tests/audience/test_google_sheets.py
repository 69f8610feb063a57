from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience.fetched import Fetched
from planner.audience.google_cells import Merge, column_name, typed_rows
from planner.audience.google_sheets import fetch
from planner.errors import Cancelled, InputError, NetError, RateLimited, SignInNeeded
from planner.net.answer import NotFound
from planner.net.google import SHEETS
from planner.net.google_keys import OUR_ACCOUNT
from tests.servers.base import Fault
from tests.servers.google import SHEETS as HOST
from tests.servers.google import slow_down
from tests.servers.google_data import EPOCH, Cell, Document, Tab
from tests.servers.google_rig import Rig, rig

ID = "1NWToWCixPjop4QOqsrAcyJoSpwmApO5OWvSLw98mAb0"
LINK = f"https://docs.google.com/spreadsheets/d/{ID}/edit"
MONDAY = date(2026, 3, 2)
WEEKS = [MONDAY + timedelta(weeks=number) for number in range(4)]
LONG: list[list[Cell]] = [["region", "week", "value"]]
LONG += [["FR", week, 1234.5] for week in WEEKS]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Rig]:
    with rig(monkeypatch, tmp_path) as made:
        made.sign_in(SHEETS)
        yield made


def put(here: Rig, *tabs: Tab, **more: Any) -> None:  # noqa: ANN401  # fields of Document
    here.google.documents[ID] = Document(tabs=list(tabs), **more)


def read(here: Rig, link: str = LINK, **more: Any) -> Fetched:  # noqa: ANN401  # options of fetch
    with here.client(SHEETS) as client:
        return fetch(link, client=client, **more)


def faults(here: Rig, rows: Sequence[Sequence[Cell]], title: str = "Audience 2026") -> list[str]:
    put(here, Tab(title, rows))
    with pytest.raises(InputError) as told:
        read(here)
    return [f"{problem}" for problem in told.value.problems]


def series(fetched: Fetched, region: str = "FR") -> list[float]:
    rows = fetched.table[fetched.table["region"] == region]
    return [float(value) for value in rows["value"]]


@pytest.mark.parametrize("locale", ["en_US", "de_DE"])
def test_a_sheet_reads_the_same_in_any_locale(here: Rig, locale: str) -> None:
    put(here, Tab("Audience", LONG), locale=locale)
    fetched = read(here)
    assert series(fetched) == [1234.5] * 4
    assert list(fetched.table["week"]) == [pd.Timestamp(week) for week in WEEKS]
    assert fetched.source == "Google Sheet Roma numbers, tab Audience"
    assert fetched.fetched.tzinfo is UTC
    assert fetched.fetched.microsecond == 0
    assert fetched.notes == ()


def test_a_wide_sheet_with_signals_and_groups(here: Rig) -> None:
    rows: list[list[Cell]] = [["date", "signal", "FR", "DACH"]]
    rows += [[week, "admissions", 10, 20.5] for week in WEEKS]
    put(here, Tab("Wide", rows))
    fetched = read(here, groups={"DACH"})
    assert series(fetched, "DACH") == [20.5] * 4
    assert set(fetched.table["signal"]) == {"admissions"}


def test_it_asks_for_values_and_not_for_what_is_shown(here: Rig) -> None:
    put(here, Tab("It's", LONG))
    read(here)
    asked = here.web.asked(HOST)
    assert [request.parts[-1] for request in asked] == [ID, "'It''s'", "'It''s'"]
    assert {request.query["valueRenderOption"] for request in asked[1:]} == {"UNFORMATTED_VALUE"}
    assert "sheets(properties" in asked[0].query["fields"]


def test_days_are_summed_to_weeks(here: Rig) -> None:
    rows: list[list[Cell]] = [["date", "FR"]]
    rows += [[MONDAY + timedelta(days=day), 3] for day in range(14)]
    put(here, Tab("Daily", rows))
    assert series(read(here)) == [21, 21]


def test_texts_of_weeks_and_empty_cells(here: Rig) -> None:
    rows: list[list[Cell]] = [
        ["region", "week", "value"],
        ["FR", "2026-W10", 5],
        ["FR", "2026-W11"],
        [],
        ["FR", "2026-W12", 0],
        [None, None, None],
    ]
    put(here, Tab("Ragged", rows))
    values = series(read(here))
    assert values == pytest.approx([5, float("nan"), 0], nan_ok=True)


def test_a_header_below_a_title(here: Rig) -> None:
    put(here, Tab("Titled", [["Roma: numbers of our partners"], [], *LONG]))
    assert series(read(here)) == [1234.5] * 4


def test_cells_merged_downwards_hold_for_each_row(here: Rig) -> None:
    rows: list[list[Cell]] = [["region", "week", "value"]]
    rows += [["FR" if at == 0 else None, week, 7] for at, week in enumerate(WEEKS)]
    put(here, Tab("Merged", rows, merges=[(1, 5, 0, 1)]))
    fetched = read(here)
    assert series(fetched) == [7] * 4
    assert any("merged" in note for note in fetched.notes)


def test_numbers_in_merged_cells_count_once(here: Rig) -> None:
    rows: list[list[Cell]] = [["region", "week", "value"]]
    rows += [["FR", week, 9 if at == 0 else None] for at, week in enumerate(WEEKS)]
    put(here, Tab("Merged", rows, merges=[(1, 5, 2, 3), (100, 200, 0, 1)]))
    assert series(read(here))[0] == 9
    assert read(here).table["value"].count() == 1


@pytest.mark.parametrize(
    ("row", "column", "value", "place"),
    [
        (2, 2, "many", "Audience 2026!C3"),
        (4, 0, "Frankreich!", "Audience 2026!A5"),
        (3, 1, "someday", "Audience 2026!B4"),
        (1, 2, -5, "Audience 2026!C2"),
        (1, 2, "#N/A!", "Audience 2026!C2"),
    ],
)
def test_a_fault_names_its_cell(here: Rig, row: int, column: int, value: Cell, place: str) -> None:
    rows = [list(cells) for cells in LONG]
    rows[row][column] = value
    told = faults(here, rows)
    assert told[0].startswith(f"{place}: ")
    assert str(value) in told[0]


def test_all_faults_are_told_at_once(here: Rig) -> None:
    rows = [list(cells) for cells in LONG]
    rows[1][2] = rows[3][2] = "many"
    places = [fault.split(":")[0] for fault in faults(here, rows)]
    assert places == ["Audience 2026!C2", "Audience 2026!C4"]


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([], "Audience 2026: is empty"),
        ([["region", "week", "value"]], "has a header but no rows"),
        ([["territory", "value"], ["FR", 5]], "Audience 2026"),
    ],
)
def test_a_tab_without_a_table_is_told(
    here: Rig, rows: Sequence[Sequence[Cell]], what: str
) -> None:
    assert what in faults(here, rows)[0]


def test_the_link_names_the_tab(here: Rig) -> None:
    put(here, Tab("Notes", [["hello"]], id=0), Tab("Numbers", LONG, id=77))
    fetched = read(here, f"{LINK}?gid=77#gid=77")
    assert fetched.source.endswith("tab Numbers")
    assert fetched.notes == ("Other tabs were not read: Notes.",)


def test_a_name_comes_before_the_link(here: Rig) -> None:
    put(here, Tab("Notes", [["hello"]], id=0), Tab("Numbers ", LONG, id=77))
    assert read(here, f"{LINK}#gid=0", tab="Numbers").source.endswith("tab Numbers ")


def test_without_a_name_it_is_the_first_that_shows_cells(here: Rig) -> None:
    chart = Tab("Chart", kind="OBJECT", id=1)
    put(here, chart, Tab("Old", [["x"]], id=2, hidden=True), Tab("Numbers", LONG, id=3))
    assert read(here).source.endswith("tab Numbers")


@pytest.mark.parametrize(("tab", "link"), [("Other", LINK), (None, f"{LINK}#gid=5")])
def test_a_tab_that_is_not_there_is_told(here: Rig, tab: str | None, link: str) -> None:
    put(here, Tab("Numbers", LONG), Tab("Old", [["x"]], id=9, hidden=True))
    with pytest.raises(InputError, match=r"no such tab.*Its tabs: Numbers\."):
        read(here, link, tab=tab)


def test_a_sheet_of_charts_alone_is_told(here: Rig) -> None:
    put(here, Tab("Chart", kind="OBJECT"))
    with pytest.raises(InputError, match="no tab with cells"):
        read(here)


def test_a_tab_that_is_too_large_is_not_read(here: Rig) -> None:
    put(here, Tab("Numbers", LONG, size=(1_000_000, 10)))
    with pytest.raises(InputError, match="10,000,000 cells"):
        read(here)
    assert len(here.web.asked(HOST)) == 1


def test_a_sheet_that_is_not_shared_with_the_person(here: Rig) -> None:
    put(here, readable=False)
    with pytest.raises(NetError, match="ask its owner to share it with yours"):
        read(here)


def test_a_sheet_that_is_not_shared_with_the_service_account(
    here: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OUR_ACCOUNT, str(here.google.write_key(here.home / "key.json")))
    put(here, readable=False)
    with pytest.raises(NetError, match=f"share it with {here.google.account} as a viewer"):
        read(here)
    put(here, Tab("Numbers", LONG))
    assert series(read(here)) == [1234.5] * 4


def test_a_sheet_that_is_not_there(here: Rig) -> None:
    with pytest.raises(NotFound, match="Check the link"):
        read(here)


def test_an_excel_file_in_drive_is_told(here: Rig) -> None:
    put(here, office=True)
    with pytest.raises(NetError, match=r"Excel file in Google Drive.*Save as"):
        read(here)


def test_an_api_that_is_switched_off_is_told(here: Rig) -> None:
    put(here, Tab("Numbers", LONG))
    here.google.switched_off.add(HOST)
    with pytest.raises(NetError, match=r"Google Sheets API is not switched on.*https://console"):
        read(here)


def test_a_published_form_is_told(here: Rig) -> None:
    published = "https://docs.google.com/spreadsheets/d/e/2PACX-1vQk3mZ0aBcDeFgHiJkLmNo/pubhtml"
    with pytest.raises(InputError, match="published form"):
        read(here, published)
    assert not here.web.requests


def test_a_passing_fault_is_tried_again(here: Rig) -> None:
    put(here, Tab("Numbers", LONG))
    reply = slow_down()
    here.web.fail(HOST, Fault(status=429, body=reply.body, headers=reply.headers), path="/values")
    here.web.fail(HOST, Fault(half=True), path="/values")
    assert series(read(here)) == [1234.5] * 4


def test_a_limit_that_stays_is_told(here: Rig) -> None:
    put(here, Tab("Numbers", LONG))
    reply = slow_down()
    fault = Fault(status=429, body=reply.body, headers=reply.headers)
    here.web.fail(HOST, fault, times=None)
    with pytest.raises(RateLimited, match="Google Sheets"):
        read(here)


def test_progress_and_cancelling(here: Rig) -> None:
    put(here, Tab("Numbers", LONG))
    told: list[tuple[int, int, str]] = []
    fetch(LINK, progress=lambda *step: told.append(step))
    assert [step[:2] for step in told] == [(0, 3), (1, 3), (2, 3)]
    with pytest.raises(Cancelled):
        fetch(LINK, cancelled=lambda: True)
    assert len(here.web.asked(HOST)) == 3


def test_nobody_signed_in_is_told(here: Rig) -> None:
    here.google.revoke()
    for _ in range(2):  # revoked; then forgotten
        with pytest.raises(SignInNeeded, match="sign-in sheets"):
            fetch(LINK)


def test_columns_are_named_as_in_a_sheet() -> None:
    assert [column_name(number) for number in (1, 26, 27, 52, 53, 702, 703)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_any_day_is_told_from_a_number(day: date) -> None:
    serial = (day - EPOCH).days
    assert typed_rows([[serial]], [["any format"]]) == [[day]]
    assert typed_rows([[serial]], [[serial]]) == [[float(serial)]]


VALUES = (
    st.none() | st.text() | st.integers(-(10**9), 10**9) | st.floats(-1e12, 1e12) | st.booleans()
)
ROWS = st.lists(st.lists(VALUES, max_size=5), max_size=5)
SPANS = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda ends: range(*sorted(ends)))


@given(ROWS, ROWS, st.lists(st.builds(Merge, SPANS, SPANS)))
def test_cells_of_any_kind_are_equally_wide_rows(
    raw: list[list[Any]], shown: list[list[Any]], merges: list[Merge]
) -> None:
    rows = typed_rows(raw, shown, merges)
    assert len(rows) == len(raw)
    assert {len(row) for row in rows} <= {max(map(len, raw), default=0)}


def test_a_time_of_day_is_no_date() -> None:
    assert typed_rows([[46083.5]], [["3/2/2026 12:00"]]) == [["2026-03-02 12:00:00"]]
