"""The open campaign: what the URL names, what is being edited, what a widget showed last.

This is the one place that touches Streamlit's session state; widgets reach theirs by key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import streamlit as st

from planner.errors import MicrohitError, StoreError
from planner.model.plan import Plan
from planner.plan import edit, places, store
from planner.plan.fingerprint import changed_inputs
from planner.ui import browser, cache, deep, drafts
from planner.ui.drafts import Draft

DRAFTS, WANTED, MESSAGES, SHOWN = "_drafts", "_suggest_wanted", "_messages", "_shown"
FOLLOWED = "_followed"
AUTHOR = "author"
"""The key of the field in which a person gives their name; kept for the session."""


@dataclass(frozen=True)
class Work:
    """The plan on screen: as saved, with unsaved changes, or a frozen version."""

    slug: str
    folder: Path
    plan: Plan
    saved: Plan
    """What plan.yaml holds; for a frozen version, that version."""
    read: str
    """The digest of the plan.yaml that the edits started from."""
    frozen: bool = False
    overtaken: bool = False
    """Somebody saved plan.yaml after these edits began."""

    @property
    def changed(self) -> bool:
        """Return whether there are unsaved changes."""
        return not self.frozen and self.plan != self.saved

    @cached_property
    def outdated(self) -> list[str]:
        """Return which inputs changed since the last suggestion; empty if none or none was made."""
        if self.frozen or not self.plan.suggested:
            return []
        return changed_inputs(self.plan, cache.fingerprints(self.plan, self.folder))

    @property
    def link(self) -> dict[str, str]:
        """Return the query parameters that open this plan again."""
        return {"campaign": self.slug, "version": str(self.plan.version)}


def current() -> Work | None:
    """Return the plan that the URL names, with its unsaved changes; None if it names none.

    Raises:
        MicrohitError: there is no such campaign or version, or its file cannot be used.
    """
    slug = st.query_params.get("campaign")
    if not slug:
        return None
    folder = store.folder_of(places.campaigns_root(), slug)
    work = _opened(slug, folder, deep.version())
    if not work.frozen:
        _shown()[folder] = work.plan.version
    if st.query_params.get("version") != work.link["version"]:
        st.query_params["version"] = work.link["version"]
    return work


def _opened(slug: str, folder: Path, number: int | None) -> Work:
    try:
        working = cache.snapshot(folder / store.PLAN)
    except MicrohitError:
        there = number is not None and store.version_path(folder, number).exists()
        if number is None or number == _shown().get(folder) or not there:
            raise
        return _frozen(slug, folder, number)
    draft = _drafts(folder).get(folder)
    if draft and number in (None, draft.plan.version, working.plan.version):
        late = draft.read != working.digest
        return Work(slug, folder, draft.plan, working.plan, draft.read, overtaken=late)
    if _moved_on(folder, number, working.plan) or number in (None, working.plan.version):
        return Work(slug, folder, working.plan, working.plan, working.digest)
    return _frozen(slug, folder, number)


def _moved_on(folder: Path, number: int | None, working: Plan) -> bool:
    """Return whether somebody saved since this session showed `number` as the working plan."""
    moved = number is not None and number == _shown().get(folder) != working.version
    if moved:
        who = working.author or "Somebody"
        say(f"{who} saved version {working.version} meanwhile. You see it now.")
    return moved


def _shown() -> dict[Path, int]:
    """Return the version of each campaign's working plan that this session showed last."""
    found: dict[Path, int] = st.session_state.setdefault(FOLLOWED, {})
    return found


def _frozen(slug: str, folder: Path, number: int) -> Work:
    path = store.version_path(folder, number)
    if not path.exists():
        raise StoreError(f"{slug} has no version {number}. Its versions are listed on page Start.")
    found = cache.snapshot(path)
    return Work(slug, folder, found.plan, found.plan, found.digest, frozen=True)


