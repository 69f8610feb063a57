"""The brief's part on creators: posts, words, rules with their source, and what stays out of it."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import asdict
from typing import Any

import pytest

from planner.model.plan import Plan
from planner.partners.brief import content
from planner.partners.parts import Brief, Duties


@pytest.fixture
def data(plan: Plan) -> dict[str, Any]:
    return deepcopy(plan.model_dump(by_alias=True, mode="json"))


def moved(data: dict[str, Any], old: str, new: str) -> Plan:
    """The plan with a region of another code in the place of `old`."""
    return Plan.model_validate_json(json.dumps(data).replace(f'"{old}"', f'"{new}"'))


def duties(brief: Brief) -> Duties:
    assert brief.paid_posts is not None
    return brief.paid_posts


def rows(brief: Brief) -> list[list[str]]:
    assert brief.creators is not None
    return [[cell.text for cell in row.cells] for row in brief.creators.rows]


def told(brief: Brief) -> str:
    return " ".join(item.text.text for item in duties(brief).items)


def test_each_creator_stands_with_posts_and_local_words(data: dict[str, Any]) -> None:
    chosen = data["creators"]["chosen"]
    chosen["Cinéma du soir"]["posts"] = {"youtube video": 1, "tiktok clip": 2}
    brief = content(Plan.model_validate(data), "FR", language="en")
    words = "Collaboration commerciale / Publicité"
    assert rows(brief) == [
        ["Cinéma du soir", "YouTube video × 1 and TikTok clip × 2", words, "42,000"],
        ["Salle 5", "TikTok", words, "26,000"],
    ]
    assert brief.creators is not None
    assert brief.creators.title == "2 creators"
    assert {row.cells[2].language for row in brief.creators.rows} == {"fr"}
    assert [row.cells[0].link for row in brief.creators.rows] == ["https://example.org/soir", ""]


def test_what_a_creator_takes_is_not_told(data: dict[str, Any]) -> None:
    data["creators"]["chosen"]["Cinéma du soir"]["price"] = 4321
    data["creators"] |= {"budget": 8765, "spent": 6121}
    for region in ("FR", "JP", "EG", "DACH"):
        text = json.dumps(asdict(content(Plan.model_validate(data), region, language="en")))
        assert not [price for price in ("4,321", "8,765", "6,121") if price in text]


def test_a_creator_of_a_group_gets_the_words_of_their_own_language(data: dict[str, Any]) -> None:
    one = {"platform": "tiktok", "region": "DACH", "price": 1, "added_reach": 900}
    data["creators"]["chosen"] = {
        "Kinokatze": one | {"language": "de"},
        "Ciné Léman": one | {"language": "fr-CH"},
    }
    brief = content(Plan.model_validate(data), "DACH", language="en")
    assert [row[2] for row in rows(brief)] == [
        "Anzeige / Werbung / Entgeltliche Einschaltung",
        "Publicité",
    ]
    places = [item.place for item in duties(brief).items]
    assert set(places) == {"Germany", "Austria", "Switzerland", ""}


def test_every_rule_points_to_its_source_with_date(plan: Plan) -> None:
    found = duties(content(plan, "FR", language="en"))
    labels = [item.label for item in found.items if item.label]
    assert labels == ["Contract", "Liable", "Labelling"]
    contract, decree = found.items[:2]
    assert contract.text.text.startswith("In writing, or it is void")
    assert found.sources[int(contract.number) - 1] == (
        "economie.gouv.fr, on the law of 9 June 2023 (as of 9 Jun 2023 · not re-checked)"
    )
    assert "assumed, please confirm · not re-checked" in found.sources[int(decree.number) - 1]
    assert all("not re-checked" in source for source in found.sources)
    assert len(set(found.sources)) == len(found.sources)


def test_the_words_point_to_the_first_sources(plan: Plan) -> None:
    brief = content(plan, "JP", language="en")
    assert brief.disclosure is not None
    assert brief.disclosure.note == "1, 2"
    assert duties(brief).sources[0].startswith("nhk; kyodo")
    alone = content(plan, "DACH", language="en").disclosure
    assert alone is not None
    assert alone.note.startswith("Source: srd-rechtsanwaelte; medienrecht-24")


@pytest.mark.parametrize(
    ("region", "language", "expected"),
    [
        ("FR", "fr", "L’annonceur, son agence et le créateur"),
        ("JP", "ja", "責任を負うのは広告主のみです"),
        ("AE", "ar", "تصريح «معلن»"),
        ("AE", "en", "Advertiser Permit"),
    ],
)
def test_rules_are_told_in_the_readers_language_where_we_have_it(
    data: dict[str, Any], region: str, language: str, expected: str
) -> None:
    plan = moved(data, "EG", "AE") if region == "AE" else Plan.model_validate(data)
    brief = content(plan, region, language=language)
    assert expected in told(brief)
    assert duties(brief).note == ""
    assert {item.text.language for item in duties(brief).items} == {language}


def test_a_rule_that_only_english_has_says_so(data: dict[str, Any]) -> None:
    found = duties(content(moved(data, "EG", "GB"), "GB", language="ja"))
    assert found.note == "日本語版はまだありません。英語で掲載しています。"


def test_a_place_whose_rule_we_do_not_know_says_so(plan: Plan) -> None:
    brief = content(plan, "EG", language="en")
    warning = duties(brief).warning
    assert warning is not None
    assert warning.text == (
        "We don't know the rule for paid posts in Egypt: please tell us what applies, before "
        "anybody posts."
    )
    assert brief.disclosure is not None
    assert "assumed, please confirm" in duties(brief).sources[0]
    assert duties(content(plan, "FR")).warning is None


def test_without_words_the_table_has_a_dash(data: dict[str, Any]) -> None:
    brief = content(moved(data, "EG", "MN"), "MN", language="en")
    assert [row[2] for row in rows(brief)] == ["–"]
    assert brief.disclosure is None


def test_a_brief_without_creators_keeps_the_words_and_how_they_are_placed(plan: Plan) -> None:
    brief = content(plan, "DACH", language="en")
    assert (brief.creators, brief.paid_posts) == (None, None)
    assert brief.disclosure is not None
    assert "The label comes first" in " ".join(item.text for item in brief.compliance.items)


def test_rules_stand_on_the_page_once(plan: Plan) -> None:
    brief = content(plan, "FR", language="en")
    assert "for as long as the promotion lasts" in told(brief)
    assert "for as long as" not in " ".join(item.text for item in brief.compliance.items)


def test_a_link_that_is_no_web_address_is_left_out(data: dict[str, Any]) -> None:
    data["creators"]["chosen"]["Cinéma du soir"]["link"] = "javascript:alert(1)"
    brief = content(Plan.model_validate(data), "FR")
    assert brief.creators is not None
    assert [row.cells[0].link for row in brief.creators.rows] == ["", ""]
