"""Page Partners: people are kept beside the plan, and briefs name those of their region."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from streamlit.testing.v1 import AppTest

from planner.errors import InputError
from planner.plan import contacts, edit, store
from planner.plan.contacts import FILE, NOBODY, Contact, Contacts
from planner.ui import contacts as page
from planner.ui import drafts, partners
from planner.ui.session import Work
from tests.ui.conftest import Open, first_plan
from tests.ui.tables import fill
from tests.ui.test_edit import draft
from tests.ui.test_pages import texts

ANNA: dict[str, object] = {
    "region": "FR",
    "role": "marketing",
    "name": "Anna Roux",
    "email": "anna@example.org",
}
KNOWN = Contacts(
    contacts={"FR": {"marketing": Contact(name="Anna Roux", email="anna@example.org")}}
)


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody's git settings count, nor a repository around the test's folder."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


@pytest.fixture
def shared(campaign: Path) -> Path:
    """The campaign of an actual film, whose partner in France has a contact by role."""
    plan = edit.replace(
        first_plan(), {"goals.regions.FR.partner.contact": "Marketing", "film.sample": False}
    )
    store.save(campaign, plan, read=store.load(campaign / store.PLAN).digest)
    return campaign


def test_a_person_is_kept_in_a_file_of_their_own(open_page: Open, campaign: Path) -> None:
    app = open_page("7_Partners")
    assert page.EMPTY in texts(app)
    assert page.KEPT in texts(app)
    fill(app, "people", added=(ANNA,))
    assert contacts.read(campaign) == KNOWN
    assert f"Kept in {FILE}." in texts(app)
    assert drafts.find(campaign) is None, "the plan has not changed"
    assert b"Anna" not in (campaign / store.PLAN).read_bytes()


def test_a_role_that_nobody_has_waits_for_a_name(open_page: Open, shared: Path) -> None:
    app = open_page("7_Partners")
    fill(app, "people")
    assert contacts.read(shared) == NOBODY
    fill(app, "people", edited={0: {"name": "Anna Roux", "phone": "+33 1"}})
    assert contacts.read(shared).of("FR", "marketing") == Contact(name="Anna Roux", phone="+33 1")


def test_a_role_is_named_in_the_plan(open_page: Open, campaign: Path) -> None:
    fill(open_page("7_Partners"), "partners", edited={0: {"partner.contact": "bookings"}})
    partner = draft(campaign).plan.goals.regions["FR"].partner
    assert partner is not None
    assert partner.contact == "bookings"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (ANNA | {"email": "anna"}, "is no e-mail address"),
        ({"region": "FR", "role": "main", "email": "a@b.example"}, "name: is missing"),
        ({"name": "Anna"}, "needs a region and a role"),
    ],
)
def test_what_does_not_fit_is_told_in_place(
    open_page: Open, campaign: Path, row: dict[str, object], told: str
) -> None:
    app = fill(open_page("7_Partners"), "people", added=(row,))
    assert told in texts(app)
    assert not (campaign / FILE).exists()


def test_people_go_by_region_in_the_order_of_the_plan(shared: Path) -> None:
    plan = store.load(shared / store.PLAN).plan
    eva = Contact(name="Eva")
    known = NOBODY.having({("AT", "main"): eva, ("JP", "main"): eva, ("MX", "main"): eva})
    rows = page.rows_of(Work("quince-spring", shared, plan, plan, ""), known)
    assert [row["region"] for row in rows] == ["FR", "MX", "JP", "AT"]
    assert (rows[0]["role"], rows[0].get("name")) == ("Marketing", None)


def test_a_role_is_one_persons() -> None:
    with pytest.raises(InputError, match="is the second MARKETING of France"):
        page.read_rows([dict(ANNA), ANNA | {"role": "MARKETING"}])


def test_a_fault_in_the_file_is_told_and_the_page_goes_on(
    suggested: AppTest, campaign: Path
) -> None:
    (campaign / FILE).write_text("contacts:\n  FR:\n    main: {nam: Anna}\n")
    app = suggested.switch_page("pages/7_Partners.py").run()
    assert not app.exception
    assert page.UNKNOWN in texts(app)
    assert f"{FILE}:3" in texts(app)
    assert app.get("image"), "the brief is shown all the same"


def test_briefs_from_the_page_name_nobody_of_another_region(
    suggested: AppTest, campaign: Path
) -> None:
    plan = edit.replace(draft(campaign).plan, {"goals.regions.FR.partner.contact": "marketing"})
    assert not suggested.exception
    archive = zipfile.ZipFile(io.BytesIO(partners.all_pdfs(plan, "quince", KNOWN)))
    holding = [name for name in archive.namelist() if "Anna Roux" in words(archive.read(name))]
    assert holding == ["quince-FR.pdf"]
    assert "Anna Roux" in words(partners.one_pdf(plan, "FR", "en", KNOWN))


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(one.get_textpage().get_text_range() for one in document)


def test_git_that_would_share_people_is_told_of_and_stopped(open_page: Open, shared: Path) -> None:
    assert page.SHARED not in texts(open_page("7_Partners")), "there is no git yet"
    subprocess.run(["git", "init", "--quiet", str(shared.parent)], check=True, capture_output=True)
    app = open_page("7_Partners")
    assert page.SHARED in texts(app)
    app.button(key="people.ignore").click().run()
    assert "Commit that file." in texts(app)
    assert page.SHARED not in texts(app)


def test_people_of_a_frozen_version_are_looked_at_only(open_page: Open, shared: Path) -> None:
    contacts.write(shared, KNOWN)
    app = open_page("7_Partners", version="1")
    assert not app.exception
    assert app.button(key="people.apply").disabled
