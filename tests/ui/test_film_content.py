"""Page Film: the festivals that the film goes to, and what it holds that a person should judge."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

from streamlit.testing.v1 import AppTest

from planner.model.film import Topic
from planner.plan import edit, store
from planner.ui import drafts, film_content
from tests.ui.conftest import SLUG, Open, first_plan
from tests.ui.test_edit import draft, press
from tests.ui.test_film import fill

NASTY = "A *priest* says $x$ :red[<b>no</b>] in scene 3."


def saved(campaign: Path, changes: dict[str, object]) -> None:
    plan = edit.replace(first_plan(), changes)
    store.save(campaign, plan, read=store.load(campaign / store.PLAN).digest)


def area(app: AppTest, topic: Topic, text: str) -> None:
    app.text_area(key=f"film.content.{topic}").set_value(text).run()
    assert not app.exception


def add_pressed(app: AppTest) -> AppTest:
    button = next(one for one in app.button if one.label == "Add this festival")
    button.click().run()
    assert not app.exception
    return app


def test_every_topic_has_a_place(open_page: Open) -> None:
    app = open_page("1_Film")
    assert not app.exception
    keys = [one.key for one in app.text_area if str(one.key).startswith("film.content.")]
    assert keys == [f"film.content.{topic}" for topic in get_args(Topic)]


def test_what_the_film_holds_becomes_part_of_the_plan(open_page: Open, campaign: Path) -> None:
    app = open_page("1_Film")
    area(app, "LGBTQ+", "  Two women kiss in the last scene. ")
    area(app, "religion", NASTY)
    assert draft(campaign).plan.film.content == {
        "LGBTQ+": "Two women kiss in the last scene.",
        "religion": NASTY,
    }


def test_an_emptied_topic_leaves_the_plan(open_page: Open, campaign: Path) -> None:
    saved(campaign, {"film.content": {"maps": "A globe in a classroom.", "sex": "None shown."}})
    app = open_page("1_Film")
    assert app.text_area(key="film.content.maps").value == "A globe in a classroom."
    area(app, "maps", "   ")
    assert draft(campaign).plan.film.content == {"sex": "None shown."}


def test_a_festival_of_the_tables_is_named_and_changed(open_page: Open, campaign: Path) -> None:
    saved(campaign, {"film.festivals": [{"festival": "cannes"}]})
    app = open_page("1_Film")
    fill(app, "festivals", 0, {"status": "invited", "date": "2027-05-14"})
    press(app, "festivals.apply")
    (found,) = draft(campaign).plan.film.festivals
    assert (found.festival, found.status, found.date) == ("cannes", "invited", date(2027, 5, 14))


def test_a_festival_called_otherwise_is_shown_by_its_name_once() -> None:
    names = film_content.festival_names(["berlinale", "Mountain Film Days"])
    assert names["berlinale"] == "Berlin (Berlinale)"
    assert names["Mountain Film Days"] == "Mountain Film Days"
    assert names["cannes"].startswith("Cannes")
    assert len(set(names.values())) == len(names)


def test_a_festival_that_is_not_in_the_list_is_added(open_page: Open, campaign: Path) -> None:
    app = open_page("1_Film")
    app.text_input(key="festival.0.name").set_value(" Mountain Film Days ")
    app.date_input(key="festival.0.day").set_value(date(2027, 2, 3))
    app.selectbox(key="festival.0.country").select("CH")
    app.selectbox(key="festival.0.premiere").select("national")
    add_pressed(app)
    (found,) = draft(campaign).plan.film.festivals
    assert (found.festival, found.country, found.premiere) == (
        "Mountain Film Days",
        "CH",
        "national",
    )
    assert found.date == date(2027, 2, 3)
    assert found.status == "hoped"
    assert app.text_input(key="festival.1.name").value == ""


def test_a_festival_without_its_date_is_not_added(open_page: Open, campaign: Path) -> None:
    app = open_page("1_Film")
    app.text_input(key="festival.0.name").set_value("Mountain Film Days")
    add_pressed(app)
    assert any("its date" in one.value for one in app.warning)
    assert drafts.find(campaign) is None


def test_a_frozen_version_can_only_be_looked_at(open_page: Open, campaign: Path) -> None:
    saved(campaign, {"film.content": {"maps": "A globe in a classroom."}})
    saved(campaign, {"film.content": {"maps": "None any more."}})
    app = open_page("1_Film", campaign=SLUG, version="2")
    shown = app.text_area(key="film.content.maps")
    assert shown.value == "A globe in a classroom."
    assert shown.disabled
    assert app.button(key="festivals.apply").disabled
