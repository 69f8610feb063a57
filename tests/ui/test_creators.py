"""Page Creators in the dashboard: its tabs, before a suggestion and after, with any sheet."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.creators.offers import Offer
from planner.creators.sheet import read_sheet, write_sheet
from planner.errors import PlanError
from planner.model.plan import Plan
from planner.model.shortlist import RegionShortlist
from planner.plan import edit, records, store
from planner.plan.text import dump
from planner.suggest import read_inputs, suggest
from planner.ui import creators, creators_rows, creators_search, creators_texts, drafts, editors
from planner.ui.session import Work
from tests.ui.conftest import SHEET, Open, first_plan
from tests.ui.test_edit import press
from tests.ui.test_pages import texts
from tests.ui.test_spend import suggest_with

PAGE = "5_Creators"
TASK = object()
"""Stands for a search that was started."""
GOALS = first_plan().goals


def on_tab(app: AppTest, name: str) -> AppTest:
    app.session_state["creators.tab"] = name
    app.run()
    assert not app.exception
    return app


def sheet_of(campaign: Path) -> list[Offer]:
    return read_sheet(campaign / "creators.csv", GOALS)


def type_into(app: AppTest, key: str, **changes: object) -> AppTest:
    """Type into the editor `key` as a person does: `edited_rows`, `added_rows`, `deleted_rows`."""
    nothing: dict[str, object] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    app.session_state[key] = nothing | changes
    return app


def editor_of(campaign: Path) -> str:
    return editors.key_of("sheet", creators_rows.sheet_rows(sheet_of(campaign)))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """The test campaign's plan with a suggestion, made once."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "creators.csv").write_text(SHEET, encoding="utf-8")
    return suggest(first_plan(), read_inputs(first_plan(), folder)).plan


@pytest.fixture
def page(campaign: Path, open_page: Open, first: Plan) -> AppTest:
    """Page Creators of a campaign whose working plan was suggested and saved."""
    store.save(campaign, first, read=store.load(campaign / store.PLAN).digest)
    return open_page(PAGE)


def plan_of(campaign: Path) -> Plan:
    """The plan on screen."""
    found = drafts.find(campaign)
    return found.plan if found else store.load(campaign / store.PLAN).plan


def test_before_a_suggestion_the_sheet_is_what_is_open(open_page: Open) -> None:
    app = open_page(PAGE)
    assert not app.metric
    assert any("creator" in one.value for one in app.dataframe)
    assert creators_texts.NOT_YET in texts(on_tab(app, creators.SHORTLIST))
    assert creators_texts.NOT_YET in texts(on_tab(app, creators.CELLS))


@pytest.mark.parametrize("tab", creators.TABS)
def test_every_tab_opens_and_has_nothing_to_complain_about(page: AppTest, tab: str) -> None:
    on_tab(page, tab)
    assert not page.error


@pytest.mark.parametrize(
    ("tab", "charts"), [(creators.SHORTLIST, 2), (creators.CELLS, 2), (creators.SHEET, 0)]
)
def test_a_tab_is_drawn_when_it_is_open(page: AppTest, tab: str, charts: int) -> None:
    assert len(on_tab(page, tab).get("vega_lite_chart")) == charts


def test_the_shortlist_says_whom_it_reaches_for_what(page: AppTest, campaign: Path) -> None:
    section = plan_of(campaign).creators
    assert section is not None
    assert section.chosen
    assert f"{len(section.chosen)} creator" in texts(page)
    found = {one.label: one.value for one in page.metric}
    assert Decimal(found["Spent"].strip("€").replace(",", "")) == section.spent
    rows = next(one.value for one in page.dataframe if "Adds" in one.value)
    assert rows["Creator"].tolist() == list(section.chosen)
    france = rows[rows["Region"] == "France"]
    assert france["Words"].str.contains("Publicité").all()


def test_a_region_whose_rule_is_not_known_says_so(campaign: Path, open_page: Open) -> None:
    write_sheet(
        campaign / "creators.csv",
        [
            Offer(
                "Lu", "tiktok", region="MX", language="es", price=Decimal(9), people_reached=90_000
            )
        ],
    )
    app = open_page(PAGE)
    app.button(key="suggest").click().run()
    on_tab(app, creators.SHORTLIST)
    told = " ".join(str(one.value) for one in app.markdown)
    assert ("Rule not known" in told) == ("known to us in Mexico" in texts(app))


def test_reach_by_cell_tells_what_the_sum_of_audiences_hides(page: AppTest) -> None:
    on_tab(page, creators.CELLS)
    assert "in 2 cells see at least one of them" in texts(page)
    rows = next(one.value for one in page.dataframe if "Where" in one.value)
    assert set(rows["Where"]) == {"France, French", "Mexico, Spanish"}


