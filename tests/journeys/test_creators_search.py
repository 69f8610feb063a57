"""A person looks for creators on YouTube, in a real browser, on a made-up one on this computer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from planner.net.google_key import KEY as VARIABLE
from tests.conftest import ROOT, dashboard
from tests.journeys.test_dashboard import SAMPLE, WIDTHS, picture, wait
from tests.servers.base import FakeWeb, Fault
from tests.servers.google import YOUTUBE
from tests.servers.youtube import KEY, FakeYouTube

pytestmark = pytest.mark.journey

ROW = 35
"""Pixels of a row of a table."""


@dataclass(frozen=True, slots=True)
class Here:
    """A dashboard of its own, and the YouTube that it asks."""

    address: str
    web: FakeWeb
    campaign: Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Here]:
    shutil.copytree(ROOT / "campaigns", tmp_path / "campaigns")
    with FakeWeb(FakeYouTube().services()) as web:
        monkeypatch.setenv("MICROHIT_MIRROR", web.address)
        monkeypatch.setenv(VARIABLE, KEY)
        with dashboard(tmp_path) as address:
            yield Here(address, web, tmp_path / "campaigns" / SAMPLE)


def pictures(page: Page, name: str) -> None:
    for width in WIDTHS:
        picture(page, name, width)
    page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})


def test_a_person_finds_a_creator_and_adds_them_to_the_sheet(page: Page, here: Here) -> None:
    page.goto(f"{here.address}/Creators?campaign={SAMPLE}")
    page.get_by_role("tab", name="Find creators").click()
    topic = page.get_by_role("combobox", name="Topic")
    topic.fill("street food")
    topic.press("Enter")
    expect(page.get_by_text("Costs at most 2 searches and 31 units.")).to_be_visible()
    expect(page.get_by_text("100 of 100 searches left today")).to_be_visible()
    pictures(page, "5-Creators-search")

    here.web.fail(YOUTUBE, Fault(delay=0.4), times=None)
    page.get_by_role("button", name="Search for 2 searches").click()
    expect(page.get_by_text("Recent videos of").first).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped. What came so far is kept")).to_be_visible()
    here.web.heal()
    page.get_by_role("button", name="Go on for").click()
    expect(page.get_by_text("Costs nothing")).to_be_visible()
    wait(page)

    table = page.get_by_test_id("stDataFrame").first
    table.click(position={"x": ROW / 2, "y": ROW * 3.5})
    expect(page.get_by_text("YouTube named it as number 3 of")).to_be_visible()
    pictures(page, "5-Creators-found")
    page.get_by_label("Name", exact=True).fill("Dora’s kitchen")
    page.get_by_label("Name", exact=True).press("Tab")
    page.get_by_role("button", name="Add to the creator sheet").click()
    expect(page.get_by_text("In the sheet already, as Dora’s kitchen: video.")).to_be_visible()
    pictures(page, "5-Creators-added")
    last = (here.campaign / "creators.csv").read_text("utf-8").splitlines()[-1]
    assert last.startswith("Dora’s kitchen,youtube,UC")
    page.get_by_role("tab", name="Creator sheet").click()
    page.get_by_label("Find", exact=True).fill("Dora")
    page.get_by_label("Find", exact=True).press("Enter")
    wait(page)
    expect(page.locator("[role=gridcell]", has_text="Dora’s kitchen")).to_have_count(1)
