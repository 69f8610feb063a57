"""What was learnt of which titles reach which regions: tables of rates, and how they combine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from planner.errors import InputError, Problem
from planner.plan.files import write_text

SHIPPED = Path(__file__).resolve().parents[1] / "facts" / "travel.json"
SCHEMA = 2
GROUPS = ("languages", "origins", "genres", "family_genres", "families")
LARGEST = 20_000_000
"""Bytes; the shipped one has some hundred thousand."""
HINT = "Make one with: travel fit CHARTS.tsv TITLES.csv -o MODEL"


@dataclass(frozen=True, slots=True)
class Group:
    """Titles that have something in common, and where they charted."""

    titles: int
    charted: Mapping[str, int]
    """How many of them charted in each region, at all."""
    weight: float
    """Of them together: films count whole, others in part."""
    presence: Mapping[str, float]
    """Sum of weight x presence by region; presence is 1 for long at the top, 0.5 for a glimpse."""


@dataclass(frozen=True, slots=True)
class Model:
    """Rates by language, family, origin and genre, affinities of regions, and their source."""

    source: str
    period: tuple[str, str]
    """First and last Monday of the lists."""
    titles: int
    still_charting: int
    """Titles in the lists' last week: they may have gone on to reach more regions."""
    as_of: str
    regions: tuple[str, ...]
    base: Group
    languages: Mapping[str, Group]
    origins: Mapping[str, Group]
    """By `language|country`."""
    genres: Mapping[str, Group]
    family_genres: Mapping[str, Group]
    """By `family|genre`."""
    families: Mapping[str, Group]
    together: Mapping[str, Mapping[str, float]]
    """Weight of the titles that charted in two regions; a region with itself: in it at all."""
    known_weight: float
    """Weight of all titles behind `together`."""
    unseen: tuple[float, float] = (0.0, 1.0)
    """Intercept and slope from a score to the chance of charting, before any region is known."""
    seen: tuple[float, float] = (0.0, 1.0)
    """The same once some regions are known."""
    confidence: str = "measured"
    note: str = field(
        default="A streaming appetite: where titles like this one entered Netflix's weekly Top 10. "
        "No cinema forecast; comparable titles outrank it."
    )


@cache
def load() -> Model:
    """Return the model that comes with Microhit."""
    return read(SHIPPED)


def read(path: Path) -> Model:
    """Return the model in a file; raises `InputError` where it holds none."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(Problem("is too large to be a travel model", str(path), hint=HINT))
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(Problem("does not exist", str(path), hint=HINT)) from None
    except (OSError, ValueError) as error:
        raise InputError(Problem(f"cannot be read: {error}", str(path), hint=HINT)) from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise InputError(Problem("is no travel model", str(path), hint=HINT))
    try:
        return _model(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"is a damaged travel model ({type(error).__name__}: {error})"
        raise InputError(Problem(what, str(path), hint=HINT)) from None


def _model(data: Mapping[str, object]) -> Model:
    values: dict[str, object] = {name: data[name] for name in Model.__dataclass_fields__}
    for name in GROUPS:
        table = data[name]
        if not isinstance(table, dict):
            raise TypeError(name)
        values[name] = {key: _group(group) for key, group in table.items()}
    base, together = data["base"], data["together"]
    if not isinstance(base, dict) or not isinstance(together, dict):
        raise TypeError("base or together")
    values["base"] = _group(base)
    values["together"] = _mirrored(together)
    for name in ("period", "regions", "unseen", "seen"):
        values[name] = tuple(data[name])  # type: ignore[arg-type]  # a wrong kind raises TypeError
    return Model(**values)  # type: ignore[arg-type]  # as above


def _group(cells: Mapping[str, Any]) -> Group:
    """Return a group from titles, weight and, by region, count and presence or presence alone."""
    regions = cells["regions"].items()
    charted = {code: cell[0] for code, cell in regions if isinstance(cell, list)}
    presence = {code: cell[1] if isinstance(cell, list) else cell for code, cell in regions}
    return Group(cells["titles"], charted, cells["weight"], presence)


def _cells(group: Group) -> dict[str, object]:
    counts = group.charted
    regions = {
        code: [counts[code], _short(x)] if code in counts else _short(x)
        for code, x in group.presence.items()
    }
    return {"titles": group.titles, "weight": group.weight, "regions": regions}


def _short(number: float) -> float:
    return int(number) if number == int(number) else number


def _mirrored(half: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Return the whole of a symmetric table of which one half is stored."""
    whole: dict[str, dict[str, float]] = {code: {} for code in half}
    for one, row in half.items():
        for other, value in row.items():
            whole[one][other] = whole[other][one] = value
    return {one: dict(sorted(row.items())) for one, row in whole.items()}


def write(path: Path, model: Model) -> None:
    """Write a model as JSON with sorted keys; the same model gives the same bytes.

    Each region stands once in a group and each pair of regions once, so that the file stays small.
    """
    data: dict[str, Any] = {"schema": SCHEMA, **asdict(model), "base": _cells(model.base)}
    for name in GROUPS:
        table: Mapping[str, Group] = getattr(model, name)
        data[name] = {key: _cells(group) for key, group in table.items()}
    data["together"] = {
        one: {other: _short(value) for other, value in row.items() if other >= one}
        for one, row in model.together.items()
    }
    write_text(
        path, json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    )
