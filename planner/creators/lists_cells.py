"""One row of somebody else's table in the columns of the creator sheet, still as text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from planner.audience.regions import code_of
from planner.creators.lists_columns import HANDLE, platform_in, priced_format
from planner.creators.lists_table import Listed
from planner.creators.offers import COLUMNS, evidence_in
from planner.creators.sheet_cells import LARGEST
from planner.creators.sheet_numbers import Amount, read_amount
from planner.facts.market import main_language
from planner.model.goals import Goals

LINKS = {"instagram": "https://www.instagram.com/{}/", "tiktok": "https://www.tiktok.com/@{}"}
"""Where an account's page is, on platforms whose account names say it for certain."""
COUNTS = ("expected_views", "people_reached", "followers")
ACCOUNT = re.compile(r"[\w.]+")
PLATFORM_ASSUMED = "not in the list; from the file, its headers or your choice"
CHOSEN = "not in the list; your choice"
REGION_OF_CREATOR = "where the creator is, which need not be where their audience is"
LANGUAGE_ASSUMED = "assumed: the main language of the region"
NOT_KNOWN = "0 is taken for not known"
LINK_MADE = "made from the account's name"
SAME_NAME = "two creators have this name"
Texts = dict[str, str]
Notes = dict[str, tuple[str, str]]
"""Column to what stood in the list, and why it became something else."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for a whole list where its rows say nothing; "" where nobody knows."""

    platform: str = ""
    region: str = ""
    language: str = ""
    currency: str = ""


