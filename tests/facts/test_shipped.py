"""What the shipped tables must hold: sources, sums, and the values that everything stands on."""

from __future__ import annotations

import math

import pytest

from planner.facts.rows import NUMBER_COLUMNS
from planner.facts.table import EVENTS, FOLDER, RULES, Fact, Facts, Rule, load
from planner.model.base import languages
from planner.model.goals import is_iso

CHANNELS = {
    "paid_social",
    "online_video",
    "short_video",
    "search",
    "ctv_tv",
    "out_of_home",
    "cinema_trailers",
    "press_events",
}
BY_TERRITORY = [
    "admissions_year",
    "population",
    "price_level",
    "release_weekday",
    "ticket_price",
    "lead_time.certificate",
    "ramadan_factor",
    "season",
    "language_share",
    "rental_share",
    "ticket_tax",
]
SEASON_REGIONS = ["FR", "GB", "KR", "US"]


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load()


def everything(facts: Facts) -> list[Fact]:
    return list(facts._numbers.values())


def all_rules(facts: Facts) -> tuple[Rule, ...]:
    return facts._rules


def total(facts: Facts, prefix: str) -> float:
    return math.fsum(fact.value for fact in facts.table(prefix).values())


def test_every_number_names_source_and_unit_and_lies_in_its_range(facts: Facts) -> None:
    assert len(everything(facts)) > 1500
    for fact in everything(facts):
        assert fact.source, fact.id
        assert fact.unit, fact.id
        assert fact.low is None or fact.low <= fact.value, fact.id
        assert fact.high is None or fact.high >= fact.value, fact.id


def test_an_assumption_about_the_world_says_how_far_off_it_may_be(facts: Facts) -> None:
    exempt = ("flight_weight", "online_channel", "release_weekday", "language_share")
    shape = "spill_over.week."  # of a size that has its own range
    bare = [
        fact.id
        for fact in everything(facts)
        if fact.confidence == "assumed"
        and (fact.low is None or fact.high is None)
        and not fact.id.startswith((*exempt, shape))
    ]
    assert bare == []


@pytest.mark.parametrize(
    "prefix",
    ["cpm", "channel_use", "minimum_buy", "online_channel", "on_target", "frequency.effective"],
)
def test_every_channel_is_described(facts: Facts, prefix: str) -> None:
    assert set(facts.table(prefix)) == CHANNELS


def test_shares_of_a_whole_add_up(facts: Facts) -> None:
    assert set(facts.table("channel_share")) == CHANNELS
    assert total(facts, "channel_share") == pytest.approx(1, abs=1e-12)
    assert total(facts, "flight_weight") == pytest.approx(1, abs=1e-12)
    assert total(facts, "price_season") / 12 == pytest.approx(1, abs=0.01)


def test_the_flight_rises_to_its_peak_in_the_week_of_release(facts: Facts) -> None:
    weights = {int(week): fact.value for week, fact in facts.table("flight_weight").items()}
    assert sorted(weights) == list(range(-6, 3))
    before = [weights[week] for week in range(-6, 1)]
    assert before == sorted(before)
    assert weights[0] == max(weights.values())
    spent = math.fsum(before) - weights[0] / 2
    assert spent == pytest.approx(facts.number("pre_release_share").value, abs=0.05)


def test_fixed_lines_leave_most_of_the_money_to_media(facts: Facts) -> None:
    fixed = total(facts, "fixed_share")
    others = facts.number("contingency_share").value + facts.number("creators_share").value
    assert 0.2 < fixed + others < 0.5


@pytest.mark.parametrize(
    ("region", "weekday"),
    [("FR", 3), ("KR", 3), ("DE", 4), ("BR", 4), ("US", 5), ("GB", 5), ("IN", 5), ("JP", 5)],
)
def test_release_weekdays(facts: Facts, region: str, weekday: int) -> None:
    assert facts.number(f"release_weekday.{region}", "release_weekday").value == weekday


def test_release_weekdays_are_days_of_the_week(facts: Facts) -> None:
    assert {fact.value for fact in facts.table("release_weekday").values()} <= set(range(1, 8))


@pytest.mark.parametrize("prefix", BY_TERRITORY)
def test_rows_by_territory_use_iso_codes(facts: Facts, prefix: str) -> None:
    found = {
        fact.id.removeprefix(f"{prefix}.").split(".")[0]
        for fact in everything(facts)
        if fact.id.startswith(f"{prefix}.")
    }
    assert found
    assert [code for code in found if not is_iso(code)] == []


@pytest.mark.parametrize(
    "fallback",
    [
        "online_share",
        "ticket_price",
        "admissions_per_head",
        "release_weekday",
        "price_level",
        "ramadan_factor",
        "lead_time.certificate",
        "rental_share",
        "ticket_tax",
    ],
)
def test_a_territory_without_a_row_has_a_fallback(facts: Facts, fallback: str) -> None:
    assert facts.find(f"{fallback}.AQ") is None
    assert facts.number(f"{fallback}.AQ", fallback).value > 0


