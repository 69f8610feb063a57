"""A region's forecast with what drives it and how good it has been, and all regions at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import streamlit as st

from planner.charts.components import holidays_chart, level_chart, season_chart
from planner.charts.forecast import PAST, forecast_chart
from planner.charts.forecasts_many import forecasts_many_chart
from planner.ui import audience_words, cache, draw, series, session, show, words
from planner.ui.guard import guarded
from planner.ui.session import Work

if TYPE_CHECKING:  # suggest imports Prophet, which takes seconds
    from planner.suggest import Outcome, Progress

WAITING = "Forecasting each region's audience; the first time takes a moment."
YEAR = 52
SIDE = 340
"""Pixels that a column of sentences needs."""


class Shown(NamedTuple):
    """The series on screen: whose numbers, which, and all that was worked out."""

    outcome: Outcome
    code: str
    signal: str

    def of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of this series."""
        return rows[(rows["region"] == self.code) & (rows["signal"] == self.signal)]


def forecast(work: Work, region: str) -> None:
    """Show a region's history and forecast; it is worked out anew, not stored with the plan."""
    if not work.plan.suggested:
        return
    with guarded("The forecast can't be drawn:"):
        outcome = _outcome(work)
        shown = _chosen(work, outcome, region)
        _badges(shown)
        _chart(work, shown, region)
        _words(shown)
        _components(shown)
        _all(work, outcome)


def _outcome(work: Work) -> Outcome:
    """Return what was worked out, showing progress; after a click, what is done stays in memory."""
    bar = st.empty()

    def report(news: Progress) -> None:
        bar.progress(min(news.done / max(news.total, 1), 1.0), text=news.text)

    with st.spinner(WAITING):
        outcome = cache.outcome(work.plan, work.folder, report)
    bar.empty()
    return outcome


def _chosen(work: Work, outcome: Outcome, region: str) -> Shown:
    """Let the person choose among a group's countries and a region's signals."""
    frame = outcome.forecasts.frame
    heard = set(frame["region"])
    parts = [code for code in work.plan.goals.members(region) if code in heard]
    codes = [region] if region in heard else parts
    code = codes[0] if len(codes) == 1 else _choice("Country", codes, f"part.{region}", show.region)
    signals = sorted(set(frame.loc[frame["region"] == code, "signal"]))
    several = len(signals) > 1
    signal = _choice("Signal", signals, "signal", words.signal) if several else signals[0]
    return Shown(outcome, code, signal)


def _choice(label: str, options: list[str], key: str, name: words.Name) -> str:
    if session.value(key) not in options:
        session.forget(key)
    help_ = audience_words.SIGNAL_HELP if key == "signal" else None
    chosen = st.segmented_control(
        label,
        options,
        default=options[0],
        required=True,
        key=key,
        persist_state="session",
        format_func=name,
        help=help_,
    )
    return str(chosen)


def _badges(shown: Shown) -> None:
    """Mark a season that is borrowed."""
    if (shown.of(shown.outcome.forecasts.frame)["method"] == "borrowed").any():
        help_ = audience_words.BORROWED_HELP
        st.badge("Borrowed season", icon=":material/call_split:", color="orange", help=help_)


def _chart(work: Work, shown: Shown, region: str) -> None:
    history = shown.of(shown.outcome.table)
    ahead = shown.of(shown.outcome.forecasts.frame)
    name = show.region(shown.code, work.plan.goals)
    timing = work.plan.timing.regions.get(region) if work.plan.timing else None
    draw.chart(
        forecast_chart,
        history,
        ahead,
        _holidays(work, shown, history, ahead),
        region_name=name,
        signal=words.signal(shown.signal),
        release=timing.date if timing else None,
        alt=f"History and forecast of {words.signal(shown.signal)} in {name} by week",
    )


def _holidays(work: Work, shown: Shown, history: pd.DataFrame, ahead: pd.DataFrame) -> pd.DataFrame:
    from planner.forecast.feasts import holiday_weeks  # noqa: PLC0415  # slow to load

    seen = history.sort_values("week")["week"].tail(PAST)
    first, last = pd.concat([seen, ahead["week"]]).agg(["min", "max"])
    weeks = pd.date_range(first, last, freq="7D")
    members = work.plan.goals.groups.get(shown.code, [])
    feasts = holiday_weeks(shown.code, weeks, members)
    rows = shown.of(shown.outcome.forecasts.effects)
    effects = dict(zip(rows["holiday"], rows["factor"], strict=True))
    return series.holidays(feasts.names, feasts.values, weeks, effects, ahead["week"].min())


def _words(shown: Shown) -> None:
    """Say what drives the forecast, and how good it has been."""
    from planner.forecast.words import drivers, how_good  # noqa: PLC0415  # slow to load

    forecasts = shown.outcome.forecasts
    told = {
        "What drives it": (drivers, audience_words.DRIVERS_HELP),
        "How good it has been": (how_good, audience_words.SKILL_HELP),
    }
    with st.grid(2, min_column_width=SIDE, gap="medium") as grid:
        for heading, (tell, meaning) in told.items():
            with grid.cell(), st.container(gap="xsmall"):
                st.markdown(f"**{heading}**", help=meaning)
                for line in tell(forecasts, shown.code, shown.signal):
                    st.text(line, wrap=True)


def _components(shown: Shown) -> None:
    box = st.expander("Components: level, season, holidays", key="components", on_change="rerun")
    if not box.open:
        return
    with box:
        parts = shown.of(shown.outcome.forecasts.parts)
        if parts.empty:
            st.text(audience_words.NO_PARTS, wrap=True)
            return
        ahead = shown.of(shown.outcome.forecasts.frame)["week"].min()
        name = words.signal(shown.signal)
        coming = parts[parts["week"] >= ahead].sort_values("week").head(YEAR)
        effects = shown.of(shown.outcome.forecasts.effects)
        level = parts[["week", "level"]]
        draw.chart(level_chart, level, ahead=ahead, signal=name, alt=f"Level of {name} by week")
        draw.chart(season_chart, coming[["week", "season"]], alt=f"Season of {name} by week")
        if not effects.empty:
            rows = effects[["holiday", "factor"]]
            draw.chart(holidays_chart, rows, alt=f"What holidays do to {name}")


def _all(work: Work, outcome: Outcome) -> None:
    box = st.expander("All regions below each other", key="all_regions", on_change="rerun")
    if box.open:
        with box:
            st.text(audience_words.ALL_REGIONS, wrap=True)
            draw.chart(
                forecasts_many_chart,
                series.many(outcome.index, outcome.forecasts.frame, work.plan),
                series.releases(work.plan),
                alt="Demand of every region by week, each beside its own average week",
            )
