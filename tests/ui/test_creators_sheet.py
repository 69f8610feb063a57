"""Page Creators, the creator sheet: typed, filtered, mended, and lists that join it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from planner.ui import creators, creators_rows, creators_texts, editors
from tests.ui.conftest import SHEET, Open
from tests.ui.test_creators import PAGE, editor_of, on_tab, sheet_of, type_into
from tests.ui.test_edit import press
from tests.ui.test_pages import texts


def test_a_figure_is_typed_into_the_sheet_and_kept(open_page: Open, campaign: Path) -> None:
    page = open_page(PAGE)
    changes = {0: {"price": 3500.5, "state": "contacted", "audience": "FR 80%, BE 20%"}}
    press(type_into(page, editor_of(campaign), edited_rows=changes), "sheet.apply")
    first = sheet_of(campaign)[0]
    assert (first.price, first.state) == (Decimal("3500.50"), "contacted")
    assert first.audience == {"FR": 0.8, "BE": 0.2}
    assert "The creator sheet is saved." in texts(page)


def test_a_fault_in_a_row_is_named_and_nothing_is_written(open_page: Open, campaign: Path) -> None:
    page = open_page(PAGE)
    row = {"creator": "Dora", "platform": "YouTube", "audience": "everywhere"}
    type_into(page, editor_of(campaign), added_rows=[row])
    page.button(key="sheet.apply").click().run()
    assert "creators.csv:5: audience" in texts(page)
    assert (campaign / "creators.csv").read_text() == SHEET


def test_a_row_that_is_there_already_is_not_lost_to_a_new_one(
    open_page: Open, campaign: Path
) -> None:
    page = open_page(PAGE)
    row = {"creator": "Anna", "platform": "YouTube", "price": 1}
    type_into(page, editor_of(campaign), added_rows=[row])
    page.button(key="sheet.apply").click().run()
    assert "creators.csv:5: creator: stands twice" in texts(page)
    assert (campaign / "creators.csv").read_text() == SHEET


def test_a_filter_hides_rows_and_loses_none(open_page: Open, campaign: Path) -> None:
    page = open_page(PAGE)
    page.selectbox(key="sheet.region").set_value("MX").run()
    [carla] = [one for one in sheet_of(campaign) if one.creator == "Carla"]
    key = editors.key_of("sheet", creators_rows.sheet_rows([carla]))
    type_into(page, key, edited_rows={0: {"note": "writes back"}}).run()
    assert page.selectbox(key="sheet.region").disabled
    press(page, "sheet.apply")
    assert [(one.creator, one.note) for one in sheet_of(campaign)] == [
        ("Anna", ""),
        ("Bruno", ""),
        ("Carla", "writes back"),
    ]


def test_what_was_typed_survives_a_look_at_another_tab(open_page: Open, campaign: Path) -> None:
    page = open_page(PAGE)
    type_into(page, editor_of(campaign), edited_rows={0: {"note": "typed"}}).run()
    on_tab(page, creators.RULES)
    on_tab(page, creators.SHEET)
    press(page, "sheet.apply")
    assert sheet_of(campaign)[0].note == "typed"


def test_a_sheet_with_text_in_prices_is_mended_in_place(open_page: Open, campaign: Path) -> None:
    path = campaign / "creators.csv"
    path.write_text(SHEET.replace("2500", "2500 plus travel"), encoding="utf-8")
    app = open_page(PAGE)
    assert "creators.csv:3: price" in texts(app)
    assert creators_texts.SHEET_BROKEN in texts(app)
    key = next(
        str(one)
        for one in app.session_state
        if "sheet.mend." in str(one) and "apply" not in str(one)
    )
    press(type_into(app, key, edited_rows={1: {"price": "2600"}}), "sheet.mend.apply")
    assert [one.price for one in sheet_of(campaign)] == [3000, 2600, 2000]
    assert not app.error


def test_a_column_that_a_sheet_does_not_have_goes_into_the_note(
    open_page: Open, campaign: Path
) -> None:
    path = campaign / "creators.csv"
    path.write_text("creator,platform,agency,note\nLu,tiktok,Nord,quick\nMo,tiktok,,\n", "utf-8")
    app = open_page(PAGE)
    assert "unknown column" in texts(app)
    press(app, "sheet.mend.apply")
    assert [one.note for one in sheet_of(campaign)] == ["quick; agency: Nord", ""]


def test_a_row_with_too_many_cells_is_not_cut(open_page: Open, campaign: Path) -> None:
    path = campaign / "creators.csv"
    path.write_text("creator,platform\nLu,tiktok,and more\n", encoding="utf-8")
    app = open_page(PAGE)
    assert not app.exception
    assert "has 3 values for 2 columns" in texts(app)
    assert "sheet.mend.apply" not in [one.key for one in app.button]


def test_a_filter_of_a_region_that_is_gone_hides_nothing(open_page: Open, campaign: Path) -> None:
    page = open_page(PAGE)
    page.selectbox(key="sheet.region").set_value("MX").run()
    path = campaign / "creators.csv"
    path.write_text(SHEET.replace("MX,es", "JP,ja"), encoding="utf-8")
    page.run()
    assert not page.exception
    assert page.selectbox(key="sheet.region").value == ""
    rows = next(one.value for one in page.dataframe if "lacks" in one.value)
    assert len(rows) == 3


def test_pasted_rows_are_shown_with_what_was_cleaned_before_they_join(
    open_page: Open, campaign: Path
) -> None:
    page = open_page(PAGE)
    page.session_state["creators.list.box"] = True
    page.session_state["creators.list.from"] = "Pasted rows"
    page.run()
    pasted = "Instagram name,Followers,Country\nLu,1.2M,Mexico\nMo,850K,Mexico\nLu,1.2M,Mexico\n"
    page.text_area(key="creators.list.rows.0").set_value(pasted).run()
    assert not page.exception
    assert "2 rows can be taken: 2 new" in texts(page)
    cleaned = next(one.value for one in page.dataframe if "Became" in one.value)
    assert "1.2M" in set(cleaned["In the list"])
    press(page, "creators.list.add")
    lu = sheet_of(campaign)[-2]
    assert (lu.creator, lu.region, lu.followers, lu.price) == ("Lu", "MX", 1_200_000, None)
    assert lu.expected_views is None
    assert "2 rows added to the creator sheet" in texts(page)


def test_what_is_no_list_is_refused_in_words(open_page: Open, campaign: Path) -> None:
    page = open_page(PAGE)
    page.session_state["creators.list.box"] = True
    page.session_state["creators.list.from"] = "Pasted rows"
    page.run()
    page.text_area(key="creators.list.rows.0").set_value("hello").run()
    assert not page.exception
    assert [one.value for one in page.error] == ["This list can't be used. Please correct it:"]
    assert (campaign / "creators.csv").read_text() == SHEET


def test_without_a_sheet_three_ways_to_begin_are_told(open_page: Open, campaign: Path) -> None:
    (campaign / "creators.csv").unlink()
    app = open_page(PAGE)
    assert not app.exception
    assert creators_texts.NO_SHEET in texts(app)
    row = {"creator": "Zoe", "platform": "twitch", "region": "FR", "language": "fr"}
    press(type_into(app, editors.key_of("sheet", []), added_rows=[row]), "sheet.apply")
    assert [(one.creator, one.missing[0]) for one in sheet_of(campaign)] == [("Zoe", "a price")]
    assert creators_texts.NO_SHEET not in texts(app)
