"""What was learnt of which titles reach which regions: tables of rates, and how they combine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

from planner.errors import InputError, Problem
from planner.plan.files import write_text

SHIPPED = Path(__file__).resolve().parents[1] / "facts" / "travel.json"
SCHEMA = 1
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
    for name in ("languages", "origins", "genres", "family_genres", "families"):
        table = data[name]
        if not isinstance(table, dict):
            raise TypeError(name)
        values[name] = {key: Group(**group) for key, group in table.items()}
    base, together = data["base"], data["together"]
    if not isinstance(base, dict) or not isinstance(together, dict):
        raise TypeError("base or together")
    values["base"] = Group(**base)
    for name in ("period", "regions", "unseen", "seen"):
        values[name] = tuple(data[name])  # type: ignore[arg-type]  # a wrong kind raises TypeError
    return Model(**values)  # type: ignore[arg-type]  # as above


def write(path: Path, model: Model) -> None:
    """Write a model as JSON with sorted keys; the same model gives the same bytes."""
    data = {"schema": SCHEMA, **asdict(model)}
    write_text(
        path, json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    )
