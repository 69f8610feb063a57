"""What people change becomes part of the plan, marks it stale, and survives a suggestion."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from streamlit.testing.v1 import AppTest

from planner.plan import store
from planner.ui import drafts, editors
from tests.ui.conftest import Open, first_plan
from tests.ui.test_pages import texts

TOTAL = "goals.budget.total"


def badges(app: AppTest) -> str:
    return " ".join(str(one.value) for one in app.markdown if "badge" in str(one.value))


def draft(campaign: Path) -> drafts.Draft:
    found = drafts.find(campaign)
    assert found is not None
    return found


def total(app: AppTest) -> float | int | None:
    """What the field for the budget shows."""
    return next(one.value for one in app.number_input if one.label == "Total budget")


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def test_suggest_fills_every_section(suggested: AppTest, campaign: Path) -> None:
    plan = draft(campaign).plan
    assert plan.suggested
    assert "Suggestion ready for 3 regions." in texts(suggested)
    assert "Unsaved changes" in badges(suggested)
    assert plan.spend is not None
    assert plan.spend.total == Decimal(200_000)


def test_another_budget_marks_the_plan_stale(suggested: AppTest, campaign: Path) -> None:
    assert "Suggest again" not in badges(suggested)
    suggested.number_input(key=TOTAL).set_value(250_000.0).run()
    assert draft(campaign).plan.goals.budget.total == Decimal(250_000)
    assert "Suggest again" in badges(suggested)
    assert "€250,000.00" in texts(suggested)
    press(suggested, "suggest")
    assert "Suggest again" not in badges(suggested)
    spend = draft(campaign).plan.spend
    assert spend is not None
    assert spend.total == Decimal(250_000)


def test_a_budget_beyond_its_limits_is_refused_by_the_server(
    open_page: Open, campaign: Path
) -> None:
    app = open_page("4_Spend")
    app.number_input(key=TOTAL).set_value(-5.0).run()
    assert not app.exception
    assert drafts.find(campaign) is None


def test_discard_brings_the_saved_plan_back(open_page: Open, campaign: Path) -> None:
    app = open_page("4_Spend")
    app.number_input(key=TOTAL).set_value(1.0).run()
    assert "Unsaved changes" in badges(app)
    press(app, "discard")
    assert total(app) == 200_000
    assert "Saved" in badges(app)
    assert drafts.find(campaign) is None


def test_unsaved_changes_come_back_in_a_new_session(open_page: Open) -> None:
    app = open_page("4_Spend")
    app.number_input(key=TOTAL).set_value(123_456.0).run()
    again = open_page("4_Spend")
    assert total(again) == 123_456
    assert "Your unsaved changes from before are back." in texts(again)


def test_a_damaged_draft_is_set_aside(open_page: Open, campaign: Path) -> None:
    path = drafts.path_of(campaign)
    path.parent.mkdir(parents=True)
    path.write_text("# read: x\nfilm: [", encoding="utf-8")
    app = open_page("4_Spend")
    assert not app.exception
    assert not path.exists()
    assert path.with_suffix(".unreadable").exists()


def test_a_decided_date_survives_the_next_suggestion(suggested: AppTest, campaign: Path) -> None:
    app = suggested.switch_page("pages/3_Timing.py").run()
    app.selectbox(key="region").set_value("MX").run()
    app.date_input(key="decide.MX.date").set_value(date(2027, 7, 30))
    app.text_input(key="decide.MX.why").set_value("Festival in Guadalajara")
    press(app, "decide.set")
    assert "Mexico: Fri 30 Jul 2027" in texts(app)
    press(app, "suggest")
    plan = draft(campaign).plan
    assert plan.timing is not None
    assert plan.timing.regions["MX"].date == date(2027, 7, 30)
    assert plan.timing.regions["MX"].set_by == "override"
    press(app, "undo.timing.MX.date")
    assert not draft(campaign).plan.overrides


def test_a_decided_amount_survives_the_next_suggestion(suggested: AppTest, campaign: Path) -> None:
    suggested.selectbox(key="region").set_value("FR").run()
    suggested.selectbox(key="channel").set_value("paid_social").run()
    suggested.number_input(key="spend.FR.paid_social.amount").set_value(12_345.67).run()
    press(suggested, "decide.set")
    press(suggested, "suggest")
    spend = draft(campaign).plan.spend
    assert spend is not None
    assert sum(spend.regions["FR"].media["paid_social"]) == Decimal("12345.67")


def test_a_creator_left_out_stays_out(suggested: AppTest, campaign: Path) -> None:
    app = suggested.switch_page("pages/5_Creators.py").run()
    app.selectbox(key="creator").set_value("Carla").run()
    app.selectbox(key="creators.Carla.chosen.choice").set_value("out")
    press(app, "decide.set")
    press(app, "suggest")
    creators = draft(campaign).plan.creators
    assert creators is not None
    assert "Carla" not in creators.chosen


def test_suggest_without_regions_says_what_to_do(open_page: Open) -> None:
    app = open_page("2_Audience")
    app.multiselect(key="regions").set_value([]).run()
    press(app, "suggest")
    assert "Add at least one" in texts(app)


def test_an_impossible_window_is_explained_beside_it(open_page: Open, campaign: Path) -> None:
    app = open_page("3_Timing")
    app.date_input(key="goals.window.to").set_value(date(2027, 1, 1)).run()
    assert "ends before it starts" in texts(app)
    assert drafts.find(campaign) is None


def test_reasons_open_on_demand(suggested: AppTest) -> None:
    assert "How sure" not in texts(suggested)
    suggested.session_state["why"] = True
    suggested.run()
    assert not suggested.exception
    assert "How sure" in texts(suggested)
    assert "What would change it" in texts(suggested)


def test_suggesting_the_same_plan_twice_gives_the_same_plan(
    suggested: AppTest, campaign: Path
) -> None:
    first = draft(campaign).plan
    press(suggested, "suggest")
    assert draft(campaign).plan == first
    assert first.film == first_plan().film


def test_a_plan_changed_on_disk_is_shown_anew(open_page: Open, campaign: Path) -> None:
    app = open_page("4_Spend")
    path = campaign / store.PLAN
    path.write_text(path.read_text().replace("total: 200000", "total: 90000"), encoding="utf-8")
    app.run()
    assert total(app) == 90_000


def lines(app: AppTest, label: str, text: str) -> None:
    next(one for one in app.text_area if one.label.startswith(label)).set_value(text).run()
    assert not app.exception


def test_messages_are_edited_one_a_line_in_each_language(open_page: Open, campaign: Path) -> None:
    app = open_page("1_Film")
    app.selectbox(key="film.messages").set_value("fr").run()
    lines(app, "What we say", " Un. \n\nDeux.")
    lines(app, "Please do not show", "La fin.")
    film = draft(campaign).plan.film
    assert film.messages == {"fr": ["Un.", "Deux."]}
    assert film.do_not_show == {"fr": ["La fin."]}
    lines(app, "What we say", "")
    assert draft(campaign).plan.film.messages == {}


def test_titles_and_loglines_are_edited_by_language(open_page: Open, campaign: Path) -> None:
    path = campaign / store.PLAN
    text = path.read_text().replace("  sample: true\n", "  sample: true\n  logline: {en: Old.}\n")
    path.write_text(text, encoding="utf-8")
    app = open_page("1_Film")
    rows = [{"language": "en", "title": None, "text": "Old."}]
    app.session_state[editors.key_of("texts", rows)] = {
        "edited_rows": {0: {"text": "A quince."}},
        "added_rows": [{"language": "fr", "title": "Printemps"}],
        "deleted_rows": [],
    }
    press(app, "texts.apply")
    film = draft(campaign).plan.film
    assert film.local_titles == {"fr": "Printemps"}
    assert film.logline == {"en": "A quince."}
