"""Page Plan, two people on one campaign: each sees the other's save, and both keep their work."""

import os
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.model.plan import Plan
from planner.plan import edit, store
from planner.plan.text import dump
from tests.ui.conftest import Open
from tests.ui.test_edit import TOTAL, badges, draft, press, total
from tests.ui.test_pages import texts
from tests.ui.test_save import changed, open_tab, save, subheaders

TOGETHER = "Bring two people's work together"
TAKE, TAKE_AND_SUGGEST = "merge.take.False", "merge.take.True"


def saved(campaign: Path, changes: dict[str, object], author: str = "Keti") -> Plan:
    """Save changes as somebody else does."""
    found = store.load(campaign / store.PLAN)
    return store.save(
        campaign, edit.replace(found.plan, changes), read=found.digest, author=author
    ).plan


def working(campaign: Path) -> Plan:
    return store.load(campaign / store.PLAN).plan


def keep(app: AppTest, side: str) -> AppTest:
    """Answer the first conflict."""
    app.radio[0].set_value(side).run()
    assert not app.exception
    return app


def test_what_only_one_changed_merges_by_itself(open_page: Open, campaign: Path) -> None:
    app = changed(open_page)
    saved(campaign, {"film.director": "Keti Archuadze"})
    app.run()
    assert "Somebody saved this campaign while you were editing" in texts(app)
    assert TOGETHER in subheaders(app)
    assert not app.radio
    told = texts(open_tab(app, "Changes"))
    assert "Total budget: EUR 77,000 (was EUR 200,000)" in told
    assert "Director: removed" not in told  # that is theirs, and no change of ours
    press(app, TAKE)
    merged = draft(campaign).plan
    assert merged.goals.budget.total == 77_000
    assert merged.film.director == "Keti Archuadze"
    assert merged.version == 2
    assert TOGETHER not in subheaders(app)
    save(app, "Both of us")
    plan = working(campaign)
    assert (plan.version, plan.based_on, plan.author) == (3, 2, "Nino")
    assert plan.goals.budget.total == 77_000


def test_what_both_changed_is_decided_field_by_field(open_page: Open, campaign: Path) -> None:
    app = changed(open_page)
    saved(campaign, {TOTAL: 5_000, "film.director": "Keti Archuadze"})
    app.run()
    assert "To decide (1)" in subheaders(app)
    assert app.button(key=TAKE).disabled
    assert "Total budget: EUR 200,000 before" in texts(app)
    options = " ".join(app.radio[0].options)
    assert "Yours, not saved yet" in options
    assert "77,000" in options
    assert "5,000" in options
    keep(app, "theirs")
    assert "1 decision still open." not in texts(app)
    press(app, TAKE)
    assert working(campaign).goals.budget.total == 5_000
    assert "Unsaved changes" not in badges(app)  # nothing of ours is left to save


def test_ours_is_kept_where_we_say_so(open_page: Open, campaign: Path) -> None:
    app = changed(open_page)
    saved(campaign, {TOTAL: 5_000})
    press(keep(app.run(), "ours"), TAKE)
    assert draft(campaign).plan.goals.budget.total == 77_000
    assert working(campaign).goals.budget.total == 5_000


def test_the_merged_plan_is_suggested_at_once_if_asked_for(open_page: Open, campaign: Path) -> None:
    app = changed(open_page)
    saved(campaign, {"film.director": "Keti Archuadze"})
    press(app.run(), TAKE_AND_SUGGEST)
    assert "Suggestion ready for 3 regions." in texts(app)
    plan = draft(campaign).plan
    assert plan.spend is not None
    assert plan.spend.total == Decimal(77_000)


def test_who_saves_too_late_keeps_a_version_and_merges_it(open_page: Open, campaign: Path) -> None:
    app = changed(open_page)
    saved(campaign, {TOTAL: 5_000})
    save(app)
    assert "kept as version 3" in texts(app)
    assert TOGETHER in subheaders(app)
    press(keep(app, "ours"), TAKE)
    save(app, "Merged")
    plan = working(campaign)
    assert (plan.version, plan.based_on) == (4, 2)
    assert plan.goals.budget.total == 77_000
    assert len(list(campaign.glob("v*.yaml"))) == 4


