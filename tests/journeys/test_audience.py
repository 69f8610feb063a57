"""A person's way through page Audience, in a real browser on the sample campaign."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_dashboard import SAMPLE, WIDTHS, picture, wait

pytestmark = pytest.mark.journey

TABLE = "region;week;signal;value\nFrance;02.11.2026;trailer_views;1.234,5\n"
FAULTY = "region,week,value\nFR,2026-11-02,lots\n"


def give(page: Page, name: str, content: str) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    )
    wait(page)


def test_a_person_looks_into_a_forecast_and_adds_a_file(page: Page, own_server: str) -> None:
    page.goto(f"{own_server}/Audience?campaign={SAMPLE}")
    expect(page.get_by_role("heading", name="What is known")).to_be_visible()
    expect(page.get_by_text("How good it has been")).to_be_visible(timeout=120_000)
    page.get_by_text("Components: level, season, holidays").click()
    page.get_by_text("All regions below each other").click()
    wait(page)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_test_id("stVegaLiteChart")).to_have_count(6)
    for width in WIDTHS:
        picture(page, "2-Audience-open", width)
    page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
    give(page, "kino.csv", FAULTY)
    expect(page.get_by_text("kino.csv:2:3")).to_be_visible()
    expect(page.get_by_role("button", name="Add to campaign")).to_have_count(0)
    page.get_by_role("button", name=re.compile("Remove|Delete")).first.click()
    give(page, "Kino November.csv", TABLE)
    expect(page.get_by_text("What was understood")).to_be_visible()
    for width in WIDTHS:
        picture(page, "2-Audience-preview", width)
    page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
    page.get_by_role("button", name="Add to campaign").click()
    expect(page.get_by_text("audience/kino_november.csv: 1 week added.")).to_be_visible()
    expect(page.get_by_text("Suggest again").first).to_be_visible()
    expect(page.get_by_text("What was understood")).to_have_count(0)
