"""Page Plan, the versions: a timeline with notes and authors; each can be opened or restored."""

from __future__ import annotations

from math import ceil

import streamlit as st

from planner.plan import history
from planner.plan.history import Entry
from planner.ui import (
    cache,
    deep,
    plan_compare,
    plan_merge,
    plan_renumber,
    plan_restore,
    plan_texts,
    session,
    show,
)
from planner.ui.frame import PAGES
from planner.ui.session import Work

A_PAGE = 15
"""Versions listed at once."""


def panel(work: Work) -> None:
    """Draw the form that restores, if asked for, the timeline, and the comparison of any two."""
    listed = cache.timeline(work.folder)
    if not listed:
        st.info(plan_texts.NO_VERSIONS, icon=":material/history:")
        return
    plan_renumber.panel(work)
    plan_restore.panel(work, listed)
    held = history.working_words(work.folder, listed, cache.snapshot)
    st.caption(show.literal(f"{held} {plan_texts.VERSIONS}"))
    for line in history.relations(listed):
        st.text(line, wrap=True)
    for one in _page(listed):
        _row(work, one)
    plan_compare.panel(work, listed)


def _page(listed: list[Entry]) -> list[Entry]:
    pages = ceil(len(listed) / A_PAGE)
    if pages < 2:
        return listed
    at = min(st.pagination(pages, key="versions.page"), pages)
    return listed[(at - 1) * A_PAGE : at * A_PAGE]


def _row(work: Work, one: Entry) -> None:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _opener(work, one)
            with st.container(width="stretch"):
                st.text(show.saved(one), wrap=True)
            _marks(one)
            if not work.frozen:
                _actions(work, one)
        if one.fault:
            st.text(one.fault, wrap=True)
        if one.branch:
            st.caption(show.literal(f"{one.branch[:1].upper()}{one.branch[1:]}."))


def _opener(work: Work, one: Entry) -> None:
    query = {"campaign": work.slug, "version": str(one.number), deep.PLACE: "versions"}
    st.page_link(
        PAGES["plan"].path,
        label=f"Version {one.number}",
        disabled=not one.readable,
        query_params=query,
    )


def _marks(one: Entry) -> None:
    if one.working:
        st.badge("Working plan", icon=":material/check:", color="green")
    if one.fault:
        st.badge("Fault", icon=":material/error:", color="red")


def _actions(work: Work, one: Entry) -> None:
    if not one.readable or one.working:
        return
    if one.branch and plan_merge.has_more(work, one.number):
        st.button(
            "Merge",
            key=f"versions.merge.{one.number}",
            icon=":material/merge:",
            help=plan_texts.MERGE_HELP,
            on_click=plan_merge.start,
            args=(work.slug, one.number),
        )
    st.button(
        "Restore",
        key=f"versions.restore.{one.number}",
        icon=":material/settings_backup_restore:",
        help=plan_texts.RESTORE_HELP,
        on_click=session.put,
        args=(plan_restore.WANTED.format(work.slug), one.number),
    )
