"""From the rows of somebody else's table to offers, with a note of every cell that was cleaned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.creators.lists_cells import Cells, Defaults
from planner.creators.lists_table import LeftOut, Listed
from planner.creators.offers import Offer, cells_of
from planner.creators.sheet import AGREEING, agreed, key_of
from planner.creators.sheet_cells import Reader
from planner.errors import Problem
from planner.model.goals import Goals
from planner.model.tables import Row

DUPLICATE = "a duplicate of an earlier row"
AGREED = "an earlier row of the creator says so"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cell that was not taken as it stands: its line, our column, its text, what it became.

    `became` is "" where it could not be used; `why` is "" where it was only written anew.
    """

    line: int
    column: str
    was: str
    became: str
    why: str


class Rows:
    """Reads the rows of a table; `cleaned` and `left_out` grow as it does."""

    def __init__(self, listed: Listed, goals: Goals, defaults: Defaults) -> None:
        self.listed = listed
        self.cells = Cells(listed, goals, defaults)
        self.reader = Reader(goals)
        named = dict(enumerate(listed.named, start=1))
        self.cleaned = [
            Cleaned(one.line or 0, column.column, one.value or "", "", one.what)
            for one in listed.problems
            if (column := named.get(one.column or 0))
        ]
        self.left_out: list[LeftOut] = []

    def offers(self) -> list[Offer]:
        """Return the offers in the order of the table, each once, rows of a creator agreeing."""
        found: dict[tuple[str, str, str], tuple[int, Offer]] = {}
        for line, texts in self.listed.rows:
            for line_offer in self._offers(line, texts):
                offer = line_offer[1]
                key = key_of(offer)
                if key in found:
                    self.left_out.append(LeftOut(line, offer.creator, DUPLICATE))
                else:
                    found[key] = line_offer
        return self._agreeing(list(found.values()))

    def _offers(self, line: int, texts: tuple[str, ...]) -> Iterator[tuple[int, Offer]]:
        for cells, notes in self.cells.of(texts):
            problems: list[Problem] = []
            offer = self.reader.offer(Row(self.listed.file, line, cells, problems))
            faults = {str(problem.field): problem.what for problem in problems}
            if not offer.creator or not offer.platform:
                why = "names no creator" if not offer.creator else "names no platform"
                self.left_out.append(LeftOut(line, " ".join(filter(None, texts))[:200], why))
                return
            self._note(line, cells, offer, notes, faults)
            yield line, offer

    def _note(
        self,
        line: int,
        cells: dict[str, str],
        offer: Offer,
        notes: dict[str, tuple[str, str]],
        faults: dict[str, str],
    ) -> None:
        """Tell of each cell that became something else than it says."""
        became = cells_of(offer) | dict.fromkeys(faults, "")
        for column, text in cells.items():
            was, why = notes.get(column, (text, ""))
            why = faults.get(column, why)
            if was != became[column] and (was or why):
                self.cleaned.append(Cleaned(line, column, was, became[column], why))

    def _agreeing(self, found: list[tuple[int, Offer]]) -> list[Offer]:
        """Return the offers so that those of one creator agree, and tell of what changed."""
        offers = agreed(offer for _, offer in found)
        for (line, before), after in zip(found, offers, strict=True):
            was, became = cells_of(before), cells_of(after)
            self.cleaned += [
                Cleaned(line, column, was[column], became[column], AGREED)
                for column in AGREEING
                if was[column] != became[column]
            ]
        return offers
