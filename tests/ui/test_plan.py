"""Page Plan: each tab tells what it is for, and each link leads to the place it names."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.plan import edit, records, store
from planner.ui import deep
from tests.ui.conftest import SLUG, Open
from tests.ui.test_edit import TOTAL, badges, draft, press
from tests.ui.test_pages import texts
from tests.ui.test_save import changed, open_tab, save


def links(app: AppTest) -> list[str]:
    """Where the links of the page lead, with their query."""
    return [f"{one.proto.page}?{one.proto.query_string}" for one in app.get("page_link")]


def decided(campaign: Path, on: date) -> None:
    """Let plan.yaml and a version hold a decision on Mexico's date."""
    found = store.load(campaign / store.PLAN)
    plan = edit.with_override(
        found.plan, "timing.MX.date", date(2027, 7, 30), by="Nino", why="Festival", on=on
    )
    store.save(campaign, plan, read=found.digest)


def test_every_tab_opens_before_and_after_a_suggestion(open_page: Open) -> None:
    app = open_page("6_Plan")
    for tab in deep.PLAN.values():
        assert not open_tab(app, tab).error, tab
    press(app, "suggest")
    for tab in deep.PLAN.values():
        assert not open_tab(app, tab).error, tab


def test_the_page_opens_at_the_tab_that_a_link_names(open_page: Open) -> None:
    app = open_page("6_Plan", open="versions")
    assert not app.exception
    assert "Compare two versions" in [str(one.value) for one in app.subheader]
    assert "open" not in app.query_params


@pytest.mark.parametrize("name", ["no-such-tab", "", "versions "])
def test_a_place_that_is_not_there_opens_the_page(open_page: Open, name: str) -> None:
    app = open_page("6_Plan", open=name, region="XX")
    assert not app.exception
    assert not app.error


def test_a_link_chooses_the_region_and_opens_its_questions(suggested: AppTest) -> None:
    suggested.query_params["region"], suggested.query_params["open"] = "MX", "questions"
    app = suggested.switch_page("pages/3_Timing.py").run()
    assert not app.exception
    assert app.selectbox(key="culture.region").value == "MX"


@pytest.mark.parametrize(
    ("page", "at", "query"),
    [
        ("timing", "timing.regions.MX.date", {"region": "MX"}),
        ("timing", "timing.regions.MX", {"region": "MX", "open": "questions"}),
        ("timing", "timing.MX.date", {"region": "MX"}),
        ("timing", "goals.regions.DE.certificate", {"region": "DE", "open": "clearance"}),
        ("timing", "goals.rules.apart", {"open": "rules"}),
        ("spend", "goals.regions.MX.cap", {"region": "MX"}),
        ("spend", "spend.MX.paid_social", {"region": "MX"}),
        ("film", "film.comps", {"open": "comps"}),
        ("film", "film.title", {}),
        ("spend", "languages.de dub", {"open": "languages"}),
        ("plan", "overrides", {"open": "decisions"}),
        ("creators", "goals.shortlist.regions", {"open": "rules"}),
        ("spend", "", {}),
    ],
)
def test_a_key_path_is_found_on_its_page(page: str, at: str, query: dict[str, str]) -> None:
    assert deep.query(page, at) == query


def test_checks_lead_to_their_page(suggested: AppTest) -> None:
    app = open_tab(suggested.switch_page("pages/6_Plan.py"), "Checks")
    assert any(str(one.value).startswith(":orange-badge") for one in app.markdown)
    assert any(link.startswith("Film?") and "open=comps" in link for link in links(app))
    assert any("passed" in str(one.label) for one in app.expander)


def test_changes_tell_inputs_apart_from_what_followed(suggested: AppTest) -> None:
    suggested.number_input(key=TOTAL).set_value(150_000.0).run()
    app = open_tab(suggested.switch_page("pages/6_Plan.py"), "Changes")
    headings = [str(one.value) for one in app.subheader]
    assert any(one.startswith("What we changed (1)") for one in headings)
    assert any(one.startswith("What followed") for one in headings)
    assert "Total budget: EUR 150,000 (was EUR 200,000)" in texts(app)
    names = [str(one.proto.label) for one in app.get("download_button")]
    assert "Changes as Markdown (.md)" in names


