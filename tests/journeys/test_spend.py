"""A person's way through page Spend, in a real browser on the sample campaign."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_dashboard import SAMPLE, SUGGEST_LIMIT, WIDTHS, picture, wait

pytestmark = pytest.mark.journey


def download(page: Page, button: str) -> bytes:
    with page.expect_download(timeout=SUGGEST_LIMIT) as given:
        page.get_by_role("button", name=button).click()
    return Path(given.value.path()).read_bytes()


def test_a_person_takes_the_budget_home_reads_a_curve_and_decides_an_amount(
    page: Page, own_server: str
) -> None:
    page.goto(f"{own_server}/Spend?campaign={SAMPLE}")
    main = page.get_by_test_id("stMain")
    expect(main.get_by_test_id("stMetricValue").first).to_have_text("€400,000")
    assert download(page, "Budget for Excel (.xlsx)").startswith(b"PK")
    page.get_by_role("tab", name="By region and channel").click()
    expect(main.get_by_test_id("stVegaLiteChart")).to_have_count(1)
    page.get_by_role("tab", name="What it brings").click()
    expect(page.get_by_text("more would bring about")).to_be_visible(timeout=SUGGEST_LIMIT)
    expect(main.get_by_test_id("stVegaLiteChart")).to_have_count(2)
    for width in WIDTHS:
        picture(page, "4-Spend-open", width)
    page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
    page.get_by_text("When the money runs: weeks, media plan, decision rules").click()
    expect(main.get_by_test_id("stVegaLiteChart")).to_have_count(3)
    page.get_by_role("tab", name="Media plan").click()
    assert download(page, "Media plan as a table (.csv)").count(b"\n") > 20
    page.get_by_role("tab", name="Decide the amount").click()
    amount = page.get_by_role("spinbutton", name="Amount")
    amount.fill("4321")
    amount.press("Tab")
    page.get_by_role("button", name="Set this amount").click()
    expect(page.get_by_text("€4,321.00 instead of")).to_be_visible()
    page.get_by_role("button", name="Suggest").click()
    expect(page.get_by_text("Suggestion ready")).to_be_visible(timeout=SUGGEST_LIMIT)
    expect(page.get_by_text("€4,321.00 instead of")).to_be_visible()
    wait(page)
