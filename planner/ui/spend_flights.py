"""Page Spend, when the money runs: weeks by region and channel, the media plan, decision rules."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pandas as pd
import streamlit as st

from planner.charts.gantt import gantt_chart
from planner.facts.decided import facts_at_rates
from planner.facts.table import Facts
from planner.model.money import Decision
from planner.model.sections import Spend
from planner.timing.observance import Observance
from planner.ui import (
    draw,
    series_flights,
    show,
    spend_facts,
    spend_media,
    spend_rules,
    spend_texts,
    spend_words,
    words,
)
from planner.ui.guard import guarded
from planner.ui.session import Work

MEASURES = get_args(Decision.model_fields["measure"].annotation)
TABS = ("Weeks", "Media plan", "Decision rules", "Weeks without media")
EVERYWHERE = ""
"""The choice of all regions."""


def flights(work: Work) -> None:
    """Show when media runs, and edit what it keeps to; what a hidden tab only shows is not sent."""
    section = work.plan.spend
    if section is None:
        return
    weeks, plan, rules, pauses = st.tabs(TABS, key="spend.flights", on_change="rerun")
    if weeks.open:
        with weeks, guarded():
            _weeks(work, section)
    if plan.open:
        with plan, guarded():
            spend_media.media_plan(work)
    with rules, guarded():
        _decisions(work, shown=bool(rules.open))
    with pauses:
        spend_rules.hiatus(work)


def _weeks(work: Work, section: Spend) -> None:
    """Draw the weeks of all regions, or of one region's channels."""
    goals = work.plan.goals
    st.caption(spend_texts.FLIGHTS)
    with_media = [code for code, one in section.regions.items() if one.media_total]
    chosen = st.selectbox(
        "Show",
        [EVERYWHERE, *with_media],
        key="spend.weeks.of",
        format_func=lambda code: (
            f"Channels in {show.region(code, goals)}" if code else "All regions"
        ),
    )
    facts = facts_at_rates(work.plan)
    region = chosen or None
    calendars = _calendars(work, section, facts, [region] if region else with_media)
    rows = series_flights.weeks(section, work.plan, facts, calendars, region)
    if rows.empty:
        st.text(spend_texts.NO_MEDIA, wrap=True)
        return
    title = f"When media runs in {show.region(region, goals)}" if region else "When media runs"
    draw.chart(
        gantt_chart,
        rows,
        phases=list(spend_words.PHASES.values()),
        hiatus=spend_words.HIATUS,
        title=title,
        alt=f"{title}: week by week, with openings, local holidays and weeks without media",
    )
    _listed(rows)
    spend_facts.box(work, "flights", _behind)


def _behind(known: Facts) -> list[str]:
    """Return the ids of the facts behind the weeks of media."""
    by_channel = [f"flight_weight.{name}" for name in words.CHANNEL_HELP]
    singles = ["flight_phase.pre_release", "second_wave", "second_wave_strong"]
    return [*singles, *spend_facts.tables(known, "second_wave", *by_channel, "flight_weight")]


def _calendars(
    work: Work, section: Spend, facts: Facts, codes: list[str]
) -> dict[str, tuple[Observance, ...]]:
    """Return what each region observes in the weeks of its media."""
    from planner.timing.days import observances  # noqa: PLC0415  # slow to load

    found = {}
    for code in codes:
        one = section.regions[code]
        if one.flight_start:
            count = max((len(weeks) for weeks in one.media.values()), default=0)
            last = one.flight_start + timedelta(weeks=count)
            found[code] = observances(code, work.plan, facts, one.flight_start, last)
    return found


def _listed(rows: pd.DataFrame) -> None:
    """List the same weeks as figures: a row for each row of the chart, a column for each week."""
    box = st.expander("The same as a table", icon=":material/table:", on_change="rerun")
    if box.open:
        with box:
            wide = rows.pivot_table(
                index="name", columns="week", values="amount", aggfunc="first", sort=False
            )
            st.dataframe(wide, width="stretch", alt="Net media by week")


def _decisions(work: Work, *, shown: bool) -> None:
    """Say what happens to the money held back, by rule, and edit the rules."""
    if shown:
        st.caption(spend_texts.RULES)
        with st.container(gap="xsmall"):
            for line in rules_in_words(work):
                st.text(f"• {line}", wrap=True)
    spend_rules.decisions(work)


def rules_in_words(work: Work) -> list[str]:
    """Return the decision rules as sentences, what happens between them, and each region's day.

    Raises:
        InputError: two rules contradict each other.
    """
    from planner.spend import decisions as found  # noqa: PLC0415  # slow to load
    from planner.spend.held_back import held  # noqa: PLC0415  # as above

    plan, facts = work.plan, facts_at_rates(work.plan)
    rules = found.decisions(plan, facts)
    told = [found.in_words(rule, plan, facts) for rule in rules]
    between = [found.otherwise(rules, measure) for measure in MEASURES]
    regions = [found.held_in_words(one, plan) for one in held(plan, facts)]
    return [*told, *(line for line in between if line), *regions]
