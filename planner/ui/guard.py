"""The one place where errors become text on a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from planner.errors import InputError, MicrohitError


@contextmanager
def guarded(what: str = "This can't be used yet. Please correct it:") -> Iterator[None]:
    """Show an error of Microhit in place; the page goes on below it."""
    try:
        yield
    except MicrohitError as error:
        complain(error, what)


def complain(error: MicrohitError, what: str) -> None:
    """Show every fault of `error` as plain text: what people typed is never Markdown."""
    lines = [str(one) for one in error.problems] if isinstance(error, InputError) else [str(error)]
    with st.container(border=True):
        st.error(what, icon=":material/error:")
        for line in lines:
            st.text(line, wrap=True)
