"""A release without a required sign-off can't be marked ready; a sign-off holds until a change."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from planner.errors import InputError, PlanError, StoreError
from planner.facts.table import load
from planner.model.plan import Plan
from planner.plan import edit, records, store
from planner.timing.culture import Subject
from planner.timing.readiness import Readiness, readiness, sign_offs
from planner.timing.signing import Signature, mark_ready, sign
from tests.plans import make_plan
from tests.timing.test_critical import dated

FACTS = load()
MAP = {"maps": "A globe stands in the office.", "sex": "A kiss."}
DAYS = {"VN": date(2027, 5, 7), "US": date(2027, 5, 7)}
NOON = datetime(2027, 1, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign with two dated regions; Vietnam has required questions on maps and sex."""
    plan = dated(make_plan({"VN": {}, "US": {}}, film={"content": MAP}), DAYS)
    return store.create(tmp_path, "quince-spring", plan).parent


def plan_in(folder: Path) -> Plan:
    return store.load(folder / store.PLAN).plan


def changed(folder: Path, path: str, value: object) -> Plan:
    """Save the plan with a change, and return it."""
    snapshot = store.load(folder / store.PLAN)
    return store.save(folder, edit.replace(snapshot.plan, {path: value}), read=snapshot.digest).plan


def says(
    folder: Path, verdict: str = "ok", topic: Subject = "maps", hours: int = 0, note: str = ""
) -> Path:
    signature = Signature("Nguyen An", note, NOON + timedelta(hours=hours))
    return sign("VN", topic, verdict, plan_in(folder), folder, FACTS, signature)


def state(folder: Path, topic: Subject = "maps") -> str:
    found = sign_offs(plan_in(folder), records.read(folder), "VN", FACTS)
    return next(one.state for one in found if one.topic == topic)


def now(folder: Path, code: str = "VN") -> Readiness:
    return readiness(plan_in(folder), records.read(folder), code, FACTS)


def test_a_release_without_a_required_sign_off_is_not_ready(folder: Path) -> None:
    assert now(folder).missing == (
        "Maps: the required sign-off is open.",
        "Sex: the required sign-off is open.",
    )
    with pytest.raises(PlanError, match="Maps: the required sign-off is open"):
        mark_ready("VN", plan_in(folder), folder, FACTS, Signature("Ann"))
    assert records.read(folder).records == ()


def test_advised_questions_hold_nothing_up(folder: Path) -> None:
    offs = sign_offs(plan_in(folder), records.read(folder), "US", FACTS)
    assert [one.state for one in offs] == ["open", "open"]
    assert not any(one.required for one in offs)
    assert now(folder, "US").ready


def test_with_every_required_sign_off_it_can_be_marked_ready(folder: Path) -> None:
    says(folder)
    says(folder, "ok_with_changes", "sex", note="Cut the second kiss")
    assert now(folder) == Readiness(ready=True, missing=())
    mark_ready("VN", plan_in(folder), folder, FACTS, Signature("Ann"))
    found = now(folder)
    assert found.state == "ready"
    assert found.record is not None
    assert found.record.by == "Ann"
    assert found.record.version == 1


def test_the_last_word_counts(folder: Path) -> None:
    says(folder, "not_ok", note="Cut the globe")
    assert state(folder) == "refused"
    assert "it can't be shown as it is: Cut the globe." in now(folder).missing[0]
    says(folder, "ok", hours=1)
    assert state(folder) == "signed"
    says(folder, "not_ok", hours=2)
    assert state(folder) == "refused"


@pytest.mark.parametrize("note", ["a", "b", "c", "d"])
def test_in_the_same_second_a_refusal_counts(folder: Path, note: str) -> None:
    says(folder, "ok", note=note)
    says(folder, "not_ok", note=note)
    assert state(folder) == "refused"


def test_a_sign_off_is_to_renew_once_what_it_covers_changes(folder: Path) -> None:
    says(folder)
    says(folder, topic="sex")
    mark_ready("VN", plan_in(folder), folder, FACTS, Signature("Ann"))
    changed(folder, "film.content.maps", "A globe and an atlas.")
    assert state(folder) == "to renew"
    assert state(folder, "sex") == "signed"
    found = now(folder)
    assert not found.ready
    assert found.state == "to renew"
    assert "Nguyen An on 4 January 2027 (version 1) looked at has changed" in found.missing[0]
    changed(folder, "film.content.maps", MAP["maps"])
    assert state(folder) == "signed"
    assert now(folder).state == "ready"


def test_another_date_makes_ready_to_renew_but_not_the_sign_offs(folder: Path) -> None:
    says(folder)
    says(folder, topic="sex")
    mark_ready("VN", plan_in(folder), folder, FACTS, Signature("Ann"))
    changed(folder, "timing.regions.VN.date", "2027-05-06")
    assert state(folder) == "signed"
    assert now(folder).ready
    assert now(folder).state == "to renew"


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("timing.regions.US.date", None, "no release date"),
        ("timing", None, "no release date"),
        ("timing.regions.US.earliest", "2027-06-01", "before its earliest day, 1 June 2027"),
        ("timing.regions.US.latest", "2027-04-01", "after its latest day, 1 April 2027"),
        (
            "timing.regions.US.gates",
            {"certificate": "2027-05-20", "booking": "2027-01-01"},
            "before Age rating (ready on 20 May 2027)",
        ),
    ],
)
def test_a_date_that_can_not_be_kept_is_not_ready(
    folder: Path, path: str, value: object, told: str
) -> None:
    changed(folder, path, value)
    (line,) = now(folder, "US").missing
    assert told in line


def test_a_record_that_can_not_be_read_might_be_a_refusal(folder: Path) -> None:
    home = folder / records.FOLDER
    home.mkdir()
    (home / "x.yaml").write_text("verdict: not_ok\n", encoding="utf-8")
    assert not now(folder, "US").ready
    assert "A record can't be read" in now(folder, "US").missing[0]


def test_nothing_is_signed_without_a_name_a_question_or_a_verdict(folder: Path) -> None:
    plan = plan_in(folder)
    with pytest.raises(InputError, match="Give the name"):
        sign("VN", "maps", "ok", plan, folder, FACTS, Signature("  "))
    with pytest.raises(InputError, match="no question to answer in Vietnam"):
        sign("VN", "violence", "ok", plan, folder, FACTS, Signature("An"))
    with pytest.raises(InputError, match="Use one of ok, ok_with_changes, not_ok"):
        sign("VN", "maps", "fine", plan, folder, FACTS, Signature("An"))
    with pytest.raises(InputError, match="is no region"):
        mark_ready("XX", plan, folder, FACTS, Signature("An"))
    assert records.read(folder).records == ()


def test_a_frozen_version_can_be_signed_and_an_unsaved_plan_can_not(folder: Path) -> None:
    first = plan_in(folder)
    second = changed(folder, "film.content.maps", "Another globe.")
    sign("VN", "maps", "ok", first, folder, FACTS, Signature("An"))
    assert records.read(folder).records[0].version == 1
    assert state(folder) == "to renew"
    unsaved = edit.replace(second, {"film.content.maps": "A third globe."})
    with pytest.raises(StoreError, match="Save it first"):
        sign("VN", "maps", "ok", unsaved, folder, FACTS, Signature("An"))


def test_one_region_does_not_speak_for_another(folder: Path) -> None:
    says(folder)
    found = sign_offs(plan_in(folder), records.read(folder), "US", FACTS)
    assert {one.state for one in found} == {"open"}
