"""Page Spend in the dashboard: budget, split, weeks, inputs; before a suggestion and after."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from planner.model.plan import Plan
from planner.plan import edit, store
from planner.ui import drafts, editors, spend, spend_media, spend_texts
from tests.ui.conftest import Open, first_plan
from tests.ui.test_edit import draft, press
from tests.ui.test_pages import texts

PAGE = "4_Spend"


def suggest_with(campaign: Path, open_page: Open, changes: dict[str, object]) -> AppTest:
    """Page Spend after Suggest was pressed for the first plan with `changes`."""
    plan = edit.replace(first_plan(), changes)
    store.save(campaign, plan, read=store.load(campaign / store.PLAN).digest)
    return press(open_page(PAGE), "suggest")


def add(app: AppTest, name: str, *rows: dict[str, object]) -> AppTest:
    """Add rows to the empty editor of this name, where it is, and press Apply."""
    app.session_state["spend.more"] = True
    app.session_state["spend.part.flights"] = True
    app.run()
    app.session_state[editors.key_of(name, [])] = {
        "edited_rows": {},
        "added_rows": list(rows),
        "deleted_rows": [],
    }
    return press(app, f"{name}.apply")


def table(app: AppTest, column: str) -> pd.DataFrame:
    """The table on the page that has this column."""
    return next(one.value for one in app.dataframe if column in one.value)


def amount(text: str) -> Decimal:
    return Decimal(text.strip("€").replace(",", ""))


def goals(campaign: Path) -> Plan:
    return draft(campaign).plan


def test_before_a_suggestion_there_are_inputs_alone(open_page: Open) -> None:
    app = open_page(PAGE)
    assert not app.exception
    assert not app.tabs
    assert app.number_input(key="goals.budget.total").value == 200_000


def test_figures_tell_money_and_a_range_to_two_digits(suggested: AppTest) -> None:
    found = {one.label: one.value for one in suggested.metric}
    assert found["Our budget"] == "€200,000"
    low, high = found["Admissions"].split("–")
    assert all(len(end.strip("KMB").replace(".", "").strip("0")) <= 2 for end in (low, high))


def test_the_budget_adds_up_to_the_cent_net_and_gross(suggested: AppTest) -> None:
    rows = table(suggested, "Gross")
    heads = rows[~rows["Line"].str.startswith("\u2003")]
    gross = [amount(text) for text in heads["Gross"]]
    assert gross[-1] == Decimal(200_000) == sum(gross[:-1])
    net = [amount(text) for text in heads["Net"]]
    assert net[-1] == sum(net[:-1])


def test_partners_money_stands_apart_with_what_was_agreed(campaign: Path, open_page: Open) -> None:
    app = suggest_with(
        campaign,
        open_page,
        {
            "goals.regions.JP.minimum_spend": 900_000,
            "goals.regions.JP.cap": 2_000_000,
            "goals.regions.JP.currency": "JPY",
        },
    )
    agreed = table(app, "At least").set_index("Region").loc["Japan"]
    assert (agreed["Who pays"], agreed["Partner"]) == ("Partner pays", "Karin")
    assert amount(str(agreed["We pay"])) == 0
    assert amount(str(agreed["Partner pays"])) >= amount(str(agreed["At least"])) - 1 > 0
    assert "JPY" in texts(app)
    theirs = table(app, "Commission")
    sums = next(one.value for one in app.dataframe if list(one.value)[:2] == ["Partner", "Net"])
    assert list(sums["Partner"]) == ["Karin"]
    assert not theirs["Line"].str.contains("Karin").any()


def test_the_budget_can_be_taken_home(suggested: AppTest) -> None:
    labels = [one.proto.label for one in suggested.get("download_button")]
    assert [label for label in labels if ".xlsx" in label or ".csv" in label]


@pytest.mark.parametrize(("tab", "charts"), list(zip(spend.TABS, (0, 1, 1, 0), strict=True)))
def test_a_tab_of_the_split_is_drawn_when_it_is_opened(
    suggested: AppTest, tab: str, charts: int
) -> None:
    suggested.session_state["tables"] = tab
    suggested.run()
    assert not suggested.exception
    assert len(suggested.get("vega_lite_chart")) == charts
    assert any("Line" in one.value for one in suggested.dataframe) == (tab == spend.TABS[0])


def test_a_region_says_what_it_gets_and_each_channel_its_amount(suggested: AppTest) -> None:
    suggested.selectbox(key="region").set_value("FR").run()
    assert "France gets €" in texts(suggested)
    assert any(": €" in str(option) for option in suggested.selectbox(key="channel").options)


def test_limits_are_given_in_money_or_percent_and_kept(open_page: Open, campaign: Path) -> None:
    app = open_page(PAGE)
    share: dict[str, object] = {"at": "channel:search", "most": 20, "unit": "share", "why": "dear"}
    add(app, "spend.limits", share, {"at": "FR.search", "least": 500, "unit": "money"})
    found = goals(campaign).goals.limits
    assert [(one.at, one.least, one.most, one.unit) for one in found] == [
        ("channel:search", None, 0.2, "share"),
        ("FR.search", 500, None, "money"),
    ]
    press(app, "suggest")
    section = goals(campaign).spend
    assert section is not None
    bought = {code: one.by_channel.get("search", 0) for code, one in section.regions.items()}
    assert bought["FR"] >= 500
    rows = [one.value for one in app.dataframe if "now" in one.value]
    assert "of our media" in str(rows[0]["now"][0])


def test_an_impossible_limit_changes_nothing_and_is_named(open_page: Open, campaign: Path) -> None:
    app = open_page(PAGE)
    row: dict[str, object] = {"at": "region:FR", "least": 900, "most": 100, "unit": "money"}
    add(app, "spend.limits", row)
    assert "least 900 is above most 100" in texts(app)
    assert drafts.find(campaign) is None


def test_weeks_without_media_are_given_by_name(suggested: AppTest, campaign: Path) -> None:
    row: dict[str, object] = {"from": "2027-03-01", "to": "2027-03-14", "why": "an election"}
    add(suggested, "spend.hiatus", row | {"regions": "France", "channels": "Search; CTV and TV"})
    pause = goals(campaign).goals.hiatus[0]
    assert (pause.regions, pause.channels) == (["FR"], ["search", "ctv_tv"])


def test_a_channel_that_nobody_knows_is_named_and_changes_nothing(
    suggested: AppTest, campaign: Path
) -> None:
    row: dict[str, object] = {"from": "2027-03-01", "to": "2027-03-14", "channels": "Radio"}
    add(suggested, "spend.hiatus", row)
    assert "Radio" in texts(suggested)
    assert not goals(campaign).goals.hiatus


def test_decision_rules_are_told_in_words_and_edited(suggested: AppTest, campaign: Path) -> None:
    suggested.session_state["spend.part.flights"] = True
    suggested.session_state["spend.flights"] = "Decision rules"
    suggested.run()
    assert "If the second week loses less than 30" in texts(suggested)
    row: dict[str, object] = {"measure": "opening_to_plan", "side": "below", "value": 50}
    add(suggested, "spend.decisions", row | {"then": "cut", "regions": "MX"})
    rule = goals(campaign).goals.decisions[0]
    assert (rule.measure, rule.below, rule.then, rule.regions) == (
        "opening_to_plan",
        0.5,
        "cut",
        ["MX"],
    )


def test_rates_are_the_persons_own_with_their_day(open_page: Open, campaign: Path) -> None:
    row: dict[str, object] = {"currency": "JPY", "value": 0.0061, "as_of": "2026-05-30"}
    add(open_page(PAGE), "spend.rates", row | {"source": "our bank"})
    rate = goals(campaign).goals.rates["JPY"]
    assert (rate.value, rate.as_of.isoformat(), rate.source) == (0.0061, "2026-05-30", "our bank")


@pytest.mark.parametrize(("percent", "share"), [(12.5, 0.125), (0.0, 0.0)])
def test_commission_is_given_in_percent(
    open_page: Open, campaign: Path, percent: float, share: float
) -> None:
    app = open_page(PAGE)
    app.number_input(key="goals.budget.commission").set_value(percent).run()
    assert goals(campaign).goals.budget.commission == share


@pytest.mark.parametrize("objective", ["reach", "gross", "net revenue"])
def test_another_objective_is_split_for_and_shown(
    campaign: Path, open_page: Open, objective: str
) -> None:
    app = suggest_with(campaign, open_page, {"goals.objective": objective})
    assert app.selectbox(key="goals.objective").value == objective
    section = goals(campaign).spend
    assert section is not None
    assert section.media > 0
    assert not app.error


def test_a_saved_version_is_shown_but_not_changed(suggested: AppTest, open_page: Open) -> None:
    press(suggested.switch_page("pages/6_Plan.py").run(), "save")
    app = open_page(PAGE, version="2")
    app.number_input(key="goals.budget.total").set_value(150_000.0).run()
    press(app.switch_page("pages/6_Plan.py").run(), "save")
    frozen = open_page(PAGE, version="2")
    frozen.session_state["spend.more"] = True
    frozen.session_state["spend.part.flights"] = True
    frozen.run()
    assert not frozen.exception
    assert table(frozen, "Gross")["Gross"].iloc[-1] == "€200,000.00"
    keys = ("spend.limits.apply", "spend.rates.apply", "spend.hiatus.apply", "decide.set")
    assert all(frozen.button(key=key).disabled for key in keys)
    assert frozen.number_input(key="goals.budget.commission").disabled


def test_one_region_is_enough(campaign: Path, open_page: Open) -> None:
    app = suggest_with(campaign, open_page, {"goals.regions": {"FR": {}}})
    app.session_state["tables"] = spend.TABS[1]
    app.session_state["spend.part.flights"] = True
    app.run()
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 2
    assert "goes to media in 1 region" in texts(app)


def test_without_any_date_no_media_is_planned_and_the_page_says_so(
    campaign: Path, open_page: Open
) -> None:
    rights = {"holder": "Somebody", "from": "2029-01-01"}
    changes: dict[str, object] = {"goals.regions": {"FR": {"rights": rights}}}
    app = suggest_with(campaign, open_page, changes)
    app.session_state["spend.part.flights"] = True
    app.run()
    assert not app.exception
    assert spend_texts.NO_REGION_DATE in texts(app)
    assert spend_texts.NO_MEDIA in texts(app)


def test_a_file_of_fitted_curves_is_named(open_page: Open, campaign: Path) -> None:
    app = open_page(PAGE)
    app.session_state["spend.more"] = True
    app.run()
    app.text_input(key="goals.curves").set_value("fitted.csv").run()
    assert not app.exception
    assert goals(campaign).goals.curves == "fitted.csv"
    app.text_input(key="goals.curves").set_value("../elsewhere.csv").run()
    assert app.error
    assert goals(campaign).goals.curves == "fitted.csv"


def test_the_media_plan_has_the_lines_of_a_region_and_its_files_those_of_all(
    suggested: AppTest, campaign: Path
) -> None:
    suggested.selectbox(key="region").set_value("MX").run()
    suggested.session_state["spend.part.flights"] = True
    suggested.session_state["spend.flights"] = "Media plan"
    suggested.run()
    assert not suggested.exception
    lines = table(suggested, "CPM")
    assert set(lines["Region"]) == {"Mexico"}
    assert lines["Line"].is_unique
    text = spend_media.written(goals(campaign), ".csv").decode()
    assert {"FR-", "MX-"} <= {line[:3] for line in text.splitlines()}
    assert spend_media.written(goals(campaign), ".xlsx").startswith(b"PK")
