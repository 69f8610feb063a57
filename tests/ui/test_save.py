"""Saving makes versions; nobody's work is lost."""

from decimal import Decimal
from pathlib import Path

from streamlit.testing.v1 import AppTest

from planner.plan import edit, store
from planner.plan.history import timeline
from planner.ui import drafts
from tests.ui.conftest import Open
from tests.ui.test_edit import TOTAL, badges, press, total
from tests.ui.test_pages import texts


def changed(open_page: Open, total: float = 77_000.0) -> AppTest:
    """Page Plan with an unsaved change of the budget."""
    app = open_page("4_Spend")
    app.number_input(key=TOTAL).set_value(total).run()
    return app.switch_page("pages/6_Plan.py").run()


def subheaders(app: AppTest) -> list[str]:
    return [str(one.value) for one in app.subheader]


def open_tab(app: AppTest, name: str) -> AppTest:
    """Open a tab of page Plan."""
    app.session_state["plan.tab"] = name
    app.run()
    assert not app.exception
    return app


def save(app: AppTest, note: str = "") -> AppTest:
    app.text_input(key="author").set_value("Nino")
    app.text_area(key="save.note").set_value(note)
    return press(app, "save")


def test_save_makes_the_next_version(open_page: Open, campaign: Path) -> None:
    app = changed(open_page)
    assert "Total budget: EUR 77,000 (was EUR 200,000)" in texts(app)
    save(app, "Less money")
    assert "Saved as version 2." in texts(app)
    assert app.query_params["version"] == "2"
    assert "Saved" in badges(app)
    plan = store.load(campaign / store.PLAN).plan
    assert (plan.version, plan.author, plan.note) == (2, "Nino", "Less money")
    assert plan.goals.budget.total == Decimal(77_000)
    assert store.load(store.version_path(campaign, 1)).plan.goals.budget.total == Decimal(200_000)
    assert drafts.find(campaign) is None


def test_a_suggestion_is_saved_and_read_back_up_to_date(
    suggested: AppTest, open_page: Open
) -> None:
    app = save(suggested.switch_page("pages/6_Plan.py").run())
    assert "Saved as version 2." in texts(app)
    again = open_page("4_Spend", version="2")
    assert "Suggest again" not in badges(again)
    assert "€200,000" in str(again.metric[0].value)


def test_an_old_version_shows_its_own_figures_and_is_read_only(open_page: Open) -> None:
    save(changed(open_page))
    old = open_page("4_Spend", version="1")
    assert not old.exception
    assert total(old) == 200_000
    assert old.number_input(key=TOTAL).disabled
    assert "can't be changed" in texts(old)


def test_editing_goes_on_from_an_old_version(open_page: Open, campaign: Path) -> None:
    save(changed(open_page))
    app = open_page("6_Plan", version="1")
    press(app, "edit_from")
    assert "Unsaved changes" in badges(app)
    save(app, "Back to the first budget")
    plan = store.load(campaign / store.PLAN).plan
    assert (plan.version, plan.based_on) == (3, 1)
    assert plan.goals.budget.total == Decimal(200_000)


def test_who_is_overtaken_keeps_a_version_and_is_told(open_page: Open, campaign: Path) -> None:
    app = changed(open_page)
    working = store.load(campaign / store.PLAN)
    theirs = edit.replace(working.plan, {"goals.budget.total": 5_000})
    store.save(campaign, theirs, read=working.digest, author="Somebody else")
    app.run()
    assert "Somebody saved this campaign while you were editing" in texts(app)
    save(app)
    assert "kept as version 3" in texts(app)
    assert app.query_params["version"] == "2"
    assert "Bring two people's work together" in subheaders(app)
    assert store.load(campaign / store.PLAN).plan.goals.budget.total == Decimal(5_000)
    kept = store.load(store.version_path(campaign, 3)).plan
    assert kept.goals.budget.total == Decimal(77_000)


def test_comments_are_listed_before_a_save_would_drop_them(open_page: Open, campaign: Path) -> None:
    path = campaign / store.PLAN
    path.write_text(path.read_text() + "# ask Keti about Mexico\n", encoding="utf-8")
    app = changed(open_page)
    assert "ask Keti about Mexico" in texts(app)
    save(app)
    assert "Nothing was saved;" in texts(app)
    assert len(timeline(campaign)) == 1
    app.checkbox(key="save.drop_comments").check()
    save(app)
    assert "Saved as version 2." in texts(app)


def test_versions_are_listed_with_their_notes(open_page: Open) -> None:
    app = open_tab(save(changed(open_page), "Less money"), "Versions")
    assert {"Version 1", "Version 2"} <= {str(link.value) for link in app.page_link}
    assert "Nino · Less money" in texts(app)


def test_start_lists_versions_when_asked_for(open_page: Open) -> None:
    app = open_page()
    app.session_state["versions.quince-spring"] = True
    app.run()
    assert not app.exception
    assert "Version 1" in {str(link.value) for link in app.page_link}
