"""What page Timing shows beside the plan: worked out anew, not stored with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from planner.facts.decided import facts_of
from planner.model.plan import Plan
from planner.plan.fingerprint import plan_inputs
from planner.timing.observance import Observance
from planner.ui import recomputed, series_timing, timing_words
from planner.ui.session import Work

if TYPE_CHECKING:  # suggest imports Prophet, which takes seconds
    from planner.suggest import Progress
    from planner.timing.dates import Dates

KEPT = 16
"""Heat maps whose cells are kept in memory: some hundred kilobytes each for 60 regions."""


def found(work: Work) -> Dates | None:
    """Return what timing found for the plan, with its progress shown; None if it can't be shown."""
    bar = st.empty()

    def report(news: Progress) -> None:
        bar.progress(min(news.done / max(news.total, 1), 1.0), text=news.text)

    outcome = recomputed.outcome(
        work,
        "timing",
        outdated=timing_words.OUTDATED,
        waiting=timing_words.WAITING,
        failed="The opening values can't be worked out:",
        progress=report,
    )
    bar.empty()
    return outcome.dates if outcome else None


def cells(dates: Dates, plan: Plan) -> pd.DataFrame:
    """Return the heat map's cells, made anew only when what they show changed."""
    days = {code: one.date for code, one in plan.timing.regions.items()} if plan.timing else {}
    return _cells(dates.openings, days, plan_inputs(plan), plan)


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _cells(
    openings: pd.DataFrame,
    days: Mapping[str, object],  # noqa: ARG001  # what Streamlit caches by
    inputs: Mapping[str, str],  # noqa: ARG001  # as above
    _plan: Plan,
) -> pd.DataFrame:
    return series_timing.heat(openings, _plan, calendars(_plan))


def calendars(plan: Plan) -> dict[str, tuple[Observance, ...]]:
    """Return what each region observes within the window."""
    from planner.timing.days import observances  # noqa: PLC0415  # slow to load

    window, facts = plan.goals.window, facts_of(plan)
    return {
        code: observances(code, plan, facts, window.from_, window.to) for code in plan.goals.regions
    }
