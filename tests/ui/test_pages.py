"""Every page opens, before and after a suggestion, and says what it shows."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import SLUG, Open

PAGES = [
    "1_Film",
    "2_Audience",
    "3_Timing",
    "4_Spend",
    "5_Creators",
    "6_Plan",
    "7_Partners",
]


def texts(app: AppTest) -> str:
    """Everything that a person can read as running text."""
    found = [*app.text, *app.markdown, *app.caption, *app.info, *app.error, *app.warning]
    return "\n".join(str(one.value) for one in [*found, *app.success])


def test_start_lists_campaigns_and_explains_itself(open_page: Open) -> None:
    app = open_page()
    assert not app.exception
    assert "Quince Spring" in texts(app)
    assert "3 regions, €200,000, version 1" in texts(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_suggestion_says_what_to_do(open_page: Open, page: str) -> None:
    app = open_page(page)
    assert not app.exception
    assert app.title[0].value == page[2:]
    assert "suggested yet" in texts(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_with_suggestion_has_figures(suggested: AppTest, page: str) -> None:
    app = suggested.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    assert len(app.metric) >= 3
    assert "suggested yet" not in texts(app)
    assert not app.error


@pytest.mark.parametrize("page", PAGES)
def test_every_page_leads_on_to_the_next(open_page: Open, page: str) -> None:
    app = open_page(page)
    following = [link.value for link in app.page_link if str(link.value).startswith("Next: ")]
    at = PAGES.index(page) + 1
    assert following == [f"Next: {name[2:]}" for name in PAGES[at : at + 1]]


def test_a_page_without_campaign_leads_to_start(open_page: Open) -> None:
    app = open_page("3_Timing", campaign="")
    assert not app.exception
    assert "No campaign is open" in texts(app)


@pytest.mark.parametrize("name", ["../secrets", "no-such-campaign", "Ünsinn"])
def test_a_campaign_that_cannot_be_opened_is_named(open_page: Open, name: str) -> None:
    app = open_page("1_Film", campaign=name)
    assert not app.exception
    assert app.error[0].value == "This campaign can't be opened:"


@pytest.mark.parametrize("version", ["99", "one", "-1"])
def test_a_version_that_is_not_there_is_named(open_page: Open, version: str) -> None:
    app = open_page("1_Film", version=version)
    assert not app.exception
    assert app.error


def test_a_broken_plan_shows_file_line_and_field(open_page: Open, campaign: Path) -> None:
    path = campaign / "plan.yaml"
    path.write_text(path.read_text().replace("total: 200000", "total: lots"), encoding="utf-8")
    for app in (open_page("4_Spend"), open_page()):
        assert not app.exception
        line = path.read_text().splitlines().index("    total: lots") + 1
        assert f"plan.yaml:{line}" in texts(app)
        assert "goals.budget.total" in texts(app)


def test_sample_data_is_marked(open_page: Open) -> None:
    assert any("Sample data" in str(one.value) for one in open_page("2_Audience").markdown)


def test_what_people_typed_is_never_markdown(open_page: Open) -> None:
    app = open_page("1_Film")
    app.text_input(key="film.title").set_value("<b>**Loud**</b>").run()
    assert any(one.value == "<b>**Loud**</b>" for one in app.text)
    assert not any("Loud" in str(one.value) for one in [*app.markdown, *app.caption])


def test_the_url_names_campaign_and_version(open_page: Open) -> None:
    app = open_page("1_Film")
    assert app.query_params == {"campaign": SLUG, "version": "1"}


def test_the_plan_shows_media_by_week_and_the_order_of_the_steps(suggested: AppTest) -> None:
    app = suggested.switch_page("pages/6_Plan.py")
    app.session_state["plan.tab"] = "Media"
    app.run()
    assert len(app.get("vega_lite_chart")) == 1
    assert "no joint optimum" not in texts(app)
    app.session_state["why"] = True
    app.run()
    assert "no joint optimum" in texts(app)
    assert "All media" in texts(app)


def test_start_shows_dates_only_once_there_are_some(open_page: Open, suggested: AppTest) -> None:
    assert not open_page().get("vega_lite_chart")
    app = suggested.switch_page("pages/6_Plan.py").run()
    app.button(key="save").click().run()
    assert len(open_page().get("vega_lite_chart")) == 1
