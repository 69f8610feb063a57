"""Which regions a title is likely to reach, with the evidence: a streaming appetite.

It says where titles like this one entered Netflix's weekly lists. It is no cinema forecast, and
comparable titles outrank it. A region outside the lists (China) is not known, never low.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.model import names
from planner.travel.model import Group, Model, load
from planner.travel.score import Title, chance, scores

if TYPE_CHECKING:
    from planner.model.film import Film

__all__ = ["Score", "Title", "notes", "rank", "region_score", "title_of"]

FEWEST = 3
"""Titles from which a rate is evidence that is worth a sentence."""
NOTABLE = 1.15
"""Times as often as the average title from which a rate is told; its inverse likewise."""
MOST = 3
"""Sentences for a region: more are not read."""
ALIASES = {"cn": "zh", "yue": "zh", "cmn": "zh", "nb": "no", "tl": "fil"}
"""Codes for the same language in tables of titles and in BCP 47."""


@dataclass(frozen=True, slots=True)
class Score:
    """A region's appetite for a title."""

    value: float
    """Chance, 0 to 1, that it enters the region's weekly list if it enters two anywhere; six, once
    regions are known where it does well."""
    times: float
    """That chance beside the region's for the average title that is not in English."""
    evidence: tuple[str, ...]
    """What speaks for and against it, in sentences, the strongest first."""


def title_of(film: Film) -> Title:
    """Return what travel looks at in a film."""
    seen = tuple(dict.fromkeys(item.region for item in film.seen))
    return Title(film.original_language, tuple(film.origin), tuple(film.genres), seen)


def rank(title: Title, model: Model | None = None) -> dict[str, Score]:
    """Return the score of each region that the lists cover, by ISO code, highest first."""
    model = model or load()
    known = _known(title, model)
    line = model.seen if any(code in model.together for code in known.seen) else model.unseen
    found = dict(zip(model.regions, scores(known, model), strict=True))
    usual = _usual(model, line)
    order = sorted(found, key=lambda code: (-found[code], code))
    return {
        code: Score(
            value := chance(found[code], line),
            value / usual[code],
            tuple(_evidence(code, known, model)),
        )
        for code in order
    }


def notes(title: Title, model: Model | None = None) -> tuple[str, ...]:
    """Return in sentences what of a title the lists don't know, and what stands in for it."""
    model = model or load()
    known = _known(title, model)
    found = []
    if known.language not in model.languages:
        found.append(
            f"No title in {names.language(title.language)} entered the lists: languages near it, "
            "and who speaks it where, stand in."
        )
    strange = [genre for genre in known.genres if genre not in model.genres]
    if strange:
        listed = ", ".join(sorted(model.genres))
        found.append(f"Not known as a genre: {', '.join(strange)}. Known are {listed}.")
    away = [code for code in known.seen if code not in model.together]
    if away:
        where = ", ".join(names.region(code) for code in away)
        found.append(f"The lists don't cover {where}: doing well there tells nothing here.")
    return tuple(found)


def region_score(
    members: Sequence[str], found: Mapping[str, Score], weights: Mapping[str, float]
) -> float | None:
    """Return a group's `times`: the mean over its members by weight; None where none is known.

    A part of a country (CA-QC) has its country's.
    """
    pairs = [
        (score.times, weights.get(code, 1.0))
        for code in members
        if (score := found.get(code) or found.get(code[:2]))
    ]
    total = sum(weight for _, weight in pairs)
    return sum(times * weight for times, weight in pairs) / total if total else None


def _known(title: Title, model: Model) -> Title:
    """Return a title under the model's own codes and names."""
    base = title.language.replace("_", "-").split("-")[0].casefold()
    language = next((code for code in (base, *_synonyms(base)) if code in model.languages), base)
    genres = {genre.casefold(): genre for genre in model.genres}
    return Title(
        language,
        title.origin,
        tuple(genres.get(genre.casefold().strip(), genre) for genre in title.genres),
        title.seen,
    )


def _synonyms(code: str) -> list[str]:
    same = ALIASES.get(code, code)
    return [same, *(other for other, one in ALIASES.items() if one == same)]


def _usual(model: Model, line: tuple[float, float]) -> dict[str, float]:
    """Return the region's chance for the average title not in English, by the mean of its score."""
    middle = chance(0.0, line)
    rates = {code: _share(code, _foreign(model)) for code in model.regions}
    mean = sum(rates.values()) / len(rates)
    return {code: max(middle * rate / mean, 0.01) for code, rate in rates.items()}


def _foreign(model: Model) -> Group:
    """Return the titles that are not in English."""
    english = model.languages.get("en")
    if english is None:
        return model.base
    charted = {
        code: count - english.charted.get(code, 0) for code, count in model.base.charted.items()
    }
    return Group(model.base.titles - english.titles, charted, 0.0, {})


def _share(code: str, group: Group) -> float:
    """Return the share of a group's titles that charted in a region, a title in two as half one."""
    return (group.charted.get(code, 0) + 0.5) / (group.titles + 1)


def _evidence(code: str, title: Title, model: Model) -> list[str]:
    told = [*_groups(code, title, model), *_near(code, title, model)]
    told.sort(key=lambda item: -item[0])
    return [text for _, text in told[:MOST]]


def _groups(code: str, title: Title, model: Model) -> Iterator[tuple[float, str]]:
    language = names.language(title.language)
    every = _foreign(model)
    groups = [(model.languages.get(title.language), f"{language}-language titles")]
    groups += [
        (model.origins.get(f"{title.language}|{place}"), f"titles from {names.country(place)}")
        for place in title.origin
    ]
    groups += [
        (model.genres.get(genre), f"titles with the genre {genre} in any foreign language")
        for genre in title.genres
    ]
    for group, name in groups:
        if group is None or group.titles < FEWEST:
            continue
        times = _share(code, group) / _share(code, every)
        if not 1 / NOTABLE < times < NOTABLE:
            count = f"{group.charted.get(code, 0)} of {group.titles}"
            text = f"{name} charted here {_often(times)} the average title ({count})"
            yield max(times, 1 / times), f"{names.upper_first(text)}."


def _near(code: str, title: Title, model: Model) -> Iterator[tuple[float, str]]:
    """Tell how many of the regions where the title does well lead here."""
    known = [one for one in title.seen if one in model.together and one != code]
    if not known:
        return
    lifts = {one: _lift(one, code, model) for one in known}
    lead = [one for one in known if lifts[one] >= NOTABLE]
    best = max(known, key=lambda one: (lifts[one], one))
    if lead:
        count = f"{len(lead)} of the {len(known)} regions where it does well lead here"
        if len(known) == 1:
            count = "The region where it does well leads here"
        text = (
            f"{count}: titles that charted in {names.region(best)} charted here "
            f"{_often(lifts[best])} the average title."
        )
        yield lifts[best] + 1, text
    else:
        yield 1.0, "Where it does well leads here no more than elsewhere."


def _lift(one: str, other: str, model: Model) -> float:
    """Return how many times as often as usual a title charts in `other` if it did in `one`."""
    own = model.together[one].get(one, 0.0)
    both = model.together[one].get(other, 0.0)
    usual = model.together.get(other, {}).get(other, 0.0) / (model.known_weight or 1.0)
    return both / own / usual if own and usual else 1.0


def _often(times: float) -> str:
    """Return how often as words, no more precise than counts allow: `3 times as often as`."""
    if times >= 1:
        return (
            f"{times:.0f} times as often as" if times >= 2.5 else f"{times:.1f} times as often as"
        )
    return "far less often than" if times < 0.4 else "less often than"
