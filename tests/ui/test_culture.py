"""Page Timing: what to ask people of each region, who signed it off, and what is ready."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from planner.model.plan import Plan
from planner.plan import edit, records, store
from tests.timing.test_critical import dated
from tests.ui.conftest import SLUG
from tests.ui.test_pages import texts

CONTENT = {"maps": "A *globe* in a $class$room.", "violence": "A slap."}
DAYS = {"VN": date(2027, 5, 7), "FR": date(2027, 5, 5)}
WORK = """
from planner.ui import culture, session
work = session.current()
assert work is not None
culture.section(work)
"""


def kept(campaign: Path, changes: dict[str, object], days: dict[str, date] = DAYS) -> Plan:
    """Save a version with these changes and dates; return its plan."""
    current = store.load(campaign / store.PLAN)
    plan = dated(edit.replace(current.plan, changes), days)
    return store.save(campaign, plan, read=current.digest).plan


@pytest.fixture
def film(campaign: Path) -> Path:
    """A campaign for Vietnam and France whose film holds a map and a slap."""
    kept(campaign, {"film.content": CONTENT, "goals.regions": {"VN": {}, "FR": {}}})
    return campaign


def opened(campaign: Path, **query: str) -> AppTest:
    assert os.environ["MICROHIT_CAMPAIGNS"] == str(campaign.parent)
    st.cache_resource.clear()
    app = AppTest.from_string(WORK, default_timeout=60)
    for name, value in ({"campaign": SLUG} | query).items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label == label).click()
    app.run()
    assert not app.exception
    return app


def field(app: AppTest, name: str) -> str:
    """The key of a field of the form, which changes with each sign-off."""
    keys = [str(one.key) for one in [*app.selectbox, *app.text_input, *app.text_area]]
    return next(key for key in keys if key.startswith(f"culture.{name}."))


def sign(app: AppTest, topic: str, verdict: str = "ok", by: str = "Tran Thi Mai") -> AppTest:
    app.selectbox(key=field(app, "topic")).select(topic)
    app.selectbox(key=field(app, "verdict")).select(verdict)
    app.text_input(key=field(app, "by")).set_value(by)
    app.text_area(key=field(app, "note")).set_value("Seen in Hanoi")
    return press(app, "Record this sign-off")


def states(app: AppTest, region: str) -> dict[str, str]:
    """The row of a region in the table of states."""
    frame = app.dataframe[0].value
    row = frame[frame["Region"] == region].iloc[0]
    return {str(key): str(value) for key, value in row.items()}


def test_every_region_has_its_states_and_one_its_questions(film: Path) -> None:
    app = opened(film)
    assert states(app, "Vietnam") == {
        "Region": "Vietnam",
        "Ready": "No",
        "Maps": "Open *",
        "Violence": "Open *",
    }
    assert states(app, "France")["Maps"] == "Open"
    shown = texts(app)
    assert "nine-dash line" in shown
    assert "Which certificate may be expected" not in shown
    assert "source: npr 2023" in shown
    app.selectbox(key="culture.region").select("FR").run()
    assert "nine-dash line" not in texts(app)


def test_what_people_typed_is_never_markdown(film: Path) -> None:
    app = opened(film)
    assert any(CONTENT["maps"] in one.value for one in app.text)
    assert not any("globe" in one.value for one in app.markdown)


def test_a_sign_off_is_recorded_for_the_version_on_screen(film: Path) -> None:
    app = sign(opened(film), "maps")
    (record,) = records.read(film).records
    assert (record.by, record.verdict, record.version) == ("Tran Thi Mai", "ok", 2)
    assert states(app, "Vietnam")["Maps"] == "Signed off *"
    assert "Maps: the required sign-off is open." not in texts(app)
    assert "Violence: the required sign-off is open." in texts(app)


def test_a_region_is_marked_ready_once_nothing_is_missing(film: Path) -> None:
    app = opened(film)
    assert not any(one.label == "Mark Vietnam ready" for one in app.button)
    sign(app, "maps")
    sign(app, "violence", "ok_with_changes")
    app.text_input(key="culture.ready.by").set_value("Nino")
    press(app, "Mark Vietnam ready")
    assert states(app, "Vietnam")["Ready"] == "Ready"
    assert "Vietnam is marked ready (Nino" in texts(app)
    kept(film, {}, DAYS | {"VN": date(2027, 5, 14)})
    again = opened(film)
    assert states(again, "Vietnam")["Ready"] == "To renew"
    assert states(again, "Vietnam")["Maps"] == "Signed off *"


def test_a_changed_scene_has_to_be_asked_again(film: Path) -> None:
    sign(opened(film), "maps")
    kept(film, {"film.content": CONTENT | {"maps": "An atlas too."}})
    app = opened(film)
    assert states(app, "Vietnam")["Maps"] == "To renew *"
    assert "has changed; ask again." in texts(app)


def test_a_sign_off_without_a_name_is_refused_in_place(film: Path) -> None:
    app = sign(opened(film), "maps", by="  ")
    assert "Give the name of the person" in texts(app)
    assert records.read(film).records == ()


def test_each_sign_off_starts_from_empty_fields(film: Path) -> None:
    app = sign(opened(film), "maps")
    assert app.text_area(key=field(app, "note")).value == ""
    assert app.selectbox(key=field(app, "verdict")).value is None
    app.text_input(key=field(app, "by")).set_value("Tran Thi Mai")
    press(app, "Record this sign-off")
    assert [one.value for one in app.warning] == ["Choose what they say."]
    assert len(records.read(film).records) == 1


@pytest.mark.usefixtures("film")
def test_unsaved_changes_ask_to_be_saved_first() -> None:
    app = AppTest.from_string(
        "from planner.ui import culture, session\n"
        "session.apply(session.current(), {'film.title': 'Another'})\n"
        "culture.section(session.current())\n",
        default_timeout=60,
    )
    st.cache_resource.clear()
    app.query_params["campaign"] = SLUG
    app.run()
    assert not app.exception
    assert any("Save the plan" in one.value for one in app.info)
    assert not any(one.label == "Record this sign-off" for one in app.button)


def test_a_frozen_version_can_only_be_looked_at(film: Path) -> None:
    kept(film, {"film.title": "Quince Summer"})
    app = opened(film, version="2")
    assert "nine-dash line" in texts(app)
    assert not app.button


def test_a_broken_record_is_shown_and_the_rest_works(film: Path) -> None:
    sign(opened(film), "maps")
    (film / records.FOLDER / "20260101T000000Z-x.yaml").write_text("- a\n", encoding="utf-8")
    app = opened(film)
    assert states(app, "Vietnam")["Maps"] == "Signed off *"
    assert "20260101T000000Z-x.yaml" in texts(app)


def test_nothing_told_and_no_regions_say_what_to_do(campaign: Path) -> None:
    assert any("Nothing is told yet" in one.value for one in opened(campaign).info)
    kept(campaign, {"goals.regions": {}}, {})
    assert any("no regions yet" in one.value for one in opened(campaign).info)


def test_sixty_regions_stand_in_one_table(campaign: Path) -> None:
    codes = CODES.split()
    kept(campaign, {"film.content": CONTENT, "goals.regions": {code: {} for code in codes}}, {})
    frame = opened(campaign).dataframe[0].value
    assert len(frame) == len(codes) == 60


CODES = """
AE AR AT AU BE BG BO BR CA CH CL CN CO CR CY CZ DE DK EC EE EG ES FI FR GB GE GR HK HR HU ID IE IL
IN IS IT JP KE KR KW LT LU LV MA MX MY NG NL NO NZ PE PH PL PT RO RS SA SE SG VN
"""
