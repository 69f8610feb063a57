"""How media money is split by region and channel."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts.theme import MUTED, PALETTE, REST, WIDTH, compact, heading, row_names
from planner.model import names

ROW = 30
OTHER = "Other channels"


def split_chart(frame: pd.DataFrame, *, currency: str) -> alt.LayerChart:
    """Return a stacked bar per region, largest first, with its total beside it.

    `frame` has region, channel and amount (in `currency`).
    """
    rows = named(frame.groupby(["region", "channel"], as_index=False)[["amount"]].sum())
    totals = rows.groupby("region", as_index=False)[["amount"]].sum()
    totals["text"] = totals["amount"].map(lambda amount: compact(amount, currency))
    order = totals.sort_values(["amount", "region"], ascending=[False, True])["region"].tolist()
    y = row_names("region", order)
    tooltip = [
        alt.Tooltip("region:N", title="Region"),
        alt.Tooltip("name:N", title="Channel"),
        alt.Tooltip("amount:Q", title=currency, format=",.0f"),
    ]
    bars = (
        alt.Chart(rows)
        .mark_bar(height=18)
        .encode(
            x=alt.X("amount:Q", axis=None, scale=alt.Scale(domainMax=room(totals["amount"]))),
            y=y,
            color=colour(rows),
            order="rank:Q",
            tooltip=tooltip,
        )
    )
    text = alt.Chart(totals).mark_text(align="left", dx=6, color=MUTED, fontSize=11)
    labels = text.encode(x="amount:Q", y=y, text="text:N")
    title = heading("Media money by region and channel", "All media, whoever pays for it")
    return alt.LayerChart(layer=[bars, labels], width=WIDTH, height=alt.Step(ROW), title=title)


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """Return `rows` (channel, amount, ...) with name and rank: the largest six, then the others.

    More than seven colours can't be told apart, and the smallest slivers could not be seen.
    """
    totals = rows.groupby("channel")["amount"].sum()
    totals = totals[totals > 0].sort_index().sort_values(ascending=False, kind="stable")
    few = list(totals.index[: len(PALETTE)])
    ranks = {channel: rank for rank, channel in enumerate(few)}
    known = {channel: names.channel(channel) for channel in few}
    rows = rows[rows["amount"] > 0]
    rows = rows.assign(
        name=rows["channel"].map(lambda channel: known.get(channel, OTHER)),
        rank=rows["channel"].map(lambda channel: ranks.get(channel, len(PALETTE))),
    )
    keys = [name for name in rows.columns if name not in {"channel", "amount"}]
    return rows.groupby(keys, as_index=False)[["amount"]].sum()


def colour(rows: pd.DataFrame) -> alt.Color:
    """Return one colour for each name, in the order of rank, with a legend above."""
    shown = rows.drop_duplicates("name").sort_values("rank")["name"].tolist()
    colours = [REST if name == OTHER else PALETTE[place] for place, name in enumerate(shown)]
    legend = alt.Legend(title=None, orient="top", columns=3, labelLimit=140, columnPadding=18)
    return alt.Color("name:N", scale=alt.Scale(domain=shown, range=colours), legend=legend)


def room(amounts: pd.Series[float]) -> float:
    """Return where an axis should end so that a label fits beside the longest bar."""
    return float(amounts.max() * 1.14) if len(amounts) and amounts.max() > 0 else 1.0
