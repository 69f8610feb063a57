"""Versions as a line of time: how they relate, what is wrong with them, and older ones restored."""

from datetime import date
from pathlib import Path

import pytest

from planner.errors import CommentsLost, InputError, Overtaken, StoreError
from planner.model.plan import Plan
from planner.plan import history, restore, store
from planner.plan.history import timeline
from planner.plan.store import PLAN
from tests.plan.samples import small


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign of Nino's with one version."""
    return store.create(tmp_path, "walnut-winter", small(author="Nino", note="first")).parent


def saved(folder: Path, day: int, author: str = "Nino", start: Plan | None = None) -> int:
    """Save as of another day, from `start` if the saver had read that; return the number."""
    current = store.load(folder / PLAN)
    plan = (start or current.plan).model_copy(update={"as_of": date(2026, 11, day)})
    read = current.digest if start is None else "what stood there before"
    try:
        return store.save(folder, plan, read=read, author=author).version
    except Overtaken as error:
        return error.kept


def branches(folder: Path) -> dict[int, str]:
    return {entry.number: entry.branch for entry in timeline(folder) if entry.branch}


def words(folder: Path) -> str:
    return history.working_words(folder, timeline(folder))


def test_a_straight_line_needs_no_words(folder: Path) -> None:
    saved(folder, 1)
    saved(folder, 2, "Jonas")
    entries = timeline(folder)
    assert [(one.number, one.author, one.based_on) for one in entries] == [
        (3, "Jonas", 2),
        (2, "Nino", 1),
        (1, "Nino", None),
    ]
    assert [one.working for one in entries] == [True, False, False]
    assert not any(one.branch or one.fault for one in entries)
    assert history.relations(entries) == []
    assert words(folder) == "plan.yaml holds v003."


def test_an_overtaken_saver_stands_beside(folder: Path) -> None:
    first = store.load(folder / PLAN).plan
    saved(folder, 1)
    assert saved(folder, 2, "Jonas", first) == 3
    assert branches(folder) == {3: "beside v002, both from v001"}
    told = "v002 by Nino and v003 by Jonas both start from v001."
    assert history.relations(timeline(folder)) == [told]
    saved(folder, 4)
    assert saved(folder, 3, "Éva", first) == 5
    told = "v002 by Nino, v003 by Jonas and v005 by Éva all start from v001."
    assert history.relations(timeline(folder)) == [told]
    assert branches(folder)[5] == "beside v002, both from v001"


def test_a_version_that_a_kill_kept_from_the_plan_is_told(folder: Path) -> None:
    before = (folder / PLAN).read_bytes()
    saved(folder, 1)
    (folder / PLAN).write_bytes(before)
    assert branches(folder) == {2: "after v001, saved but not in plan.yaml"}
    assert words(folder) == "plan.yaml holds v001."


def test_what_was_edited_by_hand_is_told(folder: Path) -> None:
    text = (folder / PLAN).read_text()
    (folder / PLAN).write_text(text.replace("Walnut Winter", "Walnut Summer"))
    assert not timeline(folder)[0].working
    assert "changed since v001, and no version holds it" in words(folder)
    (folder / PLAN).write_text(text.replace("version: 1", "version: 7"))
    assert "version 7, which is not here" in words(folder)
    (folder / PLAN).write_text("schema: [")
    assert words(folder).startswith("plan.yaml can't be read; restore a version")


def test_faults_of_files_are_told(folder: Path) -> None:
    content = (folder / "v001.yaml").read_text()
    (folder / "v002.yaml").write_text("schema: [")
    (folder / "v003.yaml").write_text(content)
    lost = content.replace("version: 1", "version: 4\nbased_on: 9")
    (folder / "v004.yaml").write_text(lost)
    newest, third, second, first = timeline(folder)
    assert "starts from v009, which is not here" in (newest.fault or "")
    assert "says version 1 inside" in (third.fault or "")
    assert "v002.yaml:" in (second.fault or "")
    assert (second.readable, second.branch) == (False, "")
    assert first.fault is None


def test_versions_that_name_themselves_or_each_other_end(folder: Path) -> None:
    content = (folder / "v001.yaml").read_text()
    for number, base in ((2, 2), (3, 4), (4, 3)):
        told = content.replace("version: 1", f"version: {number}\nbased_on: {base}")
        (folder / f"v{number:03}.yaml").write_text(told)
        (folder / PLAN).write_text(told)
        assert len(timeline(folder)) == number
    assert history.tip(3, timeline(folder)) == 4


def test_a_folder_without_versions_is_empty(tmp_path: Path) -> None:
    assert timeline(tmp_path) == []
    assert history.working_words(tmp_path, []).startswith("plan.yaml is not there; restore")


