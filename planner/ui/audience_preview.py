"""What a source gave, to look at before it is added to the campaign."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from planner.audience import adding
from planner.audience.preview import HEAD_ROWS
from planner.audience.summary import coverage
from planner.ui import audience_words, draw, fields, session, show, tables, words
from planner.ui.audience_coverage import rows_of
from planner.ui.audience_tasks import Waiting
from planner.ui.guard import guarded
from planner.ui.session import Work

NEW = "A table of its own"
REFUSED = "This was not added:"


def preview(work: Work, waiting: Waiting, key: str, forget: Callable[[], None]) -> None:
    """Show what was understood, and add it when the person says so; `forget` is called then."""
    fetched = waiting.fetched
    with st.container(border=True):
        st.markdown("**What was understood**", help=audience_words.PREVIEW)
        st.text(fetched.source, wrap=True)
        _facts(waiting.facts)
        with st.container(gap="xsmall"):
            for note in fetched.notes:
                st.text(f"• {note}", wrap=True)
        if fetched.table["value"].isna().all():
            st.warning("There is no value in it.", icon=":material/warning:")
            st.button("Discard", key=f"{key}.discard", on_click=forget)
            return
        _series(work, waiting, key)
        draw.table(tables.head(fetched.table, work.plan, HEAD_ROWS), alt="Its first weeks")
        _add(work, waiting, key, forget)


def _facts(facts: dict[str, str]) -> None:
    if facts:
        with st.grid(4, min_column_width=150, gap="small"):
            for label, value in facts.items():
                with st.container(gap=None):
                    st.caption(label)
                    st.text(value, wrap=True)


def _series(work: Work, waiting: Waiting, key: str) -> None:
    """Say how much there is of each region; all of it on demand."""
    found = coverage(waiting.fetched.table)
    codes = rows_of(work.plan.goals, set(found["region"]))
    ours = found[found["region"].isin(list(codes))]
    st.text(
        f"{show.plural(found['region'].nunique(), 'region')}, "
        f"{show.plural(int(found['weeks'].sum()), 'value')} from "
        f"{show.week(found['first'].min().date())} to {show.week(found['last'].max().date())}, "
        f"{show.plural(int(found['gaps'].sum()), 'week')} missing between; "
        f"signals: {', '.join(words.signal(name) for name in sorted(set(found['signal'])))}.",
        wrap=True,
    )
    if len(ours) < len(found):
        others = sorted(set(found["region"]) - set(codes))
        st.text(
            "Not in this campaign, kept but not used: "
            + ", ".join(show.region(code, work.plan.goals) for code in others),
            wrap=True,
        )
    if len(found) > 1:
        box = st.expander("Weeks by region", key=f"{key}.series", on_change="rerun")
        if box.open:
            with box:
                rows = tables.coverage(found.assign(source=""), codes, work.plan)
                draw.table(rows.drop(columns=["Source", "Fetched"]), alt="Weeks by region")


def _add(work: Work, waiting: Waiting, key: str, forget: Callable[[], None]) -> None:
    """Let the person choose the table, and add to it."""
    with guarded(REFUSED):
        name, own = _target(work, waiting, key)
        with st.container(horizontal=True):
            pressed = st.button(
                "Add to campaign",
                key=f"{key}.add",
                type="primary",
                icon=":material/add:",
                disabled=work.frozen,
            )
            st.button("Discard", key=f"{key}.discard", on_click=forget)
        if pressed:
            kept = adding.put(waiting.fetched, name, work.plan.goals, work.folder, own)
            inside = kept.path.relative_to(work.folder).as_posix()
            unnamed = not adding.is_named(work.plan.goals, inside)
            more = f"{inside}: {audience_words.UNNAMED}" if unnamed else audience_words.ADDED
            session.say(f"{adding.said(kept, work.folder)} {more}")
            forget()
            st.rerun()


def _target(work: Work, waiting: Waiting, key: str) -> tuple[str, Path | None]:
    """Return the name of the table to add to, and the person's own file that becomes it."""
    goals = work.plan.goals
    there = adding.targets(goals, work.folder)
    met = {
        path.relative_to(work.folder).as_posix(): one
        for path, one in adding.meets(waiting.fetched, goals, work.folder).items()
    }
    same = [inside for inside, one in there.items() if one.name == waiting.name]
    options = [NEW, *there]
    usual = next((one for one in [*same, *met] if one in there), NEW)
    left, right = fields.row(2, 260)
    chosen = left.selectbox(
        "Add to", options, options.index(usual), key=f"{key}.to", help=audience_words.RENEWS
    )
    if chosen == NEW:
        typed = right.text_input("Its name", waiting.name, key=f"{key}.name", max_chars=80)
        return (typed or "").strip(), None
    _replaces(met.get(chosen))
    target = there[chosen]
    st.text(audience_words.ADOPTS if target.own else audience_words.RENEWS, wrap=True)
    return target.name, target.own


def _replaces(met: adding.Met | None) -> None:
    """Say how many values there are already, and how many of them would be replaced."""
    if met is not None:
        there = show.plural(met.weeks, "of these values is", "of these values are")
        others = show.plural(met.different, "has another value", "have other values")
        st.text(f"{there} in that table already; {others} there and would be replaced.", wrap=True)
