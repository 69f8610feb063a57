"""What creators bring in many worlds at once: what `shortlists.Reached` says in each draw.

Rows are draws, columns regions or cells. Tests hold both equal in every draw.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from planner.facts.table import Facts
from planner.spend.draws import Part
from planner.spend.forms import Floats
from planner.spend.many_audiences import Audiences, Members, Of
from planner.spend.shortlists import BESIDE


def met(
    people: Mapping[str, float], members: Mapping[str, Members], facts: Facts, of: Of
) -> Floats:
    """Return those of the people reached who are in the core audience, never more than it has."""
    part = of(facts.number("creators.on_target"))
    columns = [
        np.minimum(people.get(code, 0.0) * part, _core(own)) for code, own in members.items()
    ]
    return np.stack(columns, axis=1)


def each(media: Part, met_by: Audiences, usual: Floats, facts: Facts, of: Of) -> Floats:
    """Return the admissions that one of them brings: `media` are the curves, in admissions."""
    tops = media.scale.copy()
    for column, curves in media.others.items():
        tops[:, column] = [float(curve.corners[1].max()) for curve in curves]
    there = met_by.people > 0
    tells = [
        name in BESIDE and form != "log"
        for (_, name), form in zip(met_by.keys, media.forms, strict=True)
    ]
    money = np.where(there & np.array(tells), usual, 0.0)
    one = np.divide(tops, met_by.people, out=np.zeros_like(tops), where=there)
    of_region = np.arange(len(media.regions)) == media.region_of[:, None]
    whole = money @ of_region
    brought = (money * one) @ of_region
    mean = np.divide(brought, whole, out=np.zeros_like(brought), where=whole > 0)
    return np.asarray(of(facts.number("creators.worth"))[:, None] * mean)


def _core(members: Members) -> Floats:
    """Return the people of the core audience who are online, in each draw."""
    found = members.heads @ (members.each("target_share") * members.each("online_share"))
    return np.asarray(found)
