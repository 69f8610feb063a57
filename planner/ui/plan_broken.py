"""Page Plan where plan.yaml can't be read: the lines at fault, and the way back to a version."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from planner.errors import InputError, MicrohitError
from planner.model.plan import Plan
from planner.plan import decode, merge_open, places, store
from planner.plan.history import Entry
from planner.plan.restore import restore
from planner.ui import cache, fields, plan_merge_sides, plan_texts, session, show
from planner.ui.guard import guarded
from planner.ui.plan_merge_sides import Sides

AROUND = 2
"""Lines shown before and after a fault."""
MOST = 10
"""Faults shown with their lines; all are listed above."""


def panel(slug: str, error: MicrohitError) -> None:
    """Show the lines that `error` names in the campaign's plan.yaml, and offer its versions."""
    with guarded("The versions of this campaign can't be read either:"):
        folder = store.folder_of(places.campaigns_root(), slug)
        if not folder.is_dir():
            return
        if _merged(folder / store.PLAN):
            return
        found = excerpts(folder / store.PLAN, error)
        for line in found:
            st.code(line, language=None)
        if found:
            st.text(plan_texts.CORRECT, wrap=True)
        readable = [one for one in cache.timeline(folder) if one.readable]
        if readable:
            there = (folder / store.PLAN).exists()
            st.text(plan_texts.BROKEN if there else plan_texts.GONE, wrap=True)
            _restore(folder, readable)


def _merged(path: Path) -> bool:
    """Draw the merge of a plan.yaml that git left open; return whether it is one."""
    try:
        base, ours, theirs = merge_open.sides(path)
    except MicrohitError:
        return False
    names = ("Yours, in git", "What came in")
    with st.container(border=True):
        merged = plan_merge_sides.draw(Sides(base, ours, theirs, names, f"merge.git.{path.parent}"))
        st.button(
            "Put the merged plan in place",
            key="broken.merge",
            type="primary",
            icon=":material/merge:",
            disabled=merged.plan is None,
            on_click=_put,
            args=(path, merged.plan),
        )
    return True


def _put(path: Path, plan: Plan) -> None:
    try:
        merge_open.finish(path, plan)
        session.say(plan_texts.GIT_MERGED)
    except MicrohitError as error:
        session.say(str(error))


def excerpts(path: Path, error: MicrohitError) -> list[str]:
    """Return the lines around each fault of a plan's file, numbered, the fault marked."""
    faults = error.problems if isinstance(error, InputError) else ()
    wanted = dict.fromkeys(one.line for one in faults if one.line and one.file == str(path))
    try:
        lines = decode.read_file(path).splitlines()
    except MicrohitError:
        return []
    return [_around(lines, line) for line in list(wanted)[:MOST]]


def _around(lines: list[str], fault: int) -> str:
    first, last = max(fault - AROUND, 1), min(fault + AROUND, len(lines))
    rows = ((number, lines[number - 1]) for number in range(first, last + 1))
    return "\n".join(f"{'>' if n == fault else ' '} {n:>4}  {text}" for n, text in rows)


def _restore(folder: Path, readable: list[Entry]) -> None:
    called = {one.number: f"Version {one.number} · {show.saved(one)}" for one in readable}
    with st.form("broken"):
        number = st.selectbox("Version to go back to", list(called), format_func=called.__getitem__)
        author = st.text_input("Your name", key="broken.by", max_chars=fields.LONGEST_NAME)
        pressed = st.form_submit_button("Restore this version", key="broken.restore")
    if pressed:
        with guarded("Nothing was restored:"):
            saved = restore(folder, number, author=author.strip() or None, drop_comments=True)
            aside = f" What could not be read is kept as {saved.aside.name}." if saved.aside else ""
            session.say(f"Version {number} is the working plan again.{aside}")
            session.move_to(saved.version)
            st.rerun()
