"""Page Partners shows briefs as they are printed, and says why they are as they are."""

from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from planner.model.plan import Plan
from planner.partners.brief import content
from planner.ui import cache, drafts, partners
from tests.ui.test_pages import texts

PNG = b"\x89PNG"


def plan_of(campaign: Path) -> Plan:
    found = drafts.find(campaign)
    assert found is not None
    return found.plan


def why(plan: Plan, region: str, language: str) -> str:
    return "\n".join(
        partners.reasons(plan, region, language, content(plan, region, language=language))
    )


def test_the_pages_are_pictures_and_the_language_can_be_chosen(suggested: AppTest) -> None:
    app = suggested.switch_page("pages/7_Partners.py").run()
    assert not app.exception
    assert "In French, since Les Films du Coing reads it." in texts(app)
    images = app.get("image")
    assert "France, page 1 of" in str(images[0].proto)
    assert "Brief in French" in str(images[0].proto)
    app.selectbox(key="brief.FR").set_value("en").run()
    assert "In English, since you chose it here." in texts(app)
    assert "Brief in English" in str(app.get("image")[0].proto)


def test_the_last_page_leads_to_the_start(suggested: AppTest) -> None:
    app = suggested.switch_page("pages/7_Partners.py").run()
    following = [getattr(link, "value", "") for link in app.main.get("page_link")]
    assert following == ["To the start page"]


def test_pages_are_drawn_once(suggested: AppTest, campaign: Path) -> None:
    assert not suggested.exception
    brief = content(plan_of(campaign), "FR")
    first = cache.pictures(brief)
    assert all(page.startswith(PNG) for page in first)
    assert cache.pictures(brief) == first


def test_each_choice_behind_a_brief_has_a_reason(suggested: AppTest, campaign: Path) -> None:
    assert not suggested.exception
    plan = plan_of(campaign)
    assert "In Spanish, the main language there" in why(plan, "MX", "es")
    assert plan.timing is not None
    france = plan.timing.regions["FR"]
    assert why(plan, "FR", "fr").count("so that it and all that waits") == len(france.start_by)
    film = plan.film.model_copy(update={"logline": {"en": "A quince."}})
    english = plan.model_copy(update={"film": film})
    assert "The logline is in English" in why(english, "FR", "fr")
    assert "The logline" not in why(english, "FR", "en")


def test_without_a_date_no_task_has_a_start(suggested: AppTest, campaign: Path) -> None:
    assert not suggested.exception
    plan = plan_of(campaign)
    assert plan.timing is not None
    assert isinstance(plan.timing.regions["MX"].date, date)
    plan.timing.regions["MX"] = plan.timing.regions["MX"].model_copy(update={"date": None})
    assert "the release has no date" in why(plan, "MX", "es")
