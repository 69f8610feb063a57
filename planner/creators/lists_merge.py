"""A list read anew, put into the sheet: nothing that a person typed is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.creators.offers import COLUMNS, EVIDENCE, UNTOLD, Offer, cells_of, untold
from planner.creators.sheet import AGREEING, agreed, key_of

KEY = ("creator", "platform", "format")
EVIDENCES = ("evidence", "evidence_note")
FIGURES = ("price", "expected_views", "people_reached", "audience", "followers")
"""What evidence speaks for: a surer figure replaces another."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two figures or words for one cell: `kept` stays in the sheet, `other` was in the list."""

    creator: str
    platform: str
    format: str
    column: str
    kept: str
    other: str

    def __str__(self) -> str:
        place = f"{self.creator}, {self.platform} {self.format}, {self.column}"
        return f"{place}: {self.kept} stays; the list says {self.other}."


@dataclass(frozen=True, slots=True)
class Merged:
    """The sheet's offers, changed where a list knew more, then those that only the list has."""

    offers: tuple[Offer, ...]
    added: tuple[Offer, ...]
    updated: tuple[Offer, ...]
    conflicts: tuple[Conflict, ...]


def merged(old: Sequence[Offer], new: Iterable[Offer]) -> Merged:
    """Return the offers of a sheet with those of a list.

    An empty cell of the list changes nothing, a filled one fills an empty cell of the sheet. Where
    both are filled, figures with surer evidence (media kit, screenshot, estimate, none) stand; all
    else stays as it is in the sheet and is a conflict. An offer of the list without a price, in
    the usual format, adds to what the sheet has of that creator on the platform.
    """
    merge = _Merge(old)
    for offer in new:
        merge.take(offer)
    merge.agree()
    before = {key_of(offer): offer for offer in old}
    after = merge.offers
    return Merged(
        tuple(after.values()),
        tuple(offer for key, offer in after.items() if key not in before),
        tuple(offer for key, offer in after.items() if before.get(key, offer) != offer),
        tuple(merge.conflicts),
    )


class _Merge:
    def __init__(self, old: Sequence[Offer]) -> None:
        self.offers = {key_of(offer): offer for offer in old}
        self.first: dict[tuple[str, str], tuple[str, str, str]] = {}
        for key in self.offers:
            self.first.setdefault(key[:2], key)
        self.names = {offer.creator.casefold(): offer.creator for offer in old}
        self.conflicts: list[Conflict] = []

    def take(self, offer: Offer) -> None:
        key = key_of(offer)
        if key not in self.offers and offer.price is None and offer.format == UNTOLD.format:
            key = self.first.get(key[:2], key)
        if key in self.offers:
            self.offers[key] = self._joined(self.offers[key], offer)
        else:
            name = self.names.setdefault(offer.creator.casefold(), offer.creator)
            self.offers[key] = replace(offer, creator=name)
            self.first.setdefault(key[:2], key)

    def agree(self) -> None:
        """Let all offers of one creator agree; what the list said otherwise is a conflict."""
        before = list(self.offers.values())
        for key, offer, one in zip(self.offers, before, agreed(before), strict=True):
            self._tell(one, offer, AGREEING)
            self.offers[key] = one

    def _joined(self, kept: Offer, other: Offer) -> Offer:
        surer = EVIDENCE.index(other.evidence) < EVIDENCE.index(kept.evidence)
        taken: dict[str, Any] = {
            column: getattr(other, column)
            for column in COLUMNS
            if column not in (*KEY, *EVIDENCES, "currency") and not untold(other, column)
            if untold(kept, column) or (surer and column in FIGURES)
        }
        if "price" in taken:
            taken["currency"] = other.currency  # a price means nothing in another currency
        joined = replace(kept, **taken, **_evidence(kept, other, taken))
        self._tell(joined, other, [one for one in COLUMNS if one not in (*KEY, *EVIDENCES)])
        return joined

    def _tell(self, kept: Offer, other: Offer, columns: Iterable[str]) -> None:
        here, there = cells_of(kept), cells_of(other)
        place = (kept.creator, kept.platform, kept.format)
        self.conflicts += [
            Conflict(*place, column, here[column] or "nothing", there[column])
            for column in columns
            if here[column] != there[column] and not untold(other, column)
        ]


def _evidence(kept: Offer, other: Offer, taken: Collection[str]) -> dict[str, Any]:
    """Return what evidence changes: the list's where all figures are, else a note of which are."""
    figures = [column for column in FIGURES if column in taken]
    own = [column for column in FIGURES if column not in taken and not untold(kept, column)]
    if not figures or other.evidence == kept.evidence:
        return {}
    if not own:
        return {"evidence": other.evidence, "evidence_note": other.evidence_note}
    source = other.evidence_note or "a list"
    note = f"{', '.join(figures)}: {other.evidence or 'no evidence'}, {source}"
    return {"evidence_note": "; ".join(filter(None, (kept.evidence_note, note)))}