def test_a_merge_can_be_left_and_taken_up_again(open_page: Open, campaign: Path) -> None:
    app = changed(open_page)
    saved(campaign, {TOTAL: 5_000})
    save(app)
    press(app, "merge.cancel")
    assert TOGETHER not in subheaders(app)
    open_tab(app, "Versions")
    assert "Beside v002, both from v001" in texts(app)
    press(app, "versions.merge.3")
    assert TOGETHER in subheaders(app)


def test_a_version_that_is_deleted_while_it_is_merged_ends_the_merge(
    open_page: Open, campaign: Path
) -> None:
    app = changed(open_page)
    saved(campaign, {TOTAL: 5_000})
    save(app)
    (campaign / "v003.yaml").unlink()
    app.run()
    assert not app.exception
    assert TOGETHER not in subheaders(app)


def test_a_version_that_breaks_while_it_is_merged_is_told(open_page: Open, campaign: Path) -> None:
    app = changed(open_page)
    saved(campaign, {TOTAL: 5_000})
    save(app)
    (campaign / "v003.yaml").write_text("film: [", encoding="utf-8")
    app.run()
    assert not app.exception
    assert "This can't be merged:" in [one.value for one in app.error]


def test_without_a_common_version_every_difference_is_asked(
    open_page: Open, campaign: Path
) -> None:
    app = changed(open_page)
    saved(campaign, {TOTAL: 5_000})
    (campaign / "v001.yaml").unlink()
    app.run()
    assert not app.exception
    assert "To decide (1)" in subheaders(app)


def test_two_sessions_see_each_other(open_page: Open, campaign: Path) -> None:
    first, second = open_page("4_Spend"), open_page("1_Film")
    second.text_input(key="film.director").set_value("Keti Archuadze").run()
    second.switch_page("pages/6_Plan.py").run()
    save(second, "The director")
    first.run()
    assert "Nino saved version 2 meanwhile. You see it now." in texts(first)
    assert first.query_params["version"] == "2"
    first.number_input(key=TOTAL).set_value(77_000.0).run()
    assert total(first) == 77_000
    third = saved(campaign, {"goals.window.to": date(2027, 10, 15)})
    first.switch_page("pages/6_Plan.py").run()
    assert TOGETHER in subheaders(first)
    press(first, TAKE)
    plan = draft(campaign).plan
    assert plan.film.director == "Keti Archuadze"
    assert (plan.version, plan.goals.window.to) == (third.version, date(2027, 10, 15))


def test_an_old_version_that_a_link_names_stays_the_old_one(
    open_page: Open, campaign: Path
) -> None:
    saved(campaign, {TOTAL: 5_000})
    app = open_page("4_Spend", version="1")
    assert total(app) == 200_000
    assert "Read only" in badges(app)


def test_a_merge_that_git_left_open_is_settled_on_the_page(
    open_page: Open, campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git(campaign, "init", "-q", "-b", "main")
    base = store.load(campaign / store.PLAN)
    kept = [(campaign / store.PLAN).read_bytes()]
    for amount, branch in ((5_000, "main"), (6_000, "other")):
        plan = edit.replace(base.plan, {TOTAL: amount})
        kept.append(dump(plan.model_copy(update={"author": branch})).encode())
    commit(campaign, kept[0])
    git(campaign, "branch", "other")
    commit(campaign, kept[1])
    git(campaign, "checkout", "-q", "other")
    commit(campaign, kept[2])
    git(campaign, "merge", "-q", "main", fails=True)
    assert "<<<<<<<" in (campaign / store.PLAN).read_text()
    app = open_page("6_Plan")
    assert "To decide (1)" in subheaders(app)
    press(keep(app, "theirs"), "broken.merge")
    assert not app.error
    assert working(campaign).goals.budget.total == 5_000


def commit(folder: Path, content: bytes) -> None:
    (folder / store.PLAN).write_bytes(content)
    git(folder, "add", store.PLAN)
    git(folder, "commit", "-q", "-m", "A change")


def git(folder: Path, *words: str, fails: bool = False) -> None:
    name = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    done = subprocess.run(["git", *name, *words], cwd=folder, check=False, capture_output=True)
    assert (done.returncode != 0) == fails, done.stderr
