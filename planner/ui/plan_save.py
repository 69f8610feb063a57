"""Page Plan, saving: what would be saved in words, who saves it, and a note."""

from __future__ import annotations

import streamlit as st

from planner.errors import Overtaken
from planner.plan import store
from planner.ui import (
    cache,
    fields,
    plan_changes,
    plan_merge,
    plan_texts,
    plan_told,
    session,
    words,
)
from planner.ui.guard import guarded
from planner.ui.session import Work


def due(work: Work) -> bool:
    """Return whether no version holds what is on screen."""
    return not work.frozen and (work.changed or not cache.kept(work.folder, work.plan))


def panel(work: Work) -> None:
    """Draw what is unsaved and the form that saves it, where there is anything to save."""
    if not due(work):
        return
    with st.container(border=True):
        if work.changed:
            st.subheader("Unsaved changes", anchor=False)
            plan_told.short(plan_changes.changes(work))
        else:
            st.subheader("Not yet a version", anchor=False)
            st.text(plan_texts.BY_HAND, wrap=True)
        _form(work)


def _form(work: Work) -> None:
    with st.form("save", border=False):
        author, note = signed("save.note")
        drop = comments_at_stake(work, "save.drop_comments")
        pressed = st.form_submit_button(
            "Keep mine as a version beside theirs" if work.overtaken else "Save as a new version",
            type="secondary" if work.overtaken else "primary",
            icon=":material/save:",
            key="save",
        )
    if pressed:
        with guarded("Nothing was saved; your changes are still here:"):
            save(work, author, note, drop_comments=drop)


def signed(key: str) -> tuple[str | None, str | None]:
    """Draw the fields for a person's name and a note; return what they hold."""
    left, right = fields.row(2)
    author = left.text_input(
        "Your name", key=session.AUTHOR, persist_state="session", max_chars=fields.LONGEST_NAME
    )
    note = right.text_area(
        "What is new in this version", key=key, height=68, max_chars=fields.LONGEST_TEXT
    )
    return author.strip() or None, (note or "").strip() or None


def comments_at_stake(work: Work, key: str) -> bool:
    """List the hand-written comments that saving would drop; return whether they may go."""
    found = cache.comments(work.folder / store.PLAN)
    if not found:
        return False
    st.warning(words.COMMENTS, icon=":material/comment:")
    st.text("\n".join(f"line {line}: {comment}" for line, comment in found), wrap=True)
    return st.checkbox("Save without the comments", key=key)


def save(work: Work, author: str | None, note: str | None, *, drop_comments: bool) -> None:
    """Save the plan on screen and open the version that it became.

    Who was overtaken sees the other's plan, and the merge of their own version into it.

    Raises:
        StoreError: nothing was saved; the unsaved changes stay.
    """
    try:
        saved = store.save(
            work.folder,
            work.plan,
            read=work.read,
            author=author,
            note=note,
            drop_comments=drop_comments,
        )
    except Overtaken as error:
        session.drop(work)
        session.say(str(error))
        plan_merge.start(work.slug, error.kept)
        session.move_to(cache.snapshot(work.folder / store.PLAN).plan.version)
    else:
        session.drop(work)
        session.move_to(saved.version)
        session.say(f"Saved as version {saved.version}.")
    st.rerun()
