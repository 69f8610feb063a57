from collections import Counter
from datetime import date, timedelta

from planner.facts.table import load
from planner.model.base import Range
from planner.model.plan import Plan
from planner.model.sections import RegionTiming
from planner.timing.calendar import monday
from planner.timing.critical import tasks
from planner.timing.dates import Dates, suggest_dates
from tests.plans import make_index, make_plan

FACTS = load()
TWELVE = ["BR", "DE", "EG", "FR", "GB", "IL", "IN", "JP", "KR", "MX", "TW", "US"]
PEAK = date(2027, 5, 3)


def dates_of(plan: Plan, potential: float = 1000) -> Dates:
    codes = list(plan.goals.regions)
    ranges = {code: Range(low=1, base=potential, high=2 * potential) for code in codes}
    index = make_index(codes, lambda week: 2.0 if week == PEAK else 1.0)
    return suggest_dates(plan, ranges, index, FACTS)


def one(plan: Plan, code: str = "FR") -> RegionTiming:
    return dates_of(plan).section.regions[code]


def test_every_date_has_its_weekday_lies_in_the_window_and_after_its_gates() -> None:
    plan = make_plan({code: {} for code in TWELVE}, goals={"team": {"openings_per_week": 3}})
    regions = dates_of(plan).section.regions
    assert list(regions) == TWELVE
    for code, region in regions.items():
        assert region.date is not None
        assert region.set_by == "suggested"
        assert not region.warnings
        assert region.date.isoweekday() == FACTS.number(f"release_weekday.{code}").value
        assert plan.goals.window.from_ <= region.date <= plan.goals.window.to
        assert region.earliest <= region.date <= region.latest
        assert all(ready <= region.date for ready in region.gates.values())
    openings = Counter(monday(region.date) for region in regions.values() if region.date)
    assert max(openings.values()) == 3
    assert openings[PEAK] == 3


def test_work_for_a_suggested_date_starts_after_as_of() -> None:
    region = one(make_plan({"FR": {}}))
    assert min(region.start_by.values()) >= date(2026, 6, 1)
    assert region.date is not None
    made = tasks("FR", make_plan({"FR": {}}), FACTS, region.date)
    assert region.start_by == {task.name: task.start_by for task in made}


def test_a_decided_date_that_holds_is_kept_without_warning() -> None:
    day = date(2027, 3, 31)
    region = one(make_plan({"FR": {}}, overrides=[("timing.FR.date", day)]))
    assert (region.date, region.set_by, region.warnings) == (day, "override", [])


def test_a_fixed_date_on_another_weekday_is_kept_and_told() -> None:
    day = date(2027, 4, 1)
    region = one(make_plan({"FR": {}}, overrides=[("timing.FR.date", day)]))
    assert region.date == day
    assert region.warnings == [
        "It is a Thursday; films open here on a Wednesday as a rule.",
    ]
    streamed = make_plan({"FR": {"release": "TVOD"}}, overrides=[("timing.FR.date", day)])
    assert not one(streamed).warnings


def test_more_fixed_dates_in_a_week_than_the_team_can_carry_are_kept_and_told() -> None:
    goals = {"team": {"openings_per_week": 1}}
    decided = [
        ("timing.FR.date", PEAK + timedelta(days=2)),
        ("timing.GB.date", PEAK + timedelta(days=4)),
    ]
    plan = make_plan({"FR": {}, "GB": {}, "US": {}}, goals=goals, overrides=decided)
    regions = dates_of(plan).section.regions
    for code in ("FR", "GB"):
        assert regions[code].warnings == [
            "2 regions with a set date open in the week of 3 May 2027; the team can carry 1."
        ]
    assert not regions["US"].warnings


def test_a_decision_outranks_the_partner() -> None:
    given: dict[str, object] = {"date_by": "partner", "date": "2027-06-09"}
    assert one(make_plan({"FR": given})).set_by == "partner"
    region = one(make_plan({"FR": given}, overrides=[("timing.FR.date", date(2027, 6, 16))]))
    assert (region.date, region.set_by) == (date(2027, 6, 16), "override")


def test_a_partner_date_before_the_gates_is_kept_with_a_warning_for_each() -> None:
    given: dict[str, object] = {"date_by": "partner", "date": "2026-06-10"}
    region = one(make_plan({"FR": given}))
    assert region.date == date(2026, 6, 10)
    told = " ".join(region.warnings)
    assert all(name in told for name in ("Age rating", "Cinema bookings", "Run-up"))


def test_a_fixed_date_outside_the_window_is_told() -> None:
    region = one(make_plan({"FR": {}}, overrides=[("timing.FR.date", date(2027, 11, 3))]))
    assert region.date == date(2027, 11, 3)
    assert "3 November 2027 lies outside the window or the rights" in " ".join(region.warnings)


