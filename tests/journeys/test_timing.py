"""A person's way through page Timing, in a real browser on the sample campaign."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_dashboard import SAMPLE, SUGGEST_LIMIT, WIDTHS, picture, wait

pytestmark = pytest.mark.journey


def test_a_person_reads_the_map_takes_the_dates_home_and_changes_the_team(
    page: Page, own_server: str
) -> None:
    page.goto(f"{own_server}/Timing?campaign={SAMPLE}")
    expect(page.get_by_text("How to read it")).to_be_visible(timeout=SUGGEST_LIMIT)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_test_id("stVegaLiteChart")).to_have_count(2 + 3)
    for width in WIDTHS:
        picture(page, "3-Timing-map", width)
    page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
    with page.expect_download(timeout=SUGGEST_LIMIT) as given:
        page.get_by_role("button", name="Download for your calendar").click()
    assert Path(given.value.path()).read_bytes().startswith(b"BEGIN:VCALENDAR")
    page.get_by_role("tab", name="Calendar").click()
    expect(page.get_by_text("Days within the campaign's window")).to_be_visible()
    team = page.get_by_role("spinbutton", name="Openings per week")
    team.fill("3")
    team.press("Tab")
    expect(page.get_by_text("Press Suggest to see it again")).to_be_visible()
    page.get_by_role("button", name="Suggest").click()
    expect(page.get_by_text("Suggestion ready")).to_be_visible(timeout=SUGGEST_LIMIT)
    expect(page.get_by_text("How to read it")).to_be_visible()
    wait(page)
