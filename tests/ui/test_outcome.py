"""A suggestion is walked once, and its outcome is never taken for another version's plan."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner import suggest
from planner.model.plan import Plan
from planner.plan import store
from planner.ui import cache, drafts
from tests.ui.conftest import Open


def walks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The versions of the plans whose steps are walked from now on."""
    found: list[int] = []
    walk = suggest.suggest

    def counted(plan: Plan, *given: object, **options: object) -> suggest.Outcome:
        found.append(plan.version)
        return walk(plan, *given, **options)  # type: ignore[arg-type]  # handed on as given

    monkeypatch.setattr(suggest, "suggest", counted)
    return found


def save(app: AppTest) -> None:
    app.switch_page("pages/6_Plan.py").run()
    app.text_input(key="author").set_value("Nino")
    app.button(key="save").click().run()
    assert not app.exception


def test_what_was_just_suggested_is_not_walked_again(
    open_page: Open, campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = walks(monkeypatch)
    open_page("4_Spend").button(key="suggest").click().run()
    draft = drafts.find(campaign)
    assert draft is not None
    assert cache.outcome(draft.plan, campaign).plan == draft.plan
    assert seen == [1]


def test_suggesting_again_on_a_saved_plan_changes_nothing(
    suggested: AppTest, campaign: Path
) -> None:
    save(suggested)
    saved = store.load(campaign / store.PLAN).plan
    assert (saved.version, saved.author) == (2, "Nino")
    assert cache.outcome(saved, campaign).plan == saved
    app = suggested.switch_page("pages/4_Spend.py").run()
    app.button(key="suggest").click().run()
    assert not app.exception
    assert drafts.find(campaign) is None
