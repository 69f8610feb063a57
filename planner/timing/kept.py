"""The days that a country keeps in a year: holidays, school, feasts, silence and mourning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from itertools import groupby

from planner.facts.table import Facts, Rule
from planner.timing.moon import feasts_by_moon, new_year_days
from planner.timing.observance import BY_THE_MOON, Kind, Observance, package
from planner.timing.public import OPTIONAL, PUBLIC, SCHOOL, holidays_of
from planner.timing.silent import days_of

CATEGORIES: dict[str, Kind] = {PUBLIC: "public", SCHOOL: "school", OPTIONAL: "festive"}
"""What a category of the `holidays` package is in a region's calendar."""
FESTIVE = re.compile(r"\bEid[ -](al|ul)-|^Diwali|Deepavali|Tihar\b|^Laxmi Pooja")
"""How the package writes the public holidays that are feasts of a whole season."""
INSTEAD = re.compile(r" \((observed|in lieu)\)| Holiday$| \(?Second Day\)?$")
"""What makes the further days of one feast; they are told as one."""
MOURNED: dict[str, Kind] = {"mourning_day": "mourning", "silent_day": "silent"}
"""The rules in the facts that name such days."""


def kept(code: str, year: int, facts: Facts) -> tuple[Observance, ...]:
    """Return what a place, an ISO 3166 code, keeps in a year; nothing of it is by campaign."""
    return _kept(code, year, _rules(code, facts))


def _rules(code: str, facts: Facts) -> tuple[Rule, ...]:
    """Return the rules of a part of a country, or of the country where it has none."""
    own = tuple(row for name in MOURNED for row in facts.rules(code, name))
    country = code.partition("-")[0]
    return own if own or country == code else _rules(country, facts)


@lru_cache(maxsize=8192)
def _kept(code: str, year: int, rules: tuple[Rule, ...]) -> tuple[Observance, ...]:
    grave = list(_grave(code, year, rules))
    mourned = {(one.start, one.name) for one in grave if one.kind == "mourning"}
    tabled = [one for one in _tabled(code, year) if (one.start, one.name) not in mourned]
    found = [*_merged(tabled), *_merged(grave), *feasts_by_moon(code, year)]
    return tuple(sorted(found, key=lambda one: (one.start, one.name, one.kind)))


def _tabled(code: str, year: int) -> Iterator[Observance]:
    """Yield one for each day and name in the package's tables; Lunar New Year comes as a week."""
    new_year = set(new_year_days(code, year))
    taken: set[tuple[object, str]] = set()
    for category, kind in CATEGORIES.items():
        for row in holidays_of(code, year, category):
            known = (row.day, row.name) in taken
            if known or (row.day in new_year and "New Year" in row.name):
                continue
            taken.add((row.day, row.name))
            yield Observance(
                code,
                row.day,
                row.day,
                row.name,
                "festive" if FESTIVE.search(row.name) else kind,
                estimated=row.estimated,
                source=package("holidays"),
                stale=False,
                note=BY_THE_MOON if row.estimated else "",
            )


def _grave(code: str, year: int, rules: Sequence[Rule]) -> Iterator[Observance]:
    """Yield the days of silence and mourning that the facts name."""
    for rule in rules:
        for row in days_of(rule.text, code, year):
            yield Observance(
                code,
                row.day,
                row.day,
                row.name,
                MOURNED[rule.rule],
                estimated=row.estimated,
                source=rule.source,
                stale=False,
                note=f"{rule.note}. {BY_THE_MOON}" if row.estimated else rule.note,
            )


def _merged(days: Iterable[Observance]) -> Iterator[Observance]:
    """Yield the days of one name that follow each other as one."""
    ordered = sorted(days, key=lambda one: (_stem(one), one.kind, one.start))
    for _, group in groupby(ordered, key=lambda one: (_stem(one), one.kind)):
        current: Observance | None = None
        for one in group:
            if current and one.start - current.end <= timedelta(days=1):
                estimated = current.estimated or one.estimated
                current = replace(current, end=one.end, estimated=estimated)
                continue
            if current:
                yield current
            current = one
        if current:
            yield current


def _stem(one: Observance) -> str:
    return INSTEAD.sub("", one.name)
