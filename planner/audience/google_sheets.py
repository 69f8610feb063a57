"""Audience tables in Google Sheets, read by the Sheets API with a sign-in or a service account.

Without either, `planner.audience.shared_sheet` reads a sheet that is shared by its link.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from planner.audience.fetched import Fetched
from planner.audience.google_cells import Merge, Value, read_rows, typed_rows
from planner.audience.google_links import SheetLink, parse_link
from planner.audience.grid import MOST_CELLS, Cell
from planner.errors import InputError, Problem
from planner.net.google import SHEETS, Login, login
from planner.net.google_client import Client, client_for
from planner.net.google_errors import Asked
from planner.net.pace import Progress, never, silent

FIELDS = (
    "properties.title,sheets(properties(sheetId,title,sheetType,hidden,gridProperties(rowCount,"
    "columnCount)),merges)"
)
OFFICE = "operation is not supported for this document"
"""What Google answers for an Excel file that was only uploaded."""
STEPS = 3


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its name, its number in links, its size, its merged cells."""

    title: str
    id: int
    cells: int
    merges: tuple[Merge, ...]
    hidden: bool


@dataclass(slots=True)
class _Source:
    """A spreadsheet as one login reads it."""

    link: SheetLink
    client: Client
    asked: Asked
    api: Any

    def tabs(self) -> tuple[str, list[Tab]]:
        """Return the spreadsheet's title and its tabs that hold cells."""
        request = self.api.get(spreadsheetId=self.link.id, fields=FIELDS)
        answer = self.client.run(request, self.asked)
        title = str(answer.get("properties", {}).get("title", "Untitled"))
        sheets = [sheet for sheet in answer.get("sheets", []) if _is_grid(sheet)]
        return title, [_tab(sheet) for sheet in sheets]

    def values(self, tab: Tab, dates: str) -> list[list[Value]]:
        """Return the cells of a tab, dates as numbers or as text; empty ends are left out."""
        request = self.api.values().get(
            spreadsheetId=self.link.id,
            range="'{}'".format(tab.title.replace("'", "''")),
            valueRenderOption="UNFORMATTED_VALUE",
            dateTimeRenderOption=dates,
        )
        rows: list[list[Value]] = self.client.run(request, self.asked).get("values", [])
        return rows


def fetch(
    url_or_id: str,
    *,
    tab: str | None = None,
    groups: Collection[str] = (),
    client: Client | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = never,
) -> Fetched:
    """Read the audience table in one tab of a Google Sheet.

    `tab` is its name; without one it is the tab that the link names, else the first that is not
    hidden. `groups` are names of region groups allowed beside ISO codes. Numbers and dates are
    read as such, whatever the sheet's locale and formats.

    Raises:
        InputError: the link, the tab or a cell cannot be used; cells are named as in
            `Audience 2026!B7`.
        SignInNeeded: nobody has signed in, or the sign-in has expired.
        NetError: Google cannot be reached or refuses.
    """
    link = parse_link(url_or_id)
    if link.published:
        hint = "Take the link from the address bar, or read it as a sheet shared by its link."
        raise InputError(Problem("is the link of a published form", value=url_or_id, hint=hint))
    report = progress or silent
    who = client.login if client else login(SHEETS)
    with client_for(who, client, cancelled) as used:
        api = used.service("sheets", "v4").spreadsheets()
        source = _Source(link, used, _asked(who), api)
        report(0, STEPS, "Looking at the Google Sheet")
        title, tabs = source.tabs()
        chosen = _chosen(tabs, tab, link, title)
        report(1, STEPS, f"Reading tab {chosen.title}")
        raw = source.values(chosen, "SERIAL_NUMBER")
        report(2, STEPS, f"Reading the dates of tab {chosen.title}")
        shown = source.values(chosen, "FORMATTED_STRING")
    return _fetched(title, chosen, tabs, typed_rows(raw, shown, chosen.merges), groups)


def _fetched(
    title: str, chosen: Tab, tabs: list[Tab], rows: list[list[Cell]], groups: Collection[str]
) -> Fetched:
    table, notes = read_rows(rows, chosen.title, groups)
    source = f"Google Sheet {title}, tab {chosen.title}"
    now = datetime.now(UTC).replace(microsecond=0)
    return Fetched(table, source, now, (*notes, *_notes(chosen, tabs)))


def _notes(chosen: Tab, tabs: list[Tab]) -> tuple[str, ...]:
    others = [tab.title for tab in tabs if tab is not chosen]
    notes = [f"Other tabs were not read: {', '.join(others)}."] if others else []
    if any(len(merge.rows) > 1 for merge in chosen.merges):
        notes.append("Text in cells merged downwards was read for each of their rows.")
    return tuple(notes)


def _asked(who: Login) -> Asked:
    share = (
        f"Open it in a browser, choose Share, and share it with {who.email} as a viewer."
        if who.email
        else "Sign in with an account that may see it, or ask its owner to share it with yours."
    )
    missing = "Check the link, and that the sheet has not been deleted."
    return Asked(SHEETS, "this Google Sheet", share, missing, {OFFICE: OFFICE_HINT})


OFFICE_HINT = (
    "This is an Excel file in Google Drive, not a Google Sheet. Open it and choose File > Save as "
    "Google Sheets, or download it and add it here as a file."
)


def _is_grid(sheet: dict[str, Any]) -> bool:
    kind: str = sheet.get("properties", {}).get("sheetType", "GRID")
    return kind == "GRID"


def _tab(sheet: dict[str, Any]) -> Tab:
    properties = sheet.get("properties", {})
    grid = properties.get("gridProperties", {})
    return Tab(
        title=str(properties.get("title", "")),
        id=int(properties.get("sheetId", 0)),
        cells=int(grid.get("rowCount", 0)) * int(grid.get("columnCount", 0)),
        merges=tuple(_merge(merge) for merge in sheet.get("merges", [])),
        hidden=bool(properties.get("hidden", False)),
    )


def _merge(merge: dict[str, int]) -> Merge:
    """Google leaves out indices that are 0."""
    rows = range(merge.get("startRowIndex", 0), merge.get("endRowIndex", 0))
    columns = range(merge.get("startColumnIndex", 0), merge.get("endColumnIndex", 0))
    return Merge(rows, columns)


def _chosen(tabs: list[Tab], name: str | None, link: SheetLink, title: str) -> Tab:
    if name is not None:
        found = next((tab for tab in tabs if tab.title.strip() == name.strip()), None)
    elif link.gid is not None:
        found = next((tab for tab in tabs if str(tab.id) == link.gid), None)
    else:
        found = next((tab for tab in [*tabs, *tabs[:1]] if not tab.hidden), None)
    if found is None:
        have = ", ".join(tab.title for tab in tabs if not tab.hidden)
        hint = f"Its tabs: {have}." if have else "It has no tab with cells."
        asked = name if name is not None else link.gid
        raise InputError(Problem("has no such tab", file=title, value=asked, hint=hint))
    if found.cells > MOST_CELLS:
        what = f"the tab has {found.cells:,} cells, more than {MOST_CELLS:,}"
        hint = "Copy the columns that matter to a tab of their own."
        raise InputError(Problem(what, file=found.title, hint=hint))
    return found
