"""The parts of page Audience."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from planner.audience.files import found_tables, read_file
from planner.audience.summary import summarise
from planner.charts.forecast import forecast_chart
from planner.errors import InputError, Problem, StoreError
from planner.plan.files import write_bytes
from planner.ui import cache, draw, fields, frame, session, show, tables, words
from planner.ui import why as reasons
from planner.ui.guard import guarded
from planner.ui.session import Work

WAITING = "Forecasting each region's audience; the first time takes a moment."
HISTORY = "Weeks of history by region"
SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._- ")


def summary(work: Work) -> None:
    """Say in one sentence how well the audience is known."""
    section = work.plan.audience
    if frame.need_suggestion(work) or section is None:
        return
    known = [one for one in section.regions.values() if one.method == "prophet"]
    compared = [one for one in section.regions.values() if one.basis == "comps"]
    longest = max((one.weeks for one in section.regions.values()), default=0)
    regions = len(section.regions)
    st.write(
        f"{len(known)} of {show.plural(regions, 'region')} forecast from their own history; "
        f"{len(compared)} have comparable titles to size them by."
    )
    frame.figures(
        {
            "Regions with history": f"{len(known)} of {regions}",
            "Sized by comparable titles": f"{len(compared)} of {regions}",
            "Longest history": show.plural(longest, "week"),
        }
    )


def forecast(work: Work, region: str) -> None:
    """Show a region's history and forecast; it is worked out anew, not stored with the plan."""
    if not work.plan.suggested:
        return
    with guarded("The forecast can't be drawn:"):
        with st.spinner(WAITING):
            outcome = cache.outcome(work.plan, work.folder)
        signals = sorted(set(outcome.forecast.loc[outcome.forecast["region"] == region, "signal"]))
        if not signals:
            st.info(_borrowed(work, region))
            return
        signal = _signal(signals)
        draw.chart(
            forecast_chart,
            outcome.table.query("region == @region and signal == @signal"),
            outcome.forecast.query("region == @region and signal == @signal"),
            region_name=show.region(region, work.plan.goals),
            signal=_called(signal),
            alt=f"History and forecast of {_called(signal)} in {show.region(region)} by week",
        )


def _signal(signals: list[str]) -> str:
    if len(signals) == 1:
        return signals[0]
    chosen = st.segmented_control(
        "Signal", signals, default=signals[0], required=True, format_func=words.plain
    )
    return str(chosen)


def _called(signal: str) -> str:
    """Return a signal's name; one that is borrowed from other regions is demand as such."""
    return "Demand (1 is the year's mean)" if signal == "borrowed" else words.plain(signal)


def _borrowed(work: Work, region: str) -> str:
    name = show.region(region, work.plan.goals)
    return f"{name} has no history of its own: its season is borrowed from other regions."


def regions(work: Work) -> None:
    """List what is known of each region."""
    if work.plan.audience and work.plan.audience.regions:
        draw.table(
            tables.audience(work.plan.audience, work.plan),
            alt="What is known of each region's audience",
        )


def choose_regions(work: Work) -> None:
    """Edit which regions the campaign has; what is known of those that stay is kept."""
    goals = work.plan.goals
    codes = list(goals.regions)
    options = list(dict.fromkeys([*codes, *goals.groups, *fields.country_options()]))
    chosen = st.multiselect(
        "Regions of the campaign",
        options,
        codes,
        key=session.synced("regions", codes),
        format_func=lambda code: show.region(code, goals),
        disabled=work.frozen,
    )
    if chosen != codes:
        kept = {code: goals.regions.get(code, {"release": "theatrical"}) for code in chosen}
        with guarded():
            session.apply(work, {"goals.regions": kept})


def files(work: Work) -> None:
    """List the audience tables that are read, with what each holds."""
    paths = found_tables(work.plan.goals, work.folder)
    if not paths:
        st.caption("No table yet. Without one, each season is borrowed from other regions.")
    st.text("\n".join(path.relative_to(work.folder).as_posix() for path in sorted(paths)))
    if not paths:
        return
    box = st.expander(HISTORY, key="history", on_change="rerun")
    with guarded("An audience table can't be read. Correct it and upload it again:"), box:
        read = cache.inputs(work.plan, work.folder)  # a fault shows even while the box is closed
        if box.open:
            draw.table(tables.history(summarise(read.table), work.plan), alt=HISTORY)


def upload(work: Work) -> None:
    """Add an audience table to the campaign; one that has faults is refused with their places."""
    with st.form("upload", border=True):
        given = st.file_uploader(
            "Add an audience table (CSV)",
            type="csv",
            key="upload.file",
            help="One row per region and week: region, week, value, and signal if there are "
            "several. Or one column per region.",
            disabled=work.frozen,
        )
        again = st.checkbox("Replace a table of the same name", key="upload.replace")
        pressed = st.form_submit_button("Check and add", key="upload.add", disabled=work.frozen)
    if pressed and given is not None:
        with guarded("The table was not added. Please correct it:"):
            add(work, given, replace=again)
            session.say(f"{_safe(given.name)} was added. Press Suggest to use it.")
            st.rerun()


def add(work: Work, given: UploadedFile, *, replace: bool) -> None:
    """Check an uploaded table and write it into the campaign's folder `audience`.

    Raises:
        InputError: its faults with line and column; or there is a table of that name already.
    """
    target = work.folder / "audience" / _safe(given.name)
    content = given.getvalue()
    check(content, target.name, list(work.plan.goals.groups))
    if target.exists() and not replace:
        hint = "Tick “Replace”, or give the file another name."
        raise InputError(Problem("is there already", f"audience/{target.name}", hint=hint))
    target.parent.mkdir(exist_ok=True)
    write_bytes(target, content)


def check(content: bytes, name: str, groups: list[str]) -> None:
    """Read a table as suggest would; raises InputError, its places under the file's own name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            read_file(path, regions=groups)
        except InputError as error:
            raise InputError(problem.at(name) for problem in error.problems) from None


def _safe(name: str) -> str:
    """Return a file name that stays in its folder."""
    bare = "".join(letter for letter in Path(name).name if letter in SAFE).strip(". ")
    if not bare.lower().endswith(".csv") or len(bare) > 100:
        raise StoreError("The file needs a short name of Latin letters and digits, ending in .csv.")
    return bare


def why(work: Work, region: str) -> None:
    """Explain a region's potential."""
    if work.plan.suggested:
        goals = work.plan.goals
        reasons.why(
            work, {f"audience.{region}.potential": f"Admissions, {show.region(region, goals)}"}
        )
