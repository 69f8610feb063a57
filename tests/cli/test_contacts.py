"""The commands about people: list, set, forget, ignore."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from planner.plan import contacts, store
from planner.plan.contacts import FILE, Contact
from tests.cli.conftest import Run, edited

ANNA = ("--region", "FR", "--role", "marketing", "--name", "Anna Roux")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody's git settings count, nor a repository around the test's folder."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


@pytest.fixture
def named(plan_file: Path) -> Path:
    """A plan whose partner has a contact by role."""
    edited(plan_file, "Les Films du Coing,", "Les Films du Coing, contact: marketing,")
    return plan_file


def test_people_are_set_listed_and_missed(run: Run, named: Path) -> None:
    assert run("contacts", "list", named).output == "France, marketing: nobody yet\n"
    given = run("contacts", "set", named, *ANNA, "--phone", "+33123")
    assert given.output == "France, marketing: Anna Roux, +33123\n"
    more = ("--region", "FR", "--role", "marketing", "--email", "anna@example.org")
    assert run("contacts", "set", named, *more).exit_code == 0
    kept = contacts.read(named.parent).of("FR", "marketing")
    assert kept == Contact(name="Anna Roux", email="anna@example.org", phone="+33123")
    listed = json.loads(run("contacts", "list", named, "--json").output)
    assert [one["name"] for one in listed["contacts"]] == ["Anna Roux"]
    assert listed["missing"] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--region", "XX", "--role", "main", "--name", "A"), "Its regions are FR, GB"),
        (("--region", "FR", "--role", "main"), "contacts.FR.main.name: is missing"),
        ((*ANNA, "--email", "anna"), "is no e-mail address"),
    ],
)
def test_what_does_not_fit_is_refused(
    refused: Callable[..., str], named: Path, words: tuple[str, ...], told: str
) -> None:
    assert told in refused("contacts", "set", named, *words)


def test_who_asks_to_be_forgotten_is_told_where_else_their_name_stands(
    run: Run, named: Path
) -> None:
    plan = store.load(named)
    store.save(named.parent, plan.plan, read=plan.digest, author="Anna Roux")
    run("contacts", "set", named, *ANNA)
    frozen = (named.parent / "v002.yaml").read_bytes()
    output = run("contacts", "forget", named, "--name", "anna roux").output
    assert "Taken out: France, marketing." in output
    assert "v002.yaml:7 holds the name, too." in output
    assert "never rewritten" in output
    assert contacts.read(named.parent) == contacts.NOBODY
    assert (named.parent / "v002.yaml").read_bytes() == frozen


def test_nobody_is_forgotten_by_mistake(refused: Callable[..., str], run: Run, named: Path) -> None:
    run("contacts", "set", named, *ANNA)
    assert "These are known: Anna Roux" in refused("contacts", "forget", named, "--name", "Ann")


def test_a_brief_names_the_person_and_no_other_output_does(
    run: Run, named: Path, tmp_path: Path
) -> None:
    run("contacts", "set", named, *ANNA, "--email", "anna@example.org")
    told = [
        run("suggest", named, "--save", "--json"),
        run("suggest", named, "-o", tmp_path / "other.yaml"),
        run("dates", named, "--csv", tmp_path / "dates.csv", "--ics", tmp_path / "dates.ics"),
        run("budget", named, "-o", tmp_path / "budget.csv"),
    ]
    assert [one.exit_code for one in told] == [0] * 4
    told.append(run("validate", named, "--json"))
    made = run("brief", named, "--region", "FR", "--language", "en", "-o", tmp_path / "fr.pdf")
    assert made.exit_code == 0, made.output
    with pypdfium2.PdfDocument(tmp_path / "fr.pdf") as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "Anna Roux" in text
    assert "anna@example.org" in text
    run("brief", named, "--region", "GB", "-o", tmp_path / "gb.pdf")
    with pypdfium2.PdfDocument(tmp_path / "gb.pdf") as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "Anna" not in text
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != FILE]
    assert not [path for path in files if b"Anna Roux" in path.read_bytes()]
    assert not [one for one in [*told, made] if "Anna Roux" in one.output]


def test_git_is_told_to_leave_people_alone(run: Run, named: Path) -> None:
    top = named.parent.parent
    subprocess.run(["git", "init", "--quiet", str(top)], check=True, capture_output=True)
    assert "git does not ignore" in run("contacts", "set", named, *ANNA).output
    assert "Commit that file" in run("contacts", "ignore", named).output
    assert "already" in run("contacts", "ignore", named).output
    assert "git does not ignore" not in run("contacts", "list", named).output
