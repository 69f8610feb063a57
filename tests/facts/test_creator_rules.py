"""The shipped rules for paid posts: sources, honest confidence, and whole translations."""

from __future__ import annotations

from collections import defaultdict

import pytest

from planner.creators.compliance import CONTRACT, EVERYWHERE, KINDS, LIABLE, NOTE, PERMIT, WORDS
from planner.facts.table import Facts, Rule, load


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    return [rule for rule in load()._rules if rule.rule in KINDS]


def test_every_kind_is_there(rules: list[Rule]) -> None:
    assert {rule.rule for rule in rules} == {WORDS, PERMIT, CONTRACT, LIABLE, NOTE}
    assert len({rule.region for rule in rules}) > 60


def test_nothing_is_said_to_be_re_checked_that_nobody_re_read(rules: list[Rule]) -> None:
    assert [rule.id for rule in rules if rule.checked] == []


def test_what_is_assumed_says_so_in_its_source(rules: list[Rule]) -> None:
    told = ("from memory", "no source opened", "no source for the words opened")
    for rule in rules:
        open_ = any(words in rule.source.lower() for words in told)
        assert open_ == (rule.confidence == "assumed"), rule.id


def test_a_rule_in_other_languages_has_as_many_lines_as_in_english(rules: list[Rule]) -> None:
    count: dict[tuple[str, str], dict[str, list[Rule]]] = defaultdict(lambda: defaultdict(list))
    for rule in rules:
        if rule.rule != WORDS:
            count[rule.rule, rule.region][rule.language].append(rule)
    for key, languages in count.items():
        english = languages.pop("en")
        for language, same in languages.items():
            assert len(same) == len(english), (*key, language)
            assert [one.source for one in same] == [one.source for one in english], key
            assert all("Translated by us" in one.note for one in same), key


@pytest.mark.parametrize(
    ("region", "languages"),
    [
        ("BE", {"nl", "fr"}),
        ("CH", {"de", "fr", "it"}),
        ("CA", {"en", "fr"}),
        ("CA-QC", {"fr"}),
        ("MA", {"ar", "fr"}),
        ("TW", {"zh_Hant"}),
    ],
)
def test_words_come_in_the_languages_of_the_place(region: str, languages: set[str]) -> None:
    assert {rule.language for rule in load().rules(region, WORDS)} == languages


@pytest.mark.parametrize("region", ["AE", "SA"])
def test_where_creators_need_a_permit_the_schedule_has_time_for_it(region: str) -> None:
    facts: Facts = load()
    assert facts.rules(region, PERMIT)
    assert facts.find(f"lead_time.creator_permits.{region}")


def test_a_permit_and_its_time_are_known_of_the_same_places(rules: list[Rule]) -> None:
    asked = {rule.region for rule in rules if rule.rule == PERMIT}
    assert asked == set(load().table("lead_time.creator_permits"))


def test_the_rule_for_everywhere_exists_in_the_languages_of_briefs() -> None:
    assert {rule.language for rule in load().rules(EVERYWHERE, NOTE)} >= {"en", "fr", "ar", "ja"}
