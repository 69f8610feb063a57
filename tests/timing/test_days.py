"""What a region's calendar holds, day by day, and what is said where it can't be relied on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hijridate import Hijri
from hypothesis import given
from hypothesis import strategies as st

from planner.facts.table import Facts, load
from planner.model.plan import Plan
from planner.timing.days import Observance, blocked, closures, holidays_near, observances
from planner.timing.kept import kept
from planner.timing.mine import calendar_notes, concerns
from planner.timing.moon import keeps_eid, lunar_new_year
from planner.timing.stale import stale_notes
from tests.plans import make_plan

FACTS = load()
YEAR = (date(2027, 1, 1), date(2027, 12, 31))
GROUPS: Mapping[str, list[str]] = {"DACH": ["DE", "AT", "CH"], "GULF": ["AE", "SA"]}
PLACES = [
    "FR",
    "DE",
    "DE-BY",
    "CA-QC",
    "GB",
    "IL",
    "CN",
    "IN",
    "IR",
    "TR",
    "ID",
    "KR",
    "TA",
    "DACH",
]


def plan_of(*codes: str, **goals: object) -> Plan:
    return make_plan({code: {} for code in codes}, goals={"groups": GROUPS} | goals)


def year_of(code: str, plan: Plan | None = None) -> tuple[Observance, ...]:
    return observances(code, plan or plan_of(code), FACTS, *YEAR)


def named(code: str, name: str) -> Observance:
    (found,) = (one for one in year_of(code) if one.name == name)
    return found


def when(code: str, kind: str) -> list[date]:
    return [one.start for one in year_of(code) if one.kind == kind]


dates = st.dates(date(1960, 1, 1), date(2085, 12, 31))


@given(st.sampled_from(PLACES), dates, st.integers(0, 500))
def test_every_observance_meets_the_days_asked_for_and_says_whence(
    code: str, first: date, days: int
) -> None:
    last = first + timedelta(days=days)
    found = observances(code, plan_of(code), FACTS, first, last)
    assert [(one.start, one.name) for one in found] == sorted((o.start, o.name) for o in found)
    assert len(set(found)) == len(found)
    for one in found:
        assert one.region == code
        assert one.start <= one.end
        assert one.start <= last
        assert one.end >= first
        assert one.source
        assert one.name.strip()
        assert "estimated" not in one.name


@given(st.sampled_from(PLACES), dates, st.integers(2, 400), st.integers(1, 399))
def test_a_window_holds_what_its_parts_hold(code: str, first: date, days: int, cut: int) -> None:
    plan, last = plan_of(code), first + timedelta(days=days)
    middle = first + timedelta(days=min(cut, days - 1))
    whole = set(observances(code, plan, FACTS, first, last))
    parts = set(observances(code, plan, FACTS, first, middle))
    parts |= set(observances(code, plan, FACTS, middle + timedelta(days=1), last))
    assert whole == parts


def test_public_holidays_come_with_their_package() -> None:
    found = named("FR", "National Day")
    assert (found.start, found.end, found.kind) == (date(2027, 7, 14), date(2027, 7, 14), "public")
    assert found.source.startswith("holidays ")
    assert not found.estimated
    assert not found.stale


def test_days_of_one_feast_are_told_as_one() -> None:
    found = named("CN", "National Day")
    assert (found.start, found.end) == (date(2027, 10, 1), date(2027, 10, 5))


def test_a_part_of_a_country_has_its_own_days_and_its_countrys_events() -> None:
    names = {one.name for one in year_of("CA-QC")}
    assert "Saint John the Baptist Day" in names
    assert "Saint John the Baptist Day" not in {one.name for one in year_of("CA-ON")}
    assert {"Toronto (TIFF)", "Summer school holidays"} <= names


def test_the_united_kingdom_counts_as_england() -> None:
    assert date(2027, 8, 30) in when("GB", "public")


def test_a_group_has_what_its_members_have_with_their_names() -> None:
    plan = plan_of("DACH")
    found = year_of("DACH", plan)
    single = {(one.start, one.name, one.kind) for code in GROUPS["DACH"] for one in year_of(code)}
    assert {(one.start, one.name, one.kind) for one in found} == single
    notes = {one.name: one.note for one in found}
    assert notes["Ascension Day"] == "Germany, Austria, Switzerland"
    assert notes["Corpus Christi"] == "Austria"
    assert notes["Locarno"].startswith("Switzerland. ")


def test_ramadan_is_kept_where_eid_is_and_is_a_day_off_perhaps() -> None:
    found = named("EG", "Ramadan")
    start = Hijri(1448, 9, 1).to_gregorian()
    assert (found.kind, found.start) == ("fasting", start)
    assert (found.end - found.start).days in (28, 29)
    assert found.estimated
    assert "a day earlier or later" in found.note
    assert found.source.startswith("hijridate ")
    assert when("EG", "festive")[0] - found.end <= timedelta(days=2)
    assert keeps_eid("EG", 2027)
    assert not keeps_eid("FR", 2027)
    assert when("FR", "fasting") == []


def test_two_months_of_ramadan_in_one_year_are_both_there() -> None:
    found = observances("EG", plan_of("EG"), FACTS, date(2030, 1, 1), date(2030, 12, 31))
    assert [one.start.month for one in found if one.kind == "fasting"] == [1, 12]


def test_eid_keeps_the_packages_mark() -> None:
    assert named("RW", "Eid al-Fitr").estimated
    assert named("RW", "Eid al-Fitr").kind == "festive"
    assert not named("MY", "Eid al-Adha").estimated


def test_where_the_tables_have_ended_eid_follows_the_moon() -> None:
    later = kept("LK", 2040, FACTS)
    assert {one.name for one in later} >= {"Ramadan", "Eid al-Fitr", "Eid al-Adha"}
    assert all(one.estimated for one in later)


@pytest.mark.parametrize("year", [1901, 1923, 2077, 2078, 2099])
def test_years_beyond_the_moons_tables_have_no_ramadan_and_do_no_harm(year: int) -> None:
    found = kept("EG", year, FACTS)
    assert all(one.start.year == year for one in found)
    if not 1924 <= year <= 2077:
        assert not [one for one in found if one.kind == "fasting"]


@pytest.mark.parametrize("code", ["CN", "KR", "VN", "SG", "HK", "TW", "MY", "ID"])
def test_lunar_new_year_is_a_whole_week_and_no_public_holiday_beside(code: str) -> None:
    (week,) = (one for one in year_of(code) if one.kind == "new_year")
    assert lunar_new_year(2027) == date(2027, 2, 6)
    assert week.start <= date(2027, 2, 6)
    assert week.end >= date(2027, 2, 12)
    assert not [day for day in when(code, "public") if week.covers(day)]


@pytest.mark.parametrize("code", ["FR", "US", "JP", "BT"])
def test_others_have_no_lunar_new_year(code: str) -> None:
    assert when(code, "new_year") == []


@pytest.mark.parametrize(
    ("code", "day"), [("IN", date(2027, 10, 29)), ("SG", date(2027, 10, 28)), ("FR", None)]
)
def test_diwali_is_kept_by_each_countrys_own_calendar(code: str, day: date | None) -> None:
    found = [one.start for one in year_of(code) if one.name == "Diwali"]
    assert found == ([day] if day else [])


def test_school_holidays_of_package_and_facts_stand_side_by_side() -> None:
    kinds = {one.name: one.kind for one in year_of("IL")}
    assert kinds["Hanukkah"] == "school"
    assert named("FR", "Summer school holidays").kind == "school"


@pytest.mark.parametrize(
    ("land", "silent"),
    [
        ("DE-BE", {"Good Friday", "Volkstrauertag", "Totensonntag"}),
        ("DE-NW", {"Good Friday", "All Saints' Day", "Volkstrauertag", "Totensonntag"}),
    ],
)
def test_silent_days_are_those_of_the_land(land: str, silent: set[str]) -> None:
    found = [one for one in year_of(land) if one.kind == "silent"]
    assert {one.name for one in found} == silent
    assert all("Feiertagsfreigabe" in one.note for one in found)


def test_the_silent_days_of_germany_say_in_which_laender() -> None:
    found = {one.name: one for one in year_of("DE") if one.kind == "silent"}
    assert "in all Länder" in found["Good Friday"].note
    assert "in BW, BY, NW, RP, SL" in found["All Saints' Day"].note
    days = {name: one.start for name, one in found.items()}
    assert days["Good Friday"] == date(2027, 3, 26)
    assert days["Volkstrauertag"] == date(2027, 11, 14)
    assert days["Buss- und Bettag"] == date(2027, 11, 17)
    assert days["Totensonntag"] == date(2027, 11, 21)
    assert found["Maundy Thursday"].start.isoweekday() == 4


@given(st.integers(1950, 2090))
def test_advent_sundays(year: int) -> None:
    found = {one.name: one.start for one in kept("DE-SN", year, FACTS) if one.kind == "silent"}
    assert found["Totensonntag"].weekday() == 6
    assert date(year, 11, 20) <= found["Totensonntag"] <= date(year, 11, 26)
    assert found["Totensonntag"] - found["Volkstrauertag"] == timedelta(days=7)
    assert found["Buss- und Bettag"].weekday() == 2


@pytest.mark.parametrize(
    ("code", "name", "day"),
    [
        ("IL", "Yom HaShoah", date(2027, 5, 4)),
        ("IL", "Remembrance Day", date(2027, 5, 11)),
        ("AM", "Day of Remembrance of the Victims of Armenian Genocide", date(2027, 4, 24)),
        ("RW", "Genocide memorial week", date(2027, 4, 7)),
        ("IR", "Ashura", date(2027, 6, 16)),
    ],
)
def test_days_of_mourning(code: str, name: str, day: date) -> None:
    found = named(code, name)
    assert (found.kind, found.start) == ("mourning", day)
    assert found.note


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, date(2024, 5, 6)), (2025, date(2025, 4, 24)), (2026, date(2026, 4, 14))],
)
def test_yom_hashoah_keeps_away_from_the_sabbath(year: int, day: date) -> None:
    (found,) = (one.start for one in kept("IL", year, FACTS) if one.name == "Yom HaShoah")
    assert found == day


def test_yom_kippur_is_silent() -> None:
    assert when("IL", "silent") == [date(2027, 10, 11)]


def test_competitors_and_happenings_reach_the_regions_they_concern() -> None:
    plan = plan_of(
        "DACH",
        "FR",
        competitors=[
            {"title": "Pear", "region": "DE", "date": "2027-05-05", "genres": ["Drama"]},
            {"title": "Fig", "region": "DACH", "date": "2027-06-05", "size": "large"},
        ],
        happenings=[
            {"name": "Strike", "from": "2027-05-01", "to": "2027-05-03"},
            {"name": "Vote", "from": "2027-06-01", "to": "2027-06-03", "regions": ["FR"]},
        ],
    )
    group = {one.name: one for one in year_of("DACH", plan) if one.source == "your plan"}
    assert set(group) == {"Pear", "Fig", "Strike"}
    assert (group["Pear"].kind, group["Pear"].note) == ("competitor", "Medium, Drama")
    assert (group["Strike"].kind, group["Strike"].end) == ("event", date(2027, 5, 3))
    own = {one.name for one in year_of("FR", plan) if one.source == "your plan"}
    assert own == {"Strike", "Vote"}


def test_the_films_own_screening_stands_in_the_calendar_of_its_country() -> None:
    festivals = [{"festival": "Plum Days", "date": "2027-04-02", "country": "FR"}]
    plan = make_plan({"FR": {}, "GB": {}}, film={"festivals": festivals})
    assert [one.kind for one in year_of("FR", plan) if one.name == "Plum Days"] == ["festival"]
    assert not [one for one in year_of("GB", plan) if one.name == "Plum Days"]


def test_a_part_concerns_its_country_and_the_group_that_holds_it() -> None:
    goals = plan_of("DACH", "CA-QC").goals
    assert concerns("DE-BY", "DACH", goals)
    assert concerns("CA", "CA-QC", goals)
    assert not concerns("CA-ON", "CA-QC", goals)
    assert not concerns("NARNIA", "DACH", goals)


def test_what_the_plan_names_in_vain_is_told_and_the_rest_works() -> None:
    plan = make_plan(
        {"FR": {}, "GB": {}},
        goals={
            "competitors": [
                {"title": "Pear", "region": "MX", "date": "2027-05-05"},
                {"title": "Fig", "region": "FR", "date": "2020-05-05"},
                {"title": "Sloe", "region": "FR", "date": "2027-05-05"},
            ],
            "happenings": [
                {"name": "Vote", "from": "2027-05-01", "to": "2027-05-03", "regions": ["NARNIA"]},
                {"name": "Cup", "from": "2031-05-01", "to": "2031-05-03"},
            ],
        },
        film={"festivals": [{"festival": "Cannnes"}, {"festival": "Venice"}]},
    )
    notes = calendar_notes(plan, FACTS)
    assert notes[0] == (
        "The competitor 'Pear' is in MX, which no region of this plan holds: it changes nothing. "
        "Use one of FR, GB."
    )
    for what in ("'Vote' is in NARNIA", "'Fig' opens on 2020-05-05", "'Cup' lasts from 2031"):
        assert any(what in note for note in notes)
    assert "did you mean Cannes" in notes[-1]
    assert len(notes) == 5
    assert [one.name for one in year_of("FR", plan) if one.kind == "competitor"] == ["Sloe"]
    assert "National Day" in {one.name for one in year_of("FR", plan)}


def test_a_sound_plan_has_nothing_to_tell() -> None:
    assert calendar_notes(plan_of("FR", "DACH"), FACTS) == ()


def test_estimated_dates_are_stale_and_say_where_to_look() -> None:
    found = named("FR", "Cannes")
    assert (found.start, found.estimated, found.stale) == (date(2027, 5, 11), True, True)
    assert found.note.startswith("Dates estimated from 2026. ")
    notes = stale_notes("FR", plan_of("FR"), FACTS)
    assert "Cannes: dates of 2027 are estimated from 2026; check festival-cannes.com." in notes
    assert len(set(notes)) == len(notes)


def test_many_years_are_told_in_one_line() -> None:
    plan = plan_of("FR", window={"from": "2027-01-01", "to": "2090-12-31"})
    notes = stale_notes("FR", plan, FACTS)
    assert (
        "Annecy: dates of 2027 to 2090 are estimated from 2026; check annecyfestival.com." in notes
    )
    assert max(map(len, notes)) < 120


def test_a_run_that_nobody_can_mean_does_no_harm_here() -> None:
    facts = FACTS.with_overrides({"run_weeks": (1e12, "a slip")})
    assert calendar_notes(plan_of("FR"), facts) == ()


def with_event(seen: date | None) -> Facts:
    event = FACTS.event("big_event.world_cup_women_2027")
    assert event is not None
    return Facts(FACTS._numbers, (), [replace(event, as_of=seen, checked=None)])


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (date(2026, 5, 1), None),
        (date(2025, 6, 1), None),  # 365 days before the plan's day
        (date(2025, 5, 31), "last read on 2025-05-31"),
        (None, "never dated"),
    ],
)
def test_a_fact_read_long_ago_is_stale(seen: date | None, words: str | None) -> None:
    facts, plan = with_event(seen), plan_of("FR")
    (event,) = (one for one in observances("FR", plan, facts, *YEAR) if one.kind == "event")
    notes = [note for note in stale_notes("FR", plan, facts) if "World Cup" in note]
    assert event.stale == bool(words)
    assert not event.estimated
    assert bool(notes) == bool(words)
    assert words is None or words in notes[0]


def test_a_remembrance_in_another_year_is_not_stale() -> None:
    assert not named("RW", "Genocide memorial week").stale


@pytest.mark.parametrize(("code", "name"), [("TA", "Tristan da Cunha"), ("LK", "Sri Lanka")])
def test_a_country_without_tables_is_told_and_works(code: str, name: str) -> None:
    plan = plan_of(code)
    notes = stale_notes(code, plan, FACTS)
    assert any(note.startswith(f"{name}: no table of public holidays for") for note in notes)
    assert "Football World Cup of women" in {one.name for one in year_of(code, plan)}


def test_china_is_closed_to_foreign_films_in_its_protected_weeks() -> None:
    plan = plan_of("CN")
    found = blocked("CN", plan, FACTS, date(2027, 2, 8))
    assert found is not None
    assert found.kind == "protected"
    assert blocked("CN", plan, FACTS, date(2027, 4, 1)) is None
    home = make_plan({"CN": {}}, film={"origin": ["CN", "GE"]})
    assert blocked("CN", home, FACTS, date(2027, 2, 8)) is None
    online = make_plan({"CN": {"release": "SVOD"}})
    assert blocked("CN", online, FACTS, date(2027, 2, 8)) is None


@pytest.mark.parametrize(
    ("code", "day", "closed"),
    [
        ("IL", date(2027, 5, 4), True),
        ("IL", date(2027, 10, 11), True),
        ("IL", date(2027, 5, 12), False),  # Independence Day
        ("RW", date(2027, 4, 10), True),
        ("IR", date(2027, 6, 16), True),
        ("DE", date(2027, 3, 26), False),  # with a clearance a film may be shown
        ("KR", date(2027, 4, 16), False),  # remembered in open cinemas
        ("FR", date(2027, 3, 26), False),
    ],
)
def test_cinemas_close_on_some_days(code: str, day: date, *, closed: bool) -> None:
    assert (blocked(code, plan_of(code), FACTS, day) is not None) == closed


def test_a_group_is_closed_where_a_member_is() -> None:
    plan = plan_of("EAST", groups={"EAST": ["KR", "CN"]})
    found = blocked("EAST", plan, FACTS, date(2027, 2, 8))
    assert found is not None
    assert found.region == "EAST"


@given(st.dates(date(2027, 1, 1), date(2027, 12, 31)), st.sampled_from(["CN", "IL", "IR", "RW"]))
def test_closures_of_a_year_are_its_blocked_days(day: date, code: str) -> None:
    plan = plan_of(code)
    closed = any(one.covers(day) for one in closures(code, plan, FACTS, *YEAR))
    assert (blocked(code, plan, FACTS, day) is not None) == closed


def test_holidays_near_a_day_are_those_on_which_people_are_off() -> None:
    found = holidays_near("FR", plan_of("FR"), FACTS, date(2027, 5, 5), weeks=1)
    assert [one.name for one in found] == ["Labor Day", "Ascension Day", "Victory Day"]
    assert {one.kind for one in found} == {"public"}
    assert "Lunar New Year" in {
        one.name for one in holidays_near("CN", plan_of("CN"), FACTS, date(2027, 1, 29))
    }


def test_leap_day_and_new_year_are_days_like_others() -> None:
    leap = {"title": "Pear", "region": "GB", "date": "2028-02-29"}
    plan = plan_of("GB", competitors=[leap])
    day = date(2028, 2, 29)
    assert {"Pear", "Glasgow"} == {one.name for one in observances("GB", plan, FACTS, day, day)}
    over = observances("GB", plan, FACTS, date(2027, 12, 31), date(2028, 1, 3))
    assert {"New Year's Day", "Christmas school holidays"} <= {one.name for one in over}


def test_a_code_that_nobody_knows_has_an_empty_calendar() -> None:
    assert year_of("NARNIA", plan_of("FR")) == ()
    assert blocked("NARNIA", plan_of("FR"), FACTS, date(2027, 1, 1)) is None