def _drafts(folder: Path) -> dict[Path, Draft]:
    """Return this session's drafts; a campaign's first look includes what lies on disk."""
    held: dict[Path, Draft] = st.session_state.setdefault(DRAFTS, {})
    looked: set[Path] = st.session_state.setdefault(f"{DRAFTS}_looked", set())
    if folder not in looked:
        looked.add(folder)
        found = drafts.find(folder, browser.name())
        if found:
            held[folder] = found
            say("Your unsaved changes from before are back.")
    return held


def keep(work: Work, plan: Plan) -> None:
    """Make `plan` the plan on screen, as an unsaved change of `work`."""
    if work.frozen:
        raise StoreError("A saved version can't be changed; choose “Edit from this version”.")
    if plan == work.saved and not work.overtaken:
        drop(work)
        return
    draft = Draft(plan, work.read)
    _drafts(work.folder)[work.folder] = draft
    drafts.keep(work.folder, draft, browser.name())


def apply(work: Work, changes: Mapping[str, object]) -> None:
    """Put values at key paths into the plan on screen, and run the page anew if that changed it.

    Raises:
        InputError: a problem for each value that does not fit; the plan stays as it is.
    """
    if changes:
        show(work, edit.replace(work.plan, changes))


def show(work: Work, plan: Plan) -> None:
    """Make `plan` the plan on screen and run the page anew, if it differs."""
    if plan != work.plan:
        keep(work, plan)
        st.rerun()


def drop(work: Work) -> None:
    """Forget the unsaved changes; the URL then names the saved plan."""
    _drafts(work.folder).pop(work.folder, None)
    drafts.drop(work.folder, browser.name())
    _renew()
    move_to(work.saved.version)


def move_to(version: int) -> None:
    """Let the URL name another version of the open campaign."""
    st.query_params["version"] = str(version)


def want_suggestion() -> None:
    """Note that Suggest was pressed; it runs once the page's changes are in the plan."""
    st.session_state[WANTED] = True


def take_wish() -> bool:
    """Return whether Suggest was pressed, once."""
    return bool(st.session_state.pop(WANTED, False))


def say(text: str) -> None:
    """Keep a message for the next time a page is drawn."""
    st.session_state.setdefault(MESSAGES, []).append(text)


def messages() -> list[str]:
    """Return the messages kept, once."""
    found: list[str] = st.session_state.pop(MESSAGES, [])
    return found


def author() -> str | None:
    """Return the name that the person gave in this session."""
    name: str | None = st.session_state.get(AUTHOR)
    return name or None


def synced(path: str, now: object) -> str:
    """Return the key for the widget that shows the plan's value `now` at `path`.

    A widget keeps what was typed into it. Where the plan changed elsewhere (Discard, another
    version), a new key makes a new widget, which starts from `now`. Setting the widget's state
    instead loses the value when a run is interrupted before the browser has drawn it.
    """
    shown: dict[str, tuple[int, object]] = st.session_state.setdefault(SHOWN, {})
    number, last = shown.get(path, (0, now))
    typed = st.session_state.get(_key(path, number), now)
    if now not in (last, typed):
        number += 1
    shown[path] = (number, now)
    return _key(path, number)


def _key(path: str, number: int) -> str:
    return f"{path}#{number}" if number else path


def _renew() -> None:
    """Let every widget start from the plan's value again."""
    shown: dict[str, tuple[int, object]] = st.session_state.get(SHOWN, {})
    st.session_state[SHOWN] = {path: (number + 1, now) for path, (number, now) in shown.items()}


def value(key: str) -> Any:  # noqa: ANN401  # a value of any widget
    """Return what the widget `key` holds."""
    return st.session_state.get(key)


def put(key: str, held: object) -> None:
    """Let `key` hold something for the next run; a widget of that key must not be drawn yet."""
    st.session_state[key] = held


def turn(name: str) -> int:
    """Return how often the fields of `name` were emptied: a key that holds it makes a fresh one."""
    return int(value(f"_{name}.taken") or 0)


def next_turn(name: str) -> None:
    """Let the fields whose keys hold the turn of `name` start empty again."""
    st.session_state[f"_{name}.taken"] = turn(name) + 1


def forget(key: str) -> None:
    """Let the widget `key` start from its default again."""
    st.session_state.pop(key, None)
