"""Questions meet what the film holds, and days that are kept near a date; they judge nobody."""

import re
from collections.abc import Mapping
from datetime import date
from typing import get_args

import pytest

from planner.errors import InputError
from planner.facts.table import Facts, Rule, load
from planner.model.film import Topic
from planner.model.goals import is_iso
from planner.model.plan import Plan
from planner.plan import edit
from planner.timing import culture
from planner.timing.covers import fingerprint_of
from planner.timing.culture import DATE, Question, questions
from tests.plans import make_plan
from tests.timing.test_critical import dated

FACTS = load()
WORDS = [topic.lower().removesuffix("+") for topic in get_args(Topic)]
MAP = {"maps": "A globe stands in the office, scene 4."}
PLACES = ["AE", "AU", "CN", "DE", "EG", "GB", "ID", "IN", "JP", "KR", "MY", "PH", "SG", "TH", "VN"]


def plan_of(
    *codes: str, content: Mapping[str, str] = MAP, day: date | None = None, **film: object
) -> Plan:
    plan = make_plan({code: {} for code in codes}, film={"content": dict(content), **film})
    return dated(plan, dict.fromkeys(codes, day)) if day else plan


def asked(code: str, plan: Plan, topic: str) -> list[Question]:
    return [one for one in questions(code, plan, FACTS) if one.topic == topic]


def covers(code: str, plan: Plan, topic: culture.Subject = "maps") -> str:
    return fingerprint_of(code, topic, questions(code, plan, FACTS), plan, FACTS)


def sensitivities() -> list[Rule]:
    names = [*WORDS, *culture.KEPT]
    rules = [f"sensitivity_{mark}{word}" for word in names for mark in ("required_", "")]
    places = ["*", *sorted({rule.region for rule in FACTS._rules})]
    return [
        row for rule in rules for place in dict.fromkeys(places) for row in FACTS.rules(place, rule)
    ]


def test_a_map_in_vietnam_asks_for_the_nine_dash_line() -> None:
    first, *_ = asked("VN", plan_of("VN"), "maps")
    assert first.required
    assert "nine-dash line" in first.text
    assert "Barbie (2023)" in first.text
    assert (first.source, first.year, first.confidence) == ("npr 2023", 2023, "vendor")
    assert first.id in {row.id for row in sensitivities()}


def test_nothing_is_asked_about_what_the_film_does_not_hold() -> None:
    assert questions("VN", plan_of("VN", content={}), FACTS) == ()
    assert questions("VN", plan_of("VN", content={"maps": "  "}), FACTS) == ()
    assert {one.topic for one in questions("VN", plan_of("VN"), FACTS)} == {"maps"}


@pytest.mark.parametrize("topic", get_args(Topic))
def test_every_topic_has_a_question_for_every_region(topic: Topic) -> None:
    plan = plan_of("MX", content={topic: "Scene 3."})
    (one,) = asked("MX", plan, topic)
    assert one.place == "*"
    assert not one.required
    assert "Mexico" in one.text


def test_a_group_asks_what_its_countries_ask_and_the_general_once() -> None:
    goals = {"groups": {"SEA": ["VN", "MY"]}}
    plan = make_plan({"SEA": {}}, film={"content": MAP}, goals=goals)
    found = asked("SEA", plan, "maps")
    assert [one.place for one in found] == ["VN", "MY", "*"]
    assert [one.required for one in found] == [True, True, False]


def test_a_part_of_a_country_asks_what_the_country_asks() -> None:
    assert [one.place for one in asked("IN-MH", plan_of("IN-MH"), "maps")] == ["IN", "*"]


def test_a_day_of_mourning_near_the_date_becomes_a_question() -> None:
    (one,) = asked("KR", plan_of("KR", day=date(2027, 4, 14), genres=["Comedy"]), DATE)
    assert "16 April 2027" in one.text
    assert "comedy" in one.text
    assert not one.required
    assert asked("KR", plan_of("KR", day=date(2027, 4, 18)), DATE) == []
    assert asked("KR", plan_of("KR"), DATE) == []


def test_ramadan_is_told_with_its_uncertain_days() -> None:
    (one,) = asked("AE", plan_of("AE", day=date(2027, 2, 18)), DATE)
    assert re.search(r"about \d+ February 2027 to \d+ March 2027", one.text)


