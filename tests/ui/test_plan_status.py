"""Page Plan, the status of a campaign: told, refused with reasons, recorded with a name."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.plan import files, records, store
from planner.ui import drafts
from tests.ui.conftest import Open
from tests.ui.test_edit import badges, draft, press
from tests.ui.test_pages import texts
from tests.ui.test_save import changed, save


def opened(app: AppTest) -> AppTest:
    """Open the way to the next state."""
    app.session_state["plan.status"] = True
    app.run()
    assert not app.exception
    return app


def marked(app: AppTest, to: str, by: str, note: str = "") -> AppTest:
    app.selectbox(key="status.to.ready").set_value(to).run()
    app.text_input(key="status.by").set_value(by)
    app.text_area(key="status.note").set_value(note)
    return press(app, "status.set")


def test_a_campaign_starts_as_a_draft(open_page: Open) -> None:
    app = open_page("6_Plan")
    assert "Draft" in badges(app)
    assert "nobody has marked this campaign ready yet" in texts(app)


def test_ready_is_refused_with_reasons_and_nothing_is_recorded(
    suggested: AppTest, campaign: Path
) -> None:
    app = opened(save(suggested.switch_page("pages/6_Plan.py").run()))
    assert "It can't be marked ready yet" in texts(app)
    marked(app, "ready", "Nino")
    assert "Nothing was recorded:" in [one.value for one in app.error]
    assert "The campaign can't be marked ready yet:" in texts(app)
    assert not records.read(campaign).records


def test_unsaved_changes_stand_in_the_way(open_page: Open) -> None:
    app = opened(changed(open_page))
    assert "Saved version" in texts(app)


def test_a_status_needs_a_name(open_page: Open, campaign: Path) -> None:
    app = marked(opened(open_page("6_Plan")), "closed", "  ", "We stop here.")
    assert "Give the name of the person" in texts(app)
    assert not records.read(campaign).records


def test_a_note_passes_what_may_be_passed(open_page: Open, campaign: Path) -> None:
    app = opened(open_page("6_Plan"))
    marked(app, "closed", "Nino")
    assert "Nothing was recorded:" in [one.value for one in app.error]
    marked(app, "closed", "Nino", "We stop here.")
    assert "The campaign is marked closed." in texts(app)
    assert "Closed" in badges(app)
    (record,) = records.read(campaign).records
    assert (record.verdict, record.by, record.note) == ("closed", "Nino", "We stop here.")


def test_a_saved_version_is_not_marked(open_page: Open) -> None:
    save(changed(open_page))
    app = open_page("6_Plan", version="1")
    assert not [one for one in app.expander if "Mark this campaign" in str(one.label)]


def test_a_long_note_is_saved_whole(open_page: Open, campaign: Path) -> None:
    note = "A" * 20_000
    save(changed(open_page), note)
    assert store.load(campaign / store.PLAN).plan.note == note


def test_nobody_needs_to_give_a_name_to_save(open_page: Open, campaign: Path) -> None:
    app = changed(open_page)
    press(app, "save")
    assert store.load(campaign / store.PLAN).plan.author is None


@pytest.mark.parametrize("name", ["Nino\u202eoniN", "N" * 199 + "\x07"])
def test_a_name_that_hides_something_is_refused_and_the_work_stays(
    open_page: Open, campaign: Path, name: str
) -> None:
    app = changed(open_page)
    app.text_input(key="author").set_value(name)
    press(app, "save")
    assert "Nothing was saved; your changes are still here:" in [one.value for one in app.error]
    assert draft(campaign).plan.goals.budget.total == 77_000
    assert store.load(campaign / store.PLAN).plan.version == 1


def test_a_folder_that_cannot_be_written_to_says_so_and_the_draft_stays(
    open_page: Open, campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bool:
        raise OSError(30, "Read-only file system")

    app = changed(open_page)
    monkeypatch.setattr(files, "create", refuse)
    save(app, "Less money")
    assert "Read-only file system" in texts(app)
    assert app.text_area(key="save.note").value == "Less money"
    assert drafts.find(campaign) is not None
    assert [path.name for path in campaign.glob("v*.yaml")] == ["v001.yaml"]
