"""People stand beside the plan: read and written whole, adopted from old plans, never lost."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError, StoreError
from planner.plan import contacts, files, store
from planner.plan.contacts import FILE, NOBODY, NOTICE, Contact, Contacts
from planner.plan.edit import replace
from tests.plan.samples import GOLDEN, NAME, small

OLD = GOLDEN.with_name("schema1.yaml").read_bytes()
ANNA = Contact(name="Anna", email="anna@example.org", phone="+33 1 23", note="mornings")
PEOPLE = Contacts(contacts={"FR": {"marketing": ANNA}, "MX": {"main": Contact(name="Eva")}})
PERSON = st.builds(
    Contact, name=NAME, email=st.none() | st.just("a@b.example"), phone=NAME, note=NAME | st.none()
)
CODES = st.sampled_from(["FR", "MX", "NO", "CA-QC", "DACH"])
ANYBODY = st.builds(
    Contacts,
    contacts=st.dictionaries(CODES, st.dictionaries(NAME, PERSON, min_size=1, max_size=2)),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a campaign without a plan."""
    found = tmp_path / "campaigns" / "walnut-winter"
    found.mkdir(parents=True)
    return found


def test_without_a_file_nobody_is_known(folder: Path) -> None:
    assert contacts.read(folder) == NOBODY
    (folder / FILE).write_text("\n# nobody yet\n\n")
    assert contacts.read(folder) == NOBODY


def test_what_is_written_is_read_and_says_that_it_stays_here(folder: Path) -> None:
    contacts.write(folder, PEOPLE)
    text = (folder / FILE).read_text("utf-8")
    assert text == (
        f"{NOTICE}contacts:\n"
        "  FR:\n"
        "    marketing: {name: Anna, email: anna@example.org, phone: +33 1 23, note: mornings}\n"
        "  MX:\n"
        "    main: {name: Eva}\n"
    )
    assert contacts.read(folder) == PEOPLE


@given(people=ANYBODY)
def test_whoever_they_are_they_are_read_as_they_were_written(
    people: Contacts, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("people")
    contacts.write(folder, people)
    assert contacts.read(folder) == people


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such permissions")
def test_nobody_else_on_the_computer_may_read_it(folder: Path) -> None:
    for _ in range(2):
        contacts.write(folder, PEOPLE)
        assert (folder / FILE).stat().st_mode & 0o777 == 0o600
        (folder / FILE).chmod(0o644)


def test_a_role_is_found_in_any_letter_case() -> None:
    assert PEOPLE.of("FR", "Marketing") == ANNA
    assert PEOPLE.of("FR", "bookings") is None
    assert PEOPLE.of("JP", "marketing") is None


def test_all_faults_are_told_with_their_lines(folder: Path) -> None:
    (folder / FILE).write_text(
        "contacts:\n"
        "  FR:\n"
        "    marketing: {nam: Anna, email: anna}\n"
        "    bookings: {name: Ben, phone: +33123456}\n"
        "  france:\n"
        "    main: {name: Cleo}\n"
    )
    with pytest.raises(InputError) as caught:
        contacts.read(folder)
    told = str(caught.value)
    for expected in (
        f"{FILE}:3:5: contacts.FR.marketing.name: is missing",
        "Did you mean `name`?",
        "is no e-mail address, such as anna@example.org (got 'anna')",
        f"{FILE}:4:",
        "needs quotes, such as '+33 1 23 45 67 89': its + would be lost",
        f"{FILE}:5:",
    ):
        assert expected in told
    assert (folder / FILE).read_text().startswith("contacts:"), "nothing was changed"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("- Anna", "it must start with `contacts:`"),
        ("Anna", "it must start with `contacts:`"),
        ("contacts: {FR: {main: &a {name: Anna}}}", "anchor"),
        ("contacts:\n  FR: {main: {name: A}}\n  FR: {main: {name: B}}\n", "stands twice"),
        ("contacts: {}\n" + "#" * 200_001, "too large for a list of contacts"),
    ],
)
def test_what_is_no_list_of_contacts_is_refused(folder: Path, content: str, told: str) -> None:
    (folder / FILE).write_text(content)
    with pytest.raises(InputError, match=told):
        contacts.read(folder)