class Cells:
    """Translates rows; knows which names it has met."""

    def __init__(self, listed: Listed, goals: Goals, defaults: Defaults) -> None:
        self.listed, self.goals, self.defaults = listed, goals, defaults
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(listed.named):
            if one:
                self.places[one.column].append(place)
        self.display, self.accounts = self._names()
        self.handles: dict[tuple[str, str], str] = {}
        self.platforms = self._platforms()
        self.formats = self._formats()

    def of(self, texts: tuple[str, ...]) -> Iterator[tuple[Texts, Notes]]:
        """Yield the cells of a row, for each platform and format once, and what was changed."""
        told = {self.platforms[at] for at in self.platforms if texts[at]} or {""}
        for platform in sorted(told):
            own = (
                text if self.platforms.get(at, platform) == platform else ""
                for at, text in enumerate(texts)
            )
            yield from self._on(platform, tuple(own))

    def _on(self, platform: str, texts: tuple[str, ...]) -> Iterator[tuple[Texts, Notes]]:
        notes: Notes = {}
        cells = {column: self._text(column, texts) for column in self.places if column in COLUMNS}
        if self.listed.own:
            yield cells, notes
            return
        account = next((texts[at].removeprefix("@") for at in self.accounts if texts[at]), "")
        self._platform(cells, platform, notes)
        self._creator(cells, texts, account, notes)
        self._place(cells, notes)
        self._link(cells, account, notes)
        self._evidence(cells)
        for column in COUNTS:
            self._count(cells, column, notes)
        yield from self._priced(cells, texts, notes)

    def _names(self) -> tuple[int | None, list[int]]:
        """Return the column of names and those of accounts.

        Of two columns of names, that one holds accounts in which fewer names have spaces.
        """
        names, accounts = self.places.get("creator", []), self.places.get(HANDLE, [])
        if accounts or len(names) < 2:
            return (names[0] if names else None), accounts
        spaced = {at: sum(" " in row[at] for _, row in self.listed.rows) for at in names}
        account = min(names, key=lambda at: spaced[at])
        return next(at for at in names if at != account), [account]

    def _platforms(self) -> dict[int, str]:
        """Return which columns are about which platform, where a table has several side by side."""
        if self.places.get("platform") or self.listed.own:
            return {}
        columns = [at for at, one in enumerate(self.listed.named) if one]
        found = {at: platform_in(self.listed.header[at]) for at in columns}
        found = {at: platform for at, platform in found.items() if platform}
        return found if len(set(found.values())) > 1 else {}

    def _text(self, column: str, texts: tuple[str, ...]) -> str:
        """Return what a row says in a column; of a doubled one the exact number, or the first."""
        found = [(texts[at], self._unit(at)) for at in self.places[column] if texts[at]]
        if column == "note":
            return "; ".join(text for text, _ in found)
        exact = next((one for one in found if not any(map(str.isalpha, one[0]))), None)
        text, unit = exact or (found[0] if found else ("", ""))
        return _with(text, unit)

    def _unit(self, at: int) -> str:
        one = self.listed.named[at]
        return one.unit if one else ""

    def _creator(self, cells: Texts, texts: tuple[str, ...], account: str, notes: Notes) -> None:
        said = texts[self.display] if self.display is not None else ""
        name = cells["creator"] = " ".join(said.split()) or account
        key = name.casefold(), cells["platform"].casefold()
        known = self.handles.setdefault(key, account.casefold())
        if account and known != account.casefold():
            notes["creator"] = (name, SAME_NAME)
            cells["creator"] = f"{name} ({account})"

    def _platform(self, cells: Texts, platform: str, notes: Notes) -> None:
        said = cells.get("platform", "")
        found = platform_in(said) or said or platform
        cells["platform"] = found or platform_in(cells.get("link", "")) or self.defaults.platform
        if not said and cells["platform"]:
            notes["platform"] = ("", PLATFORM_ASSUMED)

    def _place(self, cells: Texts, notes: Notes) -> None:
        if cells.get("region"):
            notes["region"] = (cells["region"], REGION_OF_CREATOR)
        for column in ("region", "language"):
            if not cells.get(column) and (usual := getattr(self.defaults, column)):
                cells[column] = usual
                notes[column] = ("", CHOSEN)
        code = code_of(cells.get("region", ""), tuple(self.goals.groups))
        members = self.goals.members(code) if code else []
        if members and not cells.get("language"):
            cells["language"] = main_language(members[0][:2])
            notes["language"] = ("", LANGUAGE_ASSUMED)

    def _link(self, cells: Texts, account: str, notes: Notes) -> None:
        page = LINKS.get(cells["platform"].casefold())
        if not cells.get("link") and page and ACCOUNT.fullmatch(account):
            cells["link"] = page.format(account)
            notes["link"] = ("", LINK_MADE)

    def _evidence(self, cells: Texts) -> None:
        """Take `Media kit, May` apart; a list that tells nothing is an estimate of its own."""
        kind, rest = evidence_in(cells.get("evidence", ""))
        cells["evidence"] = kind or "estimate"
        cells["evidence_note"] = cells.get("evidence_note") or rest or self.listed.file

    def _count(self, cells: Texts, column: str, notes: Notes) -> None:
        """Round an average to whole people; nobody at all means that it is not known."""
        text = cells.get(column, "")
        amount = read_amount(text) if text else ""
        if not isinstance(amount, Amount) or amount.currency or not 0 <= amount.value <= LARGEST:
            return
        if column == "followers" and amount.value % 1:
            return  # no average: 1.2 may well mean millions
        whole = str(round(amount.value))
        cells[column] = "" if whole == "0" else whole
        notes[column] = (text, NOT_KNOWN if whole == "0" else "")

    def _priced(
        self, cells: Texts, texts: tuple[str, ...], notes: Notes
    ) -> Iterator[tuple[Texts, Notes]]:
        """Yield a row once, or for each of several columns of prices (`Price reel`) once."""
        told = {at: _with(texts[at], self._unit(at)) for at in self.formats if texts[at]}
        if not told:
            yield self._with_price(cells, cells.get("price", ""), notes)
        for at, text in told.items():
            yield self._with_price(cells | {"format": self.formats[at]}, text, notes)

    def _with_price(self, cells: Texts, text: str, notes: Notes) -> tuple[Texts, Notes]:
        amount = read_amount(text)
        if isinstance(amount, Amount) and not amount.value:
            return cells | {"price": ""}, notes | {"price": (text, NOT_KNOWN)}
        cells = cells | {"price": text}
        if text and not cells.get("currency") and self.defaults.currency:
            return cells | {"currency": self.defaults.currency}, notes | {"currency": ("", CHOSEN)}
        return cells, notes

    def _formats(self) -> dict[int, str]:
        """Return which columns price which format, where several columns hold prices."""
        places = self.places.get("price", [])
        if len(places) < 2 or self.places.get("format"):
            return {}
        formats = {at: priced_format(self.listed.header[at]) for at in places}
        return formats if all(formats.values()) and len(set(formats.values())) > 1 else {}


def _with(text: str, unit: str) -> str:
    """Return a number with the unit that its header names, where it has none itself."""
    return f"{text} {unit}" if text and unit and not any(map(str.isalpha, text)) else text
