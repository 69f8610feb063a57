"""A person's way through page Creators, in a real browser on the sample campaign."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_dashboard import SAMPLE, SUGGEST_LIMIT, WIDTHS, picture, wait
from tests.journeys.test_spend import download

pytestmark = pytest.mark.journey
LIST = "Name\tPlatform\tCountry\tPrice\tAvg views\nNana Waits\tTikTok\tGermany\t€400\t120K\n"


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()
    wait(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list by typing what is wanted."""
    field = page.get_by_label(label, exact=True)
    field.click()
    field.fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    wait(page)


def test_a_list_joins_the_sheet_a_creator_is_left_out_and_the_list_is_taken_home(
    page: Page, own_server: str
) -> None:
    page.goto(f"{own_server}/Creators?campaign={SAMPLE}")
    expect(page.get_by_text("each counted once")).to_be_visible()
    tab(page, "Creator sheet")
    page.get_by_text("Bring in a list: a file, or rows of a spreadsheet").click()
    page.get_by_text("Pasted rows").click()
    rows = page.get_by_label("Rows", exact=True)
    rows.fill(LIST)
    rows.press("Control+Enter")
    expect(page.get_by_text("1 row can be taken: 1 new")).to_be_visible()
    for width in WIDTHS:
        picture(page, "5-Creators-list", width)
    page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
    page.get_by_role("button", name="Add to the sheet").click()
    expect(page.get_by_text("1 row added to the creator sheet")).to_be_visible()
    assert b"Nana Waits,tiktok," in download(page, "Sheet as a table (.csv)")
    tab(page, "Shortlist")
    choose(page, "Creator", "Nana Waits")
    choose(page, "On the shortlist", "Always in")
    page.get_by_role("button", name="Set this").click()
    expect(page.get_by_text("Nana Waits: always in")).to_be_visible()
    choose(page, "Creator", "Strapontin Rouge")
    choose(page, "On the shortlist", "Always out")
    page.get_by_role("button", name="Set this").click()
    expect(page.get_by_text("Strapontin Rouge: always out")).to_be_visible()
    page.get_by_role("button", name="Suggest").click()
    expect(page.get_by_text("Suggestion ready")).to_be_visible(timeout=SUGGEST_LIMIT)
    for name in ("Reach by cell", "Rules", "Shortlist", "Outreach"):
        tab(page, name)
        for width in WIDTHS:
            picture(page, f"5-Creators-{name.replace(' ', '-')}", width)
        page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
    listed = download(page, "Outreach as a table (.csv)").decode()
    assert "Nana Waits" in listed
    assert "Strapontin Rouge" not in listed
    assert download(page, "Outreach for Excel (.xlsx)").startswith(b"PK")
