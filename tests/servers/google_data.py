"""What `tests.servers.google` serves: a spreadsheet, a shared sheet, a channel's statistics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

EPOCH = date(1899, 12, 30)
Cell = str | float | int | bool | date | None


@dataclass(slots=True)
class Tab:
    """One tab of a spreadsheet; `merges` are (first row, end row, first column, end column)."""

    title: str
    rows: Sequence[Sequence[Cell]] = ()
    id: int = 0
    hidden: bool = False
    kind: str = "GRID"
    merges: Sequence[tuple[int, int, int, int]] = ()
    size: tuple[int, int] = (1000, 26)

    def description(self, index: int) -> dict[str, Any]:
        """What spreadsheets.get says of it."""
        properties: dict[str, Any] = {
            "sheetId": self.id,
            "title": self.title,
            "index": index,
            "sheetType": self.kind,
        }
        if self.kind == "GRID":
            properties["gridProperties"] = {"rowCount": self.size[0], "columnCount": self.size[1]}
        if self.hidden:
            properties["hidden"] = True
        names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
        merges = [
            {"sheetId": self.id, **dict(zip(names, merge, strict=True))} for merge in self.merges
        ]
        return {"properties": properties} | ({"merges": merges} if merges else {})


@dataclass(slots=True)
class Document:
    """A spreadsheet, as the Sheets API gives it."""

    title: str = "Roma numbers"
    tabs: list[Tab] = field(default_factory=list)
    locale: str = "en_US"
    readable: bool = True
    office: bool = False
    """An Excel file that lies in Google Drive: the API refuses it."""

    def description(self) -> dict[str, Any]:
        """What spreadsheets.get says, with the fields that Microhit asks for."""
        properties = {"title": self.title, "locale": self.locale, "timeZone": "Europe/Berlin"}
        tabs = [tab.description(index) for index, tab in enumerate(self.tabs)]
        return {"properties": properties, "sheets": tabs}

    def values(self, area: str, query: Mapping[str, str]) -> dict[str, Any] | None:
        """What spreadsheets.values.get says; None for a tab that is not there."""
        name = area.strip("'").replace("''", "'")
        tab = next((tab for tab in self.tabs if tab.title == name), None)
        if tab is None:
            return None
        shown = [[self._cell(cell, query) for cell in row] for row in tab.rows]
        rows = _trimmed([_trimmed(row) for row in shown])
        return {"range": area, "majorDimension": "ROWS"} | ({"values": rows} if rows else {})

    def _cell(self, cell: Cell, query: Mapping[str, str]) -> Any:  # noqa: ANN401  # JSON
        raw = query.get("valueRenderOption") == "UNFORMATTED_VALUE"
        if isinstance(cell, date):
            serial = raw and query.get("dateTimeRenderOption", "SERIAL_NUMBER") == "SERIAL_NUMBER"
            return (cell - EPOCH).days if serial else self._formatted_day(cell)
        if cell is None:
            return ""
        if raw or isinstance(cell, str):
            return cell
        return f"{cell:,}".translate(str.maketrans(",.", ".,")) if self._german else f"{cell:,}"

    def _formatted_day(self, day: date) -> str:
        return f"{day:%d.%m.%Y}" if self._german else f"{day.month}/{day.day}/{day.year}"

    @property
    def _german(self) -> bool:
        return self.locale == "de_DE"


def _trimmed(items: list[Any]) -> list[Any]:
    """The API leaves out what is empty at the end of rows and of the whole."""
    while items and items[-1] in ("", []):
        items = items[:-1]
    return items


@dataclass(slots=True)
class Shared:
    """A sheet as docs.google.com exports it: CSV by the tab's number."""

    tabs: dict[str, bytes] = field(default_factory=dict)
    name: str = "Roma numbers – Kino"
    public: bool = True
    kind: str = "text/csv; charset=utf-8"
    status: int | None = None
    """Answer this status instead."""


@dataclass(slots=True)
class Statistics:
    """A person's channel: views by country, day and video, and up to when there are any."""

    channel: tuple[str, str] | None = ("UC0123456789abcdefghijkl", "Roma Film")
    videos: dict[str, tuple[str, str]] = field(default_factory=dict)
    """(channel id, title) by video id, of any channel on YouTube."""
    views: dict[tuple[str, date, str], int] = field(default_factory=dict)
    """By country or US state, day, video id."""
    columns: Sequence[str] = ("day", "views")
    last: date = date(2026, 3, 31)
    """Nothing later is delivered yet."""

    def fill(self, country: str, video: str, start: date, counts: Sequence[int]) -> None:
        """Set views of a video in a country from a day on."""
        for offset, count in enumerate(counts):
            self.views[country, start + timedelta(offset), video] = count

    def channels(self) -> dict[str, Any]:
        """channels.list(mine=true): without a channel, no items at all."""
        page = {"kind": "youtube#channelListResponse", "pageInfo": {"totalResults": 1}}
        if self.channel is None:
            return page
        own, title = self.channel
        return {**page, "items": [{"id": own, "snippet": {"title": title}}]}

    def found(self, ids: Sequence[str]) -> dict[str, Any]:
        """videos.list(id=...): those that exist."""
        known = [(one, *self.videos[one]) for one in ids if one in self.videos]
        items = [
            {"id": one, "snippet": {"channelId": owner, "title": title}}
            for one, owner, title in known
        ]
        return {"kind": "youtube#videoListResponse", "items": items}

    def report(self, query: Mapping[str, str]) -> dict[str, Any] | str:
        """reports.query of views by day; text where the real API refuses a combination."""
        if query.get("ids") != "channel==MINE" or query.get("metrics") != "views":
            return "Invalid value for parameter ids or metrics"
        filters = dict(part.split("==", 1) for part in query.get("filters", "").split(";") if part)
        if query.get("dimensions") != "day" or not set(filters) <= {"country", "province", "video"}:
            return "The query is not supported. Check the documentation."
        place = filters.get("province", filters.get("country"))
        videos = set(filters["video"].split(",")) if "video" in filters else None
        days = self._days(place, videos, query["startDate"], query["endDate"])
        types = {"day": ("DIMENSION", "STRING"), "views": ("METRIC", "INTEGER")}
        headers = [
            {"name": name, "columnType": types[name][0], "dataType": types[name][1]}
            for name in self.columns
        ]
        rows = [
            [{"day": f"{day}", "views": count}[name] for name in self.columns]
            for day, count in days
        ]
        page = {"kind": "youtubeAnalytics#resultTable", "columnHeaders": headers}
        return {**page, "rows": rows} if rows else page

    def _days(
        self, place: str | None, videos: set[str] | None, start: str, end: str
    ) -> list[tuple[date, int]]:
        sums: dict[date, int] = {}
        for (country, day, video), count in self.views.items():
            wanted = place == country or (place is None and "-" not in country)
            inside = date.fromisoformat(start) <= day <= min(date.fromisoformat(end), self.last)
            if wanted and inside and count and (videos is None or video in videos):
                sums[day] = sums.get(day, 0) + count
        return sorted(sums.items())
