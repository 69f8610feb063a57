"""Page Film takes the festivals and what the film holds, without judging it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.model.film import Film
from planner.ui import drafts, editors, film_content
from tests.ui.conftest import SLUG


def page() -> None:
    from planner.ui import film_content, session  # noqa: PLC0415  # runs on its own

    work = session.current()
    assert work is not None
    film_content.festivals(work)
    film_content.content(work)


@pytest.fixture
def app(campaign: Path) -> AppTest:
    """The two editors alone."""
    assert campaign.name == SLUG
    found = AppTest.from_function(page, default_timeout=60)
    found.query_params["campaign"] = SLUG
    return found.run()


def film(campaign: Path) -> Film:
    found = drafts.find(campaign)
    assert found is not None
    return found.plan.film


def test_a_topic_is_told_and_taken_back(app: AppTest, campaign: Path) -> None:
    assert not app.exception
    labels = [area.label for area in app.text_area]
    assert labels == [film_content.show_topic(topic) for topic in film_content.TOPICS]
    app.text_area(key="film.content.maps").set_value("A globe, scene 4.").run()
    assert not app.exception
    assert film(campaign).content == {"maps": "A globe, scene 4."}
    app.text_area(key="film.content.LGBTQ+").set_value("A kiss.").run()
    assert film(campaign).content == {"maps": "A globe, scene 4.", "LGBTQ+": "A kiss."}
    app.text_area(key="film.content.maps").set_value(" ").run()
    assert film(campaign).content == {"LGBTQ+": "A kiss."}


def test_a_festival_of_the_list_is_added(app: AppTest, campaign: Path) -> None:
    key = editors.key_of("festivals", [])
    row = {"festival": "cannes", "status": "invited"}
    app.session_state[key] = {"added_rows": [row], "edited_rows": {}, "deleted_rows": []}
    app.button(key="festivals.apply").click().run()
    assert not app.exception
    (found,) = film(campaign).festivals
    assert (found.festival, found.status) == ("cannes", "invited")


def test_another_festival_needs_what_the_dates_need(app: AppTest, campaign: Path) -> None:
    add = next(button for button in app.button if button.label == "Add this festival")
    app.text_input(key="festival.0.name").set_value("Kino Days")
    add.click().run()
    assert "Give its name, its date, its country" in app.warning[0].value
    app.date_input(key="festival.0.day").set_value("2027-02-01")
    app.selectbox(key="festival.0.country").set_value("FR")
    app.selectbox(key="festival.0.premiere").set_value("world")
    next(button for button in app.button if button.label == "Add this festival").click().run()
    assert not app.exception
    (found,) = film(campaign).festivals
    assert (found.festival, found.country, found.premiere) == ("Kino Days", "FR", "world")
    assert app.text_input(key="festival.1.name").value == ""


def test_every_topic_says_what_belongs_there() -> None:
    assert set(film_content.TOLD) == set(film_content.TOPICS)