def test_a_link_out_of_the_campaigns_is_neither_read_nor_written(
    folder: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("contacts: {}\n")
    (folder / FILE).symlink_to(secret)
    for attempt in (
        lambda: contacts.read(folder),
        lambda: contacts.write(folder, PEOPLE),
        lambda: contacts.change(folder, lambda _: PEOPLE),
        lambda: contacts.adopt(folder, OLD),
    ):
        with pytest.raises(StoreError, match="link"):
            attempt()
    assert secret.read_text() == "contacts: {}\n"


def test_comments_of_hand_edits_move_to_the_top(folder: Path) -> None:
    (folder / FILE).write_text(
        f"{NOTICE}# Ours alone.\ncontacts:\n  FR:\n    main: {{name: Anna}} # on leave in May\n"
    )
    contacts.write(folder, PEOPLE)
    contacts.write(folder, contacts.read(folder))
    lines = (folder / FILE).read_text("utf-8").splitlines()
    assert lines[:4] == [NOTICE.strip(), "# Ours alone.", "# on leave in May", "contacts:"]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + OLD.partition(b"\n")[2],
        json.dumps(
            {"schema": 1, "goals": {"regions": {"FR": {"partner": {"contact": "Léa Dupont"}}}}}
        ).encode(),
        OLD.replace(b"schema: 1", b"schema:    1 # old"),
    ],
)
def test_however_an_old_plan_is_written_its_names_are_kept(folder: Path, content: bytes) -> None:
    contacts.adopt(folder, content)
    assert contacts.read(folder).of("FR", "main") == Contact(name="Léa Dupont")


def test_the_names_of_an_old_plan_are_known_before_it_is_saved_and_kept_after(
    folder: Path,
) -> None:
    (folder / files.PLAN).write_bytes(OLD)
    named = contacts.read(folder)
    assert [(key, one.name) for key, one in named.people()] == [(("FR", "main"), "Léa Dupont")]
    contacts.adopt(folder, OLD)
    (folder / files.PLAN).unlink()
    assert contacts.read(folder) == named


def test_a_save_that_brings_a_plan_to_the_present_schema_keeps_its_people(folder: Path) -> None:
    (folder / files.PLAN).write_bytes(OLD)
    before = store.load(folder / files.PLAN)
    store.save(folder, before.plan, read=before.digest)
    saved = (folder / files.PLAN).read_text("utf-8")
    assert "contact: main" in saved
    assert "Dupont" not in saved
    assert contacts.read(folder).of("FR", "main") == Contact(name="Léa Dupont")


def test_adopting_never_overwrites_and_keeps_the_rest(folder: Path) -> None:
    before = Contacts(contacts={"FR": {"main": ANNA}, "MX": {"main": ANNA}})
    contacts.write(folder, before)
    kept = (folder / FILE).read_bytes()
    contacts.adopt(folder, OLD)
    assert (folder / FILE).read_bytes() == kept
    contacts.write(folder, PEOPLE)
    contacts.adopt(folder, OLD)
    after = contacts.read(folder)
    assert (after.of("FR", "marketing"), after.of("MX", "main")) == (ANNA, Contact(name="Eva"))
    assert after.of("FR", "main") == Contact(name="Léa Dupont")


@pytest.mark.parametrize(
    "content", [GOLDEN.read_bytes(), b"", b"schema: 1\n  - broken: [", b"\xff\x00", b"schema: 1\n"]
)
def test_a_plan_that_names_nobody_leaves_no_file(folder: Path, content: bytes) -> None:
    contacts.adopt(folder, content)
    assert list(folder.iterdir()) == []


def test_a_faulty_file_is_told_before_names_are_lost(folder: Path) -> None:
    (folder / FILE).write_text("contacts: [")
    with pytest.raises(InputError, match=FILE):
        contacts.adopt(folder, OLD)
    contacts.adopt(folder, GOLDEN.read_bytes())  # it names roles alone: nothing can be lost
    assert (folder / FILE).read_text() == "contacts: ["


def test_two_people_who_change_the_file_keep_each_others_work(folder: Path) -> None:
    contacts.change(folder, lambda now: now.having({("FR", "marketing"): ANNA}))
    contacts.change(folder, lambda now: now.having({("MX", "main"): Contact(name="Eva")}))
    assert contacts.read(folder) == PEOPLE
    contacts.change(folder, lambda now: now.having({("MX", "main"): None}))
    assert contacts.read(folder) == Contacts(contacts={"FR": {"marketing": ANNA}})


def test_roles_that_nobody_has_are_listed() -> None:
    named = {"name": "Noix Films", "contact": "Marketing"}
    plan = replace(
        small(),
        {
            "goals.regions.FR.partner": named,
            "goals.regions.MX.partner": named | {"contact": "bookings"},
            "goals.regions.JP": {"partner": {"name": "Kurumi"}},
        },
    )
    assert contacts.missing(plan, PEOPLE) == [("MX", "bookings")]
    assert contacts.missing(plan, NOBODY) == [("FR", "Marketing"), ("MX", "bookings")]


def test_a_person_is_forgotten_wherever_they_stand() -> None:
    twice = PEOPLE.having({("JP", "main"): ANNA})
    after, places = contacts.forget(twice, " ANNA ")
    assert places == [("FR", "marketing"), ("JP", "main")]
    assert [one.name for _, one in after.people()] == ["Eva"]
    assert contacts.forget(after, "Anna") == (after, [])
