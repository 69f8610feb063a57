"""A plan's data as they were probably meant, to find what a misspelt field hides from the model."""

from __future__ import annotations

import copy
from typing import cast

from pydantic import BaseModel, ValidationError

from planner.plan.document import Document, KeyPath, Plain
from planner.plan.faults import meant_field, value_at

MOST = 20
"""Unknown fields up to which it is worth it: with more it is another kind of file."""


def mended(
    data: object, error: ValidationError, document: Document, root: type[BaseModel]
) -> Document | None:
    """Return `data` with each unknown field renamed as it was meant, or taken out.

    `document` knows the places of `data`. None where there is no such field, or many.
    """
    unknown = [
        tuple(one["loc"])
        for one in error.errors(include_url=False, include_input=False)
        if one["type"] == "extra_forbidden" and tuple(one["loc"]) in document.places
    ]
    if not 0 < len(unknown) <= MOST:
        return None
    places = dict(document.places)
    result = Document(document.name, cast("Plain", copy.deepcopy(data)), places)
    for path in unknown:
        _mend(path, result, root)
    return result


def _mend(path: KeyPath, document: Document, root: type[BaseModel]) -> None:
    part = value_at(document.data, path[:-1])
    if not isinstance(part, dict):
        return
    meant = meant_field(path, document.data, root)
    value: Plain = part.pop(str(path[-1]))
    if meant is None or meant in part:
        return
    part[meant] = value
    for place, where in list(document.places.items()):
        if place[: len(path)] == path:
            document.places[(*path[:-1], meant, *place[len(path) :])] = where
