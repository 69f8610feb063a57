"""How much of a region's audience language versions open."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlanError
from planner.facts.table import load
from planner.model.plan import Plan
from planner.spend.served import Audience, factor, share_understood
from tests.plans import make_plan

FACTS = load()
REGIONS = ["DE", "FR", "MX", "CH", "BE", "SE", "JP", "US", "IN", "NL", "MA"]
LANGUAGES = ["de", "en", "fr", "es", "nl", "sv", "hi", "ja", "ar", "it", "pt-BR"]
KEYS = [f"{language} {kind}" for language in LANGUAGES for kind in ("subtitles", "dub")]
SOME_KEYS = st.sets(st.sampled_from(KEYS), max_size=6)
EVERYWHERE = make_plan({code: {} for code in REGIONS})
MAIN = {"DE": "de", "FR": "fr", "MX": "es", "CH": "de", "SE": "sv", "JP": "ja", "IN": "hi"}


def spoken_in(language: str, *codes: str, **regions: object) -> Plan:
    return make_plan(
        {code: {} for code in codes} | {code: {"languages": own} for code, own in regions.items()},
        film={"original_language": language},
    )


@pytest.mark.parametrize(("code", "language"), MAIN.items())
def test_subtitles_in_the_main_language_are_the_measure(code: str, language: str) -> None:
    assert factor(EVERYWHERE, code, [f"{language} subtitles"], FACTS) == pytest.approx(1)


@pytest.mark.parametrize("keys", [[], ["en subtitles"], ["fr dub", "es subtitles"]])
def test_a_region_that_speaks_the_original_needs_no_version(keys: list[str]) -> None:
    assert factor(spoken_in("es", "MX"), "MX", keys, FACTS) == 1


def test_the_languages_that_a_region_is_shown_in_are_the_measure() -> None:
    plan = spoken_in("ka", BE=["nl", "fr"])
    both = factor(plan, "BE", ["nl subtitles", "fr subtitles"], FACTS)
    assert both == pytest.approx(1)
    assert factor(plan, "BE", ["nl subtitles"], FACTS) < 0.8


def test_without_a_version_only_those_who_follow_the_original_come() -> None:
    assert 0 < factor(spoken_in("ka", "DE"), "DE", [], FACTS) < 0.02
    english = factor(spoken_in("en", "DE"), "DE", [], FACTS)
    assert 0.1 < english < share_understood(spoken_in("en", "DE"), "DE", [], FACTS)


@pytest.mark.parametrize("code", ["DE", "FR", "MX"])
def test_a_dub_opens_more_than_subtitles_in_a_country_of_dubs(code: str) -> None:
    dub = factor(EVERYWHERE, code, [f"{MAIN[code]} dub"], FACTS)
    assert dub > 1
    assert factor(EVERYWHERE, code, [f"{MAIN[code]} dub", f"{MAIN[code]} subtitles"], FACTS) > dub


@pytest.mark.parametrize("code", ["SE", "JP"])
def test_a_dub_opens_less_than_subtitles_in_a_country_of_subtitles(code: str) -> None:
    assert factor(EVERYWHERE, code, [f"{MAIN[code]} dub"], FACTS) < 1


def test_a_decided_preference_counts() -> None:
    facts = FACTS.with_overrides({"dub_preference.DE": (0.0, "we asked")})
    both = ["de dub", "de subtitles"]
    assert factor(EVERYWHERE, "DE", both, facts) == pytest.approx(1)
    assert factor(EVERYWHERE, "DE", ["de dub"], facts) == pytest.approx(
        1 - FACTS.number("stays_away.dub").value, abs=0.005
    )


@pytest.mark.parametrize("fact", ["dub_preference.DE", "stays_away.dub", "language_share.DE.de"])
def test_a_share_above_one_is_told(fact: str) -> None:
    facts = FACTS.with_overrides({fact: (1.5, "a slip")})
    with pytest.raises(PlanError, match=rf"{fact} is a share.*facts\.{fact}"):
        factor(EVERYWHERE, "DE", ["de dub"], facts)


def test_a_dub_in_a_second_language_is_to_people_what_subtitles_are() -> None:
    dub, subtitles = (
        factor(EVERYWHERE, "DE", [f"en {kind}"], FACTS) for kind in ("dub", "subtitles")
    )
    assert dub == pytest.approx(subtitles)
    assert 0.1 < dub < 0.5


def test_a_language_that_nobody_is_known_to_follow_opens_nothing() -> None:
    assert factor(EVERYWHERE, "MX", ["hi dub"], FACTS) == factor(EVERYWHERE, "MX", [], FACTS)


def test_a_country_s_way_of_a_language_serves_all_who_speak_it() -> None:
    plan = make_plan({"PT": {}})
    one, other = (factor(plan, "PT", [f"{name} subtitles"], FACTS) for name in ("pt", "pt-BR"))
    assert one == other == pytest.approx(1)


def test_a_part_of_a_country_may_speak_otherwise_than_the_whole() -> None:
    plan = make_plan({"CA": {}, "CA-QC": {}})
    assert share_understood(plan, "CA-QC", ["fr subtitles"], FACTS) > 0.9
    assert share_understood(plan, "CA", ["fr subtitles"], FACTS) < 0.4


def test_the_countries_of_a_group_count_by_their_people() -> None:
    groups = {"groups": {"GROUP": ["DE", "SE"]}}
    plan = make_plan({"GROUP": {}, "DE": {}, "SE": {}}, goals=groups)
    keys = ["de subtitles"]
    whole = share_understood(plan, "GROUP", keys, FACTS)
    one, other = (share_understood(plan, code, keys, FACTS) for code in ("DE", "SE"))
    people = FACTS.number("population.DE").value, FACTS.number("population.SE").value
    assert whole == pytest.approx((one * people[0] + other * people[1]) / sum(people))


def test_a_group_needs_versions_only_where_the_original_is_foreign() -> None:
    groups = {"groups": {"GROUP": ["FR", "SE"]}}
    plan = make_plan({"GROUP": {}}, film={"original_language": "fr"}, goals=groups)
    bare = factor(plan, "GROUP", [], FACTS)
    assert 0.8 < bare < 0.95
    assert factor(plan, "GROUP", ["sv subtitles"], FACTS) == pytest.approx(1, abs=0.01)


@given(st.sampled_from(REGIONS), SOME_KEYS)
def test_who_understands_is_at_least_each_language_s_speakers_and_at_most_all(
    code: str, keys: set[str]
) -> None:
    found = share_understood(EVERYWHERE, code, keys, FACTS)
    alone = [share_understood(EVERYWHERE, code, [key], FACTS) for key in keys]
    assert max(alone, default=0) - 1e-12 <= found <= min(1, sum(alone) + 0.01)


def test_who_understands_the_main_language_is_what_is_counted() -> None:
    counted = FACTS.number("language_share.DE.de").value
    assert share_understood(EVERYWHERE, "DE", ["de dub"], FACTS) == pytest.approx(counted)


@given(st.sampled_from(REGIONS), SOME_KEYS, st.sampled_from(KEYS))
def test_one_more_version_never_closes_the_film_to_anybody(
    code: str, keys: set[str], more: str
) -> None:
    before = factor(EVERYWHERE, code, keys, FACTS)
    assert factor(EVERYWHERE, code, keys | {more}, FACTS) >= before - 1e-12


@given(st.sampled_from(REGIONS), SOME_KEYS, SOME_KEYS, st.sampled_from(KEYS))
def test_a_version_opens_less_beside_others(
    code: str, few: set[str], others: set[str], more: str
) -> None:
    def gain(keys: set[str]) -> float:
        return factor(EVERYWHERE, code, keys | {more}, FACTS) - factor(
            EVERYWHERE, code, keys, FACTS
        )

    assert gain(few | others) <= gain(few) + 1e-12


@given(st.sampled_from(REGIONS), st.lists(SOME_KEYS, min_size=1, max_size=5))
def test_many_sets_at_once_give_what_each_gives_alone(code: str, sets: list[set[str]]) -> None:
    present = {key: np.array([float(key in one) for one in sets]) for key in KEYS}
    together = Audience.of(EVERYWHERE, code, FACTS).factor(present)
    alone = [factor(EVERYWHERE, code, one, FACTS) for one in sets]
    assert together.tolist() == pytest.approx(alone)
