"""The parts of page Spend."""

from __future__ import annotations

import streamlit as st
from streamlit import column_config as column

from planner.charts.split import split_chart
from planner.plan import edit
from planner.spend.budget import SHARES
from planner.ui import decide, draw, fields, frame, regions, series, session, show, tables, words
from planner.ui import why as reasons
from planner.ui.session import Work


def summary(work: Work) -> bool:
    """Say in one sentence what the money should bring; return whether there is a suggestion."""
    section = work.plan.spend
    if frame.need_suggestion(work) or section is None:
        return False
    admissions = show.spread(section.admissions) if section.admissions else None
    expected = f", which should bring {admissions} admissions" if admissions else ""
    st.text(
        f"{show.money(section.media, section.currency)} of our "
        f"{show.money(section.total, section.currency)} goes to media in "
        f"{show.plural(len(section.regions), 'region')}{expected}.",
        wrap=True,
    )
    frame.figures(
        {
            "Our budget": show.money(section.total, section.currency),
            "Our media": show.money(section.media, section.currency),
            "Partners' media": show.money(section.partners, section.currency),
            "Admissions": show.compact(section.admissions) if section.admissions else show.NOTHING,
        },
        {"Partners' media": "Paid by partners, beside our budget."},
    )
    return True


def chart(work: Work) -> None:
    """Show how media money is split by region and channel."""
    section = work.plan.spend
    if section is None:
        return

    rows = series.split(section, work.plan)
    if len(rows):
        draw.chart(
            split_chart,
            rows,
            currency=section.currency,
            alt="Media money by region and channel",
        )


def budget(work: Work) -> None:
    """Show the whole budget line by line, to the cent; partners' money stands apart."""
    section = work.plan.spend
    if section is None:
        return
    lines = tables.budget(section, work.plan)
    draw.table(
        tables.budget_rows(lines, section.currency),
        columns={"Amount": column.TextColumn("Amount", alignment="right")},
        alt="Our budget line by line, adding up to the total",
    )
    st.text(
        f"Beside it, partners pay {show.exact_money(section.partners, section.currency)} of media."
    )


def cells(work: Work) -> None:
    """Show media money by region and channel, net, over the whole campaign."""
    section = work.plan.spend
    if section is None:
        return
    frame_ = tables.cells(section, work.plan)
    money = {
        name: column.NumberColumn(name, format="localized", help=_help(name))
        for name in frame_.columns
        if name != "Region"
    }
    pinned = {"Region": column.TextColumn("Region", pinned=True)}
    draw.table(
        frame_,
        columns=pinned | money,
        alt="Media by cell",
    )
    st.caption(f"Net media in {section.currency}, whoever pays, without VAT and agency commission.")


def _help(name: str) -> str | None:
    helps = {words.channel(key): text for key, text in words.CHANNEL_HELP.items()}
    return helps.get(name)


def one_cell(work: Work, region: str) -> None:
    """Let a person decide the money of one channel in one region."""
    section = work.plan.spend
    if section is None or region not in section.regions:
        return
    names = list(words.CHANNEL_HELP)
    first, second, third, fourth = fields.row(4)
    channel = first.selectbox("Channel", names, key="channel", format_func=words.channel)
    at = f"spend.{region}.{channel}"
    decided = edit.override_at(work.plan, at)
    now = float(section.regions[region].by_channel.get(channel, 0))
    with second:
        key = session.synced(f"{at}.amount", now)
        given = fields.amount("Amount", key, section.currency, now, disabled=work.frozen)
    why = decide.reason(at, work, third, fourth)
    if st.button("Set this amount", key="decide.set", disabled=work.frozen):
        suggested = decided.replaced if decided else fields.cents(now)
        decide.make(work, at, fields.cents(given), suggested, why)


def inputs(work: Work) -> None:
    """Edit our budget and the lines that a person has fixed."""
    form = fields.Form(work)
    money = {"Total budget": "goals.budget.total"}
    money |= {words.line(name): f"goals.budget.fixed.{name}" for name in SHARES}
    money |= {"Creators": "goals.budget.creators", "Contingency": "goals.budget.contingency"}
    first, *places = fields.row(1 + len(money))
    with first:
        form.choice("Currency", "goals.budget.currency", show.currencies(), show.currency)
    for place, (label, path) in zip(places, money.items(), strict=True):
        with place:
            form.money(label, path)
    form.apply()
    regions.table(work, "pays", ["pays", "our_share", "minimum_spend", "cap"], "limits")


def decisions(work: Work) -> None:
    """List the amounts that people decided."""
    decide.listed(work, "spend")


def why(work: Work, region: str) -> None:
    """Explain the media money and a region's part of it."""
    if work.plan.suggested and work.plan.spend:
        name = show.region(region, work.plan.goals)
        cells = {
            f"spend.{region}.{channel}": f"{words.channel(channel)}, {name}"
            for channel in words.CHANNEL_HELP
        }
        reasons.why(work, {"spend.media": "All media", f"spend.{region}": f"Media, {name}"} | cells)
