"""What is asked of an import, what a reader found for each cell, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NoReturn

from planner.errors import InputError, Problem
from planner.spend.curves import Curve
from planner.spend.imports.shape import Shape

Package = Literal["meridian", "pymc", "robyn"]
PACKAGES: dict[Package, str] = {
    "meridian": "Google Meridian",
    "pymc": "PyMC-Marketing",
    "robyn": "Robyn",
}
ONLY = ""
"""Stands for the region of a model that has one, and does not name it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to read an export.

    `weeks` is the length of the flight that the curves are for. `regions` and `channels` lead from
    the model's names to ours; a channel that leads to "" is left out. `per_admission` is what one
    admission counts in the model's outcome (1 where it counts admissions). `model_weeks` are the
    weeks that a Meridian curve was made over, which its file does not tell.
    """

    weeks: int = 9
    regions: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    per_admission: float = 1.0
    model_weeks: float | None = None

    def skips(self, channel: str) -> bool:
        """Return whether a channel of the model is left out."""
        return self.channels.get(channel) == ""


@dataclass(frozen=True, slots=True)
class Fit:
    """One cell by the model's names and in its unit of outcome, over the whole flight.

    `seen` is the most money that the model has seen, over a flight. `interval` is the outcome at
    half of it as shares of its mean, in words `interval_is`.
    """

    region: str
    channel: str
    shape: Shape
    seen: float
    carry: str
    interval: tuple[float, float] | None = None
    interval_is: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader got out of a file: cells, and sentences on all of it."""

    fits: list[Fit]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """Curves in admissions and money over a flight, and what was read and done, in sentences."""

    package: Package
    curves: list[Curve]
    report: tuple[str, ...]


def refuse(path: Path, what: str, hint: str, field_name: str | None = None) -> NoReturn:
    """Raise `InputError` about the whole file, or one field of it."""
    raise InputError(Problem(what, file=str(path), field=field_name, hint=hint))
