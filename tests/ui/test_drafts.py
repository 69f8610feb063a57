"""Two people on one server keep their unsaved changes apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.plan import edit, store
from planner.ui import browser, drafts
from planner.ui.drafts import Draft
from tests.ui.conftest import Open
from tests.ui.test_edit import TOTAL, press, total
from tests.ui.test_pages import texts


def as_browser(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(browser, "name", lambda: name)


def draft(campaign: Path, total: int) -> Draft:
    found = store.load(campaign / store.PLAN)
    return Draft(edit.replace(found.plan, {"goals.budget.total": total}), found.digest)


def test_a_browser_is_told_by_its_token_whatever_mask_lies_over_it() -> None:
    one, again = "2|00000000|a1b2c3d4e5|1795549571", "2|ff00ff00|5eb23cd41a|1795549571"
    other = "2|00000000|a1b2c3d4e6|1795549571"
    assert browser.named(one) == browser.named(again) != browser.named(other)
    assert [browser.named(bad) for bad in ("", "2|x|y|z", "2||aa|1", "a|b")] == [""] * 4


def test_what_one_browser_drafts_or_discards_leaves_the_other_s_work_alone(
    open_page: Open, campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.keep(campaign, draft(campaign, 410_000), "anna")
    as_browser(monkeypatch, "ben")
    app = open_page("4_Spend")
    assert app.number_input(key=TOTAL).value == 200_000, "Anna's changes are not Ben's"
    app.number_input(key=TOTAL).set_value(420_000.0).run()
    press(app, "discard")
    kept = drafts.find(campaign, "anna")
    assert kept is not None
    assert kept.plan.goals.budget.total == 410_000
    assert drafts.find(campaign, "ben") is None


def test_changes_that_another_browser_left_are_taken_up_on_demand(
    open_page: Open, campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.keep(campaign, draft(campaign, 410_000), "closed")
    as_browser(monkeypatch, "new")
    app = open_page("4_Spend")
    assert "Unsaved changes from another browser lie here" in texts(app)
    press(app, "left.take")
    assert total(app) == 410_000
    assert "another browser" not in texts(app)
    assert drafts.find(campaign, "closed") is None
    assert total(open_page("4_Spend")) == 410_000
