"""Page Spend, what it works out anew: curves, facts, language versions, other plans, many cases."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from planner.model.plan import Plan
from planner.plan import edit, store
from planner.spend.objective import WORDS
from planner.ui import (
    cache,
    editors,
    spend_compare,
    spend_more,
    spend_own,
    spend_region,
    spend_texts,
    spend_words,
)
from tests.ui.conftest import Open, first_plan
from tests.ui.test_edit import draft, press
from tests.ui.test_pages import texts

PAGE = "4_Spend"
TABS = {
    "spend.cell": spend_region.TABS,
    "spend.if": ("Compare", "The next money", "More or less money", "A wanted outcome"),
    "spend.sure": ("Good and bad cases", "How stable each share is"),
}


def opened(app: AppTest, **parts: object) -> AppTest:
    """The page with these tabs and expanders open; `__` stands for a dot."""
    for name, value in parts.items():
        app.session_state[name.replace("__", ".")] = value
    app.run()
    assert not app.exception
    return app


def plan_of(campaign: Path) -> Plan:
    return draft(campaign).plan


def table(app: AppTest, column: str) -> pd.DataFrame:
    return next(one.value for one in app.dataframe if column in one.value)


@pytest.fixture
def france(suggested: AppTest) -> AppTest:
    """The page after a suggestion, with France and paid social chosen."""
    suggested.selectbox(key="region").set_value("FR")
    suggested.selectbox(key="channel").set_value("paid_social").run()
    return suggested


def test_a_cell_has_its_curve_with_the_plans_point(france: AppTest) -> None:
    app = opened(france, spend__cell="What it brings")
    assert "more would bring about" in texts(app)
    assert len(app.get("vega_lite_chart")) == 1


def test_a_cell_that_gets_nothing_says_from_where_it_pays(france: AppTest, campaign: Path) -> None:
    section = plan_of(campaign).spend
    assert section is not None
    code, channel = next(
        (code, name)
        for code, one in section.regions.items()
        for name in ("ctv_tv", "out_of_home")
        if one.flight_start and not one.by_channel.get(name)
    )
    france.selectbox(key="region").set_value(code)
    france.selectbox(key="channel").set_value(channel)
    app = opened(france, spend__cell="What it brings")
    assert "It gets nothing" in texts(app)


def test_a_price_has_its_range_and_season_and_people_their_contacts(france: AppTest) -> None:
    app = opened(france, spend__cell="Prices and people")
    assert "A thousand impressions cost €" in texts(app)
    assert "of an average month" in texts(app) or "as in an average month" in texts(app)
    assert "The price is from: " in texts(app)
    assert {"Impressions", "People reached", "Contacts each"} <= {one.label for one in app.metric}


def test_every_figure_behind_a_cell_has_its_source(france: AppTest) -> None:
    rows = table(opened(france, spend__cell="Facts behind it"), "How well known")
    assert {"Price of a thousand impressions, Paid social", "People, France"} <= set(rows["What"])
    assert (rows["Source"] != "").all()
    assert not rows["What"].str.contains("_").any()


@pytest.mark.parametrize(
    ("parts", "name", "told"),
    [
        ({}, "budget", "Agency's commission"),
        ({"spend.part.languages": True}, "languages", "Share of people who understand"),
        ({"spend.part.flights": True}, "flights", "Usual share of the money, by week"),
    ],
)
def test_figures_of_other_parts_have_their_sources_too(
    suggested: AppTest, parts: dict[str, object], name: str, told: str
) -> None:
    app = opened(suggested, **parts, **{f"spend.facts.{name}": True})
    rows = table(app, "How well known")
    assert rows["What"].str.startswith(told).any()
    assert (rows["Source"] != "").all()
    assert app.button(key=f"{name}.fact.set")


def test_a_fact_of_ones_own_holds_and_is_taken_back(france: AppTest, campaign: Path) -> None:
    app = opened(france, spend__cell="Facts behind it")
    app.selectbox(key="spend.fact").set_value("cpm.paid_social").run()
    app.number_input(key="spend.facts.cpm.paid_social.value").set_value(9.5)
    app.text_input(key="spend.facts.cpm.paid_social.why").set_value("a quote")
    press(app, "spend.fact.set")
    assert "Price of a thousand impressions, Paid social: 9.5 instead of 18.1" in texts(app)
    assert spend_texts.OUTDATED in texts(app)
    press(app, "suggest")
    decided = edit.override_at(plan_of(campaign), "facts.cpm.paid_social")
    assert decided is not None
    assert (float(str(decided.value)), decided.why) == (9.5, "a quote")
    rows = table(app, "How well known").set_index("What")
    own = rows.loc["Price of a thousand impressions, Paid social"]
    assert str(own["Value"]).startswith("9.5 ")
    assert own["How well known"] == spend_texts.OWN_FACT
    press(app, "undo.facts.cpm.paid_social")
    assert not plan_of(campaign).overrides


def test_a_language_version_is_put_in_and_stays(suggested: AppTest, campaign: Path) -> None:
    app = opened(suggested, spend__part__languages=True)
    assert table(app, "Brings")["Version"].is_unique
    app.selectbox(key="language").set_value("es dub").run()
    app.selectbox(key="languages.es dub.chosen.choice").set_value("in").run()
    press(app, "languages.set")
    assert "Spanish dub: always in" in texts(app)
    press(app, "suggest")
    section = plan_of(campaign).spend
    assert section is not None
    assert "es dub" in section.language_versions
    assert "Yes, you decided" in set(table(app, "Brings")["Paid for"])


def test_another_plan_stands_beside_this_one_and_changes_nothing(
    suggested: AppTest, campaign: Path
) -> None:
    before = plan_of(campaign)
    app = opened(suggested, spend__part__whatif=True)
    assert spend_texts.NO_CHANGE in texts(app)
    app.number_input(key="spend.Plan A.total").set_value(300_000.0).run()
    rows = table(app, "Figure").set_index("Figure")
    assert list(rows.loc["Our budget"]) == ["€200,000", "€300,000"]
    assert rows.loc["Regions that open"].nunique() == 1
    app.multiselect(key="spend.Plan A.without").set_value(["MX"]).run()
    rows = table(app, "Figure").set_index("Figure")
    assert list(rows.loc["Regions that open"]) == ["3", "2"]
    assert not app.exception
    assert plan_of(campaign) == before


def test_a_plan_that_cannot_be_says_why_and_the_others_stand(suggested: AppTest) -> None:
    app = opened(suggested, spend__part__whatif=True, spend__others=2)
    app.number_input(key="spend.Plan A.total").set_value(100.0)
    app.number_input(key="spend.Plan B.total").set_value(250_000.0).run()
    assert not app.exception
    assert "Plan A can't be:" in [one.value for one in app.error]
    assert "short of" in texts(app)
    assert list(table(app, "Figure"))[1:] == ["This plan", "Plan B"]


def test_one_more_limit_is_part_of_another_plan(suggested: AppTest) -> None:
    app = opened(suggested, spend__part__whatif=True)
    app.selectbox(key="spend.Plan A.at").set_value("region:FR").run()
    app.number_input(key="spend.Plan A.most").set_value(1_000.0).run()
    app.session_state["Media by region"] = True
    assert list(table(app, "Figure"))[1:] == ["This plan", "Plan A"]


def test_the_next_money_and_other_budgets_are_drawn(suggested: AppTest) -> None:
    app = opened(suggested, spend__part__whatif=True)
    app = opened(app, spend__if="The next money")
    assert "of our media brings about" in texts(app)
    assert "The next €1,000 buys, in admissions: " in texts(app)
    assert len(app.get("vega_lite_chart")) == 2
    app = opened(app, spend__if="More or less money")
    assert "net media" in texts(app)
    assert len(app.get("vega_lite_chart")) == 1


def test_a_wanted_outcome_is_answered_with_its_least_money(suggested: AppTest) -> None:
    app = opened(suggested, spend__part__whatif=True)
    app = opened(app, spend__if="A wanted outcome")
    field = next(one for one in app.number_input if one.label.startswith("Wanted"))
    field.set_value(1.0)
    press(app, "spend.wanted.ask")
    assert "it takes at least" in texts(app)
    field = next(one for one in app.number_input if one.label.startswith("Wanted"))
    field.set_value(1e9)
    press(app, "spend.wanted.ask")
    assert spend_texts.OUT_OF_REACH in texts(app)


def test_ones_own_split_is_judged_beside_the_plan(suggested: AppTest, campaign: Path) -> None:
    app = opened(suggested, spend__part__whatif=True)
    app = opened(app, spend__if="Your own split")
    press(app, "spend.own.apply")
    assert "That is about the same." in texts(app)
    plan = plan_of(campaign)
    money = cache.outcome(plan, campaign).money
    held = money.case.by_cell
    less = spend_own.judged(plan, money, {cell: x / 2 for cell, x in held.items()})
    more = spend_own.judged(plan, money, {cell: 2 * x for cell, x in held.items()})
    assert " admissions less." in less
    assert "But our part" not in less
    assert " admissions more. But our part of it is €" in more


def test_cases_and_splits_are_shown_and_another_split_is_chosen(
    suggested: AppTest, campaign: Path
) -> None:
    app = opened(suggested, spend__part__sure=True)
    rows = table(app, "On average")
    assert rows["In the plan"].tolist() == ["Yes", "", ""]
    assert {"Bad case", "Middle", "Good case"} <= {one.label for one in app.metric}
    app = opened(app, spend__sure="How stable each share is")
    assert len(app.get("vega_lite_chart")) == 1
    app = opened(app, spend__sure="Good and bad cases")
    press(app, "split_for.cautious")
    assert plan_of(campaign).goals.split_for == "cautious"
    press(app, "suggest")
    assert table(app, "On average")["In the plan"].tolist() == ["", "", "Yes"]


@pytest.mark.parametrize(
    "changes",
    [
        {"goals.objective": "reach"},
        {"goals.objective": "net revenue", "goals.split_for": "average"},
        {"goals.regions": {"FR": {}}},
        {"goals.regions": {"JP": {"pays": "partner", "minimum_spend": 20_000}}},
        {"goals.regions": {"FR": {"rights": {"holder": "Somebody", "from": "2029-01-01"}}}},
    ],
    ids=["reach", "net revenue, average", "one region", "partners alone", "no date"],
)
def test_every_part_opens_in_every_state(
    campaign: Path, open_page: Open, changes: dict[str, object]
) -> None:
    plan = edit.replace(first_plan(), changes)
    store.save(campaign, plan, read=store.load(campaign / store.PLAN).digest)
    app = press(open_page(PAGE), "suggest")
    for name in spend_more.PARTS:
        app.session_state[f"spend.part.{name}"] = True
    for key, tabs in TABS.items():
        for tab in tabs:
            app.session_state[key] = tab
            app.run()
            assert not app.exception, (key, tab)
            assert not app.error, (key, tab)


def test_names_of_objectives_and_plans_are_whole() -> None:
    assert set(spend_words.OBJECTIVES) == set(spend_words.UNITS) == set(WORDS)
    assert len(set(spend_compare.NAMES)) == len(spend_compare.NAMES)
    assert editors.named(spend_words.OBJECTIVES)("reach") == "People reached often enough"