@pytest.mark.parametrize(
    "prefix", ["online_share", "channel_use", "channel_share", "on_target", "rental_share"]
)
def test_shares_lie_between_nothing_and_all(facts: Facts, prefix: str) -> None:
    assert all(0 <= fact.value <= 1 for fact in facts.table(prefix).values())


def test_namibia_and_norway_are_countries(facts: Facts) -> None:
    assert 2e6 < facts.number("population.NA").value < 5e6
    assert facts.number("language_share.NO.nb", "language_share.NO.no").value > 0.5


def test_languages_are_base_tags(facts: Facts) -> None:
    assert facts.number("language_share.FR.fr").value == 0.97
    assert facts.number("language_share.TW.zh").value == 0.95
    assert set(facts.table("language_share.IN")) >= {"hi", "ta", "te", "bn", "en"}
    shares = [fact for fact in everything(facts) if fact.id.startswith("language_share.")]
    assert all(0.01 <= fact.value <= 1 and "_" not in fact.id.split(".")[2] for fact in shares)


@pytest.mark.parametrize("region", SEASON_REGIONS)
def test_seasons_cover_the_year_around_one(facts: Facts, region: str) -> None:
    season = {int(week): fact.value for week, fact in facts.table(f"season.{region}").items()}
    assert sorted(season) == list(range(1, 54))
    assert sum(season.values()) / 53 == pytest.approx(1, abs=0.001)
    assert season[52] > 1.2, "the week of Christmas and New Year is a strong one"


def test_everything_priced_can_be_turned_into_euros(facts: Facts) -> None:
    assert facts.number("fx.EUR").value == 1
    assert {"USD", "GBP", "JPY", "INR", "BRL", "KRW", "CHF", "SEK"} <= set(facts.table("fx"))
    assert facts.number("fx.JPY").value < 0.02


@pytest.mark.parametrize("region", ["FR", "DE", "GB", "US", "IN", "JP", "AE", "KR", "BR", "EG"])
def test_the_words_a_creator_must_show(facts: Facts, region: str) -> None:
    assert all(rule.text for rule in facts.rules(region, "disclosure"))
    assert facts.rules(region, "disclosure")


def test_rules_name_known_places_and_languages(facts: Facts) -> None:
    for rule in all_rules(facts):
        assert rule.region == "*" or is_iso(rule.region), rule.id
        assert rule.language in languages(), rule.id
        assert rule.id.startswith(f"{rule.rule}."), rule.id


def test_the_checklist_line_exists_in_the_languages_of_briefs(facts: Facts) -> None:
    texts = {rule.language: rule.text for rule in facts.rules("*", "checklist")}
    assert texts["en"] == "Checklist, not legal advice"
    assert {"en", "fr", "ar", "ja", "es", "de"} <= set(texts)


def table_text(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


def test_tables_are_plain_utf8_with_one_header() -> None:
    names = [path.name for path in FOLDER.glob("*.csv") if path.name not in (*RULES, EVENTS)]
    assert len(names) > 5
    assert all(table_text(name)[0] == ",".join(NUMBER_COLUMNS) for name in names)


def test_events_name_their_source_and_what_to_read_again(facts: Facts) -> None:
    assert len(facts.events()) > 150
    for event in facts.events():
        assert event.source, event.id
        assert event.as_of, event.id
        assert event.id.startswith(f"{event.kind}."), event.id
        assert (event.end - event.start).days < 120, event.id
        assert event.year in (event.start.year, event.end.year), event.id


def test_festivals_say_what_they_ask_and_where_to_look(facts: Facts) -> None:
    festivals = facts.events("festival")
    assert len(festivals) == 39
    for event in festivals:
        assert event.premiere, event.id
        assert "FIAPF 2026:" in event.note, event.id
        assert "Check " in event.note, event.id
    assert {event.premiere for event in facts.events()} - {""} == {
        event.premiere for event in festivals
    }


@pytest.mark.parametrize(
    ("festival", "region", "premiere"),
    [
        ("cannes", "FR", "world"),
        ("venice", "IT", "world"),
        ("berlin", "DE", "international"),
        ("sundance", "US", "international"),
        ("toronto", "CA", "continental"),
        ("london", "GB", "national"),
        ("palm_springs", "US", "none"),
    ],
)
def test_the_least_premiere_that_a_festival_asks(
    facts: Facts, festival: str, region: str, premiere: str
) -> None:
    event = facts.event(f"festival.{festival}")
    assert event is not None
    assert (event.region, event.premiere) == (region, premiere)


def test_every_land_has_its_silent_days(facts: Facts) -> None:
    laender = [code for code in {rule.region for rule in all_rules(facts)} if code[:3] == "DE-"]
    assert len(laender) == 16
    common = {"Good Friday", "Volkstrauertag", "Totensonntag"}
    for land in laender:
        assert {rule.text for rule in facts.rules(land, "silent_day")} >= common
    everywhere = {rule.text for rule in facts.rules("DE", "silent_day")}
    assert everywhere >= {rule.text for rule in facts.rules("DE-BY", "silent_day")}
