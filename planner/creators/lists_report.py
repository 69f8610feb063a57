"""What was cleaned in somebody else's list, in a few lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.audience.words import counted
from planner.creators.lists import Imported
from planner.creators.lists_rows import Cleaned
from planner.creators.lists_table import LeftOut
from planner.model.names import plain

MOST_LINES = 5
"""Numbers of lines that are told: enough to look at some."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cells of one column that were cleaned for the same reason: the first, and how many."""

    first: Cleaned
    cells: int

    def __str__(self) -> str:
        one = self.first
        became = f"{int(one.became):,}" if one.became.isdigit() else one.became
        if one.was and became:
            said = f"{one.was} read as {became}"
        else:
            said = became or f"{one.was} left out"
        why = f", {one.why}" if one.why else ""
        return f"{plain(one.column)}: {said}{why} ({counted(self.cells, 'cell', 'cells')})."


def groups(cleaned: Iterable[Cleaned]) -> list[Group]:
    """Return the cleaned cells by column and reason, the most first."""
    found: dict[tuple[str, str, bool], list[Cleaned]] = defaultdict(list)
    for one in cleaned:
        found[one.column, one.why, bool(one.became)].append(one)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Group(cells[0], len(cells)) for _, cells in ranked]


def lines(imported: Imported) -> list[str]:
    """Return in sentences what was read, what was left out, and what was cleaned."""
    ideas = sum(bool(offer.missing) for offer in imported.offers)
    said = [f"{counted(len(imported.offers), 'offer', 'offers')} read from {imported.source}."]
    if ideas:
        said.append(f"{ideas:,} of them are ideas; what they lack: {_lacks(imported)}.")
    usual = sum(offer.price is not None and not offer.currency for offer in imported.offers)
    if usual:
        said.append(f"Taken to be in the budget's currency: {counted(usual, 'price', 'prices')}.")
    said += _left_out(imported.left_out)
    said += [str(group) for group in groups(imported.cleaned)]
    unused = [header for header, column in imported.columns.items() if not column and header]
    if unused := [header for header in unused if header not in imported.private]:
        said.append(f"Columns that were not used: {', '.join(unused)}.")
    if imported.private:
        said.append(f"Personal data was not kept: {', '.join(imported.private)}.")
    return said


def _lacks(imported: Imported) -> str:
    lacks = dict.fromkeys(word for offer in imported.offers for word in offer.missing)
    return ", ".join(lacks)


def _left_out(left_out: Iterable[LeftOut]) -> list[str]:
    by_why: dict[str, list[int]] = defaultdict(list)
    for one in left_out:
        by_why[one.why].append(one.line)
    return [
        f"{counted(len(at), 'row', 'rows')} left out: {why} "
        f"({'line' if len(at) == 1 else 'lines'} {', '.join(map(str, at[:MOST_LINES]))}"
        f"{', ...' if len(at) > MOST_LINES else ''})."
        for why, at in by_why.items()
    ]
