"""How well a title's kind fits each region, by the tables of a model; no names, no sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

from planner.facts.table import Facts, load
from planner.travel.families import family
from planner.travel.model import Group, Model

# How the tables combine was chosen by cross-validation inside 2021, months left out in turn; see
# tests/bench/travel_skill.py. A prior weighs as much as so many titles.
FAMILY_PRIOR, LANGUAGE_PRIOR, ORIGIN_PRIOR, GENRE_PRIOR, AFFINITY_PRIOR = 3.0, 6.0, 3.0, 16.0, 5.0
ORIGIN, GENRE, FAMILY, SPOKEN = 1.0, 1.0, 0.4, 0.35
"""Weights of what the regions' rates say by origin and language, family and genre, family alone,
and of how many people there speak the language."""
AFFINITY = 3.0
"""Weight of the regions that are known, beside all of the above as 1."""
LEAST_RATE, LEAST_SPEAKERS = 0.005, 0.02
NOTHING = Group(0, {}, 0.0, {})
Vector = list[float]


@dataclass(frozen=True, slots=True)
class Title:
    """What is known of a title before it travels, and the regions where it does well already."""

    language: str
    """ISO 639 code, such as `es`."""
    origin: tuple[str, ...]
    genres: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()


def scores(title: Title, model: Model) -> Vector:
    """Return a number for each of the model's regions, higher where the title fits better.

    Only their order and distances within one title mean something; `chance` makes them a share.
    """
    known = [code for code in title.seen if code in model.together]
    kind = _standard(_kind(title, model))
    if not known:
        return kind
    near = _standard(_affinity(known, model))
    return [one + AFFINITY * other for one, other in zip(kind, near, strict=True)]


def chance(score: float, line: tuple[float, float]) -> float:
    """Return the chance of charting for a score, by the model's intercept and slope."""
    return 1 / (1 + exp(-(line[0] + line[1] * score)))


def _kind(title: Title, model: Model) -> Vector:
    """Return what language, origin and genres say, standardised and weighed."""
    base = _rates(model.base, [0.01] * len(model.regions), 1.0, model)
    kin = _rates(_of(model.families, family(title.language)), base, FAMILY_PRIOR, model)
    own = _rates(_of(model.languages, title.language), kin, LANGUAGE_PRIOR, model)
    homes = [
        _rates(_of(model.origins, f"{title.language}|{code}"), own, ORIGIN_PRIOR, model)
        for code in title.origin
    ] or [own]
    kinds = [
        _rates(
            _of(model.family_genres, f"{family(title.language)}|{genre}"), kin, GENRE_PRIOR, model
        )
        for genre in title.genres
    ] or [kin]
    parts = [
        (ORIGIN, _mean(map(_logits, homes))),
        (GENRE, _mean(map(_logits, kinds))),
        (FAMILY, _logits(kin)),
        (SPOKEN, spoken(title.language, model.regions, load())),
    ]
    rows = [[weight * x for x in _standard(row)] for weight, row in parts]
    return [sum(column) for column in zip(*rows, strict=True)]


def _of(groups: Mapping[str, Group], key: str) -> Group:
    return groups.get(key, NOTHING)


def _rates(group: Group, prior: Vector, strength: float, model: Model) -> Vector:
    """Return the share of a group's titles present in each region, drawn towards `prior`."""
    return [
        (group.presence.get(code, 0.0) + strength * before) / (group.weight + strength)
        for code, before in zip(model.regions, prior, strict=True)
    ]


def _affinity(known: list[str], model: Model) -> Vector:
    """Return how much likelier regions are once a title is liked in `known`: mean log lift."""
    total = model.known_weight or 1.0
    base = [model.together[code].get(code, 0.0) / total for code in model.regions]
    lifts = []
    for code in known:
        row, own = model.together[code], model.together[code].get(code, 0.0)
        lifts.append(
            [
                log((row.get(other, 0.0) + AFFINITY_PRIOR * rate) / (own + AFFINITY_PRIOR) + 1e-4)
                - log(rate + 1e-4)
                for other, rate in zip(model.regions, base, strict=True)
            ]
        )
    return [log(rate + 1e-4) + lift for rate, lift in zip(base, _mean(lifts), strict=True)]


def spoken(language: str, regions: Iterable[str], facts: Facts) -> Vector:
    """Return the logarithm of the share of people who speak a language in each region."""
    code = {"cn": "zh"}.get(language, language)
    found = (facts.find(f"language_share.{region}.{code}") for region in regions)
    return [log((fact.value if fact else 0.0) + LEAST_SPEAKERS) for fact in found]


def _logits(rates: Vector) -> Vector:
    return [log((rate + LEAST_RATE) / (1 - rate + 2 * LEAST_RATE)) for rate in rates]


def _mean(rows: Iterable[Vector]) -> Vector:
    listed = list(rows)
    return [sum(column) / len(listed) for column in zip(*listed, strict=True)]


def _standard(row: Vector) -> Vector:
    """Return a row with mean 0 and standard deviation 1; nothing but zeros where all are equal."""
    mean = sum(row) / len(row)
    spread = sqrt(sum((x - mean) ** 2 for x in row) / len(row))
    return [(x - mean) / (spread + 1e-9) for x in row]
