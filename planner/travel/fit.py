"""Learns from Netflix's weekly lists by country which titles reach which regions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from planner.audience.netflix_titles import Titles, key_of, type_of
from planner.errors import InputError, Problem
from planner.travel.families import family
from planner.travel.model import Group, Model
from planner.travel.score import Title, scores

FILM, SERIES, ENGLISH = 1.0, 0.5, 0.1
"""What a title weighs: series tell of the same appetite in part, titles in English little."""
SOURCE = "Netflix Top 10, official weekly lists by country, and a table of titles; own arithmetic"
FEWEST, FEWEST_SEEN, FIRST = 2, 6, 3
"""Titles in fewer regions tell nothing; the first regions known, and the least reached for that."""
STEPS = 25
Keys = Callable[["Charted"], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Charted:
    """A title, when it first charted, and where with which presence, 0.5 to 1."""

    name: str
    film: bool
    language: str
    origin: tuple[str, ...]
    genres: tuple[str, ...]
    first: date
    """The Sunday of the first list that holds it."""
    regions: tuple[str, ...]
    """Where it charted, in the order of time, then of rank, then of name."""
    presence: Mapping[str, float]

    @property
    def weight(self) -> float:
        """Return how much it counts beside a film that is not in English."""
        return (FILM if self.film else SERIES) * (ENGLISH if self.language == "en" else 1.0)

    def title(self, seen: tuple[str, ...] = ()) -> Title:
        """Return what was known of it before it charted anywhere but in `seen`."""
        return Title(self.language, self.origin, self.genres, seen)


def charted(charts: pd.DataFrame, titles: Titles) -> list[Charted]:
    """Return the titles of the lists whose language is known, by name.

    `charts` is that of `planner.audience.netflix_charts.read_charts`. Presence grows from 0.5 for
    one week at the end of a list to 1: half of the way from each half "point", and the first place
    of one week is a whole one.

    Raises:
        InputError: no title of the lists is in the table.
    """
    rows = charts.assign(
        points=(11 - charts["rank"].clip(upper=10)) / 10,
        name=charts["title"].map(key_of),
        kind=charts["category"].map(type_of),
    )
    grouped = rows.groupby(["name", "kind", "region"], sort=True, observed=True)
    table = grouped.agg(points=("points", "sum"), first=("week", "min"), best=("rank", "min"))
    found = [
        title
        for (name, kind), part in table.groupby(level=["name", "kind"], sort=True)
        if (title := _charted(str(name), str(kind), part.reset_index(), titles))
    ]
    if not found:
        hint = "Its titles must be called as in the lists, with original_language and genres."
        raise InputError(Problem("holds no title of these lists", field="TITLES.csv", hint=hint))
    return found


def _charted(name: str, kind: str, part: pd.DataFrame, titles: Titles) -> Charted | None:
    known = titles.get((name, kind)) or titles.get((name, ""))
    if known is None or not known.language:
        return None
    order = part.sort_values(["first", "best", "region"])
    presence = 0.5 + 0.5 * (1 - np.exp(-2 * order["points"].to_numpy(float)))
    codes = order["region"].tolist()
    return Charted(
        name,
        kind == "films",
        known.language,
        tuple(sorted(known.origin or ())),
        tuple(sorted(known.genres)),
        pd.Timestamp(order["first"].iloc[0]).date() + timedelta(days=6),
        tuple(codes),
        dict(zip(codes, presence.tolist(), strict=True)),
    )


def fit(charts: pd.DataFrame, titles: Titles, as_of: date) -> Model:
    """Return what the lists teach; the same lists give the same model.

    Raises `InputError` as `charted` does.
    """
    known = charted(charts, titles)
    regions = tuple(sorted(charts["region"].unique()))
    weeks = charts["week"]
    last = charts[weeks == weeks.max()]
    still = last[["title", "category"]].drop_duplicates()
    model = replace(
        learnt(known, regions),
        period=(str(weeks.min().date()), str(weeks.max().date())),
        still_charting=len(still),
        as_of=as_of.isoformat(),
    )
    unseen, seen = lines(known, regions)
    return replace(model, unseen=unseen, seen=seen)


def learnt(known: Iterable[Charted], regions: tuple[str, ...]) -> Model:
    """Return the tables of some titles, without period and without chances."""
    titles = list(known)
    return Model(
        source=SOURCE,
        period=("", ""),
        titles=len(titles),
        still_charting=0,
        as_of="",
        regions=regions,
        base=_groups(titles, lambda _: [""]).get("", Group(0, {}, 0.0, {})),
        languages=_groups(titles, lambda one: [one.language]),
        origins=_groups(titles, lambda one: [f"{one.language}|{code}" for code in one.origin]),
        genres=_groups((one for one in titles if one.language != "en"), lambda one: one.genres),
        family_genres=_uncounted(
            _groups(titles, lambda one: [f"{family(one.language)}|{genre}" for genre in one.genres])
        ),
        families=_uncounted(_groups(titles, lambda one: [family(one.language)])),
        together=_together(titles, regions),
        known_weight=round(sum(map(_shared, titles)), 4),
    )


def _groups(titles: Iterable[Charted], keys: Keys) -> dict[str, Group]:
    """Return the titles' groups by key; a title counts in each of its keys."""
    held: dict[str, list[Charted]] = defaultdict(list)
    for one in titles:
        for key in keys(one):
            held[key].append(one)
    return {key: _group(ones) for key, ones in sorted(held.items())}


