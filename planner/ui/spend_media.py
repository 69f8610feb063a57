"""Page Spend, the media plan by the trade's conventions: its rows, and its files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from planner.facts.decided import facts_at_rates
from planner.model.plan import Plan
from planner.ui import downloads, draw, session, show, spend_budget, spend_texts
from planner.ui.session import Work

if TYPE_CHECKING:  # slow to load
    from planner.spend.media_plan import Line

FIGURES = ("CPM", "Impressions", "Reach", "Frequency", "Net", "Gross")


def media_plan(work: Work) -> None:
    """Show the media plan line by line, and give it as a file.

    Raises:
        PlanError: amounts were edited by hand and don't add up.
    """
    lines = _lines(work.plan)
    if not lines:
        st.text(spend_texts.NO_MEDIA, wrap=True)
        return
    st.caption(spend_texts.MEDIA_PLAN)
    here = _region(work, lines)
    draw.table(
        rows([line for line in lines if line.run.region == here], work.plan),
        columns=spend_budget.money(FIGURES),
        alt="Media plan of one region: a line for each flight of each channel",
    )
    plan = work.plan
    downloads.table(
        "Media plan",
        f"{work.slug}-media-plan",
        lambda: written(plan, ".xlsx"),
        lambda: written(plan, ".csv"),
    )


def _region(work: Work, lines: Sequence[Line]) -> str:
    """Draw the list of regions; the one chosen above comes first. The files hold all of them."""
    codes = list(dict.fromkeys(line.run.region for line in lines))
    now = session.value("region")
    found = st.selectbox(
        "Lines of",
        codes,
        codes.index(now) if now in codes else 0,
        key=session.synced("spend.media.of", now),
        format_func=lambda code: show.region(code, work.plan.goals),
    )
    return str(found)


def _lines(plan: Plan) -> tuple[Line, ...]:
    from planner.spend.media_plan import media_plan as found  # noqa: PLC0415  # slow to load

    return found(plan, facts_at_rates(plan))


def written(plan: Plan, kind: str) -> bytes:
    """Return the media plan as a file of this kind (.xlsx or .csv)."""
    from planner.spend.media_plan_files import media_csv, media_xlsx  # noqa: PLC0415  # slow to load

    make = {".csv": media_csv, ".xlsx": media_xlsx}[kind]
    return make(plan, facts_at_rates(plan))


def rows(lines: Sequence[Line], plan: Plan) -> pd.DataFrame:
    """Return the media plan as rows: what is booked where and when, at what price, for whom."""
    from planner.spend.media_plan import payers  # noqa: PLC0415  # slow to load

    currency = plan.goals.budget.currency
    rows = [
        (
            line.id,
            show.region(line.run.region, plan.goals),
            line.placement,
            f"{show.short_day(line.run.first)} to {show.short_day(line.run.last)}",
            payers(line),
            show.exact_money(line.price.cpm, currency),
            show.count(line.impressions),
            show.percent(line.reach),
            f"{line.met.frequency:.1f}",
            show.exact_money(line.money.net, currency),
            show.exact_money(line.money.gross, currency),
            line.note,
        )
        for line in lines
    ]
    names = ["Line", "Region", "Placement", "Runs", "Who pays", *FIGURES, "Note"]
    return pd.DataFrame(rows, columns=names)