def test_with_a_sheet_that_cannot_be_read_the_rest_works(page: AppTest, campaign: Path) -> None:
    (campaign / "creators.csv").write_bytes(b"creator,platform\n\xff\xfe,x\n")
    for tab in creators.TABS:
        on_tab(page, tab)
    assert page.metric
    on_tab(page, creators.SHEET)
    assert "is not UTF-8 text" in texts(page)


def test_money_and_rules_are_kept_and_can_be_taken_out(page: AppTest, campaign: Path) -> None:
    on_tab(page, creators.RULES)
    page.number_input(key="goals.budget.creators").set_value(4000.0).run()
    page.number_input(key="goals.shortlist.most_per_region").set_value(1).run()
    page.multiselect(key="goals.shortlist.languages").set_value(["es"]).run()
    goals = plan_of(campaign).goals
    assert goals.budget.creators == 4000
    assert "€4,000.00" in texts(page)
    assert goals.shortlist is not None
    assert (goals.shortlist.most_per_region, goals.shortlist.languages) == (1, ["es"])
    press(page, "suggest")
    section = plan_of(campaign).creators
    assert section is not None
    assert section.spent <= 4000
    assert "Carla" in section.chosen
    assert len({one.region for one in section.chosen.values()}) == len(section.chosen)
    press(page, "goals.shortlist.most_per_region.empty")
    press(page, "goals.budget.creators.empty")
    page.multiselect(key="goals.shortlist.languages").set_value([]).run()
    assert plan_of(campaign).goals == first_plan().goals
    field = next(one for one in page.number_input if one.label == "Money for creators")
    assert field.value is None


def test_a_region_has_limits_of_its_own(page: AppTest, campaign: Path) -> None:
    on_tab(page, creators.RULES)
    key = editors.key_of("creators.regions", creators_rows.rule_rows(plan_of(campaign)))
    limits = {0: {"most": 1, "budget": 2600.0}}
    press(type_into(page, key, edited_rows=limits), "creators.regions.apply")
    rules = plan_of(campaign).goals.shortlist
    assert rules is not None
    assert rules.regions["FR"] == RegionShortlist(most=1, budget=Decimal(2600))
    press(page, "suggest")
    found = on_tab(page, creators.SHORTLIST)
    section = plan_of(campaign).creators
    assert section is not None
    assert sum(one.region == "FR" for one in section.chosen.values()) <= 1
    assert not found.error


def test_the_curve_shows_where_the_shortlist_stands(page: AppTest) -> None:
    on_tab(page, creators.RULES)
    page.session_state["creators.curve"] = True
    page.run()
    assert not page.exception
    assert len(page.get("vega_lite_chart")) == 1 or creators_texts.ONE_LIST in texts(page)


def test_a_creator_is_left_out_with_a_reason_and_taken_back(page: AppTest, campaign: Path) -> None:
    page.selectbox(key="creator").set_value("Carla").run()
    page.selectbox(key="creators.Carla.chosen.choice").set_value("out").run()
    page.text_input(key="creators.Carla.chosen.why").set_value("works for a rival").run()
    press(page, "decide.set")
    assert "Carla: always out" in texts(page)
    assert "works for a rival" in texts(page)
    press(page, "suggest")
    section = plan_of(campaign).creators
    assert section is not None
    assert "Carla" not in section.chosen
    page.selectbox(key="creator").set_value("Carla").run()
    assert "Not on the shortlist." in texts(page)
    press(page, "undo.creators.Carla.chosen")
    assert not plan_of(campaign).overrides


def test_outreach_tells_what_comes_next_and_keeps_how_far_talks_are(
    page: AppTest, campaign: Path
) -> None:
    on_tab(page, creators.OUTREACH)
    assert "3 creators: 3 to write to." in texts(page)
    assert creators_texts.CONTACTS in texts(page)
    labels = [one.proto.label for one in page.get("download_button")]
    assert [label for label in labels if ".xlsx" in label and "Outreach" in label]
    key = next(
        str(one)
        for one in page.session_state
        if str(one).startswith("outreach.") and "apply" not in str(one)
    )
    changes = {0: {"state": "agreed", "disclosure_agreed": "yes"}}
    type_into(page, key, edited_rows=changes).run()
    on_tab(page, creators.SHORTLIST)
    on_tab(page, creators.OUTREACH)
    press(page, "outreach.apply")
    agreed = [one for one in sheet_of(campaign) if one.state == "agreed"]
    assert [one.disclosure_agreed for one in agreed] == [True]
    assert "3 creators: 2 to write to, 1 agreed." in texts(page)
    assert "Send the contract" in str(page.dataframe[0].value["next_step"].tolist())


def test_why_tells_of_the_list_and_of_the_creator_that_is_open(page: AppTest) -> None:
    page.selectbox(key="creator").set_value("Carla").run()
    page.session_state["why"] = True
    page.run()
    assert not page.exception
    assert "People reached by the shortlist" in texts(page)
    assert "People added by Carla" in texts(page)


