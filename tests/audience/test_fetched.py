"""What a source gives is merged into the campaign, and nothing that was there is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience.fetched import Fetched, keep
from planner.audience.files import read_file
from planner.audience.table import make_table
from planner.errors import InputError, StoreError

FIRST = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
NEXT = FIRST + timedelta(days=7)
Weeks = Mapping[str, float | None]


def fetched(weeks: Weeks, at: datetime = FIRST, source: str = "A test, two regions") -> Fetched:
    """Weeks of FR, by their Monday."""
    rows = [("FR", pd.Timestamp(day), "views", value) for day, value in weeks.items()]
    table = make_table(pd.DataFrame(rows, columns=["region", "week", "signal", "value"]))
    return Fetched(table, source, at)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_a_new_table_is_kept_with_its_source_and_time(tmp_path: Path) -> None:
    kept = keep(tmp_path, "views", fetched({"2026-05-11": 2, "2026-05-04": 1.5, "2026-05-18": 1e9}))
    assert lines(kept.path) == [
        "region,week,signal,value,source,fetched",
        'FR,2026-05-04,views,1.5,"A test, two regions",2026-06-01T09:30:00Z',
        'FR,2026-05-11,views,2,"A test, two regions",2026-06-01T09:30:00Z',
        'FR,2026-05-18,views,1000000000,"A test, two regions",2026-06-01T09:30:00Z',
    ]
    assert kept.path == tmp_path / "audience" / "views.csv"
    assert (kept.added, kept.changed, kept.unchanged, kept.kept) == (3, 0, 0, 0)
    assert read_file(kept.path)["value"].tolist() == [1.5, 2, 1e9]


def test_a_refresh_keeps_old_weeks_and_old_lines_and_remembers_what_it_replaced(
    tmp_path: Path,
) -> None:
    keep(tmp_path, "views", fetched({"2026-05-04": 1, "2026-05-11": 2, "2026-05-18": 3}))
    before = lines(tmp_path / "audience" / "views.csv")
    later = {"2026-05-11": 2.0, "2026-05-18": 4, "2026-05-25": 5}
    kept = keep(tmp_path, "views", fetched(later, NEXT, "Another day"))
    after = lines(kept.path)
    assert after[:3] == before[:3]
    assert after[3:] == [
        "FR,2026-05-18,views,4,Another day,2026-06-08T09:30:00Z",
        "FR,2026-05-25,views,5,Another day,2026-06-08T09:30:00Z",
    ]
    assert (kept.added, kept.changed, kept.unchanged, kept.kept) == (1, 1, 1, 1)
    assert lines(tmp_path / "audience" / "earlier" / "views.csv") == [
        "region,week,signal,value,source,fetched,replaced",
        f"{before[3]},2026-06-08T09:30:00Z",
    ]


def test_a_week_that_has_become_empty_at_the_source_keeps_its_value(tmp_path: Path) -> None:
    keep(tmp_path, "views", fetched({"2026-05-04": 1, "2026-05-11": 2}))
    kept = keep(tmp_path, "views", fetched({"2026-05-04": None, "2026-05-11": None}, NEXT))
    assert read_file(kept.path)["value"].tolist() == [1, 2]
    assert kept.kept == 2


def test_fetching_the_same_again_changes_no_byte(tmp_path: Path) -> None:
    path = keep(tmp_path, "views", fetched({"2026-05-04": 1 / 3, "2026-05-11": 0})).path
    before, when = path.read_bytes(), path.stat().st_mtime_ns
    kept = keep(tmp_path, "views", fetched({"2026-05-04": 1 / 3, "2026-05-11": 0}, NEXT, "Else"))
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == when
    assert kept.unchanged == 2


def test_a_save_that_was_cut_short_is_remembered_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, "views", fetched({"2026-05-04": 1}))
    with monkeypatch.context() as broken:
        broken.setattr("planner.audience.fetched._write", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            keep(tmp_path, "views", fetched({"2026-05-04": 2}, NEXT))
    keep(tmp_path, "views", fetched({"2026-05-04": 2}, NEXT))
    assert len(lines(tmp_path / "audience" / "earlier" / "views.csv")) == 2


def test_a_source_that_looks_like_a_formula_or_has_lines_is_made_harmless(tmp_path: Path) -> None:
    kept = keep(tmp_path, "views", fetched({"2026-05-04": 1}, source="=1+1\nsecond\u2028third"))
    assert lines(kept.path)[1].split(",")[4] == "'=1+1 second third"
    assert keep(tmp_path, "views", fetched({"2026-05-11": 1})).added == 1


@pytest.mark.parametrize("name", ["", "../x", "a/b", "A b", "x" * 99, ".hidden"])
def test_a_name_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="is no name for a table"):
        keep(tmp_path, name, fetched({"2026-05-04": 1}))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["week,FR\n2026-05-04,1\n", "", "\udcff"])
def test_a_table_of_ones_own_is_not_overwritten(tmp_path: Path, text: str) -> None:
    path = tmp_path / "audience" / "views.csv"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"views\.csv.*a table of your own.*another name"):
        keep(tmp_path, "views", fetched({"2026-05-04": 1}))
    assert path.read_bytes() == before


def test_a_line_broken_by_hand_is_named(tmp_path: Path) -> None:
    path = keep(tmp_path, "views", fetched({"2026-05-04": 1})).path
    path.write_text(path.read_text(encoding="utf-8") + "<<<<<<< ours\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"views\.csv:3: is no line of a kept table"):
        keep(tmp_path, "views", fetched({"2026-05-04": 2}))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "audience").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError, match=r"audience"):
        keep(tmp_path, "views", fetched({"2026-05-04": 1}))


mondays = st.integers(0, 8).map(lambda week: f"{date(2026, 1, 5) + timedelta(weeks=week)}")
histories = st.lists(
    st.dictionaries(mondays, st.none() | st.integers(0, 3), min_size=1), min_size=1, max_size=4
)


@given(histories)
def test_the_newest_value_of_every_week_ever_given_is_there(history: list[Weeks]) -> None:
    newest: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        for at, weeks in enumerate(history):
            kept = keep(Path(name), "views", fetched(weeks, FIRST + timedelta(days=at)))
            newest |= {day: value for day, value in weeks.items() if value is not None}
        if newest:
            table = read_file(kept.path).dropna()
            got = dict(zip(table["week"].dt.strftime("%Y-%m-%d"), table["value"], strict=True))
            assert got == newest
