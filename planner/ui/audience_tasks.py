"""Long tasks that a person starts: progress, a way to stop, and results that wait to be added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.audience.fetched import Fetched
from planner.errors import MicrohitError
from planner.ui import session, show
from planner.ui.audience_words import STOP, STOPPED
from planner.ui.guard import complain
from planner.ui.session import Work

WAITING, FAILED = "_waiting", "_failed"
STOOD = "Nothing was changed. This stood in the way:"


class Steps:
    """What a running task reports to; any click of the person ends it here.

    Streamlit ends a script for the next one when it draws something, so asking whether to go on
    draws the bar again.
    """

    def __init__(self, bar: DeltaGenerator, slot: DeltaGenerator) -> None:
        self._bar, self._share, self._text = bar, 0.0, ""
        self.slot = slot
        """Where the task may show something of its own."""

    def progress(self, done: int, total: int, what: str) -> None:
        """Show how far the task is."""
        self._share, self._text = min(done / max(total, 1), 1.0), what
        self._draw()

    def cancelled(self) -> bool:
        """Return that nobody cancelled; a click ends the script before."""
        self._draw()
        return False

    def _draw(self) -> None:
        self._bar.progress(self._share, text=show.literal(self._text) or None)


@dataclass(frozen=True)
class Task:
    """A long task that a person started: what it is, and how it is done."""

    title: str
    do: Callable[[Steps], None]
    """Does it and holds the result with `wait`."""
    place: DeltaGenerator
    """Where on the page it is shown."""
    stop: str = STOP
    """What stopping does."""
    stopped: str = STOPPED
    """What is said once it was stopped."""

    def run(self) -> None:
        """Do it and draw the page anew, with its result or with what stood in the way."""
        with self.place, st.container(border=True):
            st.markdown(f"**{self.title}**")
            bar, slot = st.progress(0.0), st.empty()
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    "Stop",
                    key="task.stop",
                    icon=":material/stop_circle:",
                    on_click=session.say,
                    args=(self.stopped,),
                )
                st.caption(self.stop)
        try:
            self.do(Steps(bar, slot))
        except MicrohitError as error:
            st.session_state[FAILED] = error
        st.rerun()


def failure() -> None:
    """Show once why the task before could not be done."""
    error: MicrohitError | None = st.session_state.pop(FAILED, None)
    if error is not None:
        complain(error, STOOD)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a source gave and what its table is usually called; not added yet."""

    fetched: Fetched
    name: str
    facts: dict[str, str] = field(default_factory=dict)
    """How a file was understood: label -> words."""


def wait(work: Work, source: str, waiting: object) -> None:
    """Hold what a source gave until it is added or discarded; another page changes nothing."""
    st.session_state[_key(work, source)] = waiting


def waiting(work: Work, source: str) -> object | None:
    """Return what a source gave in this session and campaign, if it still waits."""
    held: object | None = session.value(_key(work, source))
    return held


def discard(work: Work, source: str) -> None:
    """Forget what a source gave."""
    session.forget(_key(work, source))


def _key(work: Work, source: str) -> str:
    return f"{WAITING}.{work.slug}.{source}"