def test_what_an_idea_still_lacks_is_told(page: AppTest, campaign: Path) -> None:
    path = campaign / "creators.csv"
    path.write_text(SHEET + "Dora,Twitch,JP,ja,,,,\n", encoding="utf-8")
    page.run()
    page.selectbox(key="creator").set_value("Dora").run()
    assert "Can't be chosen yet: the sheet lacks a price" in texts(page)


def test_a_creator_is_where_the_film_opens_in_a_country_of_a_group_too(
    campaign: Path, open_page: Open
) -> None:
    groups = {"goals.groups": {"LEV": ["LB", "JO"]}, "goals.regions.LEV": {}}
    (campaign / "plan.yaml").write_text(dump(edit.replace(first_plan(), groups)), encoding="utf-8")
    rows = "Rana,TikTok,LB,ar,10,9000,,\nRaul,TikTok,BR,pt,10,9000,,\n"
    (campaign / "creators.csv").write_text(SHEET + rows, encoding="utf-8")
    app = open_page(PAGE)
    app.button(key="suggest").click().run()
    on_tab(app, creators.SHORTLIST)
    app.selectbox(key="creator").set_value("Rana").run()
    assert "does not open" not in texts(app)
    app.selectbox(key="creator").set_value("Raul").run()
    assert "does not open" in texts(app)


def test_the_shortlist_is_signed_off_once_it_is_saved(
    page: AppTest, open_page: Open, campaign: Path
) -> None:
    page.selectbox(key="creator").set_value("Carla").run()
    page.selectbox(key="creators.Carla.chosen.choice").set_value("in").run()
    press(page, "decide.set")
    assert "Save the plan on page Plan first" in texts(page)
    press(page, "discard")
    app = on_tab(open_page(PAGE), creators.SHORTLIST)
    app.selectbox(key="creators.verdict.0").set_value("ok")
    app.text_input(key="creators.by.0").set_value("Nino")
    sign = next(one for one in app.button if one.label == "Record this sign-off")
    sign.click().run()
    assert not app.exception
    assert "The word of Nino on the shortlist is recorded." in texts(app)
    assert [one.by for one in records.read(campaign).of("sign_off")] == ["Nino"]
    assert "It can be contracted as it is: Nino" in texts(app)


def test_a_saved_version_is_shown_but_not_changed(page: AppTest, open_page: Open) -> None:
    on_tab(page, creators.RULES).number_input(key="goals.budget.creators").set_value(9.0).run()
    press(page.switch_page("pages/6_Plan.py").run(), "save")
    frozen = open_page(PAGE, version="2")
    for tab in creators.TABS:
        on_tab(frozen, tab)
    assert frozen.metric
    assert on_tab(frozen, creators.SHORTLIST).button(key="decide.set").disabled
    assert on_tab(frozen, creators.SHEET).button(key="sheet.apply").disabled
    assert on_tab(frozen, creators.RULES).button(key="creators.regions.apply").disabled


def test_a_thousand_creators_are_listed_and_a_long_shortlist_stays_readable(
    open_page: Open, campaign: Path
) -> None:
    offers = [
        Offer(
            f"Creator {n:04}",
            "tiktok",
            region="FR" if n % 2 else "MX",
            language="fr" if n % 2 else "es",
            price=Decimal(20 + n % 7),
            people_reached=1000 + n,
        )
        for n in range(1000)
    ]
    write_sheet(campaign / "creators.csv", offers)
    app = suggest_with(campaign, open_page, {"goals.budget.creators": 2000})
    app.switch_page(f"pages/{PAGE}.py").run()
    on_tab(app, creators.SHORTLIST)
    section = plan_of(campaign).creators
    assert section is not None
    assert len(section.chosen) > 40
    assert "creators add" in texts(app)
    assert not on_tab(app, creators.CELLS).error
    rows = next(one.value for one in on_tab(app, creators.SHEET).dataframe if "lacks" in one.value)
    assert len(rows) == 1000


def test_a_hidden_tab_that_fails_leaves_the_page_and_what_was_started(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Work) -> bool:
        raise PlanError("Nobody can tell the days.")

    monkeypatch.setitem(creators.PENDING, creators.OUTREACH, fails)
    assert on_tab(page, creators.SHORTLIST).button(key="decide.set")
    assert "Nobody can tell the days." in texts(page)
    started: list[object] = []
    monkeypatch.setitem(creators.PENDING, creators.OUTREACH, lambda _: True)
    monkeypatch.setattr(creators_search, "panel", lambda _: TASK)
    monkeypatch.setattr(creators, "run", started.append)
    on_tab(page, creators.FIND)
    assert started == [TASK]
