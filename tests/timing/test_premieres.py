from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.facts.table import load
from planner.model.plan import Plan
from planner.timing.continents import continent
from planner.timing.premieres import (
    Screening,
    hopes,
    ladder_notes,
    premiere_steps,
    screenings,
)
from tests.plans import AS_OF, make_plan

FACTS = load()
LADDER = ("national", "continental", "international", "world")
CODES = st.lists(st.sampled_from(["FR", "GE", "DE", "US", "MX", "JP", "BR"]), min_size=1)


def screening(premiere: str, country: str = "FR") -> Screening:
    return Screening("Plum Days", date(2027, 5, 12), country, premiere, "invited", "a test")  # type: ignore[arg-type]  # names of the ladder


def at(*festivals: dict[str, object], regions: tuple[str, ...] = ("FR", "GE", "US")) -> Plan:
    return make_plan({code: {} for code in regions}, film={"festivals": list(festivals)})


def bound(plan: Plan, code: str) -> list[date | None]:
    countries = [member[:2] for member in plan.goals.members(code)]
    return [step.given for step in premiere_steps(countries, plan.film, FACTS, plan.as_of)]


@pytest.mark.parametrize(
    ("premiere", "forbidden"),
    [
        ("world", {"FR", "DE", "US", "GE"}),
        ("international", {"FR", "DE", "US"}),
        ("continental", {"FR", "DE"}),
        ("national", {"FR"}),
        ("none", set()),
    ],
)
def test_each_rung_of_the_ladder_forbids_its_own_places(premiere: str, forbidden: set[str]) -> None:
    found = screening(premiere)
    assert {one for one in ("FR", "DE", "US", "GE") if found.forbids([one], ["GE"])} == forbidden


def test_an_origin_country_may_open_before_all_but_world_and_its_own_national_premiere() -> None:
    assert not screening("international").forbids(["GE"], ["GE"])
    assert not screening("continental").forbids(["FR"], ["FR", "GE"])
    assert screening("national").forbids(["FR"], ["FR"])
    assert screening("international").forbids(["GE", "AM"], ["GE"])  # a group with one abroad


@given(CODES, st.sampled_from(["FR", "US", "JP"]))
def test_a_higher_rung_forbids_all_that_a_lower_one_does_abroad(
    places: list[str], country: str
) -> None:
    forbidden = [screening(rung, country).forbids(places, ["GE"]) for rung in LADDER]
    assert forbidden == sorted(forbidden)


def test_an_invitation_binds_from_the_festivals_next_first_day() -> None:
    plan = at({"festival": "Cannes", "status": "invited"})
    cannes = FACTS.event("festival.cannes")
    assert cannes is not None
    (day,) = bound(plan, "US")
    assert day is not None
    assert day.year == AS_OF.year + 1
    assert day.weekday() == cannes.start.weekday()
    assert abs((day - cannes.start).days - 364) <= 7


def test_a_day_of_the_plan_stands_before_the_festivals_own() -> None:
    plan = at({"festival": "cannes", "status": "invited", "date": "2027-05-20"})
    assert bound(plan, "US") == [date(2027, 5, 20)]


def test_hopes_and_what_was_played_do_not_bind() -> None:
    assert not bound(at({"festival": "cannes"}), "US")
    assert not bound(at({"festival": "cannes", "status": "played", "date": "2026-05-20"}), "US")


def test_a_hope_says_what_an_earlier_opening_would_end() -> None:
    plan = at({"festival": "cannes", "date": "2027-05-12"})
    (told,) = hopes("US", plan, FACTS, date(2027, 5, 11))
    assert told.startswith("Opening before 12 May 2027 would end the hope for Cannes, which asks ")
    assert told.endswith("for a world premiere.")
    assert not hopes("US", plan, FACTS, date(2027, 5, 12))
    binding = at({"festival": "cannes", "status": "invited"})
    assert not hopes("US", binding, FACTS, date(2026, 7, 1))


def test_a_festival_outside_the_tables_counts_with_a_day_a_country_and_a_premiere() -> None:
    own: dict[str, object] = {"festival": "Walnut Nights", "status": "invited"}
    assert not screenings(at(own).film, FACTS, AS_OF)
    full = own | {"date": "2027-04-01", "country": "GE", "premiere": "national"}
    assert bound(at(full), "GE") == [date(2027, 4, 1)]
    assert not bound(at(full), "US")


def test_premieres_that_take_each_other_away_are_told() -> None:
    berlin: dict[str, object] = {"festival": "berlin", "date": "2027-02-12", "status": "invited"}
    cannes: dict[str, object] = {"festival": "cannes", "date": "2027-05-12"}
    (note,) = ladder_notes(at(berlin, cannes), FACTS)
    assert note.startswith("Cannes asks for a world premiere on 12 May 2027, and the film is at ")
    assert "Berlin on 12 February 2027" in note
    assert not ladder_notes(at(cannes), FACTS)


def test_what_was_played_lies_in_the_past_and_takes_the_premiere_with_it() -> None:
    played: dict[str, object] = {"festival": "berlin", "status": "played"}
    plan = at(played, {"festival": "cannes"})
    assert [one.day < AS_OF for one in screenings(plan.film, FACTS, plan.as_of)] == [True, False]
    (note,) = ladder_notes(plan, FACTS)
    assert note.endswith("the film has played at Berlin already: ask Cannes for another section.")


def test_a_second_hope_in_case_the_first_declines_is_no_conflict() -> None:
    hoped: tuple[dict[str, object], dict[str, object]] = (
        {"festival": "cannes"},
        {"festival": "locarno"},
    )
    assert not ladder_notes(at(*hoped), FACTS)
    assert ladder_notes(at(hoped[0], hoped[1] | {"status": "invited", "date": "2027-08-04"}), FACTS)


def test_every_festival_of_the_tables_lies_on_a_continent_and_comes_again() -> None:
    for event in FACTS.events("festival"):
        assert continent(event.region[:2])
        film = at({"festival": event.id, "status": "invited"}).film
        (found,) = screenings(film, FACTS, AS_OF)
        assert AS_OF <= found.day <= AS_OF + timedelta(weeks=104)