def _uncounted(groups: Mapping[str, Group]) -> dict[str, Group]:
    """Return groups that are no evidence by themselves without their counts, to stay small."""
    return {key: replace(group, charted={}) for key, group in groups.items()}


def _group(titles: list[Charted]) -> Group:
    count: dict[str, int] = defaultdict(int)
    presence: dict[str, float] = defaultdict(float)
    for one in titles:
        for code, share in one.presence.items():
            count[code] += 1
            presence[code] += one.weight * share
    rounded = {code: round(value, 2) for code, value in sorted(presence.items())}
    weight = round(sum(one.weight for one in titles), 2)
    return Group(len(titles), dict(sorted(count.items())), weight, rounded)


def _shared(one: Charted) -> float:
    """Return what a title weighs where regions are compared: titles in English tell more here."""
    return (FILM if one.film else SERIES) * (0.5 if one.language == "en" else 1.0)


def _together(titles: list[Charted], regions: tuple[str, ...]) -> dict[str, dict[str, float]]:
    places = {code: place for place, code in enumerate(regions)}
    there = np.zeros((len(titles), len(regions)))
    for row, one in enumerate(titles):
        there[row, [places[code] for code in one.regions]] = 1.0
    weights = np.array([_shared(one) for one in titles])
    sums = (there * weights[:, None]).T @ there
    return {
        one: {other: round(float(x), 2) for other, x in zip(regions, row, strict=True) if x}
        for one, row in zip(regions, sums, strict=True)
    }


def judged(known: Iterable[Charted], fewest: int) -> list[Charted]:
    """Return the films, not in English, that reached at least so many regions."""
    return [
        one for one in known if one.film and one.language != "en" and len(one.regions) >= fewest
    ]


Line = tuple[float, float]


def lines(known: list[Charted], regions: tuple[str, ...]) -> tuple[Line, Line]:
    """Return how scores become chances, before any region is known and with the first three."""
    return _line(known, regions, 0), _line(known, regions, FIRST)


def _line(known: list[Charted], regions: tuple[str, ...], seen: int) -> Line:
    """Return intercept and slope from scores to chances, each month scored by all the others."""
    titles = judged(known, FEWEST_SEEN if seen else FEWEST)
    x: list[float] = []
    y: list[float] = []
    for month in sorted({_month(one) for one in titles}):
        model = learnt((one for one in known if _month(one) != month), regions)
        for one in (one for one in titles if _month(one) == month):
            x_, y_ = points(one, model, seen)
            x += x_
            y += y_
    return _logistic(np.array(x), np.array(y)) if x else (0.0, 1.0)


def points(one: Charted, model: Model, seen: int) -> tuple[list[float], list[float]]:
    """Return a title's scores and whether it charted, in all regions but its first `seen`."""
    first = one.regions[:seen]
    found = zip(model.regions, scores(one.title(first), model), strict=True)
    rest = [(score, float(code in one.presence)) for code, score in found if code not in first]
    return [score for score, _ in rest], [there for _, there in rest]


def _month(one: Charted) -> str:
    return one.first.isoformat()[:7]


def _logistic(x: np.ndarray, y: np.ndarray) -> Line:
    """Return the likeliest intercept and slope, by Newton's method."""
    design = np.column_stack([np.ones_like(x), x])
    line = np.zeros(2)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ line, -30, 30)))
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + 1e-6 * np.eye(2)
        line -= np.linalg.solve(curve, design.T @ (chance - y))
    return round(float(line[0]), 4), round(float(line[1]), 4)
