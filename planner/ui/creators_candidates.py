"""Page Creators, the channels that a search found: a table, why one is shown, and into the sheet.

Raw fields and plain averages alone, as YouTube's rules ask; what is derived from them appears
behind a person's declaration.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st
from streamlit import column_config as column
from streamlit.delta_generator import DeltaGenerator

from planner.creators.declaration import Declaration
from planner.creators.youtube_data import Channel, Found
from planner.ui import (
    creators_search_kept,
    creators_search_one,
    creators_search_scores,
    creators_sheet,
    editors,
    fields,
    show,
)
from planner.ui import creators_search_texts as texts
from planner.ui.session import Work

HIDE = "Hide"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is left out of the table."""

    known: frozenset[str]
    """Channels that stand in the sheet; none where those are shown."""
    subscribers: int = 0
    views: int = 0

    def keeps(self, channel: Channel) -> bool:
        """Return whether a channel stays in the table; what is not told fails a limit."""
        return (
            channel.id not in self.known
            and (channel.subscribers or 0) >= self.subscribers
            and (channel.mean_views or 0) >= self.views
        )


def asked(found: Found) -> str:
    """Return in words what was looked for, and when YouTube answered."""
    return f"{creators_search_kept.wanted(found.query)}, fetched {show.moment(found.fetched)}"


def panel(work: Work, found: Found) -> None:
    """Draw what narrows the channels down, their table, and the one that is chosen."""
    known = {offer.channel_id for offer in creators_sheet.known(work) if offer.channel_id}
    filters = _filter(known)
    shown = [channel for channel in found.channels if filters.keeps(channel)]
    if not shown:
        st.text(texts.NO_ROWS, wrap=True)
        return
    st.caption(texts.TABLE)
    chosen = _table(shown, known)
    creators_search_one.panel(work, found, chosen)


def _filter(known: set[str]) -> Filter:
    places = fields.row(3, 220)
    subscribers = _least(places[0], "Subscribers, at least", "search.subscribers", texts.LEAST_HELP)
    views = _least(places[1], "Average views, at least", "search.views", texts.LEAST_VIEWS_HELP)
    shown = places[2].selectbox(
        "Those in the sheet",
        ("Show", HIDE),
        key="search.known",
        persist_state="session",
        help=texts.HIDE_HELP,
    )
    return Filter(frozenset(known if shown == HIDE else ()), subscribers, views)


def _least(place: DeltaGenerator, label: str, key: str, told: str) -> int:
    given = place.number_input(
        label, 0, int(fields.MOST_MONEY), 0, 1000, key=key, persist_state="session", help=told
    )
    return int(given)


def _table(shown: Sequence[Channel], known: set[str]) -> Channel:
    """Draw the table; return the chosen channel, the first until a person chooses."""
    declared = creators_search_scores.current()
    event = st.dataframe(
        _frame(shown, known, declared),
        key=editors.key_of("candidates", [{"id": channel.id} for channel in shown]),
        column_config=_columns() | creators_search_scores.columns(shown[0], declared),
        hide_index=True,
        width="stretch",
        height=editors.height(len(shown)),
        placeholder=texts.NOT_TOLD,
        on_select="rerun",
        selection_mode="single-row-required",
        alt="Channels that the search found",
    )
    if declared:
        st.caption(texts.OURS)
    rows = event["selection"]["rows"]
    return shown[rows[0] if rows else 0]


def _frame(shown: Sequence[Channel], known: set[str], declared: Declaration | None) -> pd.DataFrame:
    """Return a row for each channel; a column that nobody tells keeps its type."""
    scores = pd.DataFrame([creators_search_scores.cells(one, declared) for one in shown])
    frame = pd.DataFrame([_row(one, known) for one in shown])
    frame["newest"] = pd.to_datetime(frame["newest"], utc=True)
    numbers = dict.fromkeys(("subscribers", "average", "counted"), "Int64")
    return frame.astype(numbers).join(scores.astype("Float64"))


def _row(channel: Channel, known: set[str]) -> dict[str, object]:
    views = channel.mean_views
    return {
        "title": channel.title,
        "link": channel.link,
        "subscribers": channel.subscribers,
        "average": None if views is None else round(views),
        "counted": channel.counted,
        "newest": _newest(channel),
        "country": show.country(channel.country) if channel.country else None,
        "fetched": channel.fetched,
        "known": channel.id in known,
    }


def _newest(channel: Channel) -> datetime | None:
    return max((video.published for video in channel.recent if video.published), default=None)


def _columns() -> dict[str, Any]:
    return {
        "title": column.TextColumn("Channel", pinned=True, width=180),
        "link": column.LinkColumn("Link", display_text="YouTube"),
        "subscribers": _number("Subscribers", texts.SUBSCRIBERS_HELP),
        "average": _number("Average views", texts.AVERAGE_HELP),
        "counted": _number("Videos counted", texts.COUNTED_HELP),
        "newest": column.DateColumn("Newest video", help=texts.NEWEST_HELP, format="D MMM YYYY"),
        "country": column.TextColumn("Country", width=110, help=texts.COUNTRY_HELP),
        "fetched": column.DatetimeColumn("Fetched", format="distance", help=texts.FETCHED_HELP),
        "known": column.CheckboxColumn("In the sheet"),
    }


def _number(label: str, told: str) -> Any:  # noqa: ANN401  # Streamlit does not export the type of a column
    return column.NumberColumn(label, format="localized", help=told)
