import pytest
from playwright.sync_api import Page, expect


@pytest.mark.journey
def test_the_dashboard_opens_without_an_error(page: Page, server: str) -> None:
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(server)
    expect(page.get_by_test_id("stAppViewContainer")).to_be_visible()
    expect(page.get_by_role("heading").first).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert not failures
