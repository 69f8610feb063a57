"""What is told of the rules for paid posts, and what is told where we know none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.creators.compliance import (
    EVERYWHERE,
    KINDS,
    LIABLE,
    NOTE,
    WORDS,
    Compliance,
    compliance,
    in_one_language,
    rules_of,
    source,
)
from planner.facts.rows import Rule
from planner.facts.table import Confidence, Facts, load
from planner.model.base import territories
from planner.model.goals import Goals

GOALS = Goals.model_validate(
    {
        "budget": {"total": 1000},
        "window": {"from": date(2027, 1, 1), "to": date(2027, 6, 30)},
        "groups": {"DACH": ["DE", "AT", "CH"], "NORTH": ["DK", "SE"]},
        "regions": {},
    }
)


def told(code: str) -> Compliance:
    return compliance(GOALS, code, load())


def row(
    key: str, text: str, language: str = "en", confidence: Confidence = "vendor", **dates: date
) -> Rule:
    kind, region = key.split(".")[:2]
    as_of, checked = dates.get("as_of"), dates.get("checked")
    return Rule(key, region, kind, text, language, "A paper", 2024, confidence, as_of, checked, "")


CHECKLIST = row("checklist.*", "Checklist, not legal advice")


def made(*rules: Rule) -> Facts:
    return Facts({}, (CHECKLIST, *rules))


def texts(code: str, kind: str) -> str:
    return " ".join(one.text for one in getattr(told(code), kind))


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("FR", "contracts", "In writing"),
        ("FR", "liable", "2 years in prison and a fine of EUR 300,000"),
        ("FR", "notes", "for as long as the promotion lasts"),
        ("FR", "notes", '"Images retouchées"'),
        ("DE", "liable", "The advertiser too"),
        ("DE", "notes", "nor, say the media authorities, is the platform's own tool alone"),
        ("JP", "liable", "Only the advertiser"),
        ("AE", "permits", "visitors get one for 3 months through a licensed agency"),
        ("AE", "contracts", "with a permit alone"),
        ("AE", "liable", "AED 1 million"),
        ("SA", "permits", "since October 2022"),
        ("US", "notes", "gifts, discounts and tickets"),
        ("IN", "notes", "only these labels"),
        ("NO", "notes", "retouched"),
    ],
)
def test_what_we_know_of_a_place(code: str, kind: str, expected: str) -> None:
    assert expected in texts(code, kind)
    assert told(code).known


def test_lines_carry_source_date_and_whether_it_was_read_again() -> None:
    found = told("AE").lines()
    permit = next(line for line in found if line.startswith("Permit: "))
    assert "gulfnews.com 2026; vendor; as of 1 February 2026; not re-checked)" in permit
    assert found[-1] == "Checklist, not legal advice."
    assert not [line for line in found if "We don't know" in line]


def test_what_nothing_is_known_of_is_named() -> None:
    silent = "We know nothing here of: permits, contracts, who is liable."
    assert any(line.startswith(silent) for line in told("KR").lines())
    assert not any("We know nothing here" in line for line in told("AE").lines())


def test_a_note_of_the_facts_is_told_with_its_rule() -> None:
    found = " ".join([*told("AE").lines(), *told("IN").lines()])
    assert "Sources differ on whether it binds creators who post from abroad. (" in found
    assert "#Free gift. Only these labels, in English or the language of the post. (" in found


def test_a_source_is_told_with_its_year_once() -> None:
    read = row("disclosure.FR", "Publicité", as_of=date(2024, 11, 6), checked=date(2026, 11, 2))
    assert source(read) == (
        "A paper; 2024; vendor; as of 6 November 2024; re-checked on 2 November 2026"
    )
    assert source(row("disclosure.FR", "Publicité")) == "A paper; 2024; vendor; not re-checked"


def test_a_place_with_a_mere_local_word_says_that_we_do_not_know_its_rule() -> None:
    found = told("SE")
    assert not found.known
    assert found.label() == "Reklam"
    assert found.lines()[0] == (
        "We don't know the rule in Sweden. Ask a local lawyer or your partner there before anybody "
        "posts, and write down what they said."
    )


def test_a_place_without_a_word_still_gets_what_is_asked_everywhere() -> None:
    found = told("MN")
    assert (found.known, found.label(), found.words) == (False, "", ())
    assert "tickets, trips and gifts count" in " ".join(found.lines())


def test_a_region_that_the_goals_lost_is_not_known() -> None:
    assert (told("GONE").unknown, told("GONE").known) == (("GONE",), False)


def test_a_group_names_the_country_of_each_rule_and_of_what_is_not_known() -> None:
    found = told("NORTH")
    assert found.unknown == ("SE",)
    assert not found.known
    assert any(one.text.startswith("Denmark: Each post") for one in found.notes)
    assert {word.text for word in found.words} == {"Reklame", "Annonce", "Reklam"}
    assert not told("DK").notes[0].text.startswith("Denmark")


@pytest.mark.parametrize(
    ("code", "language", "label"),
    [
        ("CH", "fr-CH", "Publicité"),
        ("CH", "it", "Pubblicità"),
        ("BE", "nl", "Advertentie"),
        ("BE", "fr", "Publicité"),
        ("BE", "en", "Advertentie / Publicité"),
        ("DE", "de_AT", "Anzeige / Werbung"),
        ("CA-QC", "fr", "#pub / Publicité"),
    ],
)
def test_a_creator_gets_the_words_in_their_language(code: str, language: str, label: str) -> None:
    assert told(code).label(language) == label


def test_words_of_other_languages_come_after_ones_own() -> None:
    found = told("DACH").for_language("it")
    assert found[0].language == "it"
    assert sorted(found, key=lambda word: word.fact.id) == sorted(
        told("DACH").words, key=lambda word: word.fact.id
    )


def test_a_part_of_a_country_adds_its_rules_and_replaces_its_words() -> None:
    facts = made(
        row("disclosure.CA", "#ad"),
        row("disclosure.CA-QC", "#pub", "fr"),
        row("creator_liable.CA", "The advertiser"),
        row("creator_liable.CA-QC", "The creator"),
    )
    assert [one.text for one in rules_of(["CA-QC"], WORDS, facts)] == ["#pub"]
    assert [one.text for one in rules_of(["CA-QC"], LIABLE, facts)] == [
        "The creator",
        "The advertiser",
    ]
    assert [one.text for one in rules_of(["CA-ON", "CA"], WORDS, facts)] == ["#ad"]


def test_what_is_only_assumed_is_no_knowledge() -> None:
    sure = row("creator_liable.SE", "The advertiser")
    guess = row("creator_liable.SE", "The advertiser", confidence="assumed")
    word = row("disclosure.SE", "Reklam", "sv", "assumed")
    assert compliance(GOALS, "SE", made(word, sure)).known
    assert not compliance(GOALS, "SE", made(word, guess)).known
    assert not compliance(GOALS, "SE", made(row("disclosure_note.*", "Disclose"))).known


def test_a_rule_is_told_in_one_language() -> None:
    rules = [
        row("disclosure_note.JP.1", "Since 2023"),
        row("disclosure_note.JP.2", "2023年から", "ja"),
        row("disclosure_note.KR.1", "처음에", "ko"),
        row("creator_liable.JP.1", "The advertiser"),
    ]
    japanese = in_one_language(rules, ("ja", "en"))
    assert [one.text for one in japanese] == ["2023年から", "처음에", "The advertiser"]
    assert [one.language for one in in_one_language(rules, ("en",))] == ["en", "ko", "en"]


@given(st.sampled_from(sorted(territories())))
def test_every_place_is_either_known_or_says_that_it_is_not(code: str) -> None:
    found = told(code)
    assert found.known != any("We don't know the rule" in line for line in found.lines())
    assert found.known == any(
        rule.confidence != "assumed" for kind in KINDS for rule in load().rules(code, kind)
    )
    assert {one.fact.region for one in found.notes} <= {code, EVERYWHERE}
    assert all(one.fact.rule == NOTE for one in found.notes)