def test_a_restored_version_becomes_a_new_one(folder: Path) -> None:
    saved(folder, 1)
    saved(folder, 2)
    before = {path.name: path.read_bytes() for path in folder.glob("v*.yaml")}
    made = restore.restore(folder, 1, author="Éva")
    assert (made.version, made.kept, made.plan.note) == (4, None, "v001 again")
    assert {name: (folder / name).read_bytes() for name in before} == before
    first = store.load(folder / "v001.yaml").plan
    assert history.same(made.plan, first)
    assert made.plan.based_on == 1
    assert branches(folder) == {
        4: "takes up v001 again",
        3: "goes on from v002, not in plan.yaml",
        2: "left when v004 took up v001 again",
    }
    assert history.relations(timeline(folder)) == []


def test_restoring_keeps_what_was_edited_by_hand(folder: Path) -> None:
    saved(folder, 1)
    (folder / PLAN).write_text(
        (folder / PLAN).read_text().replace("Walnut Winter", "Walnut Summer")
    )
    made = restore.restore(folder, 1, author="Éva", note="Back")
    assert (made.version, made.kept, made.plan.note) == (4, 3, "Back")
    kept = store.load(folder / "v003.yaml").plan
    assert (kept.film.title, kept.based_on, kept.author) == ("Walnut Summer", 2, "Éva")
    assert store.load(folder / PLAN).plan.film.title == "Walnut Winter"


def test_restoring_keeps_a_plan_that_cannot_be_read(folder: Path) -> None:
    (folder / PLAN).write_text("film: [  # mind the gap\n")
    made = restore.restore(folder, 1)
    assert made.aside
    assert made.aside.read_text() == "film: [  # mind the gap\n"
    assert made.aside.name.startswith("plan-")
    assert store.load(folder / PLAN).plan.version == 2


def test_restoring_needs_no_plan(folder: Path) -> None:
    (folder / PLAN).unlink()
    assert restore.restore(folder, 1).version == 2
    assert store.load(folder / PLAN).plan.version == 2


@pytest.mark.parametrize("edit", ["# only a comment\n", "note: mind  # the gap\n"])
def test_restoring_drops_no_comments_unasked(folder: Path, edit: str) -> None:
    before = (folder / PLAN).read_text().replace("note: first\n", "") + edit
    (folder / PLAN).write_text(before)
    with pytest.raises(CommentsLost):
        restore.restore(folder, 1)
    assert (folder / PLAN).read_text() == before
    assert restore.restore(folder, 1, drop_comments=True).plan.based_on == 1


def test_what_cannot_be_restored_changes_nothing(folder: Path) -> None:
    (folder / "v002.yaml").write_text("schema: [")
    before = {path.name: path.read_bytes() for path in folder.glob("*.yaml")}
    with pytest.raises(StoreError, match="has no v007"):
        restore.restore(folder, 7)
    with pytest.raises(Exception, match=r"v002\.yaml"):
        restore.restore(folder, 2)
    with pytest.raises(StoreError, match="was changed in between"):
        restore.restore(folder, 1, read=store.digest(b"other"))
    assert {path.name: path.read_bytes() for path in folder.glob("*.yaml")} == before


def test_a_version_under_another_name_restores_from_its_name(folder: Path) -> None:
    (folder / "v005.yaml").write_bytes((folder / "v001.yaml").read_bytes())
    assert restore.restore(folder, 5).plan.based_on == 5


def test_edits_by_hand_become_a_version(folder: Path) -> None:
    assert restore.save_edits(folder) is None
    text = (folder / PLAN).read_text().replace("Walnut Winter", "Walnut Summer")
    (folder / PLAN).write_text(text)
    made = restore.save_edits(folder, author="Jonas", note="New title")
    assert made
    assert (made.version, made.plan.based_on, made.plan.author) == (2, 1, "Jonas")
    assert timeline(folder)[0].working


def test_a_long_line_of_versions_is_not_read_whole(folder: Path) -> None:
    for day in range(1, 6):
        saved(folder, day)
    read = []

    def counted(path: Path) -> store.Snapshot:
        read.append(path.name)
        return store.load(path)

    newest, *_ = timeline(folder, counted)
    assert (newest.working, sorted(read)) == (True, [PLAN, "v006.yaml"])
    assert newest.plan().as_of == date(2026, 11, 5)


def test_a_version_whose_end_is_damaged_is_told_to_whoever_opens_it(folder: Path) -> None:
    saved(folder, 1)
    (folder / "v001.yaml").write_text((folder / "v001.yaml").read_text() + "goal: 1\n")
    first = timeline(folder)[1]
    assert (first.readable, first.fault) == (True, None)
    with pytest.raises(InputError, match="goal"):
        first.plan()
