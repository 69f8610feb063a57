from datetime import date

import pytest

from planner.facts.table import load
from planner.model.plan import Plan
from planner.model.sections import Creators
from planner.review.embargo import checks
from tests.plans import make_plan
from tests.review.parts import timed

FACTS = load()


def embargoed(until: str, film: dict[str, object] | None = None, **embargo: object) -> Plan:
    """France and Mexico open on 5 May 2027; reviews wait until some moment."""
    goals = {"embargoes": [{"what": "reviews", "until": until, **embargo}]}
    zone = {"partner": {"name": "A", "time_zone": "America/Mexico_City"}}
    return timed(make_plan({"FR": {}, "MX": zone}, goals=goals, film=film))


def found(plan: Plan) -> list[tuple[str, str]]:
    return [(one.status, one.message) for one in checks(plan, FACTS)]


def test_an_embargo_that_ends_before_all_opens_passes() -> None:
    assert [status for status, _ in found(embargoed("2027-04-30T10:00:00Z"))] == ["PASS"]
    assert [status for status, _ in found(embargoed("2027-05-05T10:00:00Z"))] == ["PASS"]


def test_an_embargo_that_outlasts_an_opening_fails_where_it_covers_it() -> None:
    plan = embargoed("2027-05-07T12:00:00Z", regions=["FR"])
    assert found(plan) == [("FAIL", "It ends on 7 May 2027, after France opens on 5 May 2027.")]
    (check,) = checks(plan, FACTS)
    assert (check.title, check.at) == ("Embargo on reviews", "goals.embargoes.0")
    assert len(found(embargoed("2027-05-07T12:00:00Z"))) == 2


def test_the_partners_clock_counts() -> None:
    plan = embargoed("2027-05-06T03:00:00Z")  # still 5 May in Mexico, 6 May elsewhere
    assert [message for _, message in found(plan)] == [
        "It ends on 6 May 2027, after France opens on 5 May 2027."
    ]


@pytest.mark.parametrize(("until", "status"), [("2027-04-21", "PASS"), ("2027-04-22", "REVIEW")])
def test_creators_who_post_before_it_ends_are_told(until: str, status: str) -> None:
    one = {"platform": "tiktok", "region": "FR", "language": "fr", "price": 1, "added_reach": 1}
    creators = Creators.model_validate({"chosen": {"Ana": one}})
    plan = embargoed(f"{until}T12:00:00Z").model_copy(update={"creators": creators})
    (check,) = checks(plan, FACTS)
    assert check.status == status
    if status == "REVIEW":
        assert "Creators in France post from 21 April 2027" in check.message
        assert check.page == "creators"


def festival(status: str, day: date) -> dict[str, object]:
    item = {"festival": "Alm", "status": status, "date": day, "country": "DE", "premiere": "world"}
    return {"festivals": [item]}


@pytest.mark.parametrize(
    ("status", "day", "regions", "expected"),
    [
        ("invited", date(2027, 2, 14), [], "REVIEW"),
        ("invited", date(2027, 2, 14), ["FR"], "PASS"),
        ("hoped", date(2027, 2, 14), [], "PASS"),
        ("invited", date(2027, 4, 1), [], "PASS"),
    ],
)
def test_a_festival_that_shows_the_film_before_it_ends_is_told(
    status: str, day: date, regions: list[str], expected: str
) -> None:
    plan = embargoed("2027-04-01T12:00:00Z", film=festival(status, day), regions=regions)
    assert [status for status, _ in found(plan)] == [expected]
