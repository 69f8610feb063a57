from datetime import date

import pytest

from planner.facts.table import load
from planner.model.plan import Plan
from planner.review.check import Check
from planner.review.clearance import checks
from tests.plans import make_plan
from tests.review.parts import only, timed, told

FACTS = load()
GOOD_FRIDAY = date(2027, 3, 26)


def rated(certificate: dict[str, object] | None, due: date, **region: object) -> Plan:
    """Germany with a certificate that had to be applied for by some day; today is 1 June 2026."""
    given = {"certificate": certificate} if certificate else {}
    return timed(make_plan({"DE": {**given, **region}}), DE={"start_by": {"certificate": due}})


@pytest.mark.parametrize(
    ("certificate", "due", "expected"),
    [
        (None, date(2026, 6, 1), ("PASS", "Age ratings")),
        ({"status": "not applied"}, date(2026, 6, 1), ("PASS", "Age ratings")),
        (None, date(2026, 5, 31), ("REVIEW", "Age rating in Germany")),
        ({"status": "not applied"}, date(2026, 5, 31), ("FAIL", "Age rating in Germany")),
    ],
)
def test_a_rating_that_is_asked_for_too_late_is_told(
    certificate: dict[str, object] | None, due: date, expected: tuple[str, str]
) -> None:
    found = [one for one in checks(rated(certificate, due), FACTS) if one.title.startswith("Age")]
    assert [(one.status, one.title) for one in found] == [expected]
    assert found[0].at == "goals.regions.DE.certificate"


@pytest.mark.parametrize("status", ["applied", "granted"])
def test_a_rating_that_is_asked_for_is_no_matter(status: str) -> None:
    plan = rated({"status": status}, date(2020, 1, 1))
    assert not [one for one in checks(plan, FACTS) if one.title.startswith("Age")]


def test_a_release_outside_cinemas_needs_none() -> None:
    plan = rated(None, date(2020, 1, 1), release="TVOD")
    assert list(checks(plan, FACTS)) == []


def silent(day: date, region: str = "DE", *, cleared: bool | None = None) -> Check | None:
    goals = {"groups": {"DACH": ["DE", "AT", "CH"]}}
    certificate = {} if cleared is None else {"certificate": {"feiertagsfreigabe": cleared}}
    plan = timed(make_plan({region: certificate}, goals=goals), **{region: {"date": day}})
    found = [one for one in checks(plan, FACTS) if one.title == "Feiertagsfreigabe"]
    return found[0] if found else None


@pytest.mark.parametrize("region", ["DE", "DACH"])
def test_a_silent_day_in_the_first_run_asks_for_a_clearance(region: str) -> None:
    check = silent(date(2027, 3, 18), region)
    assert check is not None
    assert check.status == "REVIEW"
    assert "Good Friday (26 March 2027)" in check.message
    assert check.at == f"goals.regions.{region}.certificate"


@pytest.mark.parametrize(
    ("day", "cleared", "status"),
    [
        (GOOD_FRIDAY, False, "FAIL"),
        (date(2027, 3, 25), False, "FAIL"),  # Maundy Thursday, in Bavaria
        (date(2027, 3, 18), False, "REVIEW"),
        (date(2027, 3, 18), True, "PASS"),
        (date(2027, 6, 3), None, "PASS"),
        (date(2026, 11, 5), None, "REVIEW"),
    ],
)
def test_a_clearance_for_silent_days(day: date, status: str, *, cleared: bool | None) -> None:
    check = silent(day, cleared=cleared)
    assert check is not None
    assert check.status == status


def test_autumn_has_its_silent_days_too() -> None:
    check = silent(date(2026, 11, 5))
    assert check is not None
    for name in ("Volkstrauertag", "Buss- und Bettag", "Totensonntag"):
        assert name in check.message


def test_other_countries_ask_for_no_such_clearance() -> None:
    assert silent(date(2027, 3, 18), "FR") is None


@pytest.mark.parametrize(
    ("seconds", "status"),
    [(120, "PASS"), (121, "REVIEW"), (180, "REVIEW"), (181, "FAIL")],
)
def test_a_trailer_longer_than_cinemas_show_is_told(seconds: int, status: str) -> None:
    film = {"trailers": [{"name": "Main trailer", "seconds": seconds}]}
    check = only(checks(timed(make_plan({"US": {}, "FR": {}}, film=film)), FACTS), "Trailer length")
    assert check.status == status
    assert "France" not in check.message
    assert "United States" in check.message


def test_a_length_is_told_as_minutes_with_its_source() -> None:
    film = {"trailers": [{"name": "Main trailer", "seconds": 145}]}
    check = only(checks(timed(make_plan({"CA-QC": {}}, film=film)), FACTS), "Trailer length")
    assert "Main trailer is 2:25 long; cinemas in Canada show 2:00 at most (NATO" in check.message
    assert "exemptions: they allow 3:00" in check.next_step
    assert (check.at, check.page) == ("film.trailers.0", "film")


def test_nothing_is_said_of_trailers_where_no_limit_is_known() -> None:
    film = {"trailers": [{"name": "Main trailer", "seconds": 900}]}
    plan = timed(make_plan({"FR": {}, "US": {"release": "SVOD"}}, film=film))
    assert told(checks(plan, FACTS), "Trailer length") == []
    assert told(checks(timed(make_plan({"US": {}})), FACTS), "Trailer length") == []
