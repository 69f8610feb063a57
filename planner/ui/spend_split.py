"""Page Spend, the split of media by region and channel: heat map, bars, amounts."""

from __future__ import annotations

import streamlit as st
from streamlit import column_config as column

from planner.charts.spend_heat import spend_heat_chart
from planner.charts.split import split_chart
from planner.model.sections import Spend
from planner.ui import draw, series, series_spend, show, spend_texts, spend_words, tables, words
from planner.ui.session import Work


def heat(work: Work, section: Spend) -> None:
    """Show each cell with its amount and share; what gets nothing and what is locked is marked."""
    cells = series_spend.heat(section, work.plan)
    if cells.empty:
        st.text(spend_texts.NO_MEDIA, wrap=True)
        return
    empty = int((cells["grade"] == spend_words.NOTHING).sum())
    draw.chart(
        spend_heat_chart,
        cells,
        grades=spend_words.GRADES,
        nothing=spend_words.NOTHING,
        dark=st.context.theme.type == "dark",
        alt=(
            f"Media of {show.plural(cells['region'].nunique(), 'region')} in "
            f"{show.plural(cells['channel'].nunique(), 'channel')}, the larger the stronger; "
            f"{show.plural(empty, 'cell gets', 'cells get')} nothing"
        ),
    )
    st.caption(spend_texts.NET)


def bars(work: Work, section: Spend) -> None:
    """Show how each region's media money is split over channels."""
    rows = series.split(section, work.plan)
    if len(rows):
        draw.chart(
            split_chart,
            rows,
            currency=section.currency,
            alt="Media money by region and channel",
        )


def amounts(work: Work, section: Spend) -> None:
    """Show media money by region and channel as figures, over the whole campaign."""
    frame = tables.cells(section, work.plan)
    helps = {words.channel(key): text for key, text in words.CHANNEL_HELP.items()}
    money = {
        name: column.NumberColumn(name, format="localized", help=helps.get(name))
        for name in frame.columns
        if name != "Region"
    }
    pinned = {"Region": column.TextColumn("Region", pinned=True)}
    draw.table(frame, columns=pinned | money, alt="Media by cell")
    st.caption(f"Net media in {section.currency}, whoever pays, without VAT and agency commission.")
