"""Tables that people edit or upload: checked first, then kept."""

from pathlib import Path

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


def test_a_good_table_is_added(open_page: Open, campaign: Path) -> None:
    app = open_page("2_Audience")
    app.file_uploader[0].upload("weekly.csv", GOOD)
    press(app, "upload.add")
    assert (campaign / "audience" / "weekly.csv").read_bytes() == GOOD
    assert "weekly.csv was added" in texts(app)
    assert "audience/weekly.csv" in texts(app)


def test_a_table_with_a_fault_is_refused_in_place(open_page: Open, campaign: Path) -> None:
    app = open_page("2_Audience")
    app.file_uploader[0].upload("weekly.csv", BAD)
    press(app, "upload.add")
    assert "weekly.csv:3" in texts(app)
    assert "lots" in texts(app)
    assert not list((campaign / "audience").iterdir())


def test_a_table_is_not_replaced_by_accident(open_page: Open, campaign: Path) -> None:
    (campaign / "audience" / "weekly.csv").write_bytes(GOOD)
    app = open_page("2_Audience")
    app.file_uploader[0].upload("weekly.csv", GOOD.replace(b"100", b"999"))
    press(app, "upload.add")
    assert (campaign / "audience" / "weekly.csv").read_bytes() == GOOD
    assert "is there already" in texts(app)


def test_a_broken_table_on_disk_is_named_and_the_page_goes_on(
    open_page: Open, campaign: Path
) -> None:
    (campaign / "audience" / "weekly.csv").write_bytes(BAD)
    app = open_page("2_Audience")
    assert not app.exception
    assert "weekly.csv:3" in texts(app)
    assert any(str(link.value).startswith("Next: ") for link in app.page_link)


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
