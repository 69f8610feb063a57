"""The cheapest list that holds the creators to include and somebody for each demanded language."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from planner.creators.candidates import Candidate
from planner.creators.field import ROUNDING, Field, Ints
from planner.creators.field_checks import cheapest
from planner.errors import InputError, Problem

HINT = "Raise a budget, allow more creators in a region, include fewer or drop a language."


def start(field: Field, pool: Sequence[Candidate], languages: Sequence[str]) -> list[int]:
    """Return the packages; raises `InputError` where no list keeps all demands.

    `pool` are the field's packages, all of which fit beside the creators to include; `languages`
    are the demanded ones in order.
    """
    number = {id(one): at for at, one in enumerate(pool)}
    wanted = {pool[at].creator for at in field.first[:-1][field.wanted]}
    forced = [number[id(one)] for one in cheapest(pool, wanted)]
    spoken = {pool[at].language for at in forced}
    missing = [language for language in languages if language not in spoken]
    if not missing:
        return forced
    speakers = [number[id(one)] for one in _speakers(pool, set(missing))]
    return forced + _fewest(field, forced, np.array(speakers, dtype=np.intp), missing)


def _speakers(pool: Sequence[Candidate], languages: set[str]) -> list[Candidate]:
    """Return the cheapest package by language and region: no other is needed to keep the rules."""
    least: dict[tuple[str, str], Candidate] = {}
    for one in pool:
        if one.language in languages:
            best = least.setdefault((one.language, one.region), one)
            least[one.language, one.region] = one if one.price < best.price else best
    return list(least.values())


def _fewest(
    field: Field, forced: Sequence[int], speakers: Ints, missing: Sequence[str]
) -> list[int]:
    """Return the speakers of least cost, one per language, for whom every region has room."""
    region, price = field.region[speakers], field.prices[speakers]
    here = region[None, :] == np.arange(len(field.money))[:, None]
    own = field.region[list(forced)]
    spent = np.bincount(own, field.prices[list(forced)], minlength=len(field.money))
    heads = field.heads - np.bincount(own, minlength=len(field.money))
    tongue = field.language[speakers]
    scale = float(price.max()) or 1.0
    answer = milp(
        price / scale,
        constraints=[
            LinearConstraint(tongue[None, :] == np.unique(tongue)[:, None], lb=1),
            LinearConstraint(here * price / scale, ub=(field.money - spent) / scale),
            LinearConstraint(here.astype(float), ub=heads),
        ],
        bounds=Bounds(0, 1),
        integrality=np.ones(len(speakers), dtype=np.int64),
    )
    named = ", ".join(missing)
    if answer.x is None:
        what = f"the regions have no room for a creator of each language ({named})"
        raise InputError(Problem(what, hint=HINT))
    found = speakers[answer.x > 0.5]
    cost = float(spent.sum() + field.prices[found].sum())
    if cost > field.budget * (1 + ROUNDING):
        what = (
            f"the cheapest list with a creator of each language ({named}) costs {cost:,.2f}, "
            f"more than the budget of {field.budget:,.2f}"
        )
        raise InputError(Problem(what, hint=HINT))
    return [int(at) for at in found]
