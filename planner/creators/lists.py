"""Other people's lists of creators, however messy, as offers; everything that was cleaned is told.

Followers stay followers: they never become views or reach. A list without prices gives ideas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.audience.regions import code_of
from planner.creators.lists_cells import Defaults
from planner.creators.lists_columns import HANDLE, PRIVATE, platform_in
from planner.creators.lists_rows import Cleaned, Rows
from planner.creators.lists_table import LeftOut, Listed, read_table
from planner.creators.offers import COLUMNS, Offer
from planner.creators.sheet_cells import language_of
from planner.creators.sheet_numbers import currencies
from planner.errors import InputError, Problem
from planner.model.goals import Goals

PASTED = "the pasted table"
"""The name of a table that was copied from a spreadsheet, header and all."""
NOTHING = Defaults()
KEPT = {column: column for column in COLUMNS} | {HANDLE: "creator"}


@dataclass(frozen=True, slots=True)
class Imported:
    """The offers of a list, and what became of everything else in it.

    `source` is the file, and the sheet of a workbook of several. `columns` holds which column of
    ours each header was read as, None where it was not kept; `private` are headers of personal
    data (e-mail, telephone), which are never kept.
    """

    offers: tuple[Offer, ...]
    cleaned: tuple[Cleaned, ...]
    left_out: tuple[LeftOut, ...]
    columns: Mapping[str, str | None]
    source: str
    private: tuple[str, ...] = ()


def read_list(content: bytes, name: str, goals: Goals, defaults: Defaults = NOTHING) -> Imported:
    """Return the offers of a CSV, TSV or XLSX file of any layout; `name` is the file's name.

    What the list does not say is taken from `defaults`; the platform also from headers and the
    file's name.

    Raises:
        InputError: it is no table, no column names the creators, the platform is not known, it
            holds YouTube's own data, or a default is no known code.
    """
    _check(defaults, goals)
    listed = read_table(content, name)
    rows = Rows(listed, goals, _with_platform(listed, defaults))
    offers = rows.offers()
    left_out = sorted((*listed.left_out, *rows.left_out), key=lambda one: one.line)
    read_as = list(zip(listed.header, listed.named, strict=True))
    return Imported(
        tuple(offers),
        tuple(rows.cleaned),
        tuple(left_out),
        {header: KEPT.get(one.column) if one else None for header, one in read_as},
        listed.file,
        tuple(header for header, one in read_as if one and one.column == PRIVATE),
    )


def _check(defaults: Defaults, goals: Goals) -> None:
    known = {
        "region": code_of(defaults.region, tuple(goals.groups)),
        "language": language_of(defaults.language),
        "currency": defaults.currency in currencies(),
    }
    hint = "Write a code such as MX, es or EUR"
    problems = [
        Problem(f"is no {name}", field=name, value=value, hint=hint)
        for name, found in known.items()
        if (value := getattr(defaults, name)) and not found
    ]
    if problems:
        raise InputError(problems)


def _with_platform(listed: Listed, defaults: Defaults) -> Defaults:
    """Return the defaults with the platform that headers or the file's name tell of."""
    headers = (header for header, one in zip(listed.header, listed.named, strict=True) if one)
    in_headers = {platform_in(header) for header in headers} - {""}
    said = {one.column for one in listed.named if one} & {"platform", "link"}
    found = defaults.platform or (in_headers.pop() if len(in_headers) == 1 else "")
    found = found or platform_in(listed.file)
    if not (found or said or in_headers):
        hint = "Say which platform the list is about, or give it a column platform"
        raise InputError(Problem("does not tell the platform", listed.file, hint=hint))
    return replace(defaults, platform=found)