def test_a_fixed_date_takes_its_place_in_the_week() -> None:
    goals = {"team": {"openings_per_week": 1}}
    decided = [("timing.FR.date", PEAK + timedelta(days=2))]
    regions = dates_of(
        make_plan({"FR": {}, "GB": {}}, goals=goals, overrides=decided)
    ).section.regions
    assert regions["GB"].date is not None
    assert monday(regions["GB"].date) != PEAK


def test_a_region_that_cannot_open_has_no_date_and_says_why() -> None:
    late = {"language_versions": [{"language": "fr", "ready": "2027-12-01"}]}
    found = dates_of(make_plan({"FR": {}, "GB": {}}, film=late))
    region = found.section.regions["FR"]
    assert (region.date, region.set_by, region.demand, region.start_by) == (
        None,
        "nobody",
        None,
        {},
    )
    assert "(Age rating, after the French subtitles on 1 December 2027)" in region.warnings[0]
    assert found.section.regions["GB"].date is not None
    assert list(found.reasons) == ["GB"]


def test_rights_that_end_too_soon_leave_no_date() -> None:
    rights = {"holder": "us", "from": "2026-01-01", "to": "2027-02-01"}
    region = one(make_plan({"FR": {"rights": rights}}))
    assert region.date is None
    assert region.warnings


def test_full_weeks_leave_no_date_and_say_so() -> None:
    goals = {
        "team": {"openings_per_week": 1},
        "window": {"from": "2027-03-01", "to": "2027-03-07"},
    }
    regions = dates_of(make_plan({"FR": {}, "GB": {}}, goals=goals)).section.regions
    assert [region.date for region in regions.values()] == [date(2027, 3, 3), None]
    assert "the rules leave no week free" in regions["GB"].warnings[0]


def test_reasons_say_what_is_lost_by_a_decision() -> None:
    plan = make_plan({"FR": {}}, overrides=[("timing.FR.date", date(2027, 8, 4))])
    suggestion = dates_of(plan).reasons["FR"]
    assert suggestion.value == date(2027, 8, 4)
    assert "5 May 2027 would have been suggested" in suggestion.reasons[0].driver
    assert suggestion.reasons[0].effect is not None
    assert suggestion.reasons[0].effect < 0


def test_a_date_before_the_window_is_told_even_where_work_would_be_late() -> None:
    region = one(make_plan({"FR": {}}, overrides=[("timing.FR.date", date(2020, 3, 4))]))
    outside = "4 March 2020 lies outside the window or the rights, 1 March 2027 to"
    assert any(text.startswith(outside) for text in region.warnings)
    assert region.warnings[0].startswith("Age rating ready on")


def test_a_given_delivery_does_not_depend_on_when_work_starts() -> None:
    late = {"language_versions": [{"language": "fr", "ready": "2027-06-01"}]}
    plan = make_plan({"FR": {}}, film=late, overrides=[("timing.FR.date", date(2027, 5, 5))])
    (told,) = one(plan).warnings
    assert told.startswith("Age rating ready on 6 July 2027, after the French subtitles on 1 June ")
    assert told.endswith("2027, 62 days after the release.")


def test_no_date_is_said_to_be_better_where_none_was_possible() -> None:
    goals = {"window": {"from": "2026-06-02", "to": "2026-06-20"}}
    decided = [("timing.FR.date", date(2027, 5, 5))]
    suggestion = dates_of(make_plan({"FR": {}}, goals=goals, overrides=decided)).reasons["FR"]
    assert "no date could have been suggested" in suggestion.reasons[0].driver
    assert suggestion.sure.startswith("No date is possible")


def test_home_releases_wait_for_the_cinemas_of_their_country() -> None:
    window = {"from": "2027-03-01", "to": "2027-12-31"}
    plan = make_plan(
        {"FR": {}, "VOD": {"release": "TVOD"}}, goals={"groups": {"VOD": ["FR"]}, "window": window}
    )
    regions = dates_of(plan).section.regions
    cinema, home = regions["FR"].date, regions["VOD"].date
    assert cinema is not None
    assert home is not None
    assert home - cinema >= timedelta(days=FACTS.number("holdback.TVOD.FR").value * 30)


def test_an_opening_that_ends_a_hope_for_a_festival_says_so() -> None:
    film = {"festivals": [{"festival": "venice", "date": "2027-09-01"}]}
    region = one(make_plan({"FR": {}}, film=film))
    assert region.date is not None
    assert any("would end the hope for Venice" in text for text in region.warnings)
