from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience.wikimedia_regions import (
    CODES,
    Mix,
    Month,
    before,
    months_between,
    published,
    speakers,
)
from planner.audience.wikimedia_regions import _views as likely_views
from planner.facts.table import load

JANUARY, FEBRUARY, MARCH = (2026, 1), (2026, 2), (2026, 3)
COUNTRIES = ["DE", "AT", "CH", "RU", "--"]
VIEWS = st.dictionaries(st.sampled_from(COUNTRIES), st.floats(1, 1e12), min_size=1)
MONTHS = st.tuples(st.integers(2015, 2030), st.integers(1, 12))


def test_a_share_is_of_all_views_not_of_those_that_are_told() -> None:
    mix = Mix({JANUARY: {"DE": 600.0, "AT": 100.0}}, {JANUARY: 1000.0})
    assert mix.share("DE", JANUARY, {"DE"}) == pytest.approx(0.6)
    without = Mix({JANUARY: {"DE": 600.0, "AT": 100.0}}, {})
    assert without.share("DE", JANUARY, {"DE"}) == pytest.approx(6 / 7)


def test_rounding_up_does_not_make_more_than_all() -> None:
    mix = Mix({JANUARY: {"DE": 700.0, "AT": 400.0}}, {JANUARY: 1000.0})
    assert mix.share("DE", JANUARY, {"DE"}) == pytest.approx(7 / 11)


def test_a_month_that_is_not_told_takes_the_nearest() -> None:
    mix = Mix({JANUARY: {"DE": 1.0}, (2026, 6): {"DE": 3.0, "AT": 1.0}}, {})
    assert mix.share("DE", FEBRUARY, {"DE"}) == 1.0
    assert mix.share("DE", (2026, 5), {"DE"}) == 0.75
    assert mix.share("DE", (2030, 1), {"DE"}) == 0.75


def test_a_country_that_becomes_protected_keeps_its_part_within_what_is_untold() -> None:
    months = {JANUARY: {"RU": 600.0, "DE": 300.0}, FEBRUARY: {"DE": 300.0}, MARCH: {"DE": 800.0}}
    mix = Mix(months, dict.fromkeys(months, 1000.0))
    assert mix.share("RU", FEBRUARY, {"RU", "DE"}) == pytest.approx(0.6)
    assert mix.share("RU", MARCH, {"RU", "DE"}) == pytest.approx(0.2)


def test_a_country_that_only_other_editions_tell_has_no_part() -> None:
    mix = Mix({JANUARY: {"DE": 1.0}}, {}, {"FR": 0.4})
    assert mix.share("FR", JANUARY, {"DE", "FR"}) == 0.0
    assert mix.share("FR", JANUARY, {"DE"}) == 0.4


@given(
    st.dictionaries(MONTHS, VIEWS, max_size=4),
    st.dictionaries(MONTHS, st.floats(1, 1e13), max_size=4),
    MONTHS,
)
def test_shares_are_parts(
    months: dict[Month, dict[str, float]], totals: dict[Month, float], month: Month
) -> None:
    mix = Mix(months, totals, {"DE": 0.7, "AT": 0.3})
    told = published([mix])
    parts = [mix.share(country, month, told) for country in COUNTRIES]
    assert all(0.0 <= part <= 1.0 for part in parts)
    if month in months:
        own = [mix.share(country, month, told) for country in months[month]]
        assert sum(own) <= 1.0 + 1e-9


@pytest.mark.parametrize(
    ("country", "low", "high"),
    [
        ({"views": "1000-9999", "views_ceil": 4000}, 3500, 3500),
        ({"views": "100-999", "views_ceil": 1000}, 500, 500),
        ({"views": 5000}, 4500, 4500),
        ({"views": "1000-9999"}, 1001, 9998),
        ({"views": " 100 - 999 "}, 101, 998),
    ],
)
def test_likely_views_lie_within_what_is_told(
    country: dict[str, object], low: float, high: float
) -> None:
    found = likely_views(country)
    assert found is not None
    assert low <= found <= high


@pytest.mark.parametrize("views", [None, "many", "", -3, 0, True, [], "9"])
def test_views_that_say_nothing_are_none(views: object) -> None:
    assert likely_views({"views": views}) is None


def test_speakers_are_parts_of_one_by_our_facts() -> None:
    facts = load()
    german = speakers(facts, "de")
    assert sum(german.values()) == pytest.approx(1.0)
    assert german["DE"] > german["AT"] > german["CH"] > 0
    assert speakers(facts, "tlh") == {}


@pytest.mark.parametrize("edition", ["no", "tl", "zh-yue", "als", "ja", "cy"])
def test_languages_that_wikipedia_names_otherwise_have_speakers(edition: str) -> None:
    assert speakers(load(), edition)


def test_every_renamed_language_is_renamed_to_another() -> None:
    assert all(old != new for old, new in CODES.items())


@given(MONTHS, st.integers(0, 200))
def test_months_count_on(month: Month, count: int) -> None:
    between = months_between(before(month, count), month)
    assert len(between) == count + 1
    assert between == sorted(between)
    assert between[-1] == month
    assert months_between(month, before(month, 1)) == []
