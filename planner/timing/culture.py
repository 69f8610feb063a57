"""Questions for a person who knows a region: what the film holds, and days that are kept there.

Microhit never judges a scene, a region or its people. It puts what the film holds beside dated,
sourced rules and decisions of authorities, and asks; a named person answers in a sign-off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from planner.errors import InputError, Problem
from planner.facts.table import Confidence, Facts, Rule
from planner.model.base import spoken
from planner.model.film import Topic
from planner.model.goals import Release
from planner.model.names import region as region_name
from planner.model.names import upper_first
from planner.model.plan import Plan
from planner.timing.days import observances
from planner.timing.observance import Kind, Observance

Subject = Topic | Literal["date"]
"""What a sign-off is about: a topic of the film's content, or the release date."""
DATE: Subject = "date"
SUBJECTS: tuple[Subject, ...] = (*get_args(Topic), DATE)
KEPT: tuple[Kind, ...] = ("mourning", "silent", "fasting")
"""Kinds of days that an opening is asked about."""
SAID_ONLINE: tuple[Kind, ...] = ("mourning", "fasting")
"""Of these, those that adverts for a release online are asked about too."""
SHOWN_IN_PUBLIC: frozenset[Release] = frozenset({"theatrical", "event", "festival only"})
"""Release types that rules for silent days apply to."""
DAYS_BEFORE, DAYS_AFTER = 1, 6
"""The eve of the opening and its first week: when a premiere and most of the adverts happen."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a region, for a person, with where it comes from."""

    id: str
    """The fact that asks it."""
    region: str
    """The code in the plan."""
    place: str
    """The ISO code that it is about, or `*` where it is asked everywhere."""
    topic: Subject
    text: str
    required: bool
    """An authority may refuse the film, or a law applies: without a sign-off it isn't ready."""
    source: str
    year: int | None
    confidence: Confidence
    as_of: date | None
    """The day for which its source was read."""
    checked: date | None
    """The day it was re-read at its source; None is shown as "not re-checked"."""
    stale: bool
    """Stated or re-checked too long ago: ask whether it still holds."""
    note: str = ""


def questions(code: str, plan: Plan, facts: Facts) -> tuple[Question, ...]:
    """Return what to ask about a region, by topic in the model's order, the required ones first.

    Only topics that `film.content` tells something about are asked, and days of mourning, silence
    or fasting from the eve of the region's date to the end of its first week.

    Raises:
        InputError: the plan has no such region.
    """
    known(code, plan)
    found = [*_on_content(code, plan, facts), *_on_date(code, plan, facts)]
    order = {topic: place for place, topic in enumerate(SUBJECTS)}
    return tuple(sorted(found, key=lambda one: (order[one.topic], not one.required)))


def known(code: str, plan: Plan) -> None:
    """Raise `InputError` where the plan has no region `code`."""
    if code not in plan.goals.regions:
        hint = f"Use one of {', '.join(plan.goals.regions) or 'none yet: add regions first'}"
        raise InputError(
            Problem("is no region of this plan", field="region", value=code, hint=hint)
        )


def topic_called(name: str) -> Subject:
    """Return the topic that a person means by `name`, whatever its capitals.

    Raises:
        InputError: there is no such topic.
    """
    for topic in SUBJECTS:
        if topic.casefold() == name.strip().casefold():
            return topic
    hint = f"Use one of {', '.join(SUBJECTS)}"
    raise InputError(Problem("is no topic", field="topic", value=name, hint=hint))


def heading(topic: Subject) -> str:
    """Return a topic as a heading: `Maps`; `date` is `Release date`."""
    return "Release date" if topic == DATE else upper_first(topic)


def release_date(code: str, plan: Plan) -> date | None:
    """Return the date of a region in the plan's timing, or None."""
    timing = plan.timing.regions.get(code) if plan.timing else None
    return timing.date if timing else None


def _on_content(code: str, plan: Plan, facts: Facts) -> Iterator[Question]:
    for topic, told in plan.film.content.items():
        if told.strip():
            for rule, required in _rules(code, _word(topic), plan, facts):
                text = _worded(rule.text, {"region": _called(rule, code)})
                yield _question(rule, code, topic, text, plan, facts, required=required)


def _on_date(code: str, plan: Plan, facts: Facts) -> Iterator[Question]:
    day = release_date(code, plan)
    if day is None:
        return
    first, last = day - timedelta(days=DAYS_BEFORE), day + timedelta(days=DAYS_AFTER)
    public = plan.goals.regions[code].release in SHOWN_IN_PUBLIC
    near = observances(code, plan, facts, first, last)
    for kind in KEPT if public else SAID_ONLINE:
        days = [one for one in near if one.kind == kind]
        if days:
            yield from _on_days(code, day, days, plan, facts)


def _on_days(
    code: str, day: date, days: list[Observance], plan: Plan, facts: Facts
) -> Iterator[Question]:
    """Yield what is asked about days of one kind; a region's own question replaces the general."""
    words = {
        "date": spoken(day),
        "days": ", ".join(dict.fromkeys(map(_day, days))),
        "genres": " and ".join(genre.lower() for genre in plan.film.genres),
    }
    found = list(_rules(code, days[0].kind, plan, facts))
    own = [pair for pair in found if pair[0].region != "*"]
    for rule, required in own or found:
        text = _worded(rule.text, words | {"region": _called(rule, code)})
        yield _question(rule, code, DATE, text, plan, facts, required=required)


def _day(one: Observance) -> str:
    about = "about " if one.estimated else ""
    to = f" to {spoken(one.end)}" if one.end > one.start else ""
    return f"{one.name} ({about}{spoken(one.start)}{to})"


def _rules(code: str, word: str, plan: Plan, facts: Facts) -> Iterator[tuple[Rule, bool]]:
    """Yield what the facts ask about `word` in a region, each with whether it must be answered.

    The rule column says so: `sensitivity_required_maps` or `sensitivity_maps`. Rows of a part of
    a country, of the country and of everywhere (`*`) all count; a group asks each once.
    """
    members = plan.goals.members(code)
    places = [*members, *(member.partition("-")[0] for member in members), "*"]
    for place in dict.fromkeys(places):
        for rule in facts.rules(place, f"sensitivity_required_{word}"):
            yield rule, True
        for rule in facts.rules(place, f"sensitivity_{word}"):
            yield rule, False


def _word(topic: Topic) -> str:
    """Return a topic as the rule column writes it: `LGBTQ+` is `lgbtq`."""
    return topic.lower().removesuffix("+")


def _called(rule: Rule, code: str) -> str:
    return region_name(code if rule.region == "*" else rule.region)


def _worded(text: str, words: Mapping[str, str]) -> str:
    """Put words for their {names}; what else stands in braces stays, since facts are data."""
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def _question(
    rule: Rule, code: str, topic: Subject, text: str, plan: Plan, facts: Facts, *, required: bool
) -> Question:
    seen = rule.checked or rule.as_of
    age = facts.number("stale_after.calendar").value
    return Question(
        id=rule.id,
        region=code,
        place=rule.region,
        topic=topic,
        text=text,
        required=required,
        source=rule.source,
        year=rule.year,
        confidence=rule.confidence,
        as_of=rule.as_of,
        checked=rule.checked,
        stale=seen is None or (plan.as_of - seen).days > age,
        note=rule.note,
    )