def test_no_changes_say_so(open_page: Open) -> None:
    assert "Nothing differs" in texts(open_tab(open_page("6_Plan"), "Changes"))


def test_a_decision_is_listed_and_dropped(open_page: Open, campaign: Path) -> None:
    decided(campaign, date(2026, 6, 1))
    app = open_tab(open_page("6_Plan"), "Decisions")
    assert "Mexico: Fri 30 Jul 2027. Festival (Nino, 1 Jun 2026)" in texts(app)
    assert any(link.startswith("Timing?") and "region=MX" in link for link in links(app))
    press(app, "undo.timing.MX.date")
    assert not draft(campaign).plan.overrides


def test_a_decision_whose_data_changed_is_confirmed_today(open_page: Open, campaign: Path) -> None:
    decided(campaign, date(2026, 6, 1))
    found = store.load(campaign / store.PLAN)
    changes = {"goals.window.from": date(2027, 4, 1), "as_of": date(2026, 9, 1)}
    store.save(campaign, edit.replace(found.plan, changes), read=found.digest)
    app = open_tab(open_page("6_Plan"), "Decisions")
    assert any("Data changed" in str(one.value) for one in app.markdown)
    press(app, "decisions.confirm.timing.MX.date")
    (kept,) = draft(campaign).plan.overrides
    assert kept.value == date(2027, 7, 30)
    assert kept.on == date.today()  # noqa: DTZ011  # the page's own day
    assert (kept.by, kept.why) == ("Nino", "Festival")


def test_decisions_of_a_saved_version_can_only_be_read(open_page: Open, campaign: Path) -> None:
    decided(campaign, date(2026, 6, 1))
    save(changed(open_page))
    app = open_tab(open_page("6_Plan", version="2"), "Decisions")
    assert app.button(key="undo.timing.MX.date").disabled


def test_sign_offs_stand_in_one_table(suggested: AppTest, campaign: Path) -> None:
    app = save(suggested.switch_page("pages/6_Plan.py").run())
    app = open_tab(app, "Sign-offs")
    table = app.dataframe[0].value
    assert table["What"].iloc[0] == "Campaign"
    assert "Shortlist of creators" in list(table["What"])
    assert {"France", "Mexico", "Japan"} <= set(table["Region"])
    assert any("open=questions" in link and "region=FR" in link for link in links(app))
    assert not records.read(campaign).records


def test_the_file_is_shown_as_it_lies_there(open_page: Open, campaign: Path) -> None:
    path = campaign / store.PLAN
    path.write_text(path.read_text() + "# ask Keti\n", encoding="utf-8")
    app = open_tab(open_page("6_Plan"), "File")
    assert app.code[0].value == path.read_text().strip()
    assert str(path.resolve()) in texts(app).replace("\\", "")
    assert "ask Keti" in texts(app)


def test_the_file_shows_unsaved_changes_as_they_would_be_saved(open_page: Open) -> None:
    app = open_tab(changed(open_page), "File")
    assert "total: 77000" in app.code[0].value


def test_sharing_names_what_to_send_and_what_never(open_page: Open) -> None:
    told = texts(open_tab(open_page("6_Plan"), "Share"))
    for word in (f"campaigns/{SLUG}", "contacts.yaml", "pull request", "records", "v-file"):
        assert word in told
    assert "in no git repository" in told


def test_git_is_set_up_for_plans_with_one_button(
    open_page: Open, campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    root = campaign.parents[1]
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    app = open_tab(open_page("6_Plan"), "Share")
    assert f"git repository {root.resolve()}" in texts(app)
    assert "Not yet" in badges(app)
    press(app, "share.setup")
    assert "Not yet" not in badges(app)
    assert "microhit" in (root / ".gitattributes").read_text()
    assert "contacts.yaml" in (root / ".gitignore").read_text()


def test_the_first_version_is_compared_with_the_newest(open_page: Open) -> None:
    save(changed(open_page))
    app = open_tab(open_page("6_Plan", version="1"), "Versions")
    assert "Total budget: EUR 77,000 (was EUR 200,000)" in texts(app)
