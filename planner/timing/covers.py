"""Fingerprints of what a sign-off covers: it holds until that changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from planner.facts.market import Market
from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.plan.fingerprint import fingerprint
from planner.plan.text import plain
from planner.timing.culture import DATE, Question, Subject, release_date


def fingerprint_of(
    code: str, topic: Subject, asked: Iterable[Question], plan: Plan, facts: Facts
) -> str:
    """Return the fingerprint of what a sign-off of a topic in a region covers.

    `asked` are the questions of the region; those of other topics don't count.

    What the consultant judged: what the film holds about the topic, the questions as asked, the
    release type, and the titles, loglines, messages and do-not-show lists in the languages of the
    region. For the release date: the questions (they name the days), the date, the release type
    and the genres. Other topics, regions, money and, but for the date's own, dates don't matter.
    """
    judged: dict[str, object] = {
        "topic": topic,
        "questions": sorted((one.id, one.text) for one in asked if one.topic == topic),
        "release": plan.goals.regions[code].release,
    }
    judged |= _on_the_day(code, plan) if topic == DATE else _on_screen(code, topic, plan, facts)
    return fingerprint(json.dumps(plain(judged), sort_keys=True, default=str).encode())


def _on_the_day(code: str, plan: Plan) -> dict[str, object]:
    return {"date": release_date(code, plan), "genres": plan.film.genres}


def _on_screen(code: str, topic: Subject, plan: Plan, facts: Facts) -> dict[str, object]:
    film, spoken_here = plan.film, _languages(code, plan, facts)
    texts: dict[str, Mapping[str, object]] = {
        "titles": film.local_titles,
        "loglines": film.logline,
        "messages": film.messages,
        "do_not_show": film.do_not_show,
    }
    told = {name: _in(texts[name], spoken_here) for name in texts}
    content = {str(name): text for name, text in film.content.items()}
    return {"content": content.get(topic, ""), "title": film.title, **told}


def _in(texts: Mapping[str, object], bases: Iterable[str]) -> dict[str, object]:
    """Return the texts in some languages, whatever their country; English where there is none."""
    wanted = set(bases)
    own = {code: text for code, text in texts.items() if _base(code) in wanted}
    return own or {code: text for code, text in texts.items() if _base(code) == "en"}


def _languages(code: str, plan: Plan, facts: Facts) -> list[str]:
    region = plan.goals.regions[code]
    found = region.languages or Market.of(code, plan.goals, facts).languages()
    return [_base(language) for language in found]


def _base(language: str) -> str:
    return language.replace("-", "_").split("_")[0]
