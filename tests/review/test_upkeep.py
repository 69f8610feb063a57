import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.errors import Overtaken
from planner.model.plan import Plan
from planner.model.sections import Provenance
from planner.plan import contacts, edit, store
from planner.plan.contacts import Contact, Contacts
from planner.plan.fingerprint import plan_inputs
from planner.review.beside import read_beside
from planner.review.check import Check
from planner.review.upkeep import checks
from tests.plans import make_plan
from tests.review.parts import only, told

START = make_plan({"FR": {"partner": {"name": "Coing", "contact": "marketing"}}})
SAVED, MERGED = "Saved version", "Versions side by side"
GIT = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}


def suggested(plan: Plan = START) -> Plan:
    """The plan with the fingerprints of what it says."""
    return plan.model_copy(update={"provenance": Provenance(inputs=plan_inputs(plan))})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return store.create(tmp_path, "quince-spring", suggested()).parent


def working(folder: Path) -> Plan:
    return store.load(folder / "plan.yaml").plan


def found(folder: Path, title: str, plan: Plan | None = None) -> Check:
    given = plan or working(folder)
    return only(checks(given, read_beside(given, folder)), title)


def test_a_fresh_save_is_in_order(folder: Path) -> None:
    plan = working(folder)
    assert {one.status for one in checks(plan, read_beside(plan, folder))} == {"PASS"}


def test_an_input_that_changed_since_the_suggestion_is_named(folder: Path) -> None:
    title = "Suggestion"
    changed = edit.replace(working(folder), {"film.note": "x"})
    assert only(checks(changed, None), title).message == "Changed since: the film."
    assert only(checks(suggested(), None), title).status == "PASS"
    (folder / "creators.csv").write_text("creator,platform\n")
    check = found(folder, title)
    assert (check.status, check.message) == ("REVIEW", "Changed since: creators.csv.")


def test_a_plan_changed_by_hand_since_its_version_is_told(folder: Path) -> None:
    check = found(folder, SAVED)
    assert (check.status, check.message) == ("PASS", "plan.yaml is version 1.")
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    edited = text.replace("title: Quince Spring", "title: Quince Summer")
    (folder / "plan.yaml").write_text(edited, encoding="utf-8")
    check = found(folder, SAVED)
    assert check.status == "REVIEW"
    assert "changed since its last save" in check.message


def test_a_version_that_nobody_merged_is_told_until_a_later_save(folder: Path) -> None:
    read = store.load(folder / "plan.yaml").digest
    store.save(folder, working(folder), read=read, now=datetime(2026, 6, 1, tzinfo=UTC))
    assert found(folder, MERGED).status == "PASS"
    old = store.load(folder / "v001.yaml").plan
    with pytest.raises(Overtaken):
        store.save(folder, old, read=read, author="Nino")
    check = found(folder, MERGED)
    assert check.status == "REVIEW"
    assert "Version 3 by Nino stands beside v002" in check.message
    now = store.load(folder / "plan.yaml")
    store.save(folder, now.plan, read=now.digest)
    assert found(folder, MERGED).status == "PASS"


def test_what_cannot_be_read_is_a_check_and_no_crash(folder: Path) -> None:
    title = "Files beside the plan"
    (folder / "records").mkdir()
    (folder / "records" / "r.yaml").write_text("kind: [\n", encoding="utf-8")
    (folder / "creators.csv").write_text("creator\n\xff", encoding="latin-1")
    (folder / "contacts.yaml").write_text("contacts: 5\n", encoding="utf-8")
    (folder / "v001.yaml").write_text("schema: 9\n", encoding="utf-8")
    check = found(folder, title)
    assert check.status == "FAIL"
    for name in ("r.yaml", "creators.csv", "contacts.yaml"):
        assert name in check.message


def test_a_role_that_nobody_has_is_told_where_there_are_contacts(folder: Path) -> None:
    title = "Partners' contacts"
    assert told(checks(working(folder), read_beside(working(folder), folder)), title) == []
    contacts.write(folder, Contacts())
    check = found(folder, title)
    assert check.status == "REVIEW"
    assert "nobody for France (marketing)" in check.message
    contacts.write(folder, Contacts(contacts={"FR": {"marketing": Contact(name="Zoé")}}))
    assert found(folder, title).status == "PASS"


def git(folder: Path, *words: str) -> None:
    command = ["git", "-c", "init.defaultBranch=main", *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # git with fixed words


def test_contacts_that_git_tracks_fail(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    title = "Contacts and git"
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    contacts.write(folder, Contacts(contacts={"FR": {"marketing": Contact(name="Zoé")}}))
    git(folder, "init")
    assert told(checks(working(folder), read_beside(working(folder), folder)), title) == []
    git(folder, "add", "contacts.yaml")
    assert found(folder, title).status == "FAIL"
    sample = edit.replace(working(folder), {"film.sample": True})
    assert told(checks(sample, read_beside(sample, folder)), title) == []


def test_decisions_without_effect_are_told() -> None:
    item = {"at": "creators.Nobody.chosen", "value": True}
    plan = edit.replace(START, {"overrides": [item]})
    check = only(checks(plan, None), "Effect of decisions")
    assert (check.status, check.at) == ("REVIEW", "overrides")


def test_a_folder_that_was_copied_is_told_by_its_name(folder: Path) -> None:
    copied = folder.rename(folder.with_name("plum - Copy"))
    named = found(copied, "Name of the campaign")
    assert named.status == "REVIEW"
    assert "campaign: quince-spring, its folder is called plum - Copy." in named.message


def test_each_fault_of_a_file_beside_the_plan_is_a_sentence(folder: Path) -> None:
    (folder / "contacts.yaml").write_text("contacts: 3\n", "utf-8")
    (folder / "creators.csv").write_text("", "utf-8")
    message = found(folder, "Files beside the plan").message
    assert "(got '3'). " in message or message.endswith("(got '3').")
    assert ".." not in message
