from pathlib import Path

import pytest

from planner.model.plan import Plan
from planner.plan import edit, store
from planner.review.beside import read_beside
from planner.review.check import Check
from planner.review.private import checks
from tests.plans import make_plan
from tests.review.parts import only

KEY = "AIza" + "Q" * 35
MAIL = "anna@example.org"
SECRETS, CONTACTS = "No secrets in files", "No contact data in files"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return store.create(tmp_path, "quince-spring", make_plan({"FR": {}})).parent


def found(folder: Path, title: str) -> list[Check]:
    plan = store.load(folder / "plan.yaml").plan
    return [one for one in checks(plan, read_beside(plan, folder)) if one.title == title]


def noted(folder: Path, name: str, text: str) -> None:
    """Append a note to a plan's film in a file, as somebody would by hand."""
    path = folder / name
    old = path.read_text(encoding="utf-8")
    path.write_text(old.replace("film:\n", f"film:\n  note: see {text}\n", 1), encoding="utf-8")


def test_clean_files_pass(folder: Path) -> None:
    assert [one.status for one in found(folder, SECRETS) + found(folder, CONTACTS)] == ["PASS"] * 2


@pytest.mark.parametrize(("text", "title"), [(KEY, SECRETS), (MAIL, CONTACTS)])
def test_what_stands_in_the_plan_fails_with_its_line_and_key_path(
    folder: Path, text: str, title: str
) -> None:
    noted(folder, "plan.yaml", text)
    (check,) = found(folder, title)
    assert check.status == "FAIL"
    assert check.message.startswith("plan.yaml:8:13: ")
    assert (check.at, check.page) == ("film.note", "film")
    assert text not in check.message


def test_a_version_is_never_rewritten_but_its_key_must_be_revoked(folder: Path) -> None:
    noted(folder, "v001.yaml", f"{KEY} {MAIL}")
    (secret,), (contact,) = found(folder, SECRETS), found(folder, CONTACTS)
    assert (secret.status, contact.status) == ("FAIL", "REVIEW")
    assert "revoke it" in secret.next_step
    assert "never rewritten" in secret.next_step
    assert "contacts.yaml" in contact.next_step


def test_what_escapes_hide_is_told_at_its_line_in_plan_and_version(folder: Path) -> None:
    hidden = "".join(f"\\x{ord(one):02x}" for one in KEY)
    for name in ("plan.yaml", "v001.yaml"):
        noted(folder, name, KEY)
        path = folder / name
        text = path.read_text("utf-8").replace(f"see {KEY}", f'"see {hidden}"')
        path.write_text(text, "utf-8")
    told = [check.message for check in found(folder, SECRETS)]
    assert told == [f"{name}:8:9: a Google API key (AIza…)." for name in ("plan.yaml", "v001.yaml")]


@pytest.mark.parametrize("name", [".env", "notes.txt", "README.md", "old plan.yml"])
def test_a_text_that_somebody_put_beside_the_plan_is_looked_through(
    folder: Path, name: str
) -> None:
    (folder / name).write_text(f"key {KEY}\n", "utf-8")
    (check,) = found(folder, SECRETS)
    assert check.message == f"{name}:1:5: a Google API key (AIza…)."


@pytest.mark.parametrize("name", ["records/20270101-note.yaml", "creators.csv"])
def test_records_and_the_creator_sheet_are_read_too(folder: Path, name: str) -> None:
    (folder / "records").mkdir()
    (folder / name).write_text(f"creator,platform,note\nAna,x,{MAIL} {KEY}\n", encoding="utf-8")
    assert [one.status for one in found(folder, SECRETS)] == ["FAIL"]
    assert [one.status for one in found(folder, CONTACTS)] == ["REVIEW"]
    assert f"{name}:2:" in found(folder, SECRETS)[0].message


def test_contacts_in_their_own_file_are_no_matter(folder: Path) -> None:
    (folder / "contacts.yaml").write_text(
        f"contacts:\n  FR:\n    marketing: {{name: Anna, email: {MAIL}}}\n", encoding="utf-8"
    )
    assert [one.status for one in found(folder, CONTACTS)] == ["PASS"]


def test_a_comment_is_read_as_well(folder: Path) -> None:
    path = folder / "plan.yaml"
    path.write_text(path.read_text("utf-8") + f"# ask {MAIL}\n", encoding="utf-8")
    assert [one.status for one in found(folder, CONTACTS)] == ["FAIL"]


def with_note(note: str) -> Plan:
    return edit.replace(make_plan({"FR": {}}), {"goals.note": note})


def test_what_is_not_saved_yet_is_told_before_it_is(folder: Path) -> None:
    plan = with_note(f"{MAIL} {KEY}")
    for beside in (None, read_beside(plan, folder)):
        told = only(checks(plan, beside), CONTACTS)
        assert told.status == "FAIL"
        assert told.message == "Not saved yet: an e-mail address (anna…)."
        assert only(checks(plan, beside), SECRETS).status == "FAIL"


def test_many_findings_are_named_up_to_three(folder: Path) -> None:
    noted(folder, "plan.yaml", " ".join(f"{name}@example.org" for name in "abcde"))
    message = found(folder, CONTACTS)[0].message
    assert message.count("an e-mail address") == 3
    assert message.endswith("; and 2 more in plan.yaml.")
