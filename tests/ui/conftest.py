"""A small campaign in a folder of its own, and the dashboard opened on it."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from planner.model.plan import Plan
from planner.plan import edit, store

ROOT = Path(__file__).resolve().parents[2]
SLUG = "quince-spring"
FILM: dict[str, object] = {
    "title": "Quince Spring",
    "origin": ["GE"],
    "original_language": "ka",
    "genres": ["Drama"],
    "sample": True,
    "comps": [{"title": "Plum", "region": "FR", "admissions": 40_000, "source": "a test"}],
}
GOALS: dict[str, object] = {
    "budget": {"total": 200_000, "currency": "EUR"},
    "window": {"from": "2027-03-01", "to": "2027-09-30"},
    "regions": {
        "FR": {"partner": {"name": "Les Films du Coing", "language": "fr"}},
        "MX": {},
        "JP": {"pays": "partner", "partner": {"name": "Karin", "language": "ja"}},
    },
}
SHEET = """creator,platform,region,language,price,people_reached,link,evidence
Anna,YouTube,FR,fr,3000,400000,,media kit
Bruno,TikTok,FR,fr,2500,300000,,media kit
Carla,YouTube,MX,es,2000,500000,,media kit
"""
Open = Callable[..., AppTest]


def first_plan() -> Plan:
    """The plan of the test campaign before anything was suggested."""
    return edit.new_plan(SLUG, FILM, GOALS, as_of=date(2026, 6, 1))


@pytest.fixture
def campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a campaign with one version and no audience table: nothing to fit."""
    monkeypatch.setenv("MICROHIT_CAMPAIGNS", str(tmp_path / "campaigns"))
    monkeypatch.setenv("MICROHIT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(ROOT)
    path = store.create(tmp_path / "campaigns", SLUG, first_plan())
    (path.parent / "creators.csv").write_text(SHEET, encoding="utf-8")
    return path.parent


@pytest.fixture
def open_page(campaign: Path) -> Open:
    """Opens a page of the dashboard, as a browser with a new session would."""
    assert os.environ["MICROHIT_CAMPAIGNS"] == str(campaign.parent)
    st.cache_resource.clear()

    def opened(page: str = "", **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in ({"campaign": SLUG} | query).items():
            app.query_params[name] = value
        return app.switch_page(f"pages/{page}.py").run() if page else app.run()

    return opened


@pytest.fixture
def suggested(open_page: Open) -> AppTest:
    """Page Spend after Suggest was pressed."""
    app = open_page("4_Spend")
    app.button(key="suggest").click().run()
    assert not app.exception
    return app