def test_silent_holidays_of_germany_need_a_clearance_in_cinemas_alone() -> None:
    (one,) = asked("DE", plan_of("DE", day=date(2027, 3, 25)), DATE)
    assert one.required
    assert "Feiertagsfreigabe" in one.text
    assert "Good Friday (26 March 2027)" in one.text
    online = edit.replace(
        plan_of("DE", day=date(2027, 3, 25)), {"goals.regions.DE.release": "SVOD"}
    )
    assert asked("DE", online, DATE) == []


def test_an_old_row_says_so() -> None:
    plan = edit.replace(plan_of("VN"), {"as_of": "2029-01-01"})
    assert all(one.stale for one in questions("VN", plan, FACTS))
    assert not any(one.stale for one in questions("VN", plan_of("VN"), FACTS))


def test_without_any_rows_nothing_is_asked() -> None:
    bare = Facts({"stale_after.calendar": FACTS.number("stale_after.calendar")})
    assert questions("VN", plan_of("VN"), bare) == ()


def test_an_unknown_region_or_topic_is_told() -> None:
    with pytest.raises(InputError, match="Use one of VN"):
        questions("XX", plan_of("VN"), FACTS)
    with pytest.raises(InputError, match="Use one of religion"):
        culture.topic_called("weather")
    assert culture.topic_called(" lgbtq+ ") == "LGBTQ+"


CHANGES: dict[str, object] = {
    "film.content.maps": "Another globe.",
    "film.local_titles.vi": "Xuân",
    "film.messages.vi": ["Mùa xuân"],
    "film.do_not_show.vi": ["The globe"],
    "film.title": "Another title",
    "goals.regions.VN.release": "SVOD",
    "goals.regions.VN.languages": ["vi", "fr"],
}


@pytest.mark.parametrize("path", CHANGES)
def test_a_sign_off_covers_what_was_judged(path: str) -> None:
    plan = plan_of("VN", messages={"vi": ["Xin chào"], "fr": ["Bonjour"]})
    assert covers("VN", edit.replace(plan, {path: CHANGES[path]})) != covers("VN", plan)


def test_what_the_region_does_not_see_does_not_matter() -> None:
    plan = plan_of("VN", day=date(2027, 3, 5), messages={"vi": ["Xin chào"], "fr": ["Bonjour"]})
    changes = {
        "film.messages.fr": ["Salut"],
        "film.content.sex": "A kiss.",
        "film.comps": [],
        "goals.budget.total": 1,
        "timing.regions.VN.date": "2027-03-12",
    }
    same = edit.replace(plan, changes)
    assert covers("VN", same) == covers("VN", plan)


def test_english_is_shown_where_there_is_no_text_of_their_own() -> None:
    plan = plan_of("VN", messages={"en": ["Hello"]})
    assert covers("VN", edit.replace(plan, {"film.messages.en": ["Bye"]})) != covers("VN", plan)


def test_the_date_is_signed_for_its_own_day() -> None:
    plan = plan_of("DE", day=date(2027, 3, 25))
    moved = edit.replace(plan, {"timing.regions.DE.date": "2027-03-26"})
    assert covers("DE", moved, DATE) != covers("DE", plan, DATE)
    assert covers("DE", edit.replace(plan, {"film.content.maps": "A"}), DATE) == covers(
        "DE", plan, DATE
    )


def test_every_row_is_a_question_with_source_date_and_confidence() -> None:
    rows = sensitivities()
    assert {row.rule.rpartition("_")[2] for row in rows} == {*WORDS, *culture.KEPT}
    for row in rows:
        assert row.text.rstrip().endswith(("?", ".")), row.id
        assert "?" in row.text, row.id
        assert row.region == "*" or is_iso(row.region), row.id
        assert row.source, row.id
        assert row.year, row.id
        assert row.as_of, row.id
        memory = "memory" in f"{row.source} {row.note}"
        assert memory or row.confidence != "assumed", row.id
        assert set(re.findall(r"\{(.*?)\}", row.text)) <= {"region", "date", "days", "genres"}, (
            row.id
        )


def test_regions_whose_boards_may_refuse_have_required_questions() -> None:
    content = dict.fromkeys(get_args(Topic), "Scene 3.")
    plan = plan_of(*PLACES, content=content)
    found = {
        code: [one for one in questions(code, plan, FACTS) if one.place != "*"] for code in PLACES
    }
    assert all(found.values())
    sure = {"VN", "AE", "CN", "IN", "MY"}
    assert {code for code in sure if any(one.required for one in found[code])} == sure
