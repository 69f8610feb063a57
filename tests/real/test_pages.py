"""The same campaign through the dashboard: the same plan, and its figures on every page."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import NumberInput

from planner.model.plan import Plan
from planner.plan import store
from planner.plan.history import timeline
from tests.real.conftest import ROOT, SLUG, Walked, start

PAGES = ["1_Film", "2_Audience", "3_Timing", "4_Spend", "5_Creators", "6_Plan", "7_Partners"]
INDENT = "\u2003"
"""An em space, before each part of a sum."""
NUMBERS = {"version": 1, "based_on": None, "saved": None, "author": None, "note": None}


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in ({"campaign": SLUG} | query).items():
        app.query_params[name] = value
    return shown(app.switch_page(f"pages/{page}.py"))


def shown(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    assert not app.error
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return shown(app)


def save(app: AppTest) -> None:
    shown(app.switch_page("pages/6_Plan.py"))
    app.text_input(key="author").set_value("Nino")
    press(app, "save")


def total(app: AppTest) -> NumberInput:
    """The field of the budget; its key ends in a number that changes with what it shows."""
    return next(one for one in app.number_input if str(one.key).startswith("goals.budget.total"))


def metrics(app: AppTest) -> dict[str, str]:
    return {str(one.label): str(one.value) for one in app.metric}


@pytest.fixture(scope="module")
def folder(home: Path) -> Iterator[Path]:
    """The campaign's folder after suggest, save, another budget, suggest, save on the pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MICROHIT_CAMPAIGNS", str(home / "third" / "campaigns"))
        patch.setenv("MICROHIT_HOME", str(home / "third" / "home"))
        patch.chdir(ROOT)
        st.cache_resource.clear()
        path = start(home / "third")
        app = opened("4_Spend")
        save(press(app, "suggest"))
        shown(app.switch_page("pages/4_Spend.py"))
        total(app).set_value(180_000.0)
        shown(app)
        save(press(app, "suggest"))
        yield path.parent


def saved(folder: Path, number: int) -> Plan:
    return store.load(store.version_path(folder, number)).plan


@pytest.mark.parametrize("number", [2, 3])
def test_pages_and_command_make_the_same_plan(walked: Walked, folder: Path, number: int) -> None:
    through_pages = saved(folder, number).model_copy(update=NUMBERS)
    assert through_pages == walked.plan(number).model_copy(update=NUMBERS)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_the_saved_plan(folder: Path, page: str) -> None:
    assert len(timeline(folder)) == 3
    app = opened(page, version="3")
    assert len(app.metric) >= 3


def test_figures_on_the_pages_are_those_of_the_plan(folder: Path) -> None:
    plan = saved(folder, 3)
    assert plan.spend is not None
    assert plan.timing is not None
    assert plan.creators is not None
    spend = metrics(opened("4_Spend", version="3"))
    assert spend["Our budget"] == f"€{plan.spend.total:,.0f}" == "€180,000"
    assert spend["Our media"] == f"€{plan.spend.media:,.0f}"
    assert spend["Partners' media"] == f"€{plan.spend.partners:,.0f}"
    days = sorted(one.date for one in plan.timing.regions.values() if one.date)
    timing = metrics(opened("3_Timing", version="3"))
    assert timing["First opening"] == f"{days[0].day} {days[0]:%b}"
    assert timing["Last opening"] == f"{days[-1].day} {days[-1]:%b}"
    creators = metrics(opened("5_Creators", version="3"))
    assert creators["Creators"] == str(len(plan.creators.chosen))
    assert creators["Spent"] == f"€{plan.creators.spent:,.0f}"


def test_the_budget_table_on_the_page_adds_up_to_the_total(folder: Path) -> None:
    plan = saved(folder, 3)
    assert plan.spend is not None
    tables = [one.value for one in opened("4_Spend", version="3").dataframe]
    budget = next(table for table in tables if "Gross" in table.columns)
    net, amounts = (_money(budget[column]) for column in ("Net", "Gross"))
    below = [line.startswith(INDENT) for line in budget["Line"]]
    heads = [amount for amount, inner in zip(amounts, below, strict=True) if not inner]
    inner = [amount for amount, inner in zip(amounts, below, strict=True) if inner]
    assert heads[-1] == plan.spend.total == sum(heads[:-1])
    alone = plan.spend.creators + plan.spend.contingency + plan.spend.unallocated
    assert sum(inner) + alone == plan.spend.total
    media = [region.ours for region in plan.spend.regions.values() if region.ours]
    assert set(media) <= set(net)


def _money(texts: Iterable[str]) -> list[Decimal]:
    """Return a column's amounts; lines that have none there count nothing."""
    digits = [re.sub(r"[^0-9.]", "", text) for text in texts]
    return [Decimal(text or "0") for text in digits]
