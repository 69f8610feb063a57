from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from planner.facts.table import load
from planner.model.plan import Plan
from planner.plan import edit, records, store
from planner.plan.records import Record
from planner.review.beside import read_beside
from planner.review.dates import as_set, checks
from tests.plans import make_plan
from tests.review.parts import only, timed, told

FACTS = load()
START = make_plan({"FR": {}, "MX": {}})
LADDER = "Order of premieres"


def found(plan: Plan) -> list[tuple[str, str]]:
    return [(one.status, one.title) for one in checks(plan, None, FACTS)]


def test_dates_after_their_gates_pass() -> None:
    gates = {"certificate": date(2027, 5, 5)}
    assert found(timed(START, FR={"gates": gates})) == [("PASS", "Dates")]


@pytest.mark.parametrize(
    ("region", "words"),
    [
        ({"gates": {"fr dub": date(2027, 5, 6)}}, "before French dub (ready on 6 May 2027)"),
        ({"earliest": date(2027, 5, 6)}, "before its earliest day, 6 May 2027"),
        ({"latest": date(2027, 5, 4)}, "after its latest day, 4 May 2027"),
    ],
)
def test_a_date_before_a_gate_or_outside_its_days_fails(
    region: dict[str, object], words: str
) -> None:
    check = only(checks(timed(START, FR=region), None, FACTS), "Date in France")
    assert check.status == "FAIL"
    assert words in check.message
    assert (check.at, check.page) == ("timing.regions.FR.date", "timing")


def test_a_certificate_that_is_granted_is_no_gate() -> None:
    region = {"gates": {"certificate": date(2027, 5, 6)}, "earliest": date(2027, 5, 6)}
    plan = timed(START, FR=region)
    assert only(checks(plan, None, FACTS), "Date in France").status == "FAIL"
    granted = edit.replace(plan, {"goals.regions.FR.certificate": {"status": "granted"}})
    assert found(granted) == [("PASS", "Dates")]


def test_what_is_odd_about_a_date_is_worth_a_look() -> None:
    plan = timed(START, FR={"warnings": ["It is a Monday."]})
    assert told(checks(plan, None, FACTS), "Date in France") == [("REVIEW", "It is a Monday.")]


def test_a_region_without_a_date_fails_with_the_reason_of_the_suggestion() -> None:
    plan = timed(START, FR={"date": None, "set_by": "nobody", "warnings": ["No date: why."]})
    assert told(checks(plan, None, FACTS), "Date in France") == [("FAIL", "No date: why.")]


def test_a_region_that_the_suggestion_does_not_know_is_not_judged() -> None:
    plan = timed(make_plan({"FR": {}}))
    more = edit.replace(plan, {"goals.regions": {"FR": {}, "MX": {}}})
    assert found(more) == [("PASS", "Dates")]


@pytest.mark.parametrize(
    "changes",
    [
        {"goals.regions.FR.date_by": "partner", "goals.regions.FR.date": "2027-04-01"},
        {"overrides": [{"at": "timing.FR.date", "value": "2027-04-01"}]},
    ],
)
def test_a_date_that_was_set_since_the_suggestion_counts(changes: dict[str, object]) -> None:
    plan = timed(START, FR={"gates": {"booking": date(2027, 5, 5)}, "warnings": ["old"]})
    check = only(checks(as_set(edit.replace(plan, changes)), None, FACTS), "Date in France")
    assert check.status == "FAIL"
    assert "It opens on 1 April 2027, before Cinema bookings" in check.message


def test_a_date_that_somebody_marked_ready_is_looked_at_again(tmp_path: Path) -> None:
    plan = timed(START, FR={"gates": {"booking": date(2027, 5, 6)}})
    folder = store.create(tmp_path, "quince-spring", plan).parent
    saved = store.load(folder / "plan.yaml").plan
    said = Record(
        kind="ready",
        at={"region": "FR"},
        by="Anna",
        on=datetime(2026, 6, 1, tzinfo=UTC),
        version=1,
        covers="sha256:0123456789abcdef",
        what="France",
    )
    records.append(folder, said)
    check = only(checks(saved, read_beside(saved, folder), FACTS), "Date in France")
    assert check.status == "REVIEW"
    moved = timed(saved, FR={"gates": {"booking": date(2027, 5, 6)}, "date": date(2027, 5, 4)})
    check = only(checks(moved, read_beside(moved, folder), FACTS), "Date in France")
    assert check.status == "FAIL"  # nobody said so of this date


def with_festivals(*festivals: tuple[str, str, str, str]) -> Plan:
    """A dated plan with festivals in Germany: name, status, day and premiere."""
    listed = [
        {"festival": name, "status": status, "date": day, "country": "DE", "premiere": premiere}
        for name, status, day, premiere in festivals
    ]
    return timed(make_plan({"FR": {}, "MX": {}}, film={"festivals": listed}))


def test_premieres_in_order_pass() -> None:
    plan = with_festivals(
        ("Alm", "invited", "2027-02-01", "world"), ("Bach", "invited", "2027-03-01", "none")
    )
    assert only(checks(plan, None, FACTS), LADDER).status == "PASS"


@pytest.mark.parametrize(
    ("first", "later", "status"),
    [("invited", "invited", "FAIL"), ("played", "invited", "FAIL"), ("invited", "hoped", "REVIEW")],
)
def test_a_world_premiere_after_another_screening_is_told(
    first: str, later: str, status: str
) -> None:
    plan = with_festivals(
        ("Alm", first, "2026-05-01", "none"), ("Bach", later, "2027-03-01", "world")
    )
    check = only(checks(plan, None, FACTS), LADDER)
    assert check.status == status
    assert "Bach asks for a world premiere on 1 March 2027" in check.message
    assert (check.at, check.page) == ("film.festivals.1", "film")


def test_an_opening_before_an_international_premiere_fails_but_not_at_home() -> None:
    film = {"origin": ["FR"], "festivals": [{"festival": "Alm", "status": "invited",
        "date": "2027-06-01", "country": "DE", "premiere": "international"}]}  # fmt: skip
    plan = timed(make_plan({"FR": {}, "MX": {}}, film=film))
    check = only(checks(plan, None, FACTS), LADDER)
    assert check.status == "FAIL"
    assert "Mexico opens on 5 May 2027, before it" in check.message
    gated = timed(plan, MX={"gates": {"premiere Alm": date(2027, 6, 1)}})
    assert [one for one in found(gated) if one[0] == "FAIL"] == [("FAIL", "Date in Mexico")]


def test_nothing_is_said_of_premieres_where_no_festival_asks_for_one() -> None:
    assert told(checks(with_festivals(), None, FACTS), LADDER) == []
