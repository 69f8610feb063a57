"""Page Plan, versions: listed, compared, restored, told apart; what can't be read is told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.plan import edit, store
from planner.ui import drafts
from tests.ui.conftest import Open
from tests.ui.test_edit import draft, press
from tests.ui.test_pages import texts
from tests.ui.test_save import changed, open_tab, save, subheaders

VERSIONS = "Versions"


def saved(campaign: Path, count: int, author: str = "Keti") -> None:
    """Save the campaign `count` times, each with another budget."""
    for step in range(count):
        found = store.load(campaign / store.PLAN)
        plan = edit.replace(found.plan, {"goals.budget.total": 100_000 + found.plan.version})
        now = datetime(2026, 6, 1, 10, step % 60, tzinfo=UTC)
        store.save(campaign, plan, read=found.digest, author=author, note=f"Step {step}", now=now)


def listed(app: AppTest) -> list[str]:
    return [str(one.value) for one in app.page_link if str(one.value).startswith("Version ")]


def test_versions_are_a_timeline_newest_first(open_page: Open, campaign: Path) -> None:
    saved(campaign, 2)
    app = open_tab(open_page("6_Plan"), VERSIONS)
    assert listed(app) == ["Version 3", "Version 2", "Version 1"]
    assert "Keti · Step 1" in texts(app)
    assert any("Working plan" in str(one.value) for one in app.markdown)


def test_many_versions_stand_on_several_pages(open_page: Open, campaign: Path) -> None:
    saved(campaign, 16)
    app = open_tab(open_page("6_Plan"), VERSIONS)
    assert listed(app) == [f"Version {number}" for number in range(17, 2, -1)]
    app.session_state["versions.page"] = 2
    app.run()
    assert listed(app) == ["Version 2", "Version 1"]


def test_versions_are_not_parsed_again_at_each_click(
    open_page: Open, campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(campaign, 5)
    app = open_tab(open_page("6_Plan"), VERSIONS)
    monkeypatch.setattr(store, "load", lambda _: pytest.fail("parsed again"))
    open_tab(app, VERSIONS)
    assert len(listed(app)) == 6


def test_a_version_that_cannot_be_read_is_shown_with_its_fault(
    open_page: Open, campaign: Path
) -> None:
    saved(campaign, 2)
    (campaign / "v002.yaml").write_text("film: [", encoding="utf-8")
    app = open_tab(open_page("6_Plan"), VERSIONS)
    assert "v002.yaml" in texts(app)
    assert any("Fault" in str(one.value) for one in app.markdown)
    assert listed(app) == ["Version 3", "Version 2", "Version 1"]


def test_any_two_versions_are_compared_in_words(open_page: Open, campaign: Path) -> None:
    saved(campaign, 3)
    app = open_tab(open_page("6_Plan"), VERSIONS)
    assert (app.selectbox(key="compare.old").value, app.selectbox(key="compare.new").value) == (
        3,
        4,
    )
    assert "Total budget: EUR 100,003 (was EUR 100,002)" in texts(app)
    app.selectbox(key="compare.old").set_value(1).run()
    assert "Total budget: EUR 100,003 (was EUR 200,000)" in texts(app)
    app.selectbox(key="compare.old").set_value(4).run()
    assert "These two say the same." in texts(app)


def test_unsaved_changes_are_compared_with_the_saved_plan_first(open_page: Open) -> None:
    app = open_tab(changed(open_page), VERSIONS)
    assert "Total budget: EUR 77,000 (was EUR 200,000)" in texts(app)


def test_a_version_deleted_while_it_is_compared_leaves_the_lists(
    open_page: Open, campaign: Path
) -> None:
    saved(campaign, 3)
    app = open_tab(open_page("6_Plan"), VERSIONS)
    app.selectbox(key="compare.old").set_value(2).run()
    (campaign / "v002.yaml").unlink()
    app.run()
    assert not app.exception
    assert not app.error
    assert "Version 2" not in listed(app)


def test_restoring_makes_a_new_version_and_loses_none(open_page: Open, campaign: Path) -> None:
    saved(campaign, 2)
    app = open_tab(open_page("6_Plan"), VERSIONS)
    press(app, "versions.restore.1")
    assert "Total budget: EUR 200,000 (was EUR 100,002)" in texts(app)
    app.text_input(key="author").set_value("Nino")
    press(app, "restore")
    assert "Version 1 is the working plan again, as version 4." in texts(app)
    working = store.load(campaign / store.PLAN).plan
    assert (working.version, working.based_on, working.author) == (4, 1, "Nino")
    assert [path.name for path in sorted(campaign.glob("v*.yaml"))] == [
        f"v00{number}.yaml" for number in range(1, 5)
    ]


def test_what_the_working_plan_stems_from_is_not_merged_again(
    open_page: Open, campaign: Path
) -> None:
    saved(campaign, 2)
    app = open_tab(open_page("6_Plan"), VERSIONS)
    press(press(app, "versions.restore.1"), "restore")
    merges = [str(one.key) for one in app.button if str(one.key).startswith("versions.merge")]
    assert "versions.merge.4" not in merges
    assert "versions.merge.3" in merges  # left when version 1 was restored


def test_a_restore_can_be_left(open_page: Open, campaign: Path) -> None:
    saved(campaign, 1)
    app = open_tab(open_page("6_Plan"), VERSIONS)
    press(app, "versions.restore.1")
    press(app, "restore.cancel")
    assert not any(one.startswith("Restore version") for one in subheaders(app))
    assert store.load(campaign / store.PLAN).plan.version == 2


def test_unsaved_changes_come_before_a_restore(open_page: Open, campaign: Path) -> None:
    saved(campaign, 1)
    app = open_tab(changed(open_page), VERSIONS)
    press(app, "versions.restore.1")
    assert "Save it above first" in texts(app)
    assert draft(campaign).plan.goals.budget.total == 77_000


def test_a_saved_version_is_read_only_and_leads_back(open_page: Open, campaign: Path) -> None:
    saved(campaign, 2)
    app = open_tab(open_page("6_Plan", version="1"), VERSIONS)
    assert not [one for one in app.button if str(one.key).startswith("versions.restore")]
    assert "To the working plan" in [str(one.value) for one in app.page_link]
    assert not [one for one in app.button if one.key == "save"]


def test_a_plan_edited_by_hand_is_saved_as_a_version(open_page: Open, campaign: Path) -> None:
    path = campaign / store.PLAN
    path.write_text(path.read_text().replace("200000", "90000"), encoding="utf-8")
    app = open_page("6_Plan")
    assert "Not yet a version" in subheaders(app)
    save(app, "By hand")
    assert store.load(store.version_path(campaign, 2)).plan.goals.budget.total == 90_000
    assert "Not yet a version" not in subheaders(app)


def test_copies_of_a_synced_drive_get_a_number_of_their_own(
    open_page: Open, campaign: Path
) -> None:
    saved(campaign, 1)
    other = (campaign / "v002.yaml").read_text().replace("100001", "55000")
    (campaign / "v002 (1).yaml").write_text(other, encoding="utf-8")
    app = open_tab(open_page("6_Plan"), VERSIONS)
    assert "Two versions of one number" in subheaders(app)
    press(app, "versions.renumber")
    assert not (campaign / "v002 (1).yaml").exists()
    totals = {store.load(path).plan.goals.budget.total for path in sorted(campaign.glob("v*.yaml"))}
    assert totals == {200_000, 100_001, 55_000}


def test_a_campaign_broken_while_it_is_open_shows_the_line_and_the_way_back(
    open_page: Open, campaign: Path
) -> None:
    saved(campaign, 1)
    app = changed(open_page)
    path = campaign / store.PLAN
    broken = path.read_text().replace("total: 100001", "total: lots")
    path.write_text(broken, encoding="utf-8")
    app.run()
    assert not app.exception
    assert app.error[0].value == "This campaign can't be opened:"
    assert any(">" in one.value and "total: lots" in one.value for one in app.code)
    press(app, "broken.restore")
    assert not app.error
    assert store.load(path).plan.goals.budget.total == 100_001
    assert any(one.read_text() == broken for one in campaign.iterdir() if one.is_file())
    assert drafts.find(campaign) is not None


def test_a_long_note_is_cut_in_the_list(open_page: Open) -> None:
    save(changed(open_page), "word " * 4_000)
    told = texts(open_tab(open_page("6_Plan"), VERSIONS))
    assert "word word" in told
    assert len(told) < 5_000


def test_a_plan_deleted_while_it_is_open_comes_back_from_a_version(
    open_page: Open, campaign: Path
) -> None:
    saved(campaign, 1)
    app = open_page("6_Plan")
    (campaign / store.PLAN).unlink()
    app.run()
    assert not app.exception
    assert app.error[0].value == "This campaign can't be opened:"
    assert "Correct these lines" not in texts(app), "there are none"
    press(app, "broken.restore")
    assert not app.error
    assert store.load(campaign / store.PLAN).plan.goals.budget.total == 100_001


def test_a_campaign_without_any_version_says_what_is_wrong(open_page: Open, campaign: Path) -> None:
    app = open_page("6_Plan")
    for path in campaign.glob("*.yaml"):
        path.unlink()
    app.run()
    assert not app.exception
    assert app.error[0].value == "This campaign can't be opened:"
    assert not [one for one in app.button if one.key == "broken.restore"]


def test_what_was_edited_by_hand_is_saved_before_a_version_is_restored(
    open_page: Open, campaign: Path
) -> None:
    saved(campaign, 1)
    path = campaign / store.PLAN
    path.write_text(path.read_text("utf-8").replace("total: 100001", "total: 100002"), "utf-8")
    app = press(open_page("6_Plan", open="versions"), "versions.restore.1")
    assert subheaders(app)[:2] == ["Not yet a version", "Restore version 1"]
    assert "Save it above first" in texts(app)
    save(app, "By hand")
    press(app, "restore")
    assert store.load(path).plan.goals.budget.total == 200_000
    assert store.load(store.version_path(campaign, 3)).plan.goals.budget.total == 100_002
