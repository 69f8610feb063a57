"""Tables that people edit or upload: checked first, then kept."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from planner.creators.sheet import read_sheet
from planner.ui import drafts, editors
from tests.ui.conftest import FILM, Open, first_plan
from tests.ui.test_edit import badges, press
from tests.ui.test_pages import texts

GOALS = first_plan().goals

GOOD = b"region,week,value\nFR,2026-01-05,100\nFR,2026-01-12,120\n"
BAD = b"region,week,value\nFR,2026-01-05,100\nFR,2026-01-12,lots\n"


def comps_key() -> str:
    return editors.key_of("comps", FILM["comps"])  # type: ignore[arg-type]  # a list of rows


def give(app: AppTest, content: bytes, name: str = "weekly.csv") -> AppTest:
    """Give the page a file; it is previewed, and nothing is added."""
    app.file_uploader[0].upload(name, content)
    app.run()
    assert not app.exception
    return app


def kept(campaign: Path, name: str = "weekly") -> list[list[str]]:
    """The kept lines of a table: region, week, signal, value, source."""
    lines = (campaign / "audience" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return [line.split(",")[:5] for line in lines[1:]]


def test_a_good_table_is_previewed_and_then_added(open_page: Open, campaign: Path) -> None:
    app = give(open_page("2_Audience"), GOOD)
    assert "1 region, 2 values from 2026 week 2 to 2026 week 3" in texts(app)
    assert "Long table" in texts(app)
    assert not list((campaign / "audience").iterdir())
    press(app, "file.add")
    assert kept(campaign) == [
        ["FR", "2026-01-05", "demand", "100", "weekly.csv"],
        ["FR", "2026-01-12", "demand", "120", "weekly.csv"],
    ]
    assert "audience/weekly.csv: 2 weeks added. Nothing was lost." in texts(app)
    assert "file.add" not in {one.key for one in app.button}


def test_a_table_with_a_fault_is_refused_in_place(open_page: Open, campaign: Path) -> None:
    app = give(open_page("2_Audience"), BAD)
    assert "weekly.csv:3:3" in texts(app)
    assert "lots" in texts(app)
    assert "file.add" not in {one.key for one in app.button}
    assert not list((campaign / "audience").iterdir())


def test_a_table_of_ones_own_is_renewed_and_nothing_is_lost(
    open_page: Open, campaign: Path
) -> None:
    (campaign / "audience" / "weekly.csv").write_bytes(GOOD)
    app = give(open_page("2_Audience"), b"region,week,value\nFR,2026-01-12,999\nFR,2026-01-19,5\n")
    assert "1 of these values is in that table already; 1 has another value" in texts(app)
    press(app, "file.add")
    assert [line[1:4:2] for line in kept(campaign)] == [
        ["2026-01-05", "100"],
        ["2026-01-12", "999"],
        ["2026-01-19", "5"],
    ]
    earlier = campaign / "audience" / "earlier"
    assert (earlier / "weekly.own-1.csv").read_bytes() == GOOD
    assert "FR,2026-01-12,demand,120,weekly.csv" in (earlier / "weekly.csv").read_text()
    assert "1 week added, 1 changed, 1 kept that the source no longer gives" in texts(app)


def test_the_same_weeks_in_two_tables_are_refused(open_page: Open, campaign: Path) -> None:
    (campaign / "audience" / "other.csv").write_bytes(GOOD)
    app = give(open_page("2_Audience"), GOOD)
    app.selectbox(key="file.to").select("A table of its own").run()
    press(app, "file.add")
    assert "audience/other.csv: has FR demand, week of 2026-01-05, already" in texts(app)
    assert [path.name for path in (campaign / "audience").iterdir()] == ["other.csv"]


def test_a_name_that_leads_elsewhere_is_refused(open_page: Open, campaign: Path) -> None:
    app = give(open_page("2_Audience"), GOOD)
    app.text_input(key="file.name").set_value("../../plan").run()
    press(app, "file.add")
    assert "is no name for a table" in texts(app)
    assert not list((campaign / "audience").iterdir())


def test_a_broken_table_on_disk_is_named_and_the_page_goes_on(
    open_page: Open, campaign: Path
) -> None:
    (campaign / "audience" / "weekly.csv").write_bytes(BAD)
    app = open_page("2_Audience")
    assert not app.exception
    assert "weekly.csv:3" in texts(app)
    assert any(str(link.value).startswith("Next: ") for link in app.page_link)


def test_a_broken_table_on_disk_is_replaced_by_a_good_one(open_page: Open, campaign: Path) -> None:
    (campaign / "audience" / "weekly.csv").write_bytes(BAD)
    press(give(open_page("2_Audience"), GOOD), "file.add")
    assert len(kept(campaign)) == 2
    assert (campaign / "audience" / "earlier" / "weekly.own-1.csv").read_bytes() == BAD


def test_a_new_audience_table_marks_the_plan_stale(open_page: Open, campaign: Path) -> None:
    app = open_page("4_Spend")
    press(app, "suggest")
    (campaign / "audience" / "weekly.csv").write_bytes(GOOD)
    app.run()
    assert "Suggest again" in badges(app)
    assert "audience/weekly.csv changed since the last suggestion" in texts(app)


def test_an_edited_comparable_title_reaches_the_plan(open_page: Open, campaign: Path) -> None:
    app = open_page("1_Film")
    app.session_state[comps_key()] = {
        "edited_rows": {0: {"admissions": 55_000}},
        "added_rows": [{"title": "Fig", "region": "MX", "admissions": 9_000, "source": "a test"}],
        "deleted_rows": [],
    }
    press(app, "comps.apply")
    draft = drafts.find(campaign)
    assert draft is not None
    assert [one.admissions for one in draft.plan.film.comps] == [55_000, 9_000]


def test_a_comparable_title_without_source_is_explained(open_page: Open, campaign: Path) -> None:
    app = open_page("1_Film")
    app.session_state[comps_key()] = {
        "edited_rows": {},
        "added_rows": [{"title": "Fig", "region": "MX"}],
        "deleted_rows": [],
    }
    press(app, "comps.apply")
    assert "film.comps.1.source: is missing" in texts(app)
    assert drafts.find(campaign) is None


def test_the_creator_sheet_is_saved_at_once(open_page: Open, campaign: Path) -> None:
    app = open_page("5_Creators")
    key = next(str(one.key) for one in app.data_editor if str(one.key).startswith("sheet."))
    app.session_state[key] = {"edited_rows": {}, "added_rows": [], "deleted_rows": [2]}
    press(app, "sheet.apply")
    assert [one.creator for one in read_sheet(campaign / "creators.csv", GOALS)] == [
        "Anna",
        "Bruno",
    ]


def test_a_broken_creator_sheet_is_named(open_page: Open, campaign: Path) -> None:
    (campaign / "creators.csv").write_text("creator,price\nAnna,many\n", encoding="utf-8")
    app = open_page("5_Creators")
    assert not app.exception
    assert "creators.csv:1" in texts(app)
