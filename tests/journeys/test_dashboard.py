"""People's ways through the dashboard, in a real browser on the sample campaign."""

from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

SAMPLE = "walnut-winter"
STEPS = ["Film", "Audience", "Timing", "Spend", "Creators", "Plan", "Partners"]
WIDTHS = {1440: 900, 800: 1000}
PICTURES = Path(__file__).resolve().parents[1] / "out"
TALLEST = 4000
"""Pixels: a page is pictured whole, but not without end."""
SUGGEST_LIMIT = 120_000
"""Milliseconds that a suggestion may take on a slow computer."""

pytestmark = pytest.mark.journey


def wait(page: Page) -> None:
    """Wait until the page has been drawn and no error is on it."""
    page.wait_for_timeout(300)  # a run starts a moment after the click that caused it
    app = page.get_by_test_id("stApp")
    for part, state in (("connection", "CONNECTED"), ("script", "notRunning")):
        expect(app).to_have_attribute(f"data-test-{part}-state", state, timeout=SUGGEST_LIMIT)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=SUGGEST_LIMIT)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def picture(page: Page, name: str, width: int) -> None:
    """Keep a picture of the whole page, and check that nothing hangs over its right edge."""
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    wait(page)
    main = page.get_by_test_id("stMain")
    height, overhang = main.evaluate("box => [box.scrollHeight, box.scrollWidth - box.clientWidth]")
    page.set_viewport_size({"width": width, "height": min(height, TALLEST)})
    page.wait_for_timeout(500)
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}-{width}.png")
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    assert overhang <= 0, f"{name} is {overhang} pixels too wide at {width}"


def version(page: Page) -> str:
    return parse_qs(urlparse(page.url).query)["version"][0]


def test_from_start_through_every_step(page: Page, server: str) -> None:
    page.goto(server)
    expect(page.get_by_role("heading", name="Microhit")).to_be_visible()
    for width in WIDTHS:
        picture(page, "Start", width)
    page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
    page.get_by_test_id("stMain").get_by_role("link", name="Open").first.click()
    for number, step in enumerate(STEPS):
        expect(page.get_by_role("heading", name=step, exact=True)).to_be_visible()
        expect(page.get_by_text("Sample data").first).to_be_visible()
        wait(page)
        for width in WIDTHS:
            picture(page, f"{number + 1}-{step}", width)
        assert parse_qs(urlparse(page.url).query)["campaign"] == [SAMPLE]
        page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
        if step != STEPS[-1]:
            page.get_by_role("link", name=f"Next: {STEPS[number + 1]}").click()


def test_another_budget_is_suggested_saved_and_kept(page: Page, server: str) -> None:
    page.goto(f"{server}/Spend?campaign={SAMPLE}")
    budget = page.get_by_label("Total budget")
    expect(budget).to_have_value("400000.00")
    before = version(page)
    budget.fill("420000")
    budget.press("Tab")
    expect(page.get_by_text("€420,000.00")).to_be_visible()
    expect(page.get_by_text("The goals changed since the last suggestion.")).to_be_visible()
    page.get_by_role("button", name="Suggest").click()
    expect(page.get_by_text("Suggestion ready")).to_be_visible(timeout=SUGGEST_LIMIT)
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("€420,000")
    page.get_by_role("link", name="Plan", exact=True).click()
    page.get_by_label("Your name").fill("Nino")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_text("Saved as version")).to_be_visible()
    after = version(page)
    assert int(after) == int(before) + 1
    page.reload()
    expect(page.get_by_text(f"Version {after}", exact=True).first).to_be_visible()
    expect(page.get_by_text("The plan is saved and up to date.")).to_be_visible()
    page.get_by_role("link", name="Spend", exact=True).click()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("€420,000")


def test_a_refresh_keeps_unsaved_work(page: Page, server: str) -> None:
    page.goto(f"{server}/Film?campaign={SAMPLE}")
    director = page.get_by_label("Director")
    wait(page)
    expect(director).not_to_have_value("")  # a field is drawn empty for a moment
    before = director.input_value()
    director.fill("Somebody Else")
    director.press("Tab")
    expect(
        page.get_by_text("Unsaved changes").or_(page.get_by_text("Suggest again")).first
    ).to_be_visible()
    page.reload()
    expect(page.get_by_label("Director")).to_have_value("Somebody Else")
    page.get_by_role("button", name="Discard changes").click()
    wait(page)
    expect(page.get_by_label("Director")).to_have_value(before)


def test_a_brief_is_downloaded(page: Page, server: str) -> None:
    page.goto(f"{server}/Partners?campaign={SAMPLE}")
    button = page.get_by_role("button", name="Download this brief (PDF)")
    expect(button).to_be_visible()
    with page.expect_download(timeout=SUGGEST_LIMIT) as given:
        button.click()
    assert given.value.suggested_filename.endswith(".pdf")
    assert Path(given.value.path()).read_bytes().startswith(b"%PDF-")


def test_a_new_campaign_is_made_and_opened(page: Page, server: str) -> None:
    page.goto(server)
    page.get_by_label("Film title").fill("Plum Autumn")
    page.get_by_role("button", name="Make the campaign").click()
    expect(page.get_by_text("Countries of origin: is missing")).to_be_visible()
    for label, text in (
        ("Countries of origin", "Georgia"),
        ("Original language", "Georgian"),
        ("Genres", "Drama"),
        ("Regions to open in", "France"),
    ):
        page.get_by_label(label).fill(text)
        page.get_by_role("option", name=text, exact=True).click()
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Make the campaign").click()
    expect(page.get_by_role("heading", name="Film", exact=True)).to_be_visible()
    assert parse_qs(urlparse(page.url).query)["campaign"] == ["plum-autumn"]
    expect(page.get_by_text("Nothing has been suggested yet")).to_be_visible()
