"""Which of our regions YouTube Analytics can count: countries and the states of the US."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from planner.model.base import territories

US_STATE = re.compile(r"US-[A-Z]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """One country (`FR`) or state of the US (`US-CA`)."""

    code: str

    @property
    def filter(self) -> str:
        """How a report is limited to it."""
        return f"{'province' if '-' in self.code else 'country'}=={self.code}"


def places_of(
    regions: Sequence[str], groups: Mapping[str, Collection[str]]
) -> tuple[dict[str, list[Place]], list[str]]:
    """Return the places that make up each region, and notes on regions that are left out."""
    found: dict[str, list[Place]] = {}
    notes: list[str] = []
    for region in dict.fromkeys(regions):
        codes = sorted(set(groups[region])) if region in groups else [region]
        unknown = [code for code in codes if not _is_place(code)]
        if unknown or not codes:
            which = f" ({', '.join(unknown)})" if region in groups and unknown else ""
            notes.append(
                f"{region}{which} was left out: YouTube counts countries and the states of the US "
                "alone."
            )
        else:
            found[region] = [Place(code) for code in codes]
    return found, notes


def _is_place(code: str) -> bool:
    return code in territories() or US_STATE.fullmatch(code) is not None
