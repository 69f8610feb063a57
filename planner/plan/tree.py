"""A plan's inputs as nested tables whose keys say what each thing is, for diff and merge.

A list of parts, such as comps, becomes a table by the names of its items, so that a thing is found
again wherever it stands. Lists of plain values, such as genres, stay lists.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from planner.model.plan import Plan
from planner.plan.fingerprint import PARTS
from planner.plan.text import plain

Tree = (
    None | bool | int | float | Decimal | str | datetime | date | list["Tree"] | dict[str, "Tree"]
)
Item = Mapping[str, object]
Path = tuple[str, ...]
"""Where a value stands: the keys that lead to it, from the top."""
PLAIN_KEY = re.compile(r'[^."]+')
KEY = re.compile(r'"(?:[^"\\]|\\.)*"|[^."]+')


def _field(key: str) -> Callable[[Item], str]:
    return lambda item: str(item[key])


def _days(item: Item) -> str:
    return f"{item['from']} to {item['to']}"


def _regions(item: Item) -> str:
    return " and ".join(cast("list[str]", item["regions"]))


def _in_region(item: Item) -> str:
    return f"{item['title']} in {item['region']}"


NAMES: dict[Path, Callable[[Item], str]] = {
    ("film", "language_versions"): lambda item: f"{item['language']} {item['kind']}",
    ("film", "trailers"): _field("name"),
    ("film", "comps"): _in_region,
    ("film", "seen"): _field("region"),
    ("film", "festivals"): _field("festival"),
    ("goals", "limits"): _field("at"),
    ("goals", "hiatus"): _days,
    ("goals", "decisions"): lambda item: f"{item['measure']} {item['then']}",
    ("goals", "rules", "order"): lambda item: f"{item['then']} after {item['first']}",
    ("goals", "rules", "apart"): _regions,
    ("goals", "rules", "together"): _regions,
    ("goals", "rules", "blackouts"): _days,
    ("goals", "competitors"): _in_region,
    ("goals", "happenings"): _field("name"),
    ("goals", "embargoes"): _field("what"),
    ("overrides",): _field("at"),
}
"""What the items of each list of parts are called, by where the list stands."""


def inputs(plan: Plan) -> dict[str, Tree]:
    """Return as_of, film, goals and overrides as nested tables, in the order of the file."""
    return {name: _named(plain(getattr(plan, name)), (name,)) for name in PARTS}


def plain_inputs(tree: Mapping[str, Tree]) -> dict[str, object]:
    """Return the plain data that `inputs` made `tree` of, for `Plan.model_validate`."""
    return {key: _listed(value, (key,)) for key, value in tree.items()}


def printed(path: Path) -> str:
    """Return a path as text: `film.title`; a key that holds a dot or a quote stands in quotes."""
    return ".".join(
        key if PLAIN_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False) for key in path
    )


def parsed(at: str) -> Path:
    """Return the path that `printed` made `at` of."""
    return tuple(
        json.loads(key, strict=False) if key.startswith('"') else key for key in KEY.findall(at)
    )


def _named(value: object, path: Path) -> Tree:
    if path in NAMES:
        items = cast("list[Item]", value)
        return dict(zip(_unique(list(map(NAMES[path], items))), map(_tree, items), strict=True))
    if isinstance(value, dict):
        return {key: _named(item, (*path, key)) for key, item in value.items()}
    return cast("Tree", value)


def _tree(item: Item) -> Tree:
    return cast("Tree", dict(item))


def _unique(given: list[str]) -> list[str]:
    """Return the names with ` (2)`, ` (3)` after those that stood before."""
    found: dict[str, None] = {}
    for name in given:
        number, unique = 1, name
        while unique in found:
            number += 1
            unique = f"{name} ({number})"
        found[unique] = None
    return list(found)


def _listed(value: Tree, path: Path) -> object:
    if not isinstance(value, dict):
        return value
    if path in NAMES:
        return list(value.values())
    return {key: _listed(item, (*path, key)) for key, item in value.items()}
