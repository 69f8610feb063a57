"""Page Timing in the dashboard: map, other dates, calendar, critical dates, rules, conflicts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.plan import edit, store
from planner.timing import conflict
from planner.ui import drafts, editors, timing_texts, timing_words
from tests.ui.conftest import Open, first_plan
from tests.ui.test_edit import draft, press
from tests.ui.test_pages import texts

PAGE = "pages/3_Timing.py"


@pytest.fixture
def timing(suggested: AppTest) -> AppTest:
    """Page Timing after Suggest was pressed."""
    app = suggested.switch_page(PAGE).run()
    assert not app.exception
    return app


def add(app: AppTest, name: str, *rows: dict[str, object]) -> AppTest:
    """Add rows to the empty editor of this name and press Apply."""
    app.session_state["timing.more"] = True
    app.run()
    app.session_state[editors.key_of(name, [])] = {
        "edited_rows": {},
        "added_rows": list(rows),
        "deleted_rows": [],
    }
    return press(app, f"{name}.apply")


def suggest_with(campaign: Path, open_page: Open, changes: dict[str, object]) -> AppTest:
    """Page Timing after Suggest was pressed for the first plan with `changes`."""
    plan = edit.replace(first_plan(), changes)
    store.save(campaign, plan, read=store.load(campaign / store.PLAN).digest)
    return press(open_page("3_Timing"), "suggest")


def test_the_map_the_timeline_and_a_chart_for_each_other_date_are_drawn(timing: AppTest) -> None:
    assert len(timing.get("vega_lite_chart")) == 2 + 3
    assert timing_words.HOW_TO_READ[0] in texts(timing)
    assert timing_words.OTHERS in texts(timing)


def test_figures_tell_dates_and_what_they_bring_with_the_bound(timing: AppTest) -> None:
    found = {one.label: one for one in timing.metric}
    assert found["Admissions, all regions"].value not in ("0", "–")
    assert "No other dates under these rules" in found["Admissions, all regions"].help


def test_a_region_says_how_often_its_week_stayed_the_best(timing: AppTest) -> None:
    assert "of 10 futures" in texts(timing)
    assert "France opens on " in texts(timing)


def test_what_must_be_ready_and_the_calendar_follow_the_region(timing: AppTest) -> None:
    timing.session_state["timing.region"] = "What must be ready"
    timing.selectbox(key="region").set_value("JP").run()
    frames = [one.value for one in timing.dataframe]
    ready = next(frame for frame in frames if "Takes" in frame and "After" in frame)
    assert "Japanese subtitles" in set(ready["What"])
    timing.session_state["timing.region"] = "Calendar"
    frames = [one.value for one in timing.run().dataframe]
    calendar = next(frame for frame in frames if "How sure" in frame)
    assert "Public holiday" in set(calendar["Kind"])


def test_critical_dates_of_all_regions_are_listed_and_can_be_downloaded(timing: AppTest) -> None:
    found = next(one.value for one in timing.dataframe if "Then comes" in one.value)
    assert {"France", "Japan"} <= set(", ".join(found["For"]).split(", "))
    assert " dates to keep." in texts(timing)
    assert len(timing.get("download_button")) >= 1


def test_the_map_is_hidden_while_it_belongs_to_other_inputs(
    timing: AppTest,
) -> None:
    timing.date_input(key="goals.window.to").set_value(date(2027, 8, 31)).run()
    assert not timing.exception
    assert timing_words.OUTDATED in texts(timing)
    assert any("Worth beside the date" in one.value for one in timing.dataframe)
    press(timing, "suggest")
    assert timing_words.OUTDATED not in texts(timing)


def test_an_order_is_added_kept_to_and_taken_back(timing: AppTest, campaign: Path) -> None:
    add(timing, "rules.order", {"first": "JP", "then": "FR", "at_least": 4, "why": "a tour"})
    rules = draft(campaign).plan.goals.rules
    assert rules is not None
    assert rules.order[0].why == "a tour"
    press(timing, "suggest")
    found = draft(campaign).plan.timing
    assert found is not None
    first, then = found.regions["JP"].date, found.regions["FR"].date
    assert first is not None
    assert then is not None
    assert (then - first).days >= 4 * 7 - 6
    rows = [{"first": "JP", "then": "FR", "at_least": 4, "why": "a tour"}]
    timing.session_state[editors.key_of("rules.order", rows)] = {
        "edited_rows": {},
        "added_rows": [],
        "deleted_rows": [0],
    }
    press(timing, "rules.order.apply")
    assert draft(campaign).plan.goals.rules is None


def test_lists_of_regions_are_given_by_name_or_code(open_page: Open, campaign: Path) -> None:
    app = open_page("3_Timing")
    add(app, "rules.apart", {"regions": "France, jp", "weeks": 3})
    add(app, "rules.together", {"regions": "MX; FR"})
    add(app, "rules.blackouts", {"from": "2027-04-01", "to": "2027-04-10"})
    rules = draft(campaign).plan.goals.rules
    assert rules is not None
    assert (rules.apart[0].regions, rules.apart[0].weeks) == (["FR", "JP"], 3)
    assert rules.together[0].regions == ["MX", "FR"]
    assert rules.blackouts[0].regions == []


def test_a_region_that_nobody_knows_is_named_and_changes_nothing(
    open_page: Open, campaign: Path
) -> None:
    app = open_page("3_Timing")
    add(app, "rules.apart", {"regions": "France; Narnia"})
    assert "Narnia" in texts(app)
    assert "This campaign has France; Mexico; Japan" in texts(app)
    assert drafts.find(campaign) is None


def test_rivals_and_events_become_part_of_the_plan(open_page: Open, campaign: Path) -> None:
    app = open_page("3_Timing")
    rival: dict[str, object] = {"title": "Big", "region": "FR", "date": "2027-04-07"}
    add(app, "competitors", rival | {"size": "large", "genres": "Drama, Comedy"})
    event: dict[str, object] = {"name": "Final", "from": "2027-05-01", "to": "2027-05-03"}
    add(app, "happenings", event | {"regions": "Japan", "effect": -0.2})
    goals = draft(campaign).plan.goals
    assert (goals.competitors[0].size, goals.competitors[0].genres) == (
        "large",
        ["Drama", "Comedy"],
    )
    assert (goals.happenings[0].regions, goals.happenings[0].effect) == (["JP"], -0.2)


def test_rules_that_cannot_all_hold_are_told_first(open_page: Open, campaign: Path) -> None:
    rules = {
        "together": [{"regions": ["FR", "MX"]}],
        "apart": [{"regions": ["FR", "MX"], "weeks": 2}],
    }
    app = suggest_with(campaign, open_page, {"goals.rules": rules})
    assert timing_texts.CONFLICTS in [one.value for one in app.error]
    line = next(str(one.value) for one in app.text if timing_texts.IMPOSSIBLE in str(one.value))
    assert "France and Mexico open in the same week" in line
    assert timing_texts.NOTES not in texts(app)


def test_a_rival_in_no_region_of_the_plan_is_a_note_and_no_conflict(
    open_page: Open, campaign: Path
) -> None:
    rival = {"title": "Far", "region": "BR", "date": "2027-04-07"}
    app = suggest_with(campaign, open_page, {"goals.competitors": [rival]})
    assert "Far" in texts(app)
    assert timing_texts.NOTES in texts(app)
    assert not app.error


def test_a_region_without_a_date_says_so(open_page: Open, campaign: Path) -> None:
    changes: dict[str, object] = {
        "goals.window.to": "2027-03-07",
        "goals.team": {"openings_per_week": 1},
    }
    app = suggest_with(campaign, open_page, changes)
    assert "no date" in texts(app)
    section = draft(campaign).plan.timing
    assert section is not None
    dateless = next(code for code, one in section.regions.items() if one.date is None)
    app.selectbox(key="region").set_value(dateless).run()
    assert not app.exception
    assert timing_texts.NO_DATE_YET in texts(app)


def test_a_saved_version_is_shown_but_not_changed(suggested: AppTest, open_page: Open) -> None:
    app = suggested.switch_page("pages/6_Plan.py").run()
    press(app, "save")
    app = open_page("3_Timing", version="2")
    app.date_input(key="goals.window.to").set_value(date(2027, 8, 31)).run()
    press(app.switch_page("pages/6_Plan.py").run(), "save")
    frozen = open_page("3_Timing", version="2")
    assert not frozen.exception
    assert len(frozen.get("vega_lite_chart")) == 2 + 3
    assert frozen.date_input(key="decide.FR.date").disabled
    frozen.session_state["timing.more"] = True
    assert frozen.run().button(key="rules.order.apply").disabled


def test_what_marks_a_conflict_is_what_timing_writes() -> None:
    assert timing_texts.IMPOSSIBLE == conflict.IMPOSSIBLE


def test_the_list_of_dates_is_drawn_when_its_tab_is_opened(timing: AppTest) -> None:
    assert not any("Waits for" in one.value for one in timing.dataframe)
    timing.session_state["timing.dates"] = "List of dates"
    timing.run()
    listed = next(one.value for one in timing.dataframe if "Waits for" in one.value)
    assert listed["Stayed the best"].str.fullmatch(r"\d+ of 10").all()
    assert "Demand, after competition and lag" in listed


def test_questions_are_asked_when_they_are_wanted(timing: AppTest) -> None:
    assert "Culture and sign-off" not in [one.value for one in timing.subheader]
    timing.session_state["timing.questions"] = True
    assert "Culture and sign-off" in [one.value for one in timing.run().subheader]
