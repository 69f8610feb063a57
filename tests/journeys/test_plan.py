"""A person's way through page Plan, in a real browser on the sample campaign."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from planner.plan import edit, store
from tests.journeys.test_dashboard import SAMPLE, SUGGEST_LIMIT, picture, wait

pytestmark = pytest.mark.journey
TOTAL = "goals.budget.total"


def budget(page: Page, server: str, amount: str) -> None:
    """Change the budget on page Spend, then look at page Plan."""
    page.goto(f"{server}/Spend?campaign={SAMPLE}")
    field = page.get_by_label("Total budget")
    wait(page)
    field.fill(amount)
    field.press("Tab")
    expect(
        page.get_by_text("The goals changed").or_(page.get_by_text("the goals changed")).first
    ).to_be_visible()
    page.get_by_role("link", name="Plan", exact=True).click()
    wait(page)


def save(page: Page, note: str) -> None:
    page.get_by_label("Your name").first.fill("Nino")
    page.get_by_label("What is new in this version").fill(note)
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_text("Saved as version")).to_be_visible(timeout=SUGGEST_LIMIT)
    wait(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list, once it is in view: a list that is open closes when the page scrolls."""
    field = page.get_by_role("combobox", name=label, exact=True)
    field.evaluate("box => box.scrollIntoView({block: 'center'})")
    field.click()
    field.fill(option)
    page.get_by_role("option", name=option).click()
    wait(page)


def test_a_person_saves_compares_restores_and_asks_for_ready(page: Page, own_server: str) -> None:
    budget(page, own_server, "420000")
    expect(page.get_by_text("Total budget: EUR 420,000 (was EUR 400,000)").first).to_be_visible()
    picture(page, "6-Plan-unsaved", 1440)
    save(page, "More money for Mexico")
    page.get_by_role("tab", name="Versions").click()
    expect(page.get_by_text("Nino · More money for Mexico").first).to_be_visible()
    expect(page.get_by_text("Total budget: EUR 420,000 (was EUR 400,000)")).to_be_visible()
    for width in (800, 1440):
        picture(page, "6-Plan-versions", width)
    choose(page, "From", "Version 1")
    expect(page.get_by_role("heading", name="What followed")).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("button", name="Changes as Markdown").click()
    assert Path(given.value.path()).read_text("utf-8").startswith("## ")
    page.get_by_role("button", name="Restore").nth(0).click()
    expect(page.get_by_role("heading", name="Restore version 2")).to_be_visible()
    page.get_by_role("button", name="Restore version 2").click()
    expect(page.get_by_text("Version 2 is the working plan again")).to_be_visible()
    page.get_by_text("Mark this campaign ready").click()
    expect(page.get_by_text("It can't be marked ready yet")).to_be_visible()
    page.get_by_role("button", name="Mark as ready").click()
    expect(page.get_by_text("Nothing was recorded:")).to_be_visible()
    picture(page, "6-Plan-ready", 1440)
    page.get_by_role("link", name="Take me there").first.click()
    wait(page)


def test_a_person_who_was_overtaken_merges_and_saves(
    page: Page, own_server: str, tmp_path: Path
) -> None:
    budget(page, own_server, "420000")
    folder = tmp_path / "campaigns" / SAMPLE
    found = store.load(folder / store.PLAN)
    theirs = edit.replace(found.plan, {TOTAL: 390_000, "film.director": "Keti Archuadze"})
    store.save(folder, theirs, read=found.digest, author="Keti", note="Less money, a director")
    page.get_by_role("tab", name="Changes").click()
    expect(page.get_by_text("Somebody saved this campaign while you were editing")).to_be_visible()
    expect(page.get_by_role("heading", name="Bring two people's work together")).to_be_visible()
    take = page.get_by_role("button", name="Take the merged plan")
    expect(take).to_be_disabled()
    page.get_by_test_id("stRadio").get_by_text("EUR 420,000").click()
    wait(page)
    expect(take).to_be_enabled()
    for width in (800, 1440):
        picture(page, "6-Plan-merge", width)
    take.click()
    expect(page.get_by_text("Merged. The result is not saved yet")).to_be_visible()
    save(page, "Merged with Keti's")
    plan = store.load(folder / store.PLAN).plan
    assert plan.goals.budget.total == 420_000
    assert plan.film.director == "Keti Archuadze"
    assert (plan.based_on, plan.author) == (found.plan.version + 1, "Nino")
